"""Give one chapter's tree the shape every edition needs.

In: the tree `dialect` made. Out: a `section` with nested sections, boxes, figures, tables and notes in standard HTML.
It must not look at other chapters: links and citations are still as written.
"""

from trustbook.manuscript.shape.boxes import BOXES
from trustbook.manuscript.shape.chapter import Shaped, shape
from trustbook.manuscript.shape.context import Context

__all__ = ["BOXES", "Context", "Shaped", "shape"]
