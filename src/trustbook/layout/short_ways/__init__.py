"""What WeasyPrint 70 does twice or for nothing, done once: no byte of a file differs, only the time.

In: WeasyPrint, imported. Out: the same with some of ours in the place of some of its own. It must not change what is
laid out; `tests/test_short_ways.py` holds that.
"""

from __future__ import annotations

from trustbook.layout.short_ways import (
    lines_kept,
    lines_ready,
    page_styles,
    plain_paths,
    plain_values,
    sheets_kept,
)


def install() -> None:
    """Take all short ways from now on; once is enough, and more does no harm."""
    page_styles.install()
    plain_values.install()
    plain_paths.install()
    sheets_kept.install()
    lines_ready.install()
    lines_kept.install()
