"""The desk: a form in a browser for one office, that nobody else can reach, and the files that it gives."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import Mock

import click
import pytest
from books import book
from click.testing import CliRunner
from starlette.testclient import TestClient
from starlette.types import Message
from test_clinics import LOGO, clinic_book
from uvicorn.config import Config
from uvicorn.server import ServerState

import trustbook
from trustbook.builder.make import tables
from trustbook.builder.scratch import PREFIX
from trustbook.cli.desk.app import Desk
from trustbook.cli.desk.clinic_file import clinic_toml, typed_of
from trustbook.cli.desk.connection import HEAD_SECONDS, Connection
from trustbook.cli.desk.form import groups
from trustbook.cli.desk.guard import MOST_BODY, Guard, Rate
from trustbook.cli.desk.newest import KEPT
from trustbook.cli.desk.process import NoAnswer, Room, TooLong
from trustbook.cli.desk.serve import listen, names
from trustbook.cli.desk.work import Work
from trustbook.cli.main import main_group
from trustbook.editions import rows
from trustbook.settings import clinic_schema
from trustbook.words import languages, names_in
from trustbook.words.desk import DeskWords, desk_phrases, desk_words

T = TypeVar("T")

LANGUAGES = Path(languages.__file__).parent

HOST = "127.0.0.1:8000"
ORIGIN = {"origin": f"http://{HOST}"}
KEY = "a-key-of-the-desk"
WHOLE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
GOOD = {"name": "North Street Surgery", "country": "GB", "telephone": "01632 960001"}


class Here(Room):
    """Does the work in this process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.work = Work(folder)
        self.trouble: NoAnswer | None = None

    def ask(self, question: Callable[[Work], T], seconds: float) -> T:
        if self.trouble:
            raise self.trouble
        return question(self.work)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clinic_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def room(folder: Path) -> Here:
    return Here(folder)


def desk(room: Here, clinic: str = "") -> Desk:
    found, opened = room.work.opened(clinic)
    assert opened is not None, found
    return Desk(opened, room, room)


def client_of(made: Desk, rate: Rate | None = None, key: str = KEY) -> TestClient:
    guard = made.guarded(frozenset(names("127.0.0.1", 8000)), KEY, "desk")
    if rate is not None:
        guard = Guard(guard.app, guard.hosts, guard.key, guard.cookie, guard.refuse, rate)
    return TestClient(guard, f"http://{HOST}", cookies={"desk": key}, follow_redirects=False)


@pytest.fixture
def client(room: Here) -> TestClient:
    return client_of(desk(room))


def send(client: TestClient, typed: dict[str, str], address: str = "/", logo: bytes = b"") -> tuple[int, str]:
    """The status and the page that come of a form."""
    files = {"logo": ("../../etc/passwd", logo)}
    answer = client.post(address, data=typed, files=files, headers=ORIGIN)
    return answer.status_code, answer.text


def described(page: str, field: str) -> str:
    """What is said of a field's value, by the elements that it names as its description."""
    match = re.search(rf'id="{field}"[^>]*aria-describedby="([^"]+)"', page)
    assert match, f"no field {field}"
    said = re.search(rf'<div class="found" id="{match[1].split()[-1]}">(.*?)</div>', page, re.DOTALL)
    assert said
    return " ".join(re.sub("<[^>]+>", "", said[1]).split())


# -- who may ask ---------------------------------------------------------------------------------------------


def test_the_key_in_the_address_becomes_a_cookie_that_no_script_and_no_other_page_can_send(room: Here) -> None:
    client = client_of(desk(room), key="")
    client.cookies.clear()
    answer = client.get(f"/?key={KEY}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example:8000"}, 421),  # a name that leads here: DNS rebinding
        ({"host": "127.0.0.1:9000"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://127.0.0.1:8000"}, 403),
        ({"origin": "http://localhost:8000"}, 403),  # one of ours, yet not the one that was asked
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),  # another port of this machine
        ({"cookie": "desk=wrong"}, 401),
        ({"cookie": ""}, 401),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_else_is_answered(client: TestClient, method: str, headers: dict[str, str], status: int) -> None:
    before = ORIGIN if method == "POST" else {}
    answer = client.request(method, "/", headers={**before, **headers})
    assert answer.status_code == status
    assert "North" not in answer.text


def test_a_form_without_an_origin_is_refused(client: TestClient) -> None:
    assert client.post("/", data=GOOD).status_code == 403


def test_a_request_that_names_two_origins_is_refused(client: TestClient) -> None:
    two = [("origin", f"http://{HOST}"), ("origin", "http://evil.example")]
    assert client.post("/", data=GOOD, headers=two).status_code == 421


@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/desk.css", 200), (f"/?key={KEY}", 200)])
def test_a_question_for_the_head_alone_needs_the_key_too(client: TestClient, address: str, status: int) -> None:
    assert (client.head(address).status_code, client.head(address).content) == (status, b"")
    client.cookies.clear()
    assert client.head(address).status_code == 401


def test_what_is_no_request_of_a_page_is_closed(room: Here) -> None:
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    guard = client_of(desk(room)).app
    asyncio.run(guard({"type": "websocket"}, None, keep))  # type: ignore[arg-type]
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_wrong_key_in_the_address_is_no_key(room: Here) -> None:
    client = client_of(desk(room))
    client.cookies.clear()
    answer = client.get("/?key=wrong")
    assert answer.status_code == 401
    style = re.search("<style>(.*)</style>", answer.text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "trustbook desk" in answer.text  # what to do instead
    assert client.get("/desk.css").status_code == 401


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/", headers=ORIGIN).status_code == 405


@pytest.mark.parametrize("address", ["/", "/desk.css", "/desk.js", "/nowhere"])
def test_every_answer_says_what_a_browser_may_do_with_it(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_page_has_no_script_of_its_own_and_names_no_other_machine(client: TestClient) -> None:
    page = client.get("/").text
    assert re.findall(r"<script[^>]*>[^<]", page) == []
    assert re.findall(r"\son\w+=", page) == []
    assert re.findall(r"\sstyle=", page) == []
    assert re.findall(r'(?:src|href|action)="(?!/|#|data:,")[^"]*"', page) == []
    assert 'url("http' not in client.get("/desk.css").text


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(client: TestClient) -> None:
    answer = client.post("/", content=b"x" * (MOST_BODY + 1), headers=ORIGIN)
    assert answer.status_code == 413
    pieces = client.post("/", content=iter([b"x" * 1_000_000] * 3), headers=ORIGIN)
    assert pieces.status_code == 413
    assert "2\u00a0MB" in pieces.text


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"welcome": "x" * 20_001}},
        {"data": {f"field-{number}": "x" for number in range(101)}},
        {"files": [("logo", b"x"), ("logo", b"y")]},
        {"files": {"logo": b"x" * 2_000_001}},
        {"data": GOOD},  # no multipart form
    ],
)
def test_a_form_of_another_shape_is_refused(client: TestClient, sent: dict[str, object]) -> None:
    if "field-0" in str(sent) or "welcome" in str(sent):
        sent = {**sent, "files": {"logo": b""}}
    answer = client.post("/", headers=ORIGIN, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_too_many_requests_are_refused_until_time_has_passed(room: Here) -> None:
    moment = [0.0]
    client = client_of(desk(room), Rate(2, 10, now=lambda: moment[0]))
    bad = {"name": "", "country": "GB"}
    assert [send(client, bad)[0] for _ in range(3)] == [422, 422, 429]
    moment[0] = 10.0
    assert send(client, bad)[0] == 422


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_it_listens_at_no_address_that_others_reach(host: str) -> None:
    with pytest.raises(click.UsageError):
        listen(host, 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_it_listens_at_this_machine(host: str) -> None:
    with listen(host, 0) as made:
        assert made.getsockname()[0] == "127.0.0.1"
        assert names(*made.getsockname()[:2])[0].startswith("127.0.0.1:")
    assert names("::1", 8000) == ("[::1]:8000",)


def test_the_command_refuses_another_address_and_a_clinic_that_is_not_there(folder: Path) -> None:
    refused = CliRunner().invoke(main_group, ["-C", str(folder), "desk", "--host", "0.0.0.0"])
    assert refused.exit_code == 2
    assert "for this computer alone" in refused.output
    other = CliRunner().invoke(main_group, ["-C", str(folder), "desk", "riversid"])
    assert other.exit_code == 1
    assert "did you mean `riverside`?" in other.output


# -- the form ------------------------------------------------------------------------------------------------


def keys_of_a_clinic() -> set[str]:
    """Every key of a clinic's file that somebody fills in."""
    made = clinic_schema(tables(rows()))
    line = made["$defs"]["CrisisLine"]["properties"]
    return {*made["properties"], *(f"crisis-line.{name}" for name in line)} - {"format", "crisis-line"}


def test_every_key_of_a_clinic_file_is_a_field_with_a_sentence_on_it(client: TestClient) -> None:
    page = client.get("/").text
    fields = [field for group in groups(desk_words("en"), tables(rows())) for field in group.fields]
    for field in fields:
        assert f'name="{field.key}"' in page
        assert f'<p class="about" id="{field.id}-about">{field.about}</p>' in page
    assert {field.key for field in fields} == keys_of_a_clinic()
    assert [field.key for field in fields if field.needed] == ["name", "country"]
    assert [field.key for field in fields][:4] == ["name", "short-name", "country", "telephone"]


def test_a_field_that_is_wrong_says_why_and_the_summary_leads_to_it(client: TestClient) -> None:
    status, page = send(client, {**GOOD, "telephone": "0", "crisis-line.hours": "Always"})
    assert status == 422
    assert "cannot be dialled" in described(page, "telephone")
    assert "in this line" not in described(page, "telephone")
    assert described(page, "crisis-line-number").startswith("This field is empty. Fill in this field.")
    assert described(page, "email") == ""
    assert re.search(r'id="telephone"[^>]*aria-invalid="true"', page)
    summary = page[page.index('role="alert" tabindex="-1" autofocus') :]
    linked = re.findall(r'href="#([a-z-]+)"', summary)
    assert linked == ["telephone", "crisis-line-service", "crisis-line-number"]  # in the order of the form
    assert 'value="North Street Surgery"' in page  # what was typed is still there
    assert "<iframe" not in page


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "is empty"),
        ({"country": "UK"}, "country", "write GB"),
        ({"email": "desk"}, "email", "no e-mail address"),
        ({"web": "javascript:alert(1)"}, "web", "web address"),
        ({"colour": "red"}, "colour", "six digits"),
        ({"welcome": "<script>alert(1)</script>"}, "welcome", "script"),
        ({"welcome": "# A heading"}, "welcome", "holds no heading"),
        ({"name": "Evil \u202e Clinic"}, "name", "U+202E"),
        ({"editions": "psd"}, "editions", "psd"),
        ({"paper": "a3"}, "paper", "a4"),
        ({"address": "\n".join("x" * 20)}, "address", "there is room for 12"),
    ],
)
def test_findings_stand_at_their_fields(client: TestClient, typed: dict[str, str], field: str, said: str) -> None:
    status, page = send(client, {**GOOD, **typed})
    assert status == 422
    assert said in described(page, field)


def test_a_logo_that_nobody_describes_is_told_at_the_field_for_it(client: TestClient) -> None:
    status, page = send(client, GOOD, logo=LOGO.encode())
    assert status == 422
    assert described(page, "logo-alt") == "People who cannot see it need to know what it shows. Fill in this field."
    assert described(page, "logo") == ""
    assert 'href="#logo-alt"' in page


def test_what_is_typed_stays_text(client: TestClient) -> None:
    status, page = send(client, {**GOOD, "name": '"><script>alert(1)</script>', "telephone": "0"})
    assert status == 422
    assert "<script>alert" not in page
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


@pytest.mark.parametrize(
    "logo",
    [
        LOGO.replace("<path", "<script>alert(1)</script><path").encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + LOGO.encode(),
        LOGO.replace("<path", '<image href="https://evil.example/a.png" width="1" height="1"/><path').encode(),
        b"%PDF-1.7",
        b"GIF89a",
    ],
)
def test_a_hostile_logo_is_a_finding_at_its_field(client: TestClient, logo: bytes) -> None:
    status, page = send(client, {**GOOD, "logo-alt": "A wave"}, logo=logo)
    assert status == 422
    assert "cannot be used" in described(page, "logo")
    assert "passwd" not in page  # nobody asked how the file was called


def spoken(words: DeskWords) -> dict[str, list[str]]:
    """The names in braces in each phrase and in each sentence on a field."""
    phrases = {name: getattr(words, name.replace("-", "_")) for name in desk_phrases()}
    return {name: sorted(names_in(said)) for name, said in {**phrases, **words.sentences}.items()}


@pytest.mark.parametrize("language", sorted(one.stem for one in LANGUAGES.glob("*.toml") if "-" not in one.stem))
def test_an_office_reads_the_language_of_its_book(language: str) -> None:
    words, english = desk_words(language), desk_words("en")
    assert words.language == language
    assert words.labels.keys() == words.sentences.keys() == keys_of_a_clinic()
    assert spoken(words) == spoken(english)
    assert all(getattr(words, name.replace("-", "_")).strip() for name in desk_phrases())
    for key, sentence in words.sentences.items():
        assert sentence.strip().endswith((".", ".”")), key
        assert language == "en" or sentence != english.sentences[key], key


def test_a_region_reads_its_language_and_a_book_without_words_is_served_in_english() -> None:
    assert desk_words("de-AT") == desk_words("de")
    assert desk_words("ja") == desk_words("en")


# -- pages that are shown ------------------------------------------------------------------------------------


def shown_at(page: str) -> list[str]:
    return re.findall(r'src="(/shown/[^"]+)"', page)


def test_pages_are_shown_as_the_epub_has_them_and_can_do_nothing(client: TestClient) -> None:
    status, page = send(client, {**GOOD, "welcome": "Come *in*.", "logo-alt": "A field"}, logo=LOGO.encode())
    assert status == 200
    cover, clinic, helps = shown_at(page)
    assert client.get(cover).content.startswith(b"\x89PNG")
    answer = client.get(clinic)
    assert answer.headers["content-type"].startswith("application/xhtml+xml")
    policy = answer.headers["content-security-policy"]
    assert policy.endswith("sandbox")
    assert "default-src 'none'" in policy
    assert "Come <em>in</em>." in answer.text
    assert "North Street Surgery" in answer.text
    assert re.findall(r'(?:href|src)="(?!data:)[^"]*"', answer.text) == []
    assert "data:image/svg+xml;base64," in answer.text
    assert "help" in client.get(helps).text
    assert page.count("sandbox") == 2


def test_a_logo_stays_until_it_is_taken_out(client: TestClient) -> None:
    _, page = send(client, {**GOOD, "logo-alt": "A field"}, logo=LOGO.encode())
    held = re.search(r'name="logo-held" value="([0-9a-f]+)"', page)
    assert held
    again = {**GOOD, "logo-alt": "A field", "logo-held": held[1]}
    _, page = send(client, again)
    assert "data:image/svg+xml" in client.get(shown_at(page)[1]).text
    _, page = send(client, {**again, "logo-out": "yes"})
    assert "data:image/svg+xml" not in client.get(shown_at(page)[1]).text


def test_only_the_newest_pages_are_kept(client: TestClient) -> None:
    first = ""
    for number in range(KEPT + 1):
        _, page = send(client, {**GOOD, "imprint": f"Number {number}"})
        first = first or shown_at(page)[0]
    assert client.get(first).status_code == 404
    assert client.get(shown_at(page)[0]).status_code == 200


# -- files ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(folder: Path) -> trustbook.Report:
    return trustbook.build(folder, ["epub", "handouts"], clinic="riverside")


def asked_for(folder: Path, room: Here, edition: str) -> tuple[str, bytes]:
    """The header and the bytes of a download, of a form that shows the clinic's file and was not touched."""
    client = client_of(desk(room, "riverside"))
    page = client.get("/").text
    assert 'value="Riverside Clinic"' in page
    held = re.search(r'name="logo-held" value="([0-9a-f]+)"', page)
    assert held
    typed = typed_of(tomllib.loads((folder / "clinics" / "riverside.toml").read_text()))
    form = {**{key: value for key, value in typed.items() if key != "logo"}, "logo-held": held[1]}
    answer = client.post(f"/files/{edition}", data=form, files={"logo": b""}, headers=ORIGIN)
    return answer.headers["content-disposition"], answer.content


def test_a_file_is_the_very_one_that_a_build_makes(folder: Path, room: Here, built: trustbook.Report) -> None:
    [file] = built.editions["epub"].artifacts
    said, data = asked_for(folder, room, "epub")
    assert said == f'attachment; filename="{file.name}"'
    assert data == (built.folder / file.name).read_bytes()


def test_many_files_come_in_one_archive(folder: Path, room: Here, built: trustbook.Report) -> None:
    files = built.editions["handouts"].artifacts
    said, data = asked_for(folder, room, "handouts")
    assert said == 'attachment; filename="small-steps-riverside-handouts.zip"'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [file.name for file in files]
        assert all(archive.read(file.name) == (built.folder / file.name).read_bytes() for file in files)


def test_the_clinics_file_can_be_built_from(client: TestClient, tmp_path: Path) -> None:
    typed = {**GOOD, "address": "1 Example Street\r\nRivertown", "crisis-line.service": 'The "line" \\', "paper": "a4"}
    typed |= {"crisis-line.number": "01632 960002", "welcome": 'Three """ quotes\r\n\r\nand *more*', "editions": "epub"}
    answer = client.post("/files/clinic-file", data=typed, files={"logo": b""}, headers=ORIGIN)
    assert answer.headers["content-disposition"] == 'attachment; filename="north-street-surgery.toml"'
    home = clinic_book(tmp_path)
    (home / "clinics" / "north-street-surgery.toml").write_bytes(answer.content)
    report = trustbook.build(home, clinic="north-street-surgery")
    assert report.built == ("epub",), report.findings
    data = tomllib.loads(answer.text)
    assert data["crisis-line"]["service"] == 'The "line" \\'
    assert data["welcome"] == 'Three """ quotes\n\nand *more*'
    assert data["editions"] == ["epub"]


def test_a_clinics_file_with_a_logo_comes_with_it(client: TestClient) -> None:
    typed = {**GOOD, "logo-alt": "A field"}
    answer = client.post("/files/clinic-file", data=typed, files={"logo": LOGO.encode()}, headers=ORIGIN)
    assert 'filename="north-street-surgery-clinic-file.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["north-street-surgery.toml", "north-street-surgery.svg"]
        assert 'logo = "north-street-surgery.svg"' in archive.read("north-street-surgery.toml").decode()


def reopened(client: TestClient, data: bytes) -> Any:
    """The answer to a clinic's file."""
    return client.post("/open", files={"clinic-file": ("my file", data)}, headers=ORIGIN)


def test_a_clinics_file_fills_in_the_form_again(client: TestClient) -> None:
    typed = {**GOOD, "address": "1 <b>Example</b> Street\r\nRivertown", "crisis-line.number": "01632 960002"}
    typed |= {"crisis-line.service": "Our line", "editions": "epub", "logo-alt": "A field"}
    for logo in (b"", LOGO.encode()):
        taken = client.post("/files/clinic-file", data=typed, files={"logo": logo}, headers=ORIGIN)
        answer = reopened(client, taken.content)
        assert answer.status_code == 200
        assert 'value="North Street Surgery"' in answer.text
        assert "1 &lt;b&gt;Example&lt;/b&gt; Street\nRivertown</textarea>" in answer.text
        assert 'value="epub" checked' in answer.text
        assert "/cover.png" in answer.text
        assert ("logo-held" in answer.text) is bool(logo)


def test_a_logo_that_did_not_come_with_the_file_is_asked_for(client: TestClient) -> None:
    toml = b'format = 1\nname = "North Street Surgery"\ncountry = "GB"\ntelephone = "01632 960001"\nlogo = "a.svg"\n'
    assert "Choose it again at its field" in reopened(client, toml).text


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    with zipfile.ZipFile(into := io.BytesIO(), "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"name = ",
        b"a = " + b"[" * 5_000,
        b"PK\x03\x04 and no more",
        packed({"a.svg": LOGO.encode()}),
        packed({"a.toml": b" " * 3_000_000}),
        packed({"a.toml": b'name = "A"'}, zipfile.ZIP_BZIP2),
        packed({"a.toml": b'name = "A"'}, zipfile.ZIP_LZMA).replace(b"name", b"\xff\xff\xff\xff"),
        b'format = 2\nname = "A"',
        b'[project]\nname = "A"',
        packed({f"{number}.toml": b"a = 1" for number in range(9)}),
    ],
    ids=[
        "empty",
        "no text",
        "no TOML",
        "nested",
        "torn",
        "no clinic",
        "bomb",
        "bzip2",
        "lzma",
        "another format",
        "another file",
        "many",
    ],
)
def test_what_is_no_clinics_file_is_told(client: TestClient, data: bytes) -> None:
    answer = reopened(client, data)
    assert answer.status_code == 422
    assert "That is no clinic file" in answer.text


def test_a_clinics_file_with_faults_is_shown_with_them(client: TestClient) -> None:
    answer = reopened(
        client, b'name = "North Street Surgery"\ncountry = "Atlantis"\ntelephone = 4\neditions = "epub"\n'
    )
    assert answer.status_code == 422
    assert 'value="North Street Surgery"' in answer.text
    assert 'href="#country"' in answer.text


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc-passwd.toml"),
        ("Клініка", "clinic.toml"),
        ("CON", "clinic-con.toml"),
        ("A" * 80, "a" * 60 + ".toml"),
        ('a"; filename="b', "a-filename-b.toml"),
    ],
)
def test_a_files_name_has_nothing_but_letters_digits_and_hyphens(client: TestClient, name: str, file: str) -> None:
    answer = client.post("/files/clinic-file", data={**GOOD, "name": name}, files={"logo": b""}, headers=ORIGIN)
    assert answer.headers["content-disposition"] == f'attachment; filename="{file}"'


def test_a_faulty_form_gives_no_file(client: TestClient) -> None:
    for address in ("/files/epub", "/files/clinic-file"):
        status, page = send(client, {**GOOD, "telephone": "0"}, address)
        assert status == 422
        assert "cannot be dialled" in described(page, "telephone")
    assert send(client, GOOD, "/files/nothing")[0] == 404


def test_text_in_toml_is_what_was_typed() -> None:
    typed = {"name": "A\tb\x7f\\n", "welcome": '"""\n\\', "crisis-line.who": "é\u2028", "editions": ["epub", "screen"]}
    assert typed_of(tomllib.loads(clinic_toml(typed))) == typed


def test_one_file_is_made_at_a_time(room: Here) -> None:
    made = desk(room)
    client = client_of(made)
    during: list[int] = []

    class Busy(Here):
        def ask(self, question: Callable[[Work], T], seconds: float) -> T:
            during.append(send(client_of(made), GOOD, "/files/epub")[0])
            return super().ask(question, seconds)

    object.__setattr__(made, "making", busy := Busy(room._folder))
    busy.work = room.work
    assert send(client, GOOD, "/files/clinic-file")[0] == 200
    assert client.post("/files/epub", data=GOOD, files={"logo": b""}, headers=ORIGIN).status_code == 200
    assert during == [503]


# -- work that breaks, or takes too long ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "status", "said"), [(TooLong("60"), 503, "more than 60 seconds"), (NoAnswer("x"), 500, "not be made")]
)
def test_trouble_is_told_and_what_was_typed_stays(folder: Path, trouble: NoAnswer, status: int, said: str) -> None:
    room = Here(folder)
    client = client_of(desk(room))
    room.trouble = trouble
    for address in ("/", "/files/epub"):
        got, page = send(client, GOOD, address)
        assert got == status
        assert said in page
        assert 'value="North Street Surgery"' in page
    answer = reopened(client, b'name = "North Street Surgery"\n')
    assert (answer.status_code, said in answer.text) == (status, True)


def for_ever(work: Work) -> None:
    threading.Event().wait()


def with_another(work: Work, told: Path) -> None:
    """Start a process that holds a pipe open as long as it lives."""
    with told.open("w") as pipe:
        subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"], stdout=pipe)


def broken(work: Work) -> None:
    raise ValueError("as it happens")


def book_title(work: Work) -> str:
    _, opened = work.opened("")
    return opened.title if opened else ""


@pytest.mark.slow
def test_work_that_takes_too_long_is_ended_and_the_next_is_done(tmp_path: Path) -> None:
    room = Room(book(tmp_path))
    try:
        with pytest.raises(TooLong):
            room.ask(for_ever, 0)
        with pytest.raises(NoAnswer, match="as it happens"):
            room.ask(broken, 60)
        assert room.ask(book_title, 60) == "Trust"
    finally:
        room.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes")
def test_what_is_ended_takes_with_it_what_it_started_and_leaves_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}of-a-run-that-was-ended"
    os.mkfifo(tmp_path / "told")
    alive = os.open(tmp_path / "told", os.O_RDONLY | os.O_NONBLOCK)
    room = Room(book(tmp_path))
    try:
        room.ask(partial(with_another, told=tmp_path / "told"), 60)
        with pytest.raises(TooLong):
            room.ask(for_ever, 0)
        os.set_blocking(alive, True)
        assert os.read(alive, 1) == b""  # nobody holds the other end any more
        left.mkdir()
        assert room.ask(book_title, 60) == "Trust"
        assert not left.exists()
    finally:
        room.close()
        os.close(alive)


@pytest.mark.parametrize(("sent", "ends"), [(b"", True), (b"GET / HTTP/1.1\r\nHost:", True), (WHOLE, False)])
def test_a_connection_that_asks_nothing_is_cut_off(sent: bytes, ends: bool) -> None:
    later: list[tuple[float, Callable[[], None]]] = []
    loop, transport = Mock(), Mock()
    loop.call_later.side_effect = lambda seconds, then: later.append((seconds, then))
    loop.create_task.side_effect = lambda task: (task.close(), Mock())[1]
    transport.get_extra_info.return_value = None
    connection = Connection(Config(Mock()), ServerState(), {}, loop)
    connection.connection_made(transport)
    if sent:
        connection.data_received(sent)
    [(seconds, then)] = later
    assert seconds == HEAD_SECONDS
    then()
    assert transport.close.called == ends


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another way to end a program")
def test_it_says_its_address_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "trustbook", "-C", str(book(tmp_path)), "desk"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        assert served.stdout
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?key=[\w-]{32}\n", served.stdout.readline())
        served.send_signal(signal.SIGINT)
        _, said = served.communicate()
    assert served.returncode == 0, said
    assert "Traceback" not in said


def test_a_book_with_faults_opens_no_desk(tmp_path: Path) -> None:
    work = Work(book(tmp_path, {"one.md": "# Trust\n\n[nowhere](nowhere.md)\n"}))
    found, opened = work.opened("")
    assert opened is None
    assert [one.code for one in found if one.severity == "error"]
