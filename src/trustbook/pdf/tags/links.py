"""Read links: one `Link` per link of the source, with the annotations of all its lines and pages.

In: an `a` element, the `ReadingOrder` it is met in, and the `Flow` it stands in; at the end the whole document.
Out: links in their places.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.pdf.tags.marks import BoxAnnotation, Mark
from trustbook.pdf.tags.reading_order import ReadingOrder
from trustbook.pdf.tags.roles import BLOCK_TAGS, LISTS, REFERENCES, Flow, StructureElement, link_words


def read_link(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """A link and its words; in a table of contents, or where it refers, inside a `Reference`."""
    node = order.node("Link", element, flow.node)
    order.children(element, Flow(node))
    if not node.kids:
        return  # its text is an artifact: see `add_stray_links`
    order.links[element] = node
    node.contents = link_words(element)
    node.kids.extend(order.contents[element].links)
    is_block = order.is_block(element) or any(
        child.tag in BLOCK_TAGS or child.tag in LISTS or child.tag in ("div", "table") for child in element.iter()
    )
    parent = flow.block() if is_block else flow.inline()
    if order.in_toc or element.get("role") in REFERENCES:
        reference = order.add("Reference", element, parent)
        node.lang = ""
        parent = reference
    parent.kids.append(node)


def add_stray_links(order: ReadingOrder, document: StructureElement) -> None:
    """Give a `Link` to annotations on content that is an artifact.

    A running head or foot may link on every page. PDF/UA-1 (7.18.5) wants each link annotation inside a `Link`,
    but its text must not interrupt the reading once per page. So one source `a` is one `Link` in each part of the
    document, behind the part's title, with the annotations of all its pages; or it is the `Link` that was read
    anyway (in a table head that repeats). Its text is not in the tree, so `Alt` says the words.
    """
    parts = [(_first_page(kid), kid) for kid in document.kids if isinstance(kid, StructureElement)]
    for element, contents in order.contents.items():
        links = contents.stray_links
        node = order.links.get(element)
        if node is not None:
            node.kids.extend(links)
            continue
        owned: dict[StructureElement, list[BoxAnnotation]] = {}
        for link in (*contents.links, *links):
            part = next((one for page, one in reversed(parts) if page is not None and page <= link.page), document)
            owned.setdefault(part, []).append(link)
        for part, own in owned.items():
            _insert(part, link_words(element), own)


def _first_page(part: StructureElement) -> int | None:
    """The page on which a section of the document begins; None for anything else, and for a section without content."""
    if part.tag != "Sect":
        return None
    first: StructureElement | Mark | BoxAnnotation = part
    while isinstance(first, StructureElement):
        if not first.kids:
            return None
        first = first.kids[0]
    return first.page


def _insert(part: StructureElement, words: str, links: list[BoxAnnotation]) -> None:
    """A link with these annotations behind the title of a part, or at the end of one without a title."""
    node = StructureElement("Link", part.speaks, alt=words, contents=words, kids=[*links])
    title = next((at for at, kid in enumerate(part.kids, start=1) if _is_title(kid)), len(part.kids))
    part.kids.insert(title, StructureElement("P", part.speaks, kids=[node]))


def _is_title(kid: StructureElement | Mark | BoxAnnotation) -> bool:
    return isinstance(kid, StructureElement) and kid.tag in ("H1", "Title")
