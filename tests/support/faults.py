"""The catalogue, case by case: small books, what is wrong with each, and where.

In: nothing. Out: `CASES`, a book per fault with every finding it earns, and `NEAR`, books that nearly have one.
A finding is written `path:line:column+length CODE message`, or `path CODE message` where it has no line.
It must not look at the builder: what it holds is what a person would say of the book.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from books import BOOK_TOML, chapters, with_role

from trustbook.findings.codes import CODES

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Case:
    """A book with one thing wrong, all that is said of it, and a word of the hint.

    `still` says why the fault cannot stand further down, `once` why it cannot stand twice in one file. `again` is the
    book that has it twice, where that is not the same text once more, with all that is said of it.
    """

    files: Files
    expected: tuple[str, ...]
    hint: str
    still: str
    once: str
    again: tuple[Files, tuple[str, ...]] | None

    @property
    def name(self) -> str:
        """The code and place of the first finding."""
        return f"{self.code}-{self.place.partition('+')[0]}"

    @property
    def code(self) -> str:
        """The code the case is for: that of its first finding."""
        return self.expected[0].split()[1]

    @property
    def place(self) -> str:
        """Where the first finding stands: `path:line:column+length`, or only the path."""
        return self.expected[0].split()[0]

    @property
    def path(self) -> str:
        """The file at fault."""
        return self.place.partition(":")[0]

    @property
    def marked(self) -> tuple[int, int, int]:
        """Line, column and length of the first finding; a file has nothing to mark as a whole."""
        line, column, length = re.split("[:+]", self.place)[1:]
        return int(line), int(column), int(length)


def fault(
    files: Files,
    *expected: str,
    hint: str = "",
    still: str = "",
    once: str = "",
    again: tuple[Files, tuple[str, ...]] | None = None,
) -> Case:
    """A case; the first finding is the one it is for."""
    return Case(files, expected, hint, still, once, again)


def twice(files: Files, *expected: str) -> tuple[Files, tuple[str, ...]]:
    """The book that has a fault twice in one file, and all findings."""
    return files, expected


def one(text: str) -> dict[str, str]:
    """A book whose only chapter has this text below its title."""
    return {"one.md": f"# Trust\n\n{text}\n"}


def png(width: int, height: int, depth: int = 8) -> bytes:
    """A black PNG file of colours or, of depth 1, of bits; of a huge one only the start, which says how large it is."""
    row = 3 * width if depth == 8 else (width + 7) // 8
    chunks = [b"IHDR" + struct.pack(">IIBBBBB", width, height, depth, 2 if depth == 8 else 0, 0, 0, 0)]
    huge = row * height > 12_000_000
    chunks += [b"IDAT" + (b"" if huge else zlib.compress((b"\0" + bytes(row)) * height)), b"IEND"]
    packed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def cover(name: str) -> dict[str, str]:
    """A book.toml that names a picture for the cover, in line 16."""
    return {"book.toml": f'{BOOK_TOML}[cover]\nimage = "{name}"\n'}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
READING_LIST = """\
[[entries]]
id = "nami"
kind = "organisation"
name = "National Alliance on Mental Illness"
about = "A body that offers support."
"""
LISTED = {"reading-list.toml": READING_LIST}
HELP_LINES = """\
[countries.GB]
name = "the United Kingdom"
[[lines]]
id = "uk-sam"
country = "GB"
kind = "crisis"
service = "Samaritans"
who = "Anyone."
source = "https://www.samaritans.org/"
verified_on = 2026-11-23
contacts = [{ how = "call", to = "116 123" }]
"""
RULES = """\
rules = ["Anyone can pass."]
[[sessions]]
chapter = "one.md"
aim = "To talk."
suits = "Anyone."
prints = ["This sheet."]
aftercare = "Rest."
"""
STEP = '[[sessions.steps]]\ntitle = "Talk"\nwords = "Talk in pairs."\n30 = 30\n'
SESSIONS = RULES + STEP
ANOTHER = SESSIONS.partition("\n")[2]
SHOWN = '![A line.](a.svg "A")'
LONG = (
    "We walk to the shop and we buy some bread and then we go back home and we sit down and we talk and "
    "we eat and then we rest."
)
EASY = "It grows. " * 200
HARD = CODES["S603"].bad.replace("\n", " ")
RIGHTS = """\
[countries.GB]
name = "the United Kingdom"
[[rights]]
id = "gb-records"
country = "GB"
topic = "records"
text = "Ask for a copy."
source = "https://www.example.org/"
verified_on = 2026-11-25
"""
RECORDS = "# Trust\n\n[rights: records]\n"
OLD_RIGHTS = RIGHTS.replace("2026", "2025")
OLD_LINES = HELP_LINES.replace("2026", "2025")
LINES = {"help-lines.toml": HELP_LINES}

CASES = (
    fault(
        {"book.toml": BOOK_TOML.replace('"Trust"', "Trust")},
        "book.toml:3:9+1 F102 not valid TOML: invalid value",
        hint="straight quotes",
        once="TOML ends at its first fault of syntax",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("slug", "slugg")},
        "book.toml:4:1+5 F103 `slugg` is not a key of `book`",
        "book.toml:2:2+4 F104 `slug` is missing; it takes a name of small letters a to z, digits and hyphens",
        hint="did you mean `slug`?",
        again=twice(
            {"book.toml": BOOK_TOML.replace("slug =", 'volume = "1"\nsubtitel = "A"\nslug =')},
            "book.toml:4:1+6 F103 `volume` is not a key of `book`",
            "book.toml:5:1+8 F103 `subtitel` is not a key of `book`",
        ),
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("2026-11-24", '"today"')},
        'book.toml:7:1+4 F104 `date` takes a date without quotes, such as 2026-11-24; found the text "today"',
        again=twice(
            {"book.toml": BOOK_TOML.replace("2026-11-24", '"today"').replace("en-GB", "English")},
            'book.toml:5:1+8 F104 `language` takes a language tag (BCP 47), such as "en-GB"; found the text "English"',
            'book.toml:7:1+4 F104 `date` takes a date without quotes, such as 2026-11-24; found the text "today"',
        ),
    ),
    fault(
        {"book.toml": chapters("on.md")},
        "book.toml:14:9+5 F105 `on.md` does not exist",
        hint="did you mean `one.md`?",
        again=twice(
            {"book.toml": chapters("one.md", "on.md", "ne.md")},
            "book.toml:16:9+5 F105 `on.md` does not exist",
            "book.toml:18:9+5 F105 `ne.md` does not exist",
        ),
    ),
    fault(
        {"book.toml": chapters("one.md", "one.md")},
        "book.toml:16:9+6 F106 `one.md` is listed twice",
        hint="remove one",
        again=twice(
            {"book.toml": chapters("one.md", "one.md", "one.md")},
            "book.toml:16:9+6 F106 `one.md` is listed twice",
            "book.toml:18:9+6 F106 `one.md` is listed twice",
        ),
    ),
    fault(
        {"one.md": "# Trust\n\nCaf\xe9\n".encode("latin-1")},
        "one.md:3:4+1 F107 byte 0xe9 is not UTF-8",
        hint="UTF-8",
        once="a file is read up to its first wrong byte",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("Trust", "\xe9").encode("latin-1")},
        "book.toml:3:10+1 F107 byte 0xe9 is not UTF-8",
        once="a file is read up to its first wrong byte",
    ),
    fault(
        {"one.md": b"\xef\xbb\xbf# Trust\n\nIt grows.\n"},
        "one.md:1:1+1 F108 `one.md` starts with a byte order mark",
        hint="without BOM",
        still="the mark is the start of the file",
        once="a file has one start",
    ),
    fault(
        {"one.md": " \n\n"},
        "one.md:1:1+1 F109 the chapter is empty",
        hint="# Title",
        still="a chapter with more in it is not empty",
        once="it is about the whole chapter",
    ),
    fault(
        {"one.md": "# Trust\n\n" + "Text.\n\n" * 400_000},
        "one.md F110 `one.md` has 2.8 MB; at most 2 MB are read",
        still="it is about the whole file",
        once="it is about the whole file",
    ),
    fault(
        one("word " * 3_000),
        "one.md:3:1+1 F111 this line has 15,000 characters; at most 10,000 are read",
        once="a file is read up to its first bound",
    ),
    fault(
        one(("word " * 1_000 + "\n") * 10),
        "one.md:3:1+1 F111 this block has more than 40,000 characters without an empty line",
        hint="empty lines",
        once="a file is read up to its first bound",
    ),
    fault(
        one(">" * 30 + " A quote."),
        "one.md:3:25+1 F112 block quotes nest deeper than 24 levels",
        once="a file is read up to its first bound",
    ),
    fault(
        one("Trust\x0cgrows."),
        "one.md:3:6+1 F113 control or private-use character U+000C",
        once="a file is read up to its first bound",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("format = 1", "format = 99")},
        "book.toml:1:1+6 F116 `format` is the number 99; this program knows up to 1",
        hint="newer",
        once="a file has one format",
    ),
    fault(
        {"book.toml": chapters("sub"), "sub/x.md": "# X\n"},
        "sub F117 `sub` cannot be read: it is not a regular file",
        still="it is about the whole file",
        once="it is about the whole file",
    ),
    fault(
        one("### Steps"),
        "one.md:3:1+3 H101 heading level 3 follows level 1",
        hint="## Steps",
        again=twice(
            one("### Steps\n\nIt grows.\n\n## Hope\n\nIt grows.\n\n#### Time"),
            "one.md:3:1+3 H101 heading level 3 follows level 1",
            "one.md:11:1+4 H101 heading level 4 follows level 2",
        ),
    ),
    fault(
        one("## Steps\n\nA.\n\n## Steps\n\nB."),
        "one.md:7:4+5 H102 the heading “Steps” stands here twice",
        hint="line 3",
        again=twice(
            one("## Steps\n\nA.\n\n## Steps\n\nB.\n\n## Steps\n\nC."),
            "one.md:7:4+5 H102 the heading “Steps” stands here twice",
            "one.md:11:4+5 H102 the heading “Steps” stands here twice",
        ),
    ),
    fault(
        one("##\n\nText."),
        "one.md:3:1+2 H103 the heading is empty",
    ),
    fault(
        {"one.md": "It grows.\n"},
        "one.md:1:1+1 H104 the chapter has no title",
        hint="# Title",
        still="it is about the start of the chapter",
        once="it is about the start of the chapter",
    ),
    fault(
        {"one.md": "# Chapter 3. Trust\n\nIt grows.\n"},
        "one.md:1:3+10 H106 the title starts “Chapter 3.”, and its number in the book is 1",
        hint="leave it out",
        still="a title is the first line",
        once="a chapter has one title",
    ),
    fault(
        one("It grows.\n\n```\n```"),
        "one.md:5:1+3 T512 this block of code is empty",
        hint="remove it",
        still="the mark itself would end the code above it",
    ),
    fault(
        one("Text.\n\n# Hope"),
        "one.md:5:3+4 H105 a second title, “Hope”",
        hint="##",
    ),
    fault(
        one("See [two](on.md)."),
        "one.md:3:11+5 L101 `on.md` is not a chapter of this book",
        hint="did you mean `one.md`?",
    ),
    fault(
        one('See [@fig-cars].\n\n![A line.](a.svg "A line"){#fig-notes}') | {"a.svg": SVG},
        "one.md:3:6+9 L102 nothing has the id `fig-cars`",
        hint="write it behind the picture",
        once="the same picture would stand twice",
    ),
    fault(
        one("See [the rest](one.md#trus)."),
        "one.md:3:16+11 L102 `#trus` does not exist in one.md",
        hint="did you mean `trust`?",
    ),
    fault(
        one("It grows. [^1]"),
        "one.md:3:11+4 L103 the note `[^1]` is not defined",
        hint="define it",
    ),
    fault(
        one("It grows.\n\n[^1]: Slowly."),
        "one.md:5:1+5 L104 nothing calls the note `[^1]`",
        hint="call it",
        again=twice(
            one("It grows.\n\n[^1]: Slowly.\n\n[^2]: Slowly."),
            "one.md:5:1+5 L104 nothing calls the note `[^1]`",
            "one.md:7:1+5 L104 nothing calls the note `[^2]`",
        ),
    ),
    fault(
        one("Look [here](one.md)."),
        "one.md:3:6+6 L105 the link text “here” says nothing",
    ),
    fault(
        one("[Start](javascript:start)"),
        "one.md:3:9+16 L106 links of the kind `javascript` are not allowed",
        hint="https:",
    ),
    fault(
        one("[A server](//example.org/x)"),
        "one.md:3:12+15 L106 links of the kind `//` are not allowed",
        hint="https:",
    ),
    fault(
        one("[Write](mailto:clinic)"),
        "one.md:3:9+13 L107 `mailto:clinic` cannot be opened: it holds no e-mail address",
        hint="mailto:name@example.org",
    ),
    fault(
        one("Ask [the clinic][web]."),
        "one.md:3:5+17 L108 the label `web` is not defined",
        hint="define it: `[web]: https://…`",
    ),
    fault(
        one("Ask [*the* clinic][web], or ![a map][]."),
        "one.md:3:11+13 L108 the label `web` is not defined",
        "one.md:3:30+9 L108 the label `a map` is not defined",
    ),
    fault(
        one("It grows [@namy].") | LISTED,
        "one.md:3:11+5 B201 `[@namy]` is not in the reading list",
        "reading-list.toml:2:7+4 B202 nothing cites `nami`",
        hint="did you mean `@nami`?",
    ),
    fault(
        one("It grows [see @namy, page 3].") | LISTED,
        "one.md:3:15+5 B201 `[@namy]` is not in the reading list",
        "reading-list.toml:2:7+4 B202 nothing cites `nami`",
    ),
    fault(
        LISTED,
        "reading-list.toml:2:7+4 B202 nothing cites `nami`",
        hint="[@nami]",
        again=twice(
            {"reading-list.toml": READING_LIST + READING_LIST.replace("nami", "nami-uk")},
            "reading-list.toml:2:7+4 B202 nothing cites `nami`",
            "reading-list.toml:7:7+7 B202 nothing cites `nami-uk`",
        ),
    ),
    fault(
        one("## A {#x}\n\nText.\n\n## Bee {#x}"),
        "one.md:7:9+2 B203 the id `x` is used twice",
        hint="once",
        again=twice(
            one("## A {#x}\n\nText.\n\n## Bee {#x}\n\nText.\n\n## Sea {#x}"),
            "one.md:7:9+2 B203 the id `x` is used twice",
            "one.md:11:9+2 B203 the id `x` is used twice",
        ),
    ),
    fault(
        one("It grows [@nami].") | {"reading-list.toml": READING_LIST * 2},
        "reading-list.toml:7:1+2 B203 the id `nami` is used twice",
        "one.md:3:11+5 B206 the text cites, but no part of the book is its reading list",
        hint="line 1",
        again=twice(
            one("It grows [@nami].") | {"reading-list.toml": READING_LIST * 3},
            "reading-list.toml:7:1+2 B203 the id `nami` is used twice",
            "reading-list.toml:12:1+2 B203 the id `nami` is used twice",
            "one.md:3:11+5 B206 the text cites, but no part of the book is its reading list",
        ),
    ),
    fault(
        one("## A {#page-7}"),
        "one.md:3:7+7 B203 the id `page-7` is taken",
        hint="choose another",
        again=twice(
            one("## A {#page-7}\n\nText.\n\n## Bee {#page-8}"),
            "one.md:3:7+7 B203 the id `page-7` is taken",
            "one.md:7:9+7 B203 the id `page-8` is taken",
        ),
    ),
    fault(
        one("## A {#cover}"),
        "one.md:3:7+6 B203 the id `cover` is taken",
        hint="choose another",
        again=twice(
            one("## A {#cover}\n\nText.\n\n## Bee {#contents}"),
            "one.md:3:7+6 B203 the id `cover` is taken",
            "one.md:7:9+9 B203 the id `contents` is taken",
        ),
    ),
    fault(
        one("## Growth is slow {#claim-a .source-lost}"),
        "one.md:3:21+7 B204 nothing in the text is marked with `claim-a`",
        hint="[@claim-a]",
        again=twice(
            one("## Growth is slow {#claim-a .source-lost}\n\nText.\n\n## It helps {#claim-b .source-lost}"),
            "one.md:3:21+7 B204 nothing in the text is marked with `claim-a`",
            "one.md:7:15+7 B204 nothing in the text is marked with `claim-b`",
        ),
    ),
    fault(
        one("It grows.") | {"reading-list.toml": READING_LIST.replace("about", "note")},
        "reading-list.toml:1:3+7 B205 the entry `nami` of kind `organisation` lacks `about`",
        again=twice(
            {"reading-list.toml": "\n".join((READING_LIST.replace("about", "note"),) * 2)},
            "reading-list.toml:1:3+7 B205 the entry `nami` of kind `organisation` lacks `about`",
            "reading-list.toml:7:3+7 B205 the entry `nami` of kind `organisation` lacks `about`",
        ),
    ),
    fault(
        one("It grows [@nami].") | LISTED,
        "one.md:3:11+5 B206 the text cites, but no part of the book is its reading list",
        hint="reading-list",
        once="one reading list is enough for the whole book",
    ),
    fault(
        one('![A line.](a.svg "A")'),
        "one.md:3:12+5 I301 `a.svg` does not exist",
        hint="relative",
    ),
    fault(
        cover("images/covr.svg") | {"images/cover.svg": SVG},
        "book.toml:16:10+15 I301 `images/covr.svg` does not exist",
        hint="`images/cover.svg`",
        once="a book has one cover",
    ),
    fault(
        one('![](a.svg "A")') | {"a.svg": SVG},
        "one.md:3:5+5 I302 the picture has no alternative text",
        hint="{.decorative}",
    ),
    fault(
        one('![A line.](../a.svg "A")'),
        "one.md:3:12+8 I303 `../a.svg` lies outside the book's folder",
    ),
    fault(
        one('![A line.](/etc/a.svg "A")'),
        "one.md:3:12+10 I303 `/etc/a.svg` lies outside the book's folder",
    ),
    fault(
        cover("../cover.svg"),
        "book.toml:16:10+12 I303 `../cover.svg` lies outside the book's folder",
        hint="copy",
        once="a book has one cover",
    ),
    fault(
        one('![A line.](https://example.org/a.png "A")'),
        "one.md:3:12+25 I304 `https://example.org/a.png` is not a file of the book",
        hint="no network",
    ),
    fault(
        one('![A line.](data:image/png;base64,AAAA "A")'),
        "one.md:3:12+26 I304 `data:image/png;base64,AAAA` is not a file of the book",
    ),
    fault(
        one(SHOWN) | {"a.svg": SVG.replace("<path", "<script/><path")},
        "a.svg:1:59+1 I305 `script` is not allowed in a drawing",
        "one.md:3:12+5 I309 `a.svg` is not used: `script` is not allowed in a drawing",
        again=twice(
            one(SHOWN) | {"a.svg": SVG.replace("<path", "<script/>\n<script/><path")},
            "a.svg:1:59+1 I305 `script` is not allowed in a drawing",
            "a.svg:2:1+1 I305 `script` is not allowed in a drawing",
            "one.md:3:12+5 I309 `a.svg` is not used: `script` is not allowed in a drawing",
        ),
    ),
    fault(
        one(SHOWN.replace("svg", "png")) | {"a.png": png(100_000, 100_000)},
        "one.md:3:12+5 I306 `a.png` is not used: 100000 by 100000 pixels, more than 40 megapixels",
        hint="scale it down",
    ),
    fault(
        one("![A line.](a.svg)") | {"a.svg": SVG},
        "one.md:3:12+5 I307 the figure has no caption",
        hint="Caption",
    ),
    fault(
        one(f'![{"A long line. " * 20}](a.svg "A")') | {"a.svg": SVG},
        "one.md:3:3+40 I308 the alternative text has 259 characters; at most 200 are read well",
    ),
    fault(
        one(SHOWN.replace("svg", "png")) | {"a.png": b"Not a picture"},
        "one.md:3:12+5 I309 `a.png` is not used: not a PNG, JPEG, GIF or WebP picture",
        hint="export it",
    ),
    fault(
        one(SHOWN.replace("svg", "tiff")) | {"a.tiff": b"Any bytes"},
        "one.md:3:12+6 I309 `a.tiff` is not used: it is a TIFF picture, which is not readable here",
        hint="export it as PNG or JPEG",
    ),
    fault(
        one(SHOWN.replace("svg", "bmp")),
        "one.md:3:12+5 I301 `a.bmp` does not exist",
        hint="it is a BMP picture, which is not readable here",
    ),
    fault(
        one(SHOWN.replace("svg", "pdf")) | {"a.pdf": b"Any bytes"},
        "one.md:3:12+5 I309 `a.pdf` is not used: it is a PDF, which is not readable here",
        hint="as SVG",
    ),
    fault(
        one(SHOWN.replace("a.svg", "talk")) | {"talk": png(700, 100)},
        "one.md:3:12+4 I309 `talk` is not used: it is no picture by its name",
        hint="a name that ends so",
    ),
    fault(
        one(SHOWN.replace("svg", "png")) | {"a.png": png(200, 100)[:60]},
        "one.md:3:12+5 I309 `a.png` is not used: the file is cut off or damaged",
        hint="export it again",
    ),
    fault(
        one(SHOWN.replace("svg", "png")) | {"a.png": b"II*\0\x08\0\0\0"},
        "one.md:3:12+5 I309 `a.png` is not used: it is a TIFF picture, which is not readable here",
    ),
    fault(
        cover("a.png") | {"a.png": b"Not a picture"},
        "book.toml:16:10+5 I309 `a.png` is not used: not a PNG, JPEG, GIF or WebP picture",
        once="a book has one cover",
    ),
    fault(
        one("Text.") | {"draft.png": png(200, 100)[:60]},
        "draft.png I312 `draft.png` is in no chapter, and could not be: the file is cut off or damaged",
        hint="move it out",
        still="it is about the whole file",
        once="it is about the whole file",
    ),
    fault(
        one("Text.") | {"a.svg": SVG.replace("<path", "<script/>\n<script/><path")},
        "a.svg:1:59+1 I312 `a.svg` is in no chapter, and could not be: `script` is not allowed in a drawing",
        once="one fault is enough to make a drawing unusable",
    ),
    fault(
        one('![A line.](a%20b.png "A")') | {"a b.png": png(200, 100)},
        "one.md:3:12+9 I310 the picture is 200 pixels wide: it prints 17 mm wide",
    ),
    fault(
        one('![A line.](a.png "A")') | {"a.png": png(200, 100)},
        "one.md:3:12+5 I310 the picture is 200 pixels wide: it prints 17 mm wide",
        hint="drawing",
    ),
    fault(
        one("A <em>quiet word."),
        "one.md:3:3+4 X401 raw HTML is not well-formed here (mismatched tag)",
    ),
    fault(
        one('It grows, ![a line](a.svg "One") by one.') | {"a.svg": SVG},
        "one.md:3:28+3 I311 nobody sees the caption of a picture in a line of text",
        hint="a paragraph of its own",
    ),
    fault(
        one("<script>alert(1)</script>"),
        "one.md:3:1+7 X402 `<script>` is not allowed in a manuscript",
    ),
    fault(
        one('<p onclick="go()">Text.</p>'),
        "one.md:3:4+8 X402 `onclick=` is not allowed on `<p>`",
    ),
    fault(
        one('<p dir="sideways">Text.</p>'),
        "one.md:3:4+4 X403 `dir=sideways` is not allowed",
        hint="`ltr`, `rtl` or `auto`",
    ),
    fault(
        one("A <em>quiet <p>word</p></em>."),
        "one.md:3:13+3 X403 `<p>` cannot stand in `<em>`",
    ),
    fault(
        one("It is \U0001f600."),
        "one.md:3:7+1 T501 no shipped font has `😀` (U+1F600)",
    ),
    fault(
        one("It is &#9731;."),
        "one.md:3:7+7 T501 no shipped font has `\u2603` (U+2603)",
    ),
    fault(
        one("The **\u2603** and\nthe *last \u2603 of* all."),
        "one.md:3:7+1 T501 no shipped font has `\u2603` (U+2603)",
        "one.md:4:11+1 T501 no shipped font has `\u2603` (U+2603)",
    ),
    fault(
        one("WHO knows.\n\n*[WHO]: World \u2603 of health"),
        "one.md:5:15+1 T501 no shipped font has `\u2603` (U+2603)",
        once="an abbreviation has one meaning",
    ),
    fault(
        one("`├` is a branch, and ├ is none."),
        "one.md:3:22+1 T501 no shipped font has `├` (U+251C)",
    ),
    fault(
        one('![A line.](a.svg "A \u2603")') | {"a.svg": SVG},
        "one.md:3:21+1 T501 no shipped font has `\u2603` (U+2603)",
    ),
    fault(
        one("It says 心理健康。 Here."),
        "one.md:3:9+1 T501 no shipped font has `心` (U+5FC3), nor 4 more CJK signs in this file",
        once="one finding is enough for a script",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace('"Trust"', '"Trust \u2603"')},
        "book.toml:3:16+1 T501 no shipped font has `\u2603` (U+2603)",
        again=twice(
            {"book.toml": BOOK_TOML.replace('"Trust"', '"\u2603 Trust \u2603"\nsubtitle = "Hope \u2603"')},
            "book.toml:3:10+1 T501 no shipped font has `\u2603` (U+2603)",
            "book.toml:3:18+1 T501 no shipped font has `\u2603` (U+2603)",
            "book.toml:4:18+1 T501 no shipped font has `\u2603` (U+2603)",
        ),
    ),
    fault(
        one("|   |   |\n| - | - |\n| a | b |"),
        "one.md:3:1+1 T502 the table has no header",
    ),
    fault(
        one('!!! tri "Try this"\n    Say one thing.'),
        "one.md:3:1+7 T503 there is no box of kind `tri`",
        hint="did you mean `try`?",
    ),
    fault(
        {"styles/epub.css": "@import 'x.css';"},
        "styles/epub.css:1:1+7 F118 the style sheet loads something: `@import`",
        hint="remove it",
        again=twice(
            {"styles/epub.css": "@import 'x.css';\n@import 'y.css';"},
            "styles/epub.css:1:1+7 F118 the style sheet loads something: `@import`",
            "styles/epub.css:2:1+7 F118 the style sheet loads something: `@import`",
        ),
    ),
    fault(
        {"styles/epub.css": "p {\nbackground:u\\72l(http://x.example/a.png)}"},
        "styles/epub.css:2:12+4 F118 the style sheet loads something: `url(`",
        once="the case above has it twice",
    ),
    fault(
        {"styles/epub.css": "a { behaviour: run }"},
        "styles/epub.css:1:5+9 F124 `behaviour` is no property for a book's sheet",
        hint="remove it",
        again=twice(
            {"styles/epub.css": "@keyframes x { }\na { width: expression(1) }"},
            "styles/epub.css:1:1+10 F124 `@keyframes` is no rule for a book's sheet",
            "styles/epub.css:2:12+10 F124 `expression()` is no function for a book's sheet",
        ),
    ),
    fault(
        {"styles/print.css": "p { margin: 0 9999mm }"},
        "styles/print.css:1:15+6 F125 `9999mm` is more than a page can have",
        hint="stay below 2,000",
        again=twice(
            {"styles/print.css": "p { columns: 999 }\n@page { size: 0 }"},
            "styles/print.css:1:14+3 F125 `999` is more than a page can have",
            "styles/print.css:2:15+1 F125 no page is `0` wide or high",
        ),
    ),
    fault(
        {"styles/screen.css": "p { background: image-set('a.png' 1x) }"},
        "styles/screen.css:1:17+10 F118 the style sheet loads something: `image-set(`",
        once="the case above has it twice",
    ),
    fault(
        {"book.toml": chapters("a/one.md"), "a/one.md": "# O\n\nP.\n", "a/two.md": "# T\n"},
        "book.toml:13:3+8 F119 `a/two.md` is in no `[[chapters]]`, so it is not in the book",
        again=twice(
            {"book.toml": chapters("a/one.md"), "a/one.md": "# O\n", "a/two.md": "# T\n", "a/three.md": "# T\n"},
            "book.toml:13:3+8 F119 `a/three.md` is in no `[[chapters]]`, so it is not in the book",
            "book.toml:13:3+8 F119 `a/two.md` is in no `[[chapters]]`, so it is not in the book",
        ),
    ),
    fault(
        {"styles/screan.css": "p { color: red }"},
        "styles/screan.css F121 no edition reads a style sheet `screan.css`",
        hint="screen.css",
        once="a sheet is one file",
        still="it is about the name of the file",
    ),
    fault(
        {"styles/replace/mine.css": "p { color: red }"},
        "styles/replace/mine.css F121 no edition reads a style sheet `mine.css`",
        hint=".css",
        once="a sheet is one file",
        still="it is about the name of the file",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("en-GB", "ja-JP")},
        "book.toml:5:1+8 F120 the builder has no words in the language `ja-JP`: it says what it adds in English",
        "book.toml:5:13+5 S605 there are no style rules for the language `ja-JP`: sentences, grades and words were "
        "not judged",
        hint="trustbook/words/ja.toml",
        once="a book has one language",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("[help]", '[fonts]\npackages = ["fontpkg-gone"]\n[help]')},
        "book.toml:12:14+12 F126 no fonts of a package `fontpkg-gone` are installed",
        hint="pip install fontpkg-gone",
        again=twice(
            {"book.toml": BOOK_TOML.replace("[help]", '[fonts]\nfiles = ["a.ttf", "b.ttf"]\n[help]')},
            "book.toml:12:11+5 F126 `a.ttf` does not exist",
            "book.toml:12:20+5 F126 `b.ttf` does not exist",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS.replace("one.md", "oen.md")},
        "sessions.toml:3:1+7 F122 there is no numbered chapter `oen.md`",
        hint="did you mean `one.md`?",
        again=twice(
            {"sessions.toml": SESSIONS.replace("one.md", "oen.md") + ANOTHER.replace("one.md", "oen.md")},
            "sessions.toml:13:1+7 F122 there is no numbered chapter `oen.md`",
            "sessions.toml:3:1+7 F122 there is no numbered chapter `oen.md`",
        ),
    ),
    fault(
        {"book.toml": with_role("preface"), "sessions.toml": SESSIONS},
        "sessions.toml:3:1+7 F122 there is no numbered chapter `one.md`",
        hint="the book has no numbered chapters",
        once="the case above has it twice",
    ),
    fault(
        {"sessions.toml": SESSIONS.replace("30 = 30", "30 = 20\n60 = 60")},
        "sessions.toml:11:1+2 F123 the steps for 30 minutes add up to 20",
        hint="add 10",
        again=twice(
            {"sessions.toml": SESSIONS.replace("30 = 30", "30 = 20\n60 = 80")},
            "sessions.toml:11:1+2 F123 the steps for 30 minutes add up to 20",
            "sessions.toml:12:1+2 F123 the steps for 60 minutes add up to 80",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS + STEP.replace("= 30", "= 5")},
        "sessions.toml:15:1+2 F123 the steps for 30 minutes add up to 35",
        hint="take 5 away",
        once="the case above has it twice",
    ),
    fault(
        {"sessions.toml": SESSIONS + ANOTHER},
        "sessions.toml:13:1+7 F106 `one.md` has two sessions",
        hint="the first is in line 2",
        again=twice(
            {"sessions.toml": SESSIONS + ANOTHER + ANOTHER},
            "sessions.toml:13:1+7 F106 `one.md` has two sessions",
            "sessions.toml:23:1+7 F106 `one.md` has two sessions",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS.replace("30 = 30", "45 = 45")},
        "sessions.toml:11:1+2 F103 `45` is not a key of `sessions.steps`",
        hint="known here: title, words, 30, 60, 90",
        again=twice(
            {"sessions.toml": SESSIONS.replace("30 = 30", "45 = 45\n75 = 75")},
            "sessions.toml:11:1+2 F103 `45` is not a key of `sessions.steps`",
            "sessions.toml:12:1+2 F103 `75` is not a key of `sessions.steps`",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS.replace("30 = 30", "30 = 0")},
        "sessions.toml:11:1+2 F104 `30` takes a whole number of minutes, 1 to 90; found the number 0",
        again=twice(
            {"sessions.toml": SESSIONS.replace("30 = 30", "30 = 0\n60 = 0")},
            "sessions.toml:11:1+2 F104 `30` takes a whole number of minutes, 1 to 90; found the number 0",
            "sessions.toml:12:1+2 F104 `60` takes a whole number of minutes, 1 to 90; found the number 0",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS.replace("30 = 30\n", "")},
        "sessions.toml:8:12+5 F104 a step needs minutes for at least one length: `30`, `60` or `90`",
        again=twice(
            {"sessions.toml": (SESSIONS + STEP).replace("30 = 30\n", "")},
            "sessions.toml:11:12+5 F104 a step needs minutes for at least one length: `30`, `60` or `90`",
            "sessions.toml:8:12+5 F104 a step needs minutes for at least one length: `30`, `60` or `90`",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS.replace('"Rest."', f'"{LONG}"')},
        "sessions.toml:7:14+7 S602 a sentence of 30 words",
        hint="at most 25",
        again=twice(
            {"sessions.toml": SESSIONS.replace('"Rest."', f'"{LONG}"').replace('"Anyone."', f'"{LONG}"')},
            "sessions.toml:5:10+7 S602 a sentence of 30 words",
            "sessions.toml:7:14+7 S602 a sentence of 30 words",
        ),
    ),
    fault(
        {"sessions.toml": SESSIONS.replace('"Rest."', f'"{HARD}"')},
        "sessions.toml:2:3+8 S603 this session has reading grade 33.1; at most 6",
        once="each chapter has one session, and this book one chapter",
    ),
    fault(
        one("!!! try “Try this”\n    Do it."),
        "one.md:3:1+3 T503 this line starts no box",
        hint="straight quotes",
    ),
    fault(
        one('!!! try "Try this"\nDo it.'),
        "one.md:3:1+7 T503 the box is empty",
        hint="indent",
    ),
    fault(
        one("Need: ___{lines=0}"),
        "one.md:3:7+12 T505 `lines=0` is no number of lines to write on",
        hint="from 1 to 30",
    ),
    fault(
        one("Need: ___{rows=2}"),
        "one.md:3:7+11 T505 `___{rows=2}` does not say how many lines there are to write on",
        hint="lines=4",
    ),
    fault(
        one("Name: ______"),
        "one.md:3:7+6 T505 `______` does not say how many lines there are to write on",
        hint="backslash",
    ),
    fault(
        one("Need: ___{lines=2} and more"),
        "one.md:3:7+12 T505 words follow this space to write",
        hint="empty line",
    ),
    fault(
        one("Need *all: ___{lines=2}*"),
        "one.md:3:12+12 T505 nobody could fill this in where it stands",
        hint="paragraph",
    ),
    fault(
        one('Safe? [scale 5-1: "a" to "b"]'),
        "one.md:3:7+23 T505 a scale cannot go from 5 to 1",
        hint="smaller number",
    ),
    fault(
        one("Safe? [scale 1-5]"),
        "one.md:3:7+11 T505 this scale cannot be read",
        hint="words for both ends",
    ),
    fault(
        one('Safe? [scale 1-5: "" to "b"]'),
        "one.md:3:7+22 T505 an end of this scale has no words",
        hint="words for both ends",
    ),
    fault(
        one("Draw: [box height=6cm]"),
        "one.md:3:7+16 T505 `height=6cm` is no height of a box to write in",
        hint="60mm",
    ),
    fault(
        one("Draw: [box width=60mm]"),
        "one.md:3:7+16 T505 this box to write in does not say its height",
        hint="60mm",
    ),
    fault(
        one("[ ] Tea"),
        "one.md:3:1+3 T505 a tick box stands at the start of a list item only",
        hint="in a list",
    ),
    fault(
        one("- [] Tea"),
        "one.md:3:3+2 T505 this tick box lacks its space",
        hint="`- [ ] words`",
    ),
    fault(
        one("- [ ]Tea"),
        "one.md:3:3+3 T505 no words follow this tick box",
        hint="a space between",
    ),
    fault(
        one("Table: Days {.fill}\n\n| a | b |\n|---|---|\n| c | d |"),
        "one.md:3:13+7 T505 the table has no cell to fill in",
        hint="empty",
    ),
    fault(
        one("Table: Days {.fil}\n\n| a | b |\n|---|---|\n| c | |"),
        "one.md:3:13+6 T505 `{.fil}` means nothing behind a caption",
        hint="`{.fill}`",
    ),
    fault(
        one("<p>Need: ___{lines=2}</p>"),
        "one.md:3:10+12 T505 this is no field to fill in",
        hint="raw HTML",
    ),
    fault(
        one("Days {.fill}"),
        "one.md:3:6+7 T505 this line is no caption of a table to fill in",
        hint="`Table: Words {.fill}`",
    ),
    fault(
        one("| a | b |\n| c | d |"),
        "one.md:3:1+1 T502 these lines make no table",
        hint="names the columns",
    ),
    fault(
        one("Table: Days\n\nNo table."),
        "one.md:3:1+5 T502 this caption has no table below",
        hint="follows",
    ),
    fault(
        {"book.toml": with_role("help").replace('"GB"', '"UK"'), **LINES},
        "book.toml:12:1+7 K702 there is no help line for the country `UK`",
        hint="GB",
        once="a book is for one country",
    ),
    fault(
        one("*mot*{lang=french}"),
        "one.md:3:7+11 T504 `french` is not a language tag",
        hint="code of the language",
    ),
    fault(
        one("*mot*{lang=fr_FR}"),
        "one.md:3:7+10 T504 `fr_FR` is not a language tag",
        hint="pt-BR",
    ),
    fault(
        one("Look [*here*](one.md), or look\n[here](one.md) and [here](one.md)."),
        "one.md:3:6+8 L105 the link text “here” says nothing",
        "one.md:4:1+6 L105 the link text “here” says nothing",
        "one.md:4:20+6 L105 the link text “here” says nothing",
    ),
    fault(
        one("[](https://example.org/)"),
        "one.md:3:1+2 L105 the link text “” says nothing",
    ),
    fault(
        {"book.toml": chapters("c/one.md"), "i/talk.svg": SVG, "c/one.md": '# O\n\n![Talk](i/talk.svg "T")\n'},
        "c/one.md:3:9+10 I301 `i/talk.svg` does not exist",
        hint="`../i/talk.svg`",
    ),
    fault(
        one("<!-- lint-off: S602, B201 -->\n\nText."),
        "one.md:3:22+4 S606 `B201` is no rule that can be set off",
        hint="S601",
    ),
    fault(
        one("- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h"),
        "one.md:3:1+3 S601 a list of 8 items",
    ),
    fault(
        one(LONG),
        "one.md:3:1+7 S602 a sentence of 30 words",
    ),
    fault(
        one(HARD),
        "one.md:1:1+7 S603 reading grade 41.3; at most 8",
        still="it is about the whole chapter",
        once="it is about the whole chapter",
    ),
    fault(
        one(f'!!! try "Try this"\n    {HARD}\n\n{EASY}'),
        "one.md:3:1+3 S603 this box has reading grade 40.1; at most 6",
    ),
    fault(
        one("They call it `crazy`, and it is crazy."),
        "one.md:3:33+5 S604 “crazy” may hurt or blame",
    ),
    fault(
        one("Type `\u2603` here."),
        "one.md:3:7+1 T501 no shipped font has `\u2603` (U+2603)",
    ),
    fault(
        one("He committed suicide."),
        "one.md:3:4+17 S604 “committed suicide” may hurt or blame",
        hint="died by suicide",
    ),
    fault(
        one('He committed\n*suicide*, they said: "the mentally ill", *the mentally* ill.'),
        "one.md:3:4+9 S604 “committed suicide” may hurt or blame",
        "one.md:4:24+16 S604 “the mentally ill” may hurt or blame",
        "one.md:4:44+17 S604 “the mentally ill” may hurt or blame",
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("en-GB", "fr-CA")},
        "book.toml:5:13+5 S605 there are no style rules for the language `fr-CA`: sentences, grades and words were "
        "not judged",
        once="a book has one language",
    ),
    fault(
        one("See [rights: records] here."),
        "one.md:3:5+17 T506 rights need a paragraph of their own",
        hint="empty line",
    ),
    fault(
        one("[rights: record]"),
        "one.md:3:10+6 T506 there is no topic `record` of rights",
        hint="did you mean `records`?",
    ),
    fault(
        one("The area is $A = \\pi r^2$, as {{< include a.md >}} says."),
        "one.md:3:13+13 T507 `$A = \\pi r^2$` is a formula of TeX",
        "one.md:3:31+20 T507 `{{< include a.md >}}` is a shortcode of Quarto or Hugo",
        hint="in words",
    ),
    fault(
        one("a) Rest.\nb) Sleep."),
        "one.md:3:1+2 T507 `a)` starts no item of a list",
        hint="count with `1.`",
    ),
    fault(
        one('```sh title="List"\nls -l\n```'),
        "one.md:3:7+5 T507 `title=` means nothing behind a fence",
        hint="a paragraph above",
    ),
    fault(
        one("Words.\n\n```sh\nls -l"),
        "one.md:5:1+3 T508 this block of code does not end",
        hint="close it",
        still="its words are a fence, which opens the filler's code again",
        once="the first one goes on to the end",
    ),
    fault(
        one("- One\n- \n- Two"),
        "one.md:4:1+1 T510 the item is empty",
        hint="write its words",
    ),
    fault(
        one("| Who | When |\n| --- | ---- |\n| Ana | Monday | noon |\nThen we met."),
        "one.md:5:1+23 T509 this row has 3 cells, its table 2 columns",
        "one.md:6:1+12 T509 this row has 1 cell, its table 2 columns",
        hint="one more column",
    ),
    fault(
        one("| Who | Room | When |\n| --- | ---- | ---- |\n| Ana | Monday |"),
        "one.md:5:1+16 T511 this row has 2 cells, its table 3 columns",
        hint="for each empty cell",
    ),
    fault(
        {"help-lines.toml": OLD_LINES},
        "help-lines.toml:10:1+11 K701 Samaritans: last verified on 2025-11-23, 373 days ago",
        hint="today",
        again=twice(
            {"help-lines.toml": OLD_LINES + OLD_LINES[OLD_LINES.index("[[lines]]") :].replace("uk-sam", "uk-two")},
            "help-lines.toml:10:1+11 K701 Samaritans: last verified on 2025-11-23, 373 days ago",
            "help-lines.toml:19:1+11 K701 Samaritans: last verified on 2025-11-23, 373 days ago",
        ),
    ),
    fault(
        {"book.toml": with_role("help")},
        "book.toml:12:1+7 K702 `help-lines.toml` does not exist, so the help page has no numbers",
        hint="copy one",
        once="a book is for one country",
    ),
    fault(
        {"one.md": RECORDS, "rights.toml": OLD_RIGHTS},
        "rights.toml:9:1+11 K703 `gb-records`: last verified on 2025-11-25, 371 days ago",
        hint="today",
        again=twice(
            {
                "one.md": RECORDS,
                "rights.toml": OLD_RIGHTS + OLD_RIGHTS[OLD_RIGHTS.index("[[rights]]") :].replace("gb-r", "gb-q"),
            },
            "rights.toml:9:1+11 K703 `gb-records`: last verified on 2025-11-25, 371 days ago",
            "rights.toml:16:1+11 K703 `gb-qecords`: last verified on 2025-11-25, 371 days ago",
        ),
    ),
    fault(
        {"book.toml": BOOK_TOML.replace("[help]", "[process]\nreview-by = 2026-11-24\n[help]")},
        "book.toml:12:1+9 K705 the book was to be reviewed by 2026-11-24, 7 days ago",
        hint="next date",
        once="a book is reviewed as a whole",
    ),
    fault(
        {"one.md": RECORDS},
        "one.md:3:1+7 K704 `rights.toml` does not exist, so there are no rows to show",
        hint="copy one",
    ),
)


CITED = LISTED | {
    "book.toml": chapters("one.md", "list.md") + 'role = "reading-list"\n',
    "list.md": "# Reading list\n\nThese are our sources.\n",
}
CLAIMS = {
    "book.toml": chapters("one.md", "evidence.md") + 'role = "evidence"\n',
    "evidence.md": "# Evidence\n\nSome are lost.\n\n## Growth is slow {#claim-a .source-lost}\n\nIt seems so.\n",
}
IN_FOLDERS = {
    "book.toml": chapters("c/one.md"),
    "c/one.md": '# Trust\n\n![A line.](../i/a.svg "A line")\n',
    "i/a.svg": SVG,
}
FULL = png(6_300, 6_300, 1)  # 39.7 megapixels, a bit each

NEAR: Mapping[str, tuple[Files, ...]] = {
    "F102": ({"book.toml": BOOK_TOML.replace('"Trust"', "'Trust is a \"word\"'")},),
    "F103": ({"book.toml": BOOK_TOML.replace("slug", 'short-title = "T"\nslug')},),
    "F104": ({"book.toml": BOOK_TOML.replace("2026-11-24", "1000-01-01  # today")},),
    "F105": ({"book.toml": chapters("a b/one.md"), "a b/one.md": "# Trust\n\nIt grows.\n"},),
    "F106": ({"book.toml": chapters("one.md", "one-more.md"), "one-more.md": "# More trust\n\nIt grows.\n"},),
    "F107": (one("Caf\xe9, Zo\xeb."),),
    "F108": (one("It\ufeff grows."),),
    "F109": ({"one.md": "# Trust\n"},),
    "F110": ({"reading-list.toml": "# A note.\n\n" * 180_000},),
    "F111": (one("It grows. " * 990), one(("It grows. " * 99 + "\n") * 39 + "\n" + ("It grows. " * 99 + "\n") * 39)),
    "F112": (one("> " * 20 + "A quote."), one("It [grows](one.md). " * 30)),
    "F113": (one("It\tgrows, Zo\xeb\u200d says."),),
    "F116": ({"book.toml": BOOK_TOML.replace("format = 1", "format = 1  # not 2")},),
    "F117": ({"book.toml": chapters("sub/x.md"), "sub/x.md": "# Trust\n\nIt grows.\n"},),
    "F118": ({"styles/epub.css": "/* @import 'x.css'; */ p::before { content: 'url(x)' }"},),
    "F124": ({"styles/epub.css": "p { -epub-hyphens: auto }"},),
    "F125": ({"styles/print.css": "@page { size: 148mm 210mm } p { columns: 2 }"},),
    "F119": ({"book.toml": chapters("a/one.md"), "a/one.md": "# Trust\n\nIt grows.\n", "notes/two.md": "# T\n"},),
    "F120": ({"book.toml": BOOK_TOML.replace("en-GB", "en-NZ")},),
    "F121": ({"styles/screen.css": "p { color: red }", "styles/replace/epub.css": "p { margin: 0 }"},),
    "F122": ({"sessions.toml": SESSIONS},),
    "F123": (
        {"sessions.toml": SESSIONS.replace("30 = 30", "60 = 20") + STEP.replace("30 = 30", "60 = 40")},
        {"sessions.toml": SESSIONS.replace("30 = 30", "30 = 30\n90 = 90")},
    ),
    "F126": ({"book.toml": BOOK_TOML.replace("[help]", '[fonts]\npackages = ["fontpkg-noto-sans"]\n[help]')},),
    "B201": (one("It grows [@nami]. Write `[@name]`, or to me@example.org.") | CITED,),
    "B202": (one("It grows [@nami].") | CITED,),
    "B203": (
        one("It grows [@nami].\n\n## A {#x}\n\nText.\n\n## Bee {#x-2}\n\nText.") | CITED,
        one("## A {#page}\n\nText.\n\n## Bee {#covers}\n\nText."),
    ),
    "B204": (one("It grows [@claim-a].") | CLAIMS,),
    "B205": (one("It grows [@nami].") | CITED | {"reading-list.toml": READING_LIST.replace("organisation", "media")},),
    "B206": (one("It grows [@nami].") | CITED,),
    "T501": (one("It grows in `├─ a`.\n\n```\n└── b\n```"),),
    "I301": (one('![A line.](a%20b.svg "A line")') | {"a b.svg": SVG}, cover("b.svg") | {"b.svg": SVG}),
    "I302": (one("![](a.svg){.decorative}") | {"a.svg": SVG},),
    "I303": (IN_FOLDERS,),
    "I304": (one('![A line.](data.svg "A line")') | {"data.svg": SVG},),
    "I305": (one('![A line.](a.svg "A line")') | {"a.svg": SVG.replace("<path", "<title>script</title><path")},),
    "I306": (one('![A line.](a.png "A line")') | {"a.png": FULL},),
    "I307": (one('![A line.](a.svg "A")') | {"a.svg": SVG},),
    "I308": (one(f'![{"Line. " * 33}Oh](a.svg "A line")') | {"a.svg": SVG},),
    "I309": (one('![A line.](a.jpg "A line")') | {"a.jpg": png(600, 100)},),
    "I312": (one("Text.") | {"draft.png": png(200, 100), "draft.svg": SVG, "draft.tiff": "Not a picture"},),
    "I310": (one('![A line.](a.png "A line")') | {"a.png": png(600, 100)},),
    "I311": (one('It grows.\n\n![A line.](a.svg "A line")\n\n- ![A line.](a.svg "Two")') | {"a.svg": SVG},),
    "T505": (
        one("Write `___{lines=0}`, \\___{rows=2}, `[ ]` or \\[ ]. A [box office] hit, a [scale model], [x] and []."),
        one("| a | b |\n|---|---|\n| [x] | |\n\nAn __init__ and ___all___ of it.\n\n___\n\nDone."),
        one(
            '- [ ] Tea\n- [x] *Milk*\n\nNeed: ___{ lines="2" }\n\nA ___ {lines=fill}\n\n[scale 0\u20139: "low", "high"]'
        ),
    ),
    "T506": (
        one("Her [rights] are `[rights: copy]`, or \\[rights: copy].\n\n[rights: records]") | {"rights.toml": RIGHTS},
    ),
    "T507": (one("It costs $5 and $10, at 10:30:20. `$a_1$` is code, \\$b_2\\$ is not.\n\nA. Smith came.\n\n\\#one"),),
    "T508": (
        one("- A:\n\n  ```sh\n  ls -l\n  ```\n\n~~~~\n~~~\n~~~~\n\n> ```\n> ls -l\n\nIt ends with its quotation."),
    ),
    "T510": (one('- ![A.](a.png "B")\n- [ ] Tea\n-\n  Two\n- ___') | {"a.png": png(900, 600)},),
    "T509": (one("| Who | When |\n| --- | ---- |\n| Ana \\| Ben | `a|b` |\n|  | |"),),
    "T511": (one("| Who | When |\n| --- | ---- |\n| Ana | |\n\nBen came, too."),),
    "S605": ({"book.toml": BOOK_TOML.replace("en-GB", "EN-us")},),
    "K701": ({"help-lines.toml": HELP_LINES.replace("2026-11-23", "2026-06-01")},),
    "K702": ({"book.toml": with_role("help"), **LINES},),
    "K703": ({"one.md": RECORDS, "rights.toml": RIGHTS.replace("2026-11-25", "2026-06-01")},),
    "K705": ({"book.toml": BOOK_TOML.replace("[help]", "[process]\nreview-by = 2026-12-01\n[help]")},),
    "K704": (
        {"one.md": RECORDS, "rights.toml": RIGHTS},
        {"one.md": RECORDS.replace(": records", ""), "rights.toml": RIGHTS},
    ),
}
