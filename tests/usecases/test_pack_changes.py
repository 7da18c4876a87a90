"""Whatever changes between two packs, each record has one reason to come or to go."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import Asset, AssetKind, Verification
from asset_map.model.committee_pack import ChangeKind, PackAsset
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.usecases.pack_changes import Compared, Stood, Told, changes_since
from asset_map.usecases.pack_records import PackRecord

IDS = [f"asset-{number}" for number in range(6)]
OURS, THEIRS = ("a", "b"), ("c", "d")
NAMES = {"a": "Net Loft", "b": "Quayside", "c": "Moor", "d": "Net Loft"}
DAY = date(2027, 2, 25)
CODES = st.lists(st.sampled_from([*OURS, *THEIRS]), max_size=2, unique=True).map(
    lambda codes: tuple(sorted(codes))
)
BEFORE = st.lists(st.sampled_from(OURS), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def days(draw: st.DrawFn) -> tuple[Compared, dict[str, Stood]]:
    """Some records told before, some public now, and how each of them stood."""
    some = st.sets(st.sampled_from(IDS))
    before = {
        one: Told(
            asset=PackAsset(
                asset_id=one, name=one, kind=AssetKind.GROUP, is_anchor=draw(st.booleans())
            ),
            codes=draw(BEFORE),
        )
        for one in draw(some)
    }
    statuses = st.sampled_from(OperatingStatus)
    dates = st.sampled_from([None, date(2027, 1, 1), date(2027, 4, 1)])
    records = {}
    for one in draw(some):
        asset = Asset(
            id=one,
            kind=AssetKind.GROUP,
            name=one,
            record_state=RecordState.APPROVED,
            operating_status=draw(statuses),
            opened_on=draw(dates),
        )
        if checked := draw(dates):
            asset = replace(asset, verification=Verification(verified_on=checked, role="officer"))
        records[one] = PackRecord(asset=asset, codes=draw(CODES))
    stood = {
        one: Stood(
            codes=draw(CODES), was_open=draw(st.booleans()), is_there_yet=draw(st.booleans())
        )
        for one in draw(some)
    }
    found = Compared(before=before, records=records, codes=frozenset(OURS), names=NAMES, day=DAY)
    return found, stood


@given(days())
def test_the_totals_reconcile_for_any_mix_of_changes(
    drawn: tuple[Compared, dict[str, Stood]],
) -> None:
    compared, stood = drawn
    changes, totals = changes_since(compared, stood)
    came = totals.opened + totals.newly_recorded + totals.moved_in + totals.boundary_in
    went = totals.closed + totals.no_longer_shown + totals.moved_out + totals.boundary_out
    assert totals.before + came - went == totals.now
    now = {one for one in compared.records if compared.here(one)}
    assert (totals.before, totals.now) == (len(compared.before), len(now))
    number = {kind: sum(one.kind is kind for one in changes) for kind in ChangeKind}
    assert number[ChangeKind.OPENED] == totals.opened
    assert number[ChangeKind.CLOSED] == totals.closed
    assert number[ChangeKind.NEWLY_RECORDED] == totals.newly_recorded
    assert number[ChangeKind.NO_LONGER_SHOWN] == totals.no_longer_shown
    # Every move is of a record that came, went, or changed its area inside.
    moves = number[ChangeKind.MOVED] + number[ChangeKind.MOVED_BY_BOUNDARY]
    across = totals.moved_in + totals.moved_out + totals.boundary_in + totals.boundary_out
    assert moves >= across


@given(days())
def test_nothing_that_is_no_longer_public_is_named(
    drawn: tuple[Compared, dict[str, Stood]],
) -> None:
    compared, stood = drawn
    changes, _ = changes_since(compared, stood)
    named = {one.asset_id for one in changes} - {""}
    assert named <= compared.records.keys()
    for one in changes:
        if one.kind is ChangeKind.NO_LONGER_SHOWN:
            assert (one.name, one.ward_code, one.ward_name, one.on) == ("", "", "", None)


@given(days())
def test_each_record_that_differs_is_in_the_list_and_no_other_moves(
    drawn: tuple[Compared, dict[str, Stood]],
) -> None:
    compared, stood = drawn
    changes, _ = changes_since(compared, stood)
    moves = {ChangeKind.MOVED, ChangeKind.MOVED_BY_BOUNDARY}
    moved = {one.asset_id for one in changes if one.kind in moves}
    assert moved <= set(compared.differing())
