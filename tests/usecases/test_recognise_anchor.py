"""An anchor is recognised by somebody, on a day, for a reason: never by counting."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.anchor import (
    EVIDENCE_QUESTIONS,
    AnchorCase,
    AnchorStatus,
    Answer,
    Evidence,
)
from asset_map.model.asset import Asset, AssetKind, Verification
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotAllowedError
from asset_map.model.location import PublishLocation
from asset_map.model.state import OperatingStatus
from asset_map.register import assets, history
from asset_map.usecases.anchor_counting import counting
from asset_map.usecases.edit_asset import verify_asset
from asset_map.usecases.house import House
from asset_map.usecases.recognise_anchor import (
    Judgement,
    answer,
    cases,
    open_case,
    recognise,
    review_day,
    stand_down,
)
from tests.usecases.conftest import OFFICER, PARTNER, group, kept

TODAY = date(2026, 11, 21)
CONTROL, *OTHERS = EVIDENCE_QUESTIONS


def answered(**evidence: Evidence) -> Mapping[str, Answer]:
    return {
        question: Answer(question=question, evidence=one, source="Their accounts", on=TODAY)
        for question, one in evidence.items()
    }


def four_yes(control: Evidence = Evidence.YES) -> Mapping[str, Answer]:
    return answered(**{CONTROL: control}, **dict.fromkeys(OTHERS[:4], Evidence.PARTLY))


def judgement(**more: object) -> Judgement:
    drawn = Judgement(
        decided_by="Anchor panel",
        decided_on=TODAY,
        review_on=review_day(TODAY),
        reason="Runs the hall, and the town trusts it.",
    )
    return replace(drawn, **more)  # type: ignore[arg-type]


@pytest.fixture
def opened(house: House, now: datetime) -> Asset:
    """The knitters with an empty case."""
    kept(house, group(), now)
    return open_case(house, "knitters", actor=OFFICER, now=now)


def test_an_opened_case_is_listed_and_opening_it_again_changes_nothing(
    house: House, opened: Asset, now: datetime
) -> None:
    assert [one.id for one in cases(house, actor=OFFICER)] == ["knitters"]
    assert open_case(house, "knitters", actor=OFFICER, now=now) == opened
    assert opened.anchor == AnchorCase()


def test_four_answers_that_speak_for_it_make_it_a_candidate(
    house: House, opened: Asset, now: datetime
) -> None:
    candidate = answer(house, opened, four_yes(), actor=OFFICER, now=now)
    assert candidate.anchor
    assert candidate.anchor.status is AnchorStatus.CANDIDATE
    fewer = answered(**dict.fromkeys(OTHERS[:3], Evidence.NO))
    back = answer(house, candidate, fewer, actor=OFFICER, now=now)
    assert back.anchor
    assert back.anchor.status is AnchorStatus.NONE
    assert back.anchor.answer_to(OTHERS[3]) is Evidence.PARTLY


def test_what_local_people_do_not_control_is_no_candidate(
    house: House, opened: Asset, now: datetime
) -> None:
    same = answer(house, opened, four_yes(control=Evidence.NO), actor=OFFICER, now=now)
    assert same.anchor
    assert same.anchor.status is AnchorStatus.NONE


def test_an_answer_needs_its_source(house: House, opened: Asset, now: datetime) -> None:
    bare = {CONTROL: Answer(question=CONTROL, evidence=Evidence.YES)}
    with pytest.raises(InvalidSubmissionError, match="without a source"):
        answer(house, opened, bare, actor=OFFICER, now=now)


def test_a_question_that_is_none_of_the_six_is_refused(
    house: House, opened: Asset, now: datetime
) -> None:
    with pytest.raises(InvalidSubmissionError, match="none of the six"):
        answer(house, opened, answered(is_nice=Evidence.YES), actor=OFFICER, now=now)


def test_it_is_recognised_by_a_name_on_a_day_and_counts_once_checked(
    house: House, opened: Asset, now: datetime
) -> None:
    anchor = recognise(house, opened, judgement(), actor=OFFICER, now=now)
    assert anchor.anchor
    assert anchor.anchor.review_on == date(2028, 11, 21)
    assert counting(anchor, today=TODAY).why == (
        "It does not count, because nobody has checked its record yet."
    )
    checked = verify_asset(house, "knitters", how="telephone", actor=OFFICER, now=now)
    said = counting(checked, today=TODAY)
    assert said.counts
    assert said.why.startswith("It counts: recognised by Anchor panel on 21 November 2026")


def test_recognising_against_the_first_answer_needs_a_reason_that_history_keeps(
    house: House, opened: Asset, now: datetime
) -> None:
    against = answer(house, opened, four_yes(control=Evidence.NO), actor=OFFICER, now=now)
    with pytest.raises(InvalidSubmissionError, match="Local people do not control it"):
        recognise(house, against, judgement(reason=" "), actor=OFFICER, now=now)
    recognise(house, against, judgement(reason="Its members take over in May."), actor=OFFICER,
              now=now)  # fmt: skip
    with house.register.reading() as connection:
        latest = history.of_asset(connection, "knitters")[0]
    assert (latest.action, latest.reason) == ("recognised", "Its members take over in May.")


def test_every_fault_of_a_judgement_is_told(house: House, opened: Asset, now: datetime) -> None:
    wrong = judgement(decided_by="", decided_on=date(2030, 1, 1), review_on=TODAY, reason="")
    with pytest.raises(InvalidSubmissionError) as refused:
        recognise(house, opened, wrong, actor=OFFICER, now=now)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["decided_by", "decided_on", "review_on", "reason"]


def test_a_recognition_ends_with_a_reason_and_is_kept_as_former(
    house: House, opened: Asset, now: datetime
) -> None:
    anchor = recognise(house, opened, judgement(), actor=OFFICER, now=now)
    with pytest.raises(InvalidSubmissionError, match="needs a reason"):
        stand_down(house, anchor, reason="", actor=OFFICER, now=now)
    former = stand_down(house, anchor, reason="It gave up the hall.", actor=OFFICER, now=now)
    assert former.anchor
    assert (former.anchor.status, former.anchor.decided_by) == (
        AnchorStatus.FORMER,
        "Anchor panel",
    )
    with pytest.raises(InvalidSubmissionError, match="only a recognised one"):
        stand_down(house, former, reason="Again", actor=OFFICER, now=now)


def test_an_institution_has_no_case_and_never_counts(house: House, now: datetime) -> None:
    library = kept(house, replace(group("library"), kind=AssetKind.INSTITUTION), now)
    with pytest.raises(InvalidSubmissionError, match="never an anchor"):
        open_case(house, library.id, actor=OFFICER, now=now)
    named = AnchorCase(status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=TODAY)
    checked = Verification(verified_on=TODAY, role="officer")
    assert not counting(replace(library, anchor=named, verification=checked), today=TODAY).counts


@given(
    status=st.sampled_from(AnchorStatus),
    going=st.sampled_from(OperatingStatus),
    kind=st.sampled_from(AssetKind),
    checked=st.none() | st.dates(date(2020, 1, 1), TODAY),
)
def test_only_what_is_recognised_going_and_checked_in_two_years_counts(
    status: AnchorStatus, going: OperatingStatus, kind: AssetKind, checked: date | None
) -> None:
    asset = replace(
        group(),
        kind=kind,
        operating_status=going,
        anchor=AnchorCase(status=status, decided_by="Panel", decided_on=date(2020, 1, 2)),
        verification=Verification(verified_on=checked, role="officer") if checked else None,
    )
    counts = (
        status is AnchorStatus.RECOGNISED
        and going is OperatingStatus.ACTIVE
        and kind in {AssetKind.GROUP, AssetKind.SPACE, AssetKind.BUSINESS}
        and checked is not None
        and checked >= date(2024, 11, 21)
    )
    assert counting(asset, today=TODAY).counts is counts


@pytest.mark.parametrize(
    ("publish", "counts", "said"),
    [
        (PublishLocation.STREET, True, "was checked on"),
        (PublishLocation.WARD, True, "left out of figures made for the public"),
        (PublishLocation.WITHHELD, False, "because its place is withheld"),
        (None, False, "because it has no place of its own on the map"),
    ],
)
def test_whoever_has_no_place_to_measure_to_counts_no_more_than_in_the_figures(
    *, publish: PublishLocation | None, counts: bool, said: str
) -> None:
    (place,) = group().locations
    asset = replace(
        group(),
        locations=(replace(place, publish=publish),) if publish else (),
        anchor=AnchorCase(
            status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=date(2026, 1, 2)
        ),
        verification=Verification(verified_on=TODAY, role="officer"),
    )
    found = counting(asset, today=TODAY)
    assert (found.counts, said in found.why) == (counts, True)


def test_a_place_that_is_withheld_is_not_lost_by_an_answer(
    house: House, opened: Asset, now: datetime
) -> None:
    hidden = replace(opened.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(opened, locations=(hidden,)), now)
    (seen,) = cases(house, actor=OFFICER)
    assert seen.locations[0].point is None
    answer(house, seen, four_yes(), actor=OFFICER, now=now)
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").locations == (hidden,)


def test_the_second_of_two_who_answer_is_told(house: House, opened: Asset, now: datetime) -> None:
    answer(house, opened, four_yes(), actor=OFFICER, now=now)
    with pytest.raises(ConflictError):
        answer(house, opened, four_yes(), actor=OFFICER, now=now)


def test_a_partner_judges_nothing(house: House, opened: Asset, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        cases(house, actor=PARTNER)
    with pytest.raises(NotAllowedError):
        recognise(house, opened, judgement(), actor=PARTNER, now=now)
