import pytest

from asset_map.geography.geocoding import OfflineGeocoder
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.errors import LocationNotFoundError
from asset_map.model.geocoding import Geocoder
from asset_map.model.location import LocationMethod


@pytest.fixture
def geocoder(directory: PostcodeDirectory) -> Geocoder:
    return OfflineGeocoder(directory)


def test_a_postcode_becomes_a_place_that_says_how_it_is_known(geocoder: Geocoder) -> None:
    found = geocoder.locate("ng20 8aa")
    assert found.postcode == "NG20 8AA"
    assert found.method is LocationMethod.POSTCODE
    assert found.accuracy_m == 100
    assert found.grid is not None
    assert "Crown copyright" in found.attribution


@pytest.mark.parametrize(
    "text",
    ["12 Main Street, Shirebrook NG20 8AA", "NG208AA (by the church)", "was NG20 8AB now NG20 8AA"],
)
def test_the_last_postcode_of_an_address_is_taken(geocoder: Geocoder, text: str) -> None:
    assert geocoder.locate(text).postcode == "NG20 8AA"


def test_an_address_without_a_postcode_asks_for_one(geocoder: Geocoder) -> None:
    with pytest.raises(LocationNotFoundError, match="no postcode in what was typed"):
        geocoder.locate("the village hall at Hathern")


def test_a_slip_in_a_postcode_alone_gives_candidates(geocoder: Geocoder) -> None:
    with pytest.raises(LocationNotFoundError) as caught:
        geocoder.locate("NG2O 8AA")
    assert "NG20 8AA" in caught.value.candidates
