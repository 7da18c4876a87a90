"""How each record of the demonstration came in, and who last checked it."""

from datetime import date, timedelta

from asset_map.demo.written import Written, months_before
from asset_map.model.asset import Provenance, SourceKind, Verification

__all__ = ["provenance_of", "verification_of"]

_SOURCES = {
    SourceKind.ROADSHOW: ("Spring roadshow", "Harvest roadshow", "Winter roadshow"),
    SourceKind.PUBLIC_FORM: ("Public form",),
    SourceKind.OFFICER: ("Ward officer",),
    SourceKind.IMPORT: ("Doggerby leisure directory",),
    SourceKind.PARTNER: ("Voluntary Action Doggerby", "Doggerby Parishes Together"),
}
_DOORS = tuple(_SOURCES)
_SHARES = (5, 3, 3, 2, 2)
_CHECKED_BY = (
    ("Community business partner", "At the roadshow"),
    ("Community business partner", "Dropped in"),
    ("Ward officer", "By telephone"),
    ("Ward officer", "By e-mail"),
    ("Library desk", "Somebody asked, so we rang"),
    ("Parish clerk", "Knows them well"),
)
# Months since the last check: most are fresh, some ageing, some stale, a few never checked.
_MONTHS = ((1, 5), (6, 11), (12, 30), None)
_MONTHS_SHARES = (52, 24, 16, 8)
_NEVER_CHECKED_FOR_MONTHS = (1, 20)
_RECORDED_BEFORE_DAYS = 420


def verification_of(one: Written, *, today: date) -> Verification | None:
    """Return who last checked; ``checked`` is months ago, and false where nobody has."""
    checked = one.table.get("checked")
    if checked is None:
        (months,) = one.rng.choices(_MONTHS, _MONTHS_SHARES)
        checked = one.rng.randint(*months) if months else False
    if checked is False:
        return None
    role, how = one.rng.choice(_CHECKED_BY)
    return Verification(verified_on=months_before(today, checked), role=role, how=how)


def provenance_of(one: Written, verification: Verification | None, *, today: date) -> Provenance:
    """Return by which door it came in, never after it was first checked."""
    if verification:
        recorded = verification.verified_on - timedelta(one.rng.randint(0, _RECORDED_BEFORE_DAYS))
    else:
        recorded = months_before(today, one.rng.randint(*_NEVER_CHECKED_FOR_MONTHS))
    (drawn,) = one.rng.choices(_DOORS, _SHARES)
    door = SourceKind(one.table.get("door", drawn))
    return Provenance(
        source=one.rng.choice(_SOURCES[door]),
        source_kind=door,
        recorded_on=recorded,
        source_id=f"DLD-{one.rng.randint(1000, 9999)}" if door is SourceKind.IMPORT else "",
    )
