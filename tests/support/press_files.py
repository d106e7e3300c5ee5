"""Small PDFs for a print shop: one that is good by the rules of the generic shop, and what can be wrong with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

MM = 72 / 25.4
BLEED, WIDTH, HEIGHT = 3 * MM, 148 * MM, 210 * MM
PAGES = 4
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 pdfxid:GTS_PDFXVersion="PDF/X-4" pdf:Trapped="False"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
# Text, a line of half a point, a picture of 300 pixels an inch, and an area that bleeds at the top.
CONTENT = (
    b"q 0.2 0.1 0 0 k -1 600 440 20 re f Q "
    b"BT /F 12 Tf 0 g 80 400 Td (Words in black ink) Tj ET "
    b"0.5 w 0 G 80 300 m 200 300 l S "
    b"q 24 0 0 24 80 200 cm /Im Do Q"
)
Change = Callable[[Pdf], None]


def good() -> Pdf:
    """Four pages of A5 in CMYK and black with 3 mm of bleed: PDF/X-4, without a fault."""
    pdf = Pdf.new()
    font = embedded(pdf)
    image = pdf.make_indirect(picture(pdf, 100, 100, bytes((40, 30, 20, 0)) * 10_000, Name.DeviceCMYK))
    for _ in range(PAGES):
        page = pdf.add_blank_page(page_size=(WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED)).obj
        page.TrimBox = Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT])
        page.BleedBox = Array([0, 0, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED])
        page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(Im=image))
        page.Contents = pdf.make_stream(CONTENT)
    profile = pdf.make_stream(bytes(16) + b"CMYK" + bytes(108), N=4)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=String("Small"), Trapped=Name("/False"), CreationDate=String("D:20260101000000Z"))
    )
    return pdf


def embedded(pdf: Pdf) -> Any:
    """A font with its outlines."""
    file = next(Path(fontpkg_atkinson_hyperlegible.__file__).parent.rglob("*Regular*.ttf"))
    outlines = pdf.make_stream(file.read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Atkinson"), Flags=32, FontFile2=pdf.make_indirect(outlines),
        FontBBox=Array([0, -200, 1000, 900]), ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+Atkinson"),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=126,
            Widths=Array([550] * 95),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def picture(pdf: Pdf, width: int, height: int, data: bytes, space: Any) -> pikepdf.Stream:
    """A picture of eight bits."""
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=space, BitsPerComponent=8
    )


def painted(number: int, content: bytes, **resources: Any) -> Change:
    """What adds content to a page, from 1, with resources such as `ExtGState`."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[number - 1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" " + content)
        for kind, entries in resources.items():
            page.Resources[f"/{kind}"] = Dictionary({**dict(page.Resources.get(f"/{kind}", Dictionary())), **entries})

    return change


def data(change: Change | None = None, encryption: pikepdf.Encryption | None = None) -> bytes:
    """The bytes of the good file, changed."""
    pdf = good()
    if change:
        change(pdf)
    out = io.BytesIO()
    if encryption:
        pdf.save(out, encryption=encryption)
    else:
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
