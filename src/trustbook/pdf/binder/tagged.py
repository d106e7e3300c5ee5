"""Bind tagged PDFs: pages and their labels (ISO 32000-1, 12.4.2), one structure tree with its parent tree (14.7), named
destinations (12.3.2.3), bookmarks (12.3.3) and form fields (12.7).

In: PDFs of parts. Out: one PDF of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from trustbook.pdf.binder.bookmarks import Bookmarks, items
from trustbook.pdf.binder.copied import OF_DOCUMENT, Bindable, Stamps, add_pages, begin, share
from trustbook.pdf.finish import label_ranges
from trustbook.pdf.form_font import ALIAS
from trustbook.pdf.names import Names
from trustbook.pdf.stamp import Folios
from trustbook.pdf.written import written

_KEYS = ("/StructParents", "/StructParent")  # numbers in the parent tree: of a page or a form, of an annotation
_FONT = f"/{ALIAS}"  # in which forms are filled


class Tagged:
    """A tagged PDF that grows by a part at a time."""

    def __init__(self) -> None:
        self._pdf = Pdf.new()
        self._document: Any = None  # the root of the structure tree's elements
        self._sections: list[Any] = []  # below the root; lists grow more quickly than arrays of a PDF
        self._parents: list[Any] = []  # the parent tree: numbers, each before what it stands for
        self._next = 0
        self._roles: dict[str, Any] = {}
        self._names: dict[bytes, Any] = {}
        self._bookmarks = Bookmarks()
        self._numbers: list[int] = []  # of the pages
        self._stamps = Stamps()
        self._form: Any = None
        self._called = Names()

    def add(self, part: Pdf, facts: Bindable) -> None:
        """Add the pages of a part, and all that belongs to them."""
        root, tree = part.Root, part.Root.StructTreeRoot
        for item in _keyed(part):
            for key in _KEYS:
                if key in item:
                    item[key] = int(item[key]) + self._next
        for place, number in enumerate(facts.numbers, len(self._numbers)):
            self._stamps.note(place, number, facts)
        self._numbers += facts.numbers
        add_pages(self._pdf, part)
        first = self._document is None
        # One object holds all that is copied, so that what several things share stays shared.
        brought: Any = Dictionary(Document=tree.K[0], Parents=tree.ParentTree, Roles=tree.get("/RoleMap", Dictionary()))
        brought.Names = root.get("/Names", Dictionary()).get("/Dests", Dictionary())
        for key in ("/Outlines", "/AcroForm", *(OF_DOCUMENT if first else ())):
            if key in root:
                brought[key] = root[key]
        brought = self._pdf.copy_foreign(part.make_indirect(brought))
        if first:
            self._begin(part, brought)
        for section in brought.Document.K:
            section.P = self._document
            self._sections.append(section)
        for number, parents in _pairs(brought.Parents.Nums):
            self._parents += [int(number) + self._next, parents]
        self._next += int(tree.ParentTreeNextKey)
        self._roles.update(brought.Roles.items())
        for name, place in _pairs(brought.Names.get("/Names", Array())):
            self._names.setdefault(bytes(name), place)
        for bookmark in list(items(brought.get("/Outlines"))):
            self._bookmarks.add(bookmark, facts.level)
        if "/AcroForm" in brought:
            self._add_form(brought.AcroForm)

    def _begin(self, part: Pdf, brought: Any) -> None:
        self._document = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=brought.Document.S))
        begin(self._pdf, part, brought)

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

    def finish(self, foot: bytes, folios: Sequence[Folios]) -> bytes:
        """The whole PDF."""
        pdf, root = self._pdf, self._pdf.Root
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self._document])))
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(self._parents)))
        tree.ParentTreeNextKey = self._next
        tree.RoleMap = Dictionary({key: self._roles[key] for key in sorted(self._roles)})
        self._document.P, self._document.K = tree, Array(self._sections)
        root.StructTreeRoot = tree
        root.PageLabels = Dictionary(Nums=self._labels())
        names = Array([one for name in sorted(self._names) for one in (String(name), self._names[name])])
        root.Names = Dictionary(Dests=Dictionary(Names=names))
        if self._bookmarks.top:
            root.Outlines, root.PageMode = self._bookmarks.under(pdf), Name.UseOutlines
        if self._form is not None:
            root.AcroForm = pdf.make_indirect(self._form)
        self._stamps.put(pdf, foot, folios)
        share(pdf)
        return written(pdf, "1.7")

    def _labels(self) -> Any:
        labels: Any = Array()
        for index, number in label_ranges(self._numbers):
            labels.extend([index, Dictionary(S=Name.D, St=number) if number > 1 else Dictionary(S=Name.D)])
        return labels


def _keyed(part: Pdf) -> Iterator[Any]:
    """What can have a number in the parent tree: pages, their annotations, and the forms that they show."""
    waiting: list[Any] = [page.obj for page in part.pages]
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if item.is_indirect and item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        waiting.extend(item.get("/Annots", ()))
        waiting.extend(item.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values())


def _pairs(values: Any) -> Iterator[tuple[Any, Any]]:
    """Keys and values of the leaf of a name tree or a number tree."""
    for index in range(0, len(values), 2):
        yield values[index], values[index + 1]
