"""What the shop that book.toml names makes of the printed edition.

In: a book's sources and settings, then its laid-out pages. Out: a `Press` for `pdf`, and findings where the book breaks
a rule of the shop, with the number, or lacks the profile for its colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trustbook.editions.print.document import NAME
from trustbook.editions.print.settings import PrintSettings
from trustbook.findings import Finding, Place, did_you_mean
from trustbook.pdf import black_ink
from trustbook.pdf.profile import Intent, Press
from trustbook.pdf.shops import SHOPS, Colour, Shop, Standard
from trustbook.sources.icc import IccProfile, read_icc
from trustbook.sources.profiles import installed

if TYPE_CHECKING:
    from trustbook.layout.pages import Paginated
    from trustbook.sources.values import Sources

_OF_WHOLE_COVERS = ("guides", "stock", "spine")
_SLACK = 0.05  # mm: what a ruler does not show


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered: by which table of book.toml, from which shop, and how its press prints."""

    sources: Sources
    table: PrintSettings
    shop: Shop
    press: Press
    found: tuple[Finding, ...]

    def judge(self, done: Paginated) -> Iterator[Finding]:
        """Every rule of the shop that the book breaks."""
        yield from self.found
        yield from self._sizes()
        yield from self._pages(done.pages)
        yield from self._margins(done)
        yield from self._without_whole_cover()
        yield from self.forbidden(done, "the pages hold")

    def forbidden(self, done: Paginated, where: str) -> Iterator[Finding]:
        """What a PDF holds that the shop, or its standard, has no place for."""
        refused = "PDF/X-1a has no place for" if self.shop.transparency else f"{self.shop.title} does not take"
        for what in done.forbidden:
            message = f"{where} {what}, which {refused}"
            yield self._at("P813", message, "shop", "make it opaque, or choose a shop that takes PDF/X-4")

    def _sizes(self) -> Iterator[Finding]:
        shop, table = self.shop, self.table
        if shop.trims and table.trim not in shop.trims:
            message = f"{shop.title} does not print pages of `{table.trim}`"
            yield self._at("P810", message, "trim", f"it prints {', '.join(shop.trims)}")

    def _pages(self, pages: int) -> Iterator[Finding]:
        shop = self.shop
        if pages < shop.least_pages:
            message = f"the book has {pages} pages, and {shop.title} prints books from {shop.least_pages} pages on"
            yield self._at("P811", message, "shop", "choose another shop, or pages that hold less")
        elif shop.most_pages and pages > shop.most_pages:
            message = f"the book has {pages} pages, and {shop.title} prints books of up to {shop.most_pages:,}"
            yield self._at("P811", message, "shop", "choose another shop, or pages that hold more")

    def _margins(self, done: Paginated) -> Iterator[Finding]:
        inner, outer = done.margins
        wanted = max(self.shop.gutter(done.pages), self.shop.safety)
        for name, margin, least in (("inner", inner, wanted), ("outer", outer, self.shop.safety)):
            if margin < least - _SLACK:
                message = (
                    f"the {name} margin is {margin:.1f} mm, and a book of {done.pages} pages needs {least:.1f} mm at "
                    f"{self.shop.title}"
                )
                yield self._at("P812", message, "trim", "choose wider pages, or wider margins in styles/print.css")

    def _without_whole_cover(self) -> Iterator[Finding]:
        table = self.table
        if table.place_of_cover == "apart":
            return
        where = "is the first page of the book" if table.place_of_cover == "inside" else "is left out"
        for key in _OF_WHOLE_COVERS:
            if key in table.model_fields_set and getattr(table, key):
                message = f"`{key}` is for a whole cover on a sheet of its own, and this one {where}"
                yield self._at("P816", message, key, 'write `cover = "apart"` into `[print]`, or leave it out')

    def _at(self, code: str, message: str, key: str, hint: str) -> Finding:
        return _finding(self.sources, code, message, key, hint)


def order(sources: Sources) -> Order:
    """What book.toml orders."""
    table = sources.settings.table(NAME, PrintSettings)
    shop = SHOPS[table.shop]
    press = Press(
        bleed=shop.bleed,
        marks=shop.marks if table.marks is None else table.marks,
        multiple=shop.multiple,
        gutters=shop.gutters,
        ink=shop.ink,
    )
    found: list[Finding] = []
    profile = _profile(sources, table, shop, found)
    standard = shop.standards[0] if shop.standards else None
    intent = _intent(standard, profile, shop)
    colour = _colour(standard, intent, shop)
    if colour != shop.colour and table.place_of_cover != "none" and "shop" in table.model_fields_set:
        shown = {"srgb": "stays in sRGB", "grey": "is grey"}[colour]
        message = f"no CMYK profile of a printer was found, so the cover for {shop.title} {shown}"
        hint = "ask the shop for its ICC profile, put it beside book.toml, and name it in `[print]` as `profile`"
        found.append(_finding(sources, "P815", message, "shop", hint))
    opaque = standard == "x-1a" or not shop.transparency
    press = replace(press, standard=standard, intent=intent, colour=colour, opaque=opaque)
    return Order(sources, table, shop, press, tuple(found))


def _profile(sources: Sources, table: PrintSettings, shop: Shop, found: list[Finding]) -> IccProfile | None:
    """The profile that book.toml names, or one of this machine where the shop prints in CMYK."""
    if not table.profile:
        return installed() if shop.standards else None
    data = sources.profiles.get(table.profile)
    if data is None:
        hint = did_you_mean(table.profile, sources.profiles) or "put a file that ends in .icc or .icm beside book.toml"
        found.append(_finding(sources, "P814", f"there is no ICC profile `{table.profile}`", "profile", hint))
        return None
    profile = read_icc(data)
    if profile is None or not profile.prints:
        what = f"describes a device for {profile.space}" if profile else "is no ICC profile"
        message = f"`{table.profile}` {what}, and not how a press prints in CMYK or black"
        found.append(_finding(sources, "P814", message, "profile", "ask the shop for its output profile"))
        return None
    return profile


def _intent(standard: Standard | None, profile: IccProfile | None, shop: Shop) -> Intent | None:
    """What a PDF/X file is printed with: a profile, the shop's own condition by name, or black ink alone."""
    if standard is None:
        return None
    if profile is not None:
        return Intent("CMYK" if profile.space == "CMYK" else "GRAY", profile.name, profile.data)
    if standard == "x-1a":
        return Intent("CMYK", shop.condition)
    return Intent("GRAY", black_ink.NAME, black_ink.profile())


def _colour(standard: Standard | None, intent: Intent | None, shop: Shop) -> Colour:
    """What becomes of colours: never inks without a profile that says which."""
    if shop.colour != "cmyk" or (intent and intent.space == "CMYK" and intent.icc):
        return shop.colour
    return "srgb" if shop.icc_tags and standard != "x-1a" else "grey"


def _finding(sources: Sources, code: str, message: str, key: str, hint: str) -> Finding:
    """A finding at a line of `[print]`, or of the whole file where an option of this build says it."""
    config, path = sources.config, (NAME, key)
    if path in config.positions.keys:
        return replace(config.at_value(code, message, path, hint), edition=NAME)
    return Finding(code, message, Place(config.path), hint, edition=NAME)
