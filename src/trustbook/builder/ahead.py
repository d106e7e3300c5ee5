"""Get ready while the manuscript is still being read: plan the build, and start the processes it will need.

In: what is wanted, how many bytes the chapters have, and the settings once they are known. Out: a plan, and workers
where it needs any.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from trustbook.builder.cache import Cache
from trustbook.builder.fingerprint import Inputs
from trustbook.builder.plan import Plan, make_plan
from trustbook.editions import Ask, Rows

if TYPE_CHECKING:
    from trustbook.builder.workers import Workers
    from trustbook.settings import Settings


class Ahead:
    """Leaving the `with` block stops the workers, at once unless everything is `finished`."""

    plan: Plan
    workers: Workers | None = None

    def __init__(self, wanted: Sequence[str], known: Rows, inputs: Inputs, kept: Cache, text: int) -> None:
        self.kept = kept
        self._text = text  # bytes
        self._wanted, self._known, self._inputs = wanted, known, inputs
        self._finished = False

    def plan_for(self, settings: Settings) -> None:
        """Plan, and start as many workers as the plan has use for."""
        ask = Ask(settings.with_options(self._inputs.options), frozenset(self._wanted), bool(self._inputs.copy))
        self.plan = make_plan(ask, self._known, self._inputs, self.kept)
        if self.plan.elsewhere:
            from trustbook.builder.limits import processes
            from trustbook.builder.workers import Workers

            self.workers = Workers(processes(self.plan.elsewhere, self._text))

    def finished(self) -> None:
        """Everything is made: the workers may end by themselves."""
        self._finished = True
        self.kept.tidy()

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.workers is not None:
            self.workers.shutdown(wait=self._finished, cancel_futures=True)
