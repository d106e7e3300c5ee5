"""Cut parts out of a book, with all they need to stand alone.

In: a `Book`, parts of it, and the printed page breaks. Out: a `Book` of those parts, the sources they cite, the words
they explain, the help lines of the book's country, and where it comes from. Ids, numbers and printed pages stay those
of the book; a link to what is not there says in words where that stands. The book's own trees stay as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from trustbook.layout.page_markers import insert_margin_marks
from trustbook.layout.pages import PageBreak, is_marker
from trustbook.manuscript import made
from trustbook.manuscript.book import Book, Heading, Part
from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.part_numbers import full_title
from trustbook.manuscript.trees import HEADINGS
from trustbook.words import Words, fill, templates

Passage = Callable[[Element], Element]  # finds the element to keep in a part's tree

_LONG = 8  # printed pages from which on an excerpt has contents: on larger paper that is more than four
_BEHIND = ("reading-list", "glossary", "help")  # what stands behind the part, in this order
_BARE = (Role.CITATION, Role.BACK)  # links whose words say enough without their target


def excerpt(book: Book, part: Part, breaks: Sequence[PageBreak], passage: Passage | None = None) -> Book:
    """The book of one part, or of a passage of it."""
    words = book.sources.settings.words
    own = [one for one in breaks if one.part == part.key]
    cut = _marked(part, own, words)
    if passage is not None:
        own = _narrow(cut.tree, passage(cut.tree), own)
    parts = _complete([cut], book, own)
    if passage is None and len(own) >= _LONG:
        _add_contents(parts, words)
    return _book(book, parts, title_of(book, part))


def standing_alone(book: Book, part: Part, own: Sequence[PageBreak]) -> Book:
    """The book of a part that is made from one on these printed pages."""
    parts = _complete([part], book, own)
    return _book(book, parts, title_of(book, part))


def pack(book: Book, parts: Sequence[Part], breaks: Sequence[PageBreak], behind: Mapping[str, Part] = {}) -> Book:
    """The book of several parts, with contents in front of them; `behind` are parts that follow one, by its key."""
    words = book.sources.settings.words
    own = [one for one in breaks if one.part in {part.key for part in parts}]
    cut: list[Part] = []
    for part in parts:
        cut.append(_marked(part, [one for one in own if one.part == part.key], words))
        cut += [behind[part.key]] if part.key in behind else []
    whole = _book(book, _complete(cut, book, own), book.sources.settings.book.title)
    tree = made.contents(made.toc_nodes(whole.parts, words), words)
    title = Element("p", {"class": "pack-title"})
    title.text = fill(words.pack_title, title=book.sources.settings.book.title)
    tree.insert(0, title)
    heading = Heading(1, words.contents, "contents-title", 1)
    contents = Part("contents", "contents", words.contents, "", tree, (heading,), None)
    return replace(whole, parts=(contents, *whole.parts))


def _marked(part: Part, breaks: Sequence[PageBreak], words: Words) -> Part:
    """A copy of a part with the printed pages in its margin."""
    tree = copy.deepcopy(part.tree)
    insert_margin_marks(tree, breaks, words)
    return replace(part, tree=tree)


def _complete(cut: Sequence[Part], book: Book, own: Sequence[PageBreak]) -> list[Part]:
    """Parts with what they need of others, and where they come from; links to anything else become words."""
    wanted = {target for part in cut for target in _targets(part.tree)}
    added = sorted(book.parts, key=lambda one: _BEHIND.index(one.role) if one.role in _BEHIND else 0)
    parts = [*cut, *(kept for one in added if (kept := _kept(one, book, wanted)))]
    parts.append(_source(book, [one.label for one in own]))
    say_lost_links(parts, book)
    return parts


def _book(book: Book, parts: Sequence[Part], title: str) -> Book:
    """A book of these parts."""
    known = {element.get("id") for one in parts for element in one.tree.iter()}
    shown = {element.get("src") for one in parts for element in one.tree.iter("img")}
    return replace(
        titled(book, title),
        parts=tuple(replace(one, headings=tuple(h for h in one.headings if h.id in known)) for one in parts),
        images=tuple(one for one in book.images if one in shown),
    )


def titled(book: Book, title: str) -> Book:
    """The same book by another title."""
    return replace(book, sources=replace(book.sources, settings=book.sources.settings.titled(title)))


def _narrow(tree: Element, passage: Element, breaks: Sequence[PageBreak]) -> list[PageBreak]:
    """Leave the title, one passage and its notes in a tree; returns the pages that the passage stands on."""
    order = list(tree.iter())
    start, length = order.index(passage), sum(1 for _ in passage.iter())
    marked = [place for place, element in enumerate(order) if is_marker(element)]
    before = sum(place < start for place in marked)
    within = sum(start <= place < start + length for place in marked)
    notes = [one for one in tree if role_of(one) is Role.NOTES]
    called = set(_targets(passage))
    for listed in (one for section in notes for one in section.iter("ol")):
        _prune(listed, called)
    _raise_headings(passage)
    title = [one for one in tree if one.tag == "h1"]
    tree[:] = [*title, passage, *(one for one in notes if any(len(listed) for listed in one.iter("ol")))]
    first = before if _starts_page(passage) else max(0, before - 1)
    return list(breaks[first : before + within])


def _starts_page(element: Element) -> bool | None:
    """Whether a printed page begins in front of an element's words, and not behind some; None where it has neither."""
    if is_marker(element):
        return True
    if (element.text or "").strip():
        return False
    for child in element:
        if (found := _starts_page(child)) is not None:
            return found
        if (child.tail or "").strip():
            return False
    return None


def _raise_headings(passage: Element) -> None:
    """Let the headings of a passage that stands right below a title start at the second level (PDF/UA-1, 7.4.2)."""
    levels = {one: HEADINGS.index(one.tag) for one in passage.iter() if one.tag in HEADINGS}
    above = min(levels.values(), default=1) - 1
    for heading, level in levels.items():
        heading.tag = HEADINGS[level - above]


def title_of(book: Book, part: Part) -> str:
    """The title of what is made of one part."""
    words = book.sources.settings.words
    return f"{full_title(part, words)} – {book.sources.settings.book.title}"


def _targets(tree: Element) -> Iterator[str]:
    """The ids that a tree links to."""
    for link in tree.iter("a"):
        if (href := link.get("href", "")).startswith("#"):
            yield href[1:]


def _kept(part: Part, book: Book, wanted: set[str]) -> Part | None:
    """What an excerpt needs of another part, as its own copy; None where that is nothing."""
    match part.role:
        case "reading-list":
            return _with_items(part, "ol", wanted)
        case "glossary":
            return _with_items(part, "dl", wanted)
        case "help":
            tree = copy.deepcopy(part.tree)
            country = f"{part.key}-lines-{book.sources.settings.help.country.lower()}"
            sections = [one for one in tree.findall("section") if one.find("h2") is not None]
            if any(_begins(one, country) for one in sections):
                for section in sections:
                    if not _begins(section, country):
                        tree.remove(section)
            return replace(part, tree=tree)
    return None


def _begins(section: Element, identifier: str) -> bool:
    return any(heading.get("id") == identifier for heading in section.iter("h2"))


def _with_items(part: Part, tag: str, wanted: set[str]) -> Part | None:
    """A part that is a list, or has some, with only the items wanted."""
    tree = copy.deepcopy(part.tree)
    kept = False
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag == tag:
                _prune(child, wanted)
                kept |= len(child) > 0
    for parent in list(tree.iter()):
        for child in list(parent):
            empty = child.tag == "section" and not any(len(one) for one in child.iter(tag))
            cited_in = child.tag == "p" and any(role_of(one) is Role.BACK for one in child)
            introduces = parent is tree and child.tag == "p"
            if empty or cited_in or introduces or (child.tag == tag and len(child) == 0):
                parent.remove(child)
    return replace(part, tree=tree) if kept else None


def _prune(parent: Element, wanted: set[str]) -> None:
    """Take out the items of a list that nobody wants; a term's definitions go with it."""
    keep = False
    for child in list(parent):
        if child.tag != "dd":
            keep = child.get("id") in wanted
        if not keep:
            parent.remove(child)


def say_lost_links(parts: Sequence[Part], book: Book) -> None:
    """Turn links to what is not in the excerpt into words that say where it stands."""
    words = book.sources.settings.words
    known = {element.get("id") for part in parts for element in part.tree.iter()}
    owners = {identifier: part for part in book.parts for one in part.tree.iter() if (identifier := one.get("id"))}
    for part in parts:
        for link in list(part.tree.iter("a")):
            target = link.get("href", "").removeprefix("#")
            if link.get("href", "").startswith("#") and target not in known:
                _say(link, owners.get(target), words)


def _say(link: Element, owner: Part | None, words: Words) -> None:
    bare = role_of(link) in _BARE or owner is None
    for name in ("href", "role", "aria-label", "title"):
        link.attrib.pop(name, None)
    link.tag = "span"
    if bare or owner is None:
        return
    if "".join(link.itertext()).strip().casefold() == owner.title.casefold():
        link[:], link.text = [], fill(words.in_part, title=owner.title)
        return
    phrase = words.in_chapter if owner.number and owner.role == "chapter" else words.in_part
    said = f" ({fill(phrase, number=owner.number, title=owner.title)})"
    if len(link):
        link[-1].tail = f"{link[-1].tail or ''}{said}"
    else:
        link.text = f"{link.text or ''}{said}"


def _source(book: Book, labels: Sequence[str]) -> Part:
    """Where an excerpt comes from: the book, its printed pages, its version and its licence."""
    settings = book.sources.settings
    words, about = settings.words, settings.book
    values: Mapping[str, object] = {"title": about.title}
    said = about.title
    if labels:
        phrase = words.handout_pages if labels[-1] != labels[0] else words.handout_page
        said = fill(phrase, **values, first=labels[0], last=labels[-1], page=labels[0])
    tree = Element("section", {"id": "source", "class": "part colophon source", "aria-labelledby": "source-title"})
    date = words.spoken_date(about.date)
    copied = book.sources.copy
    given = {"clinic": copied.clinic if copied else None, "logo": copied.logo.path if copied and copied.logo else ""}
    tree.extend(templates.elements("source.xhtml.j2", words, said=said, book=about, date=date, **given))
    heading = Heading(1, words.handout_source, "source-title", 1)
    return Part("source", "colophon", words.handout_source, "", tree, (heading,), None)


def _add_contents(parts: Sequence[Part], words: Words) -> None:
    """Put contents below the title: the sections of the part, and what stands behind it."""
    first, *others = parts
    tree = first.tree
    entries = [(one.id, one.text) for one in first.headings if one.level == 2]
    entries += [(f"{one.key}-title", one.title) for one in others]
    below = next(index for index, child in enumerate(tree) if child.tag == "h1") + 1
    tree.insert(below, templates.elements("short-contents.xhtml.j2", words, entries=entries)[0])
