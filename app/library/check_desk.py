"""Faults of what the whole desk shares: voices, facts to ask for, couriers (V…, C…)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from app.core.definitions import CarrierList, Manner, Voices
from app.core.manner import PLAIN
from app.core.manner_list import MannerList, Marks
from app.core.pattern import Pattern
from app.library.catalogue.policies import COVER, MANNERS, PLACES
from app.library.problems import fill
from app.library.shelf import Shelf, Written
from app.model import FACT_NAMES, PLATFORMS, Problem

ASKED_BESIDES = ("photo", "address_new", "change_wanted", "other_detail")
"""What a reply may ask for that is no fact of the order."""

_WANTED = {
    "greeting": frozenset[str](),
    "greeting_named": frozenset({"buyer_name"}),
    "unasked": frozenset[str](),
    "unasked_named": frozenset({"buyer_name"}),
    "closing": frozenset[str](),
    "ask": frozenset({"things"}),
}
_PLACE = Pattern(r"\{(.*?)\}")


def check_desk(shelf: Shelf) -> Iterator[Problem]:
    """Yield every fault of the voices, the facts' wording and the couriers."""
    for voices in shelf.voice:
        yield from _check_cover(voices)
        yield from _check_sentences(voices)
        yield from _check_zones(voices)
    yield from _check_facts(shelf)
    yield from _check_carriers(shelf)
    for manners in shelf.manners:
        yield from _check_manners(manners)


def _check_manners(written: Written[MannerList]) -> Iterator[Problem]:
    listed = written.value
    shown = [bool(row.words.both or row.marks != Marks() or row.length) for row in listed.manners]
    yield from _check_rows(written, "manners", [row.id for row in listed.manners], shown)
    spoken = [bool(row.words.both) for row in listed.threats]
    yield from _check_rows(written, "threats", [row.id for row in listed.threats], spoken)


def _check_rows(written: Written[MannerList], key: str, ids: Sequence[str], shown: Sequence[bool]) -> Iterator[Problem]:
    for number, (name, is_shown) in enumerate(zip(ids, shown, strict=True)):
        wrong = {"nothing": not is_shown, "twice": name in ids[:number], "plain": name == PLAIN}
        for what in (what for what, is_so in wrong.items() if is_so):
            yield written.problem("V404", key, number, "id", name=name, wrong=MANNERS[what])


def _check_cover(voices: Written[Voices]) -> Iterator[Problem]:
    speaking: dict[str, list[str]] = defaultdict(list)
    for name, voice in voices.value.voices.items():
        for platform in voice.platforms:
            speaking[platform].append(name)
    for platform in PLATFORMS:
        names = speaking[platform]
        if not names:
            yield voices.problem("V401", "voices", platform=platform, wrong=COVER["none"])
        elif len(names) > 1:
            wrong = fill(COVER["twice"], names=", ".join(names))
            yield voices.problem("V401", "voices", names[1], "platforms", platform=platform, wrong=wrong)


def _check_sentences(voices: Written[Voices]) -> Iterator[Problem]:
    for name, voice in voices.value.voices.items():
        for language, manner in (("zh", voice.zh), ("en", voice.en)):
            for key, wanted in _WANTED.items():
                for place, wrong in _compare(manner, key, wanted):
                    said = fill(PLACES[wrong], place=place)
                    yield voices.problem("V403", "voices", name, language, key, key=key, wrong=said)


def _check_zones(voices: Written[Voices]) -> Iterator[Problem]:
    for name, voice in voices.value.voices.items():
        try:
            ZoneInfo(voice.zone or "UTC")
        except (ValueError, OSError, KeyError):
            yield voices.problem("V405", "voices", name, "zone", name=voice.zone or "")


def _compare(manner: Manner, key: str, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    sentence = getattr(manner, key)
    if sentence is None:
        return
    found = frozenset(_PLACE.findall(sentence))
    yield from ((place, "absent") for place in sorted(wanted - found))
    yield from ((place, "unknown") for place in sorted(found - wanted))


def _check_facts(shelf: Shelf) -> Iterator[Problem]:
    for facts in shelf.facts:
        for name in (*FACT_NAMES, *ASKED_BESIDES):
            if name not in facts.value:
                yield facts.problem("V402", name=name)


def _check_carriers(shelf: Shelf) -> Iterator[Problem]:
    for carriers in shelf.carriers:
        for row, carrier in enumerate(carriers.value.carriers):
            if carrier.track and "{number}" not in carrier.track:
                yield carriers.problem("C502", "carriers", row, "track")
            for number, pattern in enumerate(carrier.numbers):
                keys = ("carriers", row, "numbers", number)
                yield from _check_pattern(carriers, keys, pattern)


def _check_pattern(carriers: Written[CarrierList], keys: tuple[str | int, ...], pattern: str) -> Iterator[Problem]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield carriers.problem("C501", *keys, pattern=pattern, cause=str(error))
