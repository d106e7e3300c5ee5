"""Random books of everything that an author may type, right and sometimes wrong, for tests of what `check` lets pass.

A number makes a book, the same each time. Most of its text is right, so that many books have no error; the rest has
what people get wrong: addresses, HTML where it may not stand, values of attributes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from addresses import NOT_OPENED, OPENED

from trustbook.manuscript.dialect import elements

LANGUAGES = ("en-GB", "de", "fr-CA", "pl", "uk", "cy")
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><title>A line</title>
<path d="M5 15 Q30 -5 55 15" fill="none" stroke="#1f3a4d"/></svg>
"""
READING_LIST = """\
[[entries]]
id = "walkers"
kind = "organisation"
name = "Walkers & “Friends” <United>"
about = "A club: *walks* & talks."
url = "https://walkers.example/a [b] c?d=é&f=%"
[[entries]]
id = "study"
kind = "study"
authors = "Lee, A. & Wu, B."
year = 2018
title = "Is 2 < 3?"
doi = "10.1002/(SICI)1097<693::AID>3.0"
"""
HELP_LINES = """\
how-checked = "by phone"
[countries.GB]
name = "the United Kingdom"
[[lines]]
id = "here"
country = "GB"
kind = "crisis"
service = "Talk & listen"
who = "For anyone."
source = "https://talk.example"
verified_on = 2026-11-23
contacts = [
  { how = "call", to = "+44 (0)1632 960001" },
  { how = "text", to = "85258", say = "HELLO & more" },
  { how = "email", to = "a+b@talk.example" },
  { how = "web", to = "talk.example/a?b=c" },
]
"""
_WORDS = (
    "trust grows slowly among people who listen and wait for an answer; naïve façade œuvre Škoda Łódź привіт "
    "αβγ ŵyl ¿qué? 3.5&nbsp;km A&amp;B x&lt;y “so” l’été 50% (once) e.g. [sic] a_b 2*3 C# & < > ~ ^ | @"
).split(" ")
_KINDS = ("note", "try", "questions", "summary", "practice", "scene", "tip", "warning")
_IN_LINE = sorted(tag for tag in elements.KNOWN if tag in "abbr b bdi bdo cite code del dfn em i ins kbd mark q ruby s "
                  "samp small span strong sub sup time u var".split())  # fmt: skip


class RandomBook:
    """One book: `chapters` by file name, and what else its folder holds."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.number, self.count, self.notes, self.targets = number, 0, list[str](), list[str]()
        self.start, self.end = self._settings()
        self.files: dict[str, str] = {
            "a.svg": DRAWING,
            "help-lines.toml": HELP_LINES,
            "reading-list.toml": READING_LIST,
            "help.md": f"# Help\n\n{self.words()}\n",
            "reading.md": "# Sources\n\nWe read [@walkers; @study].\n",
            "words.md": f"# Words\n\npace\n:   {self.words()}\n\nrest\n:   One.\n\n    Two.\n",
        }
        self.chapters = {f"{name}{number}.md": self.chapter(f"{name}{number}") for name in ("one", "two")}

    def chapter(self, name: str) -> str:
        """The text of a chapter."""
        self.notes, self.targets = [], [f"t-{name}"]
        blocks = [f"# {self.plain()} {{#{self.targets[0]}}}"]
        level = 1
        for _ in range(self.chance.randint(3, 8)):
            if self._rarely(4):
                level = self.chance.randint(2, min(level + 1, 4))
                blocks.append(
                    f"{'#' * level} {self.line()}".replace("\n", " ") + self._one_of(("", "", " {.k}", " {-}"))
                )
            blocks.append(self.block(2))
        blocks += [
            f"[^{note}]: {self.line(calls=False)}" + self._one_of(("", "\n\n    - a\n    - b")) for note in self.notes
        ]
        blocks.append("*[APA]: A & B\n\n[ref]: https://a.org/r 'T & \"u\"'")
        return "\n\n".join(blocks) + "\n"

    # -- in a line -------------------------------------------------------------------------------------------

    def plain(self) -> str:
        """Words without signs of Markdown."""
        return " ".join(self.chance.choice(_WORDS[:20]) for _ in range(self.chance.randint(1, 4)))

    def words(self) -> str:
        """Words of all kinds."""
        return "w " + " ".join(self.chance.choice(_WORDS) for _ in range(self.chance.randint(1, 6)))

    def line(self, calls: bool = True) -> str:
        """What may stand in a paragraph."""
        pieces = [self.words()] + [self.piece(calls) for _ in range(self.chance.randint(0, 3))]
        return self._one_of((" ", " ", "\n")).join(pieces)

    def piece(self, calls: bool) -> str:
        """One thing in a line."""
        words = self.plain()
        kinds: list[Callable[[], str]] = [
            self.words,
            lambda: f"*{words}* **{words}** ***a** b*",
            lambda: f"`{words} <w>` ~~{words}~~ =={words}== H~2~O x^2^",
            lambda: f"[{words}]({self.address()})",
            lambda: f'[*{words}* `x`](<{self.address()}> "T & t")',
            lambda: (
                f"[{words}](#{self._one_of(self.targets)}) [pace](words.md#term-pace) [two](two{self.number}.md) [ref]"
            ),
            lambda: f"<https://a.org/{words}> <tel:01632960001> https://a.org/b_(c)? <a@b.org>",
            lambda: f'[{words}]{{lang=fr .k}} *{words}*{{lang=de title="T & t"}}',
            lambda: self._one_of(("[@walkers]", "[see @study, p. 3; @walkers]", "[-@study]")),
            lambda: f"APA {words}  \n{words}\\\n{words}",
            lambda: f"![A & b](a.svg){{width={self._one_of(('50%', '30px', '2cm'))}}}",
            lambda: self.html_in_line(2),
            lambda: "<!-- apart --> <br> <wbr/>",
        ]
        if calls:
            kinds += [self._call, lambda: f"^[A note with [{words}](https://a.org) and *{words}*]"]
        return self.chance.choice(kinds)()

    def _call(self) -> str:
        self.count += 1
        self.notes.append(f"n{self.count}")
        return f"w[^n{self.count}]"

    def address(self) -> str:
        """An address, as a rule one that can be opened."""
        some = self._one_of(NOT_OPENED if self._rarely(200) else tuple(OPENED))
        return (
            some.replace("<", "")
            .replace(">", "")
            .replace("\\", "")
            .replace("`", "")
            .replace("\u200b", "")
            .replace(" ", "%20")
        )

    def html_in_line(self, depth: int) -> str:
        """HTML that stands in a line, as a rule where it may."""
        tag = self._one_of(_IN_LINE)
        inside = self.html_in_line(depth - 1) if depth and self._rarely(2) else self.plain()
        if tag == "ruby":
            return f"<ruby>{inside}<rp>(</rp><rt>{self.plain()}</rt><rp>)</rp></ruby>"
        if self._rarely(150):
            inside = self._one_of(("<div>x</div>", "<hr/>", "<ul><li>x</li></ul>", "<p>x</p>", "<a><a>y</a></a>"))
        return f"<{tag}{self.attributes(tag)}>{inside}</{tag}>"

    def attributes(self, tag: str) -> str:
        """Attributes, as a rule with values that they take."""
        given = {
            "bdo": ' dir="rtl"', "time": ' datetime="2026-11-24"', "q": ' cite="https://a.org/b?c=d&amp;e"',
            "del": ' datetime="2026-11-24T10:30Z"', "li": ' value="3"', "ol": ' start="3" type="a" reversed="reversed"',
        }.get(tag, "")  # fmt: skip
        more = ("", "", "", ' class="a b"', ' lang="fr"', ' title="T &amp; t"', ' dir="auto"')
        wrong = (' dir="up"', ' cite="a b"', ' style="x"', ' lang="e"', ' datetime="now"', ' width="5"', ' id="a b"')
        return given + (self._one_of(wrong) if self._rarely(300) else self._one_of(more))

    # -- blocks ----------------------------------------------------------------------------------------------

    def block(self, depth: int) -> str:
        """One block, with others in it where `depth` allows."""
        kinds: list[Callable[[int], str]] = [
            lambda _: self.line(), self.table, self.figure, self.code, self.terms, self.fields, self.html,
        ]  # fmt: skip
        if depth:
            kinds += [self.listed, self.listed, self.quoted, self.boxed, self.divided, self.html]
        return self.chance.choice(kinds)(depth - 1)

    def several(self, depth: int) -> str:
        """Blocks one after the other."""
        return "\n\n".join([self.line(), *(self.block(depth) for _ in range(self.chance.randint(0, 2)))])

    def listed(self, depth: int) -> str:
        mark = self._one_of(("-   ", "1.  ", "- [ ] ", "3)  "))
        items = [f"{mark}{_indented(self.several(depth)).strip()}" for _ in range(self.chance.randint(1, 3))]
        return self._one_of(("\n", "\n\n")).join(items)

    def quoted(self, depth: int) -> str:
        start = self._one_of(("", "", "> [!NOTE]\n"))
        return start + "\n".join(f"> {line}".rstrip() for line in self.several(depth).split("\n"))

    def boxed(self, depth: int) -> str:
        title = self._one_of((f' "{self.plain()}"', ' "*A* & b"', ""))
        return f"!!! {self._one_of(_KINDS)}{title}\n{_indented(self.several(depth))}"

    def divided(self, depth: int) -> str:
        start = self._one_of(("::: {.k}", '<div class="k">', "::: {.callout-tip}"))
        return f"{start}\n\n{self.several(depth)}\n\n{':::' if start.startswith(':') else '</div>'}"

    def table(self, _: int) -> str:
        caption = self._one_of(("", f"Table: {self.plain()} *b*\n\n", "Table: *W*\n\n"))
        cells = [[self.line(calls=False).replace("\n", " ").replace("|", "-") for _ in range(2)] for _ in range(3)]
        first = ["" if self._rarely(6) else "Who", "When"]
        rows = [f"| {' | '.join(row)} |" for row in (first, ["---", ":-:"], *cells)]
        return caption + "\n".join(rows)

    def figure(self, _: int) -> str:
        size = self._one_of(("", "{width=50%}", "{.decorative}", f"{{#f{self._next()}}}"))
        alt = "" if "decorative" in size else "A & line"
        title = "" if "decorative" in size else ' "Up *and* [down](https://a.org)"'
        return f"![{alt}](a.svg{title}){size}"

    def code(self, _: int) -> str:
        return self._one_of(("```\nif <x> & y:\n\n    z\n```", "    code <b>\n\n    more", "~~~ python\nx = 1\n~~~"))

    def terms(self, _: int) -> str:
        return (
            f"{self.plain()}\n:   {_indented(self.line()).strip()}\n\n{self.plain()} *b*\n:   One.\n\n    - a\n    - b"
        )

    def fields(self, _: int) -> str:
        return self._one_of(
            ("What I need: ___{lines=3}", 'How was it? [scale 1-5: "hard" to "easy"]', "A place: [box height=40mm]",
             "- [ ] One\n- [x] Two", "| one\n|   two", "[rights: complain]" if self._rarely(20) else "***")
        )  # fmt: skip

    def html(self, depth: int) -> str:
        """A block of HTML, as a rule with what it may hold."""
        tag = self._one_of(("p", "div", "section", "blockquote", "ul", "ol", "dl", "table", "details", "figure", "pre"))
        inside = self.html_inside(tag, max(depth, 0))
        return f"<{tag}{self.attributes(tag)}>{inside}</{tag}>"

    def html_inside(self, tag: str, depth: int) -> str:
        words = f"{self.plain()} {self.html_in_line(1)}"
        flow = self.html(depth - 1) if depth and self._rarely(2) else f"<p>{words}</p>"
        match tag:
            case "ul" | "ol":
                return f"<li{self.attributes('li') if tag == 'ol' else ''}>{flow}</li><li>{words}</li>"
            case "dl":
                return f"<dt>{words}</dt><dd>{flow}</dd><dd>{words}</dd>" + self._one_of(
                    ("", "", "<dt>x</dt><dd>y</dd>")
                )
            case "details":
                return f"<summary>{words}</summary>{flow}"
            case "figure":
                return self._one_of((f"{flow}<figcaption>{words}</figcaption>", f"<figcaption>x</figcaption>{flow}"))
            case "table":
                span = self._one_of(("", "", ' colspan="2"', ' rowspan="2"'))
                rows = f"<tr><td>{words}</td><td>{flow}</td></tr><tr><td{span}>a</td>"
                rows += "<td>b</td></tr>" if "col" not in span else "</tr>"
                rows += "<tr><td>c</td></tr>" if "row" in span else ""
                return f"<thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody>"
            case "p" | "pre":
                return words
        return flow

    # -- the book --------------------------------------------------------------------------------------------

    def _settings(self) -> tuple[str, str]:
        """`book.toml`, before its chapters and behind them."""
        title = self._one_of(("Trust", "Trust & “hope” <3>", "Où? Ἔρως, Довіра", 'A’s \\"book\\" – part 1'))
        people = self._one_of(
            ("", '[[people]]\nname = "Ann & Bo"\nsort-name = "Bo, Ann"\n', '[[people]]\nname = "É. Ø"\nrole = "edt"\n')
        )
        contents = self._one_of(("", '[[chapters]]\nrole = "contents"\n'))
        start = (
            f'format = 1\n[book]\ntitle = "{title}"\nslug = "r{self.number}"\n'
            f'language = "{self._one_of(LANGUAGES)}"\nidentifier = "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a13"\n'
            'date = 2026-11-24\npublisher = "A & B"\ndescription = "2 < 3 & so on."\nrights = "© A & B"\n'
            f'rights-url = "https://a.org/[r] é"\nsubjects = ["a & b"]\n{people}[help]\ncountry = "GB"\n'
            f'[[chapters]]\nfile = "help.md"\nrole = "help"\n{contents}'
        )
        end = (
            '[[chapters]]\nfile = "words.md"\nrole = "glossary"\n'
            '[[chapters]]\nfile = "reading.md"\nrole = "reading-list"\n'
        )
        return start, end

    def _next(self) -> int:
        self.count += 1
        return self.count + 1000 * self.number

    def _rarely(self, times: int) -> bool:
        return self.chance.randrange(times) == 0

    def _one_of(self, values: Sequence[str]) -> str:
        return self.chance.choice(values)


def random_book(*numbers: int) -> Mapping[str, str]:
    """The files of one book, or of one that has the chapters of several, and all else of the first."""
    books = [RandomBook(number) for number in numbers]
    chapters = {name: text for one in books for name, text in one.chapters.items()}
    listed = "".join(f'[[chapters]]\nfile = "{name}"\n' for name in chapters)
    return {**books[0].files, **chapters, "book.toml": f"{books[0].start}{listed}{books[0].end}"}


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
