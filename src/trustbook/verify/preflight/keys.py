"""Read what a PDF says of itself as PDF/X does (ISO 15930-4 and 15930-7): version, title, intents, what is active.

In: an open PDF. Out: `Keys`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from trustbook.pdf.values import dictionary, items, name_of, text_of
from trustbook.verify.preflight.facts import Intent, Keys

_LARGEST = 2**20  # bytes of metadata that are read
_MODELS = {b"GRAY": "grey", b"RGB ": "rgb", b"CMYK": "cmyk", b"Lab ": "lab"}  # ICC.1:2010, 7.2.6
_SCRIPTS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Movie", "/Sound", "/Rendition")


def keys_of(pdf: pikepdf.Pdf) -> Keys:
    """The keys of one PDF."""
    information, root = dictionary(pdf.trailer.get("/Info")), pdf.Root
    xmp = _xmp(root)
    trapped = information.get("/Trapped")
    return Keys(
        version=text_of(information.get("/GTS_PDFXVersion")) or "",
        xmp_version=_property(xmp, "GTS_PDFXVersion"),
        title=text_of(information.get("/Title")) or _title(xmp),
        trapped=name_of(trapped) or text_of(trapped) or "",
        xmp_trapped=_property(xmp, "Trapped"),
        dated="/CreationDate" in information or bool(_property(xmp, "CreateDate")),
        identified=len(items(pdf.trailer.get("/ID"))) == 2,
        intents=tuple(_intents(root)),
        active=tuple(dict.fromkeys(_active(root))),
    )


def _xmp(root: Any) -> str:
    metadata = root.get("/Metadata")
    return metadata.read_bytes()[:_LARGEST].decode("utf-8", "replace") if isinstance(metadata, Stream) else ""


def _property(xmp: str, name: str) -> str:
    """A simple property, written as an attribute or as an element."""
    match = re.search(rf":{name}\s*=\s*[\"']([^\"'<]{{0,100}})[\"']|:{name}\s*>([^<]{{0,100}})<", xmp)
    return (match[1] or match[2] or "").strip() if match else ""


def _title(xmp: str) -> str:
    match = re.search(r"<dc:title>.{0,300}?<rdf:li[^>]{0,100}>([^<]{1,500})<", xmp, re.S)
    return match[1].strip() if match else ""


def _intents(root: Any) -> Iterator[Intent]:
    for one in items(root.get("/OutputIntents")):
        entries = dictionary(one)
        profile = entries.get("/DestOutputProfile")
        model = ""
        if isinstance(profile, Stream):
            model = _MODELS.get(profile.read_bytes()[16:20], "unknown")
        yield Intent(name_of(entries.get("/S")), text_of(entries.get("/OutputConditionIdentifier")) or "", model)


def _active(root: Any) -> Iterator[str]:
    """What a PDF does, beside being printed."""
    if "/JavaScript" in dictionary(root.get("/Names")):
        yield "JavaScript"
    for holder in (root.get("/OpenAction"), *dictionary(root.get("/AA")).values()):
        action = dictionary(holder)
        kind = action.get("/S")
        if isinstance(kind, Name) and str(kind) in _SCRIPTS:
            yield "JavaScript" if kind == Name.JavaScript else f"an action ({name_of(kind)})"
    form = dictionary(root.get("/AcroForm"))
    if isinstance(form.get("/Fields"), Array) and len(form.Fields):
        yield "form fields"
    if isinstance(form.get("/XFA"), Array | Stream | Dictionary):
        yield "an XFA form"
