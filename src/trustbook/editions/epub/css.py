"""Flatten style sheets for e-readers.

In: sheets that use custom properties. Out: one sheet without `var()`, comments, `@page` or anything an old reader
trips over.
Only what the project's own sheets use is understood: properties defined on `:root`, `var(--name)` and `var(--name,
fallback)`.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);?")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_LOADING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}
_MOST = 20
_ABSOLUTE = re.compile(r"[\d.]+(?:px|pt|mm|cm|in|pc)\b")


def flatten(sheets: list[str]) -> str:
    """One sheet from several, custom properties replaced by their values; later sheets override earlier ones."""
    text = _COMMENT.sub("", "\n".join(sheets))
    properties: dict[str, str] = {}
    for block in _ROOT.findall(text):
        properties.update((name, value.strip()) for name, value in _PROPERTY.findall(block))
    text = _ROOT.sub("", text)
    for _ in range(10):
        replaced = _VAR.sub(lambda match: properties.get(match.group(1), match.group(2) or "inherit"), text)
        if replaced == text:
            break
        text = replaced
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip()) + "\n"


def absolute_lengths(sheet: str) -> list[str]:
    """Absolute lengths in a sheet; an e-book that has none lets the reader choose every size."""
    return _ABSOLUTE.findall(sheet)


def loads(sheet: str) -> list[tuple[int, int, str]]:
    """What a sheet would fetch, however it is written: (line, column, words) of each `@import` and each address."""
    import tinycss2

    found: list[tuple[int, int, str]] = []
    waiting = list(tinycss2.parse_component_value_list(sheet, skip_comments=True))
    while waiting:
        token = waiting.pop(0)
        name = getattr(token, "lower_name", "") or getattr(token, "lower_value", "")
        if token.type == "url" or (token.type == "function" and name in _LOADING):
            found.append((token.source_line, token.source_column, "url(" if token.type == "url" else f"{name}("))
        elif token.type == "at-keyword" and name == "import":
            found.append((token.source_line, token.source_column, "@import"))
        waiting += getattr(token, "arguments", None) or getattr(token, "content", None) or []
    return sorted(found)[:_MOST]
