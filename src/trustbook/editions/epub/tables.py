"""Let wide tables stack their rows on screens that have no room for their columns.

In: a part's tree, while the builder's marks are on it, and its language. Out: the same, changed in place: each table
whose longest words, side by side, are too wide for a telephone is ready to be stacked by the style sheet, and stays a
table for screen readers, which forget what a table is when a style sheet shows it otherwise.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.layout.stacked_tables import stack
from trustbook.manuscript.shape.tables import longest_words
from trustbook.manuscript.trees import parents

_NARROW, _ANY = 44, 100  # letters side by side: more than a telephone has, and than any screen shows well
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def stack_wide(tree: Element, language: str) -> None:
    """Prepare the tables of a part."""
    for parent, table in parents(tree):
        if table.tag != "table" or (letters := longest_words(table)) <= _NARROW:
            continue
        stack(table, language, "stack" if letters > _ANY else "stack-narrow")
        for one in table.iter():
            if one.tag == "th":
                one.set("role", "rowheader" if one.get("scope") == "row" else "columnheader")
            elif one.tag in _ROLES:
                one.set("role", _ROLES[one.tag])
        place = Element("div", {"class": "table-place"})
        place.tail, table.tail = table.tail, None
        parent[list(parent).index(table)] = place
        place.append(table)
