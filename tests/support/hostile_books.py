"""Books that mean harm: what stands in each file, by what it tries.

In: nothing. Out: `BOOKS`, files by their paths. `SECRET` lies in a file beside the book's folder, `OUTSIDE`, and must
not come out of a build. Style sheets, drawings and odd files have tables of their own beside their tests.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

from books import BOOK_TOML, CHAPTER, chapters
from faults import SVG, png

SECRET = "Mine-alone-7f3a"
OUTSIDE = "../secret"

Files = Mapping[str, str | bytes]


def _one(text: str) -> Files:
    return {"one.md": f"{CHAPTER}\n{text}\n"}


def _pictured(name: str, data: bytes) -> Files:
    return {**_one(f'![A line.]({name} "A")'), name: data}


def _setting(line: str, table: str = "[book]") -> Files:
    return {"book.toml": BOOK_TOML.replace(table, f"{table}\n{line}", 1)}


def _title(title: str) -> Files:
    return {"book.toml": BOOK_TOML.replace('title = "Trust"', f"title = '{title}'")}


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png_with(*chunks: bytes) -> bytes:
    """A good picture with more chunks behind its head."""
    good = png(600, 400)
    return good[:33] + b"".join(chunks) + good[33:]


def _gif(width: int, height: int, frames: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02L\x01\0"
    return head + frame * frames + b";"


def _jpeg(width: int, height: int) -> bytes:
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(size) + 2) + size + b"\xff\xd9"


def _webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _woff_bomb() -> bytes:
    """A font of one table that says it has two gigabytes."""
    table = zlib.compress(b"\0" * 5_000_000)
    entry = b"glyf" + struct.pack(">IIII", 64, len(table), 2_000_000_000, 0)
    size = 64 + len(table)
    head = struct.pack(">IIHHIHHIIIII", 0x00010000, size, 1, 0, 2_000_000_000, 1, 0, 0, 0, 0, 0, 0)
    return b"wOFF" + head + entry + table


def _bibtex_bomb() -> str:
    steps = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
    return f'@string{{a0 = "ha"}}\n{steps}@book{{x, title = a39}}\n'


_LISTED = chapters("one.md", "list.md") + 'role = "reading-list"\n'
_INK = zlib.compress(b"\0" * 100_000_000, 1)

BOOKS: Mapping[str, Callable[[], Files]] = {
    # Names of files that lead elsewhere.
    "a chapter of the system": lambda: {"book.toml": chapters("/proc/self/environ")},
    "a chapter beside the book": lambda: {"book.toml": chapters(f"{OUTSIDE}.md")},
    "a chapter by a name with a zero": lambda: {"book.toml": chapters("one\\u0000.md")},
    "a chapter by a name of 5,000 letters": lambda: {"book.toml": chapters("a" * 5_000 + ".md")},
    "a reading list beside the book": lambda: _setting(f'reading-list = "{OUTSIDE}.toml"'),
    "sessions of the system": lambda: _setting('sessions = "/etc/passwd"'),
    "help lines beside the book": lambda: _setting(f'file = "{OUTSIDE}.toml"', "[help]"),
    "rights beside the book": lambda: _setting(f'rights = "{OUTSIDE}.toml"', "[help]"),
    "a cover beside the book": lambda: {"book.toml": BOOK_TOML + f'\n[cover]\nimage = "{OUTSIDE}.png"\n'},
    "a font beside the book": lambda: {"book.toml": BOOK_TOML + f'\n[fonts]\nfiles = ["{OUTSIDE}.ttf"]\n'},
    "a package of fonts by a path": lambda: {"book.toml": BOOK_TOML + '\n[fonts]\npackages = ["../secret"]\n'},
    "a profile beside the book": lambda: {"book.toml": BOOK_TOML + f'\n[print]\nprofile = "{OUTSIDE}.icc"\n'},
    "a slug that climbs": lambda: {"book.toml": BOOK_TOML.replace('slug = "trust"', 'slug = "../../trust"')},
    "a slug of the system": lambda: {"book.toml": BOOK_TOML.replace('slug = "trust"', 'slug = "/tmp/trust"')},
    "a picture named as a part of the package": lambda: _pictured("META-INF/container.svg", SVG.encode()),
    "a picture named as markup": lambda: _pictured("a&quot;onload=x.svg", SVG.encode()),
    # Words that other languages would obey.
    "a template in the title": lambda: _title("{{ 7 * 7 }} {% include \"/etc/passwd\" %}"),
    "a template in a chapter": lambda: {"one.md": "# T {{ self.__class__ }}\n\n`{{ config }}` here.\n"},
    "a format in the book's own words": lambda: {
        "book.toml": BOOK_TOML + '\n[words]\nchapter-number = "{number.__class__.__mro__}"\n'
    },
    "markup in the title": lambda: _title("</title><script>alert(1)</script>&amp;<!--"),
    "the end of a string of PDF in the title": lambda: _title(") /OpenAction << /JS (app.alert(1)) >> ("),
    "the end of metadata in the title": lambda: _title("</rdf:li></dc:title><x xmlns=\"y\">]]>"),
    "a line in the identifier": lambda: {"book.toml": BOOK_TOML.replace("urn:uuid:", "urn:x\\n<meta/>:")},
    "a language that ends its attribute": lambda: {"book.toml": BOOK_TOML.replace('"en-GB"', "'en\" onload=\"x'")},
    "a style of CSS in the title": lambda: _title("</style><style>@import \"http://x.example/a.css\";"),
    # Raw HTML and addresses in chapters.
    "a script": lambda: _one("<script>alert(1)</script>"),
    "a style": lambda: _one("<style>p { background: url(http://x.example/) }</style>"),
    "a frame": lambda: _one('<iframe src="file:///etc/passwd"></iframe>'),
    "an object": lambda: _one('<object data="file:///etc/passwd"></object>'),
    "a page that moves on": lambda: _one('<meta http-equiv="refresh" content="0;url=http://x.example/">'),
    "another base": lambda: _one('<base href="http://x.example/"/>'),
    "a sheet": lambda: _one('<link rel="stylesheet" href="http://x.example/a.css"/>'),
    "a form": lambda: _one('<form action="http://x.example/"><input name="a"/></form>'),
    "a film": lambda: _one('<video src="http://x.example/a.mp4" onerror="x()"></video>'),
    "a picture with an event": lambda: _one('<img src="x" alt="A" onerror="alert(1)"/>'),
    "a picture from many places": lambda: _one('<img src="a.svg" srcset="http://x.example/a.png 2x" alt="A"/>'),
    "a style of one element": lambda: _one('<p style="background: url(http://x.example/)">A</p>'),
    "a drawing in the text": lambda: _one('<svg onload="alert(1)"><a href="javascript:x"/></svg>'),
    "a formula with a link": lambda: _one('<math href="javascript:x"><mi>x</mi></math>'),
    "a link that calls home": lambda: _one('<a href="#one" ping="http://x.example/">A</a>'),
    "an attribute by a list": lambda: _one("A *b*{onclick=alert(1)} c."),
    "a link by a list": lambda: _one("[b](#one){href=javascript:x}"),
    "a link in capitals": lambda: _one("[x](JaVaScRiPt:alert)"),
    "a link in numbers": lambda: _one("[x](&#106;avascript:alert)"),
    "a link with a gap": lambda: _one("[x](<java\tscript:alert>)"),
    "a link as such": lambda: _one("<javascript:alert(1)>"),
    "a link by name": lambda: _one("[x][a]\n\n[a]: vbscript:alert"),
    "a link to a file": lambda: _one("[x](file:///etc/passwd)"),
    "a link to data": lambda: _one("[x](data:text/html,<script>alert(1)</script>)"),
    "a title that ends its attribute": lambda: _one("[x](#one '\" onclick=\"alert(1)')"),
    "entities of its own": lambda: {"one.md": '<!DOCTYPE x [<!ENTITY y SYSTEM "/etc/passwd">]>\n\n# T\n\n&y;\n'},
    "the end of a section of data": lambda: _one("`]]>` and ]]> and <![CDATA[ <script>x</script> ]]>"),
    # Pictures and fonts that are larger than they look, or something else.
    "a profile that unfolds": lambda: _pictured("a.png", _png_with(_chunk(b"iCCP", b"x\0\0" + _INK))),
    "words that unfold": lambda: _pictured("a.png", _png_with(*[_chunk(b"zTXt", b"x\0\0" + _INK)] * 20)),
    "a GIF of four thousand million pixels": lambda: _pictured("a.gif", _gif(65_535, 65_535, 1)),
    "a GIF of 20,000 pictures": lambda: _pictured("a.gif", _gif(600, 400, 20_000)),
    "a JPEG of four thousand million pixels": lambda: _pictured("a.jpg", _jpeg(65_535, 65_535)),
    "a WebP of many pixels": lambda: _pictured("a.webp", _webp(16_000_000, 16)),
    "a program for printers": lambda: _pictured("a.png", b"%!PS-Adobe-3.0 EPSF\n(/etc/passwd) (r) file\n"),
    "a PDF under another name": lambda: _pictured("a.png", b"%PDF-1.7\n1 0 obj<</OpenAction 2 0 R>>"),
    "a drawing packed small": lambda: _pictured("a.svg", b"\x1f\x8b\x08\0" + _INK[:90_000]),
    "a ZIP under another name": lambda: _pictured("a.jpg", b"PK\x03\x04" + b"\0" * 90),
    "a font that unfolds": lambda: {
        "book.toml": BOOK_TOML + '\n[fonts]\nfiles = ["a.woff"]\n', "a.woff": _woff_bomb()
    },
    "a font of nothing": lambda: {
        "book.toml": BOOK_TOML + '\n[fonts]\nfiles = ["a.ttf"]\n', "a.ttf": b"\0\x01\0\0\xff\xff" + b"\xff" * 900
    },
    "a profile of nothing": lambda: {
        "book.toml": BOOK_TOML + '\n[print]\nprofile = "a.icc"\n', "a.icc": b"\xff" * 4_000
    },
    # Data files.
    "names of BibTeX that double": lambda: {
        "book.toml": _LISTED, "list.md": "# List\n", "reading-list.bib": _bibtex_bomb()
    },
    "BibTeX in braces": lambda: {
        "book.toml": _LISTED, "list.md": "# List\n", "reading-list.bib": "@book{x, title = " + "{" * 50_000 + "}"
    },
    "JSON in brackets": lambda: {
        "book.toml": _LISTED, "list.md": "# List\n", "reading-list.json": "[" * 100_000
    },
    "JSON of one number": lambda: {
        "book.toml": _LISTED, "list.md": "# List\n",
        "reading-list.json": f'[{{"id": "x", "type": "book", "title": "A", "volume": {"9" * 6_000}}}]',
    },
    "a number of 6,000 digits": lambda: _setting("series-number = " + "9" * 6_000),
    "60,000 chapters": lambda: {"book.toml": BOOK_TOML + '[[chapters]]\nfile = "x.md"\n' * 60_000},
    "60,000 people": lambda: {"book.toml": BOOK_TOML + '\n[[people]]\nname = "A"\n' * 60_000},
}  # fmt: skip


def zipped(data: bytes) -> bytes:
    """All that stands in an e-book, unpacked, one file below the other."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return b"\n".join(name.encode() + b"\n" + book.read(name) for name in book.namelist())
