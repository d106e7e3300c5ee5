"""A small ICC profile of a printer with CMYK, for tests of what is printed by one; it describes no real press."""

from __future__ import annotations

import struct

NAME = "A press for tests"
_GRID = 5


def cmyk_profile(name: str = NAME, device: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """The profile: tables of eight bits from Lab to inks and back (ICC.1:2001-04, 6.5.8)."""
    said = name.encode() + b"\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(said)) + said + bytes(78),
        b"cprt": b"text\0\0\0\0nobody's\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061),
        b"A2B0": _table(4, 3, [_lab(*inks) for inks in _points(4)]),
        b"B2A0": _table(3, 4, [_inks(*lab) for lab in _points(3)]),
    }
    offset = 132 + 12 * len(tags)
    listed, body = struct.pack(">I", len(tags)), b""
    for key, data in tags.items():
        listed += struct.pack(">4sII", key, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", offset + len(body), bytes(4), 0x02100000, device, space, b"Lab ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + listed + body


def _points(channels: int) -> list[tuple[float, ...]]:
    """The points of the grid, the last channel the fastest."""
    points: list[tuple[float, ...]] = [()]
    for _ in range(channels):
        points = [(*point, step / (_GRID - 1)) for point in points for step in range(_GRID)]
    return points


def _lab(cyan: float, magenta: float, yellow: float, black: float) -> tuple[float, ...]:
    light = (1 - black) * (1 - 0.3 * cyan - 0.5 * magenta - 0.1 * yellow)
    return max(0.1, light), 0.5 + (magenta - cyan) * 0.25 * (1 - black), 0.5 + (yellow - cyan) * 0.25 * (1 - black)


def _inks(light: float, red: float, yellow: float) -> tuple[float, ...]:
    black = 1 - light
    return black + max(0, 0.5 - red), black + max(0, red - 0.5), black + max(0, yellow - 0.5), black


def _table(inputs: int, outputs: int, values: list[tuple[float, ...]]) -> bytes:
    curve = bytes(range(256))
    head = b"mft1\0\0\0\0" + bytes((inputs, outputs, _GRID, 0))
    head += struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    grid = bytes(round(255 * min(1.0, max(0.0, one))) for point in values for one in point)
    return head + curve * inputs + grid + curve * outputs
