"""Say a reading as a screen reader would, line by line.

In: a `Reading`. Out: lines. A line names an element's role, then what one hears; what is nested in it is indented by
two spaces; a link, a note call or a foreign word inside a sentence stands in square brackets. Page and language are
told where they change. An alternative stands for what is drawn or written, except a caption; `NonStruct` and plain
`Span` are not heard as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from trustbook.pdf.spoken.reading import Reading, SpokenElement, SpokenText

INLINE = frozenset(
    "Span Quote Note FENote Reference BibEntry Code Link Annot Em Strong Sub Lbl Form "
    "Ruby RB RT RP Warichu WT WP".split()
)
"""Roles that stand inside a line of text (ISO 32000-1, table 338; ISO 32000-2, 14.8.4.7)."""
_UNSAID = frozenset({"NonStruct", ""})
_IN_LINE = (INLINE | _UNSAID) - {"Lbl"}
_INDENT = "  "
_SOFT_HYPHEN = "\xad"


def spoken(reading: Reading) -> list[str]:
    """The lines that a person would hear, in order."""
    return list(_Speaker(reading).blocks(reading.kids, 0))


class _Speaker:
    """Remembers the page and language last told."""

    def __init__(self, reading: Reading) -> None:
        self._page = 0
        self._lang = ""
        self._reading = reading

    def blocks(self, kids: tuple[SpokenElement | SpokenText, ...], depth: int) -> Iterator[str]:
        """The lines of an element's kids: texts that follow each other make one line."""
        phrase: list[SpokenElement | SpokenText] = []
        for kid in kids:
            if isinstance(kid, SpokenText) or _in_line(kid):
                phrase.append(kid)
                continue
            yield from self._line("", phrase, depth)
            phrase = []
            yield from self._block(kid, depth)
        yield from self._line("", phrase, depth)

    def _block(self, element: SpokenElement, depth: int) -> Iterator[str]:
        if element.role in _UNSAID and element.alt is None and element.actual_text is None:
            yield from self.blocks(element.kids, depth)
            return
        yield from self._turn(element.page)
        head = element.role + self._details(element)
        kids = element.kids
        if element.actual_text is not None or element.alt is not None:
            said = element.actual_text if element.alt is None else element.alt
            yield f"{_INDENT * depth}{head}: {_plain(said or '')}".rstrip()
            captions = tuple(one for one in kids if isinstance(one, SpokenElement) and one.role == "Caption")
            yield from self.blocks(captions, depth + 1)
            return
        first = 0
        while first < len(kids) and _in_line(kids[first]):
            first += 1
        if first:
            yield from self._line(head, list(kids[:first]), depth)
        else:
            yield f"{_INDENT * depth}{head}"
        yield from self.blocks(kids[first:], depth + 1)

    def _line(self, head: str, phrase: list[SpokenElement | SpokenText], depth: int) -> Iterator[str]:
        if phrase:
            yield from self._turn(phrase[0].page)
        words = _plain("".join(self._inline(one) for one in phrase))
        start = f"{head}: " if head and words else head
        if start or words:
            yield f"{_INDENT * depth}{start}{words}"

    def _turn(self, page: int) -> Iterator[str]:
        """A line that tells the page, when it is another."""
        if page and page != self._page:
            self._page = page
            yield f"[page {self._reading.label(page)}]"

    def _inline(self, one: SpokenElement | SpokenText) -> str:
        """A kid inside a line."""
        turned = "".join(f" {mark} " for mark in self._turn(one.page))
        if isinstance(one, SpokenText):
            return turned + self._text(one)
        before = self._lang
        details = self._details(one)
        if one.alt is not None:
            said = one.alt
        elif one.actual_text is not None:
            said = one.actual_text
        else:
            said = "".join(self._inline(kid) for kid in one.kids)
        self._lang = before  # the bracket closes the other language
        if one.role in ("Span", *_UNSAID) and not details:
            return turned + said
        inner = said.strip()
        space_before, space_after = (" " if said[:1] == " " else ""), (" " if said[-1:] == " " and inner else "")
        told = f"{one.role}{details}: {inner}" if inner else f"{one.role}{details}"
        return f"{turned}{space_before}[{told}]{space_after}"

    def _text(self, text: SpokenText) -> str:
        before = self._lang
        told = self._change(text.lang)
        self._lang = before
        told += [f'expansion "{text.expansion}"'] if text.expansion is not None else []
        said = text.text if text.alt is None else text.alt
        return f"[Span{_in_brackets(told)}: {said}]" if told else said

    def _details(self, element: SpokenElement) -> str:
        """What else is said of an element, in round brackets after its role."""
        told = self._change(element.lang)
        if element.role == "H":
            told.append(f"level {element.level}")
        told += [f"{name} {_shown(value)}" for name, value in element.attributes.items() if _worth(name, value)]
        told += [element.control] if element.control else []
        told += [f'expansion "{element.expansion}"'] if element.expansion is not None else []
        described = _plain(element.description)
        told += [f'described as "{described}"'] if described not in ("", _plain(element.text)) else []
        told += [f"id {element.identifier}"] if element.identifier and element.role in ("Note", "FENote") else []
        told += [f"refers to {', '.join(element.refs)}"] if element.refs else []
        if element.target:
            page = f" on page {self._reading.label(element.target_page)}" if element.target_page else ""
            told.append(f"to {element.target}{'' if element.target.startswith('#page=') else page}")
        return _in_brackets(told)

    def _change(self, lang: str) -> list[str]:
        """The language, when it is another than the one last told."""
        if not lang or lang == self._lang:
            return []
        self._lang = lang
        return [f"language {lang}"]


def _in_brackets(told: list[str]) -> str:
    return f" ({'; '.join(told)})" if told else ""


def _worth(name: str, value: object) -> bool:
    """Whether an attribute is told: a span of one cell is none, and the names of headers are for machines."""
    return name != "Headers" and not (name in ("ColSpan", "RowSpan") and value == 1)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(text: str) -> str:
    """Text with single spaces and without hints for hyphenation."""
    return " ".join(text.replace(_SOFT_HYPHEN, "").split())


def _in_line(one: SpokenElement | SpokenText) -> bool:
    """Whether a kid of a block stands in a line of text; the label of a list item has a line of its own."""
    return isinstance(one, SpokenText) or (one.role in _IN_LINE and not _holds_blocks(one))


def _holds_blocks(element: SpokenElement) -> bool:
    """Whether an element of a line holds blocks after all, as notes may."""
    return any(one.role not in INLINE | _UNSAID for one in element.walk())
