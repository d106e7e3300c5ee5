"""What print shops want of their files, as values: whoever makes or judges a PDF asks a `Shop`, and knows no names.

Each row says where its figures were read and when. Shops change their rules without telling anybody: read them again
before a release. Figures that only third parties state are marked "second hand". Lengths are in mm.
Standard library only: the command line and the fingerprint read this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trustbook.pdf.units import INCH

ShopName = Literal["generic", "generic-x1a", "ingramspark", "kdp", "lulu", "flyeralarm", "office"]
Standard = Literal["x-4", "x-1a"]
Colour = Literal["cmyk", "srgb", "grey"]
Gutters = tuple[tuple[int, float], ...]  # (up to so many pages, the least inner margin in mm)


def least_gutter(gutters: Gutters, pages: int) -> float:
    """The least inner margin of a book with so many pages; that of the thickest books for thicker ones."""
    for up_to, least in gutters:
        if pages <= up_to:
            return least
    return gutters[-1][1] if gutters else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """One shop's rules.

    `standards` are the parts of PDF/X it takes, ours first; none where it asks for none. `condition` is how it prints,
    by the name in the ICC's registry, for files that hold no ICC profile. `transparency` says whether it takes what
    lets others shine through; PDF/X-1a never has any. `colour` is that of the cover and of pictures in colour;
    `icc_tags` says whether colours in the pages may name an ICC profile. `bleed` is that of the inner pages,
    `cover_bleed` that of the cover; nothing is printed nearer to the trim than `safety` or `cover_safety`. `ink` is the
    most that may lie on one spot, in percent. `trims` are the names it takes, none meaning any. The count of pages is a
    `multiple`, from `least_pages` to `most_pages`. `gutters` are the least inner margins. The cover is "inside" the
    file or "apart"; with `inside_cover_blank`, a second, blank page stands for its inside. A spine has words from
    `spine_least_pages` on, `spine_allowance` away from its folds.
    """

    name: ShopName
    title: str
    source: str
    read_on: str
    standards: tuple[Standard, ...] = ()
    condition: str = ""
    transparency: bool = True
    colour: Colour = "cmyk"
    marks: bool = False
    bleed: float = 3.0
    cover_bleed: float = 3.0
    safety: float = 5.0
    cover_safety: float = 5.0
    ink: int | None = None
    trims: tuple[str, ...] = ()
    least_pages: int = 1
    most_pages: int | None = None
    multiple: int = 2
    gutters: Gutters = ()
    icc_tags: bool = True
    cover: str = "apart"
    inside_cover_blank: bool = False
    spine_least_pages: int = 1
    spine_allowance: float = 1.5

    def gutter(self, pages: int) -> float:
        """The least inner margin of a book with so many pages."""
        return least_gutter(self.gutters, pages)


_ROWS = (
    # A conventional shop: ISO 15930-7 for the file; bleed, safety and ink are the custom of European sheet-fed offset.
    Shop(
        name="generic",
        title="a print shop that takes PDF/X-4",
        source="ISO 15930-7:2010",
        read_on="2026-11-29",
        standards=("x-4", "x-1a"),
        marks=True,
        ink=300,
        cover="inside",
    ),
    Shop(
        name="generic-x1a",
        title="a print shop that takes PDF/X-1a only",
        source="ISO 15930-1:2001",
        read_on="2026-11-29",
        standards=("x-1a",),
        condition="FOGRA39",
        marks=True,
        ink=300,
        icc_tags=False,
        cover="inside",
    ),
    # Margins, marks, PDF/X and final page: IngramSpark's pages "Manufacturing and File Setup Tips" and "File
    # Requirements for Print Books". Bleed is asked for on the three cut edges and only where something bleeds, which
    # no inner page of ours does: they have the trim size. Second hand: 18 to 1,200 pages on 50 lb white and an even
    # count, the trims, and no words on spines of less than 48 pages.
    Shop(
        name="ingramspark",
        title="IngramSpark",
        source="https://help.ingramspark.com/hc/en-us/articles/5338636202637-Manufacturing-and-File-Setup-Tips",
        read_on="2026-11-29",
        standards=("x-1a", "x-4"),
        condition="CGATS TR 001",
        bleed=0.0,
        cover_bleed=0.125 * INCH,
        safety=0.5 * INCH,
        cover_safety=0.25 * INCH,
        ink=240,
        trims=("a5", "a4", "letter", "six-by-nine", "half-letter"),
        least_pages=18,
        most_pages=1200,
        gutters=((1200, 0.5 * INCH),),
        icc_tags=False,
        spine_least_pages=48,
        spine_allowance=0.0625 * INCH,
    ),
    # No crop marks or annotations, and transparency flattened: KDP's page "Paperback Submission Guidelines". Second
    # hand, three guides agreeing: page counts, gutters, margins, no words on spines of less than 79 pages, and that RGB
    # is taken as well as CMYK, so no profile is needed. All trims here lie within 4 to 8.5 by 6 to 11.69 inches.
    Shop(
        name="kdp",
        title="Kindle Direct Publishing",
        source="https://kdp.amazon.com/en_US/help/topic/G201857950",
        read_on="2026-11-29",
        transparency=False,
        colour="srgb",
        bleed=0.0,
        cover_bleed=0.125 * INCH,
        safety=0.25 * INCH,
        cover_safety=0.125 * INCH,
        least_pages=24,
        most_pages=828,
        gutters=(
            (150, 0.375 * INCH),
            (300, 0.5 * INCH),
            (500, 0.625 * INCH),
            (700, 0.75 * INCH),
            (828, 0.875 * INCH),
        ),
        spine_least_pages=79,
        spine_allowance=0.0625 * INCH,
    ),
    # Bleed, safety, marks and sRGB: Lulu's help pages on bleed and on the colours of interiors. Second hand, two
    # readers of its Book Creation Guide agreeing: page counts, gutters (the half inch of safety and what it adds; where
    # its table has a gap or an overlap, the wider), no words on spines of 80 pages or fewer.
    Shop(
        name="lulu",
        title="Lulu",
        source="https://help.lulu.com/en/support/solutions/articles/64000255584-how-do-i-make-my-content-cover-the-whole-page-what-is-bleed",
        read_on="2026-11-29",
        colour="srgb",
        bleed=0.125 * INCH,
        cover_bleed=0.125 * INCH,
        safety=0.5 * INCH,
        cover_safety=0.5 * INCH,
        trims=("a5", "a4", "letter", "six-by-nine", "half-letter"),
        least_pages=32,
        most_pages=800,
        gutters=(
            (59, 0.5 * INCH),
            (150, 0.625 * INCH),
            (399, 1.0 * INCH),
            (600, 1.125 * INCH),
            (800, 1.25 * INCH),
        ),
        spine_least_pages=81,
        spine_allowance=0.0625 * INCH,
    ),
    # Second hand: a customer's account of an A5 book bound with glue, by the shop's sheet uni_sc_kleb_a5_kl.pdf. Inner
    # pages of 154 by 216 mm, an even count, cover apart with blank insides, CMYK, PDF/X-3 or X-4. The shop's own limits
    # of ink and safety depend on the product and were not seen: those of the generic shop stand for them.
    Shop(
        name="flyeralarm",
        title="Flyeralarm",
        source="https://github.com/brennodewinter/Informatiebeveiligingsonderzoek/issues/1",
        read_on="2026-11-29",
        standards=("x-4",),
        ink=300,
        trims=("a5", "a4"),
        inside_cover_blank=True,
    ),
    # An office printer prints no nearer to the edge than about a quarter of an inch, and cuts nothing.
    Shop(
        name="office",
        title="an office printer",
        source="no standard: what office printers can do",
        read_on="2026-11-29",
        colour="grey",
        bleed=0.0,
        cover_bleed=0.0,
        safety=0.25 * INCH,
        cover_safety=0.0,
        trims=("a4", "letter"),
        cover="inside",
    ),
)

SHOPS: dict[str, Shop] = {row.name: row for row in _ROWS}
DEFAULT: ShopName = "generic"
