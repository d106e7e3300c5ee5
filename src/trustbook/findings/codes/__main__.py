"""Print docs/findings.md: `python -m trustbook.codes > docs/findings.md`."""

from __future__ import annotations

import sys

from trustbook.codes.catalogue import markdown

if __name__ == "__main__":
    sys.stdout.write(markdown())
