"""Manuscripts that were good, after something happened to them: the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

from books import BOOK_TOML

_SOURCES = sorted((Path(__file__).parents[2] / "docs" / "manual" / "chapters").glob("*.md"))
_SIGNS = """
# | ## | === | --- | { | } | {#a} | {.note} | [^1] | [^1]: note | [@x] | [@ | !!! try "T" | !!! | - | 1.
> | |---| | ``` | ~~~ | <p> | </p> | <br> | <!-- | --> | <?x?> | <![CDATA[ | ![x](a.svg "C") | [l](#t)
[r]: http://x.y | *[AB]: word | &amp; | &#0; | ` | ** | _ | ~~ | == | ^ | :   | Table: c | "
<a href="javascript:x"> | </a> | ::: | ::: {.x} | {{< x >}} | $x$ | \\ | ( | ) | [ | ] | \x00 | \x1b[2J
\u202e | \ufeff | \u2028 | \xad | \ud7ff | \U0001f600 | \u0627 | \u4e00 | \t | \x0c | \xa0 | <table>
</td> | <svg>
""".replace("\n", " | ").split(" | ")  # fmt: skip


def mutants(count: int, seed: int) -> Iterator[Mapping[str, str]]:
    """Files of books, each with one to eight things changed; every fifth has them in book.toml or a style sheet."""
    chance = random.Random(seed)
    texts = [path.read_text("utf-8") for path in _SOURCES]
    for number in range(count):
        lines = chance.choice(texts).split("\n")
        start = chance.randrange(max(1, len(lines) - 40))
        chapter = "# Trust\n\n" + "\n".join(lines[start : start + chance.randrange(5, 40)]) + "\n"
        files = {"book.toml": BOOK_TOML, "one.md": chapter, "styles/epub.css": "p { margin: 1em 0; color: #123 }\n"}
        name = chance.choice(["book.toml", "styles/epub.css"]) if number % 5 == 4 else "one.md"
        for _ in range(chance.randrange(1, 9)):
            files[name] = _changed(files[name], chance)
        yield files


def _changed(text: str, chance: random.Random) -> str:
    """A text after one thing happened to it."""
    one, two = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    two = min(two, one + chance.choice([1, 10, 200]))
    part = text[one:two]
    sign = chance.choice(_SIGNS)
    return chance.choice(
        [
            text[:one] + text[two:],
            text[:two] + part + text[two:],
            text[:one] + part[::-1] + text[two:],
            text[:one] + part * chance.choice([2, 30]) + text[two:],
            text[:one] + sign + text[one:],
            text[:one] + sign + part + sign + text[two:],
            text[:one] + sign * chance.choice([5, 60]) + text[one:],
            text[:one] + "\n" + " " * chance.randrange(9) + text[one:],
            text[:one] + part.replace("\n", " ") + text[two:],
            text[:one] + part.replace(" ", "\n") + text[two:],
            text[:one] + part.replace("\n", "\n" + chance.choice(["> ", "    ", "- ", "\t", "| "])) + text[two:],
        ]
    )
