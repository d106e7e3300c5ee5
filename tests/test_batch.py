"""The copies of many clinics: each as `build` makes it, none with a word of another, and no work done twice."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from books import book
from PIL import Image
from secret_marks import COLUMNS, marks, secret

import trustbook
from trustbook import settings
from trustbook.builder.batch import BatchReport, Done, batch, one, spread
from trustbook.builder.batch.base import Base
from trustbook.builder.batch.one import Order
from trustbook.builder.cache import Cache
from trustbook.builder.scratch import locked
from trustbook.builder.workers import Workers
from trustbook.cli.batch import paced
from trustbook.sources.clinic_lists import Listed

HEADINGS = ["name", "country", "telephone", "email", "opening hours", "crisis-line.service", "crisis-line.number"]


def row(name: str, number: int) -> list[str]:
    """A clinic that says something in each column."""
    mail = f"desk@{name.lower().replace(' ', '-')}.example.org"
    return [name, "GB", f"01632 9600{number:02}", mail, "Every day", f"{name} line", f"01632 9601{number:02}"]


def table(folder: Path, *rows: list[str]) -> Path:
    path = folder / "clinics.csv"
    path.write_text("\n".join(";".join(one) for one in [HEADINGS, *rows]), encoding="utf-8")
    return path


def clinic_file(values: list[str], headings: Sequence[str] = HEADINGS) -> str:
    """The same clinic as a file."""
    keys = dict(zip(headings, values, strict=True))
    top = {key.replace(" ", "-"): value for key, value in keys.items() if "." not in key}
    line = {key.removeprefix("crisis-line."): value for key, value in keys.items() if "." in key}
    parts = ["format = 1", *(f'{key} = "{value}"' for key, value in top.items()), "[crisis-line]"]
    return "\n".join([*parts, *(f'{key} = "{value}"' for key, value in line.items())]) + "\n"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(report: BatchReport) -> dict[str, str]:
    return {done.name or done.where: done.state for done in report.clinics}


# -- as `build` makes them -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_copies_are_those_of_build_to_the_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten clinics with all that a clinic can say; nothing that is kept by `build` serves the batch."""
    folder, editions, home = book(tmp_path / "book"), ["epub", "screen", "handouts"], tmp_path / "book" / "clinics"
    home.mkdir()
    rows = [secret(number, home) for number in range(10)]
    with (home / "clinics.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [[*COLUMNS, "folder"], *([*said, f"c-{place}"] for place, said in enumerate(rows))]
        )
    for place, said in enumerate(rows):
        (home / f"c-{place}.toml").write_text(clinic_file(said, COLUMNS), encoding="utf-8")
    made: dict[str, dict[str, bytes]] = {}
    for way in ("single", "of-folder", "of-table"):
        monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / ("kept" if way == "single" else "kept-of-batch")))
        if way == "single":
            for place in range(10):
                report = trustbook.build(folder, editions, clinic=f"c-{place}", output=tmp_path / way / f"c-{place}")
                assert report.failed == ()
        else:
            of_all = batch(folder, home if way == "of-folder" else home / "clinics.csv", editions, tmp_path / way)
            assert set(states(of_all).values()) == {"built"}, of_all.findings
        made[way] = files(tmp_path / way)
    del made["of-folder"]["manifest.json"]
    assert made["of-folder"] == made["single"]
    finished = {name: data for name, data in made["single"].items() if not name.endswith(".json")}
    assert len([name for name in finished if name.endswith(".epub")]) == 10
    assert len([name for name in finished if "/handouts/" in name]) >= 10
    assert {name: data for name, data in made["of-table"].items() if not name.endswith(".json")} == finished


def test_a_clinic_of_the_folder_is_unchanged_for_build_and_for_the_next_batch(tmp_path: Path) -> None:
    folder = book(tmp_path)
    (folder / "clinics").mkdir()
    (folder / "clinics" / "north.toml").write_text(clinic_file(row("North", 1)))
    assert states(batch(folder, folder / "clinics", ["epub"])) == {"north": "built"}
    assert trustbook.build(folder, ["epub"], clinic="north").unchanged == ("epub",)
    assert states(batch(folder, folder / "clinics", ["epub"])) == {"north": "unchanged"}
    (folder / "one.md").write_text("# Trust\n\nOther words.\n")
    assert states(batch(folder, folder / "clinics", ["epub"])) == {"north": "built"}


def test_what_changed_alone_is_built_again(tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    rows = [row("North", 1), row("South", 2)]
    batch(folder, table(tmp_path, *rows), ["epub"])
    rows[1][3] = "other@example.org"
    assert states(batch(folder, table(tmp_path, *rows), ["epub"])) == {"north": "unchanged", "south": "built"}


def test_force_makes_all_again_and_takes_nothing_that_was_kept_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, clinics = book(tmp_path / "book"), table(tmp_path, row("North", 1), row("South", 2))
    first = batch(folder, clinics, ["screen"])
    kept, taken, get, put = set[str](), set[str](), Cache.get, Cache.put

    def giving(cache: Cache, name: str) -> bytes | None:
        data = get(cache, name)
        if data is not None:
            assert name in kept
            taken.add(name)
        return data

    def keeping(cache: Cache, name: str, data: bytes) -> None:
        kept.add(name)
        put(cache, name, data)

    monkeypatch.setattr(Cache, "get", giving)
    monkeypatch.setattr(Cache, "put", keeping)
    before = files(first.folder)
    again = batch(folder, clinics, ["screen"], force=True)
    assert states(again) == {"north": "built", "south": "built"}
    assert files(again.folder) == before
    assert taken  # what both copies share was made once
    kept.clear()
    assert states(batch(folder, clinics, ["screen"], force=True)) == states(again)


# -- when something goes wrong -------------------------------------------------------------------------------


def test_a_bad_row_stops_no_other(tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    report = batch(folder, table(tmp_path, row("North", 1), row("<i>X</i>", 2), row("South", 3)), ["epub"])
    assert states(report) == {"north": "built", "i-x-i": "failed", "south": "built"}
    assert sorted(one.parent.name for one in report.folder.rglob("*.epub")) == ["north", "south"]
    manifest = json.loads((report.folder / "manifest.json").read_bytes())
    assert [(one["from"], one["state"], len(one["files"])) for one in manifest["clinics"]] == [
        ("row 2", "built", 1),
        ("row 3", "failed", 0),
        ("row 4", "built", 1),
    ]


def test_a_welcome_that_is_refused_is_told_at_its_cell(tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    (tmp_path / "c.csv").write_text("name,country,welcome\nA,GB,# Welcome\nB,GB,*Welcome*\n")
    report = batch(folder, tmp_path / "c.csv", ["epub"])
    assert states(report) == {"a": "failed", "b": "built"}
    assert [str(one.place) for one in report.findings if one.code == "C105"] == ["c.csv:2:6"]


def test_a_faulty_book_is_told_once_and_builds_nothing(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", {"one.md": "# Trust\n\n[Gone](two.md)\n"})
    report = batch(folder, table(tmp_path, row("North", 1), row("South", 2)), ["epub"])
    assert len(report.findings) == 1
    assert report.clinics == ()
    assert not (folder / "dist").exists()


def test_warnings_of_the_book_are_told_once(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", {"one.md": "# Trust\n\n### Deep\n\nText.\n"})
    report = batch(folder, table(tmp_path, row("North", 1), row("South", 2)), ["epub"])
    assert len(report.findings) == len(report.book_findings)
    assert all(done.findings == () for done in report.clinics)


def _fatal(order: Order, listed: Listed) -> Done:
    """Dies for one clinic, as a process without memory does."""
    if listed.name == "south":
        os._exit(9)
    return one.make_copy(order, listed)


@pytest.mark.usefixtures("with_workers")
def test_a_process_that_dies_costs_one_clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "make_copy", _fatal)
    folder = book(tmp_path / "book")
    rows = [row(name, number) for number, name in enumerate(("North", "South", "West", "East"))]
    report = batch(folder, table(tmp_path, *rows), ["epub"], jobs=2)
    assert states(report) == {"north": "built", "south": "failed", "west": "built", "east": "built"}
    assert [one.code for one in report.findings if one.severity == "error"] == ["O913"]


def _faulty(order: Order, listed: Listed) -> Done:
    if listed.name == "south":
        raise RuntimeError("unheard of")
    return one.make_copy(order, listed)


def test_processes_that_made_many_copies_make_room_for_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools, new_pool = list[Workers](), spread._pool

    def counted(base: Base, jobs: int) -> Workers:
        pools.append(new_pool(base, jobs))
        return pools[-1]

    monkeypatch.setattr(spread, "_pool", counted)
    monkeypatch.setattr(spread, "_MOST", 2)
    rows = [row(f"Clinic {number}", number) for number in range(5)]
    report = batch(book(tmp_path), table(tmp_path, *rows), ["epub"], jobs=1)
    assert list(states(report).values()) == ["built"] * 5
    assert len(pools) == 3


def test_a_fault_of_ours_costs_one_clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "make_copy", _faulty)
    report = batch(book(tmp_path / "book"), table(tmp_path, row("South", 1), row("West", 2)), ["epub"])
    assert states(report) == {"south": "failed", "west": "built"}
    assert [one.code for one in report.findings if one.severity == "error"] == ["O904"]


def test_files_of_something_else_are_not_written_over(tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    trustbook.build(folder, ["epub"], output=tmp_path / "out" / "north")
    before = files(tmp_path / "out")
    report = batch(folder, table(tmp_path, row("North", 1)), ["epub"], output=tmp_path / "out")
    assert [one.code for one in report.findings if one.severity == "error"] == ["O906"]
    assert {name: data for name, data in files(tmp_path / "out").items() if name != "manifest.json"} == before


# -- stopped, and gone on with -------------------------------------------------------------------------------

# A batch that says how many clinics are done, and waits for a line after each.
PROGRAM = """
import signal, sys
from trustbook.builder.batch import batch
signal.signal(signal.SIGINT, signal.default_int_handler)
def told(done, count):
    print(done, flush=True)
    sys.stdin.readline()
if __name__ == "__main__":
    batch(sys.argv[1], sys.argv[2], ["epub"], jobs=2, progress=told)
"""


def stopped_after(count: int, folder: Path, clinics: Path, sign: signal.Signals) -> None:
    """Run a batch until so many clinics are told, and send it a signal then."""
    command = [sys.executable, "-c", PROGRAM, str(folder), str(clinics)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= count:
                break
            process.stdin.write("\n")
            process.stdin.flush()
        process.send_signal(sign)
        process.stdout.read()  # until the last process that holds it has ended
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="processes are stopped differently there")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_a_batch_that_was_stopped_goes_on_where_it_was(sign: str, tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    clinics = table(tmp_path, *(row(f"Clinic {number}", number) for number in range(6)))
    target = folder / "dist" / "clinics"
    stopped_after(3, folder, clinics, signal.Signals[sign])
    journal = [json.loads(line) for line in (target / "manifest.jsonl").read_text().splitlines()]
    finished = {one["clinic"] for one in journal}
    assert len(finished) == 3
    assert not (target / "manifest.json").exists()
    facts = {path: path.stat() for name in finished for path in (target / name).iterdir()}
    report = batch(folder, clinics, ["epub"])
    assert {name for name, state in states(report).items() if state == "unchanged"} >= finished
    assert set(states(report).values()) <= {"built", "unchanged"}
    for path, before in facts.items():
        now = path.stat()
        assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    whole = batch(folder, clinics, ["epub"], output=tmp_path / "whole")
    assert set(states(whole).values()) == {"built"}
    assert files(target) == files(tmp_path / "whole")


def _flipped(folder: Path) -> None:
    path = next(folder.glob("*.epub"))
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def _cut_off(folder: Path) -> None:
    path = next(folder.glob("*.epub"))
    path.write_bytes(path.read_bytes()[:-100])


def _linked(folder: Path) -> None:
    path = next(folder.glob("*.epub"))
    path.rename(folder / "moved")
    path.symlink_to("moved")


def _nested(folder: Path) -> None:
    (folder / "report.json").write_text('{"format": 3, "editions": ' + "[" * 100_000)


def _half_written(folder: Path) -> None:
    next(folder.glob("*.epub")).unlink()
    (folder / ".a.epub.0a.part").write_bytes(b"half")


ALTERED: dict[str, Callable[[Path], object]] = {
    "a byte is another": _flipped,
    "a file is cut off": _cut_off,
    "a file is a link": _linked,
    "a file is gone": lambda folder: next(folder.glob("*.epub")).unlink(),
    "the report is cut off": lambda folder: (folder / "report.json").write_bytes(b'{"format": 3'),
    "the report is deep": _nested,
    "the report is gone": lambda folder: (folder / "report.json").unlink(),
    "all is gone": shutil.rmtree,
    "half a file lies beside": _half_written,
}


def test_what_was_altered_since_is_made_again(tmp_path: Path) -> None:
    folder, names = book(tmp_path / "book"), ["untouched", *(one.replace(" ", "-") for one in ALTERED)]
    clinics = table(tmp_path, *(row(name, number) for number, name in enumerate(names)))
    before = files(batch(folder, clinics, ["epub"]).folder)
    home = folder / "dist" / "clinics"
    for name, alter in ALTERED.items():
        alter(home / name.replace(" ", "-"))
    (home / ".manifest.json.0a.part").write_bytes(b"half")
    (home / "manifest.jsonl").write_bytes(b'{"clinic": "half')
    again = batch(folder, clinics, ["epub"])
    assert states(again) == {**dict.fromkeys(names, "built"), "untouched": "unchanged"}
    assert again.findings == ()
    (home / "a-file-is-a-link" / "moved").unlink()
    assert files(home) == before


def test_a_copy_whose_row_is_gone_is_told_and_stays(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", {"clinics/east.toml": clinic_file(row("East", 4))})
    trustbook.build(folder, ["epub"], clinic="east")
    batch(folder, table(tmp_path, row("North", 1), row("South", 2), row("West", 3)), ["epub"])
    report = batch(folder, table(tmp_path, row("North", 1), row("South Street", 2)), ["epub"])
    assert states(report) == {"north": "unchanged", "south-street": "built"}
    assert [(one.code, str(one.place), one.message) for one in report.findings] == [
        ("C208", "dist/clinics", "copies of clinics that are not in the list lie here (2): `south`, `west`")
    ]
    assert list((report.folder / "west").glob("*.epub"))
    manifest = json.loads((report.folder / "manifest.json").read_bytes())
    assert [one["clinic"] for one in manifest["clinics"]] == ["north", "south-street"]


def test_a_file_that_changes_while_it_is_read_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = book(tmp_path / "book", {"clinics/north.toml": clinic_file(row("North", 1))})
    read = settings.read_clinic_file

    def edited(*given: Any) -> Any:
        done = read(*given)
        (folder / "clinics" / "north.toml").write_text(clinic_file(row("North", 2)))
        return done

    with monkeypatch.context() as patch:
        patch.setattr(settings, "read_clinic_file", edited)
        batch(folder, folder / "clinics", ["epub"])
    assert states(batch(folder, folder / "clinics", ["epub"])) == {"north": "built"}
    assert states(batch(folder, folder / "clinics", ["epub"])) == {"north": "unchanged"}


@pytest.mark.skipif(os.name == "nt", reason="there are no such locks")
def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    folder, clinics = book(tmp_path / "book"), table(tmp_path, row("North", 1))
    home = folder / "dist" / "clinics"
    home.mkdir(parents=True)
    (home / "manifest.jsonl").write_text("of the other batch")
    with locked(home):
        report = batch(folder, clinics, ["epub"])
        assert [one.code for one in report.findings] == ["O915"]
        assert files(home) == {"manifest.jsonl": b"of the other batch"}
        assert states(batch(folder, clinics, ["epub"], output=tmp_path / "out")) == {"north": "built"}
    assert states(batch(folder, clinics, ["epub"])) == {"north": "built"}


# -- nothing of one clinic reaches another -------------------------------------------------------------------


@pytest.mark.usefixtures("with_workers")
@pytest.mark.slow
def test_nothing_of_one_clinic_is_in_anothers_files_or_in_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "cache"))
    folder, count = book(tmp_path / "book"), 6
    with (tmp_path / "clinics.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *(secret(number, tmp_path) for number in range(count))])
    report = batch(folder, tmp_path / "clinics.csv", ["epub", "screen", "handouts"], jobs=2)
    assert set(states(report).values()) == {"built"}, report.findings
    for number, done in enumerate(report.clinics):
        made = files(report.folder / done.name)
        assert len(made) >= 4
        assert {name: marks(data) for name, data in made.items()} == {name: {number} for name in made}
    for kept in (tmp_path / "cache").iterdir():
        assert len(marks(kept.read_bytes())) <= 1, kept.name


def test_the_search_finds_what_is_hidden() -> None:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.A = pikepdf.Array([pikepdf.Dictionary(B=pikepdf.String("\u2014 Zq001"))])
        pdf.Root.C = pikepdf.Stream(pdf, zlib.compress(b"tel:+441632960002"), Filter=pikepdf.Name.FlateDecode)
        pdf.Root.D = pikepdf.Stream(pdf, b"/Span <</ActualText <FEFF005A0071003000300033>>> BDC")
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"#1d4004")
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    pixels = io.BytesIO()
    Image.frombytes("RGB", (2, 1), b"?Zq005").save(pixels, "PNG")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", pixels.getvalue())
    assert marks(stream.getvalue()) == {1, 2, 3, 4}
    assert marks(b"head" + stream.getvalue()) == {1, 2, 3, 4}
    assert marks(packed.getvalue()) == {5}
    assert marks(b"head" + zlib.compress(b"Zq006")) == {6}


# -- the command ---------------------------------------------------------------------------------------------


def test_the_command_says_what_was_built_and_what_was_not(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from trustbook.cli.main import main_group

    folder = book(tmp_path / "book")
    clinics = table(tmp_path, row("North", 1), row("South & <b>", 2))
    run = CliRunner().invoke(main_group, ["-C", str(folder), "batch", str(clinics), "--editions", "epub"])
    assert run.exit_code == 1
    assert "clinics.csv:3:1: error[C205]: row 3, column name" in run.stderr
    assert "not built south-b\n1 built, 0 unchanged, 1 not built\n" in run.stderr
    assert re.search(r"^took      \d+ s, [\d.]+ a (second|minute), largest process \d+ MB$", run.stderr, re.MULTILINE)
    run = CliRunner().invoke(main_group, ["-C", str(folder), "batch", str(clinics), "--editions", "epubs"])
    assert run.exit_code == 2
    assert "did you mean `epub`?" in run.stderr


def test_progress_says_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    clock = iter([0.0, 10.0, 20.0, 30.0])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    tell = paced(told.append)
    for done in (0, 1, 21, 41):
        tell(done, 10_001)
    assert told == [
        "0 of 10,001 clinics",
        "1 of 10,001 clinics",
        "21 of 10,001 clinics, 2.0 a second, 83 min left",
        "41 of 10,001 clinics, 2.0 a second, 83 min left",
    ]
