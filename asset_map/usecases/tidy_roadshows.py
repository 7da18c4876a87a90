"""What people left at roadshows, and letters to them, are kept as long as they were told."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from asset_map.model.agreement import CHECK_IN_WEEKS
from asset_map.model.market import SIGN_UP_DAYS
from asset_map.model.message import MessageKind
from asset_map.model.role import Action, Actor, require
from asset_map.register import agreements, cards, market, messages, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House

__all__ = ["tidy_roadshows", "tidy_within"]

# Names of who came, as visitors' lists.
_NAME_DAYS = SIGN_UP_DAYS
# An owner is asked for the last time, and has two weeks to answer.
_CONTACT_WEEKS = CHECK_IN_WEEKS[-1] + 2
# What was asked and decided stands in the history of the proposal; the letter has done its work.
_ABOUT_RECORDS = (
    MessageKind.RECEIPT,
    MessageKind.QUESTION,
    MessageKind.DECISION,
    MessageKind.REMINDER,
)


def tidy_roadshows(house: House, *, actor: Actor, now: datetime) -> Counter[str]:
    """Erase what has been kept as long as it may be; return how much of what."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        return tidy_within(house, connection, now=now)


def tidy_within(house: House, connection: Connection, *, now: datetime) -> Counter[str]:
    """Erase it in a transaction that is open; a session's records stay, its raw cards go."""
    month_ago = now - timedelta(days=_NAME_DAYS)
    # Somebody's own page is there for their cards, and goes with them.
    roadshows.end_phones(connection, before=now - timedelta(days=house.settings.keep_cards_days))
    last_asked = now - timedelta(weeks=_CONTACT_WEEKS)
    card_days, letter_days = house.settings.keep_cards_days, house.settings.keep_letters_days
    erased: Counter[str] = Counter()
    erased["sign-ups"] = market.erase_sign_ups(connection, before=month_ago)
    erased["names"] = roadshows.forget_names(connection, before=month_ago)
    erased["cards"] = cards.forget_words(connection, before=now - timedelta(days=card_days))
    kinds = [MessageKind.ROUND_UP]
    erased["letters"] = messages.drop(connection, kinds, before=month_ago)
    erased["letters"] += messages.drop(connection, [MessageKind.CHECK_IN], before=last_asked)
    erased["letters"] += messages.empty_sent(
        connection, _ABOUT_RECORDS, before=now - timedelta(days=letter_days)
    )
    for action in agreements.every(connection):
        if action.owner_contact and action.made_at < last_asked:
            agreements.update(connection, replace(action, owner_contact=""))
            erased["contacts"] += 1
    return erased
