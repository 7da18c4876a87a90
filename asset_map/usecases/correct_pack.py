"""What was wrong in a released pack, put right in its next issue."""

from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.model.committee_pack import CommitteePack, PackState
from asset_map.model.errors import ConflictError, InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.register import committee_packs
from asset_map.usecases.build_pack import (
    LONGEST_TEXT,
    Edition,
    PackRequest,
    asked_of,
    check_still_open,
    check_texts,
    made_as,
)
from asset_map.usecases.house import House
from asset_map.usecases.pack_hidden import tells_of_hidden
from asset_map.usecases.pack_words import five_sentences

__all__ = ["Correction", "correct_pack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """
    What was put right, said to the readers in one sentence.

    A text that is None stays as it was. ``keeps_figures`` leaves everything else as it was
    on the day of the first issue; otherwise the register of today is told.
    """

    corrected: str
    officer: str | None = None
    contact: str | None = None
    asked_to: str | None = None
    keeps_figures: bool = False


def correct_pack(
    house: House, pack_id: str, correction: Correction, *, actor: Actor, now: datetime
) -> CommitteePack:
    """
    Make the draft of the next issue of a released pack, which stands until that is released.

    Raises
    ------
    ConflictError
        When it is not the issue that stands, the next one was begun, or its figures
        cannot be kept because something in it was hidden since.
    InvalidSubmissionError
        When nothing says what was corrected, or a text does not fit.
    """
    require(actor, Action.BUILD_PACK)
    words = _words(correction.corrected)
    with house.register.reading() as connection:
        old = committee_packs.pack_of(connection, pack_id)
        issues = committee_packs.packs(
            connection, committee_id=old.committee_id, meeting=old.meeting
        )
        if correction.keeps_figures and tells_of_hidden(connection, old):
            message = f"Pack '{pack_id}' tells of what was hidden since; take the figures of today."
            raise ConflictError(message)
    if old.state is not PackState.RELEASED or issues[0].id != old.id:
        message = f"Pack '{pack_id}' is not the latest issue that was released; correct that one."
        raise ConflictError(message)
    request = PackRequest(
        committee=old.committee_id,
        meeting=old.meeting,
        purpose=old.purpose,
        officer=_or(correction.officer, old.officer),
        contact=_or(correction.contact, old.contact),
        asked_to=_or(correction.asked_to, old.asked_to),
    )
    check_texts(request)
    edition = Edition(
        id=f"{issues[-1].id}-issue-{old.issue + 1}",
        issue=old.issue + 1,
        corrected=words,
        replaces_id=old.id,
    )
    if correction.keeps_figures:
        return _as_it_was(house, old, request, edition, actor=actor)
    return made_as(house, request, edition, actor=actor, now=now)


def _words(corrected: str) -> str:
    words = " ".join(corrected.split())
    if not words or len(words) > LONGEST_TEXT:
        fault = "Nothing says what was corrected." if not words else "What was corrected is long."
        remedy = f"Say it in one sentence of at most {LONGEST_TEXT} letters: readers see it first."
        problem = Problem(field="corrected", fault=fault, remedy=remedy)
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    return words


def _or(text: str | None, standing: str) -> str:
    return standing if text is None else text


def _as_it_was(
    house: House, old: CommitteePack, request: PackRequest, edition: Edition, *, actor: Actor
) -> CommitteePack:
    """Return the next issue with the figures of the old one; the day they are of stays."""
    bare = replace(
        old,
        **asked_of(request),
        id=edition.id,
        run=replace(old.run, id=edition.id, name=""),
        made_by=actor.name,
        state=PackState.DRAFT,
        issue=edition.issue,
        corrected=edition.corrected,
        replaces_id=edition.replaces_id,
        released_at=None,
        released_by="",
        path="",
    )
    pack = replace(bare, sentences=five_sentences(bare))
    with house.register.writing() as connection:
        check_still_open(connection, pack)
        return committee_packs.put_pack(connection, pack)
