"""What the builder keeps for speed changes no byte of what WeasyPrint would write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from as_weasyprint import as_weasyprint, digest
from books import book
from stages import read, screen_document

from trustbook.layout import engine
from trustbook.layout.document import PagedDocument
from trustbook.layout.short_ways import lines_ready, lines_short, own_sheet, plain_paths

TEXT = "Trust grows *slowly* between **people** who [meet](https://a.example), `word` by word. " * 4
CHAPTER = f"""# Trust

{TEXT}

## A list

W

1. One\u2028and more

2. Two

    - Three, and **four**
    - Five

> {TEXT}

> One line,\\
> the same line\\
> and more,

and

> the same line\\
> and another

| What | How | When |
| ---- | --- | ---- |
{"".join(f"| A row {number} of *words* | that fit | `{number}` |" + chr(10) for number in range(10))}

```
lines  that	keep
    their places
```

{TEXT}

A well-kept/half-said word, fi\u2060fl, a soft hy\xadphen in a long\xadish word, \u05e9\u05dc\u05d5\u05dd in Hebrew,
καλημέρα in Greek, 5\xa0pm, f\u0301,
H~2~O and E=mc^2^, an unbreakableunbreakableunbreakable word, a\u200bb, and

Name:\u2003 Jane Doe\u2003 Telephone:\u2003 01234\u2002 567\u2002 ext\u2002 9, word\u200f -- !!! and \u200f -- so
\u200e on, 1\u2009000\u2009 km\u205f off

So **bold** and *fine* words that end here. And
so on.
"""
SHEETS = {
    "as it is": "",
    "narrow": "".join(f"p:nth-of-type({n}) {{ width: {n * 7 + 31}pt; }}" for n in range(1, 9)) + "li { width: 49pt; }",
    "wide": "html { font-size: 6pt; } p { width: 133mm; } blockquote p { font-size: 31pt; }",
    "in small capitals": "p { font-variant-caps: small-caps; overflow-wrap: normal; } em { overflow-wrap: anywhere; }",
    "raised": "em { vertical-align: 3pt; font-variant-position: super; } strong { font-variant-position: sub; }",
    "justified": "p { text-align: justify; hyphens: auto; } blockquote { text-align: justify; word-spacing: 2pt; }",
    "spaced": "p { letter-spacing: 0.3pt; } strong { letter-spacing: 1pt; word-spacing: 1em; }",
    "decorated": "p { text-decoration: underline; } em { text-decoration: line-through; font-variant: small-caps; }",
    "features": 'p { font-feature-settings: "onum"; font-variant-numeric: tabular-nums; font-kerning: none; }',
    "cut off": "p { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }",
    "cut short": "blockquote p { max-lines: 2; block-ellipsis: auto; continue: discard; }",
    "first": "p::first-line { font-weight: bold; color: #333; } p::first-letter { font-size: 2em; }",
    "to the left": "p { direction: rtl; } blockquote { direction: rtl; margin-inline-start: 3em; }",
    "logical": "p { margin-inline-start: 2em; padding-block-end: 4pt; } li { inline-size: 50%; }",
    "parts of the room": "p { margin-left: 5%; width: calc(80% - 2em); } li { max-width: 60%; min-height: 2em; }",
    "boxes": "blockquote { display: flex; } blockquote p { flex: 1; min-width: 4em; } ul { display: grid; }",
    "floats": "li { float: left; width: 40%; } table { border-collapse: collapse; } td { border: 1pt solid; }",
    "out of the flow": "strong { position: absolute; right: 0; } em { position: relative; top: 1pt; }",
    "notes": "em { float: footnote; } em::footnote-call { color: #00f; }",
    "notes in other letters": r"em { float: f\6fotnote; }",
    "items": "blockquote p { display: list-item; list-style: square; margin-left: 2em; }",
    "items in other letters": r"blockquote { display: list\-item; list-style: lower-roman; font-variant: small-caps; }",
    "items by descent": "li * { display: inherit; list-style: lower-roman; text-transform: uppercase; }",
    "one letter wide": "p { white-space: pre-wrap; overflow-wrap: anywhere; width: 0; }",
    "lines in words": r'p::before { content: "a\2028 b\2029 c\A d"; }',
    "notes by a name": ":root { --where: footnote; } em { float: var(--where); }",
    "broken words": "p { overflow-wrap: anywhere; width: 3em; } td { word-break: break-all; }",
    "kept breaks": "p { white-space: pre-wrap; tab-size: 3; }",
}
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 120" role="img"><title>Paths</title>
<path d="M10 10L50 10 50 50ZM60 60Q70 20 80 60 90 100 100 60Z" fill="#123456"/>
<path d="M10 70H50V90H10V70M5 5C10 10 20 10 25 5" fill="none" stroke="#654321"/>
<path d="M110 10 l20 0 0 20z m40 0a5 5 0 1 0 10 0" fill="#222222"/>
<path d="M1.5-2.25L3e1 40 .5.5Z" fill="none" stroke="#333333"/>
<path d="M120 80L150 80ZL130 100ZZ" fill="none" stroke="#444444"/>
<text x="10" y="110">Words of a drawing</text>
</svg>"""


def test_every_sheet_gives_the_bytes_that_weasyprint_alone_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [
        book(tmp_path / str(number), {"one.md": CHAPTER, "styles/screen.css": sheet})
        for number, sheet in enumerate(SHEETS.values())
    ]
    drawn = {"one.md": "# Trust\n\n![Paths](images/paths.svg)\n", "images/paths.svg": DRAWING}
    folders.append(book(tmp_path / "drawn", drawn))
    taken: Counter[str] = Counter()
    for module, name in ((plain_paths, "_drawn"), (lines_short, "_first_line"), (lines_ready, "written")):
        monkeypatch.setattr(module, name, counted(getattr(module, name), taken, name))
    alone = as_weasyprint(folders)
    ours = [digest(folder) for folder in folders]
    names = [*SHEETS, "drawn"]
    assert [name for name, one, other in zip(names, alone, ours, strict=True) if one != other] == []
    assert len(set(ours)) == len(names)  # each sheet does something
    assert taken["_drawn"] > 3
    assert min(taken["_first_line"], taken["written"]) > 500


def counted(original: Callable[..., Any], taken: Counter[str], name: str) -> Callable[..., Any]:
    """A short way, which counts how often it was one."""

    def ask(*given: Any) -> Any:
        done = original(*given)
        taken[name] += bool(done)
        return done

    return ask


@pytest.mark.parametrize(("sheet", "short"), [("p { color: #333; }", True), (SHEETS["notes in other letters"], False)])
def test_weasyprint_takes_the_sheet_that_is_chosen_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str, short: bool
) -> None:
    taken = []

    def own_sheets(html: object) -> list[object]:
        taken.extend(own_sheet.own_sheets(html))  # type: ignore[arg-type]
        return taken

    monkeypatch.setattr(engine, "own_sheets", own_sheets)
    engine.pages_of(document(tmp_path, sheet))
    parts = {entry[3] for one in taken for entry in one.matcher.other_selectors}
    assert ("footnote-call" not in parts) is short


def document(folder: Path, sheet: str) -> PagedDocument:
    """A small book with a style sheet of its own."""
    return screen_document(read(book(folder, {"one.md": CHAPTER, "styles/screen.css": sheet}))[0])


@pytest.mark.parametrize("path", ["M1 2 3", "M1 2L3", "M0 0C1 2 3 4 5"])
def test_a_path_that_lacks_numbers_is_left_to_weasyprint(path: str) -> None:
    assert plain_paths._drawn(path) is None
