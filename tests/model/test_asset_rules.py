from datetime import date

import pytest

from asset_map.model.anchor import EVIDENCE_QUESTIONS, AnchorCase, AnchorStatus, Answer, Evidence
from asset_map.model.asset import Asset, AssetKind, SpaceDetails
from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.freshness import Freshness, freshness, months_between
from asset_map.model.location import Coordinates, GridPoint, Location, LocationMethod
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.model.revision import changes

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("checked_on", "expected"),
    [
        (date(2026, 11, 22), Freshness.FRESH),
        (date(2026, 5, 22), Freshness.FRESH),
        (date(2026, 5, 21), Freshness.AGEING),
        (date(2025, 11, 22), Freshness.AGEING),
        (date(2025, 11, 21), Freshness.STALE),
        (None, Freshness.STALE),
    ],
)
def test_freshness_turns_after_six_and_twelve_months(
    checked_on: date | None, expected: Freshness
) -> None:
    assert freshness(checked_on, today=TODAY) is expected


def test_a_month_is_whole_only_on_its_day() -> None:
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months_between(date(2026, 1, 28), date(2026, 2, 28)) == 1


def test_recognising_an_anchor_needs_a_name_and_a_date() -> None:
    with pytest.raises(InvalidSubmissionError, match="named role and a date"):
        AnchorCase(status=AnchorStatus.RECOGNISED, decided_by="Panel")
    AnchorCase(status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=TODAY)


def case(*evidence: Evidence) -> AnchorCase:
    answers = zip(EVIDENCE_QUESTIONS, evidence, strict=False)
    return AnchorCase(answers=tuple(Answer(question=q, evidence=e) for q, e in answers))


def test_four_of_six_make_a_candidate_worth_a_decision() -> None:
    yes, partly, no = Evidence.YES, Evidence.PARTLY, Evidence.NO
    assert case(yes, partly, yes, partly).is_worth_a_decision
    assert not case(yes, partly, yes).is_worth_a_decision
    assert not case(no, yes, yes, yes, yes, yes).is_worth_a_decision


def test_an_asset_is_not_connected_to_itself() -> None:
    with pytest.raises(InvalidSubmissionError, match="itself"):
        Connection(id="c", from_id="a", to_id="a", kind=ConnectionKind.KNOWS)


def test_money_stands_on_funds_alone() -> None:
    with pytest.raises(InvalidSubmissionError, match="amount"):
        Connection(id="c", from_id="a", to_id="b", kind=ConnectionKind.HOSTS, amount_gbp=50)


def test_a_symmetric_link_is_kept_once() -> None:
    link = Connection(id="c", from_id="b", to_id="a", kind=ConnectionKind.WORKS_WITH)
    assert (link.from_id, link.to_id) == ("a", "b")


def test_a_location_in_metres_has_degrees_too() -> None:
    with pytest.raises(ValueError, match="degrees"):
        Location(id="x", grid=GridPoint(easting=1.0, northing=2.0))
    Location(id="x", point=Coordinates(lon=1.0, lat=54.0))


def test_each_way_of_locating_says_how_accurate_it_is() -> None:
    accuracies = [method.accuracy_m for method in LocationMethod]
    assert accuracies == [5, 20, 100, 50, 1000, None]


def test_every_kind_has_a_shape_of_its_own() -> None:
    shapes = [KIND_LOOK[kind].shape for kind in AssetKind] + [ANCHOR_LOOK.shape]
    assert len(set(shapes)) == len(shapes)


def test_changes_are_told_in_words() -> None:
    before = Asset(id="a", kind=AssetKind.GROUP, name="Knitters")
    after = Asset(
        id="a",
        kind=AssetKind.SPACE,
        name="Knitters",
        opened_on=date(2020, 1, 2),
        space=SpaceDetails(capacity_people=30, has_kitchen=False),
        version=2,
    )
    told = [(c.field, c.before, c.after) for c in changes(before, after)]
    assert told == [
        ("kind", "group", "space"),
        (
            "space",
            "not said",
            "capacity people: 30, has kitchen: no, tenure: unknown",
        ),
        ("opened on", "not said", "2 January 2020"),
    ]
