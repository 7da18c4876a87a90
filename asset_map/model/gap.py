"""
What is missing where: ward classes, how well a ward is mapped, and what a figure stands on.

No figure without its conditions: a ``GapRun`` carries the boundary set, reach,
thresholds and cut-off day beside its rows, and how many records were left out and why.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asset_map.model.asset import Function
from asset_map.model.gap_settings import GapSettings
from asset_map.model.role import Audience
from asset_map.model.words import WordEnum, long_date

__all__ = [
    "CHANCE",
    "CarriedStatus",
    "FoundNone",
    "GapClass",
    "GapConditions",
    "GapRow",
    "GapRun",
    "GapSettings",
    "LeftOut",
    "MappingStatus",
    "NearestOver",
    "PeopleSource",
    "Rate",
    "WardMapping",
]


_DIVISIONS = "E58"
# Said beside every rate of small numbers.
CHANCE = "Differences this small can be chance; rates are neither ranked nor coloured."


class GapClass(WordEnum):
    """What a ward's figures come to, in the order in which officers read them."""

    GAP = "gap"
    VISITING_ONLY = "visiting_only"
    SERVED_NEXT_DOOR = "served_next_door"
    ANCHORED = "anchored"
    NOT_YET_MAPPED = "not_yet_mapped"

    def words(self, sought: str = "anchor") -> str:
        """Return what people read: only a ward with an anchor organisation is anchored."""
        return "has one" if self is GapClass.ANCHORED and sought != "anchor" else self.label


class MappingStatus(WordEnum):
    """How well a ward is known, from not at all to agreed with people who live there."""

    NOT_STARTED = "not_started"
    DESK_ONLY = "desk_only"
    PARTLY_MAPPED = "partly_mapped"
    MAPPED = "mapped"
    CONFIRMED = "confirmed"

    @property
    def rank(self) -> int:
        """How far along it is, from 0."""
        return tuple(MappingStatus).index(self)

    @property
    def is_mapped(self) -> bool:
        """Whether "none recorded" may be read as a gap there."""
        return self.rank >= MappingStatus.MAPPED.rank


class PeopleSource(WordEnum):
    """Where the numbers of residents come from."""

    DEMAND_POINTS = "demand_points"
    WARD_POPULATIONS = "ward_populations"
    NONE = "none"

    @property
    def words(self) -> str:
        """What every output says of it."""
        return _PEOPLE_WORDS[self]


_PEOPLE_WORDS = {
    PeopleSource.DEMAND_POINTS: "Residents are counted at the points of the demand file.",
    PeopleSource.WARD_POPULATIONS: (
        "Residents are known by ward only: each ward counts as one point inside it."
    ),
    PeopleSource.NONE: (
        "No residents are known: wards are counted, each as one point inside it. "
        "Add demand points to see people."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WardMapping:
    """How well a ward of a set is mapped, and who said so when."""

    set_id: str
    code: str
    status: MappingStatus
    by: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNone:
    """That somebody looked for a function in a ward and found none."""

    set_id: str
    code: str
    function: Function
    by: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedStatus:
    """The status that an area takes over, and the share of its residents behind each."""

    code: str
    status: MappingStatus
    shares: tuple[tuple[MappingStatus, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Records that a figure does not count; ``count`` is None where it may not be told."""

    reason: str
    count: int | None

    @property
    def words(self) -> str:
        """The count as it may be shown, with the reason."""
        return f"{'fewer than 5' if self.count is None else format(self.count, ',')}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapConditions:
    """What every figure of a run stands on; ``sought`` is "anchor", a function or a kind."""

    sought: str
    sought_words: str
    audience: Audience
    set_id: str
    set_name: str
    attribution: str
    area: str
    settings: GapSettings
    cut_off: date
    people_source: PeopleSource
    people_counted: int
    people_outside: int
    places_counted: int
    places_beyond: int
    left_out: tuple[LeftOut, ...] = ()
    carried: str = ""
    walked: int = 0
    people_unclassed: int = 0
    places_around: int = 0

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return each condition with its value, as outputs print them once."""
        left_out = "; ".join(one.words for one in self.left_out) or "none"
        reach, *thresholds = self.settings.as_lines()
        return (
            ("looked for", self.sought_words),
            ("area", self.area),
            ("made for", self.audience.label),
            ("boundary set", self.set_name),
            ("cut-off", long_date(self.cut_off)),
            reach,
            ("residents", self.people_source.words),
            ("points with walks measured elsewhere", f"{self.walked:,}"),
            ("residents counted", f"{self.people_counted:,}"),
            ("residents with no urban or rural class", self._unclassed),
            ("residents of the file in no area", f"{self.people_outside:,}"),
            ("places counted", f"{self.places_counted:,}"),
            ("of them beyond the areas", f"{self.places_beyond:,}"),
            (f"of them around this area, within {self.around_m:,.0f} m", self._around),
            ("records left out", left_out),
            ("mapping status", self.carried or "as said of these areas"),
            ("rates per 10,000", CHANCE),
            *thresholds,
            ("source", self.attribution),
        )

    @property
    def around_m(self) -> float:
        """How far around the area records should be known, or its edge looks worse than it is."""
        settings = self.settings
        reach_m = settings.reach_m or max(settings.reach_urban_m, settings.reach_rural_m)
        return max(settings.buffer_m, reach_m)

    @property
    def _around(self) -> str:
        warning = "; wards at the edge may look worse than they are"
        return f"{self.places_around:,}{'' if self.places_around else warning}"

    @property
    def _unclassed(self) -> str:
        many = self.people_unclassed
        return f"{many:,}, counted as in town" if many else "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate per 10,000 residents with its 95 % interval: never coloured, never ranked."""

    per_10000: float
    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestOver:
    """The nearest place over the ward's boundary; ``ward_code`` is "" outside every ward."""

    asset_id: str
    name: str
    ward_code: str
    ward_name: str
    over_boundary_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """
    One ward's figures.

    Distances are metres in a straight line, hours are per resident per 28 days, rates
    per 10,000 residents, shares from 0 to 1, of points where nobody lives. None is what
    cannot be known: people where none are counted, distances where there is nothing to
    measure to.
    """

    code: str
    name: str
    district_name: str
    gap_class: GapClass
    mapping_status: MappingStatus
    anchors: int
    residents: int | None
    residents_beyond_reach: int | None
    share_beyond_reach: float
    mean_m: float | None
    median_m: float | None
    walk_minutes: float | None
    is_edge: bool
    is_mostly_beyond: bool
    missing: tuple[Function, ...]
    none_recorded: tuple[Function, ...]
    visiting_hours: float
    why: str
    anchor_names: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    nearest_over: NearestOver | None = None
    rate: Rate | None = None
    shortfall: float | None = None
    assets_near: int | None = None
    assets_near_per_1000: float | None = None
    catchment: float | None = None
    catchment_stepped: float | None = None
    deprivation_score: float | None = None
    share_most_deprived: float | None = None
    unlinked_groups: int | None = None
    share_unlinked: float | None = None
    share_links_crossing: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRun:
    """Frozen figures: equal inputs make equal bytes. ``name`` is "" until it is frozen."""

    id: str
    name: str
    made_on: datetime
    made_by: str
    software_version: str
    conditions: GapConditions
    rows: tuple[GapRow, ...]

    @property
    def area_word(self) -> str:
        """What its areas are called: county divisions have codes of their own."""
        return "division" if any(row.code.startswith(_DIVISIONS) for row in self.rows) else "ward"
