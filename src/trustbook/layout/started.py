"""WeasyPrint in a process: imported quickly, with ours in the place of some of its own, and no font of this machine.

With `pdf.tags`, the only one that imports WeasyPrint. It must not lay anything out.
"""

from __future__ import annotations

import ctypes.util
import gc
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from trustbook.layout import elsewhere, line_ends, page_numbers, short_ways, whole_fonts
from trustbook.sources import fonts

_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")  # where HarfBuzz cannot help, and of variable fonts


def started() -> Any:
    """WeasyPrint, imported quickly and with our structure tree in place."""
    with _quick_library_lookup(), _imported_later(*_SELDOM), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # on purpose: the builder ships its own
        import weasyprint
        import weasyprint.pdf
    from trustbook.pdf import tags

    tags.install()
    page_numbers.install()
    elsewhere.install()
    short_ways.install()
    whole_fonts.install()
    line_ends.install()  # which asks what is kept
    return weasyprint


def warm_up() -> None:
    """Load what a layout needs, so that a waiting worker has it ready; all of that stays."""
    with machine_fonts_hidden():
        started()
    gc.freeze()


@contextmanager
def machine_fonts_hidden() -> Iterator[None]:
    """Let fontconfig see no font of this machine; afterwards a program that uses us sees them again."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(fonts.fontconfig_file())
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def fonts_on_disk() -> Iterator[Any]:
    """A font configuration, and no files of it afterwards: it is part of a circle, and nobody collects those."""
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    try:
        yield configuration
    finally:
        if configuration._folder is not None:
            shutil.rmtree(configuration._folder, ignore_errors=True)


@contextmanager
def _quick_library_lookup() -> Iterator[None]:
    """Keep WeasyPrint's import from starting hundreds of compilers and linkers to find libraries.

    On Linux `ctypes.util.find_library` runs gcc and ldconfig for each name that does not load at once; the
    names WeasyPrint tries next are sonames that the loader finds itself.
    """
    original = ctypes.util.find_library
    if sys.platform.startswith("linux"):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original


@contextmanager
def _imported_later(*names: str) -> Iterator[None]:
    """Let what is imported from these modules meanwhile be imported when it is first called.

    These two take as long as all of WeasyPrint besides.
    """
    stand_ins = {name: _StandIn(name) for name in names if not {name, "weasyprint"} & sys.modules.keys()}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


class _StandIn(ModuleType):
    """A module of functions that import the real one when they are called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return call
