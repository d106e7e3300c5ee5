"""Make fields of the signs that `dialect` found: space to write, scales, tick boxes.

In: paragraphs, list items and definitions that hold signs. Out: blocks with the mark of a field, the words before each
as its label, and tick boxes at the start of list items. Findings for signs that cannot be read, and for those that
stand where nobody could fill them in. Cells to fill are made in `fill_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.fields import Field, mark_field, space_words
from trustbook.manuscript.marks import LINE, OF, SAID, Role, line_of, mark, role_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.shape.field_signs import Sign, SignFault, read_sign
from trustbook.manuscript.trees import HEADINGS, blank, in_line, parents, replace, text_of
from trustbook.words import fill

_HOLDERS = ("p", "li", "dd")
_SPOKEN = {*_HOLDERS, *HEADINGS, "dt", "caption"}
_LITERAL = ("[x]", "[X]", "[]")  # words of the text, unless they stand where a tick box would


def shape_fields(source: Element, context: Context) -> None:
    """Shape the fields of a chapter, wherever they stand."""
    signs = dict(_signs(source, context))
    if not signs:
        return
    before = ""  # the words said last: they name a field that has no label
    for parent, child in parents(source):
        if child.tag in _HOLDERS and any(one in signs for one in child):
            before = _Holder(child, signs, before, context).shape(parent)
        elif child.tag in _SPOKEN:
            before = _name(child) or before


def _signs(source: Element, context: Context) -> Iterator[tuple[Element, Sign]]:
    """Each sign of a field as a block; tick boxes are finished here, and what is wrong becomes text again."""
    around = {child: parent for parent, child in parents(source)}
    for element in list(source.iter("span")):
        if role_of(element) is not Role.TYPED_FIELD:
            continue
        typed, parent = element.get(OF, ""), around[element]
        sign = read_sign(typed)
        tick = typed in ("[ ]", *_LITERAL)
        if tick and not _starts_item(element, parent, around):
            hint = "write `- [ ] words`, in a list; brackets that are meant as such stand behind backslashes: `\\[ ]`"
            sign = SignFault("a tick box stands at the start of a list item only", hint)
            if typed in _LITERAL and parent.tag != "p":
                _as_text(parent, element)
                continue
        elif parent.tag not in _HOLDERS:
            hint = (
                "give it a paragraph or a list item; empty cells of a table are for filling in below `Table: … {.fill}`"
            )
            sign = SignFault("nobody could fill this in where it stands", hint)
        elif tick and isinstance(sign, Sign):
            sign = _tick(element, parent, sign, around, context)
        if isinstance(sign, SignFault):
            context.found.at(context.file, "T505", sign.message, context.places.of(element, typed), sign.hint)
            _as_text(parent, element)
        elif not tick:
            yield element, sign


def _starts_item(element: Element, holder: Element, around: dict[Element, Element]) -> bool:
    """Whether an element is the first thing in a list item, or in its first paragraph."""
    if holder[0] is not element or not blank(holder.text):
        return False
    return holder.tag == "li" or (holder.tag == "p" and _starts_item(holder, around[holder], around))


def _tick(
    element: Element, holder: Element, sign: Sign, around: dict[Element, Element], context: Context
) -> Sign | SignFault:
    """Make a tick box; its words are its name."""
    name, words = _name(holder), context.words
    if not name or not (element.tail or "").startswith((" ", "\n")):
        return SignFault("no words follow this tick box", "write `- [ ] words`, with a space between")
    element.set("class", f"tick-box {sign.kind}")
    element.set("role", "img")
    element.set("aria-label", words.field_tick if sign.kind == "tick" else words.field_ticked)
    item = holder if holder.tag == "li" else around[holder]
    item.set("class", f"{item.get('class', '')} tick-item".lstrip())
    mark_field(element, Field(sign.kind, 0, name))
    return sign


def _as_text(parent: Element, element: Element) -> None:
    """Put what was typed in the place of its element."""
    position = list(parent).index(element)
    text = f"{element.get(OF, '')}{element.tail or ''}"
    if position:
        parent[position - 1].tail = f"{parent[position - 1].tail or ''}{text}"
    else:
        parent.text = f"{parent.text or ''}{text}"
    parent.remove(element)


def _name(element: Element) -> str:
    """The words of a block itself, as the name of what follows them."""
    own = Element("p")
    own.text = element.text
    for child in element:
        if not in_line(child) and child.tag != "br":
            break
        own.append(child)
    return text_of(own).rstrip(" :\u00a0\u202f")


class _Holder:
    """A paragraph, list item or definition whose words and signs become blocks."""

    def __init__(self, holder: Element, signs: dict[Element, Sign], before: str, context: Context) -> None:
        self.holder, self.signs, self.before, self.context = holder, signs, before, context
        self.blocks: list[Element] = []
        attributes = dict(holder.attrib) if holder.tag == "p" else {LINE: str(line_of(holder))}
        self.words = Element("p", attributes)
        self.words.text = holder.text

    def shape(self, parent: Element) -> str:
        """Put the blocks in place of the words and signs; the words said last."""
        last: Element | None = None  # the sign that no words have followed
        for child in list(self.holder):
            if child in self.signs:
                self._label()
                self._field(child, self.signs[child])
                self.words.text, child.tail = child.tail, None
                last = child
            elif in_line(child) or child.tag == "br":
                self.words.append(child)
            else:
                self._loose(last)
                self.blocks.append(child)
                self.words.text, child.tail, last = child.tail, None, None
        self._loose(last)
        if self.holder.tag == "p":
            self.blocks[-1].tail = self.holder.tail
            replace(parent, self.holder, *self.blocks)
        else:
            self.holder.text = None
            self.holder[:] = self.blocks
        return self.before

    def _label(self) -> None:
        """The words before a field are its label."""
        if name := _name(self.words):
            self.before = name
            self.words.set("class", f"{self.words.get('class', '')} field-label".lstrip())
            self.blocks.append(mark(self.words, Role.FIELD_LABEL))
        self.words = Element("p", {LINE: str(line_of(self.holder))})

    def _loose(self, sign: Element | None) -> None:
        """Words that no field follows; right behind a field they would be taken for its label."""
        if _name(self.words):
            self.before = _name(self.words)
            self.blocks.append(self.words)
            if sign is not None:
                place = self.context.places.of(sign, sign.get(OF, ""))
                hint = "end the paragraph here: leave an empty line before what follows"
                self.context.found.at(self.context.file, "T505", "words follow this space to write", place, hint)
        self.words = Element("p", {LINE: str(line_of(self.holder))})

    def _field(self, element: Element, sign: Sign) -> None:
        if sign.kind == "scale":
            self.blocks.append(self._scale(element, sign))
            return
        said = self.before or space_words(sign.kind, sign.size, self.context.words)
        block = Element("div", {"class": f"write write-{sign.kind}", LINE: str(line_of(element))})
        self.blocks.append(mark_field(block, Field(sign.kind, sign.size, said)))

    def _scale(self, element: Element, sign: Sign) -> Element:
        """The steps of a scale in a row, between the words for its ends."""
        low, high = element
        words = self.context.words
        said = {
            "name": self.before or words.field_scale,
            "first": sign.size, "last": sign.last, "low": text_of(low), "high": text_of(high),
        }  # fmt: skip
        scale = mark(Element("p", {"class": "scale", LINE: str(line_of(element))}), Role.SCALE)
        scale.set(SAID, str(said["name"]))
        steps = Element("span", {"class": "scale-steps"})
        for number in range(sign.size, sign.last + 1):
            step = SubElement(steps, "span", {"class": "scale-step"})
            step.text, step.tail = str(number), " "
            mark_field(step, Field("step", number, fill(words.field_step, number=number, **said)))
        steps[-1].tail, low.tail, steps.tail = None, " ", " "
        for end in (low, high):
            end.set("class", "scale-end")
        scale.extend([low, steps, high])
        return scale
