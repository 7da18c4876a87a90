"""What each audience is told, and what leaves no trace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.anchor import AnchorCase
from asset_map.model.area import Placement
from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.errors import NotFoundError
from asset_map.model.location import Coordinates, GridPoint, Location, LocationKind, PublishLocation
from asset_map.model.query import Query
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.times import Meeting, Stop
from asset_map.model.visibility import as_seen_by
from asset_map.register import areas, assets, public_view, search
from asset_map.register.assets import Saving
from asset_map.register.engine import Connection, Register
from asset_map.register.schema import LISTINGS, metadata
from tests.register.drawn import (
    EAST,
    OLD_WARDS,
    WEST,
    asset,
    note,
    place,
    save,
    save_all,
    use_wards,
    withheld,
)

TODAY = date(2026, 11, 22)
# Words and numbers that stand in a hidden place and nowhere else.
SECRETS = ("Zanzibarhouse", "QX9 9QX", "9988776655", "99 Xylophone Row")
SECRET_LON, SECRET_LAT = 1.234567, 54.456789
HIDDEN_FROM = (Audience.PUBLIC, Audience.PARTNER)


def secret_place(publish: PublishLocation) -> Location:
    name, postcode, uprn, address = SECRETS
    return place(
        "secret",
        publish=publish,
        place_name=name,
        postcode=postcode,
        uprn=uprn,
        address=address,
        point=Coordinates(lon=SECRET_LON, lat=SECRET_LAT),
        grid=GridPoint(easting=612_345.6, northing=506_543.2),
    )


def told(connection: Connection, audience: Audience) -> Iterator[str]:
    """Give every value of every row that an audience's readers know, indexes too."""
    names = [name for name in metadata.tables if name.startswith(audience.value)]
    for name in [*names, f"{audience.value}_vocabulary"]:
        for row in connection.exec_driver_sql(f"SELECT * FROM {name}"):
            yield from (str(value) for value in row)


def found_by(connection: Connection, text: str, audience: Audience) -> list[str]:
    found = search.find(
        connection, Query(text=text, only_open=False), audience=audience, today=TODAY
    )
    return [line.asset_id for line in found.listings]


hidden_assets = st.builds(
    Asset,
    id=st.just(""),
    kind=st.sampled_from(AssetKind),
    name=st.just("Safe Haven"),
    anchor=st.none(),
    contact=st.builds(Contact, role=st.just("Helpline")),
    locations=st.lists(
        st.sampled_from(
            [
                place("hall"),
                secret_place(PublishLocation.WITHHELD),
                place("online", point=None, grid=None),
            ]
        ),
        unique_by=lambda one: one.id,
    )
    .map(tuple)
    .filter(lambda places: any(one.id == "secret" for one in places)),
    record_state=st.sampled_from(RecordState),
    visible_to=st.sampled_from(Audience),
    operating_status=st.sampled_from(OperatingStatus),
    summary=st.just(""),
    description=st.just(""),
    tags=st.just(()),
    also_known_as=st.just(()),
    languages=st.just(()),
    identifiers=st.just(()),
    space=st.none(),
    provenance=st.none(),
    verification=st.none(),
    access_notes=st.just(""),
    cost_note=st.just(""),
    version=st.just(0),
)


@given(drawn=hidden_assets)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_a_withheld_place_leaves_no_trace_for_public_and_partners(
    register: Register, drawn: Asset
) -> None:
    with register.writing() as connection:
        if areas.set_in_use(connection) is None:
            use_wards(connection)
        number = assets.count(connection)
        save(connection, replace(drawn, id=f"asset-{number}"), wards={"secret": EAST, "hall": WEST})
    with register.reading() as connection:
        for audience in HIDDEN_FROM:
            for value in told(connection, audience):
                assert "secret" not in value
                assert EAST not in value
                assert "1.2345" not in value
                assert "54.456" not in value
                for secret in SECRETS:
                    for word in (secret, secret.casefold(), secret.casefold().replace(" ", "")):
                        assert word not in value
            for secret in SECRETS:
                assert found_by(connection, secret, audience) == []
            near = Query(near=Coordinates(lon=SECRET_LON, lat=SECRET_LAT), within_m=500.0)
            assert search.find(connection, near, audience=audience, today=TODAY).total == 0
            of_east = Query(ward_codes=(EAST,), only_open=False)
            assert search.find(connection, of_east, audience=audience, today=TODAY).total == 0
        # Nor do officers see where it is: that is for data protection alone.
        officer_places = LISTINGS[Audience.OFFICER].places
        hidden = connection.execute(sa.select(officer_places).where(officer_places.c.is_withheld))
        assert {(row.lon, row.lat, row.ward_code, row.postcode) for row in hidden} <= {
            (None, None, None, "")
        }


@given(publish=st.sampled_from([PublishLocation.WARD, PublishLocation.WITHHELD]))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=2
)
def test_a_place_that_becomes_hidden_is_forgotten_by_every_listing(
    register: Register, publish: PublishLocation
) -> None:
    with register.writing() as connection:
        if areas.set_in_use(connection) is None:
            use_wards(connection)
        drawn = asset(f"asset-{publish}", locations=(secret_place(PublishLocation.EXACT),))
        open_one = save(connection, drawn, wards={"secret": EAST})
        assert drawn.id in found_by(connection, "zanzibarhouse", Audience.PUBLIC)
        save(
            connection,
            replace(open_one, locations=(secret_place(publish),)),
            wards={"secret": EAST},
        )
        for audience in HIDDEN_FROM:
            assert found_by(connection, "zanzibarhouse", audience) == []
            assert found_by(connection, "QX9 9QX", audience) == []
            values = " ".join(told(connection, audience))
            assert "anzibar" not in values
            assert "1.2345" not in values


def test_a_ward_level_place_is_known_by_its_ward_alone(register: Register) -> None:
    home = secret_place(PublishLocation.WARD)
    with register.writing() as connection:
        use_wards(connection)
        save(connection, asset(locations=(home,)), wards={"secret": EAST})
        for audience in HIDDEN_FROM:
            (line,) = public_view.listings_of(
                connection, ["knitters"], audience=audience, today=TODAY
            )
            assert (line.ward_code, line.ward_name) == (EAST, "East")
            assert (line.point, line.postcode, line.place_name) == (None, "", "")
            near = Query(near=Coordinates(lon=SECRET_LON, lat=SECRET_LAT))
            (line,) = search.find(connection, near, audience=audience, today=TODAY).listings
            assert line.distance_m is None
            assert public_view.map_points(connection, audience=audience) == []


@pytest.mark.parametrize("state", [one for one in RecordState if one is not RecordState.APPROVED])
def test_what_is_not_approved_is_told_to_officers_alone(
    register: Register, state: RecordState
) -> None:
    with register.writing() as connection:
        save(connection, asset(record_state=state))
        assert list(told(connection, Audience.PUBLIC)) == []
        assert list(told(connection, Audience.PARTNER)) == []
        assert found_by(connection, "knitters", Audience.OFFICER) == ["knitters"]


def test_what_is_archived_leaves_the_public_and_comes_back(register: Register) -> None:
    with register.writing() as connection:
        saved = save(connection, asset())
        gone = save(connection, replace(saved, record_state=RecordState.ARCHIVED))
        assert found_by(connection, "knitters", Audience.PUBLIC) == []
        with pytest.raises(NotFoundError):
            public_view.visible_asset(connection, "knitters", audience=Audience.PUBLIC)
        save(connection, replace(gone, record_state=RecordState.APPROVED))
        assert found_by(connection, "knitters", Audience.PUBLIC) == ["knitters"]


def test_the_public_reads_what_the_model_lets_it_see(register: Register) -> None:
    drawn = asset(
        contact=Contact(role="Secretary", email="knit@doggerby.example"),
        locations=(place(publish=PublishLocation.STREET), withheld()),
        anchor=AnchorCase(note="asked twice"),
    )
    with register.writing() as connection:
        saved = save(connection, drawn)
        for audience in Audience:
            seen = public_view.visible_asset(connection, "knitters", audience=audience)
            assert seen == as_seen_by(saved, audience)


def test_one_who_helps_is_counted_and_never_named(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        people = [
            asset(
                f"person-{number}",
                name=f"Cake baker {number}",
                kind=AssetKind.SKILL,
                tags=("food & growing",),
                locations=(place(publish=PublishLocation.WARD),),
            )
            for number in range(3)
        ]
        save_all(connection, *people, wards={"hall": WEST})
        assert public_view.skills_in(connection, WEST) == [("food & growing", 3)]
        for audience in HIDDEN_FROM:
            assert found_by(connection, "cake", audience) == []
            assert "person-1" not in " ".join(told(connection, audience))
        counts = public_view.ward_counts(connection, audience=Audience.PUBLIC, today=TODAY)
        assert counts == []


@pytest.mark.parametrize(
    "change",
    [
        {"record_state": RecordState.ARCHIVED},
        {"visible_to": Audience.PARTNER},
        {"operating_status": OperatingStatus.CLOSED},
        {"locations": (withheld("hall"),)},
    ],
)
def test_one_who_helps_no_longer_or_in_secret_is_not_counted(
    register: Register, change: dict[str, object]
) -> None:
    skill = asset(kind=AssetKind.SKILL, locations=(place(),))
    with register.writing() as connection:
        use_wards(connection)
        saved = save(connection, skill, wards={"hall": WEST})
        assert public_view.skills_in(connection, WEST) == [("", 1)]
        save(connection, replace(saved, **change), wards={"hall": WEST})  # type: ignore[arg-type]
        assert public_view.skills_in(connection, WEST) == []


def test_another_boundary_set_changes_the_wards_and_no_asset(register: Register) -> None:
    hall, refuge = place("hall"), withheld("refuge")
    with register.writing() as connection:
        use_wards(connection)
        save_all(
            connection,
            asset("knitters", locations=(hall,)),
            asset("haven", locations=(refuge,)),
            asset("baker", kind=AssetKind.SKILL, locations=(place("home"),)),
            wards={"hall": WEST, "refuge": WEST, "home": WEST},
        )
        before = assets.get_many(connection, ["knitters", "haven", "baker"])
        use_wards(connection, OLD_WARDS, "Old West", "Old East")
        assert areas.placements_of(connection, "knitters") == {}
        points = areas.points(connection)
        assert sorted(points.location_ids) == ["hall", "home", "refuge"]
        rows = [
            (asset_id, place_id, Placement(code="E05888002"))
            for asset_id, place_id in zip(points.asset_ids, points.location_ids, strict=True)
        ]
        areas.replace_placements(connection, OLD_WARDS.id, rows)
        (line,) = public_view.listings_of(
            connection, ["knitters"], audience=Audience.PUBLIC, today=TODAY
        )
        assert (line.ward_code, line.ward_name) == ("E05888002", "Old East")
        assert public_view.skills_in(connection, "E05888002") == [("", 1)]
        assert public_view.skills_in(connection, WEST) == []
        officers = LISTINGS[Audience.OFFICER].places
        hidden = connection.scalar(sa.select(officers.c.ward_code).where(officers.c.is_withheld))
        assert hidden is None
        assert assets.get_many(connection, ["knitters", "haven", "baker"]) == before


def test_putting_a_set_back_brings_its_wards_back(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        save(connection, asset(locations=(place(),)), wards={"hall": WEST})
        use_wards(connection, OLD_WARDS)
        areas.use_set(connection, "wards-2026", by="Ward officer", at=note("x").at)
        (line,) = public_view.listings_of(
            connection, ["knitters"], audience=Audience.PUBLIC, today=TODAY
        )
    assert line.ward_code == WEST


def test_a_list_shows_a_place_on_the_map_before_one_online(register: Register) -> None:
    online = Location.nowhere("online", LocationKind.ONLINE)
    with register.writing() as connection:
        use_wards(connection)
        save(
            connection,
            asset(locations=(online, place(place_name="Village hall"))),
            wards={"hall": WEST},
        )
        (line,) = public_view.listings_of(
            connection, ["knitters"], audience=Audience.PUBLIC, today=TODAY
        )
        assert (line.place_name, line.ward_code) == ("Village hall", WEST)
        assert public_view.wards_of(connection, "knitters", audience=Audience.PUBLIC) == {
            "hall": (WEST, "West")
        }


def test_times_are_said_of_what_an_audience_may_see(register: Register) -> None:
    meets = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10))
    street = secret_place(PublishLocation.STREET)
    heard: list[Location] = []

    def say_when(there: Location) -> str:
        heard.append(there)
        return "Tuesdays" if there.meetings else ""

    with register.writing() as connection:
        saving = Saving(
            asset=asset(locations=(replace(street, meetings=(meets,)), withheld())),
            expected_version=0,
            note=note("r1"),
        )
        assets.save_many(connection, [saving], say_when=say_when)
        (line,) = public_view.listings_of(
            connection, ["knitters"], audience=Audience.PUBLIC, today=TODAY
        )
    assert line.when == "Tuesdays"
    # Whoever says it is never told where a withheld place is.
    assert all(there.point is None for there in heard if there.id == "refuge")


def test_a_mobile_service_has_a_pin_for_each_of_its_stops(register: Register) -> None:
    stops = tuple(
        place(
            f"stop-{number}",
            kind=LocationKind.STOP,
            point=Coordinates(lon=1.2 + number / 100, lat=54.5),
            stop=Stop(service_name="Library van"),
        )
        for number in range(6)
    )
    with register.writing() as connection:
        save(connection, asset("van", name="Library van", locations=stops))
        pins = public_view.map_points(connection, audience=Audience.PUBLIC)
    assert [pin.lon for pin in pins] == [stop.point.lon for stop in stops if stop.point]
    assert {pin.asset_id for pin in pins} == {"van"}
