"""Write a PDF that was changed or bound.

In: a PDF, and its version. Out: its bytes.
"""

from __future__ import annotations

import io

from pikepdf import ObjectStreamMode, Pdf


def written(pdf: Pdf, version: str) -> bytes:
    """The bytes of a PDF, the same whenever it is written; small things are packed where its version knows how
    (ISO 32000-1, 7.5.7)."""
    packed = version >= "1.5"
    written = io.BytesIO()
    pdf.save(
        written,
        force_version=version,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate if packed else ObjectStreamMode.disable,
        deterministic_id=True,
    )
    return written.getvalue()
