"""Find a book's folder and what it asks to build, without reading it all.

Standard library only: the answer "nothing has changed" must not wait for anything heavy.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from trustbook.editions import EDITIONS

CONFIG = "book.toml"
_SHIPPED = Path(__file__).parent / "styles"
_REPOSITORY = Path(__file__).parents[2] / "styles"


def find_config(folder: Path) -> Path | None:
    """The book.toml of a folder: in `manuscript/`, else in the folder itself, else None."""
    for candidate in (folder / "manuscript" / CONFIG, folder / CONFIG):
        if candidate.is_file():
            return candidate
    return None


def book_root(config: Path) -> Path:
    """The book's folder: the one above `manuscript/`, else the one that holds book.toml."""
    return config.parent.parent if config.parent.name == "manuscript" else config.parent


def shipped_styles() -> Path:
    """The builder's own style sheets: at the top of a checkout, inside the package once installed."""
    return _REPOSITORY if (_REPOSITORY / "tokens.css").is_file() else _SHIPPED


def quick_settings(config: Path) -> tuple[str, ...]:
    """The editions book.toml names, all when it names none or cannot be read (which `load` will then report)."""
    try:
        named = tomllib.loads(config.read_text(encoding="utf-8")).get("editions", list(EDITIONS))
    except (OSError, ValueError, RecursionError):
        return tuple(EDITIONS)
    if not isinstance(named, list):
        return tuple(EDITIONS)
    return tuple(name for name in named if name in EDITIONS) or tuple(EDITIONS)
