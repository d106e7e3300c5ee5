"""Find chapters, boxes and sessions that are hard to read.

In: a part's blocks of English text, or what a session says, and the book's limits. Out: findings at a chapter's title,
a box's or a session's start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.blocks import Block, blocks
from trustbook.manuscript.book import Book, Part
from trustbook.rules.data_texts import session_texts
from trustbook.rules.names import Names
from trustbook.rules.passages import Passages
from trustbook.rules.readability import Readability, measure
from trustbook.settings import Settings

MEAN_SENTENCE = 16
ENOUGH_WORDS = 30  # a grade of fewer words says nothing
EASY_BOXES = {"summary", "try", "questions", "practice", "scene"}


def readability(part: Part, names: Names) -> Readability:
    """How hard a part is to read; code and the names of organisations do not count."""
    return _measured((block.text for block in blocks(part) if block.tag != "pre"), names)


def check_chapter_grade(part: Part, file: SourceFile, names: Names, settings: Settings) -> Iterator[Finding]:
    """Whether the whole part is too hard."""
    style = settings.style
    limit = style.max_grade_box if part.role == "help" else style.max_grade
    whole = readability(part, names)
    if whole.grade > limit and whole.words >= ENOUGH_WORDS:
        message = f"reading grade {whole.grade:.1f}; at most {limit:g}"
        yield file.finding("S603", message, 1, 1, len(file.lines[0]), hint="shorter sentences and words")
    if whole.words_a_sentence > MEAN_SENTENCE:
        message = f"sentences have {whole.words_a_sentence:.1f} words on average; at most {MEAN_SENTENCE}"
        yield file.finding("S603", message, 1, 1, len(file.lines[0]), hint="split the longest ones")


def check_box_grades(
    listed: Sequence[Block], passages: Passages, names: Names, settings: Settings
) -> Iterator[Finding]:
    """Whether a box that is there to help is too hard."""
    limit = settings.style.max_grade_box
    for kind, line, texts in _boxes(listed):
        box = _measured(texts, names)
        hard = box.grade > limit and box.words >= ENOUGH_WORDS
        if hard and kind in EASY_BOXES and not passages.let_pass(line):
            message = f"this box has reading grade {box.grade:.1f}; at most {limit:g}"
            yield passages.finding("S603", message, "!!!", passages.above(line, "!!!"), "shorter sentences and words")


def check_session_grades(book: Book, names: Names) -> Iterator[Finding]:
    """Whether a session is too hard for whoever reads from it, in a room and at a glance."""
    limit = book.sources.settings.style.max_grade_box
    for (place, file), texts in groupby(session_texts(book), key=lambda said: (said.path[:2], said.file)):
        session = _measured((said.text for said in texts), names)
        if session.grade > limit and session.words >= ENOUGH_WORDS:
            message = f"this session has reading grade {session.grade:.1f}; at most {limit:g}"
            yield file.at_key("S603", message, place, "shorter sentences and words")


def _measured(texts: Iterable[str], names: Names) -> Readability:
    return measure(names.left_out(text) for text in texts)


def _boxes(listed: Sequence[Block]) -> Iterator[tuple[str, int, list[str]]]:
    """(kind, line, texts) of each box; a box starts at its title."""
    kind, line, texts = "", 0, list[str]()
    for block in listed:
        starts = block.box and block.tag in ("h2", "h3")
        if texts and (starts or block.box != kind):
            yield kind, line, texts
            texts = []
        if starts or (texts and block.box == kind):
            if starts:
                kind, line = block.box, block.line
            texts.append(block.text)
    if texts:
        yield kind, line, texts
