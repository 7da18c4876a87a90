import pytest

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.model.query import Listing
from asset_map.web.asset_list import distance_in_words, look_of
from asset_map.web.symbols import symbol


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0.0, "at the same place"),
        (12.0, "10 metres away"),
        (449.0, "450 metres away"),
        (994.0, "990 metres away"),
        (1000.0, "0.6 miles away"),
        (3701.0, "2.3 miles away"),
        (3_000_000.0, "1,864.1 miles away"),
    ],
)
def test_a_distance_is_told_as_people_say_it(metres: float, words: str) -> None:
    assert distance_in_words(metres) == words


def test_a_recognised_anchor_has_its_own_look_and_a_candidate_has_not() -> None:
    hall = Listing(asset_id="hall", kind=AssetKind.SPACE, name="Hall")
    anchor = Listing(
        asset_id="a", kind=AssetKind.SPACE, name="A", anchor_status=AnchorStatus.RECOGNISED
    )
    candidate = Listing(
        asset_id="c", kind=AssetKind.SPACE, name="C", anchor_status=AnchorStatus.CANDIDATE
    )

    assert look_of(anchor) is ANCHOR_LOOK
    assert look_of(candidate) is look_of(hall) is KIND_LOOK[AssetKind.SPACE]


def test_every_look_has_a_symbol_of_its_own() -> None:
    shapes = [symbol(look).split("]")[0] for look in (*KIND_LOOK.values(), ANCHOR_LOOK)]

    assert len(set(shapes)) == len(shapes)
