from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.location import Coordinates, GridPoint, Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.submission import Submission
from asset_map.register.rows import asset_from, asset_text, text_from, text_of
from tests.register.drawn import asset

numbers = st.floats(allow_nan=False, allow_infinity=False)
points = st.builds(Coordinates, lon=numbers, lat=numbers)
grids = st.builds(GridPoint, easting=numbers, northing=numbers)
placed = st.builds(Location, point=points, grid=st.none() | grids, accuracy_m=st.none() | numbers)
nowhere = st.builds(Location, point=st.none(), grid=st.none(), accuracy_m=st.none())
places = st.lists(placed | nowhere, max_size=3).map(tuple)


def can_be_kept(drawn: object) -> bool:
    return r"\x00" not in repr(drawn)


assets_of_any_kind = st.builds(Asset, anchor=st.none(), locations=places).filter(can_be_kept)
moments = st.datetimes(timezones=st.just(UTC))
submissions = st.builds(
    Submission, proposed=st.none() | assets_of_any_kind, made_at=moments, decided_at=st.none()
).filter(can_be_kept)


@given(assets_of_any_kind)
def test_an_asset_survives_being_kept(drawn: Asset) -> None:
    assert asset_from(asset_text(drawn)) == drawn


@given(submissions)
def test_a_submission_survives_being_kept(drawn: Submission) -> None:
    assert text_from(Submission, text_of(drawn)) == drawn


def test_a_record_kept_today_means_the_same_tomorrow() -> None:
    # Defaults are not written: whoever changes one in the model changes what is kept already,
    # and must write a migration first.
    kept = asset_from('{"id":"a","kind":"group","name":"Knitters","locations":[{"id":"p"}]}')
    (there,) = kept.locations
    assert (kept.record_state, kept.operating_status) == (RecordState.DRAFT, OperatingStatus.ACTIVE)
    assert (kept.visible_to, kept.contact.audience) == (Audience.PUBLIC, Audience.OFFICER)
    assert (there.publish, there.kind, there.method) == (PublishLocation.EXACT, "fixed", "none")
    assert (kept.space, kept.anchor, kept.provenance, kept.version) == (None, None, None, 0)


def test_dates_and_times_are_kept_as_they_were() -> None:
    drawn = asset(opened_on=date(1978, 2, 28))
    assert '"opened_on":"1978-02-28"' in asset_text(drawn)
    assert time.fromisoformat("10:30") == time(10, 30)


def test_a_typed_backslash_is_not_taken_for_a_nul() -> None:
    drawn = asset(name=r"C:\u0000")
    assert asset_from(asset_text(drawn)) == drawn


@pytest.mark.parametrize("text", ["\x00", "tea\x00", "\\\x00", "\ud800", "tea\udfff"])
def test_a_character_that_no_database_keeps_is_refused(text: str) -> None:
    with pytest.raises(InvalidSubmissionError, match="NUL"):
        asset_text(asset(name=text))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_coordinate_that_is_no_number_is_refused(number: float) -> None:
    nowhere = Location(id="p", point=Coordinates(lon=number, lat=54.5))
    with pytest.raises(InvalidSubmissionError, match="no number"):
        asset_text(asset(locations=(nowhere,)))
    assert asset_text(replace(asset(), locations=(Location(id="p"),)))


def test_moments_are_kept_with_their_zone() -> None:
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert text_from(datetime, text_of(moment)) == moment
