"""What is true of a copy stands there by itself: its editions, its pictures, who tested it, whom to ask."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from books import BOOK_TOML, book
from stages import part, read, text

from trustbook.manuscript.book import Book
from trustbook.rules.check import check_dates

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/>{}</svg>'
ACCESS = '[[chapters]]\nfile = "access.md"\nrole = "accessibility"\n'


def made(folder: Path, config: str = "", words: str = "Words.", drawing: str = "", role: str = "accessibility") -> Book:
    whole = BOOK_TOML.replace("[help]", f"{config}[help]") + ACCESS.replace('"accessibility"', f'"{role}"')
    files = {"book.toml": whole, "one.md": f"# Trust\n\n{words}\n", "access.md": "# About\n\nOurs.\n"}
    result, found = read(book(folder, {**files, "a.svg": DRAWING.format(drawing)}))
    assert result is not None, found
    return result


def said(copy: Book) -> list[str]:
    return [text(one) for one in part(copy, "access").tree.iter() if one.tag in ("h2", "p", "li", "dt", "dd")]


def test_a_copy_names_its_editions_and_claims_nothing_else(tmp_path: Path) -> None:
    assert said(made(tmp_path)) == [
        "Ours.",
        "About this copy",
        "The book is made in these forms:",
        "EPUB, for e-readers, phones, computers and screen readers",
        "PDF for reading on a screen, with tags for screen readers",
        "PDF for a print shop",
        "Handouts, a file for each chapter, for an office printer",
        "Large print, in 18 point or larger",
        "Apart from the cover there are no pictures.",
        "Nobody is named who tested this copy for access.",
        "No contact for questions about access is named in this copy. You can ask whoever gave it to you.",
    ]


def test_editions_are_those_of_the_settings(tmp_path: Path) -> None:
    folder = book(
        tmp_path, {"book.toml": f'editions = ["epub", "large-print"]\n{BOOK_TOML}{ACCESS}', "access.md": "# A\n"}
    )
    copy, _ = read(folder)
    assert copy is not None
    items = [text(one) for one in part(copy, "access").tree.iter("li")]
    assert items == ["EPUB, for e-readers, phones, computers and screen readers", "Large print, in 18 point or larger"]


def test_words_in_a_drawing_are_said_to_be_shapes(tmp_path: Path) -> None:
    picture = '![A line.](a.svg "A line")'
    told = "The picture has a text alternative."
    assert told in said(made(tmp_path / "plain", words=picture))
    assert f"{told} In one drawing the words are shapes, not text." in said(
        made(tmp_path / "words", words=picture, drawing='<text x="1" y="5">Go</text>')
    )


def test_who_tested_the_copy_and_whom_to_ask_come_from_the_settings(tmp_path: Path) -> None:
    config = (
        '[accessibility]\nevaluator = "A library"\nevaluated = 2026-11-24\ncontact = "a@example.org"\n'
        'conformance = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"\n'
    )
    assert said(made(tmp_path, config))[-2:] == [
        "Tested for access by A library, 24 November 2026. "
        "It is said to meet EPUB Accessibility 1.1 - WCAG 2.2 Level AA.",
        "Questions about access: a@example.org",
    ]


def test_how_the_book_came_about_stands_in_the_colophon(tmp_path: Path) -> None:
    config = '[process]\ninvolved = "Nobody yet."\nreview-by = 2027-11-24\n'
    assert said(made(tmp_path, config, role="colophon"))[-4:] == [
        "Who took part", "Nobody yet.", "Next review", "24 November 2027",
    ]  # fmt: skip


def test_check_tells_when_the_review_is_past(tmp_path: Path) -> None:
    copy = made(tmp_path, "[process]\nreview-by = 2027-11-24\n")
    assert check_dates(copy, date(2027, 11, 24)) == []
    [found] = check_dates(copy, date(2027, 11, 25))
    assert (found.code, str(found.place)) == ("K705", "book.toml:12:1")
