"""The standards that the screen PDF can keep, and all that differs between them.

One row per standard; whoever writes or judges a tagged PDF asks the row, and nobody asks for a version. The structure
tree is made once, in the words of `tags.roles`; `tags`, `role_map` and `older` say how a standard puts them.
Standard library only: the command line and the fingerprint read this table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# The structure types of PDF 1.7 that PDF 2.0 no longer has in its own namespace (ISO 32000-2, 14.8.6 and Annex M).
_OLDER = frozenset("Art BibEntry BlockQuote Code Index Private Quote Reference TOC TOCI".split())

# Those it has and PDF 1.7 lacks, with the type of PDF 1.7 that stands for each (ISO 32000-1, 14.7.3).
_NEWER = {"Aside": "Sect", "Em": "Span", "Strong": "Span", "Title": "P"}


@dataclass(frozen=True, slots=True)
class PdfStandard:
    """What one choice of `pdf-standard` makes of the screen PDF.

    `variant` is WeasyPrint's name of the PDF/A part; `identifiers` and `declarations` go into the XMP; `flavours` are
    veraPDF's names. `tags` renames structure types, `role_map` maps those the standard lacks to ones it has, `refused`
    are those it forbids. With `namespaces`, each element names its own, that of PDF 1.7 for `older` types. With
    `targets`, destinations name structure elements, and elements that refer to others say so (`Ref`).
    """

    key: str
    claims: str
    version: str
    variant: str
    flavours: Mapping[str, str]  # name → standard
    identifiers: tuple[tuple[str, str], ...]
    declarations: tuple[str, ...] = ()
    describes_identifiers: bool = False  # PDF/A-2 wants every foreign XMP property described in the file
    embeds_epub: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    role_map: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    namespaces: bool = False
    targets: bool = False
    note_types: bool = False
    definitions: str = "None"  # the ListNumbering of terms and what explains them


STANDARDS: dict[str, PdfStandard] = {
    row.key: row
    for row in (
        PdfStandard(
            key="ua-1",
            claims="PDF/UA-1 and PDF/A-2a",
            version="1.7",
            variant="pdf/a-2a",
            flavours={"ua1": "PDF/UA-1", "2a": "PDF/A-2a"},
            identifiers=(("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")),
            describes_identifiers=True,
            role_map=_NEWER,
        ),
        PdfStandard(
            key="ua-2",
            claims="PDF/UA-2, WTPDF 1.0 Accessibility and PDF/A-4f",
            version="2.0",
            variant="pdf/a-4f",
            flavours={"ua2": "PDF/UA-2", "wt1a": "WTPDF 1.0 Accessibility", "4f": "PDF/A-4f"},
            identifiers=(
                ("pdfaid:part", "4"),
                ("pdfaid:rev", "2020"),
                ("pdfaid:conformance", "F"),
                ("pdfuaid:part", "2"),
                ("pdfuaid:rev", "2024"),
            ),
            declarations=("http://pdfa.org/declarations/wtpdf#accessibility1.0",),
            embeds_epub=True,
            tags={"Note": "FENote"},
            # For readers that look at no namespace: in those named here these types stand for themselves.
            role_map={**_NEWER, "FENote": "Note"},
            refused=frozenset({"H"}),
            older=_OLDER,
            namespaces=True,
            targets=True,
            note_types=True,
            definitions="Description",
        ),
    )
}
DEFAULT = "ua-1"


def of_file(data: bytes) -> PdfStandard:
    """The standard that a file says it keeps: the row with most identifiers in its XMP, which our files hold as it is.

    The default for a file that says nothing of the kind.
    """

    def said(row: PdfStandard) -> int:
        pairs = ((re.escape(name.encode()), re.escape(value.encode())) for name, value in row.identifiers)
        found = [re.search(rb"%b(?:>|=[\"'])\s*%b\b" % pair, data) is not None for pair in pairs]
        return len(found) if all(found) else 0

    best = max(STANDARDS.values(), key=said)
    return best if said(best) else STANDARDS[DEFAULT]
