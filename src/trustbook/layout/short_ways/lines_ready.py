"""Lines that WeasyPrint 70 describes and sets again each time, described once a style and set until they are drawn.

For each line of text WeasyPrint tells Pango the whole face anew. When it has set the line it lets it go, only to
describe and set the same again when it draws. `install` keeps what a style says of its face with that style, and a line
that was set until it is drawn. A line that is drawn otherwise than it was measured, for it is justified or its letters
are spaced, is set again, as before.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from trustbook.layout.short_ways.lines_drawn import written

_ENDS = re.compile("[\n\r\u2028\u2029]")  # where Pango ends a paragraph, or a line in one
_ODD = re.compile(f"{_ENDS.pattern}|[\0\t]")
_LINES = ("underline", "strikethrough")
_DECORATION = ("ascent", *(f"{line}_{what}" for line in _LINES for what in ("position", "thickness")))
_KINDS = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
_SAID = (  # by a style, of the face of its lines
    *(f"font_{name}" for name in ("size", "style", "stretch", "weight", "kerning", "language_override")),
    *(f"font_variant_{kind}" for kind in _KINDS),
    *("font_feature_settings", "font_variation_settings", "direction", "lang"),
)


class _Face(NamedTuple):
    """What a style says to Pango of a line; `owner` is a line that holds the next two.

    `attributes` are what Pango is told of plain text, and None where it is told otherwise of each text.
    """

    owner: Any
    context: Any
    description: Any
    language: Any
    features: Any
    attributes: Any
    decoration: dict[str, Any]


def install() -> None:
    """Stand before what WeasyPrint tells Pango, once."""
    from weasyprint.draw import text
    from weasyprint.layout import inline
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi

    line = line_break.Layout
    if line.setup.__module__ == __name__:
        return
    ffi.cdef("""
        PangoContext * pango_layout_get_context (PangoLayout *layout);
        const PangoFontDescription * pango_layout_get_font_description (PangoLayout *layout);
    """)
    line.setup = _setup(line.setup)
    line.set_text = _set_text(line.set_text)
    line.deactivate = _deactivate(line.deactivate)
    line.reactivate = _reactivate(line.reactivate)
    line_break.strut = inline.strut = _strut(line_break.strut)
    text.draw_first_line = _draw_first_line(text.draw_first_line)


def _setup(original: Any) -> Any:
    """A line of a style: described as the last one of that style was."""
    from weasyprint.text.ffi import ffi, gobject, pango

    def setup(self: Any, style: Any) -> None:
        self.measured = False
        face = style.__dict__.get("face")
        if face is None:
            faces = style.font_config.__dict__.setdefault("faces", {})
            decorated = style["text_decoration_line"] != "none"
            key = (*style["font_family"], decorated, *_broken(style), *(style[name] for name in _SAID))
            face = style.face = faces.get(key)
        if face is None:
            original(self, style)
            style.face = faces[key] = _face(self, style)
            _tell(self.layout, style.face)
            return
        self.style, self.first_line_direction, self.language = style, 0, face.language
        self.layout = ffi.gc(pango.pango_layout_new(face.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, face.description)
        self.__dict__.update(face.decoration)
        _tell(self.layout, face)

    return setup


def _broken(style: Any) -> tuple[bool, bool]:
    """Whether letters or words are spaced, and whether words may be broken anywhere."""
    spaced = style["letter_spacing"] not in ("normal", 0) or style["word_spacing"] != 0
    return spaced, style["overflow_wrap"] in ("anywhere", "break-word")


def _tell(layout: Any, face: _Face, plain: bool = True) -> None:
    """Tell Pango the attributes of a line: those of plain text, or a list of its own that can be added to."""
    from weasyprint.text.ffi import ffi, pango

    attributes = face.attributes if plain else None
    if attributes is None:
        attributes = ffi.NULL
        if face.features:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, face.features)
    pango.pango_layout_set_attributes(layout, attributes)


def _face(line: Any, style: Any) -> _Face:
    from weasyprint.text.ffi import pango
    from weasyprint.text.fonts import font_features

    variants = (style[f"font_variant_{kind}"] for kind in _KINDS)
    said = font_features(style["font_kerning"], *variants, style["font_feature_settings"])
    named = ",".join(f"{name} {value}" for name, value in said.items()).encode()
    features = style.font_config.font_features[named] if named else None
    spaced, words_broken = _broken(style)
    attributes = None if spaced else pango.pango_attr_list_new()
    if not spaced and features:
        pango.pango_attr_list_insert(attributes, features)
    if not spaced and words_broken:
        pango.pango_attr_list_insert(attributes, pango.pango_attr_insert_hyphens_new(False))
    return _Face(
        line.layout,
        pango.pango_layout_get_context(line.layout),
        pango.pango_layout_get_font_description(line.layout),
        line.language,
        features,
        attributes,
        {name: value for name, value in vars(line).items() if name in _DECORATION},
    )


def _set_text(original: Any) -> Any:
    """Text of a line. Drawing asks for one paragraph, and Pango forgets a line that was set otherwise."""
    from weasyprint.text.ffi import pango

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        pango.pango_layout_set_single_paragraph_mode(self.layout, not _ENDS.search(text))
        face = self.style.face
        plain = face.attributes is not None and not (justify and self.justification_spacing)
        if plain and not _ODD.search(text):
            self.text, encoded = text, text.encode()
            pango.pango_layout_set_text(self.layout, encoded, len(encoded))
            return
        if face.attributes is not None:
            _tell(self.layout, face, plain=False)
        original(self, text, justify)

    return set_text


def _deactivate(original: Any) -> Any:
    """The end of a line: after it was drawn, no longer after it was measured."""

    def deactivate(self: Any) -> None:
        if self.measured or not _drawn_as_measured(self):
            original(self)
        self.measured = not self.measured

    return deactivate


def _reactivate(original: Any) -> Any:
    """A line again, to be drawn: as it is, or set anew."""

    def reactivate(self: Any, style: Any) -> None:
        if not hasattr(self, "layout") or self.style is not style:
            original(self, style)
            self.measured = True

    return reactivate


def _draw_first_line(original: Any) -> Any:
    """The drawing of a line: one that is cut off is set anew, for others may share what was set."""

    def draw_first_line(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        if overflow == "ellipsis" or ellipsis != "none":
            line = box.pango_layout
            line.setup(box.style)
            line.set_text(line.text, justify=True)
            line.measured = True
        elif written(stream, box, matrix):
            return []
        return original(stream, box, overflow, ellipsis, matrix)

    return draw_first_line


def _drawn_as_measured(line: Any) -> bool:
    style = line.style
    if _ENDS.search(line.text):
        return False
    return not line.justification_spacing and style["letter_spacing"] in ("normal", 0) and not style["word_spacing"]


def _strut(original: Any) -> Any:
    """The height of a line of a style and its baseline, once a style."""

    def strut(style: Any) -> Any:
        known = style.__dict__.get("strut")
        if known is None:
            known = style.strut = original(style)
        return known

    return strut
