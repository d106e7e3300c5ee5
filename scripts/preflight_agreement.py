"""Compare what preflight measures with what other programs say of the same PDFs.

    python scripts/preflight_agreement.py [--shop NAME] FILE.pdf…

In: PDFs. Out: a row for each file: its pages; how many pages' boxes are those of `pdfinfo -box` and of `mutool pages`;
fonts, also those of `pdffonts`; how many pages have colours exactly where Ghostscript's `inkcov` finds cyan, magenta or
yellow; and the most ink, as measured and as it lies on separations by `tiffsep` at another resolution. Exits with 1 if
they do not agree. Needs poppler-utils, mupdf-tools and Ghostscript.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import fromstring

import click
from PIL import Image, ImageMath

from trustbook.pdf.shops import DEFAULT, SHOPS
from trustbook.verify.preflight import preflight
from trustbook.verify.preflight.facts import Box, Boxes, PageFacts

_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_NEAR = 0.01  # pt: pdfinfo prints hundredths
_INK = 5.0  # percent: a thin line is wider or narrower than a pixel
_DPI = 100


def said(*words: str | Path) -> str:
    """What a program prints."""
    return subprocess.run([*map(str, words)], check=True, capture_output=True, text=True, errors="replace").stdout


def by_pdfinfo(file: Path) -> dict[int, dict[str, Box]]:
    """The boxes of each page."""
    found: dict[int, dict[str, Box]] = {}
    for page, name, sides in re.findall(
        r"^Page +(\d+) (\w+Box): +(.+)$", said("pdfinfo", "-f", "1", "-l", "9999", "-box", file), re.M
    ):
        left, bottom, right, top = map(float, sides.split())
        found.setdefault(int(page), {})[name] = (left, bottom, right, top)
    return found


def by_mutool(file: Path) -> dict[int, dict[str, Box]]:
    """The boxes that each page names itself."""
    text = said("mutool", "pages", file).partition("\n")[2]
    return {
        int(page.attrib["pagenum"]): {
            box.tag: tuple(float(box.attrib[side]) for side in "lbrt")  # type: ignore[misc]
            for box in page
            if box.tag in _BOXES
        }
        for page in fromstring(f"<pages>{text}</pages>")
    }


def ours(boxes: Boxes) -> dict[str, Box | None]:
    """The boxes that a page names itself."""
    named = (boxes.media, boxes.crop, boxes.bleed, boxes.trim, boxes.art)
    return dict(zip(_BOXES, named, strict=True))


def are_alike(page: PageFacts, other: dict[str, Box]) -> bool:
    """Whether every box that a page names lies where another program says."""
    named = {name: box for name, box in ours(page.boxes).items() if box}
    return all(
        name in other and all(abs(a - b) <= _NEAR for a, b in zip(box, other[name], strict=True))
        for name, box in named.items()
    )


def by_pdffonts(file: Path) -> set[tuple[str, bool]]:
    """The fonts, and whether they are embedded."""
    lines = said("pdffonts", file).splitlines()[2:]
    return {(line.split()[0], line.split()[-5] == "yes") for line in lines}


def by_inkcov(file: Path) -> list[bool]:
    """Whether each page has cyan, magenta or yellow."""
    lines = said("gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", file).splitlines()
    return [any(map(float, line.split()[:3])) for line in lines if line.endswith("OK")]


def by_tiffsep(file: Path, pages: list[PageFacts]) -> list[float]:
    """The most ink on each page, in what is cut or bleeds."""
    with TemporaryDirectory() as folder:
        said("gs", "-q", "-dSAFER", "-o", f"{folder}/%d.tif", "-sDEVICE=tiffsep", f"-r{_DPI}", file)
        return [_most(sorted(Path(folder).glob(f"{page.number}(*.tif")), page.boxes) for page in pages]


def _most(plates: list[Path], boxes: Boxes) -> float:
    media, kept, scale = boxes.media, boxes.painted, _DPI / 72
    corners = (kept[0] - media[0], media[3] - kept[3], kept[2] - media[0], media[3] - kept[1])
    total: Any = None
    for plate in plates:
        with Image.open(plate) as opened:
            left, top, right, bottom = (round(one * scale) for one in corners)
            ink = opened.convert("L").point(lambda value: 255 - value).crop((left, top, right, bottom))
        total = ink if total is None else ImageMath.lambda_eval(lambda both: both["a"] + both["b"], a=total, b=ink)
    return float(total.getextrema()[1] / 2.55)


def has_colour(page: PageFacts) -> bool:
    """Whether preflight saw a colour that is no grey."""
    return any(not one.neutral and "group" not in one.source for one in page.painted)


def row(file: Path, shop: str) -> tuple[list[str], bool]:
    """A row of the table, and whether all agree."""
    with TemporaryDirectory() as work:
        done = preflight(file.name, file.read_bytes(), SHOPS[shop], Path(work))
    pages = list(done.file.pages)
    poppler, mupdf, fonts = by_pdfinfo(file), by_mutool(file), by_pdffonts(file)
    seen = {(one.name, one.embedded) for page in pages for one in page.fonts}
    inks = by_inkcov(file)
    measured, lain = [page.coverage.percent if page.coverage else 0.0 for page in pages], by_tiffsep(file, pages)
    counts = [
        len(poppler),
        sum(are_alike(page, poppler[page.number]) for page in pages),
        sum(are_alike(page, mupdf[page.number]) for page in pages),
        sum(has_colour(page) == inked for page, inked in zip(pages, inks, strict=True)),
        sum(abs(one - other) <= _INK for one, other in zip(measured, lain, strict=True)),
    ]
    agree = set(counts) == {len(pages)} and seen <= fonts
    most = f"{max(measured):.0f} / {max(lain):.0f} %{' (an estimate)' if done.estimated else ''}"
    told: list[Any] = [file.name, len(pages), *counts[1:4], f"{len(seen)} of {len(fonts)}", counts[4], most]
    return [str(one) for one in told], agree


@click.command(help=__doc__)
@click.option("--shop", type=click.Choice(list(SHOPS)), default=DEFAULT, help="Whose rules; some ask for no ink.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(shop: str, files: tuple[Path, ...]) -> None:
    click.echo("file | pages | pdfinfo -box | mutool pages | inkcov | pdffonts | tiffsep | most ink")
    agree = True
    for file in files:
        told, same = row(file, shop)
        click.echo(" | ".join(told))
        agree = agree and same
    sys.exit(0 if agree else 1)


if __name__ == "__main__":
    main()
