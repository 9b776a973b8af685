"""The fields of DingTalk's robot messages that are read."""

from __future__ import annotations

from app.channels.payloads import Id, Payload, Words


class Text(Payload):
    """Words; after a mention in a group they begin with a blank."""

    content: Words = ""


class RobotMessage(Payload):
    """What somebody said to the robot. `createAt` is in milliseconds."""

    msgId: Id  # noqa: N815 (DingTalk's spelling)
    msgtype: str
    conversationId: Id  # noqa: N815
    conversationType: Id = "1"  # noqa: N815
    senderId: Id  # noqa: N815
    senderStaffId: Id | None = None  # noqa: N815
    senderNick: Words = ""  # noqa: N815
    chatbotUserId: Id | None = None  # noqa: N815
    createAt: int | None = None  # noqa: N815
    text: Text = Text()
