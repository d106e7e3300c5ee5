"""Lines that WeasyPrint 70 measures again and again, measured once.

A block that does not fit is laid out anew on the next page, cells and margin boxes are measured before they are laid
out, and `line_ends` asks about the same text more than once. A line depends on its text, its style and the room it
has. `install` stands before the function that measures, and keeps what it said of the last lines.
"""

from __future__ import annotations

from typing import Any

from trustbook.layout.short_ways import lines_short

_MOST = 2000  # lines of a document, about forty pages: what is asked again is asked soon


def install() -> None:
    """Stand before the measuring of lines, once."""
    from weasyprint.layout import inline, preferred

    original = preferred.split_first_line
    if original.__module__ == __name__:
        return
    lines_short.declare()

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        lines = style.cache.setdefault("lines", {})  # WeasyPrint's own place for what it measures in a document
        key = (id(style), text, max_width, spacing, is_line_start, minimum)
        if key not in lines:
            if len(lines) >= _MOST:
                lines.clear()
            line = lines_short.first_line(text, style, context, max_width, spacing)
            line = line or original(text, style, context, max_width, spacing, is_line_start, minimum)
            lines[key] = (line, style)  # the style is held, so that no other has its id
        layout, *measures = lines[key][0]
        other = layout.__class__.__new__(layout.__class__)
        other.__dict__.update(layout.__dict__)  # what is drawn lets its line go, and what is kept does not
        return (other, *measures)

    inline.split_first_line = split_first_line
    preferred.split_first_line = split_first_line
