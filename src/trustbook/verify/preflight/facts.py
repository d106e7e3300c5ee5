"""What was measured in a PDF before anybody judges it: values only, a `PageFacts` for each page.

Boxes and spots are in points of the page's default user space (left, bottom, right, top), lengths that people see in
mm, ink in percent: 100 is one ink laid on fully.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trustbook.pdf.units import MM

Box = tuple[float, float, float, float]
SIDES = ("left", "bottom", "right", "top")


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space (ISO 32000-1, 8.6): its name for people, and what its numbers stand for.

    `model` is "grey", "rgb", "cmyk", "lab", "inks" (Separation and DeviceN, whose `inks` are named) or "unknown";
    `icc` says that a profile or a calibration comes with it.
    """

    name: str
    model: str
    icc: bool = False
    inks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Painted:
    """A colour space that a page uses, for what (`source`), and where first.

    `neutral` says that all its colours here are greys: black in RGB is another fault than a colour in RGB.
    """

    space: Space
    source: str
    neutral: bool = False
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as placed: its pixels, and how many of them lie on an inch."""

    width: int
    height: int
    ppi: float
    bits: int
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The thinnest stroke of a page, in points on paper."""

    width: float
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class RichBlack:
    """Black text made of several inks: cyan, magenta, yellow and black in percent; `size` in points."""

    inks: tuple[float, ...]
    size: float
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class Transparent:
    """Something that lets what lies below shine through."""

    what: str
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link, a note, a form field: what is not part of the page's content."""

    kind: str
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class Font:
    """A font that a page sets text in."""

    name: str
    embedded: bool
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The most ink on one spot of a page. `uncounted` names what an estimate leaves out; `over` is the most ink that
    prints on top of what lies below it, which an estimate does not add."""

    percent: float
    spot: Box | None = None
    estimate: bool = False
    over: float = 0.0
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxes:
    """The page boxes (ISO 32000-1, 14.11.2); None where the page names none."""

    media: Box
    crop: Box | None = None
    bleed: Box | None = None
    trim: Box | None = None
    art: Box | None = None
    rotate: int = 0

    @property
    def cut(self) -> Box:
        """Where the page is cut: its TrimBox, and where there is none what the standard takes instead."""
        return self.trim or self.crop or self.media

    @property
    def painted(self) -> Box:
        """What may be painted: the BleedBox, and where there is none what the standard takes instead."""
        return self.bleed or self.crop or self.media


@dataclass(frozen=True, slots=True)
class Ink:
    """What was seen on the page as pdfium paints it; sides in the order of `SIDES`.

    `margins` are the distances in mm from the cut to the nearest ink that does not run over it, None where there is no
    ink. `text` are those of words alone. `spots` are where the nearest ink lies. `crosses` are the sides where ink runs
    over the cut, `short` those where it comes to the cut and does not reach the BleedBox, each with the spot where.
    """

    margins: tuple[float, ...] | None = None
    text: tuple[float, ...] | None = None
    spots: tuple[Box, ...] = ()
    crosses: tuple[str, ...] = ()
    short: tuple[tuple[str, Box], ...] = ()
    beyond: bool = False  # something lies outside the BleedBox, as crop marks do
    blank: bool = False


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page, counted from 1. `broken` says why it could not be read to its end; `ink` is None if it was not seen."""

    number: int
    boxes: Boxes
    painted: tuple[Painted, ...] = ()
    pictures: tuple[Picture, ...] = ()
    line: Line | None = None
    rich_blacks: tuple[RichBlack, ...] = ()
    transparent: tuple[Transparent, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    fonts: tuple[Font, ...] = ()
    coverage: Coverage | None = None
    ink: Ink | None = None
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: its subtype, the printing condition it names, the model of its profile ("" without one)."""

    subtype: str
    condition: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a PDF says of itself as PDF/X (ISO 15930) does; texts are empty where it says nothing."""

    version: str = ""
    xmp_version: str = ""
    title: str = ""
    trapped: str = ""
    xmp_trapped: str = ""
    dated: bool = False
    identified: bool = False
    intents: tuple[Intent, ...] = ()
    active: tuple[str, ...] = ()  # scripts, actions, form fields


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A whole PDF. `broken` is why it cannot be read at all; `unread` counts pages beyond those that were read."""

    name: str
    pdf_version: str = ""
    encrypted: bool = False
    locked: bool = False
    right_to_left: bool = False
    keys: Keys = field(default_factory=Keys)
    pages: tuple[PageFacts, ...] = ()
    unread: int = 0
    broken: str = ""


def size(box: Box) -> tuple[float, float]:
    """Width and height in mm."""
    return (box[2] - box[0]) / MM, (box[3] - box[1]) / MM


def millimetres(box: Box) -> str:
    """Width and height for people."""
    width, height = size(box)
    return f"{width:.1f} × {height:.1f} mm"


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return all(one[side] < other[side + 2] and other[side] < one[side + 2] for side in (0, 1))


def around(points: list[tuple[float, float]]) -> Box:
    """The smallest box that holds some points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)
