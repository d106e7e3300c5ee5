"""Bind PDFs of the parts of a document into one PDF, as if it had been written in one piece.

In: the PDF of each part in order. Out: the bytes of one PDF. Of tagged parts it has pages and their labels
(ISO 32000-1, 12.4.2), one structure tree with its parent tree (14.7), named destinations (12.3.2.3), bookmarks (12.3.3)
and form fields (12.7); for a press it has pages alone, with blank ones where numbers are left out. What is said of the
whole document is the first part's. A part's links may lead to names of other parts. It must not look at what is on a
page.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf, Stream, String

from trustbook.pdf.finish import label_ranges
from trustbook.pdf.form_font import ALIAS
from trustbook.pdf.names import Names
from trustbook.pdf.press import crop_marks
from trustbook.pdf.profile import Press

_KEYS = ("/StructParents", "/StructParent")  # numbers in the parent tree: of a page or a form, of an annotation
_FONT = f"/{ALIAS}"  # in which forms are filled
_SHARED = ("/FontFile2", "/FontFile3")
_OF_DOCUMENT = ("/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/ViewerPreferences")


@dataclass(frozen=True, slots=True)
class Bindable:
    """The PDF of a part, the numbers of its pages, and the level of its first bookmark; the part of a book has level 1,
    and a chapter in it level 2."""

    data: bytes
    numbers: Sequence[int]
    level: int = 1


def bind(parts: Sequence[Bindable], press: Press | None = None) -> bytes:
    """One PDF of the PDFs of its parts, which are tagged, or for a press."""
    bound = _Bound() if press is None else _Printed(press)
    for part in parts:
        with Pdf.open(io.BytesIO(part.data)) as pdf:
            bound.add(pdf, part)
    return bound.finish()


class _Bound:
    """A tagged PDF that grows by a part at a time."""

    def __init__(self) -> None:
        self._pdf = Pdf.new()
        self._document: Any = None  # the root of the structure tree's elements
        self._sections, self._next = Array(), 0
        self._parents: Any = Array()  # the parent tree: numbers, each before what it stands for
        self._roles: dict[str, Any] = {}
        self._names: dict[bytes, Any] = {}
        self._bookmarks = _Bookmarks()
        self._numbers: list[int] = []  # of the pages
        self._form: Any = None
        self._called = Names()

    def add(self, part: Pdf, facts: Bindable) -> None:
        """Add the pages of a part, and all that belongs to them."""
        root, tree = part.Root, part.Root.StructTreeRoot
        for item in part.objects:
            for key in _KEYS if isinstance(item, Dictionary | Stream) else ():
                if key in item:
                    item[key] = int(item[key]) + self._next
        self._numbers += facts.numbers
        _add_pages(self._pdf, part)
        first = self._document is None
        # One object holds all that is copied, so that what several things share stays shared.
        brought: Any = Dictionary(Document=tree.K[0], Parents=tree.ParentTree, Roles=tree.get("/RoleMap", Dictionary()))
        brought.Names = root.get("/Names", Dictionary()).get("/Dests", Dictionary())
        for key in ("/Outlines", "/AcroForm", *(_OF_DOCUMENT if first else ())):
            if key in root:
                brought[key] = root[key]
        brought = self._pdf.copy_foreign(part.make_indirect(brought))
        if first:
            self._begin(part, brought)
        for section in brought.Document.K:
            section.P = self._document
            self._sections.append(section)
        for number, parents in _pairs(brought.Parents.Nums):
            self._parents.extend([int(number) + self._next, parents])
        self._next += int(tree.ParentTreeNextKey)
        self._roles.update(brought.Roles.items())
        for name, place in _pairs(brought.Names.get("/Names", Array())):
            self._names.setdefault(bytes(name), place)
        for bookmark in list(_items(brought.get("/Outlines"))):
            self._bookmarks.add(bookmark, facts.level)
        if "/AcroForm" in brought:
            self._add_form(brought.AcroForm)

    def _begin(self, part: Pdf, brought: Any) -> None:
        self._document = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=brought.Document.S))
        _begin(self._pdf, part, brought)

    def _add_form(self, form: Any) -> None:
        """Add fields, each with a name of its own, and all in the first part's font."""
        if self._form is None:
            self._form = Dictionary(Fields=Array(), DA=form.DA, DR=form.DR)
        for field in form.Fields:
            field.T = String(self._called.unique(str(field.T)))
            self._form.Fields.append(field)
            resources = field.get("/AP", Dictionary()).get("/N", Dictionary()).get("/Resources", Dictionary())
            fonts = resources.get("/Font", Dictionary())
            if _FONT in fonts:
                fonts[_FONT] = self._form.DR.Font[_FONT]

    def finish(self) -> bytes:
        """The whole PDF."""
        pdf, root = self._pdf, self._pdf.Root
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self._document])))
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=self._parents))
        tree.ParentTreeNextKey = self._next
        tree.RoleMap = Dictionary({key: self._roles[key] for key in sorted(self._roles)})
        self._document.P, self._document.K = tree, self._sections
        root.StructTreeRoot = tree
        root.PageLabels = Dictionary(Nums=self._labels())
        names = Array([one for name in sorted(self._names) for one in (String(name), self._names[name])])
        root.Names = Dictionary(Dests=Dictionary(Names=names))
        if self._bookmarks.top:
            root.Outlines, root.PageMode = self._bookmarks.under(pdf), Name.UseOutlines
        if self._form is not None:
            root.AcroForm = pdf.make_indirect(self._form)
        _share(pdf)
        return _written(pdf, "1.7", ObjectStreamMode.generate)

    def _labels(self) -> Any:
        labels: Any = Array()
        for index, number in label_ranges(self._numbers):
            labels.extend([index, Dictionary(S=Name.D, St=number) if number > 1 else Dictionary(S=Name.D)])
        return labels


class _Printed:
    """A PDF for a press that grows by a part at a time."""

    def __init__(self, press: Press) -> None:
        self._pdf, self._press = Pdf.new(), press
        self._version = ""
        self._first, self._next = 0, 0  # the numbers of the first page, and of the one that comes next

    def add(self, part: Pdf, facts: Bindable) -> None:
        """Add the pages of a part, with blank ones before those whose numbers do not come next."""
        added = len(self._pdf.pages)
        _add_pages(self._pdf, part)
        if not self._version:
            self._version, self._first, self._next = part.pdf_version, facts.numbers[0], facts.numbers[0]
            brought: Any = Dictionary({key: part.Root[key] for key in _OF_DOCUMENT if key in part.Root})
            _begin(self._pdf, part, self._pdf.copy_foreign(part.make_indirect(brought)))
        for number in facts.numbers:
            for _ in range(self._next, number):
                self._pdf.pages.insert(added, self._blank_like(self._pdf.pages[added]))
                added += 1
            added, self._next = added + 1, number + 1

    def _blank_like(self, page: Any) -> Any:
        """An empty page of the same boxes."""
        boxes = {key: page.obj[key] for key in ("/MediaBox", "/TrimBox", "/BleedBox")}
        trim = [float(value) for value in boxes["/TrimBox"]]
        bleed = trim[0] - float(boxes["/BleedBox"][0])
        marks = crop_marks(trim, bleed, self._press.folds) if self._press.marks else []
        content = self._pdf.make_stream(b"\n".join(marks))
        blank = Dictionary(Type=Name.Page, Contents=content, Resources=Dictionary())
        for key, box in boxes.items():
            blank[key] = Array(list(box))
        return Page(self._pdf.make_indirect(blank))

    def finish(self) -> bytes:
        """The whole PDF: a printed sheet has two sides."""
        laid_out = self._next - self._first
        for _ in range(self._press.pages(laid_out) - laid_out):
            self._pdf.pages.append(self._blank_like(self._pdf.pages[-1]))
        _share(self._pdf)
        return _written(self._pdf, self._version, ObjectStreamMode.disable)


def _add_pages(pdf: Pdf, part: Pdf) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that pages do not bring with them what stands elsewhere in the part
        pdf.pages.extend(part.pages)


def _begin(pdf: Pdf, part: Pdf, brought: Any) -> None:
    """Say of the whole document what its first part says."""
    for key in _OF_DOCUMENT:
        if key in brought:
            pdf.Root[key] = brought[key]
    for key, value in part.docinfo.items():
        pdf.docinfo[key] = value


def _share(pdf: Pdf) -> None:
    """Let parts share the fonts and colour profiles that each brought."""
    known: dict[bytes, Any] = {}
    for item in pdf.objects:
        shared: list[Any] = []
        if isinstance(item, Array):
            shared = [1] if len(item) == 2 and item[0] == Name.ICCBased else []
        elif isinstance(item, Dictionary):
            shared = [key for key in _SHARED if key in item]
        for place in shared:
            stream: Any = item[place]
            item[place] = known.setdefault(stream.read_raw_bytes(), stream)


def _written(pdf: Pdf, version: str, streams: ObjectStreamMode) -> bytes:
    """The bytes of a PDF, the same whenever it is written."""
    written = io.BytesIO()
    pdf.save(
        written,
        force_version=version,
        fix_metadata_version=False,
        object_stream_mode=streams,
        deterministic_id=True,
    )
    return written.getvalue()


class _Bookmarks:
    """Bookmarks of parts, each below the last one of a higher level."""

    def __init__(self) -> None:
        self.top: list[Any] = []
        self._open: list[tuple[int, Any]] = []  # the last one of each level, highest first

    def add(self, bookmark: Any, level: int) -> None:
        """Add a bookmark with all that is below it."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = self._open[-1][1] if self._open else None
        before = above.get("/Last") if above is not None else next(reversed(self.top), None)
        for key in ("/Prev", "/Next"):
            if key in bookmark:
                del bookmark[key]
        if before is not None:
            before.Next, bookmark.Prev = bookmark, before
        if above is None:
            self.top.append(bookmark)
        else:
            bookmark.Parent, above.Last = above, bookmark
            if before is None:
                above.First = bookmark
        for _, one in self._open:
            one.Count = int(one.get("/Count", 0)) + _shown(bookmark)
        self._open.append((level, bookmark))

    def under(self, pdf: Pdf) -> Any:
        """The root of all bookmarks."""
        count = sum(map(_shown, self.top))
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=count, First=self.top[0], Last=self.top[-1]))
        for one in self.top:
            one.Parent = root
        return root


def _shown(bookmark: Any) -> int:
    """How many lines a bookmark takes with those that are shown below it."""
    return 1 + max(0, int(bookmark.get("/Count", 0)))


def _pairs(values: Any) -> Iterator[tuple[Any, Any]]:
    """Keys and values of the leaf of a name tree or a number tree."""
    for index in range(0, len(values), 2):
        yield values[index], values[index + 1]


def _items(outlines: Any) -> Iterator[Any]:
    """The bookmarks of the highest level, in order."""
    item = outlines.get("/First") if outlines is not None else None
    while item is not None:
        yield item
        item = item.get("/Next")
