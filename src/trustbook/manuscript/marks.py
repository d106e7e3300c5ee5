"""What the builder notes on elements for itself, in names that no author can type.

In: elements of a book's trees. Out: where each was typed, and what the builder meant it for.
`dialect` takes every attribute in a namespace out of what authors wrote, so what stands there is the builder's.
Classes and roles of the documents are for style sheets and readers: no stage decides anything by them.
`remove_marks` takes all out of a copy again; whatever renders a document calls it.
"""

from __future__ import annotations

from enum import StrEnum
from xml.etree.ElementTree import Element

_SPACE = "{trustbook}"
LINE = f"{_SPACE}line"  # the source line, from 1, where the element starts
COLUMN = f"{_SPACE}column"  # the column, from 1, where it does: of links, pictures, citations and raw HTML
ROLE = f"{_SPACE}role"  # what the builder meant the element for: a `Role`
OF = f"{_SPACE}of"  # what a role is about: the entry cited, the note's name, the kind of box, an alignment, the field
BETWEEN = " | "  # what a sign of another program is, and what to do instead, where `OF` holds both
SAID = f"{_SPACE}said"  # what a field is called aloud


class Role(StrEnum):
    """What the builder means an element for, where its tag does not say so."""

    NONE = ""
    CITATIONS = "citations"  # a pair of brackets
    CITATION = "citation"  # one entry or claim in it
    CALL = "call"  # of a note, before and after it has a number
    NOTES = "notes"  # the section that holds them
    NOTE = "note"
    BACK = "back"  # a link from a list or a note to where the text named it
    CITED_IN = "cited-in"  # the paragraph that holds such links below a claim
    BOX = "box"
    BOX_TITLE = "box-title"
    BOX_ORIGIN = "box-origin"
    CHAPTER_NUMBER = "chapter-number"
    FIGURE_NUMBER = "figure-number"
    TABLE_NUMBER = "table-number"
    REFERENCE = "reference"  # a link that names what it leads to by its number
    CELL = "cell"  # of a table, with its alignment
    PICTURE = "picture"  # what holds a picture and its caption, until all of a chapter is read
    FOREIGN = "foreign"  # a sign of another program, with what it is and what to do instead; shaping reports it
    TYPED_FIELD = "typed-field"  # what readers fill in, with what was typed; shaping makes a field of it
    FIELD = "field"  # lines, a box, a scale's step, a tick box or a cell: see `manuscript.fields`
    FIELD_LABEL = "field-label"  # the words before a field
    RIGHTS = "rights"  # where rows of the rights file stand, with their topics
    SCALE = "scale"  # what holds the steps of a scale


_ROLES = {role.value: role for role in Role}

# What the builder adds between the author's words.
UNSAID = {Role.CITATIONS, Role.CALL, Role.BACK, Role.CHAPTER_NUMBER, Role.FIGURE_NUMBER, Role.TABLE_NUMBER}


def mark(element: Element, role: Role, of: str = "") -> Element:
    """Note on an element what it is for; returns it."""
    element.set(ROLE, role)
    if of:
        element.set(OF, of)
    return element


def role_of(element: Element) -> Role:
    """What the builder means the element for."""
    return _ROLES[element.get(ROLE, "")]


def line_of(element: Element, default: int = 1) -> int:
    """The source line of an element, or what stands for it where the builder made the element."""
    return int(element.get(LINE, default))


def column_of(element: Element) -> int:
    """The source column of an element, 0 where only its line is known."""
    return int(element.get(COLUMN, 0))


def are_marks(element: Element) -> bool:
    """Whether what an element carries in the builder's names is what the builder could have noted."""
    numbers = (element.get(LINE, "1"), element.get(COLUMN, "1"))
    return element.get(ROLE, "") in _ROLES and all(one.isdecimal() for one in numbers)


def remove_marks(tree: Element) -> None:
    """Take all marks out of a tree that belongs to nobody else."""
    for element in tree.iter():
        for name in (LINE, COLUMN, ROLE, OF, SAID):
            element.attrib.pop(name, None)
