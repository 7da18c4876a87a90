"""A conversation becomes offers, asks and records by the same road as a session."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.connection import OfferAudience, Side
from asset_map.model.errors import InvalidSubmissionError
from asset_map.register import cards, links
from asset_map.usecases.hold_talks import Said, groups_spoken_to, record_talk
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import queue
from tests.usecases.conftest import OFFICER, PARTNER, group, kept

SAID = Said(
    id="talk",
    held_on=date(2026, 11, 20),
    for_group="tuesday knitters",
    with_whom="the treasurer",
    note="Worried about the roof.",
    offers="Wool\n\n A big pot ",
    asks="A dry room",
    places="Quay Choir",
    skills="Teaches crochet",
    has_agreed=True,
)


def test_a_talk_sent_twice_is_kept_once_with_its_offers_asks_and_places(
    house: House, now: datetime
) -> None:
    kept(house, group(), now)
    for _ in range(2):
        talk = record_talk(house, SAID, actor=PARTNER, now=now)
    assert talk.asset_id == "knitters"
    with house.register.reading() as connection:
        written = cards.of_talk(connection, "talk")
        offers = links.every_offer(connection)
    assert len(written) == 5
    assert sorted((one.asset_id, one.side, one.text, one.audience) for one in offers) == [
        ("knitters", Side.NEED, "A dry room", OfferAudience.PARTNERS),
        ("knitters", Side.OFFER, "A big pot", OfferAudience.PARTNERS),
        ("knitters", Side.OFFER, "Wool", OfferAudience.PARTNERS),
    ]
    waiting, _ = queue(house, actor=OFFICER)
    assert [one.proposed and one.proposed.name for one in waiting] == ["Quay Choir"]


def test_without_consent_no_more_is_kept_than_the_day_and_the_group(
    house: House, now: datetime
) -> None:
    silent = replace(SAID, has_agreed=False)
    with pytest.raises(InvalidSubmissionError) as refused:
        record_talk(house, silent, actor=PARTNER, now=now)
    assert [one.field for one in refused.value.problems] == ["has_agreed"]
    bare = replace(silent, note="", offers="", asks="", places="", skills="")
    talk = record_talk(house, bare, actor=PARTNER, now=now)
    assert (talk.for_group, talk.with_whom, talk.note) == ("tuesday knitters", "", "")


def test_faults_are_told_by_field(house: House, now: datetime) -> None:
    wrong = replace(
        SAID, for_group=" ", held_on=date(2026, 12, 1), offers="x" * 281, asks="y\n" * 21
    )
    with pytest.raises(InvalidSubmissionError) as refused:
        record_talk(house, wrong, actor=PARTNER, now=now)
    fields = [one.field for one in refused.value.problems]
    assert fields == ["for_group", "held_on", "offers", "asks"]


def test_who_was_not_spoken_to_longest_comes_first(house: House, now: datetime) -> None:
    for number, (name, day) in enumerate([("Choir", 1), ("Scouts", 5), ("choir", 9), ("Old", 3)]):
        said = Said(id=f"t{number}", held_on=date(2026, 11, day), for_group=name)
        record_talk(house, said, actor=OFFICER if name == "Old" else PARTNER, now=now)
    mine = groups_spoken_to(house, actor=PARTNER, today=date(2026, 11, 22))
    assert [(one.name, one.days_since, len(one.talks)) for one in mine] == [
        ("Scouts", 17, 1),
        ("choir", 13, 2),
    ]
    every = groups_spoken_to(house, actor=PARTNER, today=date(2026, 11, 22), is_everybody=True)
    assert [one.name for one in every] == ["Old", "Scouts", "choir"]
