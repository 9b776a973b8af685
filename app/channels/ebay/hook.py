"""eBay's requests: ECDSA over SHA-1 of the body, by a public key that is fetched (event-notification-nodejs-sdk)."""

from __future__ import annotations

import hashlib
import json
import textwrap
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.channels.adapter import Read
from app.channels.ebay.keys import KeyRing
from app.channels.ebay.payload import AnyNotification, MessageNotification, NewMessage, Signed
from app.channels.ebay.row import EbayRow
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_moment, read_payload
from app.channels.proof import NotReadable, NotTheirs, need_base64, need_header

NEW_MESSAGE = "NEW_MESSAGE"
FROM_MEMBERS = "FROM_MEMBERS"
_BEGIN, _END = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
_LINE = 64


@dataclass(frozen=True, slots=True)
class EbayHook:
    """An eBay application's notification endpoint."""

    row: EbayRow
    keys: KeyRing

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed, NoKey where nobody can say."""
        header = need_base64(need_header(hook, "X-EBAY-SIGNATURE"), step="header")
        try:
            signed = read_payload(header, Signed)
        except NotReadable as error:
            raise NotTheirs("header", f"X-EBAY-SIGNATURE is not eBay's: {error}") from None
        if signed.digest != "SHA1":
            raise NotTheirs("header", f"the digest {signed.digest[:20]!r} is not SHA1")
        _check(hook.body, need_base64(signed.signature, step="signature"), self.keys.find(signed.kid, now=now))

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002 (it is not dated)
        """Return the answer to a challenge: the SHA-256 of challenge, verification token and endpoint."""
        if hook.method != "GET":
            return None
        challenge = hook.query.get("challenge_code", "")
        answer = hashlib.sha256(f"{challenge}{self.row.verification_token}{self.row.endpoint}".encode()).hexdigest()
        return Greeting(json.dumps({"challengeResponse": answer}))

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return the buyer's message; other topics, and what eBay itself writes, are ignored."""
        if read_payload(hook.body, AnyNotification).metadata.topic != NEW_MESSAGE:
            return (Ignored("other_event"),)
        notice = read_payload(hook.body, MessageNotification).notification
        return (_read_message(notice.notificationId, notice.data),)


def _check(body: bytes, signature: bytes, pem: str) -> None:
    try:
        key = load_pem_public_key(_mend_pem(pem).encode())
    except (ValueError, UnsupportedAlgorithm):
        raise NotTheirs("key", "the public key cannot be read") from None
    if not isinstance(key, EllipticCurvePublicKey):
        raise NotTheirs("key", "the public key is not one of an elliptic curve")
    try:
        key.verify(signature, body, ECDSA(hashes.SHA1()))  # noqa: S303 (eBay's rule)
    except InvalidSignature:
        raise NotTheirs("signature", "the public key did not sign this body; it was changed on its way") from None


def _mend_pem(pem: str) -> str:
    """Return a key with the line ends that eBay leaves out."""
    inner = "".join(pem.replace(_BEGIN, "").replace(_END, "").split())
    return "\n".join((_BEGIN, *textwrap.wrap(inner, _LINE), _END, ""))


def _read_message(notification_id: str, message: NewMessage) -> Read:
    if message.conversationType not in {"", FROM_MEMBERS}:
        return Ignored("other_event")
    names = [media.mediaName or media.mediaUrl for media in message.messageMedia or ()]
    return take(
        Incoming(
            vendor_id=notification_id,
            thread=message.conversationId,
            buyer_id=message.senderUserName,
            buyer_name=message.senderUserName,
            text=message.messageBody,
            at=read_moment(message.createdDate),
            attachments=tuple(filter(None, names)),
            platform="ebay",
            target={"conversation": message.conversationId},
        )
    )
