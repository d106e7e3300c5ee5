"""An ICC profile of black ink on white paper, for files that are printed in black alone.

In: nothing. Out: the bytes of a monochrome output profile (ICC.1:2001-04, 6.3.3.1), the same each time. Its curve
follows from two figures of ISO 12647-2:2013: black ink has L* 16, and where half the paper is to be covered, printing
covers 16 % more. Standard library only.
"""

from __future__ import annotations

import struct

NAME = "Black ink, tone value increase 16 % (ISO 12647-2)"
INCREASE = 0.16
INK = ((16 + 16) / 116) ** 3  # the light that ink of L* 16 gives back (CIE 15:2004, 8.2.1)
_WHITE = (0.9642, 1.0, 0.8249)  # D50
_STEPS = 256


def luminance(grey: float) -> float:
    """The light that paper gives back where a file says this grey, from 0 for black to 1 for paper."""
    asked = 1 - grey
    covered = asked + 4 * INCREASE * asked * (1 - asked)
    return 1 - covered * (1 - INK)


def profile() -> bytes:
    """The profile."""
    curve = [round(65535 * luminance(step / (_STEPS - 1))) for step in range(_STEPS)]
    tags = {
        b"desc": _description(NAME),
        b"cprt": b"text\0\0\0\0No copyright: two figures of a standard\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(65536 * value) for value in _WHITE)),
        b"kTRC": b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *curve),
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return _header(128 + len(table) + len(body)) + table + body


def _header(size: int) -> bytes:
    """Version 2.1, a printer's profile, from grey to XYZ, in the media-relative intent; made in 2026."""
    fields = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"prtr", b"GRAY", b"XYZ ")
    fields += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(24) + struct.pack(">I", 1)
    return (fields + struct.pack(">3i", *(round(65536 * value) for value in _WHITE))).ljust(128, b"\0")


def _description(text: str) -> bytes:
    """A text description (6.5.17): in ASCII, with none in other scripts."""
    said = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(said)) + said + bytes(4 + 4 + 2 + 1 + 67)
