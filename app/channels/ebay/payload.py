"""The fields of eBay's notifications that are read."""

from __future__ import annotations

from app.channels.payloads import Id, Payload, Words


class Signed(Payload):
    """The header x-ebay-signature, opened: which key signed, and the signature."""

    kid: str
    signature: str
    digest: str = "SHA1"


class Metadata(Payload):
    """What a notification is about."""

    topic: str


class Media(Payload):
    """A picture or file; eBay also sends entries with nothing in them."""

    mediaName: Words = ""  # noqa: N815 (eBay's spelling)
    mediaUrl: Words = ""  # noqa: N815


class NewMessage(Payload):
    """A message. Names of users are no stable ids, but there is no other here."""

    messageId: Id  # noqa: N815
    conversationId: Id  # noqa: N815
    conversationType: Words = ""  # noqa: N815
    messageBody: Words = ""  # noqa: N815
    messageMedia: tuple[Media, ...] | None = None  # noqa: N815
    senderUserName: Words = ""  # noqa: N815
    recipientUserName: Words = ""  # noqa: N815
    createdDate: str | None = None  # noqa: N815


class Notice(Payload):
    """The notification itself."""

    notificationId: Id  # noqa: N815
    data: NewMessage


class AnyNotification(Payload):
    """Enough to see what a notification is about."""

    metadata: Metadata


class MessageNotification(Payload):
    """A notification of a new message."""

    metadata: Metadata
    notification: Notice
