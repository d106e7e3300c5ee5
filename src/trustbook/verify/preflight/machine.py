"""Show a preflight to machines.

In: a `Preflight`. Out: values for JSON: the facts as measured, the faults with page and spot, the findings as told.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from trustbook.verify.preflight.outcome import Preflight

FORMAT = 1


def data(done: Preflight) -> dict[str, Any]:
    """Everything, in points (boxes and spots), mm and percent."""
    shop = done.shop
    return {
        "format": FORMAT,
        "shop": {"name": shop.name, "title": shop.title, "source": shop.source, "read_on": shop.read_on},
        "ink_estimated": done.estimated,
        "file": _rounded(asdict(done.file)),
        "faults": [_rounded(asdict(one)) for one in done.faults],
        "findings": [one.to_dict() for one in done.findings],
    }


def _rounded(value: Any) -> Any:
    """Figures as they mean something: a thousandth of a point is less than any machine can place."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value
