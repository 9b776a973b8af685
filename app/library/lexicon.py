"""Builds what the core reads text with: OpenCC's characters, jieba's words, pypinyin's sounds."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import jieba
from opencc import OpenCC

from app.core.features import Lexicon
from app.core.sounds import fold_sound
from app.core.text import CharacterTable
from app.library.dictionary import open_tokenizer

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
    tokenizer = open_tokenizer(words, cache=cache)
    return Lexicon(CharacterTable(simplified_characters()), tokenizer.lcut, SoundTable(sounds or {}))
