"""Where can I help? What is asked for in public, nearest first, and no place given away."""

import re
from dataclasses import replace
from datetime import datetime

import pytest

from asset_map.geography.crs import to_degrees
from asset_map.model.connection import Offer, OfferAudience, Side
from asset_map.model.location import GridPoint, PublishLocation
from asset_map.register import links
from asset_map.usecases.house import House
from tests.site.conftest import Browser
from tests.usecases.conftest import EAST, WEST, group, kept

# From west to east, and how each place is published; all but the last are in the west.
PLACES = {
    "here": (601_000, PublishLocation.EXACT),
    "home": (601_040, PublishLocation.WARD),
    "edge": (601_980, PublishLocation.EXACT),
    "refuge": (601_100, PublishLocation.WITHHELD),
    "away": (603_900, PublishLocation.EXACT),
}


def need(asset_id: str, **more: object) -> Offer:
    asked = Offer(
        id=f"{asset_id}-asks", asset_id=asset_id, side=Side.NEED, text=f"{asset_id} wants <tea>",
        tags=("kitchen",), audience=OfferAudience.PUBLIC,
    )  # fmt: skip
    return replace(asked, **more)  # type: ignore[arg-type]


@pytest.fixture
def asking(house: House, now: datetime) -> House:
    """Five groups that ask everybody for something, their places published differently."""

    for asset_id, (easting, publish) in PLACES.items():
        drawn = group(asset_id, f"The {asset_id} group")
        grid = GridPoint(easting=easting, northing=511_000)
        place = replace(drawn.locations[0], grid=grid, point=to_degrees(grid), publish=publish)
        kept(house, replace(drawn, locations=(place,)), now)
        with house.register.writing() as connection:
            links.add_offer(connection, need(asset_id))
    return house


def names(page: str) -> list[str]:
    return re.findall(r'<a href="/asset/(\w+)"', page)


def test_the_nearest_comes_first_and_only_what_may_be_measured_is(
    asking: House, plain: Browser
) -> None:
    del asking
    page = plain.get("/help?near=ZZ1+1AA").text
    assert names(page) == ["here", "edge", "home", "away", "refuge"]
    entry = {one: page.partition(f"/asset/{one}")[2].partition("</li>\n")[0] for one in PLACES}
    assert "at the same place" in entry["here"]
    assert "980 metres away" in entry["edge"]
    assert "in the same ward" in entry["home"]
    assert "metres" not in entry["home"]
    assert not re.search("metres|miles|ward", entry["refuge"])


def test_a_topic_an_unknown_postcode_and_the_other_side(asking: House, plain: Browser) -> None:
    with asking.register.writing() as connection:
        links.add_offer(connection, need("here", id="v", tags=("vehicle",), text="A van"))
        links.add_offer(connection, need("away", id="o", side=Side.OFFER, text="A boat"))
    assert names(plain.get("/help?about=things+to+borrow").text) == ["here"]
    wrong = plain.get("/help?near=ZZ1+9ZZ").text
    assert '<a href="#near"' in wrong
    assert 'aria-invalid="true"' in wrong
    assert len(names(wrong)) == 6
    assert "See what is on offer (1)" in plain.get("/help").text
    assert names(plain.get("/help?show=offers").text) == ["away"]


def test_what_was_typed_is_escaped_wherever_it_is_told(asking: House, plain: Browser) -> None:
    del asking
    for page in ("/help", "/asset/here", f"/ward/{WEST}"):
        text = plain.get(page).text
        assert "here wants &lt;tea&gt;" in text
        assert "<tea>" not in text
    assert "here wants" not in plain.get(f"/ward/{EAST}").text


def test_a_long_list_is_turned_page_by_page(asking: House, plain: Browser) -> None:
    with asking.register.writing() as connection:
        for number in range(30):
            links.add_offer(connection, need("here", id=f"n{number:02}"))
    first, last = plain.get("/help?page=1"), plain.get("/help?page=99")
    assert (len(names(first.text)), len(names(last.text))) == (25, 10)
    assert "Page 2 of 2" in last.text
    assert len(plain.get("/help?page=²").text) == len(plain.get("/help?page=1").text)
