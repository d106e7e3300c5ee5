"""Sheets of paper, as a person sees, folds and cuts them.

In: the bytes of a PDF of sheets. Out: what stands on each page of the folded or cut pile, in the order of reading.
It must not know how pages were put on the sheets.
"""

from __future__ import annotations

import pypdfium2


def seen(data: bytes, columns: int, rows: int) -> list[list[str]]:
    """What a person sees on each side: the text in each part of it, from the top left."""
    sides = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_width() / columns, page.get_height() / rows
            text = page.get_textpage()
            boxes = [(x * width, y * height) for y in reversed(range(rows)) for x in range(columns)]
            sides.append([text.get_text_bounded(x, y, x + width, y + height).strip() for x, y in boxes])
    return sides


def folded(sides: list[list[str]]) -> list[str]:
    """Read a pile of sheets, printed on both sides, once it is folded in the middle with the first sheet outside.

    A sheet flipped on its short edge has behind its right half the left half of its back.
    """
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    first_half = [page for front, back in sheets for page in (front[1], back[0])]
    second_half = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first_half + second_half


def piled(sides: list[list[str]]) -> list[str]:
    """Cut a pile of sheets into four piles, and put them on one another."""
    return [side[quarter] for quarter in range(4) for side in sides]
