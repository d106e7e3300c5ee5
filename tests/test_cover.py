"""The cover: its words are as large as they can be, none is cut off, and it is legible as a thumbnail."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from books import BOOK_TOML, book
from PIL import Image, ImageChops, ImageStat
from stages import read

from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.print.document import PORTRAIT, cover, sheets
from trustbook.layout.cover import photograph, raster
from trustbook.layout.cover_type import MEASURE, MOST_LINES, cover_type
from trustbook.layout.document import PageStyle, cover_document
from trustbook.layout.engine import paginate
from trustbook.layout.large_type import ACB, CLEAR, UKAAF, LargeType
from trustbook.layout.large_type import SHEETS as LARGE
from trustbook.layout.papers import with_paper
from trustbook.pdf.profile import Profile
from trustbook.pdf.standards import DEFAULT, STANDARDS

LONG = "The Importance of Building Trust in Mental Health Relationships"
WORD = "Selbsthilfegruppenleiterinnenfortbildungsveranstaltungsreihe"
SUBTITLE = "For all who talk with others, listen to them, and go a part of the way with them, be it short or long"
A5, A4 = sheets("a5"), sheets("a4")

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><title>A door</title>
<rect width="400" height="300" fill="#ff0000"/></svg>
"""


def titled(title: str, subtitle: str = "") -> str:
    """A book.toml with another title."""
    lines = f'title = "{title}"\nsubtitle = "{subtitle}"' if subtitle else f'title = "{title}"'
    return BOOK_TOML.replace('title = "Trust"', lines, 1)


def page(folder: Path, toml: str, paper: tuple[str, ...] = A5, picture: bool = False) -> bytes:
    """The PDF of a small book's cover."""
    made, _ = read(book(folder, {"book.toml": toml, **({"images/cover.svg": PICTURE} if picture else {})}))
    done = paginate(cover(made, outlined(made, Cache()), paper))
    assert done.findings == ()
    assert done.pages == 1
    return done.data


def test_a_short_title_is_large_and_a_long_one_takes_four_lines() -> None:
    short, long = cover_type("Trust", "", 1), cover_type(LONG, "", 1)
    assert short.title_size > 1.5 * long.title_size
    assert long.title_size * 148 > 12  # mm on A5: 34 pt
    assert long.height - short.height < MOST_LINES * long.title_size * 1.12


def test_lines_of_a_title_are_about_equally_long() -> None:
    wide = cover_type("One two three four five six seven eight nine", "", 1)
    assert wide.title_width < MEASURE
    alone = cover_type(LONG, "A plain-language book for clients, professionals and trainers", 1)
    assert alone.subtitle_width < 0.6  # else “trainers” would stand alone in the second line


@pytest.mark.parametrize("paper", [A5, A4, PORTRAIT], ids=["a5", "a4", "portrait"])
@pytest.mark.parametrize(
    "title", ["Trust", LONG, f"A {WORD}", f"{LONG}: {LONG}"], ids=["short", "long", "word", "twice"]
)
def test_no_word_is_cut_off_or_under_the_picture(title: str, paper: tuple[str, ...], tmp_path: Path) -> None:
    data = page(tmp_path, titled(title, SUBTITLE), paper, picture=True)
    document = pypdfium2.PdfDocument(data)
    first = document[0]
    left, _, right, top = first.get_trimbox()
    text = first.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    said = " ".join(text.get_text_bounded().split())
    rows = [y for y, row in enumerate(rows_of(first)) if (255, 0, 0) in row]
    highest = first.get_height() - rows[0]
    document.close()
    assert f"{title} {SUBTITLE}".split() == said.split()[: len(f"{title} {SUBTITLE}".split())]
    edge = 0.08 * (right - left)
    assert min(box[0] for box in boxes) > left + edge
    assert max(box[2] for box in boxes) < right - edge
    assert max(box[3] for box in boxes) < top - edge
    assert min(box[1] for box in boxes) > highest


def test_the_picture_for_shops_is_of_the_size_they_want_and_the_same_twice(tmp_path: Path) -> None:
    data = page(tmp_path, titled(LONG), PORTRAIT)
    picture = Image.open(io.BytesIO(raster(data)))
    assert picture.size == (1600, 2560)
    assert raster(data) == raster(data)


def test_the_file_for_shops_is_the_same_picture_as_a_jpeg(tmp_path: Path) -> None:
    data = page(tmp_path, titled(LONG, SUBTITLE), PORTRAIT, picture=True)
    one, other = Image.open(io.BytesIO(photograph(data))), Image.open(io.BytesIO(raster(data)))
    assert (one.format, one.mode, one.size) == ("JPEG", "RGB", other.size)
    [far] = ImageStat.Stat(ImageChops.difference(one, other.convert("RGB")).convert("L")).mean
    assert far < 2
    assert photograph(data) == photograph(data)


def test_as_a_thumbnail_the_title_is_dark_on_light(tmp_path: Path) -> None:
    """At 160 pixels wide, strokes of the title still have 4.5 : 1 against the ground (WCAG 2.2, 1.4.3)."""
    picture = Image.open(io.BytesIO(raster(page(tmp_path, titled(LONG), PORTRAIT)))).convert("L")
    small = picture.resize((160, 256), Image.Resampling.LANCZOS).crop((10, 20, 150, 90))
    dark, light = small.getextrema()
    assert (luminance(light) + 0.05) / (luminance(dark) + 0.05) > 4.5


def rows_of(page: pypdfium2.PdfPage) -> list[set[tuple[int, ...]]]:
    """The colours in each row of a page, one row a point."""
    picture = page.render(scale=1).to_pil().convert("RGB")
    return [{picture.getpixel((x, y)) for x in range(picture.width)} for y in range(picture.height)]


def luminance(grey: object) -> float:
    part = float(str(grey)) / 255
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("kind", [UKAAF, ACB, CLEAR], ids=["ukaaf", "acb", "clear"])
def test_in_large_print_the_picture_stands_below_the_words_too(kind: LargeType, paper: str, tmp_path: Path) -> None:
    toml = titled(LONG, "A plain-language book for clients, professionals and trainers")
    made, _ = read(book(tmp_path, {"book.toml": toml, "images/cover.svg": PICTURE}))
    style = PageStyle("large-print", (*with_paper(LARGE, paper), *kind.sheets), Profile(standard=STANDARDS[DEFAULT]))
    done = paginate(cover_document(made, style, outlined(made, Cache())))
    document = pypdfium2.PdfDocument(done.data)
    first = document[0]
    rows = [y for y, row in enumerate(rows_of(first)) if (255, 0, 0) in row]
    text = first.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    height = first.get_height()
    document.close()
    assert len(rows) > 0.15 * height
    assert min(box[1] for box in boxes) > height - rows[0]
