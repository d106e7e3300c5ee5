"""Whether a PDF says what its source says, block by block: `compare`.

In: the HTML of a paged edition and what was read of its PDF. Out: how many blocks are equal, and each difference.
It must not use the code that made the PDF: what HTML means is written down here a second time.
"""

from block_equality.compare import Comparison, compare

__all__ = ["Comparison", "compare"]
