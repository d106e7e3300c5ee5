"""What a tagged PDF says, as a value: elements and texts, in the order of its structure tree.

Types only: `read_pdf` fills them, `spoken` and `--json` show them. They know nothing of PDF's objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from trustbook.findings import Finding
from trustbook.pdf.values import Value


@dataclass(frozen=True, slots=True)
class SpokenText:
    """Text in one language on one page (from 1); `alt` and `expansion` come from marks in the content."""

    text: str
    page: int
    lang: str = ""
    alt: str | None = None
    expansion: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The text for `--json`."""
        return _filled(self, ("text", "page", "lang", "alt", "expansion"))


@dataclass(frozen=True, slots=True)
class SpokenElement:
    """An element of the structure tree.

    `role` is standard (after RoleMap), `tag` as the PDF writes it; `level` is 1 and up for headings, else 0; `page` is
    where its content starts, from 1, or 0 when it has none. What comes from annotations: `target` (an address, or a
    fragment such as `#page=7`), `target_page`, `description` (Contents, or TU of a field), `control` (kind of field).
    """

    role: str
    kids: tuple[SpokenElement | SpokenText, ...] = ()
    tag: str = ""
    level: int = 0
    lang: str = ""
    page: int = 0
    alt: str | None = None
    actual_text: str | None = None
    expansion: str | None = None
    title: str = ""
    identifier: str = ""
    refs: tuple[str, ...] = ()
    target: str = ""
    target_page: int = 0
    description: str = ""
    control: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that is written in it, its ActualText first; alternatives stand for no text here."""
        if self.actual_text is not None:
            return self.actual_text
        return "".join(kid.text for kid in self.kids)

    def walk(self) -> Iterator[SpokenElement]:
        """It and all elements inside it, in order."""
        waiting: list[SpokenElement | SpokenText] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, SpokenElement):
                yield one
                waiting.extend(reversed(one.kids))

    def to_dict(self) -> dict[str, object]:
        """The element for `--json`; empty fields are left out."""
        shown = _filled(
            self,
            (
                "role", "tag", "level", "lang", "page", "alt", "actual_text", "expansion", "title", "identifier",
                "refs", "target", "target_page", "description", "control", "attributes",
            ),
        )  # fmt: skip
        if self.tag == self.role:
            shown.pop("tag", None)
        return shown | {"kids": [kid.to_dict() for kid in self.kids]}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a PDF says; `findings` tell why it says nothing, or not all.

    Elements count the pages of the file from 1; `labels` are what viewers call them (ISO 32000-1, 12.4.2).
    """

    kids: tuple[SpokenElement | SpokenText, ...] = ()
    lang: str = ""
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    labels: tuple[str, ...] = ()

    def label(self, page: int) -> str:
        """What viewers call a page of the file."""
        return self.labels[page - 1] if 0 < page <= len(self.labels) else str(page)

    def walk(self) -> Iterator[SpokenElement]:
        """All elements, in order."""
        for kid in self.kids:
            if isinstance(kid, SpokenElement):
                yield from kid.walk()

    def on_pages(self, first: int, last: int) -> Reading:
        """Only what stands on some pages (by their labels, both included), with the elements around it."""
        numbers = [int(one) if one.isdecimal() else 0 for one in map(self.label, range(1, self.pages + 1))]
        wanted = [page for page, number in enumerate(numbers, 1) if first <= number <= last]
        return replace(self, kids=_on_pages(self.kids, min(wanted), max(wanted)) if wanted else ())

    def to_dict(self) -> dict[str, object]:
        """The reading for `--json`."""
        return {
            "lang": self.lang,
            "pages": self.pages,
            "labels": list(self.labels),
            "findings": [finding.to_dict() for finding in self.findings],
            "kids": [kid.to_dict() for kid in self.kids],
        }


def _on_pages(
    kids: tuple[SpokenElement | SpokenText, ...], first: int, last: int
) -> tuple[SpokenElement | SpokenText, ...]:
    kept: list[SpokenElement | SpokenText] = []
    for kid in kids:
        here = first <= kid.page <= last
        if isinstance(kid, SpokenText):
            kept += [kid] if here else []
            continue
        inside = _on_pages(kid.kids, first, last)
        if inside or (here and not kid.kids):
            shown = next((one.page for one in inside if one.page), kid.page)
            kept.append(replace(kid, kids=inside, page=shown))
    return tuple(kept)


def _filled(one: SpokenText | SpokenElement, names: tuple[str, ...]) -> dict[str, object]:
    """The fields that say something; an empty alternative does."""
    found = {name: getattr(one, name) for name in names}
    spoken = ("text", "alt", "actual_text")
    return {name: value for name, value in found.items() if value or (value == "" and name in spoken)}
