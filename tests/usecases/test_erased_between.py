"""Somebody is erased between two steps: the second brings nobody back, and takes nobody else."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from asset_map.model.asset import Contact
from asset_map.model.identifier import identifier_from
from asset_map.model.message import Message, MessageKind
from asset_map.model.query import Query
from asset_map.model.role import Actor, Audience, Role
from asset_map.register import assets, messages, search
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.house import House
from asset_map.usecases.merge_assets import merge_assets, undo_merge
from tests.usecases.conftest import group, kept
from tests.usecases.test_erase_person import KEEPER, everything

JO, EMAIL = "Jo Smith", "jo@doggerby.example"
HERSELF = Actor(name=JO, role=Role.OFFICER)


# What is written and read here is plain columns, alike on both databases.
@pytest.mark.parametrize("register_url", ["sqlite"], indirect=True)
def test_an_undone_merge_brings_nobody_back_and_a_letter_that_waits_is_gone(
    house: House, now: datetime
) -> None:
    one = kept(house, replace(group(), summary=f"Ask {JO}."), now)
    contact = Contact(role="chair", email=EMAIL, phone="01632 960777")
    other = kept(house, replace(group("twin", "Knitters"), contact=contact), now)
    merge = merge_assets(house, one, other, actor=HERSELF, now=now)
    letter = Message(
        id="m", key="m", kind=MessageKind.REMINDER, subject="Still right?", body=f"Dear {JO}",
        made_at=now, to_email=EMAIL, asset_id="knitters",
    )  # fmt: skip
    with house.register.writing() as connection:
        messages.add(connection, letter)

    who = [identifier_from(text) for text in (JO, EMAIL, "01632 960777")]
    erase_person(house, who, actor=KEEPER, now=now + timedelta(hours=1))
    undo_merge(house, merge.id, actor=HERSELF, now=now + timedelta(hours=2))

    said = everything(house)
    assert [word for word in (EMAIL, "960777", f"Ask {JO}", f"Dear {JO}") if word in said] == []
    # Who acted for the council answers for it.
    assert said.count(JO) >= 1
    with house.register.reading() as connection:
        found = search.find(
            connection, Query(text="smith"), audience=Audience.OFFICER, today=now.date()
        )
        assert len(found.listings) == 0
        assert {"knitters", "twin"} <= {asset.id for asset in assets.every(connection)}


@pytest.mark.parametrize("register_url", ["sqlite"], indirect=True)
def test_whoever_is_erased_by_an_address_leaves_another_of_the_same_name(
    house: House, now: datetime
) -> None:
    kept(house, replace(group(), contact=Contact(role="chair", email=EMAIL)), now)
    other = Contact(role=f"chair {JO}", email="jo@another.example")
    kept(house, replace(group("band", "Band"), contact=other), now)

    erase_person(house, [identifier_from(EMAIL)], actor=KEEPER, now=now + timedelta(hours=1))

    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").contact.email == ""
        assert assets.get(connection, "band").contact == other
