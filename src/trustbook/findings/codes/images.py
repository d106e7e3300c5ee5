"""Codes of pictures: I."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "I301",
        "error",
        summary="an image is missing",
        why="Readers would see an empty frame where the picture should be.",
        clause="",
        bad='![Two people talk.](../images/tlak.svg "A talk")',
        good='![Two people talk.](../images/talk.svg "A talk")',
    ),
    Code(
        "I302",
        "error",
        summary="an image without alternative text",
        why="People who cannot see the picture get nothing of what it teaches, or hear a file name.",
        clause="WCAG 2.2, 1.1.1; PDF/UA-1, 7.3",
        bad="![](../images/talk.svg)",
        good='![Two people face each other and talk.](../images/talk.svg "A talk")\n'
        "\n"
        "![](../images/line.svg){.decorative}",
    ),
    Code(
        "I303",
        "error",
        summary="an image outside the book's folder",
        why="The next person who builds the book does not have the file, and a book from a stranger "
        "could print private ones.",
        clause="",
        bad='![A letter.](../../private/letter.png "A letter")',
        good='![A letter.](../images/letter.png "A letter")',
    ),
    Code(
        "I304",
        "error",
        summary="an image that is not a file of the book",
        why="Fetched from the web the picture would be gone one day, and the web site would learn who reads the book.",
        clause="EPUB 3.3, 3.6",
        bad='![A talk.](https://example.org/talk.png "A talk")',
        good='![A talk.](../images/talk.png "A talk")',
    ),
    Code(
        "I305",
        "error",
        summary="a drawing that is not safe",
        why="A drawing can carry scripts and reach files or web sites; in a reader's hands it must do "
        "neither, and must look the same everywhere.",
        clause="",
        bad='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>',
        good='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>',
    ),
    Code(
        "I306",
        "error",
        summary="an image with too many pixels",
        why="Opened in full such a picture can stop a phone, an e-reader or the computer that builds the book.",
        clause="",
        bad="images/poster.png (100000 x 100000 pixels)",
        good="images/poster.png (1600 x 1200 pixels)",
    ),
    Code(
        "I307",
        "warning",
        summary="a figure without a caption",
        why="A caption says why the picture is there; without one, readers who see it and readers who "
        "do not must guess.",
        clause="",
        bad="![Two people talk.](../images/talk.svg)",
        good='![Two people talk.](../images/talk.svg "Taking turns to listen")',
    ),
    Code(
        "I308",
        "error",
        summary="alternative text that is too long",
        why="A screen reader speaks it in one breath, without a way to pause, go back or slow down.",
        clause="",
        bad="![A text of 400 characters that tells the whole story ...](../images/talk.svg)",
        good='![Two people talk, one listens.](../images/talk.svg "Taking turns")\n\nThe rest stands in the text.',
    ),
    Code(
        "I309",
        "error",
        summary="a file that is not a usable image",
        why="Reading systems would show a broken picture, or refuse the whole book.",
        clause="EPUB 3.3, 3.2",
        bad="images/talk.png (in truth a text file)",
        good="images/talk.png (saved as PNG)",
    ),
    Code(
        "I310",
        "warning",
        summary="an image too coarse for print",
        why="Print needs 300 pixels an inch, so a picture with few pixels comes out too small to make out.",
        clause="",
        bad="images/talk.png (200 pixels wide: 17 mm on paper)",
        good="images/talk.png (1300 pixels wide), or a drawing: images/talk.svg",
    ),
    Code(
        "I311",
        "warning",
        summary="a caption that nobody sees",
        why="A caption stands below a picture that has a paragraph of its own; elsewhere there is no room for one.",
        clause="",
        bad='We talk ![Two people talk.](../images/talk.svg "Taking turns") a lot.',
        good='We talk a lot.\n\n![Two people talk.](../images/talk.svg "Taking turns")',
    ),
    Code(
        "I312",
        "warning",
        summary="a picture that is neither used nor usable",
        why="Nothing is lost today; a chapter that shows it one day cannot be built.",
        clause="",
        bad="images/draft.png (in truth a text file; no chapter shows it)",
        good="images/draft.png (saved as PNG)",
    ),
)
