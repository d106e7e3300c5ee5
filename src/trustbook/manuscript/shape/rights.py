"""`[rights]` or `[rights: complain, review]`, alone in a paragraph: what people can ask for in the book's country.

In: paragraphs. Out: an empty `div` with the mark of rights and their topics, which `manuscript.rights` fills. Findings
for topics that do not exist, and for places where the rows could not stand.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.findings import did_you_mean
from trustbook.manuscript.marks import LINE, Role, line_of, mark
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import parents, replace
from trustbook.settings import TOPICS

_PLACE = re.compile(r"\[rights(?:\s*:([^\[\]]*))?\]")
_IN_WORDS = re.compile(r"\[rights\s*:[^\[\]]*\]|^\[rights\]\s*$", re.MULTILINE)


def shape_rights(source: Element, context: Context) -> None:
    """Make a place for rows of each paragraph that asks for them."""
    for parent, child in parents(source):
        if child.tag != "p":
            continue
        typed = (child.text or "").strip()
        if not len(child) and (asked := _PLACE.fullmatch(typed)):
            if topics := _topics(asked.group(1), child, typed, context):
                place = Element("div", {"class": "rights", LINE: str(line_of(child))})
                place.tail = child.tail
                replace(parent, child, mark(place, Role.RIGHTS, " ".join(topics)))
        elif near := _IN_WORDS.search(child.text or ""):
            place_of = context.places.of(child, near.group())
            hint = "leave an empty line before and after it"
            context.found.at(context.file, "T506", "rights need a paragraph of their own", place_of, hint)


def _topics(listed: str | None, paragraph: Element, typed: str, context: Context) -> list[str]:
    """The topics that a paragraph asks for, all where it names none; nothing, and a finding, where one is not known."""
    if listed is None:
        return list(TOPICS)
    topics = [one.strip() for one in listed.split(",")]
    for topic in topics:
        if topic not in TOPICS:
            place = context.places.of(paragraph, topic or typed, typed)
            hint = did_you_mean(topic, TOPICS) or f"the topics are {', '.join(TOPICS)}"
            context.found.at(context.file, "T506", f"there is no topic `{topic}` of rights", place, hint)
            return []
    return topics
