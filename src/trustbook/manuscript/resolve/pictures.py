"""Pictures: which file of the book each shows, and whether it says what it shows.

In: an `img` or the cover's name, and the pictures `sources` has read. Out: the picture's path in the manuscript folder,
or what is wrong. WCAG 2.2, 1.1.1.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, Place, SourceFile
from trustbook.manuscript.resolve.addresses import as_written, from_root, split
from trustbook.manuscript.resolve.fault import Fault, Near
from trustbook.settings import Settings
from trustbook.sources.picture_kinds import kind_by_name
from trustbook.sources.values import Refused, Sources


def describe(image: Element, settings: Settings) -> Fault | None:
    """Settle a picture's alternative text: folded, empty for decoration, and not too long to hear."""
    alt = " ".join(image.get("alt", "").split())
    if "decorative" in image.get("class", "").split():
        image.set("alt", "")
        image.set("role", "presentation")
        return None
    if not alt:
        hint = "say what the picture says, or mark it `{.decorative}`"
        if settings.markdown.image_text == "caption":
            hint = 'say what the picture says: `{alt="…"}` behind it, or mark it `{.decorative}`'
        return Fault("I302", "the picture has no alternative text", hint)
    image.set("alt", alt)
    limit = settings.style.max_alt
    if len(alt) <= limit:
        return None
    message = f"the alternative text has {len(alt)} characters; at most {limit} are read well"
    return Fault("I308", message, "say the rest in the text or the caption")


def picture(source: str, file: SourceFile, sources: Sources, near: Near) -> str | Fault:
    """The path of a picture that a chapter shows, relative to the manuscript folder."""
    parts = split(source)
    if parts is None or parts.scheme or parts.netloc:
        hint = "save the picture in the manuscript folder; a build makes no network access"
        shown = source if len(source) < 60 else f"{source[:57]}..."
        return Fault("I304", f"`{shown}` is not a file of the book", hint)
    folder = posixpath.dirname(sources.config.path)
    whole = from_root(parts.path, file)
    name = posixpath.relpath(whole, folder) if folder else whole
    path = unquote(parts.path)
    if path.startswith("/") or "\\" in path or name.startswith(".."):
        hint = "copy the picture into the manuscript folder and name it from there"
        return Fault("I303", f"`{source}` lies outside the book's folder", hint)
    if name in sources.images:
        return name
    if refused := sources.refused.get(name):
        return _refused(source, name, refused)
    pictures = [posixpath.join(folder, one) for one in sources.images]
    hint = near.hint("I301", source, as_written(pictures, file)) or "the path is relative to the chapter's file"
    if unreadable := kind_by_name(name):
        hint = f"{hint}; and {unreadable[0]}: {unreadable[1]}"
    return Fault("I301", f"`{source}` does not exist", hint)


def cover_faults(sources: Sources, near: Near) -> Iterator[Finding]:
    """The cover's picture: its usual name may stand for none, a name that book.toml writes may not."""
    cover, config = sources.settings.cover, sources.config
    name = cover.image
    if name in sources.images or ("image" not in cover.model_fields_set and name not in sources.refused):
        return
    if posixpath.normpath(name).startswith(("..", "/")):
        hint = "copy the picture into the manuscript folder and name it from there"
        fault = Fault("I303", f"`{name}` lies outside the book's folder", hint)
    elif refused := sources.refused.get(name):
        fault = _refused(name, name, refused)
    else:
        hint = f"the path is relative to the folder of {posixpath.basename(config.path)}"
        fault = Fault("I301", f"`{name}` does not exist", near.hint("I301", name, sources.images) or hint)
    yield config.at_value(fault.code, fault.message, ("cover", "image"), fault.hint)
    yield from fault.causes


def unused_faults(sources: Sources, asked: Collection[str]) -> Iterator[Finding]:
    """Pictures with a fault that no chapter asks for, nor the cover."""
    folder = posixpath.dirname(sources.config.path)
    for name, refused in sources.refused.items():
        if refused.damaged and name not in asked and name != sources.settings.cover.image:
            message = f"`{name}` is in no chapter, and could not be: {refused.reason}"
            hint = "mend it, or move it out of the manuscript folder"
            inside = refused.findings[0] if refused.findings else None
            place = inside.place if inside else Place(posixpath.join(folder, name))
            yield Finding("I312", message, place, hint, inside.excerpt if inside else "")


def _refused(typed: str, name: str, refused: Refused) -> Fault:
    return Fault(refused.code, f"`{typed}` is not used: {refused.reason}", refused.hint, refused.findings, name)
