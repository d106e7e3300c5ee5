"""Style sheets for e-readers: no custom properties, nothing an old reader trips over."""

from __future__ import annotations

from trustbook.editions.epub.css import flatten


def test_custom_properties_become_their_values() -> None:
    sheet = flatten(
        [":root { --gap: 1em; --text: 'A', serif; }", "p { margin: var(--gap) 0; font-family: var(--text); }"]
    )
    assert sheet == "p { margin: 1em 0; font-family: 'A', serif; }\n"


def test_a_later_sheet_overrides_an_earlier_one() -> None:
    assert (
        flatten([":root { --gap: 1em; }", "p { margin: var(--gap); }", ":root { --gap: 2em; }"])
        == "p { margin: 2em; }\n"
    )


def test_properties_may_use_each_other() -> None:
    sheet = flatten([":root { --a: var(--b); --b: 1em; }", "p { margin: var(--a); }"])
    assert sheet == "p { margin: 1em; }\n"


def test_an_unknown_property_takes_its_fallback() -> None:
    assert flatten(["p { margin: var(--x, 3em); color: var(--y); }"]) == "p { margin: 3em; color: inherit; }\n"


def test_properties_that_use_each_other_in_a_circle_end() -> None:
    assert "p {" in flatten([":root { --a: var(--b); --b: var(--a); }", "p { margin: var(--a); }"])


def test_comments_go() -> None:
    assert flatten(["/* why: var(--x) */ p { margin: 0; /* so */ }"]).strip() == "p { margin: 0;  }"
