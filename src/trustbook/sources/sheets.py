"""Say what a style sheet would fetch.

In: the text of a sheet. Out: the place of each `@import` and each address in it. It must not judge looks, and fetches
nothing itself.
"""

from __future__ import annotations

_LOADING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}
_MOST = 20


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
