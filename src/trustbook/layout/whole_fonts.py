"""Fonts that the parts of a document share: with all glyphs, so that each part brings the same bytes and the binder
keeps one.

WeasyPrint 70 embeds of each font the glyphs that a document uses. Those of two parts differ, and the bound file would
hold each letter many times. Which glyphs have a width and a meaning in a part stays as WeasyPrint says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_whole: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def kept_whole() -> Iterator[None]:
    """Let what this thread writes meanwhile bring all glyphs of its fonts."""
    before = _whole.set(True)
    try:
        yield
    finally:
        _whole.reset(before)


def install() -> None:
    """Let WeasyPrint ask before it takes glyphs out of fonts, once."""
    from weasyprint.pdf.fonts import Font

    original = Font.subset
    if original.__module__ == __name__:
        return

    def subset(font: Any, to_unicode: Any, hinting: bool) -> None:
        original(font, range(font.glyph_count) if _whole.get() else to_unicode, hinting)

    Font.subset = subset
