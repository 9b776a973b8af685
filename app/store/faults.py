"""What can be wrong with a database, each as a sentence that says what to do."""

from __future__ import annotations

from app.errors import ShouhouError


class StoreUnavailable(ShouhouError):
    """The database does not answer, or another program kept it busy for too long. Nothing was written."""

    status = 503
    title = "The database does not answer"


class RevisionMismatch(ShouhouError):
    """The database has another shape than this program expects."""

    title = "The database has another shape than this version expects"


class ArchiveUnusable(ShouhouError):
    """A backup cannot be read, was changed, or does not fit where it is to be restored."""

    title = "The backup cannot be used"


class NameTaken(ShouhouError):
    """Somebody or something of that name is there already."""

    status = 409
    title = "The name is taken"
