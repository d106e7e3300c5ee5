"""Read the pictures of a book's folder.

In: the book's folder. Out: every usable picture by its path in the manuscript folder, and why others are refused.
A picture that nothing uses stops nothing: whoever uses one that is refused tells why.
"""

from __future__ import annotations

from pathlib import Path

from trustbook.findings import Collector, Place
from trustbook.sources import drawings
from trustbook.sources.folder import BookFolder
from trustbook.sources.values import ImageFile, Refused

MAX_IMAGE = 20_000_000  # bytes of one picture
MAX_IMAGES = 2_000

IMAGE_TYPES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}


def read_pictures(folder: BookFolder) -> tuple[dict[str, ImageFile], dict[str, Refused]]:
    """All pictures, usable and refused."""
    pictures: dict[str, ImageFile] = {}
    refused: dict[str, Refused] = {}
    too_many = Refused(f"the folder holds more than {MAX_IMAGES:,} pictures, and no more are read")
    for path in folder.files():
        if path.suffix.lower() not in IMAGE_TYPES:
            continue
        name = path.relative_to(folder.manuscript).as_posix()
        picture = _picture(folder, path, name) if len(pictures) < MAX_IMAGES else too_many
        if isinstance(picture, ImageFile):
            pictures[name] = picture
        else:
            refused[name] = picture
    return pictures, refused


def _picture(folder: BookFolder, path: Path, name: str) -> ImageFile | Refused:
    if not folder.inside(path):
        return Refused("it is a link to a file outside the book's folder")
    found = Collector()
    data = folder.bytes(path, MAX_IMAGE, found)
    if data is None:
        return Refused("it could not be read", tuple(found.found))
    shown = folder.shown(path)
    read = _drawing if path.suffix.lower() == ".svg" else _photograph
    picture = read(shown, name, data, found)
    return picture or Refused("it has the fault named above", tuple(found.found))


def _drawing(shown: str, name: str, data: bytes, found: Collector) -> ImageFile | None:
    """A drawing as it was drawn; each edition shows it with its text outlined."""
    problems = drawings.check(data)
    lines = data.decode("utf-8", "replace").splitlines()
    for problem in problems:
        excerpt = lines[problem.line - 1][:400] if 0 < problem.line <= len(lines) else ""
        found.add("I305", problem.message, Place(shown, problem.line, problem.column), problem.hint, excerpt)
    if problems:
        return None
    width, height = drawings.size(data)
    return ImageFile(name, "image/svg+xml", data, width, height)


def _photograph(shown: str, name: str, data: bytes, found: Collector) -> ImageFile | None:
    from trustbook.sources.images import Unusable, photograph  # Pillow: most books hold drawings only

    picture = photograph(data)
    if isinstance(picture, Unusable):
        found.add(picture.code, f"`{shown}`: {picture.reason}", Place(shown))
        return None
    return ImageFile(name, picture.media_type, picture.data, picture.width, picture.height)
