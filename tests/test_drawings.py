"""Drawings from strangers: what is refused, what text becomes, and that the outcome needs no font."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from effort import at_most
from hypothesis import given
from hypothesis import strategies as st

from trustbook.sources import drawings, fonts
from trustbook.sources.drawings import glyphs

SVG = "{http://www.w3.org/2000/svg}"


def _svg(inside: str, attributes: str = 'viewBox="0 0 200 100"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {attributes}>{inside}</svg>".encode()


def _messages(data: bytes) -> str:
    return "\n".join(problem.message for problem in drawings.check(data))


FINE = _svg(
    '<title>A loop</title><defs><linearGradient id="g"><stop offset="0" stop-color="#123"/></linearGradient>'
    '<marker id="m" markerWidth="4" markerHeight="4"><path d="M0 0L4 2L0 4z"/></marker></defs>'
    '<g transform="translate(3 4) scale(2)" style="fill: url(#g); stroke: rgb(1,2,3)">'
    '<path id="p" d="M0 0h10" marker-end="url(#m)"/><use xlink:href="#p" y="5"/>'
    '<text x="10" y="20" font-family="Arial, sans-serif" font-size="12">Say <tspan>back</tspan></text></g>'
)

BOMB = "".join(
    f'<g id="b{level}">' + f'<use href="#b{level - 1}"/>' * 10 + "</g>" if level else '<path id="b0" d="M0 0h1"/>'
    for level in range(9)
)
LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>&b;</title></svg>'
)
EXTERNAL = (
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&x;</text></svg>'
)

HOSTILE = {
    "external entity": (EXTERNAL.encode(), "document type"),
    "billion laughs": (LAUGHS.encode(), "document type"),
    "document type only": (b'<!DOCTYPE svg PUBLIC "a" "http://x.example/">' + FINE, "document type"),
    "undefined entity": (_svg("<title>&nbsp;</title>"), "undefined entity"),
    "style sheet instruction": (b'<?xml-stylesheet href="x.css"?>' + FINE, "xml-stylesheet"),
    "script": (_svg("<script>alert(1)</script>"), "`script`"),
    "script in HTML": (_svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'), "not an SVG element"),
    "HTML in metadata": (
        _svg('<metadata><h:script xmlns:h="http://www.w3.org/1999/xhtml"/></metadata>'),
        "not an SVG element",
    ),
    "onload": (_svg("", 'viewBox="0 0 9 9" onload="alert(1)"'), "`onload` would run a script"),
    "event in capitals": (_svg('<g ONCLICK="x()"/>'), "would run a script"),
    "remote image": (_svg('<image href="http://x.example/a.png"/>'), "`image`"),
    "remote use": (_svg('<use href="http://x.example/a.svg#a"/>'), "leads out of the file"),
    "use of a data address": (_svg('<use xlink:href="data:image/svg+xml,x#a"/>'), "leads out of the file"),
    "script address": (_svg('<use href=" javascript:x()"/>'), "leads out of the file"),
    "base": (_svg('<g xml:base="http://x.example/"/>'), "`base` is not allowed"),
    "link": (_svg('<a href="#x"/>'), "`a` is not allowed"),
    "CSS import": (_svg("<style>@import url(http://x.example/a.css);</style>"), "`style`"),
    "remote fill": (_svg('<rect fill="url(http://x.example/#a)"/>'), "outside the file"),
    "remote fill in capitals": (_svg('<rect fill="URL(//x.example/#a)"/>'), "`URL()` is not allowed"),
    "remote fill in quotes": (_svg("<rect fill=\"url( '//x.example/#a' )\"/>"), "outside the file"),
    "remote fill in style": (_svg('<rect style="fill:url(x.svg#a)"/>'), "outside the file"),
    "unclosed url": (_svg('<rect fill="url(http://x.example/"/>'), "outside the file"),
    "disguised url": (_svg('<rect fill="u\\72l(http://x.example/)"/>'), "a `\\`"),
    "image set": (_svg('<rect cursor="image-set(&quot;http://x.example/&quot; 1x)"/>'), "`image-set()`"),
    "animation": (_svg('<rect><animate attributeName="x"/></rect>'), "`animate`"),
    "set": (_svg('<rect><set attributeName="href" to="x"/></rect>'), "`set`"),
    "foreign object": (_svg("<foreignObject/>"), "`foreignObject`"),
    "filter": (_svg('<filter id="f"/>'), "`filter`"),
    "use bomb": (_svg(BOMB), "unfolds to more than 20,000 shapes"),
    "a line without end": (_svg(f'<path d="M0 0{"h1v1" * 200_000}"/>'), "unfolds to more than 20,000 shapes"),
    "a long line drawn often": (
        _svg(f'<path id="a" d="M0 0{"h1v1" * 4_000}"/>' + '<use href="#a"/>' * 60),
        "unfolds to more than 20,000 shapes",
    ),
    "use of itself": (_svg('<g id="a"><use href="#a"/></g>'), "in a circle"),
    "use of each other": (_svg('<g id="a"><use href="#b"/></g><use id="b" href="#a"/>'), "in a circle"),
    "marker bomb": (
        _svg(
            f'<marker id="m">{"<path/>" * 200}</marker><path d="{"1 1 " * 200}" marker-mid="url(#m)"/>'
        ),
        "unfolds",
    ),
    "inherited marker": (_svg('<marker id="m"/><g marker-end="url(#m)"><path d="M0 0"/></g>'), "no line"),
    "reference to nothing": (_svg('<use href="#nowhere"/>'), "`#nowhere` is not in the file"),
    "doubled id": (_svg('<g id="a"/><g id="a"/>'), "used twice"),
    "not SVG": (b"<html/>", "not `svg`"),
    "no namespace": (b'<svg viewBox="0 0 9 9"/>', "not `svg`"),
    "no size": (_svg("", ""), "no usable size"),
    "size of percent": (_svg("", 'width="100%" height="100%"'), "no usable size"),
    "empty size": (_svg("", 'viewBox="0 0 0 10"'), "no usable size"),
    "endless size": (_svg("", 'viewBox="0 0 1e300 10"'), "no usable size"),
    "not closed": (b"<svg><g></svg>", "not well-formed XML: mismatched tag"),
    "empty": (b"", "not well-formed XML: no element found"),
    "not UTF-8": (_svg("<title>?</title>").replace(b"?", b"\xe4"), "not well-formed"),
    "a value of a million letters": (_svg('<rect fill="' + "a" * 1_900_000 + '"/><image/>'), "`image`"),
    "a value of many addresses": (_svg('<rect fill="' + "url(" * 400_000 + '"/>'), "outside the file"),
    "a value of many spaces": (_svg('<rect fill="url(' + " " * 1_900_000 + '"/>'), "outside the file"),
    "a number of a million digits": (_svg('<text x="' + "1" * 1_900_000 + 'q">x</text>'), "`x` is not"),
    "a long chain": (
        _svg("".join(f'<g id="g{n}"><use href="#g{n + 1}"/></g>' for n in range(9_999)) + '<g id="g9999"/>'),
        "references lead more than 100 deep",
    ),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><svg/>', "encoding"),
    "too deep": (_svg("<g>" * 200 + "</g>" * 200), "more than 100 deep"),
    "too many elements": (_svg("<g/>" * 20_001), "more than 20,000 elements"),
    "too large": (_svg("<!--" + "x" * 2_000_000 + "-->"), "larger than 2 MB"),
    "too much text": (_svg("<text>" + "word " * 1_001 + "</text>"), "more than 5,000 characters"),
    "no glyph": (_svg("<text>☐</text>"), "no shipped font has `☐` (U+2610)"),
    "a letter and a mark of two fonts": (_svg("<text>\u2211\u0342</text>"), "no shipped font has all parts of"),
    "text on a path": (_svg('<text><textPath href="#a">x</textPath></text>'), "`textPath`"),
    "text for clipping": (_svg('<clipPath id="c"><text>x</text></clipPath>'), "cannot stand in `clipPath`"),
    "text in text": (_svg("<text><text>x</text></text>"), "cannot stand in `text`"),
    "stretched text": (_svg('<text textLength="90">x</text>'), "`textLength` cannot be kept"),
    "font in short": (_svg('<text style="font: bold 3px Arial">x</text>'), "`font` cannot be kept"),
    "place that is no number": (_svg('<text x="left">x</text>'), "`x` is not a number"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_could_do_harm_or_look_different_is_refused_quickly(data: bytes, message: str) -> None:
    with at_most(2):
        assert message in _messages(data)


def test_an_ordinary_drawing_passes() -> None:
    assert drawings.check(FINE) == []


def test_what_drawing_programs_leave_behind_passes_and_is_dropped() -> None:
    spaces = (
        'xmlns:i="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 9 9"'
    )
    data = _svg('<s:namedview i:zoom="2"/><metadata>x</metadata><!-- c --><g class="k" i:label="a"/>', spaces)
    assert drawings.check(data) == []
    written = drawings.outline(data)
    assert all(word not in written for word in (b"namedview", b"inkscape", b"metadata", b"<!--", b"class"))


def test_a_problem_has_the_place_of_its_element() -> None:
    found = drawings.check(_svg("\n  <g>\n    <script/>\n  </g>\n  <image/>\n"))
    assert [(problem.line, problem.column) for problem in found] == [(3, 5), (5, 3)]
    assert found[0].hint


def test_at_most_twenty_problems_are_told() -> None:
    assert len(drawings.check(_svg("<image/>" * 100))) == 20


@given(st.binary(max_size=80))
def test_no_bytes_make_the_check_raise(data: bytes) -> None:
    assert drawings.check(data)


@given(
    st.sampled_from(["style", "transform", "fill", "x", "d", "font-size", "href", "id", "viewBox"]),
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='<&"\ufffe\uffff'), max_size=20),
)
def test_no_value_gets_past_the_check_and_breaks_the_outline(name: str, value: str) -> None:
    data = _svg(f'<text {name}="{value}">Trust</text>')
    if not drawings.check(data):
        assert b"<text" not in drawings.outline(data)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="-10 -10 480 320.5"', (480.0, 320.5)),
        ('viewBox="0,0,48,32" width="100%"', (48.0, 32.0)),
        ('width="48" height="32px"', (48.0, 32.0)),
        ('width="1in" height="36pt"', (96.0, 48.0)),
    ],
)
def test_the_size_is_in_user_units(attributes: str, size: tuple[float, float]) -> None:
    assert drawings.size(_svg("", attributes)) == size


def _paths(data: bytes) -> list[ElementTree.Element]:
    assert drawings.check(data) == []
    root = ElementTree.fromstring(drawings.outline(data))
    assert not [element for element in root.iter() if element.tag in (f"{SVG}text", f"{SVG}tspan")]
    return list(root.iter(f"{SVG}path"))


def _extent(path: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a path's points and control points."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.svgLib.path import parse_path

    pen = BoundsPen(None)
    parse_path(path.attrib["d"], pen)
    left, top, right, bottom = pen.bounds
    return left, top, right, bottom


def _pen(text: str = "a", weight: int = 400) -> glyphs.Pen:
    return glyphs.pen_for(text, weight, "normal")


def _width(text: str, size: float = 20.0, weight: int = 400) -> float:
    return size * sum(glyph.advance for glyph in _pen(text, weight).shape(text))


@pytest.mark.parametrize(("anchor", "share"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_anchored_text_keeps_its_place(anchor: str, share: float) -> None:
    (path,) = _paths(_svg(f'<text x="100" y="50" font-size="20" text-anchor="{anchor}">HouseH</text>'))
    left, top, right, bottom = _extent(path)
    width = _width("HouseH")
    bearing = 20 * 0.08
    assert left == pytest.approx(100 - share * width, abs=bearing)
    assert right == pytest.approx(100 + (1 - share) * width, abs=bearing)
    if share == 0.5:
        assert (left + right) / 2 == pytest.approx(100, abs=0.02)
    assert bottom == pytest.approx(50, abs=0.5)
    assert 50 - top == pytest.approx(0.67 * 20, abs=1)


def test_pairs_are_kerned_as_the_font_says() -> None:
    assert _width("Te") < _width("T") + _width("e")
    assert _width("HH") == pytest.approx(2 * _width("H"))
    apart = _paths(_svg('<text y="50" font-size="20">T<tspan dx="0.001">e</tspan></text>'))
    joined = _paths(_svg('<text y="50" font-size="20">T<tspan fill="red">e</tspan></text>'))
    assert _extent(joined[1])[0] < _extent(apart[1])[0] - 0.5


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("text", ["q\u0303", "m\u0302", "ж\u0301", "q\u0303\u0323"])
def test_a_mark_stands_over_or_under_its_letter(text: str, weight: int) -> None:
    (path,) = _paths(_svg(f'<text x="50" y="50" font-size="20" font-weight="{weight}">{text}</text>'))
    (letter,) = _paths(_svg(f'<text x="50" y="50" font-size="20" font-weight="{weight}">{text[0]}</text>'))
    whole, alone = _extent(path), _extent(letter)
    assert whole[1] < alone[1] - 1
    assert whole[:1] + whole[2:3] == pytest.approx(alone[:1] + alone[2:3], abs=2.5)
    assert (whole[3] > alone[3] + 2.5) == (len(text) > 2)


def test_a_mark_that_the_text_font_lacks_brings_its_letter_along() -> None:
    (path,) = _paths(_svg('<text y="50">d\u0342</text>'))
    assert fonts.face_for("d\u0342", 400, "normal").family == fonts.FALLBACK_FAMILY
    assert path.attrib["d"].count("M") >= 3


def test_letters_that_the_font_joins_are_joined() -> None:
    shaped = _pen("क").shape("क्ष")
    assert len(shaped) == 1
    assert len(_pen("क").shape("क्\u200cष")) > 1
    (path,) = _paths(_svg('<text y="50" font-size="20">क्ष</text>'))
    assert path.attrib["d"]


def test_ligatures_are_for_letters_that_stand_close() -> None:
    pen = _pen("ŵ")
    assert len(pen.shape("ﬃ")) == 1
    text = "ffi"
    assert len(pen.shape(text)) <= len(pen.shape(text, ligatures=False)) == 3


def test_marks_are_placed_and_not_counted_as_letters() -> None:
    wide = _paths(_svg('<text y="50" font-size="20" letter-spacing="10">q\u0303H</text>'))[0]
    close = _paths(_svg('<text y="50" font-size="20">q\u0303H</text>'))[0]
    assert _extent(wide)[2] - _extent(close)[2] == pytest.approx(10, abs=0.02)


def test_invisible_characters_draw_nothing() -> None:
    plain, hidden = (
        _paths(_svg(f'<text y="50" font-size="20">{text}</text>'))[0].attrib["d"]
        for text in ("Trust", "T\u200bru\u00adst\u200e")
    )
    assert _extent(_paths(_svg('<text y="50" font-size="20">Trust</text>'))[0])[2] > 0
    assert plain == hidden


def test_what_is_written_from_right_to_left_comes_from_its_right_end() -> None:
    shaped = _pen().shape("אב")  # the shipped fonts have no such letters: places alone can be seen
    assert [glyph.start for glyph in shaped] == [1, 0]
    assert "no shipped font has `א`" in _messages(_svg("<text>א</text>"))


def test_weight_style_and_size_come_from_ancestors_attributes_and_style() -> None:
    bold = '<text x="9" y="50">Trust</text>'
    plain, by_group, by_style, by_number, other = (
        _paths(_svg(text))[0].attrib["d"]
        for text in (
            '<text x="9" y="50" font-size="20">Trust</text>',
            f'<g font-size="20" font-weight="bold">{bold}</g>',
            '<text x="9" y="50" style="font-size:20px;font-weight:bold">Trust</text>',
            f'<g font-size="10"><g font-size="2em" style="font-weight:600">{bold}</g></g>',
            '<text x="9" y="50" font-size="20" font-weight="500" font-style="oblique">Trust</text>',
        )
    )
    assert by_group == by_style == by_number
    assert len({plain, by_group, other}) == 3


def test_white_space_is_collapsed_as_svg_does() -> None:
    texts = [
        "Say back",
        "\n   Say \t\n back  ",
        "<tspan>Say </tspan> back",
        "<tspan> Say</tspan>\n<tspan>back</tspan>",
    ]
    shapes = {"".join(path.attrib["d"] for path in _paths(_svg(f'<text y="50">{text}</text>'))) for text in texts}
    assert len(shapes) == 1


def test_lines_of_tspans_are_anchored_each_on_its_own() -> None:
    lines = '<tspan x="100" y="40">HIIIH</tspan>\n<tspan x="100" dy="1.5em">HH</tspan>'
    first, second = _paths(_svg(f'<text text-anchor="middle" font-size="20">\n{lines}\n</text>'))
    for path in (first, second):
        left, _, right, _ = _extent(path)
        assert (left + right) / 2 == pytest.approx(100, abs=0.02)
    assert _extent(second)[3] - _extent(first)[3] == pytest.approx(30, abs=0.02)


def test_each_character_can_have_its_own_place() -> None:
    (path,) = _paths(_svg('<text x="10 60 110" y="50 60" font-size="20">HHH</text>'))
    assert re.findall(r"M([\d.]+)", path.attrib["d"])
    left, _, right, bottom = _extent(path)
    assert left == pytest.approx(10, abs=2)
    assert right == pytest.approx(110 + _width("H"), abs=2)
    assert bottom == pytest.approx(60, abs=0.02)


def test_colour_transform_and_name_stay_where_they_were() -> None:
    inside = '<text id="t" fill="#123456" transform="rotate(9)">Say <tspan fill="red">back</tspan></text>'
    data = _svg(f'<g transform="scale(2)" font-size="9" text-anchor="end">{inside}</g>')
    root = ElementTree.fromstring(drawings.outline(data))
    group = root[0]
    assert group.attrib == {"transform": "scale(2)"}
    assert group[0].attrib == {"id": "t", "fill": "#123456", "transform": "rotate(9)"}
    assert [path.get("fill") for path in group[0]] == [None, "red"]


def test_glyphs_are_not_hollowed_by_the_fill_rule_around_them() -> None:
    (path,) = _paths(_svg('<g fill-rule="evenodd"><text>ŵ</text></g>'))
    assert path.get("fill-rule") == "nonzero"


def test_a_letter_the_text_font_lacks_comes_from_the_other() -> None:
    (path,) = _paths(_svg('<text y="50" font-size="20" font-weight="bold">dŵr</text>'))
    assert path.attrib["d"].count("M") > 4
    assert _pen("ŵ", 700) is not _pen("d", 700)


def test_small_drawings_are_outlined_as_finely_as_large_ones() -> None:
    data = _svg('<text x="0.1" y="0.5" font-size="0.2">o</text>', 'viewBox="0 0 1 1"')
    left, top, right, bottom = _extent(_paths(data)[0])
    assert right - left == pytest.approx(0.2 * 0.5, rel=0.2)
    assert bottom - top == pytest.approx(0.2 * 0.5, rel=0.2)


def test_the_title_stays_and_a_size_is_written() -> None:
    written = drawings.outline(FINE)
    assert b"<title>A loop</title>" in written
    assert b'height="100" viewBox="0 0 200 100" width="200"' in written
    assert b"font" not in written
    assert drawings.check(written) == []
    assert drawings.outline(written) == written


def test_outlines_are_the_same_in_every_process() -> None:
    program = (
        "import sys, hashlib; from trustbook.sources import drawings;"
        "print(hashlib.sha256(drawings.outline(sys.stdin.buffer.read())).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=FINE,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_greys_are_as_light_as_the_colours_were() -> None:
    data = _svg(
        '<g fill="#ff0000"><path fill="none" style="stroke:blue;opacity:.5"/></g>'
        '<path stroke="url(#g)" fill="white"/>'
        '<rect fill="#777"/><linearGradient id="g"><stop stop-color="rgba(0,0,0,.5)"/></linearGradient>'
    )
    written = drawings.grey(data).decode()
    assert 'fill="#7f7f7f"' in written  # relative luminance of pure red: 0.2126
    assert 'fill="none" style="stroke:#4c4c4c;opacity:.5"' in written
    assert 'fill="#ffffff" stroke="url(#g)"' in written
    assert 'fill="#777777"' in written
    assert 'stop-color="rgba(0,0,0,0.5)"' in written


_RENDER = """
import sys, warnings
warnings.filterwarnings("ignore", "No fonts configured")
import weasyprint
svg = sys.stdin.buffer.read()
class Fetcher(weasyprint.urls.URLFetcher):
    def fetch(self, url, headers=None):
        return weasyprint.urls.URLFetcherResponse(url, svg, {"Content-Type": "image/svg+xml"})
style = "<style>@page { size: 200px 100px; margin: 0 } body { margin: 0 } img { display: block }</style>"
page = weasyprint.HTML(string=style + "<img src='book:/a.svg'>", base_url="book:/", url_fetcher=Fetcher())
sys.stdout.buffer.write(page.write_pdf())
"""


def test_an_outlined_drawing_needs_no_font_in_a_pdf() -> None:
    import pypdfium2

    data = _svg('<text x="100" y="60" font-size="40" text-anchor="middle" fill="#1f3a4d">Trust</text>')
    done = subprocess.run(
        [sys.executable, "-c", _RENDER],
        input=drawings.outline(data),
        env={**os.environ, "FONTCONFIG_FILE": str(fonts.fontconfig_file())},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert b"/FontDescriptor" not in done.stdout
    document = pypdfium2.PdfDocument(done.stdout)
    picture = document[0].render(scale=96 / 72).to_pil().convert("L")
    document.close()
    left, top, right, bottom = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert right - left == pytest.approx(_width("Trust", 40), abs=5)
    assert (left + right) / 2 == pytest.approx(100, abs=2)
    assert bottom == pytest.approx(60, abs=2)
    assert top == pytest.approx(60 - 40 * 0.67, abs=3)
