import base64
import gzip
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import AssetKind
from asset_map.model.location import Coordinates
from asset_map.web.map.message import packed
from asset_map.web.map.parts import MapBase, MapFocus, MapPoint
from asset_map.web.map.sent import SentPoints
from tests.web.map.invented import HOSTILE, places

points = st.builds(
    MapPoint,
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(AssetKind),
    st.sampled_from(["Library", "Choir", "", HOSTILE]),
    st.sampled_from([1.2, 1.3]),
    st.sampled_from([54.5, 54.6]),
    st.booleans(),
    st.booleans(),
)


def message(shown: list[MapPoint], sent: SentPoints, focus: MapFocus | None = None) -> Any:
    frame = {"mode": "browse", "height": "60vh", "label": "Map"}
    said = packed(shown, sent, base=MapBase(), focus=focus or MapFocus(), frame=frame)
    return json.loads(said if said.startswith(b"{") else gzip.decompress(said))


class Received:
    """What the browser does with messages."""

    def __init__(self) -> None:
        self.known: list[tuple[str, str, int, int]] = []
        self.shown: list[tuple[str, str, int, int]] = []

    def take(self, said: Any) -> None:
        assert said["base"] == len(self.known)
        new = said.get("points", {"styles": "", "names": [], "lon": [], "lat": []})
        self.known += zip(new["names"], new["styles"], new["lon"], new["lat"], strict=True)
        bits = base64.b64decode(said["shown"])
        self.shown = [point for at, point in enumerate(self.known) if bits[at // 8] >> (at % 8) & 1]


def places_of(shown: list[MapPoint]) -> set[tuple[str, int, int]]:
    return {(p.name, round(p.lon * 1e5), round(p.lat * 1e5)) for p in shown}


@given(st.lists(st.lists(points, max_size=12), min_size=1, max_size=6))
def test_the_browser_always_shows_what_was_meant(runs: list[list[MapPoint]]) -> None:
    sent, received = SentPoints("s"), Received()
    for run in runs:
        received.take(message(run, sent))

        assert {(name, lon, lat) for name, _, lon, lat in received.shown} == places_of(run)
        assert len(received.shown) == len(set(run))


@given(st.lists(points, min_size=1, max_size=12))
def test_no_point_is_sent_twice(shown: list[MapPoint]) -> None:
    sent = SentPoints("s")
    message(shown, sent)

    assert "points" not in message(shown[::-1], sent)


def test_an_update_of_ten_thousand_points_is_small() -> None:
    sent = SentPoints("s")
    everything = places(10_000)
    packed(everything, sent, base=MapBase(), focus=MapFocus(), frame={})

    assert len(message(everything, SentPoints("t"))["points"]["names"]) == 10_000
    again = packed(everything[::3], sent, base=MapBase(), focus=MapFocus(), frame={})

    assert len(again) < 3_000


def test_a_point_that_changed_is_sent_anew() -> None:
    sent = SentPoints("s")
    message([MapPoint("a", AssetKind.GROUP, "Choir", 1.2, 54.5)], sent)

    said = message([MapPoint("a", AssetKind.GROUP, "The Choir", 1.2, 54.5)], sent)

    assert said["points"]["names"] == ["The Choir"]
    assert said["shown"] == base64.b64encode(bytes([0b10])).decode()


def test_every_place_of_the_chosen_asset_is_ringed() -> None:
    stops = [MapPoint("van", AssetKind.SPACE, "Van", 1.2, lat) for lat in (54.5, 54.6)]
    choir = MapPoint("choir", AssetKind.GROUP, "Choir", 1.2, 54.5)

    said = message([stops[0], choir, stops[1]], SentPoints("s"), MapFocus(asset_id="van"))

    assert said["selected"] == [0, 2]


def test_a_typed_name_arrives_as_it_was_typed() -> None:
    said = message([MapPoint("a", AssetKind.SPACE, HOSTILE, 1.2, 54.5)], SentPoints("s"))

    assert said["points"]["names"] == [HOSTILE]


def test_what_distances_are_from_is_named() -> None:
    focus = MapFocus(near=Coordinates(lon=1.2, lat=54.5), near_label="ZZ1 1AA")

    said = message([], SentPoints("s"), focus)

    assert said["near"] == {"lon": 1.2, "lat": 54.5, "label": "ZZ1 1AA"}
