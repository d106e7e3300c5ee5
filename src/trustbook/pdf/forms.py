"""Write real form fields: what readers type, tick or choose in a PDF, and print (ISO 32000-1, 12.7).

In: a WeasyPrint PDF, and fields with their places on pages. Out: a widget annotation for each, on its page and in the
form, in the same order; whoever writes the structure tree hangs them in it. Each has an appearance for every state, as
PDF/A wants (ISO 19005-2, 6.3.3), and a font that is embedded whole for the letters of Western Europe. Nothing is
calculated, sent or stored: there is no script and no action.
Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pydyf

from trustbook.pdf.names import Names
from trustbook.sources import fonts

_FONT = "Text"
_TEXT = "text"
_MULTILINE, _NO_SCROLL, _RADIO = 1 << 12, 1 << 23, 1 << 15  # flags of fields (12.7.4): what is typed has to fit
_RULE = 0.7
_CODES = range(32, 256)
_CROSS = pydyf.Dictionary({"CA": pydyf.String("8")})  # for viewers that draw buttons anew (12.5.6.19 and D.6)


@dataclass(frozen=True, slots=True)
class FormField:
    """One place to fill in: `page` from 0, `place` as left, bottom, right, top.

    `kind` is text, tick, ticked or step; steps of one scale have the number of their `choice`, whose own words are
    `group`. `said` is what the field is called aloud, `size` that of its letters, and `lines` are how high above
    the bottom of an empty field its lines are drawn.
    """

    kind: str
    name: str
    said: str
    page: int
    place: tuple[float, float, float, float]
    size: float = 12
    step: str = ""
    choice: int = 0
    group: str = ""
    lines: tuple[float, ...] = ()


def add_form(pdf: Any, fields: Sequence[FormField]) -> list[Any]:
    """Add the fields to a PDF; the widget annotation of each, in order."""
    if not fields:
        return []
    return _Form(pdf).add(fields)


class _Form:
    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._font = _font(pdf).reference
        self._pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._names = Names()
        self._fields = pydyf.Array()
        self._choices: dict[int, Any] = {}  # the field of each choice

    def add(self, fields: Sequence[FormField]) -> list[Any]:
        """Every field, and the form that holds them."""
        widgets = [self._widget(field) for field in fields]
        resources = pydyf.Dictionary({"Font": pydyf.Dictionary({_FONT: self._font})})
        form = pydyf.Dictionary({"Fields": self._fields, "DR": resources, "DA": _style(12)})
        self._pdf.add_object(form)
        self._pdf.catalog["AcroForm"] = form.reference
        return widgets

    def _widget(self, field: FormField) -> Any:
        page = self._pages[field.page]
        values = {
            "Type": "/Annot", "Subtype": "/Widget", "Rect": pydyf.Array(field.place), "P": page.reference,
            "TU": pydyf.String(field.said), "Contents": pydyf.String(field.said),  # which PDF/UA-2, 8.10.2.3, wants
            "Border": pydyf.Array([0, 0, 0]),
        }  # fmt: skip
        widget = pydyf.Dictionary(values)
        self._pdf.add_object(widget)
        page.setdefault("Annots", pydyf.Array()).append(widget.reference)
        if field.kind == "step":
            self._add_step(widget, field)
            return widget
        widget["T"] = pydyf.String(self._names.unique(field.name))
        self._fields.append(widget.reference)
        if field.kind == _TEXT:
            widget.update({"FT": "/Tx", "Ff": _MULTILINE | _NO_SCROLL, "DA": _style(field.size)})
            # Viewers put what is typed between the marks of `Tx` or draw all anew: either way the lines go.
            content = "\n".join(["/Tx BMC", *_rules(field), "EMC"])
            widget["AP"] = pydyf.Dictionary({"N": self._appearance(field, content).reference})
        else:
            state = "/Yes" if field.kind == "ticked" else "/Off"
            widget.update({"FT": "/Btn", "V": state, "AS": state, **self._states(field, "Yes")})
        return widget

    def _add_step(self, widget: Any, field: FormField) -> None:
        """A step of a choice: one button of several that share a field."""
        choice = self._choices.get(field.choice)
        if choice is None:
            choice = self._choices[field.choice] = pydyf.Dictionary({
                "FT": "/Btn", "Ff": _RADIO, "V": "/Off", "Kids": pydyf.Array(),
                "T": pydyf.String(self._names.unique(field.name)), "TU": pydyf.String(field.group or field.said),
            })  # fmt: skip
            self._pdf.add_object(choice)
            self._fields.append(choice.reference)
        choice["Kids"].append(widget.reference)
        widget.update({"Parent": choice.reference, "AS": "/Off", **self._states(field, field.step)})

    def _states(self, field: FormField, on: str) -> dict[str, Any]:
        """A button is empty, or has a cross from corner to corner, whoever draws it."""
        width, height = _extent(field)
        x, y = 0.2 * width, 0.2 * height
        line = max(1.0, 0.09 * height)
        cross = (
            f"q 0 G {line:.2f} w 1 J {x:.2f} {y:.2f} m {width - x:.2f} {height - y:.2f} l "
            f"{x:.2f} {height - y:.2f} m {width - x:.2f} {y:.2f} l S Q"
        )
        states = {on: self._appearance(field, cross).reference, "Off": self._appearance(field, "").reference}
        drawn = pydyf.Dictionary({"N": pydyf.Dictionary(states)})
        return {"AP": drawn, "MK": _CROSS, "DA": _style(round(height, 2))}

    def _appearance(self, field: FormField, content: str) -> Any:
        width, height = _extent(field)
        extra: dict[str, Any] = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, width, height])}
        fonts_used = {"Font": pydyf.Dictionary({_FONT: self._font})} if field.kind == _TEXT else {}
        extra["Resources"] = pydyf.Dictionary(fonts_used)
        stream = pydyf.Stream([content.encode()], extra)
        self._pdf.add_object(stream)
        return stream


def _rules(field: FormField) -> list[str]:
    """The lines of an empty field."""
    width, _ = _extent(field)
    rules = [f"0 {y:.2f} m {width:.2f} {y:.2f} l" for y in (line + _RULE / 2 for line in field.lines)]
    return ["q 0 G", f"{_RULE} w", *rules, "S Q"] if rules else []


def _extent(field: FormField) -> tuple[float, float]:
    left, bottom, right, top = field.place
    return round(right - left, 3), round(top - bottom, 3)


def _style(size: float) -> Any:
    return pydyf.String(f"/{_FONT} {size:g} Tf 0 g")


def _font(pdf: Any) -> Any:
    """The text face as a simple font: viewers write what is typed in its codes (ISO 32000-1, 9.6.3 and D.2)."""
    from fontTools.ttLib import TTFont

    letters = {code: bytes([code]).decode("cp1252", "ignore") for code in _CODES}
    face = next(one for one in fonts.faces() if (one.weight, one.style) == (400, "normal"))
    data = fonts.subset(face, "".join(letters.values()))
    font = TTFont(BytesIO(data), lazy=True)
    known, metrics, head = font.getBestCmap(), font["hmtx"].metrics, font["head"]
    unit = 1000 / head.unitsPerEm
    missing = metrics[".notdef"][0]
    widths = [metrics[known[ord(one)]][0] if one and ord(one) in known else missing for one in letters.values()]
    name = f"/TBFORM+{face.name.removesuffix('.ttf')}"
    file = pydyf.Stream([data], {"Length1": len(data)}, compress=True)
    pdf.add_object(file)
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor", "FontName": name, "Flags": 32, "ItalicAngle": 0, "StemV": 80,
        "FontBBox": pydyf.Array([round(unit * one) for one in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        "Ascent": round(unit * font["hhea"].ascent), "Descent": round(unit * font["hhea"].descent),
        "CapHeight": round(unit * font["OS/2"].sCapHeight), "FontFile2": file.reference,
    })  # fmt: skip
    pdf.add_object(descriptor)
    made = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/TrueType", "BaseFont": name, "Encoding": "/WinAnsiEncoding",
        "FirstChar": _CODES[0], "LastChar": _CODES[-1], "Widths": pydyf.Array([round(unit * one) for one in widths]),
        "FontDescriptor": descriptor.reference,
    })  # fmt: skip
    pdf.add_object(made)
    return made
