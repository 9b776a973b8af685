"""Evidence pictures (R3): filed under the buyer's id, joined to a conversation or a register's row, found again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import see_conversation
from app.desk.faults import NotFound, refuse
from app.desk.registers.entries import see_row
from app.desk.traces import Deed
from app.exchange.filing import Filed, file_picture, find_file, remove_files
from app.exchange.pictures import Picture
from app.store import evidence as pictures
from app.store.buyers import get_buyer
from app.store.kept import Evidence
from app.store.records import Page
from app.store.shops import get_shop

EVIDENCE = "evidence"
"""What the audit log calls a picture."""


@dataclass(frozen=True, slots=True)
class Belongs:
    """What a picture shows the matter of: a conversation, a row of a register, or both."""

    conversation_id: int | None = None
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Whose:
    shop_id: int
    buyer_id: str
    belongs: Belongs
    is_sample: bool = False


def add_evidence(
    session: Session, data_dir: Path, picture: Picture, belongs: Belongs, *, now: datetime, actor: Actor
) -> Evidence:
    """File a picture under the buyer's id and return it. `app.exchange.pictures.read_picture` gives the picture.

    It is written before the database knows of it: a file without a row is only room lost, a row without a file is not.
    """
    whose = _find_whose(session, belongs, actor)
    shop = get_shop(session, whose.shop_id)
    slug = shop.slug if shop else str(whose.shop_id)
    filed = file_picture(data_dir, picture, shop=slug, buyer_id=whose.buyer_id, at=now)
    about = ("sha256", "media_type", "width", "height")
    kept = pictures.put_evidence(
        session,
        {
            "shop_id": whose.shop_id,
            "buyer_id": whose.buyer_id,
            "conversation_id": whose.belongs.conversation_id,
            "row_id": whose.belongs.row_id,
            "path": filed.path,
            "thumbnail": filed.thumbnail,
            **{name: getattr(picture, name) for name in about},
            "size": len(picture.data),
            "user_id": actor.user_id,
            "at": now,
            "is_demo": actor.is_sample or whose.is_sample,
        },
    )
    Deed(session, actor, now).audit_on("evidence.added", EVIDENCE, kept.id, shop_id=kept.shop_id)
    return kept


def list_pictures(
    session: Session, *, actor: Actor, buyer_id: str | None = None, limit: int = 50, cursor: str | None = None
) -> Page[Evidence]:
    """Return the pictures of the actor's shops, or of one buyer, the newest first."""
    return pictures.list_evidence(session, actor.shop_ids, buyer_id=buyer_id, limit=limit, cursor=cursor)


def open_picture(
    session: Session, data_dir: Path, evidence_id: int, *, actor: Actor, small: bool = False
) -> tuple[Evidence, Path]:
    """Return a picture with its file, or its thumbnail's; NotFound where the actor has none such, or it is gone."""
    kept = _see(session, evidence_id, actor)
    file = find_file(data_dir, kept.thumbnail if small else kept.path)
    if file is None:
        raise NotFound("The file of this picture is not there any more.")
    return kept, file


def remove_picture(session: Session, data_dir: Path, evidence_id: int, *, now: datetime, actor: Actor) -> None:
    """Take a picture away with its files; NotFound where the actor has none such."""
    kept = _see(session, evidence_id, actor)
    pictures.remove_evidence(session, kept.id)
    Deed(session, actor, now).audit_on("evidence.removed", EVIDENCE, kept.id, shop_id=kept.shop_id)
    remove_files(data_dir, Filed(kept.path, kept.thumbnail))


def _find_whose(session: Session, belongs: Belongs, actor: Actor) -> _Whose:
    if belongs.row_id is not None:
        row = see_row(session, belongs.row_id, actor)
        about = Belongs(row.conversation_id, row.id)
        if row.buyer_id is not None:
            return _Whose(row.shop_id, row.buyer_id, about, row.is_demo)
        if row.conversation_id is None:
            raise refuse("row", "names no buyer: fill in the buyer's id first, pictures are filed under it")
        belongs = about
    if belongs.conversation_id is None:
        raise refuse("conversation", "say which conversation or which row the picture belongs to")
    conversation = see_conversation(session, belongs.conversation_id, actor)
    buyer = get_buyer(session, conversation.buyer_id)
    named = buyer.vendor_id if buyer else str(conversation.buyer_id)
    return _Whose(conversation.shop_id, named, belongs, buyer is not None and buyer.is_demo)


def _see(session: Session, evidence_id: int, actor: Actor) -> Evidence:
    kept = pictures.get_evidence(session, evidence_id, shop_ids=actor.shop_ids)
    if kept is None:
        raise NotFound("There is no picture of that number in your shops.")
    return kept
