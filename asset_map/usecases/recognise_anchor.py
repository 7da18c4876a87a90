"""
Anchor cases: the evidence for and against, and who decided.

Nothing is recognised by counting. Answers make a case worth a decision; a named officer
or panel decides, on a date, with a reason, and looks again after two years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.model.anchor import (
    EVIDENCE_QUESTIONS,
    AnchorCase,
    AnchorStatus,
    Answer,
    Evidence,
)
from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.visibility import as_seen_by
from asset_map.model.words import LONDON, long_date
from asset_map.register import assets
from asset_map.register.assets import RevisionNote
from asset_map.usecases.anchor_counting import CASE_KINDS, case_of
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import keep

__all__ = [
    "REVIEW_AFTER_YEARS",
    "Judgement",
    "answer",
    "cases",
    "open_case",
    "recognise",
    "review_day",
    "stand_down",
]

REVIEW_AFTER_YEARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Who recognises an anchor, on which day, why, and when it is looked at again."""

    decided_by: str
    decided_on: date
    review_on: date
    reason: str


def review_day(decided_on: date) -> date:
    """Return the day on which a decision is looked at again."""
    try:
        return decided_on.replace(year=decided_on.year + REVIEW_AFTER_YEARS)
    except ValueError:
        return date(decided_on.year + REVIEW_AFTER_YEARS, 3, 1)


def cases(house: House, *, actor: Actor) -> list[Asset]:
    """Return every record with an anchor case as officers see it: what is to decide first."""
    require(actor, Action.RECOGNISE_ANCHOR)
    with house.register.reading() as connection:
        kept = assets.with_anchor_case(connection)
    found = [seen for one in kept if (seen := as_seen_by(one, Audience.OFFICER))]
    order = [
        AnchorStatus.CANDIDATE,
        AnchorStatus.NONE,
        AnchorStatus.RECOGNISED,
        AnchorStatus.FORMER,
    ]
    return sorted(found, key=lambda one: (order.index(case_of(one).status), one.name.casefold()))


def open_case(
    house: House, asset_id: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> Asset:
    """
    Begin to gather evidence; one that is there already is left as it is.

    Raises
    ------
    InvalidSubmissionError
        When it is an institution, a person's skill or a story.
    """
    standing = _standing(house, asset_id, actor)
    _check_kind(standing)
    if standing.anchor is not None:
        return standing
    note = RevisionNote(id=new_id(), actor=actor, at=now, action="opened an anchor case for")
    return _save(house, standing, AnchorCase(), note)


def answer(
    house: House,
    seen: Asset,
    answers: Mapping[str, Answer],
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Asset:
    """
    Keep what is known on the six questions; a question that is left out stays as it is.

    ``seen`` is the record as the officer saw it. Where four of six speak for it, and none
    says that local people do not control it, the case becomes a candidate, and is one no
    more when they do not. What somebody decided stays decided.

    Raises
    ------
    ConflictError
        When somebody saved the record meanwhile.
    InvalidSubmissionError
        When a question is none of the six, or an answer lacks its source.
    """
    standing = _standing(house, seen.id, actor)
    _check_kind(standing)
    _refuse(_answer_faults(answers, today=now.astimezone(LONDON).date()))
    case = case_of(standing)
    known = {one.question: one for one in case.answers} | dict(answers)
    case = replace(case, answers=tuple(known[one] for one in EVIDENCE_QUESTIONS if one in known))
    if case.status in {AnchorStatus.NONE, AnchorStatus.CANDIDATE}:
        is_candidate = case.is_worth_a_decision
        case = replace(case, status=AnchorStatus.CANDIDATE if is_candidate else AnchorStatus.NONE)
    note = RevisionNote(id=new_id(), actor=actor, at=now, action="wrote down anchor evidence for")
    return _save(house, replace(standing, version=seen.version), case, note)


def recognise(
    house: House,
    seen: Asset,
    judgement: Judgement,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Asset:
    """
    Recognise an anchor organisation, as a named officer or panel decided.

    Raises
    ------
    ConflictError
        When somebody saved the record meanwhile.
    InvalidSubmissionError
        When the name or the reason is missing, or the days do not fit.
    """
    standing = _standing(house, seen.id, actor)
    _check_kind(standing)
    case = case_of(standing)
    _refuse(_faults(case, judgement, today=now.astimezone(LONDON).date()))
    recognised = replace(
        case,
        status=AnchorStatus.RECOGNISED,
        decided_by=judgement.decided_by.strip(),
        decided_on=judgement.decided_on,
        review_on=judgement.review_on,
        note=judgement.reason.strip(),
    )
    note = RevisionNote(
        id=new_id(), actor=actor, at=now, action="recognised", reason=recognised.note
    )
    return _save(house, replace(standing, version=seen.version), recognised, note)


def stand_down(
    house: House,
    seen: Asset,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Asset:
    """
    End a recognition; the case is kept as a former one.

    Raises
    ------
    InvalidSubmissionError
        When it is not recognised, or no reason is given.
    """
    standing = _standing(house, seen.id, actor)
    case = case_of(standing)
    if case.status is not AnchorStatus.RECOGNISED:
        message = f"The case stands at '{case.status.label}'; only a recognised one is ended."
        raise InvalidSubmissionError(message)
    if not reason.strip():
        _refuse([_no_reason("Ending a recognition needs a reason.")])
    former = replace(case, status=AnchorStatus.FORMER, note=reason.strip(), review_on=None)
    note = RevisionNote(
        id=new_id(), actor=actor, at=now, action="ended the recognition of", reason=reason.strip()
    )
    return _save(house, replace(standing, version=seen.version), former, note)


def _standing(house: House, asset_id: str, actor: Actor) -> Asset:
    require(actor, Action.RECOGNISE_ANCHOR)
    with house.register.reading() as connection:
        return assets.get(connection, asset_id)


def _save(house: House, asset: Asset, case: AnchorCase, note: RevisionNote) -> Asset:
    with house.register.writing() as connection:
        return keep(house, connection, replace(asset, anchor=case), note)


def _check_kind(asset: Asset) -> None:
    if asset.kind in CASE_KINDS:
        return
    problem = Problem(
        field="kind",
        fault=f"This record is of the kind '{asset.kind.label}', which is never an anchor.",
        remedy="An anchor is run by local people: a group, a place to meet or a local business.",
        value=asset.kind.value,
    )
    _refuse([problem])


def _answer_faults(answers: Mapping[str, Answer], *, today: date) -> list[Problem]:
    faults = []
    for question, one in answers.items():
        if question not in EVIDENCE_QUESTIONS or one.question != question:
            known = ", ".join(EVIDENCE_QUESTIONS)
            fault = f"'{question}' is none of the six questions."
            faults.append(Problem(field=question, fault=fault, remedy=f"They are: {known}."))
        elif one.evidence is not Evidence.NOT_KNOWN and not one.source.strip():
            fault = f"“{EVIDENCE_QUESTIONS[question]}” is answered without a source."
            remedy = "Say who told you, or which document says so."
            faults.append(Problem(field=question, fault=fault, remedy=remedy))
        elif one.on is not None and one.on > today:
            fault = f"“{EVIDENCE_QUESTIONS[question]}” is answered on a day to come."
            remedy = "Give the day on which you learned it."
            faults.append(Problem(field=question, fault=fault, remedy=remedy))
    return faults


def _faults(case: AnchorCase, judgement: Judgement, *, today: date) -> list[Problem]:
    faults = []
    if not judgement.decided_by.strip():
        fault, remedy = "Nobody is named.", "Name the panel or the officer's role that decided."
        faults.append(Problem(field="decided_by", fault=fault, remedy=remedy))
    if judgement.decided_on > today:
        fault = f"{long_date(judgement.decided_on)} is still to come."
        remedy = "Give the day on which it was decided."
        faults.append(Problem(field="decided_on", fault=fault, remedy=remedy))
    if judgement.review_on <= judgement.decided_on:
        fault = "The day to look again is not after the decision."
        remedy = f"Two years later is {long_date(review_day(judgement.decided_on))}."
        faults.append(Problem(field="review_on", fault=fault, remedy=remedy))
    if not judgement.reason.strip():
        faults.append(_no_reason(_why_a_reason(case)))
    return faults


def _why_a_reason(case: AnchorCase) -> str:
    if case.answer_to("community_controlled") is Evidence.NO:
        return "Local people do not control it, so recognising it needs a written reason."
    if not case.is_worth_a_decision:
        return "Fewer than four answers speak for it, so recognising it needs a written reason."
    return "Recognising an anchor needs a reason."


def _no_reason(fault: str) -> Problem:
    return Problem(field="reason", fault=fault, remedy="Say why in a sentence; history keeps it.")


def _refuse(faults: Sequence[Problem]) -> None:
    if faults:
        message = " ".join(str(fault) for fault in faults)
        raise InvalidSubmissionError(message, problems=tuple(faults))
