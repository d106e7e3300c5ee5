"""Show a row of the table of codes to a person at a terminal.

In: a `Code`. Out: ASCII text of at most 88 columns, examples as they are. It looks nothing up.
"""

from __future__ import annotations

from trustbook.findings.codes.row import Code

WIDTH = 88
SEVERITIES = {
    "error": "error: the editions it touches are not built",
    "warning": "warning: the book is built all the same; with --strict it counts as a failure",
    "skipped": "skipped: nothing was checked; with --strict it counts as a failure",
    "note": "note: nothing is wrong; it never counts as a failure",
}


def explanation(row: Code) -> str:
    """What `trustbook explain` prints for a code; no line end at the end."""
    parts = [f"{row.code}: {row.summary}\n{SEVERITIES[row.severity]}"]
    parts.append(_titled("Why it matters", _wrapped(row.why)))
    if row.clause:
        parts.append(_titled("What asks for it", _wrapped(row.clause)))
    parts += [_titled("Instead of", _indented(row.bad, 4)), _titled("Write or do", _indented(row.good, 4))]
    return "\n\n".join(parts)


def _titled(title: str, body: str) -> str:
    return f"{title}:\n{body}"


def _wrapped(text: str) -> str:
    # Imported here: the table is read on each run of the command, and only `explain` folds lines.
    from textwrap import fill

    return fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _indented(text: str, by: int) -> str:
    return "\n".join(f"{' ' * by}{line}".rstrip() for line in text.split("\n"))
