"""Choose how large the words on a cover are, and where their lines break.

In: the lines of a cover. Out: sizes and widths for its style sheet, all in widths of the page.
A title is as large as it can be in a few lines; its lines are about equally long, which no style sheet can ask for.
It must not know the size of any page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustbook.sources import fonts
from trustbook.sources.drawings.glyphs import pen

MEASURE = 0.8  # the width of the text on a cover
TITLE_SIZES = (0.15, 0.124, 0.108, 0.094, 0.082, 0.072, 0.064)
MOST_LINES = 4
TITLE_LEADING, SUBTITLE_LEADING = 1.12, 1.3
SUBTITLE_SIZE = 0.0365
SMALL_LINE = 0.0421  # a line below the subtitle: people, publisher, the way to help
CLINIC_SIZE, LOGO = 0.031, 0.385  # the type of a clinic's name, and the width that its logo may have
_SLACK = 1.004  # the layout rounds widths its own way


@dataclass(frozen=True, slots=True)
class CoverType:
    """The sizes of a cover's words; `height` is what they take, without the space around them, and `title_height` what
    the title takes of it."""

    title_size: float
    title_width: float
    title_height: float
    subtitle_width: float
    height: float

    def style(self) -> str:
        """The custom properties that the style sheet asks for."""
        return (
            f"--title-size: {self.title_size:.4f}; --title-width: {self.title_width:.4f}; "
            f"--title-height: {self.title_height:.4f}; --subtitle-width: {self.subtitle_width:.4f}; "
            f"--words-height: {self.height:.4f}"
        )


def cover_type(title: str, subtitle: str, below: int) -> CoverType:
    """How the words of a cover are set, with so many lines below the subtitle."""
    words = _widths(title, 700)
    size = next((one for one in TITLE_SIZES if _fits(words, one)), 0.0)
    if not size:  # a very long title, or a word that is wider than the page
        size = min(TITLE_SIZES[-1], MEASURE / (max(words.words, default=1) * _SLACK))
    lines, title_width = _balanced(words, MEASURE / size)
    more, subtitle_width = _balanced(_widths(subtitle, 400), MEASURE / SUBTITLE_SIZE)
    title_height = lines * size * TITLE_LEADING
    height = title_height + more * SUBTITLE_SIZE * SUBTITLE_LEADING + below * SMALL_LINE
    return CoverType(size, title_width * size, title_height, subtitle_width * SUBTITLE_SIZE, height)


def clinic_height(name: str) -> str:
    """How high the name of a clinic and its logo are, as a custom property; nothing where there is none."""
    if not name:
        return ""
    lines = width(name, 400) * CLINIC_SIZE / (MEASURE - LOGO)
    return f"--clinic-height: {0.1 + SMALL_LINE * int(lines):.4f}"


def width(text: str, weight: int) -> float:
    """The width of a line of text, in font sizes; a sign that no shipped font has is taken as a square."""
    strange = {character for _, character in fonts.missing(text)}
    shipped = "".join(one for one in text if one not in strange)
    glyphs = pen(fonts.face_for(shipped, weight, "normal")).shape(shipped) if shipped else []
    return len(text) - len(shipped) + sum(glyph.advance for glyph in glyphs)


@dataclass(frozen=True, slots=True)
class _Widths:
    """The widths of words and of the space between them, in font sizes."""

    words: Sequence[float]
    space: float

    def lines(self, measure: float) -> list[float]:
        """The widths of the lines that the words fill one after another."""
        lines: list[float] = []
        for word in self.words:
            if lines and lines[-1] + self.space + word <= measure:
                lines[-1] += self.space + word
            else:
                lines.append(word)
        return lines


def _widths(text: str, weight: int) -> _Widths:
    return _Widths([width(word, weight) for word in text.split(" ") if word], width(" ", weight))


def _fits(words: _Widths, size: float) -> bool:
    lines = words.lines(MEASURE / size / _SLACK)
    return len(lines) <= MOST_LINES and max(lines, default=0) * _SLACK <= MEASURE / size


def _balanced(words: _Widths, measure: float) -> tuple[int, float]:
    """The count of lines at this measure, and the narrowest that needs no more."""
    count = len(words.lines(measure / _SLACK))
    enough = (one * _SLACK for one in sorted(_sums(words)) if len(words.lines(one * _SLACK)) <= count)
    return count, min(next((one for one in enough if one >= max(words.words)), measure), measure)


def _sums(words: _Widths) -> Iterator[float]:
    """The widths that a line of these words can have."""
    for start in range(len(words.words)):
        total = -words.space
        for word in words.words[start:]:
            total += words.space + word
            yield total
