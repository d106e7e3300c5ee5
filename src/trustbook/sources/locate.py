"""Find a book's folder and what it asks to build, without reading it all.

Standard library only: the answer "nothing has changed" must not wait for anything heavy.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from trustbook.editions import EDITIONS
from trustbook.findings import Finding
from trustbook.findings.toml_positions import read_positions
from trustbook.pdf.standards import DEFAULT, STANDARDS, PdfStandard

CONFIG = "book.toml"
_MAX_CONFIG = 2_000_000  # bytes; `load` reads no more either
_SHIPPED = Path(__file__).parents[1] / "styles"
_REPOSITORY = Path(__file__).parents[3] / "styles"


def find_config(folder: Path) -> Path | None:
    """The book.toml of a folder: in `manuscript/`, else in the folder itself, else None."""
    for candidate in (folder / "manuscript" / CONFIG, folder / CONFIG):
        if candidate.is_file():
            return candidate
    return None


def no_book() -> Finding:
    """The finding for a folder that holds no book."""
    hint = "run `trustbook new mybook` to start one, or name the folder: `trustbook -C FOLDER build`"
    return Finding("F101", f"there is no {CONFIG} in this folder or in manuscript/", hint=hint)


def book_root(config: Path) -> Path:
    """The book's folder: the one above `manuscript/`, else the one that holds book.toml."""
    return config.parent.parent if config.parent.name == "manuscript" else config.parent


def shipped_styles() -> Path:
    """The builder's own style sheets: at the top of a checkout, inside the package once installed."""
    return _REPOSITORY if (_REPOSITORY / "tokens.css").is_file() else _SHIPPED


def quick_settings(config: Path) -> tuple[tuple[str, ...], PdfStandard]:
    """The editions book.toml names, all when it names none, and the standard of the screen PDF.

    What is faulty there counts as not written; `load` will report it.
    """
    try:
        text = config.read_text(encoding="utf-8") if config.stat().st_size <= _MAX_CONFIG else ""
        data = {} if read_positions(text).deep else tomllib.loads(text)  # tomllib would take long
    except (OSError, ValueError, RecursionError):
        data = {}
    named, screen = data.get("editions"), data.get("screen")
    editions = tuple(name for name in named if name in EDITIONS) if isinstance(named, list) else ()
    standard = screen.get("pdf-standard") if isinstance(screen, dict) else None
    known = standard if isinstance(standard, str) and standard in STANDARDS else DEFAULT
    return editions or tuple(EDITIONS), STANDARDS[known]
