"""Say what is wrong, where, and what to do about it.

In: a code, a place and words for this one case. Out: text for people, dictionaries for machines.
A finding never raises and never stops anything by itself; the stages collect them, the pipeline decides.
The table of codes lives in `codes`; a code that is not in it is a programming error.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

from trustbook.findings.codes import CODES
from trustbook.findings.shown import shown, shown_cells

GENERAL = "`trustbook explain"  # how the hint starts that an edition from elsewhere gets for a finding without one
Severity = Literal["error", "warning", "skipped", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a source file: path relative to the book's folder, line and column from 1, length in characters."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `excerpt` is the source line at `place`, without its line end, or empty."""

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    excerpt: str = ""
    edition: str = ""  # the one edition an error stops; empty: all of them

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"there is no code {self.code!r}")
        place = self.place and replace(self.place, path=shown(self.place.path))
        told = {
            "message": shown(self.message),
            "hint": shown(self.hint) or f"{GENERAL} {self.code}` shows how it should be",
            "excerpt": shown_cells(self.excerpt),
        }
        for name, value in {
            **told,
            "place": place,
        }.items():  # what strangers wrote is never obeyed, wherever it is shown
            if value != getattr(self, name):
                object.__setattr__(self, name, value)

    @property
    def severity(self) -> Severity:
        """What the table of codes says: error, warning, skipped or note."""
        return CODES[self.code].severity

    def to_dict(self) -> dict[str, object]:
        """The finding for `--json` and report.json; empty fields are left out."""
        place = self.place
        full = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "path": place.path if place else "",
            "line": place.line if place else 0,
            "column": place.column if place else 0,
            "length": place.length if place and place.line else 0,
            "hint": self.hint,
            "excerpt": self.excerpt,
            "edition": self.edition,
        }
        return {key: value for key, value in full.items() if value}

    @classmethod
    def from_dict(cls, data: dict[str, object]) -> Finding:
        """Read back what `to_dict` wrote, or somebody else."""
        place = None
        if "path" in data:
            place = Place(str(data["path"]), _int(data, "line"), _int(data, "column"), _int(data, "length") or 1)
        return cls(
            str(data["code"]),
            str(data["message"]),
            place,
            str(data.get("hint", "")),
            str(data.get("excerpt", "")),
            str(data.get("edition", "")),
        )

    def lines(self, cut: str = "…") -> list[str]:
        """The finding as people read it: the place and message, the source line with carets, the hint.

        `cut` stands where the line goes on.
        """
        head = f"{self.place}: " if self.place else ""
        shown = [f"{head}{self.severity}[{self.code}]: {self.message}"]
        if self.excerpt and self.place and self.place.line:
            shown += _excerpt(self.excerpt, self.place, cut)
        if self.hint:
            shown.append(f"  hint: {self.hint}")
        return shown


def did_you_mean(wrong: str, known: Iterable[str], start: str = "") -> str:
    """A hint naming the nearest known name, or nothing when none is near; a `start` that all share does not count."""
    near = get_close_matches(wrong.removeprefix(start), [one.removeprefix(start) for one in known], n=1, cutoff=0.6)
    return f"did you mean `{start}{near[0]}`?" if near else ""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings once each, sorted by place and then code, so that two runs read the same."""
    return sorted(dict.fromkeys(findings), key=lambda one: (one.place or Place("~"), one.code, one.message))


def _excerpt(line: str, place: Place, cut: str, width: int = 96) -> list[str]:
    """The line at a place, cut around it when long, and a row of carets below."""
    text = line.replace("\t", " ").rstrip("\n")
    start = max(0, min(place.column - 1, len(text)))
    left = max(0, min(start - width // 3, len(text) - width))
    shown = text[left : left + width]
    start -= left
    marked = shown[start : start + max(1, place.length)]
    before = (cut if left else "") + shown[:start]
    after = cut if left + width < len(text) else ""
    number = f"{place.line:>4}"
    bar = " " * len(number)
    return [
        f"{number} | {cut if left else ''}{shown}{after}",
        f"{bar} | {' ' * _cells(before)}{'^' * max(1, _cells(marked))}",
    ]


def _cells(text: str) -> int:
    """How wide a text is on a terminal: some signs take two cells, some none (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(_width(one) for one in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _int(data: dict[str, object], key: str) -> int:
    value = data.get(key, 0)
    return value if isinstance(value, int) else 0


def printable(text: str, kept: str = "\t") -> str:
    """What strangers wrote, without signs that could move a cursor or turn a line round; those `kept` stay."""
    return "".join(one if one.isprintable() or one in kept else "\ufffd" for one in text)
