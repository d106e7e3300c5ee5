"""Write real form fields: what readers type, tick or choose in a PDF, and print (ISO 32000-1, 12.7).

In: a WeasyPrint PDF, and fields with their places on pages. Out: a widget annotation for each, on its page and in the
form, in the same order; whoever writes the structure tree hangs them in it. Each has an appearance for every state, as
PDF/A wants (ISO 19005-2, 6.3.3), and a font with the letters of the document's language. Nothing is
calculated, sent or stored: there is no script and no action.
Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from trustbook.pdf.form_font import ALIAS, form_font
from trustbook.pdf.names import Names

_TEXT = "text"
_MULTILINE, _NO_SCROLL, _RADIO = 1 << 12, 1 << 23, 1 << 15  # flags of fields (12.7.4): what is typed has to fit
_RULE = 0.7
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


def add_form(pdf: Any, fields: Sequence[FormField], language: str) -> list[Any]:
    """Add the fields to a PDF in a language (BCP 47); the widget annotation of each, in order."""
    if not fields:
        return []
    return _Form(pdf, language).add(fields)


class _Form:
    def __init__(self, pdf: Any, language: str) -> None:
        self._pdf = pdf
        self._font = form_font(pdf, language).reference
        self._pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._names = Names()
        self._fields = pydyf.Array()
        self._choices: dict[int, Any] = {}  # the field of each choice

    def add(self, fields: Sequence[FormField]) -> list[Any]:
        """Every field, and the form that holds them."""
        widgets = [self._widget(field) for field in fields]
        resources = pydyf.Dictionary({"Font": pydyf.Dictionary({ALIAS: self._font})})
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
        fonts_used = {"Font": pydyf.Dictionary({ALIAS: self._font})} if field.kind == _TEXT else {}
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
    return pydyf.String(f"/{ALIAS} {size:g} Tf 0 g")
