"""A layout that takes too much time or memory ends, and the build says so."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from books import CHAPTER, book
from books import chapters as listed
from faults import SVG

import trustbook
from trustbook.builder import limits, reading
from trustbook.builder.limits import Limits, TooMuch, limits_of
from trustbook.builder.make import load
from trustbook.builder.workers import Workers
from trustbook.sources import chapters, pictures
from trustbook.sources.fonts import faces

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


def test_a_long_book_gets_all_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "cores", lambda: 6)
    monkeypatch.setattr(limits, "machine", lambda: 100_000_000_000)
    wanted = [limits.processes(products, text) for products, text in ((1, 9_000), (1, 900_000), (8, 900_000))]
    assert wanted == [1, 6, 8]
    monkeypatch.setattr(limits, "machine", lambda: 16_000_000_000)
    assert limits.processes(1, 900_000) == 2, "each needs memory for the whole book"


def test_fonts_make_no_book_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[int] = []

    def processes(products: int, text: int) -> int:
        texts.append(text)
        return products

    monkeypatch.setattr(limits, "processes", processes)
    font = faces()[0].source.read_bytes()
    toml = '\n[fonts]\nfiles = ["own.ttf"]\n'
    folder = book(tmp_path, {"book.toml": listed("one.md") + toml, "one.md": CHAPTER})
    (folder / "own.ttf").write_bytes(font)
    trustbook.build(folder, ["screen"])
    assert texts == [len(CHAPTER)]


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


def test_reading_ends_at_its_limit_and_says_at_which_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SECONDS", 0.2)
    monkeypatch.setattr("trustbook.manuscript.parse.read_chapter", lambda *_: spin())
    folder, before = book(tmp_path), resource.getrlimit(resource.RLIMIT_AS)
    for report in (trustbook.check(folder), trustbook.build(folder, ["epub"])):
        assert [(str(one.place), one.code, one.message) for one in report.findings] == [
            ("one.md", "O913", "reading this takes more than 0 seconds of work")
        ]
        assert "split the file" in report.findings[0].hint
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_reading_has_a_limit_on_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trustbook.manuscript.parse.shape", lambda *_: hoard())
    [finding] = trustbook.check(book(tmp_path)).findings
    assert (str(finding.place), finding.message) == ("book.toml", "reading this takes more than 3.0 GB of memory")


def test_checking_has_the_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))  # else it may have been checked already
    monkeypatch.setattr(reading, "_SECONDS", 0.2)
    monkeypatch.setattr("trustbook.rules.check.check", lambda _: spin())
    report = trustbook.build(book(tmp_path / "manuscript"), ["epub"])
    assert [(str(one.place), one.code) for one in report.findings] == [("manuscript/book.toml", "O913")]
    assert report.failed == ("epub",)


def test_another_thread_reads_without_limits(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(trustbook.check, book(tmp_path)).result().findings == ()


def test_a_book_has_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "MAX_BOOK", 60)
    names = [f"{number}.md" for number in range(5)]
    texts = {name: f"# Part {name[0]}\n\nIt grows slowly.\n" for name in names}
    report = trustbook.check(book(tmp_path, {"book.toml": listed(*names), **texts}))
    assert [(str(one.place), one.code) for one in report.findings if one.severity == "error"] == [("2.md:1:1", "F110")]


def test_pictures_have_a_size_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_TOGETHER", len(SVG) + 1)
    files = {"one.md": '# T\n\n![A.](c.svg "C")\n', **{f"{name}.svg": SVG for name in "abc"}}
    [finding] = trustbook.check(book(tmp_path, files)).findings
    assert (str(finding.place), finding.code) == ("one.md:3:7", "I309")
    assert "GB together, and no more are read" in finding.message
