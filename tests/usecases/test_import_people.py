"""What somebody can do comes out of a file as a person to be asked, and never as a record."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.person import Purpose
from asset_map.register import assets, people, submissions
from asset_map.usecases.consents import Agreeing, agree, withdraw_consent
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import (
    ImportReport,
    ImportRequest,
    import_assets,
    mapping_of,
    open_file,
)
from asset_map.usecases.people import list_people
from asset_map.usecases.retention import retention
from asset_map.usecases.review_submission import WAITING
from asset_map.usecases.view_ward import view_ward
from tests.usecases.conftest import OFFICER, RESIDENT, WEST
from tests.usecases.test_erase_person import KEEPER, everything

ROWS = (
    "name,kind,postcode,email,record_state\n"
    "Jo Smith mends bikes,person,ZZ1 1AA,jo@doggerby.example,approved\n"
    "Tuesday Knitters,group,ZZ1 1AA,,approved\n"
)


def brought_in(house: House, now: datetime, text: str = ROWS) -> ImportReport:
    table = open_file(house, text.encode(), file_name="people.csv")
    request = ImportRequest(
        table=table, content=text.encode(), source="A list", mapping=mapping_of(table)
    )
    return import_assets(house, request, actor=OFFICER, now=now)


def test_a_skill_in_a_file_is_a_person_to_be_asked(house: House, now: datetime) -> None:
    report = brought_in(house, now)

    assert (report.rows_in, report.rows_placed, report.rows_not_placed) == (2, 1, 1)
    assert (report.people, report.let_in) == (1, 1)
    assert "1 person who can help written down apart" in " ".join(report.lines)
    [seen] = list_people(house, actor=OFFICER)
    assert (seen.person.gifts, seen.person.ward_code) == (("Jo Smith mends bikes",), WEST)
    assert (seen.person.contact, seen.consents) == ("", ())
    with house.register.reading() as connection:
        assert [one.name for one in assets.every(connection)] == ["Tuesday Knitters"]
        assert submissions.queue(connection, states=WAITING)[1] == 0
    assert "jo@doggerby.example" not in everything(house)
    assert view_ward(house, WEST, actor=RESIDENT, today=now.date()).skills == ()

    again = brought_in(house, now)
    assert (again.people, again.rows_unchanged) == (0, 2)


def test_whoever_is_asked_counts_from_then_on(house: House, now: datetime) -> None:
    brought_in(house, now)
    [one] = [seen.person.id for seen in list_people(house, actor=OFFICER)]
    said = Agreeing(purposes=(Purpose.REGISTER,), is_adult=True)
    with pytest.raises(InvalidSubmissionError):
        agree(house, one, replace(said, is_adult=False), actor=OFFICER, now=now)
    for _ in range(2):
        agree(house, one, said, actor=OFFICER, now=now)
    assert len(view_ward(house, WEST, actor=RESIDENT, today=now.date()).skills) == 1
    assert withdraw_consent(house, one, actor=OFFICER, now=now) == 1


def test_whom_nobody_asks_is_taken_out_and_no_file_brings_them_back(
    house: House, now: datetime
) -> None:
    brought_in(house, now)
    later = now + timedelta(days=91)
    [listed, *_] = retention(house, is_done=True, actor=KEEPER, now=later)
    assert listed.things == ("Jo Smith mends bikes",)
    brought_in(house, later)
    with house.register.reading() as connection:
        assert people.every(connection) == []
