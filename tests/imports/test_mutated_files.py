"""
Damaged and hostile files: read or refused in words, every row accounted for.

``make endurance`` damages ten thousand; ``ASSET_MAP_DAMAGED_FILES`` says how many.
"""

import io
import os
import zipfile

import pytest

from asset_map.imports.child import read_apart
from asset_map.imports.spreadsheet import read_table
from asset_map.model.errors import UnreadableFileError
from tests.imports.mutated import became_of

FILES = int(os.environ.get("ASSET_MAP_DAMAGED_FILES", "500"))
AT_ONCE = 1_000
WITHIN_S = 2.0


def test_no_damaged_file_ends_in_anything_but_rows_or_a_refusal_in_words() -> None:
    faults = []
    for start in range(0, FILES, AT_ONCE):
        seeds = range(start, min(start + AT_ONCE, FILES))
        faults += read_apart(120, 1_500, became_of, seeds)
    assert faults == []


def time_of_children() -> float:
    """Return their seconds of processor: other tests beside this one take none of them."""
    used = os.times()
    return used.children_user + used.children_system


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 190_000_000)
    return packed.getvalue()


def deep(depth: int) -> bytes:
    shape = b"[" * depth + b"0" + b"]" * depth
    return (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
        b'{"type":"Polygon","coordinates":' + shape + b"}}]}"
    )


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bomb.xlsx", bomb(), "times its size"),
        ("deep.geojson", deep(100_000), "nested more than 32 deep"),
        ("deep.xml", b"<a>" * 300_000, "a web page or XML"),
        ("nuls.csv", b"name\n" + b"\0" * 100_000, "utf-16-le"),
        ("wide.csv", b",".join(b"c%d" % n for n in range(100_000)) + b"\nx\n", "column"),
        ("quote.csv", b'name\n"' + b"x" * 5_000_000, "opened and never closed"),
    ],
    ids=lambda one: one if isinstance(one, str) and "." in one else "",
)
def test_a_file_made_to_do_harm_is_refused_in_two_seconds(
    name: str, content: bytes, why: str
) -> None:
    began = time_of_children()

    with pytest.raises(UnreadableFileError, match=why) as refused:
        read_apart(20, 500, read_table, content, file_name=name)

    assert time_of_children() - began < WITHIN_S
    assert str(refused.value).endswith(".")
