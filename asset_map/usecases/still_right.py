"""Is it still right? Records grow old in sight, and their contacts are asked in time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache, partial
from pathlib import Path

from asset_map.credentials.tokens import derived_token, token_hash
from asset_map.model.asset import Asset, Verification
from asset_map.model.freshness import Freshness, freshness, months_between
from asset_map.model.message import LINK, Message, MessageKind
from asset_map.model.private_link import LinkPurpose, PrivateLink
from asset_map.model.query import Listing
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.visibility import as_seen_by
from asset_map.model.words import LONDON, long_date
from asset_map.register import freshness as checks
from asset_map.register import messages, private_links, public_view
from asset_map.register.engine import Connection
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import signing_key

__all__ = [
    "ASK_NEXT",
    "REMIND_MONTHS",
    "Due",
    "WardFreshness",
    "due_reminders",
    "freshness_by_ward",
    "reminder_path",
    "widest_view",
    "write_reminders",
]

# So many of a ward's records are named, to be asked next.
ASK_NEXT = 3
# So many months after the last check its contact is asked, each time once.
REMIND_MONTHS = (10, 11, 12)
LINK_LASTS = timedelta(days=60)
_LONGEST_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A record whose contact should be asked now; ``checked_on`` may be when it was recorded."""

    asset: Asset
    checked_on: date
    months: int

    @property
    def key(self) -> str:
        """What says that this was asked before."""
        return f"still-right:{self.asset.id}:{self.checked_on.isoformat()}:{self.months}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFreshness:
    """
    How many records of a ward are fresh, ageing or stale; a record counts in each of its wards.

    ``ask_next`` are those that wait longest for a check, never checked ones first.
    """

    code: str
    name: str
    fresh: int
    ageing: int
    stale: int
    ask_next: tuple[Listing, ...]


def freshness_by_ward(house: House, *, actor: Actor, today: date) -> list[WardFreshness]:
    """Return every ward in use, by name, with the freshness of what is going in it."""
    require(actor, Action.SEE_OFFICER_VIEW)
    with house.register.reading() as connection:
        counts = checks.check_counts(connection)
        waiting = checks.longest_unchecked(connection, most=ASK_NEXT)
        named = public_view.listings_of(
            connection,
            [asset_id for of_ward in waiting.values() for asset_id in of_ward],
            audience=Audience.OFFICER,
            today=today,
        )
    fresh = cache(partial(freshness, today=today))
    totals: Counter[tuple[str, Freshness]] = Counter()
    for ward_code, checked_on, number in counts:
        totals[ward_code, fresh(checked_on)] += number
    lines = {one.asset_id: one for one in named if one.freshness is not Freshness.FRESH}
    return [
        WardFreshness(
            code=ward.code,
            name=ward.name,
            fresh=totals[ward.code, Freshness.FRESH],
            ageing=totals[ward.code, Freshness.AGEING],
            stale=totals[ward.code, Freshness.STALE],
            ask_next=tuple(lines[one] for one in waiting.get(ward.code, ()) if one in lines),
        )
        for ward in ward_names(house)
    ]


def due_reminders(house: House, *, today: date) -> list[Due]:
    """
    Return the records whose contacts should be asked today and were not yet, by id.

    They are let in, going, seen by the public or by partners, have an email address,
    and were last checked, or first recorded, ten, eleven or twelve months ago.
    """
    with house.register.reading() as connection:
        changes = house.register.change_count(connection)
        written = {one.key for one in messages.every(connection, kinds=[MessageKind.REMINDER])}
    return [one for one in _due_by(house, changes, today) if one.key not in written]


# A page that is drawn anew asks again, and a large register has thousands of dates to look at.
@lru_cache(maxsize=4)
def _due_by(house: House, changes: int, today: date) -> tuple[Due, ...]:
    del changes  # another number is another register
    first, last = today - 14 * _LONGEST_MONTH, today - REMIND_MONTHS[0] * timedelta(days=28)
    with house.register.reading() as connection:
        old = checks.checked_between(connection, first, last)
    due = (_due(asset, today) for asset in old)
    return tuple(one for one in due if one is not None)


def _due(asset: Asset, today: date) -> Due | None:
    said = asset.verification or asset.provenance
    if said is None or not asset.contact.email or widest_view(asset) is None:
        return None
    checked_on = said.verified_on if isinstance(said, Verification) else said.recorded_on
    months = months_between(checked_on, today)
    if months not in REMIND_MONTHS:
        return None
    return Due(asset=asset, checked_on=checked_on, months=months)


def widest_view(asset: Asset) -> Asset | None:
    """Return the record as its widest readers see it; None where only officers do."""
    if asset.visible_to is Audience.OFFICER:
        return None
    return as_seen_by(asset, asset.visible_to)


def write_reminders(house: House, *, actor: Actor, now: datetime) -> int:
    """Write to every contact that should be asked today; return how many letters wait."""
    require(actor, Action.EDIT)
    due = due_reminders(house, today=now.astimezone(LONDON).date())
    with house.register.writing() as connection:
        return sum(_written(house, connection, one, now) for one in due)


def _written(house: House, connection: Connection, due: Due, now: datetime) -> bool:
    # One link serves all reminders of a check, until sixty days after the last of them.
    until = now + (REMIND_MONTHS[-1] - due.months) * _LONGEST_MONTH + LINK_LASTS
    body = (
        f"{due.asset.name} is in {house.settings.council_name}'s list of what this place has got. "
        f"We last heard on {long_date(due.checked_on)} that what it says is right.\n\n"
        "Is it still right? Say yes, change it, or say that it has closed. "
        f"You need no account:\n{LINK}\n\nThe link works until {long_date(until)}.\n"
    )
    message = Message(
        id=due.key.replace(":", "-"),
        key=due.key,
        kind=MessageKind.REMINDER,
        subject=f"Is this still right? {due.asset.name}",
        body=body,
        made_at=now,
        to_email=due.asset.contact.email,
        asset_id=due.asset.id,
    )
    private_links.add(
        connection,
        PrivateLink(
            token_hash=token_hash(_token(house, due.asset.id, due.checked_on)),
            purpose=LinkPurpose.STILL_RIGHT,
            made_at=now,
            asset_id=due.asset.id,
            until=until,
        ),
    )
    return messages.add(connection, message)


def _token(house: House, asset_id: str, checked_on: date) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, LinkPurpose.STILL_RIGHT, asset_id, checked_on.isoformat())


def reminder_path(house: House, reminder: Message) -> str:
    """Return the private page that a reminder leads to, from the first slash on."""
    checked_on = date.fromisoformat(reminder.key.split(":")[-2])
    return f"/still-right/{_token(house, reminder.asset_id or '', checked_on)}"
