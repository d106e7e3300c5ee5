"""What the desk answers, as pages: the form, pages that are shown, refusals, and what a page loads.

In: words and values. Out: responses. Every template is escaped; nothing on a page comes from another machine.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from trustbook.sources import fonts
from trustbook.sources.locate import shipped_styles
from trustbook.words import fill, templates

if TYPE_CHECKING:
    from trustbook.builder.preview import ShownPage
    from trustbook.words.desk import DeskWords

SHEETS = ("tokens.css", "desk.css")
_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf", ".zip": "application/zip"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that ZIP can say
_STYLED = "default-src 'none'; style-src 'sha256-{}'"  # nothing but the style sheet inside the page
_CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_FRAMED = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
_SCRIPT = Path(__file__).with_name("desk.js")


def said(phrase: str, **values: object) -> str:
    """A phrase with its values."""
    return fill(phrase, **values)


def page(words: DeskWords, status: int, **values: object) -> Response:
    """The whole page."""
    return HTMLResponse(templates.render("desk.html.j2", words, **values), status)


def refusal(words: DeskWords, status: int, why: str) -> Response:
    """A page that says why there is nothing else on it."""
    if not why:
        return PlainTextResponse(f"{status}\n", status)
    style = (shipped_styles() / "desk-refusal.css").read_text("utf-8")
    text = templates.render("desk-refusal.html.j2", words, why=why, style=Markup(style))
    return HTMLResponse(text, status, {"content-security-policy": f"{_STYLED.format(_digest(style))}; {_CLOSED}"})


def shown(one: ShownPage) -> Response:
    """A page of the book, for a frame: it loads nothing, runs nothing, and leads nowhere."""
    policy = f"{_STYLED.format(_digest(one.style))}; img-src data:; font-src data:; {_FRAMED}"
    return Response(
        one.document.encode(),
        headers={"content-security-policy": policy},
        media_type="application/xhtml+xml",
    )


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def style() -> Response:
    """The style sheet: the book's own tokens and typeface, and what a form needs."""
    faces = fonts.css_faces(lambda face: f"/fonts/{face.name}")
    sheets = [(shipped_styles() / name).read_text("utf-8") for name in SHEETS]
    return Response("\n".join([faces, *sheets]), media_type="text/css")


@cache
def script() -> Response:
    """What shows pages at once and says that a file is on its way; everything works without it."""
    return Response(_SCRIPT.read_bytes(), media_type="text/javascript")


def font(name: str) -> Response:
    """A face that the style sheet names."""
    face = next((one for one in fonts.faces() if one.name == name), None)
    return (
        PlainTextResponse("404\n", 404) if face is None else Response(face.source.read_bytes(), media_type="font/ttf")
    )


def download(files: Sequence[tuple[str, bytes]], archive: str) -> Response:
    """A file to keep; several in an archive of this name, which is the same for the same files."""
    file, data = files[0]
    if len(files) > 1:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as into:
            for each, content in files:
                into.writestr(zipfile.ZipInfo(each, _EARLIEST), content)
        file, data = f"{archive}.zip", packed.getvalue()
    said = {"content-disposition": f'attachment; filename="{Path(file).name}"'}
    return Response(data, headers=said, media_type=_TYPES.get(Path(file).suffix, "application/octet-stream"))
