"""What the structure tree costs per page: seconds spent in our tag builder, for a short and a long document.

In (command line): a book's folder, how many of its first parts to lay out (0: all). Out: JSON with pages and seconds.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.screen.document import whole
from trustbook.layout.engine import paginate
from trustbook.layout.started import warm_up
from trustbook.pdf.standards import DEFAULT, STANDARDS, PdfStandard


def main() -> None:
    """Lay out, write, and time the one call that builds the tree."""
    folder, parts = Path(sys.argv[1]), int(sys.argv[2])
    book, _ = trustbook.load(folder)
    if book is None:
        raise SystemExit("the book has faults; run `trustbook check`")
    if parts:
        book = replace(book, parts=book.parts[:parts])
    warm_up()
    from trustbook.pdf.tags import hook

    build = hook.add_tags
    spent = [0.0]

    def timed(pdf: Any, laid_out: Any, standard: PdfStandard, page_streams: list[Any]) -> None:
        start = time.process_time()
        build(pdf, laid_out, standard, page_streams)
        spent[0] += time.process_time() - start

    hook.add_tags = timed  # type: ignore[assignment]
    pages = paginate(whole(book, STANDARDS[DEFAULT], outlined(book, Cache()))).pages
    sys.stdout.write(json.dumps({"pages": pages, "seconds": spent[0]}))


main()
