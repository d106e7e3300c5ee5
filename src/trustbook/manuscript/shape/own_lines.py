"""A picture with a caption that stands in a line of its own, among lines of words or beside another picture.

In: paragraphs, items, definitions and cells. Out: the same, with a paragraph of its own for each such picture, which
`figures` then makes a figure of. Pictures without a caption stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import LINE, line_of
from trustbook.manuscript.trees import blank, parents, replace, text_of

_Line = list[str | Element]


def free_pictures(source: Element) -> None:
    """Give pictures with captions paragraphs of their own, where nothing else stands in their line."""
    for parent, child in parents(source):
        if child.tag == "p" and any(map(_captioned, child)):
            replace(parent, child, *_paragraphs(child))
        elif child.tag in ("li", "dd", "td") and any(map(_captioned, child)) and _holds_pictures_only(child):
            pictures = [_paragraph(child, [one]) for one in child]
            child.text, child[:] = None, pictures


def pictured(element: Element) -> Element | None:
    """The picture that an element is, or that a link shows and nothing else."""
    if element.tag == "img":
        return element
    if element.tag == "a" and len(element) == 1 and element[0].tag == "img":
        return element[0] if blank(element.text) and blank(element[0].tail) else None
    return None


def caption_of(image: Element) -> str:
    """The words of a picture's caption, which stands in it where it holds signs."""
    return text_of(image) or image.get("title", "")


def _captioned(element: Element) -> bool:
    image = pictured(element)
    return image is not None and caption_of(image) != "" and "decorative" not in image.get("class", "").split()


def _holds_pictures_only(holder: Element) -> bool:
    return blank(holder.text) and all(_captioned(one) and blank(one.tail) for one in holder)


def _paragraphs(paragraph: Element) -> list[Element]:
    """A paragraph in as many as its pictures make of it."""
    made, words = list[Element](), _Line()
    for line in _lines(paragraph):
        pictures = _pictures(line)
        if not pictures:
            words += line
            continue
        made += [*_words(paragraph, words), *(_paragraph(paragraph, [one]) for one in pictures)]
        words = []
    if not made:
        return [paragraph]
    made += _words(paragraph, words)
    made[0].attrib.update(paragraph.attrib)
    made[-1].tail = paragraph.tail
    return made


def _lines(paragraph: Element) -> Iterator[_Line]:
    """What stands in each line of a paragraph as it was typed, with its end: words and elements."""
    line = _Line()
    for piece in (paragraph.text, *(part for child in paragraph for part in (child, child.tail))):
        if isinstance(piece, Element):
            line.append(piece)
            continue
        *ended, last = (piece or "").split("\n")
        for words in ended:
            yield [*line, f"{words}\n"]
            line = []
        line.append(last)
    yield line


def _pictures(line: _Line) -> list[Element]:
    """The pictures of a line that holds nothing but such as have captions."""
    shown = [one for one in line if not _space(one)]
    pictures = [one for one in shown if isinstance(one, Element) and _captioned(one)]
    return pictures if len(pictures) == len(shown) else []


def _words(paragraph: Element, content: _Line) -> list[Element]:
    """A paragraph for lines of words, without the breaks around them; none where there are no words."""
    while content and _space(content[-1]):
        content = content[:-1]
    while content and _space(content[0]):
        content = content[1:]
    if content and isinstance(content[-1], str):
        content = [*content[:-1], content[-1].rstrip()]
    return [_paragraph(paragraph, content)] if content else []


def _space(piece: str | Element) -> bool:
    return piece.tag == "br" if isinstance(piece, Element) else blank(piece)


def _paragraph(holder: Element, content: _Line) -> Element:
    made = Element("p", {LINE: str(line_of(holder))})
    last: Element | None = None
    for piece in content:
        if isinstance(piece, Element):
            piece.tail = None
            made.append(piece)
            last = piece
        elif last is None:
            made.text = (made.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
    return made
