"""What the panel shows of a conversation: looked up here, whatever the helpdesk's page says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.desk import receive as desk
from app.desk.actors import Actor
from app.desk.faults import NotFound
from app.desk.view import view_conversation
from app.store.columns import LONGEST_NAME
from app.store.conversations import find_conversation
from app.store.shops import find_shop, list_shops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.channels.incoming import Incoming
    from app.channels.rows import Row
    from app.desk.view import ConversationView
    from app.store.records import Draft, Shop
    from app.web.channels.hall import Hall
    from app.web.visitor import Visitor

NOTHING: dict[str, Any] = {"conversation": None, "drafts": [], "steps": [], "deadlines": [], "intents": []}


def read_panel(hall: Hall, visitor: Visitor, channel: str, number: str) -> dict[str, Any]:
    """Return the drafts of the conversation that the channel calls `number`, for a visitor of its shop.

    A Chatwoot conversation is asked of Chatwoot with the channel's own token, so that what the desk has not heard of is
    drafted for too. NotFound where there is no such channel for the visitor.
    """
    found = hall.porch.channels.get(channel)
    with hall.store.reading() as session:
        shop = find_shop(session, found.row.shop) if found else None
        theirs = {one.id for one in visitor.list_theirs(list_shops(session))}
    if found is None or shop is None or shop.id not in theirs:
        raise NotFound("There is no channel of that name in your shops.")
    _hear(hall, found.row, shop, number)
    return _show(hall, visitor, shop, found.row, number[:LONGEST_NAME])


def _hear(hall: Hall, row: Row, shop: Shop, number: str) -> None:
    """Bring the last message of a Chatwoot contact to the desk, where it has not come by the hook."""
    # What speaks to vendors is there already where there are channels; a start without any is quicker.
    from app.channels.chatwoot.reading import fetch_last
    from app.channels.chatwoot.row import ChatwootRow
    from app.channels.delivery import Refused, TryLater
    from app.channels.proof import NotReadable

    if not isinstance(row, ChatwootRow) or row.token is None or hall.porch.work is None:
        return
    open_client = hall.porch.work.answering.switchboard.open_client
    try:
        with open_client() as client:
            said = fetch_last(client, row, number)
    except (TryLater, Refused, NotReadable):
        # The panel shows what is known here.
        return
    if said is not None:
        _receive(hall, row, shop, said)


def _receive(hall: Hall, row: Row, shop: Shop, said: Incoming) -> None:
    opening = desk.Opening(
        shop=row.shop,
        channel=row.name,
        conversation_id=said.thread,
        buyer_id=said.buyer_id,
        buyer_name=said.buyer_name[:LONGEST_NAME],
        platform=row.platform,
    )
    message = desk.Incoming(opening, said.text.strip(), message_id=said.vendor_id, sent_at=said.at)
    with hall.store.transaction() as session:
        actor = Actor("system", None, (shop.id,))
        desk.receive(session, hall.engine, message, now=hall.clock(), actor=actor)


def _show(hall: Hall, visitor: Visitor, shop: Shop, row: Row, number: str) -> dict[str, Any]:
    with hall.store.reading() as session:
        conversation = find_conversation(session, shop.id, channel=row.name, vendor_id=number)
        if conversation is None:
            return NOTHING
        actor = visitor.act_in(list_shops(session))
        view = view_conversation(session, conversation.id, now=hall.clock(), actor=actor, messages=5)
    return _write(hall, view)


def _write(hall: Hall, view: ConversationView) -> dict[str, Any]:
    answer = view.drafts[0].answer if view.drafts else {"steps": [], "deadlines": [], "escalate": None}
    buyer = next((one for one in view.messages.items if one.author == "buyer"), None)
    titles = hall.engine.library.intents
    intents = (buyer.reading or {}).get("intents", ()) if buyer else ()
    escalate = answer["escalate"]
    return {
        "conversation": view.conversation.id,
        "said": buyer.text if buyer else "",
        "drafts": _write_drafts(view.drafts),
        "steps": answer["steps"],
        "deadlines": answer["deadlines"],
        "escalate": escalate["because"] if escalate else None,
        "intents": [
            {"title": titles[one["id"]].title.model_dump(), "score": one["score"]}
            for one in intents
            if one["id"] in titles
        ],
    }


def _write_drafts(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "text": one.text,
            "gloss": one.gloss,
            "language": one.language,
            "is_blocked": any(finding["severity"] == "block" for finding in one.answer["findings"]),
        }
        for one in drafts
    ]
