"""Records of places and groups come back: new ones to Review, changed ones as proposals."""

import hashlib
from dataclasses import replace

from asset_map.model.asset import Asset, AssetKind
from asset_map.model.errors import NotFoundError, UnreadableFileError
from asset_map.model.revision import in_words
from asset_map.model.role import Audience, Role
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission, SubmissionKind
from asset_map.register import assets, conversations, history, submissions
from asset_map.register.assets import RevisionNote
from asset_map.usecases.coming_home import Homecoming, digest_of
from asset_map.usecases.conversing import event_of
from asset_map.usecases.keeping import keep, keep_many
from asset_map.usecases.public_changes import laid_over
from asset_map.usecases.taken_along import as_taken
from asset_map.usecases.taking_in import reference_from

__all__ = ["bring_assets", "bring_submissions", "propose_disputes"]

# An officer at the office decides these; what a laptop says of them is only told.
_JUDGED = ("anchor", "verification", "record_state", "visible_to")


def bring_assets(home: Homecoming) -> None:
    """Keep the new assets, and propose what was changed of those that went out."""
    new = []
    for asset in home.file.holding.assets:
        standing = _standing(home, asset.id)
        if asset.id in home.versions:
            _propose_change(home, asset, home.versions[asset.id])
        elif standing is None:
            new.append(asset)
        elif asset.id not in home.memory.assets:
            home.require_known("the record", [asset.id], ())
        else:
            _again(home, asset, standing)
    kept = keep_many(
        home.house,
        home.connection,
        [(_cleaned(one), _note(home, one)) for one in new],
    )
    home.memory.assets += [one.id for one in kept]
    home.counts["records"] += len(kept)
    for came, stands in zip(new, kept, strict=True):
        home.remember(came, stands)


def _standing(home: Homecoming, asset_id: str) -> Asset | None:
    try:
        return assets.get(home.connection, asset_id)
    except NotFoundError:
        return None


def _note(home: Homecoming, asset: Asset) -> RevisionNote:
    id_ = _key(home, "note", asset.id, digest_of(asset))
    return RevisionNote(
        id=id_, actor=home.actor, at=home.now, action="brought back", reason=home.title
    )


def _key(home: Homecoming, *subject: str) -> str:
    """Return the same id for the same thing of the same pack, however often it comes."""
    named = "\x1f".join((home.file.pack.id, *subject))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _cleaned(asset: Asset) -> Asset:
    """Return a new asset without what a laptop may not say: it waits for an officer here."""
    stays = {RecordState.DRAFT, RecordState.ARCHIVED}
    state = asset.record_state if asset.record_state in stays else RecordState.SUBMITTED
    is_person = asset.kind is AssetKind.SKILL
    return replace(
        asset,
        record_state=state,
        visible_to=Audience.OFFICER if is_person else asset.visible_to,
        anchor=None,
        verification=None,
        version=0,
    )


def _again(home: Homecoming, asset: Asset, standing: Asset) -> None:
    """Take an asset that came before: one nobody here has touched follows, else it is proposed."""
    came, stood = home.memory.records.get(f"Asset {asset.id}", ("", ""))
    if came == digest_of(asset):
        return
    waiting = _waiting_for(home, asset)
    is_free = standing.record_state is RecordState.DRAFT or waiting is not None
    if is_free and stood == digest_of(standing):
        after = replace(_cleaned(asset), version=standing.version)
        kept = keep(home.house, home.connection, after, _note(home, asset))
        home.remember(asset, kept)
        home.counts["changed"] += 1
        if waiting is not None:
            mended = replace(waiting, proposed=kept, base_version=kept.version)
            submissions.update(home.connection, mended, expected_version=waiting.version)
        return
    _propose_change(home, asset, 1)


def _waiting_for(home: Homecoming, asset: Asset) -> Submission | None:
    """Return the proposal that a record came with, as long as nobody has dealt with it."""
    sent = [one.id for one in home.file.holding.submissions if one.asset_id == asset.id]
    for submission_id in (*sent, _key(home, "new", asset.id)):
        try:
            one = submissions.get(home.connection, submission_id)
        except NotFoundError:
            continue
        is_untouched = one.state is RecordState.SUBMITTED and not one.decided_by
        if one.kind is SubmissionKind.NEW and is_untouched:
            return one
    return None


def _propose_change(home: Homecoming, asset: Asset, version: int) -> None:
    base = history.state_at(home.connection, asset.id, version)
    went_out = as_taken(base) if base and asset.id in home.versions else base
    if base is None or went_out is None:
        message = f"The record '{asset.id}' of the file never stood as it says; nothing changed."
        raise UnreadableFileError(message)
    judged = {name: getattr(went_out, name) for name in _JUDGED}
    clean = replace(asset, **judged, provenance=went_out.provenance, version=went_out.version)
    told = [
        f"{name.replace('_', ' ')}: {in_words(getattr(asset, name))}"
        for name in _JUDGED
        if asset.id in home.versions and getattr(asset, name) != judged[name]
    ]
    if told:
        words = "Noted there, for you to decide: " + "; ".join(told)
        home.dispute(asset, words, asset_id=asset.id)
    proposed = laid_over(went_out, clean, base)
    if proposed == base:
        return
    _add(
        home,
        Submission(
            id=_key(home, "change", asset.id, digest_of(clean)),
            reference="",
            kind=SubmissionKind.CHANGE,
            state=RecordState.SUBMITTED,
            made_at=home.now,
            made_by=home.actor.name,
            made_as=home.actor.role,
            proposed=replace(proposed, version=version),
            asset_id=asset.id,
            base_version=version,
            note=f"Changed away from the office, at '{home.title}'.",
        ),
    )


def bring_submissions(home: Homecoming) -> None:
    """Keep what was sent in on the laptop: whatever was decided there waits here."""
    brought = {asset.id: asset for asset in home.file.holding.assets}
    sent = home.file.holding.submissions
    home.require_known("the record", [one.asset_id for one in sent], home.known_assets)
    for one in sent:
        _add(home, _waiting(home, one, brought))
    told = {one.asset_id for one in sent}
    for asset in brought.values():
        is_untold = asset.id not in told and asset.id not in home.versions
        if is_untold and _cleaned(asset).record_state is RecordState.SUBMITTED:
            _add(home, _proposal_of(home, asset))


def _proposal_of(home: Homecoming, asset: Asset) -> Submission:
    return Submission(
        id=_key(home, "new", asset.id),
        reference="",
        kind=SubmissionKind.NEW,
        state=RecordState.SUBMITTED,
        made_at=home.now,
        made_by=home.actor.name,
        made_as=home.actor.role,
        proposed=replace(_cleaned(asset), version=1),
        asset_id=asset.id,
        base_version=1,
        note=f"Recorded away from the office, at '{home.title}'.",
    )


def _waiting(home: Homecoming, one: Submission, brought: dict[str, Asset]) -> Submission:
    is_withdrawn = one.state is RecordState.ARCHIVED
    # Whoever is a resident or a partner stays one; an officer is made at the office.
    role = one.made_as if one.made_as in {Role.PUBLIC, Role.PARTNER} else Role.PARTNER
    proposed, version = one.proposed, 0
    if one.asset_id in home.versions and proposed is not None:
        version = home.versions[one.asset_id]
        base = history.state_at(home.connection, one.asset_id, version)
        went_out = as_taken(base) if base else None
        if base is None or went_out is None:
            proposed = None
        else:
            judged = {name: getattr(went_out, name) for name in _JUDGED}
            clean = replace(proposed, **judged, version=went_out.version)
            proposed = laid_over(went_out, clean, base)
    elif proposed is not None:
        proposed = _cleaned(brought.get(proposed.id, proposed))
        version = 1 if one.asset_id else 0
    return replace(
        one,
        state=RecordState.ARCHIVED if is_withdrawn else RecordState.SUBMITTED,
        made_as=role,
        proposed=proposed,
        base_version=version,
        batch_id=None,
        row=None,
        question="",
        reason="",
        decided_by="",
        decided_at=None,
        version=0,
    )


def propose_disputes(home: Homecoming) -> None:
    """Put into Review what a person has to decide, each thing once."""
    for one in home.disputes:
        _add(
            home,
            Submission(
                id=_key(home, "dispute", one.record_id, one.words),
                reference="",
                kind=SubmissionKind.REPORT,
                state=RecordState.SUBMITTED,
                made_at=home.now,
                made_by=home.actor.name,
                made_as=home.actor.role,
                asset_id=one.asset_id,
                note=f"From '{home.title}', away from the office. {one.words}",
            ),
        )


def _add(home: Homecoming, one: Submission) -> None:
    """Keep a proposal unless it is known, with a reference that is free."""
    try:
        submissions.get(home.connection, one.id)
    except NotFoundError:
        pass
    else:
        return
    kept = submissions.add(home.connection, replace(one, reference=_reference(home, one)))
    home.counts["proposals"] += 1
    conversations.add(
        home.connection,
        event_of(kept, ReviewAction.SENT, actor=home.actor, at=home.now, from_state=None),
    )


def _reference(home: Homecoming, one: Submission) -> str:
    wanted = one.reference or reference_from(one.id)
    try:
        submissions.by_reference(home.connection, wanted)
    except NotFoundError:
        return wanted
    return reference_from(_key(home, "reference", one.id))
