"""A PDF's structure tree says what the HTML says, also when everything is torn over small pages."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from textwrap import dedent, indent
from typing import Any

import pikepdf
import pydyf
import pytest

from trustbook.layout import engine as paginate
from trustbook.sources import fonts

page = pytest.importorskip("page")

TINY = "@page { size: 190px 78px; margin: 12px }"
ROOMY = "@page { size: 700px 2000px; margin: 20px }"
DOT = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='20' height='16'>"
    "<rect width='20' height='16'/></svg>"
)
UA_1 = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@cache
def weasyprint() -> Any:
    paginate.warm_up()
    import weasyprint

    return weasyprint


@cache
def face_css() -> str:
    return str(fonts.css_faces(lambda face: face.source.as_uri(), fonts.faces_for("a")))


def render(body: str, css: str = TINY, lang: str = "en", **options: Any) -> bytes:
    """A PDF of some HTML that claims PDF/UA-1 and PDF/A-2a."""
    html = (
        f'<!doctype html><html lang="{lang}"><head><title>Test</title><style>{face_css()} '
        f"body {{ margin: 0; font: 12px '{fonts.TEXT_FAMILY}' }} {css}</style></head><body>{body}</body></html>"
    )
    source = weasyprint().HTML(string=html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its sRGB profile open
        data: bytes = source.write_pdf(pdf_variant="pdf/a-2a", finisher=claim_ua, **options)
    return data


def claim_ua(_: object, pdf: Any) -> None:
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.stream = [b"".join(item.stream).replace(b"</rdf:RDF>", UA_1)]
            item.compress = False


class Reader:
    """Reads a tagged PDF as a screen reader does."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.texts: dict[tuple[int, int], str] = {}  # (number of the page or form, MCID)
        self.artifacts: list[tuple[str, str]] = []  # subtype or type, text
        for one in self.pdf.pages:
            self._read(one.obj, one.obj.Resources)
        self.parents = parent_tree(self.pdf.Root.StructTreeRoot.ParentTree)

    def _read(self, content: Any, resources: Any) -> None:
        marks: list[tuple[str, int]] = []
        maps: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(content):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in ("BDC", "BMC"):
                self._begin(content, operands, marks)
            elif name == "EMC":
                marks.pop()
            elif name == "Tf":
                maps = to_unicode(resources.Font[str(operands[0])])
            elif name == "TJ":
                assert marks, "text that is neither tagged nor an artifact"
                glyphs = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                codes = zip(glyphs[::2], glyphs[1::2], strict=True)
                self._show(content, marks[-1], "".join(maps[high * 256 + low] for high, low in codes))
            elif name == "Do":
                form = resources.XObject[str(operands[0])]
                if form.Subtype == "/Form":
                    self._read(form, form.get("/Resources", resources))

    def _begin(self, content: Any, operands: Any, marks: list[tuple[str, int]]) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        number = int(properties.get("/MCID", -1))
        if number < 0:
            assert str(operands[0]) == "/Artifact"
            kind = str(properties.get("/Subtype", properties.get("/Type", "")))
            marks.append((kind, -1))
            return
        assert (content.objgen[0], number) not in self.texts
        self.texts[content.objgen[0], number] = ""
        marks.append((str(operands[0]), -2 if "/ActualText" in properties else number))
        if "/ActualText" in properties:
            self.texts[content.objgen[0], number] = str(properties["/ActualText"])

    def _show(self, content: Any, mark: tuple[str, int], text: str) -> None:
        kind, number = mark
        if number == -1:
            self.artifacts.append((kind, text))
        elif number >= 0:
            self.texts[content.objgen[0], number] += text

    def outline(self) -> str:
        """The tree, an element a line; the text of an element stands on its line or, among others, on its own."""
        (root,) = self.pdf.Root.StructTreeRoot.K
        return "\n".join(self._lines(root))

    def _lines(self, element: Any) -> list[str]:
        kids: list[str] = []
        text = ""
        alone = True
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                kids += [f"“{text.strip()}”"] if text.strip() else []
                kids += self._lines(kid)
                text, alone = "", False
            elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
                assert self.parents[int(kid.Obj.StructParent)].objgen == element.objgen
                assert kid.Obj.objgen in [one.objgen for one in kid.Pg.Annots]
            else:
                text += self._content(element, kid)
        own = f" “{text.strip()}”" if text.strip() and alone else ""
        kids += [f"“{text.strip()}”"] if text.strip() and not alone else []
        return [f"{self._head(element)}{own}", *(f"  {line}" for line in kids)]

    def _content(self, element: Any, kid: Any) -> str:
        if isinstance(kid, pikepdf.Dictionary):
            place, number = (kid.Stm if "/Stm" in kid else kid.Pg), int(kid.MCID)
        else:
            place, number = element.Pg, int(kid)
        key = int(place.StructParents)
        assert self.parents[key][number].objgen == element.objgen
        return self.texts[place.objgen[0], number]

    def _head(self, element: Any) -> str:
        notes = [str(element[key]) for key in ("/Lang", "/E", "/ID", "/Alt") if key in element]
        attributes = element.get("/A", {})
        for key in ("/ListNumbering", "/Scope", "/ColSpan", "/RowSpan"):
            if key in attributes:
                notes.append(str(attributes[key]).strip("/"))
        return str(element.S)[1:] + (f" [{', '.join(notes)}]" if notes else "")

    def elements(self, tag: str) -> list[Any]:
        return [one for one in descendants(self.pdf.Root.StructTreeRoot.K[0]) if str(one.S) == f"/{tag}"]


def descendants(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from descendants(kid)


def parent_tree(tree: Any) -> dict[int, Any]:
    numbers = list(tree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def to_unicode(font: Any) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<(\w{4})> <(\w+)>", cmap.split("endcodespacerange")[1])
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def outline(body: str, css: str = TINY, lang: str = "en") -> str:
    return Reader(render(body, css, lang)).outline()


def tree(text: str) -> str:
    return "Document\n" + indent(dedent(text).strip("\n"), "  ")


CONSTRUCTS = {
    "a paragraph": (
        "<p>Trust grows slowly, a small step at a time, in each talk that goes well,\nand in those that do not.</p>",
        "P “Trust grows slowly, a small step at a time, in each talk that goes well, and in those that do not.”",
    ),
    "headings in sections": (
        """<section><h1>A heading that is long enough to be torn</h1><section><h2>Under it</h2><p>Text</p></section>
        </section><section role="doc-part"><h1>Part</h1></section>""",
        """
        Sect
          H1 “A heading that is long enough to be torn”
          Sect
            H2 “Under it”
            P “Text”
        Part
          H1 “Part”
        """,
    ),
    "text outside paragraphs": (
        "<div>Loose text <b>and bold</b> text<p>A paragraph</p>loose again</div><blockquote>Quoted</blockquote>",
        """
        P “Loose text and bold text”
        P “A paragraph”
        P “loose again”
        BlockQuote
          P “Quoted”
        """,
    ),
    "an aside": ("<aside><p>Try this at home</p></aside>", "Aside\n  P “Try this at home”"),
    "nested lists": (
        """<ul><li>First item goes over more than a line
        <ul style="list-style-type: disc"><li>Nested</li><li><p>Two</p></li></ul>and on</li></ul>
        <ol style="list-style-type: lower-alpha"><li>One</li><li>Two</li></ol><ul style="list-style: none">
        <li>Plain</li></ul>""",
        """
        L [Disc]
          LI
            Lbl “•”
            LBody
              “First item goes over more than a line”
              L [Disc]
                LI
                  Lbl “•”
                  LBody “Nested”
                LI
                  Lbl “•”
                  LBody
                    P “Two”
              “and on”
        L [LowerAlpha]
          LI
            Lbl “a.”
            LBody “One”
          LI
            Lbl “b.”
            LBody “Two”
        L [None]
          LI
            LBody “Plain”
        """,
    ),
    "a definition list": (
        """<dl><dt>Trust</dt><dd>To feel safe with someone, also when it is hard</dd><dt>Two</dt><dt>Terms</dt>
        <dd>One</dd><dd>Two</dd><div><dt>Grouped</dt><dd>Yes</dd></div></dl>""",
        """
        L [None]
          LI
            Lbl “Trust”
            LBody “To feel safe with someone, also when it is hard”
          LI
            Lbl “Two”
            Lbl “Terms”
            LBody “One”
            LBody “Two”
          LI
            Lbl “Grouped”
            LBody “Yes”
        """,
    ),
    "a table": (
        """<table><caption>What helps and what does not</caption><thead><tr><th>Who</th><th>What</th></tr></thead>
        <tbody><tr><th>Client</th><td>Asks</td></tr><tr><th>Trainer</th><td>Shows how it is done</td></tr>
        <tr><th scope="row">All</th><td></td></tr><tr><td colspan="2">Both<br>of them</td></tr></tbody></table>""",
        """
        Table
          Caption “What helps and what does not”
          THead
            TR
              TH [Column] “Who”
              TH [Column] “What”
          TBody
            TR
              TH [Row] “Client”
              TD “Asks”
            TR
              TH [Row] “Trainer”
              TD “Shows how it is done”
            TR
              TH [Row] “All”
              TD
            TR
              TD [2] “Both of them”
        """,
    ),
    "a table of rows": (
        '<table><tr><td rowspan="2">A</td><td>B</td></tr><tr><td>C</td></tr></table>',
        """
        Table
          TBody
            TR
              TD [2] “A”
              TD “B”
            TR
              TD “C”
        """,
    ),
    "a figure": (
        f"""<figure><p><img alt="A black box" src="{DOT}"></p><figcaption>The caption of the picture</figcaption>
        </figure>""",
        "Figure [A black box]\n  Caption “The caption of the picture”",
    ),
    "pictures": (
        f'<p>Look: <img alt="A box" src="{DOT}"> here<img alt="" src="{DOT}">.</p>'
        '<svg width="9" height="9" aria-label="A dot"><rect width="9" height="9"/></svg>',
        """
        P
          “Look:”
          Figure [A box]
          “here.”
        P
          Figure [A dot]
        """,
    ),
    "words with a meaning": (
        """<p>Be <em>very</em> <strong>sure
        of it</strong>: <code>x = 1</code>, <q>so be it</q>, <span>no more</span>. The <abbr title="World Health
        Organization">WHO</abbr> is the <abbr title="World Health
        Organization">WHO</abbr>.</p>""",
        """
        P
          “Be”
          Em “very”
          Strong “sure of it”
          “:”
          Code “x = 1”
          “,”
          Quote ““so be it””
          “, no more. The”
          Span [World Health Organization] “WHO”
          “is the WHO.”
        """,
    ),
    "code": (
        "<pre><code>first line\n  second</code></pre>",
        "P\n  Code “first line  second”",
    ),
    "languages": (
        """<p>In <span lang="fr">mots français</span> or <em lang="en">English</em></p><div lang="de"><p>Deutsch
        <span lang="en">and English</span></p></div>""",
        """
        P
          “In”
          Span [fr] “mots français”
          “or”
          Em “English”
        Div [de]
          P
            “Deutsch”
            Span [en] “and English”
        """,
    ),
    "a table of contents": (
        """<nav role="doc-toc"><ol style="list-style: none"><li><a href="#c">A chapter</a><ol style="list-style: none">
        <li><a href="#d">Its section with a longer name</a></li></ol></li></ol></nav><h1 id="c">C</h1>
        <h2 id="d">D</h2>""",
        """
        TOC
          TOCI
            Reference
              Link “A chapter”
            TOC
              TOCI
                Reference
                  Link “Its section with a longer name”
        H1 “C”
        H2 “D”
        """,
    ),
    "notes": (
        """<p id="p">Said<sup><a id="r" role="doc-noteref" href="#n" aria-label="Note 1">1</a></sup> before.</p>
        <section role="doc-endnotes"><h1>Notes</h1><ol><li id="n">Who said it, and where
        <a role="doc-backlink" href="#r">Back to note 1</a></li><li><p>Two</p></li></ol></section>""",
        """
        P
          “Said”
          Reference
            Link “1”
          “before.”
        Sect
          H1 “Notes”
          L [Decimal]
            LI
              LBody
                Note [n]
                  Lbl “1.”
                  “Who said it, and where”
                  Link “Back to note 1”
            LI
              LBody
                Note [note]
                  Lbl “2.”
                  P “Two”
        """,
    ),
    "footnotes at the foot of a page": (
        '<p>Said<span style="float: footnote">Who said <em>it</em></span> before, and again after.</p>',
        """
        P
          “Said”
          Reference “1”
          Note [note]
            Lbl “1.”
            “Who said”
            Em “it”
          “before, and again after.”
        """,
    ),
    "what the author says": (
        """<div data-pdf="Part"><p data-pdf="H3">A heading</p></div><p data-pdf="Artifact">Not read</p>
        <section data-pdf="none"><p>Read</p></section><ol data-pdf="TOC"><li>Entry</li></ol>
        <p aria-hidden="true">Not read</p>""",
        """
        Part
          H3 “A heading”
        P “Read”
        TOC
          TOCI
            Lbl “1.”
            “Entry”
        """,
    ),
    "lines without spaces between them": (
        """<p>Well-known and<br>broken,<span style="display: block">in a block</span></p><p style="overflow-wrap:
        anywhere">example.org/long/address/of/some/page and on</p><p>A thera&shy;peutic re&shy;lation&shy;ship</p>
        <p style="text-transform: uppercase">Große Worte<em> in</em> <em>italics</em> too</p>""",
        """
        P “Well-known and broken, in a block”
        P “example.org/long/address/of/some/page and on”
        P “A therapeutic relationship”
        P
          “GROSSE WORTE”
          Em “IN”
          Em “ITALICS”
          “TOO”
        """,
    ),
    "content out of its place": (
        """<p>Before <span style="float: right">floated</span> after the float, and more of it</p>
        <div style="columns: 2"><p>Two columns with text that needs both of them</p></div>
        <p style="position: fixed; top: 0; margin: 0">Everywhere</p><p style="opacity: .5">Half seen in the mist</p>""",
        """
        P “Before floated after the float, and more of it”
        P “Two columns with text that needs both of them”
        P “Everywhere”
        P “Half seen in the mist”
        """,
    ),
}


@pytest.mark.parametrize("css", [TINY, ROOMY], ids=["torn", "whole"])
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_the_tree_says_what_the_source_says(construct: str, css: str) -> None:
    body, expected = CONSTRUCTS[construct]
    assert outline(body, css) == tree(expected)


@pytest.mark.parametrize("profile", ["ua-1", "2a"])
def test_all_constructs_torn_over_small_pages_are_valid(profile: str) -> None:
    names = [name for name in CONSTRUCTS if name != "what the author says"]
    body = "<h1>All</h1>" + "".join(
        re.sub(r"<(/?)h1", r"<\1h2", CONSTRUCTS[name][0].replace("<h2", "<h3").replace("</h2", "</h3"))
        for name in names
    )
    report = page.validate_pdf_bytes(render(body), profile=profile)
    assert [failure.message for failure in report.failures] == []


def test_a_paragraph_over_many_pages_is_one_element() -> None:
    reader = Reader(render("<p>" + "So many words. " * 60 + "</p>"))
    assert len(reader.pdf.pages) > 5
    assert len(reader.elements("P")) == 1


def test_a_link_has_one_annotation_a_page_with_all_its_lines() -> None:
    link = '<p>Go to <a href="https://example.org/" title="Example’s page">the <em>page</em> of the example</a></p>'
    reader = Reader(render(link, "@page { size: 120px 200px; margin: 12px }"))
    (annotation,) = reader.pdf.pages[0].Annots
    assert str(annotation.Contents) == "Example’s page"
    assert int(annotation.F) == 4
    assert len(annotation.QuadPoints) % 8 == 0
    xs, ys = list(map(float, annotation.QuadPoints))[::2], list(map(float, annotation.QuadPoints))[1::2]
    assert [float(side) for side in annotation.Rect] == [min(xs), min(ys), max(xs), max(ys)]


def test_a_link_over_two_pages_is_one_element_with_two_annotations() -> None:
    reader = Reader(render('<p><a href="https://example.org/">' + "far away and on " * 12 + "</a></p>"))
    (link,) = reader.elements("Link")
    objects = [kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR"]
    assert len(objects) == sum("/Annots" in one for one in reader.pdf.pages) > 1


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ('aria-label="Note 3" title="no"', "Note 3"),
        ('title="The page"', "The page"),
        ("", "text of it"),
    ],
)
def test_a_link_is_called_by_human_words(attributes: str, words: str) -> None:
    reader = Reader(render(f'<p id="x">See <a href="#x" {attributes}>text\n of <b>it</b></a></p>'))
    assert str(reader.pdf.pages[0].Annots[0].Contents) == words


def test_leaders_and_page_numbers_of_a_contents_entry_are_dots_unread_and_a_number_read() -> None:
    css = TINY + "a::after { content: leader('.') target-counter(attr(href), page) }"
    reader = Reader(render('<nav role="doc-toc"><ol><li><a href="#c">One</a></li></ol></nav><h1 id="c">C</h1>', css))
    assert "Link “One 2”" in reader.outline()
    assert ("/Layout", ".") in reader.artifacts


def test_running_heads_and_page_numbers_are_artifacts_of_their_kind() -> None:
    css = TINY + "@page { @top-left { content: 'Head' } @bottom-right { content: counter(page) } }"
    reader = Reader(render("<p>Text</p>", css))
    assert reader.outline() == tree("P “Text”")
    assert sorted(reader.artifacts) == [("/Footer", "1"), ("/Header", "Head")]


def test_a_link_in_every_running_foot_is_read_once_at_the_end() -> None:
    css = TINY + "@page { @bottom-left { content: element(help) } } .help { position: running(help) }"
    body = '<p class="help">Help: <a href="#h" title="Find help">page 1</a></p><p id="h">' + "Text to read. " * 20
    reader = Reader(render(body, css))
    assert reader.outline().splitlines()[-2:] == ["  P", "    Link [Find help]"]
    (link,) = reader.elements("Link")
    assert len(link.K) == len(reader.pdf.pages) > 2
    assert page.is_pdf_compliant_bytes(render("<h1>T</h1>" + body, css), profile="ua-1")


def test_a_link_in_a_table_head_that_repeats_stays_one_link() -> None:
    rows = "<tr><td>Cell</td></tr>" * 9
    head = '<table><thead><tr><th><a href="https://example.org">Head</a></th></tr></thead>'
    reader = Reader(render(f"{head}{rows}</table>"))
    (link,) = reader.elements("Link")
    repeats = sum("/Annots" in one for one in reader.pdf.pages)
    assert sum(isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR" for kid in link.K) == repeats > 2
    assert [text for kind, text in reader.artifacts if kind == "/Pagination"] == ["Head"] * (repeats - 1)


def test_the_box_of_a_figure_is_where_the_picture_stands() -> None:
    reader = Reader(render(f'<img alt="Box" src="{DOT}" style="display: block">'))
    (figure,) = reader.elements("Figure")
    # 12 px from the left and the top of a page 78 px high, 20 × 16 px large, y upwards.
    assert [float(side) for side in figure.A.BBox] == pytest.approx([9, 37.5, 24, 49.5])


def test_words_stay_apart_where_their_font_shows_no_space() -> None:
    assert outline("<h1>Big<br>words</h1><p>more text</p>") == tree("H1 “Big words”\nP “more text”")
    assert outline("<p>Big<br>words</p>") == tree("P “Big words”")


def test_tags_that_pdf_1_7_lacks_are_mapped() -> None:
    reader = Reader(render("<p><em>a</em></p><aside>b</aside>"))
    assert dict(reader.pdf.Root.StructTreeRoot.RoleMap) == {"/Aside": "/Sect", "/Em": "/Span"}
    assert "/RoleMap" not in Reader(render("<p>a</p>")).pdf.Root.StructTreeRoot


def test_notes_are_found_by_their_id() -> None:
    notes = '<section role="doc-endnotes"><ol><li id="b">Two</li><li id="a">One</li></ol></section>'
    reader = Reader(render(notes))
    assert [str(part) for part in reader.pdf.Root.StructTreeRoot.IDTree.Names][::2] == ["a", "b"]


def test_a_picture_without_words_and_an_unknown_tag_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    outline(f'<p data-pdf="Paragraf"><img src="{DOT}"></p>')
    assert "has no alt text" in caplog.text
    assert 'data-pdf="Paragraf" is no tag' in caplog.text


def test_form_fields_are_in_the_tree() -> None:
    form = '<form><p><label for="n">Name</label> <input id="n" name="n"></p></form>'
    with pikepdf.open(BytesIO(render(form, pdf_forms=True))) as pdf:
        root: Any = pdf.Root
        assert [str(one.S) for one in descendants(root.StructTreeRoot.K[0])] == ["/Document", "/P", "/Form"]
        assert str(root.AcroForm.Fields[0].TU) == "Name"


def test_the_same_source_gives_the_same_bytes() -> None:
    body = CONSTRUCTS["a table"][0]
    assert render(body) == render(body)


def test_weasyprint_still_has_the_hook() -> None:
    from inspect import signature

    from trustbook.pdf import tags as structure

    weasyprint()
    from weasyprint.pdf import add_tags, tags

    assert add_tags is structure.add_tags
    assert tuple(signature(tags.add_tags).parameters) == tuple(signature(structure.add_tags).parameters)


@pytest.mark.parametrize("hook", [None, lambda pdf, document: None], ids=["gone", "changed"])
def test_another_hook_is_refused(hook: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from trustbook.pdf import tags as structure

    weasyprint()
    monkeypatch.setattr("weasyprint.pdf.add_tags", hook)
    with pytest.raises(RuntimeError, match="gone or has changed"):
        structure.install()


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from trustbook.pdf import tags as structure

    monkeypatch.setattr(weasyprint(), "__version__", "71.0")
    monkeypatch.setattr("weasyprint.pdf.add_tags", None)
    with pytest.raises(RuntimeError, match=r"found 71\.0"):
        structure.install()
