"""Write the parts the builder makes itself: title page, contents, help lines, reading list, facts of the colophon.

In: chapters with resolved references. Out: elements for those parts, and back-links below each claim of the evidence
part. Words come from the book's data files and its language's `Words`, structure from the templates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.book import Citation, Claim, Heading, Part
from trustbook.manuscript.marks import Role, mark
from trustbook.manuscript.part_numbers import full_title
from trustbook.settings import EVERYWHERE, Entry, Process
from trustbook.sources.values import Sources
from trustbook.words import Words, fill, templates
from trustbook.words.typography import curl

TOC_DEPTH = 2
_UNLISTED = ("titlepage", "clinic", "contents", "dedication", "epigraph")


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link from a list back to a place in the text; the label is unique within its entry."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class TocNode:
    """An entry of the contents; `number` is the chapter's, or empty."""

    id: str
    text: str
    number: str
    children: tuple[TocNode, ...]


def backlinks(citations: Iterable[Citation], target: str, words: Words) -> list[Backlink]:
    """Links to every place that cites `target`, labelled by chapter and section."""
    found: list[Backlink] = []
    seen: dict[str, int] = {}
    for citation in citations:
        if citation.target == target:
            count = seen[citation.section] = seen.get(citation.section, 0) + 1
            phrase = ("{place}", words.cited_again, words.cited_again_number)[min(count, 3) - 1]
            found.append(Backlink(citation.anchor, fill(phrase, place=citation.section, number=count)))
    return found


def _between(words: Words) -> str:
    """What stands between two places."""
    return curl("; ", words.language, before=")")


def title_page(sources: Sources) -> Element:
    """The title page as a part of its own."""
    root = Element("section", {"id": "titlepage", "class": "part titlepage"})
    people = [person.name for person in sources.settings.people]
    book, words = sources.settings.book, sources.settings.words
    date = words.spoken_date(book.date)
    root.extend(templates.elements("titlepage.xhtml.j2", words, book=book, people=people, date=date))
    return root


def toc_nodes(parts: Iterable[Part], words: Words, without: Collection[str] = _UNLISTED) -> list[TocNode]:
    """The contents as a tree: parts, what stands below them, and the sections of each; `without` are roles."""
    return _nodes(deque(part for part in parts if part.role not in without), words, 0)


def _nodes(parts: deque[Part], words: Words, depth: int) -> list[TocNode]:
    """The first parts, as far as they stand at this depth or below."""
    nodes: list[TocNode] = []
    while parts and parts[0].depth >= depth:
        part = parts.popleft()
        whole = part.role == "part"  # a number alone would be that of a chapter
        sections = [TocNode(h.id, h.text, "", ()) for h in part.headings if h.level == TOC_DEPTH and not whole]
        below = _nodes(parts, words, part.depth + 1)
        title, number = (full_title(part, words), "") if whole else (part.title, part.number)
        nodes.append(TocNode(part.key, title, number, (*sections, *below)))
    return nodes


def contents(nodes: Sequence[TocNode], words: Words) -> Element:
    """The contents as a part; page numbers are added by each paged edition's style sheet."""
    root = Element("section", {"id": "contents", "class": "part contents"})
    root.extend(templates.elements("contents.xhtml.j2", words, nodes=nodes))
    return root


def help_lines(key: str, sources: Sources) -> tuple[list[Element], list[Heading]]:
    """The help lines of the book's country with the date they were verified; then those for everywhere else."""
    data, words = sources.help_lines, sources.settings.words
    if data is None:
        return [], []
    country = sources.settings.help.country
    own, others, anywhere = data.of(country), data.elsewhere(country), data.of(EVERYWHERE)
    if not (own or others or anywhere):
        return [], []
    oldest = min(line.verified_on for line in data.shown(country))
    made = templates.elements(
        "help.xhtml.j2",
        words,
        key=key,
        country=country.lower(),
        title=_country_title(country, sources),
        own=own,
        others=others,
        anywhere=anywhere,
        verified=words.checked(oldest, data.how_checked),
    )
    titles = [heading for section in made for heading in section.iter("h2")]
    return made, [Heading(2, "".join(one.itertext()), one.get("id", ""), 1) for one in titles]


def _country_title(country: str, sources: Sources) -> str:
    known = sources.help_lines.countries if sources.help_lines else {}
    name = known[country].name if country in known else country
    return fill(sources.settings.words.in_country, country=name)


def reading_list(
    key: str, entries: Sequence[Entry], citations: Sequence[Citation], words: Words
) -> tuple[list[Element], list[Heading]]:
    """The two lists: what the text names, and the research behind the book, each entry linked back."""
    named = [entry for entry in entries if entry.kind != "study"]
    studies = [entry for entry in entries if entry.kind == "study"]
    made = templates.elements(
        "reading-list.xhtml.j2",
        words,
        key=key,
        named=named,
        studies=studies,
        numbers={entry.id: number for number, entry in enumerate(entries, 1)},
        backlinks={entry.id: backlinks(citations, entry.id, words) for entry in entries},
        between=_between(words),
    )
    for section in made:
        _mark(section)
    headings = [Heading(2, "".join(section[0].itertext()), section[0].get("id", ""), 1) for section in made]
    return made, headings


def _mark(tree: Element) -> None:
    """Note what the template means its elements for: it holds no author's HTML, so its classes say."""
    for element in tree.iter():
        if element.get("class") == "backlinks":
            mark(element, Role.CITED_IN)
        elif element.get("class") == "box-origin":
            mark(element, Role.BOX_ORIGIN)
        elif element.get("role") == "doc-backlink":
            mark(element, Role.BACK)


def colophon(sources: Sources) -> list[Element]:
    """Facts of this edition, below the author's words, and how the book came about, where book.toml says."""
    book, words, process = sources.settings.book, sources.settings.words, sources.settings.process
    fonts = dict.fromkeys((face.own_name, face.licence) for face in sources.fonts)
    said = [f"{name} ({licence})" if licence else name for name, licence in fonts]
    date = words.spoken_date(book.date)
    facts = templates.elements("colophon.xhtml.j2", words, book=book, date=date, fonts="; ".join(said))
    if process == Process():
        return facts
    review = words.spoken_date(process.review_by) if process.review_by else ""
    return [*facts, *templates.elements("process.xhtml.j2", words, process=process, review=review)]


def link_claims(tree: Element, claims: Iterable[Claim], citations: Sequence[Citation], words: Words) -> None:
    """Below each claim, links to the places in the text that carry its mark."""
    sections = {section[0].get("id"): section for section in tree.iter("section") if len(section)}
    for claim in claims:
        section = sections.get(claim.id)
        links = backlinks(citations, claim.id, words)
        if section is None or not links:
            continue
        paragraph = mark(SubElement(section, "p", {"class": "backlinks"}), Role.CITED_IN)
        paragraph.text, _, end = words.cited_in.partition("{places}")
        for number, link in enumerate(links):
            anchor = mark(SubElement(paragraph, "a", {"role": "doc-backlink", "href": f"#{link.anchor}"}), Role.BACK)
            anchor.text = link.label
            anchor.tail = _between(words) if number < len(links) - 1 else end
