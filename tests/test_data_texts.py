"""What data files put into a book is judged where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from books import book
from sample_book import CONFIG, HELP_LINES, READING_LIST, sample
from stages import read

from trustbook.builder.check import check_on
from trustbook.findings.toml_positions import KeyPath, read_positions
from trustbook.rules import characters

MORE = """
[accessibility]
summary = "All of it can be read aloud."
contact = "Write to us."
[words]
contents = "What is inside"
again = "once more"
[[chapters]]
file = "access.md"
role = "accessibility"
"""
MORE_OF_AN_ENTRY = 'note = "Ask in a shop."\nname-in-article = "The Resters"\n'
FILES = {
    "book.toml": CONFIG + MORE,
    "reading-list.toml": READING_LIST + MORE_OF_AN_ENTRY,
    "help-lines.toml": HELP_LINES,
}
# Keys whose values are names, numbers or addresses, which take no such characters or lead elsewhere with them.
NAMES = {"id", "slug", "kind", "how", "country", "file", "role", "to", "language", "image", "print", "url"}
FIRST = 0x4E00  # the first of many characters that no shipped font has


def texts(name: str) -> Iterator[tuple[KeyPath, int]]:
    """The key paths of all texts in a file, each with the end of the text."""
    for path, (start, end) in read_positions(FILES[name]).values.items():
        if FILES[name][start - 1] == '"' and start < end and not NAMES & set(path):
            yield path, end


def test_each_character_without_a_font_is_found_where_it_was_written_if_anybody_meets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(characters, "FEW", 1000)
    marks: dict[str, tuple[str, int]] = {}  # a character of its own for each text → file and line
    changed: dict[str, str] = {}
    for name, whole in FILES.items():
        ends = [end for _, end in texts(name)]
        pieces = [whole[start:end] for start, end in zip([0, *ends], [*ends, None], strict=True)]
        for piece, end in zip(pieces, ends, strict=False):
            mark = chr(FIRST + len(marks))
            marks[mark] = (name, whole.count("\n", 0, end) + 1)
            changed[name] = changed.get(name, "") + piece + mark
        changed[name] += pieces[-1]
    folder = book(sample(tmp_path), {**changed, "access.md": "# Access\n\nAll of it can be read aloud.\n"})
    made, _ = read(folder)
    elements = [element for part in made.parts for element in part.tree.iter()]
    described = [element.get(name, "") for element in elements for name in ("alt", "title")]
    met = "".join(
        [*("".join(part.tree.itertext()) for part in made.parts), *described, made.sources.settings.cover.alt]
    )
    expected = sorted(place for mark, place in marks.items() if mark in met)
    found = [one.place for one in check_on(folder, None).findings if one.code == "T501"]
    assert sorted((one.path, one.line) for one in found if one) == expected
    assert 20 < len(expected) < len(marks) - 5


def test_a_text_in_a_data_file_is_told_of_at_its_key(tmp_path: Path) -> None:
    files = {
        "book.toml": CONFIG.replace('"A sample"', '"A sample for crazy \u2603 days"'),
        "reading-list.toml": READING_LIST.replace('"Another club."', '"A club for lunatics, and for \u2603."'),
        "help-lines.toml": HELP_LINES.replace('"For anyone."', f'"For {"anyone and " * 25}all who feel insane."', 2),
    }
    found = [(one.place, one.code) for one in check_on(book(sample(tmp_path), files), None).findings if one.place]
    assert [f"{place}+{place.length} {code}" for place, code in found if place.path.endswith(".toml")] == [
        "book.toml:4:26+5 S604", "book.toml:4:32+1 T501",
        "help-lines.toml:11:8+10 S602", "help-lines.toml:11:300+6 S604",
        "help-lines.toml:20:8+10 S602", "help-lines.toml:20:300+6 S604",
        "reading-list.toml:22:21+8 S604", "reading-list.toml:22:39+1 T501",
    ]  # fmt: skip
