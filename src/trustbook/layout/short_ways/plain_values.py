"""Values of styles that need no working out, which WeasyPrint 70 works out each time.

Most properties of an element are declared nowhere: they come from the element around it or are what they are at first.
Most lengths are points, so what is used is what was computed. Most boxes stand in the flow. `install` answers these
questions first, and leaves all others to WeasyPrint.
"""

from __future__ import annotations

import sys
from typing import Any

# What `resolve_percentages` makes of a style, and what of it can be a part of something else.
_SIZES = tuple(f"{least}{axis}" for least in ("", "min_", "max_") for axis in ("width", "height"))
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *_SIZES,
)
_EDGES = tuple(f"border_{side}" for side in ("top", "right", "bottom", "left"))
_BORDERS = tuple(f"{edge}_width" for edge in _EDGES)
# What nearly every box without an element is asked for: of its own, and of the element around it.
_ASKED_OF_BOXES = (
    *("position", "float", "overflow", "opacity", "anchor", "transform", "appearance", "vertical_align", *_SIZES),
    *("background_image", "background_color", "box_shadow", "border_image_source", "mask_border_source"),
    *(f"border_{edge}_{side}_radius" for edge in ("top", "bottom") for side in ("left", "right")),
    *("outline_offset", "outline_color", "outline_style", "bookmark_level", "bookmark_state", "image_orientation"),
)
_ASKED_OF_LINES = (
    *("lang", "direction", "visibility", "color", "white_space", "text_transform", "hyphens", "border_collapse"),
    *(f"font_{what}" for what in ("size", "family", "style", "stretch", "weight", "language_override")),
    *(f"font_variant_{what}" for what in ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")),
    *("font_feature_settings", "font_variation_settings", "font_kerning", "line_height", "overflow_wrap"),
    *("letter_spacing", "word_spacing"),
)
_USED = (*_LENGTHS, *_BORDERS)


def install() -> None:
    """Stand before WeasyPrint's own functions, once."""
    from weasyprint.css import AnonymousStyle, ComputedStyle
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import percent

    if ComputedStyle.__missing__.__module__ == __name__:
        return
    ComputedStyle.__missing__ = _undeclared(ComputedStyle.__missing__)
    AnonymousStyle.__init__ = _with_values(AnonymousStyle.__init__)
    Box.is_in_normal_flow = _in_flow(Box.is_in_normal_flow)
    original, ours = percent.resolve_percentages, _used_lengths(percent.resolve_percentages)
    for name, module in sys.modules.items():  # each took it under its own name
        if name.startswith("weasyprint.") and getattr(module, "resolve_percentages", None) is original:
            module.resolve_percentages = ours  # type: ignore[attr-defined]


def _undeclared(original: Any) -> Any:
    """The value of a property: of an undeclared one at once."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    by_rule = {"page", "position", "float", "display"}
    inherited = {name for name in INHERITED - by_rule if not name.startswith("text_decoration_")}
    initial = {name for name in INITIAL_VALUES if not name.startswith("text_decoration_")}
    initial -= inherited | INHERITED | INITIAL_NOT_COMPUTED | by_rule
    logical = {  # `margin-inline-start` can speak for `margin-left`, or for `margin-right`
        name: {ask(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
        for name, ask in PHYSICAL_FUNCTIONS.items()
    }

    border_styles = {f"{name}_width": f"{name}_style" for name in (*_EDGES, "outline")}

    def unsaid(declared: Any, key: str) -> bool:
        return key not in declared and (key not in logical or logical[key].isdisjoint(declared))

    def missing(self: Any, key: str) -> Any:
        declared = self.cascaded
        if not unsaid(declared, key):
            return original(self, key)
        if key in initial:
            value = self[key] = INITIAL_VALUES[key]
        elif key in inherited and self.parent_style is not None:
            value = self[key] = self.parent_style[key]
        elif key in border_styles and unsaid(declared, border_styles[key]):
            value = self[key] = 0
        else:
            value = original(self, key)
        return value

    return missing


def _with_values(original: Any) -> Any:
    """The making of a style of a box without an element: with the values that each of them is asked for."""
    from weasyprint.css.properties import INITIAL_VALUES

    initial = {name: INITIAL_VALUES[name] for name in _ASKED_OF_BOXES}

    def init(self: Any, parent_style: Any) -> None:
        original(self, parent_style)
        self.update(initial)
        self.update({name: parent_style[name] for name in _ASKED_OF_LINES})

    return init


def _used_lengths(original: Any) -> Any:
    """The setting of a box's used lengths: where its style has none that depends on the room, once a style."""

    from weasyprint.css import AnonymousStyle
    from weasyprint.css.properties import INITIAL_VALUES

    initial = {**{name: INITIAL_VALUES[name] for name in ("box_sizing", *_LENGTHS)}, **dict.fromkeys(_BORDERS, 0)}
    bare_sizes = [initial[name] for name in _SIZES]
    bare: dict[str, Any] = {}  # what is used where a style has only these

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        sizes, known = style.__dict__.get("used_lengths", (None, None))
        if known and sizes == [style[name] for name in _SIZES]:  # those alone are changed after a style was made
            box.__dict__.update(known)
        elif bare and type(style) is AnonymousStyle and is_bare(style):
            style.used_lengths = bare_sizes, bare
            box.__dict__.update(bare)
        else:
            original(box, containing_block)
            if _fixed(style):
                used = {name: getattr(box, name) for name in _USED}
                style.used_lengths = [style[name] for name in _SIZES], used
                if not bare and type(style) is AnonymousStyle and is_bare(style):
                    bare.update(used)

    def is_bare(style: Any) -> bool:
        same = all(style.get(name, value) == value for name, value in initial.items())
        return same and style["border_collapse"] != "collapse"

    return resolve_percentages


def _fixed(style: Any) -> bool:
    if style["border_collapse"] == "collapse":
        return False
    values = (style[name] for name in _LENGTHS)
    return all(value in (None, "auto") or getattr(value, "unit", None) == "px" for value in values)


def _in_flow(original: Any) -> Any:
    """Whether a box is in the flow: at once where nothing takes it out."""

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        if style["float"] == "none" and style["position"] in ("static", "relative"):
            return True
        return bool(original(self))

    return is_in_normal_flow
