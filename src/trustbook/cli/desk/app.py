"""The page of the desk: what is asked for, and what is answered.

In: requests that the guard let through. Out: pages, and finished files. It keeps logos and pages that were shown in
memory, the newest few, under names made of what they hold; nothing is written to a disk.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import anyio.to_thread
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trustbook.builder.make import tables
from trustbook.cli.desk import pages
from trustbook.cli.desk.form import Group, at_fields, groups
from trustbook.cli.desk.guard import MOST_BODY, Guard
from trustbook.cli.desk.process import NoAnswer, Room, TooLong
from trustbook.cli.desk.work import Answer, Form, Opened, Work
from trustbook.editions import rows
from trustbook.manuscript.ids import slug
from trustbook.sources.clinics import MOST_LOGO
from trustbook.sources.locate import is_clinic_name
from trustbook.words.desk import desk_words

if TYPE_CHECKING:
    from trustbook.builder.preview import Preview

T = TypeVar("T")

LOOK_SECONDS, MAKE_SECONDS = 60.0, 600.0
MOST_WAITING = 3  # of people who want to see pages
KEPT = 8  # logos, and pages that were shown
MOST_TEXT = 20_000  # bytes of one field
CLINIC_FILE = "clinic-file"  # beside the names of editions

_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf", ".zip": "application/zip"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class _Newest(Generic[T]):
    """The newest few of many, by what they hold."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, T] = OrderedDict()

    def put(self, data: bytes, value: T) -> str:
        """Keep a value; its name is that of the data."""
        name = hashlib.sha256(data).hexdigest()
        self._held[name] = value
        self._held.move_to_end(name)
        while len(self._held) > KEPT:
            self._held.popitem(last=False)
        return name

    def get(self, name: str) -> T | None:
        """The value of a name, where it is still kept."""
        return self._held.get(name)


@dataclass(frozen=True)
class Desk:
    """One book's desk, and the processes that do its work."""

    opened: Opened
    looking: Room
    making: Room
    command: str = "trustbook desk"
    tell: Callable[[str], None] = lambda text: None  # says to whoever started it what went wrong
    _logos: _Newest[bytes] = field(default_factory=_Newest)
    _shown: _Newest[Preview] = field(default_factory=_Newest)
    _waiting: list[Form] = field(default_factory=list)
    _at_work: list[Form] = field(default_factory=list)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The fields of the form."""
        return groups(desk_words(self.opened.language), tables(rows()))

    def guarded(self, hosts: frozenset[str], key: str, cookie: str) -> Guard:
        """The application, for those who hold the key."""
        routes = [
            Route("/", self._page, methods=["GET"]),
            Route("/", self._look, methods=["POST"]),
            Route("/files/{name}", self._file, methods=["POST"]),
            Route("/shown/{name}/cover.png", self._cover, methods=["GET"]),
            Route("/shown/{name}/{role}", self._shown_page, methods=["GET"]),
            Route("/desk.css", lambda request: pages.style(), methods=["GET"]),
            Route("/desk.js", lambda request: pages.script(), methods=["GET"]),
            Route("/fonts/{name}", lambda request: pages.font(request.path_params["name"]), methods=["GET"]),
        ]
        return Guard(Starlette(routes=routes), hosts, key, cookie, self.refused)

    def refused(self, status: int) -> Response:
        """Why a request is not answered, in words where somebody honest can meet it."""
        words = desk_words(self.opened.language)
        said = {
            401: pages.said(words.no_key, command=self.command),
            413: pages.said(words.too_large, megabytes=f"{MOST_LOGO / 1e6:g}"),
            429: words.too_many,
            503: words.busy,
        }
        return pages.refusal(words, status, said.get(status, ""))

    # -- what is asked ---------------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        return self._answer(self.opened.start, Answer())

    async def _look(self, request: Request) -> Response:
        form = await self._form(request)
        if form is None:
            return self.refused(413)
        if len(self._waiting) >= MOST_WAITING:
            return self.refused(429)
        return await self._done(form, self._waiting, self.looking, partial(Work.look, form=form), LOOK_SECONDS)

    async def _file(self, request: Request) -> Response:
        form, name = await self._form(request), request.path_params["name"]
        if form is None:
            return self.refused(413)
        if name == CLINIC_FILE:
            return await self._done(
                form, self._waiting, self.looking, partial(Work.clinic_file, form=form), LOOK_SECONDS
            )
        if name not in self.opened.editions:
            return self.refused(404)
        if self._at_work:
            return self.refused(503)
        work = partial(Work.files, form=form, edition=name)
        try:
            return await self._done(form, self._at_work, self.making, work, MAKE_SECONDS)
        finally:
            await anyio.to_thread.run_sync(self.making.close)  # what a layout took is given back

    async def _done(
        self, form: Form, busy: list[Form], room: Room, work: Callable[[Work], Answer], seconds: float
    ) -> Response:
        """Have something done, and answer with what came of it."""
        words = desk_words(self.opened.language)
        busy.append(form)
        try:
            answer = await anyio.to_thread.run_sync(room.ask, work, seconds)
        except TooLong as limit:
            return self._answer(form, Answer(), pages.said(words.too_long, seconds=limit), 503)
        except NoAnswer as fault:
            self.tell(f"error[O904]: {fault}")
            return self._answer(form, Answer(), words.not_made, 500)
        finally:
            busy.remove(form)
        if answer.files:
            return _download(answer.files, form.name)
        return self._answer(form, answer)

    # -- what is answered ------------------------------------------------------------------------------------

    def _answer(self, form: Form, answer: Answer, trouble: str = "", status: int = 0) -> Response:
        """The page with the form as it was sent, what was found, and the pages to look at."""
        shown = ""
        if answer.preview is not None:
            seen = (answer.preview.cover, *(page.document.encode() for page in answer.preview.pages))
            shown = self._shown.put(b"\0".join(seen), answer.preview)
        held = self._logos.put(form.logo, form.logo) if form.logo else ""
        found = at_fields(answer.findings, self.groups)
        listed = [(key, one) for key, these in found.items() for one in these]
        errors = [(key, one) for key, one in listed if one.severity == "error"]
        return pages.page(
            desk_words(self.opened.language),
            status or (422 if errors else 200),
            opened=self.opened,
            form=form,
            held=held,
            groups=self.groups,
            found=found,
            errors=errors,
            notes=[one for one in listed if one not in errors],
            trouble=trouble,
            preview=answer.preview,
            shown=shown,
        )

    async def _cover(self, request: Request) -> Response:
        preview = self._shown.get(request.path_params["name"])
        return Response(preview.cover, media_type="image/png") if preview else self.refused(404)

    async def _shown_page(self, request: Request) -> Response:
        preview = self._shown.get(request.path_params["name"])
        found = [page for page in preview.pages if page.role == request.path_params["role"]] if preview else []
        return pages.shown(found[0]) if found else self.refused(404)

    async def _form(self, request: Request) -> Form | None:
        """What was sent; None where it is no form, or a part of it is too large."""
        try:
            parser = _InMemory(request.headers, request.stream(), max_files=1, max_fields=100, max_part_size=MOST_TEXT)
            sent = await parser.parse()
        except (MultiPartException, KeyError):
            return None
        try:
            return await self._filled(sent)
        finally:
            await sent.close()

    async def _filled(self, sent: FormData) -> Form | None:
        typed: dict[str, str | list[str]] = {}
        for one in (each for group in self.groups for each in group.fields if each.kind != "file"):
            given = [value.replace("\r\n", "\n") for value in sent.getlist(one.key) if isinstance(value, str)]
            typed[one.key] = given if one.kind == "choices" else "".join(given[:1])
        upload, held = sent.get("logo"), sent.get("logo-held")
        logo = b"" if upload is None or isinstance(upload, str) else await upload.read()
        if not logo and isinstance(held, str) and "logo-out" not in sent:
            logo = self._logos.get(held) or b""
        return None if len(logo) > MOST_LOGO else Form(self._name(typed), typed, logo)

    def _name(self, typed: Mapping[str, str | list[str]]) -> str:
        """The clinic's name for files: as its file is called already, or of the letters of its name."""
        if self.opened.start.name and typed.get("name") == self.opened.start.typed.get("name"):
            return self.opened.start.name
        made = slug(str(typed.get("name", "")))[:60].strip("-")
        return made if is_clinic_name(made) else f"clinic-{made}".strip("-")


class _InMemory(MultiPartParser):
    """Keeps what is uploaded in memory: the guard lets no more in than fits there."""

    spool_max_size = MOST_BODY


def _download(files: tuple[tuple[str, bytes], ...], name: str) -> Response:
    """A file to keep; several in an archive that is the same for the same files."""
    file, data = files[0]
    if len(files) > 1:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for each, content in files:
                archive.writestr(zipfile.ZipInfo(each, _EARLIEST), content)
        file, data = f"{name}.zip", packed.getvalue()
    said = {"content-disposition": f'attachment; filename="{Path(file).name}"'}
    return Response(data, headers=said, media_type=_TYPES.get(Path(file).suffix, "application/octet-stream"))
