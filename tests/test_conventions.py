"""What authors type by a convention of another program works, or is named at its place: small books in, trees out."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from books import book, chapters
from faults import png

import trustbook
from trustbook.findings import Finding
from trustbook.manuscript.marks import remove_marks

TITLE = "# Trust\n\n"
LISTED = {
    "book.toml": chapters("one.md", "list.md") + 'role = "reading-list"\n',
    "list.md": "# Reading list\n\nSources.\n",
    "reading-list.toml": """\
[[entries]]
id = "apa"
kind = "organisation"
name = "American Psychological Association"
about = "A body of psychologists."
[[entries]]
id = "nami"
kind = "organisation"
name = "National Alliance on Mental Illness"
about = "A non-profit body."
""",
}


def shown(folder: Path, text: str) -> tuple[str, list[Finding]]:
    """What one chapter becomes, without the builder's marks and ids and without line ends, and what is found."""
    started = text.startswith(("---\n", "# "))
    files: dict[str, str | bytes] = {**LISTED, "one.md": text if started else TITLE + text, "a.png": png(20, 20)}
    made, found = trustbook.load(book(folder, files))
    if made is None:
        return "", found
    tree = copy.deepcopy(next(part.tree for part in made.parts if part.key == "one"))
    remove_marks(tree)
    html = ElementTree.tostring(tree, "unicode")
    html = re.sub(r' (?:id|aria-label|aria-labelledby|role|href="#cite[^"]*)="[^"]*"', "", html)
    return html.replace("\n", ""), [one for one in found if one.code not in ("B202", "I307")]


# What works: what is typed, and a piece of what it becomes.
WORKS = {
    "an address that starts with www": ("See www.w3.org/wai.", '<a href="https://www.w3.org/wai">www.w3.org/wai</a>.'),
    "an address in brackets": ("So (https://a.org) it is.", '(<a href="https://a.org">https://a.org</a>) it'),
    "a title that says its number": (
        "# Chapter 1: Trust\n\nA.",
        '<span class="chapter-number">Chapter 1</span> Trust</h1>',
    ),
    "what a picture shows, as in Pandoc": (
        '![Of *it*](a.png){alt="A field" width=50%}',
        '<img alt="A field" src="a.png" style="width: 50%; height: auto; object-fit: contain" /><figcaption>'
        '<span class="figure-number">Figure 1.</span> Of <em>it</em></figcaption>',
    ),
    "what a picture shows, as in Quarto": (
        '![Of it](a.png){fig-alt="A field"}',
        '<img alt="A field" src="a.png" /><figcaption><span class="figure-number">Figure 1.</span> Of it</figcaption>',
    ),
    "a figure by number": (
        '![A](a.png "B"){#fig-a}\n\nSee [@fig-a].',
        'See <span><a href="#fig-a" class="by-number">Figure 1</a></span>.',
    ),
    "a figure by number, without brackets": (
        '![A](a.png "B"){#fig-a}\n\nSee @fig-a, there.',
        'See <span><a href="#fig-a" class="by-number">Figure 1</a></span>, there.',
    ),
    "a table by number": (
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n: C {#tbl-a}\n\nAs shown [see @tbl-a].",
        'shown <span>(see <a href="#tbl-a" class="by-number">Table 1</a>)</span>.',
    ),
    "the number of a table": (
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n: C {#tbl-a}\n\nSee @tbl-a.",
        '<caption><span class="table-number">Table 1.</span> C</caption>',
    ),
    "a heading by number": ("## B. Bee {#sec-b}\n\nSee [@sec-b].", "Chapter 1, section B</a>"),
    "names of rows, behind the caption": (
        "Table: C {.row-headers}\n\n| A | B |\n|---|---|\n| 1 | 2 |",
        '<tr><th scope="row">1</th><td>2</td></tr>',
    ),
    "names of rows, below the table": (
        "| A | B |\n|---|---|\n| 1 | 2 |\n{.row-headers}",
        '<tr><th scope="row">1</th><td>2</td></tr>',
    ),
    "names of rows, in a raw table": (
        "<table><tr><th>A</th><th>B</th></tr><tr><th>1</th><td>2</td></tr></table>",
        '<tr><th scope="row">1</th><td>2</td></tr>',
    ),
    "a list right below text": ("Do this:\n- wash\n- rest", "<p>Do this:</p><ul><li>wash</li><li>rest</li></ul>"),
    "a numbered list right below text": ("Then:\n1. eat", "<p>Then:</p><ol><li>eat</li></ol>"),
    "two columns below a dash": ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "three columns below a number": ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
    "two columns below a number": ("1. a\n  - b\n  - c\n2. d", "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d"),
    "four columns, as in Python-Markdown": ("- a\n    - b\n        - c", "<li>a<ul><li>b<ul><li>c</li>"),
    "a further paragraph of an item": ("- a\n\n  b\n- c", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
    "numbers with a bracket": ("1) Wash.\n2) Eat.", "<ol><li>Wash.</li><li>Eat.</li></ol>"),
    "code in an item": (
        "1. Do:\n\n   ```sh\n   ls -l\n   ```",
        '<p>Do:</p><pre><code class="language-sh">ls -l\n</code>',
    ),
    "code right below an item": ("- Do:\n  ```\n  a 'b'\n  ```", "<pre><code>a 'b'\n</code></pre>"),
    "code in a quotation": ("> ```\n> *a*\n> ```", "<blockquote><pre><code>*a*\n</code></pre></blockquote>"),
    "code in a box": ("!!! note\n    ```\n    *a*\n    ```", "<pre><code>*a*\n</code></pre></aside>"),
    "code in a note": ("A.[^a]\n\n[^a]: Do:\n\n    ```\n    x\n    ```", "<pre><code>x\n</code></pre>"),
    "code of Quarto": ("```{python}\nx\n```", '<code class="language-python">x'),
    "code of Pandoc": ("```{.python #x .big}\nx\n```", '<pre class="big"><code class="language-python">x'),
    "code with a language that counts lines": ("``` rust,ignore hl_lines=1\nx\n```", '<code class="language-rust">x'),
    "a table right below text": ("When:\n| A | B |\n|---|---|\n| 1 | 2 |", "<p>When:</p><table>"),
    "a table in an item": ("- When:\n\n  | A | B |\n  |---|---|\n  | 1 | 2 |", "<li><p>When:</p><table>"),
    "a bar in code in a table": (
        "| A | B |\n|---|---|\n| `a \\| b` | c \\| d |",
        "<td><code>a | b</code></td><td>c | d</td>",
    ),
    "a caption below a table": ("| A | B |\n|---|---|\n| 1 | 2 |\n\n: Hours", "<table><caption>Hours</caption>"),
    "a caption right below": ("| A | B |\n|---|---|\n| 1 | 2 |\n: *Hours*", "<caption><em>Hours</em></caption>"),
    "an empty corner": ("|   | A |\n|---|---|\n| x | 1 |", '<td /><th scope="col">A</th></tr></thead>'),
    "rows with names": ("|   | A |\n|---|---|\n| x | 1 |", '<tr><th scope="row">x</th><td>1</td></tr>'),
    "a break by a backslash": ("Red\\\nblue", "<p>Red<br />blue</p>"),
    "lines of verse": ("| The rain\n|   is *slow*", "<p>The rain<br />\u00a0\u00a0is <em>slow</em></p>"),
    "C# in a title": ("# Learn C#\n\nA.", "</span> Learn C#</h1>"),
    "signs that close a heading": ("## Music in F# ##\n\nA.", "<h2>Music in F#</h2>"),
    "a heading of several lines": ("One\ntwo\n---\n\nA.", "<h2>One two</h2>"),
    "a heading without a number": ("## Thanks {-}\n\nA.", "<h2>Thanks</h2>"),
    "a heading without a number, by a class": ("## Thanks {#t .unnumbered}\n\nA.", "<h2>Thanks</h2>"),
    "gone": ("~~gone~~", "<del>gone</del>"),
    "marked": ("==seen== but x==y and z==w", "<mark>seen</mark> but x==y and z==w"),
    "below the line": ("H~2~O, ~5 to ~10", "H<sub>2</sub>O, ~5 to ~10"),
    "above the line": ("x^2^, 21^st^, a^b", "x<sup>2</sup>, 21<sup>st</sup>, a^b"),
    "a span": ("[*bon* jour]{lang=fr .x}", '<span class="x" lang="fr"><em>bon</em> jour</span>'),
    "a note in the line": ("A.^[See *this* [b](https://b.org).] B.", "<p>See <em>this</em>"),
    "a bare address": (
        "See https://a.org/b_c_(d)?x=1&y=2.",
        '<a href="https://a.org/b_c_(d)?x=1&amp;y=2">https://a.org/b',
    ),
    "signs behind a backslash": ("\\$5 \\~a\\~ \\^b\\^ \\=c \\@d", "<p>$5 ~a~ ^b^ =c @d</p>"),
    "an alert of GitHub": (
        "> [!WARNING]\n> Hot.\n>\n> - a",
        '<aside class="box box-note"><h2 class="box-title">Warning</h2><p>Hot',
    ),
    "a callout of Obsidian": ("> [!tip]- Read *on*\n> Yes.", '<h2 class="box-title">Read <em>on</em></h2><p>Yes.</p>'),
    "a callout of Quarto": ('::: {.callout-tip title="Try"}\nYes.\n:::', '<h2 class="box-title">Try</h2><p>Yes.</p>'),
    "a callout of Quarto with a heading": (
        "::: {.callout-note}\n## Try\nYes.\n:::",
        '<h2 class="box-title">Try</h2><p>Yes.',
    ),
    "a division of Pandoc": (
        "::: {.lead lang=fr}\nOui *non*.\n:::",
        '<div class="lead" lang="fr"><p>Oui <em>non</em>.',
    ),
    "a container of Docusaurus": (":::danger[Hot]\nYes.\n:::", '<h2 class="box-title">Hot</h2><p>Yes.</p>'),
    "a container of VuePress": ("::: tip Read on\nYes.\n:::", '<h2 class="box-title">Read on</h2><p>Yes.</p>'),
    "a block of PyMdown": ("/// note | Read on\nYes.\n///", '<h2 class="box-title">Read on</h2><p>Yes.</p>'),
    "a box of MkDocs that folds": ('???+ warning "Hot"\n    Yes.', '<h2 class="box-title">Hot</h2><p>Yes.</p>'),
    "a box in an item": (
        '- One\n\n    !!! note "Hot"\n        Yes.\n\n        No.',
        "<p>Yes.</p><p>No.</p></aside></li>",
    ),
    "a box in a quotation": ('> !!! note "Hot"\n>     Yes.', "<p>Yes.</p></aside></blockquote>"),
    "a heading in a box": ('!!! note "Hot"\n    A.\n\n    ### In it\n\n    B.', "<h3>In it</h3>"),
    "Markdown in a division": (
        '<div class="a">\n\n*b*\n\n- c\n\n</div>',
        '<div class="a"><p><em>b</em></p><ul><li>c</li></ul></div>',
    ),
    "Markdown in a division by its attribute": ('<div markdown="1">\n*b*\n</div>', "<div><p><em>b</em></p></div>"),
    "Markdown in what unfolds": (
        "<details>\n<summary>More</summary>\n\n*b*\n\n</details>",
        "<details><summary>More</summary><p><em>b</em></p></details>",
    ),
    "citations with words": (
        "So [see @apa, p. 3; also -@nami].",
        '[see <a class="biblioref" href="#ref-apa">1</a>, p.',
    ),
    "a citation without its author": ("So [-@apa].", '[<a class="biblioref" href="#ref-apa">1</a>]'),
    "a note in a heading": (
        "## Side effects[^a]\n\n[It](#side-effects).\n\n[^a]: B.",
        'href="#one-side-effects">It</a>',
    ),
    "a note in a caption": ('![A.](a.png "In 1990[^a]")\n\n[^a]: B.', 'In 1990<a class="noteref"'),
    "a citation in a caption": ('![A.](a.png "By [@apa]")', 'By <span class="cite">[<a class="biblioref"'),
    "signs in a caption": ('![A.](a.png "A *b* `c` H~2~O")', "</span> A <em>b</em> <code>c</code> H<sub>2</sub>O"),
    "signs in what a picture shows": ("![A *b* `c`.](a.png)", 'alt="A b c."'),
    "a picture half as wide": ('![A.](a.png "B"){width=50%}', 'style="width: 50%; height: auto; object-fit: contain"'),
    "a picture in pixels": ('![A.](a.png "B"){ width=350px }', 'style="width: 350px; height'),
    "a picture in centimetres": ('![A.](a.png "B"){height=4cm}', 'style="height: 4cm; width'),
    "an anchor with accents": ("## Año nuevo\n\n[Ver](#año-nuevo).", 'href="#one-ano-nuevo">Ver'),
    "an anchor in percent signs": ("## Año nuevo\n\n[Ver](#a%C3%B1o-nuevo).", 'href="#one-ano-nuevo">Ver'),
    "a name with an at sign": ("Write to [@ann](https://a.org).", '<a href="https://a.org">@ann</a>'),
    "code to the end of a quotation": ("> ```\n> a\n\nB.", "<blockquote><pre><code>a\n</code></pre></blockquote><p>B."),
    "code to the end of an inner quotation": ("- A\n\n  > B\n  >\n  > > ```\n  > > c", "<code>c"),
    "tasks": ("- [ ] call\n- [x] sleep", 'tick-box ticked" /> sleep'),
}


@pytest.mark.parametrize("name", WORKS)
def test_it_works(name: str, tmp_path: Path) -> None:
    typed, wanted = WORKS[name]
    html, found = shown(tmp_path, typed)
    assert [line for one in found for line in one.lines()] == []
    assert wanted.replace("\n", "") in html


# What is named: what is typed, where, and what is said, as `line:column CODE message`; the title takes two lines.
NAMED = {
    "a formula that compares": ("As \\[3 < 4\\] says.", "3:4 T507 `\\[3 < 4\\]` is a formula of TeX"),
    "a formula that compares, in a line": ("As \\(3 < 4\\) says.", "3:4 T507 `\\(3 < 4\\)` is a formula of TeX"),
    "a formula of one command": ("As $\\alpha$ says.", "3:4 T507 `$\\alpha$` is a formula of TeX"),
    "a formula": ("The area is $A = \\pi r^2$.", "3:13 T507 `$A = \\pi r^2$` is a formula of TeX"),
    "a letter as a formula": ("Let $x$ be.", "3:5 T507 `$x$` is a formula of TeX"),
    "a formula in a block": ("$$\n\\frac{a}{b}\n$$", "3:1 T507 `$$` is a formula of TeX"),
    "an ordinal as a formula": ("The $n$th one.", "3:5 T507 `$n$` is a formula of TeX"),
    "a formula of LaTeX": ("Also \\(x_1\\) here.", "3:6 T507 `\\(x_1\\)` is a formula of TeX"),
    "a new page": ("A.\n\n\\newpage\n\nB.", "5:1 T507 `\\newpage` is a command of TeX"),
    "a command": ("A \\textbf{b} c.", "3:3 T507 `\\textbf{b}` is a command of TeX"),
    "a shortcode": ("{{< pagebreak >}}", "3:1 T507 `{{< pagebreak >}}` is a shortcode of Quarto or Hugo"),
    "a command of mdBook": ("{{#include a.rs}}", "3:1 T507 `{{#include a.rs}}` is a command of mdBook"),
    "a hint of GitBook": ("{% hint %}\nA.\n{% endhint %}", "3:1 T507 `{% hint %}` is a tag of Liquid or Jinja"),
    "a variable": ("By {{ site.author }}.", "3:4 T507 `{{ site.author }}` is a variable of a template"),
    "an environment of TeX": (
        "\\begin{align*}\nx_1 &= y_{2}\n\\end{align*}",
        "3:1 T507 `\\begin{align*}` is a formula of TeX",
    ),
    "a reference of bookdown": ("See \\@ref(fig:a).", "3:5 T507 `\\@ref(fig:a)` is bookdown's reference"),
    "a reference by number": ("See @eq-one.", "3:5 T507 `@eq-one` is Quarto's reference"),
    "a reference to nothing": ("See [@fig-one].", "3:6 L102 nothing has the id `fig-one`"),
    "a name of bookdown's theorem": (
        '::: {.theorem #a name="Of trust"}\nIt grows.\n:::',
        "3:24 T507 `Of trust` means nothing behind `:::` of this kind",
    ),
    "a reference to something else": ("## B {#tbl-b}\n\nSee [@tbl-b].", "5:6 L102 `tbl-b` is no table"),
    "a numbered example": ("(@) One.", "3:1 T507 `(@)` is Pandoc's numbered example"),
    "a numbered example elsewhere": ("As (@a) says.\n\n(@a) One.", "3:4 T507 `(@a)` is Pandoc's numbered example"),
    "a heading in brackets": ("## My part\n\nSee [My part].", "5:5 T507 `[My part]` is Pandoc's link to a heading"),
    "a link of a wiki": ("See [[Some page]].", "3:5 T507 `[[Some page]]` is a link of a wiki"),
    "an embedded file": ("![[a.png]]", "3:1 T507 `![[a.png]]` is Obsidian's embedded file"),
    "contents": ("[TOC]", "3:1 T507 `[TOC]` is a sign for contents"),
    "a small picture": ("Well :smile: done.", "3:6 T507 `:smile:` is a name of a small picture"),
    "a comment": ("A %%hidden%% b.", "3:3 T507 `%%hidden%%` is Obsidian's comment"),
    "a change": ("A {++new++} b.", "3:3 T507 `{++new++}` is a mark of CriticMarkup"),
    "settings above the text": (
        "---\ntitle: A\n---\n\n# B\n\nC.",
        "1:1 T507 settings of another program stand above the text",
    ),
    "letters as numbers": ("a) Rest.\nb) Sleep.", "3:1 T507 `a)` starts no item of a list"),
    "roman numbers": ("i. Rest.\n\nii. Sleep.", "3:1 T507 `i.` starts no item of a list"),
    "numbers in brackets": ("(1) Rest.\n(2) Sleep.", "3:1 T507 `(1)` starts no item of a list"),
    "a heading without a space": ("##Heading\n\nA.", "3:1 T507 this line is no heading"),
    "a table of plus signs": ("+---+---+\n| a | b |\n+---+---+", "3:1 T507 this table is drawn with `+`"),
    "a table of columns": ("  Who   When\n-----  -----\nAna    noon", "4:1 T507 this is a simple table of Pandoc"),
    "a directive": (".. note:: A.", "3:1 T507 this is a directive of reStructuredText"),
    "a tab": ('=== "One"\n\n    A.', "3:1 T507 this is a tab of MkDocs"),
    "a snippet": ('--8<-- "a.md"', "3:1 T507 this takes in another file"),
    "an end without a start": ("A.\n\n:::", "5:1 T507 this line ends no box"),
    "a start without an end": ("::: note\nA.", "3:1 T508 what starts here does not end"),
    "a division without an end": ("<div>\n\nA.", "3:1 T508 what starts here does not end"),
    "a box without an end in a division": ("<div>\n\n::: note\nA.\n\n</div>", "5:1 T508 what starts here does not end"),
    "a fence that says one thing often": ("``` a x=1 x=2 x=3\nb\n```", "3:7 T507 `x=` means nothing behind a fence"),
    "code without an end": ("- A:\n\n  ```\n  b\n\nC.", "5:3 T508 this block of code does not end"),
    "code in a quotation, without a sign": ("> ```\n> b\nC.", "3:3 T508 this block of code does not end"),
    "code that starts where a quotation ends": ("> B.\n> ```\n\nC.", "4:3 T508 this block of code does not end"),
    "code in a list in a quotation": ("> - ```\n>   b\n> C.", "3:5 T508 this block of code does not end"),
    "a title of code": ('```sh title="a.sh"\nls\n```', "3:7 T507 `title=` means nothing behind a fence"),
    "a caption of code": ("```\nls\n```\n\n: List", "7:1 T507 code has no caption"),
    "braces behind words": ("Some text. {.lead}", "3:12 T507 `{.lead}` means nothing here"),
    "a chapter without a number": ("# Trust {-}\n\nA.", "1:9 T507 this leaves no chapter without a number"),
    "a heading outside the contents": ("## B {.unlisted}\n\nA.", "3:6 T507 all headings stand in the contents"),
    "Markdown in raw HTML": ("<table><tr><th>**x**</th></tr></table>", "3:16 T507 `**x**` is not read in raw HTML"),
    "a name in no brackets": ("As @apa says.", "3:4 B201 `@apa` stands in no brackets"),
    "small capitals": ("Some [words]{.smallcaps}.", "3:14 T507 `.smallcaps` has no look here"),
    "words in a raw quotation": ("<blockquote>\n*b*\n</blockquote>", "4:1 T507 `*b*` is not read in raw HTML"),
    "a class behind a caption": (
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n: C {.wide}",
        "7:5 T505 `{.wide}` means nothing behind a caption",
    ),
    "two captions of a picture": (
        '![A](a.png "B"){fig-alt="C"}',
        "3:13 I311 nobody sees the second caption of a picture",
    ),
    "a name in the title of a box": ('!!! note "A [@x]"\n    B.', "3:14 B201 `[@x]` is not in the reading list"),
    "an unknown box": ('!!! tri "A"\n    B.', "3:1 T503 there is no box of kind `tri`"),
    "an unknown alert": ("> [!ODD]\n> B.", "3:3 T503 there is no box of kind `odd`"),
    "an empty item": ("- a\n- \n\nWords.", "4:1 T510 the item is empty"),
    "a cell too many": ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", "5:1 T509 this row has 3 cells, its table 2 columns"),
    "a missing cell": ("| A | B |\n|---|---|\n| 1 |", "5:1 T511 this row has 1 cell, its table 2 columns"),
    "text right below a table": (
        "| A | B |\n|---|---|\n| 1 | 2 |\nText.",
        "6:1 T509 this row has 1 cell, its table 2 columns",
    ),
    "a column without a name": ("| A |   |\n|---|---|\n| 1 | 2 |", "3:1 T502 column 2 has no name"),
    "a size without a sense": ('![A.](a.png "B"){width=wide}', "3:18 X403 `width=wide` is not allowed"),
}


@pytest.mark.parametrize("name", NAMED)
def test_it_is_named_where_it_stands(name: str, tmp_path: Path) -> None:
    typed, wanted = NAMED[name]
    found = shown(tmp_path, typed)[1]
    said = [f"{one.place.line}:{one.place.column} {one.code} {one.message}" for one in found if one.place]
    assert wanted in said
    assert all(one.hint for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10, or US$5-US$10; a $ alone.",
        "From $5/hour (or $8/day) to $20 (=£15).",
        "$20 (=£15), then 30$ and more.",
        "Written \\[sic\\], \\(2 of 3\\) and \\[<em>a/b</em>\\].",
        "Add $HOME/bin:$PATH, ${A}_${B} or $a/$b. Cheap ($), fair ($$), dear ($$$).",
        "Reported by (@ann), thanks; see [the contents][TOC] and [TOC].\n\n[TOC]: https://a.org",
        "Made by Ann \\[[1](https://a.org/b_c)\\] and \\([2](https://a.org/?b=c)\\).",
        "At 10:30:20, a:b:c, and C:\\Users\\new.",
        "A. Smith and B. Jones came.",
        "`$a_1$ {{< b >}} [[c]] \\newpage :smile:`",
        "    $a_1$ [[c]]\n    ::: note",
        "\\[[a]] \\{.b} \\$x$ \\:smile: \\#tag",
        "{curly} words {a, b} and a^b or 2^10.",
        "Mail a@apa.org, or @someone on a site.",
        "5 * 3 = 15 * 1, a == b, ~ 5, x_1, 50%% off",
        "We (a) rest, (b) sleep.",
    ],
)
def test_what_is_only_like_a_sign_is_text(text: str, tmp_path: Path) -> None:
    html, found = shown(tmp_path, text)
    assert [line for one in found for line in one.lines()] == []
    assert "<del>" not in html
    assert "<sup>" not in html


def test_words_in_brackets_are_captions_where_the_book_says_so(tmp_path: Path) -> None:
    config = f'{LISTED["book.toml"]}[markdown]\nimage-text = "caption"\n'
    typed = (
        '![Of *it* [@apa].](a.png){alt="A field"}\n\nA ![small field](a.png) in words.\n\n![](a.png){.decorative}\n\n'
        "![No words.](a.png)\n"
    )
    files: dict[str, str | bytes] = {**LISTED, "book.toml": config, "one.md": TITLE + typed, "a.png": png(700, 20)}
    made, found = trustbook.load(book(tmp_path, files))
    assert made is not None
    assert [f"{one.place} {one.code}" for one in found if one.code != "B202"] == ["one.md:9:14 I302"]
    tree = next(part.tree for part in made.parts if part.key == "one")
    assert [one.get("alt") for one in tree.iter("img")] == ["A field", "small field", "", ""]
    captions = ["".join(one.itertext()) for one in tree.iter("figcaption")]
    assert captions == ["Figure 1. Of it [1].", "Figure 2. No words."]
