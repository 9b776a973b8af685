"""A message resembles the reply whose sentences say the same in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.definitions import Phrases
from app.core.kit import Kit
from app.core.likeness import FAINT, Likeness, build_likeness
from app.engine import Engine

SENTENCES = {
    "cancel_order.restore": Phrases(
        zh=("误关的订单可以重新打开吗", "订单没了，能帮我弄回来不"), en=("please reopen my closed order",)
    ),
    "refund_progress.where": Phrases(zh=("钱是回到卡里还是余额里",), en=("which card does the money go to",)),
}


@pytest.fixture(scope="module")
def kit(engine: Engine) -> Kit:
    return engine.kit


@pytest.fixture(scope="module")
def likeness(kit: Kit) -> Likeness:
    """Return the likeness of two replies that have these sentences and listen for no word."""
    replies = [
        replace(
            reply,
            header=reply.header.model_copy(
                update={"like": like, "when": reply.header.when.model_copy(update={"says": Phrases()})}
            ),
        )
        for name, like in SENTENCES.items()
        if (reply := kit.library.reply(name))
    ]
    return build_likeness(replies, [], kit.classifier.reader.lexicon)


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("关掉的订单能不能再打开", "cancel_order.restore"),
        ("帮我把没了的订单弄回来", "cancel_order.restore"),
        ("can you reopen the closed one", "cancel_order.restore"),
        ("余额还是卡里", "refund_progress.where"),
        ("money goes to which card", "refund_progress.where"),
    ],
)
def test_the_reply_with_the_nearest_sentences_comes_first(text: str, reply: str, likeness: Likeness, kit: Kit) -> None:
    assert next(iter(likeness.find(text, kit.classifier.reader.lexicon))) == reply


@pytest.mark.parametrize("text", ["", "？？", "qqq zzz", "天气真好"])
def test_what_has_nothing_in_common_resembles_nothing(text: str, likeness: Likeness, kit: Kit) -> None:
    assert likeness.find(text, kit.classifier.reader.lexicon) == {}


def test_words_that_no_reply_knows_lessen_the_likeness(likeness: Likeness, kit: Kit) -> None:
    lexicon = kit.classifier.reader.lexicon
    plain = likeness.find("误关的订单可以重新打开吗", lexicon)["cancel_order.restore"]
    rambling = likeness.find("昨天孩子拿着平板乱玩，误关的订单可以重新打开吗，周末还要送人呢", lexicon)
    assert FAINT <= rambling["cancel_order.restore"] < plain <= 1


def test_without_sentences_nothing_resembles(kit: Kit) -> None:
    lexicon = kit.classifier.reader.lexicon
    assert build_likeness([], [], lexicon).find("订单可以重新打开吗", lexicon) == {}


def test_words_that_a_reply_listens_for_count_as_well(kit: Kit) -> None:
    reply = kit.library.reply("cancel_order.restore")
    assert reply is not None
    bare = replace(reply, header=reply.header.model_copy(update={"like": Phrases()}))
    lexicon = kit.classifier.reader.lexicon
    assert build_likeness([bare], [], lexicon).find("怎么恢复这个订单", lexicon).keys() == {reply.id}


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("快递怎么还没到，我一直没收到", "parcel_not_received"),
        ("你们发错货了，给我寄错了", "wrong_item"),
        ("i want to return it", "return_exchange"),
    ],
)
def test_what_says_nothing_in_particular_is_nearest_to_its_matter(text: str, matter: str, kit: Kit) -> None:
    alike = kit.likeness.find(text, kit.classifier.reader.lexicon)
    assert next(name for name in alike if name.split(".")[0] == matter) == matter
