from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pyogrio
import pytest
import shapely

from asset_map.exports.as_geopackage import assets_geopackage
from asset_map.exports.beside import Beside
from asset_map.exports.geopackage_layers import LinkRow
from asset_map.model.area import Area
from asset_map.model.asset import Function
from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.gap import (
    GapClass,
    GapConditions,
    GapRow,
    GapRun,
    GapSettings,
    MappingStatus,
    PeopleSource,
)
from asset_map.model.location import GridPoint, PublishLocation
from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Audience
from tests.exports.drawn import CONDITIONS, HALL, SECRET, asset, rows_for

SQUARE = shapely.box(600_000, 510_000, 602_000, 512_000)
WARD = Area(set_id="w", code="Z05000001", name="Hathern & Dishley", assign_wkb=SQUARE.wkb)


SOUGHT = "recognised anchor organisations"
HERE, THERE = (
    GridPoint(easting=601_000, northing=511_000),
    GridPoint(easting=601_500, northing=511_000),
)


def figures() -> GapRun:
    row = GapRow(
        code=WARD.code, name=WARD.name, district_name="", gap_class=GapClass.GAP,
        mapping_status=MappingStatus.MAPPED, anchors=0, residents=900, residents_beyond_reach=700,
        share_beyond_reach=0.78, mean_m=1_200.0, median_m=None, walk_minutes=15.0, is_edge=False,
        is_mostly_beyond=True, missing=(), none_recorded=(Function.FOOD,), visiting_hours=0.0,
        why="Because.",
    )  # fmt: skip
    conditions = GapConditions(
        sought="anchor", sought_words=SOUGHT, audience=Audience.PUBLIC, set_id="w",
        set_name="Wards 2026", attribution="", area="all", settings=GapSettings(),
        cut_off=date(2026, 11, 22), people_source=PeopleSource.DEMAND_POINTS, people_counted=900,
        people_outside=0, places_counted=0, places_beyond=0,
    )  # fmt: skip
    return GapRun(
        id="run", name="", made_on=CONDITIONS.cut_off, made_by="", software_version="1",
        conditions=conditions, rows=(row,),
    )  # fmt: skip


def links() -> list[LinkRow]:
    link = Connection(
        id="l", from_id="c", to_id="knitters", kind=ConnectionKind.FUNDS, amount_gbp=7_654_321
    )
    hidden = LinkRow(link=link, from_name="A refuge", to_name="Knitters", here=None, there=HERE)
    return [hidden, replace(hidden, link=replace(link, id="m"), here=THERE)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    home = replace(HALL, id="home", publish=PublishLocation.WARD)
    drawn = [asset(), asset(id="home", locations=(home,)), asset(id="c", locations=(SECRET,))]
    path = tmp_path / "assets.gpkg"
    beside = Beside(wards=[WARD], figures=figures(), links=links())
    path.write_bytes(assets_geopackage(rows_for(Audience.PUBLIC, drawn), CONDITIONS, beside))
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
    wards = read(file, "wards_gap")

    assert wards.crs.to_epsg() == 27700
    assert wards.geometry[0].area == SQUARE.area
    # The third record has no place that may be told, and so no ward.
    assert list(wards[["name", "assets_recorded"]].iloc[0]) == ["Hathern & Dishley", 2]
    told = wards[["gap_class", "residents_beyond_reach", "none_recorded"]].iloc[0]
    assert list(told) == ["gap", 700, "food"]
    assert pd.isna(wards["median_m"][0]), "what nobody knows is not nought"


def test_connections_are_lines_where_both_ends_may_be_measured_to(file: Path) -> None:
    drawn = read(file, "connections").set_index("id")

    assert drawn.crs.to_epsg() == 27700
    assert drawn.geometry["l"] is None
    assert drawn.geometry["m"].length == 500
    assert drawn["from_name"]["l"] == "A refuge"
    assert b"7654321" not in file.read_bytes()


def test_qgis_finds_a_style_for_each_layer(file: Path) -> None:
    styles = read(file, "layer_styles").set_index("f_table_name")

    assert set(styles.index) == {"assets_public", "wards_gap", "connections"}
    assert styles["useAsDefault"].all()
    assert set(styles["f_geometry_column"]) == {"geom"}
    # By these QGIS asks, as its own table has them: no schema is an empty text.
    assert set(styles["f_table_schema"]) == {""}
    assert styles["update_time"].dt.tz_convert("UTC").notna().all()
    drawn = ET.fromstring(styles["styleQML"]["assets_public"])  # noqa: S314 - our own
    assert len(drawn.findall(".//category")) == len(drawn.findall(".//symbol")) == len(KIND_LOOK)
    wards = ET.fromstring(styles["styleQML"]["wards_gap"])  # noqa: S314 - our own
    classes = {one.get("value") for one in wards.findall(".//category")}
    assert classes == {"", *(one.label for one in GapClass)}


def test_the_conditions_come_along(file: Path) -> None:
    about = read(file, "about_this_file").set_index("heading")["words"]
    assert CONDITIONS.in_words().items() <= about.to_dict().items()
    assert about["Figures: looked for"] == SOUGHT
