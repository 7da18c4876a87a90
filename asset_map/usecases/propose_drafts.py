"""Records that cards brought in go to the officers: nothing is public before they let it in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind
from asset_map.model.role import Actor
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission, SubmissionKind
from asset_map.register import assets, conversations, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import event_of
from asset_map.usecases.house import House, NewId
from asset_map.usecases.keeping import keep
from asset_map.usecases.taking_in import reference_from

__all__ = ["propose_drafts"]


def propose_drafts(
    house: House,
    connection: Connection,
    every: Sequence[Card],
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId,
) -> int:
    """Send each draft that a standing card made to the officers; return how many."""
    drafts = dict.fromkeys(card.asset_id for card in every if card.is_standing and card.asset_id)
    proposed = 0
    for asset in assets.get_many(connection, [asset_id for asset_id in drafts if asset_id]):
        if asset.record_state is not RecordState.DRAFT or asset.kind is AssetKind.SKILL:
            continue
        note = RevisionNote(id=new_id(), actor=actor, at=now, action="sent for review")
        sent = keep(house, connection, replace(asset, record_state=RecordState.SUBMITTED), note)
        submission_id = new_id()
        submission = submissions.add(
            connection,
            Submission(
                id=submission_id,
                reference=reference_from(submission_id),
                kind=SubmissionKind.NEW,
                state=RecordState.SUBMITTED,
                made_at=now,
                made_by=actor.name,
                made_as=actor.role,
                proposed=sent,
                asset_id=sent.id,
                base_version=sent.version,
                note="\n".join(_said(every, asset.id)),
            ),
        )
        conversations.add(
            connection,
            event_of(submission, ReviewAction.SENT, actor=actor, at=now, from_state=None),
        )
        proposed += 1
    return proposed


def _said(every: Sequence[Card], asset_id: str) -> list[str]:
    """Return every saying about a record, so that an officer reads what the room said."""
    standing = {card.id for card in every if card.asset_id == asset_id and card.is_standing}
    return [
        card.text
        for card in every
        if (card.id in standing or card.merged_into in standing)
        and card.kind is CardKind.ASSET
        and not card.taken_back_at
    ]
