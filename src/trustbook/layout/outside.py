"""What a layout hears and says of the world outside: the files that it may read, and the warnings that are kept.

In: a document. Out: what answers WeasyPrint's requests with the document's own files and nothing else; and the words of
WeasyPrint and fontTools. It must not open anything.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from trustbook.layout.document import COVER_URL, PagedDocument


def fetcher(weasyprint: Any, paged: PagedDocument) -> Any:
    """A fetcher that knows the edition's own files and nothing else; photographs it gives as the press prints them."""
    from trustbook.pdf.press_pictures import PressPictures

    types = {"svg": "image/svg+xml", "ttf": "font/ttf"}
    pictures = PressPictures(paged.profile.press) if paged.profile.press else None

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if url not in paged.resources:
                raise ValueError("a build reads files of the book only")
            kind = types.get(url.rsplit(".", 1)[-1].lower(), "application/octet-stream")
            data = paged.resources[url]
            if pictures is not None and kind == "application/octet-stream":
                data = pictures.convert(data, url.startswith(COVER_URL) or not pictures.press.grey)
            return weasyprint.urls.URLFetcherResponse(url, data, {"Content-Type": kind})

    return Fetcher(allowed_protocols=("book", "font"))


@contextmanager
def log_records(records: list[str]) -> Iterator[None]:
    """Keep everything WeasyPrint and fontTools warn of."""

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    keeper = Keeper(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger, logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers[:] = [keeper]
        logger.propagate = False
    try:
        yield
    finally:
        for logger, handlers, propagate in before:
            logger.handlers[:] = handlers
            logger.propagate = propagate
