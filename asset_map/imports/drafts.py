"""From a row's values to the draft of an asset."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from asset_map.imports.readers import Fault
from asset_map.model.anchor import AnchorCase
from asset_map.model.asset import (
    Asset,
    AssetKind,
    Contact,
    ForWhom,
    Identifier,
    Provenance,
    SourceKind,
    SpaceDetails,
    Verification,
)
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.location import Location
from asset_map.model.state import RecordState

__all__ = ["draft_asset", "faults_between", "given"]

# Fields that an asset has under their own names.
_PLAIN = (
    "name", "also_known_as", "summary", "description", "building_block", "sector", "tags",
    "functions", "languages", "access_notes", "cost_note", "operating_status", "opened_on",
    "closed_on", "visible_to",
)  # fmt: skip
_FOR_WHOM = ("min_age", "max_age", "open_to_all", "interests")
_SPACE = (
    "capacity_people", "has_kitchen", "is_step_free", "has_hearing_loop", "has_parking",
    "has_accessible_toilet", "usual_price", "who_books", "tenure",
)  # fmt: skip


def given(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return those of the values that the row has, by name."""
    return {name: values[name] for name in names if name in values}


def faults_between(values: dict[str, Any], *, today: date) -> Iterator[tuple[str, Fault]]:
    """Give what is wrong between fields that are each right by themselves."""
    for first, second, fault in (
        ("min_age", "max_age", "The youngest age is above the oldest."),
        ("opened_on", "closed_on", "It closed before it opened."),
    ):
        if first in values and second in values and values[first] > values[second]:
            yield second, Fault(fault, "Check both.")
    for field in ("verified_on", "anchor_decided_on"):
        if field in values and values[field] > today:
            yield field, Fault("The day is still to come.", "Give the day on which it was done.")
    try:
        _anchor(values)
    except InvalidSubmissionError as error:
        for problem in error.problems:
            yield problem.field, Fault(problem.fault, problem.remedy)


def draft_asset(
    values: dict[str, Any], *, kind: AssetKind, location: Location, source: str, today: date
) -> Asset:
    """Return the asset that the values describe: without an id, contact for officers only."""
    space = given(values, _SPACE)
    return Asset(
        id="",
        kind=kind,
        **given(values, _PLAIN),
        for_whom=ForWhom(**given(values, _FOR_WHOM)),
        contact=Contact(
            role=values.get("contact_role", ""), **given(values, ("email", "phone", "url"))
        ),
        identifiers=_identifiers(values),
        space=SpaceDetails(**space) if space else None,
        anchor=_anchor(values),
        locations=(location,),
        record_state=values.get("record_state", RecordState.SUBMITTED),
        provenance=Provenance(
            source=source,
            source_kind=SourceKind.IMPORT,
            recorded_on=today,
            source_id=values.get("source_id", ""),
        ),
        verification=_verification(values, source),
    )


def _identifiers(values: dict[str, Any]) -> tuple[Identifier, ...]:
    numbers = (values[name] for name in ("charity_number", "company_number") if name in values)
    return tuple(dict.fromkeys((*values.get("identifiers", ()), *numbers)))


def _anchor(values: dict[str, Any]) -> AnchorCase | None:
    stated = {
        name.removeprefix("anchor_"): value
        for name, value in values.items()
        if name.startswith("anchor_")
    }
    return AnchorCase(**stated) if stated else None


def _verification(values: dict[str, Any], source: str) -> Verification | None:
    if "verified_on" not in values:
        return None
    return Verification(
        verified_on=values["verified_on"],
        role=values.get("verified_role", source),
        how=values.get("verified_how", ""),
    )
