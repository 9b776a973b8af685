"""`shouhou prepare`: does once what every first start would have to do."""

from __future__ import annotations

import sys

from app.engine import prepare_kit
from app.errors import ShouhouError


def prepare() -> None:
    """Read, check and build the built-in library once, beside the installed packages, so that every start is quick."""
    try:
        place = prepare_kit(tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    except OSError as error:
        raise ShouhouError(f"nothing could be kept beside the installed packages: {error}") from error
    print("the built-in library was ready before" if place is None else f"the built-in library is ready in {place}")
