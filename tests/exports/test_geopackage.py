from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest
import shapely

from asset_map.exports.as_geopackage import assets_geopackage
from asset_map.model.area import Area
from asset_map.model.location import PublishLocation
from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Audience
from tests.exports.drawn import CONDITIONS, HALL, SECRET, asset, rows_for

SQUARE = shapely.box(600_000, 510_000, 602_000, 512_000)
WARD = Area(set_id="w", code="Z05000001", name="Hathern & Dishley", assign_wkb=SQUARE.wkb)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    home = replace(HALL, id="home", publish=PublishLocation.WARD)
    drawn = [asset(), asset(id="home", locations=(home,)), asset(id="c", locations=(SECRET,))]
    path = tmp_path / "assets.gpkg"
    path.write_bytes(assets_geopackage(rows_for(Audience.PUBLIC, drawn), CONDITIONS, [WARD]))
    return path


def read(file: Path, layer: str) -> Any:
    return pyogrio.read_dataframe(file, layer=layer)


def test_assets_lie_on_the_national_grid_where_the_public_may_know(file: Path) -> None:
    assets = read(file, "assets_public").set_index("id")

    assert assets.crs.to_epsg() == 27700
    (point,) = assets.geometry["knitters"].geoms
    assert (round(point.x), round(point.y)) == (609_545, 516_444)
    assert assets.geometry["home"] is None
    assert assets.geometry["c"] is None
    assert assets["verified_on"]["knitters"] == "2026-11-03"


def test_wards_say_how_much_is_recorded_in_them(file: Path) -> None:
    wards = read(file, "wards")

    assert wards.crs.to_epsg() == 27700
    assert wards.geometry[0].area == SQUARE.area
    # The third record has no place that may be told, and so no ward.
    assert list(wards[["name", "assets_recorded"]].iloc[0]) == ["Hathern & Dishley", 2]


def test_qgis_finds_a_style_for_each_layer(file: Path) -> None:
    styles = read(file, "layer_styles").set_index("f_table_name")

    assert set(styles.index) == {"assets_public", "wards"}
    assert styles["useAsDefault"].all()
    assert set(styles["f_geometry_column"]) == {"geom"}
    drawn = ET.fromstring(styles["styleQML"]["assets_public"])  # noqa: S314 - our own
    assert len(drawn.findall(".//category")) == len(drawn.findall(".//symbol")) == len(KIND_LOOK)


def test_the_conditions_come_along(file: Path) -> None:
    about = read(file, "about_this_file").set_index("heading")["words"]
    assert about.to_dict() == CONDITIONS.in_words()
