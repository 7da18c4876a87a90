"""What the tests of sending in begin with."""

from dataclasses import replace
from datetime import UTC, datetime, time

from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.location import Location
from asset_map.model.role import Audience
from asset_map.model.submission import SubmissionKind
from asset_map.model.times import Meeting
from asset_map.model.visibility import as_seen_by
from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import Decision, approve
from asset_map.usecases.submit_asset import Receipt, Sent, submit_asset
from tests.usecases.conftest import OFFICER, RESIDENT

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TUESDAYS = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(19), ends_at=time(21))


def drafted(**altered: object) -> Asset:
    place = Location(id="", postcode="ZZ1 1AA", is_home=False, meetings=(TUESDAYS,))
    asset = Asset(
        id="",
        kind=AssetKind.GROUP,
        name="Tuesday Knitters",
        contact=Contact(role="the secretary", phone="01632 960123"),
        locations=(place,),
    )
    return replace(asset, **altered)  # type: ignore[arg-type]


def sent(asset: Asset | None = None, **more: object) -> Sent:
    return replace(Sent(asset=asset or drafted(), is_adult=True), **more)  # type: ignore[arg-type]


def submit(house: House, one: Sent, *, key: str = "a key") -> Receipt:
    return submit_asset(house, one, actor=RESIDENT, now=NOW, request_key=key)


def change_of(there: Asset, **altered: object) -> Sent:
    """Return a change by somebody who sees what the public sees."""
    seen = as_seen_by(there, Audience.PUBLIC)
    assert seen is not None
    return Sent(
        asset=replace(seen, **altered),  # type: ignore[arg-type]
        kind=SubmissionKind.CHANGE,
        is_adult=True,
        asset_id=there.id,
        base_version=there.version,
        start=seen,
    )


def let_in(house: House, receipt: Receipt) -> Asset:
    with house.register.reading() as connection:
        waiting = submissions.get(connection, receipt.submission_id)
    decision = Decision(submission_id=waiting.id, version=waiting.version, actor=OFFICER, now=NOW)
    asset = approve(house, decision)
    assert asset is not None
    return asset
