"""A finished file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its name below the output folder, and its bytes."""

    edition: str
    name: str
    data: bytes
