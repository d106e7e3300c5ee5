"""The whole preflight of one PDF, from its bytes to its findings.

In: a file's name and bytes, a `Shop`, a folder to work in. Out: a `Preflight`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trustbook.findings import Finding
from trustbook.pdf.shops import Shop
from trustbook.verify.preflight.cover_rules import Inside
from trustbook.verify.preflight.facts import FileFacts, PageFacts
from trustbook.verify.preflight.fault import Fault, findings
from trustbook.verify.preflight.judge import faults
from trustbook.verify.preflight.read import measure
from trustbook.verify.tools import Check, Subject

_COLOURS = ("V926", "V927")
_INSTALL = "install Ghostscript, whose command is `gs`: it measures all ink"


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was measured and what is wrong. `copy` is the PDF to paint pages from; `estimated` says why ink was."""

    shop: Shop
    file: FileFacts
    faults: tuple[Fault, ...]
    copy: bytes = b""
    estimated: str = ""

    @property
    def findings(self) -> list[Finding]:
        """One finding for each kind of fault; and one for ink that an estimate could not count."""
        found = findings(self.file.name, self.faults)
        limit = self.shop.ink
        if self.estimated and limit is not None:
            faulty = {one.page for one in self.faults if one.code in _COLOURS}  # what was left out is a fault anyway
            unsure = [page for page in self.file.pages if page.number not in faulty]
            if left_out := sorted({one for page in unsure for one in _uncounted(page, limit)}):
                message = f"ink was only estimated, without {', '.join(left_out)}: {self.estimated}"
                found.append(Finding("V905", message, hint=_INSTALL))
        return found

    def by_page(self) -> dict[int, list[Fault]]:
        """The faults of each page; every page that was measured has a list."""
        found: dict[int, list[Fault]] = {page.number: [] for page in self.file.pages}
        for one in self.faults:
            if one.page:
                found[one.page].append(one)
        return found


def _uncounted(page: PageFacts, limit: int) -> tuple[str, ...]:
    """What an estimate leaves out on a page; inks on top of others, only where both may be too much."""
    found = page.coverage
    if found is None or not found.estimate:
        return ()
    return (*found.uncounted, *(["overprint"] if found.over and found.percent + found.over > limit else []))


def preflight(name: str, data: bytes, shop: Shop, work: Path, inside: Inside | None = None) -> Preflight:
    """Measure and judge one PDF, as the cover of a book where `inside` says of which.

    Ink is measured with Ghostscript where it is installed and the shop has a limit.
    """
    measured = measure(name, data, work if shop.ink is not None else None)
    return Preflight(
        shop, measured.facts, tuple(faults(measured.facts, shop, inside)), measured.copy, measured.estimated
    )


def checks(shop_of: Callable[[str], Shop | None]) -> tuple[Check, ...]:
    """The check of PDFs for print shops; `shop_of` says for which, by a file's name, and for which none."""
    return (Check("preflight", partial(_check, shop_of=shop_of)),)


def _check(subject: Subject, shop_of: Callable[[str], Shop | None]) -> list[Finding]:
    shop = shop_of(subject.name)
    return preflight(subject.name, subject.data, shop, subject.work).findings if shop else []
