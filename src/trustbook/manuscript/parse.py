"""Understand the manuscript: Markdown and data files become one `Book`.

In: `Sources`. Out: a `Book` and findings; no `Book` when a chapter cannot be parsed.
Order: each chapter alone (`dialect`, `shape`), then all together (`resolve`, `numbering`), then what the builder adds
(`made`). All trees are final when the `Book` is made. It reads no file and writes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, Finding, SourceFile
from trustbook.manuscript import made
from trustbook.manuscript.book import Book, Heading, Part
from trustbook.manuscript.chapters import read_chapter
from trustbook.manuscript.ids import Ids
from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.numbering import number_figures, number_references, number_titles
from trustbook.manuscript.part_numbers import numbered
from trustbook.manuscript.places import TypedPlaces
from trustbook.manuscript.resolve import Resolved, number_entries, resolve
from trustbook.manuscript.rights import fill_rights
from trustbook.manuscript.shape import Context, Shaped, shape
from trustbook.manuscript.this_copy import this_copy
from trustbook.settings import EVERYWHERE
from trustbook.sources.kept import Kept
from trustbook.sources.values import Sources

_NEED_ALL = ("B202", "B204")  # what a chapter that could not be read cites is not known


@dataclass(frozen=True, slots=True)
class _Read:
    """A chapter as Markdown made it."""

    key: str
    role: str
    number: str
    file: SourceFile
    tree: Element


def parse(sources: Sources, come_to: Callable[[SourceFile], None], kept: Kept) -> tuple[Book | None, list[Finding]]:
    """Parse every chapter and connect them; `come_to` is told each file before it is read.

    What was made of a chapter's Markdown is taken from `kept`, and put there.
    """
    found = Collector()
    abbreviations: dict[str, str] = {}
    words, entries = sources.settings.words, number_entries(sources.entries)
    read, boxes = _read(sources, found, abbreviations, come_to, kept), sources.settings.boxes
    come_to(sources.config)
    sources, read = _named(sources, read)
    ids = Ids(_fixed_ids(sources))
    for chapter in read:
        ids.read(chapter.file, chapter.tree, found)
    chapters = [
        shape(one.tree, one.number, Context(one.key, one.role, one.file, words, ids, TypedPlaces(one.file), boxes))
        for one in read
    ]
    for shaped in chapters:
        found.extend(shaped.found.found)
    resolved = resolve(chapters, sources, entries, ids)
    every = len(chapters) == sum(chapter.file is not None for chapter in sources.chapters)
    found.extend(one for one in resolved.found if (every and not sources.lost) or one.code not in _NEED_ALL)
    if not every:
        return None, found.found
    number_figures(chapters, words, ids)
    chapters = number_references(chapters, words)
    number_titles(chapters, words)
    parts = _parts(sources, chapters, resolved, found)
    book = Book(sources, parts, entries, resolved.citations, resolved.claims, resolved.images, abbreviations)
    return book, found.found


def _read(
    sources: Sources,
    found: Collector,
    abbreviations: dict[str, str],
    come_to: Callable[[SourceFile], None],
    kept: Kept,
) -> list[_Read]:
    """The chapters that can be read, with the numbers they would have if all could."""
    chapters: list[_Read] = []
    for source, number, _ in numbered(sources.chapters):
        if source.file is None:
            continue
        come_to(source.file)
        settings = sources.settings
        captions = settings.markdown.image_text == "caption"
        parsed, faults = read_chapter(source.file, captions, tuple(settings.boxes), kept)
        found.extend(faults)
        if parsed is not None:
            abbreviations.update(parsed.abbreviations)
            chapters.append(_Read(source.key, source.role, number, source.file, parsed.tree))
    return chapters


def _named(sources: Sources, read: Sequence[_Read]) -> tuple[Sources, list[_Read]]:
    """Chapters whose names are ids that authors gave get other names: what the builder makes gives way."""
    given = {element.get("id", "") for one in read for element in one.tree.iter()}
    taken = {one.key for one in sources.chapters} | given
    names: dict[str, str] = {}
    for key in sorted(given.intersection(one.key for one in sources.chapters if one.file is not None)):
        names[key] = next(name for count in range(2, len(taken) + 3) if (name := f"{key}-{count}") not in taken)
        taken.add(names[key])
    chapters = tuple(replace(one, key=names.get(one.key, one.key)) for one in sources.chapters)
    return replace(sources, chapters=chapters), [replace(one, key=names.get(one.key, one.key)) for one in read]


def _fixed_ids(sources: Sources) -> Iterable[str]:
    """The ids that the parts, and the lists that `made` writes, have in every book."""
    country = sources.settings.help.country.lower()
    for chapter in sources.chapters:
        yield chapter.key
        if chapter.role == "help":
            yield from (f"{chapter.key}-lines-{country}", f"{chapter.key}-lines-int")
        elif chapter.role == "reading-list":
            yield from (f"{chapter.key}-named", f"{chapter.key}-research")
        elif chapter.role == "accessibility":
            yield f"{chapter.key}-copy"
    yield from (f"ref-{entry.id}" for entry in sources.entries)


def _parts(sources: Sources, chapters: Sequence[Shaped], resolved: Resolved, found: Collector) -> tuple[Part, ...]:
    """All parts in reading order: the title page first, the rest as book.toml lists it."""
    title, words = sources.settings.book.title, sources.settings.words
    trees = [chapter.tree for chapter in chapters]
    own = {chapter.key: _part(sources, chapter, trees, resolved, found) for chapter in chapters}
    depths = {source.key: depth for source, _, depth in numbered(sources.chapters)}
    heading = Heading(1, title, "titlepage-title", 1)
    listed = {key: replace(part, depth=depths[key]) for key, part in own.items()}
    parts = [Part("titlepage", "titlepage", title, "", made.title_page(sources), (heading,), None)]
    for source in sources.chapters:
        if source.role == "contents":
            tree = made.contents(made.toc_nodes(listed.values(), words), words)
            heading = Heading(1, words.contents, "contents-title", 1)
            parts.append(Part("contents", "contents", words.contents, "", tree, (heading,), None))
        else:
            parts.append(listed[source.key])
    return tuple(parts)


def _part(sources: Sources, chapter: Shaped, trees: Sequence[Element], resolved: Resolved, found: Collector) -> Part:
    """A chapter with what the builder adds to one of its role: before its notes, and below each claim."""
    added, headings = _added(sources, chapter, trees, resolved, found)
    tree, words = chapter.tree, sources.settings.words
    notes = [child for child in tree if role_of(child) is Role.NOTES]
    for child in notes:
        tree.remove(child)
    tree.extend([*added, *notes])
    claims = [claim for claim in resolved.claims if claim.part == chapter.key]
    found.extend(fill_rights(tree, chapter.key, chapter.file, sources))
    made.link_claims(tree, claims, resolved.citations, words)
    headings = (*chapter.headings, *headings)
    return Part(chapter.key, chapter.role, chapter.title, chapter.number, tree, headings, chapter.file)


def _added(
    sources: Sources, chapter: Shaped, trees: Sequence[Element], resolved: Resolved, found: Collector
) -> tuple[Sequence[Element], Sequence[Heading]]:
    """What the builder adds to a chapter of this role, and its headings."""
    match chapter.role:
        case "help":
            found.extend(_no_help(sources))
            return made.help_lines(chapter.key, sources)
        case "reading-list":
            entries = number_entries(sources.entries)
            return made.reading_list(chapter.key, entries, resolved.citations, sources.settings.words)
        case "colophon":
            return made.colophon(sources), ()
        case "accessibility":
            return this_copy(chapter.key, sources, trees, resolved.images)
    return (), ()


def _no_help(sources: Sources) -> list[Finding]:
    """A finding when the book's country has no help lines: those for other countries do not stand in for it."""
    country, data = sources.settings.help.country, sources.help_lines
    if data is not None and any(line.country == country for line in data.lines):
        return []
    config, where = sources.config, sources.settings.help.file
    if sources.help_file is None:
        message, hint = f"`{where}` does not exist, so the help page has no numbers", "copy one from another book"
    else:
        known = sorted({line.country for line in data.lines} - {EVERYWHERE}) if data is not None else []
        message = f"there is no help line for the country `{country}`"
        hint = f"`{where}` has lines for {', '.join(known) or 'no country'}; add some, or set another country"
        hint += "; the United Kingdom is `GB`" if country == "UK" else ""
    return [config.at_key("K702", message, ("help", "country"), hint)]
