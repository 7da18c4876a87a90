"""Whoever is counted at a roadshow away from the office is counted there once it is home."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from asset_map.model.errors import UnreadableFileError
from asset_map.model.identifier import identifier_from
from asset_map.model.person import Purpose
from asset_map.model.roadshow import Participant
from asset_map.register import people, roadshows
from asset_map.usecases.consents import withdraw_consent
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from asset_map.usecases.introduce import Introduction, introduce, take_out
from asset_map.usecases.merge_roadshow import merge_roadshow
from asset_map.usecases.people import PersonSaid, PersonSeen, add_person, list_people
from asset_map.usecases.return_roadshow import return_roadshow
from asset_map.usecases.view_ward import view_ward
from tests.usecases.away import NOW, brought_back, fill_office, laptop_of, merged, packed
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, WEST
from tests.usecases.test_erase_person import KEEPER, everything

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def laptop(house: House, migrated_file: Path, tmp_path: Path) -> Iterator[House]:
    fill_office(house)
    with laptop_of(house, migrated_file, tmp_path, packed(house)) as away:
        begin(away, "hall", actor=PARTNER, now=NOW)
        yield away


def met(laptop: House, *, tag: str = "repairs") -> Participant:
    said = Introduction(
        can_do=("mend bikes",), may_be_counted=True, ward_code=WEST, tags=(tag,), first_name="Jo"
    )
    return introduce(laptop, "hall", said, actor=PARTNER, now=NOW)


def told(office: House) -> tuple[tuple[str, str], ...]:
    return tuple(view_ward(office, WEST, actor=RESIDENT, today=NOW.date()).skills)


def kept(house: House) -> list[PersonSeen]:
    seen = list_people(house, actor=OFFICER)
    return [replace(one, person=replace(one.person, version=0)) for one in seen]


def test_seven_and_three_who_were_counted_there_are_told_so_here(
    house: House, laptop: House
) -> None:
    for tag, number in (("repairs", 7), ("cooking", 3)):
        for _ in range(number):
            met(laptop, tag=tag)

    assert "10 people who can help" in merged(house, brought_back(laptop)).headline

    assert dict(told(house)) == {"repairs": "5 or more", "cooking": "fewer than 5"}
    assert sorted(kept(house), key=str) == sorted(kept(laptop), key=str)
    met(laptop)
    merged(house, brought_back(laptop))
    assert len(kept(house)) == 11


def test_whoever_takes_it_back_there_is_not_counted_here(house: House, laptop: House) -> None:
    known, before = met(laptop), met(laptop)
    take_out(laptop, before.id, actor=PARTNER, now=NOW)
    merged(house, brought_back(laptop))
    assert len(kept(house)) == 1
    take_out(laptop, known.id, actor=PARTNER, now=LATER)

    merged(house, brought_back(laptop))

    [one] = kept(house)
    assert [each.withdrawn_at for each in one.consents] == [NOW]
    assert told(house) == ()


def test_whoever_takes_it_back_here_is_not_counted_again(house: House, laptop: House) -> None:
    met(laptop)
    merged(house, brought_back(laptop))
    [one] = kept(house)
    withdraw_consent(house, one.person.id, actor=OFFICER, now=NOW)
    met(laptop)

    merged(house, brought_back(laptop))

    assert sorted(bool(each.consents[0].withdrawn_at) for each in kept(house)) == [False, True]


def test_what_was_agreed_since_and_who_was_erased_there_come_home_too(
    house: House, laptop: House
) -> None:
    said = PersonSaid(
        gifts=("bake",), agreed=(Purpose.STORY,), is_adult=True, display_name="Ada Kraai"
    )
    one, two = (add_person(laptop, said, actor=OFFICER, now=NOW) for _ in range(2))
    merged(house, brought_back(laptop))
    erase_person(laptop, [identifier_from("Ada Kraai")], actor=KEEPER, now=LATER)

    merged(house, brought_back(laptop))

    assert "Ada Kraai" not in everything(house)
    with house.register.reading() as connection:
        assert people.known(connection, [one.id, two.id]) == {one.id, two.id}
    assert kept(house) == []


def test_whoever_is_found_by_one_thing_is_erased_whole_before_they_come_home(
    house: House, laptop: House
) -> None:
    one = met(laptop)
    with laptop.register.writing() as connection:
        roadshows.put_participant(
            connection, replace(one, first_name="Jolanda", email="jo@kraai.example")
        )
    erase_person(house, [identifier_from("jo@kraai.example")], actor=KEEPER, now=LATER)

    merged(house, brought_back(laptop))

    assert kept(house) == []
    assert [gone for gone in ("Jolanda", "mend bikes") if gone in everything(house)] == []


def test_no_file_alters_somebody_of_the_office_or_speaks_of_words_that_nobody_read(
    house: House, laptop: House
) -> None:
    said = PersonSaid(gifts=("bake",), agreed=(Purpose.STORY,), is_adult=True)
    ours = add_person(house, said, actor=OFFICER, now=NOW)
    met(laptop)
    file = return_roadshow(laptop, actor=PARTNER).file
    [theirs], [consent] = file.holding.people, file.holding.consents
    stolen = {
        "people": (replace(theirs, id=ours.id),),
        "consents": (replace(consent, person_id=ours.id),),
    }
    for strange in (
        stolen,
        {"consents": (replace(consent, person_id=ours.id),)},
        {"consents": (replace(consent, wording_version="2020-01"),)},
        {"consents": (replace(consent, purpose=Purpose.PHOTO),)},
        {"people": (replace(theirs, card_ids=("c0",)),)},
        {"people": (replace(theirs, gifts=("x" * 300,)),)},
    ):
        holding = replace(file.holding, **strange)
        with pytest.raises(UnreadableFileError):
            merge_roadshow(house, replace(file, holding=holding), actor=PARTNER, now=NOW)
    assert [one.person.id for one in kept(house)] == [ours.id]
