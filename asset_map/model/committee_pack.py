"""
What an area committee is given for a meeting: facts only, as the public may know them.

A pack holds everything that its documents say, so that a released one can be written
anew in every format, equal to the byte, long after the register has moved on.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asset_map.model.agreement import ActionState
from asset_map.model.asset import AssetKind
from asset_map.model.gap import GapClass, GapRow, GapRun
from asset_map.model.words import WordEnum

__all__ = [
    "AreaShape",
    "ChangeKind",
    "CommitteePack",
    "MapPin",
    "PackAction",
    "PackAsk",
    "PackAsset",
    "PackChange",
    "PackPurpose",
    "PackState",
    "PackTotals",
    "PackWard",
    "Ring",
]

# Corners in EPSG:27700 (metres), east before north; the first is not repeated.
Ring = tuple[tuple[float, float], ...]


class PackState(WordEnum):
    """How far a pack has come; one that was released never changes again."""

    DRAFT = "draft"
    RELEASED = "released"
    REPLACED = "replaced"


class PackPurpose(WordEnum):
    """What the meeting is asked to do with it."""

    NOTING = "noting"
    DISCUSSION = "discussion"
    DECISION = "decision"


class ChangeKind(WordEnum):
    """What happened to a record since the last pack; a move of the boundary is not a change."""

    OPENED = "opened"
    CLOSED = "closed"
    NEWLY_RECORDED = "newly_recorded"
    NO_LONGER_SHOWN = "no_longer_shown"
    RE_CHECKED = "re_checked"
    MOVED = "moved"
    MOVED_BY_BOUNDARY = "moved_by_boundary"
    RECOGNISED = "recognised"
    NO_LONGER_ANCHOR = "no_longer_anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAsset:
    """A strength of a ward, as it is told: ``told`` says when or what in a few words."""

    asset_id: str
    name: str
    kind: AssetKind
    is_anchor: bool = False
    told: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAsk:
    """Something that a group asked the public for and does not have yet."""

    asset_id: str
    group: str
    text: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAction:
    """
    Something agreed, with an owner; buds are none.

    ``owner`` is a group or a role, never a person's name. ``was`` is the state that the
    last pack told, None for an action that is new since. ``asset_ids`` are those it names.
    """

    action_id: str
    title: str
    owner: str
    state: ActionState
    ward_codes: tuple[str, ...] = ()
    due: date | None = None
    barrier: str = ""
    was: ActionState | None = None
    asset_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChange:
    """One record's change since the last pack; the ward before is told of moves alone."""

    kind: ChangeKind
    asset_id: str
    name: str
    asset_kind: AssetKind
    ward_code: str
    ward_name: str
    on: date | None = None
    was_ward_code: str = ""
    was_ward_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTotals:
    """
    How the number of records shown comes from the last pack's to this one's.

    ``before + opened + newly_recorded + moved_in - closed - no_longer_shown - moved_out
    + boundary_in - boundary_out == now``.
    """

    before: int
    now: int
    opened: int = 0
    newly_recorded: int = 0
    moved_in: int = 0
    closed: int = 0
    no_longer_shown: int = 0
    moved_out: int = 0
    boundary_in: int = 0
    boundary_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PackWard:
    """
    A ward's own page, strengths first.

    ``number`` keys it on the map and in the table. ``skills`` are counts of families
    of skills in words ("fewer than 5"). ``change`` says in a sentence what is different
    since the last pack, "" where nothing is or there was none.
    """

    number: int
    code: str
    name: str
    row: GapRow
    officer: str = ""
    strengths: tuple[PackAsset, ...] = ()
    skills: tuple[tuple[str, str], ...] = ()
    new_links: tuple[str, ...] = ()
    asks: tuple[PackAsk, ...] = ()
    was_class: GapClass | None = None
    change: str = ""
    missing_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShape:
    """A ward's outline to draw, each polygon with its shell first and its holes after it."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]
    easting: float
    northing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPin:
    """An anchor organisation, or a candidate for one, that a public map may show; EPSG:27700."""

    name: str
    easting: float
    northing: float
    is_candidate: bool = False
    asset_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteePack:
    """
    One meeting's pack.

    ``issue`` counts from 1; ``corrected`` says what a later issue put right, and
    ``replaces_id`` names the issue before it. ``previous_id`` is the last released pack
    of an earlier meeting. ``path`` is its read-only address on the plain pages, "" while
    it is a draft. ``sentences`` are the five of its first page; ``limits`` say what the
    pack cannot tell; ``glossary`` is pairs of a word and what it means. ``links_made`` are the
    connections that began since, in a first pack all that go on; ``linked_ids`` their ends.
    """

    id: str
    committee_id: str
    committee: str
    council: str
    meeting: date
    made_at: datetime
    made_by: str
    run: GapRun
    purpose: PackPurpose = PackPurpose.NOTING
    officer: str = ""
    contact: str = ""
    state: PackState = PackState.DRAFT
    issue: int = 1
    corrected: str = ""
    replaces_id: str = ""
    previous_id: str = ""
    previous_meeting: date | None = None
    released_at: datetime | None = None
    released_by: str = ""
    path: str = ""
    asked_to: str = ""
    sentences: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    wards: tuple[PackWard, ...] = ()
    changes: tuple[PackChange, ...] = ()
    totals: PackTotals | None = None
    links_made: tuple[str, ...] = ()
    linked_ids: tuple[str, ...] = ()
    links_by_state: tuple[tuple[str, int], ...] = ()
    actions: tuple[PackAction, ...] = ()
    earlier_actions: tuple[PackAction, ...] = ()
    shapes: tuple[AreaShape, ...] = ()
    pins: tuple[MapPin, ...] = ()
    sources: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    is_fictional: bool = False
