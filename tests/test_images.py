"""What headers of photographs say, true or not."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from trustbook.sources import images
from trustbook.sources.images import ImageInfo


def _file(kind: str, size: tuple[int, int] = (7, 5), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def _png_claiming(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (_file("PNG"), "image/png"),
        (_file("JPEG"), "image/jpeg"),
        (_file("JPEG", progressive=True), "image/jpeg"),
        (_file("GIF"), "image/gif"),
        (_file("WEBP"), "image/webp"),
        (_file("WEBP", lossless=True), "image/webp"),
        (_file("WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"), "image/webp"),
    ],
    ids=["png", "jpeg", "progressive jpeg", "gif", "webp", "lossless webp", "extended webp"],
)
def test_type_and_size_are_read(data: bytes, media_type: str) -> None:
    info = images.probe(data)
    assert info == ImageInfo(media_type, 7, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize(("orientation", "size"), [(1, (7, 5)), (3, (7, 5)), (6, (5, 7)), (8, (5, 7))])
def test_a_photograph_taken_upright_is_measured_as_it_is_seen(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    info = images.probe(_file("JPEG", exif=exif.tobytes()))
    assert isinstance(info, ImageInfo)
    assert (info.width, info.height) == size


@pytest.mark.parametrize(
    "data",
    [
        _png_claiming(100_000, 100_000),
        b"GIF89a" + struct.pack("<HH", 65535, 65535),
        b"\xff\xd8\xff\xc0" + struct.pack(">HBHH", 17, 8, 65535, 65535),
        b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\xff" * 6,
    ],
    ids=["png", "gif", "jpeg", "webp"],
)
def test_a_picture_that_claims_to_be_huge_is_refused_from_its_header(data: bytes) -> None:
    message = images.probe(data)
    assert isinstance(message, str)
    assert "more than 40 megapixels" in message


def test_forty_megapixels_are_the_last_that_pass() -> None:
    assert isinstance(images.probe(_png_claiming(8000, 5000)), ImageInfo)
    assert isinstance(images.probe(_png_claiming(8001, 5000)), str)


@pytest.mark.parametrize("data", [b"", b"BM6\0", b"<svg/>", b"II*\0\x08\0", b"%PDF-1.7"])
def test_other_files_are_not_pictures(data: bytes) -> None:
    assert images.probe(data) == "not a PNG, JPEG, GIF or WebP picture"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_file_cut_off_in_its_header_is_not_usable(kind: str) -> None:
    start = {"PNG": 12, "JPEG": 20, "GIF": 7, "WEBP": 20}[kind]
    assert "cut off" in str(images.probe(_file(kind)[:start]))


def test_a_picture_without_pixels_is_not_usable() -> None:
    assert "damaged" in str(images.probe(_png_claiming(0, 5)))


@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"GIF89a", b"RIFF\0\0\0\0WEBP", b""]),
    st.binary(max_size=64),
)
def test_no_bytes_make_it_raise(start: bytes, rest: bytes) -> None:
    assert isinstance(images.probe(start + rest), (ImageInfo, str))
