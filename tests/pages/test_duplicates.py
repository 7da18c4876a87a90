from dataclasses import replace
from datetime import UTC, datetime

import pytest

from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.register import assets
from asset_map.usecases.house import House
from tests.pages.conftest import Open, knitters, press, words
from tests.usecases.conftest import kept


@pytest.fixture
def twins(house: House) -> None:
    """The knitters once more, a little differently written."""
    place = replace(knitters().locations[0], id="twin-place")
    twin = replace(
        knitters(), id="twin", name="Tuesday Knitters Club", locations=(place,), cost_note="free"
    )
    kept(house, twin, datetime.now(UTC))


def state_of(house: House, asset_id: str) -> RecordState:
    with house.register.reading() as connection:
        return assets.get(connection, asset_id).record_state


def test_without_any_the_page_says_so(open_page: Open) -> None:
    assert "No two records look alike." in words(open_page("duplicates", Role.OFFICER))


@pytest.mark.usefixtures("twins")
def test_two_stand_side_by_side_with_the_reasons(open_page: Open) -> None:
    app = open_page("duplicates", Role.OFFICER)

    assert app.header[0].value == "1 pair to look at"
    assert [one.value for one in app.subheader] == ["Tuesday Knitters", "Tuesday Knitters Club"]
    assert "Why they may be the same: " in words(app)


@pytest.mark.usefixtures("twins")
def test_a_merge_is_made_and_taken_back(open_page: Open, house: House) -> None:
    app = press(open_page("duplicates", Role.OFFICER), "Keep the first one")
    assert app.success[0].value == "Tuesday Knitters Club was merged into Tuesday Knitters."
    assert state_of(house, "twin") is RecordState.ARCHIVED
    assert "No two records look alike." in words(app)

    press(app, "Take it back")

    assert state_of(house, "twin") is RecordState.APPROVED
    assert app.header[0].value == "1 pair to look at"
    history = words(open_page("register", Role.OFFICER, record="knitters"))
    assert "merged it. Reason: the same as Tuesday Knitters Club (twin)." in history
    assert "took back the merge of it. Reason: they are not the same after all." in history


@pytest.mark.usefixtures("twins")
def test_two_that_are_not_the_same_are_not_asked_about_again(open_page: Open) -> None:
    app = press(open_page("duplicates", Role.OFFICER), "They are not the same")

    assert "No two records look alike." in words(app)
    assert "No two records look alike." in words(open_page("duplicates", Role.OFFICER))


@pytest.mark.usefixtures("twins")
def test_a_pair_that_changed_meanwhile_is_not_merged(open_page: Open, house: House) -> None:
    app = open_page("duplicates", Role.OFFICER)
    with house.register.reading() as connection:
        twin = assets.get(connection, "twin")
    kept(house, replace(twin, cost_note="two pounds"), datetime(2026, 11, 22, 12, tzinfo=UTC))

    press(app, "Keep the first one")

    assert len(app.warning) == 1
    assert state_of(house, "twin") is RecordState.APPROVED
