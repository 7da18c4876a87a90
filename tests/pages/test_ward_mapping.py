"""Ward mapping: what is proposed is accepted or left, and many wards are set at once."""

from datetime import UTC, date, datetime

from asset_map.model.gap import MappingStatus
from asset_map.model.role import Role
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import wards_said
from asset_map.usecases.propose_mapping import propose_status
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.pages.test_gaps import tables
from tests.usecases.conftest import EAST, OFFICER, WEST


def test_a_proposal_is_accepted_and_another_left(open_page: Open, house: House) -> None:
    with house.register.writing() as connection:
        propose_status(
            connection, [WEST, EAST], MappingStatus.PARTLY_MAPPED,
            by="Partner", on=date(2026, 11, 14), note=f"roadshow “{HOSTILE}” of 14 November 2026",
        )  # fmt: skip
    app = open_page("ward_mapping", Role.OFFICER)
    said = words(app).replace("**", "")
    assert f"Net Loft: The roadshow “{HOSTILE}” of 14 November 2026 proposes" in said
    assert HOSTILE not in raw_words(app)
    app.button("accept-" + WEST).click().run()
    assert "Accepted for 1 ward." in app.success[0].value
    app.button("leave-" + EAST).click().run()
    status = {one.code: one.status for one in wards_said(house, actor=OFFICER)[1]}
    assert status[WEST] is MappingStatus.PARTLY_MAPPED
    assert status[EAST] is MappingStatus.NOT_STARTED
    assert "Proposed" not in words(app)


def test_many_wards_are_set_at_once_and_one_tells_its_history(
    open_page: Open, house: House
) -> None:
    del house
    app = open_page("ward_mapping", Role.OFFICER)
    press(app, "Choose all 2 wards shown")
    app.selectbox("mapping-status").set_value(MappingStatus.DESK_ONLY)
    app.text_input("mapping-note").set_value("From the web")
    press(app, "Set it for these wards")
    assert "2 wards set to “desk only”." in app.success[0].value
    app.multiselect(f"none-{WEST}").set_value(["food"])
    press(app, "Write down that there is none")
    assert "Looked for food and found none" in words(app).replace("**", "")
    assert f"{datetime.now(UTC):%Y}, demonstration officer: desk only: From the web" in words(
        app
    ).replace("**", "")
    press(app, "There is food after all")
    assert "Looked for food and found none" not in words(app).replace("**", "")


def test_a_partner_reads_and_sets_nothing(open_page: Open) -> None:
    app = open_page("ward_mapping", Role.PARTNER)
    assert '<th scope="row">Net Loft</th><td>not started</td>' in tables(app)
    assert [one.label for one in app.main.button] == []
