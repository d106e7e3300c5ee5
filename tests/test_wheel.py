"""The wheel alone, far from this repository, starts a book and builds it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def ran(command: list[str | Path], folder: Path) -> str:
    """What a program says; it must succeed. It knows nothing of this process's paths."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    done = subprocess.run(list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel; the libraries are borrowed from this one."""
    pytest.importorskip("hatchling", reason="building a wheel needs hatchling, which requirements-test.lock names")
    wheels = tmp_path_factory.mktemp("wheels")
    ran([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels], ROOT)
    [wheel] = wheels.glob("*.whl")
    place = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(place, symlinks=os.name != "nt")
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    [packages] = place.rglob("site-packages")
    # A path in a .pth file: libraries are found there, an editable trustbook is not, for its own .pth is not read.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        "-qq",
        "--disable-pip-version-check",
    ]
    ran([*pip, "--no-deps", "--no-index", wheel], place)
    return programs


def test_it_starts_a_book_and_builds_it_with_its_own_styles(scripts: Path, tmp_path: Path) -> None:
    where = ran(
        [scripts / "python", "-c", "from trustbook.sources.locate import shipped_styles; print(shipped_styles())"],
        tmp_path,
    ).strip()
    assert Path(where).is_relative_to(scripts.parent)
    assert (Path(where) / "tokens.css").is_file()
    ran([scripts / "trustbook", "new", "mybook"], tmp_path)
    said = ran([scripts / "trustbook", "-C", "mybook", "build", "--strict"], tmp_path)
    assert "0 errors, 0 warnings" in said
    files = sorted(path.name for path in (tmp_path / "mybook" / "dist").iterdir())
    assert files == ["mybook-print.pdf", "mybook-screen.pdf", "mybook.epub", "report.json"]


def test_it_is_typed_and_brings_no_tests_and_no_book(scripts: Path, tmp_path: Path) -> None:
    code = (
        "import trustbook, pathlib; top = pathlib.Path(trustbook.__file__).parent; "
        "print(*(p.relative_to(top).as_posix() for p in top.rglob('*')))"
    )
    names = set(ran([scripts / "python", "-c", code], tmp_path).split())
    assert {"py.typed", "words", "styles", "sources", "cli"} <= names
    assert not {"tests", "docs", "scripts", "manuscript/book.toml"} & names
