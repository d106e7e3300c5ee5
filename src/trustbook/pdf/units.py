"""Lengths: how many points are a millimetre, and how many millimetres an inch."""

from __future__ import annotations

INCH = 25.4  # mm
MM = 72 / INCH  # points
