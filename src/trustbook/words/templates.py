"""Fill the builder's own templates.

In: a template's name and values. Out: text, or the elements it holds.
The only module that imports Jinja2; everything is escaped, and a name that is not given is an error.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from trustbook.words.phrases import Words, fill
from trustbook.words.typography import curl

if TYPE_CHECKING:
    from trustbook.words.desk import DeskWords

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # each is used a few times: what it spares is less than what it takes
        auto_reload=False,
    )
    environment.filters["filled"] = _filled
    environment.filters["told"] = _told
    return environment


def _filled(phrase: str, **values: object) -> Markup:
    """A phrase with values, all of them escaped but for markup that the template made."""
    return Markup(fill(str(escape(phrase)), **{name: escape(value) for name, value in values.items()}))


def _told(message: str) -> Markup:
    """What a finding says: names in it, which stand in backticks, as code."""
    parts = message.split("`")
    made = (Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts))
    return Markup("").join(made)


def number(typed: str, href: str) -> Markup:
    """A telephone number that leads to its address, and breaks nowhere."""
    return Markup('<a class="contact" href="{}">{}</a>').format(href, typed.replace(" ", "\u00a0"))


def render(name: str, words: Words | DeskWords, **values: object) -> str:
    """The text of a template; what it says itself comes from `words`."""
    return _environment().get_template(name).render(words=words, **values)


def elements(name: str, words: Words, **values: object) -> list[Element]:
    """The elements of a template that holds a fragment of XHTML.

    What people wrote goes through `prose` there and is set in type; addresses, numbers and identifiers do not.
    """
    prose = partial(curl, language=words.language)
    return list(ElementTree.fromstring(f"<div>{render(name, words, prose=prose, **values)}</div>"))
