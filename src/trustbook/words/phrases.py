"""The words that the builder itself adds to a book, as one frozen value per language.

The `Words` type holds each phrase with a sentence on what it is for and the names that may stand in it in braces. The
phrases themselves stand in `LANG.toml` beside this file. It must not choose a language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any

from trustbook.words.plurals import Plural

_NAME = re.compile(r"\{([a-z]+)\}")


def phrase(about: str, *names: str) -> Any:
    """A field that holds a phrase: what it is about, and the names of what is filled into it."""
    return field(metadata={"about": about, "names": names})


def fill(phrase: str, **values: object) -> str:
    """A phrase with values for the names in braces; whatever else stands in braces stays."""
    return _NAME.sub(lambda match: str(values.get(match.group(1), match.group())), phrase)


def names_in(phrase: str) -> list[str]:
    """The names in braces in a phrase."""
    return _NAME.findall(phrase)


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase that the builder adds; `language` is the language they are in, a tag of BCP 47."""

    language: str

    # Parts, chapters, figures
    chapter_number: str = phrase("above the title of a numbered chapter", "number")
    chapter_title: str = phrase(
        "a numbered chapter where its title stands alone, as in a running head", "number", "title"
    )
    part_number: str = phrase("above the title of a part that holds chapters", "number")
    part_title: str = phrase("a part that holds chapters, where its title stands alone", "number", "title")
    appendix_number: str = phrase("above the title of an appendix; its number is a letter", "number")
    appendix_title: str = phrase("an appendix, where its title stands alone", "number", "title")
    dedication: str = phrase("the title of a dedication that has none")
    epigraph: str = phrase("the title of an epigraph, a saying before the text, that has none")
    chapter_section: str = phrase("a lettered section of a part, where a list names it", "chapter", "letter")
    figure_number: str = phrase("before the caption of a figure", "number")
    figure_reference: str = phrase("a link to a figure", "number")
    table_number: str = phrase("before the caption of a table, where the text names tables by number", "number")
    table_reference: str = phrase("a link to a table", "number")
    table: str = phrase("the word that starts the caption of a table in a chapter, before a colon; it is not printed")
    title_page: str = phrase("the name of the title page")
    cover: str = phrase("the name of the cover")
    cover_alt: str = phrase("what the cover shows, where book.toml does not say", "title")
    contents: str = phrase("the title of the contents")
    landmarks: str = phrase("the name of the list of the book's main parts in an e-book")
    start: str = phrase("the name of the place where the text starts, in an e-book")
    pages: str = phrase("the name of the list of printed pages in an e-book")
    link_page: str = phrase("a link with the number of the page it leads to", "link", "page")

    # Boxes and notes
    box_summary: str = phrase("the title of a box of the kind `summary` that has none")
    box_questions: str = phrase("the title of a box of the kind `questions` that has none")
    box_try: str = phrase("the title of a box of the kind `try` that has none")
    box_note: str = phrase("the title of a box of the kind `note` that has none")
    box_practice: str = phrase("the name of a box of the kind `practice`, for people who work in care")
    box_scene: str = phrase("the name of a box of the kind `scene`, a short scene whose people are invented")
    box_tip: str = phrase("the title of a `note` that another program calls a tip or hint")
    box_info: str = phrase("the title of a `note` that another program calls information")
    box_important: str = phrase("the title of a `note` that another program calls important")
    box_warning: str = phrase("the title of a `note` that another program calls a warning")
    box_caution: str = phrase("the title of a `note` that another program calls a caution")
    box_danger: str = phrase("the title of a `note` that another program calls a danger")
    added: str = phrase("below the title of a list or a session: the book added it to its source")
    notes: str = phrase("the title of the notes at the end of a chapter")
    note_number: str = phrase("the call of a note, as it is read aloud", "number")
    back_to_note: str = phrase("the link from a note back to its call", "number")
    back_to_note_again: str = phrase("the link from a note back to its second or a later call", "number", "count")

    # What readers fill in
    field_lines: Plural = phrase("lines to write on, as they are read aloud", "count")  # noqa: RUF009
    field_space: str = phrase("lines that take the rest of a page, as they are read aloud")
    field_box: str = phrase("a box to write or draw in, as it is read aloud")
    field_tick: str = phrase("a tick box, as it is read aloud")
    field_ticked: str = phrase("a tick box with a tick, as it is read aloud")
    field_scale: str = phrase("a scale that has no words before it")
    field_step: str = phrase("a step of a scale, as it is read aloud", "name", "number", "first", "low", "last", "high")
    field_cell: str = phrase("a cell to fill in a row without a name, as it is read aloud", "column", "number")
    field_elsewhere: str = phrase("that one can write on paper, where a book cannot be written in")

    # Citations and the reading list
    citation: str = phrase("the number of a source, as it is read aloud", "number", "name")
    source_lost: str = phrase("the mark of a claim whose source was lost")
    source_unnamed: str = phrase("the mark of a claim that never had a source")
    claim_weighed: str = phrase("the mark of another claim that stands beside what research found")
    claim: str = phrase("the mark of a claim, as it is read aloud", "mark", "title")
    cited_in: str = phrase("below a source: the places that cite it", "places")
    cited_again: str = phrase("the second place in a section that cites a source", "place")
    cited_again_number: str = phrase("the third or a later place in a section that cites a source", "place", "number")
    named: str = phrase("the title of the list of sources that the text names")
    research: str = phrase("the title of the list of studies")
    edited_by: str = phrase("the editors of a work in the reading list", "people")
    translated_by: str = phrase("the translators of a work in the reading list", "people")
    illustrated_by: str = phrase("the illustrators of a work in the reading list", "people")
    name_in_source: str = phrase("behind a name: the name that the book's source uses", "name")

    # Help lines
    help_now: str = phrase("the link to the help page")
    page_mark: str = phrase("the mark in the margin where a page of the printed book starts", "number")
    help_page: str = phrase("the link to the help page with its page number", "link", "page")
    in_country: str = phrase("the title of the help lines of a country", "country")
    in_other_countries: str = phrase("the title of the help lines for other countries")
    help_call: str = phrase("how to call a help line", "to")
    help_text: str = phrase("how to text a help line", "to")
    help_text_word: str = phrase("how to text a word to a help line", "word", "to")
    help_chat: str = phrase("how to reach a help line by chat", "to")
    help_web: str = phrase("how to reach a help line on the web", "to")
    help_email: str = phrase("how to reach a help line by e-mail", "to")
    help_checked: str = phrase("the day when the help lines were last checked", "date")

    checked_how: str = phrase("the day when something was checked, and how", "date", "how")

    # What people can ask for when care goes wrong
    right_start: str = phrase("the title of where to begin when care went wrong")
    right_complain: str = phrase("the title of what to know about a complaint")
    right_review: str = phrase("the title of who looks at a complaint that was not settled")
    right_regulator: str = phrase("the title of who can look into how a professional works")
    right_advocate: str = phrase("the title of who can speak for somebody, or help them to speak")
    right_records: str = phrase("the title of how to see what is written about oneself")
    right_second_opinion: str = phrase("the title of how to ask another professional for their view")
    right_change: str = phrase("the title of how to ask for another therapist")
    right_without_consent: str = phrase("the title of what to know about care without one's agreement")
    rights_checked: str = phrase("for which country such rows are, and when they were last checked", "country", "date")
    rights_none: str = phrase("that nothing was checked for a country", "country")

    # Handouts
    handout_pages: str = phrase("what a handout is from, with the printed pages it has", "title", "first", "last")
    handout_page: str = phrase("what a handout is from that has one printed page", "title", "page")
    in_chapter: str = phrase("where a link leads that a handout cannot follow: a chapter", "number")
    in_part: str = phrase("where a link leads that a handout cannot follow: another part of the book", "title")
    handout_source: str = phrase("the title of the facts at the end of a handout or of a chapter's booklet")

    # Sessions
    pack_title: str = phrase("above the contents of several chapters in one file, for a workshop", "title")
    session_title: str = phrase("the title of a plan for a session with a group on a chapter", "title")
    session_aim: str = phrase("the title of what a session is for")
    session_suits: str = phrase("the title of whom a session suits")
    session_prints: str = phrase("the title of what to print before a session")
    session_file: str = phrase("which file a session takes its handout from, and how to print it", "file")
    session_timing: str = phrase("the title of the table of steps and their minutes")
    session_step: str = phrase("the head of the column of steps in that table")
    session_minutes: str = phrase("the head of a column in that table: 30, 60 or 90 minutes", "count")
    session_sum: str = phrase("the name of the row in that table that adds the minutes up")
    session_steps: str = phrase("the title of the steps of a session")
    session_rules: str = phrase("the title of the rules for groups")
    session_after: str = phrase("the title of what to do after a session")

    # Facts of the edition
    version_date: str = phrase("the version on the title page", "version", "date")
    fact_title: str = phrase("the label of the title in the colophon")
    fact_version: str = phrase("the label of the version in the colophon")
    fact_publisher: str = phrase("the label of the publisher in the colophon")
    fact_distributor: str = phrase("the label of the clinic whose copy it is, in the colophon")
    fact_rights: str = phrase("the label of the rights in the colophon")
    fact_identifier: str = phrase("the label of the identifier in the colophon")
    fact_fonts: str = phrase("the label of the fonts that the book brings, in the colophon")
    fact_isbn: str = phrase("the label of the printed book's ISBN in the colophon")
    fact_made: str = phrase("the label of how the book was made")
    fact_involved: str = phrase("the label of who took part in making it")
    fact_funding: str = phrase("the label of who paid for it")
    fact_review: str = phrase("the label of the day when it is to be looked at again")
    fact_feedback: str = phrase("the label of where readers can say what they think of it")
    access_contact: str = phrase("whom to ask about access", "contact")
    same_as_epub: str = phrase("what the EPUB inside a PDF is")
    page_source: str = phrase(
        "the name of the print edition whose pages an e-book lists", "title", "version", "size", "year"
    )

    # What is true of this copy
    copy_title: str = phrase("the title of what is true of this copy, below the author's words on access")
    copy_editions: str = phrase("before the list of the forms in which the book is made")
    edition_epub: str = phrase("what the EPUB is, in that list")
    edition_screen: str = phrase("what the PDF for the screen is, in that list")
    edition_print: str = phrase("what the PDF for print is, in that list")
    edition_handouts: str = phrase("what the handouts are, in that list")
    edition_booklet: str = phrase("what the booklet is, in that list")
    edition_large_print: str = phrase("what large print is, in that list")
    edition_clear_print: str = phrase("what clear print is, in that list")
    pictures_words: Plural = phrase("that words in drawings are shapes", "count")  # noqa: RUF009
    evaluated: str = phrase("who tested the book for access, and when", "evaluator", "date")
    conforms: str = phrase("the standard that the book is said to meet", "standard")
    not_evaluated: str = phrase("that nobody is named who tested the book for access")
    no_contact: str = phrase("that nobody is named whom to ask about access")

    # A clinic's own copy
    your_clinic: str = phrase("the title of the page that a clinic has in its own copy")
    clinic_gives: str = phrase("that a clinic gives out this copy", "clinic")
    clinic_gives_reader: str = phrase("the same, with its word for the reader, such as client", "clinic", "reader")
    clinic_own_page: str = phrase("that this page is the clinic's, and the rest of the book is not")
    clinic_own_line: str = phrase("behind a help line: the clinic's own, which the book did not check", "clinic")
    clinic_address: str = phrase("the label of a clinic's postal address")
    clinic_telephone: str = phrase("the label of a clinic's telephone number")
    clinic_email: str = phrase("the label of a clinic's e-mail address")
    clinic_web: str = phrase("the label of a clinic's web address")
    clinic_hours: str = phrase("the label of when a clinic is open")
    clinic_imprint: str = phrase("the label of who answers for a clinic's page")

    # The whole cover
    cover_readers: str = phrase("the title of whom a book is for, on its back")
    guide_trim: str = phrase("the name of the line along which a cover is cut, in a designer's copy")
    guide_bleed: str = phrase("the name of what is painted beyond that line and cut off")
    guide_spine: str = phrase("the name of the spine, before its width in mm")
    guide_safe: str = phrase("the name of the area that no cut and no fold comes near")
    guide_bars: str = phrase("the name of the place for the bars of the book's number")

    # Booklets for paper
    booklet_title: str = phrase("the title of a file of sheets to print and fold", "title")
    cards_title: str = phrase("the title of a file of exercises on cards to print and cut", "title")
    print_advice: str = phrase("the title of the sheet that says how to print a booklet")
    print_paper: str = phrase("which paper a booklet takes, and how many sheets", "paper", "count")
    print_sides: str = phrase("how to print a booklet: on both sides")
    print_size: str = phrase("how to print a booklet: without scaling")
    print_fold: str = phrase("how to fold a booklet")
    print_staple: str = phrase("how to staple a booklet")
    print_cards: str = phrase("the title of the sheet that says how to print cards")
    print_on: str = phrase("which paper cards take", "paper")
    print_one_side: str = phrase("how to print cards: on one side")
    print_cut: str = phrase("how to cut cards")
    print_pile: str = phrase("how to put cards in order once they are cut")
    print_instead: str = phrase("which files of the same book can be read without paper", "files")

    # The summary of the book's accessibility in an e-book
    summary_text: str = phrase("that all text outside pictures is real text")
    summary_pictures: Plural = phrase("that all pictures are described", "count")  # noqa: RUF009
    summary_decoration: str = phrase("that the pictures are decoration")
    summary_no_pictures: str = phrase("that there are no pictures")
    summary_pages: str = phrase("that the page numbers are those of the print edition")
    summary_no_media: str = phrase("that there is no audio, video or sign language")

    # Dates
    date: str = phrase("a date", "day", "month", "year")
    first_day: str = phrase("the first day of a month in a date")
    months: tuple[str, ...] = phrase("the twelve months as they stand in a date")

    def spoken_date(self, day: datetime.date) -> str:
        """A date as people say it: 24 November 2026."""
        said = self.first_day if day.day == 1 else day.day
        return fill(self.date, day=said, month=self.months[day.month - 1], year=day.year)

    def checked(self, day: datetime.date, how: str) -> str:
        """The day when something was checked, and how, where that is said."""
        date = self.spoken_date(day)
        return fill(self.checked_how, date=date, how=how) if how else date

    def box(self, kind: str) -> str:
        """The title of a box that has none."""
        return str(getattr(self, f"box_{kind}"))

    def right(self, topic: str) -> str:
        """The title of rows on what people can ask for."""
        return str(getattr(self, f"right_{topic.replace('-', '_')}"))

    def edition(self, name: str) -> str:
        """What an edition is; one that comes from elsewhere is its own name."""
        return str(getattr(self, f"edition_{name.replace('-', '_')}", name))


def phrases() -> Iterator[Field[Any]]:
    """The fields of `Words` that hold phrases, in order."""
    return (one for one in fields(Words) if one.metadata)
