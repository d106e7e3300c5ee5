"""A place for what builds keep."""

from __future__ import annotations

from collections.abc import Mapping


class Memory:
    """What builds keep, in memory, with what earlier ones kept; `layouts` are the names of layouts put there since."""

    def __init__(self, kept: Mapping[str, bytes] = {}) -> None:
        self.kept = dict(kept)
        self.layouts: list[str] = []

    def get(self, name: str) -> bytes | None:
        """The bytes kept under a name."""
        return self.kept.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""
        self.kept[name] = data
        if name.startswith("layout-"):
            self.layouts.append(name)
