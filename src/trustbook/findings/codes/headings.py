"""Codes of headings: H. People who cannot see the page find their way by them."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "H101",
        "error",
        summary="a heading level is skipped",
        why="People who listen to a book jump from heading to heading; a missing level sounds like a missing section.",
        clause="WCAG 2.2, 1.3.1; PDF/UA-1, 7.4.2",
        bad="# Trust\n\n### First steps",
        good="# Trust\n\n## First steps",
    ),
    Code(
        "H102",
        "error",
        summary="the same heading twice",
        why="In a list of headings nobody can tell the two sections apart, and a link could lead to either.",
        clause="WCAG 2.2, 2.4.6",
        bad="## Examples\n\nOne.\n\n## Examples\n\nTwo.",
        good="## Examples at home\n\nOne.\n\n## Examples at the clinic\n\nTwo.",
    ),
    Code(
        "H103",
        "error",
        summary="an empty heading",
        why="A screen reader says `heading` and then nothing, and the contents get an entry without words.",
        clause="WCAG 2.2, 2.4.6",
        bad="##\n\nThe text goes on.",
        good="## What helps\n\nThe text goes on.",
    ),
    Code(
        "H104",
        "error",
        summary="a chapter without a title",
        why="The contents, the bookmarks and the running heads all take the title; without it readers "
        "cannot find the chapter.",
        clause="WCAG 2.2, 2.4.2",
        bad="Trust grows slowly.",
        good="# Trust\n\nTrust grows slowly.",
    ),
    Code(
        "H105",
        "error",
        summary="a second title in a chapter",
        why="A listener would believe that a new chapter starts, and the contents would disagree with the text.",
        clause="WCAG 2.2, 1.3.1",
        bad="# Trust\n\n# First steps",
        good="# Trust\n\n## First steps",
    ),
    Code(
        "H106",
        "warning",
        summary="a title with another number than its chapter",
        why="The book numbers its chapters, so two numbers would stand above the text, and they disagree.",
        clause="",
        bad="# Chapter 3. Trust   (the first chapter in book.toml)",
        good="# Trust",
    ),
)
