"""Code that another program would run: knitr's chunks, and those of Quarto.

In: the lines of a chapter. Out: the lines with plain code in its place, or with the picture that it shows, and how
often each was done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from trustbook.cli.taken.fences import FENCE, fenced

_RUN = re.compile(r"\s*\{\s*(?P<language>[A-Za-z][\w+-]*)(?P<rest>[ ,][^}]*)?\}\s*")
_OPTION = re.compile(r"\s*(?:#|//|--)\| ?(?P<said>.*)")
_SHOWS = re.compile(r"""(?:knitr::)?include_graphics\(\s*(?P<quote>["'])(?P<path>[^"'()]+)(?P=quote)[^()]*\)""")
_LABEL = re.compile(r"[ ,]*(?:label\s*=\s*)?[\"']?(?P<label>[\w.-]+)[\"']?\s*(?:,|$)")
_VALUE = re.compile(
    r"""(?<![\w.])(?P<key>fig[.-](?:cap|alt)|label)\s*[=:]\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'"""
    r"""|(?P<bare>[^"',\n]+))"""
)


def plain_code(lines: Sequence[str], used: Counter[str]) -> list[str]:
    """The lines with code that says only its language, and with the pictures that code would show."""
    made: list[str] = []
    chunk: list[str] = []
    for kind, line in fenced(lines):
        match = FENCE.fullmatch(line) if kind == "start" else None
        if match and _RUN.fullmatch(match["info"]):
            chunk = [line]
        elif chunk:
            chunk.append(line)
            if kind == "end":
                made += _made(chunk, used)
                chunk = []
        else:
            made.append(line)
    return [*made, *(_made(chunk, used) if chunk else [])]


def _made(chunk: Sequence[str], used: Counter[str]) -> Iterator[str]:
    """What stands in the place of one chunk, from fence to fence."""
    first = FENCE.fullmatch(chunk[0])
    run = _RUN.fullmatch(first["info"]) if first else None
    if not first or not run:  # never: only such a chunk is asked for
        yield from chunk
        return
    options = [match["said"] for line in chunk if (match := _OPTION.fullmatch(line))]
    code = [line for line in chunk[1:] if not _OPTION.fullmatch(line)]
    told = "".join(line.strip() for line in code[:-1])
    if shown := _SHOWS.fullmatch(told):
        used["picture that code would show"] += 1
        yield first["before"] + _picture(shown["path"], run["rest"] or "", options)
        return
    used["code that was run"] += 1
    yield f"{first['before']}{first['sign']}{run['language'].lower()}"
    yield from code


def _picture(path: str, rest: str, options: Sequence[str]) -> str:
    """A picture with the caption, the alternative text and the name that its chunk gives it."""
    said: dict[str, str] = {}
    for text in (rest, *options):
        for match in _VALUE.finditer(text):
            value = next(filter(None, (match["double"], match["single"], match["bare"])), "")
            said[match["key"].replace("-", ".")] = value.strip()
    label = said.get("label", "")
    if not label and "=" not in rest.partition(",")[0] and (named := _LABEL.match(rest)):
        label = named["label"]
    alt, caption = (re.sub(r"\\(.)", r"\1", said.get(key, "")) for key in ("fig.alt", "fig.cap"))
    title = f' "{caption.replace(chr(34), chr(39))}"' if caption else ""
    name = f"{{#fig-{label.removeprefix('fig-')}}}" if label and caption else ""
    return f"![{alt.replace('[', '(').replace(']', ')')}]({path.replace(' ', '%20')}{title}){name}"
