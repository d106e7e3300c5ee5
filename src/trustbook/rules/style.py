"""Find what makes a text hard to take in: long lists and sentences, words that hurt, links that say nothing.

In: a `Book`. Out: findings, each at the words it is about. Lists are counted and empty links found in every language;
sentences, grades and words are judged in English only: a book in another language is told nothing rather than something
wrong. A line with `<!-- lint-ok -->`, or the line below it, is let pass by the rules about words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.blocks import Block, blocks
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.marks import Role, line_of, role_of
from trustbook.manuscript.places import TypedPlaces
from trustbook.manuscript.trees import descendants, text_of
from trustbook.rules.data_texts import data_texts
from trustbook.rules.grades import check_box_grades, check_chapter_grade, check_session_grades
from trustbook.rules.names import Names, names_in
from trustbook.rules.passages import Passages
from trustbook.rules.readability import sentences, words
from trustbook.rules.wording import VAGUE_LINKS, hurting

_BRACKETS = re.compile(r"\[[^\]\n]*\]?")

LANGUAGES = ("en",)  # whose sentences and words there are rules for


def has_rules(language: str) -> bool:
    """Whether there are rules for the words of a language."""
    return language.lower().split("-")[0] in LANGUAGES


def check_style(book: Book) -> Iterator[Finding]:
    """All style rules, part by part, then the texts of the data files."""
    judged = has_rules(book.sources.settings.book.language)
    names = names_in(book)
    for part in book.parts:
        if part.file is not None:
            yield from _lists(part, part.file, book.sources.settings.style.max_list)
            yield from _links(part, part.file, judged)
            if judged:
                yield from _words(book, part, part.file, names)
    if judged:
        yield from _data(book, names)
        yield from check_session_grades(book, names)


def check_language(book: Book) -> list[Finding]:
    """Say which rules there are not for the book's language."""
    language = book.sources.settings.book.language
    if has_rules(language):
        return []
    message = f"there are no style rules for the language `{language}`: sentences, grades and words were not judged"
    hint = "let somebody who writes plainly in this language read the book"
    return [book.sources.config.at_value("S605", message, ("book", "language"), hint)]


def _words(book: Book, part: Part, file: SourceFile, names: Names) -> Iterator[Finding]:
    settings = book.sources.settings
    passages = Passages(file)
    listed = [block for block in blocks(part) if block.line]  # others come from the data files
    for block in listed:
        if not passages.let_pass(block.line):
            for hurt in hurting(block.text):
                yield passages.finding("S604", hurt.message, hurt.words, block.line, hurt.hint)
            if part.role != "reading-list":
                yield from _long_sentences(block, passages, settings.style.max_sentence, names)
    if part.role != "reading-list":
        yield from check_chapter_grade(part, file, names, settings)
        yield from check_box_grades(listed, passages, names, settings)


def _data(book: Book, names: Names) -> Iterator[Finding]:
    """Words and sentences of the data files."""
    limit = book.sources.settings.style.max_sentence
    for said in data_texts(book):
        for hurt in hurting(said.text):
            yield said.finding("S604", hurt.message, hurt.words, hurt.hint)
        for sentence in sentences(said.text) if said.spoken else ():
            if (count := _count(sentence, names)) > limit:
                yield said.finding("S602", f"a sentence of {count} words", _start(sentence), _split(limit))


def _long_sentences(block: Block, passages: Passages, limit: int, names: Names) -> Iterator[Finding]:
    for sentence in sentences(block.text):
        if (count := _count(sentence, names)) > limit:
            yield passages.finding("S602", f"a sentence of {count} words", _start(sentence), block.line, _split(limit))


def _count(sentence: str, names: Names) -> int:
    return len(words(names.left_out(sentence)))


def _start(sentence: str) -> str:
    """Its first words; what stands between code that is left out, such as a colon, is none."""
    typed = sentence.split()
    first = next((place for place, one in enumerate(typed) if any(map(str.isalnum, one))), 0)
    return " ".join(typed[first : first + 2])


def _split(limit: int) -> str:
    return f"split it: at most {limit} words"


def _lists(part: Part, file: SourceFile, limit: int) -> Iterator[Finding]:
    """Lists an author wrote; a glossary, the notes and lists the builder makes may be long."""
    passages = Passages(file)
    notes = {item for section in part.tree.iter("section") if role_of(section) is Role.NOTES for item in section.iter()}
    for element in descendants(part.tree, "ul", "ol", "dl"):
        line = line_of(element, 0)
        if not line or element in notes or (element.tag == "dl" and part.role == "glossary"):
            continue
        count = len(element.findall("dt" if element.tag == "dl" else "li"))
        if count > limit and not passages.let_pass(line):
            hint = f"group the items, or keep the {limit} that matter"
            yield file.finding("S601", f"a list of {count} items", line, 1, len(file.lines[line - 1]), hint=hint)


def _links(part: Part, file: SourceFile, judged: bool) -> Iterator[Finding]:
    """Links whose text, heard alone, says nothing; without any text they say nothing in every language."""
    places = TypedPlaces(file)
    for link in part.tree.iter("a"):
        text = text_of(link)
        pictured = any(image.get("alt") for image in link.iter("img"))
        vague = judged and text.lower().strip(" .") in VAGUE_LINKS
        if vague or (not text and not pictured and link.get("href")):
            hint = "say where the link leads; people who list all links hear only these words"
            place = places.of(link)
            typed = _BRACKETS.match(file.lines[place.line - 1], place.column - 1)
            length = len(typed.group()) if typed else place.length
            message = f"the link text “{text}” says nothing"
            yield file.finding("L105", message, place.line, place.column, length, hint=hint)
