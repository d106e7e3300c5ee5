"""What can keep a whole build from its work, as findings; and whether findings do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from trustbook.builder.limits import Limits, TooMuch
from trustbook.findings import Finding, Place


def another_book(folder: Path, identifier: str) -> Finding:
    """The output folder is in use."""
    hint = "name another folder with --output; if this is that book under a new identifier, delete its report.json"
    return Finding("O906", f"`{folder}` holds the files of another book, `{identifier}`", hint=hint)


def another_copy(folder: Path, clinic: str) -> Finding:
    """The output folder holds the book itself, or the copy of another clinic."""
    whose = f"the copy of the clinic `{clinic}`" if clinic else "the book itself, which is no clinic's copy"
    return Finding("O906", f"`{folder}` holds the files of {whose}", hint="name another folder with --output")


def leads_out(folder: Path) -> Finding:
    """The output folder is not where it seems to be."""
    hint = "remove the link, or name the folder that you mean with --output"
    return Finding("O901", f"`{folder}` is a link that leads out of the book's folder", Place(str(folder)), hint)


def in_use(folder: Path) -> Finding:
    """Another batch is at work there."""
    hint = "wait until it has ended, or name another folder with --output"
    return Finding("O915", f"another batch writes into `{folder}`", Place(str(folder)), hint)


def no_font(name: str) -> Finding:
    """A font package is not installed."""
    hint = "run `pip install fontpkg-atkinson-hyperlegible fontpkg-jetbrains-mono fontpkg-noto-sans`"
    return Finding("O902", f"the font {name} is not installed", hint=hint)


def broke(words: str) -> Finding:
    """WeasyPrint tripped over something."""
    hint = "take your own style sheets away one by one, then what you last changed; please report what it was"
    return Finding("P801", f"the layout engine broke: {words}", hint=hint)


def no_process(limits: Limits | None) -> Finding:
    """Somebody, or the system, ended a layout process: most often because it wanted too much memory."""
    may = f"; it may take {limits}" if limits else ""
    hint = "free some memory and run the build again; if it ends again, split the chapter you last changed"
    return Finding("O913", f"a layout process ended unexpectedly{may}", hint=hint)


def too_much(limit: TooMuch) -> Finding:
    """A layout came to its limit, or the reading of a file did."""
    if limit.file:
        hint = "look at what you last changed there, split the file, or make two books of this one"
        return Finding("O913", f"reading this takes more than {limit}", Place(limit.file), hint)
    hint = "look at what you last changed: a huge table, a style sheet, a large drawing; limits grow with the text"
    return Finding("O913", f"a layout needs more than {limit}", hint=hint)


def no_space(error: OSError) -> Finding:
    """WeasyPrint keeps fonts in temporary files; other libraries raise the same error for faults of their own."""
    if error.errno is None:
        hint = "please report it with this line; files built before are as they were"
        return Finding("O904", f"a fault in trustbook itself: {error}", hint=hint)
    hint = "free some space, or set TMPDIR to a folder that has some"
    return Finding("O901", f"cannot write temporary files: {error.strerror or error}", hint=hint)


def fault_of_ours(error: BaseException) -> Finding:
    """The last net: one copy is not built, and the others are."""
    hint = "please report it with this line; the copies of other clinics are built"
    return Finding("O904", f"a fault in trustbook itself: {type(error).__name__}: {str(error)[:200]}", hint=hint)


def stopped(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity == "error" for finding in findings)
