"""Every error that Shouhou raises on purpose.

ShouhouError                 anything below; catch this at an edge (CLI, web) and show `str(error)`
├── BadInput                 the caller's data is wrong; names each field and how to mend it
│   ├── TooLarge             the message or body is longer than the service takes
│   └── NotJson              the text cannot be read as JSON at all
├── LibraryBroken            intents, replies or policy have faults; carries all of them
├── BadSetting               an environment setting has a value that cannot be used
├── ModelUnusable            a stored model file is missing, damaged or of another library
└── NotAllowed               no key, or a key that does not open this door
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.model import Problem


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: where it is (`facts.paid_at`) and what to do about it."""

    path: str
    say: str


class ShouhouError(Exception):
    """Base of every error raised on purpose; `str(error)` is a sentence for a person.

    try:
        ...
    except ShouhouError as error:
        print(error)
    """

    status = 500
    title = "Something went wrong"


class BadInput(ShouhouError):
    """The caller's data cannot be used; `errors` names each field and the mend."""

    status = 422
    title = "The request has fields that cannot be used"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{error.path}: {error.say}" for error in self.errors))


class TooLarge(BadInput):
    """The message or the body is longer than the service takes."""

    status = 413
    title = "The request is too large"


class NotJson(BadInput):
    """The text is not JSON; the one error says where reading stopped."""

    status = 400
    title = "The body is not JSON"


class LibraryBroken(ShouhouError):
    """Intents, replies or policy have faults; `problems` holds all of them."""

    title = "The library has faults"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"the library has {len(self.problems)} fault(s); run `shouhou check` to see them")


class BadSetting(ShouhouError):
    """A setting has a value that cannot be used; names the setting."""

    title = "A setting cannot be used"


class ModelUnusable(ShouhouError):
    """A stored model file is missing, damaged, or was made from another library."""

    title = "The stored model cannot be used"


class NotAllowed(ShouhouError):
    """No key was sent, or one that does not open this door."""

    status = 401
    title = "A key is needed"
