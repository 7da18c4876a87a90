"""Stated links between assets, and what one offers and another needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from asset_map.model.asset import SourceKind
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.role import Role
from asset_map.model.words import WordEnum

__all__ = [
    "CONNECTION_MOVES",
    "MOST_GBP",
    "SYMMETRIC",
    "Connection",
    "ConnectionEvent",
    "ConnectionKind",
    "ConnectionState",
    "ConnectionStep",
    "ExchangeTerms",
    "Offer",
    "OfferAudience",
    "OfferState",
    "Side",
    "Urgency",
]


class ConnectionKind(WordEnum):
    """What one asset does for another; read "from hosts to"."""

    FUNDS = "funds"
    HOSTS = "hosts"
    LEASES_TO = "leases_to"
    SHARES_SPACE = "shares_space"
    LENDS = "lends"
    PROVIDES_FOR = "provides_for"
    VOLUNTEERS_FOR = "volunteers_for"
    REFERS_TO = "refers_to"
    TRAINS = "trains"
    PROMOTES = "promotes"
    MEMBER_OF = "member_of"
    WORKS_WITH = "works_with"
    KNOWS = "knows"


SYMMETRIC = frozenset(
    {ConnectionKind.SHARES_SPACE, ConnectionKind.WORKS_WITH, ConnectionKind.KNOWS}
)


MOST_GBP = 1_000_000_000


class ConnectionState(WordEnum):
    """How far a link has come; only a person moves it."""

    IDEA = "idea"
    INTRODUCED = "introduced"
    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


# How a link comes along: forward, asleep and awake again, or to its end.
CONNECTION_MOVES: Mapping[ConnectionState, frozenset[ConnectionState]] = MappingProxyType(
    {
        ConnectionState.IDEA: frozenset({ConnectionState.INTRODUCED, ConnectionState.ENDED}),
        ConnectionState.INTRODUCED: frozenset({ConnectionState.ACTIVE, ConnectionState.ENDED}),
        ConnectionState.ACTIVE: frozenset({ConnectionState.DORMANT, ConnectionState.ENDED}),
        ConnectionState.DORMANT: frozenset({ConnectionState.ACTIVE, ConnectionState.ENDED}),
        ConnectionState.ENDED: frozenset(),
    }
)


class ConnectionStep(WordEnum):
    """What was done with a connection."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    TOOK_BACK = "took_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionEvent:
    """One step of a connection, only ever added to; ``side_id`` is the asset that confirmed."""

    connection_id: str
    at: datetime
    actor_name: str
    actor_role: Role
    action: ConnectionStep
    from_state: ConnectionState | None
    to_state: ConnectionState
    side_id: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """
    One link. Symmetric kinds are kept once, the lower id first.

    Raises
    ------
    InvalidSubmissionError
        When it links an asset to itself, or puts money on anything but "funds", or too much.
    """

    id: str
    from_id: str
    to_id: str
    kind: ConnectionKind
    state: ConnectionState = ConnectionState.ACTIVE
    since: date | None = None
    ended_on: date | None = None
    amount_gbp: int | None = None
    note: str = ""
    both_agreed: bool = False
    source: str = ""
    roadshow_id: str | None = None
    origin_suggestion_id: str | None = None

    def __post_init__(self) -> None:
        if self.from_id == self.to_id:
            message = f"Asset {self.from_id} cannot be connected to itself; choose another one."
            raise InvalidSubmissionError(message)
        if self.amount_gbp is not None and self.kind is not ConnectionKind.FUNDS:
            message = f"Only 'funds' carries an amount of money, not '{self.kind.label}'."
            raise InvalidSubmissionError(message)
        if self.amount_gbp is not None and self.amount_gbp > MOST_GBP:
            message = f"More than {MOST_GBP:,} pounds is no grant; look at the figure again."
            raise InvalidSubmissionError(message)
        if self.kind in SYMMETRIC and self.from_id > self.to_id:
            lower, higher = self.to_id, self.from_id
            object.__setattr__(self, "from_id", lower)
            object.__setattr__(self, "to_id", higher)


class Side(WordEnum):
    """Whether something is given or wanted."""

    OFFER = "offer"
    NEED = "need"


class ExchangeTerms(WordEnum):
    """On what terms."""

    GIFT = "gift"
    LOAN = "loan"
    SWAP = "swap"
    NEGOTIABLE = "negotiable"
    PAID = "paid"


class OfferState(WordEnum):
    """What became of it."""

    OPEN = "open"
    MATCHED = "matched"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class OfferAudience(WordEnum):
    """Who may read it; partners unless somebody chose otherwise."""

    THIS_ROOM = "this_room"
    PARTNERS = "partners"
    PUBLIC = "public"


class Urgency(WordEnum):
    """How soon a need wants an answer."""

    NOW = "now"
    SOON = "soon"
    SOMEDAY = "someday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """
    Something an asset gives or wants, on which terms and until when.

    ``source`` is where it came from, None where a partner or officer wrote it down.
    """

    id: str
    asset_id: str
    side: Side
    text: str
    tags: tuple[str, ...] = ()
    terms: ExchangeTerms = ExchangeTerms.GIFT
    availability: str = ""
    area: str = ""
    capacity: int = 1
    valid_until: date | None = None
    state: OfferState = OfferState.OPEN
    audience: OfferAudience = OfferAudience.PARTNERS
    urgency: Urgency | None = None
    is_online_ok: bool = False
    made_on: date | None = None
    roadshow_id: str | None = None
    source: SourceKind | None = None
    version: int = 0
