"""What people are told of their personal details, on pages of their own and beside each form."""

from dataclasses import replace
from datetime import datetime

import pytest

from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.register import roadshows
from asset_map.usecases.house import House
from tests.site.conftest import plain_pages
from tests.usecases.conftest import group, kept


def test_both_statements_carry_the_councils_own_details(house: House) -> None:
    ours = replace(
        house.settings,
        council_name="Doggerby Council",
        privacy_contact="data@doggerby.example",
        privacy_officer="Dee <Pee>",
        accessibility_contact="01632 960009",
        keep_contacts_months=17,
    )
    pages = plain_pages(replace(house, settings=ours))

    privacy, accessibility = pages.get("/privacy").text, pages.get("/accessibility").text

    for said in (
        "Doggerby Council keeps it",
        "data@doggerby.example",
        "Dee &lt;Pee&gt;",
        "17 months",
        "What you look for stands in the address of the page",
    ):
        assert said in privacy
    assert "01632 960009" in accessibility
    assert privacy.count("<h1>") == accessibility.count("<h1>") == 1


@pytest.mark.parametrize(
    "path", ["/", "/find", "/privacy", "/report/knitters?what=wrong", "/nowhere"]
)
def test_every_page_leads_to_both(house: House, path: str, now: datetime) -> None:
    kept(house, group(), now)
    page = plain_pages(house).get(path).text
    assert 'href="/privacy">' in page
    assert 'href="/accessibility">' in page


@pytest.mark.parametrize("path", ["/report/knitters?what=wrong", "/join/NET123"])
def test_beside_a_form_stands_what_becomes_of_it(house: House, path: str, now: datetime) -> None:
    kept(house, group(), now)
    roadshow = Roadshow(
        id="r1", title="Autumn", held_on=now.date(), code="NET123", state=RoadshowState.OPEN
    )
    with house.register.writing() as connection:
        roadshows.add(connection, roadshow)
    page = plain_pages(house).get(path).text
    assert "how we look after personal details" in page
