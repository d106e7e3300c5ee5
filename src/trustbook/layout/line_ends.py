"""Lines that WeasyPrint 70 cuts after their first word, kept whole.

Text before a link ends in a space. When it fits into its line but for that space, Pango rightly lets the space hang
over the edge; WeasyPrint counts it, throws the line away and looks for an earlier break, which it finds after the first
word: "fair in / a / line of work". `install` stands before the function that does so and asks again without the space:
what fits then is told to fit. All other lines are WeasyPrint's own. `docs/weasyprint.md` tells its makers.
"""

from __future__ import annotations

from math import isinf
from typing import Any


def install() -> None:
    """Stand before the line breaking of inline layout, once."""
    from weasyprint.layout import inline

    original = inline.split_first_line
    if original.__module__ == __name__:
        return

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, is_line_start: bool = True
    ) -> Any:
        line = original(text, style, context, max_width, spacing, is_line_start=is_line_start)
        bare = text.rstrip(" ")
        if line[2] is None or bare in ("", text) or max_width is None or isinf(max_width):
            return line
        fitted = original(bare, style, context, max_width, spacing, is_line_start=is_line_start)
        if fitted[2] is not None or fitted[3] > max_width:
            return line
        hanging = max_width + style["font_size"]  # a space is never wider than the type is high
        return original(text, style, context, hanging, spacing, is_line_start=is_line_start)

    inline.split_first_line = split_first_line
