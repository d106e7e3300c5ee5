"""Codes of citations and ids: B."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "B201",
        "error",
        summary="a citation that is not in the reading list",
        why="Readers who want to check a claim find no source behind it, and have to take it on faith.",
        clause="",
        bad="Listening helps [@namy].",
        good="Listening helps [@nami].",
    ),
    Code(
        "B202",
        "warning",
        summary="a reading-list entry that nothing cites",
        why="Readers may think that the text rests on this source, while nothing in it does.",
        clause="",
        bad='[[entries]]\nid = "nami"   # and no [@nami] in any chapter',
        good="Listening helps [@nami].",
    ),
    Code(
        "B203",
        "error",
        summary="one id used twice, or not fit to be an id",
        why="A link can lead to one place only; with two of the same name some readers land in the wrong one.",
        clause="XML 1.0, 3.3.1",
        bad="## At home {#steps}\n\n## At the clinic {#steps}",
        good="## At home {#steps-home}\n\n## At the clinic {#steps-clinic}",
    ),
    Code(
        "B204",
        "warning",
        summary="a claim that nothing marks",
        why="The chapter on the evidence speaks of a claim that readers cannot find in the text.",
        clause="",
        bad="## Trust shortens treatment {#claim-short .source-lost}",
        good="Trust shortens treatment [@claim-short].",
    ),
    Code(
        "B205",
        "error",
        summary="a reading-list entry that lacks something",
        why="Without its name, author or year readers cannot find the source, and a claim rests on "
        "nothing they can check.",
        clause="",
        bad='[[entries]]\nid = "nami"\nkind = "organisation"\nname = "National Alliance on Mental Illness"',
        good='[[entries]]\nid = "nami"\nkind = "organisation"\nname = "National Alliance on Mental Illness"\n'
        'about = "A non-profit body that offers education and support."',
    ),
    Code(
        "B206",
        "error",
        summary="a book that cites and has no reading list",
        why="The numbers in the text would lead nowhere, and readers could not look up a single source.",
        clause="",
        bad="Listening helps [@nami].   (and no chapter has the role)",
        good='[[chapters]]\nfile = "chapters/reading-list.md"\nrole = "reading-list"',
    ),
)
