"""trustbook: build accessible books from Markdown.

    import trustbook
    report = trustbook.build("mybook", editions=["epub"])

`build` and `check` return a `Report`; faults of a manuscript are `Finding`s in it, never exceptions.
"""

from __future__ import annotations

from trustbook.builder.pipeline import build, check
from trustbook.builder.report import Report
from trustbook.findings import Finding, Place
from trustbook.sources.program import VERSION as __version__

__all__ = ["Finding", "Place", "Report", "__version__", "build", "check"]
