"""What waits for an officer of the demonstration, so that its queue is not empty."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from asset_map.demo.clerk import Clerk
from asset_map.demo.district import demo_id
from asset_map.demo.written import Table
from asset_map.model.asset import Asset, SourceKind
from asset_map.model.connection import ExchangeTerms, Offer, OfferAudience, Side
from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.model.vocabulary import VOCABULARY
from asset_map.model.words import LONDON
from asset_map.usecases.propose_offer import offer_in_words
from asset_map.usecases.taking_in import reference_from

__all__ = ["submission_from"]


def submission_from(table: Table, *, clerk: Clerk, assets: Mapping[str, Asset]) -> Submission:
    """Return the proposal that a table describes; ``of`` is the key of a record in ``assets``."""
    day = clerk.today - timedelta(table["days"])
    standing = assets[table["of"]] if "of" in table else None
    proposed = None
    if "asset" in table:
        new = {**table["asset"], "state": "submitted", "checked": False}
        venue = assets[new["at"]].locations[0] if "at" in new else None
        proposed = _recorded_on(day, clerk.record(new, venue=venue))
    elif standing and "change" in table:
        proposed = replace(standing, **table["change"])
    offered = _offered(table, standing, day) if standing and "offered" in table else None
    submission_id = demo_id("submission", table["reference"])
    return Submission(
        id=submission_id,
        reference=reference_from(submission_id),
        kind=SubmissionKind(table["kind"]),
        state=RecordState(table.get("state", "submitted")),
        made_at=datetime.combine(day, table.get("at", time(9, 30)), tzinfo=LONDON).astimezone(UTC),
        made_by=table["by"],
        made_as=Role(table.get("role", "public")),
        proposed=proposed,
        asset_id=standing.id if standing else None,
        # The register counts from 1 when the record is saved first.
        base_version=1 if standing else 0,
        flags=tuple(table.get("flags", ())),
        note=offer_in_words(offered, VOCABULARY) if offered else table.get("note", ""),
        offered=offered,
        question=table.get("question", ""),
    )


def _offered(table: Table, whose: Asset, day: date) -> Offer:
    said = table["offered"]
    return Offer(
        id=demo_id("offered", table["reference"]),
        asset_id=whose.id,
        side=Side(said["side"]),
        text=said["text"],
        tags=tuple(said["tags"]),
        terms=ExchangeTerms(said["terms"]),
        availability=said["when"],
        audience=OfferAudience(said["for"]),
        made_on=day,
        source=SourceKind.PUBLIC_FORM,
    )


def _recorded_on(day: date, asset: Asset) -> Asset:
    if asset.provenance is None:
        return asset
    return replace(asset, provenance=replace(asset.provenance, recorded_on=day))
