"""Lines of a longer text, which WeasyPrint 70 sets three times, set twice, with little more than they hold.

To break a line WeasyPrint sets nearly twice its text, then the line with the next word, for Pango can have broken it
too early, and then the line alone. `first_line` is asked before it (`lines_kept`): where the next word is plainly too
wide it is not tried.
Lines that want more are left to WeasyPrint: with hyphens, spaced letters, kept spaces, or in scripts that run to the
left or have no spaces.
"""

from __future__ import annotations

import re
from typing import Any

_MOST = 4.0  # letters for each part of a line that is as wide as the type is high: what WeasyPrint sets
_USUAL = 2.6  # and what nearly every line holds, with a word more
_WORD = 14
_ODD = re.compile(  # other spaces and ends of lines, what runs to the left, and scripts without spaces
    r"[\x00-\x1f\x7f-\x9f\xad\u0590-\u1dff\u2000-\u200a\u200e\u200f\u2028-\u202e\u205f\u2066-\u206f\u2c00-\U0010ffff]"
)


def declare() -> None:
    """Tell cffi, once, what is asked of Pango here."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("void pango_layout_line_index_to_x (PangoLayoutLine *line, int index, gboolean trailing, int *x_pos);")


def first_line(text: str, style: Any, context: Any, max_width: float | None, spacing: float) -> Any:
    """The first line of a text, as WeasyPrint's `split_first_line` says it; None where that is to be asked."""
    if max_width is None or not _MOST * style["font_size"] <= max_width < 2**21 or not _is_plain(style):
        return None
    return _first_line(text, style, context, max_width, spacing)


def _is_plain(style: Any) -> bool:
    """Whether text of a style is broken at its spaces, from left to right; once a style."""
    known = style.__dict__.get("is_plain")
    if known is None:
        known = style.is_plain = (
            bool(style["font_size"])
            and style["white_space"] == "normal"
            and style["hyphens"] in ("none", "manual")
            and style["direction"] == "ltr"
            and style["letter_spacing"] == "normal"
            and not style["word_spacing"]
        )
    return bool(known)


def _first_line(text: str, style: Any, context: Any, max_width: float, spacing: float) -> Any:
    """The same for a plain style and a line of some width."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    ems = max_width / style["font_size"]
    short = text[: int(min(ems * _MOST, ems * _USUAL + _WORD))]
    if _ODD.search(short):
        return None
    layout = line_break.create_layout(short, style, context, max_width, spacing)
    line, end = layout.get_first_line()
    width, _ = line_break.line_size(line, style)
    if width > max_width or (end is None and short != text):
        return None
    if end is not None:
        encoded = short.encode()
        start, rest = len(encoded[:end].decode()) + 1, encoded[end:].decode()
        breaks = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)[start : len(short)]
        place = line_break.get_next_break_point(breaks)
        if place is None and (short != text or rest.endswith(" ")):
            return None
        if place is not None and rest[place] == " ":
            x = ffi.new("int *")
            second = pango.pango_layout_get_line_readonly(layout.layout, 1)
            pango.pango_layout_line_index_to_x(second, end + len(rest[:place].rstrip(" ").encode()), False, x)
            if width + x[0] * FROM_UNITS <= max_width:
                return None  # the word may fit: it is tried
    return line_break.first_line_metrics(line, short, layout, end, True, style)
