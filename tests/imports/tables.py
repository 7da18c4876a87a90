"""Small files drawn by hand, as bytes."""

import io
import zipfile
from datetime import date

import openpyxl

from asset_map.imports.columns import guess_mapping
from asset_map.imports.places import ImportDefaults, Reading, read_places
from asset_map.imports.spreadsheet import read_table
from asset_map.imports.table import Table
from asset_map.model.asset import AssetKind

TODAY = date(2026, 11, 22)


def csv_table(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.encode(encoding), file_name="places.csv")


def xlsx(*rows: list[object], title: str = "Groups") -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def changed_xlsx(raw: bytes, before: bytes, after: bytes) -> bytes:
    """Return the workbook with its first sheet's XML changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before in content
                content = content.replace(before, after)
            new.writestr(name, content)
    return packed.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Groups">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
EMPTY_CELLS = '<table:table-cell table:number-columns-repeated="16382"/>'


def ods_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods(*rows: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>'
        )
        archive.writestr("content.xml", _ODS.format(rows="".join(rows)))
    return packed.getvalue()


def reading_of(
    text: str, *, kind: AssetKind | None = AssetKind.GROUP, today: date = TODAY
) -> Reading:
    table = csv_table(text)
    mapping = guess_mapping(table.headings, table.sample())
    defaults = ImportDefaults(source="Parish list", today=today, kind=kind)
    return read_places(table, mapping, defaults=defaults)
