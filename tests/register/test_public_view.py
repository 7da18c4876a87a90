from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.asset import AssetKind, Function, Verification
from asset_map.model.errors import NotFoundError
from asset_map.model.location import Coordinates, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register import public_view
from asset_map.register.engine import Register
from asset_map.register.frames import assets_frame
from asset_map.register.public_view import MapPoint, WardCount
from tests.register.drawn import EAST, WEST, asset, place, save_all, use_wards

TODAY = date(2026, 11, 22)
ANCHOR = AnchorCase(status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=TODAY)


@pytest.fixture
def town(register: Register) -> Register:
    with register.writing() as connection:
        use_wards(connection)
        save_all(
            connection,
            asset(
                "hub",
                name="Zebra hub",
                anchor=ANCHOR,
                languages=("polish", "Urdu"),
                functions=(Function.FOOD, Function.YOUTH),
                verification=Verification(verified_on=date(2026, 9, 1), role="officer"),
                locations=(
                    place("hub", place_name="Hub house", postcode="NG20 8AA"),
                    place("annexe"),
                ),
            ),
            asset("hall", name="Hall", kind=AssetKind.SPACE, locations=(place("hall"),)),
            asset(
                "shut",
                name="Shut",
                locations=(place("shut"),),
                operating_status=OperatingStatus.CLOSED,
            ),
            asset(
                "home",
                name="At home",
                languages=("Polish",),
                locations=(place("home", publish=PublishLocation.WARD),),
            ),
            asset("nowhere", name="Nowhere"),
            asset("draft", name="Draft", languages=("Welsh",), record_state=RecordState.DRAFT),
            wards={"hub": WEST, "annexe": WEST, "hall": WEST, "shut": WEST, "home": EAST},
        )
    return register


def test_an_asset_the_public_may_not_see_looks_like_one_that_is_not_there(town: Register) -> None:
    with town.reading() as connection:
        texts = []
        for asset_id in ("draft", "ghost"):
            with pytest.raises(NotFoundError) as missing:
                public_view.visible_asset(connection, asset_id, audience=Audience.PUBLIC)
            texts.append(str(missing.value).replace(asset_id, "…"))
        assert public_view.visible_asset(connection, "draft", audience=Audience.OFFICER)
    assert texts[0] == texts[1]


def test_many_assets_are_seen_in_the_order_asked_but_for_hidden_ones(town: Register) -> None:
    with town.reading() as connection:
        seen = public_view.visible_assets(
            connection, ["hall", "draft", "ghost", "hub"], audience=Audience.PARTNER
        )
    assert [one.id for one in seen] == ["hall", "hub"]


def test_lines_stand_in_the_order_of_lists(town: Register) -> None:
    with town.reading() as connection:
        lines = public_view.listings_of(
            connection,
            ["nowhere", "shut", "hub", "hall", "ghost"],
            audience=Audience.PUBLIC,
            today=TODAY,
        )
    assert [line.asset_id for line in lines] == ["hub", "hall", "nowhere", "shut"]


def test_every_pin_is_on_the_map_once(town: Register) -> None:
    with town.reading() as connection:
        pins = public_view.map_points(connection, audience=Audience.PUBLIC)
    assert [pin.asset_id for pin in pins] == ["hall", "shut", "hub", "hub"]
    assert pins[2] == MapPoint(
        asset_id="hub",
        kind="group",
        name="Zebra hub",
        lon=1.2,
        lat=54.5,
        is_anchor=True,
        is_open=True,
        verified_on=date(2026, 9, 1),
    )


def test_a_ward_counts_what_is_open_once(town: Register) -> None:
    with town.reading() as connection:
        counts = public_view.ward_counts(connection, audience=Audience.PUBLIC, today=TODAY)
        kinds = public_view.kind_counts(connection, audience=Audience.PUBLIC, today=TODAY)
    assert counts == [
        WardCount(WEST, AssetKind.GROUP, assets=1, anchors=1),
        WardCount(WEST, AssetKind.SPACE, assets=1, anchors=0),
        WardCount(EAST, AssetKind.GROUP, assets=1, anchors=0),
    ]
    assert kinds == {AssetKind.GROUP: 3, AssetKind.SPACE: 1}


def test_a_language_is_offered_once_however_it_is_spelt(town: Register) -> None:
    with town.reading() as connection:
        assert public_view.languages(connection, audience=Audience.PUBLIC) == ("Polish", "Urdu")
        assert "Welsh" in public_view.languages(connection, audience=Audience.OFFICER)


def test_the_frame_has_a_row_for_each_asset_and_its_first_place(town: Register) -> None:
    with town.reading() as connection:
        frame = assets_frame(connection, audience=Audience.PUBLIC)
    assert list(frame.index) == ["hub", "hall", "shut", "home", "nowhere"]
    hub = frame.loc["hub"]
    assert (hub["name"], hub["kind"], hub["functions"]) == ("Zebra hub", "group", "|food|youth|")
    assert (hub["lon"], hub["lat"], hub["ward_code"]) == (1.2, 54.5, WEST)
    assert (hub["anchor_status"], hub["verified_on"]) == ("recognised", pd.Timestamp("2026-09-01"))
    home = frame.loc["home"]
    assert home["ward_code"] == EAST
    assert frame.loc[["home", "nowhere"], ["lon", "lat"]].isna().all(axis=None)
    assert frame["ward_code"].isna().to_dict()["nowhere"]


def test_an_empty_register_is_a_frame_with_all_of_its_columns(register: Register) -> None:
    with register.reading() as connection:
        frame = assets_frame(connection, audience=Audience.PUBLIC)
    assert frame.empty
    assert frame["lon"].dtype == "float64"
    assert frame["verified_on"].dtype.kind == "M"
    with register.writing() as connection:
        save_all(connection, asset())
        assert list(frame.columns) == list(assets_frame(connection, audience=Audience.PUBLIC))


def test_officers_pins_are_exact_where_the_publics_are_not(register: Register) -> None:
    there = Coordinates(lon=1.234567, lat=54.456789)
    street = place("street", publish=PublishLocation.STREET, point=there)
    home = replace(street, id="home", publish=PublishLocation.WARD)
    with register.writing() as connection:
        save_all(connection, asset("a", locations=(street, home)))
        exact = public_view.map_points(connection, audience=Audience.OFFICER)
        public = public_view.map_points(connection, audience=Audience.PUBLIC)
    assert [(pin.lon, pin.lat) for pin in exact] == [(there.lon, there.lat)] * 2
    assert len(public) == 1
    assert (public[0].lon, public[0].lat) != (there.lon, there.lat)
