"""Reading lists of other programs: BibTeX and CSL-JSON, with people by what they did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from books import BOOK_TOML, book
from stages import part, read, text

from trustbook.findings import Finding
from trustbook.settings.bibtex import read_bibtex

BIB = r"""
@string{mit = "MIT Press"}
% a comment
@book{Knuth_1984,
  author = {Donald E. Knuth and van der Berg, J{\"o}rg},
  title = {The {\TeX}book \& more},
  editor = {Ann Lee}, translator = {Bo Ek and Cy Fox}, illustrator = {Dee Gray},
  publisher = mit, year = 1984, pages = {10--12}, edition = {2nd},
  doi = {https://doi.org/10.1000/x}, keywords = {no}, file = {/home/me/x.pdf}
}
@article{xie2015, author={Xie, Yihui and others}, title={Knitr}, journal={J. of Docs}, volume=3, number=2, year={2015},
  url={https://example.org/a_b}}
"""
CSL = [
    {
        "id": "smith-1", "type": "book", "title": "Small steps", "issued": {"date-parts": [[2019, 5]]},
        "author": [{"family": "Smith", "given": "Zoë"}, {"literal": "A clinic"}],
        "translator": [{"family": "Berg", "given": "Jo", "non-dropping-particle": "van"}],
        "container-title": "Walks", "volume": "3", "issue": "1", "page": "2–4", "DOI": "10.1000/y",
    }
]  # fmt: skip
CONFIG = BOOK_TOML + '[[chapters]]\nfile = "list.md"\nrole = "reading-list"\n'


def entries(tmp_path: Path, name: str, typed: str, cited: str) -> tuple[list[str], list[Finding]]:
    """The printed entries of a book with this list, whose one chapter cites these."""
    one = f"# Trust\n\nIt grows [{cited}].\n"
    files = {"book.toml": CONFIG, name: typed, "one.md": one, "list.md": "# Reading list\n\nAll of it.\n"}
    made, found = read(book(tmp_path, files))
    listed = [text(one) for one in part(made, "list").tree.iter("li") if one.get("id", "").startswith("ref-")]
    return [one.partition("In the text:")[0].strip() for one in listed], found


def test_bibtex(tmp_path: Path) -> None:
    listed, found = entries(tmp_path, "reading-list.bib", BIB, "@Knuth_1984; @xie2015")
    assert found == []
    assert listed == [
        "Donald E. Knuth, Jörg van der Berg. (1984). The TeXbook & more. Edited by Ann Lee."
        " Translated by Bo Ek, Cy Fox. Illustrated by Dee Gray. 2nd, 10–12, MIT Press. doi.org/10.1000/x",
        "Yihui Xie, et al. (2015). Knitr. J. of Docs, 3(2). example.org/a_b",
    ]


def test_csl_json(tmp_path: Path) -> None:
    listed, found = entries(tmp_path, "reading-list.json", json.dumps(CSL), "@smith-1")
    assert found == []
    assert listed == [
        "Zoë Smith, A clinic. (2019). Small steps. Translated by Jo van Berg. Walks, 3(1), 2–4. doi.org/10.1000/y"
    ]


def test_work_in_toml(tmp_path: Path) -> None:
    typed = 'format = 1\n[[entries]]\nid = "a"\nkind = "work"\ntitle = "Steps"\neditors = "Ann Lee"\n'
    listed, found = entries(tmp_path, "reading-list.toml", typed, "@a")
    assert (listed, found) == (["Steps. Edited by Ann Lee."], [])


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("reading-list.bib", "@book{a, title={A}}\n@book{b, author={C}}\n", ["reading-list.bib:2:7 B205"]),
        ("reading-list.bib", "@book{a, title={A}}\n@book{b, title={$x^2$}}\n", ["reading-list.bib:2:7 T507"]),
        ("reading-list.bib", "@book{a, title={A}}\n@book{A, title={B}}\n", ["reading-list.bib:1:1 F102"]),
        (
            "reading-list.bib",
            "@book{a, title={A}}\n@misc{b, title=xyz}\n",
            ["reading-list.bib:2:1 F102", "reading-list.bib:2:7 B205"],
        ),
        ("reading-list.bib", "@book{a, title={A}}\n@book{b, title={B}, url={b}}", ["reading-list.bib:2:7 F104"]),
        ("reading-list.bib", "@book{a, title={A}}\n@book{b, title={B}}", ["reading-list.bib:2:7 B202"]),
        ("reading-list.json", '[{"id": "a", "title": "A"}', ["reading-list.json:1:1 F102"]),
        ("reading-list.json", '{"id": "a"}', ["reading-list.json:1:1 F102"]),
    ],
)
def test_what_cannot_be_read_is_a_finding(name: str, typed: str, told: list[str], tmp_path: Path) -> None:
    _, found = entries(tmp_path, name, typed, "@a")
    places = {f"{one.place} {one.code}" for one in found if one.code != "B201"}
    assert places == set(told)
    assert all(one.hint for one in found)


def test_a_long_list_without_empty_lines_is_read(tmp_path: Path) -> None:
    many = [{**CSL[0], "id": f"w{number}", "note": "A note. " * 20} for number in range(300)]
    typed = json.dumps(many, indent=1)
    listed, found = entries(tmp_path, "reading-list.json", typed, "@w1")
    assert len(listed) == len(many)
    assert {one.code for one in found} == {"B202"}


def test_strings_that_double_are_bounded() -> None:
    steps = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
    works, [fault] = read_bibtex(f'% Mine.\n@string{{a0 = "ha"}}\n{steps}@book{{x, title = a39}}\n')
    assert works == []
    assert (fault.line, fault.message) == (2, "strings stand for more than 10,000,000 characters")
