"""What the form's answers come to: the proposal, who will see what of it, what is like it."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from asset_map.model.asset import Asset
from asset_map.model.errors import LocationNotFoundError, Problem
from asset_map.model.role import Actor, Audience
from asset_map.model.state import RecordState
from asset_map.model.submission import SubmissionKind
from asset_map.model.visibility import as_seen_by
from asset_map.site.form_answers import Answers, answers_of, drafted
from asset_map.site.parts import SiteParts
from asset_map.site.shown import RESIDENT, today
from asset_map.usecases.alike_in_public import alike_in_public
from asset_map.usecases.house import House
from asset_map.usecases.keeping import times_of
from asset_map.usecases.locating import ward_name_at
from asset_map.usecases.revise_submission import OwnEntry, own_entry
from asset_map.usecases.submit_asset import Sent, as_it_would_be
from asset_map.usecases.view_asset import view_asset

__all__ = ["Form", "check_words", "opened", "sent_from", "update_instead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """
    A form on its way: the answers, and what it was filled from.

    ``start`` is the public entry that would change; ``on`` is what stood in the form when
    it was opened: the same, or one's own proposal, which ``own`` holds. ``is_stale`` says
    that the entry was changed since.
    """

    answers: Answers
    start: Asset | None = None
    on: Asset | None = None
    own: OwnEntry | None = None
    is_stale: bool = False
    actor: Actor = field(default=RESIDENT)

    @property
    def is_claim(self) -> bool:
        """Whether its sender wants to look after the entry from now on."""
        if self.own:
            return self.own.submission.kind is SubmissionKind.CLAIM
        return bool(self.start and self.answers.get("claim"))


def opened(parts: SiteParts, house: House, answers: Answers) -> Form:
    """
    Return the form that some answers belong to.

    Raises
    ------
    ConflictError
        When what it would change was decided meanwhile.
    NotFoundError
        When it is to change what the public does not know, or a link that opens nothing.
    """
    now = parts.now()
    answers = {name: value for name, value in answers.items() if value}
    if token := answers.get("token"):
        own = own_entry(house, token, now=now)
        return Form(answers=answers, start=own.start, on=own.draft, own=own)
    if asset_id := answers.get("asset_id"):
        asset = view_asset(house, asset_id, actor=RESIDENT, today=today(parts)).asset
        version = str(asset.version)
        is_stale = answers.get("base_version", version) != version
        answers = {**answers, "base_version": version}
        return Form(answers=answers, start=asset, on=asset, is_stale=is_stale)
    return Form(answers=answers)


def sent_from(form: Form) -> tuple[Sent, tuple[Problem, ...]]:
    """Return what the answers send in, and what of them could not be read."""
    answers = form.answers
    draft = drafted(answers, on=form.on)
    flags = []
    if answers.get("is_home") == "not_sure":
        flags.append("The sender is not sure whether this is somebody's home.")
    kind = SubmissionKind.CHANGE if form.start else SubmissionKind.NEW
    sent = Sent(
        asset=draft.asset,
        kind=SubmissionKind.CLAIM if form.is_claim else kind,
        is_adult=answers.get("adult") == "yes",
        note=answers.get("note", "").strip(),
        sender_email=answers.get("sender_email", "").strip(),
        asset_id=form.start.id if form.start else None,
        base_version=form.start.version if form.start else 0,
        start=form.start,
        flags=tuple(flags),
    )
    return sent, draft.problems


def update_instead(parts: SiteParts, house: House, form: Form, asset_id: str) -> Form:
    """Return the form on an entry that is there already, with what was typed on top of it."""
    typed = {name: value for name, value in form.answers.items() if name != "base_version"}
    there = opened(parts, house, {"asset_id": asset_id})
    filled = answers_of(there.on) if there.on else {}
    return replace(there, answers={**filled, **typed, **there.answers})


def check_words(parts: SiteParts, house: House, form: Form) -> dict[str, object]:
    """Return what the last screen says of the answers: when, who sees what, what is like it."""
    asset = sent_from(form)[0].asset
    placed = asset
    if form.start is None:
        try:
            placed = as_it_would_be(house, asset)
        except LocationNotFoundError:
            placed = replace(asset, locations=())
    public = as_seen_by(replace(placed, record_state=RecordState.APPROVED), Audience.PUBLIC)
    is_new = form.start is None and form.own is None and bool(asset.name)
    alike = alike_in_public(house, placed, today=today(parts)) if is_new else []
    return {
        "asset": asset,
        "public": public or placed,
        "whens": times_of(asset.locations[0]) if asset.locations else (),
        "alike": alike,
        "pin_ward": _pin_ward(house, asset) if form.answers.get("lat") else "",
        "was": defaultdict(str, answers_of(form.start)) if form.start else None,
    }


def _pin_ward(house: House, asset: Asset) -> str:
    point = asset.locations[0].point if asset.locations else None
    return ward_name_at(house, point) if point else ""
