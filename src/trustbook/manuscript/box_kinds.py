"""The kinds of boxes, and what other programs call theirs.

In: nothing. Out: tables that reading and shaping share.
"""

from __future__ import annotations

# What other programs call a box: it becomes a `note`, whose title is the word for its own kind.
LIKE_NOTE = {
    "attention": "warning",
    "caution": "caution",
    "danger": "danger",
    "error": "danger",
    "hint": "tip",
    "important": "important",
    "info": "info",
    "tip": "tip",
    "warning": "warning",
}
KINDS = ("summary", "questions", "try", "note", "practice", "scene")


def kind_named(name: str) -> str:
    """The kind that a class of another program names, as in Quarto's callouts and bookdown's blocks; else nothing."""
    plain = name.lower().removeprefix("callout-").removeprefix("admonition-").removeprefix("rmd")
    return plain if plain in KINDS or plain in LIKE_NOTE else ""
