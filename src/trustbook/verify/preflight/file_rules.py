"""Judge a PDF as a whole: whether it can be read, how many pages it has, and what it says of itself as PDF/X.

In: the facts of a file and a shop's row. Out: faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustbook.pdf.shops import Shop
from trustbook.verify.preflight.facts import FileFacts, Keys, PageFacts, millimetres
from trustbook.verify.preflight.fault import Fault
from trustbook.verify.preflight.page_rules import Sheet, trim_name

_BLANK = 4  # pages in a row: more look like a fault to a shop
_KEYS = {"title": "a title", "date": "the date when it was made", "identifier": "an ID in its trailer"}
_TITLES = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a"}


def standard_of(keys: Keys, shop: Shop) -> str:
    """The part of PDF/X to judge by: the one the file says it is, where the shop takes it, else the shop's first."""
    said = f"{keys.version} {keys.xmp_version}"
    claimed = "x-1a" if "PDF/X-1" in said else "x-4" if "PDF/X-4" in said else ""
    return claimed if claimed in shop.standards else next(iter(shop.standards), "")


def judge_lock(file: FileFacts) -> Iterator[Fault]:
    """A shop's programs have no password (ISO 15930-7)."""
    if file.encrypted:
        what = "it opens only with a password" if file.locked else "it is encrypted"
        yield Fault("V941", what, hint="save it without a password and without restrictions")


def judge_count(file: FileFacts, sheet: Sheet) -> Iterator[Fault]:
    """How many inner pages there are, and of what size."""
    shop, count = sheet.shop, len(file.pages) + file.unread
    if sheet.cover:
        return
    if count % shop.multiple:
        what = (
            f"{count} pages, an odd number" if shop.multiple == 2 else f"{count} pages, no multiple of {shop.multiple}"
        )
        yield Fault("V923", what, hint="add blank pages at the end")
    if count < shop.least_pages:
        what = f"{count} pages, fewer than the {shop.least_pages} that the shop binds"
        yield Fault("V923", what, hint="choose another shop or binding, or pages that hold less")
    if shop.most_pages is not None and count > shop.most_pages:
        what = f"{count} pages, more than the {shop.most_pages} that the shop binds"
        yield Fault("V923", what, hint="choose another shop or binding, or make two volumes")
    cut = sheet.cut(file.pages[0])
    if shop.trims and trim_name(cut) not in shop.trims:
        what, hint = "a size of page that the shop does not cut", f"it cuts {', '.join(shop.trims)}"
        yield Fault("V924", what, measured=millimetres(cut), hint=hint)
    yield from _blanks(file.pages)


def _blanks(pages: Sequence[PageFacts]) -> Iterator[Fault]:
    row: list[int] = []
    for page in (*pages, None):
        if page is not None and page.ink and page.ink.blank:
            row.append(page.number)
            continue
        if len(row) > _BLANK:
            what = f"more than {_BLANK} blank pages in a row"
            for number in row:
                yield Fault("V938", what, number, hint="leave some out, or print a line on one of them")
        row = []


def judge_keys(file: FileFacts, shop: Shop, standard: str) -> Iterator[Fault]:
    """What PDF/X asks a file to say of itself (ISO 15930-4 and 15930-7)."""
    if not standard:
        return
    keys, title = file.keys, _TITLES[standard]
    said = keys.xmp_version if standard == "x-4" else keys.version
    wanted = " or ".join(_TITLES[one] for one in shop.standards)
    if not (keys.version or keys.xmp_version):
        yield Fault(
            "V937", f"it does not say that it is {wanted}", hint="export it as PDF/X: the shop's machines ask for it"
        )
    elif title.removesuffix("a") not in said:
        what = f"it says that it is “{keys.xmp_version or keys.version}”, and the shop takes {wanted}"
        yield Fault("V937", what, hint=f"export it as {wanted}")
    intents = [one for one in keys.intents if one.subtype == "GTS_PDFX"]
    if not intents:
        hint = "export it with the profile of the press as its output intent"
        yield Fault("V937", "it has no output intent: nobody knows for which press its colours are", hint=hint)
    elif standard == "x-4" and not intents[0].model:
        yield Fault("V937", "its output intent has no profile", hint="embed the profile of the press")
    elif intents[0].model == "rgb" and shop.colour == "cmyk":
        hint = "export it with a CMYK profile of the press as its output intent"
        yield Fault("V937", "its output intent is for RGB, and the shop prints in four inks", hint=hint)
    trapped = keys.trapped or keys.xmp_trapped
    if trapped not in ("True", "False"):
        yield Fault(
            "V937",
            "it does not say whether it is trapped",
            hint="let the key Trapped say True or False; nearly always it is False",
        )
    elif keys.trapped and keys.xmp_trapped and keys.trapped != keys.xmp_trapped:
        hint = "let Trapped say the same in the document information and in XMP"
        yield Fault("V937", "its two sets of metadata do not agree on whether it is trapped", hint=hint)
    for there, what in ((keys.title, "title"), (keys.dated, "date"), (keys.identified, "identifier")):
        if not there:
            yield Fault("V937", f"it has no {what}", hint=f"give it {_KEYS[what]}, or export it as PDF/X")
    if "PDF/X-1" in keys.version and file.pdf_version > "1.4":
        what = f"it is PDF {file.pdf_version}, and PDF/X-1a goes up to 1.4"
        yield Fault("V937", what, hint="export it as PDF 1.4 or earlier, or as PDF/X-4")
    for one in keys.active:
        yield Fault("V937", f"it holds {one}", hint="a file for print is only looked at: take it out")
