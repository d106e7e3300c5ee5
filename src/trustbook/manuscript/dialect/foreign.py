"""Signs of other programs that mean nothing here, and how to say the same.

In: the text of a block, while Python-Markdown looks for signs in it. Out: a `span` with the builder's mark for each,
which shaping reports where it stands. A sign is here because it would be printed as it was typed. What stands in code
or behind a backslash is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import BRACKET_MARK, Spot, first_mark, without_marks
from trustbook.manuscript.marks import BETWEEN, Role

_PAGES = "newpage|pagebreak|clearpage|cleardoublepage|columnbreak|newline|linebreak|noindent|bigskip|medskip|smallskip"
_WORDS = (
    "textbf|textit|textsc|textsf|texttt|underline|emph|footnote|footnotemark|cite[a-z]*|ref|eqref|autoref|label|begin|end|index"
    "|vspace|hspace|vfill|hfill|chapter|section|subsection|caption|includegraphics|centering|item|usepackage|input|url"
)
_FORMULAS = "equation|align|alignat|gather|multline|eqnarray|displaymath|math|array|[bpvV]?matrix|cases|split"
_EMOJI = (
    "smile|smiley|grin|joy|wink|cry|sob|heart|star|fire|rocket|tada|wave|eyes|pray|clap|bulb|book|books|memo|pencil|warning"
    "|information|bug|sparkles|thumbsup|thumbsdown|ok|x|question|exclamation|zap|key|lock|phone|email|calendar|clock"
)
_LONG = "{1,400}?"  # more is no sign; looking further would take long where there are many
_OF_TEX = r"[\\^_={}<>+/*]"  # without one of these it may be a price
_PROSE = r"(?![^$\n]{0,400}?(?:(?<![A-Za-z\\])[A-Za-z]{3,}(?![A-Za-z(])|[£€¥]))"  # no word, nor another currency
_FORMULA = rf"(?=[^$\n]{{0,400}}?[\\^_{{}}]|{_PROSE}[^$\n]{{1,400}}?{_OF_TEX}|[A-Za-z]\$)"
_COMPARED = r"(?:[\\^_=]| [<>] |\d[<>]\d|\d ?[+*/\u2212] ?\d)"
_BETWEEN_TWO = r"(?:(?!\$\$).)"
_NO_VARIABLE = r"(?!(?!(?:st|nd|rd|th|s)\b)[\w${(])"  # as in `$HOME/a:$PATH`; but `$n$th` is a formula
_EXAMPLE = re.compile(r"^[ >]*(?:[-*+] +)?\(@([\w-]*)\) +\S", re.MULTILINE)


_B = rf"(?:{BRACKET_MARK})?\["  # a bracket


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of another program: what it is, and what to do instead."""

    pattern: str
    what: str
    hint: str


_IN_WORDS = "write it in words, or as a picture with alternative text"
_BREAK = "remove it; pages break where the edition's paper ends, and each chapter starts a new one"
SIGNS: tuple[Sign, ...] = (
    Sign(
        rf"(?<![\\$])\$\$(?!\$)(?={_BETWEEN_TWO}{{0,400}}?{_OF_TEX}){_BETWEEN_TWO}{_LONG}\$\$(?!\$)",
        "a formula of TeX",
        _IN_WORDS,
    ),
    Sign(
        rf"(?<![\\$\w])\$(?=[^\s$]){_FORMULA}[^$\n]{_LONG}(?<=[^\s$\\])\${_NO_VARIABLE}", "a formula of TeX", _IN_WORDS
    ),
    Sign(
        rf"\\\((?=(?:(?!\\\)|\n).){{0,400}}?(?!\\\)){_COMPARED})(?:(?!\\\)|\]\(|\n).){{1,400}}\\\)",
        "a formula of TeX",
        _IN_WORDS,
    ),
    Sign(
        rf"\\\[(?=(?:(?!\\\]).){{0,400}}?(?!\\\]){_COMPARED})(?:(?!\\\]|\]\().){{1,400}}\\\]",
        "a formula of TeX",
        _IN_WORDS,
    ),
    Sign(
        rf"\\begin\{{(?P<formula>(?:{_FORMULAS})\*?)\}}.{{0,1500}}?\\end\{{(?P=formula)\}}",
        "a formula of TeX",
        _IN_WORDS,
    ),
    Sign(r"\\?@ref\([^()\n]*\)", "bookdown's reference", "link to a heading: `[words](#heading)`"),
    Sign(r"(?<!\\)\(@(?P<example>[\w-]*)\)", "Pandoc's numbered example", "number it by hand, or link to a heading"),
    Sign(rf"\\(?:{_PAGES})(?![A-Za-z])(?:\{{[^{{}}\n]*\}})?", "a command of TeX", _BREAK),
    Sign(
        rf"\\(?:{_WORDS})(?![A-Za-z])\*?(?:\[[^\[\]\n]*\])?(?:\{{[^{{}}\n]*\}})+",
        "a command of TeX",
        "write it in Markdown",
    ),
    Sign(
        r"\\(?:(?:main|front|back)matter|printindex|tableofcontents|maketitle)(?![A-Za-z])",
        "a command of TeX",
        "remove it; the builder does this by itself",
    ),
    Sign(rf"\{{\{{<.{_LONG}>\}}\}}", "a shortcode of Quarto or Hugo", "write what it stands for"),
    Sign(rf"\{{\{{%.{_LONG}%\}}\}}", "a shortcode of Hugo", "write what it stands for"),
    Sign(rf"\{{\{{#.{_LONG}\}}\}}", "a command of mdBook", "write what it stands for"),
    Sign(rf"\{{%.{_LONG}%\}}", "a tag of Liquid or Jinja", "write what it stands for; a box starts `!!! note`"),
    Sign(r"\{\{\s*[\w.]+[^{}\n]*\}\}", "a variable of a template", "write what it stands for"),
    Sign(rf"(?<!\\)!\[{_B}[^\[\]\n]+\]\]", "Obsidian's embedded file", "write `![what it shows](file.png)`"),
    Sign(
        rf"(?<![\\!]){_B}{_B}(?i:_?toc_?)\]\]|(?<!\\)(?P<contents>{_B}TOC\])",
        "a sign for contents",
        'add a chapter with `role = "contents"` to book.toml',
    ),
    Sign(rf"(?<![\\!]){_B}{_B}[^\[\]\n]+\]\]", "a link of a wiki", "write `[words](file.md)`"),
    Sign(
        rf"\{{(?:\+\+.{_LONG}\+\+|--.{_LONG}--|~~.{_LONG}~~|>>.{_LONG}<<|==.{_LONG}==)\}}",
        "a mark of CriticMarkup",
        "accept or refuse the change, and remove the mark",
    ),
    Sign(
        r"(?<![\w@.\\])@(?:(?:fig|tbl|sec):|(?:tab|eq|lst|thm|exr)[-:])[\w:-]*\w",
        "Quarto's reference",
        "link to a heading: `[words](#heading)`",
    ),
    Sign(
        rf"(?<![\w:\\]):(?:[a-z0-9]+(?:[_-][a-z0-9]+)+|{_EMOJI}):(?![\w:])",
        "a name of a small picture",
        "write the word, or show a drawing",
    ),
    Sign(rf"(?<!\\)%%.{_LONG}%%", "Obsidian's comment", "write `<!-- words -->`"),
)


_STARTS = (
    r"(?=[\\$({!\[@:%\ue002])"  # one of these, or the mark of a bracket, starts each sign: the rest is not looked at
)
_ANY = f"{_STARTS}(?:{'|'.join(f'(?P<sign{number}>{sign.pattern})' for number, sign in enumerate(SIGNS))})"


def register(md: Markdown, names: MarkNames, text: str) -> None:
    """Let a converter find these signs in a chapter's text: after code, and before what a backslash escapes."""
    md.inlinePatterns.register(_Foreign(md, names, text), "trustbook-foreign", 189)


class _Foreign(InlineProcessor):
    def __init__(self, md: Markdown, names: MarkNames, text: str) -> None:
        super().__init__(_ANY, md)
        self.names = names
        self.examples = frozenset(_EXAMPLE.findall(text))  # labels that number one; `(@ann)` else names a person

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The sign as an element that remembers what it is; nothing where it is only like one."""
        if self._is_text(m, data):
            return None, None, None
        sign = SIGNS[int(str(m.lastgroup).removeprefix("sign"))]
        found = self.names.mark(Element("span"), Role.FOREIGN, f"{sign.what}{BETWEEN}{sign.hint}")
        found.text = AtomicString(without_marks(m.group()))
        if spot := first_mark(m.group()):  # of the first of several lines
            self.names.place(found, Spot(spot.line, 0))
        return found, m.start(), m.end()

    def _is_text(self, m: re.Match[str], data: str) -> bool:
        """Whether brackets hold a person's name, or are a link: `[words][toc]`."""
        if m["contents"]:
            return data[: m.start()].endswith("]") or "toc" in self.md.references
        return m["example"] is not None and m["example"] not in self.examples
