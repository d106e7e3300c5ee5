"""What the structure tree says of each construct: HTML, and the outline of its tags."""

from __future__ import annotations

from tagged_pages import DOT

CONSTRUCTS = {
    "a paragraph": (
        "<p>Trust grows slowly, a small step at a time, in each talk that goes well,\nand in those that do not.</p>",
        "P “Trust grows slowly, a small step at a time, in each talk that goes well, and in those that do not.”",
    ),
    "headings in sections": (
        """<section><h1>A heading that is long enough to be torn</h1><section><h2>Under it</h2><p>Text</p></section>
        </section><section role="doc-part"><h1>Part</h1></section>""",
        """
        Sect
          H1 “A heading that is long enough to be torn”
          Sect
            H2 “Under it”
            P “Text”
        Part
          H1 “Part”
        """,
    ),
    "text outside paragraphs": (
        "<div>Loose text <b>and bold</b> text<p>A paragraph</p>loose again</div><blockquote>Quoted</blockquote>",
        """
        P “Loose text and bold text”
        P “A paragraph”
        P “loose again”
        BlockQuote
          P “Quoted”
        """,
    ),
    "an aside": ("<aside><p>Try this at home</p></aside>", "Aside\n  P “Try this at home”"),
    "asides and quotes in others": (
        "<aside><p>Outer</p><aside><p>Inner</p></aside><div lang=fr><aside><p>Interne</p></aside></div><ul>"
        "<li>Item<aside><p>In it</p></aside></li></ul></aside><blockquote><aside><p>Quoted</p></aside></blockquote>"
        "<table><tr><th>Head</th></tr><tr><td><aside><p>Boxed</p></aside><blockquote>Said</blockquote></td></tr></table>",
        """
        Aside
          P “Outer”
          Sect
            P “Inner”
          Div [fr]
            Aside
              P “Interne”
          L [Disc]
            LI
              Lbl “•”
              LBody
                “Item”
                Aside
                  P “In it”
        BlockQuote
          Sect
            P “Quoted”
        Table
          TBody
            TR
              TH [Column] “Head”
            TR
              TD
                Sect
                  P “Boxed”
                Sect
                  P “Said”
        """,
    ),
    "nested lists": (
        """<ul><li>First item goes over more than a line
        <ul style="list-style-type: disc"><li>Nested</li><li><p>Two</p></li></ul>and on</li></ul>
        <ol style="list-style-type: lower-alpha"><li>One</li><li>Two</li></ol><ul style="list-style: none">
        <li>Plain</li></ul>""",
        """
        L [Disc]
          LI
            Lbl “•”
            LBody
              “First item goes over more than a line”
              L [Disc]
                LI
                  Lbl “•”
                  LBody “Nested”
                LI
                  Lbl “•”
                  LBody
                    P “Two”
              “and on”
        L [LowerAlpha]
          LI
            Lbl “a.”
            LBody “One”
          LI
            Lbl “b.”
            LBody “Two”
        L [None]
          LI
            LBody “Plain”
        """,
    ),
    "a definition list": (
        """<dl><dt>Trust</dt><dd>To feel safe with someone, also when it is hard</dd><dt>Two</dt><dt>Terms</dt>
        <dd>One</dd><dd>Two</dd><div><dt>Grouped</dt><dd>Yes</dd></div></dl>""",
        """
        L [None]
          LI
            Lbl “Trust”
            LBody “To feel safe with someone, also when it is hard”
          LI
            Lbl “Two”
            Lbl “Terms”
            LBody “One”
            LBody “Two”
          LI
            Lbl “Grouped”
            LBody “Yes”
        """,
    ),
    "a table": (
        """<table><caption>What helps and what does not</caption><thead><tr><th>Who</th><th>What</th></tr></thead>
        <tbody><tr><th>Client</th><td>Asks</td></tr><tr><th>Trainer</th><td>Shows how it is done</td></tr>
        <tr><th scope="row">All</th><td></td></tr><tr><td colspan="2">Both<br>of them</td></tr></tbody></table>""",
        """
        Table
          Caption “What helps and what does not”
          THead
            TR
              TH [Column] “Who”
              TH [Column] “What”
          TBody
            TR
              TH [Row] “Client”
              TD “Asks”
            TR
              TH [Row] “Trainer”
              TD “Shows how it is done”
            TR
              TH [Row] “All”
              TD
            TR
              TD [2] “Both of them”
        """,
    ),
    "a table of rows": (
        '<table><tr><td rowspan="2">A</td><td>B</td></tr><tr><td>C</td></tr></table>',
        """
        Table
          TBody
            TR
              TD [2] “A”
              TD “B”
            TR
              TD “C”
        """,
    ),
    "a figure": (
        f"""<figure><p><img alt="A black box" src="{DOT}"></p><figcaption>The caption of the picture</figcaption>
        </figure>""",
        "Figure [A black box]\n  Caption “The caption of the picture”",
    ),
    "pictures": (
        f'<p>Look: <img alt="A box" src="{DOT}"> here<img alt="" src="{DOT}">.</p>'
        '<svg width="9" height="9" aria-label="A dot"><rect width="9" height="9"/></svg>',
        """
        P
          “Look:”
          Figure [A box]
          “here.”
        P
          Figure [A dot]
        """,
    ),
    "words with a meaning": (
        """<p>Be <em>very</em> <strong>sure
        of it</strong>: <code>x = 1</code>, <q>so be it</q>, <span>no more</span>. The <abbr title="World Health
        Organization">WHO</abbr> is the <abbr title="World Health
        Organization">WHO</abbr>.</p>""",
        """
        P
          “Be”
          Em “very”
          Strong “sure of it”
          “:”
          Code “x = 1”
          “,”
          Quote ““so be it””
          “, no more. The”
          Span [World Health Organization] “WHO”
          “is the WHO.”
        """,
    ),
    "code": (
        "<pre><code>first line\n  second</code></pre>",
        "P\n  Code “first line  second”",
    ),
    "languages": (
        """<p>In <span lang="fr">mots français</span> or <em lang="en">English</em></p><div lang="de"><p>Deutsch
        <span lang="en">and English</span></p></div>""",
        """
        P
          “In”
          Span [fr] “mots français”
          “or”
          Em “English”
        Div [de]
          P
            “Deutsch”
            Span [en] “and English”
        """,
    ),
    "a table of contents": (
        """<nav role="doc-toc"><ol style="list-style: none"><li><a href="#c">A chapter</a><ol style="list-style: none">
        <li><a href="#d">Its section with a longer name</a></li></ol></li></ol></nav><h1 id="c">C</h1>
        <h2 id="d">D</h2>""",
        """
        TOC
          TOCI
            Reference
              Link “A chapter”
            TOC
              TOCI
                Reference
                  Link “Its section with a longer name”
        H1 “C”
        H2 “D”
        """,
    ),
    "notes": (
        """<p id="p">Said<sup><a id="r" role="doc-noteref" href="#n" aria-label="Note 1">1</a></sup> before.</p>
        <section role="doc-endnotes"><h1>Notes</h1><ol><li id="n">Who said it, and where
        <a role="doc-backlink" href="#r">Back to note 1</a></li><li><p>Two</p></li></ol></section>""",
        """
        P
          “Said”
          Reference
            Link “1”
          “before.”
        Sect
          H1 “Notes”
          L [Decimal]
            LI
              LBody
                Note [n]
                  Lbl “1.”
                  “Who said it, and where”
                  Link “Back to note 1”
            LI
              LBody
                Note [note]
                  Lbl “2.”
                  P “Two”
        """,
    ),
    "footnotes at the foot of a page": (
        '<p>Said<span style="float: footnote">Who said <em>it</em></span> before, and again after.</p>',
        """
        P
          “Said”
          Reference “1”
          Note [note]
            Lbl “1.”
            “Who said”
            Em “it”
          “before, and again after.”
        """,
    ),
    "what the author says": (
        """<div data-pdf="Part"><p data-pdf="H3">A heading</p></div><p data-pdf="Artifact">Not read</p>
        <section data-pdf="none"><p>Read</p></section><ol data-pdf="TOC"><li>Entry</li></ol>
        <p aria-hidden="true">Not read</p>""",
        """
        Part
          H3 “A heading”
        P “Read”
        TOC
          TOCI
            Lbl “1.”
            “Entry”
        """,
    ),
    "lines without spaces between them": (
        """<p>Well-known and<br>broken,<span style="display: block">in a block</span></p><p style="overflow-wrap:
        anywhere">example.org/long/address/of/some/page and on</p><p>A thera&shy;peutic re&shy;lation&shy;ship</p>
        <p style="text-transform: uppercase">Große Worte<em> in</em> <em>italics</em> too</p>""",
        """
        P “Well-known and broken, in a block”
        P “example.org/long/address/of/some/page and on”
        P “A therapeutic relationship”
        P
          “GROSSE WORTE”
          Em “IN”
          Em “ITALICS”
          “TOO”
        """,
    ),
    "content out of its place": (
        """<p>Before <span style="float: right">floated</span> after the float, and more of it</p>
        <div style="columns: 2"><p>Two columns with text that needs both of them</p></div>
        <p style="position: fixed; top: 0; margin: 0">Everywhere</p><p style="opacity: .5">Half seen in the mist</p>""",
        """
        P “Before floated after the float, and more of it”
        P “Two columns with text that needs both of them”
        P “Everywhere”
        P “Half seen in the mist”
        """,
    ),
}
