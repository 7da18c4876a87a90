from dataclasses import replace
from datetime import date

from asset_map.model.anchor import AnchorStatus
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import AssetKind
from asset_map.model.freshness import Freshness
from asset_map.model.location import Coordinates
from asset_map.model.query import Listing
from asset_map.settings import Settings
from asset_map.web.map import MapBase, MapPoint

LIBRARY = Listing(
    asset_id="library",
    kind=AssetKind.SPACE,
    name="Library",
    point=Coordinates(lon=1.2, lat=54.5),
    anchor_status=AnchorStatus.RECOGNISED,
    freshness=Freshness.AGEING,
)
WARDS = BoundarySet(
    id="wards/2026",
    name="Wards 2026",
    kind=BoundaryKind.WARD,
    valid_from=date(2026, 5, 1),
    attribution="Contains invented data.",
)


def test_a_recognised_anchor_is_drawn_as_one() -> None:
    assert MapPoint.of(LIBRARY) == MapPoint(
        "library", AssetKind.SPACE, "Library", 1.2, 54.5, is_anchor=True, is_stale=False
    )


def test_a_candidate_is_not_yet_drawn_as_an_anchor() -> None:
    point = MapPoint.of(replace(LIBRARY, anchor_status=AnchorStatus.CANDIDATE))

    assert point is not None
    assert not point.is_anchor


def test_a_place_that_may_not_be_shown_has_no_point() -> None:
    assert MapPoint.of(replace(LIBRARY, point=None)) is None


def test_the_base_names_the_wards_and_whose_they_are() -> None:
    base = MapBase.of(WARDS, Settings())

    assert base.wards_path == "/api/wards/wards%2F2026.geojson"
    assert base.attribution == "Contains invented data."
    assert base.tile_url == ""


def test_tiles_bring_their_own_attribution() -> None:
    settings = Settings(
        tile_url="https://tiles.example/{z}/{x}/{y}.png", tile_attribution="Tiles: Example."
    )

    assert MapBase.of(WARDS, settings).attribution == "Contains invented data. Tiles: Example."
    assert MapBase.of(None, settings).attribution == "Tiles: Example."


def test_before_there_are_wards_the_points_stand_alone() -> None:
    assert MapBase.of(None, Settings()) == MapBase()
