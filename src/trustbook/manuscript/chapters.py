"""Read chapters, each once: what Markdown made of a text is kept while neither it nor this program changes.

In: a `SourceFile`. Out: a `Parsed` tree and findings. It must not know how Markdown is read: that loads only for a
chapter that is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.dialect.parsed import Parsed, read, written
from trustbook.sources.kept import Kept
from trustbook.sources.program import key, program


def read_chapter(
    file: SourceFile, words_are_captions: bool, boxes: Sequence[str], kept: Kept
) -> tuple[Parsed | None, list[Finding]]:
    """The chapter in a file, as `parse_markdown` reads it.

    One with findings is not kept: they are to be told again, at their places.
    """
    name = f"chapter-{key(program(), repr((words_are_captions, sorted(boxes))), file.text)}"
    if (data := kept.get(name)) is not None:
        try:
            return read(data), []
        except ValueError:
            pass
    from trustbook.manuscript.dialect.markdown import parse_markdown

    parsed, found = parse_markdown(file, words_are_captions, boxes)
    if parsed is not None and not found and (data := written(parsed)) is not None:
        kept.put(name, data)
    return parsed, found
