"""A clinic's own copy: what a clinic may change is the clinic's, and everything else is the book's."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from books import book
from click.testing import CliRunner, Result
from lxml import etree
from PIL import Image
from sample_book import sample
from stages import part, read, text

import trustbook
from trustbook.cli.main import main_group
from trustbook.editions.epub.metadata import metadata
from trustbook.findings import Finding
from trustbook.layout import engine, parts
from trustbook.layout.copies import breaks_of_copy, moved
from trustbook.layout.document import PagedDocument
from trustbook.layout.page_markers import letters_of
from trustbook.layout.pages import PageBreak
from trustbook.manuscript.book import Book
from trustbook.manuscript.copies import copy_of
from trustbook.rules.contrast import contrast, of_hex
from trustbook.settings import read_clinic
from trustbook.sources.clinics import load_clinic
from trustbook.verify import Missing, Subject
from trustbook.verify.epub import epubcheck

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20h-40z" fill="#1d4f5c"/></svg>'
CLINIC = """\
format = 1
name = "Riverside Clinic"
short-name = "Riverside"
country = "GB"
logo = "riverside.svg"
logo-alt = "A blue field"
colour = "#1d4f5c"
second-colour = "#a8541b"
address = '''
1 Example Street
Rivertown'''
telephone = "01632 960001"
email = "desk@riverside.example.org"
web = "https://riverside.example.org"
opening-hours = "Every day"
reader = "client"
welcome = "Welcome to *Riverside*."
imprint = "Riverside Clinic"
[crisis-line]
service = "Riverside line"
number = "01632 960002"
hours = "Day and night"
"""


def clinic_book(folder: Path, clinic: str = CLINIC) -> Path:
    sample(folder)
    home = next(folder.rglob("book.toml")).parent / "clinics"
    home.mkdir()
    (home / "riverside.toml").write_text(clinic)
    (home / "riverside.svg").write_text(LOGO)
    return folder


def copied(folder: Path) -> tuple[Book, Book]:
    """The book in a folder, and the copy of its clinic."""
    whole, _ = read(folder)
    clinic, found = load_clinic(folder, "riverside")
    assert clinic is not None, found
    copy, more = copy_of(whole, clinic)
    assert more == []
    return whole, copy


def found_in(clinic: str, folder: Path, name: str = "riverside") -> list[str]:
    """What is found when the copy of a clinic is built, with its places."""
    report = trustbook.build(clinic_book(folder, clinic), ["epub"], clinic=name)
    assert not list((folder / "dist").rglob("*.epub"))
    return [f"{one.place.line if one.place else '-'} {one.code} {one.message}" for one in report.findings]


# -- what is the clinic's, and what is not -------------------------------------------------------------------


def test_only_parts_that_say_something_of_the_clinic_differ(tmp_path: Path) -> None:
    whole, copy = copied(clinic_book(tmp_path))
    before = {one.key: one for one in whole.parts}
    changed = [one.key for one in copy.parts if one is not before.get(one.key)]
    assert changed == ["your-clinic", "help", "colophon"]
    assert [one.key for one in copy.parts[1:]] == [one.key for one in whole.parts]


def test_the_clinics_page_says_what_its_file_says(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    page = part(copy, "your-clinic").tree
    said = text(page)
    for words in (
        "Your clinic Riverside Clinic You have this copy from Riverside Clinic, as its client.",
        "Welcome to Riverside.",
        "Riverside line",
        "Address 1 Example Street",
        "Who answers for this page: Riverside Clinic.",
        "This page is the clinic’s own.",
    ):
        assert words in said
    links = {one.get("href") for one in page.iter("a")}
    assert links == {
        "tel:+441632960001",
        "tel:+441632960002",
        "mailto:desk@riverside.example.org",
        "https://riverside.example.org",
    }


def test_the_clinics_line_comes_first_and_is_not_said_to_be_checked(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    page = part(copy, "help").tree
    terms = [text(one) for one in page.iter("dt")]
    assert terms[0] == "Riverside line"
    assert len(terms) > 1
    assert "A line of Riverside Clinic." in text(next(page.iter("dd")))


def test_where_the_book_has_no_line_of_its_country_that_is_said(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    lines = next(folder.rglob("help-lines.toml"))
    lines.write_text(lines.read_text().replace("GB", "IE"))
    report = trustbook.check(folder, today=False, clinic="riverside")
    assert [one.code for one in report.findings if one.severity == "error"] == ["K702"]


def test_no_claim_is_taken_over(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    config = next(folder.rglob("book.toml"))
    claim = '[accessibility]\nevaluator = "A tester"\nevaluated = 2026-11-24\n'
    claim += 'conformance = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"\n'
    config.write_text(config.read_text().replace("[print]", f"{claim}[print]"))
    whole, copy = copied(folder)
    assert whole.sources.settings.accessibility.conformance
    access = copy.sources.settings.accessibility
    assert (access.conformance, access.evaluator, access.contact) == ("", "", "desk@riverside.example.org")


def test_what_a_copy_says_of_itself_is_true_of_it(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    config = next(folder.rglob("book.toml"))
    numbers = config.read_text().replace("[[people]]", 'isbn = "978-1-86197-876-9"\n[[people]]', 1)
    access = '[epub]\nisbn = "978-1-86197-876-9"\n[[chapters]]\nfile = "access.md"\nrole = "accessibility"\n'
    config.write_text(numbers + access)
    config.with_name("access.md").write_text("# Accessibility\n\nWhat was done.\n")
    whole, copy = copied(folder)
    assert "The picture has a text alternative." in text(part(whole, "access").tree)
    assert "All 2 pictures have a text alternative." in text(part(copy, "access").tree), "the logo is one"
    own = copy.sources.settings.book.identifier
    assert own != whole.sources.settings.book.identifier
    assert "978-1-86197-876-9" in text(part(whole, "colophon").tree)
    said = text(part(copy, "colophon").tree)
    assert own in said
    assert "978-1-86197-876-9" not in said, "another file than the one that has this number"
    assert metadata(whole, pages=False).isbn
    assert not metadata(copy, pages=False).isbn


def test_markup_in_a_name_is_text(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path, CLINIC.replace('"Riverside Clinic"', '"<b>A</b> & {name}"')))
    assert "You have this copy from <b>A</b> & {name}, as its client." in text(part(copy, "your-clinic").tree)


# -- finished files ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustbook.Report, trustbook.Report]:
    """The book and the clinic's copy of it, each as EPUB and as PDF for the screen and for print."""
    folder = clinic_book(tmp_path_factory.mktemp("clinic"))
    wanted = ["epub", "screen", "print"]
    return trustbook.build(folder, wanted), trustbook.build(folder, wanted, clinic="riverside")


def file_of(report: trustbook.Report, ending: str) -> bytes:
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    [path] = report.folder.glob(f"*{ending}")
    return path.read_bytes()


def pages_of(data: bytes) -> dict[str, str]:
    """The words of each page of a tagged PDF without a clinic's foot, by its label."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded().replace("Riverside · 01632 960001", "") for page in document]
    return {document.get_page_label(n): " ".join(text.split()) for n, text in enumerate(texts)}


def test_pages_keep_their_numbers(both: tuple[trustbook.Report, trustbook.Report]) -> None:
    whole, copy = (pages_of(file_of(report, "-screen.pdf")) for report in both)
    assert set(copy) == {*whole, "2"}
    assert "2" not in whole
    assert "Your clinic" in copy["2"]
    changed = [label for label in whole if whole[label] != copy[label]]
    assert set(changed) <= {"1", "4", list(whole)[-1]}  # the cover, the help page, the colophon


def test_the_epub_has_the_clinics_page_and_names_who_gives_it_out(
    both: tuple[trustbook.Report, trustbook.Report], tmp_path: Path
) -> None:
    data = file_of(both[1], ".epub")
    with zipfile.ZipFile(io.BytesIO(data)) as epub:
        package = etree.fromstring(epub.read("EPUB/content.opf"))
        page = epub.read("EPUB/your-clinic.xhtml").decode()
        logo = epub.read("EPUB/images/figure2.svg")
        toc, marks, *_ = etree.fromstring(epub.read("EPUB/nav.xhtml")).iter("{*}nav")
    contents, landmarks = ([link.text for link in nav.iter("{*}a")] for nav in (toc, marks))
    spine = [one.get("idref") for one in package.iter("{*}itemref")]
    assert spine[:3] == ["cover", "your-clinic", "titlepage"]
    assert 'id="page-2"' in page
    assert b'<rect fill="#ffffff" height="20" width="40" x="0" y="0" />' in logo, "themes may be dark"
    assert contents[0] == "If you need help now", "nothing stands before the way to help"
    assert "Your clinic" in landmarks
    assert [one.text for one in package.iter("{*}contributor")] == ["Riverside Clinic"]
    assert "dst" in [one.text for one in package.iter("{*}meta") if one.get("refines") == "#distributor"]
    try:
        found = epubcheck(Subject("riverside.epub", data, tmp_path))
    except Missing as lack:
        pytest.skip(lack.reason)
    assert [(one.place, one.message) for one in found] == []


def test_the_pdf_names_who_gives_it_out(both: tuple[trustbook.Report, trustbook.Report]) -> None:
    whole, copy = (pikepdf.open(io.BytesIO(file_of(report, "-screen.pdf"))) for report in both)
    titles = [str(one.open_metadata().get("dc:title")) for one in (whole, copy)]
    assert titles[0] == titles[1]
    assert list(copy.open_metadata()["dc:contributor"]) == ["Riverside Clinic"]
    assert "dc:contributor" not in whole.open_metadata()


def test_a_printed_copy_has_as_many_leaves(both: tuple[trustbook.Report, trustbook.Report]) -> None:
    counts = [report.editions["print"].artifacts[0].pages for report in both]
    assert counts[0] == counts[1]


def test_a_copy_lies_in_a_folder_of_its_own_and_stays(both: tuple[trustbook.Report, trustbook.Report]) -> None:
    whole, copy = both
    assert copy.folder == whole.folder / "clinics" / "riverside"
    assert sorted(one.name for one in copy.folder.iterdir()) == [
        "report.json",
        "small-steps-riverside-print.pdf",
        "small-steps-riverside-screen.pdf",
        "small-steps-riverside.epub",
    ]
    home = whole.folder.parent
    assert trustbook.build(home, ["epub", "screen"], clinic="riverside").unchanged == ("epub", "screen")
    assert trustbook.build(home, ["epub"], clean=True).unchanged == ("epub",)
    assert trustbook.build(home, ["epub", "screen"], clinic="riverside").unchanged == ("epub", "screen")


# -- what is found -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('country = "GB"', 'country = "UK"', "4 F104 `country`: no country has the code `UK`; write `GB`"),
        ('"#1d4f5c"', '"blue"', "F104 `colour` takes"),
        ('"01632 960001"', '"ring us"', "cannot be dialled: it holds no telephone number"),
        ('"01632 960002"', '"123456789012345"', "cannot be dialled: it has too many digits"),
        ("short-name", "shortname", "3 F103 `shortname` is not a key of this file"),
        ("Riverside Clinic", "Riverside \\u202eClinic", "2 F104 `name`: the character U+202E is not seen"),
        ("Riverside Clinic", "River\\u200bside Clinic", "2 F104 `name`: the character U+200B is not seen"),
        ("Riverside Clinic", "Riverside\\u0007", "2 F104 `name`: the character U+0007 has no meaning"),
        ("Riverside Clinic", "Riverside\\u009b31m", "2 F104 `name`: the character U+009B is not seen"),
        ("Riverside Clinic", "\\u00a0", "2 F104 `name`: the text has no letter and no digit"),
        ('name = "Riverside Clinic"', 'name = ""', "2 F104 `name` takes the clinic's name as it stands on the cover"),
        ('reader = "client"', 'editions = "epub"', "F104 `editions` takes a list of the editions it gives out"),
        ("Every day", "x\\n" * 13, "F104 `opening-hours`: it has 13 lines; there is room for 12"),
        ('logo-alt = "A blue field"\n', "", "5 F104 `logo`: people who cannot see it need to know what it shows"),
        ('"riverside.svg"', '"../riverside.svg"', "F104 `logo` takes the name of"),
        ('"riverside.svg"', '"other.svg"', "5 C103 there is no file `other.svg`"),
        ("Welcome to *Riverside*.", "# Welcome", "C105 a welcome holds no heading"),
        ("Welcome to *Riverside*.", "<b>Welcome</b>", "C105 a welcome holds no `b`"),
        ("Welcome to *Riverside*.", "Welcome [@nami].", "C105 a welcome holds no citation"),
        ("Welcome to *Riverside*.", "Welcome :smile:", "C105 a welcome holds no name of a small picture"),
        ("Welcome to *Riverside*.", "[Read](one.md)", "C105 the link `one.md` cannot be opened"),
        ("Welcome to *Riverside*.", "[Read](javascript:alert(1))", "C105 the link `javascript:alert(1)` cannot be"),
    ],
)
def test_a_fault_is_found_at_its_line(old: str, new: str, found: str, tmp_path: Path) -> None:
    assert [one for one in found_in(CLINIC.replace(old, new), tmp_path) if found in one]


def test_a_clinic_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert found_in(CLINIC, tmp_path / "a", "riversid") == ["0 C101 there is no clinic `riversid`"]
    [said] = found_in(CLINIC, tmp_path / "b", "../riverside")
    assert "C102 a clinic's file cannot be called" in said


def test_the_book_itself_is_not_built_over_a_copy(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    trustbook.build(folder, ["epub"], clinic="riverside", output=tmp_path / "out")
    [said] = trustbook.build(folder, ["epub"], output=tmp_path / "out").findings
    assert said.code == "O906"


def test_values_of_a_row_say_what_a_file_says() -> None:
    def at(code: str, message: str, key: object, hint: str) -> Finding:
        return Finding(code, f"row 3, {key}: {message}", hint=hint)

    row = {"name": "A", "country": "GB", "email": "", "editions": "epub, screen", "crisis-line.service": "Line"}
    clinic, found = read_clinic({**row, "crisis-line.number": "01632 960002"}, at)
    assert clinic is not None
    assert found == []
    assert (clinic.editions, clinic.crisis_href) == (("epub", "screen"), "tel:+441632960002")
    clinic, found = read_clinic({**row, "telephone": "x"}, at)
    assert clinic is None
    assert {one.message.partition(":")[0] for one in found} == {
        "row 3, ('crisis-line', 'number')",
        "row 3, ('telephone',)",
    }


def test_a_book_without_clinics_is_as_it_was(tmp_path: Path) -> None:
    assert [one.code for one in trustbook.build(book(tmp_path), ["epub"], clinic="riverside").findings] == ["C101"]


# -- what is checked of branding -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"#1d4f5c"', '"#ffcc00"', "7 C104 `#ffcc00` of the name on the cover has a contrast of 1.37 to 1"),
        ('"#a8541b"', '"#ffffff"', "C104 `#ffffff` of the lines on white paper has a contrast of 1.00 to 1"),
        ('"Riverside Clinic"', '"Riverside \U0001f3e5"', "2 T501 no shipped font has"),
        ('riverside.example.org"\nopening', 'riverside.example.org/\u8def"\nopening', "14 T501 no shipped font has"),
        ('"01632 960001"', '"01632 9600"', "12 C110 `01632 9600` is like no telephone number"),
    ],
)
def test_what_cannot_be_read_is_found(old: str, new: str, found: str, tmp_path: Path) -> None:
    clinic_book(tmp_path, CLINIC.replace(old, new, 1))
    report = trustbook.check(tmp_path, today=False, clinic="riverside")
    assert [one for one in report.findings if found in f"{one.place.line if one.place else 0} {one.code} {one.message}"]


def test_the_nearest_colour_of_the_hint_passes(tmp_path: Path) -> None:
    clinic_book(tmp_path, CLINIC.replace("#1d4f5c", "#ffcc00"))
    [said] = (one for one in trustbook.check(tmp_path, today=False, clinic="riverside").findings if one.code == "C104")
    [near] = re.findall("#[0-9a-f]{6}", said.hint)
    for ground in ("#fbf3e2", "#ffffff"):
        assert contrast(of_hex(near), of_hex(ground)) >= 7.0  # the sample book has large print


def test_words_need_more_contrast_in_large_print(tmp_path: Path) -> None:
    clinic = CLINIC.replace("#1d4f5c", "#3b6d7b")  # 5.2 to 1 on the cover
    folder = clinic_book(tmp_path, clinic)
    home = next(folder.rglob("clinics")) / "riverside.toml"
    codes = [one.code for one in trustbook.check(folder, today=False, clinic="riverside").findings]
    assert "C104" in codes
    home.write_text(clinic.replace("[crisis-line]", 'editions = ["epub", "screen"]\n[crisis-line]'))
    assert "C104" not in [one.code for one in trustbook.check(folder, today=False, clinic="riverside").findings]


@pytest.mark.parametrize(
    ("size", "said"),
    [((400, 200), []), ((80, 60), ["the logo is 60 pixels high, which prints blurred"])],
)
def test_a_logo_of_pixels_needs_enough_of_them(size: tuple[int, int], said: list[str], tmp_path: Path) -> None:
    folder = clinic_book(tmp_path, CLINIC.replace("riverside.svg", "riverside.png"))
    picture = Image.new("RGB", size, "#1d4f5c")
    picture.save(next(folder.rglob("clinics")) / "riverside.png")
    found = trustbook.check(folder, today=False, clinic="riverside").findings
    assert [one.message for one in found if one.code == "C106"] == said


@pytest.mark.parametrize(
    ("ground", "lines", "codes"),
    [("#ffffffff", "#ffffff", ["C104"]), ("#00000000", None, ["C104"]), ("#00000000", "#1d4f5c", [])],
    ids=["white", "nothing", "lines on nothing"],
)
def test_a_logo_of_pixels_is_seen_on_the_cover(
    ground: str, lines: str | None, codes: list[str], tmp_path: Path
) -> None:
    folder = clinic_book(tmp_path, CLINIC.replace("riverside.svg", "riverside.png"))
    picture = Image.new("RGBA", (400, 200), ground)
    if lines:
        picture.paste(lines, (20, 20, 380, 24))
    picture.save(next(folder.rglob("clinics")) / "riverside.png")
    found = trustbook.check(folder, today=False, clinic="riverside").findings
    assert [one.code for one in found if one.severity == "error"] == codes


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script></svg>', "I305"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "I305"),
        (LOGO.replace("0 0 40 20", "0 0 400 20"), "C106"),
        (LOGO.replace("0 0 40 20", "0 0 20 80"), "C106"),
        (LOGO.replace("#1d4f5c", "#ffffff"), "C104"),
        (LOGO.replace("#1d4f5c", "white"), "C104"),
        (LOGO.replace("#1d4f5c", "none"), "C104"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>', "C104"),
    ],
)
def test_a_drawing_is_judged_as_any(drawing: str, code: str, tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    (next(folder.rglob("clinics")) / "riverside.svg").write_text(drawing)
    assert code in [one.code for one in trustbook.check(folder, today=False, clinic="riverside").findings]


def test_a_logo_of_words_is_seen_by_their_colour(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    words = '<text y="15" font-size="10" fill="none"><tspan fill="#1d4f5c">River</tspan></text></svg>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{words}'
    (next(folder.rglob("clinics")) / "riverside.svg").write_text(drawing)
    assert not trustbook.check(folder, today=False, clinic="riverside").errors


@pytest.mark.parametrize("fill", ["navy", "#123", "rgb(0, 0, 90)", "currentColor", "inherit"])
def test_a_logo_is_seen_by_any_of_its_colours(fill: str, tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    drawing = LOGO.replace("<path", '<rect width="40" height="20" fill="#ffffff"/><path').replace("#1d4f5c", fill)
    (next(folder.rglob("clinics")) / "riverside.svg").write_text(drawing)
    assert not trustbook.check(folder, today=False, clinic="riverside").errors


def test_a_logo_whose_name_has_an_odd_space_is_looked_at_again(tmp_path: Path) -> None:
    name = "Logo at 9.41\u202fAM.svg"  # as a system calls pictures of the screen
    folder = clinic_book(tmp_path, CLINIC.replace("riverside.svg", name))
    logo = next(folder.rglob("clinics")) / name
    for colour in ("#1d4f5c", "#000000"):
        logo.write_text(LOGO.replace("#1d4f5c", colour))
        assert trustbook.build(folder, ["epub"], clinic="riverside").built == ("epub",)


def test_two_clinics_of_one_name_are_told_apart(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    home = next(folder.rglob("clinics"))
    (home / "other.toml").write_text(CLINIC.replace("Riverside Clinic", "riverside clinic"))
    assert "C109" in [one.code for one in trustbook.check(folder, today=False, clinic="riverside").findings]
    (home / "other.toml").unlink()
    (home / "RIVERSIDE.toml").write_text(CLINIC)
    if len(list(home.glob("*.toml"))) == 2:  # a system that tells capitals apart
        assert "C102" in [one.code for one in trustbook.check(folder, today=False, clinic="riverside").findings]


def test_a_page_that_is_too_long_stops_the_copy(tmp_path: Path) -> None:
    long = CLINIC.replace("Welcome to *Riverside*.", "Welcome to Riverside. " * 80)
    report = trustbook.build(clinic_book(tmp_path, long), ["screen"], clinic="riverside")
    assert [one.code for one in report.findings if one.severity == "error"] == ["C107"]
    assert report.failed == ("screen",)


def test_a_page_with_another_number_stops_the_copy(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    breaks = [PageBreak("1", "cover", 0), PageBreak("2", "your-clinic", 0), PageBreak("3", "titlepage", 0)]
    assert moved(copy, breaks, breaks) == ()
    [said] = moved(copy, [*breaks[:2], PageBreak("5", "titlepage", 0)], breaks)
    assert (said.code, said.place and said.place.line) == ("C108", 19)


# -- on the command line -------------------------------------------------------------------------------------


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main_group, ["-C", str(folder), *words])


def test_a_started_file_makes_a_copy(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    assert run(folder, "clinic", "new", "north-street").exit_code == 0
    assert run(folder, "clinic", "new", "north-street").exit_code == 1
    assert run(folder, "clinic", "new", "North Street").exit_code == 1
    assert trustbook.check(folder, today=False, clinic="north-street").errors == 0
    listed = json.loads(run(folder, "list", "--json").stdout)
    assert listed["clinics"] == [{"clinic": "north-street", "name": "Name of the clinic", "files": []}]


def test_a_file_is_started_in_no_other_folder(tmp_path: Path) -> None:
    folder = sample(tmp_path / "book")
    home = next(folder.rglob("book.toml")).parent / "clinics"
    home.write_text("")
    assert "is a file, not a folder" in run(folder, "clinic", "new", "north").stderr
    home.unlink()
    (tmp_path / "elsewhere").mkdir()
    home.symlink_to(tmp_path / "elsewhere")
    assert "leads out of the book's folder" in run(folder, "clinic", "new", "north").stderr
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_to_do_is_said_for_the_clinic(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    assert "did you mean `riverside`?" in run(folder, "check", "--clinic", "Riverside").stderr
    assert "C101" in run(folder, "verify", "--clinic", "hill-street").stderr
    assert "`trustbook build --clinic riverside` first" in run(folder, "verify", "--clinic", "riverside").stderr
    home = next(folder.rglob("clinics"))
    (home / "riverside.toml").rename(home / "North.toml")
    assert "rename `North.toml` to `north.toml`" in run(folder, "check", "--clinic", "north").stderr


def test_every_key_of_the_schema_has_a_sentence() -> None:
    made = json.loads(CliRunner().invoke(main_group, ["schema", "--clinic"]).stdout)
    for table in (made, *made["$defs"].values()):
        assert table["description"]
        for name, key in table["properties"].items():
            assert key.get("description"), name


def test_what_is_laid_out_for_the_book_is_not_laid_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))
    folder = clinic_book(tmp_path / "book")
    trustbook.build(folder, ["epub", "screen"])
    laid: list[str] = []
    monkeypatch.setattr(parts, "paginate", counted(engine.paginate, laid))
    monkeypatch.setattr(parts, "paginate_parts", counted(engine.paginate_parts, laid))
    copy = trustbook.build(folder, ["screen"], clinic="riverside")
    assert sorted(laid) == ["colophon", "cover", "help", "your-clinic"]
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "afresh"))
    fresh = trustbook.build(folder, ["screen"], clinic="riverside", output=tmp_path / "fresh", force=True)
    assert file_of(copy, "-screen.pdf") == file_of(fresh, "-screen.pdf")


def counted(original: Callable[..., Any], laid: list[str]) -> Callable[..., Any]:
    """A layout that notes the parts of its documents."""

    def lay(paged: PagedDocument, *given: object, **named: object) -> object:
        laid.extend(name for one in paged.html[1] if (name := one.get("id")))
        return original(paged, *given, **named)

    return lay


def test_where_the_cover_is_apart_the_clinics_page_is_the_first(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    config = next(folder.rglob("book.toml"))
    config.write_text(config.read_text().replace('cover = "inside"', 'cover = "none"'))
    report = trustbook.build(folder, ["print", "epub"], clinic="riverside")
    with zipfile.ZipFile(io.BytesIO(file_of(report, ".epub"))) as epub:
        assert 'id="page-1"' in epub.read("EPUB/your-clinic.xhtml").decode()
        assert 'id="page-3"' in epub.read("EPUB/titlepage.xhtml").decode()


def test_a_page_of_a_copy_begins_at_the_words_it_begins_at_in_the_book(tmp_path: Path) -> None:
    whole, copy = copied(clinic_book(tmp_path))
    before, after = (letters_of(part(book, "help").tree) for book in (whole, copy))
    late = len(before) - 30
    breaks = [*(PageBreak("3", "help", place) for place in (0, 5, late)), PageBreak("9", "colophon", 9)]
    clinic, *others = breaks_of_copy(copy, breaks, cover=True)
    assert (clinic.label, clinic.part) == ("2", "your-clinic")
    assert [one.offset for one in others if one.offset != others[2].offset] == [0, 5, 9]
    assert after[others[2].offset :] == before[late:]


def test_its_paper_is_that_of_its_office(tmp_path: Path) -> None:
    paper = CLINIC.replace("[crisis-line]", 'paper = "letter"\neditions = ["handouts"]\n[crisis-line]')
    report = trustbook.build(clinic_book(tmp_path, paper), clinic="riverside", options={"chapter": "1"})
    assert report.failed == ()
    names = [one.name for one in report.editions["handouts"].artifacts]
    assert names == ["handouts/small-steps-riverside-1-walking-letter.pdf"]
    words = "".join(pages_of((report.folder / names[0]).read_bytes()).values())
    assert "Riverside Clinic, Telephone: 01632 960001" in " ".join(words.split())
