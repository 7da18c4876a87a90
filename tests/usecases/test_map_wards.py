"""Mapping statuses, committees and sites: what people say and ask, and who may."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.asset import Function
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.model.gap import MappingStatus
from asset_map.model.roadshow import Roadshow
from asset_map.register import cards, roadshows
from asset_map.usecases.committees import (
    import_committees,
    list_committees,
    meeting_words,
    save_committee,
)
from asset_map.usecases.demand import add_demand
from asset_map.usecases.hold_session import begin, close
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import (
    ImportRequest,
    import_assets,
    mapping_of,
    open_file,
)
from asset_map.usecases.map_wards import (
    WardSaid,
    history_of_ward,
    import_mapping,
    is_there_after_all,
    looked_and_found_none,
    set_status,
    wards_said,
)
from asset_map.usecases.propose_mapping import (
    accept_proposals,
    leave_as_they_are,
    propose_status,
)
from tests.usecases.conftest import EAST, NOW, OFFICER, PARTNER, RESIDENT, WEST, group, kept
from tests.usecases.gap_district import place

AT = datetime.fromisoformat(NOW)


SET_ID = "wards-2026"


def said_of(house: House, code: str) -> WardSaid:
    return next(one for one in wards_said(house, actor=OFFICER)[1] if one.code == code)


def propose(house: House, *codes: str, status: MappingStatus = MappingStatus.MAPPED) -> int:
    with house.register.writing() as connection:
        return propose_status(
            connection, codes, status, by="Partner", on=AT.date(), note="a roadshow"
        )


def test_what_is_proposed_is_accepted_or_left_by_an_officer(house: House) -> None:
    assert propose(house, WEST, EAST, "E05000000") == 2
    assert said_of(house, WEST).standing is None
    assert said_of(house, WEST).status is MappingStatus.NOT_STARTED
    with pytest.raises(NotAllowedError):
        accept_proposals(house, [WEST], actor=PARTNER, now=AT)
    accept_proposals(house, [WEST], actor=OFFICER, now=AT)
    leave_as_they_are(house, [EAST], actor=OFFICER, now=AT)
    west, east = said_of(house, WEST), said_of(house, EAST)
    assert west.proposed is None
    assert east.proposed is None
    assert west.standing is not None
    assert (west.standing.by, west.standing.note) == ("Ward officer", "a roadshow")
    assert (east.standing, east.status) == (None, MappingStatus.NOT_STARTED)
    history = history_of_ward(house, WEST, actor=OFFICER)
    assert [one.status for one in history] == [MappingStatus.MAPPED]


def test_a_roadshow_that_ends_proposes_that_its_wards_are_partly_mapped(house: House) -> None:
    in_west = group("west", "West Wanderers")
    kept(house, replace(in_west, locations=(place(500),)), AT)
    for name, codes in (("named", (EAST,)), ("by its cards", ())):
        show = Roadshow(id=name, title="Quay", held_on=AT.date(), code=name[:5], ward_codes=codes)
        card = Card(
            id=f"card-{name}", kind=CardKind.ASSET, text="West Wanderers", for_group="",
            made_at=AT, made_by="", source=CardSource.TYPED, roadshow_id=name, asset_id="west",
        )  # fmt: skip
        with house.register.writing() as connection:
            roadshows.add(connection, show)
            cards.add_new(connection, [card])
        begin(house, name, actor=PARTNER, now=AT)
        close(house, name, actor=PARTNER, now=AT)
        proposed = said_of(house, EAST if codes else WEST).proposed
        assert proposed is not None
        assert proposed.status is MappingStatus.PARTLY_MAPPED
        assert proposed.note == "roadshow “Quay” of 22 November 2026"
        assert proposed.by == "Partner"
        # The first names its ward: what its cards are about proposes nothing besides.
        assert (said_of(house, WEST).proposed is None) == bool(codes)


def test_nothing_is_proposed_that_stands_or_waits_already(house: House) -> None:
    set_status(house, [WEST], MappingStatus.CONFIRMED, actor=OFFICER, now=AT)
    assert propose(house, WEST, EAST) == 1
    assert propose(house, EAST, status=MappingStatus.DESK_ONLY) == 0
    assert said_of(house, WEST).proposed is None


def test_a_file_proposes_that_its_wards_were_looked_at_from_the_desk(house: House) -> None:
    content = b"name,kind,easting,northing\nThe Loft,space,600500,511000\n"
    table = open_file(house, content, file_name="places.csv")
    request = ImportRequest(
        table=table, content=content, source="Directory", mapping=mapping_of(table)
    )
    import_assets(house, request, actor=OFFICER, now=AT)
    proposed = said_of(house, WEST).proposed
    assert proposed is not None
    assert (proposed.status, proposed.note) == (MappingStatus.DESK_ONLY, "import of “Directory”")
    assert said_of(house, EAST).proposed is None
    leave_as_they_are(house, [WEST], actor=OFFICER, now=AT)
    import_assets(house, request, actor=OFFICER, now=AT)
    assert said_of(house, WEST).proposed is None


def test_a_ward_that_does_not_exist_cannot_be_mapped(house: House) -> None:
    with pytest.raises(NotFoundError, match="E05000000"):
        set_status(house, [WEST, "E05000000"], MappingStatus.MAPPED, actor=OFFICER, now=AT)
    assert all(one.standing is None for one in wards_said(house, actor=OFFICER)[1])


def test_looked_and_found_none_can_be_taken_back(house: House) -> None:
    looked_and_found_none(house, WEST, [Function.FOOD, Function.YOUTH], actor=OFFICER, now=AT)
    is_there_after_all(house, WEST, [Function.FOOD], actor=OFFICER, now=AT)
    west = next(one for one in wards_said(house, actor=OFFICER)[1] if one.code == WEST)
    assert [one.function for one in west.found_none] == [Function.YOUTH]


def test_nobody_looked_on_a_day_to_come(house: House, tmp_path: Path) -> None:
    file = tmp_path / "status.csv"
    file.write_text(f"code,status,date\n{WEST},mapped,2027-01-01\n", encoding="utf-8")
    with pytest.raises(InvalidSubmissionError, match="still to come"):
        import_mapping(house, file, actor=OFFICER, now=AT)


def test_only_officers_change_where_people_live(house: House, tmp_path: Path) -> None:
    file = tmp_path / "demand.csv"
    file.write_text("code,people,easting,northing\np,5,601000,511000\n", encoding="utf-8")
    with pytest.raises(NotAllowedError):
        add_demand(house, file, actor=PARTNER, now=AT)
    assert add_demand(house, file, actor=OFFICER, now=AT).by_set[0].inside == 5


def test_a_committee_is_edited_with_its_dates(house: House) -> None:
    west = AreaCommittee(
        id="north",
        name="North",
        members=(CommitteeMember(code=WEST, set_id=SET_ID, to_day=date(2026, 6, 1)),),
    )
    save_committee(house, west, actor=OFFICER, now=AT)
    assert list_committees(house, actor=RESIDENT, on=date(2026, 6, 2)) == []
    assert list_committees(house, actor=RESIDENT) == [west]
    wrong = replace(west, id="other", members=(CommitteeMember(code="X", set_id=SET_ID),))
    with pytest.raises(InvalidSubmissionError) as error:
        save_committee(house, wrong, actor=OFFICER, now=AT)
    assert [problem.field for problem in error.value.problems] == ["name", "members"]
    with pytest.raises(NotAllowedError):
        save_committee(house, west, actor=PARTNER, now=AT)
    with pytest.raises(InvalidSubmissionError, match="at most 120 letters"):
        save_committee(house, replace(west, name="N" * 121), actor=OFFICER, now=AT)


def test_of_two_who_edit_a_committee_at_once_the_second_is_told(house: House) -> None:
    north = AreaCommittee(
        id="north", name="North", members=(CommitteeMember(code=WEST, set_id=SET_ID),)
    )
    save_committee(house, north, actor=OFFICER, now=AT)
    first = replace(north, council="Doggerby")
    save_committee(house, first, seen=north, actor=OFFICER, now=AT)
    with pytest.raises(ConflictError, match="Somebody else changed 'North'"):
        save_committee(house, replace(north, members=()), seen=north, actor=OFFICER, now=AT)
    assert list_committees(house, actor=RESIDENT) == [first]


def test_a_file_lists_no_area_of_a_committee_twice_for_the_same_days(house: House) -> None:
    rows = f"code,committee,from\n{WEST},North,2026-01-01\n{WEST},North,2026-02-01\n".encode()
    with pytest.raises(InvalidSubmissionError, match="listed twice for the same days"):
        import_committees(house, rows, file_name="c.csv", actor=OFFICER, now=AT)
    assert list_committees(house, actor=RESIDENT) == []


def test_what_is_odd_about_the_day_of_a_meeting_is_said(house: House) -> None:
    days = b"code,committee,meetings\nE05999001,North,2026-12-01;2026-06-02\n"
    import_committees(house, days, file_name="c.csv", actor=OFFICER, now=AT)

    def said(day: date) -> str:
        return meeting_words(house, "North", day, actor=OFFICER, now=AT)

    assert said(date(2026, 12, 1)) == ""
    assert said(date(2026, 6, 2)).startswith("2 June 2026 is past; the pack tells what is recorded")
    assert said(date(2027, 1, 5)) == (
        "'North' lists no meeting on 5 January 2027; it meets on 1 December 2026."
    )
