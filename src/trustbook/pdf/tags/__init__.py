"""The structure tree of a tagged PDF: what the HTML says, in the order in which it is read.

In: a WeasyPrint document that has been painted. Out: its PDF with structure elements, artifacts and links.
It must not know books, nor change what is seen.
"""

from trustbook.pdf.tags.hook import add_tags, install, tagging

__all__ = ["add_tags", "install", "tagging"]
