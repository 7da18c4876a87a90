"""The connections page: in words first, then as a picture and a table, and what a person does."""

from asset_map.model.role import Role
from tests.pages.conftest import Open, words


def test_whoever_is_not_linked_yet_is_named_first(open_page: Open) -> None:
    said = words(open_page("connections", Role.PARTNER))
    assert "Not linked to anyone yet" in said
    assert "Tuesday Knitters" in said
