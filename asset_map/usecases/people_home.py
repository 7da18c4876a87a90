"""Who was counted away from the office comes home, with just what they agreed to there."""

from collections.abc import Sequence

from asset_map.model.person import WORDINGS, Consent, Person
from asset_map.register import cards, people, roadshows
from asset_map.register.engine import touch
from asset_map.register.listings import refresh_skills
from asset_map.usecases.coming_home import Homecoming, by_id, settled
from asset_map.usecases.consents import withdraw_within
from asset_map.usecases.people import GIFT_MAX, NAME_MAX

__all__ = ["bring_helping"]


def bring_helping(home: Homecoming) -> None:
    """
    Keep who said what they can do, and agrees to something; a consent that ended, ends here.

    Nobody is brought who took everything back there, or was erased on either side.
    """
    _check(home)
    holding = home.file.holding
    here = by_id(people.get_many(home.connection, [one.id for one in holding.people]))
    agreeing = {one.person_id for one in holding.consents if one.withdrawn_at is None}
    for one in holding.people:
        standing = here.get(one.id)
        if standing is None and one.id in agreeing and one.erased_at is None:
            given = [each for each in holding.consents if each.person_id == one.id]
            here[one.id] = people.add(home.connection, one, given)
            home.counts["helping"] += 1
            home.remember(one, one)
        elif standing is not None and standing.erased_at is None:
            _bring_again(home, one, standing)
    if ended := _bring_consents(home, here):
        withdraw_within(home.house, home.connection, ended, now=home.now)
    refresh_skills(home.connection)
    touch(home.connection)


def _bring_again(home: Homecoming, one: Person, standing: Person) -> None:
    """Follow what was corrected or erased there since the last file."""
    if one.erased_at:
        withdraw_within(home.house, home.connection, [("people", one.id)], now=home.now)
        kept: Person | None = one
    else:
        kept, _ = settled(home, None, one, standing)
    if kept is not None:
        standing = people.put(home.connection, kept)
        home.counts["changed"] += 1
    home.remember(one, standing)


def _bring_consents(home: Homecoming, here: dict[str, Person]) -> list[tuple[str, str]]:
    """Keep what people agreed to since; return the consents that ended there."""
    known = by_id(people.consents_of(home.connection, list(here)))
    ended = []
    for one in home.file.holding.consents:
        person = here.get(one.person_id)
        if person is None or person.erased_at is not None:
            continue
        if one.id not in known and one.withdrawn_at is None:
            people.give(home.connection, one)
        elif one.id in known and one.withdrawn_at and not known[one.id].withdrawn_at:
            ended.append(("consents", one.id))
    return ended


def _check(home: Homecoming) -> None:
    """Go on only with people of this roadshow, and with words that somebody was asked in."""
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    there = by_id(roadshows.participants_of(home.connection, ours))
    here = people.get_many(home.connection, [one.id for one in holding.people])
    strange = [one.id for one in here if f"Person {one.id}" not in home.memory.records]
    home.require_known("the person", strange, ())
    home.require_known("the person", [one.participant_id for one in holding.people], there)
    said = by_id(cards.of_roadshow(home.connection, ours))
    home.require_known("the card", [id_ for one in holding.people for id_ in one.card_ids], said)
    theirs = [one.person_id for one in holding.consents]
    home.require_known("the person", theirs, by_id(holding.people))
    home.require_known("the consent", _without_words(holding.consents), ())
    home.require_known("the person", _too_long(holding.people), ())


def _without_words(given: Sequence[Consent]) -> list[str]:
    return [one.id for one in given if one.purpose not in WORDINGS.get(one.wording_version, {})]


def _too_long(persons: Sequence[Person]) -> list[str]:
    return [
        one.id
        for one in persons
        if len(one.display_name) > NAME_MAX or any(len(gift) > GIFT_MAX for gift in one.gifts)
    ]
