"""Clinics with a mark of their own in everything that they say, and where such a mark is found again.

In: a number. Out: a row for a table of clinics, and the file of its logo; the numbers of all clinics that anything in a
file tells of: its bytes, members of ZIP files, streams of PDFs, their text, strings and files in them, pixels.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, PngImagePlugin

SAID = (
    *("name", "short name", "logo alt", "address", "opening hours", "reader", "welcome", "imprint"),
    *("crisis-line.service", "crisis-line.who", "crisis-line.hours"),
)
COLUMNS = (
    *SAID,
    *("country", "logo", "colour", "second colour", "email", "web", "telephone", "crisis-line.number"),
)
_SPACE = rb"(?:[ ]|\xc2\xa0|\xe2\x80\xaf)?"
_MARK = re.compile(
    rb"[Zz][Qq](\d{3})|1632" + _SPACE + rb"960(\d{3})|808" + _SPACE + rb"157" + _SPACE + rb"0(\d{3})"
    rb"|#1[dD]4(\d{3})|#5[cC]1(\d{3})"
)  # words and addresses, two telephone numbers, two colours
_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><title>{}</title><path d="M0 0h40v20z"/></svg>'
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_INNER = re.compile(rb"%PDF-|PK\x03\x04|\x89PNG\r|\x78[\x01\x5e\x9c\xda]")


def secret(number: int, folder: Path) -> list[str]:
    """The row of a clinic, whose logo is written into a folder: a drawing, or a picture for odd numbers."""
    mark = f"Zq{number:03}"
    said = {column: f"{mark} {column.replace('.', ' ')} é {mark}" for column in SAID}
    said |= {
        "short name": f"{mark} é",
        "reader": f"{mark} é",
        **{f"crisis-line.{key}": f"{mark} é" for key in ("service", "who", "hours")},  # a help page may be full
        "country": "GB",
        "logo": _logo(mark, folder) if number % 2 else _drawing(mark, folder),
        "colour": f"#1d4{number:03}",
        "second colour": f"#5c1{number:03}",
        "email": f"{mark}@{mark}.example.org",
        "web": f"https://{mark}.example.org/{mark}",
        "telephone": f"01632 960{number:03}",
        "crisis-line.number": f"0808 157 0{number:03}",
    }
    return [said[column] for column in COLUMNS]


def _drawing(mark: str, folder: Path) -> str:
    (folder / f"{mark}.svg").write_text(_LOGO.format(mark), encoding="utf-8")
    return f"{mark}.svg"


def _logo(mark: str, folder: Path) -> str:
    """A picture that says its mark in a note, and again in the values of its pixels."""
    size = (300, 150)
    picture = Image.frombytes("RGB", size, (mark.encode() * 27_000)[: 3 * size[0] * size[1]])
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", mark)
    picture.save(folder / f"{mark}.png", pnginfo=note)
    return f"{mark}.png"


def marks(data: bytes) -> set[int]:
    """The numbers of the clinics that a file tells of."""
    return {int(next(filter(None, found))) for part in _inside(data) for found in _MARK.findall(part)}


def _inside(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of all that lies in it."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                yield from _inside(archive.read(member))
    elif data.startswith(b"%PDF-"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for value in pdf.objects:
                yield from _of_object(value)
            yield from map(_bytes_of, pdf.docinfo.values())
        yield from _words(data)
    elif data.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(data)) as picture:
            yield picture.tobytes()
            yield repr(picture.info).encode()
    else:
        yield from _spelt(data)
        yield from _behind(data)


def _spelt(data: bytes) -> Iterator[bytes]:
    """What bytes say: as they are, in UTF-16, or in hexadecimal figures."""
    yield data
    yield data.replace(b"\0", b"").replace(b"\\000", b"")
    for found in _HEX.findall(data):
        figures = b"".join(found.split())
        yield bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode()).replace(b"\0", b"")


def _behind(data: bytes) -> Iterator[bytes]:
    """What is packed in bytes, or lies in a file behind a head."""
    for place in (match.start() for match in _INNER.finditer(data)):
        if data[place : place + 1] == b"x":
            try:
                yield zlib.decompressobj().decompress(data[place:])
            except zlib.error:
                continue
        elif place:
            yield from _inside(data[place:])
            return


def _of_object(value: Any, deep: int = 0) -> Iterator[bytes]:
    """The strings of an object of a PDF, and its bytes where it is a stream; references are objects of their own."""
    if isinstance(value, pikepdf.Stream):
        data = bytes(value.read_bytes())
        yield from _inside(data) if data.startswith((b"PK", b"%PDF-", b"\x89PNG")) else _spelt(data)
        yield from _of_object(value.stream_dict, deep)
    elif isinstance(value, pikepdf.Dictionary) and deep < 50:
        yield " ".join(value.keys()).encode()
        for one in filter(_stands_here, value.values()):
            yield from _of_object(one, deep + 1)
    elif isinstance(value, pikepdf.Array) and deep < 50:
        for one in filter(_stands_here, value):
            yield from _of_object(one, deep + 1)
    elif isinstance(value, (pikepdf.String, pikepdf.Name)):
        yield _bytes_of(value)


def _stands_here(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _bytes_of(value: object) -> bytes:
    return str(value).encode()


def _words(data: bytes) -> Iterator[bytes]:
    """The words of a PDF's pages."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        yield document[number].get_textpage().get_text_bounded().encode()
