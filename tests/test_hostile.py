"""Bad input ends in a finding: no traceback, no hang, no half-written file, no request to the network."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import pytest
from books import BOOK_TOML, CHAPTER, book
from effort import at_most
from hypothesis import given, settings
from hypothesis import strategies as st

import trustbook
from trustbook.builder import output
from trustbook.builder.cache import Cache
from trustbook.sources.fonts import FontMissing

LIMIT = 30  # seconds of work
HANGING = 300  # seconds until a process that ought to have ended is taken to hang
ONE_EDITION = BOOK_TOML.replace("[book]", 'editions = ["print"]\n[book]')
STOPPED = "O903"
COMMAND = "from trustbook.cli import main; main()"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good book with its printed edition built, to be copied and then broken."""
    folder = book(tmp_path_factory.mktemp("good"), {"book.toml": ONE_EDITION})
    assert trustbook.build(folder).built == ("print",)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "book")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> NoReturn:
        raise AssertionError("a request to the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def contents(folder: Path) -> dict[str, str]:
    """Every file in a folder with its hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(*words: str | Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `before` is Python that runs first."""
    program = [sys.executable, "-c", f"{before}\n{COMMAND}", *map(str, words)]
    return subprocess.run(program, capture_output=True, text=True, encoding="utf-8", timeout=HANGING, check=False)


def refused(folder: Path, code: str) -> None:
    """Build a broken book: the code is found in time, nothing is raised, old files stay."""
    old = contents(folder / "dist")
    with at_most(LIMIT):
        report = trustbook.build(folder, force=True)
    assert code in {one.code for one in report.findings}
    assert report.errors
    assert report.built == ()
    assert contents(folder / "dist") == old


def refused_by_command(folder: Path, code: str, *words: str | Path) -> str:
    """The same by the command in a process of its own; returns what it said."""
    old = contents(folder / "dist")
    done = run("-C", folder, "build", "--force", *words)
    assert done.returncode == 1, done.stderr
    assert f"error[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(folder / "dist") == old
    return done.stderr


def svg(inside: str, before: str = "") -> str:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}<path d="M1 1h7"/></svg>'


def png_of(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = b"".join(
        struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (header, data)
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BILLION = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
REMOTE = '<image href="https://example.org/a.png" width="9" height="9"/>'
RAW_LINK = '\n<a href="javascript:x" data-resolved="">x</a>\n'
LINKS = ("[a](b " * 1_500 + "\n") * 20
DEEP = ("<b>" * 1_000 + "\n") * 3 + "x\n" + ("</b>" * 1_000 + "\n") * 3
ATTRIBUTE_LINK = "\n[x](javascript:x){ data-resolved=1 }\n"


def cell(attribute: str) -> str:
    return f"\n<table><tr><td {attribute}>a</td></tr></table>\n"


def broken_links() -> str:
    lines = (f"## Part {n} of the whole {{#the-part-{n}}}\n\n[x](#the-prat-{n})\n" for n in range(2_000))
    return CHAPTER + "\n" + "\n".join(lines)


BROKEN: Mapping[str, tuple[str, str, Callable[[], str | bytes]]] = {
    "a chapter of 50 MB": ("F110", "one.md", lambda: b"# Trust\n\n" + b"It grows.\n\n" * 5_000_000),
    "10,000 nested block quotes": ("F112", "one.md", lambda: "# Trust\n\n" + ">" * 10_000 + " Deep.\n"),
    "block quotes over many lines": ("F112", "one.md", lambda: "# T\n\n" + "\n".join(">" * n for n in range(1, 90))),
    "a bracket 5,000 times": ("F112", "one.md", lambda: "# Trust\n\n" + "[" * 5_000 + "\n"),
    "a bracket 5,000 times, a line each": ("F112", "one.md", lambda: "# Trust\n\n" + "[\n" * 5_000),
    "brackets behind code in a line": ("F112", "one.md", lambda: "# T\n\n```inline```\n\n" + LINKS),
    "brackets behind a fence without end": ("F112", "one.md", lambda: "# T\n\n```\n\n" + LINKS),
    "brackets behind a longer fence": ("F112", "one.md", lambda: "# T\n\n````\n\n```\n\n" + LINKS),
    "a long block behind a fence without end": ("F111", "one.md", lambda: "# T\n\n~~~\n\n" + "word\n" * 11_000),
    "a fence without end 1,000 times": ("F111", "one.md", lambda: "# T\n\n" + "```a\n\n" * 1_000),
    "raw HTML that nests 3,000 deep": ("F112", "one.md", lambda: "# T\n\n" + DEEP),
    "a cell over 100,000 columns": ("X403", "one.md", lambda: CHAPTER + cell('colspan="100000"')),
    "a cell over 100,000 rows": ("X403", "one.md", lambda: CHAPTER + cell('rowspan="100000"')),
    "a cell over no column": ("X403", "one.md", lambda: CHAPTER + cell('colspan="0"')),
    "two notes with one name": ("B203", "one.md", lambda: CHAPTER + "\nA.[^a]\n\n[^a]: One.\n\n[^a]: Two.\n"),
    "one line of a million letters": ("F111", "one.md", lambda: "# Trust\n\n" + "a" * 1_000_000),
    "NUL bytes": ("F113", "one.md", lambda: "# Trust\n\nIt\0grows.\n"),
    "NUL bytes in settings": ("F113", "book.toml", lambda: BOOK_TOML.replace("Trust", "Tr\0ust")),
    "Latin-1": ("F107", "one.md", lambda: "# Trust\n\nCaf\xe9.\n".encode("latin-1")),
    "UTF-16": ("F107", "one.md", lambda: "# Trust\n\nIt grows.\n".encode("utf-16")),
    "TOML nested 10,000 deep": ("F112", "book.toml", lambda: "format = " + "[" * 10_000),
    "a TOML key of 100,000 parts": ("F111", "book.toml", lambda: "a." * 100_000 + "b = 1\n"),
    "TOML keys of 4,000 parts": ("F102", "book.toml", lambda: "".join(f"a{n}{'.a' * 4000}=1\n\n" for n in range(9))),
    "settings of 50 MB": ("F110", "book.toml", lambda: BOOK_TOML + "# x\n" * 12_500_000),
    "a cover picture cut off": ("I309", "a.png", lambda: png_of(700, 700)),
    "2,000 broken links": ("L102", "one.md", broken_links),
    "a drawing with an external entity": ("I305", "a.svg", lambda: svg("<title>&x;</title>", ENTITY)),
    "a drawing with entities that grow": ("I305", "a.svg", lambda: svg("<title>&c;</title>", BILLION)),
    "a drawing with a script": ("I305", "a.svg", lambda: svg("<script>alert(1)</script>")),
    "a drawing with an event": ("I305", "a.svg", lambda: svg('<path onclick="alert(1)" d="M1 1h2"/>')),
    "a drawing with a remote image": ("I305", "a.svg", lambda: svg(REMOTE)),
    "a drawing that nests 10,000 deep": ("I305", "a.svg", lambda: svg("<g>" * 10_000 + "</g>" * 10_000)),
    "a picture from a folder above": ("I303", "one.md", lambda: f'{CHAPTER}\n![x](../../secret "A")\n'),
    "a picture by absolute path": ("I303", "one.md", lambda: f'{CHAPTER}\n![x](/etc/passwd "A")\n'),
    "a picture by file: address": ("I304", "one.md", lambda: f'{CHAPTER}\n![x](file:///etc/passwd "A")\n'),
    "a picture from the web": ("I304", "one.md", lambda: f'{CHAPTER}\n![x](http://example.org/a.png "A")\n'),
    "a picture as data:": ("I304", "one.md", lambda: f'{CHAPTER}\n![x](data:image/png;base64,AAAA "A")\n'),
    "a picture at no address": ("I304", "one.md", lambda: f'{CHAPTER}\n![x](http://[ "A")\n'),
    "a picture of 100,000 by 100,000 pixels": ("I306", "a.png", lambda: png_of(100_000, 100_000)),
    "a link at no address": ("L107", "one.md", lambda: f"{CHAPTER}\n[x](http://[)\n"),
    "a link that runs a script": ("L106", "one.md", lambda: f"{CHAPTER}\n[x](javascript:alert)\n"),
    "a script link passed off as made by us": ("X402", "one.md", lambda: CHAPTER + RAW_LINK),
    "a script link by attribute list": ("X402", "one.md", lambda: CHAPTER + ATTRIBUTE_LINK),
    "a style that reads a file": ("F118", "styles/print.css", lambda: "p { background: url(file:///etc/hosts) }"),
    "a style from the web": ("F118", "styles/print.css", lambda: '@import "https://example.org/a.css";'),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_ends_in_a_finding(name: str, folder: Path) -> None:
    code, path, content = BROKEN[name]
    shown = {"one.md": f'{CHAPTER}\n![A line.]({path} "A")\n'} if path in ("a.svg", "a.png") else {}
    book(folder, {"book.toml": ONE_EDITION, **shown, path: content()})
    refused(folder, code)


def test_an_empty_folder_ends_in_a_finding(tmp_path: Path) -> None:
    refused_by_command(tmp_path, "F101")
    assert list(tmp_path.iterdir()) == []


def test_the_command_shows_control_characters_as_what_they_are(folder: Path) -> None:
    book(folder, {"one.md": "# Trust\n\nIt\0grows\x1b[31m.\n"})
    told = refused_by_command(folder, "F113")
    assert "\0" not in told
    assert "\x1b" not in told


GAP = " " * 9_900
LONG_LINES = {
    "a division": f":::a{GAP}b",
    "an alert": f"> [!NOTE] a{GAP}b",
    "a block": f"/// a | b{GAP}b\n\nA.\n\n///",
    "below a bar": f"> a | b\n>{GAP}x-",
    "a dash below a bar": f"a | b\n-{GAP}x",
    "a tag without an end": f"<div{GAP}\n</div>",
    "words behind a tag": f"<div>{GAP}x</div>",
    "a tag around Markdown": f"<div a{GAP}>\n\nA.\n\n</div>",
    "a fence": f"``` a {'a' * 9_900}\nx\n```",
    "a fence that says much": f"``` a {'a=b ' * 2_400}\nx\n```",
}


@pytest.mark.parametrize("line", LONG_LINES)
def test_a_long_line_that_nearly_starts_something_takes_no_time(line: str, folder: Path) -> None:
    book(folder, {"one.md": f"{CHAPTER}\n" + f"{LONG_LINES[line]}\n\n" * 40})
    with at_most(LIMIT / 3):
        trustbook.check(folder)


def test_boxes_in_boxes_take_no_time(folder: Path) -> None:
    book(folder, {"one.md": f"{CHAPTER}\n" + "::: note\nA.\n\n" * 40 + ":::\n\n" * 40})
    with at_most(LIMIT / 3):
        report = trustbook.check(folder)
    assert report.errors == 0


def test_quote_marks_before_a_long_gap_take_no_time(folder: Path) -> None:
    book(folder, {"one.md": f"{CHAPTER}\n" + (">" + " " * 9_900 + "x\n\n") * 20})
    with at_most(LIMIT / 3):
        trustbook.check(folder)


@pytest.mark.parametrize(
    "text",
    [
        "| Trial | p |\n|---|---|\n" + "| A | p < .05 |\n" * 40,
        "```\n" + "[ ( <b\n" * 40 + "```\n",
        "~~~~ python\n" + "[ ( <b\n~~~\n" * 40 + "~~~~\n",
        "```{ .python }\n" + "[ ( <b\n" * 40 + "```\n",
    ],
)
def test_statistics_and_code_do_not_count_as_nesting(folder: Path, text: str) -> None:
    book(folder, {"one.md": f"{CHAPTER}\n{text}"})
    assert not {one.code for one in trustbook.check(folder).findings} & {"F111", "F112"}


MARKED = """
<p data-line="99999999" data-resolved="">a</p>

<p xmlns:t="trustbook" t:line="x" t:role="box">b <em trustbookline="7" trustbookkline="8">c</em></p>
"""


def test_marks_made_by_hand_are_attributes_like_any_other(folder: Path) -> None:
    book(folder, {"one.md": CHAPTER + MARKED})
    found = [(one.code, one.place and one.place.line) for one in trustbook.check(folder).findings]
    assert found == [("X402", 5), ("X402", 5), *[("X402", 7)] * 4]


def test_note_calls_written_by_hand_are_harmless(folder: Path) -> None:
    call = '<sup><a class="footnote-ref" href="#fn-none">1</a></sup>'
    book(folder, {"one.md": f"{CHAPTER}\nA note.[^a] {call}\n\n[^a]: Here.\n"})
    assert [one.code for one in trustbook.check(folder).findings] == ["L102"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights of their own there")
class TestLinksOutOfTheTree:
    def test_a_picture_is_not_followed(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.png").write_bytes(png_of(700, 700))
        (folder / "a.png").symlink_to(tmp_path / "secret.png")
        book(folder, {"one.md": f'{CHAPTER}\n![x](a.png "A")\n'})
        refused(folder, "I303")

    def test_a_folder_is_not_entered(self, folder: Path, tmp_path: Path) -> None:
        book(tmp_path / "other", {"a.png": png_of(700, 700)})
        (folder / "images").symlink_to(tmp_path / "other")
        book(folder, {"one.md": f'{CHAPTER}\n![x](images/a.png "A")\n'})
        refused(folder, "I301")

    def test_a_chapter_is_not_followed(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.md").write_text("# Secret\n\nMine.\n", "utf-8")
        (folder / "one.md").unlink()
        (folder / "one.md").symlink_to(tmp_path / "secret.md")
        assert "Mine" not in refused_by_command(folder, "F114")

    def test_a_circle_of_links_ends(self, folder: Path) -> None:
        (folder / "one.md").unlink()
        (folder / "one.md").symlink_to(folder / "one.md")
        (folder / "a.png").symlink_to(folder / "a.png")
        refused(folder, "F105")

    def test_a_pipe_is_not_waited_for(self, folder: Path) -> None:
        (folder / "one.md").unlink()
        for name in ("one.md", "a.png", "styles/print.css"):
            (folder / name).parent.mkdir(exist_ok=True)
            os.mkfifo(folder / name)
        refused(folder, "F117")


class TestOutput:
    """O901: what cannot be written leaves what was there."""

    CODE = "O901"

    def test_a_file_in_the_place_of_the_folder(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("mine", "utf-8")
        refused_by_command(folder, self.CODE, "--output", tmp_path / "out")
        assert (tmp_path / "out").read_text("utf-8") == "mine"

    def test_a_folder_in_the_place_of_a_file(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "out" / "trust-print.pdf").mkdir(parents=True)
        refused_by_command(folder, self.CODE, "--output", tmp_path / "out")
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["trust-print.pdf"]

    @pytest.mark.skipif(sys.platform == "win32", reason="no file size limits there")
    @pytest.mark.parametrize("size", [2_000, 20_000])
    def test_files_that_may_not_grow(self, folder: Path, size: int) -> None:
        book(folder, {"one.md": CHAPTER + "\nTrust grows slowly, and it is soon lost.\n" * 90})
        old = contents(folder / "dist")
        limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
        done = run("-C", folder, "build", "--force", before=limit)
        assert done.returncode == 1, done.stderr
        assert f"error[{self.CODE}]" in done.stderr
        assert "Traceback" not in done.stderr
        assert contents(folder / "dist") == old

    def test_a_full_disk(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        old = contents(folder / "dist")
        write: Callable[[Path, bytes], None] = output._write

        def full(path: Path, data: bytes) -> None:
            if "report.json" in path.name:
                path.write_bytes(data[:10])
                raise OSError(errno.ENOSPC, "No space left on device")
            write(path, data)

        monkeypatch.setattr(output, "_write", full)
        report = trustbook.build(folder, force=True)
        assert [one.code for one in report.findings] == [self.CODE]
        assert "free some space" in report.findings[0].hint
        assert report.failed == ("print",)
        assert contents(folder / "dist") == old

    def test_a_full_disk_does_not_mind_the_cache(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> NoReturn:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("trustbook.builder.cache.new_file", full)
        Cache().put("a", b"data")
        assert Cache().get("a") is None


def test_a_fault_of_a_library_is_not_taken_for_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(*_: object) -> NoReturn:
        raise OSError("image file is truncated")

    monkeypatch.setattr("trustbook.builder.plan.Making.finish", odd)
    refused(folder, "O904")


def test_a_font_missing_in_the_middle_of_a_build_ends_in_a_finding(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **named: object) -> NoReturn:
        raise FontMissing("Atkinson Hyperlegible")

    old = contents(folder / "dist")
    monkeypatch.setattr("trustbook.sources.fonts.faces_for", missing)
    report = trustbook.build(folder, force=True)
    assert [one.code for one in report.findings] == ["O902"]
    assert contents(folder / "dist") == old


# Where a build is when it is stopped: code that makes it say "ready" there and go no further.
STOPS = {
    "before anything is read": """
def hold_at_settings(event, details):
    if event == "open" and str(details[0]).endswith("book.toml"):
        hold()
sys.addaudithook(hold_at_settings)""",
    "while text becomes a tree": """
import markdown
markdown.Markdown.convert = hold""",
    "while pages are laid out": """
import weasyprint
weasyprint.HTML.render = hold""",
}
HOLD = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background may ignore it
def hold(*words, **options):
    print("ready", file=sys.stderr, flush=True)
    threading.Event().wait()
"""


def held_build(folder: Path, where: str) -> subprocess.Popen[str]:
    """A build of the whole book that has come so far and no further; its temporary files lie beside the book."""
    program = [sys.executable, "-c", f"{HOLD}{STOPS[where]}\n{COMMAND}", "-C", str(folder), "build", "--force"]
    (folder.parent / "tmp").mkdir(exist_ok=True)
    place = {**os.environ, "TMPDIR": str(folder.parent / "tmp")}
    process = subprocess.Popen(program, stderr=subprocess.PIPE, text=True, start_new_session=True, env=place)
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    return process


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a process differently there")
@pytest.mark.parametrize("where", STOPS)
def test_ctrl_c_stops_at_once_and_leaves_old_files(folder: Path, where: str) -> None:
    old = contents(folder / "dist")
    with held_build(folder, where) as process:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, told = process.communicate(timeout=HANGING)
    assert f"error[{STOPPED}]" in told
    assert process.returncode == 130
    assert "Traceback" not in told
    assert contents(folder / "dist") == old
    assert list((folder.parent / "tmp").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="processes are killed differently there")
def test_a_killed_build_leaves_old_files_and_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = contents(folder / "dist")
    with held_build(folder, "while pages are laid out") as process:
        process.kill()
        process.communicate(timeout=HANGING)  # ends when the last process that holds the pipe has ended
    assert contents(folder / "dist") == old
    assert list((folder.parent / "tmp").iterdir())
    monkeypatch.setattr(tempfile, "tempdir", str(folder.parent / "tmp"))
    assert trustbook.build(folder, ["epub"]).built == ("epub",)  # the next build removes what it left
    assert list((folder.parent / "tmp").iterdir()) == []


PIECES = r"""
# T
## ===
#
{#a}
{ {.decorative}
[^1]
[^1]: note
[^2]:
[@nami]
[@
!!! try "T"
!!!
- item
1. one
> q
|---|
===
```
<p>
</p>
<br>
<img>
<!--
<?x?>
<![CDATA[x]]>
![x](a.svg "C")
![](a.svg)
[l](#t)
[l][r]
[r]: http://x.y
*[AB]: word
AB
&amp;
&foo;
&#xD800;
\
`code`
**b**
:   definition
word
Table: cap
"
<a href="javascript:x">
</a>
<h1></h1>
<h2>
</h2>
<section class="notes"></section>
</section>
<span class="cite"><a>x</a></span>
<sup><a class="footnote-ref" href="#fn-x">1</a></sup>
<div class="admonition try"></div>
<p id="">
<table></table>
<pre>
""".strip().split("\n")
GLUE = st.sampled_from([" ", "\n", "\n\n", "\n    "])


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PIECES), GLUE), max_size=25))
def test_no_mixture_of_markdown_raises(pieces: list[tuple[str, str]]) -> None:
    text = "# Trust\n\n" + "".join(piece + glue for piece, glue in pieces)
    with tempfile.TemporaryDirectory() as place:
        for finding in trustbook.check(book(Path(place), {"one.md": text})).findings:
            assert finding.lines()
