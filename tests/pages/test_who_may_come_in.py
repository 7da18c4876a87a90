import pytest

from asset_map.model.role import PERMISSIONS, Action, Role
from asset_map.web.frame import PLACES, Place
from tests.pages.conftest import Open, words

CLOSED = [place for place in PLACES if place.action is not Action.FIND]


def nearly(action: Action) -> Role:
    """The most trusted of those who may not."""
    return [role for role in Role if role not in PERMISSIONS[action]][-1]


@pytest.mark.parametrize("place", CLOSED, ids=lambda place: place.address)
def test_a_page_refuses_even_the_most_trusted_of_those_who_may_not(
    open_page: Open, place: Place
) -> None:
    page = open_page(place.address, nearly(place.action), id="knitters", record="knitters")

    assert "This page is for: " in page.warning[0].value
    assert [*page.main.button, *page.main.text_input, *page.main.header] == []
    assert "You are here as demonstration " in words(page)
    assert "Tuesday Knitters" not in words(page)


def test_a_partner_may_import_and_may_not_review(open_page: Open) -> None:
    assert open_page("import", Role.PARTNER).header[0].value == "1. Choose the file"
    assert "officer" in open_page("review", Role.PARTNER).warning[0].value


@pytest.mark.parametrize("place", [place.address for place in PLACES])
def test_every_page_has_one_title_and_its_headings_in_order(open_page: Open, place: str) -> None:
    app = open_page(place, Role.OFFICER, id="knitters", record="knitters")

    tags = [
        element.tag
        for element in app.main
        if element.type in {"title", "header", "subheader"} and hasattr(element, "tag")
    ]
    assert tags.count("h1") == 1
    assert tags[0] == "h1"
    assert "h3" not in tags[: tags.index("h2")] if "h2" in tags else "h3" not in tags
