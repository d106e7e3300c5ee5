"""`trustbook new FOLDER --from OTHER`: write what was taken over, and say what needs a hand.

In: two folders. Out: a book in the first, and lines for people, the last of them what `check` finds in the new book.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from trustbook.builder.check import check_on
from trustbook.cli.starter import LANGUAGE, languages, one_line, refusal, title_from, write
from trustbook.cli.taken.book import Taken, take
from trustbook.cli.taken.config import config
from trustbook.cli.voice import Voice
from trustbook.findings import Finding

_FACTS = "publisher, description, rights and people, which stand in manuscript/book.toml with words to replace"


def take_over(voice: Voice, folder: Path, source: Path, title: str | None, language: str | None) -> int:
    """Start a book in `folder` from the one in `source`; the exit code."""
    refused = refusal(folder) or _inside(folder, source)
    taken = take(source) if refused is None else None
    if taken is not None and not taken.chapters:
        hint = "name a folder with Markdown, or with a SUMMARY.md, _quarto.yml or _bookdown.yml"
        refused = Finding("O905", f"there is no chapter in `{source}`", hint=hint)
    if taken is None or refused is not None:
        voice.findings([refused] if refused else [])
        return 1
    name = one_line(title or taken.outline.title) or title_from(source)
    failed = write(folder, {"book.toml": config(taken, name, language or _language(taken)).encode(), **taken.files})
    if failed is not None:
        voice.findings([failed])
        return 1
    _tell(voice, folder, taken)
    return 0


def _inside(folder: Path, source: Path) -> Finding | None:
    """A book is not written into the folder it is taken from."""
    if not folder.resolve().is_relative_to(source.resolve()):
        return None
    return Finding("O905", f"`{folder}` lies in `{source}`", hint="name a folder elsewhere for the new book")


def _language(taken: Taken) -> str:
    said = taken.outline.language
    known = said.partition("-")[0].lower() in languages() and all(one.isalnum() for one in said.split("-"))
    return said if known and said.lower() != "en" else LANGUAGE


def _tell(voice: Voice, folder: Path, taken: Taken) -> None:
    program = f" for {taken.outline.program}" if taken.outline.program else ""
    count = sum(bool(item.file) for item in taken.chapters)
    pictures = sum(not name.endswith((".md", ".bib")) for name in taken.files)
    voice.say(f"Took over a book{program}: {count} chapters, {pictures} pictures, in {folder}/manuscript.")
    for rule, times in sorted((+taken.used).items()):
        voice.say(f"  changed {times} x {rule}")
    voice.say(f"\nNeeds a hand:\n\n  {_FACTS}\n")
    voice.findings(taken.found)
    for line in _counted(check_on(folder, None).findings):
        voice.say(f"  {line}")
    voice.say(f"\nNext:\n\n    cd {shlex.quote(str(folder))}\n    trustbook check\n    trustbook build")


def _counted(findings: Iterable[Finding]) -> list[str]:
    """One line for each kind of finding: how often, what, and where first; errors before the rest."""
    ranked = sorted(findings, key=lambda one: one.severity != "error")
    counts = Counter(one.code for one in ranked)
    first = {one.code: one for one in reversed(ranked)}
    return [
        f"{counts[code]:>5} x {one.severity}[{code}] {one.message}" + (f" ({one.place})" if one.place else "")
        for code, one in sorted(first.items(), key=lambda pair: (pair[1].severity != "error", pair[0]))
    ]
