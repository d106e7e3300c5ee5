"""A build is a plan: what is made, after what, and by whom.

In: the editions wanted, the rows that say what each needs, and what earlier builds kept. Out: a `Plan`; and, once it
has run over a `Book`, an `Outcome` per wanted edition.
It must not know any product by its name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sized
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, TypeVar

from trustbook.builder.fingerprint import Inputs
from trustbook.editions import Ask, Edition, Made, Outcome, Product, Rows, Task, Tasks
from trustbook.findings import Finding

if TYPE_CHECKING:
    from trustbook.editions.edition import Keep
    from trustbook.manuscript.book import Book
    from trustbook.sources.kept import Kept

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """The products of one build in the order of their rows, what each needs, and what is known without making it."""

    ask: Ask
    needs: Mapping[str, tuple[str, ...]]
    products: Mapping[str, Product]
    keys: Mapping[str, str]
    known: Mapping[str, Outcome]

    @property
    def elsewhere(self) -> int:
        """How many products hand work to other processes."""
        return sum(self.products[name].elsewhere for name in self.needs if name not in self.known)


def make_plan(ask: Ask, rows: Rows, inputs: Inputs, kept: Kept) -> Plan:
    """What has to be made for what was asked."""
    needs: dict[str, tuple[str, ...]] = {}
    keys: dict[str, str] = {}
    known: dict[str, Outcome] = {}
    waiting = list(ask.wanted)
    while waiting:
        name = waiting.pop()
        if name in needs:
            continue
        product = rows.products[name]
        if product.form is not None:
            keys[name] = f"{name}-{inputs.key(name, made_from(name, rows, ask))}"
            if (outcome := _known(product, kept.get(keys[name]))) is not None:
                known[name], needs[name] = outcome, ()
                continue
        needs[name] = product.needs(ask)
        waiting += needs[name]
    ordered = {name: needs[name] for name in rows.products if name in needs}
    return Plan(ask, ordered, rows.products, keys, known)


def _known(product: Product, data: bytes | None) -> Outcome | None:
    if data is None or product.form is None:
        return None
    try:
        return Outcome(product.form.read(data))
    except ValueError:
        return None


def made_from(name: str, rows: Rows, ask: Ask) -> tuple[str, ...]:
    """The names of a row and of every row it needs; the same whatever else is wanted."""
    alone = replace(ask, wanted=frozenset())
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += rows.products[one].needs(alone)
    return tuple(sorted(seen))


class Making:
    """The making of a plan over a book. Products come to be as soon as what they need is there: first those that other
    processes make, and of these, those that most others wait for; else in the order of rows.

    `executor` takes the tasks; it can be None where the plan has none.
    """

    def __init__(self, plan: Plan, book: Book, kept: Kept, executor: Executor | None) -> None:
        self._plan, self._book, self._kept, self._executor = plan, book, kept, executor
        heights = _heights(plan.needs)
        self._order = {
            name: (not plan.products[name].elsewhere, -heights[name], number) for number, name in enumerate(plan.needs)
        }
        self._ready: list[str] = []
        self._sorter = TopologicalSorter(plan.needs)
        self._outcomes: dict[str, Outcome] = {}
        self._handed_out: dict[str, _HandedOut] = {}
        self._sorter.prepare()

    def start(self) -> None:
        """Make what needs nothing else, hand out what others make, and do not wait for them.

        Work in pieces is handed out after that in one piece, so that they fill the time that is left on other cores;
        pieces that come one by one are work in pieces however many they are.
        """
        in_pieces: dict[str, Tasks[Any, Any]] = {}
        while name := self._next():
            if in_pieces and not self._plan.products[name].elsewhere:
                self._hand_out_all(in_pieces)
            work = self._make(name)
            if work is not None and not _in_one_piece(work):
                in_pieces[name] = work
            elif work is not None:
                self._hand_out(name, work)
        self._hand_out_all(in_pieces)

    def _next(self) -> str | None:
        """What is made next of all that needs nothing else."""
        self._ready = sorted([*self._ready, *self._sorter.get_ready()], key=self._order.__getitem__)
        return self._ready.pop(0) if self._ready else None

    def finish(self, progress: Callable[[str], None] = lambda message: None) -> dict[str, Outcome]:
        """Wait for everything; the outcome of each wanted edition, with all findings that stop it or warn of it."""
        self.start()
        while self._sorter.is_active():
            progress(f"Making {', '.join(self._handed_out)}")
            self._wait()
            for name in [one for one, work in self._handed_out.items() if work.finished]:
                self._take_up(name, self._handed_out.pop(name))
            self.start()
        return {name: self._whole(name) for name in self._plan.needs if name in self._plan.ask.wanted}

    def _wait(self) -> None:
        """Wait until there is something to take up; what was kept is at hand already. What went wrong with a piece is
        raised before others are waited for."""
        futures = [one for work in self._handed_out.values() for one in work.futures]
        for one in futures:
            if one.done():
                one.result()
        if not any(work.finished for work in self._handed_out.values()):
            for one in wait([one for one in futures if not one.done()], return_when=FIRST_COMPLETED).done:
                one.result()

    def _take_up(self, name: str, work: _HandedOut) -> None:
        """Take what came of work: the outcome, or more work."""
        for piece in work.pieces:
            piece.keep(self._kept)
        done = work.done()
        if isinstance(done, Tasks):
            self._hand_out(name, done, work.seconds)
        else:
            self._done(name, _spent(done, work.seconds))

    def _make(self, name: str) -> Tasks[Any, Any] | None:
        """Make a product, or give the work for others that it is."""
        if name in self._plan.known:
            self._done(name, self._plan.known[name])
            return None
        needed = {need: self._outcomes[need] for need in self._plan.needs[name]}
        start = time.perf_counter()
        product = self._plan.products[name]
        book = self._book.plain if product.of_book and self._book.plain is not None else self._book
        made = product.make(book, Made(self._plan.ask, needed, self._kept))
        if isinstance(made, Outcome):
            self._done(name, _spent(made, time.perf_counter() - start))
            return None
        return made.in_pieces() if isinstance(made, Task) else made

    def _hand_out(self, name: str, tasks: Tasks[Any, Any], seconds: float = 0.0) -> None:
        assert self._executor is not None, f"the row of `{name}` does not say that it works elsewhere"
        pieces = tuple(self._piece(tasks, given, self._executor) for given in tasks.given)
        self._handed_out[name] = _HandedOut(pieces, tasks.then, seconds)

    def _hand_out_all(self, waiting: dict[str, Tasks[Any, Any]]) -> None:
        for name in list(waiting):
            self._hand_out(name, waiting.pop(name))

    def _piece(self, tasks: Tasks[Any, Any], given: Any, executor: Executor) -> _Piece:
        """A piece of work, or what came of it in an earlier build."""
        if tasks.keep is None:
            return _Piece(executor.submit(_timed, tasks.run, given))
        kept_as = tasks.keep.name(given)
        with suppress(ValueError):
            if (data := self._kept.get(kept_as)) is not None:
                return _Piece(_at_hand((0.0, tasks.keep.read(data))))
        return _Piece(executor.submit(_timed, tasks.run, given), kept_as, tasks.keep)

    def _done(self, name: str, outcome: Outcome) -> None:
        self._outcomes[name] = outcome
        form = self._plan.products[name].form
        # What is made from something faulty is not kept: its findings would be lost.
        if form is not None and name not in self._plan.known and not any(self._findings(name)):
            self._kept.put(self._plan.keys[name], form.write(outcome.value))
        self._sorter.done(name)

    def _whole(self, name: str) -> Outcome:
        """An edition's outcome with the findings of what it is made from, each once."""
        found = dict.fromkeys(replace(one, edition=name) for one in self._findings(name))
        return replace(self._outcomes[name], findings=tuple(found))

    def _findings(self, name: str) -> Iterator[Finding]:
        """Findings of a product and of what it needs.

        What an edition found is its own affair, unless another edition carries it whole: a product that is made from
        an edition passes on what matters to those who use it.
        """
        yield from self._outcomes[name].findings
        for need in self._plan.needs[name]:
            editions = [isinstance(self._plan.products[one], Edition) for one in (name, need)]
            if editions != [False, True]:
                yield from self._findings(need)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of work that somebody has: its seconds and its result, and how to keep that, where it is worth it."""

    future: Future[tuple[float, Any]]
    name: str = ""
    kept: Keep[Any, Any] | None = None

    def keep(self, place: Kept) -> None:
        """Keep what came of it."""
        data = self.kept.write(self.future.result()[1]) if self.kept is not None else None
        if data is not None:
            place.put(self.name, data)


@dataclass(frozen=True, slots=True)
class _HandedOut:
    """Work that others have: the pieces, what comes after them, and the seconds that the work before them took."""

    pieces: tuple[_Piece, ...]
    then: Callable[[list[Any]], Outcome | Tasks[Any, Any]]
    before: float

    @property
    def futures(self) -> list[Future[tuple[float, Any]]]:
        """What is waited for."""
        return [one.future for one in self.pieces]

    @property
    def finished(self) -> bool:
        """Whether every piece is done."""
        return all(one.done() for one in self.futures)

    @property
    def seconds(self) -> float:
        """What all of the work took until now, where it ran."""
        return self.before + sum(one.result()[0] for one in self.futures)

    def done(self) -> Outcome | Tasks[Any, Any]:
        """What the pieces gave together."""
        return self.then([one.result()[1] for one in self.futures])


def _heights(needs: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """How many rows wait for each, one after the other."""
    heights = dict.fromkeys(needs, 0)
    for name in reversed(tuple(TopologicalSorter(needs).static_order())):
        for need in needs[name]:
            heights[need] = max(heights[need], heights[name] + 1)
    return heights


def _in_one_piece(work: Tasks[Any, Any]) -> bool:
    return isinstance(work.given, Sized) and len(work.given) == 1


def _at_hand(result: T) -> Future[T]:
    """A future that has come."""
    future: Future[T] = Future()
    future.set_result(result)
    return future


def _timed(run: Callable[[Any], Any], given: Any) -> tuple[float, Any]:
    """What a task gave and the seconds it took, where it ran."""
    start = time.perf_counter()
    result = run(given)
    return time.perf_counter() - start, result


def _spent(outcome: Outcome, seconds: float) -> Outcome:
    """An outcome whose files know how long they took; those of tasks that know better keep what they know."""
    if any(one.seconds for one in outcome.artifacts):
        return outcome
    return replace(outcome, artifacts=tuple(replace(one, seconds=seconds) for one in outcome.artifacts))
