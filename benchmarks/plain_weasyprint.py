"""What WeasyPrint alone takes: lay out a document, or lay it out and write its PDF.

In (command line): `layout` or `pdf`, folders with `document.html` and `resources.json` (address → file name there).
Out: for `pdf` the file `document.pdf` there. Of several folders two are worked on at a time, in their order. It must
not import trustbook: it is the yardstick.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

_TYPES = {".svg": "image/svg+xml", ".ttf": "font/ttf"}


class Files(URLFetcher):  # type: ignore[misc]
    """Answers with the document's own files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("book", "font"))
        self.folder = folder
        self.names = json.loads((folder / "resources.json").read_text("utf-8"))

    def fetch(self, url: str, headers: object = None) -> Any:
        data = (self.folder / self.names[url]).read_bytes()
        kind = _TYPES.get(Path(url).suffix, "application/octet-stream")
        return URLFetcherResponse(url, data, {"Content-Type": kind})


def work(job: str, folder: Path) -> None:
    """Lay out one document."""
    html = HTML(string=(folder / "document.html").read_text("utf-8"), base_url="book:/", url_fetcher=Files(folder))
    if job == "layout":
        html.render()
    else:
        html.write_pdf(folder / "document.pdf", pdf_variant="pdf/ua-1")


def main() -> None:
    """Do what the command line says."""
    job, folders = sys.argv[1], [Path(folder) for folder in sys.argv[2:]]
    if len(folders) == 1:
        work(job, folders[0])
        return
    with ProcessPoolExecutor(2) as workers:
        for done in [workers.submit(work, job, folder) for folder in folders]:
            done.result()


if __name__ == "__main__":
    main()
