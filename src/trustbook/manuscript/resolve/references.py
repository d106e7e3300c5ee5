"""Connect the parts: links, citations, marks of lost sources, pictures.

In: shaped chapters and the reading list. Out: the same trees with every reference pointing at an id in the book,
the list of citations, and findings for what points nowhere.
Hrefs become `#id`, whatever file the target will stand in; each renderer maps ids to its own files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, SourceFile, did_you_mean
from trustbook.manuscript.book import LINE, Citation, Claim, line_of
from trustbook.manuscript.shape import Shaped, descendants, text_of
from trustbook.settings import Entry
from trustbook.sources.values import Sources
from trustbook.words import Words, fill

OUTSIDE = {"http", "https", "mailto", "tel", "sms"}
MAX_HINTS = 20  # findings of a kind that suggest a name like the one written: looking takes time
MAX_NEAR = 300  # names looked at for that
CLAIM_CLASSES = {"source-lost": "lost", "source-unnamed": "unnamed"}


@dataclass(slots=True)
class Chapter:
    """A shaped chapter with what resolving needs to know of it."""

    key: str
    role: str
    number: int
    file: SourceFile
    shaped: Shaped

    @property
    def path(self) -> str:
        """The chapter's file, relative to the book's folder."""
        return self.file.path


@dataclass(slots=True)
class Resolved:
    """What the parts refer to."""

    citations: list[Citation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    found: Collector = field(default_factory=Collector)


def number_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Reading-list entries in the order of their numbers: what the text names first, research behind it second."""
    listed = tuple(entries)
    return tuple(e for e in listed if e.kind != "study") + tuple(e for e in listed if e.kind == "study")


def section_label(chapter: Chapter, heading: str, words: Words) -> str:
    """How a place in the text is named to people: "Chapter 2, section A", or the part's title."""
    name = fill(words.chapter_number, number=chapter.number) if chapter.number else chapter.shaped.title
    letter = heading.split(".")[0]
    if len(letter) == 1 and heading[1:2] == ".":
        return fill(words.chapter_section, chapter=name, letter=letter)
    return name


def resolve(chapters: list[Chapter], sources: Sources, entries: tuple[Entry, ...]) -> Resolved:
    """Resolve everything in all chapters."""
    return _Resolver(chapters, sources, entries).run()


def _address(text: str) -> SplitResult | None:
    """The parts of an address, or None when it has none that can be told apart, such as `http://[`."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def _as_written(paths: Iterable[str], chapter: Chapter) -> list[str]:
    """Paths as an author writes them in a chapter: relative to its own file."""
    return [posixpath.relpath(path, posixpath.dirname(chapter.path) or ".") for path in paths]


class _Resolver:
    def __init__(self, chapters: list[Chapter], sources: Sources, entries: tuple[Entry, ...]) -> None:
        self.chapters, self.sources = chapters, sources
        self.words = sources.settings.words
        self.numbers: Mapping[str, int] = {entry.id: number for number, entry in enumerate(entries, 1)}
        self.entries = {entry.id: entry for entry in entries}
        self.by_path = {chapter.path: chapter for chapter in chapters}
        self.folder = posixpath.dirname(sources.config.path)
        self.out = Resolved()
        self.claims: dict[str, Claim] = {}
        self.counts: dict[str, int] = {}
        self.looked: dict[str, int] = {}  # code → how often a name like a wrong one was asked for
        self.listed = any(chapter.role == "reading-list" for chapter in chapters)

    def run(self) -> Resolved:
        for chapter in self.chapters:
            self._collect_claims(chapter)
        for chapter in self.chapters:
            self._walk(chapter)
        self._unused()
        self._cover()
        self.out.claims = list(self.claims.values())
        return self.out

    def _near(self, code: str, wrong: str, known: Iterable[str]) -> str:
        """`did_you_mean` for the first findings of a kind and among not too many names: it compares them all."""
        looked = self.looked[code] = self.looked.get(code, 0) + 1
        return did_you_mean(wrong, islice(known, MAX_NEAR)) if looked <= MAX_HINTS else ""

    def _collect_claims(self, chapter: Chapter) -> None:
        for element in descendants(chapter.shaped.tree, "h2", "h3", "h4"):
            for name in element.get("class", "").split():
                if name in CLAIM_CLASSES and (identifier := element.get("id")):
                    claim = Claim(identifier, CLAIM_CLASSES[name], text_of(element), chapter.key, line_of(element))
                    self.claims[identifier] = claim

    def _walk(self, chapter: Chapter) -> None:
        heading = ""
        line = 1
        for element in list(chapter.shaped.tree.iter()):
            line = line_of(element, line)
            if element.tag == "h2" and "box" not in element.get("class", ""):
                heading = text_of(element)
            elif element.tag == "span" and element.get("class") == "cite":
                self._cite(chapter, element, section_label(chapter, heading, self.words), line)
            elif element.tag == "a" and "href" in element.attrib:
                self._link(chapter, element, line)
            elif element.tag == "img":
                self._image(chapter, element, line)
        for element in chapter.shaped.tree.iter():
            self._leftovers(chapter, element)

    # -- citations -------------------------------------------------------------------------------------------

    def _cite(self, chapter: Chapter, holder: Element, label: str, line: int) -> None:
        for link in list(holder):
            target = link.attrib.pop("data-cite", "")
            link.attrib.pop(LINE, None)
            link.set("data-resolved", "")
            count = self.counts[target] = self.counts.get(target, 0) + 1
            anchor = f"cite-{target}-{count}"
            if target in self.claims:
                link.attrib.update({"id": anchor, "class": "mark", "href": f"#{target}"})
                lost = self.claims[target].kind == "lost"
                mark = self.words.source_lost if lost else self.words.source_unnamed
                link.set("aria-label", fill(self.words.claim, mark=mark, title=self.claims[target].title))
                link.text = mark
            elif target in self.entries:
                entry = self.entries[target]
                number = self.numbers[target]
                self._needs_list(chapter, target, line)
                link.attrib.update(
                    {"id": anchor, "role": "doc-biblioref", "class": "biblioref", "href": f"#ref-{target}"}
                )
                name = entry.short_name or entry.name or entry.authors
                link.set("aria-label", fill(self.words.citation, number=number, name=name))
                link.text = str(number)
            else:
                self._unknown(chapter, target, line)
                continue
            self.out.citations.append(Citation(target, chapter.key, anchor, label))
        holder.text = "["
        for link in list(holder)[:-1]:
            link.tail = ", "
        if len(holder):
            holder[-1].tail = "]"

    def _needs_list(self, chapter: Chapter, target: str, line: int) -> None:
        """Say once that citations have nowhere to lead."""
        if not self.listed:
            message = "the text cites, but no part of the book is its reading list"
            hint = 'add a chapter with `role = "reading-list"` to book.toml'
            self.out.found.extend([chapter.file.finding_at("B206", message, f"@{target}", line, hint)])
            self.listed = True

    def _unknown(self, chapter: Chapter, target: str, line: int) -> None:
        listed = self.sources.reading_list
        if listed is not None and f'id = "{target}"' in listed.text:
            return  # the entry is there, with a fault that is reported where it stands
        name = posixpath.basename(listed.path) if listed else "reading-list.toml"
        wanted = target.split(",")[0].lower()  # `[@id, page 3]`, `[@ID]`
        near = self._near("B201", wanted, (*self.entries, *self.claims)).replace("`", "`@", 1)
        hint = f"{near} entries live in {name}".strip() if near else f'add an entry with id = "{target}" to {name}'
        file = chapter.file
        self.out.found.extend(
            [file.finding_at("B201", f"`[@{target}]` is not in the reading list", f"@{target}", line, hint)]
        )

    def _unused(self) -> None:
        used = {citation.target for citation in self.out.citations}
        file = self.sources.reading_list
        for entry in self.entries.values():
            if entry.id not in used and file is not None:
                hint = f"cite it with `[@{entry.id}]`, or remove the entry"
                finding = file.at_value("B202", f"nothing cites `{entry.id}`", ("entries", entry.index, "id"), hint)
                self.out.found.extend([finding])
        for claim in self.claims.values():
            if claim.id not in used:
                chapter = next(chapter for chapter in self.chapters if chapter.key == claim.part)
                hint = f"mark the claim in the text with `[@{claim.id}]`"
                message = f"nothing in the text is marked with `{claim.id}`"
                self.out.found.extend([chapter.file.finding_at("B204", message, claim.id, claim.line, hint)])

    # -- links -----------------------------------------------------------------------------------------------

    def _link(self, chapter: Chapter, link: Element, line: int) -> None:
        if link.attrib.pop("data-resolved", None) is not None:
            return
        href = link.get("href", "")
        file = chapter.file
        parts = _address(href)
        if parts is None:
            message = f"`{href}` is not an address"
            self.out.found.extend([file.finding_at("L106", message, href, line, "copy it anew from the browser")])
            return
        if parts.scheme.lower() in OUTSIDE:
            return
        if parts.scheme or parts.netloc:
            hint = "use https:, http:, mailto: or tel:, or a chapter's file name"
            self.out.found.extend(
                [
                    file.finding_at(
                        "L106", f"links of the kind `{parts.scheme or '//'}` are not allowed", href, line, hint
                    )
                ]
            )
            return
        target = chapter
        if parts.path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), unquote(parts.path)))
            if path not in self.by_path:
                near = self._near("L101", parts.path, _as_written(self.by_path, chapter))
                hint = near or "links go to chapters that book.toml lists, by file name"
                self.out.found.extend(
                    [file.finding_at("L101", f"`{parts.path}` is not a chapter of this book", href, line, hint)]
                )
                return
            target = self.by_path[path]
        anchors = target.shaped.anchors
        if parts.fragment not in anchors:
            near = self._near("L102", parts.fragment, anchors)
            hint = near or f"anchors there: {', '.join(f'#{name}' for name in list(anchors)[1:6])}"
            message = f"`#{parts.fragment}` does not exist in {posixpath.basename(target.path)}"
            self.out.found.extend([file.finding_at("L102", message, href, line, hint)])
            return
        link.set("href", f"#{anchors[parts.fragment]}")
        if target.role == "glossary" and parts.fragment.startswith("term-"):
            link.set("role", "doc-glossref")
            link.set("class", "glossref")

    # -- pictures --------------------------------------------------------------------------------------------

    def _image(self, chapter: Chapter, image: Element, line: int) -> None:
        source = image.get("src", "")
        file = chapter.file
        decorative = "decorative" in image.get("class", "").split()
        alt = " ".join(image.get("alt", "").split())
        if decorative:
            image.set("alt", "")
            image.set("role", "presentation")
        elif not alt:
            hint = "say what the picture says, or mark it `{.decorative}`"
            self.out.found.extend(
                [file.finding_at("I302", "the picture has no alternative text", source or "<img", line, hint)]
            )
        else:
            limit = self.sources.settings.style.max_alt
            image.set("alt", alt)
            if len(alt) > limit:
                hint = "say the rest in the text or the caption"
                message = f"the alternative text has {len(alt)} characters; at most {limit} are read well"
                self.out.found.extend([file.finding_at("I308", message, alt[:40], line, hint)])
        path = self._picture(chapter, source, line)
        if path is not None:
            image.set("src", path)
            if path not in self.out.images:
                self.out.images.append(path)

    def _cover(self) -> None:
        """The cover's picture: its usual name may stand for none, a name that book.toml writes may not."""
        cover, config = self.sources.settings.cover, self.sources.config
        name = cover.image
        if name in self.sources.images or ("image" not in cover.model_fields_set and name not in self.sources.refused):
            return
        place = ("cover", "image")
        if posixpath.normpath(name).startswith(("..", "/")):
            hint = "copy the picture into the manuscript folder and name it from there"
            finding = config.at_value("I303", f"`{name}` lies outside the book's folder", place, hint)
        elif reason := self.sources.refused.get(name):
            code = "I303" if "outside" in reason else "I309"
            finding = config.at_value(code, f"`{name}` is not used: {reason}", place)
        else:
            hint = (
                self._near("I301", name, self.sources.images)
                or f"the path is relative to the folder of {posixpath.basename(config.path)}"
            )
            finding = config.at_value("I301", f"`{name}` does not exist", place, hint)
        self.out.found.extend([finding])

    def _picture(self, chapter: Chapter, source: str, line: int) -> str | None:
        """The picture's path relative to the manuscript folder, or None with a finding."""
        file = chapter.file
        parts = _address(source)
        if parts is None or parts.scheme or parts.netloc:
            hint = "save the picture in the manuscript folder; a build makes no network access"
            shown = source if len(source) < 60 else f"{source[:57]}..."
            self.out.found.extend(
                [file.finding_at("I304", f"`{shown}` is not a file of the book", source[:60], line, hint)]
            )
            return None
        path = unquote(parts.path)
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), path))
        name = posixpath.relpath(whole, self.folder) if self.folder else whole
        if path.startswith("/") or "\\" in path or name.startswith(".."):
            hint = "copy the picture into the manuscript folder and name it from there"
            self.out.found.extend(
                [file.finding_at("I303", f"`{source}` lies outside the book's folder", source, line, hint)]
            )
            return None
        if name in self.sources.images:
            return name
        if reason := self.sources.refused.get(name):
            code = "I303" if "outside" in reason else "I309"
            self.out.found.extend([file.finding_at(code, f"`{source}` is not used: {reason}", source, line)])
            return None
        pictures = [posixpath.join(self.folder, one) for one in self.sources.images]
        near = self._near("I301", source, _as_written(pictures, chapter))
        hint = near or "the path is relative to the chapter's file"
        self.out.found.extend([file.finding_at("I301", f"`{source}` does not exist", source, line, hint)])
        return None

    # -- what stayed as typed --------------------------------------------------------------------------------

    def _leftovers(self, chapter: Chapter, element: Element) -> None:
        """`[^x]` and `[@x` that Markdown left as text."""
        if element.tag in ("code", "pre"):
            return
        file = chapter.file
        for text in (element.text, element.tail):
            if not text or "[" not in text:
                continue
            for piece in text.split("[")[1:]:
                name = piece.split("]")[0]
                if "]" in piece and name.startswith("^") and len(name) > 1:
                    hint = f"define it: `[{name}]: The note.`"
                    message = f"the note `[{name}]` is not defined"
                    self.out.found.extend([file.finding_at("L103", message, f"[{name}]", line_of(element), hint)])
                elif name.startswith("@") and len(name) > 1:
                    hint = "write `[@id]`, or `[@id; @other]` for two"
                    self.out.found.extend(
                        [
                            file.finding_at(
                                "B201", f"`[{name}]` cannot be read as a citation", f"[{name}", line_of(element), hint
                            )
                        ]
                    )
