"""Walk the structure tree of a PDF (ISO 32000-1, 14.7 and 14.8; ISO 32000-2, 14.8 for namespaces).

In: an open PDF. Out: its elements in order, with roles mapped to standard ones, what they say themselves (alternative,
expansion, language, attributes, link targets), and the claims on content, which is not read here. Elements that nobody
is to hear (`Artifact`, `Private`) are left out. A tree with loops is cut where an element comes a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from trustbook.pdf.content import FAULTS, Budget
from trustbook.pdf.spoken.runs import WHOLE, ContentClaim, Id
from trustbook.pdf.spoken.targets import LinkTargets, control_of
from trustbook.pdf.values import Value, dictionary, items, name_of, text_of, value_of

_DEPTH = 250  # elements inside each other; Chromium stops at about that many in HTML
_MAPPED = 32  # steps from a role to a standard one
_UNHEARD = frozenset({"Artifact", "Private"})
_LEVEL = re.compile(r"H([1-9]\d{0,2})")
_PDF_1 = "http://iso.org/pdf/ssn"
# What the attributes of all owners may hold that one can hear; the rest says how things look.
_HEARD = (
    "ListNumbering", "ContinuedList", "ContinuedFrom",
    "Scope", "ColSpan", "RowSpan", "Headers", "Summary", "Short",
    "NoteType", "Role", "Checked", "checked", "Desc",
)  # fmt: skip


@dataclass(slots=True)
class Node:
    """An element of the tree, its kids in order: elements, and claims on content."""

    role: str
    tag: str
    lang: str
    page: int  # what /Pg says; 0 when it says nothing
    level: int = 0
    alt: str | None = None
    actual_text: str | None = None
    expansion: str | None = None
    title: str = ""
    identifier: str = ""
    refs: tuple[str, ...] = ()
    attributes: dict[str, Value] = field(default_factory=dict)
    target: str = ""
    target_page: int = 0
    description: str = ""
    control: str = ""
    kids: list[Node | ContentClaim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """The top elements, the document's language, all claims, streams that claims name, and what is wrong."""

    kids: list[Node | ContentClaim]
    lang: str
    claims: frozenset[ContentClaim]
    streams: dict[tuple[int, Id], Stream]
    faults: tuple[str, ...]


def read_tree(pdf: pikepdf.Pdf, pages: dict[Id, int], budget: Budget) -> Tree | None:
    """The structure tree of a PDF; None when it has none. `pages`: the number from 1 of each page object."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or root.get("/K") is None:
        return None
    return _TreeWalk(pdf, root, pages, budget).tree()


class _TreeWalk:
    """One walk over one tree. It keeps its own stack: how deep a stranger's tree is, nobody knows before."""

    def __init__(self, pdf: pikepdf.Pdf, root: Any, pages: dict[Id, int], budget: Budget) -> None:
        self._pages, self._budget, self._root = pages, budget, root
        self._roles = dictionary(root.get("/RoleMap"))
        self._known: dict[tuple[str, Id], str] = {}
        self._targets = LinkTargets(pdf, pages)
        self._lang = text_of(pdf.Root.get("/Lang")) or ""
        self._seen: set[Id] = set()
        self._claims: set[ContentClaim] = set()
        self._streams: dict[tuple[int, Id], Stream] = {}
        self._faults: dict[str, None] = {}

    def tree(self) -> Tree:
        """Walk it."""
        top = Node("", "", self._lang, 0)
        stack: list[tuple[Node, Iterator[Any]]] = [(top, iter(items(self._root.get("/K"))))]
        while stack:
            node, kids = stack[-1]
            kid = next(kids, None)
            if kid is None:
                stack.pop()
                continue
            self._budget.spend(50)
            try:
                made = self._kid(node, kid)
            except FAULTS:
                self._faults["an element of the structure tree is not what it should be"] = None
                continue
            if made is None:
                continue
            if len(stack) > _DEPTH:
                self._faults[f"its elements stand more than {_DEPTH} deep in each other"] = None
                continue
            node.kids.append(made)
            stack.append((made, iter(items(kid.get("/K")))))
        return Tree(top.kids, self._lang, frozenset(self._claims), self._streams, tuple(self._faults))

    def _kid(self, node: Node, kid: Any) -> Node | None:
        """A kid's element; content and objects go to the node they belong to at once."""
        if isinstance(kid, int):
            self._claim(node, ContentClaim(node.page, None, kid))
        elif isinstance(kid, Dictionary):
            if kid.get("/MCID") is not None:
                self._content(node, kid)
            elif kid.get("/Obj") is not None:
                self._object(node, kid)
            elif kid.get("/S") is not None:
                return self._element(node, kid)
        return None

    # -- content

    def _claim(self, node: Node, claim: ContentClaim) -> None:
        if claim in self._claims:
            self._faults["two elements claim the same content"] = None
        elif claim.page:
            self._claims.add(claim)
            node.kids.append(claim)

    def _page(self, source: Any, otherwise: int) -> int:
        page = source.get("/Pg")
        return self._pages.get(page.objgen, otherwise) if isinstance(page, Dictionary) else otherwise

    def _content(self, node: Node, kid: Any) -> None:
        """A marked-content reference (ISO 32000-1, table 324)."""
        page, stream, mcid = self._page(kid, node.page), kid.get("/Stm"), kid.get("/MCID")
        if not isinstance(mcid, int):
            return
        if isinstance(stream, Stream):
            self._streams[page, stream.objgen] = stream
        self._claim(node, ContentClaim(page, stream.objgen if isinstance(stream, Stream) else None, mcid))

    def _object(self, node: Node, kid: Any) -> None:
        """An object reference (ISO 32000-1, 14.7.4.3): an annotation, or a form XObject as a whole."""
        source = kid.get("/Obj")
        page = self._page(kid, node.page)
        if isinstance(source, Stream):
            if source.get("/Subtype") == Name.Form:
                self._claim(node, ContentClaim(page, source.objgen, WHOLE))
            return
        if not isinstance(source, Dictionary):
            return
        node.page = node.page or self._page(kid, self._targets.page_of(source.get("/P")))
        if source.get("/Subtype") == Name.Widget:
            control, description = control_of(source)
            node.control = node.control or control
        else:
            description = text_of(source.get("/Contents")) or ""
            if not node.target:
                node.target, node.target_page = self._targets.of(source)
        node.description = node.description or description

    # -- elements

    def _element(self, parent: Node, source: Any) -> Node | None:
        if source.objgen != (0, 0):
            if source.objgen in self._seen:
                self._faults["an element stands in the structure tree twice, or inside itself"] = None
                return None
            self._seen.add(source.objgen)
        tag = name_of(source.get("/S"))
        role = self._role(source.get("/S"), source.get("/NS"))
        if role in _UNHEARD:
            return None
        level = _LEVEL.fullmatch(role)
        node = Node(
            role,
            tag,
            lang=self._text(source, "/Lang", parent.lang),
            page=self._page(source, parent.page),
            level=int(level[1]) if level else 0,
            title=self._text(source, "/T"),
            identifier=self._text(source, "/ID"),
            attributes=_attributes(source.get("/A")),
        )
        for name, key in (("alt", "/Alt"), ("actual_text", "/ActualText"), ("expansion", "/E")):
            if isinstance(source.get(key), String):
                setattr(node, name, self._text(source, key))
        refs = (self._text(one, "/ID") for one in items(source.get("/Ref")) if isinstance(one, Dictionary))
        node.refs = tuple(one for one in refs if one)
        return node

    def _text(self, source: Any, key: str, otherwise: str = "") -> str:
        text = text_of(source.get(key))
        if text is None:
            return otherwise
        self._budget.spend(len(text))
        return text

    def _role(self, tag: Any, namespace: Any) -> str:
        """The standard role of a tag: through its namespace's map, or through the document's."""
        if not isinstance(tag, Name):
            return ""
        named = isinstance(namespace, Dictionary)
        if named and not namespace.is_indirect:
            return self._mapped(tag, namespace)
        key = (name_of(tag), namespace.objgen if named else (0, 0))
        if key not in self._known:
            self._known[key] = self._mapped(tag, namespace)
        return self._known[key]

    def _mapped(self, tag: Name, namespace: Any) -> str:
        # The map counts for standard names too (ISO 32000-1, 14.7.3): a maker may mean something else by `P`.
        for _ in range(_MAPPED):
            named = isinstance(namespace, Dictionary)
            found = (dictionary(namespace.get("/RoleMapNS")) if named else self._roles).get(tag)
            if found is None and named and text_of(namespace.get("/NS")) == _PDF_1:
                found = self._roles.get(tag)
            if isinstance(found, Array) and len(found) == 2:
                found, namespace = found[0], found[1]
            elif isinstance(found, Name) and named:
                # In a namespace's map a bare name is one of PDF 1.7 (ISO 32000-2, table 356): nothing maps it on.
                return name_of(found)
            if not isinstance(found, Name) or found == tag:
                break
            tag = found
        return name_of(tag)


def _attributes(source: Any) -> dict[str, Value]:
    """Attributes that one can hear, of all owners; revision numbers between them are passed over."""
    found: dict[str, Value] = {}
    for one in items(source):
        if isinstance(one, Dictionary):
            for name in _HEARD:
                value = value_of(one.get(f"/{name}"))
                if value is not None:
                    found[name] = value
    return found
