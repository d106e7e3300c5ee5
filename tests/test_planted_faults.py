"""Twenty faults planted in a copy of the real book are all found, each at its line, in one run."""

from __future__ import annotations

import shutil
from pathlib import Path

import trustbook

ROOT = Path(__file__).parents[1]

# code, file in the manuscript, words of the line that is changed, what replaces them
FAULTS = (
    ("B201", "chapters/03-building-trust.md", "[@psychology-today]", "[@psycology-today]"),
    ("H101", "chapters/03-building-trust.md", "## A. Understanding", "#### A. Understanding"),
    ("I301", "chapters/03-building-trust.md", "images/four-factors.svg", "images/five-factors.svg"),
    ("L102", "chapters/03-building-trust.md", "08-glossary.md#term-autonomy", "08-glossary.md#term-autonomie"),
    ("I302", "chapters/04-benefits.md", "![A circle: trust", "!["),
    ("L103", "chapters/04-benefits.md", "# Benefits of building trust", "# Benefits of building trust[^lost]"),
    ("L101", "chapters/04-benefits.md", "08-glossary.md#term-self-esteem", "08-glosary.md#term-self-esteem"),
    ("H102", "chapters/05-strategies.md", "## B. Empathy and validation", "## A. Active listening"),
    ("I307", "chapters/05-strategies.md", ' "Good listening goes round in a loop, and begins again."', ""),
    ("T501", "chapters/05-strategies.md", "# Strategies for building trust", "# Strategies for building trust ☃"),
    ("T503", "chapters/06-challenges.md", '!!! try "Try this: check an idea"', '!!! tri "Try this: check an idea"'),
    ("S604", "chapters/06-challenges.md", "means judging people", "means judging normal people"),
    ("L105", "chapters/06-challenges.md", "[If you need help now]", "[here]"),
    ("X402", "chapters/06-challenges.md", "Several things stand", "<script>x</script> Several things stand"),
    ("L106", "chapters/01-how-to-use.md", "00-help.md", "javascript:alert"),
    ("H103", "chapters/07-evidence.md", "## Other claims worth a careful look", "##"),
    ("B203", "chapters/07-evidence.md", "{#claim-b8 .source-lost}", "{#claim-b7 .source-lost}"),
    ("I308", "chapters/06-challenges.md", "![Three doors", "![" + "A long, long path " * 12),
    ("F103", "book.toml", "subtitle = ", "subtitel = "),
    ("F104", "reading-list.toml", '"https://www.nami.org"', '"www.nami.org"'),
)


def planted(folder: Path) -> set[tuple[str, str, int]]:
    """A copy of the book with the faults; returns (code, path, line) of each."""
    shutil.copytree(ROOT / "manuscript", folder / "manuscript")
    expected = set()
    for code, name, old, new in FAULTS:
        path = folder / "manuscript" / name
        text = path.read_text("utf-8")
        start = text.index(old)
        end = text.index("](", start) if code == "I302" else start + len(old)
        path.write_text(text[:start] + new + text[end:], "utf-8")
        expected.add((code, f"manuscript/{name}", text.count("\n", 0, start) + 1))
    return expected


def test_the_real_book_has_no_faults() -> None:
    assert not trustbook.check(ROOT, today=False).findings


def test_twenty_faults_are_found_in_one_run_at_their_lines(tmp_path: Path) -> None:
    expected = planted(tmp_path)
    assert len(expected) == 20
    report = trustbook.check(tmp_path, today=False)
    found = {(one.code, one.place.path, one.place.line) for one in report.findings if one.place}
    missing = sorted(expected - found)
    assert not missing
