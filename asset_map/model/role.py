"""Who acts, what each role may do, and who reads: the one table behind every door."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from asset_map.model.errors import NotAllowedError
from asset_map.model.words import WordEnum

__all__ = [
    "PERMISSIONS",
    "Action",
    "Actor",
    "Audience",
    "Role",
    "may_be_limited",
    "require",
    "require_area",
]


class Role(WordEnum):
    """What somebody is to the register, from least to most trusted."""

    PUBLIC = "public"
    PARTNER = "partner"
    OFFICER = "officer"
    MODERATOR = "moderator"
    DATA_PROTECTION = "data_protection"
    ADMIN = "admin"


class Audience(WordEnum):
    """For whom something is shown or exported."""

    PUBLIC = "public"
    PARTNER = "partner"
    OFFICER = "officer"

    @property
    def readers(self) -> str:
        """Who reads it, as it stands in a sentence: "everybody", "partners", "officers"."""
        return "everybody" if self is Audience.PUBLIC else f"{self.label}s"


class Action(WordEnum):
    """What can be done."""

    FIND = "find"
    SUBMIT = "submit"
    SEE_PARTNER_VIEW = "see_partner_view"
    SEE_OFFICER_VIEW = "see_officer_view"
    SEE_WITHHELD = "see_withheld"
    REVIEW = "review"
    EDIT = "edit"
    IMPORT = "import"
    CONFIRM_SOURCE = "confirm_source"
    RECOGNISE_ANCHOR = "recognise_anchor"
    MERGE = "merge"
    CHANGE_BOUNDARIES = "change_boundaries"
    CONNECT = "connect"
    RUN_ROADSHOW = "run_roadshow"
    TAKE_AWAY = "take_away"
    KEEP_VOCABULARY = "keep_vocabulary"
    MEASURE_GAPS = "measure_gaps"
    MAP_WARDS = "map_wards"
    BUILD_PACK = "build_pack"
    KEEP_ACCOUNTS = "keep_accounts"
    KEEP_BACKUPS = "keep_backups"
    KEEP_PEOPLE = "keep_people"
    ANSWER_REQUESTS = "answer_requests"


_OFFICER = frozenset({Role.OFFICER, Role.MODERATOR, Role.ADMIN})

PERMISSIONS: dict[Action, frozenset[Role]] = {
    Action.FIND: frozenset(Role),
    Action.SUBMIT: frozenset(Role),
    Action.SEE_PARTNER_VIEW: _OFFICER | {Role.PARTNER, Role.DATA_PROTECTION},
    Action.SEE_OFFICER_VIEW: _OFFICER | {Role.DATA_PROTECTION},
    Action.SEE_WITHHELD: frozenset({Role.DATA_PROTECTION}),
    Action.REVIEW: _OFFICER,
    Action.EDIT: _OFFICER,
    Action.IMPORT: _OFFICER | {Role.PARTNER},
    Action.CONFIRM_SOURCE: _OFFICER,
    Action.RECOGNISE_ANCHOR: _OFFICER,
    Action.MERGE: _OFFICER,
    Action.CHANGE_BOUNDARIES: _OFFICER,
    Action.CONNECT: _OFFICER | {Role.PARTNER},
    Action.RUN_ROADSHOW: _OFFICER | {Role.PARTNER},
    # A copy of a part of the register leaves the office.
    Action.TAKE_AWAY: _OFFICER | {Role.PARTNER},
    Action.KEEP_VOCABULARY: _OFFICER,
    Action.MEASURE_GAPS: _OFFICER | {Role.PARTNER, Role.DATA_PROTECTION},
    Action.MAP_WARDS: _OFFICER,
    Action.BUILD_PACK: _OFFICER,
    Action.KEEP_ACCOUNTS: frozenset({Role.ADMIN}),
    # Whoever puts a backup back decides what the register holds.
    Action.KEEP_BACKUPS: frozenset({Role.ADMIN}),
    Action.KEEP_PEOPLE: _OFFICER | {Role.DATA_PROTECTION},
    Action.ANSWER_REQUESTS: frozenset({Role.DATA_PROTECTION, Role.ADMIN}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    Who acts: a name the history keeps, and the role that allows it.

    ``ward_codes`` are the wards that a partner is limited to; None is everywhere.
    ``asked_anew`` asks the register who this is by now, for somebody who signed in: what
    was drawn an hour ago may be pressed when the role is long gone.
    """

    name: str
    role: Role
    account_id: str | None = None
    ward_codes: frozenset[str] | None = None
    asked_anew: "Callable[[], Actor] | None" = field(default=None, repr=False, compare=False)

    def may(self, action: Action) -> bool:
        """Whether this role may do that."""
        return self.role in PERMISSIONS[action]

    @property
    def audience(self) -> Audience:
        """The fullest view this role is shown."""
        if self.may(Action.SEE_OFFICER_VIEW):
            return Audience.OFFICER
        if self.may(Action.SEE_PARTNER_VIEW):
            return Audience.PARTNER
        return Audience.PUBLIC

    def by_now(self) -> "Actor":
        """Return who this is at this moment, by the register."""
        return self.asked_anew() if self.asked_anew else self


def may_be_limited(role: Role) -> bool:
    """Whether somebody of this role may be limited to areas."""
    return role is Role.PARTNER


def require(actor: Actor, action: Action) -> None:
    """
    Go on only when the actor's role, as it is by now, may do that.

    Raises
    ------
    NotAllowedError
        When it may not; the message names the role and who may.
    """
    by_now = actor.by_now()
    if by_now.may(action) and by_now.audience == actor.audience:
        return
    if by_now.role is not actor.role:
        message = (
            "Your role has changed, or you are signed out: nothing was done. "
            "Load the page again, or sign in."
        )
        raise NotAllowedError(message)
    who = ", ".join(role.label for role in Role if role in PERMISSIONS[action])
    message = (
        f"The role '{actor.role.label}' may not {action.label}. Ask somebody who is one of: {who}."
    )
    raise NotAllowedError(message)


def require_area(actor: Actor, ward_codes: Collection[str | None]) -> None:
    """
    Go on only when one of these wards is the actor's to look after.

    Raises
    ------
    NotAllowedError
        When the actor is limited to other wards, or what it is about lies in none.
    """
    own = actor.by_now().ward_codes
    if own is not None and own.isdisjoint(ward_codes):
        message = (
            "This is outside the areas that your account looks after; you can read it, and not "
            "change it. Ask an officer, or whoever keeps the accounts, to widen them."
        )
        raise NotAllowedError(message)
