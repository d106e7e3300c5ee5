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
