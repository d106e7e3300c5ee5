"""What `trustbook read` says of each construct a book may hold, on whole pages and torn over page breaks.

Each construct is a chapter of two small books; what its PDF says lies in `golden/NAME.txt`, and in
`golden/NAME.torn.txt` for the book with tiny pages. After a change that is meant, write them anew and read
the difference:

    TRUSTBOOK_UPDATE_GOLDEN=1 python -m pytest tests/test_golden_reading.py
    git diff tests/golden
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from block_equality import compare
from torn_books import torn_book, torn_style

from trustbook.pdf.spoken import Reading, SpokenElement, SpokenText, spoken

GOLDEN = Path(__file__).resolve().parent / "golden"
UPDATE = "TRUSTBOOK_UPDATE_GOLDEN"

LONG = "Trust grows slowly, step by step, in each talk that goes well and in each that does not, until it holds."

CHAPTERS: Mapping[str, str] = {
    "contents": "",
    "paragraph": f"# A paragraph\n\n{LONG}\n{LONG}\n\nThe next one.\n",
    "headings": f"""\
# Headings

One.

## Under it, with a long name that fills lines

{LONG}

### Deeper

{LONG}

## Next to it

{LONG}
""",
    "bulleted-list": f"# A bulleted list\n\nBefore.\n\n- One.\n- {LONG}\n- Three.\n\nAfter.\n",
    "numbered-list": f"# A numbered list\n\n4. Four.\n5. {LONG}\n6. Six.\n",
    "nested-list": f"""\
# A nested list

- One.

    - {LONG}
    - Two within.

        1. Deepest.
        2. {LONG}

- Two.
""",
    "definition-list": f"# A definition list\n\nTrust\n:   {LONG}\n\nRepair\nMending\n:   To say sorry.\n:   {LONG}\n",
    "table": f"""\
# A table

Table: What helps

| Who | What |
|---|---:|
| Client | {LONG} |
| Trainer | Shows how |
| Friend | {LONG} |
""",
    "figure": f'# A figure\n\n{LONG}\n\n![A line goes up and down.](drawing.svg "{LONG} {LONG}")\n\nAfter.\n',
    "decorative-picture": f"# A decorative picture\n\n{LONG}\n\n![](drawing.svg){{.decorative}}\n\n{LONG}\n",
    "note": f"""\
# A note

Said before.[^who] {LONG} Again.[^who] And more.[^what]

[^who]: {LONG} {LONG}
[^what]: Short.
""",
    "citation": f"# A citation\n\n{LONG} So they say [@walkers]. {LONG}\n",
    "box": f"""\
# A box

Before.

!!! try "Try this"
    {LONG}

    - One.
    - {LONG}

After.
""",
    "quotation": f"# A quotation\n\n> {LONG}\n>\n> And this. {LONG}\n\nAfter.\n",
    "code": """\
# Code

Type `trustbook  read` to listen.

```
first line
    indented, and longer than a page is wide

line 4
line 5
line 6
line 7
line 8
line 9
line 10
line 11
```

After.
""",
    "language": f"""\
# Another language

{LONG} They say <span lang="fr">la confiance naît lentement, pas à pas, dans chaque parole tenue et dans chaque
silence gardé</span> there. {LONG}

<blockquote lang="de"><p>Vertrauen wächst langsam, Schritt für Schritt, in jedem Gespräch.</p></blockquote>
""",
    "abbreviation": f"""\
# An abbreviation

The WHO says so. {LONG} {LONG} The WHO says it again.

*[WHO]: World Health Organization
""",
    "emphasis": f"""\
# Emphasis

{LONG} It is *{LONG}* and **strong, and *both* at once, over the end of a line** at last.
""",
    "web-link": f"""\
# A web link

{LONG} See [the page of the walkers, whose name is long enough to break](https://walkers.example) for more,
or <https://walkers.example/a/long/address/that/has/no/spaces/in/it>.
""",
    "reading": "# Reading list\n\nNames.\n",
}

Said = Mapping[str, Reading]


def parts(read: Reading) -> Said:
    """Each chapter alone, its pages counted from 1, by its key; cover and title page stand before them."""
    [document] = read.kids
    assert isinstance(document, SpokenElement)
    sections = [kid for kid in document.kids if isinstance(kid, SpokenElement) and kid.tag == "Sect"][2:]
    found = {}
    for key, section in zip(CHAPTERS, sections, strict=True):
        found[key] = replace(read, kids=(shifted(section, section.page - 1),), labels=())
    return found


def shifted(element: SpokenElement, pages: int) -> SpokenElement:
    """An element as if that many pages fewer stood before it; what it points at stands where it stands."""
    kids: list[SpokenElement | SpokenText] = [
        shifted(kid, pages) if isinstance(kid, SpokenElement) else replace(kid, page=kid.page - pages)
        for kid in element.kids
    ]
    target = max(0, element.target_page - pages) if element.target_page else 0
    return replace(element, kids=tuple(kids), page=max(0, element.page - pages), target_page=target)


@pytest.fixture(scope="module", params=["", ".torn"], ids=["whole", "torn"])
def variant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Said]:
    """The ending of the golden files, and what each chapter of that book says; the whole book equals its source."""
    style = torn_style(62, 44) if request.param else None
    html, read = torn_book(tmp_path_factory.mktemp("golden"), CHAPTERS, style)
    compared = compare(html, read)
    assert compared.differences == (), str(compared)
    return request.param, parts(read)


@pytest.mark.parametrize("construct", CHAPTERS)
def test_it_is_read_aloud_as_before(construct: str, variant: tuple[str, Said]) -> None:
    ending, said = variant
    lines = "\n".join(spoken(said[construct])) + "\n"
    if ending:
        assert "[page 2]" in lines, "it is not torn"
    golden = GOLDEN / f"{construct}{ending}.txt"
    if os.environ.get(UPDATE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(lines, "utf-8")
    assert lines == golden.read_text("utf-8")


def test_there_is_no_golden_file_without_its_construct() -> None:
    names = {f"{construct}{ending}.txt" for construct in CHAPTERS for ending in ("", ".torn")}
    assert {path.name for path in GOLDEN.iterdir()} == names
