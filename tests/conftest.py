"""Settings for all tests, and the two books that many of them read.

Tests marked `slow` run last; `-m "not slow"` leaves them out. With several workers the tests of one file stay with one
(`-n 2 --dist loadfile`), and a book that several files read is built once for all workers. Where TRUSTBOOK_CI is 1
every test can run, so a skipped one is a fault there: it fails, with its reason.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock
from hypothesis import settings

import trustbook
from trustbook.builder import workers
from trustbook.builder.batch.one import Here

ROOT = Path(__file__).resolve().parent.parent
WORKERS = workers.Workers

# How long an example takes is the machine's affair. The suite tries the same examples each time.
settings.register_profile("trustbook", deadline=None, derandomize="TRUSTBOOK_EXAMPLES" not in os.environ)
settings.load_profile("trustbook")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_configure(config: pytest.Config) -> None:
    """Tests keep what builds keep in a folder of their own, not in that of the person who runs them."""
    gc.set_threshold(50_000)  # the command collects no garbage at all
    if hasattr(config, "workerinput"):
        return  # a worker has the environment of the process that started it
    folder = tempfile.mkdtemp(prefix="trustbook-test-cache-")
    os.environ["TRUSTBOOK_CACHE"] = folder
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):  # where a machine keeps its ICC profiles: tests know none
        os.environ[name] = str(Path(folder, "no-profiles"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def skip_is_failure(report: Report) -> Report:
    """In CI, turn a skipped test into a failed one; an expected failure (`xfail`) stays what it is."""
    if os.environ.get("TRUSTBOOK_CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but TRUSTBOOK_CI=1 says that nothing may be: {report.longrepr}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put slow tests last."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each test's report."""
    return skip_is_failure((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at each file's report: a file may skip all its tests."""
    return skip_is_failure((yield))


class InThisProcess(Here):
    """Runs what it is given at once: a build in a test waits for no process to start and to load WeasyPrint again."""

    def __init__(self, most: int) -> None:
        """Takes what `Workers` takes."""
        self.count = 1

    def stop(self) -> None:
        """Nothing is under way."""

    def limit(self, limits: object) -> None:
        """A test has limits of its own."""


@pytest.fixture(scope="session", autouse=True)
def layouts_in_this_process() -> Iterator[None]:
    """Builds lay out in the test's own process. Commands that tests start have workers as users have them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Workers", InThisProcess)
        yield


@pytest.fixture
def with_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds in this test lay out in processes of their own."""
    monkeypatch.setattr(workers, "Workers", WORKERS)


def once(name: str, folders: pytest.TempPathFactory, build: Callable[[Path], trustbook.Report]) -> trustbook.Report:
    """What one test process builds in a folder of the whole run, and the others read."""
    worker = "PYTEST_XDIST_WORKER" in os.environ
    folder = (folders.getbasetemp().parent if worker else folders.getbasetemp()) / name
    kept = folder.with_suffix(".report")
    with FileLock(folder.with_suffix(".lock")):
        if not kept.exists():
            report = build(folder)
            assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
            kept.write_bytes(pickle.dumps(report))
    report = pickle.loads(kept.read_bytes())
    assert isinstance(report, trustbook.Report)
    return report


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The sample book with every edition built, once for all tests; nobody writes into its folder."""
    from sample_book import sample

    return once("sample", tmp_path_factory, lambda folder: trustbook.build(sample(folder)))


@pytest.fixture(scope="session")
def real_report(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The repository's own book in its `dist/`: what `python3 build.py` has built there already is not built again."""
    return once("real", tmp_path_factory, lambda _: trustbook.build(ROOT))
