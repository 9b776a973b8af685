"""jieba's tokenizer with the shop's words, over a dictionary that is read in a millisecond."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import jieba
from dawg import IntCompletionDAWG

from app.library.graph import build_graph, pack_graph, unpack_graph
from app.whole_file import write_whole

TOTAL = "\n"
"""Where the graph keeps the sum of all uses: no word is a line's end."""


def open_tokenizer(words: Iterable[str], *, cache: Path) -> jieba.Tokenizer:
    """Return a tokenizer that knows `words` too, as if each had been added; its dictionary is kept in `cache`."""
    own = tuple(words)
    digest = hashlib.sha256("\n".join((jieba.__version__, *own)).encode()).hexdigest()
    kept = cache / f"words-{digest[:16]}.dawg"
    with suppress(OSError, ValueError):
        return restore_tokenizer(unpack_graph(kept.read_bytes()))
    graph = build_graph(_learn_words(own))
    write_whole(pack_graph(graph), kept)
    return restore_tokenizer(graph)


def restore_tokenizer(graph: IntCompletionDAWG) -> jieba.Tokenizer:
    """Return the tokenizer with this dictionary, to which no word can be added."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = graph, graph[TOTAL], True
    return tokenizer


def _learn_words(words: tuple[str, ...]) -> dict[str, int]:
    """Return how often each word and each beginning of a word is used."""
    tokenizer = jieba.Tokenizer()
    # Not `initialize`: it would keep a file of its own in the folder for everybody's temporary files.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word)
    return {**tokenizer.FREQ, TOTAL: tokenizer.total}
