"""The chapters that people ask for by their numbers.

In: a `Book`, and numbers as they are typed, such as "2,4". Out: its chapters, and findings for those it does not have.
"""

from __future__ import annotations

from trustbook.findings import Finding
from trustbook.manuscript.book import Book, Part


def chapters_by_number(book: Book, numbers: str) -> tuple[list[Part], tuple[Finding, ...]]:
    """The chapters with these numbers, each once, or all; a number that no chapter has is a finding (O908)."""
    known = {part.number: part for part in book.parts if part.role == "chapter"}
    asked = dict.fromkeys(one.strip() for one in numbers.split(",")) if numbers else known
    hint = f"there are chapters {', '.join(known)}" if known else "the book has no numbered chapters"
    faults = [Finding("O908", f"there is no chapter `{one}`", hint=hint) for one in asked if one not in known]
    return [known[one] for one in asked if one in known], tuple(faults)
