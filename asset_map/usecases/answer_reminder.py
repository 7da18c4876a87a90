"""
The contact of a record says by a link that it is right, or closed: no account, no address.

Looking changes nothing, for mail scanners follow links too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.credentials.tokens import token_hash
from asset_map.model.asset import Asset, Verification
from asset_map.model.errors import NotFoundError
from asset_map.model.private_link import LinkPurpose
from asset_map.model.role import Actor, Audience, Role
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.model.words import LONDON
from asset_map.register import assets, marks, private_links
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import keep, times_of
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.still_right import widest_view

__all__ = ["Asked", "asked_about", "confirm", "has_closed"]

CONTACT = "its own contact"
HOW = "by the link we sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody who was asked sees: the record as its readers do, its times by place."""

    asset: Asset
    times: Mapping[str, tuple[str, ...]]


def asked_about(house: House, token: str, *, now: datetime) -> Asked:
    """
    Return what somebody is asked about; looking changes nothing.

    Raises
    ------
    NotFoundError
        When the link is not known, has run out or was used.
    """
    with house.register.reading() as connection:
        asset = _opened(connection, token, now)
    seen = widest_view(asset)
    if seen is None:
        message = "This record is not shown to anybody any more, so there is nothing to check."
        raise NotFoundError(message)
    return Asked(asset=seen, times={place.id: times_of(place) for place in seen.locations})


def _opened(connection: Connection, token: str, now: datetime) -> Asset:
    link = private_links.opened_by(
        connection, token_hash(token), purpose=LinkPurpose.STILL_RIGHT, now=now
    )
    return assets.get(connection, link.asset_id or "")


def confirm(house: House, token: str, *, now: datetime, new_id: NewId = random_id) -> None:
    """
    Record that its own contact says it is right, and use the link up.

    Pressed twice it is kept once.

    Raises
    ------
    NotFoundError
        When the link is not known, has run out or was used for something else.
    """
    once = f"still-right:{token_hash(token)}"
    contact = Actor(name=CONTACT, role=Role.PUBLIC)
    today = now.astimezone(LONDON).date()
    with house.register.writing() as connection:
        if marks.acknowledged(connection, once):
            return
        asset = _opened(connection, token, now)
        checked = replace(
            asset, verification=Verification(verified_on=today, role=CONTACT, how=HOW)
        )
        note = RevisionNote(id=new_id(), actor=contact, at=now, action="checked", reason=HOW)
        keep(house, connection, checked, note)
        private_links.end(connection, token_hash(token), at=now)
        marks.acknowledge(connection, once, asset.id, at=now)


def has_closed(house: House, token: str, *, now: datetime) -> Submission:
    """
    Tell the officers that its own contact says it has closed; the record stays until one decides.

    The link stays open until it runs out: said twice it is kept once.

    Raises
    ------
    NotFoundError
        When the link is not known, has run out or was used.
    """
    asset = asked_about(house, token, now=now).asset
    # Whoever was written to sees at least what the record's widest readers see.
    role = Role.PARTNER if asset.visible_to is Audience.PARTNER else Role.PUBLIC
    report = Report(
        asset_id=asset.id,
        kind=SubmissionKind.CLOSE,
        note=f"Its own contact says {HOW} that it has closed.",
    )
    return report_problem(
        house,
        report,
        actor=Actor(name=CONTACT, role=role),
        now=now,
        request_key=token_hash(token),
    )
