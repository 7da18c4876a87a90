from dataclasses import replace
from datetime import UTC, datetime, time

from asset_map.geography.crs import to_degrees
from asset_map.model.asset import Asset
from asset_map.model.location import GridPoint, LocationMethod
from asset_map.model.role import Role
from asset_map.model.times import Meeting
from asset_map.register import assets
from asset_map.usecases.edit_asset import edit_asset, to_edit
from asset_map.usecases.house import House
from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import OFFICER


def standing(house: House, asset_id: str = "knitters") -> Asset:
    with house.register.reading() as connection:
        return assets.get(connection, asset_id)


def test_an_officer_saves_a_change(open_page: Open, house: House) -> None:
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-cost").set_value("£2 for tea")

    press(app, "Save")

    assert app.success[0].value.startswith("Saved.")
    assert standing(house).cost_note == "£2 for tea"
    assert app.text_input("edit-knitters-2-cost").value == "£2 for tea"


def test_what_the_form_does_not_show_stays_as_it_is(open_page: Open, house: House) -> None:
    before = standing(house)
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-cost").set_value("free")

    press(app, "Save")

    assert standing(house) == replace(before, cost_note="free", version=2)


def test_every_fault_is_told_and_nothing_typed_is_lost(open_page: Open, house: House) -> None:
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-name").set_value(" ")
    app.number_input("edit-knitters-1-min").set_value(60)
    app.number_input("edit-knitters-1-max").set_value(50)

    press(app, "Save")

    assert "There is no name" in app.error[0].value
    assert "above the oldest" in app.error[0].value
    assert app.number_input("edit-knitters-1-min").value == 60
    assert standing(house).version == 1


def test_the_second_of_two_is_told_and_saves_both(open_page: Open, house: House) -> None:
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-cost").set_value("£2 for tea").run()
    theirs = replace(to_edit(house, "knitters", actor=OFFICER), summary="Needles only.")
    edit_asset(house, theirs, reason="", actor=OFFICER, now=datetime.now(UTC))

    press(app, "Save")

    said = words(app)
    assert "Somebody else changed this record while you were typing." in said
    assert "- Summary: was “Needles, wool and good company.”, is now “Needles only.”." in said
    assert app.text_input("edit-knitters-1-cost").value == "£2 for tea"
    press(app, "Save my changes on top of theirs")
    assert (standing(house).summary, standing(house).cost_note) == ("Needles only.", "£2 for tea")
    assert app.text_area("edit-knitters-3-summary").value == "Needles only."


def test_checking_is_noted_with_the_role_and_how(open_page: Open, house: House) -> None:
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-reason").set_value("by telephone")

    press(app, "I checked it: still right")

    verification = standing(house).verification
    assert verification
    assert (verification.role, verification.how) == ("officer", "by telephone")


def test_checking_does_not_throw_away_what_was_typed(open_page: Open, house: House) -> None:
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-cost").set_value("£2 for tea")

    press(app, "I checked it: still right")

    assert "Save that first" in app.warning[0].value
    assert app.text_input("edit-knitters-1-cost").value == "£2 for tea"
    assert standing(house).version == 1


def test_without_a_record_the_page_leads_to_the_register(open_page: Open) -> None:
    assert "Open the register" in words(open_page("edit", Role.OFFICER))


def test_regular_times_are_changed_added_and_left_out(open_page: Open, house: House) -> None:
    key = "edit-knitters-1-knitters-place"
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.selectbox(f"{key}-time-0-often").set_value("monthly").run()
    app.selectbox(f"{key}-time-0-nth").set_value("-1")
    app.text_input(f"{key}-time-0-to").set_value("1 pm")
    press(app, "Add another time")
    app.selectbox(f"{key}-time-1-often").set_value("arrangement").run()
    app.text_input(f"{key}-time-1-note").set_value("ask Maud")

    press(app, "Save")

    monthly, arranged = standing(house).locations[0].meetings
    assert (monthly.rrule, monthly.starts_at, monthly.ends_at) == (
        "FREQ=MONTHLY;BYDAY=-1TU",
        time(10),
        time(13),
    )
    assert arranged == Meeting(note="ask Maud")
    app.selectbox("edit-knitters-2-knitters-place-time-0-often").set_value("out").run()
    press(app, "Save")
    assert standing(house).locations[0].meetings == (arranged,)


def test_a_time_that_is_none_is_told_and_nothing_is_saved(open_page: Open, house: House) -> None:
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.text_input("edit-knitters-1-knitters-place-time-0-from").set_value("teatime")

    press(app, "Save")

    assert "This is not a time of day." in words(app)
    assert standing(house).version == 1


def test_a_time_without_plain_choices_stays_as_it_stands(open_page: Open, house: House) -> None:
    place = standing(house).locations[0]
    both = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU,TH", starts_at=time(10))
    odd = replace(standing(house), locations=(replace(place, meetings=(both,)),))
    edit_asset(house, odd, reason="", actor=OFFICER, now=datetime.now(UTC))
    app = open_page("edit", Role.OFFICER, id="knitters")
    assert "Time 1: Tuesdays and Thursdays, 10 am" in words(app).replace("*", "")
    app.text_input("edit-knitters-2-cost").set_value("free")

    press(app, "Save")

    assert standing(house).locations[0].meetings == (both,)


def test_a_pin_that_was_put_by_hand_is_kept_in_degrees_and_metres(
    open_page: Open, house: House
) -> None:
    key = "edit-knitters-1-knitters-place"
    app = open_page("edit", Role.OFFICER, id="knitters")
    app.session_state[f"{key}-pinned"] = to_degrees(GridPoint(easting=603_000, northing=511_000))
    app.radio(f"{key}-pin").set_value("hand").run()

    press(app, "Save")

    place = standing(house).locations[0]
    assert (place.method, place.accuracy_m) == (LocationMethod.MAP_CLICK, 20.0)
    assert place.grid
    assert (round(place.grid.easting), round(place.grid.northing)) == (603_000, 511_000)
