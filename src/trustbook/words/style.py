"""What style sheets print beside the text, in the book's language.

In: `Words`. Out: one rule of custom properties that the sheets use around the number of a page or a note: a document
carries it in its head. It must not say how anything looks.
"""

from __future__ import annotations

from trustbook.words.phrases import Words


def properties(words: Words) -> str:
    """Texts before and after the number of the page or note that a link leads to, as CSS strings."""
    values = {
        "help-page": (words.help_page, "{page}"),
        "link-page": (words.link_page, "{page}"),
        "note": (words.note_number, "{number}"),
    }
    lines = []
    for name, (phrase, number) in values.items():
        before, _, after = phrase.rpartition("{link}")[2].partition(number)
        lines += [f"--{name}-before: {_string(before)};", f"--{name}-after: {_string(after)};"]
    return f":root {{ {' '.join(lines)} }}"


def _string(text: str) -> str:
    """A CSS string: quotes and backslashes as numbers, so that a text cannot end it or the element it stands in."""
    return '"' + "".join(f"\\{ord(one):x} " if one in '"\\<' else one for one in text) + '"'
