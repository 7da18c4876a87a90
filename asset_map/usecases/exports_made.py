"""Writing down that a file left the register: who took it, when, what it was, and for whom."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from asset_map.model.role import Action, Actor, Audience, require
from asset_map.register import subject_requests
from asset_map.register.subject_requests import ExportMade
from asset_map.usecases.house import House

__all__ = ["GivenOut", "exports_given_out", "note_export"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut:
    """
    A file as it leaves: what it is, for whom it is cut, and what stands in it.

    ``records`` is how many of the register, and 0 where it is another thing that is told.
    """

    what: str
    audience: Audience
    content: bytes
    records: int = 0

    @property
    def sha256(self) -> str:
        """The hash by which it is known again."""
        return sha256(self.content).hexdigest()


def note_export(house: House, given: GivenOut, *, actor: Actor, now: datetime) -> None:
    """Keep that a file was given out, and the hash by which it is known again."""
    require(actor, Action.FIND)
    made = ExportMade(
        at=now,
        actor_name=actor.name,
        actor_role=actor.role,
        what=given.what,
        audience=given.audience,
        records=given.records,
        sha256=given.sha256,
    )
    with house.register.writing() as connection:
        subject_requests.add_export(connection, made)


def exports_given_out(house: House, *, actor: Actor) -> list[ExportMade]:
    """Return the files that left the register, the latest first."""
    require(actor, Action.ANSWER_REQUESTS)
    with house.register.reading() as connection:
        return subject_requests.exports_given_out(connection)
