"""Change good manuscripts in thousands of ways, and check each: is anything thrown, slow, misplaced or without a hint?

    python scripts/broken_manuscripts.py [COUNT [SEED]]

For the night. It prints how many were checked and what went wrong, and leaves with 1 if anything did.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from books import book
from mutants import mutants
from test_mutants import LIMIT, SEED, misplaced

import trustbook

MEMORY = 1_000_000_000  # bytes


def main() -> int:
    """Check them all."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    resource.setrlimit(resource.RLIMIT_AS, (3 * MEMORY, 3 * MEMORY))
    wrong, codes, slowest = Counter[str](), Counter[str](), 0.0
    for number, files in enumerate(mutants(count, seed)):
        with tempfile.TemporaryDirectory() as place:
            folder = book(Path(place), files)
            start = time.process_time()
            try:
                found = trustbook.check(folder).findings
            except Exception:
                wrong["thrown"] += 1
                click.echo(f"{number}: {traceback.format_exc()}")
                continue
            spent = time.process_time() - start
            slowest = max(slowest, spent)
            wrong["slow"] += spent > LIMIT
            for one in found:
                codes[one.code] += 1
                if fault := misplaced(folder, one):
                    wrong[fault] += 1
                    click.echo(f"{number}: {one.place} {one.code} {fault}: {one.message}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    wrong["large"] += most > MEMORY
    click.echo(f"{count} manuscripts, {sum(codes.values())} findings of {len(codes)} codes")
    click.echo(f"slowest {slowest:.1f} s of work, at most {most / 1e6:.0f} MB")
    click.echo(", ".join(f"{fault}: {times}" for fault, times in sorted(wrong.items()) if times) or "nothing wrong")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
