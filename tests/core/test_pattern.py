"""Expressions compiled when first used answer as those of `re` do, whoever uses them, and however they were copied."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from app.core.pattern import Pattern

APP = Path(__file__).parent.parent.parent / "app"
TEXTS = ("", "退3.5元", "Refund 12 and 3.50 yuan", "１２", "\n12\n")
USES: dict[str, Callable[[Any, str], object]] = {
    "search": lambda one, text: _spans([one.search(text)]),
    "search in a part": lambda one, text: _spans([one.search(text, 1, 4)]),
    "match": lambda one, text: _spans([one.match(text)]),
    "match in a part": lambda one, text: _spans([one.match(text, 1, 3)]),
    "fullmatch": lambda one, text: _spans([one.fullmatch(text)]),
    "fullmatch of a part": lambda one, text: _spans([one.fullmatch(text, 1, 4)]),
    "finditer": lambda one, text: _spans(one.finditer(text)),
    "finditer from a place": lambda one, text: _spans(one.finditer(text, 8)),
    "findall": lambda one, text: one.findall(text),
    "findall in a part": lambda one, text: one.findall(text, 2, 8),
    "split": lambda one, text: one.split(text),
    "split once": lambda one, text: one.split(text, 1),
    "sub": lambda one, text: one.sub(r"<\1>", text),
    "sub by a function": lambda one, text: one.sub(lambda match: match[0][::-1], text),
    "sub once": lambda one, text: one.sub("", text, 1),
}
EXPRESSIONS = ((r"(\d+)(?:\.(\d+))?", 0), (r"(\d)", re.ASCII), (r"(refund|退)", re.IGNORECASE), (r"()$", re.MULTILINE))


def _spans(matches: Any) -> list[tuple[tuple[int, int], tuple[str | None, ...]] | None]:
    return [match and (match.span(), match.groups()) for match in matches]


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize(("expression", "flags"), EXPRESSIONS)
def test_it_answers_as_re_does(use: Callable[[Any, str], object], expression: str, flags: int) -> None:
    pattern, compiled = Pattern(expression, flags), re.compile(expression, flags)
    for text in (*TEXTS, *TEXTS):
        assert use(pattern, text) == use(compiled, text)


def test_nothing_is_compiled_before_it_is_used(compiled: list[str]) -> None:
    pattern = Pattern(r"not yet\d")
    assert compiled == []
    assert pattern.search("not yet1") is not None
    assert pattern.search("not yet") is None
    assert compiled == [r"not yet\d"]


def test_a_faulty_expression_is_told_as_re_tells_it() -> None:
    with pytest.raises(re.error, match="unterminated"):
        Pattern("(").search("")


def test_threads_that_use_it_first_together_get_the_same() -> None:
    threads = 8
    for turn in range(20):
        pattern, gate = Pattern(rf"(?P<number>\d{{1,{turn + 1}}})元"), Barrier(threads)

        def use(thread: int, pattern: Pattern = pattern, gate: Barrier = gate) -> str | None:
            gate.wait()
            match = pattern.search(f"退{thread}元")
            return match and match["number"]

        with ThreadPoolExecutor(threads) as pool:
            assert list(pool.map(use, range(threads))) == [str(thread) for thread in range(threads)]


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_is_equal_and_not_compiled(make: Callable[[Pattern], Pattern], compiled: list[str]) -> None:
    pattern = Pattern("copied+", re.IGNORECASE)
    assert pattern.fullmatch("COPIEDD")
    copied = make(pattern)
    assert (copied, hash(copied)) == (pattern, hash(pattern))
    assert compiled == ["copied+"]
    assert copied.fullmatch("COPIEDD")


def test_only_the_same_words_and_flags_are_equal() -> None:
    assert Pattern("a") != Pattern("b")
    assert Pattern("a") != Pattern("a", re.IGNORECASE)


def test_no_module_compiles_while_it_is_imported() -> None:
    modules = {path: ast.parse(path.read_text(encoding="utf-8")).body for path in APP.rglob("*.py")}
    assert len(modules) > 1
    assert [str(path) for path, body in modules.items() if "re.compile" in _list_calls(body)] == []


def _list_calls(body: list[ast.stmt]) -> list[str]:
    """Return what is called while the statements of a module run: not what stands in its functions and classes."""
    run = (statement for statement in body if not isinstance(statement, ast.FunctionDef | ast.ClassDef))
    return [ast.unparse(call.func) for one in run for call in ast.walk(one) if isinstance(call, ast.Call)]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of what is compiled from now on."""
    seen: list[str] = []
    really = re.compile

    def compile_and_note(expression: str, flags: int = 0) -> re.Pattern[str]:
        seen.append(expression)
        return really(expression, flags)

    monkeypatch.setattr("app.core.pattern.re.compile", compile_and_note)
    return seen
