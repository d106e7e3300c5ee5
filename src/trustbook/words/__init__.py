"""The words the builder itself adds to a book: labels of boxes, notes, figures and links.

English only for now. Sentences around data (help lines, reading list, colophon) stand in the templates.
"""

from __future__ import annotations

CHAPTER = "Chapter"
SECTION = "section"
FIGURE = "Figure"
TABLE = "Table"
NOTES = "Notes"
NOTE = "Note"
CONTENTS = "Contents"
PAGES = "Pages of the printed edition"
LANDMARKS = "Parts of this book"
CONTACT = "Questions about access"
COVER = "Cover"
TITLE_PAGE = "Title page"
START = "Start of the text"
SAME_AS_EPUB = "The same book as an EPUB, for e-readers, phones and screen readers"
HELP_NOW = "Help now"
READING_LIST = "Reading list"
EVIDENCE = "About the evidence"
BACK_TO_NOTE = "Back to note"
CITED_IN = "In the text"
AGAIN = "again"
ADDED = "Added by this book"
SOURCE_LOST = "source lost"
SOURCE_UNNAMED = "no source named"
MARK_LABEL = {"lost": SOURCE_LOST, "unnamed": SOURCE_UNNAMED}

BOXES = {
    # kind: (heading level, element, role, whether the title is repeated in contents)
    "summary": (2, "section", ""),
    "questions": (2, "section", ""),
    "try": (3, "aside", "doc-tip"),
    "note": (3, "aside", "doc-tip"),
}
