"""`python -m trustbook` is the `trustbook` command."""

from trustbook.cli import main

main()
