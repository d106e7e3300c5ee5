"""What WeasyPrint alone takes: lay out a document, or lay it out and write its PDF.

In (command line): `layout` or `pdf`, a folder with `document.html` and `resources.json` (address → file name there).
Out: for `pdf` the file `document.pdf` there. It must not import trustbook: it is the yardstick.
"""

from __future__ import annotations

import json
import sys
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


def main() -> None:
    """Do what the command line says."""
    job, folder = sys.argv[1], Path(sys.argv[2])
    html = HTML(string=(folder / "document.html").read_text("utf-8"), base_url="book:/", url_fetcher=Files(folder))
    if job == "layout":
        html.render()
    else:
        html.write_pdf(folder / "document.pdf", pdf_variant="pdf/ua-1")


main()
