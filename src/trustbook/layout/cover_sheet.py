"""The whole cover as one sheet: back, spine and front, as they lie before they are folded around the book.

In: a `Book`, its outlined drawings, a print shop, a paper; later the count of pages, which says how wide the spine is.
Out: documents of one page, the same but for the size of the text on the back: the first that fits is the cover.
The back holds what book.toml says of the book, for whom it is, the first help lines, and the bars of its number.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from trustbook.layout.cover_type import width
from trustbook.layout.document import Drawings, PagedDocument, PageStyle, sheet_document
from trustbook.manuscript.book import Book
from trustbook.pdf import ean
from trustbook.pdf.profile import Profile
from trustbook.pdf.shops import Shop
from trustbook.pdf.spine import Stock, spine_width
from trustbook.pdf.units import MM
from trustbook.settings import HelpLine
from trustbook.words import fill, templates

SHEETS = ("tokens.css", "prose.css", "paged.css", "cover-sheet.css")
_BACK_SIZES = (12.5, 12.0, 11.5, 11.0, 10.5, 10.0)  # pt
_MOST_LINES = 3  # of help on the back

_EDGE = 12.0  # mm: the margins of words on the back and the spine, at least
_BARS_EDGE = 6.35  # mm: the margins of a shop's own bars, at least
_LEAST_SPINE, _MOST_SPINE = 8.0, 24.0  # pt: the size of words on the spine
_INK = 0.95  # what letters take across the spine, from ascender to descender, in font sizes
_GAP = 2.0  # between title and publisher on the spine, in font sizes
_BARS = "book:/bars.svg"
_DIGITS = "0123456789."  # stand in the guides once the spine is known

# Words on a spine run down in English, Welsh, Dutch and the languages of Scandinavia (ISO 6357), and in scripts that
# are written down the page; up in most others of Europe and Latin America.
_DOWN = frozenset("af cy da en fi ga gd is ja ko nb nl nn no sv zh".split())


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover whose spine is as wide as the count of pages will make it.

    `size` is the trim of one page, in mm; `spine` the width of the spine where book.toml says it, else 0; `words` are
    what may stand on the spine, the best first, each with its width in font sizes.
    """

    paged: PagedDocument
    shop: Shop
    stock: Stock
    size: tuple[float, float]
    spine: float
    words: tuple[tuple[tuple[str, ...], float], ...]

    @property
    def sheets(self) -> int:
        """How many pages the PDF has: one, or two where a blank one stands for the inside."""
        press = self.paged.profile.press
        return press.pages(1) if press else 1

    @property
    def _edge(self) -> float:
        """The margin of words on the back and the spine, in mm."""
        return max(self.shop.cover_safety, _EDGE)

    def width(self, pages: int) -> float:
        """The width of the spine in mm."""
        return self.spine or spine_width(pages, self.stock)

    def documents(self, pages: int, guides: bool = False) -> Iterator[PagedDocument]:
        """The sheet for a book with so many pages, its back in smaller and smaller type.

        With `guides` the trim, bleed, folds, safe areas and the place of the bars are drawn on it.
        """
        spine = self.width(pages)
        words, size = self._on_spine(pages, spine)
        html = copy.deepcopy(self.paged.html)
        _fill_in(html, words, f"{spine:.2f}")
        if not guides:
            body = html[1]
            body[:] = [one for one in body if not one.get("class", "").startswith("guide")]
        for back in _BACK_SIZES:
            root = copy.deepcopy(html)
            SubElement(root[0], "style").text = self._sizes(spine, size, back)
            yield replace(self.paged, html=root, profile=self._folded(spine))

    def _folded(self, spine: float) -> Profile:
        """The kind of PDF, with its folds."""
        profile, width = self.paged.profile, self.size[0]
        press = profile.press and replace(profile.press, folds=(width, width + spine))
        return replace(profile, press=press)

    def _on_spine(self, pages: int, spine: float) -> tuple[tuple[str, ...], float]:
        """What stands on the spine, and how large in pt; nothing where it is too narrow."""
        across = (spine - 2 * self.shop.spine_allowance) * MM / _INK
        along = (self.size[1] - 2 * self._edge) * MM
        if pages < self.shop.spine_least_pages or across < _LEAST_SPINE:
            return (), 0.0
        for words, length in self.words:
            if (size := min(across, along / length, _MOST_SPINE)) >= min(across, _LEAST_SPINE + 2):
                return words, size
        return (), 0.0

    def _sizes(self, spine: float, on_spine: float, back: float) -> str:
        width, height = self.size
        return (
            f":root {{ --page-width: {width:g}mm; --page-height: {height:g}mm; --spine: {spine:g}mm; "
            f"--safety: {self.shop.cover_safety:g}mm; --edge: {self._edge:g}mm; "
            f"--bars-edge: {max(self.shop.cover_safety, _BARS_EDGE):g}mm; "
            f"--bleed: {self.shop.cover_bleed:g}mm; --spine-size: {on_spine:.2f}pt; --back-size: {back:g}pt; }}"
        )


def cover(
    book: Book, pages: PageStyle, outlined: Drawings, shop: Shop, stock: Stock, size: tuple[float, float],
    spine: float = 0.0,
) -> Cover:  # fmt: skip
    """The whole cover of a book."""
    facts, words = book.sources.settings.book, book.sources.settings.words
    bars = ean.symbol(facts.isbn_digits, facts.price_code) if facts.isbn else None
    symbol = bars and {
        "image": _BARS,
        "digits": facts.isbn_digits,
        "width": f"{bars.width * ean.MODULE:.2f}mm",
        "height": f"{bars.height * ean.MODULE:.2f}mm",
        "add_on": f"{bars.add_on * ean.MODULE:.2f}mm" if bars.add_on else "",
    }
    said, lines = book.sources.settings.cover, _lines(book)
    made = templates.elements(
        "cover-sheet.xhtml.j2",
        words,
        book=facts,
        back=said.back or facts.description,
        readers=said.readers,
        lines=lines,
        verified=words.spoken_date(min(line.verified_on for line in lines)) if lines else "",
        symbol=symbol,
        up=facts.language.partition("-")[0].lower() not in _DOWN,
        digits=_DIGITS,
    )
    drawn = {_BARS: bars.svg} if bars else {}
    paged = sheet_document(book, pages, made, outlined, drawn)
    return Cover(paged, shop, stock, size, spine, tuple(_spine_words(book)))


def _lines(book: Book) -> Sequence[HelpLine]:
    """The first help lines for somebody in danger or in a crisis, of a book that has a page of them."""
    data = book.sources.help_lines
    if data is None or book.help_part is None:
        return ()
    country = book.sources.settings.help.country
    urgent = [line for line in data.shown(country) if line.country == country and line.kind in ("emergency", "crisis")]
    return urgent[:_MOST_LINES]


def _spine_words(book: Book) -> Iterator[tuple[tuple[str, ...], float]]:
    """Title and publisher, the short title and the publisher, the short title."""
    facts = book.sources.settings.book
    publisher = width(facts.publisher, 400) + _GAP
    for title in dict.fromkeys((facts.title, facts.short_title)):
        yield (title, facts.publisher), width(title, 700) + publisher
    yield (facts.short_title,), width(facts.short_title, 700)


def _fill_in(html: Element, words: tuple[str, ...], spine: str) -> None:
    """Set what stands on the spine, and its width where the guides say it."""
    for element in html.iter():
        kind = element.get("class", "")
        if kind == "spine-title":
            element.text = words[0] if words else ""
        elif kind == "spine-publisher":
            element.text = words[1] if len(words) > 1 else ""
        elif kind == "guide-width":
            element.text = fill("{width} mm", width=spine)
