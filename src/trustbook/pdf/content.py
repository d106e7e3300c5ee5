"""Go through what the content streams of a PDF draw, within bounds (ISO 32000-1, 7.8, 8.4, 8.10 and 14.6).

In: a page's stream or a form's; an array of streams counts as one. Out: each operator with its operands, one call each,
in the state it meets: matrix, resources, marks. A PDF can be made to unpack to gigabytes or to repeat itself without
end; so qpdf gets limits on what it unpacks, and every step is taken from a budget. What operators mean beyond that
state is for those to say who derive from `Content`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from trustbook.pdf.values import dictionary, name_of, number_of

FAULTS = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What pikepdf raises when an object is not what it should be; all say the same: the PDF is broken there."""

STEPS = 40_000_000  # about one minute at worst; a book of 900 pages takes a fifth of it
_UNPACKED = 64 * 2**20  # bytes of one stream
_LZW_PACKED = 128 * 2**10  # bytes; LZW has no limit in qpdf and unpacks to 1400 times its size at most
_ITEMS = 1_000_000  # in one array or dictionary
_GROWING = frozenset({"/LZWDecode", "/LZW", "/FlateDecode", "/Fl", "/RunLengthDecode", "/RL"})
_OPERANDS = 10_000
_NESTED = 5000  # marks open, or graphics states saved, at once

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

StateT = TypeVar("StateT")
MarkT = TypeVar("MarkT")
Act = Callable[[str, list[Any]], None]


class TooMuch(Exception):
    """The PDF asks for more work or memory than any honest one."""


class Budget:
    """Counts the work one PDF causes; TooMuch when it is used up."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps

    def spend(self, steps: int = 1) -> None:
        """Take some steps."""
        self._left -= steps
        if self._left < 0:
            raise TooMuch


@contextmanager
def _limited() -> Iterator[None]:
    """Let qpdf refuse to unpack streams without end, and keep its warnings from people; for the whole process."""
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_UNPACKED,
        run_length_max_memory=_UNPACKED,
        png_max_memory=_UNPACKED,
        tiff_max_memory=_UNPACKED,
        parser_max_container_size=_ITEMS,
        doc_max_warnings=1000,
    )
    log = logging.getLogger("pikepdf._core")  # what it warns of is told as a finding, or does no harm
    heard, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = heard
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # its own stub does not fit its answer


class _Limits:
    """Limits while anybody reads: the first thread sets them, the last one sets them back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers = 0
        self._set = ExitStack()

    def __enter__(self) -> None:
        with self._lock:
            if not self._readers:
                self._set.enter_context(_limited())
            self._readers += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._readers -= 1
            if not self._readers:
                self._set.close()


LIMITS = _Limits()
"""To read other people's PDFs within."""


def _refuse_lzw_bomb(stream: Stream) -> None:
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    if not {"/LZWDecode", "/LZW"} & set(names):
        return
    if sum(name in _GROWING for name in names) > 1 or len(stream.read_raw_bytes()) > _LZW_PACKED:
        raise TooMuch


def operators(contents: Any, budget: Budget, act: Act) -> None:
    """Call `act` with the name and operands of each operator of a stream; an array of streams counts as one."""
    for stream in contents if isinstance(contents, Array) else [contents]:
        budget.spend(100)
        if isinstance(stream, Stream):
            _refuse_lzw_bomb(stream)
    # qpdf parses pages only, and any stream can be the contents of one.
    pikepdf.Page(Dictionary(Type=Name.Page, Contents=contents)).parse_contents(_Parser(act, budget))


class _Parser(pikepdf.StreamParser):
    """Gathers operands until their operator comes."""

    def __init__(self, act: Act, budget: Budget) -> None:
        super().__init__()
        self._act, self._budget = act, budget
        self._operands: list[Any] = []

    def handle_object(self, token: Any, offset: int, length: int) -> None:
        """Take one token as qpdf found it."""
        self._budget.spend(1 + length // 64)
        if not isinstance(token, Operator):
            if len(self._operands) < _OPERANDS:
                self._operands.append(token)
            return
        operands, self._operands = self._operands, []
        self._act(token.unparse().decode("latin-1"), operands)

    def handle_eof(self) -> None:
        """Nothing is left to do at the end of the stream; qpdf calls this all the same."""


class Content(Generic[StateT, MarkT]):
    """One content stream in the hands of a reader.

    `matrix` leads from where the stream draws to the page's default user space, `base` is what it was at the start;
    `state` is the rest of the graphics state, as far as the reader keeps it, saved and restored with the matrix; `mark`
    is what the open marks say together. State and mark must be values that are replaced and never changed.
    """

    def __init__(self, budget: Budget, resources: Any, matrix: Matrix, state: StateT, mark: MarkT) -> None:
        self.budget = budget
        self.resources = dictionary(resources)
        self.base = self.matrix = matrix
        self.state = state
        self._saved: list[tuple[Matrix, StateT]] = []
        self._marks = [mark]

    @property
    def mark(self) -> MarkT:
        """What the open marks say."""
        return self._marks[-1]

    def read(self, contents: Any) -> None:
        """Go through a stream, or an array of them."""
        operators(contents, self.budget, self._step)

    # -- for derived classes to say

    def act(self, name: str, operands: list[Any]) -> None:
        """Hear of an operator that none of the following is about."""

    def broken(self, name: str) -> None:
        """Hear of an operator that lacks its operands, and does nothing."""

    def opened(self, tag: str, properties: Dictionary) -> MarkT:
        """What all open marks say when another opens."""
        return self.mark

    def closed(self, mark: MarkT) -> None:
        """Hear that a mark has closed; `mark` is what they said while it was open."""

    def image(self, image: Any) -> None:
        """Hear of a picture, in the stream or beside it: its dictionary."""

    def form(self, form: Stream) -> None:
        """Hear of a form that is painted here; `inside` has what its own content starts with."""

    # -- what all have in common

    def resource(self, kind: str, name: Any) -> Any:
        """A named resource, or None."""
        return dictionary(self.resources.get(kind)).get(name) if isinstance(name, Name) else None

    def inside(self, form: Stream, matrix: Matrix) -> tuple[Any, Matrix]:
        """Resources and matrix for the content of a form, or a pattern, that is painted with a matrix."""
        own, resources = form.get("/Matrix"), form.get("/Resources")
        if isinstance(own, Array) and len(own) == 6:
            matrix = times(matrix_of(list(own)), matrix)
        return (resources if isinstance(resources, Dictionary) else self.resources), matrix

    def _step(self, name: str, operands: list[Any]) -> None:
        common = self._COMMON.get(name)
        if common is None:
            self.act(name, operands)
        else:
            common(self, operands)

    def _save(self, _: list[Any]) -> None:
        if len(self._saved) > _NESTED:
            raise TooMuch
        self._saved.append((self.matrix, self.state))

    def _restore(self, _: list[Any]) -> None:
        if self._saved:
            self.matrix, self.state = self._saved.pop()

    def _transform(self, operands: list[Any]) -> None:
        if len(operands) == 6:
            self.matrix = times(matrix_of(operands), self.matrix)
        else:
            self.broken("cm")

    def _open(self, operands: list[Any]) -> None:
        if len(self._marks) > _NESTED:
            raise TooMuch
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = self.resource("/Properties", properties)
        self._marks.append(self.opened(name_of(operands[0]) if operands else "", dictionary(properties)))

    def _close(self, _: list[Any]) -> None:
        if len(self._marks) > 1:
            self.closed(self._marks.pop())

    def _paint(self, operands: list[Any]) -> None:
        drawn = self.resource("/XObject", operands[0]) if operands else None
        if isinstance(drawn, Stream) and drawn.get("/Subtype") == Name.Image:
            self.image(drawn)
        elif isinstance(drawn, Stream) and drawn.get("/Subtype") == Name.Form:
            self.form(drawn)

    def _inline(self, operands: list[Any]) -> None:
        """The keys and values of an inline picture's dictionary, as they stand before its data."""
        pairs = zip(operands[::2], operands[1::2], strict=False)
        self.image({str(key): value for key, value in pairs if isinstance(key, Name)})

    _COMMON: ClassVar[dict[str, Callable[[Any, list[Any]], None]]] = {
        "q": _save, "Q": _restore, "cm": _transform, "Do": _paint, "ID": _inline,
        "BMC": _open, "BDC": _open, "EMC": _close,
    }  # fmt: skip


def matrix_of(operands: list[Any]) -> Matrix:
    """Six numbers as a matrix."""
    a, b, c, d, e, f = (number_of(one) for one in operands)
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does `first`, then `second` (ISO 32000-1, 8.3)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
