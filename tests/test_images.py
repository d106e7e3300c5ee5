"""Photographs: what they are, how large, which way up, and whether they are whole."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from books import CHAPTER, book
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

import trustbook
from trustbook.sources.images import Photograph, Unusable, photograph

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
ORIENTATION = 0x0112


def _file(kind: str, picture: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (picture or Image.new("RGB", (7, 5), "teal")).save(out, kind, **options)
    return out.getvalue()


def _corners() -> Image.Image:
    """A picture whose four corners differ, so that each way of turning it shows."""
    picture = Image.new("RGB", (64, 32), "white")
    for colour, at in {"red": (0, 0), "lime": (32, 0), "blue": (0, 16), "black": (32, 16)}.items():
        picture.paste(colour, (*at, at[0] + 32, at[1] + 16))
    return picture


def _lying(kind: str, orientation: int) -> bytes:
    """`_corners` as a camera stores it that notes an orientation: turned back, with the note."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}.get(orientation)
    stored = _corners() if back is None else _corners().transpose(Image.Transpose(back))
    options = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
    return _file(kind, stored, exif=exif.tobytes(), **options)


_QUARTERS = ((16, 8), (48, 8), (16, 24), (48, 24))  # of a picture of 64 by 32 pixels


def _seen(picture: Image.Image) -> list[str]:
    """The colours in the middle of the four quarters."""
    names = {(255, 0, 0): "red", (0, 255, 0): "lime", (0, 0, 255): "blue", (0, 0, 0): "black"}
    width, height = picture.size
    found = []
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        pixel = picture.convert("RGB").getpixel((int(x * width), int(y * height)))
        assert isinstance(pixel, tuple)
        found.append(names[min(names, key=lambda name: sum(abs(a - b) for a, b in zip(name, pixel, strict=True)))])
    return found


def _png_claiming(width: int, height: int) -> bytes:
    """The start of a PNG, up to where its pixels would stand."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (header, b"IDAT")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("GIF", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}),
    ],
)
def test_type_and_size_are_read_and_the_bytes_kept(kind: str, options: dict[str, Any]) -> None:
    data = _file(kind, **options)
    assert photograph(data) == Photograph(KINDS[kind], 7, 5, data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_it_was_stored(kind: str, orientation: int) -> None:
    found = photograph(_lying(kind, orientation))
    assert isinstance(found, Photograph)
    assert (found.media_type, found.width, found.height) == (KINDS[kind], 64, 32)
    with Image.open(io.BytesIO(found.data)) as picture:
        assert picture.getexif().get(ORIENTATION, 1) == 1
        assert (picture.format, picture.size) == (kind, (64, 32))
        assert _seen(picture) == ["red", "lime", "blue", "black"]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("note", [b"II*\0\x08\0\0\0", b"II*\0\x08\0\0\0\5\0\x12\1", b"XX", b""])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_note_does_not_make_a_picture_unusable(kind: str, note: bytes) -> None:
    data = _file(kind, exif=b"Exif\0\0" + note)
    assert photograph(data) == Photograph(KINDS[kind], 7, 5, data)


def test_turning_keeps_colour_profile_and_transparency() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    glass = Image.new("RGBA", (4, 2), (9, 8, 7, 100))
    for kind in ("PNG", "WEBP"):
        found = photograph(_file(kind, glass, exif=exif.tobytes(), icc_profile=b"a profile", lossless=True))
        assert isinstance(found, Photograph)
        with Image.open(io.BytesIO(found.data)) as picture:
            assert picture.info["icc_profile"] == b"a profile"
            assert picture.getpixel((1, 3)) == (9, 8, 7, 100)


def test_a_moving_picture_that_lies_on_its_side_is_named() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    frames = [Image.new("RGB", (7, 5), colour) for colour in ("teal", "red")]
    data = _file("WEBP", frames[0], save_all=True, append_images=frames[1:], exif=exif.tobytes())
    found = photograph(data)
    assert isinstance(found, Unusable)
    assert found.reason.startswith("a moving picture that lies on its side")


def test_every_edition_shows_stored_pictures_upright(tmp_path: Path) -> None:
    names = [f"talk.{kind.lower()}" for kind in ("PNG", "JPEG", "WEBP")]
    text = CHAPTER + "".join(f'\n![Four fields.]({name} "Four fields")\n' for name in names)
    report = trustbook.build(book(tmp_path, {"one.md": text} | {name: _lying(name[5:].upper(), 6) for name in names}))
    assert [one for one in report.findings if one.severity == "error"] == []
    shown: list[Image.Image] = []
    printed: list[Image.Image] = []
    with zipfile.ZipFile(tmp_path / "dist/trust.epub") as epub:
        for name in epub.namelist():
            if "images/figure" in name:
                shown.append(Image.open(io.BytesIO(epub.read(name))))
    for edition in ("screen", "print"):
        with pypdfium2.PdfDocument(tmp_path / f"dist/trust-{edition}.pdf") as pdf:
            for page in pdf:
                pictures = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
                (printed if edition == "print" else shown).extend(one.get_bitmap().to_pil() for one in pictures)
    assert (len(shown), len(printed)) == (6, 3)
    for picture in shown:
        assert picture.size == (64, 32)
        assert _seen(picture) == ["red", "lime", "blue", "black"]
    for picture in printed:  # in black ink alone: lime is the lightest of the four, black the darkest
        assert picture.size == (64, 32)
        red, lime, blue, black = (picture.convert("L").crop((x, y, x + 1, y + 1)).tobytes() for x, y in _QUARTERS)
        assert lime > red > blue > black


def test_a_broken_colour_profile_spoils_no_picture() -> None:
    from trustbook.pdf.press_pictures import PressPictures
    from trustbook.pdf.profile import Press

    inks = photograph(_file("JPEG", Image.new("CMYK", (9, 9)), icc_profile=b"none"))
    assert isinstance(inks, Photograph)
    printed = PressPictures(Press()).convert(_file("JPEG", icc_profile=b"none"), coloured=False)
    assert isinstance(photograph(printed), Photograph)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_huge_is_refused_before_it_is_decoded(kind: str) -> None:
    data = _png_claiming(8001, 5000) if kind == "PNG" else _file(kind, Image.new("L", (8001, 5000)))
    found = photograph(data)
    assert found == Unusable("I306", "8001 by 5000 pixels, more than 40 megapixels", "scale it down")


def test_a_picture_that_pillow_calls_a_bomb_is_too_large_too() -> None:
    bomb = bytearray(_file("WEBP", Image.new("RGBA", (7, 5)), lossless=True, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"))
    assert bomb[12:16] == b"VP8X"
    bomb[24:30] = b"\xfe\x3f\0" * 2  # 16,383 by 16,383
    found = photograph(bytes(bomb))
    assert isinstance(found, Unusable)
    assert found.code in ("I306", "I309")


def test_what_decodes_to_forty_megapixels_is_the_most() -> None:
    found = photograph(_png_claiming(8000, 5000))
    assert found == Unusable("I309", "the file is cut off or damaged", "export it again")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"BM6\0", "a BMP picture"),
        (b"<svg/>", "not a PNG, JPEG, GIF or WebP picture"),
        (b"II*\0\x08\0", "a TIFF picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"\0\0\0\x20ftypavif", "an AVIF picture"),
        (b"\0\0\0\x18ftypheic", "a HEIC picture"),
    ],
)
def test_other_files_are_called_what_they_are(data: bytes, said: str) -> None:
    found = photograph(data)
    assert isinstance(found, Unusable)
    assert said in found.reason
    assert "export" in found.hint


@pytest.mark.parametrize(
    ("kind", "stored", "mode", "shown"),
    [
        ("JPEG", Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "RGB", (255, 0, 0)),
        ("PNG", Image.new("I;16", (9, 9), 40_000), "L", (156, 156, 156)),
    ],
)
def test_inks_and_sixteen_bits_are_shown_as_every_reader_knows_them(
    kind: str, stored: Image.Image, mode: str, shown: tuple[int, int, int]
) -> None:
    found = photograph(_file(kind, stored))
    assert isinstance(found, Photograph)
    with Image.open(io.BytesIO(found.data)) as picture:
        assert picture.mode == mode
        pixel = picture.convert("RGB").getpixel((4, 4))
    assert isinstance(pixel, tuple)
    assert max(abs(one - other) for one, other in zip(pixel, shown, strict=True)) < 6


def test_a_picture_without_pixels_is_not_usable() -> None:
    found = photograph(_png_claiming(0, 5))
    assert isinstance(found, Unusable)
    assert "damaged" in found.reason


def _noise(size: int = 24) -> Image.Image:
    return Image.frombytes("RGB", (size, size), random.Random(1).randbytes(3 * size * size))


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_off_anywhere_is_not_whole(kind: str, lenient: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data = _file(kind, _noise())
    needed = len(data) - {"PNG": 20, "JPEG": 2, "GIF": 2, "WEBP": 1}[kind]  # all but what only ends the file
    whole = [end for end in range(9, needed, 7) if isinstance(photograph(data[:end]), Photograph)]
    assert whole == []
    assert isinstance(photograph(data), Photograph)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_judged_alike_whatever_a_library_has_set(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(2)
    data = _file(kind, _noise())
    for _ in range(60):
        broken = bytearray(data)
        broken[chance.randrange(12, len(data))] = chance.randrange(256)
        verdicts = []
        for lenient in (False, True):
            monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
            verdicts.append(isinstance(photograph(bytes(broken)), Photograph))
        assert verdicts[0] == verdicts[1]


def test_threads_that_judge_pictures_do_not_disturb_each_other() -> None:
    good, bad = _file("JPEG", _noise(99)), _file("JPEG", _noise(99))[:4000]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(photograph, [good, bad] * 50))
    assert [isinstance(one, Photograph) for one in found] == [True, False] * 50


def test_a_book_of_drawings_loads_no_picture_library(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from trustbook.sources.load import load;"
        "load(Path(sys.argv[1])); print('PIL' in sys.modules)"
    )
    folder = book(tmp_path, {"a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'})
    told = subprocess.run([sys.executable, "-c", program, folder], capture_output=True, check=True, text=True)
    assert told.stdout == "False\n"


@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"GIF89a", b"RIFF\0\0\0\0WEBP", b""]),
    st.binary(max_size=64),
)
def test_no_bytes_make_it_raise(start: bytes, rest: bytes) -> None:
    assert isinstance(photograph(start + rest), (Photograph, Unusable))
