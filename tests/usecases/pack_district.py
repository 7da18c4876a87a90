"""The two square wards of the tests with a committee that meets in March and in June."""

from dataclasses import replace
from datetime import date, datetime

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.committee_pack import CommitteePack, PackPurpose
from asset_map.model.location import PublishLocation
from asset_map.register import areas
from asset_map.usecases.build_pack import PackRequest, build_pack
from asset_map.usecases.house import House
from tests.usecases.conftest import EAST, OFFICER, WEST, group, kept
from tests.usecases.gap_district import anchor, place, with_people

MARCH, JUNE = date(2027, 3, 4), date(2027, 6, 3)
DAY = datetime.fromisoformat("2027-02-25T09:30:00+00:00")
LATER = datetime.fromisoformat("2027-05-27T09:30:00+00:00")
WARDS = "wards-2026"


def with_committee(house: House, *codes: str, set_id: str = WARDS) -> AreaCommittee:
    """The Harbour committee, which looks after both wards unless told otherwise."""
    committee = AreaCommittee(
        id="harbour",
        name="Harbour",
        council="Doggerby District Council",
        members=tuple(
            CommitteeMember(code=code, set_id=set_id, officer="Harbour ward officer")
            for code in codes or (WEST, EAST)
        ),
        meetings=(MARCH, JUNE),
    )
    with house.register.writing() as connection:
        return areas.put_committee(connection, committee)


def with_records(house: House) -> None:
    """People, an anchor in the east, a choir and a hall in the west."""
    with_people(house)
    kept(house, anchor("mill", 2100, checked_on=date(2026, 12, 1)), DAY)
    kept(house, at("choir", 500), DAY)
    kept(house, replace(at("hall", 900), kind=AssetKind.SPACE), DAY)


def at(asset_id: str, x: float, publish: PublishLocation = PublishLocation.EXACT) -> Asset:
    """A group so many metres east of the west edge."""
    spot = place(x, publish, f"{asset_id}-place")
    return replace(group(asset_id, f"The {asset_id}"), locations=(spot,))


def march(house: House, **more: object) -> CommitteePack:
    """The draft for the meeting of March."""
    return build_pack(house, asked(MARCH, **more), actor=OFFICER, now=DAY)


def june(house: House) -> CommitteePack:
    """The draft for the meeting of June."""
    return build_pack(house, asked(JUNE), actor=OFFICER, now=LATER)


def asked(meeting: date, **more: object) -> PackRequest:
    wanted = {"purpose": PackPurpose.NOTING, "officer": "Harbour ward officer", **more}
    return PackRequest(committee="Harbour", meeting=meeting, **wanted)  # type: ignore[arg-type]
