"""A person says that two assets are connected, and how that fares; nobody else moves it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from asset_map.model.connection import (
    CONNECTION_MOVES,
    Connection,
    ConnectionEvent,
    ConnectionKind,
    ConnectionState,
    ConnectionStep,
    OfferState,
)
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.suggestion import SuggestionState
from asset_map.model.visibility import link_seen_by
from asset_map.model.words import LONDON
from asset_map.register import assets, link_events, links, roadshows, suggestions
from asset_map.register.engine import Connection as Database
from asset_map.usecases.house import House
from asset_map.usecases.keep_offers import keep_offer
from asset_map.usecases.link_checks import check_link
from asset_map.usecases.own_areas import require_area_of_assets

__all__ = [
    "COMMON_KINDS",
    "change",
    "connect",
    "connect_all",
    "connect_within",
    "move",
    "said_of",
    "step_of",
    "steps_of",
    "take_back",
]

# The kinds that are offered first; the rest stand behind "more".
COMMON_KINDS = (
    ConnectionKind.HOSTS,
    ConnectionKind.WORKS_WITH,
    ConnectionKind.FUNDS,
    ConnectionKind.VOLUNTEERS_FOR,
    ConnectionKind.REFERS_TO,
)
_VERBS = {
    ConnectionKind.FUNDS: "gives money to",
    ConnectionKind.HOSTS: "gives room to",
    ConnectionKind.LEASES_TO: "leases to",
    ConnectionKind.SHARES_SPACE: "shares a place with",
    ConnectionKind.LENDS: "lends to",
    ConnectionKind.PROVIDES_FOR: "provides for",
    ConnectionKind.VOLUNTEERS_FOR: "volunteers for",
    ConnectionKind.REFERS_TO: "sends people to",
    ConnectionKind.TRAINS: "trains",
    ConnectionKind.PROMOTES: "spreads the word for",
    ConnectionKind.MEMBER_OF: "is a member of",
    ConnectionKind.WORKS_WITH: "works with",
    ConnectionKind.KNOWS: "knows",
}


def said_of(kind: ConnectionKind) -> str:
    """Return what one does for another, to stand between two names."""
    return _VERBS[kind]


def connect(house: House, link: Connection, *, actor: Actor, now: datetime) -> Connection:
    """
    Keep a new connection, in the state that a person says it is in.

    Raises
    ------
    InvalidSubmissionError
        When it does not hold together, or the same two are connected so already.
    NotFoundError
        When one of the two is not there.
    """
    require(actor, Action.CONNECT)
    with house.register.writing() as connection:
        return connect_within(connection, link, actor=actor, now=now)


def connect_within(
    connection: Database, link: Connection, *, actor: Actor, now: datetime
) -> Connection:
    """Keep a new connection in a transaction that is open already; see ``connect``."""
    check_link(link, now=now)
    require_area_of_assets(connection, actor, link.from_id, link.to_id)
    one, other = (assets.get(connection, end) for end in (link.from_id, link.to_id))
    for end in (one, other):
        if end.record_state is RecordState.ARCHIVED:
            message = f"'{end.name}' was put away; restore it before you connect it."
            raise NotFoundError(message)
    if links.same_live(connection, link) is not None:
        said = f"{one.name} {said_of(link.kind)} {other.name}"
        message = f"'{said}' is recorded already; change or end that one."
        raise InvalidSubmissionError(message)
    links.add(connection, link)
    _tell_room(connection, link)
    link_events.add(
        connection, [step_of(link, ConnectionStep.ADDED, actor=actor, now=now, before=None)]
    )
    return link


def connect_all(
    connection: Database, new: Sequence[Connection], *, actor: Actor, now: datetime
) -> None:
    """Keep connections that were checked one by one, with their first steps, all at once."""
    links.add_many(connection, new)
    added = ConnectionStep.ADDED
    link_events.add(
        connection, [step_of(link, added, actor=actor, now=now, before=None) for link in new]
    )


def change(house: House, link: Connection, *, actor: Actor, now: datetime) -> Connection:
    """Keep what somebody now says of a connection; its state is moved, not changed."""
    require(actor, Action.CONNECT)
    check_link(link, now=now)
    with house.register.writing() as connection:
        standing = links.get(connection, link.id)
        for one in (standing, link):
            require_area_of_assets(connection, actor, one.from_id, one.to_id)
        seen = link_seen_by(standing, actor.audience)
        if seen and seen.amount_gbp is None and (link.kind, link.amount_gbp) == (seen.kind, None):
            # Who was not shown the money did not take it away.
            link = replace(link, amount_gbp=standing.amount_gbp)
        kept = replace(link, state=standing.state, both_agreed=_still_agreed(standing, link))
        links.update(connection, kept)
        step = step_of(kept, ConnectionStep.CHANGED, actor=actor, now=now, before=standing.state)
        link_events.add(connection, [step])
        return kept


def move(  # noqa: PLR0913 - who, when, where to, and why
    house: House,
    link_id: str,
    to: ConnectionState,
    *,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    text: str = "",
) -> Connection:
    """
    Say how a connection fares: in touch, going, asleep, ended.

    Raises
    ------
    InvalidSubmissionError
        When it cannot go there from where it is.
    """
    require(actor, Action.CONNECT)
    day = on or now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        before = links.get(connection, link_id)
        require_area_of_assets(connection, actor, before.from_id, before.to_id)
        if to not in CONNECTION_MOVES[before.state]:
            onward = ", ".join(state.label for state in sorted(CONNECTION_MOVES[before.state]))
            message = (
                f"A connection that is '{before.state.label}' cannot become '{to.label}'; "
                f"it can become: {onward or 'nothing else'}."
            )
            raise InvalidSubmissionError(message)
        after = replace(
            before,
            state=to,
            since=before.since or (day if to is ConnectionState.ACTIVE else None),
            ended_on=day if to is ConnectionState.ENDED else None,
        )
        check_link(after, now=now)
        links.update(connection, after)
        _tell_room(connection, after)
        step = step_of(
            after, ConnectionStep.MOVED, actor=actor, now=now, before=before.state, text=text
        )
        link_events.add(connection, [step])
        return after


def take_back(house: House, link_id: str, *, actor: Actor, now: datetime) -> Connection:
    """
    Take back the last move of a connection, or that it was added: then it ends.

    Raises
    ------
    InvalidSubmissionError
        When nothing was done that could be taken back.
    """
    require(actor, Action.CONNECT)
    with house.register.writing() as connection:
        link = links.get(connection, link_id)
        require_area_of_assets(connection, actor, link.from_id, link.to_id)
        steps = link_events.of_connection(connection, link_id)
        last = steps[-1] if steps else None
        if last is None or last.action not in {ConnectionStep.ADDED, ConnectionStep.MOVED}:
            message = "Nothing was done with this connection that could be taken back."
            raise InvalidSubmissionError(message)
        day = now.astimezone(LONDON).date()
        state = last.from_state or ConnectionState.ENDED
        is_over = state is ConnectionState.ENDED
        after = replace(link, state=state, ended_on=day if is_over else None)
        links.update(connection, after)
        _tell_room(connection, after)
        if last.action is ConnectionStep.ADDED and link.origin_suggestion_id:
            _suggest_again(connection, link.origin_suggestion_id, actor=actor, now=now)
        step = step_of(after, ConnectionStep.TOOK_BACK, actor=actor, now=now, before=link.state)
        link_events.add(connection, [step])
        return after


def _tell_room(connection: Database, link: Connection) -> None:
    """Let the screens of the roadshow at which it was made draw themselves anew."""
    if link.roadshow_id:
        roadshows.next_seq(connection, link.roadshow_id)


def _suggest_again(
    connection: Database, suggestion_id: str, *, actor: Actor, now: datetime
) -> None:
    """Let a suggestion whose connection was taken back stand as if nobody had decided on it."""
    decided = suggestions.get(connection, suggestion_id)
    suggestions.put(
        connection,
        replace(
            decided,
            state=SuggestionState.PROPOSED,
            decided_by="",
            decided_at=None,
            connection_id=None,
        ),
    )
    for offer_id in (decided.offer_id, decided.need_id):
        offer = links.get_offer(connection, offer_id)
        if offer.state is OfferState.MATCHED:
            keep_offer(connection, replace(offer, state=OfferState.OPEN), actor=actor, now=now)


def steps_of(house: House, link_id: str, *, actor: Actor) -> list[ConnectionEvent]:
    """Return what was done with a connection, the first first."""
    require(actor, Action.CONNECT)
    with house.register.reading() as connection:
        links.get(connection, link_id)
        return link_events.of_connection(connection, link_id)


def step_of(  # noqa: PLR0913 - a step is its facts
    link: Connection,
    action: ConnectionStep,
    *,
    actor: Actor,
    now: datetime,
    before: ConnectionState | None,
    text: str = "",
    side_id: str | None = None,
) -> ConnectionEvent:
    """Return the step that brought a connection where it is now."""
    return ConnectionEvent(
        connection_id=link.id,
        at=now,
        actor_name=actor.name,
        actor_role=actor.role,
        action=action,
        from_state=before,
        to_state=link.state,
        side_id=side_id,
        text=text,
    )


def _still_agreed(standing: Connection, link: Connection) -> bool:
    """Whether what both sides agreed to is still what is said."""
    said = ("from_id", "to_id", "kind", "amount_gbp")
    return standing.both_agreed and all(
        getattr(standing, name) == getattr(link, name) for name in said
    )
