"""Settings for all tests, and the two books that many of them read.

Where TRUSTBOOK_CI is 1 every test can run, so a skipped one is a fault there: it fails, with its reason.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    import trustbook

ROOT = Path(__file__).resolve().parent.parent

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_configure(config: pytest.Config) -> None:
    """Tests keep what builds keep in a folder of their own, not in that of the person who runs them."""
    folder = tempfile.mkdtemp(prefix="trustbook-test-cache-")
    os.environ["TRUSTBOOK_CACHE"] = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def skip_is_failure(report: Report) -> Report:
    """In CI, turn a skipped test into a failed one; an expected failure (`xfail`) stays what it is."""
    if os.environ.get("TRUSTBOOK_CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but TRUSTBOOK_CI=1 says that nothing may be: {report.longrepr}"
    return report


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
