"""A PDF's structure tree says what the HTML says, also when everything is torn over small pages."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from tagged_constructs import CONSTRUCTS
from tagged_pages import DOT, ROOMY, TINY, Reader, descendants, outline, render, tree, weasyprint

page = pytest.importorskip("page")


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


def test_a_link_in_every_running_foot_is_read_once_in_each_part_behind_its_title() -> None:
    css = TINY + "@page { @bottom-left { content: element(help) } } .help { position: running(help) }"
    foot = '<p class="help">Help: <a href="#h" title="Find help">page 1</a></p>'
    parts = (f'<section class=part><h1 id="{one}">{one}</h1>' + "Text to read. " * 20 + "</section>" for one in "hi")
    document = render(foot + "".join(parts), css + ".part { break-before: page }")
    reader = Reader(document)
    lines = [line.strip() for line in reader.outline().splitlines()]
    assert [lines[at + 1 : at + 3] for at, line in enumerate(lines) if line.startswith("H1")] == [
        ["P", "Link [Find help]"]
    ] * 2
    first, second = reader.elements("Link")
    assert len(first.K) == len(second.K) > 2
    assert len(first.K) + len(second.K) == len(reader.pdf.pages)
    assert page.is_pdf_compliant_bytes(document, profile="ua-1")


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

    structure.install()
    assert add_tags.__module__ == structure.add_tags.__module__
    assert tuple(signature(tags.add_tags).parameters) == tuple(signature(add_tags).parameters)


def test_where_nobody_is_tagging_weasyprint_tags_as_it_does() -> None:
    source = weasyprint().HTML(string='<html lang="en"><title>Test</title><p>One line and <b>another</b>')
    with pikepdf.open(BytesIO(source.write_pdf(pdf_tags=True))) as pdf:
        roles = {str(one.S) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one}
    assert roles >= {"/Document", "/P", "/Span"}


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
