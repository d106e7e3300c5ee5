"""Read the pictures of a book's folder.

In: the book's folder. Out: every usable picture by its path in the manuscript folder, and why others are refused.
A picture that nothing uses stops nothing: whoever uses one that is refused tells why.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trustbook.findings import Collector, Place
from trustbook.sources import drawings
from trustbook.sources.folder import BookFolder
from trustbook.sources.picture_kinds import NO_PICTURE, READABLE, kind_by_name
from trustbook.sources.values import ImageFile, Refused

MAX_IMAGE = 20_000_000  # bytes of one picture
MAX_IMAGES = 2_000
MAX_TOGETHER = 1_000_000_000  # bytes of all pictures


def read_pictures(folder: BookFolder) -> tuple[dict[str, ImageFile], dict[str, Refused]]:
    """All pictures, usable and refused; every other file is refused by its name."""
    pictures: dict[str, ImageFile] = {}
    refused: dict[str, Refused] = {}
    too_many = Refused(
        f"the folder holds more than {MAX_IMAGES:,} pictures, and no more are read",
        "move out what the book does not show",
    )
    much = f"the pictures of the folder have more than {MAX_TOGETHER / 1e9:g} GB together, and no more are read"
    too_large = replace(too_many, reason=much)
    size = 0
    for path in folder.files():
        name = path.relative_to(folder.manuscript).as_posix()
        if path.suffix.lower() not in READABLE:
            refused[name] = Refused(*(kind_by_name(name) or NO_PICTURE))
            continue
        if len(pictures) >= MAX_IMAGES or size >= MAX_TOGETHER:
            refused[name] = too_large if size >= MAX_TOGETHER else too_many
            continue
        picture = read_picture(folder, path, name)
        if isinstance(picture, ImageFile):
            pictures[name] = picture
            size += len(picture.data)
        else:
            refused[name] = picture
    return pictures, refused


def read_picture(folder: BookFolder, path: Path, name: str, most: int = MAX_IMAGE) -> ImageFile | Refused:
    """A picture, or why it cannot be used; `most` are the bytes of its file."""
    if not folder.inside(path):
        hint = "copy the file into the manuscript folder"
        return Refused("it is a link to a file outside the book's folder", hint, code="I303")
    found = Collector()
    data = folder.bytes(path, most, found)
    if data is None:
        return Refused("it could not be read", "export it again, smaller", tuple(found.found), damaged=True)
    return picture_of(data, name, folder.shown(path))


def picture_of(data: bytes, name: str, shown: str) -> ImageFile | Refused:
    """The picture that a file of this name holds; people see the name as `shown`."""
    return _drawing(shown, name, data) if name.lower().endswith(".svg") else _photograph(name, data)


def _drawing(shown: str, name: str, data: bytes) -> ImageFile | Refused:
    """A drawing as it was drawn; each edition shows it with its text outlined."""
    problems = drawings.check(data)
    lines = data.decode("utf-8", "replace").splitlines()
    found = Collector()
    for problem in problems:
        excerpt = lines[problem.line - 1][:400] if 0 < problem.line <= len(lines) else ""
        found.add("I305", problem.message, Place(shown, problem.line, problem.column), problem.hint, excerpt)
    if found.found:
        return Refused(problems[0].message, f"mend `{shown}`", tuple(found.found), damaged=True)
    width, height = drawings.size(data)
    return ImageFile(name, "image/svg+xml", data, width, height)


def _photograph(name: str, data: bytes) -> ImageFile | Refused:
    from trustbook.sources.images import Unusable, photograph  # Pillow: most books hold drawings only

    picture = photograph(data)
    if isinstance(picture, Unusable):
        return Refused(picture.reason, picture.hint, code=picture.code, damaged=True)
    return ImageFile(name, picture.media_type, picture.data, picture.width, picture.height)
