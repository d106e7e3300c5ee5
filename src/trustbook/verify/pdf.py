"""Judge the screen PDF's promises: the parts of PDF/UA and PDF/A that its row in `pdf.standards` names.

In: the file's bytes. Out: V903 for each rule it breaks, from page-validation and, where asked for, from
veraPDF. Which row a file is of, its own metadata says.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from trustbook.findings import Finding, Place
from trustbook.pdf.standards import DEFAULT, STANDARDS, of_file
from trustbook.verify.tools import VERAPDF, Broke, Check, Missing, Subject, named, run

if TYPE_CHECKING:
    from page import ValidationFailure

_AGAIN = "build the edition again"
_MEND = "leave out what a style sheet or a picture of yours brings there; else it is a fault of trustbook: report it"
_PDF = "book.pdf"
_STREAM_LENGTH = "PDFA2A-STREAM-LENGTH-001"
_VERDICT = re.compile(r"\S+ (\S+) compliant=(true|false)\b")


def checks() -> tuple[Check, ...]:
    """The checks of a tagged PDF; veraPDF is a second opinion, for those who ask."""
    second = (Check("veraPDF", verapdf),) if os.environ.get(VERAPDF) else ()
    return (Check("page-validation", page_validation), *second)


def page_validation(subject: Subject) -> list[Finding]:
    """Each rule of PDF/UA-1 and PDF/A-2a that page-validation says is broken, once, with how often.

    It knows no later part of either, so a file of another standard is left to veraPDF.
    """
    claimed = of_file(subject.data)
    if claimed.key != DEFAULT:
        if os.environ.get(VERAPDF):
            return []
        raise Missing(f"it does not know {claimed.claims}", f"let {VERAPDF} name a veraPDF command, which judges them")
    if importlib.util.find_spec("page") is None:
        raise Missing("the Python package `page-validation` is not installed", 'pip install "trustbook[verify]"')
    import page

    found: list[Finding] = []
    for profile, standard in STANDARDS[DEFAULT].flavours.items():
        rules: dict[str, list[ValidationFailure]] = defaultdict(list)
        try:
            for failure in _failures(subject.data, profile):
                rules[failure.rule_id].append(failure)
        except page.ParseError as error:
            return [Finding("V903", f"it cannot be read as a PDF: {error}", Place(subject.name), _AGAIN)]
        if _STREAM_LENGTH in rules and _lengths_are_right(subject.data, rules[_STREAM_LENGTH]):
            del rules[_STREAM_LENGTH]
        found += [_rule(subject.name, standard, rule, failures) for rule, failures in sorted(rules.items())]
    return found


def _failures(data: bytes, profile: str) -> list[ValidationFailure]:
    import page

    try:
        return page.validate_pdf_bytes(data, profile=profile).failures
    except page.ParseError:
        raise
    except page.PageError as error:
        raise Broke(str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a fault in Rust code arrives as
            raise
        raise Broke(str(error)) from None


def _rule(name: str, standard: str, rule: str, failures: list[ValidationFailure]) -> Finding:
    first = failures[0]
    where = f" (object {first.object_id.object_number})" if first.object_id else ""
    more = f", and {len(failures) - 1} more" if len(failures) > 1 else ""
    return Finding("V903", f"{standard}, {rule}: {first.message}{where}{more}", Place(name), _MEND)


def _lengths_are_right(data: bytes, failures: list[ValidationFailure]) -> bool:
    """Whether page-validation's complaint about stream lengths is the false one.

    ISO 19005-2, 6.1.7.1 wants /Length to count the bytes before the end-of-line that stands before
    `endstream`. Compressed data may end in the byte CR; followed by our LF it looks like CR LF, and
    page-validation then takes the data for one byte shorter than it is. It names the first such stream or none,
    so this holds true only when that one does end in CR, or any, and every stream of the file has exactly the
    length it declares.
    """
    import pikepdf

    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as pdf:
        suspects = [pdf.get_object(one.object_id.object_number, 0) for one in failures if one.object_id]
        if not all(isinstance(one, pikepdf.Stream) and one.read_raw_bytes().endswith(b"\r") for one in suspects):
            return False
        streams = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        if not any(raw.endswith(b"\r") for raw in streams):
            return False
        # qpdf mends a wrong length and warns of it, but passes over white space before `endstream`.
        return not pdf.get_warnings() and all(b"stream\n" + raw + b"\nendstream" in data for raw in streams)
    return False


def verapdf(subject: Subject) -> list[Finding]:
    """Each rule of the file's own standard that veraPDF says is broken.

    The command is called with flavours, such as `ua1,2a`, and a file, and prints a line
    `FILE FLAVOUR compliant=true|false` for each; a line below it that starts with a space is about one rule.
    """
    flavours = of_file(subject.data).flavours
    outcome = run([named(VERAPDF), ",".join(flavours), subject.copy(_PDF)], subject.work)
    verdicts: dict[str, bool] = {}
    rules: dict[str, list[str]] = defaultdict(list)
    current = ""
    for line in outcome.output.splitlines():
        if match := _VERDICT.match(line):
            current = match.group(1)
            verdicts[current] = match.group(2) == "true"
        elif line.startswith(" ") and line.strip():
            rules[current].append(line.strip())
    if set(verdicts) != set(flavours):
        raise Broke(outcome.reason)
    return [
        Finding("V903", f"{flavours[flavour]}, veraPDF: {rule}", Place(subject.name), _MEND)
        for flavour, compliant in verdicts.items()
        if not compliant
        for rule in rules[flavour] or ["not compliant"]
    ]
