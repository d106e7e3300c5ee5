"""Reading tagged PDFs of any maker: what a screen reader would say, and what keeps it from saying anything."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from trustbook.cli.main import main_group
from trustbook.pdf.content import LIMITS, STEPS, Budget
from trustbook.pdf.spoken import Reading, SpokenElement, SpokenText, read_pdf, spoken


def helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


class Made:
    """A PDF made by hand: content of pages, and a tree of nested tuples (role, {entries}, kids)."""

    def __init__(self, *contents: bytes, font: Dictionary | None = None) -> None:
        self.pdf = Pdf.new()
        self.font = self.pdf.make_indirect(font or helvetica())
        for content in contents:
            page = self.pdf.add_blank_page()
            page.obj.Contents = self.pdf.make_stream(content)
            page.obj.Resources = Dictionary(Font=Dictionary(F=self.font))
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.Lang = String("en")

    def page(self, number: int = 1) -> Any:
        return self.pdf.pages[number - 1].obj

    def element(self, role: str, kids: list[Any], page: int = 1, **entries: Any) -> Any:
        return self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), Pg=self.page(page), K=Array(kids), **entries)
        )

    def form(self, content: bytes, **entries: Any) -> Stream:
        resources = Dictionary(Font=Dictionary(F=self.font))
        return self.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, Resources=resources, **entries)

    def data(self, *kids: Any, **save: Any) -> bytes:
        if kids:
            self.root.K = Array(list(kids))
        file = io.BytesIO()
        self.pdf.save(file, **save)
        return file.getvalue()

    def read(self, *kids: Any) -> Reading:
        reading = read_pdf(self.data(*kids))
        assert not reading.findings
        return reading


def first(reading: Reading, role: str) -> SpokenElement:
    return next(one for one in reading.walk() if one.role == role)


def shown(text: bytes) -> bytes:
    return b"BT /F 10 Tf 72 700 Td " + text + b" ET"


# -- marked content


def test_text_belongs_to_the_innermost_sequence() -> None:
    made = Made(
        shown(b"/P <</MCID 0>> BDC (a) Tj /Span BMC (b) Tj EMC /Em <</MCID 1>> BDC (c) Tj EMC (d) Tj EMC (e) Tj")
    )
    reading = made.read(made.element("P", [0]), made.element("Span", [1]))
    assert [one.text for one in reading.walk()] == ["abd", "c"]


def test_artifacts_are_never_heard() -> None:
    made = Made(shown(b"/Artifact BMC (9) Tj EMC /P <</MCID 0>> BDC (a) Tj /Artifact <<>> BDC (|) Tj EMC EMC"))
    hidden = made.element("Artifact", [made.element("P", [1])])
    assert spoken(made.read(made.element("P", [0]), hidden)) == ["[page 1]", "P (language en): a"]


def test_actual_text_in_the_content_stands_for_its_glyphs() -> None:
    drop = b"/P <</MCID 0>> BDC (T) Tj /Span <</ActualText <feff00660069>>> BDC (x) Tj 0 -50 Td (y) Tj EMC (n) Tj EMC"
    made = Made(shown(drop))
    assert first(made.read(made.element("P", [0])), "P").text == "Tfin"


def test_actual_text_around_a_sequence_and_without_glyphs_is_heard_once() -> None:
    around = b"/Span <</ActualText (one)>> BDC /P <</MCID 0>> BDC (1) Tj (1) Tj EMC EMC "
    drawn = b"/P <</MCID 1>> BDC /Span <</ActualText (star)>> BDC 0 0 m 9 9 l S EMC EMC"
    made = Made(shown(around + drawn))
    reading = made.read(made.element("P", [0]), made.element("P", [1]))
    assert [one.text for one in reading.walk()] == ["one", "star"]


def test_marks_give_language_expansion_and_alternative() -> None:
    marks = (
        b"/P <</MCID 0>> BDC (Say ) Tj /Span <</Lang (fr)>> BDC (oui) Tj EMC "
        b"/Span <</E (et cetera)>> BDC (etc.) Tj EMC /Span <</Alt (a star)>> BDC (*) Tj EMC EMC"
    )
    made = Made(shown(marks))
    reading = made.read(made.element("P", [0]))
    assert first(reading, "P").kids == (
        SpokenText("Say ", 1, "en"),
        SpokenText("oui", 1, "fr"),
        SpokenText("etc.", 1, "en", expansion="et cetera"),
        SpokenText("*", 1, "en", alt="a star"),
    )
    line = 'P (language en): Say [Span (language fr): oui][Span (expansion "et cetera"): etc.]a star'
    assert spoken(reading)[1:] == [line]


def test_properties_may_be_named_in_the_resources() -> None:
    made = Made(shown(b"/P /M0 BDC (a) Tj EMC"))
    made.page().Resources.Properties = Dictionary(M0=Dictionary(MCID=0))
    assert first(made.read(made.element("P", [0])), "P").text == "a"


def test_reversed_strings_are_turned() -> None:
    made = Made(shown(b"/P <</MCID 0>> BDC /ReversedChars BMC (cba) Tj [(f) 5 (ed)] TJ EMC EMC"))
    assert first(made.read(made.element("P", [0])), "P").text == "abcdef"


def test_numbers_inside_a_form_are_its_own() -> None:
    made = Made(b"/Fm Do " + shown(b"/P <</MCID 0>> BDC (page) Tj EMC"))
    form = made.form(shown(b"/P <</MCID 0>> BDC (form) Tj EMC"), StructParents=1)
    made.page().Resources.XObject = Dictionary(Fm=form)
    inside = Dictionary(Type=Name.MCR, Pg=made.page(), Stm=form, MCID=0)
    reading = made.read(made.element("P", [0]), made.element("P", [inside]))
    assert [one.text for one in reading.walk()] == ["page", "form"]


def test_a_form_without_a_place_in_the_tree_belongs_to_the_sequence_around_it() -> None:
    made = Made(b"/P <</MCID 3>> BDC /Fm Do EMC")
    made.page().Resources.XObject = Dictionary(Fm=made.form(shown(b"/P <</MCID 0>> BDC (form) Tj EMC")))
    assert first(made.read(made.element("P", [3])), "P").text == "form"


def test_a_form_can_be_content_as_a_whole() -> None:
    made = Made(b"/Fm Do")
    form = made.form(shown(b"(all) Tj"), StructParent=0)
    made.page().Resources.XObject = Dictionary(Fm=form)
    whole = Dictionary(Type=Name.OBJR, Pg=made.page(), Obj=form)
    assert first(made.read(made.element("P", [whole])), "P").text == "all"


def test_the_appearance_of_an_annotation_is_read() -> None:
    made = Made(b"")
    form = made.form(shown(b"/P <</MCID 0>> BDC (stamp) Tj EMC"), StructParents=0)
    inside = Dictionary(Type=Name.MCR, Pg=made.page(), Stm=form, StmOwn=made.page(), MCID=0)
    assert first(made.read(made.element("P", [inside])), "P").text == "stamp"


# -- spaces


@pytest.mark.parametrize(
    ("one", "two", "text"),
    [
        (b"two", b"lines", "two lines"),
        (b"two ", b"lines", "two lines"),
        (b"syl) Tj /Span <</ActualText <feff00ad>>> BDC (-) Tj EMC (", b"lable", "syl\xadlable"),
        (b"client-", b"centred", "client-centred"),
        (b"trust -", b"which", "trust - which"),
    ],
)
def test_a_new_line_is_one_space_unless_there_is_one_or_a_hyphen(one: bytes, two: bytes, text: str) -> None:
    made = Made(shown(b"/P <</MCID 0>> BDC (%s) Tj 0 -12 Td (%s) Tj EMC" % (one, two)))
    assert first(made.read(made.element("P", [0])), "P").text == text


def test_a_raised_call_and_gaps_are_no_new_line() -> None:
    made = Made(shown(b"/P <</MCID 0>> BDC (H) Tj 8 -3 Td /F 6 Tf (2) Tj 4 3 Td /F 10 Tf [(O) -500 (K)] TJ EMC"))
    assert first(made.read(made.element("P", [0])), "P").text == "H2OK"


def test_a_paragraph_over_two_pages_is_one() -> None:
    part = shown(b"/P <</MCID 0>> BDC (half) Tj EMC")
    made = Made(part, part)
    there = Dictionary(Type=Name.MCR, Pg=made.page(2), MCID=0)
    reading = made.read(made.element("P", [0, there]))
    assert spoken(reading) == ["[page 1]", "P (language en): half [page 2] half"]
    assert read_pdf(made.data(), guess_spaces=False).kids[0].text == "halfhalf"
    assert reading.on_pages(2, 2).kids[0].text == "half"
    assert reading.on_pages(3, 9).kids == ()


# -- roles


def test_roles_are_mapped_to_standard_ones() -> None:
    made = Made(b"")
    made.root.RoleMap = Dictionary(Chapter=Name.Heading1, Heading1=Name.H1, Round=Name.About, About=Name.Round)
    reading = made.read(made.element("Chapter", []), made.element("P", []), made.element("Round", []))
    assert [(one.tag, one.role, one.level) for one in reading.walk()][:2] == [("Chapter", "H1", 1), ("P", "P", 0)]


def test_roles_of_other_namespaces_are_mapped() -> None:
    made = Made(b"")
    pdf_2 = made.pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
    own = made.pdf.make_indirect(
        Dictionary(
            Type=Name.Namespace,
            NS=String("https://example.org/tags"),
            RoleMapNS=Dictionary(stress=Array([Name.Strong, pdf_2]), para=Name.P),
        )
    )
    kids = [made.element("stress", [], NS=own), made.element("para", [], NS=own), made.element("Em", [], NS=pdf_2)]
    assert [one.role for one in made.read(*kids).walk()] == ["Strong", "P", "Em"]


def test_unnumbered_headings_get_the_level_of_their_section() -> None:
    made = Made(b"")
    inner = made.element("Sect", [made.element("H", [])])
    reading = made.read(made.element("Sect", [made.element("H", []), inner]))
    assert [one.level for one in reading.walk() if one.role == "H"] == [1, 2]


def test_names_that_are_not_unicode_are_understood() -> None:
    made = Made(shown(b"/Absatz#e9 <</MCID 0>> BDC /F\xe9 10 Tf (a) Tj \xe9 EMC"))
    made.page().Resources.Font[pikepdf.Object.parse(b"/F#e9")] = made.font
    made.root.RoleMap = pikepdf.Object.parse(b"<</Absatz#e9 /P>>")
    element = made.element("X", [0])
    element.S = pikepdf.Object.parse(b"/Absatz#e9")
    found = first(made.read(element), "P")
    assert (found.tag, found.text) == ("Absatzé", "a")


# -- what elements say themselves


def test_elements_tell_their_own_words() -> None:
    made = Made(shown(b"/P <</MCID 0>> BDC (NAMI) Tj EMC /P <</MCID 1>> BDC (1) Tj EMC"))
    scope = Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2)
    note = made.element("Note", [], ID=String("n1"))
    reading = made.read(
        made.element("Span", [0], E=String("National Alliance"), Lang=String("en-US")),
        made.element("Figure", [made.element("Caption", [1])], Alt=String("A tree")),
        made.element("TH", [], A=Array([scope, 0])),
        made.element("L", [], A=Dictionary(O=Name.List, ListNumbering=Name.Decimal)),
        note,
        made.element("Reference", [], Ref=Array([note])),
        made.element("Formula", [], ActualText=String("x")),
    )
    assert spoken(reading) == [
        "[page 1]",
        '[Span (language en-US; expansion "National Alliance"): NAMI]',
        "Figure (language en): A tree",
        "  Caption: 1",
        "TH (Scope Column; ColSpan 2)",
        "L (ListNumbering Decimal)",
        "[Note (id n1)][Reference (refers to n1)]",
        "Formula: x",
    ]


def test_links_say_where_they_lead() -> None:
    made = Made(b"", b"")
    made.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("end"), Array([made.page(2), Name.Fit])])))
    heading = made.element("H1", [], page=2, ID=String("h"))
    actions: list[dict[str, Any]] = [
        {"A": Dictionary(S=Name.URI, URI=String("https://example.org/"))},
        {"Dest": Array([made.page(2), Name.Fit])},
        {"Dest": String("end")},
        {"A": Dictionary(S=Name.GoTo, D=Array([made.page(1)]), SD=Array([heading, Name.Fit]))},
        {"A": Dictionary(S=Name.GoToR, F=String("other.pdf"))},
        {},
    ]
    links = []
    for action in actions:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Contents=String("Go"), **action)
        annotation = made.pdf.make_indirect(link)
        links.append(made.element("Link", [Dictionary(Type=Name.OBJR, Obj=annotation)]))
    found = [(one.target, one.target_page, one.description) for one in made.read(*links).walk()]
    assert found == [
        ("https://example.org/", 0, "Go"),
        ("#page=2", 2, "Go"),
        ("#nameddest=end", 2, "Go"),
        ("#structelem=h", 2, "Go"),
        ("other.pdf", 0, "Go"),
        ("", 0, "Go"),
    ]


def test_fields_say_what_they_are() -> None:
    made = Made(b"")
    parent = made.pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=1 << 15, TU=String("Yes or no")))
    widget = made.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Parent=parent))
    form = made.element("Form", [Dictionary(Type=Name.OBJR, Obj=widget)])
    assert spoken(made.read(form)) == ["[page 1]", '[Form (language en; radio button; described as "Yes or no")]']


# -- fonts

ALPHA = b"/P <</MCID 0>> BDC %s Tj EMC"


def text_in(font: Dictionary, string: bytes, **streams: bytes) -> str:
    made = Made(shown(ALPHA % string), font=font)
    for name, content in streams.items():
        made.font[f"/{name}"] = made.pdf.make_stream(content)
    return first(made.read(made.element("P", [0])), "P").text


def cmap(body: bytes) -> bytes:
    return b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap " + body + b" endcmap end end"


def type_0(encoding: Name, ordering: str, **more: Any) -> Dictionary:
    system = Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0)
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.X, CIDSystemInfo=system)
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.X,
        Encoding=encoding,
        DescendantFonts=Array([descendant]),
        **more,
    )


def test_a_map_to_unicode_comes_first() -> None:
    body = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"2 beginbfchar <0001> <00660066> <0002> <D83DDE00> endbfchar "
        b"2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079007A>] endbfrange"
    )
    font = type_0(Name("/Identity-H"), "Identity")
    assert text_in(font, b"<000100020010001200200021>", ToUnicode=cmap(body)) == "ff\U0001f600acxyz"


def test_a_glyph_that_nothing_names_is_told_as_unknown() -> None:
    assert text_in(type_0(Name("/Identity-H"), "Identity"), b"<1234>") == "\ufffd"
    zero = cmap(b"1 beginbfchar <0001> <0000> endbfchar")
    assert text_in(type_0(Name("/Identity-H"), "Identity"), b"<0001>", ToUnicode=zero) == "\ufffd"


def test_names_in_the_encoding_are_understood() -> None:
    names = Array([1, Name.Euro, Name("/f_f_i"), 65, Name.uni03B1, Name("/g.alt")])
    encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=names)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=encoding)
    assert text_in(font, b"(\\001\\002ABC\\344)") == "€ffiαgCä"


def test_built_in_and_standard_encodings_are_understood() -> None:
    standard = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    assert text_in(standard, b"(a'-\\256)") == "a’-ﬁ".replace("ﬁ", "fi")
    symbol = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Symbol)
    assert text_in(symbol, b"(ab)") == "αβ"
    mac = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial, Encoding=Name.MacRomanEncoding)
    assert text_in(mac, b"(\\212)") == "ä"


def test_type_3_fonts_are_understood() -> None:
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 9, 9]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        CharProcs=Dictionary(),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([7, Name.eacute])),
        FirstChar=7,
        LastChar=7,
        Widths=Array([1]),
    )
    assert text_in(font, b"(\\007)") == "é"


@pytest.mark.parametrize(
    ("encoding", "ordering", "string", "text"),
    [
        ("UniJIS-UTF16-H", "Japan1", b"<65E5672C>", "日本"),
        ("UniGB-UCS2-H", "GB1", b"<4E2D0041>", "中A"),
        ("90ms-RKSJ-H", "Japan1", b"<93FA967B41>", "日本A"),
        ("GBK-EUC-H", "GB1", b"<D6D0CEC441>", "中文A"),
        ("Identity-H", "Japan1", b"<0E8D0022>", "盆A"),
    ],
)
def test_predefined_maps_are_understood(encoding: str, ordering: str, string: bytes, text: str) -> None:
    assert text_in(type_0(Name(f"/{encoding}"), ordering), string) == text


# -- PDFs of makers

# A page long enough for its text in any typeface: Chromium sets it in one of the machine's.
PAGE = """\
<html lang="en"><meta charset="utf-8"><title>Trust</title>
<style>@page { size: 100mm 250mm; margin: 10mm } body { font-size: 12pt }</style>
<h1>Trust</h1><p>It <em>grows</em> slowly, as <a href="https://example.org/">people say</a>, when what we say
and what we do are the same over weeks and months, in an office or at home, and when affine people stay.</p>
<p lang="fr">Bonjour.</p><ul><li>One<ul><li>Two</li></ul></li></ul>
<table><tr><th scope="col">Name</th></tr><tr><td>Ann</td></tr></table>
<p style="break-before: page">Last.</p>
"""
SENTENCE = (
    "It grows slowly, as people say, when what we say and what we do are the same over weeks and months, "
    "in an office or at home, and when affine people stay."
)


def sentence(reading: Reading) -> str:
    text = next(one.text for one in reading.walk() if one.role == "P")
    return text.translate({0xFB00: "ff", 0xFB01: "fi", 0xFB03: "ffi"}).strip()


def test_limits_hold_while_anybody_reads() -> None:
    def in_force() -> dict[str, Any]:
        before: dict[str, Any] = pikepdf.settings.set_qpdf_limits(flate_max_memory=1)
        pikepdf.settings.set_qpdf_limits(**before)
        return before

    free = in_force()
    with LIMITS:
        with LIMITS:
            pass
        assert in_force() != free
    assert in_force() == free


def test_a_pdf_by_weasyprint_reads_like_its_html() -> None:
    reading = read_pdf(weasyprint.HTML(string=PAGE).write_pdf(pdf_tags=True))
    assert not reading.findings
    assert sentence(reading) == SENTENCE
    assert first(reading, "Link").target == "https://example.org/"
    lines = spoken(reading)
    assert "  P: Bonjour." in lines
    assert lines[-1] == "  P: Last."


def test_a_pdf_by_chromium_reads_like_its_html(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium is not installed")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'user'}"]
    target = tmp_path / "page.pdf"
    made = subprocess.run(
        [chromium, *options, "--no-pdf-header-footer", f"--print-to-pdf={target}", (tmp_path / "page.html").as_uri()],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert target.exists(), made.stderr.decode(errors="replace")[-500:]
    reading = read_pdf(target)
    assert not reading.findings
    assert sentence(reading) == SENTENCE
    assert first(reading, "H1").level == 1
    assert first(reading, "Link").target == "https://example.org/"
    assert first(reading, "TH").attributes["Scope"] == "Column"
    inner = [one for one in reading.walk() if one.role == "L"][1]
    assert "Two" in inner.text
    assert spoken(reading)[-2:] == ["[page 2]", "  P: Last."]


# -- what keeps people from hearing it


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_what_is_not_a_pdf_is_said(tmp_path: Path) -> None:
    assert codes(read_pdf(b"Not a PDF")) == ["V907"]
    assert codes(read_pdf(b"")) == ["V907"]
    assert codes(read_pdf(tmp_path / "none.pdf")) == ["V907"]
    good = Made(b"").data()
    assert codes(read_pdf(good[:50])) == ["V907"]


def test_a_locked_pdf_is_said() -> None:
    password = pikepdf.Encryption(user="secret", owner="secret")
    assert codes(read_pdf(Made(b"").data(encryption=password))) == ["V908"]
    forbids = pikepdf.Encryption(
        owner="secret", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(accessibility=False)
    )
    made = Made(b"")
    assert codes(read_pdf(made.data(made.element("P", []), encryption=forbids))) == ["V908"]
    allows = pikepdf.Encryption(owner="secret", R=4, allow=pikepdf.Permissions(extract=False))
    assert codes(read_pdf(made.data(encryption=allows))) == []


def test_an_untagged_pdf_is_said() -> None:
    reading = read_pdf(weasyprint.HTML(string="<p>Text").write_pdf())
    assert codes(reading) == ["V909"]
    assert "not tagged" in reading.findings[0].message
    assert codes(read_pdf(Made(b"").data())) == ["V909"]


def test_a_tree_that_runs_in_circles_is_cut_and_said() -> None:
    made = Made(shown(ALPHA % b"(a)"))
    inner = made.element("P", [0])
    outer = made.element("Sect", [inner])
    inner.K.append(outer)
    reading = read_pdf(made.data(outer, outer))
    assert codes(reading) == ["V910"]
    assert [one.role for one in reading.walk()] == ["Sect", "P"]
    assert reading.kids[0].text == "a"


def test_content_claimed_twice_is_said() -> None:
    made = Made(shown(ALPHA % b"(a)"))
    reading = read_pdf(made.data(made.element("P", [0]), made.element("P", [0])))
    assert codes(reading) == ["V910"]
    assert [one.text for one in reading.walk()] == ["a", ""]


def test_a_very_deep_tree_is_cut_and_said() -> None:
    made = Made(b"")
    deep = made.element("P", [])
    for _ in range(3000):
        deep = made.element("Div", [deep])
    reading = read_pdf(made.data(deep))
    assert codes(reading) == ["V910"]
    assert spoken(reading)
    assert json.dumps(reading.to_dict())


def test_forms_within_forms_without_end_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trustbook.pdf.spoken.read.Budget", lambda: Budget(STEPS // 20))
    made = Made(b"/P <</MCID 0>> BDC /A Do EMC")
    form = made.form(b"/A Do /A Do " + shown(b"(x) Tj"))
    made.page().Resources.XObject = Dictionary(A=form)
    form.Resources.XObject = Dictionary(A=form)
    assert codes(read_pdf(made.data(made.element("P", [0])))) == ["V910"]


@pytest.mark.parametrize("unpacked", [b" " * 2**20, b"q " * 2**19])
def test_a_stream_that_unpacks_without_end_is_not_read(unpacked: bytes) -> None:
    made = Made(b"")
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(unpacked) for _ in range(80)) + packer.flush()
    bomb = made.pdf.make_stream(b"")
    bomb.write(packed, filter=Name.FlateDecode)
    made.page().Contents = bomb
    assert codes(read_pdf(made.data(made.element("P", [0])))) == ["V910"]


def test_things_in_the_wrong_place_are_passed_over() -> None:
    made = Made(shown(b"/P 3 BDC (a) Tj EMC EMC Q Q Tf cm /F Tf /P <</MCID (x)>> BDC TJ (b) TJ 1 Td Do /No Do"))
    wrong = Dictionary(Type=Name.OBJR, Obj=Array([]))
    reading = read_pdf(
        made.data(
            made.element("P", [-1, True, String("x"), wrong, Array([1]), Dictionary(MCID=String("y"))]),
            made.pdf.make_indirect(Dictionary(S=String("P"), K=0, Pg=3, Lang=4, A=5, Alt=Name.No, Ref=6, NS=7)),
            Dictionary(Type=Name.MCR, MCID=1),
        )
    )
    assert next(one.role for one in reading.walk()) == "P"


# -- the command


def test_the_command_prints_lines_or_json(tmp_path: Path) -> None:
    made = Made(shown(ALPHA % b"(a)"))
    path = tmp_path / "a.pdf"
    path.write_bytes(made.data(made.element("H1", [0])))
    said = CliRunner().invoke(main_group, ["read", str(path)])
    assert (said.exit_code, said.stdout) == (0, "[page 1]\nH1 (language en): a\n")
    told = json.loads(CliRunner().invoke(main_group, ["read", str(path), "--json"]).stdout)
    kid = {"role": "H1", "level": 1, "lang": "en", "page": 1, "kids": [{"text": "a", "page": 1, "lang": "en"}]}
    assert told == {"lang": "en", "pages": 1, "labels": ["1"], "findings": [], "kids": [kid]}
    assert CliRunner().invoke(main_group, ["read", str(path), "--pages", "2-"]).stdout == ""
    assert CliRunner().invoke(main_group, ["read", str(path), "--pages", "2-1"]).exit_code == 2


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(Made(b"").data())
    said = CliRunner().invoke(main_group, ["read", str(path)])
    assert said.exit_code == 1
    assert "error[V909]: the PDF is not tagged" in said.stderr
    told = CliRunner().invoke(main_group, ["read", str(path), "--json"])
    assert [one["code"] for one in json.loads(told.stdout)["findings"]] == ["V909"]
