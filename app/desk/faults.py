"""What can stand in the way of a use case, each as a sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import BadInput, FieldError, ShouhouError
from app.model import Finding


class NotFound(ShouhouError):
    """There is no such thing in the shops of who asks; whether another shop has it is not told."""

    status = 404
    title = "Not found"


class SupervisorOnly(ShouhouError):
    """The conversation was handed to a supervisor, and who asks is none."""

    status = 403
    title = "With the supervisor"


class TooLate(ShouhouError):
    """Somebody was faster: what was to be decided is decided already."""

    status = 409
    title = "Somebody was faster"


class NotSendable(BadInput):
    """The pre-send check objects to the text; `findings` says where and how to put it better."""

    title = "The text must not be sent as it is"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        blocks = [finding for finding in findings if finding.severity == "block"]
        super().__init__([FieldError("text", f"{finding.say.en} ({finding.code})") for finding in blocks])


def refuse(path: str, say: str) -> BadInput:
    """Return the refusal of one field."""
    return BadInput([FieldError(path, say)])
