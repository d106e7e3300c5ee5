"""Findings that say the same, for people: the first few, and how many more there are.

In: findings in order. Out: those to show, each with the number of those like it that are left out behind it. Numbers in
a message make no difference: two sentences that are too long are alike. Machines are told all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from trustbook.findings.finding import Finding

_SHOWN = 5  # of a kind
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def in_groups(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """The findings to show; behind the last shown of its kind, how many are left out. One alone is never left out."""
    kinds = [(one.code, one.edition, _NUMBER.sub("0", one.message)) for one in findings]
    total = Counter(kinds)
    seen = Counter[tuple[str, str, str]]()
    for finding, kind in zip(findings, kinds, strict=True):
        seen[kind] += 1
        if total[kind] <= _SHOWN + 1 or seen[kind] < _SHOWN:
            yield finding, 0
        elif seen[kind] == _SHOWN:
            yield finding, total[kind] - _SHOWN
