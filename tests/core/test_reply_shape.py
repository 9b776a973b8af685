"""Whatever part of what a reply quotes is known, it reads as one reply: every part of it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pytest
from reply_faults import count_apologies, find_faults

from app.core.asking import MOST_ASKED
from app.core.composition import Frame, Matter, compose
from app.core.library import Library
from app.core.preview import find_platforms
from app.core.replies import Reply
from app.model import Language

ROOT = Path(__file__).parent.parent.parent
NAMES = sorted(path.stem for path in (ROOT / "templates" / "replies").glob("*.j2"))
LANGUAGES: tuple[Language, Language] = ("zh", "en")
THINGS = {
    "zh": ("订单号", "两三张照片", "退货的快递单号"),
    "en": ("your order number", "a picture", "the size you took"),
}
BUYERS = (None, "小林", " ", "Widgets & Co.")


def part(values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield every part of `values`, the empty one first."""
    for size in range(len(values) + 1):
        for names in combinations(values, size):
            yield {name: values[name] for name in names}


def frame(reply: Reply, library: Library, turn: int) -> Frame:
    """Return what stands around the reply the `turn`th time: voices, buyers and things to ask for take turns."""
    platforms = find_platforms(reply, library)
    things = {language: THINGS[language][: turn % (MOST_ASKED + 1)] for language in LANGUAGES}
    voice = library.voice(platforms[turn % len(platforms)])
    return Frame(voice, BUYERS[turn // 2 % len(BUYERS)], things, unasked=reply.is_notice)


@pytest.mark.parametrize("name", NAMES)
def test_a_reply_keeps_its_shape_whatever_part_of_it_is_known(name: str, library: Library) -> None:
    reply = library.reply(name)
    assert reply is not None
    for turn, values in enumerate(part(reply.header.needs)):
        around = frame(reply, library, turn)
        for language in LANGUAGES:
            for variant in reply.variants:
                text = compose([Matter(reply, {language: values})], around, language=language, variant=variant).text
                assert find_faults(text, around.voice, language) == [], text
                assert count_apologies(text) <= 1, text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("亲，您好～好的。", ""),
        ("亲，您好～金额是{{ amount }}。", "not filled"),
        ("亲，您好～好的。。", "mark is doubled"),
        ("亲，您好～好的，。", "mark is doubled"),
        ("亲，您好～item  A。", "space is doubled"),
        ("亲，您好～好的。\n\n\n再见。", "paragraph is empty"),
        ("亲，您好～您好。", "greets"),
        ("好的。", "greets"),
        ("亲，您好～有什么需要，随时在这里叫我。\n有什么需要，随时在这里叫我。", "closes twice"),
        ("亲，您好～\n好的。行。好的。", "says twice"),
    ],
)
def test_what_is_wrong_with_a_text_is_seen(text: str, said: str, library: Library) -> None:
    found = " ".join(find_faults(text, library.voice("taobao"), "zh"))
    assert said in found
    assert bool(said) == bool(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [("抱歉让您久等了。这就去查。", 1), ("Sorry about that. We apologise. Bye.", 2), ("I paid CNY 4.50. OK.", 0)],
)
def test_apologies_are_counted_by_the_sentence(text: str, count: int) -> None:
    assert count_apologies(text) == count
