"""Take over a book that somebody wrote for another program: `trustbook new --from FOLDER`.

In: a folder with Markdown and what mdBook, GitBook, Quarto or bookdown say of it, or with Markdown alone. Out: the
files of a trustbook book by their paths, and findings for what needs a hand. Only regular files inside the folder are
read, and nothing in it is run. It writes nothing.
"""

from trustbook.cli.taken.book import Taken, take

__all__ = ["Taken", "take"]
