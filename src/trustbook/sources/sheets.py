"""Judge a book's own style sheets: looks and nothing else, in measures that a page can have.

In: the sheets, as text. Out: findings. F118: it would load something, however that is written. F124: a property, rule
or function that is not in `sheet_words`. F125: a measure that no page has, too many parts, variables that grow. What a
value looks like it does not judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from trustbook.findings import Finding, SourceFile, did_you_mean
from trustbook.sources import sheet_words as words
from trustbook.sources.sheet_measures import measures, page_size
from trustbook.sources.sheet_selectors import is_for_all, multiplied
from trustbook.sources.sheet_variables import Variables, inside

MAX_RULES = 3_000
MAX_DEPTH = 20  # brackets in brackets
MOST = 20  # findings of one sheet

_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*://|//|(?:data|file|javascript|blob):)", re.IGNORECASE)
_REMOVE = "a build reads the book's own pictures and the shipped fonts only; remove it"
_PAGE_SIZES = {"size", "--page-width", "--page-height"}


def judge(sheets: Sequence[SourceFile]) -> list[Finding]:
    """What is wrong with sheets that are used together."""
    variables = Variables()
    found: list[Finding] = []
    for sheet in sheets:
        one = _Judge(sheet, variables)
        one.judge()
        found += one.found[:MOST]
    for file, node, message in variables.grown():
        hint = "write the value itself, or set the property in one place"
        found.append(file.finding("F125", message, node.source_line, node.source_column, len(node.name), hint=hint))
    return found


class _Judge:
    """One sheet."""

    def __init__(self, file: SourceFile, variables: Variables) -> None:
        self._file, self._variables = file, variables
        self._rules = 0
        self.found: list[Finding] = []

    def judge(self) -> None:
        import tinycss2

        if self._deep(tinycss2.parse_component_value_list(self._file.text, skip_comments=True)):
            return
        for rule in tinycss2.parse_stylesheet(self._file.text, skip_comments=True, skip_whitespace=True):
            self._rule(rule)

    def _say(self, code: str, message: str, node: Any, length: int, hint: str) -> None:
        self.found.append(self._file.finding(code, message, node.source_line, node.source_column, length, hint=hint))

    def _deep(self, nodes: Sequence[Any]) -> bool:
        """Say so where brackets nest deeper than anybody writes: nothing below looks at such a sheet."""
        level = list(nodes)
        for _ in range(MAX_DEPTH):
            level = [one for node in level for one in inside(node)]
        if level:
            message = f"brackets nest deeper than {MAX_DEPTH} levels"
            self._say("F125", message, level[0], 1, "write it more simply")
        return bool(level)

    def _rule(self, rule: Any, page: bool = False) -> None:
        """A rule of a sheet, or in another."""
        import tinycss2

        self._rules += 1
        if self._rules == MAX_RULES:
            self._say(
                "F125", f"a sheet of more than {MAX_RULES:,} rules", rule, 1, "leave out what the book has no use for"
            )
        if self._rules >= MAX_RULES or rule.type == "error":  # what cannot be read, nobody obeys
            return
        if rule.type == "at-rule" and not self._at_rule(rule, page):
            return
        self._values(rule.prelude, "", words.FUNCTIONS | words.SELECTORS)
        for_all = rule.type == "qualified-rule" and is_for_all(rule.prelude)
        for one in tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
            if one.type == "declaration":
                self._declaration(one, for_all)
            else:
                self._rule(one, rule.type == "at-rule" and rule.lower_at_keyword == "page")

    def _at_rule(self, rule: Any, page: bool) -> bool:
        """Whether a book's sheet may have this rule."""
        name = rule.lower_at_keyword
        if name in words.LOADING_RULES:
            self._say("F118", f"the style sheet loads something: `@{name}`", rule, len(name) + 1, _REMOVE)
        elif name not in (words.MARGINS if page else words.RULES):
            hint = "remove it; a sheet has rules for elements, `@media`, `@supports` and `@page`"
            self._say("F124", f"`@{name}` is no rule for a book's sheet", rule, len(name) + 1, hint)
        else:
            return True
        return False

    def _declaration(self, one: Any, for_all: bool) -> None:
        name = one.lower_name
        if one.name.startswith("--"):
            self._variables.set(self._file, one)
        else:
            self._property(one, name)
            self._variables.used(self._file, one)
        self._values(one.value, name, words.FUNCTIONS)
        wrong = page_size(one.value) if name in _PAGE_SIZES else None
        wrong = wrong or (multiplied(name, one.value) if for_all else None)
        for node, message, hint in [wrong] if wrong else measures(name, one.value):
            self._say("F125", message, node, len(node.serialize()), hint)

    def _property(self, one: Any, name: str) -> None:
        bare = next((name.removeprefix(prefix) for prefix in words.PREFIXES if name.startswith(prefix)), name)
        if bare not in words.PROPERTIES:
            hint = did_you_mean(name, words.PROPERTIES) or "remove it: no edition knows it, or it does more than look"
            self._say("F124", f"`{name[:60]}` is no property for a book's sheet", one, len(name), hint)

    def _values(self, nodes: Sequence[Any], name: str, functions: frozenset[str]) -> None:
        """What stands in a value, or before a block."""
        for node, parent in _all(nodes):
            called = node.lower_name if node.type == "function" else ""
            if node.type == "url" or called in words.LOADING:
                said = "url(" if node.type == "url" else f"{called}("
                self._say("F118", f"the style sheet loads something: `{said}`", node, len(said), _REMOVE)
            elif called and called not in functions:
                self._say(
                    "F124", f"`{called[:60]}()` is no function for a book's sheet", node, len(called), "remove it"
                )
            elif parent == "attr" and node.type == "ident" and node.lower_value == "url":
                self._say("F118", "the style sheet loads something: `attr(… url)`", node, 3, _REMOVE)
            elif node.type == "string" and name and self._is_address(node.value, name):
                message = f"the style sheet loads something: `{node.value.strip()[:40]}`"
                self._say("F118", message, node, len(node.value) + 2, _REMOVE)

    def _is_address(self, text: str, name: str) -> bool:
        return name not in words.TEXTS and _ADDRESS.match(text) is not None


def _all(nodes: Sequence[Any], parent: str = "") -> Iterator[tuple[Any, str]]:
    """Every token, each with the function it stands in."""
    for node in nodes:
        yield node, parent
        yield from _all(inside(node), node.lower_name if node.type == "function" else parent)
