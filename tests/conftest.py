"""Settings for all tests.

Where TRUSTBOOK_CI is 1 every test can run, so a skipped one is a fault there: it fails, with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


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
