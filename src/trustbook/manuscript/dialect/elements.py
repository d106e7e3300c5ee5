"""The HTML that a manuscript may hold: which elements, what may stand in them, which attributes with which values.

A table, and answers about one element at a time. It is the part of HTML that holds text and pictures,
as EPUBCheck's schemas judge it (EPUB 3.3, 5.2; HTML, 4), so that what passes here passes there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PHRASING = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby s samp small span strong sub sup time u var wbr"
    .split()
)  # fmt: skip
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FLOW = _PHRASING | _HEADINGS | frozenset("blockquote details div dl figure hr ol p pre section table ul".split())
_NOTHING = frozenset[str]()
_LIKE_PARENT = frozenset({"a", "del", "ins"})  # what stands in these must be allowed around them

# What may stand in an element. Those not named here hold phrasing.
_CONTENT: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("blockquote dd div li section td".split(), _FLOW),
    "details": _FLOW | {"summary"},
    "figure": _FLOW | {"figcaption"},
    "figcaption": _FLOW,
    "caption": _FLOW - {"table"},
    **dict.fromkeys(("dt", "th"), _FLOW - _HEADINGS - {"section"}),
    **dict.fromkeys(("ol", "ul"), frozenset({"li"})),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset("caption colgroup thead tbody tfoot tr".split()),
    "colgroup": frozenset({"col"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
    "ruby": _PHRASING | {"rt", "rp"},
    "summary": _PHRASING | _HEADINGS,
    "rp": _NOTHING,
    **dict.fromkeys(("br", "col", "hr", "img", "wbr"), _NOTHING),
}
_WITHOUT_TEXT = frozenset("ol ul dl table colgroup thead tbody tfoot tr br col hr img wbr".split())
# What must not stand in an element at any depth.
_NOT_WITHIN: Mapping[str, frozenset[str]] = {
    "a": frozenset({"a", "details"}),
    "dfn": frozenset({"dfn"}),
    "caption": frozenset({"table"}),
    **dict.fromkeys(("dt", "th"), _HEADINGS | {"section"}),
}
# In which order children stand: their tags, each with a space behind it.
_ORDER: Mapping[str, tuple[re.Pattern[str], str]] = {
    "details": (re.compile("summary ((?!summary )[a-z0-9]+ )*"), "start it with one `<summary>`"),
    "dl": (re.compile("((dt )+(dd )+)*"), "give each `<dt>` a `<dd>` behind it"),
    "figure": (
        re.compile("(figcaption )?((?!figcaption )[a-z0-9]+ )*|((?!figcaption )[a-z0-9]+ )*figcaption "),
        "put its one `<figcaption>` first or last",
    ),
    "ruby": (re.compile("(((?!r[tp] )[a-z]+ )*(rt |rp rt rp ))+"), "end it with an `<rt>`"),
    "table": (
        re.compile("(caption )?(colgroup )*(thead )?((tbody )*|(tr )+)(tfoot )?"),
        "write caption, columns, head, rows and foot in this order",
    ),
}

KNOWN = frozenset(_CONTENT) | _PHRASING | _HEADINGS | {"p", "pre", "rt", "rp"}

MAX_SPAN = 100  # cells or columns that one stands for: layout makes room for each, so large numbers cost minutes
_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_MOMENT = rf"{_DATE}[T ]{_TIME}(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"


def _values(pattern: str, said: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern), said


_ANY = _values(r"(?s).*", "")
_NUMBER = _values(r"-?[0-9]{1,6}", "a whole number")
_LENGTH = r"[1-9][0-9]{0,3}(\.[0-9]{1,3})?(px|cm|mm|in|em|rem|pt)|[1-9][0-9]{0,4}"
_WIDTH = _values(rf"{_LENGTH}|([1-9][0-9]?|100)%", "a size such as 50%, 350px or 5cm")
_HEIGHT = _values(_LENGTH, "a size such as 350px or 5cm")
_SPAN = _values(rf"[1-9][0-9]?|{MAX_SPAN}", f"a whole number from 1 to {MAX_SPAN}")
_EDITED = {
    "cite": _values(r"https?://[\w.-]+(:[0-9]+)?([/?#][\w.~/?&=%+,;:@!$*()'#-]*)?", "an address that starts `https://`"),
    "datetime": _values(rf"{_DATE}|{_MOMENT}", "a date such as 2026-11-24"),
}  # fmt: skip
_CELL = {"colspan": _SPAN, "rowspan": _SPAN, "headers": _ANY}
_GLOBAL = {
    "class": _ANY,
    "dir": _values("ltr|rtl|auto", "`ltr`, `rtl` or `auto`"),
    "id": _ANY,
    "lang": _ANY,  # which has a finding of its own, T504
    "title": _ANY,
}
_ATTRIBUTES: Mapping[str, Mapping[str, tuple[re.Pattern[str], str]]] = {
    "a": {"href": _ANY},
    "blockquote": {"cite": _EDITED["cite"]},
    "col": {"span": _SPAN},
    "colgroup": {"span": _SPAN},
    "del": _EDITED,
    "details": {"open": _values("open|", "`open`")},
    "img": {"alt": _ANY, "height": _HEIGHT, "src": _ANY, "width": _WIDTH},
    "ins": _EDITED,
    "li": {"value": _NUMBER},
    "ol": {
        "reversed": _values("reversed|", "`reversed`"),
        "start": _NUMBER,
        "type": _values("[1aAiI]", "1, a, A, i or I"),
    },
    "q": {"cite": _EDITED["cite"]},
    "td": _CELL,
    "th": {**_CELL, "scope": _values("(row|col)(group)?", "`row`, `col`, `rowgroup` or `colgroup`")},
    "time": {"datetime": _values(rf"{_DATE}|\d{{4}}-(0[1-9]|1[0-2])|{_TIME}|{_MOMENT}", "a date such as 2026-11-24")},
}


def allowed(tag: str, name: str) -> bool:
    """Whether an element may have an attribute of this name."""
    return name in _GLOBAL or name in _ATTRIBUTES.get(tag, {})


def wanted(tag: str, name: str, value: str) -> str:
    """What an allowed attribute takes, in words, when `value` is something else; else nothing."""
    pattern, said = _GLOBAL.get(name) or _ATTRIBUTES[tag][name]
    return "" if pattern.fullmatch(value) else said


def within(tag: str, around: frozenset[str]) -> frozenset[str]:
    """What may stand in an element that stands where `around` may."""
    return around if tag in _LIKE_PARENT else _CONTENT.get(tag, _PHRASING)


def barred(tag: str) -> frozenset[str]:
    """What must not stand in an element, however deep."""
    return _NOT_WITHIN.get(tag, _NOTHING)


def holds_text(tag: str) -> bool:
    """Whether words may stand in an element itself."""
    return tag not in _WITHOUT_TEXT


def out_of_order(tag: str, children: list[str]) -> str:
    """What to do where the children of an element do not stand in the order that HTML wants; else nothing."""
    pattern, hint = _ORDER.get(tag, (None, ""))
    return hint if pattern and not pattern.fullmatch("".join(f"{one} " for one in children)) else ""
