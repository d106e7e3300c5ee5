"""Style sheets for e-readers: no custom properties, nothing an old reader trips over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustbook.editions.epub.css import MAX_DEPTH, Flat, flatten
from trustbook.findings import SourceFile

STEPS = "it takes more than 16 steps from property to property"
PARTS = "with its properties it has more than 2,000 parts"


def flat(*sheets: str) -> Flat:
    return flatten(SourceFile(f"styles/{number}.css", sheet) for number, sheet in enumerate(sheets, 1))


def text(*sheets: str) -> str:
    """What is left of sheets of which everything can be kept."""
    made = flat(*sheets)
    assert made.findings == ()
    return made.text


def said(*sheets: str) -> list[str]:
    """What is said of sheets: places and messages."""
    return [f"{one.place}: {one.message}" for one in flat(*sheets).findings]


def test_custom_properties_become_their_values() -> None:
    sheets = ":root { --gap: 1em; --text: 'A', serif; }", "p { margin: var(--gap) 0; font-family: var(--text); }"
    assert text(*sheets) == 'p { margin: 1em 0; font-family: "A", serif; }\n'


def test_a_later_sheet_overrides_an_earlier_one() -> None:
    sheets = ":root { --gap: 1em; }", "p { margin: var(--gap); }", ":root { --gap: 2em; }"
    assert text(*sheets) == "p { margin: 2em; }\n"


@pytest.mark.parametrize(
    ("roots", "gap"),
    [
        (":root { --gap: 1em } html { --gap: 2em }", "1em"),
        ("html { --gap: 2em !important } :root { --gap: 1em }", "2em"),
        (":root { --gap: 1em } body { --gap: 2em }", "2em"),
        (":root, .dark { --gap: 1em }", "1em"),
        (".tip { --gap: 1em } .note { --gap: 1em } :root { --gap: 1em }", "1em"),
        (":root { --Gap: 9em; --gap: 1em }", "1em"),
    ],
)
def test_what_the_whole_book_inherits_is_known(roots: str, gap: str) -> None:
    assert text(roots, "p { margin: var(--gap); }") == f"p {{ margin: {gap}; }}\n"


def test_properties_may_use_each_other() -> None:
    assert text(":root { --a: var(--b); --b: 1em; }", "p { margin: var(--a); }") == "p { margin: 1em; }\n"


def test_a_root_keeps_what_is_no_custom_property() -> None:
    assert (
        text(":root { --gap: 1em; line-height: 1.5; margin: var(--gap) }")
        == ":root { line-height: 1.5; margin: 1em; }\n"
    )


@pytest.mark.parametrize(
    "rule",
    [".box p", ".box > p", "section .box p", ".box p + em", ".box", ".box.tip", ".box::before", ".part .box .mark"],
)
def test_a_property_of_a_part_holds_for_what_stands_in_it(rule: str) -> None:
    assert text(":root { --gap: 1em }", ".box { --gap: 2em }", f"{rule} {{ margin: var(--gap); }}") == (
        f"{rule} {{ margin: 2em; }}\n"
    )


@pytest.mark.parametrize("rule", ["p", ".box + p", ".box ~ p", ".boxes p", ".tip .other", "p, .box p"])
def test_a_value_that_depends_on_the_place_is_left_out_and_said(rule: str) -> None:
    sheets = ":root { --gap: 1em }\n.box { --gap: 2em }", f"{rule} {{ color: red; margin: var(--gap); }}"
    assert flat(*sheets).text == f"{rule} {{ color: red; }}\n"
    [line] = said(*sheets)
    assert line.startswith(f"styles/2.css:1:{len(rule) + 16}: `margin: var(--gap)` is left out of the EPUB: ")


def test_parts_with_values_of_their_own_may_stand_in_each_other() -> None:
    sheet = ".tip { --gap: 1em } .note { --gap: 2em } .tip p { margin: var(--gap); }"
    assert flat(sheet).text == ""
    assert said(sheet) == [
        "styles/1.css:1:51: `margin: var(--gap)` is left out of the EPUB: `--gap` has more than one value, "
        "and which one counts depends on where it is used"
    ]


def test_an_unknown_property_takes_its_fallback() -> None:
    assert text("p { margin: var(--x, 3em); font: 1em var(--y, 'A', var(--z, serif)); }") == (
        'p { margin: 3em; font: 1em "A", serif; }\n'
    )


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        ("p { margin: var(--y); }", "`--y` is not set for it"),
        (":root { --a: var(--b); --b: var(--a); } p { margin: var(--a); }", "`--a` is set by way of itself"),
        (":root { --a: inherit } p { margin: var(--a); }", "`--a` takes its value from what stands around it"),
        ("p { margin: var(); }", "`var()` names no property"),
        (
            "@media (min-width: 9em) { :root { --a: 1em } } p { margin: var(--a); }",
            "`--a` depends on `@media (min-width: 9em)`",
        ),
        (
            "@supports (gap: 1em) { .x { --a: 1em } } p { margin: var(--a, 2em); }",
            "`--a` depends on `@supports (gap: 1em)`",
        ),
        ("@property --a { syntax: '*' } :root { --a: 1em } p { margin: var(--a) }", "`--a` depends on `@property --a`"),
        ("p { margin 0; }", "it cannot be read"),
        ("p { & em { margin: 0 } }", "old e-readers know no rules inside rules"),
        ("@keyframes x { to { margin: var(--a) } }", "a `var()` has no value here that could be known"),
        (":root {" + "".join(f"--a{n}: var(--a{n + 1});" for n in range(999)) + "} p { margin: var(--a0) }", STEPS),
        (
            ":root {"
            + "".join(f"--a{n}: {f'var(--a{n + 1}) ' * 9};" for n in range(15))
            + "--a15: x} p { margin: var(--a0) }",
            PARTS,
        ),
        (
            ":root {"
            + "".join(f"--a{n}: {f'var(--a{n + 1}) ' * 9};" for n in range(15))
            + "--a15: } p { margin: var(--a0) }",
            PARTS,
        ),
        (
            ":root {"
            + "".join(f"--a{n}: {'(' * 9} var(--a{n + 1}) {')' * 9};" for n in range(99))
            + "} p { margin: var(--a0) }",
            STEPS,
        ),
        ("p { margin: " + "(" * (MAX_DEPTH + 1) + " }", f"brackets nest deeper than {MAX_DEPTH} levels"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_reason(sheet: str, reason: str) -> None:
    made = flat(sheet)
    assert made.text == ""
    [message] = [one.message for one in made.findings]
    assert message.endswith(f"is left out of the EPUB: {reason}")


def test_pages_and_paper_go_with_all_they_hold() -> None:
    sheet = (
        '@charset "utf-8"; @page :left { margin: 0; @top-left { content: "}"; } }'
        "@media print { p { color: red } @page { size: A5 } }"
    )
    assert text(sheet, "@media only print, print and (color) { :root { --a: 1em } }", "p { margin: var(--a, 0); }") == (
        "p { margin: 0; }\n"
    )


def test_rules_under_a_condition_stay_under_it() -> None:
    sheet = (
        ":root { --gap: 1em } @media (min-width: 40em) { @page { size: A5 } p { margin: var(--gap); } /* so */ q {} }"
    )
    assert text(sheet) == "@media (min-width: 40em) {\np { margin: 1em; }\n}\n"


def test_braces_and_comments_in_strings_are_words() -> None:
    sheet = 'q::before { content: "} /* no */ :root { --a: 1em } var(--a)"; } p { margin: 0; }'
    assert text(sheet) == 'q::before { content: "} /* no */ :root { --a: 1em } var(--a)"; }\np { margin: 0; }\n'


def test_comments_go() -> None:
    assert text("/* why: var(--x) */ p { margin: 0 /* 1 */ auto; /* so */ }") == "p { margin: 0  auto; }\n"


@given(st.text(alphabet="ab{}()[];:,.-@ \n\"'/*\\var>", max_size=60))
def test_no_sheet_makes_it_raise(sheet: str) -> None:
    made = flat(":root { --a: 1em }", sheet)
    assert "@page" not in made.text
