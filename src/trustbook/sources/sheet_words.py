"""The words of CSS that a book's own sheet may use: properties, rules, functions, and where text may stand.

In: nothing. Out: sets of names in small letters. What is not here is refused, so a new word of CSS is added here once
somebody has looked at what it can do.
"""

from __future__ import annotations

PROPERTIES = frozenset(
    """
all accent-color align-content align-items align-self appearance aspect-ratio background background-attachment
background-clip background-color background-image background-origin background-position background-repeat
background-size bleed bleed-bottom bleed-left bleed-right bleed-top block-ellipsis block-size bookmark-label
bookmark-level bookmark-state border border-block border-block-color border-block-end border-block-end-color
border-block-end-style border-block-end-width border-block-start border-block-start-color border-block-start-style
border-block-start-width border-block-style border-block-width border-bottom border-bottom-color
border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width border-collapse
border-color border-end-end-radius border-end-start-radius border-inline border-inline-color border-inline-end
border-inline-end-color border-inline-end-style border-inline-end-width border-inline-start border-inline-start-color
border-inline-start-style border-inline-start-width border-inline-style border-inline-width border-left
border-left-color border-left-style border-left-width border-radius border-right border-right-color border-right-style
border-right-width border-spacing border-start-end-radius border-start-start-radius border-style border-top
border-top-color border-top-left-radius border-top-right-radius border-top-style border-top-width border-width bottom
box-decoration-break box-shadow box-sizing break-after break-before break-inside caption-side clear color
color-adjust color-scheme column-count column-fill column-gap column-rule column-rule-color column-rule-style
column-rule-width column-span column-width columns container-name container-type content
continue counter-increment counter-reset counter-set cursor direction display empty-cells fill flex flex-basis
flex-direction flex-flow flex-grow flex-shrink flex-wrap float font
font-family font-feature-settings font-kerning font-language-override font-optical-sizing font-size font-size-adjust
font-stretch font-style font-synthesis font-variant font-variant-alternates font-variant-caps font-variant-east-asian
font-variant-ligatures font-variant-numeric font-variant-position font-variation-settings font-weight footnote-display
footnote-policy forced-color-adjust gap grid grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column
grid-column-end grid-column-gap grid-column-start grid-gap grid-row grid-row-end grid-row-gap grid-row-start
grid-template grid-template-areas grid-template-columns grid-template-rows hanging-punctuation height
hyphenate-character hyphenate-limit-after hyphenate-limit-before hyphenate-limit-chars hyphenate-limit-last
hyphenate-limit-lines hyphenate-limit-zone hyphens image-orientation image-rendering
image-resolution initial-letter inline-size inset inset-block inset-block-end inset-block-start inset-inline
inset-inline-end inset-inline-start isolation justify-content justify-items justify-self left letter-spacing line-break
line-clamp line-height list-style list-style-position list-style-type margin margin-block margin-block-end
margin-block-start margin-bottom margin-break margin-inline margin-inline-end margin-inline-start margin-left
margin-right margin-top marks max-block-size max-height max-inline-size max-lines max-width min-block-size min-height
min-inline-size min-width mix-blend-mode object-fit object-position opacity order orphans outline outline-color
outline-offset outline-style outline-width overflow overflow-wrap padding padding-block padding-block-end
padding-block-start padding-bottom padding-inline padding-inline-end padding-inline-start padding-left padding-right
padding-top page page-break-after page-break-before page-break-inside place-content place-items place-self position
print-color-adjust quotes right rotate row-gap ruby-align ruby-position scale size speak speak-as string-set stroke
stroke-width tab-size table-layout text-align text-align-all text-align-last text-combine-upright text-decoration
text-decoration-color text-decoration-line text-decoration-skip-ink text-decoration-style text-decoration-thickness
text-emphasis text-emphasis-color text-emphasis-position text-emphasis-style text-indent text-orientation text-overflow
text-shadow text-size-adjust text-transform text-underline-offset text-underline-position text-wrap text-wrap-style top
transform transform-origin translate unicode-bidi vertical-align visibility white-space widows width word-break
word-spacing word-wrap writing-mode z-index
""".split()
)
PREFIXES = ("-epub-", "-webkit-", "-moz-", "-ms-", "-o-")  # older names of the same

RULES = frozenset("charset container layer media page property supports".split())
MARGINS = frozenset(
    """
top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left bottom-center
bottom-right bottom-right-corner left-top left-middle left-bottom right-top right-middle right-bottom footnote
""".split()
)
FUNCTIONS = frozenset(
    """
attr calc clamp color conic-gradient content counter counters device-cmyk element fit-content hsl hsla hwb lab lch
leader linear-gradient matrix max min minmax oklab oklch radial-gradient repeat rgb rgba rotate round running scale
scalex scaley skew skewx skewy string symbols target-counter target-counters target-text translate translatex
translatey var
""".split()
)
SELECTORS = frozenset("dir has is lang not nth nth-child nth-last-child nth-last-of-type nth-of-type where".split())

# What would fetch something, or name where to: said in words of its own.
LOADING_RULES = frozenset({"font-face", "import", "namespace"})
LOADING = frozenset({"cross-fade", "-webkit-image-set", "image", "image-set", "src", "url"})

# Where words in quotes are shown, or name a font. Elsewhere only an address could be in quotes.
TEXTS = frozenset(
    """
block-ellipsis bookmark-label content font font-family font-feature-settings font-language-override
font-variation-settings grid grid-template grid-template-areas hyphenate-character list-style list-style-type quotes
string-set syntax text-align text-align-all text-emphasis text-emphasis-style text-overflow
""".split()
)
