"""People are kept apart, told in counts alone, and gone as soon as they take a consent back."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.person import Purpose, told_counts
from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.register import people, roadshows
from asset_map.register.engine import open_register
from asset_map.usecases.consents import Agreeing, agree, withdraw_consent
from asset_map.usecases.erased_again import erase_again
from asset_map.usecases.house import House
from asset_map.usecases.introduce import Introduction, introduce, take_out
from asset_map.usecases.people import PersonSaid, add_person, list_people
from asset_map.usecases.view_ward import view_ward
from tests.usecases.conftest import EAST, OFFICER, PARTNER, RESIDENT, WEST
from tests.usecases.test_erase_person import copied

COUNTED = PersonSaid(
    gifts=("mend bikes",), agreed=(Purpose.REGISTER,), is_adult=True, tags=("repairs",),
    ward_code=EAST, display_name="Jo Smith", contact="01632 960001",
)  # fmt: skip


def told(house: House, code: str, now: datetime) -> tuple[tuple[str, str], ...]:
    return tuple(view_ward(house, code, actor=RESIDENT, today=now.date()).skills)


def test_seven_in_one_ward_and_three_in_another_are_told_so(house: House, now: datetime) -> None:
    for ward, count in ((WEST, 7), (EAST, 3)):
        for _ in range(count):
            add_person(house, replace(COUNTED, ward_code=ward), actor=OFFICER, now=now)

    assert told(house, WEST, now) == (("repairs", "7"),)
    assert told(house, EAST, now) == (("repairs", "fewer than 5"),)


def test_a_small_count_cannot_be_worked_out_from_the_others() -> None:
    assert told_counts([("a", 9), ("b", 3), ("c", 6)]) == (
        ("a", "9"),
        ("b", "fewer than 5"),
        ("c", "5 or more"),
    )
    assert told_counts([("a", 1), ("b", 3), ("c", 6)])[2] == ("c", "6")
    assert told_counts([("a", 3)]) == (("a", "fewer than 5"),)


def test_what_is_taken_back_is_on_no_page_any_more(house: House, now: datetime) -> None:
    one = add_person(house, COUNTED, actor=OFFICER, now=now)

    assert withdraw_consent(house, one.id, actor=OFFICER, now=now) == 1

    assert told(house, EAST, now) == ()
    [seen] = list_people(house, actor=OFFICER)
    assert [each.withdrawn_at for each in seen.consents] == [now]
    assert withdraw_consent(house, one.id, actor=OFFICER, now=now) == 0


def test_a_backup_brings_no_consent_back(house: House, now: datetime, tmp_path: Path) -> None:
    with open_register(f"sqlite:///{tmp_path / 'r.sqlite'}") as register:
        own = replace(house, register=register)
        one = add_person(own, replace(COUNTED, ward_code=None), actor=OFFICER, now=now)
        copied(own)
        withdraw_consent(own, one.id, actor=OFFICER, now=now)
        copied(own, back=True)
        with register.reading() as connection:
            assert people.consents_of(connection, [one.id])[0].withdrawn_at is None

        assert erase_again(own, now=now) is True

        with register.reading() as connection:
            assert people.consents_of(connection, [one.id])[0].withdrawn_at == now


def test_a_contact_is_kept_only_of_who_may_be_asked(house: House, now: datetime) -> None:
    silent = add_person(house, COUNTED, actor=OFFICER, now=now)
    open_ = replace(COUNTED, agreed=(Purpose.REGISTER, Purpose.CONTACT_ME))
    assert silent.contact == ""
    assert add_person(house, open_, actor=OFFICER, now=now).contact == "01632 960001"


@pytest.mark.parametrize(
    "said",
    [{"is_adult": False}, {"agreed": ()}, {"gifts": (" ",)}, {"agreed": (Purpose.PHOTO,)}],
)
def test_nothing_is_kept_of_a_child_or_without_consent(
    house: House, now: datetime, said: dict[str, object]
) -> None:
    with pytest.raises(InvalidSubmissionError):
        add_person(house, replace(COUNTED, **said), actor=OFFICER, now=now)  # type: ignore[arg-type]
    assert list_people(house, actor=OFFICER) == []


def test_nobody_agrees_to_what_no_words_ask_for(house: House, now: datetime) -> None:
    one = add_person(house, COUNTED, actor=OFFICER, now=now)
    said = Agreeing(purposes=(Purpose.STORY, Purpose.PHOTO), is_adult=True)
    with pytest.raises(InvalidSubmissionError, match="No words ask for 'photo'"):
        agree(house, one.id, said, actor=OFFICER, now=now)
    [seen] = list_people(house, actor=OFFICER)
    assert [each.purpose for each in seen.consents] == [Purpose.REGISTER]


def test_partners_see_nobody(house: House) -> None:
    with pytest.raises(NotAllowedError):
        list_people(house, actor=PARTNER)


def test_whoever_says_hello_is_counted_only_when_they_say_so_and_until_they_take_it_back(
    house: House, now: datetime
) -> None:
    roadshow = Roadshow(
        id="r1", title="Autumn", held_on=now.date(), code="NET123", state=RoadshowState.OPEN
    )
    with house.register.writing() as connection:
        roadshows.add(connection, roadshow)
    said = Introduction(first_name="Jo", can_do=("mend bikes", "bake"), ward_code=EAST)
    introduce(house, "r1", said, actor=PARTNER, now=now)
    assert told(house, EAST, now) == ()

    counted = replace(said, may_be_counted=True, tags=("repairs",))
    one = introduce(house, "r1", counted, actor=PARTNER, now=now)
    assert told(house, EAST, now) == (("repairs", "fewer than 5"),)
    with house.register.reading() as connection:
        [person] = people.of_participant(connection, one.id)
    assert (person.gifts, person.display_name) == (("mend bikes", "bake"), "")

    take_out(house, one.id, actor=PARTNER, now=now)
    assert told(house, EAST, now) == ()
