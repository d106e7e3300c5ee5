"""What may outlive a build: bytes by a name that says all they depend on.

In and out: bytes. Where they lie, and for how long, is up to whoever builds.
"""

from __future__ import annotations

from typing import Protocol


class Kept(Protocol):
    """Where makers may keep bytes between builds, by a name made with `key`; what is lost is made again."""

    def get(self, name: str) -> bytes | None:
        """The bytes kept under a name."""

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""


class Forgetful:
    """Keeps nothing."""

    def get(self, name: str) -> bytes | None:
        """Nothing."""
        return None

    def put(self, name: str, data: bytes) -> None:
        """Nothing."""
