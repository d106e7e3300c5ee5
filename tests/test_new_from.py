"""Taking over a book of another program: its chapters in order, its facts, and what needs a hand."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trustbook.cli.main import main_group
from trustbook.cli.taken import take
from trustbook.cli.taken.yaml_file import read_yaml

SUMMARY = """\
# Summary

[Welcome](welcome.md)

# Walking

- [First steps](walk/README.md)
    - [Shoes](walk/shoes.md)
    - [Laces](walk/shoes.md#laces)
- [Rest](rest/README.md)
- [Draft]()
- [The web](https://www.w3.org)

[Thanks](thanks.md)
"""
MDBOOK = {
    "book.toml": '[book]\ntitle = "Walks"\nauthors = ["Ann"]\nlanguage = "de"\nsrc = "src"\n',
    "src/SUMMARY.md": SUMMARY,
    "src/welcome.md": "# Welcome\n\nHello. See [shoes](walk/shoes.html).\n",
    "src/walk/README.md": "Walk\n====\n\nGo.\n\n{{#include ../part.txt}}\n",
    "src/walk/shoes.md": "# Shoes\n\n![A shoe](../../images/shoe.svg)\n\n### Laces\n\nTie them.\n\n# More\n\nYes.\n",
    "src/rest/README.md": "Rest a while.\n",
    "src/part.txt": "What stands elsewhere.\n",
    "images/shoe.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
}
QUARTO = {
    "_quarto.yml": """\
project:
  type: book
lang: fr
book:
  title: "Petits pas"
  author:
    - name: Anne
    - name: {given: Jean, family: Petit}
  chapters:
    - index.qmd
    - part: Marcher
      chapters: [walk.qmd, gone.qmd]
  appendices:
    - more.qmd
""",
    "index.qmd": "---\ntitle: Avant\n---\n\nBonjour.\n\n# Une section\n\nOui.\n",
    "walk.qmd": "# Marcher\n\n```{python}\n#| echo: false\nprint(1)\n```\n\n"
    "Voir [plus](more.qmd#plus), [ici](/more.qmd).\n",
    "more.qmd": "# Plus\n\nFin.\n",
}
BOOKDOWN = {
    "_bookdown.yml": "book_filename: x\nlanguage:\n  ui:\n    chapter_name: !expr 'x'\n",
    "index.Rmd": '---\ntitle: "Steps"\nauthor: "Ann"\ndate: "`r Sys.Date()`"\n---\n\n# Before\n\nHello.\n',
    "02-b.Rmd": "# Two\n\nB.\n",
    "01-a.Rmd": "# One\n\nA.\n",
    "_hidden.Rmd": "# Hidden\n",
}


def laid(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def new_from(tmp_path: Path, files: Mapping[str, str], *more: str) -> Result:
    source = laid(tmp_path / "other", files)
    return CliRunner().invoke(main_group, ["new", str(tmp_path / "mine"), "--from", str(source), *more])


def config(tmp_path: Path) -> dict[str, Any]:
    return tomllib.loads((tmp_path / "mine/manuscript/book.toml").read_text("utf-8"))


def chapter(tmp_path: Path, name: str) -> str:
    return (tmp_path / "mine/manuscript" / name).read_text("utf-8")


def test_a_book_for_mdbook(tmp_path: Path) -> None:
    outcome = new_from(tmp_path, MDBOOK)
    assert outcome.exit_code == 0
    made = config(tmp_path)
    assert (made["book"]["title"], made["book"]["language"], made["people"][0]["name"]) == ("Walks", "de", "Ann")
    files = [(one.get("file", ""), one.get("role", "")) for one in made["chapters"]]
    assert files[:2] == [("", "contents"), ("src/welcome.md", "preface")]
    assert files[2:] == [
        ("part-walking.md", "part"), ("src/walk/README.md", ""), ("src/walk/shoes.md", ""), ("src/rest/README.md", "")
    ]  # fmt: skip
    assert [one.get("level") for one in made["chapters"] if one.get("file") == "src/walk/shoes.md"] == [2]
    assert chapter(tmp_path, "part-walking.md") == "# Walking\n"
    assert "[shoes](walk/shoes.md)" in chapter(tmp_path, "src/welcome.md")
    assert chapter(tmp_path, "src/walk/README.md") == "# Walk\n\nGo.\n\nWhat stands elsewhere.\n"
    shoes = [line for line in chapter(tmp_path, "src/walk/shoes.md").splitlines() if line.startswith("#")]
    assert shoes == ["# Shoes", "## Laces", "## More"]
    assert chapter(tmp_path, "src/rest/README.md").startswith("# Rest\n")
    assert (tmp_path / "mine/manuscript/images/shoe.svg").is_file()


def test_what_is_not_there_needs_a_hand(tmp_path: Path) -> None:
    said = new_from(tmp_path, MDBOOK).output
    assert "src/SUMMARY.md:11:4: warning[O912]: “Draft” has no file yet" in said
    assert "“The web” leads to the web" in said
    assert "src/thanks.md: warning[O912]: the chapter `src/thanks.md` does not exist" in said
    assert "publisher, description, rights" in said


def test_a_quarto_book(tmp_path: Path) -> None:
    outcome = new_from(tmp_path, QUARTO)
    assert outcome.exit_code == 0
    made = config(tmp_path)
    assert (made["book"]["title"], made["book"]["language"]) == ("Petits pas", "fr")
    assert [one["name"] for one in made["people"]] == ["Anne", "Jean Petit"]
    assert {one["file"]: one.get("role") for one in made["chapters"] if "file" in one} == {
        "index.md": None, "part-marcher.md": "part", "walk.md": None, "more.md": "appendix"
    }  # fmt: skip
    assert chapter(tmp_path, "index.md") == "# Avant\n\nBonjour.\n\n## Une section\n\nOui.\n"
    assert (
        chapter(tmp_path, "walk.md")
        == "# Marcher\n\n```python\nprint(1)\n```\n\nVoir [plus](more.md#plus), [ici](more.md).\n"
    )
    assert "the chapter `gone.qmd` does not exist" in outcome.output


def test_a_bookdown_book(tmp_path: Path) -> None:
    assert new_from(tmp_path, BOOKDOWN).exit_code == 0
    made = config(tmp_path)
    assert (made["book"]["title"], made["people"][0]["name"]) == ("Steps", "Ann")
    assert [one["file"] for one in made["chapters"] if "file" in one] == ["index.md", "01-a.md", "02-b.md"]


def test_parts_and_appendices_of_bookdown(tmp_path: Path) -> None:
    files = {
        "index.Rmd": "# Before {-}\n\nHello.\n",
        "01.Rmd": "# (PART) Act one {-}\n\n# One\n\nA.\n\n# Two\n\nB.\n",
        "02.Rmd": "# (APPENDIX) More {-}\n\n# Lists\n\nC.\n",
    }
    assert new_from(tmp_path, {"_bookdown.yml": "book_filename: x\n", **files}).exit_code == 0
    listed = [(one["file"], one.get("role"), one.get("split")) for one in config(tmp_path)["chapters"] if "file" in one]
    assert listed == [
        ("index.md", "preface", None), ("part-act-one.md", "part", None), ("01.md", None, True),
        ("part-more.md", "part", None), ("02.md", "appendix", None),
    ]  # fmt: skip


def test_references_and_sources_of_bookdown(tmp_path: Path) -> None:
    files = {
        "index.Rmd": "---\ntitle: Steps\nbibliography: [book.bib, gone.bib]\n---\n\n# Steps {#steps}\n\n"
        "See Section \\@ref(shoes), `Section \\@ref(code)` and Figure \\@ref(fig:x).\\index{Shoes} [@ann]\n",
        "01.Rmd": "# Two\n\n## Shoes {#shoes}\n\nA.\n",
        "02.Rmd": "# References {-}\n",
        "book.bib": "@book{ann, title={Walks}}\n",
    }
    outcome = new_from(tmp_path, {"_bookdown.yml": "book_filename: x\n", **files})
    assert "See [Section](#shoes), `Section \\@ref(code)` and [@fig-x]. [@ann]" in chapter(tmp_path, "index.md")
    assert [one["file"] for one in config(tmp_path)["chapters"] if one.get("role") == "reading-list"] == ["02.md"]
    assert [line for line in outcome.output.splitlines() if "error[" in line and "L102" not in line] == []


KNITR = """\
# Steps

```{r shoe, echo=FALSE, fig.cap="A \\"good\\" shoe.", fig.alt='A shoe [left]'}
knitr::include_graphics('images/a shoe.svg', dpi = NA)
```

- Run it:

    ```{r eval=FALSE}
    walk()
    ```

```{r}
#| label: fig-two
#| fig-cap: Two shoes
include_graphics("images/a shoe.svg")
```

`` ``r ''`r WALK` `` runs.
"""


def test_code_that_shows_a_picture_is_the_picture(tmp_path: Path) -> None:
    drawing = MDBOOK["images/shoe.svg"]
    new_from(tmp_path, {"_bookdown.yml": "book_filename: x\n", "index.Rmd": KNITR, "images/a shoe.svg": drawing})
    assert chapter(tmp_path, "index.md").splitlines()[2:] == [
        "![A shoe (left)](images/a%20shoe.svg \"A 'good' shoe.\"){#fig-shoe}", "",
        "- Run it:", "", "    ```r", "    walk()", "    ```", "",
        '![](images/a%20shoe.svg "Two shoes"){#fig-two}', "",
        "`` `r WALK` `` runs.",
    ]  # fmt: skip
    assert (tmp_path / "mine/manuscript/images/a shoe.svg").is_file()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("See \\@ref(fig:a), \\@ref(tab:b-c), Chapters \\@ref(one) and \\@ref(two-steps).",
         "See [@fig-a], [@tbl-b-c], [Chapters](#one) and [two steps](#two-steps)."),
        ("`\\@ref(fig:a)` stays, and \\@ref(eq:a).", "`\\@ref(fig:a)` stays, and \\@ref(eq:a)."),
        ("Table: (\\#tab:shoes) All shoes.", "Table: All shoes. {#tbl-shoes}"),
        (": (\\#tab:shoes) All shoes.", ": All shoes. {#tbl-shoes}"),
        ("\\mainmatter", ""),
        ('<span style="font-variant:small-caps;">Small</span> words', "Small words"),
        ("The [](`~walk.Shoe`), [](`walk.Shoe`) and [a shoe](`walk.Shoe`).",
         "The `Shoe`, `walk.Shoe` and a shoe."),
        ("A [`tie()`](`~walk.tie`) and [](:py:class:`walk.Lace`).", "A `tie()` and `walk.Lace`."),
        ("Write `` [](`walk.Shoe`) ``, or [b](b.md).", "Write `` [](`walk.Shoe`) ``, or [b](b.md)."),
    ],
)  # fmt: skip
def test_signs_in_a_line(typed: str, read: str, tmp_path: Path) -> None:
    new_from(tmp_path, {"one.md": f"# One\n\nA.\n\n{typed}\n", "b.md": "# B\n\nB.\n"})
    assert chapter(tmp_path, "one.md").removeprefix("# One\n\nA.\n").strip() == read


def test_a_plain_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    files = {name: f"# {name}\n\nText.\n" for name in ("10-c.md", "2-b.md", "README.md", "sub/a.md", "LICENSE.md")}
    assert new_from(tmp_path, files, "--title", "Mine").exit_code == 0
    made = config(tmp_path)
    assert made["book"]["title"] == "Mine"
    assert [one["file"] for one in made["chapters"] if "file" in one] == ["README.md", "2-b.md", "10-c.md", "sub/a.md"]


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({"README.md": "# Small larder\n\nHello.\n"}, "Small larder"),
        ({"README.md": "# Larder [![ci](a.svg)](https://a.org)\n\nHello.\n"}, "Other"),
        ({"one.md": "# One\n\nHello.\n"}, "Other"),
        ({"sub/README.md": "# Sub\n\nHello.\n"}, "Other"),
    ],
)
def test_a_plain_folder_is_called_as_its_introduction_is(files: dict[str, str], title: str, tmp_path: Path) -> None:
    assert new_from(tmp_path, files).exit_code == 0
    assert config(tmp_path)["book"]["title"] == title


def test_the_new_book_has_no_error(tmp_path: Path) -> None:
    said = new_from(tmp_path, QUARTO | {"gone.qmd": "# Partir\n\nAller.\n"}).output
    assert "error[" not in said


def test_code_stays_as_it_is(tmp_path: Path) -> None:
    typed = "# One\n\n```\n# no heading\n{{#include x}}\n[a](b.html)\n```\n"
    new_from(tmp_path, {"one.md": typed, "b.md": "# B\n\nB.\n"})
    assert chapter(tmp_path, "one.md") == typed


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nNobody may read this.\n")
    (tmp_path / "secret.svg").write_text("<svg/>")
    source = laid(tmp_path / "other", {
        "SUMMARY.md": "- [A](a.md)\n- [B](../secret.md)\n- [C](link.md)\n- [D](pipe.md)\n- [E](/etc/passwd.md)\n",
        "a.md": "# A\n\n{{#include ../secret.md}}\n\n{{#include link.md}}\n\n![x](../secret.svg) ![y](link.svg)\n",
    })  # fmt: skip
    (source / "link.md").symlink_to(tmp_path / "secret.md")
    (source / "link.svg").symlink_to(tmp_path / "secret.svg")
    os.mkfifo(source / "pipe.md")
    taken = take(source)
    assert list(taken.files) == ["a.md"]
    assert b"Nobody may" not in b"".join(taken.files.values())


def test_a_book_is_not_written_into_its_source(tmp_path: Path) -> None:
    source = laid(tmp_path / "other", {"a.md": "# A\n"})
    outcome = CliRunner().invoke(main_group, ["new", str(source / "mine"), "--from", str(source)])
    assert outcome.exit_code == 1
    assert "O905" in outcome.output


def test_a_folder_without_markdown_is_no_book(tmp_path: Path) -> None:
    outcome = new_from(tmp_path, {"a.txt": "A"})
    assert outcome.exit_code == 1
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    "text", ["[" * 5000, "a: &a [*a]", "x: !!python/object/apply:os.system [ls]", "a: 1\n\ta: 2", "- one", "1" * 9000]
)
def test_yaml_of_strangers_runs_nothing_and_ends(text: str, tmp_path: Path) -> None:
    read_yaml(text)
    assert new_from(tmp_path, {"_quarto.yml": f"book:\n  chapters: &a [one.md, *a]\n{text}\n"}).exit_code in (0, 1)


def test_people_who_are_said_again_and_again_end(tmp_path: Path) -> None:
    many = ",".join(["*{0}"] * 100)
    deep = "a: &a []\n" + "".join(f"{b}: &{b} [{many.format(a)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True))
    files = {"_quarto.yml": f"{deep}book:\n  author: [Ann, *g, Bo]\n  chapters: [one.md]\n", "one.md": "# One\n\nA.\n"}
    assert new_from(tmp_path, files).exit_code == 0
    assert 'name = "Ann"' in (tmp_path / "mine" / "manuscript" / "book.toml").read_text("utf-8")


def test_lists_that_hold_themselves_end(tmp_path: Path) -> None:
    deep = "a: &a [x.md,x.md]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    )
    files = {
        "_quarto.yml": f"{deep}book:\n  chapters: &z [{{part: P, chapters: *h}}, {{part: Q, chapters: *z}}, one.md]\n"
    }
    assert new_from(tmp_path, {**files, "one.md": "# One\n\nA.\n"}).exit_code == 0
