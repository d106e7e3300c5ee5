"""Number notes in the order of their calls, link call and note both ways, gather them at the end.

In: calls and the list of notes as `dialect` left them. Out: `doc-noteref` links and a `doc-endnotes` section
(DPUB-ARIA 1.1). Notes that nothing calls are left out; `dialect` has reported them.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.marks import LINE, OF, Role, line_of, mark, role_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import parents, replace
from trustbook.words import fill


def shape_notes(source: Element, context: Context) -> None:
    """Number and link the notes of a chapter; their section becomes its last block."""
    section = next((child for child in source if role_of(child) is Role.NOTES), None)
    if section is None:
        return
    items = {item.get(OF, ""): item for item in section[0]}
    numbers: dict[str, tuple[int, str]] = {}  # name → number and id of the note
    calls: dict[str, list[str]] = {}  # name → ids of its calls
    for parent, child in parents(source):
        if role_of(child) is Role.CALL and (name := child.get(OF, "")) in items:
            if name not in numbers:
                numbers[name] = len(numbers) + 1, context.ids.make(f"{context.key}-note-{len(numbers) + 1}")
            replace(parent, child, _call(child, *numbers[name], calls.setdefault(name, []), context))
    source.remove(section)
    if not numbers:
        return
    section.set("role", "doc-endnotes")
    heading = Element("h2", {"class": "box-title", LINE: str(line_of(section))})
    heading.text = context.words.notes
    section.insert(0, mark(heading, Role.BOX_TITLE))
    section[1][:] = [items[name] for name in numbers]
    for name, (number, identifier) in numbers.items():
        items[name].set("id", identifier)
        _link_back(items[name], number, calls[name], context)
    source.append(section)


def _call(holder: Element, number: int, note: str, calls: list[str], context: Context) -> Element:
    identifier = context.ids.make(f"{context.key}-call-{number}" + (f"-{len(calls) + 1}" if calls else ""))
    calls.append(identifier)
    call = Element("a", {
        "class": "noteref", "role": "doc-noteref", "id": identifier, "href": f"#{note}",
        "aria-label": fill(context.words.note_number, number=number), LINE: str(line_of(holder)),
    })  # fmt: skip
    call.text = str(number)
    call.tail = holder.tail
    return mark(call, Role.CALL)


def _link_back(item: Element, number: int, calls: list[str], context: Context) -> None:
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    if len(last):
        last[-1].tail = f"{last[-1].tail or ''} "
    else:
        last.text = f"{last.text or ''} "
    for count, call in enumerate(calls, 1):
        link = mark(SubElement(last, "a", {"role": "doc-backlink", "href": f"#{call}"}), Role.BACK)
        phrase = context.words.back_to_note if count == 1 else context.words.back_to_note_again
        link.text = fill(phrase, number=number, count=count)
        link.tail = " " if count < len(calls) else None
