"""Show a preflight as one HTML page that stands alone: findings, and the pages with marks where the faults are.

In: a `Preflight`. Out: bytes. Everything is built as elements, so that no text of a PDF can become markup; nothing is
loaded from anywhere.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from trustbook.findings.codes import CODES
from trustbook.findings.finding import printable
from trustbook.pdf.units import MM
from trustbook.verify.preflight.facts import Box, PageFacts
from trustbook.verify.preflight.fault import Fault
from trustbook.verify.preflight.outcome import Preflight
from trustbook.verify.preflight.pictures_of_pages import pictures
from trustbook.verify.preflight.rows import HEAD, facts, rows

MOST_PICTURES = 24
_STYLE = Path(__file__).with_name("report.css")
_RED, _BLUE = "#c8102e", "#0a5bb5"
_LEAST = 8.0  # pt: a mark that is smaller is not seen
_MOST_MARKS = 30  # of one page


def report(done: Preflight) -> bytes:
    """The page."""
    head = _element(
        "head",
        _element("meta", charset="utf-8"),
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("meta", name="referrer", content="no-referrer"),
        _element("title", f"Preflight of {done.file.name}"),
        _element("style", _STYLE.read_text("utf-8")),
    )
    main = _element("main", *_opening(done), *_findings(done), *_marked(done), *_table(done))
    page = _element("html", head, _element("body", main), lang="en")
    written: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + written + b"\n"


def _element(tag: str, *kids: Element | str, **attributes: str) -> Element:
    """An element; `class_` stands for class, and `_` in other names for a hyphen."""
    made = Element(
        tag, {name.rstrip("_").replace("_", "-"): printable(value, "\n") for name, value in attributes.items()}
    )
    for kid in kids:
        if isinstance(kid, Element):
            made.append(kid)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + printable(kid, "\n")
        else:
            made.text = (made.text or "") + printable(kid, "\n")
    return made


def _opening(done: Preflight) -> Iterator[Element]:
    yield _element("h1", f"Preflight of {Path(done.file.name).name}")
    kinds = [one.severity for one in done.findings]
    counts = [f"{count} {word}{'s' * (count != 1)}" for word in ("error", "warning") if (count := kinds.count(word))]
    yield _element("p", f"{' and '.join(counts) or 'Nothing is wrong'} by the rules of {done.shop.title}.")
    told = facts(done)
    yield _element("dl", *(kid for word, text in told for kid in (_element("dt", word), _element("dd", text))))


def _findings(done: Preflight) -> Iterator[Element]:
    if not done.findings:
        return
    yield _element("h2", "Findings")
    items = []
    for one in done.findings:
        parts: list[Element | str] = [
            _element("span", f"{one.severity} {one.code}", class_=one.severity),
            f": {one.message}",
        ]
        if one.hint:
            parts.append(_element("span", f"What to do: {one.hint}.", class_="hint"))
        items.append(_element("li", *parts, _element("span", CODES[one.code].why, class_="why")))
    yield _element("ol", *items, class_="findings")


def _marked(done: Preflight) -> Iterator[Element]:
    """Pages that have faults, as far as they are not too many."""
    broken = {page.number for page in done.file.pages if page.broken}
    on_pages = [one for one in done.faults if one.page and one.page not in broken]
    numbers, shown = {one.page for one in on_pages}, _chosen(on_pages)
    faults = done.by_page()
    figures = [
        _figure(done.file.pages[number - 1], faults[number], data) for number, data in pictures(done.copy, shown)
    ]
    if not figures:
        return
    yield _element("h2", "Where they are")
    more = f" {len(shown)} of {len(numbers)} pages with findings are shown." if len(numbers) > len(shown) else ""
    yield _element(
        "p", f"The blue line is where the page is cut; red boxes have the numbers of the list below them.{more}"
    )
    yield _element("div", *figures, class_="pages")


def _chosen(faults: Sequence[Fault]) -> list[int]:
    """Pages to show: where a kind of fault is met first and where it is worst, and as many others as have room."""
    firsts: dict[tuple[str, str], Fault] = {}
    worst: dict[tuple[str, str], Fault] = {}
    for one in faults:
        kind = one.code, one.what
        firsts.setdefault(kind, one)
        if kind not in worst or one.badness > worst[kind].badness:
            worst[kind] = one
    wanted = dict.fromkeys(one.page for one in (*firsts.values(), *worst.values(), *faults))
    return sorted(list(wanted)[:MOST_PICTURES])


def _figure(page: PageFacts, faults: list[Fault], picture: bytes) -> Element:
    left, bottom, right, top = page.boxes.media
    drawn = [_rectangle(page, page.boxes.cut, _BLUE, dashed=True)]
    for number, fault in enumerate(faults[:_MOST_MARKS], 1):
        if fault.spot:
            drawn += _mark(page, fault.spot, number)
    marks = _element(
        "svg", *drawn, viewBox=f"0 0 {right - left:.2f} {top - bottom:.2f}", aria_hidden="true", focusable="false"
    )
    source = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
    image = _element(
        "img",
        src=source,
        alt=f"Page {page.number}, with {len(faults)} finding{'s' * (len(faults) != 1)}, listed below",
        width=f"{right - left:.0f}",
        height=f"{top - bottom:.0f}",
    )
    items = [
        _element("li", _element("span", one.code, class_=CODES[one.code].severity), f" {_told(one)}")
        for one in faults[:_MOST_MARKS]
    ]
    return _element(
        "figure",
        _element("h3", f"Page {page.number}"),
        _element("div", image, marks, class_="picture"),
        _element("figcaption", _element("ol", *items)),
    )


def _told(fault: Fault) -> str:
    return f"{fault.what} ({fault.measured})" if fault.measured else fault.what


def _mark(page: PageFacts, spot: Box, number: int) -> Iterator[Element]:
    """A box around a fault, with its number; never smaller than can be seen, nor outside of the sheet."""
    media = page.boxes.media
    left, bottom, right, top = spot
    across, up = max(0.0, _LEAST - (right - left)) / 2, max(0.0, _LEAST - (top - bottom)) / 2
    box = (
        max(media[0], left - across),
        max(media[1], bottom - up),
        min(media[2], right + across),
        min(media[3], top + up),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    yield _rectangle(page, box, _RED)
    size = 4 * MM
    x = min(box[0] - media[0], media[2] - media[0] - size)
    y = min(max(0.0, media[3] - box[3] - size), media[3] - media[1] - size)
    yield _element("rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{size:.1f}", height=f"{size:.1f}", fill=_RED)
    yield _element(
        "text", str(number), x=f"{x + size / 2:.1f}", y=f"{y + size * 0.77:.1f}", fill="#fff", font_size="9",
        font_weight="700", font_family="sans-serif", text_anchor="middle",
    )  # fmt: skip


def _rectangle(page: PageFacts, box: Box, colour: str, dashed: bool = False) -> Element:
    media = page.boxes.media
    made = _element(
        "rect",
        x=f"{box[0] - media[0]:.1f}",
        y=f"{media[3] - box[3]:.1f}",
        width=f"{box[2] - box[0]:.1f}",
        height=f"{box[3] - box[1]:.1f}",
        fill="none",
        stroke=colour,
        stroke_width="1.2",
    )
    if dashed:
        made.set("stroke-dasharray", "4 3")
    return made


def _table(done: Preflight) -> Iterator[Element]:
    body = rows(done)
    if not body:
        return
    yield _element("h2", "All pages")
    head = _element("tr", *(_element("th", text, scope="col") for text in HEAD))
    lines = [
        _element("tr", _element("th", row[0], scope="row"), *(_element("td", text) for text in row[1:])) for row in body
    ]
    caption = _element(
        "caption", "Pages that follow each other and are alike share a row; its figures are the worst of them."
    )
    table = _element("table", caption, _element("thead", head), _element("tbody", *lines))
    yield _element("div", table, class_="wide", role="region", aria_label="All pages", tabindex="0")
