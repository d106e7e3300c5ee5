"""A second reader: what is read of a chapter is what CommonMark reads, differs by name, or is a finding."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from second_reader import WANTED, belongs_below, difference, oracle, ours

_CHILDREN = ("more words", "- inner", "1. inner", "```\ncode\n```", "> said", "# Head", "***", "a\n---")


def _grid() -> Iterator[str]:
    """Items of all kinds with something of each kind below them, at each indent, alone and in a quotation."""
    markers = (("-", "-"), ("+", "+"), ("1.", "2."), ("1)", "2)"), ("10.", "11."))
    for (marker, next_one), indent, gap, child, after in itertools.product(
        markers, (0, 2, 3, 4), ("\n", "\n\n"), _CHILDREN, (False, True)
    ):
        inner = "\n".join(" " * indent + line for line in child.split("\n"))
        text = f"Words.\n{'' if marker in '-1.' else chr(10)}{marker} item{gap}{inner}\n"
        text += f"{next_one} next\n" if after else "\nAfter.\n"
        yield text
        if not after:
            yield "".join(f"> {line}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def test_items_hold_what_commonmark_says() -> None:
    texts = list(_grid())
    assert len(texts) > 900
    differ = [text for text in texts if ours(text) != oracle(text)]
    assert [text for text in differ if not belongs_below(text)] == []
    assert differ


@pytest.mark.parametrize(
    "text",
    [
        "Do this:\n- wash\n- rest\n",
        "Then:\n1. eat\n2. sleep\n",
        "He was born in\n1986. It was a good year.\n",
        "Nine\n- \nwords\n",
        "- one\n- two\n-\n\nWords.\n",
        "-\n  one\n",
        "-\n\n  one\n",
        "- - nested\n- 1. counted\n",
        "- # Heading\n- > said\n  > more\n",
        "- ```\n  code\n  ```\n",
        "- one\n\n\n- two\n",
        "- one\n\n  more\n\n      code\n",
        "1. one\n\n       code\n",
        "- a\n+ b\n* c\n",
        "1. a\n2) b\n",
        "3. three\n4. four\n",
        "- one\nlazy words\n- two\n",
        "- a\n  - b\n    - c\n      - d\n",
        "- a\n - b\n  - c\n",
        "1. a\n\n   ~~~ sh\n   x\n     y\n   ~~~\n\n2. b\n",
        "> one\n> two\nlazy\n\n> - a\n>\n>   b\n",
        "> ```\n> code\n> ```\nafter\n",
        "> ```\n> code\n\n> words\n> ```\n\nafter\n",
        "> ```\n> code\nafter\n",
        "> - ```\n>   code\n\nafter\n",
        "> > ```\n> > code\n>\n> less\n",
        "> ```\n>\n>     code\n",
        "> > deep\n> less\n",
        "> one\n\n> two\n",
        "- > one\n\n  two\n",
        "    code\n\n        more\n\n    end\n",
        "words\n    more words\n",
        "words\n    ***\n",
        "~~~~\n~~~\n```\n~~~~\n",
        "```\n- a\n# b\n> c\n```\n",
        "``` a b ```\nwords\n",
        "  ```\n  code\n ```\n",
        "# Learn C#\n\n## Music in F# ##\n\n### Three ###  \n",
        "#word\n\n#5 bolt\n\n\\# no\n",
        "# \n\n## ##\n",
        "Two\nlines\n===\n\nTwo\nmore\n---\n",
        "Words\n***\nmore\n___\n",
        "* * *\n- - -\n___\n*bold*\n",
        "words\\\nmore  \nmost\\\n",
        '\\*a\\* \\$b\\$ \\~c\\~ \\=d\\= \\@e \\|f \\"g\\"\n',
        "&#35; &#X22; &copy;\n",
        "<!-- a --> Fish &amp; chips\n\nmore\n",
        "<hr/> a &#169; b <br/> c\n\nmore\n",
        "<hr>\n\n- a\n\n<br>\n\n1. b\n\n<div/>\n\n- c\n",
        '[a]("(b) c\n',
    ],
)
def test_blocks_are_those_of_commonmark(text: str) -> None:
    assert difference(text) == ""


# Each kind of text that is read otherwise, and wanted so.
OTHERWISE = {
    "underscores are room to write on": "My name: ___\n",
    "tabs in code are four spaces wide": "    code\tmore\n",
    "a definition of a link may stand right below words": "words\n[label]: https://a.org\n\n[label]\n",
    "what is underlined is a heading, also if it defines a link": "[label]: /there\n====\n",
    "the title of a definition stands in one line": "[label]: /there '\nfirst\nsecond'\n\n[label]\n",
    "a label holds words alone": "[a\\]]: /there\n\n[a\\]]\n",
    "a space may stand between words and label, as in the first Markdown": "[words] [label]\n\n[label]: /there\n",
    "of three pairs of brackets the first two belong together": "[a][b][c]\n\n[a]: /a\n[c]: /c\n",
    "spaces in an address are encoded": "[words](to my page)\n",
    "a title may hold quotes": '[words](/there "the "best" title")\n',
    "an address ends at its bracket, whatever stands in it": "[words](<there\\>)\n",
    "a bare address is a link": "https://a.org\n",
    "a backslash in an address stands for the sign behind it": "<https://a.org/\\*x>\n",
    "code comes before addresses": "<https://a.org/`x>`\n",
    "words of a link come before addresses in them": "[see<https://a.org/?x=](there)>\n",
    "a run of backticks ends at the next that is as long, inside it or out": "```word``\n",
    "a star beside a sign may begin or end emphasis": '3*"so"*\n',
    "three stars are strong words with emphasis in them": "***both***\n",
    "`\\[` starts a formula of TeX, which is named (T507)": "\\[\\\\\\]\n",
    "a number that stands for no sign is the sign for that": "&#99999999;\n",
    "Markdown is read right below raw HTML, behind it and in it": "<!-- x -->*a*\n",
}
FOUND = {
    "A <b>word.\n": "X401",
    "<script>x</script>\n": "X402",
    "[a [b](/c)](/d)\n": "X403",
    "[a *[b](/c)* d](/e)\n": "X403",
    "```\ncode\n": "T508",
}


@pytest.mark.parametrize("name", WANTED)
def test_what_is_read_otherwise_has_a_name(name: str) -> None:
    assert difference(OTHERWISE[name]) == name


@pytest.mark.parametrize("text", FOUND)
def test_what_is_read_otherwise_by_mistake_is_found(text: str) -> None:
    assert difference(text) == FOUND[text]


@pytest.mark.parametrize(
    "text",
    [
        "*a **b** c* and `x  y` [w *e*](/u 'T') <https://a.org> ![*a*](b.png)\n",
        "\\&ouml; \\&amp; &ouml; `\\&ouml;`\n",
        "<foo\\+@a.org> <foo+@a.org>\n",
        "a * b * c, 2*3*4, snake_case_word\n",
        "[label]\n\n[LABEL]: <https://a.org/x> 'T'\n",
        "<em>a</em> <br> <!-- b -->c\n",
    ],
)
def test_signs_in_a_line_are_those_of_commonmark(text: str) -> None:
    assert difference(text) == ""
