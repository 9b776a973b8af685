"""Builds what the core reads text with: OpenCC's characters, jieba's words, pypinyin's sounds."""

from __future__ import annotations

import logging
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import jieba
from opencc import OpenCC

from app.core.features import Lexicon
from app.core.text import CharacterTable

CJK_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
# Initials and finals that many speakers, and so their input methods, do not keep apart.
SAME_SOUND = (("zh", "z"), ("ch", "c"), ("sh", "s"))


class SoundTable(dict[str, str]):
    """Toneless, folded pinyin of single characters, looked up as they are met."""

    def __missing__(self, character: str) -> str:
        """Return and remember the sound; a character without one sounds like itself."""
        from pypinyin.constants import PINYIN_DICT  # 0.2 s to import: only paid by those who need a sound

        readings = PINYIN_DICT.get(ord(character), character)
        self[character] = fold_sound(readings.split(",")[0])
        return self[character]


def fold_sound(reading: str) -> str:
    """Return a pinyin syllable without tone, with sounds that buyers mix up written alike."""
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    for initial, folded in SAME_SOUND:
        if plain.startswith(initial):
            plain = folded + plain[len(initial) :]
    return plain.removesuffix("g") if plain.endswith("ng") else plain


def simplified_characters() -> dict[int, str]:
    """Return the traditional → simplified table in the form that `str.translate` takes."""
    characters = [chr(code) for start, end in CJK_BLOCKS for code in range(start, end)]
    simplify = OpenCC("t2s").convert
    # Twice, because a few characters (薴 → 苧 → 苎) become one that is itself simplified further.
    converted = simplify(simplify("\n".join(characters))).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new}


def build_lexicon(words: Iterable[str], *, cache: Path, sounds: dict[str, str] | None = None) -> Lexicon:
    """Return a lexicon whose tokenizer knows `words` too; jieba's own cache is kept in the folder `cache`."""
    jieba.setLogLevel(logging.WARNING)
    cache.mkdir(parents=True, exist_ok=True)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache)
    tokenizer.cache_file = f"jieba-{jieba.__version__}-{sys.version_info.major}{sys.version_info.minor}.cache"
    tokenizer.initialize()
    for word in words:
        tokenizer.add_word(word)
    return Lexicon(CharacterTable(simplified_characters()), tokenizer.lcut, SoundTable(sounds or {}))
