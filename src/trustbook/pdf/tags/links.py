"""Read links: one `Link` per link of the source, with the annotations of all its lines and pages.

In: an `a` element, the `ReadingOrder` it is met in, and the `Flow` it stands in; at the end the whole document.
Out: links in their places.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

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
    but its text must not interrupt the reading once per page. So one source `a` is one `Link`, as everywhere:
    after everything else, or where the same `a` is read (in a table head that repeats). Its text is not in the
    tree, so `Alt` says the words.
    """
    for element, contents in order.contents.items():
        links = contents.stray_links
        node = order.links.get(element)
        if node is None and (contents.links or links):
            links = contents.links + links
            words = link_words(element)
            node = StructureElement("Link", document.speaks, alt=words, contents=words)
            document.kids.append(StructureElement("P", document.speaks, kids=[node]))
        if node is not None:
            node.kids.extend(links)
