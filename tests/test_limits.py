"""A layout that takes too much time or memory ends, and the build says so."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from books import CHAPTER, book

import trustbook
from trustbook.builder import limits
from trustbook.builder.limits import Limits, TooMuch, limits_of
from trustbook.builder.make import load
from trustbook.builder.workers import Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a limit on memory")

SHORT = Limits(0.2, 4_000_000_000)


def spin() -> None:
    """Work without an end, which lets nothing of its own stop it."""
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def hoard() -> int:
    """More memory than there may be."""
    return len(bytearray(5_000_000_000))


def count(most: int) -> int:
    return sum(range(most))


@pytest.mark.parametrize(("work", "word"), [(spin, "0 seconds of work"), (hoard, "4.0 GB of memory")])
def test_work_ends_at_its_limit_and_the_next_goes_on(work: Callable[[], object], word: str) -> None:
    with Workers(1) as workers:
        workers.limit(SHORT)
        with pytest.raises(TooMuch, match=word):
            workers.submit(work).result()
        assert workers.submit(count, 10).result() == 45


def test_a_library_that_ends_the_process_breaks_the_pool_and_nothing_else() -> None:
    with Workers(1) as workers, pytest.raises(BrokenProcessPool):
        workers.submit(os.abort).result()


@pytest.mark.usefixtures("with_workers")
def test_the_build_says_what_a_layout_may_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_SECONDS", 0.01)
    report = trustbook.build(book(tmp_path), ["screen"], force=True)
    assert [(one.code, one.message) for one in report.findings] == [
        ("O913", "a layout needs more than 0 seconds of work")
    ]
    assert report.failed == ("screen",)


@pytest.mark.usefixtures("with_workers")
def test_the_build_says_that_a_process_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trustbook.builder.plan._timed", _die)
    report = trustbook.build(book(tmp_path), ["screen"], force=True)
    assert [one.code for one in report.findings] == ["O913"]
    assert "60 seconds of work and " in report.findings[0].message


def _die(*_: object) -> None:
    os.abort()


def test_limits_grow_with_the_manuscript(tmp_path: Path) -> None:
    short, long = (
        limits_of(made, 1)
        for size in (1, 15_000)
        for made, _ in [load(book(tmp_path / str(size), {"one.md": CHAPTER + "\nIt grows.\n" * size}))]
        if made is not None
    )
    assert short.seconds * 3 < long.seconds
    assert short.memory < long.memory


@pytest.mark.parametrize("style", ["* { font-size: 10em }", "* { position: absolute; display: table }"])
def test_a_style_that_breaks_the_engine_is_told(style: str, tmp_path: Path) -> None:
    chapter = f"{CHAPTER}\n> - It *grows* `slowly`.\n"
    report = trustbook.build(book(tmp_path, {"one.md": chapter, "styles/screen.css": style}), ["screen"])
    assert {one.code for one in report.findings} <= {"P801", "P802", "O913"}
    assert report.built == ()
    assert report.errors
