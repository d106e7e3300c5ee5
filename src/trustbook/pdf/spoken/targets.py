"""Say where a link of a PDF leads, and what a form field is.

In: annotations. Out: words. Places inside a PDF are written as fragments (RFC 8118): `#page=7`, `#nameddest=note-1`,
`#structelem=note-1`. Nothing is followed or opened.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, String

from trustbook.pdf.content import FAULTS
from trustbook.pdf.values import dictionary, name_of, text_of

_INHERITED = 32  # steps from a widget up to the field that says something
_PUSH, _RADIO, _COMBO = 1 << 16, 1 << 15, 1 << 17  # flags of fields (ISO 32000-1, tables 226 and 230)


class LinkTargets:
    """Knows the named destinations and pages of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf, pages: dict[tuple[int, int], int]) -> None:
        self._pages = pages
        self._old = dictionary(pdf.Root.get("/Dests"))
        names = dictionary(pdf.Root.get("/Names")).get("/Dests")
        self._names = None
        if isinstance(names, Dictionary):
            self._names = NameTree(names if names.is_indirect else pdf.make_indirect(names))

    def of(self, annotation: Any) -> tuple[str, int]:
        """Where an annotation leads, and the page number there; empty and 0 when it leads nowhere."""
        action = annotation.get("/A")
        if not isinstance(action, Dictionary):
            return self._place(annotation.get("/Dest"))
        kind = name_of(action.get("/S"))
        if kind == "URI":
            return text_of(action.get("/URI")) or "", 0
        if kind == "GoTo":
            structure, page = self._place(action.get("/SD"))
            return (structure, page) if structure else self._place(action.get("/D"))
        if kind in ("GoToR", "Launch"):
            file = action.get("/F")
            named = dictionary(file)
            return text_of(file) or text_of(named.get("/UF")) or text_of(named.get("/F")) or "", 0
        return kind, 0

    def page_of(self, source: Any) -> int:
        """The number of a page object; 0 when it is none."""
        return self._pages.get(source.objgen, 0) if isinstance(source, Dictionary) else 0

    def _place(self, destination: Any) -> tuple[str, int]:
        """A destination (ISO 32000-1, 12.3.2; ISO 32000-2, 12.3.2.3 for structure elements)."""
        if isinstance(destination, Name | String):
            name = name_of(destination) or text_of(destination) or ""
            return f"#nameddest={name}", self._place(self._named(destination))[1]
        if isinstance(destination, Dictionary):
            destination = destination.get("/SD") or destination.get("/D")
        first = destination[0] if isinstance(destination, Array) and len(destination) else None
        if isinstance(first, Dictionary) and first.get("/S") is not None:
            page = self.page_of(first.get("/Pg"))
            identifier = text_of(first.get("/ID"))
            return (f"#structelem={identifier}" if identifier else f"#page={page}"), page
        page = self.page_of(first)
        return (f"#page={page}", page) if page else ("", 0)

    def _named(self, name: Any) -> Any:
        try:
            if isinstance(name, Name):
                found = self._old.get(name)
            else:
                found = self._names.get(text_of(name) or "") if self._names is not None else None
        except FAULTS:
            return None
        return found if isinstance(found, Array | Dictionary) else None


def control_of(widget: Any) -> tuple[str, str]:
    """What kind of control a widget is and what it is called: its TU, which people hear (ISO 32000-1, 12.7.3.1)."""
    kind, label, flags = "", "", None
    field = widget
    for _ in range(_INHERITED):
        kind = kind or name_of(field.get("/FT"))
        label = label or text_of(field.get("/TU")) or ""
        flags = field.get("/Ff") if flags is None else flags
        field = field.get("/Parent")
        if not isinstance(field, Dictionary):
            break
    bits = flags if isinstance(flags, int) else 0
    if kind == "Btn":
        return ("button" if bits & _PUSH else "radio button" if bits & _RADIO else "checkbox"), label
    if kind == "Ch":
        return ("combo box" if bits & _COMBO else "list box"), label
    return {"Tx": "text field", "Sig": "signature"}.get(kind, ""), label
