"""Whether the program ever gives the values that a reply quotes (R213)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.core.values import FIXED_NAMES, GIVEN, list_decided
from app.library.problems import suggest
from app.library.shelf import Shelf, WrittenReply
from app.model import FACT_NAMES, Problem


def check_names(shelf: Shelf, *, known_values: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Yield needs that no case can fill. Replies to intents with rules are left out while `known_values`
    (rule → names of its values) is empty: any name could then be a rule's."""
    if shelf.names_unread("policy"):
        return
    intents = {intent.value.id: intent.value for intent in shelf.intents}
    always = frozenset((*_list_figures(shelf), *_list_given(shelf)))
    for reply in shelf.replies:
        intent = intents.get(reply.reply.header.intent)
        rules = intent.rules if intent else ()
        judged = (intent or reply.reply.is_notice) and (known_values or not rules)
        if judged:
            yield from _check_needs(reply, known=always | _list_names(rules, known_values=known_values))


def _check_needs(reply: WrittenReply, *, known: frozenset[str]) -> Iterator[Problem]:
    for name in reply.reply.header.needs:
        if name not in known:
            yield reply.head.problem("R213", "needs", name, name=name, hint=suggest(name, known))


def _list_figures(shelf: Shelf) -> Iterator[str]:
    for policy in shelf.policies:
        for row in policy.value.figures:
            yield f"{policy.value.id}_{row.name}"


def _list_given(shelf: Shelf) -> Iterator[str]:
    """Yield the name by which a reply hears that a buyer has given something, for all that can be asked for."""
    for facts in shelf.facts:
        yield from (f"{name}{GIVEN}" for name in facts.value)


def _list_names(rules: Iterable[str], *, known_values: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the facts, the fixed names, and the values of these rules, with and without the rule's name.

    Which rule is the first depends on the platform, so each of them may give the short names.
    """
    ruled: set[str] = set()
    for rule in rules:
        values = list_decided(known_values.get(rule, ()))
        ruled |= values | {f"{rule}_{name}" for name in values}
    return frozenset(FACT_NAMES) | FIXED_NAMES | ruled
