"""Builds what the core reads text with: OpenCC's characters, jieba's words, pypinyin's sounds."""

from __future__ import annotations

import logging
import os
import unicodedata
import zipfile
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

import jieba
import numpy as np
from opencc import OpenCC

from app.core.features import Lexicon
from app.core.sounds import fold_sound
from app.core.text import CharacterTable

CJK_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


class SoundTable(dict[str, str]):
    """Toneless, folded pinyin of single characters, looked up as they are met."""

    def __missing__(self, character: str) -> str:
        """Return and remember the sound; a character without one sounds like itself."""
        from pypinyin.constants import PINYIN_DICT  # 0.2 s to import: only paid by those who need a sound

        readings = PINYIN_DICT.get(ord(character), character)
        plain = unicodedata.normalize("NFD", readings.split(",")[0])
        self[character] = fold_sound("".join(letter for letter in plain if not unicodedata.combining(letter)))
        return self[character]


def simplified_characters() -> dict[int, str]:
    """Return the traditional → simplified table in the form that `str.translate` takes."""
    characters = [chr(code) for start, end in CJK_BLOCKS for code in range(start, end)]
    simplify = OpenCC("t2s").convert
    # Twice, because a few characters (薴 → 苧 → 苎) become one that is itself simplified further.
    converted = simplify(simplify("\n".join(characters))).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new}


def build_lexicon(words: Iterable[str], *, cache: Path, sounds: dict[str, str] | None = None) -> Lexicon:
    """Return a lexicon whose tokenizer knows `words` too; jieba's dictionary is kept ready in the folder `cache`."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = _read_dictionary(tokenizer, cache / f"words-{jieba.__version__}.npz")
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word)
    return Lexicon(CharacterTable(simplified_characters()), tokenizer.lcut, SoundTable(sounds or {}))


def _read_dictionary(tokenizer: jieba.Tokenizer, kept: Path) -> tuple[dict[str, int], int]:
    """Return how often each word and each beginning of a word is used, and all uses together; kept in a file.

    jieba would keep such a file itself, but reads it entry by entry. Here the words come by their use, which brings
    those that a message asks for close together in memory.
    """
    try:
        with np.load(kept, allow_pickle=False) as arrays:
            words, uses = arrays["words"].tobytes().decode("utf-8").split("\n"), arrays["uses"].tolist()
        frequency: dict[str, int] = dict(zip(words, uses, strict=True))
    except (OSError, EOFError, LookupError, ValueError, zipfile.BadZipFile):
        found, _ = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        frequency = dict(sorted(found.items(), key=itemgetter(1), reverse=True))
        _write_dictionary(frequency, kept)
    return frequency, sum(frequency.values())


def _write_dictionary(frequency: dict[str, int], kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f".{kept.stem}.{os.getpid()}.npz")
    words = np.frombuffer("\n".join(frequency).encode("utf-8"), dtype=np.uint8)
    np.savez(beside, words=words, uses=np.array(list(frequency.values()), dtype=np.int32))
    beside.replace(kept)
