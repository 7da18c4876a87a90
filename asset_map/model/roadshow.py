"""A roadshow: a session with its cards, from set-up to what was agreed, and its market place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import WordEnum

__all__ = [
    "DEFAULT_AGENDA",
    "TREE_LABELS",
    "AgendaLine",
    "Invitation",
    "Participant",
    "Reply",
    "Roadshow",
    "RoadshowState",
    "Step",
    "TreePart",
    "sayings",
]


class RoadshowState(WordEnum):
    """How far a roadshow has come; phones may join while it is open."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Step(WordEnum):
    """The steps of a session, one screen each, in any order."""

    CHECK_IN = "check_in"
    INTRODUCTIONS = "introductions"
    WRITING = "writing"
    RECOGNISE = "recognise"
    TREE = "tree"
    OFFERS_AND_ASKS = "offers_and_asks"
    CONNECT = "connect"
    AGREE = "agree"
    WHO_IS_MISSING = "who_is_missing"


class TreePart(WordEnum):
    """The parts of the community tree; a council may give each a label of its own."""

    ROOTS = "roots"
    TRUNK = "trunk"
    BRANCHES = "branches"
    LEAVES = "leaves"
    FRUIT = "fruit"
    BUDS = "buds"


TREE_LABELS: Mapping[TreePart, str] = MappingProxyType(
    {
        TreePart.ROOTS: "What we care about",
        TreePart.TRUNK: "Places that hold us up",
        TreePart.BRANCHES: "Groups",
        TreePart.LEAVES: "What people can do",
        TreePart.FRUIT: "What we will do together",
        TreePart.BUDS: "Ideas waiting for an owner",
    }
)


class Reply(WordEnum):
    """What an invited group said."""

    INVITED = "invited"
    COMING = "coming"
    NOT_COMING = "not_coming"
    CAME = "came"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """A part of the plan; one that is left out is not shown as unfinished."""

    minutes: int
    title: str
    step: Step | None = None
    is_left_out: bool = False


DEFAULT_AGENDA = (
    AgendaLine(minutes=10, title="Welcome, first names and privacy", step=Step.CHECK_IN),
    AgendaLine(minutes=10, title="Who we are and what we can do", step=Step.INTRODUCTIONS),
    AgendaLine(minutes=15, title="Silent writing: what do we have?", step=Step.WRITING),
    AgendaLine(minutes=10, title="Reading the cards", step=Step.RECOGNISE),
    AgendaLine(minutes=5, title="Our tree", step=Step.TREE),
    AgendaLine(minutes=25, title="Offers, then asks", step=Step.OFFERS_AND_ASKS),
    AgendaLine(minutes=5, title="Break"),
    AgendaLine(minutes=20, title="Joining the dots", step=Step.CONNECT),
    AgendaLine(minutes=12, title="Who will do what, by when", step=Step.AGREE),
    AgendaLine(minutes=8, title="Who is missing, and thank you", step=Step.WHO_IS_MISSING),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A group that was asked to come; ``asset_id`` is None for one not in the register."""

    name: str
    asset_id: str | None = None
    reply: Reply = Reply.INVITED
    note: str = ""


_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadshow:
    """
    One gathering in one place: a session, and a market place after it.

    ``code`` is what phones type to join, while it is open. ``tree_labels`` holds only
    what differs from ``TREE_LABELS``. ``feedback`` is what people said at its end, a
    line each, without names. ``version`` counts its saved states from 1.

    Raises
    ------
    InvalidSubmissionError
        When its day is in no year that anybody means.
    """

    id: str
    title: str
    held_on: date
    code: str
    place: str = ""
    venue_id: str | None = None
    starts: time | None = None
    ends: time | None = None
    ward_codes: tuple[str, ...] = ()
    committee_id: str | None = None
    partners: tuple[str, ...] = ()
    facilitator: str = ""
    agenda: tuple[AgendaLine, ...] = DEFAULT_AGENDA
    invitations: tuple[Invitation, ...] = ()
    privacy_words: str = ""
    tree_labels: Mapping[TreePart, str] = field(default_factory=dict)
    state: RoadshowState = RoadshowState.PLANNED
    head_count: int = 0
    missing_voices: str = ""
    feedback: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if self.held_on.year not in _YEARS:
            problem = Problem(
                field="held_on",
                fault=f"No roadshow is held in the year {self.held_on.year}.",
                remedy=f"Choose a day between {_YEARS[0]} and {_YEARS[-1]}.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))

    def label(self, part: TreePart) -> str:
        """Return what a part of the tree is called here."""
        return self.tree_labels.get(part) or TREE_LABELS[part]


def sayings(feedback: str) -> list[str]:
    """Return what people said of a roadshow at its end, one for each line that was written."""
    return [line.strip() for line in feedback.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """
    Somebody in the room, as far as they chose to say.

    What is said here stays in the room unless ``may_leave_room``. ``email`` is
    there only for those who asked for the round-up. ``token_hash`` is that of the
    link on their phone, empty for who wrote on paper. Attendance names are erased after
    30 days; ``left_at`` is when they took back everything.
    """

    id: str
    roadshow_id: str
    joined_at: datetime
    token_hash: str = ""
    first_name: str = ""
    role_words: str = ""
    for_group: str = ""
    asset_id: str | None = None
    may_leave_room: bool = False
    email: str = ""
    left_at: datetime | None = None
