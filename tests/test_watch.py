"""Somebody who writes sees each change built, until Ctrl-C."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from books import BOOK_TOML, CHAPTER, book

from trustbook.builder.watch import files_of, rounds


def looks(*seen: str) -> Callable[[], str]:
    """A look that sees one thing after the other, and then no more."""
    rest = iter(seen)

    def look() -> str:
        for one in rest:
            return one
        raise EOFError

    return look


@pytest.mark.parametrize(
    ("seen", "built"),
    [
        (["a", "a", "a"], 1),
        (["a", "a", "b", "b", "b"], 2),
        (["a", "b", "b", "b"], 2),  # changed while it was built
        (["a", "b", "c", "d", "d", "d"], 2),  # saved in steps
        (["a", "b", "b", "c", "c", "c"], 3),
        (["a", "b", "a", "a", "a"], 2),  # taken back: built once more, which finds nothing changed
    ],
)
def test_a_change_is_built_once_it_has_come_to_rest(seen: list[str], built: int) -> None:
    times = rounds(looks(*seen), pause=lambda: None)
    for _ in range(built):
        next(times)
    with pytest.raises(EOFError):
        next(times)


def test_the_files_of_a_book_are_watched_and_what_is_built_of_it_is_not(tmp_path: Path) -> None:
    toml = BOOK_TOML.replace('"one.md"', '".drafts/one.md"')
    folder = book(tmp_path, {"book.toml": toml, ".drafts/one.md": CHAPTER})
    look = files_of(folder)
    before = look()
    (folder / "dist").mkdir()
    for name in ("dist/a.pdf", ".one.md.swp"):
        (folder / name).write_bytes(b"%PDF")
    assert look() == before
    names = ("styles/screen.css", "styles/replace/prose.css", "clinics/riverside.toml", "two.md", ".drafts/one.md")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("p { color: black; }")
        assert look() != before
        before = look()
    (folder / "book.toml").unlink()
    assert look() == frozenset()  # not a folder in which who knows what lies
    shutil.rmtree(folder)
    assert look() == frozenset()


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A book's EPUB, watched."""
    command = [sys.executable, "-m", "trustbook", "-C", str(book(tmp_path)), "build", "epub", "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str]) -> str:
    """What is said of one build."""
    lines = []
    for line in process.stderr or ():
        lines.append(line)
        if line.startswith("watching"):
            return "".join(lines)
    raise AssertionError("".join(lines))


@pytest.mark.skipif(sys.platform == "win32", reason="another way to say Ctrl-C")
def test_each_change_is_built_and_told_until_ctrl_c(tmp_path: Path, watching: subprocess.Popen[str]) -> None:
    assert "0 errors" in told(watching)
    book(tmp_path, {"one.md": "# Trust\n\nA [link](#nowhere) to nothing.\n"})
    faulty = told(watching)
    assert "one.md:3:10" in faulty
    assert "not built epub" in faulty
    book(tmp_path, {"one.md": "# Trust\n\nA better line.\n"})
    mended = told(watching)
    assert "built     " in mended
    assert "0 errors" in mended
    watching.send_signal(signal.SIGINT)
    assert watching.wait(60) == 0


@pytest.mark.parametrize(
    ("more", "said"), [(["--json"], "--json"), (["-o", "."], "--output"), (["-o", "out"], "--output")]
)
def test_what_cannot_be_watched_is_wrong_use(tmp_path: Path, more: list[str], said: str) -> None:
    command = [sys.executable, "-m", "trustbook", "build", "epub", "--watch", *more]
    done = subprocess.run(command, cwd=book(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
