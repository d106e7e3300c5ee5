"""Codes of raw HTML, characters, tables and boxes: X and T."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "X401",
        "error",
        summary="HTML that is not well-formed",
        why="An e-reader refuses a whole chapter for one tag that is not closed.",
        clause="XML 1.0, 2.1",
        bad="A <em>quiet word.",
        good="A <em>quiet</em> word.",
    ),
    Code(
        "X402",
        "error",
        summary="active HTML",
        why="Scripts and embedded pages can spy on readers, and most e-readers and all printed books do without them.",
        clause="",
        bad="<script>alert(1)</script>",
        good="<p>Plain words.</p>",
    ),
    Code(
        "X403",
        "error",
        summary="HTML in a wrong place or with a wrong value",
        why="E-readers and shops refuse a book whose elements stand where HTML does not allow them.",
        clause="EPUB 3.3, 5.2; HTML, 4",
        bad="A <em>quiet <p>word</p></em>.",
        good="A <em>quiet word</em>.",
    ),
    Code(
        "T501",
        "error",
        summary="a character in no shipped font",
        why="Readers would see an empty box instead of the character.",
        clause="PDF/UA-1, 7.21.8",
        bad="It went well &#128512;",
        good="It went well.",
    ),
    Code(
        "T502",
        "error",
        summary="a table without a header",
        why="A screen reader says the column's name with each cell; without names listeners hear loose words.",
        clause="WCAG 2.2, 1.3.1; PDF/UA-1, 7.5",
        bad="|     |        |\n| --- | ------ |\n| Ana | Monday |",
        good="| Who | When   |\n| --- | ------ |\n| Ana | Monday |",
    ),
    Code(
        "T503",
        "error",
        summary="a kind of box that does not exist",
        why="The box would come out without its look and its role, and readers could not tell it from the text.",
        clause="",
        bad='!!! tri "Try this"\n    Say one thing that went well.',
        good='!!! try "Try this"\n    Say one thing that went well.',
    ),
    Code(
        "T504",
        "error",
        summary="a language that is not named by its code",
        why="A voice would go on in the wrong language, and people would not understand the word.",
        clause="WCAG 2.2, 3.1.2",
        bad="They say *bonjour*{lang=french}.",
        good="They say *bonjour*{lang=fr}.",
    ),
    Code(
        "T505",
        "error",
        summary="a space to fill in that cannot be made",
        why="The signs would be printed as they were typed, and readers would find nothing to write on.",
        clause="",
        bad="What I need: ___{rows=2}",
        good="What I need: ___{lines=2}",
    ),
    Code(
        "T506",
        "error",
        summary="a place for rights that cannot be made",
        why="The sign would be printed as it was typed, and readers would not learn what they can ask for.",
        clause="",
        bad="[rights: complaint]",
        good="[rights: complain]",
    ),
)
