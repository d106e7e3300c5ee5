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

from pikepdf import Array, Dictionary, Stream, String

from trustbook.pdf.content import IDENTITY, Budget, Content, Matrix, matrix_of, times
from trustbook.pdf.spoken.glyphs import UNKNOWN, Font, Fonts
from trustbook.pdf.spoken.runs import WHOLE, ContentClaim, Id, Marks, Replacement, TextRun, TextSpot
from trustbook.pdf.values import name_of, number_of, text_of

_DEPTH = 24  # of form XObjects in form XObjects


@dataclass(frozen=True, slots=True)
class _TextState:
    """The part of the graphics state that text needs."""

    font: Font | None = None
    size: float = 0.0
    leading: float = 0.0


class Texts:
    """Reads streams and keeps the runs of what is claimed."""

    def __init__(self, fonts: Fonts, claims: frozenset[ContentClaim], budget: Budget) -> None:
        self.fonts, self.budget, self.claims = fonts, budget, claims
        self.streams = frozenset(claim.stream for claim in claims)
        self.painted: set[tuple[int, Id]] = set()
        self.runs: dict[ContentClaim, list[TextRun]] = {}

    def read_page(self, page: int, source: Any) -> None:
        """Read a page's own stream and the forms it paints; raises one of `FAULTS` when it is broken."""
        contents = source.get("/Contents")
        if contents is not None:
            self._read(page, None, source.get("/Resources"), contents)

    def read_form(self, page: int, form: Any) -> None:
        """Read a form that no page paints: the appearance of an annotation (ISO 32000-1, table 324, StmOwn)."""
        if isinstance(form, Stream) and (page, form.objgen) not in self.painted:
            self.painted.add((page, form.objgen))
            self._read(page, form.objgen, form.get("/Resources"), form)

    def _read(self, page: int, stream: Id | None, resources: Any, contents: Any) -> None:
        _TextContent(self, (page, stream), (resources, IDENTITY), _TextState(), Marks(), 0).read(contents)

    def finish(self) -> None:
        """Make the text of all runs, after asking for the glyphs that no map of the PDF names."""
        self.fonts.ask()
        for runs in self.runs.values():
            for run in runs:
                texts = (one if isinstance(one, str) else one[0].text(one[1]) for one in run.parts)
                step = -1 if run.marks.backwards else 1
                run.text = "".join(UNKNOWN if one is None else one[::step] for one in texts)
                run.parts.clear()


class _TextContent(Content[_TextState, Marks]):
    """Goes through one stream; `marks` are those around the place where a form is painted."""

    def __init__(
        self,
        texts: Texts,
        stream: tuple[int, Id | None],
        inside: tuple[Any, Matrix],
        state: _TextState,
        marks: Marks,
        depth: int,
    ) -> None:
        super().__init__(texts.budget, *inside, state, marks)
        self._texts, (self._page, self._stream), self._depth = texts, stream, depth
        self._place = self._line = IDENTITY
        self._fonts: dict[str, Font | None] = {}

    def act(self, name: str, operands: list[Any]) -> None:
        """Show text, or move to where the next is shown."""
        if name in _SHOWING:
            self._show(name, operands)
        elif name in _MOVING:
            self._move(name, [number_of(one) for one in operands])
        elif name == "Tf" and len(operands) == 2:
            self.state = replace(self.state, font=self._font(operands[0]), size=number_of(operands[1]))
        elif name == "TL" and operands:
            self.state = replace(self.state, leading=number_of(operands[0]))

    # -- places

    def _move(self, name: str, operands: list[float]) -> None:
        if name == "BT":
            self._place = self._line = IDENTITY
        elif name == "Tm" and len(operands) == 6:
            self._place = self._line = matrix_of(operands)
        elif name == "T*":
            self._next_line()
        elif len(operands) == 2:
            if name == "TD":
                self.state = replace(self.state, leading=-operands[1])
            self._place = self._line = times((1, 0, 0, 1, operands[0], operands[1]), self._line)

    def _next_line(self) -> None:
        self._place = self._line = times((1, 0, 0, 1, 0, -self.state.leading), self._line)

    def _spot(self) -> TextSpot:
        a, b, c, d, x, y = times(self._place, self.matrix)
        length = math.hypot(a, b) or 1.0
        return TextSpot(self._page, x, y, a / length, b / length, abs(self.state.size) * math.hypot(c, d))

    # -- text

    def _font(self, name: Any) -> Font | None:
        key = name_of(name)
        if key not in self._fonts:
            self._fonts[key] = self._texts.fonts.get(self.resource("/Font", name) if key else None)
        return self._fonts[key]

    def _show(self, name: str, operands: list[Any]) -> None:
        if name in ("'", '"'):
            self._next_line()
        marks = self.mark
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
        font = self.state.font
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
            runs.append(TextRun(marks, spot, spot))
        runs[-1].parts += parts
        runs[-1].end = spot

    # -- marks

    def opened(self, tag: str, properties: Dictionary) -> Marks:
        """The marks with one more."""
        marks = self.mark
        if tag == "Artifact":
            marks = replace(marks, claim=None)
        elif tag == "ReversedChars":
            marks = replace(marks, backwards=True)
        mcid = properties.get("/MCID")
        if isinstance(mcid, int) and not marks.sealed:
            claim = ContentClaim(self._page, self._stream, mcid)
            if claim in self._texts.claims:
                marks = replace(marks, claim=claim)
        actual = text_of(properties.get("/ActualText"))
        if actual is not None and marks.replacement is None:
            marks = replace(marks, replacement=Replacement(actual))
        if (lang := text_of(properties.get("/Lang"))) is not None:
            marks = replace(marks, lang=lang)
        if (alt := text_of(properties.get("/Alt"))) is not None:
            marks = replace(marks, alt=alt)
        if (expansion := text_of(properties.get("/E"))) is not None:
            marks = replace(marks, expansion=expansion)
        return marks

    def closed(self, mark: Marks) -> None:
        """Say an ActualText that no text said."""
        actual = mark.replacement
        if mark.claim is None or actual is None or actual is self.mark.replacement:
            return
        if not actual.said:  # it stands for a drawing, not for glyphs
            self._say(mark, actual)

    # -- forms

    def form(self, form: Stream) -> None:
        """Go through a form where it is painted."""
        if self._depth >= _DEPTH:
            return
        # A form in itself, or forms in forms without end, run into the depth or out of the budget.
        marks, stream = self.mark, self._stream
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
        inside = self.inside(form, self.matrix)
        _TextContent(self._texts, (self._page, stream), inside, self.state, marks, self._depth + 1).read(form)


_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_MOVING = frozenset({"BT", "Tm", "Td", "TD", "T*"})
