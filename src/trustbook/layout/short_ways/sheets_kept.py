"""Style sheets that WeasyPrint 70 parses again for each document, parsed once in a process.

A process lays out many handouts by the same sheets. `install` stands where WeasyPrint makes a sheet of a document's
`style` element, and keeps the last ones with what was said of them. A sheet that brings faces is parsed each time, for
faces belong to one document.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

_MOST = 8  # sheets of a process


def install() -> None:
    """Stand in the place of WeasyPrint's sheets, once."""
    from weasyprint import css

    if css.CSS.__module__ == "weasyprint":
        css.CSS = _keeping(css.CSS)


def _keeping(parse: Callable[..., Any]) -> Callable[..., Any]:
    """A maker of sheets that parses each text once."""
    kept: dict[tuple[str, str], _Parsed] = {}

    def sheet(
        *, media_type: str, string: str = "", counter_style: Any = None, color_profiles: Any = None, **more: Any
    ) -> Any:
        if not string or any(rule in string.lower() for rule in ("@font-face", "@import")):
            facts = {"counter_style": counter_style, "color_profiles": color_profiles, "media_type": media_type}
            return parse(**({"string": string} if string else {}), **facts, **more)
        key = (string, media_type)
        known = kept.get(key)
        if known is None:
            if len(kept) >= _MOST:
                kept.clear()
            kept[key] = _Parsed(parse, string, media_type, more)
        else:
            for record in known.said:
                known.logger.handle(record)
        counter_style.update(kept[key].counter_style)
        color_profiles.update(kept[key].color_profiles)
        return kept[key].sheet

    return sheet


class _Parsed(logging.Handler):
    """A parsed sheet, what it defines beside rules, and what was said while it was parsed."""

    def __init__(self, parse: Callable[..., Any], string: str, media_type: str, more: dict[str, Any]) -> None:
        from weasyprint.logger import LOGGER

        super().__init__(logging.WARNING)
        self.logger = LOGGER
        self.said: list[logging.LogRecord] = []
        self.counter_style: dict[str, Any] = {}
        self.color_profiles: dict[str, Any] = {}
        fetcher, base = more["url_fetcher"], more["base_url"]  # not its lists of rules, which belong to one document
        LOGGER.addHandler(self)
        try:
            self.sheet = parse(
                string=string,
                media_type=media_type,
                counter_style=self.counter_style,
                color_profiles=self.color_profiles,
                url_fetcher=fetcher,
                base_url=base,
            )
        finally:
            LOGGER.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Remember what was said."""
        self.said.append(record)
