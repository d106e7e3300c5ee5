"""Read an SVG file from a stranger into a tree, without letting it reach out or blow up.

In: bytes. Out: a `Drawing`: a tree of elements with the place of each, or the one problem that stopped the
reading. No document type, no entity, no processing instruction; bounded bytes, depth and elements. What the
elements mean is not its business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML = "{http://www.w3.org/XML/1998/namespace}"

MAX_BYTES = 2_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a drawing is not usable; `line` and `column` count from 1."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as read. Names are `{namespace}local`; `places` has the line and column of each element."""

    root: Element
    places: Mapping[Element, tuple[int, int]]


class _Stop(Exception):
    """Ends the reading at once, so that nothing behind the fault is looked at."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read(data: bytes) -> Drawing | Problem:
    """The drawing in these bytes, or what is wrong with them as XML."""
    if len(data) > MAX_BYTES:
        return Problem(1, 1, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "simplify the drawing")
    reader = _SvgReader()
    try:
        reader.parser.Parse(data, True)
    except _Stop as stop:
        return Problem(*reader.place(), stop.message, stop.hint)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or "not XML"
        return Problem(error.lineno, error.offset + 1, f"not well-formed XML: {reason}", "export it again as plain SVG")
    except (LookupError, ValueError):
        return Problem(1, 1, "written in an encoding that is not known", "save it as UTF-8")
    return Drawing(reader.builder.close(), reader.places)


class _SvgReader:
    """The handlers of one reading."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.places: dict[Element, tuple[int, int]] = {}
        self.depth = 0
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.builder.data
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruction

    def place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Stop(f"elements are nested more than {MAX_DEPTH} deep", "ungroup the drawing")
        if len(self.places) >= MAX_ELEMENTS:
            raise _Stop(f"more than {MAX_ELEMENTS:,} elements", "simplify the drawing")
        named = {_name(key): value for key, value in attributes.items()}
        self.places[self.builder.start(_name(name), named)] = self.place()

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_name(name))

    def doctype(self, *_: object) -> None:
        raise _Stop("a document type or entity declaration", "delete the `<!DOCTYPE …>`: SVG needs none")

    def instruction(self, target: str, _: str) -> None:
        raise _Stop(f"a processing instruction, `<?{target} …?>`", "delete it: a drawing brings its own look")


def _name(name: str) -> str:
    return "{" + name if "}" in name else name
