"""What roadshows and conversations came to between two dates, for a manager or a funder."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from asset_map.model.agreement import ActionState, AgreedAction
from asset_map.model.asset import AssetKind
from asset_map.model.card import CardKind
from asset_map.model.cells import neutralised
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.roadshow import Roadshow, RoadshowState, sayings
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.suggestion import SuggestionState
from asset_map.model.words import long_date
from asset_map.register import agreements, assets, cards, links, market, roadshows, suggestions
from asset_map.register.engine import Connection
from asset_map.usecases.house import House

__all__ = ["COLUMNS", "Counts", "RoadshowCounts", "count_roadshows", "counts_csv"]

# The columns of the table and of the file, each with what it counts.
COLUMNS = {
    "people": "people reached: the head count, or who joined where that is more",
    "groups_new": "groups and places first written on a card there and let in since",
    "groups_waiting": "the same, still waiting for an officer",
    "offers": "things offered",
    "asks": "things asked for",
    "suggestions": "suggestions that people decided on",
    "suggestions_accepted": "of these, taken up",
    "connections_idea": "connections still an idea",
    "connections_introduced": "connections introduced",
    "connections_active": "connections active",
    "connections_dormant": "connections dormant",
    "connections_ended": "connections ended",
    "actions": "actions with an owner, agreed",
    "actions_done": "of these, done",
    "actions_stuck": "of these, stuck",
    "actions_let_go": "of these, let go",
    "buds": "ideas without an owner yet: in no other figure",
    "stalls": "stalls at the market place",
    "sign_ups": "visitors who signed up at a stall",
    "feedback": "things people said at the end about the session: never who, never which",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadshowCounts:
    """One roadshow and its figures, by the names of ``COLUMNS``."""

    title: str
    held_on: date
    figures: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """All roadshows held from the first to the last day, both counted in."""

    first: date
    last: date
    roadshows: tuple[RoadshowCounts, ...]
    talks: int
    groups_talked_with: int

    @property
    def together(self) -> Counter[str]:
        """The figures of all of them."""
        total: Counter[str] = Counter()
        for one in self.roadshows:
            total.update(one.figures)
        return total


def count_roadshows(house: House, *, between: tuple[date, date], actor: Actor) -> Counts:
    """
    Count what the roadshows held between two days came to, as it stands today.

    Raises
    ------
    InvalidSubmissionError
        When the first day is after the last.
    """
    require(actor, Action.RUN_ROADSHOW)
    first, last = between
    if first > last:
        problem = Problem(
            field="first",
            fault=f"{long_date(first)} is after {long_date(last)}.",
            remedy="Put the earlier day first.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    with house.register.reading() as connection:
        held = [
            one
            for one in roadshows.every(connection)
            if first <= one.held_on <= last and one.state is not RoadshowState.PLANNED
        ]
        talks = [one for one in cards.every_talk(connection) if first <= one.held_on <= last]
        counted = tuple(
            RoadshowCounts(title=one.title, held_on=one.held_on, figures=_figures(connection, one))
            for one in sorted(held, key=lambda one: (one.held_on, one.id))
        )
    return Counts(
        first=first,
        last=last,
        roadshows=counted,
        talks=len(talks),
        groups_talked_with=len({one.asset_id or one.for_group.casefold() for one in talks}),
    )


def _figures(
    connection: Connection,
    roadshow: Roadshow,
) -> Counter[str]:
    here = [
        one for one in roadshows.participants_of(connection, roadshow.id) if one.left_at is None
    ]
    figures = Counter(dict.fromkeys(COLUMNS, 0))
    figures["people"] = max(roadshow.head_count, len(here))
    figures.update(_recorded(connection, roadshow))
    made = links.of_roadshow(connection, roadshow.id)
    figures.update(f"connections_{link.state.value}" for link in made)
    figures.update(_agreed(connection, roadshow))
    figures["stalls"] = len(market.of_roadshow(connection, roadshow.id))
    figures.update(_suggested(connection, roadshow))
    figures["feedback"] = len(sayings(roadshow.feedback))
    figures["sign_ups"] = sum(market.counts_of(connection, roadshow.id).values())
    return figures


def _recorded(connection: Connection, roadshow: Roadshow) -> Counter[str]:
    standing = [card for card in cards.of_roadshow(connection, roadshow.id) if card.counts]
    by_card = {card.id for card in standing}
    ids = {card.asset_id for card in standing if card.asset_id}
    counts = Counter(
        offers=sum(card.kind is CardKind.OFFER for card in standing),
        asks=sum(card.kind is CardKind.NEED for card in standing),
    )
    for asset in assets.get_many(connection, sorted(ids)):
        # A record that a card made says which; one that was known before does not.
        is_new = asset.provenance is not None and asset.provenance.source_id in by_card
        if is_new and asset.kind is not AssetKind.SKILL:
            is_in = asset.record_state is RecordState.APPROVED
            is_out = asset.record_state in (RecordState.REJECTED, RecordState.ARCHIVED)
            counts["groups_new"] += is_in
            counts["groups_waiting"] += not is_in and not is_out
    return counts


def _suggested(connection: Connection, roadshow: Roadshow) -> Counter[str]:
    states = Counter(one.state for one in suggestions.of_roadshow(connection, roadshow.id))
    accepted = states[SuggestionState.ACCEPTED]
    return Counter(
        suggestions=accepted + states[SuggestionState.DISMISSED], suggestions_accepted=accepted
    )


def _agreed(connection: Connection, roadshow: Roadshow) -> Counter[str]:
    agreed = agreements.of_roadshow(connection, roadshow.id)
    fruit = [one for one in agreed if not one.is_bud]
    return Counter(
        actions=len(fruit),
        actions_done=_in_state(fruit, ActionState.DONE),
        actions_stuck=_in_state(fruit, ActionState.STUCK),
        actions_let_go=_in_state(fruit, ActionState.LET_GO),
        buds=len(agreed) - len(fruit),
    )


def _in_state(agreed: Iterable[AgreedAction], state: ActionState) -> int:
    return sum(one.state is state for one in agreed)


def counts_csv(counts: Counts) -> bytes:
    """Return the figures as CSV: a row a roadshow, their sum, and what each column counts."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("roadshow", "held_on", *COLUMNS))
    for one in counts.roadshows:
        writer.writerow((neutralised(one.title), one.held_on, *_row(one.figures)))
    writer.writerow(("Together", "", *_row(counts.together)))
    writer.writerow(())
    period = f"{long_date(counts.first)} to {long_date(counts.last)}, both days counted in"
    writer.writerow(("Period", period))
    writer.writerow(("Conversations outside roadshows", counts.talks))
    writer.writerow(("Groups spoken with in these", counts.groups_talked_with))
    for name, meaning in COLUMNS.items():
        writer.writerow((name, meaning))
    return text.getvalue().encode("utf-8-sig")


def _row(figures: Counter[str]) -> list[int]:
    return [figures[name] for name in COLUMNS]
