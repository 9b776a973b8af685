"""Kinds of value that several bodies and addresses of the desk hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of something the desk keeps."""
