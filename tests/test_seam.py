"""Programs load a book once and make editions of it in memory, as often as they like and from any thread."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from books import book

import trustbook
from trustbook.editions import Outcome
from trustbook.manuscript.book import Book


def loaded(folder: Path) -> Book:
    """A book whose folder is gone once it is loaded."""
    made, found = trustbook.load(book(folder))
    assert made is not None
    assert found == []
    shutil.rmtree(folder)
    return made


def data(outcome: Outcome) -> list[bytes]:
    return [one.data for one in outcome.artifacts]


def test_editions_made_in_memory_are_those_that_a_build_writes(tmp_path: Path) -> None:
    written = trustbook.build(book(tmp_path / "written"))
    made = trustbook.make(loaded(tmp_path / "gone"), ["epub", "screen", "print"])
    for name, outcome in made.items():
        assert outcome.findings == ()
        assert data(outcome) == [(written.folder / one.name).read_bytes() for one in written.editions[name].artifacts]
        assert [one.pages for one in outcome.artifacts] == [one.pages for one in written.editions[name].artifacts]
    assert not (tmp_path / "gone").exists()


def test_an_option_holds_for_one_call(tmp_path: Path) -> None:
    made = loaded(tmp_path / "gone")
    newer = trustbook.make(made, ["screen"], options={"pdf-standard": "ua-2"})["screen"]
    older = trustbook.make(made, ["screen"])["screen"]
    assert [data(one)[0][:8] for one in (newer, older)] == [b"%PDF-2.0", b"%PDF-1.7"]


@pytest.mark.usefixtures("with_workers")
def test_two_threads_make_the_same_bytes_at_once_and_the_process_stays_as_it_was(tmp_path: Path) -> None:
    made = loaded(tmp_path / "gone")
    before = dict(os.environ), logging.getLogger("weasyprint").handlers[:], threading.active_count()
    alone = data(trustbook.make(made, ["epub"])["epub"])
    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(lambda name: data(trustbook.make(made, [name])[name]), ["epub", "epub"]))
    assert both == [alone, alone]
    assert (dict(os.environ), logging.getLogger("weasyprint").handlers[:], threading.active_count()) == before


def test_layouts_run_on_the_executor_that_is_handed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = loaded(tmp_path / "gone")
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        first = trustbook.make(made, ["print"], executor)["print"]
        monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))  # nothing comes from the first
        second = trustbook.make(made, ["print"], executor)["print"]
    assert data(first) == data(second)
    assert first.artifacts[0].data.startswith(b"%PDF-1.6")


@pytest.mark.parametrize(
    ("editions", "options", "words"),
    [
        (["kindle"], {}, "there is no edition `kindle`. There are epub, screen, print"),
        (["epub"], {"size": "a3"}, "there is no option `size`; there are trim, pdf-standard, paper"),
        (["epub"], {"pdf-standard": "x"}, "`pdf-standard` cannot be `x`; it can be ua-1, ua-2"),
        (["epub"], {"pdf-standard": "ua-2"}, "`pdf-standard` says nothing to epub; it is for screen"),
        (["epub", "screen"], {"chapter": "3"}, "`chapter` says nothing to epub or screen; it is for handouts, booklet"),
    ],
)
def test_what_no_row_has_is_a_value_error(
    editions: list[str], options: dict[str, str], words: str, tmp_path: Path
) -> None:
    made = loaded(tmp_path / "gone")
    with pytest.raises(ValueError, match=words):
        trustbook.make(made, editions, options=options)
