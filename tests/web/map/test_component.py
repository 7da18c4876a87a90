import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.asset import AssetKind
from asset_map.web.map import MapPoint
from asset_map.web.map.component import _chosen
from asset_map.web.map.sent import SentPoints

CHOIR = MapPoint("choir", AssetKind.GROUP, "Choir", 1.2, 54.5)
VAN = MapPoint("van", AssetKind.SPACE, "Van", 1.2, 54.6)


PAGE = """
import streamlit as st
from asset_map.model.asset import AssetKind
from asset_map.web.map import MapBase, MapPoint, asset_map, pin_map, place_picture

choir = MapPoint("choir", AssetKind.GROUP, "Choir", 1.2, 54.5)
st.write(asset_map([choir], base=MapBase(), key="many") is None)
st.write(pin_map([], base=MapBase(), key="pin") is None)
place_picture([choir], base=MapBase(), key="one", label="Where the choir sings")
"""


def test_a_page_draws_its_maps_and_nothing_was_clicked_yet() -> None:
    page = AppTest.from_string(PAGE).run()

    assert not page.exception
    assert [words.value for words in page.markdown] == ["`True`", "`True`"]


@pytest.fixture
def sent() -> SentPoints:
    sent = SentPoints("copy-1")
    sent.add([CHOIR, VAN])
    return sent


def test_a_click_names_the_asset_that_was_drawn_there(sent: SentPoints) -> None:
    assert _chosen(["copy-1", 1], sent, [VAN]) == VAN


def test_a_click_on_what_is_no_longer_shown_is_no_choice(sent: SentPoints) -> None:
    assert _chosen(["copy-1", 0], sent, [VAN]) is None


@pytest.mark.parametrize(
    "event",
    [None, ["copy-0", 1], ["copy-1", 2], ["copy-1", -1], ["copy-1", "1"], "copy-1", {}, [1, 1]],
)
def test_a_click_that_makes_no_sense_is_no_choice(sent: SentPoints, event: object) -> None:
    assert _chosen(event, sent, [CHOIR, VAN]) is None


def test_the_browsers_copy_grows_only_by_what_it_lacks(sent: SentPoints) -> None:
    fresh, numbers = sent.add([VAN, CHOIR])

    assert fresh == []
    assert np.array_equal(numbers, [1, 0])
