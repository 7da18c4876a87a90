"""What goes round after a roadshow, and what stays in the room."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from icalendar import Calendar

from asset_map.model.agreement import AgreedAction
from asset_map.model.asset import AssetKind
from asset_map.model.card import CardKind
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState, OfferAudience
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.role import Audience
from asset_map.register import agreements, links
from asset_map.usecases.hold_session import close
from asset_map.usecases.house import House
from asset_map.usecases.mail_round import write_round
from asset_map.usecases.messages_out import outbox
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.send_round import (
    own_round,
    round_up,
    round_up_calendar,
    round_up_html,
    round_up_pdf,
)
from asset_map.usecases.tidy_cards import take_back_all, take_back_card
from asset_map.usecases.write_cards import write_cards
from tests.usecases.conftest import OFFICER, PARTNER, group, kept
from tests.usecases.test_session import ROADSHOW, hall, phone, send, typed

__all__ = ["hall"]

REPAIR = AgreedAction(
    id="repair",
    title="A repair morning",
    made_at=datetime.fromisoformat("2026-11-22T11:00:00+00:00"),
    roadshow_id=ROADSHOW.id,
    asset_ids=("knitters", "loft"),
    owner="Ada",
    owner_contact="01632 960123",
    first_step="Ask for the key",
    due=date(2026, 12, 5),
)


@pytest.fixture
def over(hall: House, now: datetime) -> tuple[House, str]:
    """A session that is over; the token is Ada's, of the knitters, who wants the round-up."""
    kept(hall, group("loft", "Net Loft Hall"), now)
    refuge = replace(group("refuge", "The Safe House"), visible_to=Audience.PARTNER)
    kept(hall, refuge, now)
    ada = phone(hall, now, first_name="Ada", for_group="Tuesday Knitters", email="ada@x.example")
    phone(hall, now, first_name="Bo")
    wool = typed("wool", "Wool to give away", CardKind.OFFER, for_group="Tuesday Knitters")
    send(hall, ada, replace(wool, audience=OfferAudience.PARTNERS, tags=("equipment",)))
    send(hall, ada, typed("secret", "I can pick locks", CardKind.SKILL))
    needed = typed("need", "A sewing machine", CardKind.NEED, for_group="Net Loft Hall")
    said = [
        typed("group", "The <b>bell</b> ringers"),
        replace(typed("mine", "I can sing"), asset_kind=AssetKind.SKILL),
        typed("room", "Money trouble", CardKind.NEED, for_group="Net Loft Hall"),
        replace(needed, audience=OfferAudience.PUBLIC, tags=("equipment",)),
        typed("voice", "Nobody from the quay", CardKind.MISSING_VOICE),
    ]
    write_cards(hall, said, actor=PARTNER, now=now)
    place_cards(hall, ROADSHOW.id, actor=PARTNER, now=now)
    with hall.register.writing() as connection:
        agreements.add(connection, REPAIR)
        agreements.add(connection, replace(REPAIR, id="bud", title="A choir", owner=""))
        for other in ("loft", "refuge"):
            links.add(
                connection,
                Connection(
                    id=f"link-{other}",
                    from_id="knitters",
                    to_id=other,
                    kind=ConnectionKind.WORKS_WITH,
                    state=ConnectionState.INTRODUCED,
                    roadshow_id=ROADSHOW.id,
                ),
            )
    close(hall, ROADSHOW.id, actor=PARTNER, now=now)
    return hall, ada


def test_the_round_up_tells_what_may_leave_the_room_and_nothing_else(
    over: tuple[House, str],
) -> None:
    house, _ = over
    told = round_up(house, ROADSHOW.id, actor=PARTNER)
    html = round_up_html(told).decode()
    for there in ("A repair morning", "Ada", "5 December 2026", "Ask for the key", "A choir"):
        assert there in html
    assert "Tuesday Knitters: Wool to give away" in html
    assert "Net Loft Hall: A sewing machine" in html
    for kept_back in ("01632", "x.example", "locks", "sing", "Money", "quay", "Safe House"):
        assert kept_back not in html
    assert "The &lt;b&gt;bell&lt;/b&gt; ringers" in html
    assert "<script" not in html
    assert "http" not in html
    assert b"pdfuaid" in round_up_pdf(told)


def test_each_gets_their_own_cards_and_whom_they_met(over: tuple[House, str]) -> None:
    house, ada = over
    own, everybodys = own_round(house, ada)
    assert everybodys == round_up(house, ROADSHOW.id, actor=PARTNER)
    assert {card.text for card in own.cards} == {"Wool to give away", "I can pick locks"}
    assert own.introductions == (
        "You and Net Loft Hall found each other at Net Loft roadshow.",
        "You and Net Loft Hall both said yes to: A repair morning.",
        "You and Net Loft Hall both spoke of equipment.",
    )


def test_a_letter_is_written_once_to_those_who_left_an_address(
    over: tuple[House, str], now: datetime
) -> None:
    house, ada = over
    assert write_round(house, ROADSHOW.id, actor=PARTNER, now=now) == (1, 1)
    assert write_round(house, ROADSHOW.id, actor=PARTNER, now=now) == (0, 1)
    (letter,) = outbox(house, actor=OFFICER)
    assert letter.to == "ada@x.example"
    assert letter.link.endswith(f"/room/{ada}")
    assert letter.link in letter.body
    assert "I can pick locks" in letter.body
    take_back_card(house, ada, "secret", now=now)
    assert outbox(house, actor=OFFICER) == []
    assert write_round(house, ROADSHOW.id, actor=PARTNER, now=now) == (1, 1)
    assert "locks" not in outbox(house, actor=OFFICER)[0].body


def test_nobody_is_written_to_before_the_end_or_after_taking_all_back(
    hall: House, now: datetime
) -> None:
    ada = phone(hall, now, email="ada@x.example")
    with pytest.raises(InvalidSubmissionError, match="is open"):
        write_round(hall, ROADSHOW.id, actor=PARTNER, now=now)
    take_back_all(hall, ada, now=now)
    close(hall, ROADSHOW.id, actor=PARTNER, now=now)
    assert write_round(hall, ROADSHOW.id, actor=PARTNER, now=now) == (0, 0)
    with pytest.raises(NotFoundError):
        own_round(hall, ada)


def test_agreed_days_go_into_a_calendar_without_the_buds(
    over: tuple[House, str], now: datetime
) -> None:
    made = round_up_calendar(over[0], ROADSHOW.id, actor=PARTNER, now=now)
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["summary"]) == "A repair morning"
    assert b"DTSTART;VALUE=DATE:20261205" in made
    assert "01632" not in made.decode()
