"""The copies of many clinics: the book is read once in each process, and each copy costs what differs.

In: a book's folder, and a list of clinics. Out: files in a folder for each clinic, the same bytes as `build` makes of
one, and a manifest. What goes wrong with one clinic never stops another; what is built already is not built again.
"""

from __future__ import annotations

from trustbook.builder.batch.manifest import BatchReport, Done
from trustbook.builder.batch.run import batch

__all__ = ["BatchReport", "Done", "batch"]
