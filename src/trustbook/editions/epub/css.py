"""Flatten style sheets for e-readers, many of which know the CSS of 2011 and no more.

In: sheets, later ones above earlier ones. Out: one sheet without custom properties, comments and rules for paper, and a
finding for each thing that had to be left out. It must not guess: a `var()` becomes its value, or it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tinycss2

from trustbook.editions.epub.custom_properties import CustomProperties, Unknown, selectors
from trustbook.findings import Finding, SourceFile

MAX_DEPTH = 20  # brackets in brackets

_PAPER = {"charset", "import", "namespace", "page"}  # at-rules that mean nothing in a joined sheet for screens
_GROUPS = {"container", "layer", "media", "supports"}  # at-rules that hold rules, which count under a condition
_VALUE = "write the value itself, or set the property in one place, on `:root`"


@dataclass(frozen=True, slots=True)
class Flat:
    """One sheet for e-readers, and what it could not keep."""

    text: str
    findings: tuple[Finding, ...]


def flatten(sheets: Iterable[SourceFile]) -> Flat:
    """One sheet from several; what is kept keeps its order and its words."""
    properties = CustomProperties()
    flatteners = [_Flattener(sheet, properties) for sheet in sheets]
    for one in flatteners:
        one.learn(one.rules)
    lines = [line.rstrip() for one in flatteners for rule in one.rules for line in one.written(rule).splitlines()]
    text = "".join(f"{line}\n" for line in lines if line)
    return Flat(text, tuple(finding for one in flatteners for finding in one.found))


class _Flattener:
    """One sheet: all are read, then each learns what it sets, then each is written."""

    def __init__(self, sheet: SourceFile, properties: CustomProperties) -> None:
        self.sheet = sheet
        self.properties = properties
        self.found: list[Finding] = []
        self.rules = [rule for rule in _rules(sheet.text) if self._is_readable(rule)]

    def _is_readable(self, rule: Any) -> bool:
        if _depth(rule) > MAX_DEPTH:
            self._leave_out(rule, f"brackets nest deeper than {MAX_DEPTH} levels", "write the value more simply")
            return False
        return True

    def _leave_out(self, node: Any, reason: str, hint: str) -> None:
        line, column = node.source_line, node.source_column
        words = re.split("[;{}]", self.sheet.lines[line - 1][column - 1 :])[0].strip()
        message = f"`{words[:60]}` is left out of the EPUB: {reason}"
        place = self.sheet.finding("P804", message, line, column, max(1, len(words)), hint=hint)
        self.found.append(replace(place, edition="epub"))

    def learn(self, rules: Iterable[Any], condition: str = "") -> None:
        """Remember the custom properties that rules set; a condition is the at-rule they stand in."""
        for rule in rules:
            if rule.type == "at-rule":
                own = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}".rstrip()
                if rule.lower_at_keyword == "property":
                    self.properties.add_uncertain(tinycss2.serialize(rule.prelude).strip(), own)
                elif rule.lower_at_keyword in _GROUPS and rule.content is not None:
                    self.learn(_rules(rule.content), own)
                continue
            for one in _items(rule):
                if _is_custom(one) and condition:
                    self.properties.add_uncertain(one.name, condition)
                elif _is_custom(one):
                    for selector in selectors(rule.prelude):
                        self.properties.add(one.name, one.value, one.important, selector)

    def written(self, rule: Any) -> str:
        """A rule as it is for e-readers, or nothing."""
        if rule.type != "at-rule":
            return self._style_rule(rule)
        if rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inside = "\n".join(text for inner in _rules(rule.content) if (text := self.written(inner)))
            return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inside}\n}}" if inside else ""
        if rule.lower_at_keyword == "property":
            return ""
        if _has_variables([rule]):
            self._leave_out(rule, "a `var()` has no value here that could be known", _VALUE)
            return ""
        return str(rule.serialize())

    def _style_rule(self, rule: Any) -> str:
        kept: list[str] = []
        space = ""
        for one in _items(rule):
            if one.type == "whitespace":
                space = one.value
            elif not _is_custom(one) and (text := self._declaration(one, rule)):
                kept += [space, text]
                space = ""
        return f"{tinycss2.serialize(rule.prelude)}{{{''.join(kept)}{space}}}" if kept else ""

    def _declaration(self, one: Any, rule: Any) -> str:
        if one.type == "error":
            self._leave_out(one, "it cannot be read", "write `property: value;`")
        elif one.type != "declaration":
            self._leave_out(one, "old e-readers know no rules inside rules", "write it as a rule of its own")
        else:
            try:
                [value] = {self._value(one, selector) for selector in selectors(rule.prelude)}
            except Unknown as unknown:
                self._leave_out(one, str(unknown), _VALUE)
            except ValueError:
                self._leave_out(one, "its value differs between the selectors of its rule", "write a rule for each")
            else:
                words = value.rstrip()
                return f"{one.name}:{words}{' !important' if one.important else ''};{value[len(words) :]}"
        return ""

    def _value(self, one: Any, selector: Any) -> str:
        return str(tinycss2.serialize(self.properties.value(one.value, selector)))


def _rules(source: Any) -> list[Any]:
    """The rules of a sheet, or of a group, that say something on a screen."""
    read = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
    return [rule for rule in read if rule.type != "error" and not _is_for_paper(rule)]


def _is_for_paper(rule: Any) -> bool:
    if rule.type != "at-rule":
        return False
    media = tinycss2.serialize(rule.prelude).lower().removeprefix(" only").split(",")
    printed = all(query.replace(" only ", " ").split()[:1] == ["print"] for query in media)
    return rule.lower_at_keyword in _PAPER or (rule.lower_at_keyword == "media" and printed)


def _items(rule: Any) -> list[Any]:
    """The declarations of a style rule, and the white space between them."""
    return [one for one in tinycss2.parse_blocks_contents(rule.content) if one.type != "comment"]


def _is_custom(one: Any) -> bool:
    return bool(one.type == "declaration" and one.name.startswith("--"))


def _inside(node: Any) -> list[Any]:
    return [
        *(getattr(node, "prelude", None) or []),
        *(getattr(node, "arguments", None) or getattr(node, "content", None) or []),
    ]


def _depth(node: Any) -> int:
    depth, level = 0, [node]
    while level and depth <= MAX_DEPTH:
        level = [inner for one in level for inner in _inside(one)]
        depth += 1
    return depth


def _has_variables(nodes: Sequence[Any]) -> bool:
    return any(
        (node.type == "function" and node.lower_name == "var") or _has_variables(_inside(node)) for node in nodes
    )
