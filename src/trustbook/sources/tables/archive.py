"""Refuse workbooks that would take much memory or time, before a library opens them.

In: the bytes of a ZIP file. Out: nothing, or `Unreadable`. Members, their sizes and how many marks they hold are
bounded; no member declares a type of document, whatever it is called and however it is encoded.
"""

from __future__ import annotations

import io
import zipfile
from typing import NoReturn
from xml.parsers import expat

from trustbook.sources.tables.values import Unreadable

SAVE = "open it in a spreadsheet program and save it anew, without a password, or save it as “CSV UTF-8”"
_MOST_MEMBERS = 500
_MOST_SHEET = 200_000_000  # bytes of a sheet, or of the texts of all sheets
_MOST_OTHER = 5_000_000  # bytes of any other member that is read
_MOST_SHARE = 200  # times that a member may grow; sheets grow twenty times
_MOST_MARKS = 8_000_000  # signs `<` in all members: a cell has up to eight
_MOST_TEXTS = 3_000_000  # of them in the texts of all sheets
_MOST_ELSEWHERE = 60_000  # of them in any other member
_CHUNK = 1_000_000
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings"


def refuse_bombs(path: str, data: bytes) -> None:
    """Raise `Unreadable` for a workbook that is no whole one, or unfolds to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or len({one.filename for one in members}) < len(members):
                raise Unreadable(path, f"the workbook has two members of one name, or over {_MOST_MEMBERS}", SAVE)
            for member in members:
                large = member.filename.startswith((_SHEETS, _TEXTS, "xl/media/"))
                most = _MOST_SHEET if large else _MOST_OTHER
                if member.file_size > most or member.file_size > _MOST_SHARE * member.compress_size + _CHUNK:
                    raise Unreadable(path, f"`{member.filename}` in it unfolds to {member.file_size:,} bytes", SAVE)
            if sum(member.file_size for member in members) > 2 * _MOST_SHEET:
                raise Unreadable(path, "the workbook unfolds to too many bytes", SAVE)
            if sum(_marks(path, archive, member) for member in members) > _MOST_MARKS:
                raise Unreadable(path, "the workbook has too many cells", "split it into several workbooks")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable(path, f"the file is no whole workbook: {error}", SAVE) from None


def _marks(path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """How many signs `<` a member holds, which are at least as many as its elements."""
    name = member.filename
    most = _MOST_MARKS if name.startswith(_SHEETS) else _MOST_TEXTS if name.startswith(_TEXTS) else _MOST_ELSEWHERE
    count = 0
    with archive.open(member) as stream:
        chunk = stream.read(_CHUNK)
        if _is_xml(path, name, chunk):
            while chunk:
                count += chunk.count(b"<")
                if count > most:
                    raise Unreadable(path, f"`{name}` in it has more than {most:,} elements", SAVE)
                chunk = stream.read(_CHUNK)
    return count


class _Root(Exception):
    """The first element of a document begins."""


def _is_xml(path: str, name: str, start: bytes) -> bool:
    """Whether a member begins as XML does; refuses entities, which no spreadsheet program writes."""

    def root(*_: object) -> NoReturn:
        raise _Root

    def doctype(*_: object) -> NoReturn:
        raise Unreadable(path, f"`{name}` in it declares a type of document", SAVE)

    def declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise Unreadable(path, f"`{name}` in it is written in `{encoding[:40]}`", SAVE)

    parser = expat.ParserCreate()
    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    try:
        parser.Parse(start, False)
    except _Root:
        return True
    except expat.ExpatError:
        return False  # nor will the library take it for XML
    raise Unreadable(path, f"`{name}` in it does not begin as it ought to", SAVE)
