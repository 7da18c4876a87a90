from dataclasses import replace
from datetime import UTC, datetime

from asset_map.geography.crs import to_degrees
from asset_map.model.connection import Offer, Side
from asset_map.model.location import GridPoint
from asset_map.model.role import Role
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.submission import ReviewAction, SubmissionKind
from asset_map.register import assets, conversations, submissions
from asset_map.usecases.conversing import event_of
from asset_map.usecases.house import House
from asset_map.usecases.propose_offer import OfferSaid, propose_offer
from asset_map.usecases.review_submission import WAITING, Decision, approve, queue
from asset_map.web.text import plain
from tests.pages.conftest import HOSTILE, Open, brought_in, press, raw_words, reported, words
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept

FILE = """name,kind,postcode,lon,lat,source_id
Harbour Gardeners,group,,1.10,54.46,1
HMP Doggerby Library,library,,1.11,54.46,2
"""


def waiting(house: House) -> int:
    with house.register.reading() as connection:
        return submissions.queue(connection, states=WAITING)[1]


def test_an_empty_queue_says_so(open_page: Open) -> None:
    assert "Nothing is waiting." in words(open_page("review", Role.OFFICER))


def test_what_is_proposed_stands_beside_what_is_there(open_page: Open, house: House) -> None:
    reported(house, "Stopped at Easter.", SubmissionKind.CLOSE)

    app = open_page("review", Role.OFFICER)

    assert app.header[0].value == "1 proposal waiting"
    said = words(app)
    assert "Closed?: Stopped at Easter." in said
    assert "They wrote: Stopped at Easter." in said
    assert "The record as it stands: Tuesday Knitters" in said
    assert "Operating status,active,closed" in said


def test_what_a_group_offers_is_read_in_words_before_it_is_let_in(
    open_page: Open, house: House
) -> None:
    offer = Offer(id="", asset_id="knitters", side=Side.OFFER, text=f"Our van {HOSTILE}")
    said = OfferSaid(offer=offer, is_adult=True)
    propose_offer(house, said, actor=RESIDENT, now=datetime.now(UTC))

    app = open_page("review", Role.OFFICER)

    assert f"Can give or lend: Our van {HOSTILE}" in words(app)
    assert "on the Offers page, for partners and officers" in words(app)
    press(app, "Approve")
    assert waiting(house) == 0


def test_an_officer_approves_in_one_press(open_page: Open, house: House) -> None:
    reported(house, "Stopped at Easter.", SubmissionKind.CLOSE)

    app = press(open_page("review", Role.OFFICER), "Approve")

    assert app.success[0].value == "Approved: it is in the register."
    assert waiting(house) == 0


def test_rejecting_needs_a_reason(open_page: Open, house: House) -> None:
    reported(house, "They are rude.")
    app = press(open_page("review", Role.OFFICER), "Reject")
    assert "needs a reason" in app.warning[0].value
    assert waiting(house) == 1

    app.text_area[0].input("That is no fault of the record.")
    press(app, "Reject")

    assert app.success[0].value == "Rejected, with your reason."
    assert waiting(house) == 0


def test_a_question_is_kept_with_the_proposal(open_page: Open, house: House) -> None:
    reported(house, "It moved.")
    app = open_page("review", Role.OFFICER)
    app.text_area[0].input("Where to?")

    press(app, "Ask the sender")

    assert "Already asked: Where to?" in words(app)
    assert waiting(house) == 1


def test_the_second_of_two_officers_is_told_and_loses_nothing(
    open_page: Open, house: House
) -> None:
    reported(house, "It moved.")
    app = open_page("review", Role.OFFICER)
    sent = queue(house, actor=OFFICER)[0][0]
    now = datetime.now(UTC)
    approve(house, Decision(submission_id=sent.id, version=sent.version, actor=OFFICER, now=now))
    app.text_area[0].input("Where did it move to?")

    press(app, "Ask the sender")

    said = words(app)
    assert "was dealt with meanwhile: it is 'approved' now." in said
    assert "You had written: Where did it move to?" in said


def test_an_import_is_let_in_at_once_but_for_rows_with_a_flag(
    open_page: Open, house: House
) -> None:
    report = brought_in(house, FILE)
    app = open_page("review", Role.OFFICER)
    app.selectbox("review_batch").set_value(report.batch_id).run()
    assert "New: HMP Doggerby Library (look closely)" in words(app)

    press(app, "Approve all rows of this import")
    assert app.success[0].value == "1 record let in. 1 row still waiting."

    app.checkbox[0].check()
    press(app, "Approve all rows of this import")
    assert app.success[0].value == "1 record let in."
    assert waiting(house) == 0


def test_a_sources_contacts_become_public_only_with_a_reason(open_page: Open, house: House) -> None:
    report = brought_in(house, FILE)
    app = open_page("review", Role.OFFICER)
    app.selectbox("review_batch").set_value(report.batch_id).run()

    press(app, "Make them public")
    assert "needs a reason" in app.warning[0].value

    app.text_input("confirm-Directory").set_value("The county publishes it.")
    press(app, "Make them public")
    assert "opened to the public" in app.success[0].value
    assert "An officer confirmed" in words(app)


def test_names_that_repeat_can_be_told_apart(open_page: Open, house: House) -> None:
    reported(house, "It moved.")
    reported(house, "It moved.")

    app = open_page("review", Role.OFFICER)

    assert list(app.radio[0].options) == [
        "Something wrong: It moved.".replace(":", "\\:").replace(".", "\\."),
        "Something wrong: It moved. (2)".replace(":", "\\:")
        .replace(".", "\\.")
        .replace("(", "\\(")
        .replace(")", "\\)"),
    ]


def test_typed_text_is_shown_as_typed(open_page: Open, house: House) -> None:
    reported(house, HOSTILE)
    brought_in(house, f'name,kind,lon,lat,source_id\n"{HOSTILE}",group,1.10,54.46,1\n')

    app = open_page("review", Role.OFFICER)
    app.radio[0].set_value(app.radio[0].options[1]).run()

    assert HOSTILE in words(app)
    assert HOSTILE not in raw_words(app)


def test_a_decision_is_taken_back_and_the_proposal_waits_again(
    open_page: Open, house: House
) -> None:
    reported(house, "Stopped at Easter.", SubmissionKind.CLOSE)
    reported(house, "It moved.")
    app = press(open_page("review", Role.OFFICER), "Approve")
    assert app.subheader[0].value == plain("Something wrong: It moved.")
    assert "Decided today: 1" in words(app)

    press(app, "Take it back")

    assert waiting(house) == 2
    assert app.subheader[0].value == plain("Closed?: Stopped at Easter.")
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").operating_status is OperatingStatus.ACTIVE


def test_the_last_decision_of_an_empty_queue_can_be_taken_back_too(
    open_page: Open, house: House
) -> None:
    reported(house, "It moved.")
    app = press(open_page("review", Role.OFFICER), "Approve")

    press(app, "Take it back")

    assert waiting(house) == 1


def test_after_a_question_the_next_one_comes_up_and_the_asked_one_waits_behind(
    open_page: Open, house: House
) -> None:
    reported(house, "It moved.")
    reported(house, "It shrank.")
    app = open_page("review", Role.OFFICER)
    app.text_area[0].input("Where to?")

    press(app, "Ask the sender")

    assert app.subheader[0].value == plain("Something wrong: It shrank.")
    assert app.radio[0].options[1] == plain("Something wrong: It moved. (asked)")


def test_the_senders_answer_stands_with_the_proposal(open_page: Open, house: House) -> None:
    reported(house, "It moved.")
    app = open_page("review", Role.OFFICER)
    app.text_area[0].input("Where to?")
    press(app, "Ask the sender")
    with house.register.writing() as connection:
        asked = submissions.queue(connection, states=WAITING)[0][0]
        answered = submissions.update(
            connection,
            replace(asked, state=RecordState.SUBMITTED),
            expected_version=asked.version,
        )
        step = event_of(
            answered,
            ReviewAction.ANSWERED,
            actor=RESIDENT,
            at=datetime.now(UTC),
            from_state=asked.state,
            text=f"To the chapel {HOSTILE}",
        )
        conversations.add(connection, step)

    app = open_page("review", Role.OFFICER)

    said = words(app)
    assert f"They answered: To the chapel {HOSTILE}" in said
    assert "Ward officer" not in said
    assert "demonstration officer asked: “Where to?”" in said
    assert HOSTILE not in raw_words(app)


def test_before_an_import_is_let_in_it_says_how_many_rows_will_wait(
    open_page: Open, house: House
) -> None:
    report = brought_in(house, FILE)
    app = open_page("review", Role.OFFICER)

    app.selectbox("review_batch").set_value(report.batch_id).run()

    said = words(app)
    assert "1 row is ready to be let in. 1 row has a flag" in said
    assert "It waits for a look of its own unless you tick the box." in said


def test_a_point_near_the_edge_says_which_wards_it_could_be_in(
    open_page: Open, house: House
) -> None:
    edge = GridPoint(easting=601_960, northing=511_000)
    drawn = group("edge", "Edge Walkers")
    place = replace(drawn.locations[0], grid=edge, point=to_degrees(edge))
    kept(house, replace(drawn, locations=(place,)), datetime.now(UTC))

    said = words(open_page("asset", Role.OFFICER, id="edge"))

    assert (
        "This point is 40 metres from the edge of the ward and right to about 100 metres: "
        "it could be in Net Loft or in Quayside." in said
    )
    assert "could be in" not in words(open_page("asset", id="edge"))
