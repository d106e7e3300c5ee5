"""ICC profiles: what they say of themselves, which of a machine's is taken, and how colours become inks."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pikepdf
import pytest
from books import book
from cmyk_profile import NAME, cmyk_profile
from PIL import Image, ImageCms

import trustbook
from trustbook.pdf import black_ink
from trustbook.pdf.colours import Converter, srgb_profile
from trustbook.pdf.profile import Intent, Press
from trustbook.sources.icc import read_icc
from trustbook.sources.profiles import installed


def named(text: str) -> bytes:
    """A profile of version 4, whose name is in several languages."""
    said = text.encode("utf-16-be")
    tag = b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enGB", len(said), 28) + said
    head = bytes(12) + b"prtrCMYK" + bytes(16) + b"acsp" + bytes(88)
    body = struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag
    return struct.pack(">I", len(head) + len(body)) + head[4:] + body


def press(limit: int | None = None) -> Press:
    return Press(intent=Intent("CMYK", NAME, cmyk_profile()), colour="cmyk", ink=limit)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (cmyk_profile(), (NAME, "prtr", "CMYK", True)),
        (black_ink.profile(), (black_ink.NAME, "prtr", "GRAY", True)),
        (cmyk_profile("A screen", b"mntr", b"RGB "), ("A screen", "mntr", "RGB", False)),
        (named("Gestrichenes Papier, größer"), ("Gestrichenes Papier, größer", "prtr", "CMYK", True)),
        (named(""), ("an ICC profile without a name", "prtr", "CMYK", True)),
    ],
)
def test_a_profile_says_what_it_is_of(data: bytes, says: tuple[str, str, str, bool]) -> None:
    profile = read_icc(data)
    assert profile is not None
    assert (profile.name, profile.device, profile.space, profile.prints) == says


@pytest.mark.parametrize("data", [b"", b"acsp", bytes(200), cmyk_profile()[:-1], cmyk_profile() + b"\0"])
def test_what_is_no_profile_is_none(data: bytes) -> None:
    assert read_icc(data) is None


@pytest.mark.parametrize("cut", range(128, 240, 7))
def test_a_damaged_profile_harms_nobody(cut: int) -> None:
    data = cmyk_profile()[:cut] + b"\xff" * 60
    read_icc(struct.pack(">I", len(data)) + data[4:])


def test_black_ink_is_as_dark_and_grows_as_much_as_the_standard_says() -> None:
    assert black_ink.luminance(1) == 1
    assert 116 * black_ink.luminance(0) ** (1 / 3) - 16 == pytest.approx(16)
    half = (1 - black_ink.luminance(0.5)) / (1 - black_ink.luminance(0))
    assert half == pytest.approx(0.5 + black_ink.INCREASE)
    assert black_ink.profile() == black_ink.profile()


def test_littlecms_takes_the_profile_of_black_ink() -> None:
    source, target = (ImageCms.ImageCmsProfile(io.BytesIO(data)) for data in (srgb_profile(), black_ink.profile()))
    relative, flag = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    transform = ImageCms.buildTransform(source, target, "RGB", "L", relative, flag)
    greys = Image.new("RGB", (3, 1))
    for place, level in enumerate((0, 128, 255)):
        greys.putpixel((place, 0), (level, level, level))
    made = ImageCms.applyTransform(greys, transform)
    assert made is not None
    black, middle, white = made.tobytes()
    assert (black, white) == (0, 255)
    assert black_ink.luminance(middle / 255) == pytest.approx(0.216 + 0.02, abs=0.02)  # as light as the grey in sRGB


@pytest.mark.parametrize("limit", [None, 300, 240, 150])
def test_no_spot_has_more_ink_than_the_shop_takes(limit: int | None) -> None:
    picture = Image.effect_mandelbrot((32, 32), (-2, -1.5, 1, 1.5), 30).convert("RGB")
    picture.paste((30, 10, 20), (0, 0, 16, 16))
    inks = Converter(press(limit)).picture_in_cmyk(picture).tobytes()
    free = Converter(press()).picture_in_cmyk(picture).tobytes()
    spots = [inks[start : start + 4] for start in range(0, len(inks), 4)]
    assert max(map(sum, spots)) <= (limit or 400) * 2.55
    for spot, before in zip(spots, (free[start : start + 4] for start in range(0, len(free), 4)), strict=True):
        assert spot[3] == before[3]
        if limit is None or sum(before) <= limit * 2.55:
            assert spot == before


def test_black_and_white_are_ink_and_paper() -> None:
    converter = Converter(press())
    assert converter.cmyk(0, 0, 0) == (0, 0, 0, 1)
    assert converter.cmyk(1, 1, 1) == (0, 0, 0, 0)


def test_of_a_machine_s_profiles_the_likeliest_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    folder = tmp_path / "color" / "icc" / "some"
    folder.mkdir(parents=True)
    for number, data in enumerate(
        (b"", b"no profile", black_ink.profile(), cmyk_profile("A screen", b"mntr"), cmyk_profile("Aaa"))
    ):
        (folder / f"{number}.icc").write_bytes(data)
    found = installed()
    assert found is not None
    assert found.name == "Aaa"
    (folder / "z.ICM").write_bytes(cmyk_profile("Coated FOGRA39"))
    found = installed()
    assert found is not None
    assert found.name == "Coated FOGRA39"


def test_another_profile_of_the_machine_makes_other_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = book(tmp_path / "book")
    assert trustbook.build(folder, ["print"]).built == ("print",)
    assert trustbook.build(folder, ["print"]).unchanged == ("print",)
    place = tmp_path / "color" / "icc"
    place.mkdir(parents=True)
    (place / "press.icc").write_bytes(cmyk_profile())
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    assert trustbook.build(folder, ["print"]).built == ("print",)
    with pikepdf.open(folder / "dist" / "trust-print.pdf") as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == NAME
