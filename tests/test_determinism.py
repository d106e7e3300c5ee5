"""Two builds of one book give the same bytes, wherever and whenever they run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import trustbook

ROOT = Path(__file__).resolve().parent.parent
CODE = "import sys, trustbook; report = trustbook.build(sys.argv[1]); sys.exit(bool(report.failed))"


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


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


def copied_backwards(folder: Path, target: Path) -> Path:
    """A copy of a book's folder without its `dist`, written in another order, as another disk would list it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        relative = path.relative_to(folder)
        if path.is_file() and relative.parts[0] != "dist":
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / relative)
    return target


@pytest.mark.slow
def test_a_book_has_the_same_bytes_wherever_it_is_built(sample_report: trustbook.Report, tmp_path: Path) -> None:
    folder = copied_backwards(sample_report.folder.parent, tmp_path / "a much longer folder name é")
    found = build_elsewhere(folder, seed="4242", zone="America/St_Johns", locale="C")
    assert found == hashes(sample_report.folder)
    assert "report.json" in found
