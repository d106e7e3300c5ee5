"""Say what is wrong, where, and what to do about it.

In: a code, a place and words for one case. Out: `Finding` values.
It must not know any stage: every stage imports it, and it imports none.
"""

from __future__ import annotations

from trustbook.findings.collector import Collector
from trustbook.findings.data_file import DataFile
from trustbook.findings.finding import Finding, Place, Severity, did_you_mean, in_order
from trustbook.findings.source import SourceFile

__all__ = [
    "Collector",
    "DataFile",
    "Finding",
    "Place",
    "Severity",
    "SourceFile",
    "did_you_mean",
    "in_groups",
    "in_order",
]
