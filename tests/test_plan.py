"""In which order products come to be, so that no process waits for what could have been made before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, wait
from typing import Any, cast

import pytest

from trustbook.builder import plan
from trustbook.builder.cache import Cache
from trustbook.builder.plan import Making, Plan
from trustbook.editions import Ask, Keep, Made, Outcome, Product, Task, Tasks
from trustbook.manuscript.book import Book


class Noted(Executor):
    """Work that is done as soon as it is handed in, or when it is told so; both are noted."""

    def __init__(self, log: list[str], late: str = "") -> None:
        self.log, self.late = log, late
        self.waiting: list[Future[Any]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.log.append(f"given {args[1]}")
        if args[1] == self.late:
            self.waiting.append(future)
        else:
            future.set_result(fn(*args, **kwargs))
        return future

    def end(self) -> None:
        for future in self.waiting:
            if not future.done():
                future.set_result((0.0, self.late))


def echo(given: str) -> str:
    return given


def product(log: list[str], name: str, work: Task[str, str] | Tasks[str, str] | None = None) -> Product:
    def make(book: Book, made: Made) -> Outcome | Task[Any, Any] | Tasks[Any, Any]:
        log.append(f"make {name}")
        return work or Outcome(name)

    return Product(name=name, make=make, elsewhere=work is not None)


def making(needs: Mapping[str, tuple[str, ...]], products: list[Product], executor: Noted) -> Making:
    ask = Ask(cast(Any, None), frozenset(needs))
    known = {one.name: one for one in products}
    return Making(Plan(ask, needs, known, {}, {}), cast(Any, None), Cache(), executor)


def task(name: str, keep: Keep[str, str] | None = None) -> Task[str, str]:
    return Task(echo, name, Outcome, keep)


def test_what_others_wait_for_is_handed_out_first_and_what_nobody_waits_for_is_made_last() -> None:
    log: list[str] = []
    rows = [product(log, "here"), product(log, "alone", task("alone")), product(log, "needed", task("needed"))]
    needs = {"here": (), "alone": (), "needed": (), "last": ("needed",)}
    making(needs, [*rows, product(log, "last")], Noted(log)).finish()
    assert log == ["make needed", "given needed", "make alone", "given alone", "make here", "make last"]


def test_pieces_are_handed_out_while_others_are_still_being_made() -> None:
    log: list[str] = []

    def pieces() -> Iterator[str]:
        for name in ("one", "two"):
            log.append(f"ready {name}")
            yield name

    work = Tasks(echo, pieces(), Outcome)
    made = making({"all": ()}, [product(log, "all", work)], Noted(log)).finish()
    assert log == ["make all", "ready one", "given one", "ready two", "given two"]
    assert made["all"].value == ["one", "two"]


def test_a_piece_that_fails_while_others_are_made_ends_the_making_before_these_are_waited_for() -> None:
    class Failing(Noted):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()  # the good one is under way for ever
            if args[1] == "bad":
                future.set_exception(ValueError("bad"))
            return future

    log: list[str] = []
    rows = [product(log, "pieces", Tasks(echo, iter(["bad", "good"]), Outcome))]
    with pytest.raises(ValueError, match="bad"):
        making({"pieces": ()}, rows, Failing(log)).finish()


def test_work_in_one_piece_is_handed_out_before_work_in_many() -> None:
    log: list[str] = []
    many = Tasks(echo, ["one", "two"], lambda results: Outcome())
    rows = [product(log, "many", many), product(log, "whole", task("whole"))]
    making({"many": (), "whole": ()}, rows, Noted(log)).finish()
    assert [one for one in log if one.startswith("given")] == ["given whole", "given one", "given two"]


def test_what_was_kept_is_taken_up_before_anything_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    log: list[str] = []
    executor = Noted(log, late="slow")

    def waited(*given: Any, **named: Any) -> Any:
        log.append("wait")
        executor.end()
        return wait(*given, **named)

    monkeypatch.setattr(plan, "wait", waited)
    keep: Keep[str, str] = Keep(lambda given: "kept", lambda text: text.encode(), lambda data: data.decode())
    rows = [product(log, "slow", task("slow")), product(log, "kept", task("kept", keep)), product(log, "last")]
    made = making({"slow": (), "kept": (), "last": ("kept",)}, rows, executor)
    made._kept.put("kept", b"kept")
    assert made.finish()["last"].value == "last"
    assert "given kept" not in log
    assert log[-2:] == ["make last", "wait"]
