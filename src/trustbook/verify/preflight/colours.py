"""Name the colour spaces of a PDF, and say how much ink a colour lays on the paper.

In: a colour space as it stands in a page's content or in its resources. Out: a `Space`; and for colours, percent of
ink, or None where only a profile could say. It must not convert colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from trustbook.pdf.values import dictionary, name_of, number_of
from trustbook.verify.preflight.facts import Space

_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}  # in inline pictures
_PLAIN = {
    "DeviceGray": Space("DeviceGray", "grey"),
    "DeviceRGB": Space("DeviceRGB", "rgb"),
    "DeviceCMYK": Space("DeviceCMYK", "cmyk"),
    "CalGray": Space("CalGray", "grey", icc=True),
    "CalRGB": Space("CalRGB", "rgb", icc=True),
    "CalCMYK": Space("DeviceCMYK", "cmyk"),
    "Lab": Space("Lab", "lab", icc=True),
}
_DEFAULTS = {"DeviceGray": "/DefaultGray", "DeviceRGB": "/DefaultRGB", "DeviceCMYK": "/DefaultCMYK"}
_BY_COUNT = {1: "grey", 3: "rgb", 4: "cmyk"}
_NAMES = {"grey": "grey", "rgb": "RGB", "cmyk": "CMYK"}
_FOUR = ("Cyan", "Magenta", "Yellow", "Black")
_PROCESS = {*_FOUR, "All", "None"}
_DEEPEST = 4  # spaces within spaces
_MOST_INKS = 32

UNKNOWN = Space("a colour space that is not one", "unknown")
GREY, RGB, CMYK = _PLAIN["DeviceGray"], _PLAIN["DeviceRGB"], _PLAIN["DeviceCMYK"]


def space_of(source: Any, resources: Any, deep: int = _DEEPEST) -> Space:
    """The space that a name or an array stands for (ISO 32000-1, 8.6.3), with the page's defaults (8.6.5.6)."""
    if isinstance(source, Name):
        return _named(name_of(source), resources, deep)
    if not isinstance(source, Array) or not len(source) or not deep:
        return UNKNOWN
    family = name_of(source[0])
    if len(source) == 1:
        return _named(family, resources, deep)
    if family == "ICCBased":
        return _by_profile(source[1])
    if family in ("Indexed", "I"):
        return space_of(source[1], resources, deep - 1)
    if family == "Pattern":
        return space_of(source[1], resources, deep - 1)
    if family == "Separation":
        return Space("Separation", "inks", inks=(name_of(source[1]),))
    if family == "DeviceN" and isinstance(source[1], Array):
        return Space("DeviceN", "inks", inks=tuple(name_of(one) for one in list(source[1])[:_MOST_INKS]))
    return _PLAIN.get(family, UNKNOWN)


def _named(name: str, resources: Any, deep: int) -> Space:
    spaces = dictionary(dictionary(resources).get("/ColorSpace"))
    name = _SHORT.get(name, name)
    if name in _PLAIN:
        default = spaces.get(_DEFAULTS.get(name, "/"))
        return space_of(default, None, deep - 1) if default is not None and deep else _PLAIN[name]
    other = spaces.get(f"/{name}") if name else None
    return space_of(other, resources, deep - 1) if other is not None and deep else UNKNOWN


def _by_profile(profile: Any) -> Space:
    entries = profile.stream_dict if isinstance(profile, Stream) else Dictionary()
    model = _BY_COUNT.get(int(number_of(entries.get("/N"))), "unknown")
    return Space(f"ICC-based {_NAMES.get(model, model)}", model, icc=True)


def palette(source: Any) -> bytes | None:
    """The colours of an Indexed space, byte by byte; None for any other."""
    if not (isinstance(source, Array) and len(source) == 4 and name_of(source[0]) in ("Indexed", "I")):
        return None
    table = source[3]
    return table.read_bytes() if isinstance(table, Stream) else bytes(table)


def spot_inks(space: Space) -> tuple[str, ...]:
    """Inks that are none of the four."""
    return tuple(ink for ink in space.inks if ink not in _PROCESS)


def plates_of(space: Space, values: Sequence[float]) -> dict[str, float] | None:
    """How much of each ink a colour lays on, in percent; None where only a profile could say."""
    if space.model == "grey" and values:
        return {"Black": 100 * (1 - _within(values[0]))}
    if space.model == "cmyk" and len(values) >= 4:
        return {ink: 100 * _within(value) for ink, value in zip(_FOUR, values, strict=False)}
    if space.model == "inks":
        shares = [(ink, 100 * _within(value)) for ink, value in zip(space.inks, values, strict=False) if ink != "None"]
        return {one: share for ink, share in shares for one in (_FOUR if ink == "All" else (ink,))}
    return None


def is_neutral(space: Space, values: Sequence[float]) -> bool:
    """Whether a colour is a grey."""
    if space.model == "rgb":
        return len(values) >= 3 and max(values[:3]) - min(values[:3]) < 0.004
    if space.model == "cmyk":
        return len(values) >= 4 and max(values[:3]) - min(values[:3]) < 0.004
    if space.model == "lab":
        return not any(values[1:3])
    return space.model == "grey" or space.inks in (("Black",), ("All",), ("None",))


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))
