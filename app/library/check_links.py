"""Faults between files: what intents need from replies and policies (I208–I210), and replies from intents."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.definitions import Intent, ReplyHeader, When
from app.core.replies import HOLDING, NOTICE
from app.library.catalogue.replies import CASES
from app.library.check_ties import check_ties
from app.library.problems import suggest
from app.library.shelf import Shelf, Written, WrittenReply
from app.model import Bilingual, Problem

SERVICE_LEVELS = "service_levels"


def check_links(shelf: Shelf) -> Iterator[Problem]:
    """Yield every name that leads nowhere, every intent without a fallback and every pair of equal cases."""
    for intent in shelf.active_intents:
        yield from _check_fallback(intent, shelf=shelf)
        yield from _check_rules(intent, shelf=shelf)
        yield from _check_due(intent, shelf=shelf)
    for reply in shelf.replies:
        yield from _check_intent(reply, shelf=shelf)
        yield from _check_asks(reply, shelf=shelf)
        yield from _check_due(reply.head, shelf=shelf)
        yield from _check_case(reply, shelf=shelf)
    yield from _check_equal_cases(shelf)
    yield from check_ties(shelf.replies)


def _check_fallback(intent: Written[Intent], *, shelf: Shelf) -> Iterator[Problem]:
    name = intent.value.id
    found = any(
        reply.active and reply.reply.is_fallback and reply.reply.header.intent == name for reply in shelf.replies
    )
    # A reply that could not be read may be the one that is looked for: its own fault is named already.
    hidden = any(unread.split(".")[0] == name for unread in shelf.names_unread("reply"))
    if not found and not hidden:
        yield intent.problem("I208", "id", id=name)


def _check_rules(intent: Written[Intent], *, shelf: Shelf) -> Iterator[Problem]:
    known = {policy.value.id for policy in shelf.policies} | shelf.names_unread("policy")
    for number, name in enumerate(intent.value.rules):
        if name not in known:
            yield intent.problem("I209", "rules", number, name=name, hint=suggest(name, known))


def _check_due(written: Written[Intent] | Written[ReplyHeader], *, shelf: Shelf) -> Iterator[Problem]:
    if SERVICE_LEVELS in shelf.names_unread("policy"):
        return
    levels = (policy.value for policy in shelf.policies if policy.value.id == SERVICE_LEVELS)
    known = {row.name for policy in levels for row in policy.figures}
    for number, name in enumerate(written.value.due):
        if name not in known:
            yield written.problem("I210", "due", number, name=name, hint=suggest(name, known))


def _check_intent(reply: WrittenReply, *, shelf: Shelf) -> Iterator[Problem]:
    known = {NOTICE, HOLDING} | {intent.value.id for intent in shelf.intents} | shelf.names_unread("intent")
    header = reply.reply.header
    if header.intent not in known:
        yield reply.head.problem("R202", "intent", name=header.intent, hint=suggest(header.intent, known))
    for key, names in (("under", header.under), ("answers", header.answers)):
        for number, name in enumerate(names):
            if name not in known:
                yield reply.head.problem("R202", key, number, name=name, hint=suggest(name, known))
            elif key == "under" and name in (NOTICE, header.intent):
                yield reply.head.problem("R218", key, number, name=name)


def _check_asks(reply: WrittenReply, *, shelf: Shelf) -> Iterator[Problem]:
    if not shelf.facts:
        return
    known = shelf.facts[0].value
    for number, name in enumerate(reply.reply.header.asks):
        if name not in known:
            yield reply.head.problem("R214", "asks", number, name=name, hint=suggest(name, known))


def _check_case(reply: WrittenReply, *, shelf: Shelf) -> Iterator[Problem]:
    """Yield parts of `when` that no decision of the intent's rules can fulfil."""
    if reply.reply.is_notice and not reply.reply.is_fallback:
        nothing = Bilingual("", "")
        yield reply.head.problem("R215", "when", name="when", hint=nothing, wrong=CASES["notice"])
    intent = next((one.value for one in shelf.intents if one.value.id == reply.reply.header.intent), None)
    if intent is None or shelf.names_unread("policy").intersection(intent.rules):
        return
    when, nothing = reply.reply.header.when, Bilingual("", "")
    for key in ("outcome", "reason"):
        if getattr(when, key) and not intent.rules:
            yield reply.head.problem("R215", "when", key, name=key, hint=nothing, wrong=CASES["no_rules"])
    for name in when.also:
        if name not in intent.rules:
            hint = suggest(name, intent.rules)
            yield reply.head.problem("R215", "when", "also", name, name=name, hint=hint, wrong=CASES["rule"])
    if intent.rules:
        yield from _check_reasons(reply, when=when, intent=intent, shelf=shelf)


def _check_reasons(reply: WrittenReply, *, when: When, intent: Intent, shelf: Shelf) -> Iterator[Problem]:
    ruled = (policy.value for policy in shelf.policies if policy.value.id in intent.rules)
    known = {name for policy in ruled for name in policy.because}
    for number, name in enumerate(when.reason):
        if name not in known:
            hint = suggest(name, known)
            keys = ("when", "reason", number)
            yield reply.head.problem("R215", *keys, name=name, hint=hint, wrong=CASES["reason"])


def _check_equal_cases(shelf: Shelf) -> Iterator[Problem]:
    first: dict[tuple[str, str], WrittenReply] = {}
    for reply in shelf.replies:
        if reply.active and not reply.reply.is_notice:
            header = reply.reply.header
            case = f"{header.priority} {_spell_case(header.when)}"
            others = (first.setdefault((topic, case), reply) for topic in reply.reply.topics)
            if other := next((one for one in others if one is not reply), None):
                yield reply.head.problem("R211", "when", other=other.head.path)


def _spell_case(when: When) -> str:
    """Return a case in one spelling, whatever the order in which its parts were written."""
    parts = when.model_dump(mode="json")
    nested = [sorted((key, sorted(values)) for key, values in parts.pop(name).items()) for name in ("also", "says")]
    return repr((sorted((key, sorted(values)) for key, values in parts.items()), nested))
