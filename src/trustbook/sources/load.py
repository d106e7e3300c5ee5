"""Read a book's folder from disk, once.

In: a folder. Out: `Sources` and findings; no `Sources` when the book cannot be understood at all.
The only module that reads the manuscript. It follows no path out of the book's folder, reads nothing larger
than its limits, and refuses text that would make a later stage slow (very long lines, very deep nesting).
It must not interpret Markdown.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from trustbook import settings
from trustbook.findings import Collector, DataFile, Finding, Place, SourceFile, did_you_mean
from trustbook.sources import drawings, sheets
from trustbook.sources.locate import CONFIG, NOT_THE_BOOK, book_root, find_config, no_book, shipped_styles
from trustbook.sources.values import ChapterSource, ImageFile, Sources

MAX_TEXT = 2_000_000  # bytes of one chapter or settings file
MAX_IMAGE = 20_000_000  # bytes of one picture
MAX_IMAGES = 2_000
MAX_LINE = 10_000  # characters
MAX_DEPTH = 24  # block quotes, list levels or open brackets
MAX_HINTS = 20  # chapters that do not exist and get a name like theirs suggested
MAX_NEAR = 300  # names looked at for that
MAX_BLOCK = 40_000  # characters of one paragraph, list or table
MAX_FENCES = 2_000  # blocks of code in one file
MAX_OPEN_FENCES = 50  # fences without an end; the parser looks through the whole file for each

IMAGE_TYPES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]")
_RESERVED = re.compile(  # names of files in the EPUB, and ids in its package or in every edition
    r"nav|style|cover|contents|ncx|toc|titlepage|cover-image|(font|image|page|creator)-\d+"
    r"|id|title|subtitle|conformance|certifier"
)
# Fences of code as the Markdown parser reads them: a block without its end is none, and text on the line is not one.
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(?:\.?[\w#.+-]*[ \t]*|\{[^{}]*\})$")
_ODD_FENCE = re.compile(r"(?:`{3,}|~{3,})[^`~]*(?:\{|hl_lines)")
_QUOTES = re.compile(rf"(?:\s{{0,3}}>){{{MAX_DEPTH + 1}}}")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # not the sign in `p < .05`
_HARD_INLINE = re.compile(r"[*_`~!<&]{200,}")


def load(
    folder: Path,
    editions: settings.EditionTables = (),
    styles: Sequence[Path] = (),
    known: Callable[[settings.Settings], None] = lambda chosen: None,
) -> tuple[Sources | None, list[Finding]]:
    """Read the book in `folder`: settings, chapters, reading list, help lines, pictures, styles.

    `editions` are those that book.toml can speak of, `styles` folders of style sheets beside the builder's own.
    `known` is told the settings as soon as they are known.
    """
    config_path = find_config(folder)
    if config_path is None:
        return None, [no_book()]
    reader = _Reader(book_root(config_path.absolute()), config_path.absolute().parent)
    config = reader.data_file(CONFIG)
    if config is None:
        return None, reader.found.found
    chosen, found = settings.read_settings(config, editions)
    reader.found.extend(found)
    if chosen is None:
        return None, reader.found.found
    known(chosen)
    chapters = _chapters(reader, config, chosen)
    reading_list = reader.data_file(chosen.book.reading_list, optional=True)
    help_file = reader.data_file(chosen.help.file, optional=True)
    entries, found = settings.read_entries(reading_list) if reading_list else ((), [])
    reader.found.extend(found)
    help_lines, found = settings.read_help_lines(help_file) if help_file else (None, [])
    reader.found.extend(found)
    pictures = _images(reader)
    sheets_of = _styles(reader, styles)
    sources = Sources(
        root=reader.root,
        settings=chosen,
        config=config,
        chapters=tuple(chapters),
        entries=entries,
        reading_list=reading_list,
        help_lines=help_lines,
        help_file=help_file,
        images=pictures,
        refused=reader.refused,
        styles=sheets_of,
        files=reader.hashes,
        lost=len(chapters) < len(chosen.chapters),
        modified=_modified(chosen),
    )
    return sources, reader.found.found


class _Reader:
    """Reads files below the manuscript folder, remembers their hashes, and collects findings."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.real = folder.resolve()
        self.found = Collector()
        self.hashes: dict[str, str] = {}
        self.refused: dict[str, str] = {}

    def shown(self, path: Path) -> str:
        """The path as people see it in findings: relative to the book's folder."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def inside(self, path: Path) -> bool:
        """Whether a path, links followed, stays in the manuscript folder."""
        try:
            return path.resolve().is_relative_to(self.real)
        except (OSError, RuntimeError):  # links in a circle lead nowhere; reading them will say so
            return True

    def bytes(self, path: Path, limit: int, folder: Path | None = None) -> bytes | None:
        """The bytes of a file in the manuscript or in `folder`; None with a finding if too large or out of reach."""
        shown = self.shown(path)
        inside = path.resolve().is_relative_to(folder.resolve()) if folder else self.inside(path)
        if not inside:
            self.found.add(
                "F114",
                f"`{shown}` lies outside the book's folder",
                Place(shown),
                "copy the file into the manuscript folder; links out of it are not followed",
            )
            return None
        try:
            if not path.is_file():
                raise OSError("it is not a regular file")
            if path.stat().st_size > limit:
                size = path.stat().st_size / 1e6
                self.found.add(
                    "F110",
                    f"`{shown}` has {size:.1f} MB; at most {limit / 1e6:g} MB are read",
                    Place(shown),
                    "split it into several files",
                )
                return None
            data = path.read_bytes()
        except OSError as error:
            self.found.add("F117", f"`{shown}` cannot be read: {error.strerror or error}", Place(shown))
            return None
        self.hashes[shown] = hashlib.sha256(data).hexdigest()
        return data

    def data_file(self, name: str, optional: bool = False) -> DataFile | None:
        """A TOML file of the manuscript, checked as any text."""
        file = self.text(name, optional)
        return DataFile(file.path, file.text) if file is not None else None

    def text(self, name: str, optional: bool = False) -> SourceFile | None:
        """A text file of the manuscript, checked for encoding, control characters, long lines and deep nesting."""
        path = self.folder / name
        if optional and self.inside(path) and not path.exists():
            return None
        data = self.bytes(path, MAX_TEXT)
        if data is None:
            return None
        shown = self.shown(path)
        if data.startswith(b"\xef\xbb\xbf"):
            self.found.add(
                "F108",
                f"`{shown}` starts with a byte order mark",
                Place(shown, 1, 1),
                "save it as UTF-8 without BOM",
            )
            data = data[3:]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            excerpt = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")
            self.found.found.append(
                Finding(
                    "F107",
                    f"byte 0x{data[error.start]:02x} is not UTF-8",
                    Place(shown, line, column),
                    "save the file as UTF-8 (it looks like Latin-1 or Windows-1252)",
                    excerpt[:200],
                )
            )
            return None
        file = SourceFile(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
        faults = _bounds(file)
        self.found.extend(faults)
        return None if faults else file


def _bounds(file: SourceFile) -> list[Finding]:
    """Faults that would make parsing slow or impossible; the first of each kind."""
    if match := _CONTROL.search(file.text):
        line = file.text.count("\n", 0, match.start()) + 1
        column = match.start() - file.text.rfind("\n", 0, match.start())
        name = f"U+{ord(match.group()):04X}"
        return [
            Finding(
                "F113",
                f"control or private-use character {name}",
                Place(file.path, line, column),
                "delete the character; it has no meaning in text",
                _CONTROL.sub("\ufffd", file.lines[line - 1])[:200],
            )
        ]
    found: list[Finding] = []
    block_start, block_size = 1, 0
    code, crowd = _code_lines(file.lines)
    if crowd is not None:
        number, message = crowd
        return [file.finding("F111", message, number, hint="close each block of code, or split the file")]
    depths = dict.fromkeys(("[]", "()", "<>"), 0)
    for number, line_text in enumerate(file.lines, 1):
        fenced = number in code
        if not line_text.strip() or fenced:
            block_start, block_size = number + 1, 0
            depths = dict.fromkeys(depths, 0)
            if not fenced:
                continue
        block_size += len(line_text)
        if not fenced:
            for pair, depth in depths.items():
                opened = len(_TAG.findall(line_text)) if pair == "<>" else line_text.count(pair[0])
                depths[pair] = max(0, depth + opened - line_text.count(pair[1]))
        fault = _line_fault(line_text, depths)
        if fault is not None:
            column, message = fault
            found.append(_deep(file, number, column, message))
        elif len(line_text) > MAX_LINE:
            message = f"this line has {len(line_text):,} characters; at most {MAX_LINE:,} are read"
            found.append(Finding("F111", message, Place(file.path, number, 1), "break the line", line_text[:80]))
        elif block_size > MAX_BLOCK:
            message = f"this block has more than {MAX_BLOCK:,} characters without an empty line"
            found.append(
                Finding("F111", message, Place(file.path, block_start, 1), "put empty lines between paragraphs")
            )
        if found:
            break
    return found


def _code_lines(lines: Sequence[str]) -> tuple[set[int], tuple[int, str] | None]:
    """The numbers of all lines in fenced code, fences included; and a line where there are too many fences, and why."""
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith(("```", "~~~")) and line.rstrip(" \t").strip(line[0]) == "":
            ends.setdefault(line.rstrip(" \t"), []).append(number)
    code: set[int] = set()
    last, closed, unclosed = 0, 0, 0
    for number, line in enumerate(lines, 1):
        if number <= last or not line.startswith(("```", "~~~")):
            continue
        match = _FENCE.match(line)
        if match is None:
            if _ODD_FENCE.match(line):
                return code, None  # only the parser knows whether this is one, so nothing after it is passed over
            continue
        known = ends.get(match.group(1), [])
        at = bisect_right(known, number)
        if at < len(known):
            last = known[at]
            code.update(range(number, last + 1))
            closed += 1
        else:
            unclosed += 1
        if closed > MAX_FENCES:
            return code, (number, f"more than {MAX_FENCES:,} blocks of code in one file")
        if unclosed > MAX_OPEN_FENCES:
            return code, (number, f"more than {MAX_OPEN_FENCES} blocks of code have no end")
    return code, None


def _line_fault(line: str, depths: Mapping[str, int]) -> tuple[int, str] | None:
    """Why a line nests too deep, with the column, or None."""
    if match := _QUOTES.match(line):
        return match.end(), f"block quotes nest deeper than {MAX_DEPTH} levels"
    for pair, depth in depths.items():
        if depth > MAX_DEPTH:
            return line.find(pair[0]) + 1, f"more than {MAX_DEPTH} marks `{pair[0]}` are open at once"
    if len(line) - len(line.lstrip()) > 4 * MAX_DEPTH:
        return 1, f"lists nest deeper than {MAX_DEPTH} levels"
    if match := _HARD_INLINE.search(line):
        return match.start() + 1, f"more than 200 marks `{match.group()[0]}` in a row"
    return None


def _deep(file: SourceFile, line: int, column: int, message: str) -> Finding:
    excerpt = file.lines[line - 1][:200]
    place = Place(file.path, line, min(column, len(excerpt)))
    return Finding("F112", message, place, "flatten it: readers cannot follow such nesting either", excerpt)


def _chapters(reader: _Reader, config: DataFile, chosen: settings.Settings) -> list[ChapterSource]:
    """The chapters as listed, each once, each with its own key."""
    listed: dict[str, str] = {}
    chapters: list[ChapterSource] = []
    available = _markdown_files(reader)
    missing = 0
    for index, chapter in enumerate(chosen.chapters):
        place = ("chapters", index, "file")
        if chapter.file is None:
            chapters.append(ChapterSource(chapter.role, chapter.role, None))
            continue
        name = Path(chapter.file).as_posix()
        key = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^[\d_.\s-]+", "", Path(name).stem).lower()).strip("-")
        if not key[:1].isalpha():
            key = f"part-{key}" if key else f"chapter-{index + 1}"
        if name in listed.values():
            reader.found.extend([config.at_value("F106", f"`{name}` is listed twice", place, "remove one of the two")])
            continue
        if key in listed:
            message = f"`{name}` and `{listed[key]}` have the same name `{key}`"
            hint = "rename one: the name without leading digits becomes the address of the chapter"
            reader.found.extend([config.at_value("F115", message, place, hint)])
            continue
        listed[key] = name
        if _RESERVED.fullmatch(key):
            message = f"the name `{key}` is taken by a file that the builder makes"
            hint = "rename the file: its name without leading digits becomes the address of the chapter"
            reader.found.extend([config.at_value("F115", message, place, hint)])
            continue
        path = reader.folder / name
        if reader.inside(path) and not path.exists():
            missing += 1
            near = did_you_mean(name, available[:MAX_NEAR]) if missing <= MAX_HINTS else ""
            hint = near or f"the path is relative to the folder of {CONFIG}"
            reader.found.extend([config.at_value("F105", f"`{name}` does not exist", place, hint)])
            continue
        file = reader.text(name)
        if file is None:
            continue
        if not file.text.strip():
            reader.found.extend([file.finding("F109", "the chapter is empty", hint="write its title: `# Title`")])
            continue
        chapters.append(ChapterSource(key, chapter.role, file))
    _unlisted(reader, config, chosen)
    return chapters


def _unlisted(reader: _Reader, config: DataFile, chosen: settings.Settings) -> None:
    """A chapter's neighbour that book.toml does not list was probably forgotten."""
    named = {Path(chapter.file).as_posix() for chapter in chosen.chapters if chapter.file is not None}
    folders = {Path(name).parent.as_posix() for name in named} - {"."}
    for name in _markdown_files(reader):
        if name not in named and Path(name).parent.as_posix() in folders:
            hint = f'add `[[chapters]]` and below it `file = "{name}"` where it belongs, or move the file away'
            message = f"`{name}` is in no `[[chapters]]`, so it is not in the book"
            reader.found.extend([config.at_key("F119", message, ("chapters",), hint)])


def _markdown_files(reader: _Reader) -> list[str]:
    return [path.relative_to(reader.folder).as_posix() for path in _walk(reader.folder) if path.suffix == ".md"]


def _walk(folder: Path) -> Iterable[Path]:
    """Files below a folder in a fixed order, hidden folders and output left out; links are listed, not entered."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in NOT_THE_BOOK)
        for name in sorted(names):
            yield Path(base) / name


def _images(reader: _Reader) -> dict[str, ImageFile]:
    """Every usable picture of the manuscript, by its path relative to the manuscript folder."""
    pictures: dict[str, ImageFile] = {}
    for path in _walk(reader.folder):
        if path.suffix.lower() not in IMAGE_TYPES or len(pictures) >= MAX_IMAGES:
            continue
        name = path.relative_to(reader.folder).as_posix()
        if not reader.inside(path):
            reader.refused[name] = "it is a link to a file outside the book's folder"
            continue
        data = reader.bytes(path, MAX_IMAGE)
        if data is None:
            reader.refused[name] = "it could not be read"
            continue
        picture = _svg(reader, path, name, data) if path.suffix.lower() == ".svg" else _raster(reader, path, name, data)
        if picture is None:
            reader.refused[name] = "it has the fault named above"
        else:
            pictures[name] = picture
    return pictures


def _svg(reader: _Reader, path: Path, name: str, data: bytes) -> ImageFile | None:
    """A drawing as it was drawn; each edition shows it with its text outlined."""
    problems = drawings.check(data)
    lines = data.decode("utf-8", "replace").splitlines()
    for problem in problems:
        excerpt = lines[problem.line - 1][:400] if 0 < problem.line <= len(lines) else ""
        place = Place(reader.shown(path), problem.line, problem.column)
        reader.found.add("I305", problem.message, place, problem.hint, excerpt)
    if problems:
        return None
    width, height = drawings.size(data)
    return ImageFile(name, "image/svg+xml", data, width, height)


def _raster(reader: _Reader, path: Path, name: str, data: bytes) -> ImageFile | None:
    from trustbook.sources.images import Unusable, photograph  # Pillow: most books hold drawings only

    picture = photograph(data)
    if isinstance(picture, Unusable):
        shown = reader.shown(path)
        reader.found.add(picture.code, f"`{shown}`: {picture.reason}", Place(shown))
        return None
    return ImageFile(name, picture.media_type, picture.data, picture.width, picture.height)


def _styles(reader: _Reader, brought: Sequence[Path]) -> Mapping[str, SourceFile]:
    """Style sheets by file name: the builder's own, and over them those of the book's `styles/` folder."""
    ours = (shipped_styles(), *brought)
    sheets: dict[str, SourceFile] = {}
    for folder in dict.fromkeys((*ours, reader.root / "styles")):
        for path in sorted(folder.glob("*.css")) if folder.is_dir() else ():
            data = path.read_bytes() if folder in ours else reader.bytes(path, MAX_TEXT, reader.root)
            if data is not None:
                reader.hashes[f"styles/{path.name}"] = hashlib.sha256(data).hexdigest()
                shown = f"trustbook/styles/{path.name}" if folder in ours else reader.shown(path)
                file = sheets[path.name] = SourceFile(shown, data.decode("utf-8", "replace"))
                if folder not in ours:
                    reader.found.extend(_sheet_faults(file))
    return sheets


def _sheet_faults(file: SourceFile) -> list[Finding]:
    """A book's own style sheet may set looks, and load nothing."""
    hint = "a build reads the book's own pictures and the shipped fonts only; remove it"
    return [
        file.finding("F118", f"the style sheet loads something: `{words}`", line, column, len(words), hint)
        for line, column, words in sheets.loads(file.text)
    ]


def _modified(chosen: settings.Settings) -> datetime:
    """The time the book carries: SOURCE_DATE_EPOCH, else the date of book.toml at midnight UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,15}", epoch):
        return datetime.fromtimestamp(min(int(epoch), 253402300799), UTC)
    return datetime.combine(chosen.book.date, time(), UTC)
