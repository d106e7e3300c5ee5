"""Turn the colours of a finished layout into the inks of a press.

In: WeasyPrint's PDF objects, where every colour is DeviceRGB. Out: the same objects, with DeviceGray where the press
prints black alone, and DeviceCMYK by an ICC profile, sRGB by its profile or DeviceGray where it prints in colour; none
left in DeviceRGB, forms, patterns, shadings and transparency groups included.
Photographs are another matter (`pdf.press_pictures`): they are converted before they are laid out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

from trustbook.pdf.colours import Converter, srgb_profile
from trustbook.pdf.profile import Press
from trustbook.sources.drawings.colours import lightness

_RGB = re.compile(rb"(\S+) (\S+) (\S+) (rg|RG)")
_USED = re.compile(rb"/(\S+) (Do|scn|SCN|sh|gs)")
_OVER = b"over"  # black over what is printed below it, so that no paper shines through beside it
_SRGB = b"sRGB"

Operators = Callable[[tuple[str, str, str], bool], Sequence[bytes]]  # (red, green, blue), of a line? → operators


def _black(rgb: tuple[str, str, str], line: bool) -> Sequence[bytes]:
    """A colour as the grey of equal lightness; a grey keeps its number."""
    red, green, blue = rgb
    level = red if red == green == blue else f"{lightness(*map(float, rgb)):.4g}"
    return [f"{level} {'G' if line else 'g'}".encode()]


def _plate(rgb: tuple[str, str, str], line: bool) -> Sequence[bytes]:
    """Black as the black plate of four, which can overprint; greys as greys."""
    if any(map(float, rgb)):
        return _black(rgb, line)
    return [b"0 0 0 1 K" if line else b"0 0 0 1 k"]


def plain_greys(pdf: Any) -> None:
    """Write greys, black first of all, in DeviceGray and leave colours as they are: office printers that count pages in
    colour, and mix black from colours, go by that. In a PDF/A file both are read by its output intent."""
    for item in pdf.objects:
        if _draws(item):
            item.stream = list(_converted(item.stream, _as_drawn))


@dataclass(slots=True)
class Inks:
    """The inks of one PDF. `coloured` are the numbers of objects that belong to pages in colour."""

    pdf: Any
    press: Press
    converter: Converter
    coloured: set[int] = field(default_factory=set)
    masks: set[int] = field(default_factory=set)
    _srgb: str = ""

    @classmethod
    def apply(cls, pdf: Any, press: Press, cover: bool) -> None:
        """Give every object its inks; `cover` says whether the first page is the cover, which is in colour."""
        inks = cls(pdf, press, Converter(press))
        pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        for page in pages if not press.grey else pages[: int(cover)]:
            inks._collect(int(page["Contents"].split()[0]), page["Resources"], inks.coloured)
        inks._masks_are_grey()
        for item in list(pdf.objects):
            inks._object(item)
        if press.intent and press.intent.space == "CMYK":
            inks._overprint(pages[int(cover and press.grey) :] if press.grey else [])

    def _collect(self, number: int, resources: Any, into: set[int]) -> None:
        """Note an object, and all that it draws."""
        if number in into:
            return
        into.add(number)
        item = self.pdf.objects[number]
        if not isinstance(item, pydyf.Stream):
            return
        own = self._resolved(item.extra.get("Resources", resources))
        for name in _names(item):
            for kind in ("XObject", "Pattern", "Shading"):
                reference = own.get(kind, {}).get(name)
                if reference is not None:
                    self._collect(int(reference.split()[0]), own, into)
            mask = own.get("ExtGState", {}).get(name, {}).get("SMask")
            if isinstance(mask, dict):
                self._collect(int(mask["G"].split()[0]), own, into)

    def _masks_are_grey(self) -> None:
        """A mask is light and dark, and no colour: what it draws is grey."""
        for resources in [one for one in self.pdf.objects if isinstance(one, dict)]:
            for state in resources.get("ExtGState", {}).values():
                if isinstance(state.get("SMask"), dict):
                    self._collect(int(state["SMask"]["G"].split()[0]), resources, self.masks)
        self.coloured -= self.masks

    def _object(self, item: Any) -> None:
        """Give one object its inks."""
        coloured = item.number in self.coloured
        if isinstance(item, pydyf.Stream):
            self._group(item)
            if item.extra.get("Subtype") == "/Image":
                self._image(item, coloured)
            elif _draws(item):
                item.stream = list(_converted(item.stream, self._operators(item.number)))
        elif isinstance(item, dict) and item.get("ColorSpace") == "/DeviceRGB" and "ShadingType" in item:
            self._shading(item, self.press.colour if coloured else "grey")

    def _group(self, item: Any) -> None:
        """A group mixes colours as its page does; one that is a mask has to say what its light is measured in."""
        group = item.extra.get("Group", {})
        group.pop("CS", None)
        if group and item.number in self.masks:
            group["CS"] = "/DeviceGray"

    def _operators(self, number: int) -> Operators:
        if number in self.masks:
            return _black
        if number not in self.coloured or self.press.colour == "grey":
            plate = self.press.intent is not None and self.press.intent.space == "CMYK"
            return _plate if plate else _black
        return {"cmyk": self._cmyk, "srgb": self._tagged}.get(self.press.colour or "", _as_drawn)

    def _cmyk(self, rgb: tuple[str, str, str], line: bool) -> Sequence[bytes]:
        inks = " ".join(f"{value:.4g}" for value in self.converter.cmyk(*map(float, rgb)))
        return [f"{inks} {'K' if line else 'k'}".encode()]

    def _tagged(self, rgb: tuple[str, str, str], line: bool) -> Sequence[bytes]:
        self._srgb_space()
        space, colour = (b"CS", b"SC") if line else (b"cs", b"sc")
        return [b"/" + _SRGB + b" " + space, " ".join(rgb).encode() + b" " + colour]

    def _image(self, item: Any, coloured: bool) -> None:
        if coloured and self.press.colour == "srgb" and item.extra.get("ColorSpace") == "/DeviceRGB":
            item.extra["ColorSpace"] = pydyf.Array(["/ICCBased", self._srgb_profile()])

    def _shading(self, item: Any, colour: str | None) -> None:
        """A gradient runs between colours: each is converted."""
        convert = {"cmyk": self.converter.cmyk, "grey": lambda *rgb: (lightness(*rgb),)}.get(colour or "")
        if colour == "srgb":
            item["ColorSpace"] = pydyf.Array(["/ICCBased", self._srgb_profile()])
        elif convert is not None:
            item["ColorSpace"] = "/DeviceCMYK" if colour == "cmyk" else "/DeviceGray"
            _ends(item["Function"], convert)

    def _overprint(self, pages: Sequence[Any]) -> None:
        """Pages in black print over what is below (ISO 32000-1, 8.6.7): a state for all, and its use on each."""
        for resources in dict.fromkeys(page["Resources"] for page in pages):
            state = pydyf.Dictionary({"Type": "/ExtGState", "OP": "true", "op": "true", "OPM": 1})
            self._resolved(resources).setdefault("ExtGState", pydyf.Dictionary())[_OVER.decode()] = state
        for page in pages:
            self.pdf.objects[int(page["Contents"].split()[0])].stream.insert(0, b"/" + _OVER + b" gs")

    def _srgb_profile(self) -> str:
        """The reference of the sRGB profile, which goes into the file once."""
        if not self._srgb:
            stream = pydyf.Stream([srgb_profile()], pydyf.Dictionary({"N": 3}), compress=True)
            self.pdf.add_object(stream)
            self._srgb = stream.reference
        return self._srgb

    def _srgb_space(self) -> None:
        """Name the sRGB space where every stream finds it: WeasyPrint gives all of them one dictionary of spaces."""
        for one in self.pdf.objects:
            if isinstance(one, dict) and "lab-d50" in one:
                one.setdefault(_SRGB.decode(), pydyf.Array(["/ICCBased", self._srgb_profile()]))

    def _resolved(self, value: Any) -> Any:
        return self.pdf.objects[int(value.split()[0])] if isinstance(value, str | bytes) else value


def _draws(item: Any) -> bool:
    """Whether an object is a stream of operators: a page's, a form's, a pattern's."""
    if not isinstance(item, pydyf.Stream) or item.extra.get("Subtype") == "/Image":
        return False
    return item.extra.get("Type", "/XObject") in ("/XObject", "/Pattern")


def _converted(stream: Sequence[Any], operators: Operators) -> Iterator[Any]:
    for operator in stream:
        match = _RGB.fullmatch(operator) if isinstance(operator, bytes) else None
        if match is None:
            yield operator
        else:
            red, green, blue = (part.decode() for part in match.groups()[:3])
            yield from operators((red, green, blue), match[4] == b"RG")


def _as_drawn(rgb: tuple[str, str, str], line: bool) -> Sequence[bytes]:
    """A colour as it was drawn; a grey, black first of all, from the black plate alone."""
    if len(set(rgb)) == 1:
        return _black(rgb, line)
    return [f"{' '.join(rgb)} {'RG' if line else 'rg'}".encode()]


def _names(item: Any) -> Iterator[str]:
    for operator in item.stream:
        if isinstance(operator, bytes):
            for match in _USED.finditer(operator):
                yield match[1].decode("latin-1")


def _ends(function: Any, convert: Callable[..., Sequence[float]]) -> None:
    """Convert the colours between which a function runs, and those of the functions that it joins."""
    for key in ("C0", "C1"):
        if key in function and len(function[key]) == 3:
            function[key] = pydyf.Array([round(value, 4) for value in convert(*map(float, function[key]))])
    for one in function.get("Functions", ()):
        _ends(one, convert)
