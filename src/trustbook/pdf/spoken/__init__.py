"""What a tagged PDF says to somebody who hears it, whoever made the file.

In: the bytes of a PDF, or its path. Out: a `Reading`, and its words as a screen reader speaks them (`spoken`).
It must not lay out, write or follow anything.
"""

from trustbook.pdf.spoken.aloud import spoken
from trustbook.pdf.spoken.read import read_pdf
from trustbook.pdf.spoken.reading import Reading, SpokenElement, SpokenText

__all__ = ["Reading", "SpokenElement", "SpokenText", "read_pdf", "spoken"]
