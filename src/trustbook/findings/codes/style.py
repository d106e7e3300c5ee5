"""Codes of style, and of help lines and rights: S and K. The rules for sentences and words know English only."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

_ITEMS = ("eat", "sleep", "walk", "rest", "read", "talk", "sing", "laugh")

ROWS: tuple[Code, ...] = (
    Code(
        "S601",
        "warning",
        summary="a list of more than seven items",
        why="People under stress hold only a few things in mind; of a long list they keep nothing.",
        clause="CDC Clear Communication Index, item 8",
        bad="\n".join(f"- {item}" for item in _ITEMS),
        good="\n".join(f"- {item}" for item in _ITEMS[:4]),
    ),
    Code(
        "S602",
        "warning",
        summary="a long sentence",
        why="Readers who are tired, unwell or new to the language lose the start of a sentence before "
        "they reach its end.",
        clause="WCAG 2.2, 3.1.5",
        bad="You can wait if you like and say so, and no one will mind if it takes a while "
        "till you feel safe, or sure, or ready to talk.",
        good="You can take your time. You do not have to tell the harder things at once.",
    ),
    Code(
        "S603",
        "warning",
        summary="text that is hard to read",
        why="Long words and sentences shut out many adults, and nearly everyone who is unwell or afraid.",
        clause="WCAG 2.2, 3.1.5",
        bad="Interdisciplinary communication facilitates therapeutic collaboration.\n"
        "Organisational transparency considerably facilitates participation.\n"
        "Multidisciplinary documentation necessitates administrative coordination.\n"
        "Institutional accountability necessitates comprehensive documentation.\n"
        "Confidentiality obligations additionally necessitate organisational familiarity with legislation.\n"
        "Psychoeducational interventions facilitate understanding.",
        good="It helps when the people who care for you talk with each other.",
    ),
    Code(
        "S604",
        "warning",
        summary="words that may hurt",
        why="Some common phrases blame or label people who live with a condition, and they may close "
        "the book at that line.",
        clause="APA Inclusive Language Guide",
        bad="He committed suicide.",
        good="He died by suicide.",
    ),
    Code(
        "S605",
        "note",
        summary="no style rules for the language of the book",
        why="Lists and links are judged in every language, but how hard sentences are and which words hurt "
        "is judged in English only.",
        clause="",
        bad='language = "fr"',
        good='language = "en-GB"',
    ),
    Code(
        "S606",
        "warning",
        summary="a rule that cannot be set off",
        why="Only rules of style can be set off. What else is wrong would be wrong in the reader's hands too.",
        clause="",
        bad="<!-- lint-off: B201 -->",
        good="<!-- lint-off: S601 S602 -->",
    ),
    Code(
        "K701",
        "warning",
        summary="a help line not verified for six months",
        why="Numbers change; somebody in need could call one that no longer answers.",
        clause="",
        bad="verified_on = 2025-01-15",
        good="verified_on = 2026-11-23   # on the day you checked it",
    ),
    Code(
        "K702",
        "error",
        summary="no help line for the country",
        why="Somebody in danger would turn to the help page and find nobody to call.",
        clause="",
        bad='[help]\ncountry = "FR"   # help-lines.toml has no line for FR',
        good='[help]\ncountry = "GB"',
    ),
    Code(
        "K703",
        "warning",
        summary="a row of rights not verified for six months",
        why="Laws and bodies change; somebody who was hurt could be sent to a place that no longer helps.",
        clause="",
        bad="verified_on = 2025-01-15",
        good="verified_on = 2026-11-25   # on the day you checked it",
    ),
    Code(
        "K704",
        "warning",
        summary="no rights to show for the country",
        why="The book promises to say what people can ask for, and then has nothing to say.",
        clause="",
        bad="[rights: records]   # rights.toml has no row on records for the country",
        good="[rights: complain]   # a topic that it has rows on",
    ),
    Code(
        "K705",
        "warning",
        summary="a review that is past its date",
        why="The book promises its readers to be looked at again by a day, and that day has gone by.",
        clause="",
        bad="[process]\nreview-by = 2025-11-24",
        good="[process]\nreview-by = 2028-11-24",
    ),
)
