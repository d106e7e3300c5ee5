"""The desk in a browser: Debian's Chromium, by Playwright, with axe-core; the command itself serves the page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from test_clinics import LOGO, clinic_book

import trustbook

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or shutil.which("chromium") or ""
AXE = ROOT / ".ci" / "node_modules" / "axe-core" / "axe.min.js"

REBOUND = "--host-resolver-rules=MAP evil.example 127.0.0.1"  # a name of somebody else that leads here

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: `apt-get install chromium`"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clinic_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the command says that the page is."""
    command = [sys.executable, "-m", "trustbook", "-C", str(folder), "desk"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as served:
        assert served.stdout
        yield served.stdout.readline().strip()
        served.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=60_000)
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", REBOUND])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """The page in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(60_000)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def filled(page: Page, **fields: str) -> None:
    """Fill in a form as somebody types."""
    for name, value in {"name": "North Street Surgery", "country": "GB", **fields}.items():
        page.locator(f"#{name}").fill(value)


def faults(page: Page) -> list[Any]:
    """What axe finds in the page; the frames hold documents of the EPUB, which Ace judges."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: `npm ci --prefix .ci --ignore-scripts`")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { iframes: false })")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]


def test_an_office_fills_in_the_form_sees_its_pages_and_takes_a_file(page: Page, folder: Path, tmp_path: Path) -> None:
    logo = tmp_path / "our logo.svg"
    logo.write_text(LOGO)
    filled(page, telephone="01632 960001", welcome="Come *in*.")
    page.locator("#logo-alt").fill("A field")
    page.locator("#logo").set_input_files(logo)
    expect(page.locator("#status")).to_have_text("Your pages are up to date.")
    expect(page.locator("#shown img")).to_have_attribute(
        "alt", "The cover of Small Steps with the name of North Street Surgery"
    )
    clinic = page.frame_locator("#shown iframe").first
    expect(clinic.locator("em")).to_have_text("in")
    expect(clinic.locator("img")).to_have_attribute("alt", "A field")
    with page.expect_download() as taken:
        page.locator('[formaction="/files/epub"]').click()
    expect(page.locator("#making")).to_have_text("The file is ready; its download has started.")
    assert taken.value.suggested_filename == "small-steps-north-street-surgery.epub"
    with page.expect_download() as file:
        page.locator('[formaction="/files/clinic-file"]').click()
    shutil.unpack_archive(file.value.path(), folder / "clinics", "zip")
    report = trustbook.build(folder, ["epub"], clinic="north-street-surgery")
    built = report.folder / report.editions["epub"].artifacts[0].name
    assert Path(taken.value.path()).read_bytes() == built.read_bytes()


def test_a_wrong_value_is_told_when_the_field_is_left_and_no_other_field_is_scolded(page: Page) -> None:
    page.locator("#telephone").fill("0")
    page.keyboard.press("Tab")
    expect(page.locator("#telephone-found")).to_contain_text("cannot be dialled")
    expect(page.locator("#telephone")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#name-found")).to_have_text("")
    expect(page.locator("#status")).to_have_text("Something is to be mended; it stands at its field.")
    page.locator("#telephone").fill("01632 960001")
    page.keyboard.press("Tab")
    expect(page.locator("#telephone-found")).to_have_text("")
    assert page.locator("#telephone").get_attribute("aria-invalid") is None


def test_the_summary_of_what_is_wrong_is_announced_has_the_focus_and_leads_to_the_field(page: Page) -> None:
    filled(page, telephone="0")
    page.locator("button.first").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#telephone")).to_be_focused()
    page.locator('[formaction="/files/epub"]').click()
    expect(summary).to_be_focused()


def test_a_colour_can_be_chosen_instead_of_written(page: Page) -> None:
    box = page.get_by_label("Choose: Colour of your name")
    page.locator("#colour").fill("#1f4a5e")
    expect(box).to_have_value("#1f4a5e")
    box.fill("#b0531a")
    expect(page.locator("#colour")).to_have_value("#b0531a")


def test_on_paper_it_is_read_and_in_forced_colours_what_can_be_pressed_is_framed(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".files")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 22, 22)"
    page.emulate_media(media="screen", forced_colors="active")
    for one in page.locator("button, input:not([type=checkbox]), .files").all():
        assert one.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") > 0


def test_it_works_without_script(plain: Page) -> None:
    filled(plain, telephone="0")
    plain.locator("button.first").click()
    expect(plain.get_by_role("alert")).to_contain_text("cannot be dialled")
    expect(plain.get_by_role("alert")).to_be_focused()
    expect(plain.get_by_label("Choose: Colour of your name")).to_be_hidden()
    plain.locator("#telephone").fill("01632 960001")
    plain.locator("button.first").click()
    expect(plain.locator("#shown img")).to_have_count(1)
    with plain.expect_download() as taken:
        plain.locator('[formaction="/files/epub"]').click()
    assert taken.value.suggested_filename.endswith(".epub")


def test_a_clinic_file_that_was_taken_fills_in_the_form_another_day(plain: Page, tmp_path: Path) -> None:
    taken = tmp_path / "north-street-surgery.toml"
    taken.write_text('name = "North Street Surgery"\ncountry = "GB"\ntelephone = "01632 960001"\n', "utf-8")
    plain.get_by_label("Go on with a clinic file").set_input_files(taken)
    plain.get_by_role("button", name="Open it").click()
    assert plain.get_by_label("Name", exact=False).first.input_value() == "North Street Surgery"
    assert plain.locator("#shown img").count() == 1


def test_what_is_lacking_of_a_clinic_file_stays_said_while_pages_are_drawn(page: Page, tmp_path: Path) -> None:
    taken = tmp_path / "north-street-surgery.toml"
    taken.write_text(
        'name = "North Street Surgery"\ncountry = "GB"\ntelephone = "01632 960001"\nlogo = "a.svg"\n', "utf-8"
    )
    page.get_by_label("Go on with a clinic file").set_input_files(taken)
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("#status")).to_have_text("Your pages are up to date.")
    expect(page.get_by_role("alert")).to_contain_text("Choose it again at its field")
    expect(page.get_by_role("alert")).to_be_focused()


def test_everything_is_reached_by_keyboard_in_the_order_of_the_page_and_focus_is_seen(page: Page) -> None:
    called = "one => one.id || one.value || one.getAttribute('formaction') || one.className"
    every = page.locator("form input, form textarea, form select, form button")
    wanted = every.evaluate_all(f"all => all.map({called})")
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"({called})(document.activeElement)"))
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, reached[-1]
    assert reached == wanted


def test_pages_that_are_longer_than_their_frames_are_reached_by_keyboard(page: Page) -> None:
    filled(page, telephone="01632 960001")
    page.locator("button.first").press("Enter")
    expect(page.locator("#shown")).to_be_focused()
    for number in range(2):
        page.keyboard.press("Tab")
        body = page.frame_locator("#shown iframe").nth(number).locator("body")
        assert body.evaluate("one => one === document.activeElement")
        assert body.evaluate("one => parseFloat(getComputedStyle(one).outlineWidth)") >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(page: Page, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert faults(page) == []
    filled(page, telephone="0", email="desk")
    page.locator("button.first").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert faults(page) == []
    filled(page, telephone="", email="")
    page.locator("button.first").click()
    expect(page.locator("#shown iframe")).to_have_count(2)
    assert faults(page) == []


def test_at_400_percent_nothing_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # 1,280 by 1,024 at 400 % (WCAG 2.2, 1.4.10)
    filled(page, telephone="0")
    page.locator("button.first").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.locator("#telephone").fill("")
    page.locator("button.first").click()
    expect(page.locator("#shown iframe")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_another_page_in_the_same_browser_gets_nothing(page: Page, address: str) -> None:
    asked: list[int] = []
    page.on("response", lambda answer: asked.append(answer.status))
    home = address.partition("/?")[0]
    other = page.context.new_page()
    other.on("response", lambda answer: asked.append(answer.status))
    other.goto(f"data:text/html,<form method=post action={home}/ enctype=multipart/form-data><input name=name value=x>")
    other.evaluate("document.forms[0].submit()")
    other.wait_for_url(f"{home}/")
    assert asked == [403]


def test_a_name_of_somebody_else_that_leads_here_gets_nothing(page: Page, address: str) -> None:
    answer = page.goto(address.replace("127.0.0.1", "evil.example"))
    assert answer
    assert answer.status == 421
    page.context.clear_cookies()
    answer = page.goto(address.partition("?")[0])
    assert answer
    assert answer.status == 401


def test_nothing_is_asked_of_another_machine(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    filled(page, web="https://riverside.example.org", welcome="[Us](https://riverside.example.org)")
    page.locator("button.first").click()
    expect(page.locator("#shown iframe")).to_have_count(2)
    page.frame_locator("#shown iframe").first.get_by_text("Us", exact=True).click()
    assert asked
    home = address.partition("/?")[0]
    assert [one for one in asked if not one.startswith((home, "data:", "blob:"))] == []
