"""The copies of many clinics on a Dask cluster: each as `build` makes it, whatever becomes of the workers."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import book, chapters

import trustbook
from trustbook.builder.batch import BatchReport, batch, cluster
from trustbook.builder.batch.base import base_of
from trustbook.builder.batch.elsewhere import make_for_home
from trustbook.builder.batch.one import Order
from trustbook.builder.batch.packed import pack, unpacked
from trustbook.builder.make import tables
from trustbook.sources.clinic_lists import list_clinics

if TYPE_CHECKING:
    from distributed import LocalCluster

dask = pytest.importorskip("distributed", reason='a cluster needs Dask: pip install "trustbook[cluster]"')

NAMES = ("east", "hill", "north", "river", "south", "west")
STYLE = "h1 { letter-spacing: 0.01em }"


def local(count: int) -> LocalCluster:
    """A scheduler, and processes of this machine; ports are those that are free."""
    return dask.LocalCluster(n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0")


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    """A scheduler and two processes of this machine."""
    with local(2) as made:
        yield made


def written(folder: Path) -> Path:
    """A book with a picture, a style sheet of its own and six clinics."""
    clinics = {f"clinics/{name}.toml": clinic(name) for name in NAMES}
    return book(folder, {"styles/own.css": STYLE, **clinics})


def clinic(name: str) -> str:
    return f'format = 1\nname = "{name.title()} Clinic"\ncountry = "GB"\ntelephone = "01632 960001"\n'


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.parent != folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def singles(folder: Path, target: Path) -> dict[str, bytes]:
    """The same copies, each by `build`."""
    for name in NAMES:
        assert trustbook.build(folder, ["epub"], clinic=name, output=target / name).failed == ()
    return files(target)


def states(report: BatchReport) -> dict[str, str]:
    return {done.name: done.state for done in report.clinics}


def told(report: BatchReport) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in report.findings if one.severity == "error"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="processes are stopped differently there")
def test_a_worker_that_is_killed_half_way_costs_nothing(tmp_path: Path, workers: LocalCluster) -> None:
    folder = written(tmp_path / "book")
    with dask.Client(workers.scheduler_address, set_as_default=False) as client:
        processes = list(client.run(os.getpid).values())

    def killing(done: int, count: int) -> None:
        if done == count // 2:
            os.kill(processes[0], signal.SIGKILL)

    address = workers.scheduler_address
    report = batch(folder, folder / "clinics", ["epub"], tmp_path / "out", progress=killing, scheduler=address)
    assert states(report) == dict.fromkeys(NAMES, "built"), report.findings
    assert files(tmp_path / "out") == singles(folder, tmp_path / "single")
    next((tmp_path / "out" / "hill").glob("*.epub")).write_bytes(b"torn")
    again = batch(folder, folder / "clinics", ["epub"], tmp_path / "out", scheduler=address)
    assert states(again) == {**dict.fromkeys(NAMES, "unchanged"), "hill": "built"}
    assert files(tmp_path / "out") == files(tmp_path / "single")
    assert again.to_json() == report.to_json()


@pytest.mark.slow
def test_workers_put_files_into_a_place(tmp_path: Path, workers: LocalCluster) -> None:
    folder, place = written(tmp_path / "book"), tmp_path / "place"
    given = {"scheduler": workers.scheduler_address, "to": place.as_uri()}
    report = batch(folder, folder / "clinics", ["epub"], tmp_path / "out", **given)
    assert states(report) == dict.fromkeys(NAMES, "built"), report.findings
    assert files(place) == singles(folder, tmp_path / "single")
    assert (place / "manifest.json").read_bytes() == (tmp_path / "out" / "manifest.json").read_bytes()
    manifest = json.loads((place / "manifest.json").read_bytes())
    for file in (file for one in manifest["clinics"] for file in one["files"]):
        assert sha256((place / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    next((place / "hill").glob("*.epub")).write_bytes(b"torn")
    again = batch(folder, folder / "clinics", ["epub"], tmp_path / "out", **given)
    assert states(again) == {**dict.fromkeys(NAMES, "unchanged"), "hill": "built"}
    assert files(place) == files(tmp_path / "single")


def test_what_lies_in_the_place_of_something_else_stays(tmp_path: Path, workers: LocalCluster) -> None:
    folder, place = written(tmp_path / "book"), tmp_path / "place"
    for name in NAMES[:4]:
        (folder / "clinics" / f"{name}.toml").unlink()
    (folder / "clinics" / "north.toml").write_text(clinic("north"))
    trustbook.build(folder, ["epub"], output=place / "north", clinic="west")
    before = files(place / "north")
    given = {"scheduler": workers.scheduler_address, "to": str(place)}
    report = batch(folder, folder / "clinics", ["epub"], tmp_path / "out", **given)
    assert states(report) == {"north": "failed", "south": "built", "west": "built"}
    assert told(report) == [("O906", f"`{place}/north` holds the files of the copy of the clinic `west`")]
    assert files(place / "north") == before


def test_a_book_reads_elsewhere_as_it_does_here(tmp_path: Path) -> None:
    folder = written(tmp_path / "book")
    (folder / "deep").mkdir()
    (folder / "deep" / "two.md").write_text("# Two\n\nText.\n")
    (folder / "two.md").symlink_to("deep/two.md")
    (folder / "book.toml").write_text(chapters("one.md", "two.md"))
    base, found = base_of(folder)
    assert base is not None, found
    there = unpacked(pack(base))
    assert there != folder
    assert (there / "two.md").is_symlink()
    assert (there / "styles" / "own.css").read_text() == STYLE
    assert not (there / "clinics").exists()
    again, _ = base_of(there)
    assert again is not None
    assert again.state == base.state


def test_a_worker_that_would_make_other_bytes_makes_none(tmp_path: Path) -> None:
    folder = written(tmp_path / "book")
    base, found = base_of(folder)
    assert base is not None, found
    other = replace(pack(base), state="other")
    listed = next(list_clinics(folder / "clinics", folder, tables(base.known)).clinics())
    done, made = make_for_home(other, Order(folder, tmp_path / "out"), listed, {})
    assert (done.state, [one.code for one in done.findings], made) == ("failed", ["O914"], {})


# -- what cannot be used -------------------------------------------------------------------------------------


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)
    for address in ("tcp://127.0.0.1:1", "tcp://", "nowhere"):
        report = batch(folder, folder / "clinics", ["epub"], scheduler=address)
        assert [code for code, _ in told(report)] == ["O914"]
        assert f"no scheduler answers at `{address}`" in told(report)[0][1]
        assert not (folder / "dist").exists()


def test_a_place_that_is_none_is_told_without_its_password(tmp_path: Path) -> None:
    folder = written(tmp_path)
    report = batch(folder, folder / "clinics", scheduler="tcp://127.0.0.1:1", to="nowhere://me:secret@host/x")
    assert told(report) == [("O914", "`nowhere://host/x` cannot be used: ValueError: Protocol not known: nowhere")]


def test_a_scheduler_that_goes_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 2)
    folder = written(tmp_path)
    with local(1) as made:

        def going(done: int, count: int) -> None:
            if done == 1:
                made.close()

        report = batch(folder, folder / "clinics", ["epub"], progress=going, scheduler=made.scheduler_address)
    assert told(report) == [("O914", "the scheduler of the cluster is gone")]
    assert len((report.folder / "manifest.jsonl").read_text().splitlines()) == len(report.clinics) == 1


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    folder = written(tmp_path)
    with local(0) as made:
        report = batch(folder, folder / "clinics", ["epub"], scheduler=made.scheduler_address)
    assert [code for code, _ in told(report)] == ["O914"]
    assert "has no workers" in told(report)[0][1]


def test_workers_of_another_version_are_told(
    tmp_path: Path, workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path)
    monkeypatch.setattr(cluster, "library_versions", lambda: {"python": "2.7"})
    report = batch(folder, folder / "clinics", ["epub"], scheduler=workers.scheduler_address)
    assert [code for code, _ in told(report)] == ["O914"]
    assert "and this machine 2.7" in told(report)[0][1]


def test_without_dask_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = written(tmp_path)
    report = batch(folder, folder / "clinics", ["epub"], scheduler="tcp://127.0.0.1:1")
    assert [(one.code, one.hint) for one in report.findings if one.severity == "error"] == [
        ("O914", 'run `pip install "trustbook[cluster]"`')
    ]


def test_the_command_takes_a_place_only_with_a_scheduler(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from trustbook.cli.main import main_group

    folder = written(tmp_path)
    run = CliRunner().invoke(main_group, ["-C", str(folder), "batch", str(folder / "clinics"), "--to", "s3://a/b"])
    assert run.exit_code == 2
    assert "name its --scheduler" in run.stderr
