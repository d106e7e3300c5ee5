"""What the desk keeps in memory for a while: the newest few of logos, and of pages that were shown."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

KEPT = 8


class Newest(Generic[T]):
    """The newest few of many, by what they hold."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, T] = OrderedDict()

    def put(self, data: bytes, value: T) -> str:
        """Keep a value; its name is that of the data."""
        name = hashlib.sha256(data).hexdigest()
        self._held[name] = value
        self._held.move_to_end(name)
        while len(self._held) > KEPT:
            self._held.popitem(last=False)
        return name

    def get(self, name: str) -> T | None:
        """The value of a name, where it is still kept."""
        return self._held.get(name)
