"""Find the text of each marked-content sequence of a PDF (ISO 32000-1, 14.6 and 14.7.4).

In: pages, and the claims of the structure tree: which sequences of which streams it wants. Out: the text of each claim
as runs, in the order it is painted. Sequences may nest: text belongs to the innermost claim, an artifact's to none, and
an `ActualText` speaks once for all it encloses. Text without a claim is dropped. It changes no text: whether a new line
stands for a space is for the caller to say, and for that a run knows where it starts and ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from trustbook.pdf.content import Budget, TooMuch, operators
from trustbook.pdf.spoken.glyphs import UNKNOWN, Font, Fonts
from trustbook.pdf.spoken.runs import (
    IDENTITY,
    WHOLE,
    ContentClaim,
    Id,
    Marks,
    Matrix,
    Replacement,
    Run,
    Spot,
    matrix_of,
    times,
)
from trustbook.pdf.values import dictionary, name_of, number_of, text_of

_DEPTH = 24  # of form XObjects in form XObjects
_NESTED = 5000  # marks open, or graphics states saved, at once


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that text needs."""

    ctm: Matrix = IDENTITY
    font: Font | None = None
    size: float = 0.0
    leading: float = 0.0


class Texts:
    """Reads streams and keeps the runs of what is claimed."""

    def __init__(self, fonts: Fonts, claims: frozenset[ContentClaim], budget: Budget) -> None:
        self.fonts, self.budget, self.claims = fonts, budget, claims
        self.streams = frozenset(claim.stream for claim in claims)
        self.painted: set[tuple[int, Id]] = set()
        self.runs: dict[ContentClaim, list[Run]] = {}

    def read_page(self, page: int, source: Any) -> None:
        """Read a page's own stream and the forms it paints; raises one of `FAULTS` when it is broken."""
        contents = source.get("/Contents")
        if contents is not None:
            _Reader(self, page, None, dictionary(source.get("/Resources")), _State(), Marks(), 0).read(contents)

    def read_form(self, page: int, form: Any) -> None:
        """Read a form that no page paints: the appearance of an annotation (ISO 32000-1, table 324, StmOwn)."""
        if isinstance(form, Stream) and (page, form.objgen) not in self.painted:
            self.painted.add((page, form.objgen))
            resources = dictionary(form.get("/Resources"))
            _Reader(self, page, form.objgen, resources, _State(), Marks(), 0).read(form)

    def finish(self) -> None:
        """Make the text of all runs, after asking for the glyphs that no map of the PDF names."""
        self.fonts.ask()
        for runs in self.runs.values():
            for run in runs:
                texts = (one if isinstance(one, str) else one[0].text(one[1]) for one in run.parts)
                step = -1 if run.marks.backwards else 1
                run.text = "".join(UNKNOWN if one is None else one[::step] for one in texts)
                run.parts.clear()


class _Reader:
    """Goes through one stream; `outer` are the marks around the place where a form is painted."""

    def __init__(
        self, texts: Texts, page: int, stream: Id | None, resources: Dictionary, state: _State, outer: Marks, depth: int
    ) -> None:
        self._texts, self._page, self._stream, self._resources = texts, page, stream, resources
        self._state = state
        self._saved: list[_State] = []
        self._marks = [outer]
        self._depth = depth
        self._matrix = self._line = IDENTITY
        self._fonts: dict[str, Font | None] = {}

    def read(self, contents: Any) -> None:
        """Read it all."""
        operators(contents, self._texts.budget, self._act)

    def _act(self, name: str, operands: list[Any]) -> None:
        if name in _SHOWING:
            self._show(name, operands)
        elif name in _MOVING:
            self._move(name, [number_of(one) for one in operands])
        elif name in ("BMC", "BDC"):
            self._open(name_of(operands[0]) if operands else "", operands[1] if len(operands) > 1 else None)
        elif name == "EMC" and len(self._marks) > 1:
            self._close()
        elif name == "Tf" and len(operands) == 2:
            self._state = replace(self._state, font=self._font(operands[0]), size=number_of(operands[1]))
        elif name == "TL" and operands:
            self._state = replace(self._state, leading=number_of(operands[0]))
        elif name == "q":
            if len(self._saved) > _NESTED:
                raise TooMuch
            self._saved.append(self._state)
        elif name == "Q" and self._saved:
            self._state = self._saved.pop()
        elif name == "cm" and len(operands) == 6:
            self._state = replace(self._state, ctm=times(matrix_of(operands), self._state.ctm))
        elif name == "Do" and operands:
            self._paint(operands[0])

    # -- places

    def _move(self, name: str, operands: list[float]) -> None:
        if name == "BT":
            self._matrix = self._line = IDENTITY
        elif name == "Tm" and len(operands) == 6:
            self._matrix = self._line = matrix_of(operands)
        elif name == "T*":
            self._next_line()
        elif len(operands) == 2:
            if name == "TD":
                self._state = replace(self._state, leading=-operands[1])
            self._matrix = self._line = times((1, 0, 0, 1, operands[0], operands[1]), self._line)

    def _next_line(self) -> None:
        self._matrix = self._line = times((1, 0, 0, 1, 0, -self._state.leading), self._line)

    def _spot(self) -> Spot:
        a, b, c, d, x, y = times(self._matrix, self._state.ctm)
        length = math.hypot(a, b) or 1.0
        return Spot(self._page, x, y, a / length, b / length, abs(self._state.size) * math.hypot(c, d))

    # -- text

    def _font(self, name: Any) -> Font | None:
        key = name_of(name)
        if key not in self._fonts:
            source = dictionary(self._resources.get("/Font")).get(name) if key else None
            self._fonts[key] = self._texts.fonts.get(source)
        return self._fonts[key]

    def _show(self, name: str, operands: list[Any]) -> None:
        if name in ("'", '"'):
            self._next_line()
        marks = self._marks[-1]
        if marks.claim is None or not operands:
            return
        shown = operands[-1]
        strings = [bytes(one) for one in (shown if isinstance(shown, Array) else [shown]) if isinstance(one, String)]
        if marks.replacement is not None:
            self._say(marks, marks.replacement)
        else:
            self._add(marks, [self._text(one) for one in strings[:: -1 if marks.backwards else 1]])

    def _text(self, shown: bytes) -> str | tuple[Font, bytes]:
        self._texts.budget.spend(5 + 2 * len(shown))
        font = self._state.font
        if font is None:
            return UNKNOWN * len(shown)
        text = font.text(shown)
        return (font, shown) if text is None else text

    def _say(self, marks: Marks, replacement: Replacement) -> None:
        """Say an ActualText once; the run goes on to the last glyph it stands for."""
        self._add(marks, [] if replacement.said else [replacement.text])
        if not replacement.said:
            self._texts.budget.spend(5 + len(replacement.text))
        replacement.said = True

    def _add(self, marks: Marks, parts: list[str | tuple[Font, bytes]]) -> None:
        assert marks.claim is not None
        spot = self._spot()
        runs = self._texts.runs.setdefault(marks.claim, [])
        same = runs and runs[-1].marks == marks
        # What an ActualText replaces is one run even over several lines: a word divided at a line end, say.
        if not same or (marks.replacement is None and spot.starts_line_after(runs[-1].end)):
            runs.append(Run(marks, spot, spot))
        runs[-1].parts += parts
        runs[-1].end = spot

    # -- marks

    def _open(self, tag: str, properties: Any) -> None:
        if len(self._marks) > _NESTED:
            raise TooMuch
        marks = self._marks[-1]
        if isinstance(properties, Name):
            properties = dictionary(self._resources.get("/Properties")).get(properties)
        found = dictionary(properties)
        if tag == "Artifact":
            marks = replace(marks, claim=None)
        elif tag == "ReversedChars":
            marks = replace(marks, backwards=True)
        mcid = found.get("/MCID")
        if isinstance(mcid, int) and not marks.sealed:
            claim = ContentClaim(self._page, self._stream, mcid)
            if claim in self._texts.claims:
                marks = replace(marks, claim=claim)
        actual = text_of(found.get("/ActualText"))
        if actual is not None and marks.replacement is None:
            marks = replace(marks, replacement=Replacement(actual))
        if (lang := text_of(found.get("/Lang"))) is not None:
            marks = replace(marks, lang=lang)
        if (alt := text_of(found.get("/Alt"))) is not None:
            marks = replace(marks, alt=alt)
        if (expansion := text_of(found.get("/E"))) is not None:
            marks = replace(marks, expansion=expansion)
        self._marks.append(marks)

    def _close(self) -> None:
        marks = self._marks.pop()
        actual = marks.replacement
        if marks.claim is None or actual is None or actual is self._marks[-1].replacement:
            return
        if not actual.said:  # it stands for a drawing, not for glyphs
            self._say(marks, actual)

    # -- forms

    def _paint(self, name: Any) -> None:
        form = dictionary(self._resources.get("/XObject")).get(name) if isinstance(name, Name) else None
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form or self._depth >= _DEPTH:
            return
        # A form in itself, or forms in forms without end, run into the depth or out of the budget.
        marks, stream = self._marks[-1], self._stream
        identity = form.objgen
        if "/StructParents" in form or identity in self._texts.streams:
            # Its marks are its own, and each can be read once only (14.7.4.2).
            if (self._page, identity) in self._texts.painted:
                return
            self._texts.painted.add((self._page, identity))
            stream = identity
            whole = ContentClaim(self._page, identity, WHOLE)
            if whole in self._texts.claims:
                marks = replace(marks, claim=whole)
        elif marks.claim is not None:
            marks = replace(marks, sealed=True)
        state = self._state
        matrix = form.get("/Matrix")
        if isinstance(matrix, Array) and len(matrix) == 6:
            state = replace(state, ctm=times(matrix_of(list(matrix)), state.ctm))
        own = form.get("/Resources")
        resources = own if isinstance(own, Dictionary) else self._resources
        _Reader(self._texts, self._page, stream, resources, state, marks, self._depth + 1).read(form)


_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_MOVING = frozenset({"BT", "Tm", "Td", "TD", "T*"})
