"""A session begins, is looked at while it runs, and ends with what it leaves the register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.model.agreement import AgreedAction
from asset_map.model.card import Card, CardKind, tree_part_of
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.gap import MappingStatus
from asset_map.model.roadshow import Participant, Roadshow, RoadshowState, TreePart
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON, long_date
from asset_map.register import agreements, assets, cards, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.place_cards import place_within
from asset_map.usecases.propose_drafts import propose_drafts
from asset_map.usecases.propose_mapping import propose_status, wards_of_assets

__all__ = ["SessionView", "begin", "close", "moved_since", "sayings_of", "session_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """
    Everything that a session's screens show.

    ``cards`` are those that stand, as they came; ``sayings`` are, by the id of a
    card that stands, what the cards merged into it said. ``seq`` moves with every change.
    """

    roadshow: Roadshow
    people: tuple[Participant, ...]
    cards: tuple[Card, ...]
    set_aside: tuple[Card, ...]
    sayings: dict[str, tuple[str, ...]]
    actions: tuple[AgreedAction, ...]
    seq: int

    def of_kind(self, *kinds: CardKind) -> list[Card]:
        """Return the cards of some kinds."""
        return [card for card in self.cards if card.kind in kinds]

    def on_tree(self, part: TreePart) -> list[Card]:
        """Return the cards that hang on a part of the tree."""
        return [card for card in self.cards if tree_part_of(card) is part]


def session_of(house: House, roadshow_id: str, *, actor: Actor) -> SessionView:
    """Return a session as it stands."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        every = cards.of_roadshow(connection, roadshow_id)
        people = roadshows.participants_of(connection, roadshow_id)
        return SessionView(
            roadshow=roadshows.get(connection, roadshow_id),
            people=tuple(one for one in people if one.left_at is None),
            cards=tuple(card for card in every if card.is_standing),
            set_aside=tuple(card for card in every if card.is_hidden and not card.taken_back_at),
            sayings=sayings_of(every),
            actions=tuple(agreements.of_roadshow(connection, roadshow_id)),
            seq=roadshows.seq_of(connection, roadshow_id),
        )


def sayings_of(every: list[Card]) -> dict[str, tuple[str, ...]]:
    """Return what was said in the cards that were merged into each one that stands."""
    merged: dict[str, list[str]] = {}
    for card in every:
        if card.merged_into and not card.taken_back_at:
            merged.setdefault(card.merged_into, []).append(card.text)
    return {card_id: tuple(texts) for card_id, texts in merged.items()}


def moved_since(house: House, roadshow_id: str, seq: int) -> bool:
    """Whether anything changed in a session since a screen was drawn: cheap to ask often."""
    with house.register.reading() as connection:
        return roadshows.seq_of(connection, roadshow_id) != seq


def begin(house: House, roadshow_id: str, *, actor: Actor, now: datetime) -> Roadshow:
    """Open a session, so that phones can join; an open one stays as it is."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        roadshow = roadshows.get(connection, roadshow_id)
        if roadshow.state is RoadshowState.OPEN:
            return roadshow
        opened = replace(
            roadshow, state=RoadshowState.OPEN, opened_at=roadshow.opened_at or now, closed_at=None
        )
        return roadshows.update(connection, opened)


def close(
    house: House, roadshow_id: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> Counter[str]:
    """
    End a session: what it recorded goes to the officers; return how much of what.

    Each new record becomes a proposal in Review; nothing is public before it is let in.

    Raises
    ------
    InvalidSubmissionError
        When it is not open.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        roadshow = roadshows.get(connection, roadshow_id)
        if roadshow.state is not RoadshowState.OPEN:
            message = f"'{roadshow.title}' is {roadshow.state.label}; only an open one can end."
            raise InvalidSubmissionError(message)
        # Together with the end: no card comes in between that nobody places any more.
        place_within(house, connection, roadshow, actor=actor, now=now, new_id=new_id)
        every = cards.of_roadshow(connection, roadshow_id)
        proposed = propose_drafts(house, connection, every, actor=actor, now=now, new_id=new_id)
        roadshows.update(connection, replace(roadshow, state=RoadshowState.CLOSED, closed_at=now))
        standing = [card for card in every if card.is_standing]
        _propose_mapped(house, connection, roadshow, standing, actor=actor, now=now)
        return Counter({"proposed": proposed, "cards": len(standing)})


def _propose_mapped(
    house: House,
    connection: Connection,
    roadshow: Roadshow,
    standing: Sequence[Card],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Propose that the roadshow's wards are partly mapped; it names none, its cards' wards."""
    recorded = list(dict.fromkeys(card.asset_id for card in standing if card.asset_id))
    codes = set(roadshow.ward_codes) or wards_of_assets(
        house, connection, assets.get_many(connection, recorded)
    )
    note = f"roadshow “{roadshow.title}” of {long_date(roadshow.held_on)}"
    on = now.astimezone(LONDON).date()
    partly = MappingStatus.PARTLY_MAPPED
    propose_status(connection, codes if standing else (), partly, by=actor.name, on=on, note=note)
