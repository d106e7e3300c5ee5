"""Layouts that outlive a build: what was laid out once is not laid out again while nothing of it changes.

In: a document, or what came of it. Out: a name made of everything its PDF depends on; and the bytes to keep, or the
layout that such bytes hold. It must not lay anything out, nor know where bytes are kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from trustbook.layout.pages import PageBreak, Paginated
from trustbook.pdf.profile import Profile
from trustbook.sources.program import key, program

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument


def name(paged: PagedDocument) -> str:
    """The name of a document's layout; origins do not count, for only findings need them."""
    resources = (part for address in sorted(paged.resources) for part in (address, paged.resources[address]))
    known = None if paged.elsewhere is None else sorted(paged.elsewhere.items())
    facts = repr((paged.edition, paged.profile, paged.embedded, paged.cover, paged.first, known, paged.folios_only))
    foot = name(paged.foot) if paged.foot is not None else ""
    return f"layout-{key(program(), facts, paged.xmp, foot, ElementTree.tostring(paged.html), *resources)}"


def name_of_breaks(paged: PagedDocument) -> str:
    """The name of where a document's pages break: what is written of them, and with which inks, does not count."""
    return name(
        replace(paged, profile=Profile(blank_pages=paged.profile.blank_pages), xmp="", embedded=None, foot=None)
    )


def write(done: Paginated) -> bytes | None:
    """The bytes to keep; None where something was found, which the next build is to say again at its place."""
    if done.findings or done.forbidden:
        return None
    breaks = [[one.label, one.part, one.offset] for one in done.breaks]
    head = {
        "pages": done.pages,
        "margins": done.margins,
        "breaks": breaks,
        "bottoms": done.bottoms,
        "numbers": done.numbers,
        "places": dict(done.places),
        "level": done.level,
        "side": done.side,
        "asks": done.asks,
        "folios": done.folios,
        "sha256": hashlib.sha256(done.data).hexdigest(),
    }
    return json.dumps(head).encode() + b"\n" + done.data


def without_pdf(data: bytes) -> bytes:
    """What is kept of a layout besides its PDF."""
    return data.partition(b"\n")[0] + b"\n"


def read(data: bytes) -> Paginated:
    """The layout that was kept; ValueError for bytes that are none, or whose PDF is not the one that was written."""
    first, _, pdf = data.partition(b"\n")
    try:
        head: Any = json.loads(first)
        if pdf and hashlib.sha256(pdf).hexdigest() != head["sha256"]:
            raise ValueError("another PDF")
        inner, outer = map(float, head["margins"])
        breaks = tuple(PageBreak(str(label), str(part), int(offset)) for label, part, offset in head["breaks"])
        places = {str(place): int(number) for place, number in head["places"].items()}
        return Paginated(
            pdf,
            int(head["pages"]),
            breaks,
            (),
            margins=(inner, outer),
            bottoms=tuple(float(bottom) for bottom in head["bottoms"]),
            numbers=tuple(int(number) for number in head["numbers"]),
            places=places,
            level=int(head["level"]),
            side=str(head["side"]),
            asks=tuple(map(str, head["asks"])),
            folios=tuple(None if one is None else str(one) for one in head["folios"]),
        )
    except (AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError("no layout") from error
