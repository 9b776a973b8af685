"""One line of a reply: what it quotes, under which tests, and its compiled template. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.pattern import Pattern

Refusal = Literal["braces", "not_allowed"]

_TAG = Pattern(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_VALUE = Pattern(r"\{\{[-+]?\s*(?P<name>[A-Za-z_]\w*)\s*[-+]?\}\}")
_IF = Pattern(r"\{%[-+]?\s*if\s+(?P<negated>not\s+)?(?P<name>[A-Za-z_]\w*)\s*[-+]?%\}")
_END = Pattern(r"\{%[-+]?\s*endif\s*[-+]?%\}")
_ELSE = Pattern(r"\{%[-+]?\s*else\s*[-+]?%\}")
_ALLOWED = (_VALUE, _IF, _ELSE, _END)
_ALLOWED_NODES = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not)
_WORDS_OF_JINJA = frozenset(
    {"true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else"}
    | {"self", "super", "caller"}
)
_BRACES = Pattern(r"[{}｛｝]")

TAG_MARK = "\n"
"""Stands in `Line.literal` for a tag, so that the words on its two sides never run together."""


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    """Return the one environment: strict about unknown names, plain text, nothing but strings go in."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A value that a line quotes, and under which tests: (name, whether it must be known)."""

    name: str
    given: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a reply: the unit that is written whole or left out whole."""

    number: int
    source: str
    literal: str
    names: frozenset[str]
    quotes: tuple[Quote, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names without which the line is always left out."""
        return tuple(dict.fromkeys(quote.name for quote in self.quotes if not quote.given))

    @property
    def has_tests(self) -> bool:
        """Return whether the line holds an `if`."""
        return "{%" in self.source

    @cached_property
    def template(self) -> Template:
        """Return the compiled line. Made at first use and kept: making all at load slows the start."""
        tree = _sandbox().parse(self.source)
        _refuse_other_nodes(tree)
        return _sandbox().from_string(tree)

    def write(self, known: Mapping[str, str]) -> str:
        """Return the line with the known values in place; a name that is only tested may be absent."""
        if not self.names:
            return self.source
        # `shared`: the values alone, so that none of Jinja's own names (range, dict, …) can be reached.
        context = self.template.new_context({name: known.get(name, "") for name in self.names}, shared=True)
        return "".join(self.template.root_render_func(context))


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: why, and the words at fault."""

    number: int
    why: Refusal
    what: str


def count_open_tests(text: str) -> int:
    """Return how many `if` begin in `text` and do not end there; below zero where more end than begin."""
    return len(_IF.findall(text)) - len(_END.findall(text))


def read_line(number: int, text: str) -> Line | BadLine | None:
    """Return the line, its fault, or None where it is empty."""
    source = text.strip()
    tags = _TAG.findall(source)
    literal = _TAG.sub(TAG_MARK, source)
    if not source:
        return None
    if _BRACES.search(literal):
        bad = next(part for part in literal.split(TAG_MARK) if _BRACES.search(part))
        return BadLine(number, "braces", bad.strip())
    for tag in tags:
        if not any(form.fullmatch(tag) for form in _ALLOWED):
            return BadLine(number, "not_allowed", tag)
    quotes = _read_quotes(tags)
    names = {name for quote in quotes or () for name in (quote.name, *(tested for tested, _ in quote.given)) if name}
    if quotes is None or names & _WORDS_OF_JINJA:
        return BadLine(number, "not_allowed", source)
    return Line(number, source, literal, frozenset(names), tuple(quote for quote in quotes if quote.name))


def _read_quotes(tags: list[str]) -> list[Quote] | None:
    """Return the quotes of a line, a test alone as a quote without a name; None where the tests do not nest."""
    quotes: list[Quote] = []
    given: list[tuple[str, bool]] = []
    turned: list[bool] = []
    for tag in tags:
        if value := _VALUE.fullmatch(tag):
            quotes.append(Quote(value["name"], tuple(given)))
        elif test := _IF.fullmatch(tag):
            quotes.append(Quote("", ((test["name"], True),)))
            given.append((test["name"], not test["negated"]))
            turned.append(False)
        elif not given or (_ELSE.fullmatch(tag) and turned[-1]):
            return None
        elif _ELSE.fullmatch(tag):
            name, wanted = given[-1]
            given[-1], turned[-1] = (name, not wanted), True
        else:
            given.pop()
            turned.pop()
    return None if given else quotes


def _refuse_other_nodes(node: nodes.Node) -> None:
    """Raise ValueError where a tree holds more than text, values and tests of names: the second lock."""
    if not isinstance(node, _ALLOWED_NODES):
        raise ValueError(f"a reply may not hold {type(node).__name__}")
    for child in node.iter_child_nodes():
        _refuse_other_nodes(child)
