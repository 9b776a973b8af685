"""How a buyer writes, and what of it a supervisor must hear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.features import Lexicon
from app.core.manner import MOST_SIGNS, PLAIN, Watch, build_watch
from app.core.manner_list import MannerList
from app.core.replies import VARIANTS
from app.core.text import clean
from app.engine import Engine
from app.model import Manner

WRITTEN = MannerList.model_validate(
    {
        "manners": [
            {
                "id": "angry",
                "title": {"zh": "生气", "en": "Angry"},
                "words": {"zh": ["骗子"], "en": ["scam"]},
                "unless": {"zh": ["不是骗子", "谢谢"]},
                "marks": {"exclamations": 3, "capitals": 3},
                "variants": ["warm", "standard"],
            },
            {
                "id": "hurried",
                "title": {"zh": "急", "en": "Hurried"},
                "words": {"zh": ["急急急"]},
                "marks": {"questions": 3},
                "variants": ["short"],
            },
            {
                "id": "chatty",
                "title": {"zh": "健谈", "en": "Chatty"},
                "length": {"zh": 20, "en": 60},
                "variants": ["warm"],
            },
        ],
        "threats": [
            {
                "id": "authority",
                "words": {"zh": ["12315", "律师"], "en": ["lawyer"]},
                "unless": {"zh": ["不找律师"]},
                "because": {"zh": "要找人。", "en": "Means to go further."},
            }
        ],
    }
)


@pytest.fixture(scope="module")
def watch(lexicon: Lexicon) -> Watch:
    """A watch for three manners and one threat."""
    return build_watch(WRITTEN, lexicon.characters)


@pytest.mark.parametrize(
    ("message", "manner", "shown"),
    [
        ("你们是骗子", "angry", ["骗子"]),
        ("This is a SCAM", "angry", ["SCAM"]),
        ("scammer", PLAIN, []),
        ("你们不是骗子吧", PLAIN, []),
        ("還是騙子啊", "angry", ["騙子"]),
        ("退钱！！！", "angry", ["！！！"]),
        ("退钱！！", PLAIN, []),
        ("谢谢！！！", PLAIN, []),
        ("WHERE IS MY PARCEL", "angry", ["WHERE IS MY PARCEL"]),
        ("do you have S M L XL", PLAIN, []),
        ("在吗？？？", "hurried", ["？？？"]),
        ("急急急急", "hurried", ["急急"]),
        ("骗子，急急急", "angry", ["骗子"]),
        ("我" * 8 + "想问问这件衣服以后还会不会再降价呢", PLAIN, []),
        ("", PLAIN, []),
    ],
)
def test_a_manner_is_noticed_by_words_and_marks(
    message: str, manner: str, shown: list[str], watch: Watch, lexicon: Lexicon
) -> None:
    found = watch.notice(clean(message, lexicon.characters))
    assert found.id == manner
    assert [sign.text for sign in found.evidence] == shown
    assert all(message[slice(*sign.span)] == sign.text for sign in found.evidence)


def test_a_long_message_is_chatty_and_its_length_is_the_evidence(watch: Watch, lexicon: Lexicon) -> None:
    message = "昨天收到的衣服我很中意，家里人也都说好，就是想再问问这个怎么洗"
    found = watch.notice(clean(message, lexicon.characters))
    assert found.id == "chatty"
    assert [(sign.kind, sign.text, sign.span) for sign in found.evidence] == [("length", "29", (0, len(message)))]


@pytest.mark.parametrize(
    ("manner", "order"),
    [
        ("angry", ("warm", "standard", "short")),
        ("hurried", ("short", "standard", "warm")),
        (PLAIN, VARIANTS),
        ("unheard_of", VARIANTS),
    ],
)
def test_variants_that_suit_the_manner_come_first(manner: str, order: tuple[str, ...], watch: Watch) -> None:
    assert watch.order(VARIANTS, Manner(manner)) == order
    assert watch.order(VARIANTS[:1], Manner(manner)) == ("standard",)
    assert watch.order(VARIANTS, None) == VARIANTS


@pytest.mark.parametrize(
    ("message", "heard"),
    [
        ("打12315了", True),
        ("单号9912315001", False),
        ("我要找律师", True),
        ("我不找律师", False),
        ("my LAWYER", True),
        ("", False),
    ],
)
def test_a_threat_is_heard_with_its_reason(message: str, heard: bool, watch: Watch, lexicon: Lexicon) -> None:
    reasons = watch.hear_threats(clean(message, lexicon.characters))
    assert [reason.en for reason in reasons] == (["Means to go further."] if heard else [])


@given(message=st.text(alphabet="骗子急谢!！?？ ABCabc1律师", max_size=60))
def test_signs_lie_within_any_message(message: str, lexicon: Lexicon) -> None:
    found = build_watch(WRITTEN, lexicon.characters).notice(clean(message, lexicon.characters))
    assert len(found.evidence) <= MOST_SIGNS
    assert (found.id == PLAIN) is (not found.evidence)
    assert all(0 <= sign.span[0] < sign.span[1] <= len(message) for sign in found.evidence)


@pytest.mark.parametrize(
    ("message", "manner"),
    [
        ("什么破店，骗子，退钱", "angry"),
        ("You are a scam, worst service ever", "angry"),
        ("急急急，今天必须发出去", "hurried"),
        ("Please hurry, I need it by Friday", "hurried"),
        ("再便宜点呗，打个折", "bargaining"),
        ("Can you give me a discount", "bargaining"),
        ("按消费者权益保护法第二十五条，你们应当退款", "expert"),
        ("Under the Consumer Rights Act I am entitled to a refund", "expert"),
        ("麻烦开一下发票", PLAIN),
        ("Where is my parcel?", PLAIN),
        ("谢谢你们，衣服太好看了！！！", PLAIN),
        ("洗衣机的滚筒怎么清洗", PLAIN),
    ],
)
def test_the_built_in_manners_tell_buyers_apart(message: str, manner: str, engine: Engine) -> None:
    cleaned = clean(message, engine.kit.classifier.reader.lexicon.characters)
    assert engine.kit.watch.notice(cleaned).id == manner


@pytest.mark.parametrize(
    ("message", "heard"),
    [
        ("电池爆炸了，把手烫伤了", True),
        ("The charger gave me an electric shock", True),
        ("这是假货", True),
        ("It is a counterfeit", True),
        ("我要找律师起诉你们", True),
        ("我打12315投诉", True),
        ("我去报警", True),
        ("我要找记者曝光你们", True),
        ("屏幕有划痕，退货", False),
        ("这个是不是假货啊", False),
        ("寄到市法院门口", False),
        ("烟雾报警器收到了", False),
        ("faux, not fake fur please", False),
    ],
)
def test_the_built_in_threats_are_heard_and_nothing_else(message: str, heard: bool, engine: Engine) -> None:
    cleaned = clean(message, engine.kit.classifier.reader.lexicon.characters)
    assert bool(engine.kit.watch.hear_threats(cleaned)) is heard
