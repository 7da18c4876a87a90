"""What somebody looks for, and the line of a list that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind, Function
from asset_map.model.freshness import Freshness
from asset_map.model.location import Coordinates
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.words import WordEnum

__all__ = ["ADDRESS_NAMES", "Access", "Listing", "Query", "Weekday"]

# The name of each choice in the address of Find, by the field of the query that it fills: the
# same at both doors, so that a link from one opens the same search at the other.
ADDRESS_NAMES: Mapping[str, str] = {
    "text": "q",
    "kinds": "kind",
    "ward_codes": "ward",
    "committee_id": "committee",
    "functions": "for",
    "day": "day",
    "age": "age",
    "language": "language",
    "access": "access",
    "seats": "seats",
    "anchors_only": "anchors",
}


class Weekday(WordEnum):
    """A day of the week; ``code`` is RFC 5545's."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def code(self) -> str:
        """The two letters of RFC 5545: "TH"."""
        return self.value[:2].upper()


class Access(WordEnum):
    """What a place must have for somebody to use it."""

    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    ACCESSIBLE_TOILET = "accessible_toilet"
    PARKING = "parking"
    KITCHEN = "kitchen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    What to look for; a field that is left empty asks nothing.

    ``text`` counts from two letters on. ``near`` with ``within_m`` (metres) sorts
    by distance; ``age`` in years; ``seats`` is the least capacity wanted.
    """

    text: str = ""
    kinds: tuple[AssetKind, ...] = ()
    ward_codes: tuple[str, ...] = ()
    committee_id: str = ""
    functions: tuple[Function, ...] = ()
    day: Weekday | None = None
    age: int | None = None
    language: str = ""
    access: tuple[Access, ...] = ()
    seats: int | None = None
    near: Coordinates | None = None
    within_m: float | None = None
    only_open: bool = True
    anchors_only: bool = False
    freshness: Freshness | None = None
    record_states: tuple[RecordState, ...] = ()
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """
    One asset as a list or a map shows it, already cut to its audience.

    ``point`` is None where the place may not be shown as a pin. ``distance_m``
    is filled only when the query had a ``near`` and the place may be measured to.
    """

    asset_id: str
    kind: AssetKind
    name: str
    summary: str = ""
    place_name: str = ""
    postcode: str = ""
    ward_code: str | None = None
    ward_name: str = ""
    point: Coordinates | None = None
    distance_m: float | None = None
    when: str = ""
    anchor_status: AnchorStatus = AnchorStatus.NONE
    operating_status: OperatingStatus = OperatingStatus.ACTIVE
    record_state: RecordState = RecordState.APPROVED
    freshness: Freshness = Freshness.STALE
    verified_on: date | None = None
    verified_role: str = ""
    tags: tuple[str, ...] = ()
