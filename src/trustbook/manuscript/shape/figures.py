"""A picture alone becomes a figure with a caption.

In: paragraphs, list items and definitions that hold one picture and no words. Out: `figure` elements; what is marked
decorative gets no caption: it says nothing. `parse` numbers figures, which run through the book.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.marks import LINE, line_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import blank, descendants, in_line, parents, replace, text_of
from trustbook.words.typography import curl


def shape_figures(source: Element, context: Context) -> None:
    """Make figures of lone pictures, or put them into the one around them; say which captions nobody would see."""
    captioned: set[int] = set()  # pictures in a figure that has a caption of its own
    for parent, child in parents(source):
        if child.tag == "p" and (image := _lone_picture(child)) is not None:
            if parent.tag != "figure":
                replace(parent, child, _figure(image, line_of(child), context))
            elif parent.find("figcaption") is None:
                replace(parent, child, *_figure(image, line_of(child), context))
            else:
                image.tail = None
                replace(parent, child, image)
                captioned.add(id(image))
        elif child.tag in ("li", "dd") and (image := _lone_picture(child)) is not None and _caption(image):
            replace(child, image, _figure(image, line_of(child), context))
    shown = {id(image) for figure in source.iter("figure") for image in figure.iter("img")} - captioned
    for image in descendants(source, "img"):
        if _caption(image) and id(image) not in shown:
            where = "of a decorative picture" if _decorative(image) else "of a picture in a line of text"
            hint = "give the picture a paragraph of its own, or say it in the text"
            if id(image) in captioned:
                where, hint = "of a picture whose figure has one", "keep one of the two"
            place = context.places.of(image, _caption(image))
            image[:] = []
            context.found.at(context.file, "I311", f"nobody sees the caption {where}", place, hint)


def _lone_picture(holder: Element) -> Element | None:
    """The picture of an element that holds it, perhaps lists or other blocks below it, and nothing else."""
    image = next(iter(holder), None)
    if image is None or image.tag != "img" or not blank(holder.text):
        return None
    others = list(holder)[1:]
    if any(in_line(one) or one.tag == "br" or not blank(one.tail) for one in others) or not blank(image.tail):
        return None
    return image


def _caption(image: Element) -> str:
    """The words of a picture's caption, which stands in it where it holds signs."""
    return text_of(image) or image.get("title", "")


def _decorative(image: Element) -> bool:
    return "decorative" in image.get("class", "").split()


def _figure(image: Element, line: int, context: Context) -> Element:
    image.tail = None
    if _decorative(image):
        image[:] = []
        holder = Element("div", {"class": "decoration", LINE: str(line)})
        holder.append(image)
        return holder
    caption, signs = image.attrib.pop("title", ""), image[:]
    image[:] = []
    figure = Element("figure", {LINE: str(line)})
    figure.append(image)
    if signs:
        signs[0].tag = "figcaption"
        figure.append(signs[0])
    elif caption:
        SubElement(figure, "figcaption", {LINE: str(line)}).text = curl(caption, context.words.language)
    elif image.get("alt"):
        hint = 'write it behind the file: `![alt](file.svg "Caption")`'
        place = context.places.of(image, image.get("src", ""))
        context.found.at(context.file, "I307", "the figure has no caption", place, hint)
    return figure
