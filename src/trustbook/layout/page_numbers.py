"""Printed page numbers: told to the layout before it knows them, and kept right when pages move.

WeasyPrint lays a page out again when a page whose number it prints has moved.

- It begins with 0 for every number. Once it knows better, the lines of long contents get longer, the contents grow by a
  page, and everything behind them is laid out once more. So each number begins with a guess, by the words before it,
  which mostly has as many digits: `expected`.
- Version 70 notes by the name of the target which pages print a number, and reads that name from the link a step too
  late, so that it notes none at all, and contents that grew keep the numbers of before. `install` puts the name where
  it is missing; a version that names its targets is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from xml.etree.ElementTree import Element

_CHARACTERS = 850  # on a page of the book, with its headings, lists and boxes

_expected: ContextVar[Mapping[str, int] | None] = ContextVar("expected", default=None)


@contextmanager
def expected(html: Element) -> Iterator[None]:
    """Let a layout that this thread does meanwhile begin with guesses for the pages of a document's ids."""
    guesses: dict[str, int] = {}
    characters = 0
    for element in html.iterfind("body//*"):
        if (identifier := element.get("id")) is not None:
            guesses[identifier] = 1 + characters // _CHARACTERS
        characters += len(element.text or "") + len(element.tail or "")
    before = _expected.set(guesses)
    try:
        yield
    finally:
        _expected.reset(before)


def install() -> None:
    """Stand before two methods of WeasyPrint's collector of targets, once."""
    from weasyprint.css.targets import TargetCollector

    noted, collected = TargetCollector.collect_missing_counters, TargetCollector.collect_anchor
    if noted.__module__ == __name__:
        return

    def collect_missing_counters(
        self: Any, box: Any, token: str, parse_again: Any, missing: list[str], targets: dict[str | None, list[str]]
    ) -> None:
        if None in targets:
            targets[box.element.get("href", "").removeprefix("#")] = targets.pop(None)
        noted(self, box, token, parse_again, missing, targets)

    def collect_anchor(self: Any, name: Any) -> None:
        collected(self, name)
        if (guess := (_expected.get() or {}).get(name)) is not None:
            self.target_lookup_items[name].cached_page_counter_values = {"page": [guess]}

    TargetCollector.collect_missing_counters = collect_missing_counters
    TargetCollector.collect_anchor = collect_anchor
