"""Say in words what a reader of an e-book cannot fill in.

In: a part's own copy of its tree, still with the builder's marks. Out: in each space to write the words for it, and
before the first field of each box or section that one can write elsewhere. E-readers keep nothing that is typed, so
nothing here pretends to be a form.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.fields import field_of, space_words
from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.trees import HEADINGS
from trustbook.words import Words


def describe_fields(tree: Element, words: Words) -> None:
    """Describe the fields of a part in place."""
    around = {child: parent for parent in tree.iter() for child in parent}
    told: set[Element] = set()
    for element in list(tree.iter()):
        field = field_of(element)
        if field is None:
            continue
        if field.kind in ("lines", "box"):
            SubElement(element, "p", {"class": "field-words"}).text = space_words(field.kind, field.size, words)
        inner, holder = element, around[element]
        while holder is not tree and holder.tag != "section" and role_of(holder) is not Role.BOX:
            inner, holder = holder, around[holder]
        if holder not in told:
            told.add(holder)
            _tell(holder, inner, words)


def _tell(holder: Element, first: Element, words: Words) -> None:
    """Say it above the first field and its label; in a box, below its title."""
    if role_of(holder) is Role.BOX:  # whose title a page marker may stand before
        position = next((at for at, one in enumerate(holder, 1) if one.tag in HEADINGS), 0)
    else:
        position = list(holder).index(first)
        position -= bool(position and role_of(holder[position - 1]) is Role.FIELD_LABEL)
    sentence = Element("p", {"class": "field-words"})
    sentence.text, sentence.tail = words.field_elsewhere, "\n"
    holder.insert(position, sentence)
