"""The ground: what build.py promises on a fresh machine, and what the package and its lock files hold."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import signal
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def build() -> ModuleType:
    """build.py as a module of its own, so that a test may change it."""
    spec = importlib.util.spec_from_file_location("build_script", ROOT / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ran(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs build.py would have started: here they succeed, and `.venv` is a folder elsewhere."""
    commands: list[list[str]] = []

    def record(command: list[str], folder: Path | None = None) -> int:
        commands.append([Path(command[0]).stem, *command[1:]])
        return 0

    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(build, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(build, "STAMP", tmp_path / ".venv" / "installed")
    monkeypatch.setattr(build, "run", record)
    return commands


def installs(commands: list[list[str]]) -> list[str]:
    """The lock files that pip was told to install."""
    return [Path(command[-1]).name for command in commands if "--requirement" in command]


# What build.py does


def test_without_words_it_installs_and_then_builds_every_edition(build: ModuleType, ran: list[list[str]]) -> None:
    assert build.main([]) == 0
    assert installs(ran) == ["requirements.lock"]
    assert all("--require-hashes" in command for command in ran if "--requirement" in command)
    assert ran[-1] == ["trustbook", "build"]


def test_a_second_run_installs_nothing(build: ModuleType, ran: list[list[str]]) -> None:
    build.main([])
    ran.clear()
    build.main(["check", "--json"])
    assert ran == [["trustbook", "check", "--json"]]


def test_the_test_command_adds_its_packages_and_runs_every_check(build: ModuleType, ran: list[list[str]]) -> None:
    build.main([])
    ran.clear()
    assert build.main(["test", "-k", "one"]) == 0
    assert installs(ran) == ["requirements-test.lock"]
    assert not any("venv" in command for command in ran)
    assert [command for command in ran if "pip" not in command] == [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache", "--no-logo"],
        "pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder -k one".split(),
    ]
    ran.clear()
    build.main([])
    assert ran == [["trustbook", "build"]]


def test_one_failed_check_does_not_hide_the_others(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        build, "run", lambda command, folder=None: int(Path(command[0]).stem == "mypy" or "format" in command)
    )
    assert build.test([]) == 1
    assert "failed: ruff format --check ., mypy" in capsys.readouterr().err


def test_an_install_that_failed_is_done_again(
    build: ModuleType,
    ran: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(build, "run", lambda command, folder=None: int("--editable" in command))
        assert build.main([]) == 3
    assert "pip could not install" in capsys.readouterr().err
    build.main([])
    assert installs(ran) == ["requirements.lock"]


def test_a_changed_lock_file_makes_a_new_environment(
    build: ModuleType, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build.main([])
    ran.clear()
    changed = tmp_path / "requirements.lock"
    changed.write_text("other\n")
    monkeypatch.setitem(build.LOCKS, "run", changed)
    build.main([])
    assert ran[0][1:4] == ["-m", "venv", "--clear"]
    assert installs(ran) == ["requirements.lock"]


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", "apt-get install -y libpango-1.0-0"),
        ("darwin", "brew install pango"),
        ("win32", "winget install MSYS2.MSYS2"),
    ],
)
def test_a_missing_pango_is_named_with_the_command_that_installs_it(
    build: ModuleType,
    ran: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    platform: str,
    command: str,
) -> None:
    monkeypatch.setattr(build, "loadable", lambda library: "pango" not in library)
    monkeypatch.setattr(build.sys, "platform", platform)
    monkeypatch.setattr(build.shutil, "which", lambda name: None)
    assert build.main([]) == 3
    assert ran == []
    said = capsys.readouterr().err
    assert "pangoft2-1.0" in said
    assert command in said


def test_on_fedora_the_command_is_dnf(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build.sys, "platform", "linux")
    monkeypatch.setattr(build.shutil, "which", lambda name: "/usr/bin/dnf" if name == "dnf" else None)
    assert "dnf install -y pango" in build.how_to_install("Pango")


def test_every_library_that_weasyprint_loads_is_looked_for(build: ModuleType) -> None:
    found = importlib.util.find_spec("weasyprint")
    assert found is not None
    assert found.submodule_search_locations is not None
    source = Path(found.submodule_search_locations[0], "text", "ffi.py").read_text("utf-8")
    wanted = set(re.findall(r"'(lib[\w.-]+\.so\.\d)'", source)) - {"libharfbuzz-vector.so.0"}  # it is optional
    assert {f"lib{name}.so.{number}" for name, number in build.LIBRARIES.items()} == wanted
    for name, number in build.LIBRARIES.items():
        assert build.FILE_NAMES["win32"].format(name, number) in source


def test_a_library_that_is_not_there_is_not_loadable(build: ModuleType) -> None:
    assert not build.loadable("libno-such-library.so.0")


def test_a_missing_venv_module_is_named(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build.importlib.util, "find_spec", lambda name: None)
    assert build.main([]) == 3
    assert "venv module" in capsys.readouterr().err


def test_an_old_python_is_named(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "OLDEST", (99, 0))
    assert build.main([]) == 3
    assert "or newer is needed" in capsys.readouterr().err


def test_a_missing_java_is_named_but_stops_nothing(
    build: ModuleType,
    ran: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(build, "has_java", lambda: False)
    assert build.main(["verify"]) == 0
    assert "Java is missing" in capsys.readouterr().err
    assert ran[-1] == ["trustbook", "verify"]
    build.main([])
    assert "Java" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to another process")
def test_ctrl_c_gives_130_and_lets_the_command_tidy_up(tmp_path: Path) -> None:
    child = (
        "import threading\n"
        "try: print('up', flush=True); threading.Event().wait()\n"
        "except KeyboardInterrupt: print('tidy', flush=True)\n"
    )
    script = tmp_path / "stop.py"
    script.write_text(
        f"import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('b', {str(ROOT / 'build.py')!r})\n"
        f"b = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(b)\n"
        f"b.prepare = b.check_pango = lambda *words: None\n"
        f"b.program = lambda name: sys.executable\n"
        f"sys.exit(b.main(['-c', {child!r}]))\n"
    )
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        os.killpg(process.pid, signal.SIGINT)
        out, said = process.communicate(timeout=20)
    assert (process.returncode, out, said) == (130, "tidy\n", "build.py: stopped\n")


# What the lock files and the package hold


def pins(lock: str) -> dict[str, str]:
    """Each package a lock file names, with its version."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def directly(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for, without the package itself."""
    project = PROJECT["project"]
    lines = [*project["dependencies"], *PROJECT["build-system"]["requires"]]
    lines += [line for extra in extras for line in project["optional-dependencies"][extra]]
    return [wanted for wanted in map(Requirement, lines) if wanted.name != "trustbook"]


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ()), ("requirements-test.lock", ("cluster", "verify", "test"))]
)
def test_the_lock_file_fits_pyproject(lock: str, extras: tuple[str, ...]) -> None:
    locked = pins(lock)
    for wanted in directly(*extras):
        assert wanted.specifier.contains(locked[wanted.name.lower()]), str(wanted)


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ()), ("requirements-test.lock", ("cluster", "verify", "test"))]
)
def test_the_lock_file_was_made_from_what_pyproject_asks_for_now(lock: str, extras: tuple[str, ...]) -> None:
    entries = re.split(r"^(?=[a-z])", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    asked = {entry.partition("==")[0] for entry in entries if re.search(r"# +(via )?trustbook ", entry)}
    assert asked >= {wanted.name.lower() for wanted in directly(*extras)} - {"hatchling"}
    assert asked <= {wanted.name.lower() for wanted in directly("cluster", "verify", "test")}


def test_everything_that_is_imported_is_declared() -> None:
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in imports(node)
    }
    sources = packages_distributions()
    ours = imported - {"trustbook"} - sys.stdlib_module_names
    needed = {canonicalize_name(name) for module in ours for name in sources[module]}
    assert needed <= {wanted.name.lower() for wanted in directly("cluster", "verify")}


def imports(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return [node.module] if node.module and not node.level else []
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_file_has_hashes_and_names_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE) if "==" in entry]
    assert len(entries) == len(pins(lock)) > 30
    assert all("--hash=sha256:" in entry for entry in entries)


def test_both_lock_files_name_the_same_versions() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_the_build_backend_is_locked_as_pinned() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


def test_the_wheel_holds_styles_templates_and_the_typing_marker(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    styles = {path.relative_to(ROOT).as_posix() for path in (ROOT / "styles").rglob("*") if path.is_file()}
    source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".pyo")
    }
    assert styles
    assert "trustbook/py.typed" in names
    assert {f"trustbook/{name}" for name in styles} <= names
    assert source <= names


# What CI relies on

SAMPLES = {
    "test_test.py": "import pytest\ndef test_passes(): pass\ndef test_skips(): pytest.skip('no such tool')\n",
    "test_file.py": "import pytest\npytest.skip('no such tool', allow_module_level=True)\n",
    "test_expected.py": "import pytest\n@pytest.mark.xfail\ndef test_fails(): assert False\n",
}


@pytest.mark.parametrize(
    ("ci", "summary"), [("1", "1 failed, 1 passed, 1 xfailed, 1 error"), ("", "1 passed, 2 skipped, 1 xfailed")]
)
def test_in_ci_a_skipped_test_or_file_is_a_failure(tmp_path: Path, ci: str, summary: str) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    for name, text in SAMPLES.items():
        (tmp_path / name).write_text(text)
    command = [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    result = subprocess.run(
        [*command, "-c", os.devnull, "--rootdir", str(tmp_path), str(tmp_path)],
        env={**os.environ, "TRUSTBOOK_CI": ci},
        capture_output=True,
        text=True,
    )
    assert summary in result.stdout
    assert (result.returncode == 0) == (ci == ""), result.stdout
    assert result.stdout.count("no such tool") >= 2
