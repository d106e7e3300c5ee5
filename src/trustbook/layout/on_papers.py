"""Pages that are laid out once and put in the middle of each paper that holds them: so they are the same on all.

In: a document, and names of papers. Out: its layout on each; and how these outlive a build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustbook.layout import engine, kept
from trustbook.layout.document import PagedDocument
from trustbook.layout.pages import Paginated
from trustbook.layout.papers import page_of
from trustbook.pdf.trims import TRIMS


def paginate_on(papers: Sequence[str], paged: PagedDocument) -> list[Paginated]:
    """Lay out and write a document, for each paper."""
    done = engine.paginate(paged)
    share = replace(done, seconds=done.seconds / len(papers))
    return [share if page_of(paper) == paper else _put(share, paper) for paper in papers]


def name(papers: Sequence[str], paged: PagedDocument) -> str:
    """The name of a document's layout on papers."""
    return "-".join((kept.name(paged), *papers))


def write(done: Sequence[Paginated]) -> bytes | None:
    """The bytes to keep; None where something was found."""
    each = [kept.write(one) for one in done]
    return None if None in each else b"".join(b"%d\n%b" % (len(one), one) for one in each if one is not None)


def read(data: bytes) -> list[Paginated]:
    """What was kept; ValueError for bytes that are none."""
    done: list[Paginated] = []
    while data:
        length, _, rest = data.partition(b"\n")
        end = int(length)
        done.append(kept.read(rest[:end]))
        data = rest[end:]
    return done


def _put(done: Paginated, paper: str) -> Paginated:
    from trustbook.pdf.on_paper import on_paper

    width, height = next(size for name, size in TRIMS.items() if name == paper)
    return replace(done, data=on_paper(done.data, width, height))
