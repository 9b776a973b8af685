"""Faults of one reply: its values, samples, steps, words and figures (R203–R209, R212, R216)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.core.definitions import Forbidden, ReplyHeader
from app.core.lint.sight import open_eye
from app.core.lint.wordlist import WordList, compile_words
from app.core.replies import render_block
from app.core.reply_syntax import PARTS, Block
from app.library.body_problems import shorten
from app.library.catalogue.replies import SAMPLES, SCRIPTS
from app.library.check_words import cut_chinese, find_forbidden, has_chinese
from app.library.loose_figures import find_loose_figures
from app.library.problems import fill, make_problem, suggest
from app.library.shelf import Shelf, WrittenReply
from app.model import Bilingual, Problem

MOST_CHARACTERS = 1800
"""The longest reply that every channel takes in one message."""


def check_replies(shelf: Shelf) -> Iterator[Problem]:
    """Yield every fault that a reply has by itself, whatever its status."""
    rows = [row for written in shelf.forbidden for row in written.value.forbidden]
    forbidden = compile_words(rows, open_eye())
    for reply in shelf.replies:
        # What a line that could not be read would have said is not known: no fault is drawn from its absence.
        yield from _check_needs(reply)
        yield from _check_pairs(reply)
        yield from _check_samples(reply)
        yield from _check_steps(reply)
        yield from _check_scripts(reply)
        yield from _check_forbidden(reply, forbidden)
        yield from _check_figures(reply)


def _check_needs(reply: WrittenReply) -> Iterator[Problem]:
    needs = reply.reply.header.needs
    used: set[str] = set()
    for block in reply.reply.blocks.values():
        for line in block.lines:
            for name in sorted(line.names - needs.keys() - used):
                hint = suggest(name, needs)
                yield make_problem("R203", path=reply.head.path, line=line.number, name=name, hint=hint)
            used |= line.names
    for name in needs if reply.whole else ():
        if name not in used:
            yield reply.head.problem("R204", "needs", name, name=name, hint=suggest(name, used - needs.keys()))


def _check_pairs(reply: WrittenReply) -> Iterator[Problem]:
    for part in PARTS:
        zh, en = reply.reply.blocks.get(f"zh{part}"), reply.reply.blocks.get(f"en{part}")
        if reply.whole and zh and en and zh.names != en.names:
            names = ", ".join(sorted(zh.names ^ en.names))
            fields = {"zh_block": zh.name, "en_block": en.name, "names": names}
            yield make_problem("R205", path=reply.head.path, line=en.number, **fields)


def _check_samples(reply: WrittenReply) -> Iterator[Problem]:
    """Yield blocks that say nothing, or that are too long, once every value is filled with its sample."""
    for block in reply.reply.blocks.values():
        length = _measure(reply, block)
        if reply.whole and not length:
            yield _tell_sample(reply, block, "nothing", length)
        if length > MOST_CHARACTERS:
            yield _tell_sample(reply, block, "long", length)


def _tell_sample(reply: WrittenReply, block: Block, wrong: str, length: int) -> Problem:
    said = fill(SAMPLES[wrong], count=length, most=MOST_CHARACTERS)
    return make_problem("R207", path=reply.head.path, line=block.number, block=block.name, wrong=said)


def _measure(reply: WrittenReply, block: Block) -> int:
    """Return how many characters the block has with its samples.

    Writing it is dear at a start, so a block whose words alone are something and are far from too long is
    taken at its greatest possible length.
    """
    needs = reply.reply.header.needs
    fixed = any(not line.has_tests for line in block.lines)
    most = sum(len(line.literal) + sum(len(needs.get(name, "")) for name in line.names) for line in block.lines)
    if fixed and most <= MOST_CHARACTERS:
        return most
    written = render_block(reply.reply, block.name, needs)
    return sum(len(line) + 1 for lines in written.paragraphs for line in lines)


def _check_steps(reply: WrittenReply) -> Iterator[Problem]:
    steps = reply.reply.header.steps
    if len(steps.zh) != len(steps.en):
        yield reply.head.problem("R212", "steps", zh=len(steps.zh), en=len(steps.en))


def _check_scripts(reply: WrittenReply) -> Iterator[Problem]:
    for block in reply.reply.blocks.values():
        if block.name.startswith("en"):
            for line in block.lines:
                if has_chinese(line.literal):
                    yield _tell_script(reply, line.number, "chinese", cut_chinese(line.literal))
        elif reply.whole and not any(has_chinese(line.literal) for line in block.lines):
            yield _tell_script(reply, block.number, "no_chinese", block.name)
    yield from _check_header_scripts(reply.head.value, reply)


def _check_header_scripts(header: ReplyHeader, reply: WrittenReply) -> Iterator[Problem]:
    line = reply.head.line
    told = [(header.title.en, line("title", "en"))]
    told += [(text, line("steps", "en", number)) for number, text in enumerate(header.steps.en)]
    told += [(header.escalate.en, line("escalate", "en"))] if header.escalate else []
    for text, number in told:
        if has_chinese(text):
            yield _tell_script(reply, number, "chinese", cut_chinese(text))


def _tell_script(reply: WrittenReply, line: int, wrong: str, what: str) -> Problem:
    said = fill(SCRIPTS[wrong], what=shorten(what), place=what)
    return make_problem("R209", path=reply.head.path, line=line, wrong=said)


def _check_forbidden(reply: WrittenReply, forbidden: WordList) -> Iterator[Problem]:
    platforms = frozenset(reply.reply.header.when.platform)
    for block in reply.reply.blocks.values():
        # The whole block first: nearly every word is nowhere in it.
        if not any(find_forbidden("\n".join(line.literal for line in block.lines), forbidden, platforms)):
            continue
        for line in block.lines:
            for word, row in find_forbidden(line.literal, forbidden, platforms):
                yield _tell_forbidden(reply, line.number, word, row)


def _tell_forbidden(reply: WrittenReply, line: int, word: str, row: Forbidden) -> Problem:
    because = Bilingual(row.say.zh.rstrip("。"), row.say.en.rstrip("."))
    problem = make_problem("R208", path=reply.head.path, line=line, word=word, because=because)
    return problem if row.severity == "block" else replace(problem, severity="warning")


def _check_figures(reply: WrittenReply) -> Iterator[Problem]:
    for block in reply.reply.blocks.values():
        for line in block.lines:
            for figure in find_loose_figures(line.literal):
                yield make_problem("R216", path=reply.head.path, line=line.number, what=shorten(figure))
