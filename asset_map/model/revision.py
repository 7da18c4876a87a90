"""The history: who changed what, when, and what it was before."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import singledispatch

from asset_map.model.asset import Asset
from asset_map.model.role import Role
from asset_map.model.words import long_date

__all__ = ["Change", "Revision", "carried_over", "changes", "in_words"]

_NOT_CONTENT = frozenset({"id", "version"})
_NOT_SAID = "not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that differs, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """
    One saved state of an asset, never altered.

    ``before`` is None for a new record. ``action`` is a past-tense verb that
    finishes "Officer …": "approved", "edited", "imported", "merged".
    """

    id: str
    asset_id: str
    at: datetime
    actor_name: str
    actor_role: Role
    action: str
    reason: str = ""
    before: Asset | None = None
    after: Asset | None = None


@singledispatch
def in_words(value: object) -> str:
    """Return a field's value as people read it; "not said" where there is none."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = (
            (field.name.replace("_", " "), getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in _NOT_CONTENT
        )
        return (
            ", ".join(f"{name}: {in_words(v)}" for name, v in said if v not in (None, "", ()))
            or _NOT_SAID
        )
    return str(value)


@in_words.register
def _(value: None) -> str:  # noqa: ARG001 - dispatched by type
    return _NOT_SAID


@in_words.register
def _(value: str) -> str:
    return value or _NOT_SAID


@in_words.register
def _(value: StrEnum) -> str:
    return value.replace("_", " ")


@in_words.register
def _(value: bool) -> str:  # noqa: FBT001 - dispatched by type
    return "yes" if value else "no"


@in_words.register
def _(value: date) -> str:
    return long_date(value)


@in_words.register
def _(value: time) -> str:
    return f"{value:%H:%M}"


@in_words.register
def _(value: tuple) -> str:  # type: ignore[type-arg]
    return "; ".join(map(in_words, value)) or _NOT_SAID


def changes(before: Asset | None, after: Asset | None) -> tuple[Change, ...]:
    """Return every field in which two states of one asset differ, in the model's order."""
    found = []
    for field in dataclasses.fields(Asset):
        if field.name in _NOT_CONTENT:
            continue
        old = getattr(before, field.name) if before else None
        new = getattr(after, field.name) if after else None
        if old != new and in_words(old) != in_words(new):
            label = field.name.replace("_", " ")
            found.append(Change(field=label, before=in_words(old), after=in_words(new)))
    return tuple(found)


def carried_over(base: Asset, proposed: Asset, standing: Asset) -> Asset:
    """
    Return the standing record with only what a proposal changed from its base.

    What an officer altered meanwhile stays, unless the proposal alters it too.
    """
    names = (f.name for f in dataclasses.fields(Asset) if f.name not in _NOT_CONTENT)
    altered = {n: getattr(proposed, n) for n in names if getattr(proposed, n) != getattr(base, n)}
    return dataclasses.replace(standing, **altered)
