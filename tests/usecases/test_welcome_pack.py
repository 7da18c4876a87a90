from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from asset_map.exports.printing import paged_images
from asset_map.model.asset import AssetKind
from asset_map.model.errors import NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.state import RecordState
from asset_map.model.times import Meeting
from asset_map.usecases import welcome_pack as pack
from asset_map.usecases.house import House
from asset_map.usecases.view_ward import view_ward
from tests.site.conftest import plain_pages
from tests.usecases.conftest import OFFICER, RESIDENT, WEST, group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LONG = "#eval(1) The society of the long name " * 8


def test_a_full_ward_fits_on_two_sides_and_says_the_languages(house: House) -> None:
    kinds = (AssetKind.GROUP, AssetKind.SPACE, AssetKind.INSTITUTION)
    for number in range(45):
        drawn = group(f"a{number}", f"{number} {LONG}")
        meeting = Meeting(rrule="FREQ=DAILY", starts_at=time(10), note=LONG[:80])
        place = replace(drawn.locations[0], meetings=(meeting,))
        kind = kinds[number % 3]
        kept(house, replace(drawn, kind=kind, languages=("Polish", LONG), locations=(place,)), NOW)
    view = view_ward(house, WEST, actor=RESIDENT, today=NOW.date())
    values = pack._values(house, view, NOW)  # noqa: SLF001 - what is drawn is counted in pages

    assert len(paged_images("welcome_pack", values)) == 2
    assert str(values["languages"]).startswith("Languages spoken: ")
    made = pack.welcome_pack(house, WEST, actor=RESIDENT, now=NOW)
    assert made.startswith(b"%PDF")
    assert made == pack.welcome_pack(house, WEST, actor=RESIDENT, now=NOW)


def test_only_what_is_public_is_printed_whoever_asks(house: House) -> None:
    empty = pack.welcome_pack(house, WEST, actor=OFFICER, now=NOW)
    secret = group("secret", "Refuge")
    hidden = replace(secret.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(secret, locations=(hidden,)), NOW)
    kept(house, replace(group("draft", "A draft"), record_state=RecordState.DRAFT), NOW)

    assert pack.welcome_pack(house, WEST, actor=OFFICER, now=NOW) == empty


def test_a_ward_that_is_not_there_is_named(house: House) -> None:
    with pytest.raises(NotFoundError, match="E05000000"):
        pack.welcome_pack(house, "E05000000", actor=RESIDENT, now=NOW)


def test_the_wards_page_leads_to_its_welcome_sheet(house: House) -> None:
    browser = plain_pages(house)
    address = f"/ward/{WEST}/welcome.pdf"

    assert f'href="{address}"' in browser.get(f"/ward/{WEST}").text
    assert browser.get(address).headers["content-type"] == "application/pdf"
    assert browser.get("/ward/E05000000/welcome.pdf").status_code == 404
