"""Settings for all tests, and the two books that many of them read.

Tests marked `slow`, and all that read the finished real book, run last; `-m "not slow"` leaves them out. With several
workers (`-n 2`) the tests of one file stay with one worker, and so do those of the real book: what they share is made
once. Where TRUSTBOOK_CI is 1 every test can run, so a skipped one is a fault there: it fails, with its reason.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import trustbook

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("trustbook", deadline=None)  # how long an example takes is the machine's affair
settings.load_profile("trustbook")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_configure(config: pytest.Config) -> None:
    """Tests keep what builds keep in a folder of their own, not in that of the person who runs them."""
    if hasattr(config, "workerinput"):
        return  # a worker has the environment of the process that started it
    folder = tempfile.mkdtemp(prefix="trustbook-test-cache-")
    os.environ["TRUSTBOOK_CACHE"] = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def skip_is_failure(report: Report) -> Report:
    """In CI, turn a skipped test into a failed one; an expected failure (`xfail`) stays what it is."""
    if os.environ.get("TRUSTBOOK_CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but TRUSTBOOK_CI=1 says that nothing may be: {report.longrepr}"
    return report


def reads_the_real_book(item: pytest.Item) -> bool:
    """Whether a test asks for the finished real book, by name or as a parameter."""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return "real_report" in getattr(item, "fixturenames", ()) or "real_report" in parameters


@pytest.hookimpl(tryfirst=True)  # before xdist looks for the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put slow tests last, and say which tests belong to one worker."""
    for item in items:
        real = reads_the_real_book(item)
        if real:
            item.add_marker("slow")
        slow = item.get_closest_marker("slow") is not None
        group = "the real book" if real else f"{item.path.stem}{' slow' if slow else ''}"
        if item.config.pluginmanager.has_plugin("xdist"):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each test's report."""
    return skip_is_failure((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at each file's report: a file may skip all its tests."""
    return skip_is_failure((yield))


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The sample book with every edition built, once for all tests; nobody writes into its folder."""
    from sample_book import sample

    import trustbook

    report = trustbook.build(sample(tmp_path_factory.mktemp("sample")))
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    return report


@pytest.fixture(scope="session")
def real_report(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The repository's own book with every edition built from a copy of `manuscript/`."""
    import trustbook

    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "manuscript", folder / "manuscript")
    report = trustbook.build(folder)
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    return report
