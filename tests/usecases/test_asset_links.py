"""On an asset's page stands what whoever looks may know of its connections."""

from dataclasses import replace
from datetime import datetime

import pytest

from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.role import Actor, Audience
from asset_map.model.state import RecordState
from asset_map.register import links
from asset_map.usecases.asset_links import links_of_asset
from asset_map.usecases.connect_assets import connect
from asset_map.usecases.house import House
from tests.usecases.conftest import NOW, OFFICER, PARTNER, RESIDENT, group, kept

AT = datetime.fromisoformat(NOW)
HOSTS = ConnectionKind.HOSTS


def shown(house: House, actor: Actor, asset_id: str = "hall") -> list[str]:
    return [
        f"{one.said} {one.other_name}" if one.is_from else f"{one.other_name} {one.said}"
        for one in links_of_asset(house, asset_id, actor=actor)
    ]


@pytest.fixture
def linked(house: House) -> House:
    """A hall that gives room to two groups; one of the links both sides confirmed."""
    for asset_id, name in (("hall", "The hall"), ("knitters", "Knitters"), ("choir", "Choir")):
        kept(house, group(asset_id, name), AT)
    agreed = Connection(id="a", from_id="hall", to_id="knitters", kind=HOSTS, both_agreed=True)
    with house.register.writing() as connection:
        links.add(connection, agreed)
        links.add(connection, Connection(id="b", from_id="choir", to_id="hall", kind=HOSTS))
    return house


def test_the_public_sees_what_both_sides_confirmed_and_partners_see_all(linked: House) -> None:
    assert shown(linked, RESIDENT) == ["gives room to Knitters"]
    assert shown(linked, PARTNER) == ["Choir gives room to", "gives room to Knitters"]
    assert shown(linked, RESIDENT, "knitters") == ["The hall gives room to"]


def test_what_is_not_let_in_is_nobodys_connection(linked: House) -> None:
    draft = replace(group("shed", "The shed"), record_state=RecordState.DRAFT)
    inside = replace(group("night", "Night shelter"), visible_to=Audience.OFFICER)
    for one in (draft, inside):
        kept(linked, one, AT)
        link = Connection(id=one.id, from_id="hall", to_id=one.id, kind=HOSTS, both_agreed=True)
        connect(linked, link, actor=OFFICER, now=AT)
    assert shown(linked, RESIDENT) == ["gives room to Knitters"]
    assert "gives room to Night shelter" not in shown(linked, PARTNER)
    assert "gives room to Night shelter" in shown(linked, OFFICER)
    assert shown(linked, OFFICER, "night") == ["The hall gives room to"]
    assert shown(linked, PARTNER, "night") == []


def test_what_ended_stands_last(linked: House) -> None:
    over = Connection(
        id="o", from_id="hall", to_id="choir", kind=HOSTS, state=ConnectionState.ENDED
    )
    connect(linked, over, actor=PARTNER, now=AT)
    assert shown(linked, PARTNER)[-1] == "gives room to Choir"


def test_the_same_twice_is_refused_with_the_names_of_both(linked: House) -> None:
    again = Connection(id="c", from_id="choir", to_id="hall", kind=HOSTS)
    with pytest.raises(InvalidSubmissionError, match="'Choir gives room to The hall' is recorded"):
        connect(linked, again, actor=PARTNER, now=AT)
