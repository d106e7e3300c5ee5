"""Print docs/findings.md: `python -m trustbook.findings.codes > docs/findings.md`."""

from __future__ import annotations

import sys

from trustbook.findings.codes.catalogue import markdown

if __name__ == "__main__":
    sys.stdout.write(markdown())
