"""The two square wards of the tests with people in them: ten points of 100 in each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from asset_map.geography.crs import to_degrees
from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.area import DemandPoint
from asset_map.model.asset import Asset, AssetKind, Verification
from asset_map.model.gap import GapRun
from asset_map.model.location import GridPoint, Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.register import areas
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from tests.usecases.conftest import NOW, OFFICER, group, kept

AT = datetime.fromisoformat(NOW)
OFFICERS = GapRequest(audience=Audience.OFFICER)
# Points on a line through both wards: x metres east of the west edge.
POINTS = tuple(range(100, 4000, 200))


def with_people(house: House) -> None:
    """100 people every 200 metres, from west to east."""
    with house.register.writing() as connection:
        areas.put_demand_points(
            connection,
            [
                DemandPoint(
                    code=f"p{x:04}",
                    easting=600_000.0 + x,
                    northing=511_000.0,
                    people=100,
                    deprivation_score=40.0 - x / 100,
                    is_rural=False,
                )
                for x in POINTS
            ],
        )


def place(x: float, publish: PublishLocation = PublishLocation.EXACT, name: str = "p") -> Location:
    """A place so many metres east of the west edge, on the line where people live."""
    grid = GridPoint(easting=600_000.0 + x, northing=511_000.0)
    return Location(id=name, point=to_degrees(grid), grid=grid, accuracy_m=5.0, publish=publish)


def anchor(
    asset_id: str,
    x: float,
    *,
    status: AnchorStatus = AnchorStatus.RECOGNISED,
    publish: PublishLocation = PublishLocation.EXACT,
    checked_on: date | None = date(2026, 6, 1),
    kind: AssetKind = AssetKind.GROUP,
) -> Asset:
    """A recognised anchor, checked this summer."""
    decided = status is AnchorStatus.RECOGNISED
    return replace(
        group(asset_id, f"The {asset_id}"),
        kind=kind,
        locations=(place(x, publish, f"{asset_id}-place"),),
        anchor=AnchorCase(
            status=status,
            decided_by="Panel" if decided else "",
            decided_on=date(2026, 3, 1) if decided else None,
        ),
        verification=Verification(verified_on=checked_on, role="officer") if checked_on else None,
    )


def reasons(left_out: Sequence[object]) -> dict[str, int | None]:
    return {one.reason: one.count for one in left_out}  # type: ignore[attr-defined]


def with_mill(house: House) -> House:
    """Put an anchor 100 metres over the edge, in the east."""
    with_people(house)
    kept(house, anchor("mill", 2100), AT)
    return house


def run(house: House, request: GapRequest = OFFICERS) -> GapRun:
    return measure_gaps(house, request, actor=OFFICER, now=AT, new_id=lambda: "run")
