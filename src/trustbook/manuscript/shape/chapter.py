"""Give one chapter's tree the shape every edition needs.

In: the tree `dialect` made. Out: a `section` with nested sections, boxes, figures, tables and notes in standard
HTML with DPUB-ARIA roles, an id on everything that can be a target, and a `Heading` for each heading.
Links and citations are still as written; `resolve` sees the whole book and replaces them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from trustbook.findings import Collector, SourceFile, did_you_mean
from trustbook.manuscript.book import LINE, Heading, line_of
from trustbook.manuscript.dialect import Parsed
from trustbook.words import Words, fill
from trustbook.words.typography import curl, typeset

TABLE = "Table"  # starts the caption of a table in any language, beside the language's own word
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BOX = "box"
BOXES = {
    # kind: (heading level, element, role)
    "summary": (2, "section", ""),
    "questions": (2, "section", ""),
    "try": (3, "aside", "doc-tip"),
    "note": (3, "aside", "doc-tip"),
}
ROLES = {
    "help": "",
    "contents": "",
    "titlepage": "",
    "preface": "doc-preface",
    "chapter": "doc-chapter",
    "appendix": "doc-appendix",
    "evidence": "doc-appendix",
    "glossary": "doc-glossary",
    "reading-list": "doc-bibliography",
    "accessibility": "",
    "colophon": "doc-colophon",
}


@dataclass(slots=True)
class Shaped:
    """A chapter in shape. `anchors` maps what authors may link to (`#name`) to ids unique in the book."""

    tree: Element
    title: str
    headings: tuple[Heading, ...]
    anchors: dict[str, str]
    found: Collector = field(default_factory=Collector)


def shape(key: str, role: str, number: int, file: SourceFile, parsed: Parsed, words: Words) -> Shaped:
    """Shape one chapter; faults in its structure are findings in the result."""
    return _Shaper(key, role, number, file, parsed, words).run()


def text_of(element: Element) -> str:
    """All text of an element with white space folded."""
    return " ".join("".join(element.itertext()).split())


def descendants(element: Element, *tags: str) -> Iterator[Element]:
    """Elements with one of these tags, in document order."""
    return (one for one in element.iter() if one.tag in tags)


def slug(text: str) -> str:
    """A heading's words as an anchor: lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _anchor(text: str) -> str:
    """The slug; letters of other scripts stay where there would be none (XML 1.0, 2.3, allows them in ids)."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return slug(text) or "-".join(re.findall(r"[^\W_]+", plain))


def _holds_notes(element: Element) -> bool:
    """Whether this is the list that `dialect` made of the notes, not a section of the author's own."""
    items = element[0] if len(element) and element.get("class") == "notes" else element
    return items is not element and len(items) > 0 and all("data-note" in item.attrib for item in items)


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # as settings take it (BCP 47)
_ALMOST_A_BOX = re.compile(r"!!!? ?\w")


def _is_lone_picture(element: Element) -> bool:
    """Whether a paragraph holds one picture and nothing else: then it becomes a figure."""
    if element.tag != "p" or len(element) != 1 or element[0].tag != "img":
        return False
    return not (element.text or "").strip() and not (element[0].tail or "").strip()


class _Shaper:
    def __init__(self, key: str, role: str, number: int, file: SourceFile, parsed: Parsed, words: Words) -> None:
        self.key, self.role, self.number, self.file, self.parsed = key, role, number, file, parsed
        self.words = words
        names = "|".join(sorted({TABLE, re.escape(words.table)}))
        self.table = re.compile(rf"(?:{names})[ \u00a0\u202f]?: ")
        self.found = Collector()
        self.headings: list[Heading] = []
        self.anchors: dict[str, str] = {}
        self.used: set[str] = set()

    def run(self) -> Shaped:
        source = self.parsed.tree
        typeset(source)
        self._notes(source)
        self._boxes(source)
        self._blocks(source)
        self._as_typed(source)
        self._languages(source)
        title = self._title(source)
        self._levels(source)
        root = self._sections(source)
        root.set("id", self.key)
        self.anchors[""] = self.key
        if role := ROLES[self.role]:
            root.set("role", role)
        root.set("class", f"part {self.role}")
        if title is not None:
            root.set("aria-labelledby", title.get("id", ""))
        self._other_ids(root)
        name = self.headings[0].text if self.headings else self.key
        return Shaped(root, name, tuple(self.headings), self.anchors, self.found)

    # -- title and headings ----------------------------------------------------------------------------------

    def _title(self, source: Element) -> Element | None:
        first = next((child for child in source), None)
        if first is None or first.tag != "h1":
            hint = "start the file with one line `# Title`"
            self.found.extend([self.file.finding("H104", "the chapter has no title", 1, 1, 1, hint)])
            return None
        return first

    def _levels(self, source: Element) -> None:
        """Ids for all headings, and findings for skipped, empty, repeated and second-title headings."""
        previous = 0
        seen: dict[tuple[str, str], int] = {}
        parents = [""] * 7
        for element in descendants(source, *HEADINGS):
            level = int(element.tag[1])
            text = text_of(element)
            line = line_of(element)
            boxed = BOX in element.get("class", "")
            if boxed:
                previous = min(previous, level)
            if not text:
                hint = "write its words or remove it"
                above = self._bare_heading(line)
                self.found.extend([self.file.finding_at("H103", "the heading is empty", "#", above, hint)])
                continue
            if not boxed:
                self._level_faults(element, level, previous, text, line)
                previous = level
                parents[level] = text
                place = (parents[level - 1] if level > 1 else "", text.lower())
                if place in seen and level > 1:
                    hint = f"the first is on line {seen[place]}; make each heading say what is below it"
                    finding = self.file.finding_at("H102", f"the heading “{text}” stands here twice", text, line, hint)
                    self.found.extend([finding])
                seen.setdefault(place, line)
            self._heading_id(element, level, text, line, boxed)

    def _bare_heading(self, line: int) -> int:
        """The nearest line above that is all `#`: without words it carries no line mark of its own."""
        bare = (n for n in range(line, 0, -1) if re.match(r"\s*#+\s*(\{|$)", self.file.lines[n - 1]))
        return next(bare, line)

    def _level_faults(self, element: Element, level: int, previous: int, text: str, line: int) -> None:
        if level == 1 and previous:
            hint = "a chapter has one title; use `##` for its sections"
            self.found.extend([self.file.finding_at("H105", f"a second title, “{text}”", text, line, hint)])
        elif previous and level > previous + 1:
            marks = "#" * (previous + 1)
            hint = f"after a heading of level {previous} comes level {previous + 1} at most: `{marks} {text}`"
            message = f"heading level {level} follows level {previous}"
            self.found.extend([self.file.finding_at("H101", message, "#" * level, line, hint)])

    def _heading_id(self, element: Element, level: int, text: str, line: int, boxed: bool) -> None:
        given = element.get("id", "")
        local = given or _anchor(text) or "section"
        name = given or (f"{self.key}-title" if level == 1 else f"{self.key}-{local}")
        element.set("id", self._unique(name, element, bool(given)))
        self.anchors.setdefault(local, element.get("id", ""))
        if level == 1:
            self.anchors.setdefault(_anchor(text), element.get("id", ""))
        if not boxed:
            self.headings.append(Heading(level, text, element.get("id", ""), line))

    def _unique(self, name: str, element: Element, given: bool) -> str:
        if given and name in self.used:
            hint = "each `{#id}` may stand once"
            finding = self.file.finding_at("B203", f"the id `{name}` is used twice", f"#{name}", line_of(element), hint)
            self.found.extend([finding])
        unique, count = name, 2
        while unique in self.used:
            unique, count = f"{name}-{count}", count + 1
        self.used.add(unique)
        return unique

    def _other_ids(self, root: Element) -> None:
        """Targets besides headings: glossary terms, and whatever carries `{#id}`."""
        known = set(self.used)
        for element in root.iter():
            if element.tag == "dt" and self.role == "glossary" and not element.get("id"):
                term = f"term-{_anchor(text_of(element))}"
                element.set("id", self._unique(term, element, False))
                self.anchors[term] = element.get("id", "")
                definition = Element("dfn")
                definition.text, element.text = element.text, None
                definition.extend(list(element))
                for child in list(element):
                    element.remove(child)
                element.append(definition)
            elif (name := element.get("id")) and name not in known and element is not root:
                if element.get("data-made") is None:
                    self._unique(name, element, True)
                    self.anchors.setdefault(name, name)
                else:
                    del element.attrib["data-made"]

    # -- boxes, figures, tables ------------------------------------------------------------------------------

    def _boxes(self, source: Element) -> None:
        """`!!! kind "Title"`: a heading, the mark that this book added it, the content."""
        around = 1  # the level of the section that the next block stands in
        for position, child in enumerate(list(source)):
            if child.tag in HEADINGS:
                around = int(child.tag[1])
            if child.tag != "div" or "admonition" not in child.get("class", "").split():
                continue
            kind = child.get("class", "").split()[1] if len(child.get("class", "").split()) > 1 else ""
            if kind not in BOXES:
                hint = did_you_mean(kind, BOXES) or f"the kinds are {', '.join(sorted(BOXES))}"
                line = max(1, line_of(child) - 3)
                self.found.extend(
                    [self.file.finding_at("T503", f"there is no box of kind `{kind}`", f"!!! {kind}", line, hint)]
                )
                continue
            level, tag, role = BOXES[kind]
            # A summary closes all sections; any other box is a part of its section, so its title comes one level below.
            level = level if level == 2 else min(around + 1, 6)
            around = min(around, level - 1)
            if all("admonition-title" in one.get("class", "") for one in child):
                hint = "indent its text by four spaces"
                line = max(1, line_of(child) - 3)
                self.found.extend([self.file.finding_at("T503", "the box is empty", f"!!! {kind}", line, hint)])
            box = Element(tag, {"class": f"{BOX} {BOX}-{kind}", LINE: child.get(LINE, "1")})
            if role:
                box.set("role", role)
            content = list(child)
            if content and "admonition-title" in content[0].get("class", ""):
                heading = content.pop(0)
                heading.tag = f"h{level}"
            else:
                heading = Element(f"h{level}", {LINE: child.get(LINE, "1")})
                heading.text = self.words.box(kind)
            heading.set("class", f"{BOX}-title")
            box.append(heading)
            origin = SubElement(box, "p", {"class": f"{BOX}-origin", LINE: child.get(LINE, "1")})
            origin.text = self.words.added
            box.extend(content)
            box.tail = child.tail
            source[position] = box

    def _blocks(self, source: Element) -> None:
        """Figures, tables and lists, wherever they stand."""
        for parent in list(source.iter()):
            for child in list(parent):
                if _is_lone_picture(child):
                    parent[list(parent).index(child)] = self._figure(child)
                elif child.tag == "table":
                    self._table(parent, child)

    def _languages(self, source: Element) -> None:
        """`{lang=fr}` takes a language tag; voices do not know others."""
        for element in source.iter():
            tag = element.get("lang")
            if tag is not None and not _LANGUAGE.fullmatch(tag):
                hint = "write the code of the language, such as `fr`, `cy` or `pt-BR`"
                message = f"`{tag}` is not a language tag"
                self.found.extend([self.file.finding_at("T504", message, f"lang={tag}", line_of(element), hint)])

    def _as_typed(self, source: Element) -> None:
        """Boxes and tables that Markdown did not recognise stand in the text as they were typed."""
        for paragraph in source.iter("p"):
            text, line = (paragraph.text or "").lstrip(), line_of(paragraph)
            if _ALMOST_A_BOX.match(text):
                hint = (
                    'a box starts `!!! try "Try this"`, with straight quotes, and its text is indented by four spaces'
                )
                found = self.file.finding_at("T503", "this line starts no box", text[:3], max(1, line - 1), hint)
            elif text.startswith("|") and "\n|" in text:
                hint = "the first row names the columns, the second is `|---|---|`, and an empty line stands above"
                found = self.file.finding_at("T502", "these lines make no table", "|", max(1, line - 1), hint)
            elif caption := self.table.match(text):
                hint = "the table follows its caption, with an empty line between"
                start = caption.group().split(":")[0].rstrip()
                found = self.file.finding_at("T502", "this caption has no table below", start, line, hint)
            else:
                continue
            self.found.extend([found])

    def _figure(self, paragraph: Element) -> Element:
        image = paragraph[0]
        image.tail = None
        caption = image.attrib.pop("title", "")
        line = str(line_of(paragraph))
        if "decorative" in image.get("class", "").split():
            holder = Element("div", {"class": "decoration", LINE: line})
            holder.append(image)
            return holder
        figure = Element("figure", {LINE: line})
        figure.append(image)
        if caption:
            SubElement(figure, "figcaption", {LINE: line}).text = curl(caption)
        elif image.get("alt"):
            hint = 'write it behind the file: `![alt](file.svg "Caption")`'
            finding = self.file.finding_at("I307", "the figure has no caption", image.get("src", ""), int(line), hint)
            self.found.extend([finding])
        return figure

    def _table(self, parent: Element, table: Element) -> None:
        header = list(table.iter("th"))
        line = line_of(table)
        if not header or not any(text_of(cell) for cell in header):
            hint = "name each column in the first row; screen readers say the name with each cell"
            while LINE in table.attrib and line > 1 and "|" in self.file.lines[line - 2]:
                line -= 1  # an empty header row carries no line mark
            text = "|" if LINE in table.attrib else "<table"
            self.found.extend([self.file.finding_at("T502", "the table has no header", text, line, hint)])
        for cell in descendants(table, "th", "td"):
            align = re.search(r"center|right|left", cell.attrib.pop("style", ""))
            if align:
                cell.set("class", f"align-{align.group()}")
            if cell.tag == "th":
                cell.set("scope", cell.get("scope", "col"))
        if len(table.findall("thead/tr/th")) > 4:
            table.set("class", "many-columns")
        children = list(parent)
        position = children.index(table)
        before = children[position - 1] if position else None
        if before is not None and before.tag == "p" and self.table.match(text_of(before)):
            caption = Element("caption", {LINE: before.get(LINE, "1")})
            caption.text = self.table.sub("", before.text or "", count=1)
            caption.extend(list(before))
            table.insert(0, caption)
            parent.remove(before)

    # -- notes -----------------------------------------------------------------------------------------------

    def _notes(self, source: Element) -> None:
        """Number notes in the order of their calls, link call and note both ways, gather them at the end."""
        section = next((child for child in source if _holds_notes(child)), None)
        items = {} if section is None else {item.get("data-note", ""): item for item in section[0]}
        called: dict[str, list[str]] = {}
        for parent in list(source.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "sup" and len(child) == 1 and child[0].get("class") == "footnote-ref":
                    name = child[0].get("href", "").removeprefix("#fn-")
                    if name in items:
                        parent[position] = self._call(child, name, called)
        if section is None:
            return
        source.remove(section)
        if not called:
            return
        section.set("role", "doc-endnotes")
        heading = Element("h2", {"class": f"{BOX}-title", LINE: section.get(LINE, "1")})
        heading.text = self.words.notes
        section.insert(0, heading)
        for item in list(section[1]):
            section[1].remove(item)
        for number, (name, calls) in enumerate(called.items(), 1):
            item = items[name]
            item.attrib.pop("data-note", None)
            item.set("id", f"{self.key}-note-{number}")
            item.set("data-made", "")
            self._back(item, number, calls)
            section[1].append(item)
        source.append(section)

    def _call(self, holder: Element, name: str, called: dict[str, list[str]]) -> Element:
        calls = called.setdefault(name, [])
        number = list(called).index(name) + 1
        anchor = f"{self.key}-call-{number}" + (f"-{len(calls) + 1}" if calls else "")
        calls.append(anchor)
        call = Element("a", {
            "class": "noteref", "role": "doc-noteref", "id": anchor, "data-made": "",
            "href": f"#{self.key}-note-{number}", "data-resolved": "",
            "aria-label": fill(self.words.note_number, number=number), LINE: holder.get(LINE, "1"),
        })  # fmt: skip
        call.text = str(number)
        call.tail = holder.tail
        return call

    def _back(self, item: Element, number: int, calls: list[str]) -> None:
        last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
        if len(last):
            last[-1].tail = f"{last[-1].tail or ''} "
        else:
            last.text = f"{last.text or ''} "
        for count, anchor in enumerate(calls, 1):
            link = SubElement(last, "a", {"role": "doc-backlink", "href": f"#{anchor}", "data-resolved": ""})
            phrase = self.words.back_to_note if count == 1 else self.words.back_to_note_again
            link.text = fill(phrase, number=number, count=count)
            link.tail = " " if count < len(calls) else None

    # -- sections --------------------------------------------------------------------------------------------

    def _sections(self, source: Element) -> Element:
        """Nest the flat run of blocks by heading level; a box closes the sections its title's level closes.

        Only parts and boxes with a role carry a name: a name would make every section a landmark to step through.
        """
        root = Element("section")
        stack: list[tuple[int, Element]] = [(1, root)]
        for child in list(source):
            child.tail = "\n"
            if child.tag in HEADINGS and child.tag != "h1":
                level = int(child.tag[1])
                while stack[-1][0] >= level:
                    stack.pop()
                section = SubElement(stack[-1][1], "section")
                section.text = section.tail = "\n"
                stack.append((level, section))
            elif len(child) and child[0].tag in HEADINGS:
                level = max(2, int(child[0].tag[1]))
                while stack[-1][0] >= level:
                    stack.pop()
                if child.get("role"):
                    child.set("aria-labelledby", child[0].get("id", ""))
            stack[-1][1].append(child)
        return root
