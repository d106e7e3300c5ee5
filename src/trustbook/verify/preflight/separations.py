"""Measure ink on separations that Ghostscript makes: one picture per ink, as a shop's machine would.

In: the PDF of `boxes.upright`, which of its pages, and a folder to work in. Out: `Coverage` for each. Ghostscript
converts what is not in CMYK by its own profile: for colours in RGB the figure is what one machine would make of them.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from trustbook.verify.preflight.facts import Box, Boxes, Coverage
from trustbook.verify.tools import Broke, Missing, run

_FINENESS = 72.0  # pixels an inch
_LARGEST = 2_000_000  # pixels of one ink of one page
_TOGETHER = 20  # pages, whose separations lie on the disk at once
_MOST_INKS = 12
_NAME = re.compile(r"page(\d+)\(.*\)\.tif")
_NAMES = ("gs", "gswin64c", "gswin32c")


def coverages(work: Path, file: str, boxes: Mapping[int, Boxes]) -> Iterator[tuple[int, Coverage]]:
    """The ink of some pages, from 1 and in order, of a file in `work`; raises Missing or Broke."""
    if not boxes:
        return
    program = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if program is None:
        raise Missing("Ghostscript is not installed", "install Ghostscript, whose command is `gs`")
    pages = list(boxes)
    for start in range(0, len(pages), _TOGETHER):
        some = pages[start : start + _TOGETHER]
        fineness = min(_FINENESS, *(_fineness(boxes[one].media) for one in some))
        ended = run(
            [
                program, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=lzw",
                f"-r{fineness:.3f}", f"-sPageList={','.join(map(str, some))}",
                "-sOutputFile=page%d.tif", file,
            ],
            work,
        )  # fmt: skip
        plates = _plates(work)
        if ended.code or len(plates) != len(some):
            raise Broke(ended.reason)
        for place, page in enumerate(some, 1):
            yield page, _coverage(plates[place], boxes[page])
        for plate in work.glob("page*.tif"):
            plate.unlink()


def _fineness(media: Box) -> float:
    area = (media[2] - media[0]) * (media[3] - media[1])
    return 72 * math.sqrt(_LARGEST / area)


def _plates(work: Path) -> dict[int, list[Path]]:
    """The separations by a page's place among those asked for; the picture of all inks together, which has no ink in
    its name, is left out."""
    found: dict[int, list[Path]] = {}
    for path in sorted(work.glob("page*.tif")):
        if match := _NAME.fullmatch(path.name):
            found.setdefault(int(match[1]), []).append(path)
    return found


def _coverage(plates: list[Path], boxes: Boxes) -> Coverage:
    """The most ink in what is kept of the sheet, or bled off."""
    from PIL import Image, ImageMath

    total: Any = None
    for path in plates[:_MOST_INKS]:
        with Image.open(path) as plate:
            ink = plate.convert("L").point(lambda value: 255 - value)
        total = ink if total is None else ImageMath.lambda_eval(lambda given: given["a"] + given["b"], a=total, b=ink)
    media, kept = boxes.media, boxes.painted
    scale = total.height / (media[3] - media[1])
    corners = (kept[0] - media[0], media[3] - kept[3], kept[2] - media[0], media[3] - kept[1])
    left, top, right, bottom = (max(0, round(one * scale)) for one in corners)
    part = total.crop((left, top, min(right, total.width), min(bottom, total.height))).convert("I")
    most = part.getextrema()[1]
    box = part.point(lambda value: value * 1 + (1 - most)).convert("L").getbbox() if most else None
    spot = None
    if box:
        x, y = media[0] + left / scale, media[3] - top / scale
        spot = (x + box[0] / scale, y - box[3] / scale, x + box[2] / scale, y - box[1] / scale)
    return Coverage(round(most * 100 / 255, 1), spot)
