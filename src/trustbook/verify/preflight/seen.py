"""Look at the pages as pdfium paints them: where their ink lies, how near to the cut it comes, whether it bleeds.

In: the PDF of `boxes.upright`. Out: `Ink` for each page. Ink that runs over the cut, and all that hangs together with
it, is meant to be cut; of such pages the words are measured apart, glyph by glyph.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from trustbook.pdf.units import MM
from trustbook.verify.preflight.facts import SIDES, Box, Boxes, Ink

_SCALE = 150 / 72  # pixels a point
_LARGEST = 4_000_000  # pixels of one page
_WHITE = 253  # of 255: from here on it is paper
_HALF = 128  # a pixel of black ink that is half covered
_STRIP = 0.4 * MM  # beside an edge, what is looked at to know whether something comes to it
_COARSE = 4  # pixels that are one when things that hang together are looked for
_SLANTED = 3.5 * MM  # an edge may run so much aside between the cut and the end of the bleed
_STEPS = 2000  # of growing; what winds farther counts as by itself
_NOTICED = 1.0 * MM  # a bleed that is missing on less is none
_UNSEEN = 3  # text render modes: neither filled nor stroked, and 7, a clip


def inks(data: bytes, boxes: Sequence[Boxes | None]) -> Iterator[Ink | None]:
    """What each page shows; None for one that pdfium cannot paint, or is not to (no boxes)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield from [None] * len(boxes)
        return
    with closing(document):
        for index, own in enumerate(boxes):
            if own is None:
                yield None
                continue
            try:
                with closing(document[index]) as page:
                    yield _ink(page, own)
            except pypdfium2.PdfiumError:
                yield None


def picture(page: Any, scale: float) -> Any:
    """A page in grey, not larger than what is bearable."""
    width, height = page.get_size()
    return page.render(scale=min(scale, math.sqrt(_LARGEST / (width * height))), grayscale=True).to_pil()


def _ink(page: Any, boxes: Boxes) -> Ink:
    from PIL import ImageChops

    seen = picture(page, _SCALE).convert("L")
    mask, dark = (seen.point([255 if value < limit else 0 for value in range(256)]) for limit in (_WHITE, _HALF))
    view = _View(mask, boxes.media)
    inside = view.pixels(boxes.cut)
    kept = mask.crop(inside)
    edges = {side: _at_edge(kept, side, view.length(_STRIP)) for side in SIDES}
    crosses = tuple(side for side, strip in edges.items() if strip.getbbox())
    rest = _without(kept, edges) if crosses else kept
    margins = _margins(rest, ImageChops.darker(rest, dark.crop(inside)), view, boxes.cut)
    text = spots = None
    if crosses:
        text, spots = _words(page, boxes)
    return Ink(
        margins=margins,
        text=text,
        spots=spots or (_spots(rest, margins, view, boxes.cut) if margins else ()),
        crosses=crosses,
        short=tuple((side, spot) for side in crosses if (spot := _short(view, boxes, side))),
        beyond=_is_beyond(view, boxes),
        blank=kept.getbbox() is None,
    )


class _View:
    """A picture of a page, and where the page's points lie on it."""

    def __init__(self, mask: Any, media: Box) -> None:
        self.mask, self.media = mask, media
        self.scale: float = mask.height / (media[3] - media[1])

    def length(self, points: float) -> int:
        """So many points in pixels, one at least."""
        return max(1, round(points * self.scale))

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        """A box of the page on the picture."""
        left, top = (box[0] - self.media[0]) * self.scale, (self.media[3] - box[3]) * self.scale
        right, bottom = (box[2] - self.media[0]) * self.scale, (self.media[3] - box[1]) * self.scale
        return (
            max(0, round(left)),
            max(0, round(top)),
            min(self.mask.width, round(right)),
            min(self.mask.height, round(bottom)),
        )


def _at_edge(picture: Any, side: str, deep: int, away: int = 0) -> Any:
    """The strip of a picture along one side, `away` from it."""
    width, height = picture.size
    return picture.crop(
        {
            "left": (away, 0, away + deep, height),
            "right": (width - away - deep, 0, width - away, height),
            "top": (0, away, width, away + deep),
            "bottom": (0, height - away - deep, width, height - away),
        }[side]
    )


def _without(kept: Any, edges: dict[str, Any]) -> Any:
    """The picture without what hangs together with ink at its edges."""
    from PIL import Image, ImageChops, ImageOps

    seeds = Image.new("L", kept.size)
    for side, strip in edges.items():
        place = {"right": (kept.width - strip.width, 0), "bottom": (0, kept.height - strip.height)}
        seeds.paste(strip, place.get(side, (0, 0)))
    coarse, grown = (
        ImageOps.expand(one.reduce(_COARSE).point(lambda value: 255 if value else 0), border=1) for one in (kept, seeds)
    )
    for _ in range(_STEPS):
        wider = grown
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):  # what comes round at the other end is the border, and empty
            wider = ImageChops.lighter(wider, ImageChops.offset(grown, x, y))
        wider = ImageChops.darker(wider, coarse)
        if ImageChops.difference(wider, grown).getbbox() is None:
            break
        grown = wider
    grown = ImageOps.crop(grown, border=1)
    joined = grown.resize((grown.width * _COARSE, grown.height * _COARSE), Image.Resampling.NEAREST)
    return ImageChops.subtract(kept, joined.crop((0, 0, *kept.size)))


def _margins(rest: Any, dark: Any, view: _View, cut: Box) -> tuple[float, ...] | None:
    """How far from each side ink begins: where pixels are half dark, or in the middle of a pixel that is pale."""
    pale, half = rest.getbbox(), dark.getbbox()
    if pale is None:
        return None
    left, top, right, bottom = (
        exact if exact is not None and abs(exact - edge) <= 1 else edge + inwards / 2
        for edge, exact, inwards in zip(pale, half or (None,) * 4, (1, 1, -1, -1), strict=True)
    )
    first_left, first_top, *_ = view.pixels(cut)
    x, y = view.media[0] + first_left / view.scale, view.media[3] - first_top / view.scale
    edges = (
        x + left / view.scale - cut[0],
        y - bottom / view.scale - cut[1],
        cut[2] - x - right / view.scale,
        cut[3] - y + top / view.scale,
    )
    return tuple(round(one / MM, 2) for one in edges)


def _spots(rest: Any, margins: tuple[float, ...], view: _View, cut: Box) -> tuple[Box, ...]:
    """Where the ink lies that is nearest to each side."""
    found = []
    for side, margin in zip(SIDES, margins, strict=True):
        away = max(0, round(margin * MM * view.scale) - 1)
        left, top, right, bottom = _at_edge(rest, side, view.length(MM), away).getbbox() or (0, 0, 1, 1)
        if side == "right":
            left, right = (one + rest.width - away - view.length(MM) for one in (left, right))
        elif side == "bottom":
            top, bottom = (one + rest.height - away - view.length(MM) for one in (top, bottom))
        else:
            left, right = (one + away * (side == "left") for one in (left, right))
            top, bottom = (one + away * (side == "top") for one in (top, bottom))
        scale = view.scale
        found.append((cut[0] + left / scale, cut[3] - bottom / scale, cut[0] + right / scale, cut[3] - top / scale))
    return tuple(found)


def _short(view: _View, boxes: Boxes, side: str) -> Box | None:
    """Where ink comes to the cut on one side and does not go on to the end of the bleed: from the cut to that end."""
    cut, bleed = boxes.cut, boxes.painted
    index = SIDES.index(side)
    if abs(cut[index] - bleed[index]) < 2 * _STRIP:  # no bleed to reach: another fault
        return None
    deep = view.length(_STRIP)
    along = (bleed[0], cut[1], bleed[2], cut[3]) if side in ("left", "right") else (cut[0], bleed[1], cut[2], bleed[3])
    within = _covered(_at_edge(view.mask.crop(view.pixels(cut)), side, deep), side)
    beyond = _covered(_at_edge(view.mask.crop(view.pixels(along)), side, deep, 1), side)
    reach = view.length(_SLANTED)
    missing = [
        place for place, ink in enumerate(within) if ink and not any(beyond[max(0, place - reach) : place + reach])
    ]
    if len(missing) <= _NOTICED * view.scale:
        return None
    first, last = missing[0] / view.scale, (missing[-1] + 1) / view.scale
    across = sorted((cut[index], bleed[index]))
    if side in ("left", "right"):
        return across[0], cut[3] - last, across[1], cut[3] - first
    return cut[0] + first, across[0], cut[0] + last, across[1]


def _covered(strip: Any, side: str) -> bytes:
    """For each pixel along a strip, whether there is ink in it."""
    from PIL import Image

    size = (1, strip.height) if side in ("left", "right") else (strip.width, 1)
    flat: bytes = strip.resize(size, Image.Resampling.BOX).tobytes()
    return flat


def _is_beyond(view: _View, boxes: Boxes) -> bool:
    left, bottom, right, top = boxes.painted
    outside = view.mask.copy()
    outside.paste(0, view.pixels((left - _STRIP, bottom - _STRIP, right + _STRIP, top + _STRIP)))
    return outside.getbbox() is not None


def _words(page: Any, boxes: Boxes) -> tuple[tuple[float, ...] | None, tuple[Box, ...]]:
    """How near to the cut words come, and which glyphs do."""
    from pypdfium2 import raw

    nearest: list[float | None] = [None] * 4
    spots: list[Box] = [boxes.cut] * 4
    farthest = max(boxes.cut[2] - boxes.cut[0], boxes.cut[3] - boxes.cut[1])  # words farther out are on no sheet
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    with closing(page.get_textpage()) as text:
        for index in range(raw.FPDFText_CountChars(text)):
            if chr(raw.FPDFText_GetUnicode(text, index)).isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
            if mode % 4 == _UNSEEN:
                continue
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            box = (left.value, bottom.value, right.value, top.value)
            away = (box[0] - boxes.cut[0], box[1] - boxes.cut[1], boxes.cut[2] - box[2], boxes.cut[3] - box[3])
            if min(away) < -farthest:
                continue
            for side in range(4):
                if nearest[side] is None or away[side] < nearest[side]:  # type: ignore[operator]
                    nearest[side], spots[side] = away[side], box
    if nearest[0] is None:
        return None, ()
    return tuple(round((one or 0.0) / MM, 2) for one in nearest), tuple(spots)
