"""The `trustbook` command as a person at a terminal, a script and a machine meet it."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from books import BOOK_TOML, CHAPTER, book

import trustbook
from trustbook.cli import main
from trustbook.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
WARNED = CHAPTER + "\nIt is crazy.\n"
WRONG = CHAPTER + "\nSee [@nobody].\n"


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs the command in this process."""

    def command(*words: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["trustbook", *map(str, words)])
        code: object = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code or 0
        said = capsys.readouterr()
        assert isinstance(code, int)
        return Outcome(code, said.out, said.err)

    yield command
    gc.enable()  # the command switches it off, for its own short life


# Help


@pytest.mark.parametrize("command", ["build", "check", "verify", "new", "explain", "schema"])
def test_every_command_has_help(run: Run, command: str) -> None:
    overview = run("--help")
    assert overview.code == 0
    assert re.search(rf"^  {command} +\w", overview.out, re.MULTILINE)
    assert run(command, "--help").code == 0


@pytest.mark.parametrize("command", ["build", "check", "verify"])
def test_an_empty_name_of_a_clinic_is_wrong_use(run: Run, command: str, tmp_path: Path) -> None:
    outcome = run("-C", book(tmp_path), command, "--clinic", "")
    assert outcome.code == 2
    assert "names no clinic" in outcome.err
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("command", ["build", "check", "new", "explain"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    assert f"\n  trustbook {command}" in run(command, "--help").out


def test_the_version_is_the_packages(run: Run) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert trustbook.__version__ == project["version"]
    assert project["version"] in run("--version").out


# Wrong use


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("build", "epbu"), "did you mean `epub`?"),
        (("explain", "B20"), "did you mean `B20"),
        (("biuld",), "No such command"),
        (("build", "--outptu", "x"), "--output"),
        (("new",), "Missing argument"),
        (("build", "handouts", "1", "--chapter", "2"), "say the chapters once"),
    ],
)
def test_wrong_use_ends_with_2_and_a_hint(run: Run, words: tuple[str, ...], hint: str) -> None:
    outcome = run(*words)
    assert outcome.code == 2
    assert hint in outcome.err
    assert "Traceback" not in outcome.err


def test_a_folder_without_a_book_says_what_to_do(run: Run, tmp_path: Path) -> None:
    outcome = run("-C", tmp_path, "build")
    assert outcome.code == 1
    assert "error[F101]" in outcome.err
    assert "trustbook new" in outcome.err
    assert list(tmp_path.iterdir()) == []


# build


def test_a_build_says_what_lies_where(run: Run, tmp_path: Path) -> None:
    outcome = run("-C", book(tmp_path), "build", "epub")
    assert outcome.code == 0
    assert outcome.out == ""
    assert re.search(rf"built +{re.escape(str(tmp_path / 'dist' / 'trust.epub'))} \(0\.\d\d MB\)", outcome.err)
    assert outcome.err.endswith("0 errors, 0 warnings\n")
    assert run("-C", tmp_path, "build", "epub").err.startswith("unchanged ")


def test_output_goes_where_one_says(run: Run, tmp_path: Path) -> None:
    assert run("-C", book(tmp_path / "b"), "build", "epub", "--output", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "trust.epub").is_file()
    assert not (tmp_path / "b" / "dist").exists()


def test_a_pdf_tells_its_pages(run: Run, tmp_path: Path) -> None:
    assert re.search(r"trust-screen\.pdf \(0\.\d\d MB, 3 pages\)", run("-C", book(tmp_path), "build", "screen").err)


def test_an_error_stops_the_build_and_says_that_old_files_stay(run: Run, tmp_path: Path) -> None:
    run("-C", book(tmp_path), "build", "epub")
    old = (tmp_path / "dist" / "trust.epub").read_bytes()
    (tmp_path / "one.md").write_text(WRONG)
    outcome = run("-C", tmp_path, "build", "epub")
    assert outcome.code == 1
    assert "one.md:5:6: error[B201]" in outcome.err
    assert "not built epub (the file built before is still there)" in outcome.err
    assert (tmp_path / "dist" / "trust.epub").read_bytes() == old


def test_verbose_tells_size_pages_and_seconds_of_every_file(run: Run, tmp_path: Path) -> None:
    folder = book(tmp_path)
    told = run("-C", folder, "build", "epub", "handouts", "--paper", "a4", "-v").err
    files = re.findall(r"(\S+) \(\d+\.\d\d MB(?:, \d+ pages)?, \d+\.\d s\)", told)
    names = sorted(path.relative_to(folder / "dist").as_posix() for path in (folder / "dist").rglob("*.*"))
    assert sorted(Path(one).relative_to(folder / "dist").as_posix() for one in files) == [
        name for name in names if name != "report.json"
    ]


def test_verbose_tells_times(run: Run, tmp_path: Path) -> None:
    for command in (["build", "epub"], ["check"]):
        total = re.search(r"total (\d+\.\d\d) s", run("-C", book(tmp_path), *command, "-v").err)
        assert total is not None
        assert float(total[1]) > 0


def test_what_to_type_next_can_be_typed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "    cd 'my book; x'\n" in run("new", "my book; x").err


def test_the_list_of_commands_says_what_each_says_of_itself(run: Run) -> None:
    for name, words in COMMANDS.items():
        command = importlib.import_module(f"trustbook.cli.{name}").command
        assert command.name == name
        assert command.get_short_help_str(200) == words
        assert f"{name} " in run("--help").out


# check


def test_check_writes_nothing(run: Run, tmp_path: Path) -> None:
    before = sorted(book(tmp_path).rglob("*"))
    assert run("-C", tmp_path, "check").code == 0
    assert sorted(tmp_path.rglob("*")) == before


def test_a_warning_passes_unless_strict(run: Run, tmp_path: Path) -> None:
    book(tmp_path, {"one.md": WARNED})
    assert run("-C", tmp_path, "check").code == 0
    strict = run("-C", tmp_path, "check", "--strict")
    assert strict.code == 1
    assert "warning[S604]" in strict.err
    assert strict.err.endswith("0 errors, 1 warning\n")


def test_a_finding_shows_its_line_and_points_at_it(run: Run, tmp_path: Path) -> None:
    err = run("-C", book(tmp_path, {"one.md": WRONG}), "check").err
    assert "   5 | See [@nobody].\n     |      ^^^^^^^\n  hint: " in err


def test_all_findings_come_in_one_run(run: Run, tmp_path: Path) -> None:
    words = "# Trust\n\n[@one] and [@two].\n\n#### Deep\n\n[far](other.md)\n\n![](a.svg)\n"
    err = run("-C", book(tmp_path, {"one.md": words}), "check").err
    assert re.findall(r"error\[(\w+)\]", err) == ["B201", "B201", "H101", "L101", "I301", "I302"]


def test_findings_that_are_alike_are_shown_a_few_times_and_counted(run: Run, tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": "# Trust\n\n" + "See [the walk](other.md).\n\n" * 30 + "And [@nobody].\n"})
    err = run("-C", folder, "check", "--plain").err
    assert (err.count("error[L101]"), err.count("error[B201]")) == (5, 1)
    assert "... and 25 more like it; -v shows all\n" in err
    assert err.endswith("31 errors, 0 warnings\n")
    assert run("-C", folder, "check", "-v").err.count("error[L101]") == 30
    assert len(json.loads(run("-C", folder, "check", "--json").out)["findings"]) == 31


# For machines


@pytest.mark.parametrize("command", ["check", "build"])
def test_json_is_all_that_stands_on_stdout_and_nothing_on_stderr(run: Run, tmp_path: Path, command: str) -> None:
    outcome = run("-C", book(tmp_path, {"one.md": WRONG}), command, "--json")
    assert (outcome.code, outcome.err) == (1, "")
    [finding] = json.loads(outcome.out)["findings"]
    assert (finding["code"], finding["path"], finding["line"], finding["column"]) == ("B201", "one.md", 5, 6)
    assert finding["severity"] == "error"


def test_the_schema_describes_book_toml(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert {"book", "chapters", "help", "style"} <= schema["properties"].keys()
    assert schema["properties"]["format"]


def test_explain_tells_why_and_shows_an_example(run: Run) -> None:
    outcome = run("explain", "b201")
    assert outcome.code == 0
    assert "B201" in outcome.out
    assert len(outcome.out.splitlines()) > 5


# Terminals and pipes, as processes of their own


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-c", "from trustbook.cli import main; main()", *map(str, words)]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color"}


def test_a_pipe_gets_no_colour_and_no_moving_text(tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": WARNED})
    done = subprocess.run(command("-C", folder, "build", "epub"), env=ENVIRONMENT, capture_output=True)
    assert done.returncode == 0
    assert b"\x1b" not in done.stderr
    assert b"\r" not in done.stderr
    assert b"Reading the manuscript" not in done.stderr


def on_terminal(*words: str | Path) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*words), env={**ENVIRONMENT, "COLUMNS": "100"}, stderr=theirs, stdout=theirs, stdin=theirs
    ) as child:
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            said += piece
        child.wait(60)
    os.close(ours)
    return said.decode()


def test_a_terminal_gets_colour_and_progress(tmp_path: Path) -> None:
    said = on_terminal("-C", book(tmp_path, {"one.md": WARNED}), "build", "epub")
    assert "\x1b[" in said
    assert "warning[S604]" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said)


def test_plain_has_neither_even_on_a_terminal(tmp_path: Path) -> None:
    said = on_terminal("-C", book(tmp_path, {"one.md": WARNED}), "build", "epub", "--plain")
    assert "\x1b" not in said
    assert "warning[S604]" in said


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -c 'from trustbook.cli import main; main()' schema | head -c 1",
        shell=True, env=ENVIRONMENT, capture_output=True, text=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr


def test_an_unchanged_book_is_told_without_loading_the_builder(tmp_path: Path) -> None:
    trustbook.build(book(tmp_path, {"book.toml": BOOK_TOML}), ["epub"])
    code = "import sys, trustbook; trustbook.build(sys.argv[1], ['epub']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    heavy = {
        "weasyprint",
        "markdown",
        "pydantic",
        "lxml",
        "ebooklib",
        "jinja2",
        "trustbook.words",
        "concurrent.futures",
    }
    assert not heavy & set(done.stdout.split())


def test_a_fault_of_ours_is_told_and_not_thrown(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("made for a test")

    monkeypatch.setattr("trustbook.builder.check.load_asked", broken)
    outcome = run("-C", book(tmp_path), "check")
    assert outcome.code == 3
    assert "error[O904]" in outcome.err
    assert "Traceback" not in outcome.err
