"""The list of who was erased: two of them become one, and a damaged one stops nobody."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from asset_map.model.finding import Verdict
from asset_map.model.identifier import identifier_from
from asset_map.register.schema import erased_subjects, marks
from asset_map.usecases.doctor_erased import look_at_erased
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.erased_again import erase_again
from asset_map.usecases.erased_list import list_beside
from asset_map.usecases.house import House
from tests.usecases.conftest import group, kept
from tests.usecases.test_erase_person import KEEPER, everything

JO, BO = "Jo Smith", "bo@doggerby.example"


@pytest.fixture
def told_of(house: House, now: datetime, tmp_path: Path) -> House:
    own = replace(house, settings=replace(house.settings, cache_dir=str(tmp_path)))
    kept(own, replace(group(), summary=f"Ask {JO} or {BO}"), now)
    return own


def beside(house: House) -> Path:
    with house.register.reading() as connection:
        name = connection.scalar(
            marks.select().with_only_columns(marks.c.value).where(marks.c.key == "register")
        )
    return list_beside(house.settings, name or "")


def test_two_lists_that_were_begun_apart_are_one_from_then_on(
    told_of: House, now: datetime
) -> None:
    erase_person(told_of, [identifier_from(JO)], actor=KEEPER, now=now)
    # A backup from before the first erasure was put back while the server ran.
    with told_of.register.writing() as connection:
        connection.execute(erased_subjects.delete())
    kept(told_of, replace(group("hall", "The hall"), summary=f"Ask {JO} or {BO}"), now)
    erase_person(told_of, [identifier_from(BO)], actor=KEEPER, now=now)
    assert JO in everything(told_of)

    assert erase_again(told_of, now=now) is True

    assert JO not in everything(told_of)
    assert BO not in everything(told_of)
    assert erase_again(told_of, now=now) is False


def test_a_damaged_list_stops_nobody_and_the_doctor_tells_of_it(
    told_of: House, now: datetime
) -> None:
    erase_person(told_of, [identifier_from(JO)], actor=KEEPER, now=now)
    with told_of.register.reading() as connection:
        assert look_at_erased(connection, told_of.settings).verdict is Verdict.OK
    file = beside(told_of)
    file.write_text('{"register": ', encoding="utf-8")

    assert erase_again(told_of, now=now) is False

    assert file.exists()
    with told_of.register.reading() as connection:
        found = look_at_erased(connection, told_of.settings)
    assert (found.verdict, file.name in found.remedy) == (Verdict.BAD, True)
    file.with_suffix(".unreadable").unlink()
    file.unlink()
    with told_of.register.reading() as connection:
        assert look_at_erased(connection, told_of.settings).verdict is Verdict.WARN
