"""A book's own style sheets set looks, in measures that a page can have, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from books import book
from hypothesis import given
from hypothesis import strategies as st

import trustbook
from trustbook.findings import SourceFile
from trustbook.sources.locate import shipped_styles
from trustbook.sources.sheets import judge


def said(*sheets: str) -> list[str]:
    """Codes and places of what is wrong with sheets."""
    found = judge([SourceFile(f"styles/{number}.css", text) for number, text in enumerate(sheets, 1)])
    assert all(one.hint and one.excerpt for one in found)
    return [f"{one.code} {one.place}" for one in found]


FETCHING: Mapping[str, str] = {
    "by name": "p { background: url(http://example.org/a.png) }",
    "in quotes": "p { background: url('http://example.org/a.png') }",
    "with capitals": "p { background: UrL(http://example.org/a.png) }",
    "with escapes": r"p { background: \75 \72 l(http://example.org/a.png) }",
    "without the letters of url": "p { background: image-set('a.png' 1x) }",
    "of an older kind": "p { background: -webkit-image-set('a.png' 1x) }",
    "in a variable": ":root { --a: url(http://example.org/a.png) }",
    "as words in a variable": ":root { --a: 'https://example.org/a.png' }",
    "as escaped words in a variable": r":root { --a: '\68 ttps://example.org/a.png' }",
    "without a scheme": ":root { --a: '//example.org/a.png' }",
    "as data": ":root { --a: 'data:image/png;base64,AA' }",
    "as what else stands for nothing": "p { margin: var(--a, url(a.png)) }",
    "from an attribute": "p { content: attr(href url) }",
    "from an attribute in brackets": "p { content: attr(href (url)) }",
    "deep in a value": "p { background: linear-gradient(red, (url(a.png))) }",
    "in a rule in a rule": "@media print { @supports (color: red) { p { & em { background: url(a.png) } } } }",
    "in a condition": "@supports (background: url(a.png)) { p { color: red } }",
    "in a margin box": "@page { @top-left { content: url(a.png) } }",
    "on a page": "@page { background: url(a.png) }",
    "as an import": "@import 'a.css';",
    "as an import with capitals": "@IMPORT url(a.css);",
    "as an import with escapes": r"@\69mport 'a.css';",
    "as a font": "@font-face { font-family: A; src: url(a.ttf) }",
    "as a namespace": "@namespace svg url(http://www.w3.org/2000/svg);",
    "without an end": "p { background: url(http://example.org",
    "in a selector": "p:not(url(a.png)) { color: red }",
    "by an older function": "p { background: src('a.png') }",
    "across another picture": "p { background: cross-fade(url(a.png), red) }",
}


@pytest.mark.parametrize("how", FETCHING)
def test_an_address_is_found_however_it_is_written(how: str) -> None:
    assert {one.split()[0] for one in said(FETCHING[how])} == {"F118"}


REFUSED: Mapping[str, str] = {
    "a behaviour": "p { behavior: x }",
    "a binding": "p { -moz-binding: x }",
    "a property with capitals": "p { BEHAVIOR: x }",
    "an expression": "p { width: expression(alert(1)) }",
    "a function cut in two by a comment": "p { background: u/**/rl(a) }",
    "a filter": "p { filter: progid(x) }",
    "a link": "p { link: attr(href) }",
    "an animation": "@keyframes a { from { color: red } }",
    "numbers of its own": "@counter-style a { system: cyclic; symbols: 'x'; pad: 1000000000 'x' }",
    "a document rule": "@document url-prefix() { p { color: red } }",
    "a viewport": "@viewport { width: 1px }",
    "a gradient that comes again a million times": "p { background: repeating-linear-gradient(red, blue 1px) }",
    "a margin box outside a page": "@top-left { content: 'x' }",
    "the environment": "p { margin: env(x) }",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_known_to_be_looks_is_refused(what: str) -> None:
    assert {one.split()[0] for one in said(REFUSED[what])} == {"F124"}


STEPS = "".join(f"--a{n}: var(--a{n + 1}) var(--a{n + 1});" for n in range(40))
BOUNDLESS: Mapping[str, str] = {
    "a page of a thousand kilometres": "@page { size: 1000000000mm 210mm }",
    "a page in powers of ten": "@page { size: 1e9mm 1e9mm }",
    "a page of nothing": "@page { size: 0 0 }",
    "a page of no height": "@page { size: 148mm 0mm }",
    "a page below nothing": "@page { size: -148mm 210mm }",
    "a page in letters": "@page { size: 1em 1em }",
    "a page by a token": ":root { --page-height: 0mm }",
    "a page by subtraction": "@page { size: calc(100mm - 100mm) 210mm }",
    "a page by the smallest": "@page { size: min(1mm, 2mm) 210mm }",
    "a page by many times": "@page { size: calc(2000mm * 1000) 210mm }",
    "a page by a token by subtraction": ":root { --page-width: calc(1mm - 1mm) }",
    "a margin of a kilometre": "p { margin: 0 1000000mm }",
    "letters of a metre": "p { font-size: 1000mm }",
    "letters that grow a hundred times with each element": "* { font-size: 100em }",
    "letters that grow by per cent": "* { font-size: 100000% }",
    "a number without end": "p { z-index: 1e999 }",
    "thousands of columns": "p { columns: 5000 }",
    "thousands of columns by name": "p { column-count: 5000 }",
    "columns of a grid": "p { grid-template-columns: repeat(100000, 1fr) }",
    "a line of a grid far away": "p { grid-row-start: 1000000 }",
    "thousands of counters": f"p {{ counter-reset: {' '.join(f'a{n}' for n in range(5_000))} }}",
    "thousands of counters shown": f"p {{ content: {'counter(a) ' * 5_000} }}",
    "a counter that jumps": "p { counter-increment: a 1000000000 }",
    "a line of a thousand": "p { line-height: 1000 }",
    "columns in all columns": "* { columns: 20 }",
    "columns in all columns of a list": "ul > * { column-width: 1px }",
    "columns in all that is no heading": "p, body :not(h1)::before { column-count: 2 }",
    "a grid in each grid": "*|* { display: grid }",
    "a row in each row": "section * { display: inline-flex }",
    "variables that double": f":root {{ {STEPS} --a40: 1px }} p {{ margin: var(--a0) }}",
    "variables that double in what else stands": "".join(
        f":root {{ --b{n}: var(--x, var(--b{n + 1}) var(--b{n + 1})) }}" for n in range(40)
    ),
    "a variable that is itself": ":root { --a: var(--b); --b: var(--a) }",
    "a value of ten thousand parts": f"p {{ box-shadow: {'1px ' * 10_000} }}",
    "brackets in brackets": "p { margin: " + "(" * 5_000 + " }",
    "rules in rules": "@media print {" * 5_000,
    "ten thousand rules": "p { color: red }" * 10_000,
}


@pytest.mark.parametrize("what", BOUNDLESS)
def test_what_no_page_has_is_refused(what: str) -> None:
    assert {one.split()[0] for one in said(BOUNDLESS[what])} == {"F125"}


@pytest.mark.parametrize(
    "sheet",
    [
        "ul { columns: 3 }",
        "* { columns: auto; column-count: 1; display: block }",
        "p *.a, *[lang], *#a, em:first-child { display: grid; columns: 2 }",
        "@page { @top-left { display: grid } }",
    ],
)
def test_columns_and_grids_have_their_place(sheet: str) -> None:
    assert said(sheet) == []


def test_variables_that_double_across_sheets_are_found() -> None:
    sheets = [f":root {{ --a{n}: var(--a{n + 1}) var(--a{n + 1}) }}" for n in range(20)]
    assert said(*sheets) == ["F125 styles/1.css:1:9"]


@pytest.mark.parametrize(
    "sheet",
    [
        "p { color: #123; margin: 1em 0 !important; -epub-hyphens: auto }",
        "@page :left { size: 148mm 210mm; margin: 20mm; @top-left { content: string(title) 'https://example.org' } }",
        "@page { size: a5 landscape; marks: crop; bleed: 3mm }",
        "q { quotes: '\\201c' '\\201d' } a::after { content: ' (' attr(href) ')' }",
        "@media print and (min-width: 10em) { p:not(.a):nth-child(2n + 1) > em { display: grid; gap: 1em } }",
        ":root { --accent: rgb(10% 20% 30%) } h1 { color: var(--accent, red); font: bold 2em/1.2 'Noto', serif }",
        "/* see https://example.org/why */ a[href^='http://'] { word-break: break-all }",
        "@supports (display: grid) { ul { columns: 2; list-style: '\\2022  ' } }",
        "p { transform: rotate(-3deg) translate(1mm, 2mm); background: linear-gradient(to right, red, blue) }",
    ],
)
def test_looks_are_free(sheet: str) -> None:
    assert said(sheet) == []


OF_BOOKS = sorted(path for path in shipped_styles().glob("*.css") if path.name != "desk.css")  # no book brings that


@pytest.mark.parametrize("path", OF_BOOKS, ids=lambda path: path.name)
def test_our_own_sheets_would_pass(path: Path) -> None:
    assert said(path.read_text("utf-8")) == []


def test_the_sheet_of_the_epub_is_judged_alike(tmp_path: Path) -> None:
    folder = book(
        tmp_path, {"styles/epub.css": "p { background: image-set('a.png' 1x); behavior: run; margin: 1e9mm }"}
    )
    report = trustbook.build(folder, ["epub"])
    assert [one.code for one in report.findings] == ["F118", "F124", "F125"]
    assert report.built == ()


@given(st.text(alphabet="ab{}()[];:,.-@ 019em%\n\"'/*\\var>", max_size=80))
def test_no_sheet_makes_it_raise(sheet: str) -> None:
    said(sheet)
