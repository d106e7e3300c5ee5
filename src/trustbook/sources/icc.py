"""What an ICC profile says of itself.

In: the bytes of a file. Out: an `IccProfile`, or nothing when they are no such profile (ICC.1:2022, 7.2). Standard
library only: whether anything has changed is asked of profiles too.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAX_TAGS = 100


@dataclass(frozen=True, slots=True)
class IccProfile:
    """A profile: its bytes, its name, what kind of device it describes ("prtr": a printer) and the device's colours
    ("CMYK", "GRAY", "RGB")."""

    name: str
    device: str
    space: str
    data: bytes

    @property
    def prints(self) -> bool:
        """Whether it describes printing with CMYK or with black, as the output intent of PDF/X has to."""
        return self.device == "prtr" and self.space in ("CMYK", "GRAY")


def read_icc(data: bytes) -> IccProfile | None:
    """The profile in these bytes."""
    if len(data) < 132 or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        return None
    device, space = (data[start : start + 4].decode("latin-1").strip() for start in (12, 16))
    return IccProfile(_name(data) or "an ICC profile without a name", device, space, data)


def _name(data: bytes) -> str:
    """The description: text in ASCII (version 2), or the first of texts in languages (version 4)."""
    count = min(int.from_bytes(data[128:132], "big"), MAX_TAGS)
    for start in range(132, 132 + 12 * count, 12):
        if data[start : start + 4] != b"desc" or start + 12 > len(data):
            continue
        offset, size = struct.unpack(">II", data[start + 4 : start + 12])
        tag = data[offset : offset + size]
        if tag[:4] == b"desc" and len(tag) > 12:
            length = int.from_bytes(tag[8:12], "big")
            return _plain(tag[12 : 12 + length].decode("ascii", "replace"))
        if tag[:4] == b"mluc" and len(tag) >= 28:
            length, place = struct.unpack(">II", tag[20:28])
            return _plain(tag[place : place + length].decode("utf-16-be", "replace"))
    return ""


def _plain(text: str) -> str:
    return "".join(one for one in text if one.isprintable()).strip()[:100]
