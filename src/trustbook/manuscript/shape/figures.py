"""A picture alone becomes a figure with a caption.

In: paragraphs, list items and definitions that hold one picture, or a link that shows one, and no words. Out: `figure`
elements; what is marked decorative gets no caption: it says nothing. `parse` numbers figures through the book.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.marks import LINE, OF, line_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.shape.own_lines import caption_of, free_pictures, pictured
from trustbook.manuscript.trees import blank, descendants, in_line, parents, replace
from trustbook.words.typography import curl


def shape_figures(source: Element, context: Context) -> None:
    """Make figures of lone pictures, or put them into the one around them; say which captions nobody would see."""
    captioned: set[int] = set()  # pictures in a figure that has a caption of its own
    free_pictures(source)
    for parent, child in parents(source):
        if child.tag == "p" and (image := _lone_picture(child)) is not None:
            if parent.tag != "figure":
                replace(parent, child, _figure(image, line_of(child), context))
            elif parent.find("figcaption") is None:
                replace(parent, child, *_figure(image, line_of(child), context))
            else:
                image.tail = None
                replace(parent, child, image)
                captioned.add(id(pictured(image)))
        elif child.tag in ("li", "dd") and (image := _lone_picture(child)) is not None and caption_of(image):
            replace(child, image, _figure(image, line_of(child), context))
    shown = {id(image) for figure in source.iter("figure") for image in figure.iter("img")} - captioned
    for image in descendants(source, "img"):
        if lost := image.attrib.pop(OF, ""):
            hint = "the words in the brackets are the caption here; keep one of the two"
            place = context.places.of(image, lost)
            context.found.at(context.file, "I311", "nobody sees the second caption of a picture", place, hint)
        if caption_of(image) and id(image) not in shown and not image.get("alt") and not _decorative(image):
            image.set("alt", caption_of(image))  # in a line of words nothing else says what it shows
            image.attrib.pop("title", None)
            image[:] = []
        elif caption_of(image) and id(image) not in shown:
            where = "of a decorative picture" if _decorative(image) else "of a picture in a line of text"
            hint = "give the picture a paragraph of its own, or say it in the text"
            if id(image) in captioned:
                where, hint = "of a picture whose figure has one", "keep one of the two"
            place = context.places.of(image, caption_of(image))
            image[:] = []
            context.found.at(context.file, "I311", f"nobody sees the caption {where}", place, hint)


def _lone_picture(holder: Element) -> Element | None:
    """The picture of an element that holds it, perhaps lists or other blocks below it, and nothing else.

    A link counts as the picture that it shows where that has a caption.
    """
    first = next(iter(holder), None)
    image = pictured(first) if first is not None else None
    if first is None or image is None or not blank(holder.text) or (first is not image and not caption_of(image)):
        return None
    others = list(holder)[1:]
    if any(in_line(one) or one.tag == "br" or not blank(one.tail) for one in others) or not blank(first.tail):
        return None
    return first


def _decorative(image: Element) -> bool:
    return "decorative" in image.get("class", "").split()


def _figure(shown: Element, line: int, context: Context) -> Element:
    """The figure of a picture, or of a link that shows one."""
    image = shown if shown.tag == "img" else shown[0]
    shown.tail = None
    if _decorative(image):
        image[:] = []
        holder = Element("div", {"class": "decoration", LINE: str(line)})
        holder.append(shown)
        return holder
    caption, signs = image.attrib.pop("title", ""), image[:]
    image[:] = []
    figure = Element("figure", {LINE: str(line)})
    if name := image.attrib.pop("id", ""):
        figure.set("id", name)
    figure.append(shown)
    if signs:
        signs[0].tag = "figcaption"
        figure.append(signs[0])
    elif caption:
        SubElement(figure, "figcaption", {LINE: str(line)}).text = curl(caption, context.words.language)
    elif image.get("alt"):
        hint = 'write `![alt](file.svg "Caption")`, or `![Caption](file.svg){alt="what it shows"}`'
        place = context.places.of(image, image.get("src", ""))
        context.found.at(context.file, "I307", "the figure has no caption", place, hint)
    return figure
