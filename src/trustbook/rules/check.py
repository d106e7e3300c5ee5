"""Judge the manuscript before anything is written.

In: a `Book`. Out: findings: characters no font has, and style: reading grade, sentence and list length, wording,
link text. Style rules know English only; a book in another language is told nothing rather than something wrong.
A line with `<!-- lint-ok -->`, or the line below it, is let pass by the style rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from trustbook.findings import Collector, Finding, SourceFile
from trustbook.manuscript.blocks import Block, blocks
from trustbook.manuscript.book import Book, Part, line_of
from trustbook.manuscript.shape import descendants, text_of
from trustbook.rules.readability import Readability, measure, sentences, words
from trustbook.rules.wording import ANY_PHRASE, PHRASES, VAGUE_LINKS
from trustbook.sources import fonts

FRESH_DAYS = 183
MEAN_SENTENCE = 16
ENOUGH_WORDS = 30  # a grade of fewer words says nothing
PRINT_PIXELS = 600  # 5 cm wide at the 300 pixels an inch that print needs
EASY_BOXES = {"summary", "try", "questions"}
_LINT_OK = "<!-- lint-ok -->"


def check(book: Book) -> list[Finding]:
    """Everything that needs no clock: errors that stop an edition, and style."""
    found = Collector()
    for part in book.parts:
        if part.file is not None:
            _characters(part, part.file, found)
            _coarse_pictures(book, part, part.file, found)
    if book.sources.settings.book.language.lower().startswith("en"):
        names = _names(book)
        for part in book.parts:
            if part.file is not None:
                _style(book, part, part.file, names, found)
    return found.found


def check_help_lines(book: Book, today: date) -> list[Finding]:
    """Help lines of the book's country that nobody has verified for six months."""
    sources = book.sources
    if sources.help_lines is None or sources.help_file is None:
        return []
    shown = [line for line in sources.help_lines.lines if line.country in (sources.settings.help.country, "INT")]
    return [
        sources.help_file.at_key(
            "K701",
            f"{line.service}: last verified on {line.verified_on}, {(today - line.verified_on).days} days ago",
            ("lines", line.index, "verified_on"),
            f"check {line.source}, then set verified_on to today",
        )
        for line in shown
        if (today - line.verified_on).days > FRESH_DAYS
    ]


def part_readability(book: Book, part: Part) -> Readability:
    """How hard a part is to read; names of organisations do not count."""
    return measure(_plain(block.text, _names(book)) for block in blocks(part) if block.tag != "pre")


def _names(book: Book) -> re.Pattern[str]:
    """Names in the reading list and in the text's abbreviations, longest first."""
    names = {
        name
        for entry in book.entries
        if entry.kind != "study"
        for name in (entry.name, entry.short_name, entry.name_in_article)
    }
    names |= set(book.abbreviations) | set(book.abbreviations.values())
    title = book.sources.settings.book.title
    if len(title.split()) > 2:  # a short title is made of words that the text uses as words
        names.add(title)
    ordered = sorted((re.escape(name) for name in names if name), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)" if ordered else r"(?!)")


def _plain(text: str, names: re.Pattern[str]) -> str:
    return names.sub(" ", text)


def _characters(part: Part, file: SourceFile, found: Collector) -> None:
    """Characters that no shipped font has would print as boxes, or in whatever font this machine has."""
    missing: dict[str, int] = {}
    for element in part.tree.iter():
        texts = [element.text, element.tail, element.get("alt"), element.get("title")]
        for text in texts:
            if text:
                for _, character in fonts.missing(text):
                    missing.setdefault(character, line_of(element))
    for character, line in missing.items():
        name = f"U+{ord(character):04X}"
        hint = "use another character, or draw it as a picture with alternative text"
        found.extend([file.finding_at("T501", f"no shipped font has `{character}` ({name})", character, line, hint)])


def _coarse_pictures(book: Book, part: Part, file: SourceFile, found: Collector) -> None:
    """Photographs with so few pixels that they print too small to make out."""
    for figure in part.tree.iter("figure"):
        for element in figure.iter("img"):
            image = book.sources.images.get(element.get("src", ""))
            if image is None or image.media_type == "image/svg+xml" or image.width >= PRINT_PIXELS:
                continue
            width = image.width / 300 * 25.4
            message = f"the picture is {image.width:g} pixels wide: it prints {width:.0f} mm wide"
            hint = "use one of 1,300 pixels or more for the full width of a page, or a drawing"
            name = image.path.rsplit("/", 1)[-1]
            found.extend([file.finding_at("I310", message, name, line_of(figure), hint)])


def _style(book: Book, part: Part, file: SourceFile, names: re.Pattern[str], found: Collector) -> None:
    limits = book.sources.settings.style
    listed = list(blocks(part))
    for block in listed:
        if _allowed(file, block.line):
            continue
        _wording(file, block, found)
        if part.role != "reading-list":
            _long_sentences(file, block, limits.max_sentence, names, found)
    _lists(part, file, limits.max_list, found)
    _links(part, file, found)
    if part.role != "reading-list":
        _grades(part, file, listed, limits.max_grade, limits.max_grade_box, names, found)


def _allowed(file: SourceFile, line: int) -> bool:
    nearby = file.lines[max(0, line - 2) : line]
    return any(_LINT_OK in one for one in nearby)


def _wording(file: SourceFile, block: Block, found: Collector) -> None:
    if not ANY_PHRASE.search(block.text.lower()):
        return
    for phrase in PHRASES:
        for match in phrase.pattern.finditer(block.text):
            message = f"“{match.group()}” may hurt or blame"
            found.extend([file.finding_at("S604", message, match.group(), block.line, f"prefer: {phrase.prefer}")])


def _long_sentences(file: SourceFile, block: Block, limit: int, names: re.Pattern[str], found: Collector) -> None:
    for sentence in sentences(block.text):
        count = len(words(_plain(sentence, names)))
        if count > limit:
            start = " ".join(sentence.split()[:2])
            hint = f"split it: at most {limit} words"
            found.extend([file.finding_at("S602", f"a sentence of {count} words", start, block.line, hint)])


def _lists(part: Part, file: SourceFile, limit: int, found: Collector) -> None:
    """Lists an author wrote; a glossary, the notes and lists the builder makes may be long."""
    notes = {
        id(item)
        for section in part.tree.iter("section")
        if section.get("role") == "doc-endnotes"
        for item in section.iter()
    }
    for element in descendants(part.tree, "ul", "ol", "dl"):
        made = element.get("data-line") is None or id(element) in notes
        if made or (element.tag == "dl" and part.role == "glossary"):
            continue
        count = len(element.findall("dt" if element.tag == "dl" else "li"))
        line = line_of(element)
        if count > limit and not _allowed(file, line):
            hint = f"group the items, or keep the {limit} that matter"
            found.extend([file.finding("S601", f"a list of {count} items", line, 1, len(file.lines[line - 1]), hint)])


def _links(part: Part, file: SourceFile, found: Collector) -> None:
    for link in part.tree.iter("a"):
        text = text_of(link)
        pictured = any(image.get("alt") for image in link.iter("img"))
        if text.lower().strip(" .") in VAGUE_LINKS or (not text and not pictured and link.get("href")):
            hint = "say where the link leads; people who list all links hear only these words"
            line = line_of(link)
            found.extend([file.finding_at("L105", f"the link text “{text}” says nothing", f"[{text}]", line, hint)])


def _grades(
    part: Part,
    file: SourceFile,
    listed: list[Block],
    limit: float,
    box_limit: float,
    names: re.Pattern[str],
    found: Collector,
) -> None:
    whole = measure(_plain(block.text, names) for block in listed)
    if part.role == "help":
        limit = box_limit
    if whole.grade > limit and whole.words >= ENOUGH_WORDS:
        message = f"reading grade {whole.grade:.1f}; at most {limit:g}"
        found.extend([file.finding("S603", message, 1, 1, len(file.lines[0]), "shorter sentences and words")])
    if whole.words_a_sentence > MEAN_SENTENCE:
        message = f"sentences have {whole.words_a_sentence:.1f} words on average; at most {MEAN_SENTENCE}"
        found.extend([file.finding("S603", message, 1, 1, len(file.lines[0]), "split the longest ones")])
    for kind, line, texts in _boxes(listed):
        box = measure(_plain(text, names) for text in texts)
        hard = box.grade > box_limit and box.words >= ENOUGH_WORDS
        if hard and kind in EASY_BOXES and not _allowed(file, line):
            message = f"this box has reading grade {box.grade:.1f}; at most {box_limit:g}"
            found.extend([file.finding_at("S603", message, "!!!", max(1, line - 3), "shorter sentences and words")])


def _boxes(listed: list[Block]) -> Iterator[tuple[str, int, list[str]]]:
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
