"""What has not changed is not built again; what has, is."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from books import BOOK_TOML, CHAPTER, book

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions import rows
from trustbook.findings import Finding
from trustbook.layout import kept
from trustbook.layout.pages import PageBreak, Paginated
from trustbook.sources.locate import shipped_styles

ALL = rows().by_default


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that has been built once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("master")
    (folder / "manuscript").mkdir()
    (folder / "manuscript" / "book.toml").write_text(BOOK_TOML)
    (folder / "manuscript" / "one.md").write_text(CHAPTER)
    assert trustbook.build(folder).built == ALL
    return folder


@pytest.fixture
def built(master: Path, tmp_path: Path) -> Path:
    """A copy of the built book."""
    return Path(shutil.copytree(master, tmp_path / "copy"))


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of each file in dist/."""
    found = sorted(path for path in (folder / "dist").rglob("*") if path.is_file())
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def test_an_unchanged_book_is_not_built_again(built: Path) -> None:
    before = contents(built)
    report = trustbook.build(built)
    assert (report.built, report.unchanged) == ((), ALL)
    assert contents(built) == before


def test_an_unchanged_book_tells_its_findings_again(built: Path) -> None:
    (built / "manuscript" / "one.md").write_text(CHAPTER + "\nIt is crazy.\n")
    first = trustbook.build(built, ["epub"])
    again = trustbook.build(built, ["epub"])
    assert again.unchanged == ("epub",)
    assert [one.code for one in again.findings] == [one.code for one in first.findings] == ["S604"]


def test_new_times_without_new_bytes_build_nothing(built: Path) -> None:
    (built / "manuscript" / "one.md").write_text(CHAPTER)
    assert trustbook.build(built).built == ()


def test_names_and_bytes_of_files_cannot_stand_for_each_other(built: Path) -> None:
    one, other = built / "manuscript" / "a.txt", built / "manuscript" / "b.txt"
    one.write_text("b.txtHELLO")
    assert trustbook.build(built, ["epub"]).built == ("epub",)
    one.write_text("")
    other.write_text("HELLO")
    assert trustbook.build(built, ["epub"]).built == ("epub",)


def test_a_changed_chapter_builds_every_edition(built: Path) -> None:
    (built / "manuscript" / "one.md").write_text(CHAPTER + "\nMore.\n")
    assert trustbook.build(built).built == ALL


def change_sheet(folder: Path, name: str) -> None:
    """Give the book a style sheet of its own, a little other than the shipped one."""
    (folder / "styles").mkdir(exist_ok=True)
    (folder / "styles" / name).write_text((shipped_styles() / name).read_text() + "p { margin-top: 0.1em; }\n")


@pytest.mark.parametrize(
    ("sheet", "editions"),
    [
        ("print.css", ("epub", "print", "handouts", "large-print")),  # the pages of print are the pages of the book
        ("screen.css", ("screen",)),
        ("epub.css", ("epub",)),
        ("tokens.css", ALL),
    ],
)
def test_a_changed_style_sheet_builds_what_it_touches(built: Path, sheet: str, editions: tuple[str, ...]) -> None:
    change_sheet(built, sheet)
    report = trustbook.build(built)
    assert report.built == editions
    assert set(report.unchanged) == set(ALL) - set(editions)


def test_style_sheets_count_the_same_where_all_of_a_book_lies_in_one_folder(tmp_path: Path) -> None:
    folder = book(tmp_path)
    trustbook.build(folder, ["screen"])
    change_sheet(folder, "print.css")
    assert trustbook.build(folder, ["screen"]).unchanged == ("screen",)
    change_sheet(folder, "screen.css")
    assert trustbook.build(folder, ["screen"]).built == ("screen",)


def test_a_missing_file_is_built_again_and_no_other(built: Path) -> None:
    (built / "dist" / "trust-screen.pdf").unlink()
    before = contents(built)
    assert trustbook.build(built).built == ("screen",)
    after = contents(built)
    assert before["trust.epub"] == after["trust.epub"]
    assert "trust-screen.pdf" in after


def test_a_damaged_file_is_built_again(built: Path) -> None:
    good = (built / "dist" / "trust.epub").read_bytes()
    (built / "dist" / "trust.epub").write_bytes(good[:100])
    assert trustbook.build(built).built == ("epub",)
    assert (built / "dist" / "trust.epub").read_bytes() == good


def test_force_builds_everything_to_the_same_bytes(built: Path) -> None:
    before = contents(built)
    assert trustbook.build(built, force=True).built == ALL
    assert {name: data for name, (data, _) in contents(built).items()} == {
        name: data for name, (data, _) in before.items()
    }


def test_a_lost_report_builds_everything(built: Path) -> None:
    (built / "dist" / "report.json").unlink()
    assert trustbook.build(built).built == ALL


def test_another_day_in_the_environment_builds_everything(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    report = trustbook.build(built)
    assert report.built == ALL
    assert b"2023-11-14T22:13:20Z" in (built / "dist" / "trust-screen.pdf").read_bytes()


def test_one_edition_alone_leaves_the_others_in_the_report(built: Path) -> None:
    report = trustbook.build(built, ["epub"], force=True)
    assert report.built == ("epub",)
    assert set(report.editions) == set(ALL)
    assert trustbook.build(built).unchanged == ALL


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for what builds keep that nothing has been kept in yet."""
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_an_epub_alone_has_the_same_pages_as_one_built_with_the_print_edition(built: Path, cache_folder: Path) -> None:
    whole = (built / "dist" / "trust.epub").read_bytes()
    assert not cache_folder.exists()
    for _ in ("laid out for its pages", "pages from the cache"):
        shutil.rmtree(built / "dist")
        assert trustbook.build(built, ["epub"]).built == ("epub",)
        assert (built / "dist" / "trust.epub").read_bytes() == whole


def test_a_damaged_cache_does_no_harm(built: Path, cache_folder: Path) -> None:
    whole = (built / "dist" / "trust.epub").read_bytes()
    trustbook.build(built, ["epub", "screen"], force=True)
    kinds = {path.name.rpartition("-")[0] for path in cache_folder.iterdir()}
    assert kinds == {"asks", "book-pages", "chapter", "checked", "cover", "cover-picture", "layout", "places", "sheet"}
    for path in cache_folder.iterdir():
        path.write_bytes(b"nonsense\n[]")
    shutil.rmtree(built / "dist")
    trustbook.build(built, ["epub", "screen"])
    assert (built / "dist" / "trust.epub").read_bytes() == whole


LAID_OUT = b'{"pages": 2, "margins": [9, 9], "breaks": [["1", "one", 0]]}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}\n%PDF-1.7",
        b"[]\n%PDF-1.7",
        LAID_OUT + b"\n<html>",
        LAID_OUT.replace(b'"one", 0', b'"one"') + b"\n%PDF-1.7",
        LAID_OUT.replace(b"[9, 9]", b"9") + b"\n%PDF-1.7",
        LAID_OUT.replace(b": 2", b": null") + b"\n%PDF-1.7",
    ],
)
def test_what_is_no_layout_is_laid_out_again(built: Path, cache_folder: Path, body: bytes) -> None:
    """Also where its sum is right: somebody else may have put it there."""
    whole = (built / "dist" / "trust-screen.pdf").read_bytes()
    trustbook.build(built, ["screen"], force=True)
    for path in cache_folder.glob("layout-*"):
        Cache().put(path.name, body)
    shutil.rmtree(built / "dist")
    assert trustbook.build(built, ["screen"]).built == ("screen",)
    assert (built / "dist" / "trust-screen.pdf").read_bytes() == whole


def layouts(folder: Path) -> set[str]:
    """The layouts that are kept."""
    return {path.name for path in folder.glob("layout-*")}


def test_handouts_on_one_paper_are_those_that_were_laid_out_for_both(built: Path, cache_folder: Path) -> None:
    trustbook.build(built, ["handouts"], force=True)
    before = layouts(cache_folder)
    assert trustbook.build(built, ["handouts"], options={"paper": "letter"}).failed == ()
    assert layouts(cache_folder) == before
    Cache().tidy(most_files=0)
    assert list(cache_folder.iterdir()) == []


def test_what_a_change_does_not_touch_is_not_laid_out_again(built: Path, cache_folder: Path) -> None:
    toml = BOOK_TOML + '[[chapters]]\nfile = "two.md"\n'
    (built / "manuscript" / "book.toml").write_text(toml)
    (built / "manuscript" / "two.md").write_text("# Other\n\nWords.\n")
    trustbook.build(built)
    before = layouts(cache_folder)
    (built / "manuscript" / "two.md").write_text("# Other\n\nThe words.\n")
    assert trustbook.build(built).built == ALL
    # The second chapter's part of the book for the screen, in large print and in print, each book as it is bound, where
    # the printed part breaks, and the chapter's handout, which both papers share.
    assert len(layouts(cache_folder) - before) == 8
    changed = contents(built)
    trustbook.build(built, force=True)
    assert {name: data for name, (data, _) in contents(built).items()} == {
        name: data for name, (data, _) in changed.items()
    }


def test_a_layout_with_a_finding_is_not_kept() -> None:
    """The next build says it again, at the place where it stands by then."""
    done = Paginated(b"%PDF-1.7", 2, (PageBreak("1", "one", 0),), ())
    data = kept.write(done)
    assert data is not None
    assert kept.read(data) == done
    assert kept.write(replace(done, findings=(Finding("P801", "no such property"),))) is None
    assert kept.write(replace(done, forbidden=("a link",))) is None


def test_an_error_leaves_what_was_built_before(built: Path) -> None:
    before = contents(built)
    (built / "manuscript" / "one.md").write_text("# Trust\n\nSee [@nobody].\n")
    report = trustbook.build(built)
    assert report.failed == ALL
    assert contents(built) == before
    (built / "manuscript" / "one.md").write_text(CHAPTER)
    assert trustbook.build(built).unchanged == ALL


def test_files_go_where_the_caller_says(built: Path, tmp_path: Path) -> None:
    report = trustbook.build(built, ["epub"], output=tmp_path / "elsewhere")
    assert report.built == ("epub",)
    assert sorted(path.name for path in (tmp_path / "elsewhere").iterdir()) == ["report.json", "trust.epub"]


def test_an_edition_that_does_not_exist_is_a_value_error(built: Path) -> None:
    with pytest.raises(ValueError, match="there is no edition `kindle`"):
        trustbook.build(built, ["kindle"])


def test_the_cache_keeps_a_bounded_number_of_its_own_files(cache_folder: Path) -> None:
    cache = Cache()
    cache_folder.mkdir()
    (cache_folder / "letter.txt").write_text("not ours")
    for number in range(8):
        cache.put(f"pages-{number:064x}", b"[]")
        os.utime(cache_folder / f"pages-{number:064x}", (number, number))
    assert cache.get(f"pages-{0:064x}") == b"[]"  # what was used last
    cache.tidy(most_files=3)
    assert sorted(path.name[-1] for path in cache_folder.glob("pages-*")) == ["0", "6", "7"]
    cache.tidy(most_bytes=100)
    assert [path.name[-1] for path in cache_folder.glob("pages-*")] == ["0"]
    assert (cache_folder / "letter.txt").read_text() == "not ours"


def test_a_cache_that_cannot_be_written_is_no_fault(cache_folder: Path) -> None:
    cache_folder.write_text("in the way")
    cache = Cache()
    cache.put("pages", b"[]")
    assert cache.get("pages") is None


def test_a_book_brings_no_cache_of_its_own(built: Path, cache_folder: Path) -> None:
    (built / ".trustbook").mkdir()
    (built / ".trustbook" / "letter.txt").write_text("mine")
    trustbook.build(built, force=True)
    assert [path.name for path in (built / ".trustbook").iterdir()] == ["letter.txt"]
