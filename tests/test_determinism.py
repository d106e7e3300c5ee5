"""Two builds of one book give the same bytes, wherever and whenever they run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_book import sample

import trustbook

ROOT = Path(__file__).resolve().parent.parent
CODE = "import sys, trustbook; report = trustbook.build(sys.argv[1]); sys.exit(bool(report.failed))"


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def build_elsewhere(folder: Path, seed: str, zone: str, locale: str) -> dict[str, str]:
    """Build in a process of its own, from inside the folder, by a relative path."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": locale,
        "LANG": locale,
        "TRUSTBOOK_CACHE": str(folder / ".kept"),  # nothing comes from the other build
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    run = subprocess.run([sys.executable, "-c", CODE, "."], cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return hashes(folder / "dist")


def test_the_sample_book_has_the_same_bytes(sample_report: trustbook.Report, tmp_path: Path) -> None:
    found = build_elsewhere(sample(tmp_path / "a much longer folder name é"), "1", "Asia/Tokyo", "C")
    assert found == hashes(sample_report.folder)
    assert "report.json" in found


def test_the_real_book_has_the_same_bytes(real_report: trustbook.Report, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "manuscript", tmp_path / "manuscript")
    assert build_elsewhere(tmp_path, "4242", "America/St_Johns", "C.UTF-8") == hashes(real_report.folder)


def test_the_order_of_files_on_disk_does_not_matter(
    sample_report: trustbook.Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))
    folder = tmp_path / "other"
    for path in sorted(sample_report.folder.parent.rglob("*"), reverse=True):
        relative = path.relative_to(sample_report.folder.parent)
        if path.is_file() and relative.parts[0] != "dist":
            (folder / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / relative)
    report = trustbook.build(folder, ["epub"])
    assert report.editions["epub"] == sample_report.editions["epub"]
