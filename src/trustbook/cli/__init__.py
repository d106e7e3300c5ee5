"""The `trustbook` command: one file per subcommand.

In: words on the command line. Out: messages for people on stderr, data for machines on stdout, an exit code:
0 done, 1 findings that stop, 2 wrong use, 3 a tool is missing or broke, 130 stopped by Ctrl-C.
A subcommand's file is imported when it is used. No traceback reaches a person.
"""

from __future__ import annotations

from trustbook.cli.main import main

__all__ = ["main"]
