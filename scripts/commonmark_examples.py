"""Hold our reading against every example of CommonMark's specification.

    python scripts/commonmark_examples.py FILE

In: the examples as JSON; the source distribution of markdown-it-py has them, in `tests/test_cmark_spec`.
Out: how many are read alike, how many differ under each name of `tests/support/second_reader.py` or are a finding, and
each that differs without one. Exits with 1 if any does.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from second_reader import UNNAMED, difference


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def main(file: Path) -> None:
    """Compare all examples in FILE."""
    examples = json.loads(file.read_text("utf-8"))
    count: Counter[str] = Counter()
    for one in examples:
        name = difference(one["markdown"])
        count[name] += 1
        if name == UNNAMED:
            click.echo(f"example {one['example']}: {one['markdown']!r}")
    for name, times in count.most_common():
        click.echo(f"{times:4} {name or 'read alike'}")
    click.echo(f"{len(examples)} examples, {count[UNNAMED]} unnamed differences")
    sys.exit(1 if count[UNNAMED] else 0)


if __name__ == "__main__":
    main()
