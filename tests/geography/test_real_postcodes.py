"""Real postcodes in real wards, against the ward that Ordnance Survey states for each."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from asset_map.geography.boundary_files import read_boundaries
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.geography.ward_lookup import WardLookup

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def stated(real_data: Path) -> pd.DataFrame:
    return pd.read_csv(real_data / "postcodes_2025_eastmids_breckland_bradford.csv.gz")


@pytest.fixture(scope="module")
def lookup(real_data: Path) -> WardLookup:
    names = ("east_midlands", "breckland", "bradford")
    files = (real_data / f"wards_2025_{name}.geojson" for name in names)
    return WardLookup(area for file in files for area in read_boundaries(file, set_id="s").areas)


def test_wards_agree_with_ordnance_survey_for_999_postcodes_in_a_thousand(
    stated: pd.DataFrame, lookup: WardLookup
) -> None:
    placements = lookup.place_many(stated["easting"], stated["northing"])
    assert len(stated) == 140_517
    assert (placements.codes == stated["ward_code"].to_numpy()).mean() >= 0.999


def test_where_they_disagree_the_edge_is_near(stated: pd.DataFrame, lookup: WardLookup) -> None:
    codes = lookup.place_many(stated["easting"], stated["northing"]).codes
    differs = stated[codes != stated["ward_code"].to_numpy()]
    near = lookup.place_many(
        differs["easting"], differs["northing"], np.full(len(differs), 100.0)
    ).rows()
    could_be = [
        stated_code in placement.could_be
        for stated_code, placement in zip(differs["ward_code"], near, strict=True)
    ]
    assert np.mean(could_be) > 0.9


def test_the_directory_knows_the_postcodes_that_ordnance_survey_lists(
    stated: pd.DataFrame, directory: PostcodeDirectory
) -> None:
    found = directory.find_many(list(stated["postcode"]))
    apart_m = np.hypot(found.eastings - stated["easting"], found.northings - stated["northing"])
    assert found.is_found.mean() > 0.99
    assert (found.district_codes == stated["lad_code"].to_numpy())[found.is_found].mean() > 0.99
    assert (apart_m[found.is_found] < 100).mean() > 0.99
