"""Some HTML as a tagged PDF, with our tags and without a book, and a reader of its own for what the tags say.

In: HTML and a style sheet for its pages. Out: the PDF's bytes, and its structure tree as an outline.
The reader is not the builder's: what a tree means is written down here a second time.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from textwrap import dedent, indent
from typing import Any

import pikepdf
import pydyf

from trustbook.layout import started
from trustbook.pdf.standards import STANDARDS
from trustbook.sources import fonts

TINY = "@page { size: 190px 78px; margin: 12px }"
ROOMY = "@page { size: 700px 2000px; margin: 20px }"
DOT = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='20' height='16'>"
    "<rect width='20' height='16'/></svg>"
)
UA_1 = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@cache
def weasyprint() -> Any:
    started.warm_up()
    import weasyprint

    return weasyprint


@cache
def face_css() -> str:
    return str(fonts.css_faces(lambda face: face.source.as_uri(), fonts.faces_for("a")))


def render(body: str, css: str = TINY, lang: str = "en", **options: Any) -> bytes:
    """A PDF of some HTML that claims PDF/UA-1 and PDF/A-2a."""
    html = (
        f'<!doctype html><html lang="{lang}"><head><title>Test</title><style>{face_css()} '
        f"body {{ margin: 0; font: 12px '{fonts.TEXT_FAMILY}' }} {css}</style></head><body>{body}</body></html>"
    )
    source = weasyprint().HTML(string=html)
    from trustbook.pdf.tags import tagging

    with warnings.catch_warnings(), tagging(STANDARDS["ua-1"]):
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its sRGB profile open
        data: bytes = source.write_pdf(pdf_variant="pdf/a-2a", finisher=claim_ua, **options)
    return data


def claim_ua(_: object, pdf: Any) -> None:
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.stream = [b"".join(item.stream).replace(b"</rdf:RDF>", UA_1)]
            item.compress = False


class Reader:
    """Reads a tagged PDF as a screen reader does."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.texts: dict[tuple[int, int], str] = {}  # (number of the page or form, MCID)
        self.artifacts: list[tuple[str, str]] = []  # subtype or type, text
        for one in self.pdf.pages:
            self._read(one.obj, one.obj.Resources)
        self.parents = parent_tree(self.pdf.Root.StructTreeRoot.ParentTree)

    def _read(self, content: Any, resources: Any) -> None:
        marks: list[tuple[str, int]] = []
        maps: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(content):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in ("BDC", "BMC"):
                self._begin(content, operands, marks)
            elif name == "EMC":
                marks.pop()
            elif name == "Tf":
                maps = to_unicode(resources.Font[str(operands[0])])
            elif name == "TJ":
                assert marks, "text that is neither tagged nor an artifact"
                glyphs = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                codes = zip(glyphs[::2], glyphs[1::2], strict=True)
                self._show(content, marks[-1], "".join(maps[high * 256 + low] for high, low in codes))
            elif name == "Do":
                form = resources.XObject[str(operands[0])]
                if form.Subtype == "/Form":
                    self._read(form, form.get("/Resources", resources))

    def _begin(self, content: Any, operands: Any, marks: list[tuple[str, int]]) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        number = int(properties.get("/MCID", -1))
        if number < 0:
            assert str(operands[0]) == "/Artifact"
            kind = str(properties.get("/Subtype", properties.get("/Type", "")))
            marks.append((kind, -1))
            return
        assert (content.objgen[0], number) not in self.texts
        self.texts[content.objgen[0], number] = ""
        marks.append((str(operands[0]), -2 if "/ActualText" in properties else number))
        if "/ActualText" in properties:
            self.texts[content.objgen[0], number] = str(properties["/ActualText"])

    def _show(self, content: Any, mark: tuple[str, int], text: str) -> None:
        kind, number = mark
        if number == -1:
            self.artifacts.append((kind, text))
        elif number >= 0:
            self.texts[content.objgen[0], number] += text

    def outline(self) -> str:
        """The tree, one element per line; the text of an element stands on its line or, among others, on its own."""
        (root,) = self.pdf.Root.StructTreeRoot.K
        return "\n".join(self.lines(root))

    def lines(self, element: Any) -> list[str]:
        kids: list[str] = []
        text = ""
        alone = True
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                kids += [f"“{text.strip()}”"] if text.strip() else []
                kids += self.lines(kid)
                text, alone = "", False
            elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
                assert self.parents[int(kid.Obj.StructParent)].objgen == element.objgen
                assert kid.Obj.objgen in [one.objgen for one in kid.Pg.Annots]
            else:
                text += self._content(element, kid)
        own = f" “{text.strip()}”" if text.strip() and alone else ""
        kids += [f"“{text.strip()}”"] if text.strip() and not alone else []
        return [f"{self._head(element)}{own}", *(f"  {line}" for line in kids)]

    def _content(self, element: Any, kid: Any) -> str:
        if isinstance(kid, pikepdf.Dictionary):
            place, number = (kid.Stm if "/Stm" in kid else kid.Pg), int(kid.MCID)
        else:
            place, number = element.Pg, int(kid)
        key = int(place.StructParents)
        assert self.parents[key][number].objgen == element.objgen
        return self.texts[place.objgen[0], number]

    def _head(self, element: Any) -> str:
        notes = [str(element[key]) for key in ("/Lang", "/E", "/ID", "/Alt") if key in element]
        attributes = element.get("/A", {})
        for key in ("/ListNumbering", "/Scope", "/ColSpan", "/RowSpan"):
            if key in attributes:
                notes.append(str(attributes[key]).strip("/"))
        return str(element.S)[1:] + (f" [{', '.join(notes)}]" if notes else "")

    def elements(self, tag: str) -> list[Any]:
        return [one for one in descendants(self.pdf.Root.StructTreeRoot.K[0]) if str(one.S) == f"/{tag}"]


def descendants(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from descendants(kid)


def parent_tree(tree: Any) -> dict[int, Any]:
    numbers = list(tree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def to_unicode(font: Any) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<(\w{4})> <(\w+)>", cmap.split("endcodespacerange")[1])
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def outline(body: str, css: str = TINY, lang: str = "en") -> str:
    return Reader(render(body, css, lang)).outline()


def tree(text: str) -> str:
    return "Document\n" + indent(dedent(text).strip("\n"), "  ")
