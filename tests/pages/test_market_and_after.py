"""The workroom's pages of the market place and of what comes after a roadshow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from asset_map.model.agreement import ActionState, AgreedAction
from asset_map.model.card import CardKind
from asset_map.model.roadshow import Participant, Roadshow, RoadshowState
from asset_map.model.role import Role
from asset_map.register import agreements, market, roadshows
from asset_map.usecases.follow_up import asked_of
from asset_map.usecases.hold_market import market_of
from asset_map.usecases.hold_talks import Said, record_talk
from asset_map.usecases.house import House
from asset_map.usecases.messages_out import outbox
from asset_map.usecases.sign_up import Visitor, sign_up, stall_page
from asset_map.usecases.tell_stories import every_story, stories_told
from asset_map.usecases.write_cards import write_cards
from tests.pages.conftest import HOSTILE, Open, press, words
from tests.pages.test_gaps import tables
from tests.usecases.conftest import OFFICER, PARTNER
from tests.usecases.test_session import typed

PAGES = ("market", "follow_up", "stories", "talks", "counts")


@pytest.fixture
def held(house: House) -> House:
    """A roadshow of today with a card for a stall, and something agreed fifteen days ago."""
    now = datetime.now(UTC)
    hall = Roadshow(id="hall", title=HOSTILE, held_on=now.date(), code="WAVE7", head_count=12)
    with house.register.writing() as connection:
        roadshows.add(connection, replace(hall, state=RoadshowState.CLOSED))
        action = AgreedAction(
            id="repair",
            title="A repair morning",
            made_at=now - timedelta(days=15),
            roadshow_id="hall",
            asset_ids=("knitters", "hall"),
            owner="Ada",
            owner_contact="ada@x.example",
        )
        agreements.add(connection, action)
        agreements.add(connection, replace(action, id="bud", title="A choir", owner=""))
    said = typed("offer", "Wool", CardKind.OFFER, for_group=HOSTILE)
    write_cards(house, [said], actor=PARTNER, now=now)
    return house


@pytest.mark.parametrize("page", PAGES)
def test_residents_are_turned_away_and_partners_are_not(
    open_page: Open, page: str, held: House
) -> None:
    del held
    assert "This page is for" in words(open_page(page))
    shown = words(open_page(page, Role.PARTNER))
    assert "This page is for" not in shown


def test_a_stall_comes_from_a_card_and_its_list_is_handed_over_once(
    open_page: Open, held: House
) -> None:
    app = open_page("market", Role.PARTNER, id="hall")
    press(app, "Give these a stall")
    (stall,) = market_of(held, "hall", actor=PARTNER).stalls
    assert (stall.name, stall.shows) == (HOSTILE, "Wool")
    app.text_input(f"stall-{stall.id}-spot").input("A1")
    press(app, "Save this stall")
    assert "Saved" in app.success[0].value
    assert "spot A1" in words(app)
    now = datetime.now(UTC)
    page = stall_page(held, "WAVE7", 1, now=now)
    visitor = Visitor(name="Cy", contact="cy@x.example", has_agreed=True)
    sign_up(held, page, visitor, request_key="r", now=now)
    app.run()
    assert "1 visitor signed up" in words(app)
    press(app, "Make the group's link to its list")
    assert "/stall/" in app.code[0].value
    press(app, "Hand the list over as a file")
    assert "handed over" in app.success[0].value
    press(app, "Hand the list over as a file")
    assert "handed over" in app.warning[0].value
    with held.register.reading() as connection:
        assert all(one.handed_over_at for one in market.sign_ups_of(connection, stall.id))


def test_what_is_due_is_noted_and_its_owner_gets_a_link(open_page: Open, held: House) -> None:
    app = open_page("follow_up", Role.PARTNER)
    shown = words(app)
    assert "1 check-in due" in shown
    assert "A choir" in shown
    press(app, "Make a link for its owner")
    token = app.code[0].value.rsplit("/", 1)[1]
    assert asked_of(held, token, now=datetime.now(UTC)).id == "repair"
    press(app, "Write to the owners")
    assert "1 letter written" in app.success[0].value
    app.radio("going-repair-state").set_value(ActionState.STUCK)
    press(app, "Note how it goes")
    assert "Say what stops it" in app.warning[0].value
    app.radio("going-repair-state").set_value(ActionState.DONE)
    press(app, "Note how it goes")
    assert "0 check-ins due" in words(app)
    assert "Tell the story" in words(app)


def test_a_story_is_shown_by_an_officer_once_it_was_agreed_to(open_page: Open, held: House) -> None:
    app = open_page("stories", Role.PARTNER, of="repair")
    key = next(one.key for one in app.text_area if one.label == "What came of it")
    assert key is not None
    app.text_area(key).input("Twelve lamps")
    app.date_input(key.replace("-text", "-consent_on")).set_value(date(2026, 1, 2))
    press(app, "Keep this story")
    assert "An officer shows it" in words(app)
    assert stories_told(held) == []
    app = open_page("stories", Role.OFFICER)
    press(app, "Show it to everybody")
    assert [one.title for one in stories_told(held)] == ["A repair morning"]
    press(app, "Take it off every page")
    assert stories_told(held) == []
    assert len(every_story(held, actor=PARTNER)) == 1


def test_the_group_not_spoken_to_longest_comes_first(open_page: Open, held: House) -> None:
    now = datetime.now(UTC)
    for name, days in (("Choir", 3), (HOSTILE, 40)):
        said = Said(id=name[:9], held_on=now.date() - timedelta(days=days), for_group=name)
        record_talk(held, said, actor=PARTNER, now=now)
    app = open_page("talks", Role.PARTNER)
    assert "You have written none down yet." in words(app)
    app.toggle("everybodys-talks").set_value(True).run()
    labels = [one.label for one in app.expander]
    assert ["40 days" in labels[0], "Choir" in labels[1]] == [True, True]


def test_counts_are_a_sentence_and_a_table(open_page: Open, held: House) -> None:
    del held
    app = open_page("counts", Role.PARTNER)
    assert "1 roadshow reached **12 people**" in words(app)
    shown = tables(app)
    assert "ideas without an owner yet: in no other figure</th><td>1</td>" in shown
    app.date_input("counts-from").set_value(date(2030, 1, 1)).run()
    assert "Put the earlier day first" in words(app)


def test_the_round_up_is_written_to_those_who_left_an_address(open_page: Open, held: House) -> None:
    now = datetime.now(UTC)
    came = Participant(id="ada", roadshow_id="hall", joined_at=now, email="ada@x.example")
    with held.register.writing() as connection:
        roadshows.join(connection, came)
    app = open_page("roadshow", Role.PARTNER, id="hall")
    press(app, "Write to those who asked for it")
    assert "1 new letter written" in app.success[0].value
    (letter,) = outbox(held, actor=OFFICER)
    assert letter.to == "ada@x.example"
    app = open_page("messages", Role.OFFICER)
    assert any(letter.link in one.value for one in app.code)
