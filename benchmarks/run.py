"""Time trustbook beside other programs that do the same work; see README.md.

In (command line): letters of lines to run, all when none. Out: a table on stdout. Exit code: 0 every aim met,
1 one missed, 2 wrong use, 3 when Pandoc is missing and its lines did not run.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from enlarge import enlarge
from stopwatch import RUNS, Run, Spent, best, rounds

import trustbook
from trustbook.builder.batch.one import Here
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.print.document import whole as whole_print
from trustbook.editions.screen.document import whole as whole_screen
from trustbook.layout.document import PagedDocument
from trustbook.manuscript.book import Book
from trustbook.pdf.standards import DEFAULT, STANDARDS
from trustbook.sources.fonts import fontconfig_file

BOOK = Path(__file__).resolve().parents[1]
PLAIN = Path(__file__).with_name("plain_weasyprint.py")
CORES = 2
TIMES = 40
LONG = 11  # as many times the book has more than 900 pages
FEW_CLINICS, MANY_CLINICS = 2, 22
SHORT_PARTS = 7  # the first parts of the book, about 25 pages


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what ran, how long, beside whom, and the aim: `share` of the peer's seconds plus `more`."""

    what: str
    own: Spent
    peer_name: str
    peer: Spent | None
    share: float
    more: float

    @property
    def limit(self) -> float:
        """The seconds that the aim allows."""
        return self.share * (self.peer.wall if self.peer else 0.0) + self.more

    @property
    def met(self) -> bool:
        """Whether the aim is met."""
        return self.own.wall <= self.limit

    def __str__(self) -> str:
        peer = f"{self.peer_name:<20} {_seconds(self.peer)}" if self.peer else ""
        ratio = f"{self.own.wall / self.peer.wall:.2f}x" if self.peer else ""
        aim = f"{self.share:g}x" if self.share else ""
        aim += (" + " if aim else "") + f"{self.more:g} s" if self.more else ""
        met = "met" if self.met else "NOT met"
        return f"{self.what:<36} {_seconds(self.own):<23} {peer:<44} {ratio:<6} <= {aim:<14} {met}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table that is no time: a value, the peer's, and the aim as a share of that."""

    what: str
    unit: str
    own: float
    peer: float
    share: float

    @property
    def met(self) -> bool:
        """Whether the aim is met."""
        return self.own <= self.share * self.peer

    def __str__(self) -> str:
        own, peer = f"{self.own:.2f} {self.unit}", f"{self.peer:.2f} {self.unit}"
        met = "met" if self.met else "NOT met"
        return f"{self.what:<44} {own:<15} {peer:<44} {self.own / self.peer:.2f}x  <= {self.share:g}x {met:>15}"


def _seconds(spent: Spent) -> str:
    return f"{spent.wall:6.2f} s" + (f" (CPU {spent.cpu:.2f})" if spent.cpu else "")


class Bench:
    """The lines, each in its own copies of the book below one temporary folder."""

    def __init__(self, folder: Path, pandoc: str | None) -> None:
        self.folder = folder
        self.pandoc = pandoc

    def epub_beside_pandoc(self) -> Iterator[Line]:
        """(a) The EPUB, page map cached, beside Pandoc's of the same Markdown: the book, then many times as long."""
        if self.pandoc is None:
            return
        for times, share in ((1, 1.5), (TIMES, 0.6)):
            book = self.folder / f"times-{times}"
            chapters = enlarge(BOOK, book, times)
            options = ["--from=markdown", "--metadata=title:Book", "--output", str(book / "pandoc.epub")]
            beside = Run([self.pandoc, *options, *map(str, chapters)], chapters[0].parent, {}, _nothing)
            best([_trustbook(book, "epub")], 1)  # keeps the page map; laying out the long book takes minutes
            own, other = best([_trustbook(book, "epub", before=_remove(book, "dist")), beside])
            yield Line(f"(a) EPUB, page map cached, book x {times}", own, "Pandoc EPUB", other, share, 0.0)

    def epub_cold(self) -> Iterator[Line]:
        """(b) The EPUB with no page map, beside WeasyPrint's layout of the print edition."""
        book = self._copy("cold")
        own, other = best([_trustbook(book, "epub", before=_remove(book)), self._weasyprint("layout", "print")])
        yield Line("(b) EPUB, no page map", own, "WeasyPrint layout", other, 1.25, 0.3)

    def screen(self) -> Iterator[Line]:
        """(c) The screen PDF beside WeasyPrint's own PDF/UA of the same document."""
        book = self._copy("screen")
        own, other = best([_trustbook(book, "screen", before=_remove(book)), self._weasyprint("pdf", "screen")])
        yield Line("(c) screen PDF", own, "WeasyPrint pdf/ua-1", other, 0.95, 0.0)

    def everything(self) -> Iterator[Line]:
        """(d) All editions of a fresh copy, beside WeasyPrint's PDFs of the same documents, two at a time."""
        book = self._copy("all")
        own, other = best([_trustbook(book, before=_remove(book)), self._weasyprint_of_all(book)])
        yield Line("(d) all editions, cold", own, "WeasyPrint pdf/ua-1", other, 1.0, 0.0)

    def unchanged(self) -> Iterator[Line]:
        """(e) A build when nothing has changed."""
        book = self._copy("same")
        best([_trustbook(book)], 1)
        (own,) = best([_trustbook(book)])
        yield Line("(e) nothing changed", own, "", None, 0.0, 0.3)

    def one_chapter(self) -> Iterator[Line]:
        """(g) A build when one chapter has other words: all editions, then those for a screen alone."""
        for editions, most in (((), 5.0), (("epub", "screen"), 1.2)):
            book = self._copy(f"changed-{len(editions)}")
            best([_trustbook(book, *editions)], 1)
            (own,) = best([_trustbook(book, *editions, before=_change(book))])
            yield Line(f"(g) one chapter changed, {' + '.join(editions) or 'all'}", own, "", None, 0.0, most)
        watching = _trustbook(book, *editions, "--watch", before=_change(book))
        yield Line("(g) the same with --watch", rounds(watching, "watching"), "", None, 0.0, 1.2)

    def long(self) -> Iterator[Line | Figure]:
        """(f) The screen PDF of a book of more than 900 pages, its memory, and what its tags cost per page."""
        book = self._copy("long", LONG)
        own, other = best(
            [_trustbook(book, "screen", before=_remove(book)), self._weasyprint("pdf", "screen", book)], 2
        )
        yield Line(f"(f) screen PDF, book x {LONG}", own, "WeasyPrint pdf/ua-1", other, 0.45, 0.0)
        yield Figure("(f) peak memory", "MB", own.memory, other.memory, 0.35)
        many, few = _tag_cost(book, 0), _tag_cost(self._copy("short"), SHORT_PARTS)
        yield Figure(f"(f) tags, ms per page, {many[1]} beside {few[1]} pages", "ms", many[0], few[0], 1.2)

    def clinics(self) -> Iterator[Figure]:
        """(h) What one more clinic of a batch costs, EPUB and screen PDF, beside a whole build of the two."""
        book = self._copy("clinics")
        (whole,) = best([_trustbook(book, "epub", "screen", before=_remove(book))])
        best([_batch(book, 1)], 1)
        few, many = best([_batch(book, FEW_CLINICS), _batch(book, MANY_CLINICS)])
        more = (many.cpu - few.cpu) / (MANY_CLINICS - FEW_CLINICS)
        yield Figure("(h) one more clinic, CPU seconds", "s", more, whole.cpu, 0.1)

    def _copy(self, name: str, times: int = 1) -> Path:
        """A fresh copy of the book, or one many times as long."""
        book = self.folder / name
        enlarge(BOOK, book, times)
        return book

    def _weasyprint(self, job: str, edition: str, folder_of_book: Path = BOOK) -> Run:
        """WeasyPrint alone on the document of an edition, with the same fonts and none of the machine's."""
        book = _loaded(folder_of_book)
        drawn = outlined(book, Cache())
        made = whole_print(book, drawn) if edition == "print" else whole_screen(book, STANDARDS[DEFAULT], drawn)
        return _plain(job, [_written(made, self.folder / f"plain-{edition}-{folder_of_book.name}")])

    def _weasyprint_of_all(self, folder_of_book: Path) -> Run:
        """WeasyPrint alone on every document that a build of all editions lays out."""
        book, asked = _loaded(folder_of_book), _Asked()
        os.environ["TRUSTBOOK_CACHE"] = str(self.folder / "documents")  # empty: what is kept is not asked for
        trustbook.make(book, book.sources.settings.editions, executor=asked)
        documents = sorted(asked.documents, key=lambda one: len(ElementTree.tostring(one.html)), reverse=True)
        folders = [_written(one, self.folder / f"plain-{number}") for number, one in enumerate(documents)]
        return _plain("pdf", folders)


class _Asked(Here):
    """Does at once what makers hand out, and remembers the documents that they want laid out."""

    def __init__(self) -> None:
        self.documents: list[PagedDocument] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result of a call, now; what is laid out for its numbers alone is none of the documents."""
        self.documents += [one for one in args if isinstance(one, PagedDocument) and not one.folios_only]
        return super().submit(fn, *args, **kwargs)


def _loaded(folder: Path) -> Book:
    book, _ = trustbook.load(folder)
    if book is None:
        raise SystemExit("the book has faults; run `trustbook check`")
    return book


def _written(made: PagedDocument, folder: Path) -> Path:
    """A folder with a document and its files, for WeasyPrint alone."""
    folder.mkdir()
    names = {url: f"{number}{Path(url).suffix}" for number, url in enumerate(made.resources)}
    for url, name in names.items():
        (folder / name).write_bytes(made.resources[url])
    (folder / "resources.json").write_text(json.dumps(names), "utf-8")
    text = ElementTree.tostring(made.html, encoding="unicode", method="html")
    (folder / "document.html").write_text(f"<!DOCTYPE html>\n{text}", "utf-8")
    return folder


def _plain(job: str, folders: Sequence[Path]) -> Run:
    """WeasyPrint alone, with the same fonts and none of the machine's."""
    command = [sys.executable, str(PLAIN), job, *map(str, folders)]
    return Run(command, folders[0], {"FONTCONFIG_FILE": str(fontconfig_file())}, _nothing)


def _nothing() -> None:
    """What comes before a run that needs no preparation."""


def _remove(book: Path, *names: str) -> Callable[[], None]:
    """Take away what earlier builds of a book left: all, or these folders."""

    def remove() -> None:
        for name in names or (".trustbook", "dist"):
            shutil.rmtree(book / name, ignore_errors=True)

    return remove


def _change(book: Path) -> Callable[[], None]:
    """Put other words into the book's longest chapter, as many as before."""
    chapter = max((book / "manuscript" / "chapters").glob("*.md"), key=lambda path: path.stat().st_size)
    text = chapter.read_text("utf-8")
    words = itertools.cycle(["one", "two", "six", "ten"])
    end = max(text.split("\n\n"), key=len)

    def change() -> None:
        chapter.write_text(text.replace(end, f"{end} {next(words)}", 1), "utf-8")

    return change


def _trustbook(book: Path, *editions: str, before: Callable[[], None] = _nothing) -> Run:
    command = [sys.executable, "-m", "trustbook", "-C", str(book), "build", *editions]
    return Run(command, book, {"TRUSTBOOK_CACHE": str(book / ".trustbook")}, before)


def _batch(book: Path, count: int) -> Run:
    """The copies of so many clinics, each time of others: nothing of them is kept."""
    table = book / f"clinics-{count}.csv"
    clear, runs = _remove(book, "dist"), itertools.count()

    def before() -> None:
        clear()
        run = next(runs)
        rows = (f"Clinic {count} {run} {number},GB,01632 9600{number:02}" for number in range(count))
        table.write_text("\n".join(["name,country,telephone", *rows]), "utf-8")

    command = [sys.executable, "-m", "trustbook", "-C", str(book), "batch", str(table), "--editions", "epub,screen"]
    return Run(command, book, {"TRUSTBOOK_CACHE": str(book / ".trustbook")}, before)


def _tag_cost(book: Path, parts: int) -> tuple[float, int]:
    """Milliseconds of the tag builder per page, and the number of pages."""
    command = [sys.executable, str(Path(__file__).with_name("tag_cost.py")), str(book), str(parts)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    return 1000 * said["seconds"] / said["pages"], said["pages"]


def _pandoc() -> str | None:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return None


def _keep_to_two_cores() -> None:
    """This process and all it starts run on two cores, as the aims say, where the system can be told so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def _version(pandoc: str) -> str:
    """Such as `pandoc 3.9`."""
    return subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(letters: Sequence[str]) -> int:
    """Run the lines that are asked for; returns the exit code."""
    if set(letters) - set("abcdefgh"):
        _say("name lines by their letters: a b c d e f g h")
        return 2
    _keep_to_two_cores()
    pandoc = _pandoc()
    _say(
        f"Python {platform.python_version()}, WeasyPrint {metadata.version('weasyprint')}, "
        f"{_version(pandoc) if pandoc else 'no Pandoc'}, "
        f"at most {CORES} of {os.cpu_count()} cores; whole processes, best of {RUNS}"
    )
    missed = False
    with tempfile.TemporaryDirectory(prefix="trustbook-bench-") as folder:
        bench = Bench(Path(folder), pandoc)
        lines = {
            "a": bench.epub_beside_pandoc,
            "b": bench.epub_cold,
            "c": bench.screen,
            "d": bench.everything,
            "e": bench.unchanged,
            "f": bench.long,
            "g": bench.one_chapter,
            "h": bench.clinics,
        }
        for letter in letters or lines:
            for line in lines[letter]():
                _say(str(line))
                missed = missed or not line.met
    skipped = pandoc is None and (not letters or "a" in letters)
    if skipped:
        _say("(a) skipped: no Pandoc; install it with `pip install -r benchmarks/requirements.txt`")
    return 3 if skipped else int(missed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
