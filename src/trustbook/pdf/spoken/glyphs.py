"""Turn the bytes of a PDF's text operators into Unicode, as ISO 32000-1, 9.10 says.

In: a font dictionary and strings shown with it. Out: text; a glyph nobody can name is U+FFFD. The ToUnicode map comes
first, then the glyph names of the encoding (fontTools knows what they mean). For what is left (built-in encodings,
CJK collections, predefined CMaps) pdfium is asked, once a font: it knows those tables. Its text of a whole page cannot
be used, since it adds and drops spaces and hyphens, and takes ligatures apart. It lays out nothing.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from trustbook.pdf.content import FAULTS, Budget, TooMuch, operators
from trustbook.pdf.spoken.ask import NO_TEXT, asked
from trustbook.pdf.values import name_of

UNKNOWN = "\ufffd"
_MIXED = [(b"\x00", b"\x80"), (b"\x81\x31", b"\xfe\xfe")]
# Code lengths of predefined CMaps by a part of their name (ISO 32000-1, table 118); the first that fits counts.
_SPACES: dict[str, list[tuple[bytes, bytes]]] = {
    "UTF16": [(b"\x00\x00", b"\xd7\xff"), (b"\xe0\x00", b"\xff\xff"), (b"\xd8\x00\xdc\x00", b"\xdb\xff\xdf\xff")],
    "UTF32": [(b"\x00\x00\x00\x00", b"\x00\x10\xff\xff")],
    "RKSJ": [(b"\x00", b"\x80"), (b"\xa0", b"\xdf"), (b"\x81\x40", b"\x9f\xfc"), (b"\xe0\x40", b"\xfc\xfc")],
    "GBK2K": [(b"\x00", b"\x80"), (b"\x81\x40", b"\xfe\xfe"), (b"\x81\x30\x81\x30", b"\xfe\x39\xfe\x39")],
    "CNS-EUC": [(b"\x00", b"\x80"), (b"\xa1\xa1", b"\xfe\xfe"), (b"\x8e\xa1\xa1\xa1", b"\x8e\xa7\xfe\xfe")],
    "EUC": _MIXED,
    "GBK": _MIXED,
    "B5": _MIXED,
    "KSCms": _MIXED,
    "KSCpc": _MIXED,
}
_TWO_BYTES = [(b"\x00\x00", b"\xff\xff")]


class Font:
    """One font: cuts strings into codes and knows, or will be told, what each says."""

    def __init__(self, source: Any, budget: Budget) -> None:
        self._source = source
        self.composite = source.get("/Subtype") == Name.Type0
        self.unknown: dict[bytes, None] = {}  # codes met, in order, to ask pdfium about
        self._told: dict[bytes, str] = {}
        self._spaces = _codespaces(source.get("/Encoding"), budget) if self.composite else [(b"\x00", b"\xff")]
        lengths = {len(low) for low, _ in self._spaces}
        self._length = lengths.pop() if len(lengths) == 1 else 0
        self._table = {} if self.composite else _glyph_names(source)
        self._table |= _to_unicode(source.get("/ToUnicode"), budget)

    def text(self, shown: bytes) -> str | None:
        """What a string says; None while codes in it are still to be asked about."""
        found = []
        whole = True
        for code in self._codes(shown):
            text = self._table.get(int.from_bytes(code), self._told.get(code))
            if text is None:
                self.unknown[code] = None
                whole = False
            else:
                found.append(text)
        return "".join(found) if whole else None

    def ask(self, pdf: pikepdf.Pdf) -> None:
        """Let pdfium say what the unknown codes mean."""
        if not self.unknown:
            return
        codes = list(self.unknown)
        self.unknown.clear()
        self._told |= dict.fromkeys(codes, UNKNOWN) | asked(pdf, self._source, codes)

    def _codes(self, shown: bytes) -> list[bytes]:
        if self._length:
            return [shown[at : at + self._length] for at in range(0, len(shown), self._length)]
        codes, at = [], 0
        while at < len(shown):
            length = next((len(low) for low, high in self._spaces if _within(shown[at : at + len(low)], low, high)), 1)
            codes.append(shown[at : at + length])
            at += length
        return codes


def _within(code: bytes, low: bytes, high: bytes) -> bool:
    """Whether each byte lies in its range (ISO 32000-1, 9.7.6.2)."""
    return len(code) == len(low) and all(a <= b <= c for a, b, c in zip(low, code, high, strict=True))


def _codespaces(encoding: Any, budget: Budget) -> list[tuple[bytes, bytes]]:
    if isinstance(encoding, Stream):
        read = _CMap(budget)
        read.read(encoding)
        parent = read.parent or encoding.get("/UseCMap")
        return read.spaces or (_codespaces(parent, budget) if isinstance(parent, Name) else _TWO_BYTES)
    name = name_of(encoding)
    return next((spaces for part, spaces in _SPACES.items() if part in name), _TWO_BYTES)


def _glyph_names(source: Any) -> dict[int, str]:
    """What the names in an encoding's Differences say (ISO 32000-1, 9.10.2)."""
    encoding = source.get("/Encoding")
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    if not isinstance(differences, Array):
        return {}
    from fontTools import agl

    dingbats = name_of(source.get("/BaseFont")).endswith("ZapfDingbats")
    table: dict[int, str] = {}
    code = 0
    for one in differences:
        if isinstance(one, int):
            code = one
        elif isinstance(one, Name):
            text = agl.toUnicode(name_of(one), isZapfDingbats=dingbats)
            if text:
                table[code] = text
            code += 1
    return table


def _to_unicode(source: Any, budget: Budget) -> dict[int, str]:
    if isinstance(source, Name):  # not what the standard asks for, but met: the codes are Unicode
        budget.spend(0x10000)
        return {code: chr(code) for code in range(1, 0xD800)}
    if not isinstance(source, Stream):
        return {}
    read = _CMap(budget)
    read.read(source)
    return {code: UNKNOWN if text in NO_TEXT else text for code, text in read.table.items()}


class _CMap:
    """A CMap as far as text needs it: the lengths of its codes, and what they mean (ISO 32000-1, 9.10.3)."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.spaces: list[tuple[bytes, bytes]] = []
        self.table: dict[int, str] = {}
        self.parent: Name | None = None

    def read(self, stream: Stream) -> None:
        """Take what is whole in it: a broken map is better than none."""
        try:
            operators(stream, self._budget, self._act)
        except FAULTS:
            return

    def _act(self, name: str, operands: list[Any]) -> None:
        if name == "endcodespacerange":
            for low, high in zip(operands[::2], operands[1::2], strict=False):
                if isinstance(low, String) and isinstance(high, String) and len(bytes(low)) == len(bytes(high)):
                    self.spaces.append((bytes(low), bytes(high)))
        elif name == "endbfchar":
            for code, text in zip(operands[::2], operands[1::2], strict=False):
                if isinstance(code, String) and isinstance(text, String):
                    self.table[int.from_bytes(bytes(code))] = _utf16(text)
        elif name == "endbfrange":
            for low, high, text in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                if isinstance(low, String) and isinstance(high, String):
                    self._range(int.from_bytes(bytes(low)), int.from_bytes(bytes(high)), text)
        elif name == "usecmap" and operands and isinstance(operands[-1], Name):
            self.parent = operands[-1]

    def _range(self, low: int, high: int, text: Any) -> None:
        high = min(high, low + 0xFFFF)
        if isinstance(text, Array):
            for code, one in zip(range(low, high + 1), text, strict=False):
                self._budget.spend(20)
                if isinstance(one, String):
                    self.table[code] = _utf16(one)
        elif isinstance(text, String):
            self._budget.spend(20 * max(0, high - low))
            first = _utf16(text)
            if first:
                for code in range(low, high + 1):
                    self.table[code] = first[:-1] + chr(min(ord(first[-1]) + code - low, 0x10FFFF))


def _utf16(text: String) -> str:
    return bytes(text).decode("utf-16-be", "replace")


class Fonts:
    """The fonts of one PDF, each read once."""

    def __init__(self, pdf: pikepdf.Pdf, budget: Budget) -> None:
        self._pdf, self._budget = pdf, budget
        self._fonts: dict[tuple[int, int], Font | None] = {}
        self._direct: list[Font] = []

    def get(self, source: Any) -> Font | None:
        """The font of a font dictionary; None when it is none."""
        key = source.objgen if isinstance(source, Dictionary) else (0, 0)
        if key in self._fonts:
            return self._fonts[key]
        font = self._made(source)
        if key != (0, 0):
            self._fonts[key] = font
        elif font is not None:
            self._direct.append(font)
        return font

    def ask(self) -> None:
        """Let pdfium name all codes that are still unknown."""
        for font in (*self._fonts.values(), *self._direct):
            if font is not None:
                font.ask(self._pdf)

    def _made(self, source: Any) -> Font | None:
        self._budget.spend(100)
        try:
            return Font(source, self._budget) if isinstance(source, Dictionary) else None
        except TooMuch:
            raise
        except FAULTS:
            return None
