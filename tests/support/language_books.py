"""Small books in French and German, with one of every thing to which the builder adds words.

In: nothing. Out: the files of each book. No word in them is English, but for names that the languages share.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_CONFIG = """\
format = 1
[book]
title = "{title}"
subtitle = "{subtitle}"
slug = "{slug}"
language = "{language}"
identifier = "urn:example:{slug}--1"
version = "1.0"
date = 2026-11-01
publisher = "{publisher}"
description = "{title}"
rights = "{rights}"
[[people]]
name = "Zoé Müller"
[help]
country = "{country}"
[accessibility]
contact = "{publisher}"
[screen]
pdf-standard = "ua-2"
[[chapters]]
file = "hilfe.md"
role = "help"
[[chapters]]
role = "contents"
[[chapters]]
file = "01-eins.md"
[[chapters]]
file = "02-zwei.md"
[[chapters]]
file = "belege.md"
role = "evidence"
[[chapters]]
file = "glossar.md"
role = "glossary"
[[chapters]]
file = "liste.md"
role = "reading-list"
[[chapters]]
file = "zugang.md"
role = "accessibility"
[[chapters]]
file = "impressum.md"
role = "colophon"
"""

_LIST = """\
format = 1
[[entries]]
id = "studie"
kind = "study"
authors = "Lévy, A."
year = 2018
title = "{study}"
journal = "Revue X"
details = "1(2), 3-4"
doi = "10.1234/a--b"
[[entries]]
id = "verein"
kind = "organisation"
name = "{club}"
name-in-article = "{club} e. V."
about = "{about}"
url = "https://verein.example"
"""

_LINES = """\
format = 1
[countries.{country}]
name = "{name}"
[[lines]]
id = "hier"
country = "{country}"
kind = "crisis"
service = "{service}"
who = "{who}"
hours = "{hours}"
source = "https://hier.example"
verified_on = 2026-11-01
contacts = [
  {{ how = "call", to = "555 01 00" }},
  {{ how = "text", to = "555 01 01", say = "AB" }},
  {{ how = "text", to = "555 01 02" }},
  {{ how = "chat", to = "hier.example" }},
  {{ how = "web", to = "dort.example" }},
  {{ how = "email", to = "wir@hier.example" }},
]
[[lines]]
id = "dort"
country = "INT"
kind = "directory"
service = "{service}"
who = "{who}"
source = "https://dort.example"
verified_on = 2026-11-02
contacts = [{{ how = "web", to = "dort.example" }}]
"""

_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120">
<path d="M10 100 Q150 -40 290 100" fill="none" stroke="#1f3a4d" stroke-width="4"/></svg>
"""

FRENCH = {
    "book.toml": _CONFIG.format(
        title="Petits pas", subtitle="Pourquoi marcher ?", slug="petits-pas", language="fr-FR",
        publisher="Le cabinet", rights="Tous droits réservés", country="FR",
    ),
    "reading-list.toml": _LIST.format(study="Qui marche ?", club="Les Marcheurs", about="Une association."),
    "help-lines.toml": _LINES.format(
        country="FR", name="France", service="Une écoute", who="Pour tout le monde.", hours="Jour et nuit"
    ),
    "hilfe.md": '# Si vous avez besoin d\'aide\n\nVous pouvez "appeler" : quelqu\'un répond !\n',
    "01-eins.md": """\
# Marcher

!!! summary
    - Un pas suffit.

Les gens disent "c'est bon" ; qui le sait ? [@verein][^lent]
Beaucoup a été perdu [@perdu], et plus encore [@jamais; @verein].
Encore une fois [@verein], et une fois de plus [@verein]. Déjà dit.[^lent]

[^lent]: Le mot *lent* est le leur.

## A. Les premiers pas

![Deux chemins se croisent.](images/weg.svg "Les chemins se croisent")

Tableau : Où sont les choses

| Lieu | Chose |
|---|---|
| Ici | Un banc |

!!! try
    Faites un pas.

!!! note
    Un pas est un pas.

Voir [le repos](02-zwei.md) à 12:30, ou [le mot](glossar.md#term-pas).

!!! questions
    - Où aller ?
""",
    "02-zwei.md": "# Se reposer\n\nLes bancs aident [@studie]. Avec l'ONU.\n\n*[ONU]: Nations unies\n",
    "belege.md": """\
# Les preuves

## Perdues

### Marcher fait du bien {#perdu .source-lost}

Solidité
:   Peu [@studie].

### Marcher plaît {#jamais .source-unnamed}

Solidité
:   Aucune.
""",
    "glossar.md": "# Les mots\n\npas\n:   Un pied, puis l'autre.\n",
    "liste.md": "# Les sources\n\nVoici les noms.\n",
    "zugang.md": "# Un livre pour tous\n\nOn peut l'écouter.\n",
    "impressum.md": "# Ce livre\n\nFait avec soin.\n",
    "images/weg.svg": _DRAWING,
}  # fmt: skip

GERMAN = {
    "book.toml": _CONFIG.format(
        title="Kleine Schritte", subtitle="Warum gehen?", slug="kleine-schritte", language="de",
        publisher="Die Praxis", rights="Alle Rechte vorbehalten", country="DE",
    ),
    "reading-list.toml": _LIST.format(study="Wer geht?", club="Die Wanderer", about="Ein Verein."),
    "help-lines.toml": _LINES.format(
        country="DE", name="Deutschland", service="Jemand, der zuhört", who="Für alle.", hours="Tag und Nacht"
    ),
    "hilfe.md": '# Wenn Sie Hilfe brauchen\n\nSie können "anrufen": Jemand hört zu!\n',
    "01-eins.md": """\
# Gehen

!!! summary
    - Ein Schritt genügt.

Viele sagen "es geht"; wer weiß es? [@verein][^langsam]
Vieles ging verloren [@verloren], anderes auch [@nie; @verein].
Noch einmal [@verein], und noch einmal [@verein]. Schon gesagt.[^langsam]

[^langsam]: Das Wort *langsam* ist von ihnen.

## A. Die ersten Schritte

![Zwei Wege treffen sich.](images/weg.svg "Wege treffen sich")

Tabelle: Was wo steht

| Ort | Ding |
|---|---|
| Hier | Eine Bank |

!!! try
    Gehen Sie --- langsam --- einen Schritt.

!!! note
    Ein Schritt ist ein Schritt.

Siehe [das Ausruhen](02-zwei.md) um 12:30 oder [das Wort](glossar.md#term-schritt).

!!! questions
    - Wohin?
""",
    "02-zwei.md": "# Ausruhen\n\nBänke helfen [@studie]. Auch der ZVB.\n\n*[ZVB]: Zentralverein der Bänke\n",
    "belege.md": """\
# Die Belege

## Verlorene

### Gehen tut gut {#verloren .source-lost}

Wie sicher
:   Wenig [@studie].

### Gehen macht Freude {#nie .source-unnamed}

Wie sicher
:   Gar nicht.
""",
    "glossar.md": "# Wörter\n\nSchritt\n:   Ein Fuß, dann der andere.\n",
    "liste.md": "# Quellen\n\nDas sind die Namen.\n",
    "zugang.md": "# Ein Buch für alle\n\nMan kann es hören.\n",
    "impressum.md": "# Dieses Buch\n\nMit Sorgfalt gemacht.\n",
    "images/weg.svg": _DRAWING,
}  # fmt: skip


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a book into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder
