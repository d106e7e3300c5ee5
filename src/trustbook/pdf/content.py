"""Go through the operators of a stream of somebody else's PDF, within bounds.

In: a stream, or an array of them. Out: each operator with its operands, one call each, nothing kept. A PDF can be made
to unpack to gigabytes or to repeat itself without end; so qpdf gets limits on what it unpacks, and every step is taken
from a budget. It knows no operator.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

FAULTS = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What pikepdf raises when an object is not what it should be; all say the same: the PDF is broken there."""

STEPS = 40_000_000  # about one minute at worst; a book of 900 pages takes a fifth of it
_UNPACKED = 64 * 2**20  # bytes of one stream
_LZW_PACKED = 128 * 2**10  # bytes; LZW has no limit in qpdf and unpacks to 1400 times its size at most
_ITEMS = 1_000_000  # in one array or dictionary
_GROWING = frozenset({"/LZWDecode", "/LZW", "/FlateDecode", "/Fl", "/RunLengthDecode", "/RL"})
_OPERANDS = 10_000

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
def limits() -> Iterator[None]:
    """Let qpdf refuse, for a while, to unpack streams without end, and keep its warnings from people."""
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
        """The end needs nothing."""


def _refuse_lzw_bomb(stream: Stream) -> None:
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    if not {"/LZWDecode", "/LZW"} & set(names):
        return
    if sum(name in _GROWING for name in names) > 1 or len(stream.read_raw_bytes()) > _LZW_PACKED:
        raise TooMuch
