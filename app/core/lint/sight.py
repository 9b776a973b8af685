"""A text as its reader sees it, whatever tricks it is written with; every letter knows its place in the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core.pattern import Pattern
from app.core.text import CharacterTable
from app.model import Span

BARRIER = "|"
"""Stands between two clauses: no word reaches across it."""
CLAUSE_MARKS = frozenset(",.!?;:。、!\n")
KEPT_MARKS = frozenset("%@❤¥$£€#")
"""Marks that belong to a word: 100%, v❤, #1."""
LOOKS_LIKE = {
    **dict.fromkeys("♥💗💓💕💖💘💙💚💛💜🧡🖤🤍♡🤎", "❤"),
    **dict.fromkeys("➕✚", "加"),
    **dict.fromkeys("⭐★☆🌟", "星"),
    **dict.fromkeys("’‘`´＇ʼ", "'"),
    **dict(zip("関売対価図実様単収検気", "关卖对价图实样单收检气", strict=True)),
    "🐧": "企鹅",
    "🛰": "卫星",
    "|": "/",
    # Cyrillic and Greek letters that look Latin.
    **dict(zip("авеѕіјкмнортху", "abesijkmhoptxy", strict=True)),
    **dict(zip("αεικνορτυχ", "aeikvoptux", strict=True)),
}
LEET = str.maketrans("01345$@", "oleassa")
MIXED = Pattern(r"[a-z][01345$@][a-z01345$@]*|[01345$@]+[a-z][a-z01345$@]*")
SPELLED = Pattern(r"(?<![^\W_])(?:[^\W_][ ._*/~-]{1,3}){2,}[^\W_](?![^\W_])")
"""Three or more letters, each by itself: w-h-a-t-s-a-p-p."""
WIDE_GAP = Pattern(r"[ ]{2,}")
DOT = Pattern(r"\.(?=\s|$)")
PIECE = Pattern(r"[a-z0-9$@%#*❤']+|[,.!?;:。、\n](?![^\W_])")
"""A Latin word, or a mark that ends a clause; one before a letter, as in paypal.me, only parts two words."""
ONE_BETWEEN = 2
HAN = Pattern(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")
CHINESE = Pattern(rf"{HAN.pattern}|[❤+]")
CIRCLED = (0x1F150, 0x1F170, 0x1F1E6)
"""Where emoji that look like the letters A to Z begin."""


class LookTable(dict[str, str]):
    """What each character looks like: compatibility form, simplified, small, without accents or hidden marks.

    Filled as characters are met, so that a text costs one look-up per character.
    """

    def __init__(self, characters: CharacterTable | None = None) -> None:
        """Take the table by which Chinese characters are simplified; without it they stay as they are."""
        super().__init__()
        self._characters = characters

    def __missing__(self, character: str) -> str:
        """Work out, remember and return what `character` looks like."""
        if character.isspace():
            result = "\n" if character == "\n" else " "
        else:
            plain = LOOKS_LIKE.get(character) or _name_letter(character)
            letters = unicodedata.normalize("NFKD", plain or character).lower()
            result = "".join(self._simplify(letter) for letter in letters if not _is_hidden(letter))
        self[character] = result
        return result

    def _simplify(self, letter: str) -> str:
        known = self._characters[letter] if self._characters is not None and HAN.match(letter) else letter
        return LOOKS_LIKE.get(known, known)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Mn", "Me", "Cc"}


def _name_letter(character: str) -> str:
    for start in CIRCLED:
        if start <= ord(character) < start + 26:
            return chr(ord("a") + ord(character) - start)
    return ""


class TightTable(dict[str, str]):
    """What of each letter is left where spaces and marks are squeezed out."""

    def __missing__(self, letter: str) -> str:
        """Work out, remember and return what is left: the letter, a BARRIER, or nothing."""
        if letter.isalnum() or letter in KEPT_MARKS:
            left = letter
        else:
            left = "加" if letter == "+" else BARRIER if letter in CLAUSE_MARKS else ""
        self[letter] = left
        return left


@dataclass(frozen=True, slots=True)
class View:
    """One way to see a text; `places[i]` is where letter `i` stands in the text as it was typed."""

    text: str
    places: Sequence[int]

    def to_original(self, span: Span) -> Span:
        """Return the place in the typed text of a non-empty span of this view."""
        return self.places[span[0]], self.places[span[1] - 1] + 1


@dataclass(frozen=True, slots=True)
class Sight:
    """The views of one text.

    `folded` keeps every mark and space; `tight` has neither (for Chinese; empty where there is none); `words` is
    Latin words parted by one space each (for English and pinyin). In the latter two a BARRIER ends a clause.
    """

    folded: View
    tight: View
    words: View


@dataclass(frozen=True, slots=True)
class Eye:
    """What one looks at texts with; its tables fill as characters are met."""

    looks: LookTable
    tight: TightTable

    def look(self, text: str) -> Sight:
        """Return the views of `text`."""
        folded = fold(text, self.looks)
        tight = squeeze(folded, self.tight) if CHINESE.search(folded.text) else View("", ())
        return Sight(folded, tight, part(folded))


def open_eye(characters: CharacterTable | None = None) -> Eye:
    """Return an eye that simplifies by the table given."""
    return Eye(LookTable(characters), TightTable())


def fold(text: str, table: LookTable) -> View:
    """Return `text` as it looks, letter by letter."""
    looks = [table[character] for character in text]
    folded = "".join(looks)
    if len(folded) == len(text) and all(looks):
        return View(folded, range(len(text)))
    return View(folded, [place for place, seen in enumerate(looks) for _ in seen])


def squeeze(folded: View, table: TightTable) -> View:
    """Return a folded text without spaces and marks, so that one inside a word hides nothing.

    A dot ends a clause only before a space; marks around single letters (“不，关，我，事”) end none.
    """
    ends = {match.start() for match in DOT.finditer(folded.text)} if "." in folded.text else ()
    left = [table[letter] for letter in folded.text]
    kept = [place for place, letter in enumerate(left) if letter and (folded.text[place] != "." or place in ends)]
    single = _find_single([left[place] for place in kept])
    kept = [place for number, place in enumerate(kept) if number not in single] if single else kept
    return View("".join([left[place] for place in kept]), [folded.places[place] for place in kept])


def _find_single(letters: list[str]) -> set[int]:
    """Return the numbers of the barriers with one letter between them."""
    barriers = [number for number, letter in enumerate(letters) if letter == BARRIER]
    return {number for pair in pairwise(barriers) if pair[1] - pair[0] == ONE_BETWEEN for number in pair}


def part(folded: View) -> View:
    """Return the Latin words of a folded text with one space between, spelled-out words joined."""
    text = folded.text
    joins = {place for match in SPELLED.finditer(text) for place in _gaps(text, match.span())}
    words: list[str] = []
    places: list[int] = []
    last = -1
    for match in PIECE.finditer(text):
        start, end = match.span()
        if last >= 0 and not (last < start and joins and all(place in joins for place in range(last, start))):
            words.append(" ")
            places.append(last)
        last = end
        words.append(BARRIER if text[start] in CLAUSE_MARKS else match[0].replace("'", ""))
        places += [at for at in range(start, end) if text[at] != "'"] if "'" in match[0] else range(start, end)
    return View("".join(words), [folded.places[place] for place in places])


def _gaps(text: str, span: Span) -> Iterator[int]:
    """Yield the places between the letters of spelled-out words; what parts the words stays.

    Where marks part the letters, spaces part the words; else wider spaces do.
    """
    inside = [place for place in range(*span) if not text[place].isalnum()]
    if any(text[place] != " " for place in inside):
        return (place for place in inside if text[place] != " ")
    wide = {place for match in WIDE_GAP.finditer(text, *span) for place in range(*match.span())}
    return (place for place in inside if place not in wide)


def read_leet(words: str) -> str:
    """Return a view of words of the same length in which wh4ts4pp is whatsapp and p@ypal paypal."""
    return MIXED.sub(lambda match: match[0].translate(LEET), words)
