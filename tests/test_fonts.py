"""The shipped fonts: what they cover, what is cut out of them, and that no other font gets into a page."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from books import book
from fontTools.ttLib import TTFont

import trustbook
from trustbook.sources import fonts

PAGE = "@page { size: A5; bleed: 10mm; margin: 20mm }"


def test_each_family_has_four_faces_with_names_of_their_own() -> None:
    faces = fonts.faces()
    assert len({(face.family, face.weight, face.style) for face in faces}) == 8
    assert len({face.name for face in faces}) == 8
    assert all(face.source.is_file() for face in faces)


def test_english_needs_no_fallback_and_welsh_does() -> None:
    assert not fonts.fallback_needed("“Trust” – it’s a feeling…\n\u00ad")
    assert fonts.fallback_needed("dŵr")
    assert {face.family for face in fonts.faces_for("water")} == {fonts.TEXT_FAMILY}
    assert len(fonts.faces_for("dŵr")) == 8


def test_code_has_faces_of_one_width_where_there_is_code() -> None:
    plain, code = fonts.faces_for("x = 1"), fonts.faces_for("x = 1", code=True)
    assert [face.name for face in code[len(plain) :]] == ["JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf"]
    font = TTFont(BytesIO(fonts.embeddable(code[-2], "0O1lIm.")))
    names = font.getBestCmap()
    assert len({font["hmtx"][names[ord(one)]][0] for one in "0O1lIm."}) == 1


def test_a_character_that_no_font_has_is_named_with_its_index() -> None:
    assert fonts.missing("a ☐ box,\n你\t\u200b\u00adα") == [(2, "☐"), (9, "你")]


def test_characters_that_are_never_asked_for_are_in_every_face_of_the_text_family() -> None:
    shown = {ord(character) for character in fonts.COMMON if fonts.visible(character)}
    assert len(shown) > 180
    for face in fonts.faces():
        assert face.family != fonts.TEXT_FAMILY or shown <= fonts.points_of(face)


def test_a_face_is_chosen_by_what_it_can_draw() -> None:
    assert fonts.face_for("w", 700, "italic").name == "AtkinsonHyperlegible-BoldItalic.ttf"
    assert fonts.face_for("ŵ", 700, "italic").name == "NotoSans-BoldItalic.ttf"


@pytest.mark.parametrize("index", [0, 6], ids=["static", "variable"])
def test_a_subset_holds_what_was_asked_for_and_keeps_its_licence(index: int) -> None:
    font = TTFont(BytesIO(fonts.subset(fonts.faces()[index], ["Trust", "ŵ"])))
    assert set(font.getBestCmap()) <= {ord(character) for character in "Trustŵ \xa0"}
    assert ord("T") in font.getBestCmap()
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == fonts.faces()[index].weight
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_a_subset_has_the_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib; from trustbook.sources import fonts;"
        "print([hashlib.sha256(fonts.subset(fonts.faces()[i], '{}')).hexdigest() for i in (1, 7)])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program.format(text)],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, text in (("1", "Trust ŵ"), ("2", "ŵ tsurT"))
    }
    assert len(seen) == 1


LONG = "donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschafts\u00adkapitän " * 12


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("", LONG),
        ("html { hyphens: auto }", "unquestionably incomprehensible responsibilities " * 12),
        (".chapter p { text-transform: uppercase }", "ŵyr œuvre straße"),
        (".chapter p::after { content: ' ☛ŵ'; } .chapter p::after { content: ' ŵ'; }", "plain"),
    ],
    ids=["soft hyphens", "automatic hyphens", "capitals", "generated"],
)
def test_what_the_layout_adds_can_be_drawn(sheet: str, text: str, tmp_path: Path) -> None:
    files = {"one.md": f"# Trust\n\n{text}\n"} | {
        f"styles/{name}.css": f"{PAGE} {sheet}" for name in ("print", "screen")
    }
    report = trustbook.build(book(tmp_path, files), ["screen", "print"])
    assert [one for one in report.findings if one.severity == "error"] == []
    for name in ("screen", "print"):
        with pypdfium2.PdfDocument(tmp_path / f"dist/trust-{name}.pdf") as pdf:
            shown = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert "\ufffd" not in shown
        assert "\u2010" not in shown


def test_css_names_each_face_once() -> None:
    css = fonts.css_faces(lambda face: f"fonts/{face.name}", fonts.faces_for("plain"))
    assert css.count("@font-face") == 4
    assert 'font-weight: 700; font-style: italic; src: url("fonts/AtkinsonHyperlegible-BoldItalic.ttf")' in css


def test_a_font_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fonts._PACKAGES, fonts.FALLBACK_FAMILY, "fontpkg_that_is_not_there")
    fonts._metadata.cache_clear()
    fonts.faces.cache_clear()
    try:
        with pytest.raises(fonts.FontMissing) as caught:
            fonts.faces()
    finally:
        fonts._metadata.cache_clear()
        fonts.faces.cache_clear()
    assert caught.value.name == "Noto Sans"


_PAGE = """
import sys, warnings
from pathlib import Path
warnings.filterwarnings("error")
warnings.filterwarnings("ignore", "No fonts configured")
import weasyprint
text = "Trust <b>dŵr</b> <i>α</i> ☐"
folder = Path(sys.argv[1])
rules = (folder / "rules.css").read_text("utf-8")
class Fetcher(weasyprint.urls.URLFetcher):
    def fetch(self, url, headers=None):
        return weasyprint.urls.URLFetcherResponse(url, (folder / url[6:]).read_bytes(), {"Content-Type": "font/ttf"})
style = '<style>%s body { font-family: "Atkinson Hyperlegible", "Noto Sans" }</style>' % rules
page = weasyprint.HTML(string="<title>t</title>" + style + text, base_url="font:/", url_fetcher=Fetcher())
sys.stdout.buffer.write(page.write_pdf(pdf_identifier=True, uncompressed_pdf=True))
"""


def _page(home: Path, faces: Path) -> subprocess.CompletedProcess[bytes]:
    """A page set in a process that sees an own font folder beside the machine's."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "FONTCONFIG_FILE": str(fonts.fontconfig_file()),
    }
    return subprocess.run([sys.executable, "-c", _PAGE, str(faces)], env=environment, capture_output=True, check=True)


def test_pages_do_not_depend_on_the_fonts_of_the_machine(tmp_path: Path) -> None:
    bare, rich = tmp_path / "bare", tmp_path / "rich"
    bare.mkdir()
    (rich / "fonts").mkdir(parents=True)
    for face in fonts.faces():
        shutil.copy(face.source, rich / "fonts")
    embedded = tmp_path / "embedded"
    embedded.mkdir()
    for face in fonts.faces_for("dŵr"):
        (embedded / face.name).write_bytes(fonts.subset(face, "Trust dŵr α"))
    rules = fonts.css_faces(lambda face: f"font:/{face.name}", fonts.faces_for("dŵr"))
    (embedded / "rules.css").write_text(rules, "utf-8")
    pages = [_page(home, embedded) for home in (bare, rich)]
    assert len({hashlib.sha256(page.stdout).hexdigest() for page in pages}) == 1
    assert {page.stderr for page in pages} == {b""}
    assert b"Atkinson-Hyperlegible-Bold" in pages[0].stdout
    assert b"Noto-Sans-Bold" in pages[0].stdout
    assert not (bare / "cache").exists()


_SELDOM = """
import sys
from trustbook.layout.started import warm_up
warm_up()
print("fontTools.subset" in sys.modules)
from weasyprint.pdf import fonts
options = fonts.subset.Options()
import fontTools.subset
print(type(options) is fontTools.subset.Options)
"""


def test_what_a_layout_seldom_needs_is_imported_when_it_does() -> None:
    done = subprocess.run([sys.executable, "-c", _SELDOM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
