"""A laptop brings nobody home who was erased while it was away."""

from datetime import timedelta
from pathlib import Path

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.identifier import identifier_from
from asset_map.register import cards, roadshows
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from asset_map.usecases.introduce import Introduction, introduce, take_out
from tests.usecases.away import NOW, brought_back, fill_office, laptop_of, merged, packed
from tests.usecases.conftest import PARTNER
from tests.usecases.test_erase_person import KEEPER, everything


def test_whoever_is_erased_meanwhile_does_not_come_home(
    house: House, migrated_file: Path, tmp_path: Path
) -> None:
    fill_office(house)
    with laptop_of(house, migrated_file, tmp_path, packed(house)) as laptop:
        begin(laptop, "hall", actor=PARTNER, now=NOW)
        said = Introduction(first_name="Jo", role_words="chair", can_do=("mend bikes",))
        introduce(laptop, "hall", said, actor=PARTNER, now=NOW)
        card = Card(
            id="c9", kind=CardKind.ASSET, text="Jo Smith's shed, 07700 900123, warm", made_at=NOW,
            made_by="Partner", source=CardSource.TYPED, roadshow_id="hall",
        )  # fmt: skip
        with laptop.register.writing() as connection:
            cards.add_new(connection, [card])
        who = [identifier_from("Jo Smith"), identifier_from("07700 900123")]
        erase_person(house, who, actor=KEEPER, now=NOW + timedelta(hours=1))

        merged(house, brought_back(laptop))

    said_now = everything(house)
    assert "Jo Smith" not in said_now
    assert "900123" not in said_now
    with house.register.reading() as connection:
        assert cards.get(connection, "c9").text == "[erased]'s shed, [erased], warm"


def test_whoever_was_taken_out_here_is_not_brought_back_whole(
    house: House, migrated_file: Path, tmp_path: Path
) -> None:
    fill_office(house)
    with laptop_of(house, migrated_file, tmp_path, packed(house)) as laptop:
        begin(laptop, "hall", actor=PARTNER, now=NOW)
        said = Introduction(first_name="Jolanda", can_do=("mend bikes",))
        one = introduce(laptop, "hall", said, actor=PARTNER, now=NOW)
        first = brought_back(laptop)
        merged(house, first)
        take_out(house, one.id, actor=PARTNER, now=NOW + timedelta(hours=1))
        introduce(laptop, "hall", Introduction(first_name="Bo"), actor=PARTNER, now=NOW)

        merged(house, brought_back(laptop))

    with house.register.reading() as connection:
        people = roadshows.participants_of(connection, "hall")
    assert sorted(person.first_name for person in people) == ["", "Bo"]
    assert "Jolanda" not in everything(house)
