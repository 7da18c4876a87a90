"""Both sides are asked whether a connection is so, and only a press of a button answers."""

from datetime import datetime, timedelta

import pytest

from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.errors import NotFoundError
from asset_map.register import links
from asset_map.usecases.confirm_connection import agree, link_for
from asset_map.usecases.connect_assets import connect, steps_of
from asset_map.usecases.house import House
from tests.site.conftest import Browser
from tests.usecases.conftest import PARTNER, group, kept

GRANT = Connection(
    id="grant", from_id="library", to_id="knitters", kind=ConnectionKind.FUNDS, amount_gbp=1200
)


@pytest.fixture
def paths(house: House, now: datetime) -> dict[str, str]:
    """The private page of each side."""
    for asset_id, name in (("library", "Library"), ("knitters", "Tuesday <b>Knitters</b>")):
        kept(house, group(asset_id, name), now)
    connect(house, GRANT, actor=PARTNER, now=now)
    return {
        side: link_for(house, "grant", side, actor=PARTNER, now=now)
        for side in ("library", "knitters")
    }


def is_agreed(house: House) -> bool:
    with house.register.reading() as connection:
        return links.get(connection, "grant").both_agreed


def test_it_counts_as_agreed_once_both_sides_said_yes(
    plain: Browser, house: House, paths: dict[str, str]
) -> None:
    page = plain.get(paths["library"])
    assert "Library gives money to Tuesday &lt;b&gt;Knitters&lt;/b&gt;." in page.text
    assert "£1,200" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert not is_agreed(house)
    thanks = plain.get(plain.post(f"{paths['library']}/yes", {}).headers["location"])
    assert "Thank you" in thanks.text
    assert not is_agreed(house)
    plain.post(f"{paths['knitters']}/yes", {})
    assert is_agreed(house)


def test_a_no_says_what_is_right_and_ends_the_agreement(
    plain: Browser, house: House, paths: dict[str, str]
) -> None:
    for path in paths.values():
        plain.post(f"{path}/yes", {})
    empty = plain.post(f"{paths['library']}/no", {"words": " "})
    assert "Nothing is written" in empty.text
    plain.post(f"{paths['library']}/no", {"words": "It was a loan"})
    assert not is_agreed(house)
    last = steps_of(house, "grant", actor=PARTNER)[-1]
    assert (last.text, last.side_id) == ("It was a loan", "library")
    plain.post(f"{paths['library']}/yes", {})
    assert is_agreed(house)


def test_a_link_that_is_not_known_opens_nothing(plain: Browser) -> None:
    assert plain.get("/agree/nobody").status_code == 404
    assert plain.post("/agree/nobody/yes", {}).status_code == 404


def test_a_link_runs_out(house: House, paths: dict[str, str], now: datetime) -> None:
    token = paths["library"].rsplit("/", 1)[1]
    with pytest.raises(NotFoundError):
        agree(house, token, now=now + timedelta(days=61))
