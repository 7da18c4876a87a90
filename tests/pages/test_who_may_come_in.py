import pytest

from asset_map.model.role import Role
from asset_map.web.frame import PLACES
from tests.pages.conftest import Open, words

OFFICERS_PAGES = ["review", "register", "edit", "import", "duplicates"]


@pytest.mark.parametrize("address", OFFICERS_PAGES)
def test_a_resident_is_refused_in_words_and_sees_nothing(open_page: Open, address: str) -> None:
    app = open_page(address, id="knitters", record="knitters")

    assert len(app.title) == 1
    assert "This page is for: " in app.warning[0].value
    assert "You are here as demonstration public" in words(app)
    assert [*app.main.button, *app.main.text_input, *app.main.selectbox, *app.header] == []
    assert "Tuesday Knitters" not in words(app)


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
