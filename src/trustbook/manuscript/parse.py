"""Understand the manuscript: Markdown and data files become one `Book`.

In: `Sources`. Out: a `Book` and findings; no `Book` when a chapter cannot be parsed.
Order: each chapter alone (`dialect`, `shape`), then all together (`resolve`), then the parts made by the builder
(`generate`). It reads no file and writes none.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, Finding
from trustbook.manuscript import made as generate
from trustbook.manuscript.book import Book, Heading, Part
from trustbook.manuscript.dialect import parse_markdown
from trustbook.manuscript.resolve import Chapter, Resolved, number_entries, resolve
from trustbook.manuscript.shape import shape
from trustbook.sources.values import Sources
from trustbook.words import Words, fill

_RESERVED = re.compile(r"cover|contents|titlepage|page-[0-9]+")  # ids of the builder's parts and page breaks


def parse(sources: Sources) -> tuple[Book | None, list[Finding]]:
    """Parse every chapter and connect them."""
    found = Collector()
    abbreviations: dict[str, str] = {}
    chapters = _chapters(sources, found, abbreviations)
    entries = number_entries(sources.entries)
    resolved = resolve(chapters, sources, entries)
    complete = len(chapters) == sum(chapter.file is not None for chapter in sources.chapters) and not sources.lost
    # What a chapter that could not be read cites is not known.
    found.extend(one for one in resolved.found.found if complete or one.code not in ("B202", "B204"))
    if len(chapters) < sum(chapter.file is not None for chapter in sources.chapters):
        return None, found.found
    parts = _parts(sources, chapters, resolved, found)
    _unique(parts, sources, found)
    book = Book(
        sources,
        tuple(parts),
        entries,
        tuple(resolved.citations),
        tuple(resolved.claims),
        tuple(resolved.images),
        abbreviations,
    )
    return book, found.found


def _chapters(sources: Sources, found: Collector, abbreviations: dict[str, str]) -> list[Chapter]:
    chapters: list[Chapter] = []
    number = 0
    for source in sources.chapters:
        if source.role == "chapter":
            number += 1
        if source.file is None:
            continue
        parsed, faults = parse_markdown(source.file)
        found.extend(faults)
        if parsed is None:
            continue
        abbreviations.update(parsed.abbreviations)
        own_number = number if source.role == "chapter" else 0
        shaped = shape(source.key, source.role, own_number, source.file, parsed, sources.settings.words)
        found.extend(shaped.found.found)
        for name in parsed.notes_defined:
            if name not in parsed.notes_called:
                hint = "call it in the text, or remove it"
                message = f"nothing calls the note `[^{name}]`"
                found.extend([source.file.finding_at("L104", message, f"[^{name}]:", 1, hint)])
        chapters.append(Chapter(source.key, source.role, own_number, source.file, shaped))
    return chapters


def _parts(sources: Sources, chapters: list[Chapter], resolved: Resolved, found: Collector) -> list[Part]:
    """All parts in reading order: the title page first, the rest as book.toml lists it."""
    by_key = {chapter.key: chapter for chapter in chapters}
    title, words = sources.settings.book.title, sources.settings.words
    parts = [
        Part(
            "titlepage",
            "titlepage",
            title,
            0,
            generate.title_page(sources),
            (Heading(1, title, "titlepage-title", 1),),
            None,
        )
    ]
    for source in sources.chapters:
        if source.role == "contents":
            placeholder = Element("section")
            parts.append(Part("contents", "contents", words.contents, 0, placeholder, (), None))
            continue
        chapter = by_key[source.key]
        headings = chapter.shaped.headings + tuple(_generated(sources, chapter, resolved, found))
        parts.append(
            Part(
                source.key,
                source.role,
                chapter.shaped.title,
                chapter.number,
                chapter.shaped.tree,
                headings,
                source.file,
            )
        )
    figures = 0
    for part in parts:
        figures = _number_figures(part, figures, words)
        if part.number:
            _number_title(part, words)
    for position, part in enumerate(parts):
        if part.role == "contents":
            tree = generate.contents(generate.toc_nodes(parts), words)
            heading = Heading(1, words.contents, "contents-title", 1)
            parts[position] = Part(part.key, part.role, part.title, 0, tree, (heading,), None)
    return parts


def _generated(sources: Sources, chapter: Chapter, resolved: Resolved, found: Collector) -> list[Heading]:
    """Append what the builder adds to a chapter of this role; returns its headings."""
    made: list[Element] = []
    headings: list[Heading] = []
    tree, words = chapter.shaped.tree, sources.settings.words
    if chapter.role == "help":
        made, headings = generate.help_lines(chapter.key, sources)
        found.extend(_no_help(sources))
    elif chapter.role == "reading-list":
        entries = number_entries(sources.entries)
        made, headings = generate.reading_list(chapter.key, entries, resolved.citations, words)
    elif chapter.role == "colophon":
        made = generate.colophon(sources)
    elif chapter.role == "accessibility":
        made = generate.contact(sources)
    notes = [child for child in tree if child.get("role") == "doc-endnotes"]
    for child in notes:
        tree.remove(child)
    tree.extend([*made, *notes])
    claims = [claim for claim in resolved.claims if claim.part == chapter.key]
    generate.link_claims(tree, claims, resolved.citations, words)
    return headings


def _no_help(sources: Sources) -> list[Finding]:
    """A finding when the book's country has no help lines: those for other countries do not stand in for it."""
    country, data = sources.settings.help.country, sources.help_lines
    if data is not None and any(line.country == country for line in data.lines):
        return []
    config, where = sources.config, sources.settings.help.file
    if sources.help_file is None:
        message, hint = f"`{where}` does not exist, so the help page has no numbers", "copy one from another book"
    else:
        known = sorted({line.country for line in data.lines} - {"INT"}) if data is not None else []
        message = f"there is no help line for the country `{country}`"
        hint = f"`{where}` has lines for {', '.join(known) or 'no country'}; add some, or set another country"
        hint += "; the United Kingdom is `GB`" if country == "UK" else ""
    return [config.at_key("K702", message, ("help", "country"), hint)]


def _number_title(part: Part, words: Words) -> None:
    """ "Chapter 2" above the title, as part of the heading, so that it is heard with it."""
    heading = part.tree.find("h1")
    if heading is None:
        return
    label = Element("span", {"class": "chapter-number"})
    label.text = fill(words.chapter_number, number=part.number)
    label.tail = f" {heading.text or ''}"
    heading.text = None
    heading.insert(0, label)


def _number_figures(part: Part, before: int, words: Words) -> int:
    """Number the figures of a part, after `before` figures in earlier parts; returns the new count."""
    number = before
    for number, figure in enumerate(part.tree.iter("figure"), before + 1):
        caption = figure.find("figcaption")
        figure.set("id", figure.get("id", f"figure-{number}"))
        if caption is None:
            continue
        label = Element("span", {"class": "figure-number"})
        label.text = fill(words.figure_number, number=number)
        label.tail = f" {caption.text or ''}"
        caption.text = None
        caption.insert(0, label)
    return number


def _unique(parts: list[Part], sources: Sources, found: Collector) -> None:
    """Ids are unique in the whole book; only ids that authors give can clash."""
    seen: dict[str, str] = {}
    for part in parts:
        for element in part.tree.iter():
            identifier = element.get("id")
            if identifier is None:
                continue
            if not re.fullmatch(r"[^\W\d][\w.-]*", identifier) and part.file is not None:
                hint = "start with a letter, then letters, digits, hyphens"
                finding = part.file.finding_at("B203", f"`{identifier}` cannot be an id", f"#{identifier}", 1, hint)
                found.extend([finding])
            if _RESERVED.fullmatch(identifier) and part.file is not None:
                hint = "the builder needs it for itself; choose another"
                message = f"the id `{identifier}` is taken"
                found.extend([part.file.finding_at("B203", message, f"#{identifier}", 1, hint)])
            elif identifier in seen and part.file is not None:
                hint = "ids are shared by the whole book; rename one of the two"
                message = f"the id `{identifier}` is already used in the part “{seen[identifier]}”"
                found.extend([part.file.finding_at("B203", message, f"#{identifier}", 1, hint)])
            seen.setdefault(identifier, part.title)
