"""A clinic's own copy of the book: the same parts, but for what a clinic may change.

In: the parsed `Book`, and a `ClinicCopy`. Out: the `Book` of that copy, whose `plain` is the book itself, and findings.
It has a page of the clinic's in front, the clinic's line first on the help page, and says of itself what is true of it.
Every other part is the very same value in all copies, so that what was laid out for one is laid out for all.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from trustbook.findings import Finding
from trustbook.manuscript.book import Book, Heading, Part
from trustbook.manuscript.ids import numbered
from trustbook.manuscript.made import colophon
from trustbook.manuscript.this_copy import this_copy
from trustbook.manuscript.welcome import welcome
from trustbook.settings import Clinic, settings_of_copy
from trustbook.sources.values import ClinicCopy, Sources
from trustbook.words import templates

CLINIC = "clinic"  # the role of a clinic's page
_LINES = ("help-lines", "help-elsewhere")  # classes of what holds the lines of the book's country, and of others

Fact = tuple[str, list[str], str]  # a label, lines, and the address that they lead to, or nothing


def copy_of(book: Book, copied: ClinicCopy) -> tuple[Book, list[Finding]]:
    """The book as a clinic gives it out."""
    settings = settings_of_copy(book.sources.settings, copied.name, copied.clinic)
    images = {**book.sources.images, **({copied.logo.path: copied.logo} if copied.logo else {})}
    sources = replace(book.sources, settings=settings, images=images, copy=copied)
    page, found = _page(_free_key(book), sources, copied)
    shown = (*book.images, *((copied.logo.path,) if copied.logo else ()))
    made = replace(book, sources=sources, parts=(page, *book.parts), images=shown, plain=book)
    return replace(made, parts=tuple(_of_copy(part, made, copied.clinic) for part in made.parts)), found


def _free_key(book: Book) -> str:
    """An id for the clinic's page that no part and no author has."""
    taken = {name for part in book.parts for one in part.tree.iter() if (name := one.get("id"))}
    return next(name for count in range(1, len(taken) + 2) if (name := numbered("your-clinic", count)) not in taken)


# -- the clinic's page ---------------------------------------------------------------------------------------


def _page(key: str, sources: Sources, copied: ClinicCopy) -> tuple[Part, list[Finding]]:
    """The page that is the clinic's."""
    words, clinic = sources.settings.words, copied.clinic

    def at(code: str, message: str, hint: str) -> Finding:
        return copied.at(code, message, ("welcome",), hint)

    said, found = welcome(clinic.welcome, words.language, at)
    tree = Element("section", {"id": key, "class": "part clinic", "aria-labelledby": f"{key}-title"})
    values = {"clinic": clinic, "logo": copied.logo.path if copied.logo else "", "facts": list(_facts(clinic, sources))}
    line = clinic.crisis_line
    crisis = templates.number(line.number, clinic.crisis_href) if line else ""
    tree.extend(templates.elements("clinic.xhtml.j2", words, key=key, crisis=crisis, **values))
    place = next(one for one in tree if one.get("class") == "clinic-welcome")
    place.extend(said)
    if not said:
        tree.remove(place)
    heading = Heading(1, words.your_clinic, f"{key}-title", 1)
    return Part(key, CLINIC, words.your_clinic, "", tree, (heading,), None), found


def _facts(clinic: Clinic, sources: Sources) -> Iterator[Fact]:
    """What the page says of the clinic in lines, each with where it leads."""
    words = sources.settings.words
    for label, text, href in (
        (words.clinic_address, clinic.address, ""),
        (words.clinic_telephone, clinic.telephone, clinic.telephone_href),
        (words.clinic_email, clinic.email, f"mailto:{clinic.email}"),
        (words.clinic_web, clinic.web.removeprefix("https://").removesuffix("/"), clinic.web),
        (words.clinic_hours, clinic.opening_hours, ""),
    ):
        if text:
            yield label, text.split("\n"), href


# -- parts of the book that say something of the clinic ------------------------------------------------------


def _of_copy(part: Part, made: Book, clinic: Clinic) -> Part:
    """A part in a clinic's copy: the very same, or a copy with what is the clinic's."""
    match part.role:
        case "help" if clinic.crisis_line is not None:
            return _with_line(part, made.sources, clinic)
        case "accessibility":
            return _with_facts(part, made)
        case "colophon":
            return _with_distributor(part, made.sources, clinic)
    return part


def _with_line(part: Part, sources: Sources, clinic: Clinic) -> Part:
    """The help page with the clinic's line before those of the book, or at its end where it has none."""
    tree = copy.deepcopy(part.tree)
    number = templates.number(clinic.crisis_line.number, clinic.crisis_href) if clinic.crisis_line else ""
    values = {"line": clinic.crisis_line, "number": number, "clinic": clinic.name}
    made = templates.elements("clinic-line.xhtml.j2", sources.settings.words, **values)
    lists = (place for place, child in enumerate(tree) if any(one.get("class") in _LINES for one in child.iter()))
    place = next(lists, len(tree))
    tree[place:place] = made
    tree.set("class", f"{tree.get('class')} with-own-line")
    return replace(part, tree=tree)


def _with_facts(part: Part, made: Book) -> Part:
    """The page on access with what is true of this copy, the clinic's page and its logo with it."""
    tree = copy.deepcopy(part.tree)
    trees = [one.tree for one in made.parts if one.file is not None or one.role == CLINIC]
    said, _ = this_copy(part.key, made.sources, trees, made.images)
    for place, child in enumerate(tree):
        if any(one.get("id") == f"{part.key}-copy" for one in child.iter("h2")):
            tree[place : place + 1] = said
            break
    return replace(part, tree=tree)


def _with_distributor(part: Part, sources: Sources, clinic: Clinic) -> Part:
    """The colophon with the facts of this copy, and last of them who gives it out."""
    tree = copy.deepcopy(part.tree)
    facts = [one for one in tree if one.tag == "dl" and one.get("class") == "facts"]
    for listed in facts[:1]:
        listed[:] = colophon(sources)[0]
        SubElement(listed, "dt").text = sources.settings.words.fact_distributor
        SubElement(listed, "dd").text = clinic.name
    return replace(part, tree=tree)
