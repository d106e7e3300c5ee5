"""A new edition is a folder and a row: what a package from outside brings, everything knows; what it touches, nothing.

The toy edition, `leaflet`, has a product, a table in book.toml, an option, a style sheet and a check of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from books import BOOK_TOML, CHAPTER, book

import trustbook
from trustbook.builder.make import load_asked
from trustbook.editions import rows
from trustbook.findings.codes import CODES

TOY = '''\
"""A leaflet: the titles of a book, in capitals or not."""
from pathlib import Path
from typing import Literal

from trustbook.editions import Artifact, Ask, Edition, Form, Made, Option, Outcome, Product, Task
from trustbook.findings import Finding
from trustbook.settings import Model
from trustbook.verify import Check, Subject


class LeafletSettings(Model):
    """The leaflet: `[leaflet]`."""

    letters: Literal["small", "large"] = "small"


def count(titles):
    return len(titles)


def make_count(book, made):
    return Task(count, [part.title for part in book.parts], Outcome)


def make(book, made):
    large = made.ask.settings.table("leaflet", LeafletSettings).letters == "large"
    lines = [part.title.upper() if large else part.title for part in book.parts]
    lines += [f"{made.value('title-count')} titles", *(sheet.text for sheet in book.sources.styles["leaflet.css"])]
    name = EDITION.file(made.ask.settings)
    return Outcome(artifacts=(Artifact(name, "\\n".join(lines).encode()), Artifact(f"leaflets/{name}", b"second")))


def judge(subject):
    loud = b"TRUST" in subject.data
    return [Finding("V903", f"{subject.name} shouts")] if loud else []


EDITION = Edition(
    name="leaflet",
    files=("{slug}-leaflet.txt",),
    summary="for people with one minute",
    sheets=("leaflet.css",),
    styles=Path(__file__).parent / "sheets",
    settings=lambda: LeafletSettings,
    options=(Option("letters", ("small", "large"), "Of the leaflet."),),
    needs=lambda ask: ("title-count",),
    make=make,
    products=(
        Product(
            name="title-count",
            make=make_count,
            elsewhere=True,
            form=Form(lambda value: str(value).encode(), lambda data: int(data)),
        ),
    ),
    checks=lambda: (Check("leaflet check", judge),),
)
NOTHING = None
'''


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package beside ours that names an edition under the entry point, as if installed; ours stays as it is."""
    return install(tmp_path / "outside", TOY, "EDITION", monkeypatch)


def install(folder: Path, text: str, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    facts = folder / "toy-1.0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[trustbook.editions]\nleaflet = toy_leaflet:{name}\n")
    (folder / "sheets").mkdir()
    (folder / "sheets" / "leaflet.css").write_text("/* a sheet */")
    (folder / "toy_leaflet.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, in a process that finds what is installed by itself."""
    command = [sys.executable, "-c", "from trustbook.cli import main; main()", "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def said(folder: Path, *words: str) -> dict[str, object]:
    """What a build tells machines."""
    done = run(folder, "build", *words, "--json")
    assert done.stdout, done.stderr
    made: dict[str, object] = json.loads(done.stdout)
    return made


def test_an_edition_from_outside_is_known_to_everything(outside: Path, tmp_path: Path) -> None:
    folder = book(tmp_path / "book", {"book.toml": BOOK_TOML.replace("[help]", '[leaflet]\nletters = "small"\n[help]')})

    help_text = run(folder, "build", "--help").stdout
    assert "leaflet      for people with one minute" in help_text
    assert "--letters [small|large]" in help_text
    schema = json.loads(run(folder, "schema").stdout)
    assert "leaflet" in schema["properties"]["editions"]["items"]["enum"]
    assert schema["properties"]["leaflet"]["$ref"].endswith("LeafletSettings")

    made = said(folder, "leaflet")
    assert (made["built"], made["failed"]) == (["leaflet"], [])
    lines = (folder / "dist" / "trust-leaflet.txt").read_text().split("\n")
    assert lines == ["Trust", "Trust", "2 titles", "/* a sheet */"]
    assert (folder / "dist" / "leaflets" / "trust-leaflet.txt").read_bytes() == b"second"

    assert said(folder, "leaflet")["unchanged"] == ["leaflet"]
    assert said(folder, "leaflet", "--letters", "large")["built"] == ["leaflet"]
    assert (folder / "dist" / "trust-leaflet.txt").read_text().startswith("TRUST\n")
    judged = run(folder, "verify")
    assert "V903" in judged.stderr
    assert "trust-leaflet.txt shouts" in judged.stderr

    (outside / "sheets" / "leaflet.css").write_text("/* another sheet */")
    assert said(folder, "leaflet", "--letters", "large")["built"] == ["leaflet"]
    (outside / "toy_leaflet.py").write_text(TOY.replace("titles", "names"))
    assert said(folder, "leaflet", "--letters", "large")["built"] == ["leaflet"]
    assert "2 names" in (folder / "dist" / "trust-leaflet.txt").read_text()


def test_a_table_of_an_edition_from_outside_is_checked_at_its_place(outside: Path, tmp_path: Path) -> None:
    config = BOOK_TOML.replace("[help]", '[leaflet]\nletters = "huge"\n[help]')
    done = run(book(tmp_path / "book", {"book.toml": config}), "check")
    assert 'book.toml:12:1: error[F104]: `letters` takes one of small, large; found the text "huge"' in done.stderr


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (TOY, "NOTHING", "it is no `Edition` of the name `leaflet`"),
        ("import not_there\n", "EDITION", "ModuleNotFoundError: No module named 'not_there'"),
        (TOY.replace('"title-count"', '"page-breaks"'), "EDITION", "the name `page-breaks` is taken"),
        (TOY.replace('"title-count"', '"Title_count"'), "EDITION", "no row can have the name `Title_count`"),
        (TOY.replace('"title-count"', '"style"'), "EDITION", "no row can have the name `style`"),
        (TOY.replace('Option("letters"', 'Option("output"'), "EDITION", "the option `output` is taken"),
        (TOY.replace('"{slug}-leaflet.txt"', '"{slug}.epub"'), "EDITION", "it cannot have a file called `{slug}.epub`"),
        (TOY.replace('"{slug}-leaflet', '"../{slug}'), "EDITION", "it cannot have a file called `../{slug}.txt`"),
    ],
)
def test_a_row_from_outside_that_cannot_be_is_left_out_and_told(
    text: str, name: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "outside", text, name, monkeypatch)
    done = run(book(tmp_path / "book"), "check")
    assert f"warning[O907]: the edition `leaflet` of `toy_leaflet:{name}` is left out: {why}" in done.stderr
    assert done.returncode == 0


def test_nothing_in_the_program_knows_an_edition_by_its_name_but_its_folder() -> None:
    source = Path(trustbook.__file__).parent
    names = {f'"{name}"' for name in rows().editions}
    elsewhere = [
        f"{path.relative_to(source)}: {name}"
        for path in source.rglob("*.py")
        for name in names
        if name in path.read_text("utf-8")
        and path.relative_to(source).parts[:2] != ("editions", name.strip('"').replace("-", "_"))
    ]
    # An example; what the screen edition may carry; what the booklet folds, and what it names for those who cannot read
    # paper; the media type of style sheets for pages.
    allowed = {'__init__.py: "epub"', 'editions/screen/__init__.py: "epub"', 'editions/booklet/__init__.py: "print"'}
    allowed |= {'editions/booklet/documents.py: "epub"', 'editions/booklet/documents.py: "screen"'}
    allowed |= {'layout/engine.py: "print"', 'editions/epub/css.py: "print"'}
    assert set(elsewhere) <= allowed


# -- results belong to the editions that were asked for -------------------------------------------------------------

THREE = BOOK_TOML.replace("[book]", 'editions = ["epub", "screen", "print"]\n[book]')
BAD_SCREEN = {"styles/screen.css": ".chapter p { display: none }"}


def test_the_cover_lies_beside_the_epub_where_book_toml_asks_for_it(tmp_path: Path) -> None:
    asked = BOOK_TOML.replace("[help]", "[epub]\ncover-file = true\n[help]")
    report = trustbook.build(book(tmp_path, {"book.toml": asked}), ["epub"])
    assert [one.name for one in report.editions["epub"].artifacts] == ["trust.epub", "trust-cover.jpg"]
    first = (report.folder / "trust-cover.jpg").read_bytes()
    trustbook.build(tmp_path, ["epub"], force=True)
    assert (report.folder / "trust-cover.jpg").read_bytes() == first
    trustbook.build(book(tmp_path), ["epub"], clean=True)
    assert not (report.folder / "trust-cover.jpg").exists()


def test_an_edition_that_failed_is_no_matter_of_another(tmp_path: Path) -> None:
    folder = book(tmp_path, BAD_SCREEN)
    assert trustbook.build(folder, ["epub"]).errors == 0
    whole = trustbook.build(folder)
    assert (whole.failed, {one.edition for one in whole.findings}) == (("screen",), {"screen"})
    again = trustbook.build(folder, ["epub"])
    assert (again.unchanged, again.findings) == (("epub",), ())
    assert run(folder, "build", "epub").returncode == 0
    assert run(folder, "build").returncode == 1


def test_an_unchanged_edition_tells_its_own_warnings_again(tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": CHAPTER + "\nIt is crazy.\n"})
    first = trustbook.build(folder)
    assert [one.code for one in first.findings] == ["S604"]
    assert trustbook.build(folder, ["print"]).findings == first.findings


def test_a_fault_of_what_an_edition_is_made_from_is_told_each_time(tmp_path: Path) -> None:
    folder = book(tmp_path, {"styles/print.css": ".cover-title { color: 12px }"})
    for _ in ("made", "made again, or taken from what was kept"):
        report = trustbook.build(folder, ["epub"])
        assert (report.failed, {one.code for one in report.findings}) == (("epub",), {"P801"})


def test_an_edition_tells_what_was_found_in_the_text_it_was_made_from(tmp_path: Path) -> None:
    folder = book(tmp_path)
    trustbook.build(folder, ["epub"])
    (folder / "one.md").write_text(CHAPTER + "\nIt is crazy.\n")
    assert [one.code for one in trustbook.build(folder, ["print"]).findings] == ["S604"]
    (folder / "one.md").write_text(CHAPTER)
    again = trustbook.build(folder, ["epub"])
    assert (again.unchanged, again.findings) == (("epub",), ())


def test_a_file_saved_while_it_is_read_is_built_again_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = book(tmp_path)

    def saved_meanwhile(*given: Any) -> object:
        (folder / "one.md").write_text("# Trust\n\nOther words.\n")
        return load_asked(*given)

    monkeypatch.setattr("trustbook.builder.build.load_asked", saved_meanwhile)
    assert trustbook.build(folder, ["epub"]).built == ("epub",)
    monkeypatch.undo()
    (folder / "one.md").write_text(CHAPTER)
    assert trustbook.build(folder, ["epub"]).built == ("epub",)
    assert trustbook.build(folder, ["epub"]).unchanged == ("epub",)


@pytest.mark.parametrize("name", [".n/two.md", "clinics/two.md", "styles/two.md", "dist/two.md"])
def test_a_chapter_counts_wherever_it_lies(name: str, tmp_path: Path) -> None:
    config = BOOK_TOML + f'[[chapters]]\nfile = "{name}"\n'
    folder = book(tmp_path, {"book.toml": config, name: "# Two\n\nWords.\n"})
    trustbook.build(folder, ["epub"])
    (folder / name).write_text("# Two\n\nOther words.\n")
    assert trustbook.build(folder, ["epub"]).built == ("epub",)


def test_an_edition_that_is_gone_is_told_and_costs_no_file(tmp_path: Path) -> None:
    folder = book(tmp_path)
    trustbook.build(folder, ["epub"])
    (folder / "book.toml").write_text(BOOK_TOML.replace("[book]", 'editions = ["epub", "leaflet"]\n[book]'))
    report = trustbook.build(folder, clean=True)
    assert [one.code for one in report.findings] == ["F104"]
    assert report.failed == ("epub", "leaflet")
    assert (folder / "dist" / "trust.epub").exists()


def test_two_books_never_share_an_output_folder(tmp_path: Path) -> None:
    one, other = book(tmp_path / "one"), tmp_path / "other"
    book(other, {"book.toml": BOOK_TOML.replace("8a11", "8a12").replace('slug = "trust"', 'slug = "hope"')})
    out = tmp_path / "out"
    trustbook.build(one, ["epub"], out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    report = trustbook.build(other, ["epub"], out)
    assert [one.code for one in report.findings] == ["O906"]
    assert "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a11" in report.findings[0].message
    assert report.failed == ("epub",)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_file_whose_layout_was_kept_is_told_as_built(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": THREE})
    trustbook.build(folder, ["screen"], tmp_path / "once")
    told = run(folder, "build", "screen").stderr
    assert [line.split()[0] for line in told.splitlines() if line[:1] != "0"] == ["built"]


def test_files_of_an_old_slug_are_named_and_removed_when_asked(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": THREE})
    trustbook.build(folder)
    (folder / "dist" / "letter.txt").write_text("mine")
    (folder / "book.toml").write_text(THREE.replace('slug = "trust"', 'slug = "hope"'))
    report = trustbook.build(folder)
    assert [one.name for one in report.left] == ["trust-print.pdf", "trust-screen.pdf", "trust.epub"]
    told = run(folder, "build").stderr
    assert "left over" in told
    assert (
        "trust-print.pdf (of an earlier build, and not made by this one; `trustbook build --clean` removes it)" in told
    )

    (folder / "dist" / "trust.epub").write_bytes(b"an edited copy")
    report = trustbook.build(folder, clean=True)
    assert [one.name for one in report.removed] == ["trust-print.pdf", "trust-screen.pdf"]
    names = {path.name for path in (folder / "dist").iterdir()}
    assert names == {"hope.epub", "hope-print.pdf", "hope-screen.pdf", "letter.txt", "report.json", "trust.epub"}
    assert trustbook.build(folder).left == ()


def test_files_of_an_edition_that_the_book_no_longer_names_are_left_over(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": THREE})
    trustbook.build(folder)
    (folder / "book.toml").write_text(THREE.replace(', "screen", "print"', ""))
    report = trustbook.build(folder)
    assert (report.built, set(report.editions)) == (("epub",), {"epub"})
    assert [one.name for one in report.left] == ["trust-print.pdf", "trust-screen.pdf"]


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "a\0", "bytes": 4, "pages": 0},
        {"name": "\ud800", "bytes": 4, "pages": 0},
        {"name": "a", "bytes": float("inf"), "pages": 0},
        {"name": "/etc/passwd", "bytes": 4, "pages": 0},
        {"name": "../a", "bytes": 4, "pages": 0},
    ],
)
def test_a_report_with_impossible_files_is_none(entry: dict[str, object], tmp_path: Path) -> None:
    folder = book(tmp_path)
    report = trustbook.build(folder, ["epub"])
    data = json.loads((report.folder / "report.json").read_text())
    data["editions"]["epub"]["files"] = [entry | {"sha256": "2" * 64}]
    (report.folder / "report.json").write_text(json.dumps(data))
    assert trustbook.build(folder, ["epub"]).built == ("epub",)


def test_what_a_report_says_moves_no_cursor(tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": CHAPTER + "\nIt is crazy.\n"})
    report = trustbook.build(folder, ["epub"])
    data = json.loads((report.folder / "report.json").read_text())
    data["editions"]["epub"]["findings"][0]["message"] = "\x1b]0;title\x07"
    (report.folder / "report.json").write_text(json.dumps(data))
    assert "\x1b" not in run(folder, "build", "epub").stderr


def test_a_report_that_was_tampered_with_removes_nothing_elsewhere(tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    report = trustbook.build(folder, ["epub"])
    letter = tmp_path / "letter.txt"
    letter.write_text("mine")
    data = json.loads((report.folder / "report.json").read_text())
    entry = {"name": "../../letter.txt", "sha256": "2" * 64, "bytes": 4, "pages": 0}
    entry["sha256"] = hashlib.sha256(b"mine").hexdigest()
    data["left"] = [entry]
    (report.folder / "report.json").write_text(json.dumps(data))
    trustbook.build(folder, ["epub"], clean=True)
    assert letter.read_text() == "mine"


def test_codes_say_what_the_command_leaves_with() -> None:
    assert {code for code, row in CODES.items() if row.exit == 3} == {"O904", "V906"}
