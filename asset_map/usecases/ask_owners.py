"""Owners of what was agreed are asked how it goes, each time once."""

from datetime import date, datetime

from asset_map.model.agreement import CHECK_IN_WEEKS
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.mailer import mail_address
from asset_map.model.message import LINK, Message, MessageKind
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON, long_date
from asset_map.register import messages
from asset_map.usecases.follow_up import (
    Followed,
    check_in_key,
    follow_up,
)
from asset_map.usecases.going_links import open_going_link
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import is_own_outcome

__all__ = ["ask_owners", "to_be_asked"]


def to_be_asked(house: House, *, actor: Actor, today: date) -> list[Followed]:
    """Return what is due in the actor's areas, whose owner left an address and was not asked."""
    due = [one for one in follow_up(house, actor=actor, today=today).due if _address(one)]
    with house.register.reading() as connection:
        written = {one.key for one in messages.every(connection, kinds=[MessageKind.CHECK_IN])}
        return [
            one
            for one in due
            if _key(one) not in written and is_own_outcome(connection, actor, one.action)
        ]


def ask_owners(house: House, *, actor: Actor, now: datetime) -> int:
    """Write to the owners whose check-in is due; return how many letters wait."""
    require(actor, Action.RUN_ROADSHOW)
    due = to_be_asked(house, actor=actor, today=now.astimezone(LONDON).date())
    with house.register.writing() as connection:
        for one in due:
            open_going_link(house, connection, one.action, now=now)
        return sum(messages.add(connection, _letter(one, now=now)) for one in due)


def _address(one: Followed) -> str:
    try:
        return mail_address(one.action.owner_contact)
    except InvalidSubmissionError:
        return ""  # a telephone number: somebody rings


def _key(one: Followed) -> str:
    return check_in_key(one.action, one.week or 0)


def _letter(one: Followed, *, now: datetime) -> Message:
    action = one.action
    where = f" at {one.roadshow_title}" if one.roadshow_title else ""
    by_when = f" by {long_date(action.due)}" if action.due else ""
    is_last = one.week == CHECK_IN_WEEKS[-1]
    body = (
        f"On {long_date(action.made_at)}{where} you took this on{by_when}:\n\n{action.title}\n\n"
        f"How does it go? One press is enough, and you need no account:\n{LINK}\n\n"
        "Done, going, stuck or let go: each answer is a good one. "
        + ("We do not ask again." if is_last else "We ask at most three times.")
        + "\n"
    )
    key = _key(one)
    return Message(
        id=key.replace(":", "-"),
        key=key,
        kind=MessageKind.CHECK_IN,
        subject=f"How does it go? {action.title}",
        body=body,
        made_at=now,
        to_email=_address(one),
    )
