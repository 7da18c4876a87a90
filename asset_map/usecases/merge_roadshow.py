"""A roadshow comes home: its file is laid over the register, and nothing is lost on either side."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from asset_map.model.away import RoadshowFile
from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.pack_out import PackOut
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.register import marks, packs_out
from asset_map.register.engine import Connection
from asset_map.usecases.assets_home import bring_assets, bring_submissions, propose_disputes
from asset_map.usecases.coming_home import Homecoming, digest_of, kept_memory
from asset_map.usecases.erased_again import without_the_erased
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.pack_roadshow import packed_mark
from asset_map.usecases.people_home import bring_helping
from asset_map.usecases.records_home import bring_connections, bring_offers, bring_suggestions
from asset_map.usecases.session_home import (
    bring_actions,
    bring_cards,
    bring_market,
    bring_people,
    bring_roadshow,
)

__all__ = ["MergeReport", "merge_roadshow"]

_WORDS = {
    "cards": ("card", "cards"),
    "people": ("person", "people"),
    "helping": ("person who can help", "people who can help"),
    "records": ("new record", "new records"),
    "offers": ("offer or ask", "offers and asks"),
    "connections": ("connection", "connections"),
    "actions": ("action", "actions"),
    "stalls": ("stall", "stalls"),
    "sign-ups": ("sign-up", "sign-ups"),
    "stories": ("story", "stories"),
    "conversations": ("conversation", "conversations"),
    "changed": ("changed record", "changed records"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a file brought; ``proposals`` wait in Review, ``disputes`` of them for a decision."""

    roadshow_id: str
    title: str
    counts: dict[str, int]
    proposals: int = 0
    disputes: int = 0
    is_known: bool = False

    @property
    def headline(self) -> str:
        """What was done, in a sentence."""
        if self.is_known:
            return f"This file of '{self.title}' is in already; nothing was changed."
        said = [
            counted(self.counts[name], *words)
            for name, words in _WORDS.items()
            if self.counts.get(name)
        ]
        return f"'{self.title}' is back: {', '.join(said) or 'nothing new'}."

    @property
    def lines(self) -> tuple[str, ...]:
        """What waits for somebody."""
        waiting = counted(self.proposals, "proposal waits", "proposals wait")
        both = counted(self.disputes, "change needs", "changes need")
        return (
            *((f"{waiting} in Review.",) if self.proposals else ()),
            *((f"{both} a decision there: both sides changed it.",) if self.disputes else ()),
        )


def merge_roadshow(house: House, file: RoadshowFile, *, actor: Actor, now: datetime) -> MergeReport:
    """
    Take in what a laptop brings back, in one transaction; the same file again does nothing.

    What was edited there is proposed, never written over what stands; what both sides
    changed stays as it is here, and Review tells of the other.

    Raises
    ------
    NotFoundError
        When the file did not go out from this register.
    ConflictError
        When it was said to be lost.
    UnreadableFileError
        When it speaks of what it cannot know.
    """
    require(actor, Action.TAKE_AWAY)
    with house.register.writing() as connection:
        out = _out(connection, file)
        require_area_of_roadshow(connection, actor, out.roadshow_id)
        key = f"merged {out.id}"
        home = Homecoming(
            house=house,
            connection=connection,
            file=file,
            actor=actor,
            now=now,
            versions=json.loads(marks.get(connection, packed_mark(out.id)) or "{}"),
            memory=kept_memory(connection, key),
        )
        digest = digest_of(file)
        home.file = without_the_erased(connection, file, now=now)
        if digest in home.memory.files:
            return _report(home, is_known=True)
        _bring(home)
        home.memory.files.append(digest)
        marks.put(connection, key, json.dumps(asdict(home.memory)))
        packs_out.put(connection, replace(out, returned_at=out.returned_at or now))
    return _report(home)


def _out(connection: Connection, file: RoadshowFile) -> PackOut:
    try:
        out = packs_out.get(connection, file.pack.id)
    except NotFoundError:
        message = (
            "This file did not go out from this register. Merge it at the office whose register "
            "it was packed from."
        )
        raise NotFoundError(message) from None
    if out.roadshow_id != file.pack.roadshow_id or file.holding.roadshow.id != out.roadshow_id:
        message = "The file says that it is of another roadshow than the one it went out for."
        raise NotFoundError(message)
    if out.ended_at is not None:
        message = (
            "This file was said to be lost, so nothing of it is taken in. Have a new one packed, "
            "and key in what was said as paper cards."
        )
        raise ConflictError(message)
    return out


def _bring(home: Homecoming) -> None:
    """Bring each kind in, after those it speaks of."""
    bring_assets(home)
    bring_submissions(home)
    bring_offers(home)
    bring_connections(home)
    bring_suggestions(home)
    bring_people(home)
    bring_cards(home)
    bring_helping(home)
    bring_actions(home)
    bring_market(home)
    bring_roadshow(home)
    propose_disputes(home)


def _report(home: Homecoming, *, is_known: bool = False) -> MergeReport:
    return MergeReport(
        roadshow_id=home.file.pack.roadshow_id,
        title=home.title,
        counts=dict(home.counts),
        proposals=home.counts["proposals"],
        disputes=len(home.disputes),
        is_known=is_known,
    )
