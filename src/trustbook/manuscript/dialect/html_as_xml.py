"""Write raw HTML as XML has it, where the two differ and HTML is right: what browsers take, a book takes.

In: the text of a chapter as XHTML with raw HTML in it. Out: the same with `&` and `<` that stand for themselves as
entities, values of attributes in quotes, names in small letters and no `--` in comments; with the end tags that authors
may leave out (HTML, 13.1.2.4). What is wrong in HTML too stays as it is: it is found where the text is parsed. Each
piece of the text is looked at once, whatever never ends in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# A tag, or what starts as one and never ends: the last group says which.
TAGS = re.compile(r"""<(/?)([A-Za-z][\w:.-]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)(>?)""")
_AMPERSAND = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{0,40};)")
_LESS = re.compile(r"<(?![A-Za-z!?]|/[A-Za-z])")
_ASIDE = re.compile(r"<!--|<!\[CDATA\[")
_ATTRIBUTE = re.compile(r"""(?<!\s)\s++([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`][^\s"'<>`]*+))?""")
_OF_XML = re.compile(r"""(?:\s++[\w:.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))*+\s*+/?""")

_CELLS = frozenset({"td", "th"})
_ROWS = _CELLS | {"tr"}
_GROUPS = _ROWS | {"thead", "tbody", "tfoot"}
_TERMS = frozenset({"dt", "dd"})
_MARKDOWN = "p of Markdown"
_LEFT_OUT = _GROUPS | _TERMS | {"li", "p"}  # whose end tags may be missing
_BLOCKS = (
    "address article aside blockquote details div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p "
    "pre section table ul"
).split()
_ENDS = {  # what a start tag ends
    "li": frozenset({"li"}),
    **dict.fromkeys(_TERMS, _TERMS),
    **dict.fromkeys(_CELLS, _CELLS),
    "tr": _ROWS,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _GROUPS),
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
}


def as_xml(text: str) -> str:
    """The text with what HTML and XML write in two ways as XML has it."""
    return "".join(_pieces(text))


def with_end_tags(text: str, typed: str) -> str:
    """The text with the end tags that its author left out; `typed` stands in each start tag that an author typed.

    Only what an author typed ends what an author typed: raw HTML that nothing ends takes in Markdown below it, which
    its author has to see.
    """
    pieces, is_open, names, at = list[str](), list[str](), Counter[str](), 0

    def close() -> None:
        name = is_open.pop()
        names[_tag_of(name)] -= 1
        pieces.append(f"</{_tag_of(name)}>")

    for tag in TAGS.finditer(text):
        closes, name, attributes, ends = tag.groups()
        if not ends:
            continue
        pieces.append(text[at : tag.start()])
        at = tag.start()
        if not closes:
            ended = _ENDS.get(name, frozenset()) if typed in attributes else frozenset()
            while is_open and is_open[-1] in ended:
                close()
            if not attributes.endswith("/"):
                is_open.append(_MARKDOWN if name == "p" and typed not in attributes else name)
                names[name] += 1
        elif names[name]:
            while _tag_of(is_open[-1]) != name and is_open[-1] in _LEFT_OUT:
                close()
            if _tag_of(is_open[-1]) == name:
                is_open.pop()
                names[name] -= 1
    return "".join([*pieces, text[at:]])


def _tag_of(name: str) -> str:
    return "p" if name == _MARKDOWN else name


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces: what is neither a comment nor a section of XML is changed, and hyphens in comments are."""
    at, never = 0, set[str]()
    for start in _ASIDE.finditer(text):
        close = "-->" if start.group() == "<!--" else "]]>"
        if start.start() < at or close in never:
            continue
        end = text.find(close, start.end())
        if end < 0:
            never.add(close)
            continue
        words = text[start.end() : end]
        if close == "-->" and ("--" in words or words.endswith("-")):
            words = words.replace("-", " ")
        yield _outside(text[at : start.start()])
        yield f"{start.group()}{words}{close}"
        at = end + len(close)
    yield _outside(text[at:])


def _outside(text: str) -> str:
    return _LESS.sub("&lt;", TAGS.sub(_tag, _AMPERSAND.sub("&amp;", text)))


def _tag(match: re.Match[str]) -> str:
    """A tag with its name in small letters and its attributes in quotes; as it is where they cannot be read."""
    closes, name, attributes, ends = match.groups()
    if ends and (closes or _OF_XML.fullmatch(attributes)):
        return f"<{closes}{name.lower()}{attributes}>"
    bare, empty = attributes.rstrip(), ""
    if bare.endswith("/") and "=" not in bare[bare.rfind(" ") :].partition('"')[0]:  # not `href=http://example.org/`
        bare, empty = bare.removesuffix("/").rstrip(), " /"
    found = list(_ATTRIBUTE.finditer(bare))
    if not ends or "".join(one.group() for one in found) != bare:
        return match.group()
    said = " ".join(f"{one.group(1).lower()}={_quoted(one.group(2))}" for one in found)
    return f"<{name.lower()} {said}{empty}>"


def _quoted(value: str | None) -> str:
    if value is None:
        return '""'
    return value.replace("<", "&lt;") if value[0] in "\"'" else f'"{value}"'
