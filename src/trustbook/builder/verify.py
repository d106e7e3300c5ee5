"""Judge the finished files with validators that others wrote, and with our own print checks.

In: an output folder with its report.json. Out: a `Report` whose findings say what is wrong with the files
(V901 to V903), which files are not those that were built (V904), and which checks did not run (V905) or broke
(V906). Each check gets a private copy of the very bytes whose hash was compared. Nothing in the output folder
changes. Which checks an edition's files get, its row says; only those in `trustbook.verify` start other programs.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from trustbook.builder.output import leads_elsewhere, place_of
from trustbook.builder.report import ArtifactRecord, Report, read_report
from trustbook.builder.scratch import scratch
from trustbook.editions import rows
from trustbook.findings import Finding, Place, in_order
from trustbook.sources.clinics import unknown_clinic
from trustbook.sources.locate import book_root, find_config, is_clinic_name
from trustbook.sources.regular import TooLarge, read_regular
from trustbook.verify import Broke, Check, Missing, Subject

_BUILD = "build it again; after that the files and report.json belong together again"


def verify(folder: Path, output: Path | None, progress: Callable[[str], None], clinic: str = "") -> Report:
    """Check every file that the last build left in `output`.

    When None, that is `dist/` in the book's folder, or the folder of a `clinic` there.

    The report's `seconds` names the checks that ran. Files that are not those the build made are not judged.
    """
    if clinic and not is_clinic_name(clinic):
        return Report(folder, findings=tuple(unknown_clinic(folder, clinic)))
    target = output if output is not None else place_of(_book(folder), clinic)
    before = None if leads_elsewhere(target, _book(folder)) else read_report(target)
    if before is None or not before.editions:
        if clinic and (faults := unknown_clinic(folder, clinic)):
            return Report(target, findings=tuple(faults))
        built = f"trustbook build{f' --clinic {clinic}' if clinic else ''}"
        hint = f"run `{built}` first; -C FOLDER names the book's folder, --output where its files lie"
        return Report(target, findings=(Finding("V904", f"there is no report of a build in `{target}`", hint=hint),))
    found: list[Finding] = []
    seconds: dict[str, float] = {}
    editions = rows().editions
    for name in sorted(before.editions, key=[*editions, *before.editions].index):
        if name not in editions:
            message = f"there is no edition `{name}` any more to check its files"
            hint = "install the package that brought it, or delete its files"
            found.append(Finding("V905", message, hint=hint, edition=name))
            continue
        for artifact in before.editions[name].artifacts:
            data = _bytes(target, artifact)
            if isinstance(data, Finding):
                found.append(replace(data, edition=name))
                continue
            for check in editions[name].checks():
                progress(f"Checking {artifact.name}: {check.name}")
                start = time.perf_counter()
                found += (replace(one, edition=name) for one in _judge(check, artifact.name, data))
                seconds[check.name] = seconds.get(check.name, 0.0) + time.perf_counter() - start
    return Report(target, before.editions, tuple(in_order(found)), seconds=seconds)


def _book(folder: Path) -> Path:
    config = find_config(folder)
    return book_root(config.absolute()) if config is not None else folder


def _bytes(folder: Path, record: ArtifactRecord) -> bytes | Finding:
    """The bytes of a file when they are those that were built; V904 otherwise."""
    path = folder / record.name
    if not path.resolve().is_relative_to(folder.resolve()):
        message = f"report.json names `{record.name}`, which lies outside the folder"
        return Finding("V904", message, Place(record.name), _BUILD)
    try:
        data = read_regular(path, record.size)
    except TooLarge:
        data = b""
    except OSError as error:
        why = error.strerror or str(error)
        reason = "is not there" if isinstance(error, FileNotFoundError) else f"cannot be read: {why}"
        return Finding("V904", f"`{record.name}` {reason}", Place(record.name), _BUILD)
    if hashlib.sha256(data).hexdigest() != record.sha256:
        return Finding("V904", f"`{record.name}` has changed since the build", Place(record.name), _BUILD)
    return data


def _judge(check: Check, name: str, data: bytes) -> Iterator[Finding]:
    """Run one check on a private copy of a file."""
    # A browser that is still closing may hold files open; what then stays behind is the system's to sweep.
    with scratch() as work:
        try:
            yield from check.run(Subject(name, data, work))
        except Missing as lack:
            yield Finding("V905", f"{check.name} did not run: {lack.reason}", hint=lack.remedy)
        except Broke as fault:
            hint = f"`{name}` was not judged by it; run `trustbook verify` again, or update the tool"
            yield Finding("V906", f"{check.name} broke: {fault}", Place(name), hint)
