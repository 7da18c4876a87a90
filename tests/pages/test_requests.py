from datetime import UTC, datetime

import pytest

from asset_map.model.role import Role
from asset_map.register import assets
from asset_map.usecases.house import House
from asset_map.usecases.retention import retention
from tests.pages.conftest import Open, press, words
from tests.usecases.test_erase_person import KEEPER


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


def test_somebody_who_asks_is_written_down_found_and_erased(open_page: Open, house: House) -> None:
    app = open_page("requests", Role.DATA_PROTECTION)
    assert "Nobody waits for an answer." in words(app)
    app.text_area(key="request-known-by").input("knitters@doggerby.example")
    app.main.button[0].click().run()
    assert "wants to see what is kept" in words(app)

    press(app, "Search for them")
    assert "texts name them" in words(app)
    app.checkbox(key="request-sure").check().run()
    press(app, "Erase them for good")

    assert "1 text names them." in words(app)
    assert "It is the request itself" in words(app)
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").contact.email == ""
    press(app, "Close the request")
    assert "1 request answered" in [one.label for one in app.expander]


def test_what_is_over_its_time_is_listed_before_it_is_removed(
    open_page: Open, house: House, now: datetime
) -> None:
    app = press(open_page("requests", Role.ADMIN), "List what is over its time")
    assert "Contacts that nobody confirmed for 18 months" in words(app)
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").contact.email != ""

    press(app, "Remove all of this for good")

    assert retention(house, actor=KEEPER, now=now) == []


def test_an_admin_sees_who_looked_and_looks_not(open_page: Open) -> None:
    said = words(open_page("requests", Role.ADMIN))
    assert "Nobody has looked at a withheld place yet." in said
    assert "Look at one" not in said
