from asset_map.model.role import Role
from asset_map.usecases.house import House
from tests.pages.conftest import Open, reported, words


def test_it_says_what_is_here_and_leads_to_it(open_page: Open) -> None:
    app = open_page("home")

    assert [title.value for title in app.title] == ["What is strong here?"]
    links = {link.label.split("} ")[-1]: link.proto.query_string for link in app.page_link}
    assert links["1 group"] == "kind=group"
    assert "0 stories" not in links
    assert "Wards 2026: 2 wards. Drawn by hand for the tests." in words(app)


def test_a_resident_is_offered_nothing_that_is_for_officers(open_page: Open) -> None:
    app = open_page("home")
    assert "Review" not in words(app)
    assert not {"gaps", "packs", "roadshows"} & {link.proto.page for link in app.page_link}


def test_an_officer_reads_how_much_waits(open_page: Open, house: House) -> None:
    reported(house, "They meet at seven now.")

    app = open_page("home", Role.OFFICER)
    assert "Review: 1 proposal waiting" in words(app)
    assert {"gaps", "packs", "roadshows"} <= {link.proto.page for link in app.page_link}
