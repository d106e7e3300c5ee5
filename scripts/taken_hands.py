"""What a person changes in the books of `taken_books` until `check` has no error.

In: the folder of chapters. Out: how often each change was made. What stands instead is short and plain; a person who
knows the book would write more, in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A change in the files that match, wherever the pattern is found outside code; `what` is said of it."""

    what: str
    files: str
    pattern: str
    new: str


_SITE = "https://machow.github.io/quartodoc/"

CHANGES: Mapping[str, tuple[Change, ...]] = {
    "gitbook": (
        Change("link to where the chapter is", "pages.md", r"\(asciidoc\.md\)", "(syntax/asciidoc.md)"),
        Change("link to where the chapter is", "plugins/hooks.md", r"\./templating\.md", "../templating/README.md"),
        Change("link to where the chapter is", "syntax/asciidoc.md", r"\./(languages|lexicon)\.md", r"../\1.md"),
        Change("code that was not closed", "syntax/asciidoc.md", r'Preprocessor"\). ```', 'Preprocessor").\n```'),
        Change("variable of a template", "README.md", r"\{\{ book\.version \}\}", "3.2.3"),
    ),
    "quartodoc": (
        Change("link to the web", "**/*.md", r"\]\((?:\.\.)?/(api|examples|tutorials)\b", rf"]({_SITE}\1"),
        Change("link to the web", "**/*.md", r"\]\(/reference/(\w+)\.qmd\)", rf"]({_SITE}reference/\1.html)"),
        Change("link to the web", "**/*.md", r"\]\(#api-builders\)", f"]({_SITE}api/)"),
        Change("link to where the chapter is", "**/*.md", r"/get-started/renderers\.qmd", "dev-renderers.md"),
        Change("link that was not closed", "**/*.md", r"\[layout\.DocClass\]\(`[\w.]+\)", "`layout.DocClass`"),
        Change("link to an object of a program", "**/*.md", r"\[(``\[\]\([^|\n]+``)\]\([^|\n]+\)", r"\1"),
        Change("raw HTML around code", "**/*.md", r"<details>\n```yaml\n.*?\n```\n</details>", "It lists the pages."),
    ),
    "bookdown": (
        Change("formula", "**/*.md", r"\$\$.+?\$\$", "(a formula)"),
        Change("formula", "**/*.md", r"\\begin\{(equation|align)(\*?)\}.+?\\end\{\1\2\}", "(a formula)"),
        Change("formula", "**/*.md", r"(?<![`$\w\\])\$(?=[^\s$`])[^$\n`]+?\$(?![\w`])", "(a formula)"),
        Change("source that R would add", "**/*.md", r" ?\[(?:a note about, )?@(?:R-[\w-]+|rmarkdown2020)\]", ""),
        Change("source in a sentence", "**/*.md", r"(?<![`\[\w(-])@xie2015", "[@xie2015]"),
        Change("reference to what R would make", "**/*.md", r"\[@tbl-(?:theorem|table)-\w+\]", "the table"),
        Change(
            "reference to what R would make", "**/*.md",
            r"\[@fig-(?:pressure-plot|cars-plot|multi-plots|knitr-logo|does-not-exist|miniUI)\]", "the figure",
        ),
        Change("reference to a formula", "**/*.md", r"\\@ref\((?:eq|thm|lem):[\w-]+\)", "above"),
        Change("alternative text", "**/*.md", r"!\[\](\([\w./-]+ \"([^\"\n]+)\"\))", r"![\2]\1"),
        Change("alternative text", "**/*.md", r"!\[Screenshot showing an online[^\]]+\]", "![A page not found.]"),
        Change("name of a box", "**/*.md", r'^(::: \{[^}\n]*?) name="([^"\n]*)"\}', r"\1}\n**\2**\n"),
    ),
}  # fmt: skip


def changed_by_hand(folder: Path, changes: Iterable[Change]) -> tuple[dict[str, int], list[str]]:
    """Make the changes; how often each kind was made, and those for which there was no place."""
    counts: dict[str, int] = {}
    unused: list[str] = []
    for change in changes:
        made = 0
        for path in sorted(folder.glob(change.files)):
            text, count = re.subn(change.pattern, change.new, path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
            if count:
                path.write_text(text, "utf-8")
                made += count
        counts[change.what] = counts.get(change.what, 0) + made
        if not made:
            unused.append(f"{change.what}: {change.pattern}")
    return counts, unused
