"""What can be looked for: anchors, functions, kinds, and a few further things."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asset_map.gaps.sentences import Sought
from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, AssetKind, Function
from asset_map.model.errors import NotFoundError
from asset_map.model.query import Weekday
from asset_map.schedule.recurrence import weekdays
from asset_map.usecases.anchor_counting import case_of

__all__ = ["ANCHOR", "Wanted", "everything_sought", "wanted"]

ANCHOR = "anchor"
_UNDER_FIVES = 5
_WEEKEND = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that can be looked for, and which assets are one."""

    sought: Sought
    fits: Callable[[Asset], bool]

    @property
    def is_anchor(self) -> bool:
        """Whether the rules of anchors hold: recognised, checked, not an institution."""
        return self.sought.name == ANCHOR


# How sentences call one and many of what serves a function.
_FUNCTIONS = {
    Function.MEETING_SPACE: ("place to meet", "places to meet"),
    Function.YOUTH: ("group or place for young people", "groups and places for young people"),
    Function.OLDER_PEOPLE: (
        "group or place for older people",
        "groups and places for older people",
    ),
    Function.ADVICE: ("place for advice", "places for advice"),
    Function.FOOD: ("group or place for food", "groups and places for food"),
    Function.SPORT: ("group or place for sport", "groups and places for sport"),
    Function.ARTS_AND_CULTURE: (
        "group or place for arts and culture",
        "groups and places for arts and culture",
    ),
    Function.GREEN_SPACE: ("green space", "green spaces"),
    Function.DIGITAL_ACCESS: ("place to get online", "places to get online"),
    Function.SKILLS_AND_JOBS: ("place for skills and jobs", "places for skills and jobs"),
    Function.CHILDCARE: (
        "group or place for the early years",
        "groups and places for the early years",
    ),
    Function.TRANSPORT: ("transport service", "transport services"),
}
_KINDS = {
    AssetKind.GROUP: ("group", "groups"),
    AssetKind.SPACE: ("space", "spaces"),
    AssetKind.INSTITUTION: ("public service", "public services"),
    AssetKind.BUSINESS: ("business", "businesses"),
}


def everything_sought() -> Mapping[str, Wanted]:
    """Return what can be looked for, by its name in commands and addresses."""
    return _EVERYTHING


def wanted(name: str) -> Wanted:
    """
    Return what is looked for.

    Raises
    ------
    NotFoundError
        When nothing has that name.
    """
    found = _EVERYTHING.get(name.strip().casefold().replace(" ", "_").replace("-", "_"))
    if found is None:
        message = f"'{name}' cannot be looked for; choose one of: {', '.join(_EVERYTHING)}."
        raise NotFoundError(message)
    return found


def _is_recognised(asset: Asset) -> bool:
    return case_of(asset).status is AnchorStatus.RECOGNISED


def _serves(function: Function) -> Callable[[Asset], bool]:
    return lambda asset: function in asset.functions


def _is_of(kind: AssetKind) -> Callable[[Asset], bool]:
    return lambda asset: asset.kind is kind


def _has_kitchen(asset: Asset) -> bool:
    return asset.space is not None and asset.space.has_kitchen is True


def _is_step_free(asset: Asset) -> bool:
    return asset.space is not None and asset.space.is_step_free is True


def _is_for_under_fives_on_a_weekday(asset: Asset) -> bool:
    min_age = asset.for_whom.min_age
    is_for_them = Function.CHILDCARE in asset.functions or (
        min_age is not None and min_age < _UNDER_FIVES
    )
    meetings = [one for place in asset.locations for one in place.meetings if one.rrule]
    return is_for_them and any(
        weekdays(one.rrule, starts_on=one.starts_on) - _WEEKEND for one in meetings
    )


def _named(name: str, words: tuple[str, str], fits: Callable[[Asset], bool]) -> Wanted:
    return Wanted(sought=Sought(name=name, one=words[0], many=words[1]), fits=fits)


_LIST = (
    Wanted(sought=Sought(), fits=_is_recognised),
    *(_named(one.value, words, _serves(one)) for one, words in _FUNCTIONS.items()),
    *(_named(one.value, words, _is_of(one)) for one, words in _KINDS.items()),
    _named("kitchen", ("place with a kitchen", "places with a kitchen"), _has_kitchen),
    _named("step_free", ("step-free place", "step-free places"), _is_step_free),
    _named(
        "under_fives_on_a_weekday",
        ("group for under-fives on a weekday", "groups for under-fives on a weekday"),
        _is_for_under_fives_on_a_weekday,
    ),
)
_EVERYTHING: Mapping[str, Wanted] = MappingProxyType({one.sought.name: one for one in _LIST})
