"""The fields of WeCom's callbacks that are read: XML from applications, JSON from robots."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from pydantic import Field

from app.channels.payloads import Id, Payload, Words
from app.channels.proof import NotReadable

FIELDS = ("Encrypt", "MsgType", "Event", "FromUserName", "CreateTime", "Content", "MsgId", "Token", "OpenKfId")


class Sealed(Payload):
    """A robot's envelope."""

    encrypt: str


class Member(Payload):
    """Who wrote to a robot."""

    userid: Id


class Text(Payload):
    """Words."""

    content: Words = ""


class RobotMessage(Payload):
    """What somebody wrote to a robot (智能机器人)."""

    msgid: Id
    msgtype: str
    chatid: Id | None = None
    sender: Member | None = Field(default=None, alias="from")
    text: Text = Text()


def read_xml(text: str) -> Mapping[str, str]:
    """Return the fields of a callback that are read; NotReadable where it is no XML. Entities are not resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise NotReadable(f"the body is not XML: {error.msg}") from None
    return {name: (root.findtext(name) or "").strip() for name in FIELDS}
