"""Whatever the reach, no figure made for the public tells where a hidden place is (rule 26)."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, Function
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.register import assets
from asset_map.usecases.gap_tables import as_csv, as_json, as_text
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from tests.usecases.conftest import NOW, PARTNER, house, kept
from tests.usecases.gap_district import anchor, with_people

__all__ = ["house"]

AT = datetime.fromisoformat(NOW)
HIDDEN = (PublishLocation.WARD, PublishLocation.WITHHELD)


@pytest.fixture
def register_url(sqlite_url: str) -> str:
    return sqlite_url


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    x=st.integers(0, 4_000),
    hiding=st.tuples(
        st.sampled_from(HIDDEN),
        st.sampled_from([AnchorStatus.RECOGNISED, AnchorStatus.CANDIDATE]),
    ),
    sought=st.sampled_from(["anchor", "food", "group"]),
    reach_m=st.integers(1, 4_000),
    audience=st.sampled_from([Audience.PUBLIC, Audience.PARTNER]),
)
def test_a_hidden_place_may_be_anywhere_for_all_the_figures_say(
    house: House,
    x: int,
    hiding: tuple[PublishLocation, AnchorStatus],
    sought: str,
    reach_m: int,
    audience: Audience,
) -> None:
    with_people(house)
    texts = set()
    for where in (x, 50):
        hidden = anchor("refuge", where, publish=hiding[0], status=hiding[1])
        _save(house, replace(hidden, functions=(Function.FOOD,)))
        asked = GapRequest(sought=sought, reach_m=float(reach_m), audience=audience)
        run = measure_gaps(house, asked, actor=PARTNER, now=AT, new_id=lambda: "run")
        texts.add((as_text(run), as_csv(run), as_json(run)))
    assert len(texts) == 1


def _save(house: House, asset: Asset) -> None:
    with house.register.reading() as connection:
        versions = {one.id: one.version for one in assets.every(connection)}
    kept(house, replace(asset, version=versions.get(asset.id, 0)), AT)
