"""Codes of links and notes: L."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "L101",
        "error",
        summary="a link to a file that is not in the book",
        why="Readers who follow it get an error from their e-reader, or nothing at all.",
        clause="",
        bad="See [the next chapter](02-hop.md).",
        good="See [the next chapter](02-hope.md).",
    ),
    Code(
        "L102",
        "error",
        summary="a link to an anchor that does not exist",
        why="The link does nothing, or it leads to the top of the wrong page, where readers search in vain.",
        clause="",
        bad="See [what helps](02-hope.md#what-help).",
        good="See [what helps](02-hope.md#what-helps).",
    ),
    Code(
        "L103",
        "error",
        summary="a note that is not defined",
        why="The mark would stand in the text as it was typed, and what the author had to add would be missing.",
        clause="",
        bad="Trust takes time.[^time]",
        good="Trust takes time.[^time]\n\n[^time]: Often months.",
    ),
    Code(
        "L104",
        "warning",
        summary="a note that nothing calls",
        why="No reader will ever see the note, so the author's words are lost without a word.",
        clause="",
        bad="Trust takes time.\n\n[^time]: Often months.",
        good="Trust takes time.[^time]\n\n[^time]: Often months.",
    ),
    Code(
        "L105",
        "warning",
        summary="link text that says nothing",
        why="People who list all links of a page hear only the links' words, and ten times `here` tells them nothing.",
        clause="WCAG 2.2, 2.4.4",
        bad="For help lines see [here](help.md).",
        good="See the [help lines](help.md).",
    ),
    Code(
        "L106",
        "error",
        summary="a kind of link that is not allowed",
        why="Such a link can run a program or open a file on a reader's device, or does nothing on most of them.",
        clause="",
        bad="[Start](javascript:start)",
        good="[Start](https://example.org/start)",
    ),
    Code(
        "L107",
        "error",
        summary="an address that nothing can open",
        why="Shops refuse an e-book for one address with a fault, and readers who follow it get nowhere.",
        clause="EPUB 3.3, 3.1; WHATWG URL; RFC 3966, 6068",
        bad="Write to [the clinic](mailto:clinic).",
        good="Write to [the clinic](mailto:clinic@example.org).",
    ),
    Code(
        "L108",
        "warning",
        summary="a link whose label is not defined",
        why="It is printed with its brackets, as it was typed, and leads nowhere.",
        clause="CommonMark 0.31, 6.3",
        bad="Ask [the clinic][web].",
        good="Ask [the clinic][web].\n\n[web]: https://example.org/start",
    ),
)
