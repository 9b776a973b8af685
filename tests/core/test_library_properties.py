"""Whatever is known in a case, what the built-in library writes can be sent."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.composition import Frame, Matter, compose
from app.core.library import Library
from app.core.replies import VARIANTS, Reply, Variant
from app.model import PLATFORMS, Language, Platform

CLUMSY = re.compile(r"\{\{|\}\}|\{%|  |。。|，，|，。|、。|\n\n\n|\(\)|（）| [,.;:!?]( |$)|\.\.(?!\.)|None")


def word_questions(known: dict[str, str], reply: Reply, library: Library, language: Language) -> list[str]:
    """Return what a reply asks for, in words, as far as it is not known."""
    words = [library.facts[name].ask for name in reply.header.asks if name not in known]
    return [word.zh if language == "zh" else word.en for word in words]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    data=st.data(),
    language=st.sampled_from(["zh", "en"]),
    variant=st.sampled_from(VARIANTS),
    name=st.sampled_from([None, "小林", "Ann"]),
)
def test_any_replies_with_any_of_their_values_read_well(
    data: st.DataObject, language: Language, variant: Variant, name: str | None, library: Library
) -> None:
    replies = data.draw(
        st.lists(st.sampled_from(library.replies), min_size=1, max_size=3, unique_by=lambda reply: reply.id)
    )
    samples = {key: value for reply in replies for key, value in reply.header.needs.items()}
    chosen = data.draw(st.sets(st.sampled_from(sorted(samples)))) if samples else set()
    known = {key: samples[key] for key in chosen}
    platform: Platform = data.draw(st.sampled_from(PLATFORMS))
    voice = library.voice(platform)
    asked = word_questions(known, replies[0], library, language)
    frame = Frame(voice, name, {language: asked, ("en" if language == "zh" else "zh"): []})
    text = compose(
        [Matter(reply, {language: known}) for reply in replies], frame, language=language, variant=variant
    ).text
    manner = voice.zh if language == "zh" else voice.en
    greeting = manner.greeting_named.replace("{buyer_name}", name) if name else manner.greeting
    assert not CLUMSY.search(text), (CLUMSY.search(text), text)
    assert all(paragraph.strip() == paragraph and paragraph for paragraph in re.split(r"\n+", text))
    assert text.startswith(greeting)
    assert text.count(greeting) == 1
    assert text.count(manner.closing) == (variant != "short")
