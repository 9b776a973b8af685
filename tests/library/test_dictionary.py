"""jieba's dictionary as a graph of words: the same words as jieba's own, kept in a file that may be damaged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jieba
import pytest

from app.core.kit import Kit
from app.engine import Engine
from app.library.dictionary import open_tokenizer

OWN = ("七天无理由", "差价险")
TEXT = "七天无理由退货，差价险怎么算"


@pytest.fixture(scope="module")
def kit(engine: Engine) -> Kit:
    return engine.kit


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dictionary")


def learn(words: Iterable[str]) -> jieba.Tokenizer:
    """Return a tokenizer as jieba itself makes it."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word)
    return tokenizer


def test_every_phrase_is_cut_as_jieba_cuts_it(kit: Kit, cache: Path) -> None:
    ours, theirs = open_tokenizer(OWN, cache=cache), learn(OWN)
    phrases = [phrase.text for phrase in kit.classifier.reader.phrases.phrases if not phrase.text.isascii()]
    assert len(phrases) > 5000
    assert ours.total == theirs.total
    assert [text for text in phrases if ours.lcut(text) != theirs.lcut(text)] == []


def test_a_shop_s_words_are_kept_apart_from_those_of_others(cache: Path) -> None:
    for words in (OWN, (), OWN):
        found = open_tokenizer(words, cache=cache).lcut(TEXT)
        assert [word in found for word in OWN] == [bool(words)] * 2
    assert len(list(cache.glob("words-*.dawg"))) == 2


@pytest.mark.parametrize("damage", [b"", b"abc", b"abcdefgh" * 1000])
def test_a_damaged_file_is_written_anew(damage: bytes, tmp_path: Path) -> None:
    open_tokenizer((), cache=tmp_path)
    (kept,) = tmp_path.glob("words-*.dawg")
    kept.write_bytes(damage)
    assert open_tokenizer((), cache=tmp_path).lcut("什么时候发货") == ["什么", "时候", "发货"]
    assert kept.stat().st_size > 1_000_000
