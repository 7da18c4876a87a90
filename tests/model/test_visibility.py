from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.location import Coordinates, GridPoint, Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.visibility import STREET_M, as_seen_by, default_publish, suppressed

PLACE = Location(
    id="place",
    point=Coordinates(lon=1.2345678, lat=54.5432109),
    grid=GridPoint(easting=609_123.4, northing=512_345.6),
    accuracy_m=5.0,
    address="12 Quay Street",
    postcode="ZZ1 1AA",
    uprn="100012345678",
    place_name="The Net Loft",
)
ASSET = Asset(
    id="asset",
    kind=AssetKind.GROUP,
    name="Tuesday Knitters",
    record_state=RecordState.APPROVED,
    locations=(PLACE,),
    contact=Contact(role="Secretary", email="knit@doggerby.example", phone="01632 960001"),
)


def with_publish(publish: PublishLocation) -> Asset:
    return replace(ASSET, locations=(replace(PLACE, publish=publish),))


def seen(asset: Asset, audience: Audience) -> Asset:
    view = as_seen_by(asset, audience)
    assert view is not None
    return view


@pytest.mark.parametrize("state", [s for s in RecordState if s is not RecordState.APPROVED])
def test_only_approved_records_reach_the_public(state: RecordState) -> None:
    assert as_seen_by(replace(ASSET, record_state=state), Audience.PUBLIC) is None


def test_a_record_made_for_partners_is_hidden_from_the_public() -> None:
    asset = replace(ASSET, visible_to=Audience.PARTNER)
    assert as_seen_by(asset, Audience.PUBLIC) is None
    assert as_seen_by(asset, Audience.PARTNER) is not None


def test_a_persons_skill_is_never_shown_by_itself() -> None:
    asset = replace(ASSET, kind=AssetKind.SKILL)
    assert as_seen_by(asset, Audience.PUBLIC) is None
    assert as_seen_by(asset, Audience.PARTNER) is None


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER])
def test_a_withheld_place_leaves_no_trace(audience: Audience) -> None:
    view = seen(with_publish(PublishLocation.WITHHELD), audience)
    assert view.locations == ()


def test_officers_see_that_a_place_is_withheld_but_not_where() -> None:
    (place,) = seen(with_publish(PublishLocation.WITHHELD), Audience.OFFICER).locations
    assert place == Location(id="place", publish=PublishLocation.WITHHELD)


def test_ward_level_gives_neither_point_nor_address() -> None:
    (place,) = seen(with_publish(PublishLocation.WARD), Audience.PUBLIC).locations
    assert place.point is None
    assert place.grid is None
    assert (place.address, place.postcode, place.uprn, place.place_name) == ("", "", "", "")


@given(
    lon=st.floats(min_value=-6, max_value=1.8),
    lat=st.floats(min_value=50, max_value=60),
)
def test_street_level_depends_on_the_cell_alone(lon: float, lat: float) -> None:
    place = replace(PLACE, point=Coordinates(lon=lon, lat=lat), publish=PublishLocation.STREET)
    (shown,) = seen(replace(ASSET, locations=(place,)), Audience.PUBLIC).locations
    assert shown.point is not None
    assert shown.grid is None
    assert shown.uprn == shown.address == ""
    assert shown.accuracy_m is not None
    assert shown.accuracy_m >= STREET_M
    again = replace(place, point=shown.point)
    (shown_again,) = seen(replace(ASSET, locations=(again,)), Audience.PUBLIC).locations
    assert shown_again.point == shown.point


def test_a_contact_is_for_officers_unless_somebody_said_so() -> None:
    assert seen(ASSET, Audience.PUBLIC).contact.email == ""
    assert seen(ASSET, Audience.PUBLIC).contact.role == "Secretary"
    assert seen(ASSET, Audience.OFFICER).contact.email == "knit@doggerby.example"
    public = replace(ASSET, contact=replace(ASSET.contact, audience=Audience.PUBLIC))
    assert seen(public, Audience.PUBLIC).contact.phone == "01632 960001"


def test_what_may_be_a_home_shows_its_ward_alone() -> None:
    assert default_publish(AssetKind.GROUP, is_home=None) is PublishLocation.WARD
    assert default_publish(AssetKind.SPACE, is_home=True) is PublishLocation.WARD
    assert default_publish(AssetKind.SPACE, is_home=None) is PublishLocation.EXACT
    assert default_publish(AssetKind.GROUP, is_home=False) is PublishLocation.EXACT
    assert default_publish(AssetKind.SKILL, is_home=False) is PublishLocation.WARD


def test_few_people_are_not_counted_out() -> None:
    assert [suppressed(n) for n in (0, 1, 4, 5, 1200)] == [
        "0",
        "fewer than 5",
        "fewer than 5",
        "5",
        "1,200",
    ]
