from datetime import UTC, datetime

from asset_map.model.anchor import EVIDENCE_QUESTIONS, AnchorCase, AnchorStatus, Evidence
from asset_map.model.role import Role
from asset_map.register import assets
from asset_map.usecases.house import House
from asset_map.usecases.recognise_anchor import open_case
from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import OFFICER


def case(house: House) -> AnchorCase:
    with house.register.reading() as connection:
        standing = assets.get(connection, "knitters").anchor
    assert standing
    return standing


def opened(house: House) -> None:
    open_case(house, "knitters", actor=OFFICER, now=datetime.now(UTC))


def test_the_list_says_how_each_case_stands(open_page: Open, house: House) -> None:
    opened(house)

    said = words(open_page("anchors", Role.OFFICER))

    assert "Recognised: 1" in said
    assert "By Panel on 2 January 2026" in said
    assert "0 of 6 answers speak for it; 6 are not known yet" in said


def test_a_case_is_opened_from_a_record_that_has_none(open_page: Open, house: House) -> None:
    app = open_page("anchors", Role.OFFICER, id="knitters")
    assert "It does not count, because nobody has recognised it as an anchor" in words(app)

    press(app, "Open an anchor case")

    assert case(house) == AnchorCase()


def test_answers_are_kept_with_their_source_and_told_back(open_page: Open, house: House) -> None:
    opened(house)
    app = open_page("anchors", Role.OFFICER, id="knitters")
    for question in list(EVIDENCE_QUESTIONS)[:4]:
        app.radio(f"anchor-knitters-0-{question}-evidence").set_value(Evidence.YES)

    press(app, "Keep the answers")
    assert "is answered without a source" in app.warning[0].value

    for question in list(EVIDENCE_QUESTIONS)[:4]:
        app.text_input(f"anchor-knitters-0-{question}-source").set_value("Their rules")
    press(app, "Keep the answers")

    assert "4 of 6 answers speak for it" in app.success[0].value
    assert case(house).status is AnchorStatus.CANDIDATE


def test_it_is_recognised_with_a_name_and_a_reason_and_ended_again(
    open_page: Open, house: House
) -> None:
    opened(house)
    app = press(open_page("anchors", Role.OFFICER, id="knitters"), "Recognise it as an anchor")
    assert "Nobody is named" in app.warning[0].value
    assert "needs a written reason" in app.warning[0].value

    app.text_input("anchor-knitters-0-by").set_value("Anchor panel")
    app.text_area("anchor-knitters-0-why").set_value("The whole quay leans on it.")
    press(app, "Recognise it as an anchor")
    assert case(house).decided_by == "Anchor panel"

    app.text_area("anchor-knitters-1-why").set_value("It stopped.")
    press(app, "End the recognition")
    assert case(house).status is AnchorStatus.FORMER


def test_a_partner_is_sent_on(open_page: Open) -> None:
    assert "This page is for" in words(open_page("anchors", Role.PARTNER))
