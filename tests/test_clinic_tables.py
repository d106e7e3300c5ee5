"""Tables of clinics: read as offices write them, and every fault told at its row and column."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from trustbook.sources.clinic_lists import ClinicList, Listed, list_clinics
from trustbook.sources.clinic_rows import KEYS, plain_name

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20h-40z" fill="#1d4f5c"/></svg>'
HEADINGS = "name,country,telephone"


def listed(folder: Path, text: str | bytes, name: str = "clinics.csv") -> ClinicList:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return list_clinics(folder / name, folder)


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def told(clinics: ClinicList | Listed) -> list[str]:
    return [f"{one.place} {one.code} {one.message}" for one in clinics.findings]


def only(clinics: ClinicList) -> Listed:
    assert told(clinics) == []
    [one] = clinics.clinics()
    return one


# -- as offices write them -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Name,Country,Opening Hours,E-Mail,Crisis line: number,crisis-line.service\n{}",
        "NAME;COUNTRY;opening_hours;email;crisis line number;Crisis Line Service\n{}",
        "name\tcountry\topening-hours\te mail\tCrisisLine.Number\tcrisis-line-service\n{}",
        "sep=;\nname;country;opening-hours;email;crisis-line.number;crisis-line.service\n{}",
    ],
    ids=["commas", "semicolons", "tabs", "sep"],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_a_table_is_read_as_spreadsheets_write_it(mark: bytes, ends: str, text: str, tmp_path: Path) -> None:
    sign = next(one for one in "\t;," if one in text.splitlines()[-2])
    row = sign.join(['"Riverside, ""the"" Clinic; R"', "GB", '"Mon\nTue"', "a@example.org", "01632 960002", "Line"])
    one = only(listed(tmp_path, mark + text.format(row).replace("\n", ends).encode()))
    assert told(one) == []
    assert one.copied is not None
    clinic = one.copied.clinic
    assert (one.name, clinic.name) == ("riverside-the-clinic-r", 'Riverside, "the" Clinic; R')
    assert (clinic.opening_hours, clinic.email, clinic.crisis_href) == (
        "Mon\nTue",
        "a@example.org",
        "tel:+441632960002",
    )


def test_a_workbook_says_what_a_csv_file_says(tmp_path: Path) -> None:
    rows = [["Name", "Country", "Telephone", "Editions"], ["Hill Street", "GB", "01632 960001", "epub, screen"]]
    sheet = only(listed(tmp_path, workbook(rows), "clinics.xlsx"))
    text = only(listed(tmp_path, "\n".join(";".join(row) for row in rows)))
    assert sheet.copied is not None
    assert text.copied is not None
    assert (sheet.name, sheet.copied.clinic) == (text.name, text.copied.clinic)


def test_every_key_of_a_clinics_file_is_a_column() -> None:
    assert {"name", "country", "logo", "welcome", "crisis-line.number", "crisis-line.hours", "folder"} <= set(KEYS)
    assert "format" not in KEYS


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    clinics = listed(tmp_path, f"{HEADINGS}\n,,\n\nA,GB,\n,,\nB,GB,\n")
    assert clinics.count == 2
    assert [one.where for one in clinics.clinics()] == ["row 4", "row 6"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("St Mary's Clinic", "st-marys-clinic"),
        ("Praxis Größe & Söhne", "praxis-grosse-sohne"),
        ("  Łódź  ", "lodz"),
        ("Клиника", ""),
    ],
)
def test_a_folder_is_named_after_the_clinic(title: str, name: str) -> None:
    assert plain_name(title) == name


def test_a_logo_lies_beside_the_table(tmp_path: Path) -> None:
    (tmp_path / "riverside.svg").write_text(LOGO)
    one = only(listed(tmp_path, "name,country,logo,logo alt\nRiverside,GB,riverside.svg,A field\n"))
    assert one.copied is not None
    assert one.copied.logo is not None
    assert (one.copied.logo.path, one.copied.logo.data) == ("clinics/riverside.svg", LOGO.encode())


# -- faults of a cell ----------------------------------------------------------------------------------------

LONG = "x" * 200
FAULTS = {
    "markup": ("<b>A</b>,GB,", "2:1 C205 row 2, column name: `<b>` would be seen as it is typed"),
    "an entity": ("A &amp; B,GB,", "2:1 C205 row 2, column name: `&amp;`"),
    "script": ("<script>alert(1)</script>,GB,", "2:1 C205"),
    "a formula": ("=1+1,GB,", "2:1 C204 row 2, column name: the cell holds a formula"),
    "a command": ("A,GB,+cmd|' /C calc'!A0", "2:6 C204 row 2, column telephone"),
    "a call": ("@SUM(A1),GB,", "2:1 C204"),
    "a control character": ("A\x07,GB,", "2:1 F104 row 2, column name: `name`: the character U+0007"),
    "text that turns round": ("A\u202eB,GB,", "2:1 F104 row 2, column name: `name`: the character U+202E"),
    "a zero-width mark": ("A\ufeffB,GB,", "2:1 F104"),
    "no name": (",GB,01632 960001", "2:1 F104 row 2, column name: `name` is missing"),
    "no country": ("A,,", "2:3 F104 row 2, column country: `country` is missing"),
    "a country that is none": ("A,UK,", "2:3 F104 row 2, column country: `country`: no country has the code `UK`"),
    "no number": ("A,GB,ring us", "2:6 F104 row 2, column telephone"),
    "a long name": (f"{LONG},GB,", "2:1 F104"),
    "other letters": ("Клиника,GB,", "2:1 C206 row 2, column name: the name gives no name for files"),
    "a device": ("CON,GB,", "2:1 C206 row 2, column name: no folder can be called `con`"),
    "a path": ("../../etc,GB,", ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_row_and_column(fault: str, tmp_path: Path) -> None:
    row, said = FAULTS[fault]
    clinics = listed(tmp_path, f"{HEADINGS}\n{row}\nGood,GB,01632 960001\n")
    bad, good = clinics.clinics()
    assert good.copied is not None
    assert told(good) == []
    if not said:  # the signs of a path are no part of a folder's name
        assert bad.name == "etc"
        return
    assert bad.copied is None
    assert [one for one in told(bad) if one.startswith(f"clinics.csv:{said}")], told(bad)
    assert all(one.excerpt and one.hint for one in bad.findings)


def test_a_fault_below_a_cell_of_several_lines_has_the_line_of_the_file(tmp_path: Path) -> None:
    clinics = listed(tmp_path, 'name,country,address\nA,GB,"1 Street\nTown\nCounty"\nB,UK,"2\n3"\n')
    _, bad = clinics.clinics()
    assert told(bad)[0].startswith("clinics.csv:5:3 F104 row 3, column country")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=A1", "C204 row 2, column telephone: the cell holds a formula"),
        ('=HYPERLINK("https://example.org")', "C204"),
        (1632960001, "C204 row 2, column telephone: the cell holds a number, which has no 0 in front"),
        (date(2026, 8, 5), "C204 row 2, column telephone: the cell holds a date or a time"),
        ("#REF!", "C204 row 2, column telephone: the cell holds the error #REF!"),
    ],
)
def test_a_cell_of_a_workbook_that_is_no_text_is_told(cell: object, said: str, tmp_path: Path) -> None:
    [one] = listed(tmp_path, workbook([["name", "country", "telephone"], ["A", "GB", cell]]), "c.xlsx").clinics()
    assert one.copied is None
    assert told(one)[0].startswith(f"c.xlsx:2:3 {said}")


@pytest.mark.parametrize(
    "rows",
    [
        "North Street,GB,\nnorth street,GB,\n",
        "North Street,GB,\nNorth-Street,GB,\n",
        "Nørth Street,GB,\nNorth Street,GB,\n",
    ],
)
def test_two_rows_for_one_clinic_are_told_at_both(rows: str, tmp_path: Path) -> None:
    first, second = listed(tmp_path, f"{HEADINGS}\n{rows}").clinics()
    assert told(first)[0].startswith("clinics.csv:2:1 C203 row 2, column name: row 3 has")
    assert told(second)[0].startswith("clinics.csv:3:1 C203 row 3, column name: row 2 has")
    assert (first.copied, second.copied) == (None, None)


def test_capitals_in_a_folder_are_told(tmp_path: Path) -> None:
    [one] = listed(tmp_path, "name,country,folder\nA,GB,Riverside\n").clinics()
    assert told(one) == ["clinics.csv:2:6 C206 row 2, column folder: no folder can be called `Riverside`"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret.svg", "F104 row 2, column logo: `logo` takes the name of"),
        ("/etc/logo.svg", "F104"),
        ("sub/logo.svg", "F104"),
        ("none.svg", "C103 row 2, column logo: there is no file `none.svg`"),
        ("link.svg", "C103 row 2, column logo: `link.svg` cannot be used"),
        ("script.svg", "C103 row 2, column logo: `script.svg` cannot be used"),
        ("remote.svg", "C103"),
        ("entities.svg", "C103"),
        ("large.png", "C103"),
        ("torn.png", "C103"),
        ("logo.tiff", "F104"),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_at_its_cell(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(LOGO)
    home = tmp_path / "home"
    home.mkdir()
    (home / "link.svg").symlink_to(tmp_path / "secret.svg")
    (home / "script.svg").write_text(LOGO.replace("<path", "<script>alert(1)</script><path"))
    (home / "remote.svg").write_text(LOGO.replace("<path", '<image href="https://example.org/a.png"/><path'))
    (home / "entities.svg").write_text(f'<!DOCTYPE svg [<!ENTITY a "b">]>{LOGO}')
    (home / "large.png").write_bytes(b"\x89PNG" + b"\0" * 3_000_000)
    (home / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n torn")
    [one] = listed(home, f"name,country,logo,logo-alt\nA,GB,{name},A field\n").clinics()
    assert one.copied is None
    assert [line for line in told(one) if line.startswith(f"clinics.csv:2:6 {said}")], told(one)


# -- faults of a table ---------------------------------------------------------------------------------------


def test_a_column_without_use_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    clinics = listed(tmp_path, "name,country,Telefone,Notes\nA,GB,01632 960001,x\n")
    assert told(clinics)[0] == "clinics.csv:1:14 C202 there is no use for the column “Telefone”"
    assert clinics.findings[0].hint == "did you mean `telephone`?"
    assert clinics.count == 1


def bomb(**members: bytes) -> bytes:
    """A whole workbook with other members in it."""
    data = io.BytesIO(workbook([["name", "country"], ["A", "GB"]]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"xl/{name}.xml", content)
    return data.getvalue()


def without(name: str) -> bytes:
    """A workbook that lacks a member."""
    before = zipfile.ZipFile(io.BytesIO(workbook([["name", "country"], ["A", "GB"]])))
    after = io.BytesIO()
    with zipfile.ZipFile(after, "w") as archive:
        for member in before.infolist():
            if member.filename != name:
                archive.writestr(member.filename, before.read(member))
    return after.getvalue()


TABLES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("c.csv", lambda: b"", "there is no column `name` and no column `country`"),
    "no headings": ("c.csv", lambda: b"A,GB\n", "there is no column `name`"),
    "a column twice": ("c.csv", lambda: b"name,country,Name\nA,GB,B\n", "two columns are called `name`"),
    "an open quote": ("c.csv", lambda: b'name,country\n"A,GB\nB,GB\n', "a quote opens a cell here"),
    "a quote in a quote": ("c.csv", lambda: b'name,country\n"A "b" c",GB\n', "a quote opens a cell here"),
    "Latin-1": ("c.csv", lambda: b"name,country\nG\xfcnter,DE\n", "byte 0xfc is not UTF-8"),
    "UTF-16": ("c.csv", lambda: "name,country\n".encode("utf-16"), "the file is not UTF-8 text"),
    "many columns": ("c.csv", lambda: b"name,country" + b"," * 200, "has more than 100 cells"),
    "a long cell": ("c.csv", lambda: b"name,country\n" + b"A" * 20_000 + b",GB\n", "a cell has more than 10,000 signs"),
    "many rows": ("c.csv", lambda: b"name,country\n" + b"\n" * 200_001, "the table has more than 200,000 rows"),
    "another kind": ("c.ods", lambda: b"PK", "is no table that can be read here"),
    "macros": ("c.xlsm", lambda: b"PK", "is no table that can be read here"),
    "no workbook": ("c.xlsx", lambda: b"name,country\n", "the file is no whole workbook"),
    "a bomb": ("c.xlsx", lambda: bomb(theme9=b"\0" * 5_100_000), "unfolds to 5,100,000 bytes"),
    "a bomb of texts": ("c.xlsx", lambda: bomb(sharedStrings9=b" " * 60_000_000), "unfolds to 60,000,000 bytes"),
    "entities": ("c.xlsx", lambda: bomb(other=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "declares a type of document"),
    "no sheet": ("c.xlsx", lambda: without("xl/worksheets/sheet1.xml"), "no sheet of the workbook can be seen"),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_cannot_be_read_is_a_finding(table: str, tmp_path: Path) -> None:
    name, data, said = TABLES[table]
    clinics = listed(tmp_path, data(), name)
    assert clinics.count == 0
    assert [one for one in clinics.findings if one.code == "C201" and said in one.message], told(clinics)


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["A1048576"] = "name", "country", "A"
    stream = io.BytesIO()
    book.save(stream)
    clinics = listed(tmp_path, stream.getvalue(), "c.xlsx")
    assert told(clinics) == ["c.xlsx:200001:1 C201 the table has more than 200,000 rows"]


def test_a_large_table_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "c.csv").open("wb") as stream:
        stream.truncate(50_000_000)
    assert [one.code for one in list_clinics(tmp_path / "c.csv", tmp_path).findings] == ["F110"]


def test_a_table_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert "does not exist" in told(list_clinics(tmp_path / "c.csv", tmp_path))[0]


# -- workbooks that mean harm, or are damaged ----------------------------------------------------------------

_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
_TEXTS = "<si><t>name</t></si><si><t>country</t></si><si><t>A</t></si><si><t>GB</t></si>"
_HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
_ROW = '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>'
_NOISE = "".join(sha256(bytes([one % 256, one // 256])).hexdigest() for one in range(4_000))


def made_by_hand(rows: str = _HEAD + _ROW, texts: str | bytes = _SST.format(_TEXTS), after: str = "") -> bytes:
    """A workbook as most programs write it, with the texts of all sheets in a member of their own."""
    before = zipfile.ZipFile(io.BytesIO(workbook([["name"]])))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in before.infolist():
            said = before.read(member).decode()
            if member.filename == "[Content_Types].xml":
                strings = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_STRINGS}"/>'
                said = said.replace("</Types>", strings + "</Types>")
            if member.filename == "xl/worksheets/sheet1.xml":
                head, _, rest = said.partition("<sheetData>")
                said = f"{head}<sheetData>{rows}</sheetData>{after}{rest.partition('</sheetData>')[2]}"
            archive.writestr(member.filename, said)
        archive.writestr("xl/sharedStrings.xml", texts)
    return stream.getvalue()


def entity(encoding: str) -> bytes:
    """Texts with an entity of their own, in an encoding."""
    said = _SST.format(_TEXTS.replace(">A<", ">&b;<"))
    return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE sst [<!ENTITY b "B">]>{said}'.encode(encoding)


def sign(said: str) -> str:
    """The texts with another name of the clinic."""
    return _SST.format(_TEXTS.replace(">A<", f">{said}<"))


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities in UTF-16": (lambda: made_by_hand(texts=entity("utf-16")), "declares a type of document"),
    "entities in UTF-7": (lambda: made_by_hand(texts=entity("utf-7")), "is written in `utf-7`"),
    "entities in EBCDIC": (lambda: made_by_hand(texts=entity("cp037")), "cannot be read"),
    "millions of texts": (
        lambda: made_by_hand(texts=_SST.format(f"<!--{_NOISE}-->" + "<si/>" * 3_000_001)),
        "has more than 3,000,000 elements",
    ),
    "millions of cells in a row": (
        lambda: made_by_hand(f'<!--{_NOISE}--><row r="1">{"<c/>" * 17_000}</row>'),
        "c.xlsx:1:16384 C201",
    ),
    "a text that is not there": (lambda: made_by_hand(texts=_SST.format("<si><t>name</t></si>")), "breaks off"),
    "rows out of order": (lambda: made_by_hand(_HEAD + _ROW + _ROW), "row 2 stands below row 2"),
    "a cell of another row": (lambda: made_by_hand(_HEAD + _ROW.replace("B2", "B3")), "c.xlsx:2:1 C201"),
    "a cell twice": (lambda: made_by_hand(_HEAD + _ROW.replace("B2", "A2")), "c.xlsx:2:1 C201"),
    "joined cells that are none": (
        lambda: made_by_hand(after='<mergeCells><mergeCell ref="A0:"/></mergeCells>'),
        "too many cells are joined, or in no way that is known",
    ),
    "cells joined a hundred times": (
        lambda: made_by_hand(after="<mergeCells>" + '<mergeCell ref="B2:B9"/>' * 101 + "</mergeCells>"),
        "cells of row 2 are joined more than once",
    ),
    "headings alone": (lambda: made_by_hand(_HEAD), "the table has headings and no rows"),
    "no XML": (lambda: made_by_hand(texts=b"\0\1\2"), "cannot be read"),
}


@pytest.mark.parametrize("fault", WORKBOOKS)
def test_a_workbook_that_means_harm_is_a_finding(fault: str, tmp_path: Path) -> None:
    data, said = WORKBOOKS[fault]
    clinics = listed(tmp_path, data(), "c.xlsx")
    assert clinics.count == 0
    assert [line for line in told(clinics) if " C201 " in line and said in line], told(clinics)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (sign("A_x000D_\nB"), "A B"),
        (sign("A_x00e9_B"), "AéB"),
        (
            _SST.format(_TEXTS.replace("<t>A</t>", '<r><t>A</t></r><r><t>B</t></r><rPh sb="0" eb="1"><t>C</t></rPh>')),
            "AB",
        ),
    ],
)
def test_texts_are_read_as_they_are_seen(texts: str, said: str, tmp_path: Path) -> None:
    one = only(listed(tmp_path, made_by_hand(texts=texts), "c.xlsx"))
    assert one.copied is not None
    assert one.copied.clinic.name == said


def test_a_sign_that_is_escaped_is_judged_as_any(tmp_path: Path) -> None:
    [one] = listed(tmp_path, made_by_hand(texts=sign("A_x0007_B")), "c.xlsx").clinics()
    assert told(one)[0].startswith("c.xlsx:2:1 F104 row 2, column name: `name`: the character U+0007")


def test_a_joined_cell_is_told_in_each_row_but_the_first(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["name", "country", "telephone"], ["A", "GB", "01632 960001"], ["B", "GB", None]):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    stream = io.BytesIO()
    book.save(stream)
    first, second = listed(tmp_path, stream.getvalue(), "c.xlsx").clinics()
    assert first.copied is not None
    assert told(second) == [
        "c.xlsx:3:3 C204 row 3, column telephone: the cell is joined with others, of which the first alone holds text"
    ]


def test_hidden_rows_are_told_and_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["name", "country"], ["A", "GB"], ["B", "GB"], ["", ""]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[9].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    clinics = listed(tmp_path, stream.getvalue(), "c.xlsx")
    assert told(clinics) == ["c.xlsx:3:1 C209 hidden rows are read like the others: 3"]
    assert [one.name for one in clinics.clinics()] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (b"name,country\nRiverside, GB,GB\n", "c.csv", "c.csv:2:15"),
        (workbook([["name", "country"], ["A", "GB", None, "B"]]), "c.xlsx", "c.xlsx:2:4"),
    ],
)
def test_a_cell_below_no_heading_is_told(data: bytes, name: str, place: str, tmp_path: Path) -> None:
    [one] = listed(tmp_path, data, name).clinics()
    assert one.copied is None
    assert [line for line in told(one) if line.startswith(f"{place} C210 row 2: “")], told(one)


# -- sheets --------------------------------------------------------------------------------------------------


def sheets(**rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with sheets of these names; one whose name ends with `_hidden` is."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, cells in rows.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.endswith("_hidden") else "visible"
        for row in cells:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


NORTH, SOUTH = [["name", "country"], ["North", "GB"]], [["name", "country"], ["South", "GB"]]


def of_sheet(folder: Path, data: bytes, sheet: str = "") -> tuple[list[str], list[str]]:
    """The clinics that are read, and what is told."""
    (folder / "c.xlsx").write_bytes(data)
    clinics = list_clinics(folder / "c.xlsx", folder, sheet=sheet)
    return [one.name for one in clinics.clinics()], told(clinics)


def test_a_sheet_that_is_not_read_is_told_and_can_be_named(tmp_path: Path) -> None:
    data = sheets(North=NORTH, Empty=[], South=SOUTH, East=SOUTH)
    names, said = of_sheet(tmp_path, data)
    assert (names, said) == (["north"], ["c.xlsx C207 the sheet “North” is read, and not “South”, “East”"])
    assert of_sheet(tmp_path, data, "South") == (["south"], [])
    assert of_sheet(tmp_path, data, "Soth") == ([], ["c.xlsx C201 the workbook has no sheet “Soth”"])
    (hint,) = (one.hint for one in list_clinics(tmp_path / "c.xlsx", tmp_path, sheet="Soth").findings)
    assert hint == "did you mean `South`?"


def test_a_hidden_sheet_is_read_when_it_is_named(tmp_path: Path) -> None:
    data = sheets(Old_hidden=NORTH, South=SOUTH)
    assert of_sheet(tmp_path, data) == (["south"], [])
    assert of_sheet(tmp_path, data, "Old_hidden") == (["north"], [])


def test_what_has_no_sheets_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("name,country\nA,GB\n")
    (tmp_path / "c").mkdir()
    for name in ("c.csv", "c"):
        [said] = told(list_clinics(tmp_path / name, tmp_path, sheet="South"))
        assert said.endswith("has no sheets")


# -- folders -------------------------------------------------------------------------------------------------


def test_a_folder_of_files_is_read_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "clinics"
    folder.mkdir()
    (folder / "a.toml").write_text('format = 1\nname = "A"\ncountry = "GB"\n')
    (folder / "b.toml").write_text('format = 1\nname = "B"\ncountry = "UK"\n')
    (folder / "North Street.toml").write_text('format = 1\nname = "C"\ncountry = "GB"\n')
    clinics = list(list_clinics(folder, tmp_path).clinics())
    assert [(one.name, one.copied is not None) for one in clinics] == [("", False), ("a", True), ("b", False)]
    assert told(clinics[0]) == ["clinics/North Street.toml C102 a clinic's file cannot be called `North Street.toml`"]
    assert told(clinics[2])[0].startswith("clinics/b.toml:3:")


def test_a_folder_without_clinics_is_a_finding(tmp_path: Path) -> None:
    assert [one.code for one in list_clinics(tmp_path, tmp_path).findings] == ["C201"]
