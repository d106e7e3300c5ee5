"""The facilitator's sheet of a chapter: what a trainer who has a room of people needs on one or two pages.

In: a `Book`, a chapter that has a session, and the printed page breaks. Out: a `Book` of the sheet: the plan from the
sessions file, the chapter's own questions, the rules for groups, the help lines, and where it comes from.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from trustbook.layout.excerpt import standing_alone
from trustbook.layout.pages import PageBreak
from trustbook.manuscript.book import Book, Heading, Part
from trustbook.manuscript.marks import OF, Role, role_of
from trustbook.manuscript.trees import text_of
from trustbook.settings import Session
from trustbook.words import fill, templates

SESSION = "session"


def sheet(book: Book, part: Part, session: Session, breaks: Sequence[PageBreak], handout: str = "") -> Book:
    """The book of one facilitator's sheet; `handout` is the file that the chapter's handout is in."""
    return standing_alone(book, plan(book, part, session, handout), [one for one in breaks if one.part == part.key])


def plan(book: Book, part: Part, session: Session, handout: str = "") -> Part:
    """The plan for a group, as a part of a book; it names the file of the handout where that is not its own."""
    words, sessions = book.sources.settings.words, book.sources.sessions
    title, key = fill(words.session_title, title=part.title), f"{part.key}-{SESSION}"
    tree = Element("section", {"id": key, "class": f"part {SESSION}", "aria-labelledby": f"{key}-title"})
    tree.extend(templates.elements("session-plan.xhtml.j2", words, key=key, title=title, session=session, file=handout))
    tree.extend(_questions(part.tree))
    rules, about = (sessions.rules, sessions.about_rules) if sessions else ((), "")
    tree.extend(templates.elements("session-rules.xhtml.j2", words, session=session, rules=rules, about_rules=about))
    heading = Heading(1, title, f"{key}-title", 1)
    return replace(part, key=key, role=SESSION, title=title, number="", tree=tree, headings=(heading,), file=None)


def _questions(tree: Element) -> list[Element]:
    """The questions that a chapter asks, under the titles of their boxes."""
    made: list[Element] = []
    for box in tree.iter():
        if role_of(box) is not Role.BOX or box.get(OF) != "questions":
            continue
        title, *asked = box
        heading = Element("h2")
        heading.text = text_of(title)
        made += [heading, *map(copy.deepcopy, asked)]
    for element in (one for copied in made for one in copied.iter()):
        element.attrib.pop("id", None)  # the chapter has it, which a pack holds too
    return made
