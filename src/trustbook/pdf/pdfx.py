"""What a PDF/X file claims and may not hold (ISO 15930-1:2001 for PDF/X-1a, ISO 15930-7:2010 for PDF/X-4).

In: WeasyPrint's PDF objects and a press. Out: the same objects with an output intent and the keys of the standard; and
in words what the file holds that its standard, or its shop, forbids. XMP is written elsewhere (`xmp.xml.j2`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from trustbook.pdf.profile import Intent, Press

VERSIONS = {None: "1.6", "x-4": "1.6", "x-1a": "1.3"}  # of PDF
REGISTRY = "http://www.color.org"


def claim(pdf: Any, press: Press) -> list[str]:
    """Write what the standard wants; returns what a press may not get."""
    if press.intent is not None:
        pdf.catalog["OutputIntents"] = pydyf.Array([_output_intent(pdf, press.intent)])
        pdf.info["Trapped"] = "/False"
    if press.standard == "x-1a":
        pdf.info["GTS_PDFXVersion"] = pydyf.String("PDF/X-1:2001")
        pdf.info["GTS_PDFXConformance"] = pydyf.String("PDF/X-1a:2001")
    if press.opaque:
        return list(dict.fromkeys(_without_transparency(pdf)))
    return []


def _output_intent(pdf: Any, intent: Intent) -> Any:
    """The output intent (ISO 32000-1, 14.11.5): a profile in the file, or the name of a condition in the registry."""
    made = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFX",
            "OutputConditionIdentifier": pydyf.String(intent.condition),
            "Info": pydyf.String(intent.condition),
        }
    )
    if not intent.icc:
        made["RegistryName"] = pydyf.String(REGISTRY)
        return made
    count = {"CMYK": 4, "GRAY": 1}[intent.space]
    profile = pydyf.Stream([intent.icc], pydyf.Dictionary({"N": count}), compress=True)
    pdf.add_object(profile)
    made["DestOutputProfile"] = profile.reference
    return made


def _without_transparency(pdf: Any) -> Iterator[str]:
    """Take out what only says that nothing is transparent, and what nobody would see; yields what is transparent."""
    pages = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    resources = {int(page["Contents"].split()[0]): page["Resources"] for page in pages}
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            item.extra.pop("Group", None)
            own = item.extra.get("Resources", resources.get(item.number))
            if isinstance(own, str | bytes):
                item.stream = list(_seen(item.stream, pdf.objects[int(own.split()[0])].get("ExtGState", {})))
            if "SMask" in item.extra:
                yield "a picture that is partly transparent"
    for item in pdf.objects:
        if isinstance(item, dict):
            for state in item.get("ExtGState", {}).values():
                yield from _opaque(state)


def _seen(stream: Sequence[Any], states: Any) -> Iterator[Any]:
    """A stream without the areas that are filled with nothing at all, as the unseen sides of a border are."""
    hidden = [False]
    for operator in stream:
        if operator == b"q":
            hidden.append(hidden[-1])
        elif operator == b"Q":
            hidden.pop()
        elif isinstance(operator, bytes) and operator.endswith(b" gs"):
            state = states.get(operator[1:-3].decode("latin-1"), {})
            if "ca" in state:
                hidden[-1] = float(state["ca"]) == 0
                if hidden[-1]:
                    continue
        yield b"n" if hidden[-1] and operator in (b"f", b"f*") else operator


def _opaque(state: Any) -> Iterator[str]:
    if isinstance(state.get("SMask"), dict):
        yield "a soft mask"
    state.pop("AIS", None)
    if state.pop("BM", "/Normal") != "/Normal":
        yield "a blend mode"
    if any(0 < float(state.pop(key, 1)) < 1 for key in ("ca", "CA")):
        yield "a colour that is partly transparent"
