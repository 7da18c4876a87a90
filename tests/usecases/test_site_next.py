from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.anchor import AnchorStatus
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import AssetKind, Function
from asset_map.model.errors import (
    InvalidSubmissionError,
    NotAllowedError,
)
from asset_map.model.location import GridPoint, PublishLocation
from asset_map.model.role import Audience
from asset_map.register import areas
from asset_map.usecases.committees import (
    import_committees,
)
from asset_map.usecases.gap_answer_files import grid_csv, sites_csv, what_if_csv
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from asset_map.usecases.site_next import Aim, Sites, SitingRequest, site_next
from asset_map.usecases.what_if import pins_to_try, what_if
from tests.usecases.conftest import EAST, NOW, OFFICER, PARTNER, WEST, kept, ward
from tests.usecases.gap_district import anchor, with_people

AT = datetime.fromisoformat(NOW)


def test_a_pin_says_who_would_come_within_reach(house: House) -> None:
    with_people(house)
    kept(house, anchor("mill", 3900), AT)
    kept(house, anchor("loft", 700, status=AnchorStatus.NONE, kind=AssetKind.SPACE), AT)
    kept(house, anchor("chapel", 2000, status=AnchorStatus.CANDIDATE), AT)
    pins = pins_to_try(house, actor=OFFICER, now=AT)
    assert [pin.name for pin in pins] == ["The chapel", "The loft"]
    tried = what_if(house, pins[:1], actor=OFFICER, now=AT)
    assert tried.by_ward == ((WEST, "Net Loft", 400), (EAST, "Quayside", 400))
    assert tried.words == (
        "With one at The chapel, 800 residents would come within reach: Net Loft 400, Quayside 400."
    )
    assert what_if(house, pins, actor=OFFICER, now=AT).newly_within == tried.newly_within + 600
    assert what_if(house, (), actor=OFFICER, now=AT).newly_within == 0


def test_a_pin_is_tried_for_the_areas_and_the_readers_of_the_figures(house: House) -> None:
    with_people(house)
    kept(house, anchor("mill", 3900), AT)
    kept(house, anchor("chapel", 2000, status=AnchorStatus.CANDIDATE), AT)
    kept(house, anchor("parlour", 700, status=AnchorStatus.NONE, publish=PublishLocation.WARD), AT)
    import_committees(
        house, f"code,committee\n{WEST},West\n".encode(), file_name="c.csv", actor=OFFICER, now=AT
    )
    west = measure_gaps(house, GapRequest(committee="West"), actor=OFFICER, now=AT)
    pins = pins_to_try(house, west, actor=OFFICER, now=AT)
    assert [pin.name for pin in pins] == ["The chapel"]
    tried = what_if(house, pins, west, actor=OFFICER, now=AT)
    assert (tried.by_ward, tried.newly_within) == (((WEST, "Net Loft", 400),), 400)
    assert tried.beyond_before == west.rows[0].residents_beyond_reach == 1000
    file = what_if_csv(tried, west).decode("utf-8-sig").splitlines()
    assert file[:2] == ["code,ward,residents newly within reach", f"{WEST},Net Loft,400"]
    assert "boundary set,Wards 2026" in file
    grid = grid_csv(west).decode("utf-8-sig").splitlines()
    assert grid[:2] == [
        "code,ward,share beyond reach,deprivation",
        f"{WEST},Net Loft,80 to 100%,Third",
    ]
    assert "looked for,recognised anchor organisations" in grid
    longer = measure_gaps(house, GapRequest(committee="West", reach_m=1850), actor=OFFICER, now=AT)
    assert what_if(house, pins, longer, actor=OFFICER, now=AT).newly_within == 900
    fuller = measure_gaps(house, GapRequest(audience=Audience.OFFICER), actor=OFFICER, now=AT)
    with pytest.raises(NotAllowedError):
        pins_to_try(house, fuller, actor=PARTNER, now=AT)


def test_divisions_are_asked_about_as_wards_are(house: House) -> None:
    with_people(house)
    kept(house, anchor("mill", 3900), AT)
    kept(house, anchor("loft", 700, status=AnchorStatus.NONE, kind=AssetKind.SPACE), AT)
    coast = BoundarySet(
        id="ceds", name="Divisions", kind=BoundaryKind.DIVISION, valid_from=date(2025, 5, 1)
    )
    with house.register.writing() as connection:
        areas.add_set(connection, coast, [ward("E58000001", "Coast", 600_000)])
    asked = GapRequest(set_name="Divisions")
    run = measure_gaps(house, asked, actor=OFFICER, now=AT)
    assert run.area_word == "division"
    pins = pins_to_try(house, run, actor=OFFICER, now=AT)
    tried = what_if(house, pins, run, actor=OFFICER, now=AT)
    assert tried.by_ward == (("E58000001", "Coast", 800),)
    rooms = SitingRequest(sought="food", codes=("E58000001",), set_id="ceds")
    answer = site_next(house, rooms, actor=OFFICER, now=AT)
    assert [(one.name, one.ward_name) for one in answer.chosen] == [("The loft", "Coast")]


def test_the_next_room_is_put_where_it_helps_most(house: House) -> None:
    with_people(house)
    for name, x in (("loft", 700), ("quay", 3000), ("point", 3900)):
        space = anchor(name, x, status=AnchorStatus.NONE, kind=AssetKind.SPACE)
        kept(house, replace(space, functions=(Function.FOOD,) if name == "quay" else ()), AT)
    own = (GridPoint(easting=603_900.0, northing=511_000.0),)
    answer = site_next(house, SitingRequest(sought="food", own=own), actor=OFFICER, now=AT)
    # Twelve points are beyond the quay's 800 m; eight of them lie within 800 m of the loft.
    assert answer.best.beyond_before == 1200
    assert [(one.name, one.ward_code, one.by_itself) for one in answer.chosen] == [
        ("The loft", WEST, 800)
    ]
    assert answer.words == (
        "1 site: The loft (Net Loft). 800 residents would come within reach, of 1,200 who are "
        "beyond it now. No other choice brings more. Your own choice would bring 100 residents."
    )
    file = sites_csv(answer, SitingRequest(sought="food")).decode("utf-8-sig").splitlines()
    assert file[1].startswith("The loft,Net Loft,E05")
    assert file[1].endswith(",800")
    anywhere = SitingRequest(sought="food", sites=Sites.POINTS, aim=Aim.DISTANCE, codes=(WEST,))
    told = site_next(house, anywhere, actor=OFFICER, now=AT)
    assert "This is an approximate answer." in told.words
    fuller = SitingRequest(sought="food", audience=Audience.OFFICER)
    with pytest.raises(NotAllowedError):
        site_next(house, fuller, actor=PARTNER, now=AT)
    with pytest.raises(InvalidSubmissionError, match="grown, not sited"):
        site_next(house, SitingRequest(sought="anchor"), actor=OFFICER, now=AT)
