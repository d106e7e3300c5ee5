"""Printed page numbers: told to the layout before it knows them, and kept right when pages move.

WeasyPrint 70 lays a page out again when a page whose number it prints has moved. Its collector of targets does so three
times for every page that prints a number, and once too seldom. `install` puts a collector in its place that

- begins with a guess for each number, by the words before it, which mostly has as many digits: `expected`. WeasyPrint
  begins with 0; then the lines of long contents get longer, the contents grow by a page, and all that follows moves;
- notes by the name of the target which pages print a number. WeasyPrint reads that name from the link a step too late,
  so that contents that grew would keep the numbers of before; and it takes what a text prints of another page for
  something that it prints of its own;
- compares the numbers that are printed. WeasyPrint compares all counters of a page, among them the number of all pages,
  which it knows only after the first round;
- tells a text behind its target the number before that text is laid out, so that it need not be laid out again, unless
  both stand on one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout import elsewhere
from trustbook.layout.pages import CHARACTERS


class _OtherPart:
    """Stands for what a link leads to in another part of the document."""

    cached_counter_values: Mapping[str, list[int]] = {}


_expected: ContextVar[Mapping[str, int] | None] = ContextVar("expected", default=None)
_asked: ContextVar[list[tuple[Element, str]] | None] = ContextVar("asked", default=None)


@contextmanager
def asked() -> Iterator[list[tuple[Element, str]]]:
    """Which elements of a document that this thread lays out meanwhile print the numbers of pages, and the names on
    those; an empty name stands for the page of the element itself."""
    found: list[tuple[Element, str]] = []
    before = _asked.set(found)
    try:
        yield found
    finally:
        _asked.reset(before)


def guesses(html: Element, first: int = 1) -> dict[str, int]:
    """About which page each id of a document will be on."""
    found: dict[str, int] = {}
    characters = 0
    for element in html.iterfind("body//*"):
        if (identifier := element.get("id")) is not None:
            found[identifier] = first + characters // CHARACTERS
        characters += len(element.text or "") + len(element.tail or "")
    return found


@contextmanager
def expected(html: Element, first: int = 1) -> Iterator[None]:
    """Let a layout that this thread does meanwhile begin with guesses for the pages of a document's ids."""
    before = _expected.set(guesses(html, first))
    try:
        yield
    finally:
        _expected.reset(before)


def install() -> None:
    """Let documents that are laid out from now on have a collector of ours."""
    from weasyprint import document
    from weasyprint.css.targets import TargetCollector, TargetLookupItem

    if document.TargetCollector is not TargetCollector:
        return

    class Collector(TargetCollector):  # type: ignore[misc]
        """Which texts print the numbers of which pages."""

        def __init__(self) -> None:
            super().__init__()
            self.printing: dict[str, list[tuple[Any, Sequence[str]]]] = {}  # target → its texts, with their counters
            self.page, self.waiting = 0, list[Any]()  # texts that may stand on this page, with a number it changed

        def collect_anchor(self, name: Any) -> None:
            super().collect_anchor(name)
            if (guess := (_expected.get() or {}).get(name)) is not None:
                self.target_lookup_items[name].cached_page_counter_values = {"page": [guess]}

        def lookup_target(self, anchor: Any, box: Any, token: str, parse_again: Any) -> Any:
            name = box.element.get("href", "").removeprefix("#")
            _ask(box.element, name)
            number = None if name in self.target_lookup_items else elsewhere.number_of(name)
            if number is not None:
                target = self.target_lookup_items[name] = TargetLookupItem("up-to-date")
                target.target_box = _OtherPart()
                target.cached_page_counter_values = {"page": [number]}
            return super().lookup_target(anchor, box, token, parse_again)

        def collect_missing_counters(
            self, box: Any, token: str, parse_again: Any, missing: list[str], targets: dict[str | None, list[str]]
        ) -> None:
            if None in targets:
                targets[box.element.get("href", "").removeprefix("#")] = targets.pop(None)
            if token == "content":
                own = [value[0] for kind, value in box.style["content"] if kind in ("counter()", "counters()")]
                missing = [name for name in missing if name in own]
            if {"page", "pages"}.intersection(missing):
                _ask(box.element, "")
            super().collect_missing_counters(box, token, parse_again, missing, targets)

        def check_pending_targets(self) -> None:
            super().check_pending_targets()
            for (_, token), text in self.counter_lookup_items.items():
                for name, counters in text.missing_target_counters.items() if token == "content" else ():
                    self.printing.setdefault(name, []).append((text, counters))

        def cache_target_page_counters(
            self, name: str, counters: Mapping[str, list[int]], page: int, pages: Sequence[Any]
        ) -> None:
            if page != self.page:
                for text in self.waiting:  # those that still wait stand further back
                    text.pending = False
                self.page, self.waiting = page, []
            target = self.target_lookup_items.get(name)
            if target is None or target.state != "up-to-date":
                return
            before = target.cached_page_counter_values
            target.page_maker_index = page
            target.cached_page_counter_values = {name: [*values] for name, values in counters.items()}
            for text, printed in self.printing.get(name, ()):
                if all(before.get(one) == counters.get(one) for one in printed):
                    continue
                text.parse_again(text.cached_page_counter_values)
                if text.page_maker_index is None or text.page_maker_index >= len(pages):
                    text.pending = True
                    self.waiting.append(text)
                else:
                    pages[text.page_maker_index][-1]["content_changed"] = True

    document.TargetCollector = Collector


def _ask(element: Element, name: str) -> None:
    if (asked := _asked.get()) is not None:
        asked.append((element, name))
