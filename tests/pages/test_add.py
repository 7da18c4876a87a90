from asset_map.model.role import Audience, Role
from asset_map.model.state import RecordState
from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import WAITING
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words


def test_what_a_partner_adds_waits_for_an_officer(open_page: Open, house: House) -> None:
    app = open_page("add", Role.PARTNER)
    app.text_input("add-0-name").set_value("Harbour Singers")
    app.radio("add-0-where").set_value("area_wide").run()
    app.text_input("add-0-email").set_value("singers@doggerby.example")
    press(app, "Add a time")
    app.selectbox("add-0-time-0-day").set_value("friday")

    press(app, "Send for review")

    with house.register.reading() as connection:
        (sent,) = submissions.queue(connection, states=WAITING)[0]
    assert sent.reference in words(app)
    assert sent.proposed
    assert sent.proposed.record_state is RecordState.SUBMITTED
    assert sent.proposed.contact.audience is Audience.OFFICER
    assert sent.proposed.locations[0].meetings[0].rrule == "FREQ=WEEKLY;BYDAY=FR"
    assert app.text_input("add-1-name").value == ""


def test_every_fault_is_told_and_what_was_typed_stays(open_page: Open, house: House) -> None:
    app = open_page("add", Role.OFFICER)
    app.text_input("add-0-name").set_value("Harbour Singers")

    press(app, "Send for review")

    assert "There is no postcode." in words(app)
    assert "There is no way to reach the group." in words(app)
    assert app.text_input("add-0-name").value == "Harbour Singers"
    with house.register.reading() as connection:
        assert submissions.queue(connection, states=WAITING)[1] == 0


def test_what_may_be_the_same_is_named_before_it_is_sent(open_page: Open) -> None:
    app = open_page("add", Role.PARTNER)

    app.text_input("add-0-postcode").set_value("ZZ1 1AA")
    app.text_input("add-0-name").set_value("Tuesday Kniters").run()

    assert "Is it one of these?" in words(app)
    assert "Tuesday Knitters" in words(app)


def test_a_name_is_told_back_as_typed(open_page: Open) -> None:
    app = open_page("add", Role.PARTNER)
    app.text_input("add-0-name").set_value(HOSTILE)
    app.radio("add-0-where").set_value("online").run()
    app.text_input("add-0-phone").set_value("01632 960001")

    press(app, "Send for review")

    assert HOSTILE in words(app)
    assert HOSTILE not in raw_words(app)


def test_a_resident_is_led_to_find(open_page: Open) -> None:
    assert "This page is for" in words(open_page("add"))
