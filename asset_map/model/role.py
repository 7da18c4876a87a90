"""Who acts, what each role may do, and who reads: the one table behind every door."""

from dataclasses import dataclass

from asset_map.model.errors import NotAllowedError
from asset_map.model.words import WordEnum

__all__ = ["PERMISSIONS", "Action", "Actor", "Audience", "Role", "require"]


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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a name the history keeps, and the role that allows it."""

    name: str
    role: Role

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


def require(actor: Actor, action: Action) -> None:
    """
    Go on only when the actor's role may do that.

    Raises
    ------
    NotAllowedError
        When it may not; the message names the role and who may.
    """
    if not actor.may(action):
        who = ", ".join(role.label for role in Role if role in PERMISSIONS[action])
        message = (
            f"The role '{actor.role.label}' may not {action.label}. "
            f"Ask somebody who is one of: {who}."
        )
        raise NotAllowedError(message)
