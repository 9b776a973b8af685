"""What is made of each vendor's events: buyers' messages are read, everything else is passed over with its reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from app.channels.hook import Hook
from app.channels.incoming import Ignored, Incoming
from app.channels.proof import NotReadable
from app.channels.wecom.row import WecomRow
from app.channels.wecom.sample import encrypt, write_xml

from .rows import adapter_of, make_row


def read(kind: str, event: object) -> Incoming | Ignored:
    (said,) = adapter_of(kind).read(Hook(json.dumps(event).encode()))
    return said


def reason(kind: str, event: object) -> str:
    said = read(kind, event)
    assert isinstance(said, Ignored)
    return said.reason


def words(kind: str, event: object) -> Incoming:
    said = read(kind, event)
    assert isinstance(said, Incoming)
    return said


def chatwoot(**more: Any) -> dict[str, Any]:
    return {
        "event": "message_created",
        "id": 31,
        "content": "The zip broke",
        "content_type": "text",
        "message_type": "incoming",
        "private": False,
        "created_at": "2026-11-22T03:00:00.000Z",
        "sender": {"id": 8, "name": "lotus", "type": "contact"},
        "conversation": {"id": 12, "meta": {"sender": {"id": 8, "name": "lotus"}}},
        "attachments": [],
        **more,
    }


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"private": True}, "private"),
        ({"message_type": "outgoing"}, "own_message"),
        ({"message_type": "template"}, "own_message"),
        ({"message_type": "activity"}, "own_message"),
        ({"sender": {"id": 1, "type": "agent_bot"}}, "bot"),
        ({"content": None}, "no_text"),
        ({"event": "message_updated"}, "other_event"),
        ({"event": "conversation_status_changed"}, "other_event"),
    ],
)
def test_chatwoot_s_other_events_are_ignored(more: dict[str, Any], why: str) -> None:
    assert reason("chatwoot", chatwoot(**more)) == why


def test_chatwoot_s_message_is_the_contact_s_in_the_conversation_that_agents_see() -> None:
    said = words("chatwoot", chatwoot())
    assert (said.vendor_id, said.thread, said.buyer_id, said.buyer_name) == ("31", "12", "8", "lotus")
    assert said.at == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_an_e_mail_s_html_becomes_words_and_a_picture_is_noted() -> None:
    picture = {"file_type": "image", "data_url": "https://chat.example/rails/blobs/x/seam.jpg?sig=1"}
    body = "<p>Hi,<br>the zip <b>broke</b></p><script>x()</script><a href='https://x.example'>see</a>"
    said = words("chatwoot", chatwoot(content=body, content_type="incoming_email", attachments=[picture]))
    assert said.text == "Hi,\nthe zip broke\n\nsee"
    assert said.attachments == ("seam.jpg",)


def test_a_picture_alone_is_a_message_too() -> None:
    said = words("chatwoot", chatwoot(content=None, attachments=[{"file_type": "image", "data_url": None}]))
    assert (said.text, said.attachments) == ("", ("image",))


def zendesk(*, staff: bool = False, public: bool = True) -> dict[str, Any]:
    author = {"id": "8", "name": "Ann", "is_staff": staff}
    return {
        "type": "zen:event-type:ticket.comment_added",
        "id": "ev-1",
        "time": "2026-11-22T03:00:00.123456789Z",
        "detail": {"id": "44", "requester_id": "8", "description": "the very first words"},
        "event": {"comment": {"id": "2", "body": "Still nothing", "is_public": public, "author": author}},
    }


def test_zendesk_s_comment_is_read_not_the_ticket_s_first_words() -> None:
    said = words("zendesk", zendesk())
    assert (said.text, said.thread, said.vendor_id, said.buyer_id) == ("Still nothing", "44", "ev-1", "8")
    assert said.at == datetime(2026, 11, 22, 3, 0, 0, 123456, tzinfo=UTC)


def test_zendesk_s_staff_and_private_comments_are_ignored() -> None:
    assert reason("zendesk", zendesk(staff=True)) == "own_message"
    assert reason("zendesk", zendesk(public=False)) == "private"
    assert reason("zendesk", {"type": "zen:event-type:ticket.status_changed"}) == "other_event"


@pytest.mark.parametrize(
    ("actor", "why"), [("agent", "own_message"), ("system", "bot"), ("trigger", "bot"), ("end_user", None)]
)
def test_of_a_zendesk_messaging_ticket_only_the_end_user_is_answered(actor: str, why: str | None) -> None:
    event = {
        "type": "zen:event-type:messaging_ticket.message_added",
        "id": "ev-2",
        "detail": {"id": "45"},
        "event": {"actor": {"id": "9", "type": actor}, "message": {"id": "m", "body": "Where is it?"}},
    }
    said = read("zendesk", event)
    assert (said.reason if isinstance(said, Ignored) else None) == why


def zammad(**more: Any) -> dict[str, Any]:
    article = {"id": 4, "body": "<div>坏了<br></div>", "content_type": "text/html", "sender": "Customer", **more}
    return {"ticket": {"id": 81, "customer": {"id": 8, "firstname": "Ann", "lastname": "Li"}}, "article": article}


def test_zammad_s_html_becomes_words() -> None:
    said = words("zammad", zammad(attachments=[{"filename": "a.jpg"}]))
    assert (said.text, said.thread, said.buyer_id, said.buyer_name) == ("坏了", "81", "8", "Ann Li")
    assert said.attachments == ("a.jpg",)


def test_zammad_s_agents_and_internal_articles_are_ignored() -> None:
    assert reason("zammad", zammad(sender="Agent")) == "own_message"
    assert reason("zammad", zammad(internal=True)) == "private"
    assert reason("zammad", {"ticket": {"id": 1}}) == "other_event"


def test_a_zammad_payload_of_the_shop_s_own_needs_only_the_ids_and_the_words() -> None:
    said = words("zammad", {"ticket": {"id": 81}, "article": {"id": 4, "body": "It broke"}})
    assert (said.text, said.buyer_id) == ("It broke", "81")


def wecom(fields: dict[str, str]) -> Incoming | Ignored:
    row = make_row("wecom")
    assert isinstance(row, WecomRow)
    (said,) = adapter_of("wecom").read(Hook(write_xml({"Encrypt": encrypt(write_xml(fields), row)})))
    return said


def test_wecom_s_text_and_picture_are_messages_and_events_are_not() -> None:
    base = {"FromUserName": "lin", "CreateTime": "1795320000", "MsgType": "text", "Content": "到哪了", "MsgId": "9"}
    said = wecom(base)
    assert isinstance(said, Incoming)
    assert (said.text, said.vendor_id, said.at) == ("到哪了", "9", datetime.fromtimestamp(1795320000, UTC))
    picture = wecom({**base, "MsgType": "image", "Content": ""})
    assert isinstance(picture, Incoming)
    assert picture.attachments == ("image",)
    assert wecom({**base, "MsgType": "event", "Event": "enter_agent"}) == Ignored("other_event")


def test_a_wecom_robot_s_json_is_read_too() -> None:
    row = make_row("wecom")
    assert isinstance(row, WecomRow)
    message = {"msgid": "7", "msgtype": "text", "chatid": "g1", "from": {"userid": "lin"}, "text": {"content": "退货"}}
    sealed = encrypt(json.dumps(message).encode(), row)
    said = words("wecom", {"encrypt": sealed})
    assert (said.text, said.thread, said.vendor_id) == ("退货", "g1:lin", "7")


def test_an_entity_in_wecom_s_xml_is_never_resolved() -> None:
    body = b'<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Encrypt>&x;</Encrypt></xml>'
    from app.channels.wecom.payload import read_xml

    assert "root:" not in read_xml(body.decode())["Encrypt"]


def dingtalk(**more: Any) -> dict[str, Any]:
    return {
        "msgId": "m1",
        "msgtype": "text",
        "conversationId": "cid",
        "conversationType": "2",
        "senderId": "$:1",
        "senderStaffId": "042",
        "senderNick": "张三",
        "createAt": 1795320000000,
        "text": {"content": " 色差怎么回"},
        **more,
    }


def test_in_a_dingtalk_group_each_person_has_a_conversation_and_the_blank_after_the_mention_goes() -> None:
    said = words("dingtalk", dingtalk())
    assert (said.text, said.thread, said.buyer_name) == ("色差怎么回", "cid:042", "张三")
    assert words("dingtalk", dingtalk(senderStaffId="043")).thread != said.thread
    assert words("dingtalk", dingtalk(msgtype="picture", text={})).attachments == ("picture",)


def feishu(content: object, **message: Any) -> dict[str, Any]:
    return {
        "schema": "2.0",
        "header": {"event_id": "e1", "event_type": "im.message.receive_v1", "token": "osmanthus"},
        "event": {
            "sender": {"sender_id": {"open_id": "ou_1"}, "sender_type": "user"},
            "message": {
                "message_id": "om_1",
                "chat_id": "oc_1",
                "message_type": "text",
                "content": json.dumps(content),
                "create_time": "1795320000000",
                "mentions": [{"key": "@_user_1"}],
                **message,
            },
        },
    }


def test_feishu_s_content_is_json_within_json_and_mentions_fall_out() -> None:
    said = words("feishu", feishu({"text": "@_user_1 退货怎么申请"}))
    assert (said.text, said.thread, said.vendor_id) == ("退货怎么申请", "oc_1:ou_1", "e1")
    assert words("feishu", feishu({"image_key": "k"}, message_type="image")).attachments == ("image",)


def test_feishu_s_programs_and_other_events_are_ignored() -> None:
    event = feishu({"text": "x"})
    event["event"]["sender"]["sender_type"] = "app"
    assert reason("feishu", event) == "bot"
    event["header"]["event_type"] = "im.message.message_read_v1"
    assert reason("feishu", event) == "other_event"


def slack(**event: Any) -> dict[str, Any]:
    message = {"type": "message", "channel": "C1", "user": "U1", "text": "wrong size", "ts": "1795320000.0002"}
    return {"type": "event_callback", "event_id": "Ev1", "event": {**message, **event}}


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"bot_id": "B1"}, "bot"),
        ({"subtype": "bot_message"}, "bot"),
        ({"subtype": "message_changed"}, "changed"),
        ({"subtype": "channel_join"}, "other_event"),
        ({"type": "reaction_added"}, "other_event"),
        ({"text": " "}, "no_text"),
    ],
)
def test_slack_s_programs_changes_and_other_events_are_ignored(event: dict[str, Any], why: str) -> None:
    assert reason("slack", slack(**event)) == why


def test_slack_s_signs_mentions_and_links_become_words() -> None:
    said = words("slack", slack(text="<@U2> size &lt;38&gt; &amp;amp; <https://x.example|the page>", thread_ts="9.1"))
    assert said.text == "size <38> &amp; the page"
    assert said.thread == "C1:9.1:U1"


def test_a_slash_command_of_slack_is_passed_over() -> None:
    assert adapter_of("slack").read(Hook(b"token=x&command=%2Fdraft")) == (Ignored("other_event"),)


def telegram(**message: Any) -> dict[str, Any]:
    sender = {"id": 5, "is_bot": False, "first_name": "Lin", "last_name": "Wei"}
    usual = {"message_id": 3, "from": sender, "chat": {"id": 5}, "date": 1795320000}
    return {"update_id": 10, "message": {**usual, **message}}


def test_telegram_s_words_caption_and_pictures_are_read() -> None:
    assert words("telegram", telegram(text="尺码偏小")).text == "尺码偏小"
    said = words("telegram", telegram(caption="seam", photo=[{"file_id": "x"}]))
    assert (said.text, said.attachments, said.buyer_name) == ("seam", ("photo",), "Lin Wei")


def test_telegram_s_bots_changes_and_other_updates_are_ignored() -> None:
    assert reason("telegram", telegram(text="x", **{"from": {"id": 6, "is_bot": True}})) == "bot"
    assert reason("telegram", {"update_id": 1, "edited_message": {"message_id": 3}}) == "changed"
    assert reason("telegram", {"update_id": 1, "channel_post": {}}) == "other_event"


def ebay(topic: str = "NEW_MESSAGE", **data: Any) -> dict[str, Any]:
    message = {
        "messageId": "m1",
        "conversationId": "c1",
        "conversationType": "FROM_MEMBERS",
        "messageBody": "Is there a size chart?",
        "messageMedia": [{"mediaName": "", "mediaUrl": ""}],
        "senderUserName": "buyer-a",
        "recipientUserName": "our-shop",
        "createdDate": "2026-11-22T03:00:00.000Z",
        **data,
    }
    return {"metadata": {"topic": topic}, "notification": {"notificationId": "n1", "data": message}}


def test_ebay_s_message_is_read_for_ebay_and_empty_media_are_none() -> None:
    said = words("ebay", ebay())
    assert (said.vendor_id, said.thread, said.platform, said.attachments) == ("n1", "c1", "ebay", ())


def test_ebay_s_own_messages_and_other_topics_are_ignored() -> None:
    assert reason("ebay", ebay(conversationType="FROM_EBAY")) == "other_event"
    assert reason("ebay", ebay("MARKETPLACE_ACCOUNT_DELETION")) == "other_event"


def test_a_generic_message_may_bring_facts_and_a_platform() -> None:
    data = {"message_id": "1", "conversation_id": "2", "text": "hi", "buyer": {"id": "3"}}
    facts = {"order_no": "260915123456789012"}
    said = words("generic", {"type": "message.created", "data": {**data, "platform": "jd", "facts": facts}})
    assert (said.platform, said.facts) == ("jd", facts)
    assert reason("generic", {"type": "message.deleted", "data": data}) == "other_event"


EMPTY: dict[str, dict[str, Any]] = {
    "chatwoot": {"event": "message_created"},
    "zendesk": {"type": "zen:event-type:ticket.comment_added"},
    "zammad": {"article": {}},
    "dingtalk": {},
    "feishu": {"header": {"event_id": "1", "event_type": "im.message.receive_v1", "token": "osmanthus"}},
    "telegram": {"message": {}},
    "ebay": {"metadata": {"topic": "NEW_MESSAGE"}},
    "generic": {"type": "message.created"},
    "slack": {"type": "event_callback"},
}


@pytest.mark.parametrize("kind", EMPTY)
def test_an_event_without_the_fields_that_are_read_is_named_as_unreadable(kind: str) -> None:
    with pytest.raises(NotReadable) as refused:
        adapter_of(kind).read(Hook(json.dumps(EMPTY[kind]).encode()))
    assert "Field required" in str(refused.value)
