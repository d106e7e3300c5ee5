"""The pages of a preflight in few rows: pages that follow each other and are alike are one.

In: a `Preflight`. Out: rows of texts, and what stands above them. Figures are the worst of a row's pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from trustbook.pdf.units import MM
from trustbook.verify.preflight.facts import Coverage, PageFacts, millimetres
from trustbook.verify.preflight.fault import ranges
from trustbook.verify.preflight.outcome import Preflight

HEAD = ("Pages", "Cut to", "Bleed", "Colours", "Ink", "Pictures", "Fonts", "To the cut", "Findings")


def rows(done: Preflight) -> list[tuple[str, ...]]:
    """A row of texts for each run of pages that are alike."""
    codes = {number: sorted({one.code for one in faults}) for number, faults in done.by_page().items()}
    runs = groupby(done.file.pages, lambda page: (*_alike(page), codes[page.number]))
    return [_row(list(run), codes) for _, run in runs]


def facts(done: Preflight) -> list[tuple[str, str]]:
    """What is true of the whole file, with the word for it."""
    file, keys = done.file, done.file.keys
    intents = [f"{one.condition or 'no name'} ({one.model or 'no profile'})" for one in keys.intents]
    told = [
        ("Shop", f"{done.shop.title} (its rules as read on {done.shop.read_on}: {done.shop.source})"),
        ("PDF", file.pdf_version or "not read"),
        ("PDF/X", keys.xmp_version or keys.version or "no"),
        ("Output intent", ", ".join(intents) or "none"),
        ("Pages", str(len(file.pages) + file.unread)),
    ]
    if done.shop.ink is not None and file.pages:
        told.append(("Ink", _how(done)))
    return told


def _how(done: Preflight) -> str:
    if not any(page.coverage and page.coverage.estimate for page in done.file.pages):
        return "measured, on Ghostscript's separations where inks may lie on one another"
    why = f" ({done.estimated})" if done.estimated else ""
    return f"estimated (~): the highest ink of any colour painted{why}"


def _alike(page: PageFacts) -> tuple[str, ...]:
    return millimetres(page.boxes.cut), _bleed(page), _colours(page)


def _row(run: Sequence[PageFacts], codes: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    first = run[0]
    coverages = [page.coverage for page in run if page.coverage]
    finest = min((one.ppi for page in run for one in page.pictures), default=None)
    fonts = {font.name: font.embedded for page in run for font in page.fonts}
    lost = sum(not embedded for embedded in fonts.values())
    near = [margin for page in run if page.ink for margin in (*(page.ink.margins or ()), *(page.ink.text or ()))]
    return (
        ranges([page.number for page in run]),
        millimetres(first.boxes.cut),
        _bleed(first),
        _colours(first) or "-",
        _ink(coverages),
        f"{finest:.0f} ppi" if finest is not None else "-",
        f"{len(fonts)}, {lost} not embedded" if lost else str(len(fonts)),
        f"{min(near):.1f} mm" if near else "-",
        " ".join(codes[first.number]) or "none",
    )


def _ink(coverages: Sequence[Coverage]) -> str:
    """The most ink of some pages; an estimate leaves out what it cannot count."""
    most = max(coverages, key=lambda one: one.percent, default=None)
    if most is None:
        return "-"
    more = any(one.estimate and one.uncounted for one in coverages)
    return f"{'~' * most.estimate}{most.percent:.0f} %{' or more' * more}"


def _bleed(page: PageFacts) -> str:
    away = [abs(one - other) / MM for one, other in zip(page.boxes.cut, page.boxes.painted, strict=True)]
    least, most = min(away), max(away)
    return f"{least:.1f} mm" if most - least < 0.1 else f"{least:.1f} to {most:.1f} mm"


def _colours(page: PageFacts) -> str:
    names = {
        f"{one.space.name} ({', '.join(one.space.inks)})" if one.space.inks else one.space.name for one in page.painted
    }
    return ", ".join(sorted(names))
