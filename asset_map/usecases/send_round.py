"""After a roadshow: a round-up for all, and for each who came their own cards and introductions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from asset_map.exports.as_dates import AgreedDate, dates_ical
from asset_map.exports.round_up import AgreedLine, RoundUp, round_up_html, round_up_pdf
from asset_map.model.agreement import AgreedAction
from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind, tree_part_of
from asset_map.model.connection import Connection as Link
from asset_map.model.connection import OfferAudience
from asset_map.model.errors import NotFoundError
from asset_map.model.roadshow import Participant, Roadshow, RoadshowState, TreePart
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.register import agreements, assets, cards, links, public_view, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import own_page

__all__ = [
    "OwnRound",
    "RoundUp",
    "may_leave_room",
    "own_calendar",
    "own_round",
    "own_round_of",
    "round_up",
    "round_up_calendar",
    "round_up_html",
    "round_up_pdf",
]

# What somebody says of themselves, rather than of the place.
_PERSONAL = frozenset({CardKind.SKILL, CardKind.STORY})
_EXCHANGE = (CardKind.OFFER, CardKind.NEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRound:
    """What one person gets: what they wrote themselves, and whom they met, in sentences."""

    roadshow: Roadshow
    cards: tuple[Card, ...]
    introductions: tuple[str, ...]


def may_leave_room(card: Card, people: dict[str, Participant]) -> bool:
    """
    Whether a card may be told outside the room.

    Groups, places and ideas may. Skills, stories, offers and asks may where
    their writer said so, on the card or for everything. Who is missing stays here.
    """
    if not card.is_standing or card.kind is CardKind.MISSING_VOICE:
        return False
    is_personal = card.kind in _PERSONAL or card.asset_kind in (AssetKind.SKILL, AssetKind.STORY)
    if not is_personal and card.kind not in _EXCHANGE:
        return True
    if card.audience is not OfferAudience.THIS_ROOM:
        return True
    writer = people.get(card.participant_id or "")
    return is_personal and writer is not None and writer.may_leave_room


def round_up(house: House, roadshow_id: str, *, actor: Actor) -> RoundUp:
    """Return what everybody may be sent of a roadshow."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        return _summed_up(house, _room_of(connection, roadshow_id))


def _summed_up(house: House, room: "_Room") -> RoundUp:
    told = [card for card in room.every if may_leave_room(card, room.people)]
    here = [one for one in room.people.values() if one.left_at is None]
    fruit = [action for action in room.actions if not action.is_bud]
    return RoundUp(
        title=room.roadshow.title,
        council=house.settings.council_name,
        accent=house.settings.accent_colour,
        held_on=room.roadshow.held_on,
        place=room.roadshow.place,
        people=max(room.roadshow.head_count, len(here)),
        parts=_tree(room.roadshow, told),
        offers=_exchange(told, CardKind.OFFER),
        asks=_exchange(told, CardKind.NEED),
        agreed=[_agreed(room, action) for action in fruit],
        ideas=[AgreedLine(title=action.title) for action in room.actions if action.is_bud],
        met=[
            f"{room.names[link.from_id]} and {room.names[link.to_id]}"
            for link in room.links
            if link.from_id in room.names and link.to_id in room.names
        ],
    )


def round_up_calendar(house: House, roadshow_id: str, *, actor: Actor, now: datetime) -> bytes:
    """Return the agreed days of a roadshow as an iCalendar file."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        return _calendar(_room_of(connection, roadshow_id), now=now)


def _calendar(room: "_Room", *, now: datetime) -> bytes:
    days = [
        AgreedDate(
            id=action.id,
            day=action.due,
            title=action.title,
            words="\n".join(
                part for part in (action.owner, f"First: {action.first_step}") if part != "First: "
            ),
            version=action.version,
        )
        for action in room.actions
        if action.due and not action.is_bud
    ]
    return dates_ical(days, name=room.roadshow.title, now=now)


def own_calendar(house: House, token: str, *, now: datetime) -> bytes:
    """
    Return the agreed days for the calendar of somebody who was there.

    Raises
    ------
    NotFoundError
        When the link is not known, or the roadshow is not over.
    """
    with house.register.reading() as connection:
        return _calendar(_room_of(connection, _after(house, token).roadshow_id), now=now)


def _after(house: House, token: str) -> Participant:
    """Return whose link it is, once the roadshow is over and while they did not take all back."""
    one, roadshow = own_page(house, token)
    if roadshow.state is not RoadshowState.CLOSED or one.left_at is not None:
        message = f"What came of '{roadshow.title}' is told here when it is over."
        raise NotFoundError(message)
    return one


def own_round(house: House, token: str) -> tuple[OwnRound, RoundUp]:
    """
    Return what somebody wrote and whom they met, by the link on their phone, and the round-up.

    Raises
    ------
    NotFoundError
        When the link is not known, or the roadshow is not over.
    """
    one = _after(house, token)
    with house.register.reading() as connection:
        own = own_round_of(connection, one)
        return own, _summed_up(house, _room_of(connection, one.roadshow_id))


def own_round_of(connection: Connection, one: Participant) -> OwnRound:
    """Return what somebody wrote and whom they met."""
    room = _room_of(connection, one.roadshow_id)
    mine = tuple(
        card
        for card in room.every
        if card.participant_id == one.id and card.text and not card.is_hidden
    )
    is_here = one.left_at is None
    return OwnRound(
        roadshow=room.roadshow,
        cards=mine,
        introductions=tuple(dict.fromkeys(_introductions(room, one, mine))) if is_here else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """What was said and made at a roadshow; ``names`` are those that may be told."""

    roadshow: Roadshow
    people: dict[str, Participant]
    every: list[Card]
    actions: list[AgreedAction]
    links: list[Link]
    names: dict[str, str]


def _room_of(connection: Connection, roadshow_id: str) -> _Room:
    every = cards.of_roadshow(connection, roadshow_id)
    actions = agreements.of_roadshow(connection, roadshow_id)
    made = links.of_roadshow(connection, roadshow_id)
    ids = {card.asset_id for card in every if card.asset_id}
    ids |= {asset_id for action in actions for asset_id in action.asset_ids}
    ids |= {end for link in made for end in (link.from_id, link.to_id)}
    return _Room(
        roadshow=roadshows.get(connection, roadshow_id),
        people={one.id: one for one in roadshows.participants_of(connection, roadshow_id)},
        every=every,
        actions=actions,
        links=made,
        names=_names(connection, ids, every),
    )


def _names(connection: Connection, ids: set[str], every: Iterable[Card]) -> dict[str, str]:
    """
    Return the names that may be told: what anybody may know, or what was said in the room.

    A person is never named by what they can do.
    """
    order = sorted(ids)
    public = public_view.visible_assets(connection, order, audience=Audience.PUBLIC)
    said = {card.asset_id for card in every if card.is_standing and card.asset_id}
    spoken = [asset for asset in assets.get_many(connection, order) if asset.id in said]
    return {
        asset.id: asset.name
        for asset in (*spoken, *public)
        if asset.kind not in (AssetKind.SKILL, AssetKind.STORY)
    }


def _tree(roadshow: Roadshow, told: Sequence[Card]) -> list[tuple[str, list[str]]]:
    hung = [
        (roadshow.label(part), [card.text for card in told if tree_part_of(card) is part])
        for part in TreePart
    ]
    return [(label, lines) for label, lines in hung if lines]


def _exchange(told: Sequence[Card], kind: CardKind) -> list[str]:
    return [
        f"{card.for_group}: {card.text}" if card.for_group else card.text
        for card in told
        if card.kind is kind
    ]


def _agreed(room: _Room, action: AgreedAction) -> AgreedLine:
    owner = action.owner or room.names.get(action.owner_asset_id or "", "")
    return AgreedLine(
        title=action.title,
        owner=owner,
        together=[room.names[one] for one in action.asset_ids if one in room.names],
        helpers=action.helpers,
        first_step=action.first_step,
        due=action.due,
    )


def _introductions(room: _Room, one: Participant, mine: Sequence[Card]) -> Iterable[str]:
    """Give a sentence for each group that somebody's own has found, or shares something with."""
    said = {card.asset_id for card in mine if card.kind in _EXCHANGE and card.for_group}
    own = {asset_id for asset_id in {*said, one.asset_id} if asset_id}
    for link in room.links:
        others = _others(room, (link.from_id, link.to_id), own)
        if others:
            yield f"You and {others} found each other at {room.roadshow.title}."
    for action in room.actions:
        others = _others(room, action.asset_ids, own)
        if others and not action.is_bud:
            yield f"You and {others} both said yes to: {action.title}."
    for tag in sorted({tag for card in mine for tag in card.tags}):
        for name in _who_said(room, tag, besides=one):
            yield f"You and {name} both spoke of {tag.replace('_', ' ')}."


def _others(room: _Room, asset_ids: Sequence[str], own: set[str]) -> str:
    """Return the names of those that something joins with somebody's own; "" where it does not."""
    if not own & set(asset_ids):
        return ""
    names = [room.names[one] for one in asset_ids if one in room.names and one not in own]
    return " and ".join(names)


def _who_said(room: _Room, tag: str, *, besides: Participant) -> list[str]:
    """Return the groups whose cards carry a tag and may be told of outside the room."""
    return sorted(
        {
            card.for_group
            for card in room.every
            if tag in card.tags
            and card.for_group
            and card.participant_id != besides.id
            and card.for_group != besides.for_group
            and may_leave_room(card, room.people)
        }
    )
