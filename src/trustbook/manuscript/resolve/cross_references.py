"""References by number: `[@fig-loop]` becomes "Figure 3", a link to what has the id `fig-loop`.

In: the empty links that `dialect` made of such names, and all chapters. Out: links with the builder's mark, whose words
`numbering` writes when all numbers are known; or what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import OF, Role, mark
from trustbook.manuscript.resolve.fault import Fault, Near
from trustbook.manuscript.shape import Shaped

_KINDS = {
    "fig": ("figure", 'behind the picture: `![words](file.png "Caption"){#%s}`'),
    "tbl": ("table", "behind its caption: `Table: Words {#%s}`"),
    "sec": ("heading", "behind the heading: `## Words {#%s}`"),
}


def refer(link: Element, named: Mapping[str, str], near: Near) -> Fault | None:
    """Point a reference at what it names; `named` holds the kinds of things by their ids."""
    name = link.get(OF, "")
    kind = named.get(name)
    wanted, where = _KINDS[name.partition("-")[0]]
    if kind == wanted:
        link.set("href", f"#{name}")
        link.set("class", "by-number")
        mark(link, Role.REFERENCE)
        return None
    if kind is not None:
        hint = f"a name that starts `{name.partition('-')[0]}-` is that of a {wanted}"
        return Fault("L102", f"`{name}` is no {wanted}", hint)
    start = name.partition("-")[0] + "-"
    known = (one for one, kind in named.items() if kind == wanted and one.startswith(start))
    hint = near.hint("L102", name, known, start) or f"write it {where % name}"
    return Fault("L102", f"nothing has the id `{name}`", hint)


def named_in(chapters: Iterable[Shaped]) -> dict[str, str]:
    """The kinds of things in chapters, by their ids."""
    kinds = {"figure": "figure", "table": "table", **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")}
    every = chain.from_iterable(chapter.tree.iter() for chapter in chapters)
    return {one.get("id", ""): kinds.get(one.tag, one.tag) for one in every if "id" in one.attrib}
