"""What the docs and docstrings name is there: a name that has moved or gone is a lie, however true it once was."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from trustbook.cli.main import COMMANDS
from trustbook.editions import rows

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "trustbook"
SOURCE = sorted(PACKAGE.rglob("*.py"))
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"]
MANUAL = sorted((ROOT / "docs" / "manual" / "chapters").glob("*.md"))
TOKEN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
NAME = re.compile(r"[A-Za-z_]\w*(\.\w+)*(\(\))?")
TOP = {"src", "tests", "docs", "scripts", "benchmarks", "styles", "manuscript", ".ci"}
SUFFIXES = {"py", "toml", "md", "css", "pdf", "svg", "json", "epub", "lock"}
# Names of other people's programs and formats, and those the house style bans.
ELSEWHERE = set("cmap endstream ET mypy pytest utils helpers common manager build hatchling uv".split())
PLACEHOLDER = re.compile(r"[A-Z]{3,}|…|\*")  # NAME, LANG and the like


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCE:
        yield path, ast.parse(path.read_text("utf-8"))


@cache
def known() -> frozenset[str]:
    """Every word of the code: names, words in its texts (keys, tags, PDF names), names of its files and folders."""
    words: set[str] = set()
    for path, tree in trees():
        words |= {path.stem, path.parent.name}
        docstrings = {id(node) for _, node in docstrings_of(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                words |= set(re.findall(r"\w+", node.value))
            for field in ("id", "attr", "arg", "name", "module"):
                if isinstance(value := getattr(node, field, None), str):
                    words |= set(value.split("."))
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in (".j2", ".toml"):
            words |= {path.name.partition(".")[0], *re.findall(r"[\w-]+", path.read_text("utf-8"))}
    return frozenset(words)


def docstrings_of(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield str(first.value.value), first.value


def unknown(text: str, words: frozenset[str]) -> list[str]:
    """Tokens in backticks that are names or files, and that nothing is called by."""
    lost = []
    for token in TOKEN.findall(text):
        head, slash, _ = token.partition("/")
        if PLACEHOLDER.search(token) or " " in token:
            continue
        if slash and (PACKAGE / head).is_dir():
            found = (PACKAGE / token).exists()
        elif slash and head in TOP:
            found = (ROOT / token).exists() or "node_modules" in token
        elif not NAME.fullmatch(token) or (ROOT / token).exists():
            continue
        elif "." in token and (PACKAGE / token.partition(".")[0]).is_dir():
            found = resolves(token)
        else:
            found = set(token.removesuffix("()").split(".")) <= words | SUFFIXES | ELSEWHERE
        lost += [] if found else [token]
    return lost


def resolves(name: str) -> bool:
    """Whether a dotted name below `trustbook` is a module, or a name in one."""
    parts = name.removesuffix("()").split(".")
    for count in range(len(parts), 0, -1):
        module = ".".join(["trustbook", *parts[:count]])
        try:
            found: object = importlib.import_module(module)
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_name_in_the_docs_is_there(path: Path) -> None:
    assert unknown(path.read_text("utf-8"), known()) == []


def test_every_name_in_a_docstring_is_there() -> None:
    words = known()
    lost = {
        f"{path.relative_to(ROOT)}: {token}"
        for path, tree in trees()
        for text, _ in docstrings_of(tree)
        for token in unknown(text, words)
    }
    assert lost == set()


@pytest.mark.parametrize("path", [*DOCS, ROOT / "benchmarks" / "README.md"], ids=lambda path: path.parent.name)
def test_every_link_in_the_docs_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", [*DOCS, *MANUAL], ids=lambda path: path.name)
def test_every_command_in_the_docs_is_one(path: Path) -> None:
    said = re.findall(
        r"^ *(?:trustbook|python3 build\.py)(?: -C \S+)? ([a-z]+)|`trustbook ([a-z]+)", path.read_text("utf-8"), re.M
    )
    assert {one or other for one, other in said} <= {*COMMANDS, "test"}


def test_the_readme_names_every_edition_and_its_file() -> None:
    told = re.findall(r"^\| ([a-z-]+) \| `(\S+)` \|", DOCS[0].read_text("utf-8"), re.M)
    assert [name for name, _ in told] == list(rows().editions)
    for (_, file), one in zip(told, rows().editions.values(), strict=True):
        pattern = one.files[0].replace("{slug}", "building-trust")
        assert re.fullmatch(re.sub(r"\{\w+\}", "[a-z0-9-]+", pattern), file), file
