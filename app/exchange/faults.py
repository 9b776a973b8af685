"""What can be wrong with a file, each as a sentence for a person."""

from __future__ import annotations

from app.errors import ShouhouError


class FileRefused(ShouhouError):
    """A file cannot be used as a whole; says why and what to do instead."""

    status = 422
    title = "The file cannot be used"


class FileTooLarge(FileRefused):
    """A file, or what it would unpack to, is larger than is taken."""

    status = 413
    title = "The file is too large"
