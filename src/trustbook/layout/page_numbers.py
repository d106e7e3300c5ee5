"""Let printed page numbers follow their targets when pages move.

WeasyPrint 70 lays a page out again when a page that it prints the number of has moved. It knows which by the name of
the target, and since `attr(href)` is resolved a step too late, it writes down no name at all (Kozea/WeasyPrint, the
`anchor_name_from_token` of `compute_content_list`): numbers in contents that grew by a page stayed as they were.
`install` puts the name where it is missing; a version that names its targets is left alone.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Stand before WeasyPrint's own note of numbers that are still missing, once."""
    from weasyprint.css.targets import TargetCollector

    original = TargetCollector.collect_missing_counters
    if getattr(original, "__module__", "") == __name__:
        return

    def collect(
        self: Any, box: Any, token: str, parse_again: Any, missing: list[str], targets: dict[str | None, list[str]]
    ) -> None:
        if None in targets:
            targets[box.element.get("href", "").removeprefix("#")] = targets.pop(None)
        original(self, box, token, parse_again, missing, targets)

    TargetCollector.collect_missing_counters = collect
