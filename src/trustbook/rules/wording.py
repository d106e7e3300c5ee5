"""Phrases that may hurt or blame, and what to write instead. English.

Phrases, not bare words: "abuse" alone is somebody's experience, "drug abuse" is a label.
After the bias-free language of the APA, Mindframe, NAMI and the recovery-oriented guides; see docs/findings.md, S604.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern to avoid and the words to prefer."""

    pattern: str
    prefer: str

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Where a text says so; few texts are looked through for single phrases."""
        return re.finditer(self.pattern, text, re.IGNORECASE)


def _phrase(pattern: str, prefer: str) -> Phrase:
    return Phrase(rf"\b(?:{pattern})\b", prefer)


@dataclass(frozen=True, slots=True)
class Hurt:
    """A phrase found in a text: its words there, and what to say of it."""

    words: str
    message: str
    hint: str


def hurting(text: str) -> Iterator[Hurt]:
    """The phrases in a text that may hurt or blame, in reading order."""
    if not ANY_PHRASE.search(text.lower()):
        return
    found = [(match.start(), match.group(), one.prefer) for one in PHRASES for match in one.found_in(text)]
    for _, said, prefer in sorted(found):
        yield Hurt(said, f"“{said}” may hurt or blame", f"prefer: {prefer}")


PHRASES = (
    _phrase(r"(?:commit(?:s|ted|ting)?|completed?|successful) suicide", "died by suicide, took their own life"),
    _phrase(r"(?:failed|unsuccessful) (?:suicide )?attempt|suicide bid", "a suicide attempt"),
    _phrase(r"suicide epidemic", "higher rates of suicide"),
    _phrase(r"(?:political|career|social) suicide", "say what happened"),
    _phrase(
        r"the mentally ill|mentally ill (?:person|people|patients?|clients?)",
        "people living with a mental health condition",
    ),
    _phrase(
        r"(?:a|the) (?:schizophrenics?|bipolars?|borderlines?|anorexics?|psychotics?|depressives?)",
        "a person living with …",
    ),
    _phrase(r"(?:a|an|the) (?:addicts?|alcoholics?|drug users?|junkies?)", "a person with a substance use disorder"),
    _phrase(
        r"suffer(?:s|ed|ing)? from|afflicted (?:by|with)|"
        r"victims? of (?:depression|anxiety|mental|schizophrenia|an? illness)",
        "has, lives with, experiences",
    ),
    _phrase(r"crazy|insane|nuts|psychos?|lunatics?|deranged|nutters?", "describe what happened, or drop it"),
    _phrase(r"normal (?:people|person|individuals?|clients?)", "people without the condition"),
    _phrase(
        r"non-?complian(?:t|ce)|treatment[- ]resistant (?:patients?|clients?|people|person)"
        r"|resistant (?:patients?|clients?|people)",
        "has concerns about; what gets in the way",
    ),
    _phrase(r"refus(?:es|ed|ing) (?:treatment|help|medication|therapy|care)", "chose not to; has concerns about"),
    _phrase(r"manipulative|attention[- ]seek(?:ing|ers?)", "is trying to get a need met"),
    _phrase(
        r"(?:drug|substance|alcohol) abus(?:e|ers?)|(?:clean|dirty) (?:test|from drugs|and sober)", "use; not using"
    ),
    _phrase(r"(?:high|low)[- ]functioning", "name the support that is needed"),
    _phrase(r"wheelchair[- ]bound|confined to a wheelchair", "wheelchair user"),
    _phrase(r"frequent flyers?|(?:difficult|hopeless) cases?", "person, client"),
    _phrase(r"you must|clients? must|patients? must|they must", "you could, you can choose to"),
    _phrase(r"(?:you|your) (?:failed|fault)|you should have", "say what can help now"),
)

# One pattern for all, to be searched in lower-case text: most blocks hold none of the phrases.
ANY_PHRASE = re.compile("|".join(phrase.pattern for phrase in PHRASES))

VAGUE_LINKS = {"here", "click here", "this", "this link", "link", "more", "read more", "this page", "see here", "go"}
