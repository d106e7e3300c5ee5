"""Books laid out in a process of their own as WeasyPrint alone does it, without what the builder keeps for speed.

python as_weasyprint.py FOLDER...    the SHA-256 of each screen PDF, a line each
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from stages import read, screen_document

from trustbook.layout import engine, short_ways
from trustbook.layout.engine import paginate
from trustbook.pdf import finish


def as_weasyprint(folders: Sequence[Path]) -> list[str]:
    """What a process without the builder's short ways makes of these books."""
    command = [sys.executable, __file__, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split()


def digest(folder: Path) -> str:
    """The SHA-256 of a book's screen PDF."""
    return hashlib.sha256(paginate(screen_document(read(folder)[0])).data).hexdigest()


def _alone() -> None:
    from weasyprint.html import UA_STYLESHEET

    vars(short_ways)["install"] = lambda: None
    vars(finish)["_compress"] = lambda pdf: None
    vars(engine)["own_sheets"] = lambda html: [UA_STYLESHEET]


if __name__ == "__main__":
    _alone()
    digests = [digest(Path(one)) for one in sys.argv[1:]]
    from weasyprint.layout import preferred

    if not preferred.split_first_line.__module__.startswith("weasyprint."):
        raise SystemExit("this is not WeasyPrint alone")
    sys.stdout.write("\n".join(digests))
