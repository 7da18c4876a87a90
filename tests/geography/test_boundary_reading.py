import sqlite3
import struct
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyogrio
import pytest
import shapely
from pyarrow import parquet

from asset_map.geography.boundary_reading import read_frame
from asset_map.model.errors import UnreadableFileError
from tests.geography.boundaries import four_wards, written

DEEP = 50_000


def _nested(kind: int, depth: int = DEEP) -> bytes:
    return struct.pack("<BII", 1, kind, 1) * depth + struct.pack("<BII", 1, kind, 0)


def _refusal(path: Path, layer: str | None = None) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_frame(path, layer=layer)
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["w.xml", "w", "w.vrt", "w.csv"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<OGRVRTDataSource/>")
    assert "of no kind that is known" in _refusal(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "is not there" in _refusal(tmp_path / "none.gpkg")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "zip", "parquet"])
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"<OGRVRTDataSource/>", b"{}", b"PK\x03\x04"]
)
def test_a_file_of_other_content_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"wards.{suffix}"
    path.write_bytes(content)
    _refusal(path)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "zip", "parquet"])
def test_a_file_that_was_cut_short_is_refused(tmp_path: Path, suffix: str) -> None:
    path = written(four_wards(), tmp_path / f"wards.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _refusal(path)


def test_a_json_command_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "wards.geojson"
    path.write_text('{"type": "gdal_streamed_alg", "command_line": "gdal vector read /etc/passwd"}')
    assert "is not GeoJSON" in _refusal(path)


def test_geojson_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.geojson"
    inner = '{"type":"GeometryCollection","geometries":[' * DEEP + "]}" * DEEP
    path.write_text('{"type":"Feature","properties":{},"geometry":' + inner + "}")
    assert "cannot be read" in _refusal(path)


@pytest.mark.parametrize("kind", [6, 7])
def test_a_geopackage_nested_without_end_has_no_shape(tmp_path: Path, kind: int) -> None:
    path = written(four_wards(), tmp_path / "deep.gpkg")
    connection = sqlite3.connect(path)
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    blob = b"GP\0\1" + struct.pack("<i", 27700) + _nested(kind)
    connection.execute("UPDATE deep SET geom = ?", (blob,))
    connection.commit()
    connection.close()
    frame, _ = read_frame(path)
    assert frame.geometry.isna().all()


@pytest.mark.parametrize("kind", [4, 5, 6, 7])
def test_a_geoparquet_nested_without_end_is_refused(tmp_path: Path, kind: int) -> None:
    path = written(four_wards(), tmp_path / "deep.parquet")
    table = parquet.read_table(path)
    column = table.column_names.index("geometry")
    blobs = pa.array([_nested(kind)] * 4, type=pa.binary())
    parquet.write_table(table.set_column(column, table.field(column), blobs), path)
    assert "holds collections in 'geometry'" in _refusal(path)


def test_a_geoparquet_of_multipolygons_with_heights_is_read(tmp_path: Path) -> None:
    frame = four_wards()
    shapes = shapely.force_3d([shapely.MultiPolygon([shape]) for shape in frame.geometry], 7.0)
    read, _ = read_frame(written(frame.set_geometry(shapes, crs=frame.crs), tmp_path / "w.parquet"))
    assert read.geometry.has_z.all()


def _two_layers(tmp_path: Path, *, both_with_codes: bool) -> Path:
    path = tmp_path / "both.gpkg"
    other = four_wards().rename(columns={"WD25CD": "code" if both_with_codes else "note"})
    other.drop(columns="LAD25CD").to_file(path, layer="other")
    four_wards().to_file(path, layer="wards")
    return path


def test_the_layer_with_codes_is_chosen(tmp_path: Path) -> None:
    frame, _ = read_frame(_two_layers(tmp_path, both_with_codes=False))
    assert "WD25CD" in frame.columns


def test_layers_that_might_all_be_meant_are_named(tmp_path: Path) -> None:
    path = _two_layers(tmp_path, both_with_codes=True)
    assert "'other', 'wards'" in _refusal(path)
    assert "WD25CD" in read_frame(path, layer="wards")[0].columns
    assert "or name it" in _refusal(path, layer="none")


def test_a_zip_with_two_shapefiles_or_none_is_refused(tmp_path: Path) -> None:
    one = written(four_wards(), tmp_path / "one.zip")
    with zipfile.ZipFile(one, "a") as archive:
        archive.writestr("two.shp", b"")
    assert "holds 2 Shapefiles" in _refusal(one)
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("wards.geojson", "{}")
    assert "holds 0 Shapefiles" in _refusal(tmp_path / "none.zip")


def test_a_zip_that_says_it_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("wards.shp", b"")
        archive.infolist()[0].file_size = 2_000_000_000
    assert "more than 1 GB" in _refusal(path)


def test_a_shapefile_in_a_folder_of_the_zip_is_read(tmp_path: Path) -> None:
    flat = written(four_wards(), tmp_path / "flat.zip")
    with zipfile.ZipFile(flat) as source, zipfile.ZipFile(tmp_path / "w.zip", "w") as archive:
        for name in source.namelist():
            archive.writestr(f"Wards (May 2025)/{name}", source.read(name))
    assert len(read_frame(tmp_path / "w.zip")[0]) == 4


def test_an_empty_collection_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "none.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    frame, _ = read_frame(path)
    assert frame.empty


def test_a_geopackage_without_shapes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"WD25CD": ["E05000001"]}), path)
    assert "none with shapes" in _refusal(path)
