"""Everything that is kept about somebody, wherever it lies; and putting a wrong thing right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from asset_map.likeness.people import alike
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.identifier import (
    Blotter,
    Identifier,
    IdentifierKind,
    identifier_from,
    like_these,
    one_may_hold,
    those_of,
)
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import fold
from asset_map.register import looks
from asset_map.register.engine import Connection
from asset_map.register.looks import Look
from asset_map.register.personal_columns import Holds
from asset_map.register.personal_values import (
    Found,
    PersonalValue,
    addresses_beside,
    asset_of,
    found_in,
    personal_values,
)
from asset_map.usecases.copies_made import copies_made
from asset_map.usecases.house import House

__all__ = ["PLACES", "Trace", "Traces", "find_person", "identifiers_of", "searched_for"]

_FEWEST_LETTERS = 3
_ONE_LOOK = timedelta(minutes=10)
_SEARCHED = (Holds.ABOUT, Holds.SAID, Holds.RECORD, Holds.OFFICE, Holds.GIVEN_OUT)
# How people call what the tables hold.
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "assets": "A record",
        "revisions": "The history of a record",
        "submissions": "A proposal",
        "review_events": "What was said of a proposal",
        "messages": "A letter",
        "import_batches": "An import",
        "source_rows": "A row of an import",
        "connections": "A connection",
        "connection_events": "The history of a connection",
        "offers": "An offer or a need",
        "offer_events": "The history of an offer",
        "suggestions": "A suggestion",
        "roadshows": "A roadshow",
        "participants": "Somebody who came to a roadshow",
        "talks": "A conversation",
        "cards": "A card",
        "actions": "Something that was agreed",
        "check_ins": "How an action fares",
        "stories": "A story",
        "stalls": "A stall",
        "sign_ups": "A visitor's entry at a stall",
        "ward_mappings": "What is said of a ward",
        "looked_for": "What was looked for in a ward",
        "gap_runs": "Kept figures about gaps",
        "committee_packs": "A committee pack",
        "accounts": "An account",
        "account_events": "The history of an account",
        "register_events": "What was changed of the register itself",
        "people": "People and what they agreed to",
        "consents": "What somebody agreed to",
        "subject_requests": "A request about personal data",
        "looks": "Why somebody looked at what is withheld",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """
    One text in which somebody stands.

    ``stays`` says why an erasure leaves it, and is empty where it does not; ``asset_id`` is the
    record it belongs to, where there is one to look at.
    """

    place: str
    field: str
    text: str
    row: str
    stays: str = ""
    asset_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """
    What was found of somebody.

    ``alike`` are texts with a name that is nearly theirs, which may be somebody else's; ``beside``
    are addresses and numbers that stand together with theirs, to be looked for too; ``copies`` are
    files, in words, that left the register or were put aside, in which they may stand.
    """

    found: tuple[Trace, ...]
    alike: tuple[Trace, ...]
    beside: tuple[str, ...]
    copies: tuple[str, ...]

    @property
    def rows(self) -> int:
        """In how many rows they stand."""
        return len({(one.place, one.row) for one in self.found})


def identifiers_of(typed: Collection[str]) -> list[Identifier]:
    """
    Return what somebody is known by, as it is compared.

    Raises
    ------
    InvalidSubmissionError
        When nothing was typed, or something is none of an address, a number and a full name.
    """
    said = [one for one in typed if one.strip()]
    if not said:
        raise _nothing()
    return [identifier_from(one) for one in said]


def searched_for(typed: Collection[str]) -> Blotter:
    """Return what finds anything that was typed, a first name alone too."""
    known = []
    for text in filter(str.strip, typed):
        try:
            known.append(identifier_from(text))
        except InvalidSubmissionError:
            if len(fold(text)) < _FEWEST_LETTERS:
                raise
            known.append(Identifier(kind=IdentifierKind.NAME, normal=fold(text)))
    if not known:
        raise _nothing()
    return those_of(known)


def find_person(house: House, typed: Collection[str], *, actor: Actor, now: datetime) -> Traces:
    """
    Find everything about somebody; names that are nearly theirs stand apart.

    Whoever may see what is withheld is shown it, and that they looked is kept.

    Raises
    ------
    InvalidSubmissionError
        When too little was typed to look for.
    """
    require(actor, Action.ANSWER_REQUESTS)
    blotter = searched_for(typed)
    near = like_these(blotter.known, alike)
    found: list[Found] = []
    alike_too: list[Found] = []
    beside: set[str] = set()
    with house.register.reading() as connection:
        worth = one_may_hold(blotter, near)
        for value in personal_values(connection, *_SEARCHED, is_worth_it=worth):
            here = list(found_in(value, blotter))
            found += here
            if here:
                beside |= addresses_beside(value, blotter)
            elif value.holds is not Holds.OFFICE:
                alike_too += found_in(value, near)
        copies = copies_made(house, connection)
        traces = [_trace(connection, one, actor) for one in found]
        others = [_trace(connection, one, actor) for one in alike_too]
        withheld = (
            _withheld(connection, (*found, *alike_too)) if actor.may(Action.SEE_WITHHELD) else ()
        )
    if withheld:
        _note_looks(house, withheld, actor=actor, now=now)
    return Traces(
        found=tuple(traces),
        alike=tuple(others),
        beside=tuple(sorted(one for one in beside if not blotter.found(one))),
        copies=copies,
    )


def _trace(connection: Connection, one: Found, actor: Actor) -> Trace:
    value = one.value
    hides = one.is_withheld and not actor.may(Action.SEE_WITHHELD)
    return Trace(
        place=PLACES.get(value.table, value.table.replace("_", " ")),
        field=one.field.replace("_", " "),
        text="(in a withheld place)" if hides else one.text,
        row=value.row_id,
        stays=_stays(value),
        asset_id=asset_of(connection, value),
    )


def _stays(value: PersonalValue) -> str:
    if value.table == "subject_requests":
        return "It is the request itself: what they are known by goes when it is closed."
    if value.holds is Holds.OFFICE:
        return "It says who acted for the council or a partner, and is kept as long as the history."
    if value.holds is Holds.GIVEN_OUT:
        return "It was given out. Withdraw it or make it anew, and ask for the copies back."
    return ""


def _withheld(connection: Connection, found: Collection[Found]) -> set[str]:
    ids = (asset_of(connection, one.value) for one in found if one.is_withheld)
    return {one for one in ids if one}


def _note_looks(house: House, withheld: Collection[str], *, actor: Actor, now: datetime) -> None:
    look = Look(
        at=now,
        actor_name=actor.name,
        actor_role=actor.role,
        asset_id="",
        reason="Found while answering a request about personal data",
    )
    with house.register.writing() as connection:
        for asset_id in sorted(withheld):
            last = looks.latest(connection, asset_id=asset_id, limit=1)
            # A page that is drawn anew is one look.
            again = replace(look, asset_id=asset_id, at=last[0].at) if last else None
            if not last or last[0] != again or now - last[0].at > _ONE_LOOK:
                looks.add(connection, replace(look, asset_id=asset_id))


def _nothing() -> InvalidSubmissionError:
    problem = Problem(
        field="identifier",
        fault="Nothing is typed to look for.",
        remedy="Type an email address, a phone number or a full name.",
    )
    return InvalidSubmissionError(str(problem), problems=(problem,))
