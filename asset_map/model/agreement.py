"""What people agree to do: actions with an owner, how they fare, and what came of them."""

from dataclasses import dataclass
from datetime import date, datetime

from asset_map.model.words import WordEnum

__all__ = [
    "CHECK_IN_WEEKS",
    "ActionState",
    "AgreedAction",
    "BarrierKind",
    "CheckIn",
    "Story",
    "StoryState",
]

# So many weeks after it was agreed somebody asks how it goes.
CHECK_IN_WEEKS = (2, 6, 12)
_FEWEST_ASSETS = 2


class ActionState(WordEnum):
    """How an action fares."""

    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    STUCK = "stuck"
    LET_GO = "let_go"


class BarrierKind(WordEnum):
    """What stops it."""

    MONEY = "money"
    SPACE = "space"
    PEOPLE = "people"
    PERMISSION = "permission"
    INSURANCE = "insurance"
    TRANSPORT = "transport"
    LANGUAGE = "language"
    TIME = "time"
    TRUST = "trust"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAction:
    """
    Something to be done together.

    Without an owner, or with fewer than two assets, it is a bud, not fruit. ``owner``
    is a first name or role; ``owner_contact`` is erased after the last check-in.
    """

    id: str
    title: str
    made_at: datetime
    roadshow_id: str | None = None
    asset_ids: tuple[str, ...] = ()
    owner: str = ""
    owner_asset_id: str | None = None
    owner_contact: str = ""
    helpers: tuple[str, ...] = ()
    first_step: str = ""
    due: date | None = None
    state: ActionState = ActionState.PLANNED
    barrier: BarrierKind | None = None
    barrier_words: str = ""
    card_id: str | None = None
    version: int = 0

    @property
    def is_bud(self) -> bool:
        """Whether it still waits for an owner or a second asset."""
        has_owner = bool(self.owner.strip() or self.owner_asset_id)
        return not has_owner or len(set(self.asset_ids)) < _FEWEST_ASSETS


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What was said of an action after some weeks."""

    id: str
    action_id: str
    week: int
    at: datetime
    by: str
    state: ActionState
    note: str = ""


class StoryState(WordEnum):
    """Whether a story is shown."""

    DRAFT = "draft"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """
    What came of it, as those it is about agreed to have it told.

    ``consent_words`` is the wording they agreed to, on ``consent_on``; without that
    date it is not shown. ``person_id`` is whose story it is, where they are kept among the
    people who can help: then it is shown, and they are named, only while they agree to it.
    """

    id: str
    title: str
    text: str
    made_at: datetime
    made_by: str
    asset_ids: tuple[str, ...] = ()
    ward_codes: tuple[str, ...] = ()
    roadshow_id: str | None = None
    action_id: str | None = None
    person_id: str | None = None
    told_by: str = ""
    consent_words: str = ""
    consent_on: date | None = None
    state: StoryState = StoryState.DRAFT
