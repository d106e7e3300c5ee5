"""The page of the desk: what is asked for, and what is answered.

In: requests that the guard let through. Out: pages, and finished files. Logos, and pages that were shown, are kept in
memory under names made of what they hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import methodcaller
from typing import TYPE_CHECKING, Literal, TypeVar

import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from trustbook.builder.make import tables
from trustbook.cli.desk import pages
from trustbook.cli.desk.form import Group, Typed, at_fields, groups
from trustbook.cli.desk.guard import Guard
from trustbook.cli.desk.newest import Newest
from trustbook.cli.desk.process import NoAnswer, Room, TooLong
from trustbook.cli.desk.received import form_of, received, received_file
from trustbook.cli.desk.work import Answer, Form, Opened, Work
from trustbook.editions import rows
from trustbook.sources.clinics import MOST_LOGO
from trustbook.words.desk import DeskWords, desk_words

if TYPE_CHECKING:
    from trustbook.builder.preview import Preview

T = TypeVar("T")

LOOK_SECONDS, MAKE_SECONDS = 60.0, 600.0
MOST_WAITING = 3  # of people who want to see pages
CLINIC_FILE = "clinic-file"  # beside the names of editions


@dataclass(frozen=True)
class Desk:
    """One book's desk, and the processes that do its work."""

    opened: Opened
    looking: Room
    making: Room
    command: str = "trustbook desk"
    tell: Callable[[str], None] = lambda text: None  # says to whoever started it what went wrong
    _logos: Newest[bytes] = field(default_factory=Newest)
    _shown: Newest[Preview] = field(default_factory=Newest)
    _waiting: list[Form] = field(default_factory=list)
    _at_work: list[Form] = field(default_factory=list)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The fields of the form."""
        return groups(self._words, tables(rows()))

    @cached_property
    def _words(self) -> DeskWords:
        return desk_words(self.opened.language)

    def guarded(self, hosts: frozenset[str], key: str, cookie: str) -> Guard:
        """The application, for those who hold the key."""
        routes = [
            Route("/", self._page, methods=["GET"]),
            Route("/", self._look, methods=["POST"]),
            Route("/open", self._reopen, methods=["POST"]),
            Route("/open", lambda request: RedirectResponse("/"), methods=["GET"]),
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
        said = {
            401: pages.said(self._words.no_key, command=self.command),
            413: pages.said(self._words.too_large, megabytes=f"{MOST_LOGO / 1e6:g}"),
            429: self._words.too_many,
            503: self._words.busy,
        }
        return pages.refusal(self._words, status, said.get(status, ""))

    # -- what is asked ---------------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        return self._answer(self.opened.start, Answer())

    async def _look(self, request: Request) -> Response:
        return await self._looked(request, "look")

    async def _looked(self, request: Request, what: Literal["look", "clinic_file"]) -> Response:
        form = await received(request, self.groups, self._logos, self.opened.start)
        return await self._seen(form, what)

    async def _reopen(self, request: Request) -> Response:
        """The form of a clinic's file, looked at; its logo is asked for where it did not come along."""
        data = await received_file(request)
        if data is None:
            return self.refused(413)
        if len(self._waiting) >= MOST_WAITING:
            return self.refused(429)
        ask = partial(self.looking.ask, methodcaller("taken", data), LOOK_SECONDS)
        said: tuple[Typed, bytes] | Response | None = await self._asked(self.opened.start, ask)
        if isinstance(said, Response):
            return said
        if said is None:
            return self._answer(self.opened.start, Answer(), status=422, besides=self._words.no_clinic_file)
        typed, logo = said
        form = form_of(typed, logo, self.groups, self.opened.start)
        lacking = form.typed.get("logo") and not form.logo
        return await self._seen(form, "look", self._words.logo_again if lacking else "")

    async def _seen(self, form: Form | None, what: Literal["look", "clinic_file"], besides: str = "") -> Response:
        if form is None:
            return self.refused(413)
        if len(self._waiting) >= MOST_WAITING:
            return self.refused(429)
        question = methodcaller(what, form)  # of `Work`
        return await self._done(form, self._waiting, partial(self.looking.ask, question, LOOK_SECONDS), besides)

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name == CLINIC_FILE:
            return await self._looked(request, "clinic_file")
        if name not in self.opened.editions:
            return self.refused(404)
        form = await received(request, self.groups, self._logos, self.opened.start)
        if form is None:
            return self.refused(413)
        if self._at_work:
            return self.refused(503)
        return await self._done(form, self._at_work, partial(self._make, form, name))

    def _make(self, form: Form, edition: str) -> Answer:
        """Make files in a process that ends afterwards: what layouts took is given back."""
        try:
            return self.making.ask(partial(Work.files, form=form, edition=edition), MAKE_SECONDS)
        finally:
            self.making.close()

    async def _done(self, form: Form, busy: list[Form], work: Callable[[], Answer], besides: str = "") -> Response:
        """Have something done while others can ask, and answer with what came of it, and what else is to be said."""
        busy.append(form)
        try:
            answer = await self._asked(form, work)
        finally:
            busy.remove(form)
        if isinstance(answer, Response):
            return answer
        if answer.files:
            return pages.download(answer.files, answer.archive)
        return self._answer(form, answer, besides=besides)

    async def _asked(self, form: Form, work: Callable[[], T]) -> T | Response:
        """What came of work that another process does; or a page with the form, and what went wrong there."""
        try:
            return await anyio.to_thread.run_sync(work)
        except TooLong as limit:
            return self._answer(form, Answer(), pages.said(self._words.too_long, seconds=limit), 503)
        except NoAnswer as fault:
            self.tell(f"error[O904]: {fault}")
            return self._answer(form, Answer(), self._words.not_made, 500)

    # -- what is answered ------------------------------------------------------------------------------------

    def _answer(self, form: Form, answer: Answer, trouble: str = "", status: int = 0, besides: str = "") -> Response:
        """The page with the form as it was sent, what was found, and the pages to look at; what is to be said `besides`
        is of a file that was opened."""
        shown = ""
        if answer.preview is not None:
            seen = (answer.preview.cover, *(page.document.encode() for page in answer.preview.pages))
            shown = self._shown.put(b"\0".join(seen), answer.preview)
        held = self._logos.put(form.logo, form.logo) if form.logo else ""
        found = at_fields(answer.findings, self.groups)
        listed = [(key, one) for key, these in found.items() for one in these]
        errors = [(key, one) for key, one in listed if one.severity == "error"]
        return pages.page(
            self._words,
            status or (422 if errors else 200),
            opened=self.opened,
            form=form,
            held=held,
            groups=self.groups,
            found=found,
            errors=errors,
            notes=[one for one in listed if one not in errors],
            trouble=trouble,
            besides=besides,
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
