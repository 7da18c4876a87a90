"""Files of every sort that is read here, damaged at random, and what becomes of each."""

import io
import json
import random
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import docx

from asset_map.exports.committee_pack.docx_template import opened, standing_headings
from asset_map.geography.boundary_files import read_boundaries
from asset_map.imports.cards import read_cards
from asset_map.imports.columns import guess_mapping
from asset_map.imports.links import read_links
from asset_map.imports.places import read_places
from asset_map.imports.reading import ImportDefaults, Reading
from asset_map.imports.spreadsheet import read_table
from asset_map.imports.stops import is_timetable, read_stops
from asset_map.imports.table import Table
from asset_map.model.asset import AssetKind
from asset_map.model.errors import AssetMapError
from tests.imports.tables import xlsx

DEFAULTS = ImportDefaults(source="A list", today=date(2026, 11, 22), kind=AssetKind.GROUP)
HEAD = ["name", "kind", "postcode", "lon", "lat", "phone", "meets", "has_kitchen", "min_age"]
ROWS = [
    ["Knitters", "group", "NG20 8AA", "-1.2", "53.2", "01632 960123", "every Tuesday", "yes", "16"],
    ["The Net Loft", "hall", "", "0.5", "52.9", "", "Mon 7pm", "no", ""],
    ["Prison Lane Hall", "space", "ZZ1 1AA", "", "", "n/a", "2nd Friday", ",", "x"],
]  # fmt: skip
STOPS = (
    "mobile,stop,postcode,geox,geoy,type,arrival,departure,day,frequency\n"
    "One,The Green,NG20 8AA,450000,360000,Public,09:00,09:30,Monday,FREQ=WEEKLY;BYDAY=MO\n"
    "One,Mill Lane,,450100,360100,Home,10:00,10:30,Monday,FREQ=WEEKLY;BYDAY=MO\n"
)
# What a hurried edit, a broken disk or an unkind hand puts into a file.
SPICE = (
    *(b"\0", b"\xff\xfe", b'"', b"=cmd|' /C calc'!A0", b",,,,", b"\r", b"\n\n", b"{", b"[" * 50),
    *(b"1e999", b"nan", b"-0", b"9" * 400, b"\xe2\x80\xae", b"\xed\xa0\x80", b"<!DOCTYPE a>"),
    *(b"&lol;", b"FREQ=SECONDLY", b"00:99", b"PK\x03\x04", b"\x00\x00\x00\x01", b"A1048576"),
)


def _csv() -> bytes:
    return "\n".join(",".join(row) for row in (HEAD, *ROWS)).encode()


def _geojson() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"WD25CD": f"E0599900{number}", "WD25NM": f"Ward {number}", "name": "A"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[west, 52.5], [west + 0.1, 52.5], [west + 0.1, 52.6], [west, 52.5]]
                ],
            },
        }
        for number, west in enumerate((-1.2, -1.1))
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("Report of the officer", 1)
    document.add_paragraph("{{pack}}")
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@cache
def sound_files() -> tuple[tuple[str, bytes], ...]:
    """One of each sort; their ends say what reads them."""
    return (
        ("places.csv", _csv()),
        ("places.xlsx", xlsx(HEAD, *ROWS)),  # type: ignore[arg-type]
        ("stops.csv", STOPS.encode()),
        ("cards.csv", b"card,kind,who\nA shed,place,Ann\nBread,skill,\n"),
        ("links.csv", b"From,To,Kind,Since\nA,B,funds,1/9/2024\nB,C,knows,\n"),
        ("places.geojson", _geojson()),
        ("wards.boundary", _geojson()),
        ("template.docx", _docx()),
    )


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file with a few things done to it; in an archive, often to a part of it."""
    if content.startswith(b"PK") and chance.random() < 0.7:
        return _repacked(content, chance)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[at:at] = chance.choice(SPICE)
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                changed[at:at] = changed[at : at + chance.randint(1, 200)] * chance.randint(1, 9)
            case _:
                del changed[chance.randrange(len(changed) + 1) :]
        if not changed:
            break
    return bytes(changed)


def _repacked(content: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        parts = old.namelist()
        hit = set(chance.sample(parts, min(2, len(parts))))
        for name in parts:
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name in hit and part else part)
    return packed.getvalue()


def became_of(seeds: range) -> list[tuple[int, str, str]]:
    """Damage a file by each seed and read it; return what went wrong: seed, file and fault."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            chance = random.Random(seed)  # noqa: S311 - the same each time
            name, content = chance.choice(sound_files())
            try:
                _read(name, damaged(content, chance), Path(folder))
            except AssetMapError as error:
                if not str(error).strip():
                    faults.append((seed, name, "refused without a word"))
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                where = traceback.extract_tb(error.__traceback__)[-1]
                faults.append((seed, name, f"{error!r} at {where.filename}:{where.lineno}"))
    return faults


def _read(name: str, content: bytes, folder: Path) -> None:
    if name.endswith(".docx"):
        standing_headings(opened(content))
    elif name.endswith(".boundary"):
        file = folder / "wards.geojson"
        file.write_bytes(content)
        read_boundaries(file, set_id="wards")
    else:
        table = read_table(content, file_name=name)
        for reading in _readings(name, table):
            counted = reading()
            assert counted == len(table.rows), f"{counted} of {len(table.rows)} rows"


def _readings(name: str, table: Table) -> Iterator[Callable[[], int]]:
    def places() -> int:
        mapping = guess_mapping(table.headings, table.sample())
        reading: Reading = (
            read_stops(table, defaults=DEFAULTS)
            if is_timetable(table.headings)
            else read_places(table, mapping, defaults=DEFAULTS)
        )
        return reading.rows_in

    def cards() -> int:
        reading = read_cards(table)
        return len(reading.cards) + len({one.row for one in reading.refused})

    def links() -> int:
        reading = read_links(table)
        return len(reading.links) + len({one.row for one in reading.refused})

    yield {"cards.csv": cards, "links.csv": links}.get(name, places)
