"""Fill the places where a chapter shows what people can ask for in the book's country.

In: a chapter's tree with places marked by `shape.rights`. Out: the same places with rows of the rights file in them,
and the day the oldest row was verified below the last of them. Where nothing is known of the country, the book says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.marks import LINE, OF, Role, role_of
from trustbook.manuscript.places import TypedPlaces
from trustbook.manuscript.trees import HEADINGS
from trustbook.settings import TOPICS, Right
from trustbook.sources.values import Sources
from trustbook.words import Words, fill, templates
from trustbook.words.typography import curl


def places_for_rights(tree: Element) -> Iterator[tuple[Element, list[str]]]:
    """Each place for rights in a tree, with its topics."""
    for element in tree.iter():
        if role_of(element) is Role.RIGHTS:
            yield element, element.get(OF, "").split()


def rows_shown(tree: Element, sources: Sources) -> Iterator[Right]:
    """The rows that a tree shows, in reading order."""
    for _, topics in places_for_rights(tree):
        for topic in topics:
            yield from _rows(topic, sources)


def fill_rights(tree: Element, key: str, file: SourceFile, sources: Sources) -> list[Finding]:
    """Put rows into the places of a chapter; a finding for each place that lacks rows on a topic it names."""
    places, found = list(places_for_rights(tree)), list[Finding]()
    typed, country = TypedPlaces(file), _country(sources)
    for number, (place, topics) in enumerate(places, 1):
        groups, level = _groups(topics, country, sources), _level(tree, place)
        lacking = [topic for topic in topics if not _rows(topic, sources)]
        if lacking and not (groups and topics == list(TOPICS)):  # a place for all topics shows those that there are
            found.append(_nothing(place, lacking, file, typed, sources))
        else:
            lacking = []
        said = {
            "groups": groups,
            "lacking": lacking,
            "country": country,
            "level": level,
            "prefix": f"{key}-rights-{number}",
        }
        place.set(LINE, "0")  # what stands in it comes from a data file
        place.extend(templates.elements("rights.xhtml.j2", sources.settings.words, **said))
    days = [row.verified_on for row in rows_shown(tree, sources)]
    if days and sources.rights is not None:
        places[-1][0].append(_verified(min(days), sources.rights.how_checked, country, sources.settings.words))
    return found


def _groups(topics: list[str], country: str, sources: Sources) -> list[tuple[str, list[tuple[str, list[Right]]]]]:
    """Rows with a term, and these with a heading: one topic by region; several by region first, then by topic.

    What holds in the whole country comes first, under its name. One topic needs no heading, nor does a single region.
    """
    whole, words = f"{country[:1].upper()}{country[1:]}", sources.settings.words
    rows = [row for topic in topics for row in _rows(topic, sources)]
    if len(topics) == 1:
        return [("", [(region or whole, list(found)) for region, found in groupby(rows, key=lambda row: row.region)])]
    regions = sorted(dict.fromkeys(row.region for row in rows), key=bool)
    by_region = {region: [row for row in rows if row.region == region] for region in regions}
    return [
        (
            (region or whole) if len(regions) > 1 else "",
            [(words.right(topic), list(found)) for topic, found in groupby(its, key=lambda row: row.topic)],
        )
        for region, its in by_region.items()
    ]


def _level(tree: Element, place: Element) -> int:
    """The level of a heading below that of the section that a place stands in."""
    around = [one for one in tree.iter() if len(one) and one[0].tag in HEADINGS and place in list(one.iter())]
    return min(int(around[-1][0].tag[1]) + 1, 6) if around else 2


def _rows(topic: str, sources: Sources) -> tuple[Right, ...]:
    return sources.rights.shown(sources.settings.help.country, topic) if sources.rights is not None else ()


def _country(sources: Sources) -> str:
    """The name of the book's country, or its code."""
    code = sources.settings.help.country
    known = sources.rights.countries if sources.rights is not None else {}
    return known[code].name if code in known else code


def _nothing(place: Element, lacking: list[str], file: SourceFile, typed: TypedPlaces, sources: Sources) -> Finding:
    """The finding that the rights file has nothing on these topics for the book's country."""
    where = sources.settings.help.rights
    country = sources.settings.help.country
    message = f"`{where}` has no rows for `{country}` on {', '.join(f'`{topic}`' for topic in lacking)}"
    hint = "add some, or leave the topic out; the book says that it knows nothing"
    if sources.rights is None:
        message, hint = f"`{where}` does not exist, so there are no rows to show", "copy one from another book"
    elif not country:
        message, hint = (
            "rights need `country` in `[help]`: whose rows are printed",
            'write `country = "GB"` in `[help]`',
        )
    return file.at("K704", message, typed.of(place, "[rights"), hint)


def _verified(day: date, how: str, country: str, words: Words) -> Element:
    """For which country the rows are, and when and how they were verified."""
    said = Element("p", {"class": "verified"})
    said.text = curl(fill(words.rights_checked, country=country, date=words.checked(day, how)), words.language)
    return said
