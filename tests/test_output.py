"""Finished files reach their place by one rename each, the report last; nothing half-written stays."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from books import book

import trustbook
from trustbook.builder import output
from trustbook.builder.report import Report, intact, read_report, record
from trustbook.editions import Artifact

TWO = [Artifact("a.epub", b"new a"), Artifact("b.pdf", b"new b")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_files_and_the_report_are_written(tmp_path: Path) -> None:
    assert output.write(tmp_path / "far" / "dist", TWO, b"{}") == []
    folder = tmp_path / "far" / "dist"
    assert names(folder) == ["a.epub", "b.pdf", "report.json"]
    assert (folder / "a.epub").read_bytes() == b"new a"


def test_each_file_comes_by_one_rename_and_the_report_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    replace = Path.replace

    def noted(self: Path, target: Path) -> Path:
        order.append(Path(target).name)
        assert self.parent == Path(target).parent  # the same file system: the rename is one step
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    output.write(tmp_path, TWO, b"{}")
    assert order == ["a.epub", "b.pdf", "report.json"]


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_full_disk_leaves_every_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    for name in ("a.epub", "b.pdf", "report.json"):
        (tmp_path / name).write_text("old")
    count = 0

    def full(handle: int) -> None:
        nonlocal count
        count += 1
        if count == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    [finding] = output.write(tmp_path, TWO, b"{}")
    assert finding.code == "O901"
    assert "free some space" in finding.hint
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(
        ("a.epub", "b.pdf", "report.json"), "old"
    )


def test_a_folder_in_the_way_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    (tmp_path / "a.epub").write_text("old")
    [finding] = output.write(tmp_path, TWO, b"{}")
    assert "b.pdf" in finding.message
    assert names(tmp_path) == ["a.epub", "b.pdf"]
    assert (tmp_path / "a.epub").read_text() == "old"


def test_a_stopped_write_leaves_no_part_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        output.write(tmp_path, TWO, b"{}")
    assert names(tmp_path) == []


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("in the way")
    [finding] = output.write(tmp_path / "dist", TWO, b"{}")
    assert finding.code == "O901"
    assert (tmp_path / "dist").read_text() == "in the way"


def test_the_report_names_every_file_with_its_hash_and_size(sample_report: trustbook.Report) -> None:
    data = json.loads((sample_report.folder / "report.json").read_bytes())
    files = [one for edition in data["editions"].values() for one in edition["files"]]
    expected = {"small-steps-print.pdf", "small-steps-screen.pdf", "small-steps.epub"}
    assert {one["name"] for one in files} >= expected
    for one in files:
        found = record(Artifact(one["name"], (sample_report.folder / one["name"]).read_bytes(), one["pages"]))
        assert (found.sha256, found.size) == (one["sha256"], one["bytes"])
    lying = [path for path in sample_report.folder.rglob("*") if path.is_file()]
    assert {path.relative_to(sample_report.folder).as_posix() for path in lying} == {
        "report.json",
        *(one["name"] for one in files),
    }


def test_the_report_names_libraries_and_findings_but_no_time_and_no_place(sample_report: trustbook.Report) -> None:
    text = (sample_report.folder / "report.json").read_text()
    data = json.loads(text)
    assert {"weasyprint", "ebooklib", "markdown", "python"} <= data["libraries"].keys()
    assert "missing" not in data["libraries"].values()
    assert data["findings"][0]["path"] == "01-walking.md"
    assert str(sample_report.folder.parent) not in text
    assert "seconds" not in text


def test_a_report_reads_back_as_it_was(sample_report: trustbook.Report) -> None:
    again = read_report(sample_report.folder)
    assert again is not None
    assert (again.editions, again.findings) == (sample_report.editions, sample_report.findings)
    assert again.to_json() == sample_report.to_json()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 3, "editions": {"epub": 3}, "findings": []}', "\x00"]
)
def test_a_damaged_report_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text)
    assert read_report(tmp_path) is None


def test_a_mixed_set_of_files_can_be_seen(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path), ["epub"])
    assert intact(report.folder, report.editions["epub"])
    (report.folder / "trust.epub").write_bytes(b"from somewhere else")
    assert not intact(report.folder, report.editions["epub"])


def test_findings_are_counted_by_what_they_stop(sample_report: trustbook.Report) -> None:
    assert isinstance(sample_report, Report)
    assert (sample_report.errors, sample_report.warnings) == (0, len(sample_report.findings))
