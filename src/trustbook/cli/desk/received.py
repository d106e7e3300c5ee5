"""Read a form that was sent: text by key, and a logo, each no larger than it may be.

In: a request whose body the guard has bounded. Out: a `Form`, or None where it is none. Whatever the browser calls an
uploaded file is not looked at, and nothing is written to a disk.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from trustbook.cli.desk.form import Group, Typed
from trustbook.cli.desk.guard import MOST_BODY
from trustbook.cli.desk.newest import Newest
from trustbook.cli.desk.work import Form
from trustbook.manuscript.ids import slug
from trustbook.sources.clinics import MOST_LOGO
from trustbook.sources.locate import is_clinic_name

MOST_FIELDS = 100
MOST_TEXT = 20_000  # bytes of one field


class _InMemory(MultiPartParser):
    """Keeps what is uploaded in memory: the guard lets no more in than fits there."""

    spool_max_size = MOST_BODY


async def received(request: Request, groups: Sequence[Group], logos: Newest[bytes], start: Form) -> Form | None:
    """What was sent; None where it is no form, or a part of it is too large.

    A logo that was sent before stands for one that was not sent again; `start` is the form that the page began with.
    """
    sent = await _sent(request)
    if sent is None:
        return None
    try:
        typed, logo = _typed(sent, groups), await _logo(sent, logos)
    finally:
        await sent.close()
    return None if len(logo) > MOST_LOGO else Form(_name(typed, start), typed, logo)


async def received_file(request: Request) -> bytes | None:
    """The clinic's file that was sent, which may be empty; None where it is no form, or a part of it is too large."""
    sent = await _sent(request)
    if sent is None:
        return None
    try:
        upload = sent.get("clinic-file")
        return b"" if upload is None or isinstance(upload, str) else await upload.read()
    finally:
        await sent.close()


def form_of(said: Typed, logo: bytes, groups: Sequence[Group], start: Form) -> Form:
    """The form that a clinic's file fills in; what a field cannot hold is left out."""
    typed: dict[str, str | list[str]] = {}
    for field in (each for group in groups for each in group.fields):
        value = said.get(field.key)
        if isinstance(value, list if field.kind == "choices" else str) and len(str(value)) < MOST_TEXT:
            typed[field.key] = value
    return Form(_name(typed, start), typed, logo)


async def _sent(request: Request) -> FormData | None:
    """What was sent; None where it is no form, or a part of it is too large."""
    parser = _InMemory(request.headers, request.stream(), max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST_TEXT)
    try:
        return await parser.parse()
    except (MultiPartException, KeyError):
        return None


def _typed(sent: FormData, groups: Sequence[Group]) -> Typed:
    """The text of each field, with the line ends of a file."""
    typed: dict[str, str | list[str]] = {}
    for field in (each for group in groups for each in group.fields if each.kind != "file"):
        given = [value.replace("\r\n", "\n") for value in sent.getlist(field.key) if isinstance(value, str)]
        typed[field.key] = given if field.kind == "choices" else "".join(given[:1])
    return typed


async def _logo(sent: FormData, logos: Newest[bytes]) -> bytes:
    upload, held = sent.get("logo"), sent.get("logo-held")
    logo = b"" if upload is None or isinstance(upload, str) else await upload.read()
    if not logo and isinstance(held, str) and "logo-out" not in sent:
        logo = logos.get(held) or b""
    return logo


def _name(typed: Typed, start: Form) -> str:
    """The clinic's name for files: as its file is called already, or of the letters of its name."""
    if start.name and typed.get("name") == start.typed.get("name"):
        return start.name
    made = slug(str(typed.get("name", "")))[:60].strip("-")
    return made if is_clinic_name(made) else f"clinic-{made}".strip("-")
