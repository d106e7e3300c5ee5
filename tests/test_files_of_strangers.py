"""What a stranger laid out in a book's folder, in `dist/` or in the cache is read as a plain file, or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from books import BOOK_TOML, CHAPTER, book
from test_hostile import png_of

import trustbook
from trustbook.builder.cache import Cache
from trustbook.builder.output import write
from trustbook.builder.report import read_report
from trustbook.builder.scratch import locked, new_file, scratch, sweep
from trustbook.editions import Artifact
from trustbook.sources.regular import TooLarge, read_regular

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights of their own there, and pipes are others")

NAME = "drawing-" + "0" * 64
SECRET = "Mine alone."


def sparse(path: Path) -> None:
    """A file that says it has a terabyte."""
    with path.open("wb") as stream:
        stream.truncate(10**12)


def outside(path: Path) -> Path:
    """A file of the person who builds, beside the book."""
    secret = next(one for one in path.parents if one.name.startswith("test_")) / "secret"
    secret.write_text(SECRET, "utf-8")
    return secret


# What can lie in the place of a file.
ODD: Mapping[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a file of the system without end": lambda path: path.symlink_to("/proc/kmsg"),
    "a folder": Path.mkdir,
    "a terabyte": sparse,
    "a link to a file outside": lambda path: path.symlink_to(outside(path)),
    "a link in a circle": lambda path: path.symlink_to(path),
    "a socket's name that leads nowhere": lambda path: path.symlink_to("/nowhere"),
}
# Where it can lie, by the file's name.
PLACES = ("book.toml", "one.md", "a.png", "a.svg", "styles/print.css", "help-lines.toml", "a.icc", "dist/report.json")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_plain_file_is_said_or_passed_over(kind: str, place: str, tmp_path: Path) -> None:
    shown = CHAPTER + (f'\n![A line.]({place} "A")\n' if place.startswith("a.") else "")
    folder = book(tmp_path / "book", {"one.md": shown})
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    ODD[kind](path)
    report = trustbook.build(folder, ["epub"])
    assert bool(report.errors) == (place != "dist/report.json" or kind == "a folder") or place == "a.icc"
    assert not any(SECRET in part for one in report.findings for part in one.lines())


def test_a_manuscript_that_is_a_link_out_is_not_read(tmp_path: Path) -> None:
    book(tmp_path / "private", {"one.md": f"# Mine\n\n{SECRET}\n"})
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "manuscript").symlink_to(tmp_path / "private")
    report = trustbook.build(folder, ["epub"])
    assert [one.code for one in report.findings] == ["F114"]
    assert report.built == ()


def test_folders_in_folders_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = book(tmp_path / "book")
    monkeypatch.chdir(folder)
    for _ in range(1_500):  # deeper than Python calls itself, and than a path can be
        os.mkdir("a")
        os.chdir("a")
    built = trustbook.build(folder, ["epub"])
    for _ in range(1_500):
        os.chdir("..")
        os.rmdir("a")
    assert built.errors == 0


def test_a_hard_link_is_a_file_like_any_other(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", {"one.md": '# T\n\nHere.\n\n![A line.](a.png "A")\n'})
    (tmp_path / "kept.png").write_bytes(png_of(7, 7))
    os.link(tmp_path / "kept.png", folder / "a.png")
    assert "I303" not in {one.code for one in trustbook.check(folder).findings}


class TestOutput:
    def test_a_folder_that_is_a_link_out_is_refused(self, tmp_path: Path) -> None:
        folder = book(tmp_path / "book")
        (tmp_path / "elsewhere").mkdir()
        (folder / "dist").symlink_to(tmp_path / "elsewhere")
        report = trustbook.build(folder, ["epub"])
        assert [one.code for one in report.findings] == ["O901"]
        assert list((tmp_path / "elsewhere").iterdir()) == []

    def test_a_link_that_a_person_names_is_theirs(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
        assert trustbook.build(book(tmp_path / "book"), ["epub"], tmp_path / "out").built == ("epub",)

    def test_a_link_within_is_not_gone_through(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "dist").mkdir()
        (tmp_path / "dist" / "a").symlink_to(tmp_path / "elsewhere")
        [finding] = write(tmp_path / "dist", [Artifact("a/b/one.pdf", b"x")], b"{}")
        assert finding.code == "O901"
        assert list((tmp_path / "elsewhere").iterdir()) == []

    def test_links_in_the_place_of_files_are_replaced(self, tmp_path: Path) -> None:
        folder = book(tmp_path / "book")
        (tmp_path / "mine").write_text(SECRET, "utf-8")
        (folder / "dist").mkdir()
        planted = [f".trust.epub.{os.getpid()}.part", ".report.json.0123456789abcdef.part", "trust.epub"]
        for name in planted:
            (folder / "dist" / name).symlink_to(tmp_path / "mine")
        assert trustbook.build(folder, ["epub"]).built == ("epub",)
        assert (tmp_path / "mine").read_text("utf-8") == SECRET
        assert sorted(path.name for path in (folder / "dist").iterdir()) == ["report.json", "trust.epub"]
        assert not (folder / "dist" / "trust.epub").is_symlink()

    @pytest.mark.parametrize(
        "report",
        [
            {"format": 3, "book": "x", "editions": [], "findings": [], "left": []},
            {"format": 3, "book": "x", "editions": {}, "findings": {}, "left": 3},
            {"format": 3, "book": {}, "editions": {"epub": {"fingerprint": 1}}, "findings": [], "left": []},
            {
                "format": 3,
                "book": "",
                "editions": {},
                "findings": [],
                "left": [{"name": "../x", "sha256": "", "bytes": 1, "pages": 1}],
            },
            {
                "format": 3,
                "book": "",
                "editions": {},
                "findings": [],
                "left": [{"name": "x", "sha256": "", "bytes": 10**15, "pages": 1}],
            },
        ],
    )
    def test_a_report_of_another_shape_is_none(self, report: object, tmp_path: Path) -> None:
        (tmp_path / "report.json").write_text(json.dumps(report), "utf-8")
        assert read_report(tmp_path) is None


class TestTemporaryFiles:
    @pytest.fixture
    def place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The system's place for temporary files."""
        (tmp_path / "tmp").mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
        return tmp_path / "tmp"

    def test_a_build_with_workers_leaves_none(self, tmp_path: Path, place: Path) -> None:
        assert trustbook.build(book(tmp_path / "book"), ["screen"]).built == ("screen",)
        assert list(place.iterdir()) == []

    def test_a_new_file_follows_no_link(self, tmp_path: Path) -> None:
        (tmp_path / "part").symlink_to(tmp_path / "mine")
        with pytest.raises(FileExistsError):
            new_file(tmp_path / "part")
        assert not (tmp_path / "mine").exists()

    def test_only_what_nobody_holds_is_swept(self, tmp_path: Path, place: Path) -> None:
        (tmp_path / "mine").mkdir()
        (place / "trustbook-run-link").symlink_to(tmp_path / "mine")
        (place / "trustbook-run-left").mkdir()
        (place / "trustbook-run-left" / "font").write_bytes(b"x")
        (place / "other").mkdir()
        with scratch() as alive:
            sweep()
            assert sorted(path.name for path in place.iterdir()) == sorted([alive.name, "other", "trustbook-run-link"])
        assert sorted(path.name for path in place.iterdir()) == ["other", "trustbook-run-link"]


class TestCache:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "outer" / "cache"))
        (tmp_path / "outer" / "cache").mkdir(parents=True)
        return tmp_path / "outer" / "cache"

    @pytest.mark.parametrize("kind", ODD)
    def test_what_is_no_plain_file_is_not_there(self, kind: str, folder: Path) -> None:
        ODD[kind](folder / NAME)
        assert Cache().get(NAME) is None
        Cache().put(NAME, b"data")
        assert Cache().get(NAME) == (None if kind == "a folder" else b"data")

    def test_what_is_half_written_goes_unless_somebody_writes_it(self, folder: Path) -> None:
        for name in (f".{NAME}.0123456789abcdef", f".{NAME}.4711.139872", f".{NAME}.aa"):
            (folder / name).write_bytes(b"half")
        with locked(folder / f".{NAME}.aa"):
            Cache().tidy()
            assert [path.name for path in folder.iterdir()] == [f".{NAME}.aa"]

    def test_nobody_without_a_home_takes_the_cache_of_the_book(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("TRUSTBOOK_CACHE", raising=False)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        monkeypatch.setattr(os.path, "expanduser", lambda path: path)
        monkeypatch.chdir(tmp_path)
        Cache().put(NAME, b"data")
        Cache().tidy()
        assert Cache().get(NAME) is None
        assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_too_large_says_how_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_regular(tmp_path / "a", 5) == b"12345"
    with pytest.raises(TooLarge) as caught:
        read_regular(tmp_path / "a", 4)
    assert caught.value.size == 5


def test_the_settings_may_be_a_link_within_the_book(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", {"real.toml": BOOK_TOML})
    (folder / "book.toml").unlink()
    (folder / "book.toml").symlink_to("real.toml")
    assert trustbook.build(folder, ["epub"]).built == ("epub",)
