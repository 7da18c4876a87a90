"""Somebody asks what is kept about them, and is answered within a month."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from asset_map.model.asset import Contact
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.person import RequestKind, a_month_after
from asset_map.model.role import Actor, Role
from asset_map.register import assets, history
from asset_map.register.schema import looks
from asset_map.usecases.find_person import find_person
from asset_map.usecases.house import House
from asset_map.usecases.subject_request import (
    Asked,
    close_request,
    correct_person,
    export_person,
    open_request,
    requests,
)
from asset_map.usecases.withheld_looks import look_at_withheld, looks_made
from tests.usecases.conftest import OFFICER, group, kept
from tests.usecases.test_erase_person import EMAIL, KEEPER, NAME, PHONE, plant

ADMIN = Actor(name="Ada Admin", role=Role.ADMIN)


@pytest.fixture
def full(house: House, now: datetime) -> House:
    return plant(house, now)


def test_everything_about_an_address_is_found_with_what_stands_beside_it(
    full: House, now: datetime
) -> None:
    found = find_person(full, ["JO.SMITH@doggerby.example"], actor=KEEPER, now=now)

    assert {one.place for one in found.found} >= {
        "A record",
        "The history of a record",
        "A proposal",
        "A letter",
        "Somebody who came to a roadshow",
    }
    assert found.beside == (PHONE,)
    assert "al@hall.example" not in str(found)


def test_a_name_that_is_nearly_theirs_stands_apart(full: House, now: datetime) -> None:
    kept(full, replace(group("band", "The band"), description="Joe Smith plays, J Smith too."), now)

    found = find_person(full, [NAME], actor=KEEPER, now=now)

    assert [one.text for one in found.alike if one.place == "A record"] == [
        "Joe Smith plays, J Smith too."
    ]
    assert not any("plays" in one.text for one in found.found)


def test_the_one_file_is_readable_and_holds_nobody_else(full: House, now: datetime) -> None:
    text = "Bo rings bo@x.example. Ask <Jo Smith>, or al@hall.example."
    kept(full, replace(group("band", "The band"), description=text), now)

    page = export_person(full, [NAME, EMAIL], actor=KEEPER, now=now).decode()

    assert "Ask &lt;Jo Smith&gt;, or (somebody else&#x27;s)." in page
    assert "mends bikes" in page
    assert "To Jo Smith" in page
    assert "bo@x.example" not in page
    assert "al@hall" not in page
    assert len(re.findall("<script", page)) == 1


def test_a_wrong_number_is_put_right_everywhere_but_in_the_history(
    full: House, now: datetime
) -> None:
    counts = correct_person(full, PHONE, "07700 900456", actor=KEEPER, now=now)

    with full.register.reading() as connection:
        asset = assets.get(connection, "knitters")
        steps = history.of_asset(connection, "knitters")
    assert counts["assets"] == 1
    assert asset.contact.phone == "07700 900456"
    assert asset.contact.email == EMAIL
    assert "on 07700 900456 for wool" in asset.description
    assert steps[0].action == "corrected"
    assert steps[0].before is not None
    assert steps[0].before.contact.phone == PHONE


def test_a_request_is_due_within_a_month_and_forgets_who_asked(house: House, now: datetime) -> None:
    asked = Asked(kind=RequestKind.SEE, identifiers=(EMAIL,), asked_on=date(2026, 10, 31))
    request = open_request(house, asked, actor=ADMIN, now=now)
    assert request.due_on == date(2026, 11, 30)

    close_request(house, request.id, outcome="Sent by post", actor=KEEPER, now=now)

    [done] = requests(house, actor=ADMIN)
    assert (done.identifiers, done.outcome, done.done_by) == ((), "Sent by post", "Dee Pee")
    with pytest.raises(InvalidSubmissionError):
        open_request(house, replace(asked, asked_on=date(2026, 11, 23)), actor=ADMIN, now=now)


def test_a_month_has_an_end() -> None:
    assert a_month_after(date(2027, 1, 31)) == date(2027, 2, 28)
    assert a_month_after(date(2026, 12, 22)) == date(2027, 1, 22)


def test_a_look_at_a_withheld_place_needs_a_reason_and_is_written_down(
    house: House, now: datetime
) -> None:
    refuge = group("refuge", "Safe Haven")
    hidden = replace(refuge.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(refuge, locations=(hidden,), contact=Contact(role="manager")), now)
    kept(house, group(), now)
    with pytest.raises(InvalidSubmissionError):
        look_at_withheld(house, "refuge", reason=" ", actor=KEEPER, now=now)
    with pytest.raises(NotAllowedError):
        look_at_withheld(house, "refuge", reason="why not", actor=ADMIN, now=now)
    with pytest.raises(NotFoundError):
        look_at_withheld(house, "knitters", reason="why not", actor=KEEPER, now=now)
    assert looks_made(house, actor=ADMIN) == []

    seen = look_at_withheld(house, "refuge", reason="A letter came back", actor=KEEPER, now=now)

    assert seen.places == (hidden,)
    [look] = looks_made(house, actor=ADMIN)
    assert (look.actor_name, look.asset_id, look.reason) == (
        "Dee Pee",
        "refuge",
        "A letter came back",
    )
    with pytest.raises(Exception, match="only ever added to"), house.register.writing() as writing:
        writing.execute(looks.update().values(actor_name="Nobody"))
    with house.register.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(looks)) == 1


def test_what_is_withheld_is_found_for_who_may_see_it_and_the_look_is_kept(
    house: House, now: datetime
) -> None:
    refuge = group("refuge", "Safe Haven")
    hidden = replace(
        refuge.locations[0], publish=PublishLocation.WITHHELD, place_name="Jo Smith's house"
    )
    kept(house, replace(refuge, locations=(hidden,)), now)

    assert "Smith" not in str(find_person(house, [NAME], actor=ADMIN, now=now))
    assert looks_made(house, actor=ADMIN) == []
    assert "Jo Smith's house" in str(find_person(house, [NAME], actor=KEEPER, now=now))
    assert [one.asset_id for one in looks_made(house, actor=ADMIN)] == ["refuge"]


def test_officers_do_not_search_for_people(house: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        find_person(house, [NAME], actor=OFFICER, now=now)
