"""Preflight: judge any PDF as a print shop would, before the shop does.

In: the bytes of a PDF and a `Shop`. Out: a `Preflight`: what was measured (`read`), what is wrong with it (`judge`), as
findings, a table for people (`table`), data for machines (`machine`) and one HTML page with pictures (`report`).
It must not know books: shops are rows of `pdf.shops`, and everything else is in the file.
"""

from __future__ import annotations

from trustbook.verify.preflight.cover_rules import Inside
from trustbook.verify.preflight.outcome import Preflight, checks, preflight

__all__ = ["Inside", "Preflight", "checks", "preflight"]
