"""Write the parts the builder makes itself: title page, contents, help lines, reading list, facts of the colophon.

In: chapters with resolved references. Out: elements for those parts, and back-links below each claim of the evidence
part. Words come from the book's data files and its language's `Words`, structure from the templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.book import Citation, Claim, Heading, Part
from trustbook.manuscript.marks import Role, mark
from trustbook.settings import EVERYWHERE, Entry
from trustbook.sources.values import Sources
from trustbook.words import Words, fill, templates
from trustbook.words.typography import curl

TOC_DEPTH = 2


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


def toc_nodes(parts: Iterable[Part]) -> list[TocNode]:
    """The contents as a tree, two levels deep; title page and contents do not list themselves."""
    return [
        TocNode(
            part.key,
            part.title,
            str(part.number or ""),
            tuple(TocNode(h.id, h.text, "", ()) for h in part.headings if h.level == TOC_DEPTH),
        )
        for part in parts
        if part.role not in ("titlepage", "contents")
    ]


def contents(nodes: Sequence[TocNode], words: Words) -> Element:
    """The contents as a part; page numbers are added by each paged edition's style sheet."""
    root = Element("section", {"id": "contents", "class": "part contents"})
    root.extend(templates.elements("contents.xhtml.j2", words, nodes=nodes))
    return root


def help_lines(key: str, sources: Sources) -> tuple[list[Element], list[Heading]]:
    """The help lines of the book's country, then those for everywhere else, with the date they were verified."""
    data, words = sources.help_lines, sources.settings.words
    if data is None:
        return [], []
    country = sources.settings.help.country
    shown = data.shown(country)
    if not shown:
        return [], []
    titles = {country: _country_title(country, sources), EVERYWHERE: words.in_other_countries}
    groups: list[dict[str, object]] = [
        {"id": f"lines-{code.lower()}", "title": titles[code], "lines": list(lines)}
        for code, lines in groupby(shown, key=lambda line: line.country)
    ]
    oldest = min(line.verified_on for line in shown)
    verified = words.spoken_date(oldest)
    made = templates.elements("help.xhtml.j2", words, key=key, groups=groups, verified=verified)
    headings = [Heading(2, str(group["title"]), f"{key}-{group['id']}", 1) for group in groups]
    return made, headings


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
    """Facts of this edition, below the author's words."""
    book, words = sources.settings.book, sources.settings.words
    return templates.elements("colophon.xhtml.j2", words, book=book, date=words.spoken_date(book.date))


def contact(sources: Sources) -> list[Element]:
    """Whom to ask about access, where book.toml says."""
    said, words = sources.settings.accessibility.contact, sources.settings.words
    if not said:
        return []
    paragraph = Element("p", {"class": "access-contact"})
    paragraph.text = curl(fill(words.access_contact, contact=said), words.language)
    return [paragraph]


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
