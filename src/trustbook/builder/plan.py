"""Make the files of each wanted edition: start the layouts that are needed, pack what comes back.

In: a `Book`, the wanted editions, and what earlier builds of the same text left in the cache. Out: artifacts with their
page counts, and what the layouts found. The print edition's page breaks and the cover picture serve the EPUB, and
are kept under the print edition's fingerprint: an EPUB of unchanged text needs no layout.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from trustbook.builder.cache import Cache
from trustbook.findings import Finding

if TYPE_CHECKING:
    from trustbook.builder.workers import Workers
    from trustbook.editions.artifact import Artifact
    from trustbook.layout.document import PagedEdition
    from trustbook.layout.engine import Paginated
    from trustbook.layout.pages import PageBreak
    from trustbook.manuscript.book import Book
    from trustbook.pdf.standards import PdfStandard

Files = dict[str, list[tuple["Artifact", int]]]


class Assembly:
    """The files of one build. `layouts` counts the layouts it will ask for, known before the book is read.

    A screen PDF that carries the EPUB waits for it, and makes it where only the screen PDF is wanted.
    """

    def __init__(self, wanted: Sequence[str], print_fingerprint: str, cache: Cache, standard: PdfStandard) -> None:
        self.wanted = tuple(wanted)
        self._standard = standard
        self._carries = "screen" in wanted and standard.embeds_epub
        self.findings: list[Finding] = []
        self._cache = cache
        self._keys = {name: f"{name}-{print_fingerprint}" for name in ("pages", "cover")}
        self._kept: dict[str, bytes] = {}
        self._workers: Workers | None = None  # for the screen PDF, when it waits for the EPUB
        self._pending: dict[str, Future[Paginated]] = {}
        self._names: dict[str, str] = {}
        self._needed = {name for name in ("print", "screen") if name in wanted}
        if "epub" in wanted or self._carries:
            self._kept = {name: data for name, key in self._keys.items() if (data := cache.get(key)) is not None}
            self._needed |= {"pages", "cover"} - set(self._kept) - ({"pages"} if "print" in wanted else set())
        self.layouts = len(self._needed)

    def start(self, book: Book, workers: Workers) -> None:
        """Hand the needed layouts to the workers, the slowest first."""
        from trustbook.layout.document import render_cover

        for name in ("screen", "print", "pages", "cover"):
            apart = name == "cover" and "print" in self.wanted and book.sources.settings.print.cover == "apart"
            if name == "screen" and self._carries:
                self._workers = workers
            elif name in self._needed or apart:
                same = "print" if name == "pages" else name
                edition = render_cover(book) if name == "cover" else self._edition(book, same)
                self._names[name] = edition.file_name
                lay_out = workers.lay_out if name == "pages" else workers.paginate
                self._pending[name] = lay_out(edition)

    def _edition(self, book: Book, name: str, epub: Artifact | None = None) -> PagedEdition:
        from trustbook.layout.document import render_pdf

        return render_pdf(book, name, self._standard, epub)

    def finish(self, book: Book, progress: Callable[[str], None]) -> Files:
        """Wait for the layouts and pack; files of each edition in the order wanted."""
        made: Files = {}
        if "print" in self.wanted:
            progress("Laying out the print edition")
            apart = book.sources.settings.print.cover == "apart"
            made["print"] = [self._laid_out("print", "print"), *([self._laid_out("cover", "print")] if apart else [])]
        if "epub" in self.wanted or self._carries:
            progress("Making the EPUB")
            made["epub"] = [self._epub(book)]
        if self._workers is not None:
            edition = self._edition(book, "screen", made["epub"][0][0])
            self._names["screen"] = edition.file_name
            self._pending["screen"] = self._workers.paginate(edition)
        if "screen" in self.wanted:
            progress("Laying out the screen edition")
            made["screen"] = [self._laid_out("screen", "screen")]
        return {name: made[name] for name in self.wanted}

    def _result(self, name: str) -> Paginated:
        done = self._pending[name].result()
        self.findings += [one for one in done.findings if one not in self.findings]
        return done

    def _laid_out(self, name: str, edition: str) -> tuple[Artifact, int]:
        from trustbook.editions.artifact import Artifact

        done = self._result(name)
        return Artifact(edition, self._names[name], done.data), done.pages

    def _epub(self, book: Book) -> tuple[Artifact, int]:
        from trustbook.editions.artifact import Artifact
        from trustbook.editions.epub.document import render_epub
        from trustbook.editions.epub.package import pack

        edition = render_epub(book, self._breaks(), self._cover())
        self.findings += edition.findings
        return Artifact("epub", edition.file_name, pack(edition)), 0

    def _breaks(self) -> list[PageBreak]:
        """The print edition's page breaks; when its pages do not hold the book's text, the EPUB is stopped as well."""
        from trustbook.layout.pages import PageBreak

        if "pages" in self._kept:
            return [PageBreak(label, part, offset) for label, part, offset in json.loads(self._kept["pages"])]
        done = self._result("print" if "print" in self._pending else "pages")
        names = [name for name in self.wanted if name == "epub" or (name == "screen" and self._carries)]
        lost = [replace(one, edition=name) for one in done.findings if one.code == "P802" for name in names]
        self.findings += lost
        if not lost:
            rows = [[one.label, one.part, one.offset] for one in done.breaks]
            self._cache.put(self._keys["pages"], json.dumps(rows).encode())
        return list(done.breaks)

    def _cover(self) -> bytes:
        from trustbook.layout.cover import raster

        if "cover" in self._kept:
            return self._kept["cover"]
        picture = raster(self._result("cover").data)
        self._cache.put(self._keys["cover"], picture)
        return picture
