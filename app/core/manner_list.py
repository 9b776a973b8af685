"""The shapes of templates/replies/_manners.yaml: how buyers write, and what of it a supervisor must hear."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.core.definitions import Name, Strict, Text, Words


class WordList(Strict):
    """Words to look for in what a buyer writes, in both languages."""

    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()

    @property
    def both(self) -> tuple[str, ...]:
        """Return the words of both languages together: buyers mix them."""
        return (*self.zh, *self.en)


class Marks(Strict):
    """What shows a manner without a word; what is left out shows nothing."""

    exclamations: int | None = Field(default=None, ge=2, description="so many ! in a row")
    questions: int | None = Field(default=None, ge=2, description="so many ? in a row")
    capitals: int | None = Field(default=None, ge=2, description="so many words in CAPITALS in a row")


class Length(Strict):
    """From how many letters on a message counts as long."""

    zh: int = Field(ge=1, description="Chinese characters")
    en: int = Field(ge=1, description="letters of the alphabet")


class Noticed(Strict):
    """A manner of buyers (S5): what it is noticed by, and which variant of a reply suits it best.

    A word is no sign inside one of the `unless` phrases; where such a phrase stands, marks and length are none.
    """

    id: Name
    title: Words
    words: WordList = WordList()
    unless: WordList = WordList()
    marks: Marks = Marks()
    length: Length | None = None
    variants: tuple[Literal["standard", "short", "warm"], ...] = Field(min_length=1, description="best first")


class Threat(Strict):
    """What a buyer may say that a person above the agent must hear of (P8), and the sentence that says so."""

    id: Name
    words: WordList
    unless: WordList = WordList()
    because: Words


class MannerList(Strict):
    """templates/replies/_manners.yaml: manners, the one that counts most first, and threats."""

    manners: tuple[Noticed, ...] = ()
    threats: tuple[Threat, ...] = ()
