"""Area committees and boundaries: lists of areas with their days, and what a new edition moves."""

from datetime import date

from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.role import Role
from asset_map.register import areas
from asset_map.usecases.committees import list_committees
from asset_map.usecases.house import House
from tests.pages.conftest import Open, press, words
from tests.pages.test_gaps import tables
from tests.usecases.conftest import EAST, OFFICER, WEST, ward

DIVISION = "E58000001"


def with_divisions(house: House) -> None:
    """A county division over the west, shifted: the knitters' hall lies in it."""
    divisions = BoundarySet(
        id="divisions", name="Divisions", kind=BoundaryKind.DIVISION, valid_from=date(2025, 5, 1)
    )
    with house.register.writing() as connection:
        areas.add_set(connection, divisions, [ward(DIVISION, "West Shore", 600_000)])


def test_a_committee_is_added_given_areas_of_two_sets_and_edited(
    open_page: Open, house: House
) -> None:
    with_divisions(house)
    app = open_page("committees", Role.OFFICER)
    app.text_input("committee-name").set_value("North")
    press(app, "Add this committee")
    (north,) = list_committees(house, actor=OFFICER)
    key = f"committee-{north.id}"
    app.multiselect(f"{key}-more-wards-2026").set_value([WEST])
    press(app, "Add these areas")
    app.selectbox(f"{key}-set").set_value("divisions").run()
    app.multiselect(f"{key}-more-divisions").set_value([DIVISION])
    press(app, "Add these areas")
    assert "several boundary sets at once" in app.warning[0].value
    app.text_input(f"{key}-wards-2026-{WEST}-0-officer").set_value("Ward officer, west")
    app.date_input(f"{key}-wards-2026-{WEST}-0-to").set_value(date(2025, 4, 30))
    app.date_input(f"{key}-meeting").set_value(date(2027, 1, 12))
    press(app, "Save this committee")
    assert not app.warning
    (north,) = list_committees(house, actor=OFFICER)
    assert [(one.code, one.set_id, one.to_day) for one in north.members] == [
        (WEST, "wards-2026", date(2025, 4, 30)),
        (DIVISION, "divisions", None),
    ]
    assert north.members[0].officer == "Ward officer, west"
    assert north.meetings == (date(2027, 1, 12),)
    listed = open_page("committees", Role.OFFICER)
    assert "1 area of Divisions, meets on 12 January 2027." in words(listed)


def test_all_faults_of_a_committee_are_told_in_one_place(open_page: Open, house: House) -> None:
    app = open_page("committees", Role.OFFICER)
    app.text_input("committee-name").set_value("North")
    press(app, "Add this committee")
    (north,) = list_committees(house, actor=OFFICER)
    key = f"committee-{north.id}"
    app.multiselect(f"{key}-more-wards-2026").set_value([EAST])
    press(app, "Add these areas")
    app.text_input(f"{key}-name").set_value(" ")
    app.date_input(f"{key}-wards-2026-{EAST}-0-from").set_value(date(2026, 5, 2))
    app.date_input(f"{key}-wards-2026-{EAST}-0-to").set_value(date(2026, 5, 1))
    press(app, "Save this committee")
    assert len(app.warning) == 1
    assert "The committee has no name" in app.warning[0].value
    assert "before it begins" in app.warning[0].value
    assert list_committees(house, actor=OFFICER)[0].name == "North"


def test_committees_come_in_from_a_file(open_page: Open, house: House) -> None:
    app = open_page("committees", Role.OFFICER)
    press(app, "Bring these committees in")
    assert "No file is chosen" in app.warning[0].value
    app.file_uploader("committee-file").set_value(
        ("c.csv", f"ward code,committee,officer\n{WEST},North,West officer\n".encode(), "text/csv")
    )
    press(app, "Bring these committees in")
    assert "1 committee with 1 area from c.csv." in words(app)
    assert list_committees(house, actor=OFFICER)[0].members[0].officer == "West officer"


def test_every_place_that_another_set_moves_is_told(open_page: Open, house: House) -> None:
    with_divisions(house)
    app = open_page("boundaries", Role.OFFICER, old="divisions", new="wards-2026")
    assert "2 places would be in another area" in words(app)
    assert "so nobody is counted" in words(app)
    said = tables(app)
    assert f"Tuesday Knitters</th><td>West Shore ({DIVISION})</td><td>Net Loft ({WEST})" in said
    assert f"Net Loft ({WEST})</th><td>West Shore ({DIVISION})</td><td>100%</td>" in said
