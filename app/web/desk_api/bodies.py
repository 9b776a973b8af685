"""What a program may send to the desk, strict to the last key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from app.contract.kinds import Line, Message, Moment, Name, Title
from app.contract.requests import KnownFacts, Request
from app.model import Platform
from app.web.desk_api import channel_bodies as channels
from app.web.desk_api import record_bodies as records
from app.web.desk_api.kinds import Number


class BuyerIn(Request):
    """A buyer as the shop's platform names them."""

    id: Title
    name: Line = ""


class ConversationRequest(Request):
    """A conversation of a channel, begun where it is new. What is left out stays as it is known."""

    shop: Title = "default"
    channel: Title = Field(default="api", description="where the conversation takes place")
    conversation_id: Title = Field(description="what the channel calls it")
    buyer: BuyerIn
    platform: Platform | None = Field(default=None, description="left out: the shop's own")
    facts: KnownFacts = KnownFacts()
    is_case: bool = Field(default=False, description="a case or request of the platform: it stands before other mail")


class MessageRequest(ConversationRequest):
    """A buyer's message."""

    message_id: Title | None = Field(default=None, description="what the channel calls it: known when it comes again")
    text: Message
    sent_at: Moment | None = Field(default=None, description="left out: now")


class SendRequest(Request):
    """What is to be sent: a draft as it is, a draft edited (both keys), or a text of one's own."""

    text: Message | None = None
    draft_id: Number | None = None
    deliver: bool = Field(default=False, description="let the channel send it to the buyer, where it can")


class RejectRequest(Request):
    """A draft that is of no use, and why."""

    draft_id: Number
    reason: Title


class SnoozeRequest(Request):
    """Until when a conversation is put off; null brings it back."""

    until: Moment | None


class HandOverRequest(Request):
    """To whom a conversation goes. A supervisor is told what there is to decide."""

    to: Literal["supervisor", "agent"] = "supervisor"
    because: Line = ""


class AssignRequest(Request):
    """Whose a conversation is from now on: a person of the shop by number; null for nobody's."""

    user: Number | None


class DoneRequest(Request):
    """Whether a conversation is done."""

    done: bool = True


class NoteRequest(Request):
    """What the next colleague must know."""

    text: Message


class FactsRequest(Request):
    """Facts that are corrected: null takes one away, what is left out stays."""

    facts: KnownFacts


class StepRequest(Request):
    """A step, in the words it is shown in, and whether it is done."""

    step: Title
    done: bool = True


class FeedbackRequest(Request):
    """What a buyer's message really means, the most important first."""

    message_id: Number
    intents: tuple[Name, ...] = Field(min_length=1, max_length=3, strict=False)


BODIES: tuple[type[Request], ...] = (
    ConversationRequest,
    MessageRequest,
    SendRequest,
    RejectRequest,
    SnoozeRequest,
    HandOverRequest,
    AssignRequest,
    DoneRequest,
    NoteRequest,
    FactsRequest,
    StepRequest,
    FeedbackRequest,
    *records.BODIES,
    *channels.BODIES,
)

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    **records.EXAMPLES,
    **channels.EXAMPLES,
    "ConversationRequest": {
        "begun": {
            "summary": "A conversation about an order",
            "value": {
                "shop": "default",
                "channel": "helpdesk",
                "conversation_id": "8841",
                "buyer": {"id": "tb_lin_07", "name": "林小姐"},
                "facts": {"order_no": "2398476123450987654", "item": "亚麻衬衫"},
            },
        }
    },
    "MessageRequest": {
        "price_drop": {
            "summary": "The price fell after the parcel came",
            "value": {
                "shop": "default",
                "channel": "helpdesk",
                "conversation_id": "8841",
                "message_id": "m-17",
                "buyer": {"id": "tb_lin_07", "name": "林小姐"},
                "text": "刚收到就降价了，退差价吗",
                "facts": {"price_paid": "199.00", "current_price": "159.00", "currency": "CNY"},
            },
        },
        "ebay_case": {
            "summary": "A request opened on eBay",
            "value": {
                "channel": "ebay",
                "conversation_id": "5098-221",
                "buyer": {"id": "m_harper"},
                "platform": "ebay",
                "text": "Hi, my parcel still hasn't arrived, where is it?",
                "is_case": True,
                "sent_at": "2026-11-20T18:30:00Z",
            },
        },
    },
    "SendRequest": {
        "as_it_is": {"summary": "A draft as it is", "value": {"draft_id": 12}},
        "edited": {"summary": "A draft, edited", "value": {"draft_id": 12, "text": "亲，差价已经给您登记好了。"}},
    },
    "RejectRequest": {"tone": {"summary": "Wrong tone", "value": {"draft_id": 12, "reason": "语气太生硬"}}},
    "SnoozeRequest": {"evening": {"summary": "Until this evening", "value": {"until": "2026-11-22T18:00:00+08:00"}}},
    "HandOverRequest": {
        "amount": {"summary": "Beyond the agent's limit", "value": {"because": "补偿金额超出客服权限"}},
        "back": {"summary": "Back to the agents", "value": {"to": "agent"}},
    },
    "AssignRequest": {"somebody": {"summary": "To a colleague", "value": {"user": 3}}},
    "DoneRequest": {"done": {"summary": "Nothing is left to do", "value": {"done": True}}},
    "NoteRequest": {"warehouse": {"summary": "For the next shift", "value": {"text": "仓库周三补发，别再催了"}}},
    "FactsRequest": {
        "signed": {
            "summary": "The parcel was signed for",
            "value": {"facts": {"signed_at": "2026-11-18T15:20:00+08:00", "worn": None}},
        }
    },
    "StepRequest": {"ticked": {"summary": "A step is done", "value": {"step": "核对成交价和现价"}}},
    "FeedbackRequest": {
        "meant": {"summary": "It was about the wrong item", "value": {"message_id": 41, "intents": ["wrong_item"]}}
    },
}
