"""How large values become when custom properties take each other's place (CSS Custom Properties 1, 5).

In: the declarations of all of a book's sheets. Out: those that grow past any use, or lead back to themselves: a value
of a hundred characters can stand for a thousand million.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trustbook.findings import SourceFile

MAX_PARTS = 2_000  # of one value
_UNKNOWN = 50  # parts of a property that only the builder's own sheets set


def inside(node: Any) -> Sequence[Any]:
    """The tokens within a token."""
    return getattr(node, "arguments", None) or getattr(node, "content", None) or ()


class Variables:
    """What sheets set and use."""

    def __init__(self) -> None:
        self._set: dict[str, list[tuple[SourceFile, Any]]] = {}
        self._used: list[tuple[SourceFile, Any]] = []
        self._sizes: dict[str, int] = {}

    def set(self, file: SourceFile, declaration: Any) -> None:
        """A custom property that a sheet sets."""
        self._set.setdefault(declaration.name, []).append((file, declaration))

    def used(self, file: SourceFile, declaration: Any) -> None:
        """A declaration that may use some."""
        self._used.append((file, declaration))

    def grown(self) -> Iterator[tuple[SourceFile, Any, str]]:
        """Declarations whose value becomes too large, with what to say of each."""
        told = [*(one for name in self._set for one in self._set[name]), *self._used]
        for file, one in told:
            if self._size(one.value, (one.name,)) > MAX_PARTS:
                yield file, one, f"with its properties `{one.name[:60]}` has more than {MAX_PARTS:,} parts, or no end"
                return  # what uses it has the same fault

    def _size(self, nodes: Sequence[Any], busy: tuple[str, ...]) -> int:
        """Parts of a value; one more than are allowed stands for every larger size, and for a circle."""
        size = 0
        for node in nodes:
            size += 1 + self._size(inside(node), busy)
            if node.type == "function" and node.lower_name == "var" and node.arguments:
                name = next((one.value for one in node.arguments if one.type == "ident"), "")
                size += self._worth(name, busy)
            if size > MAX_PARTS:
                return MAX_PARTS + 1
        return size

    def _worth(self, name: str, busy: tuple[str, ...]) -> int:
        if name in busy or len(busy) > 50:
            return MAX_PARTS + 1
        if name not in self._sizes:
            values = [one.value for _, one in self._set.get(name, ())]
            self._sizes[name] = max((self._size(value, (*busy, name)) for value in values), default=_UNKNOWN)
        return self._sizes[name]
