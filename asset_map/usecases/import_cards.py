"""Paper cards come in from a spreadsheet, under the day on which they were written."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from asset_map.imports.cards import CardReading, ReadCard, read_cards
from asset_map.imports.problems import problems_csv
from asset_map.imports.table import RowProblem, Table
from asset_map.model.card import Card, CardSource
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON, counted, long_date
from asset_map.register import cards, roadshows
from asset_map.usecases.hold_session import begin, close
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.write_cards import checked_card

if TYPE_CHECKING:
    from collections import Counter

__all__ = ["KINDS_OF_CARD", "CardReport", "KeyedIn", "end_on_paper", "import_cards", "keyed_in"]

# As people say it, in the order of a session.
KINDS_OF_CARD = ("group", "place", "skill", "story", "offer", "ask", "idea", "who is missing")
_MORNING = time(10)
_LASTS = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReport:
    """What became of a file's rows: ``rows_in`` is new and known and refused."""

    rows_in: int
    new: int
    known: int
    rows_refused: int
    problems: tuple[RowProblem, ...]
    problems_csv: bytes
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedIn:
    """Cards typed one a line: what they are, for whom, and whether they may leave the room."""

    lines: str
    kind: str = ""
    for_group: str = ""
    may_leave_room: bool = False


def keyed_in(typed: KeyedIn) -> Table:
    """Return the lines as the table that a spreadsheet of them would be."""
    consent = "yes" if typed.may_leave_room else "no"
    texts = [line.strip() for line in typed.lines.splitlines()]
    filled = [(number, text) for number, text in enumerate(texts, start=1) if text]
    return Table(
        file_name="typed here",
        headings=("card", "kind", "for", "consent"),
        rows=tuple((text, typed.kind, typed.for_group.strip(), consent) for _, text in filled),
        row_numbers=tuple(number for number, _ in filled),
    )


def import_cards(
    house: House,
    roadshow_id: str,
    table: Table,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> CardReport:
    """
    Keep every card of a file that can be read, as if it had been typed on the day.

    Cards that find a record, offers and asks are placed at once. Importing the file again
    changes nothing.

    Raises
    ------
    InvalidSubmissionError
        When no column holds the cards' words.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        roadshow = roadshows.get(connection, roadshow_id)
        reading = read_cards(table, tree_labels=roadshow.tree_labels)
        coming = [_card(roadshow, one, actor=actor, now=now) for one in reading.cards]
        new = cards.add_new(connection, coming)
    place_cards(house, roadshow_id, actor=actor, now=now, new_id=new_id)
    refused = len({problem.row for problem in reading.refused})
    return CardReport(
        rows_in=len(table.rows),
        new=len(new),
        known=len(coming) - len(new),
        rows_refused=refused,
        problems=reading.refused,
        problems_csv=problems_csv(table, reading.refused) if refused else b"",
        headline=_headline(roadshow, reading, len(new), refused),
    )


def end_on_paper(
    house: House, roadshow_id: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> "Counter[str]":
    """
    End a session that was held on paper, or send on what came in after it had ended.

    It is kept as begun and ended on its own day; the officers get what is new now.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        before = roadshows.get(connection, roadshow_id)
    begin(house, roadshow_id, actor=actor, now=min(_began(before), now))
    counts = close(house, roadshow_id, actor=actor, now=now, new_id=new_id)
    with house.register.writing() as connection:
        ended = roadshows.get(connection, roadshow_id)
        on_its_day = before.closed_at or min(_ended(before), now)
        roadshows.update(connection, replace(ended, closed_at=on_its_day))
    return counts


def _began(roadshow: Roadshow) -> datetime:
    day = datetime.combine(roadshow.held_on, roadshow.starts or _MORNING, tzinfo=LONDON)
    return day.astimezone(UTC)


def _ended(roadshow: Roadshow) -> datetime:
    if roadshow.ends is None:
        return _began(roadshow) + _LASTS
    day = datetime.combine(roadshow.held_on, roadshow.ends, tzinfo=LONDON)
    return day.astimezone(UTC)


def _card(roadshow: Roadshow, one: ReadCard, *, actor: Actor, now: datetime) -> Card:
    key = hashlib.sha256(f"{roadshow.id}\x1f{one.row_key}".encode()).hexdigest()[:32]
    card = Card(
        id=f"paper-{key}",
        kind=one.kind,
        text=one.text,
        # One moment for all: in whatever order the rows stand, the cards are the same.
        made_at=min(_began(roadshow), now),
        made_by=actor.name,
        source=CardSource.PAPER,
        roadshow_id=roadshow.id,
        asset_kind=one.asset_kind,
        tree_part=one.tree_part,
        for_group=one.for_group,
        tags=one.tags,
        terms=one.terms,
        availability=one.availability,
        urgency=one.urgency,
        audience=one.audience,
    )
    return checked_card(card)


def _headline(roadshow: Roadshow, reading: CardReading, new: int, refused: int) -> str:
    known = len(reading.cards) - new
    said = (
        f"{counted(new, 'card')} added under {long_date(roadshow.held_on)}.",
        f"{counted(known, 'card')} here already." if known else "",
        f"{counted(refused, 'row')} to mend." if refused else "",
    )
    return " ".join(filter(None, said))
