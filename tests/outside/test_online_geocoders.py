import logging
import sqlite3
from pathlib import Path

import pytest

from asset_map.model.errors import LocationNotFoundError, SettingsError
from asset_map.model.geocoding import Geocoder
from asset_map.model.location import Coordinates, GridPoint, LocationMethod
from asset_map.outside.online_geocoders import online_geocoder
from tests.outside.conftest import FakeServer

ADDRESS = "12 Canary Lane, Hathern"


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def _postcodes_io(**changed: object) -> tuple[int, object]:
    result = {
        "postcode": "NG20 8AA",
        "country": "England",
        "longitude": -1.212432,
        "latitude": 53.203077,
        "eastings": 452704,
        "northings": 367621,
        "codes": {"admin_district": "E07000033"},
    }
    return 200, {"status": 200, "result": result | changed}


def _nominatim(**changed: object) -> tuple[int, object]:
    found = {
        "lat": "52.7951",
        "lon": "-1.2553",
        "class": "building",
        "type": "yes",
        "boundingbox": ["52.7950", "52.7952", "-1.2554", "-1.2552"],
        "display_name": "somewhere",
        "licence": "Data \u00a9 OpenStreetMap contributors, ODbL 1.0.",
    }
    return 200, [found | changed]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def _geocoder(name: str, server: FakeServer, cache_dir: Path, time: FakeTime) -> Geocoder:
    return online_geocoder(
        name,
        url=server.url,
        seconds_between=1.5,
        cache_dir=cache_dir,
        clock=time.clock,
        sleep=time.sleep,
    )


@pytest.fixture
def postcodes_io(server: FakeServer, tmp_path: Path, time: FakeTime) -> Geocoder:
    return _geocoder("postcodes.io", server, tmp_path, time)


@pytest.fixture
def nominatim(server: FakeServer, tmp_path: Path, time: FakeTime) -> Geocoder:
    return _geocoder("nominatim", server, tmp_path, time)


def test_postcodes_io_places_a_postcode(postcodes_io: Geocoder, server: FakeServer) -> None:
    server.answers["/postcodes/NG208AA"] = _postcodes_io()
    found = postcodes_io.locate(" ng20 8aa ")
    assert found.point == Coordinates(lon=-1.212432, lat=53.203077)
    assert found.grid == GridPoint(easting=452704, northing=367621)
    assert (found.method, found.accuracy_m) == (LocationMethod.POSTCODE, 100)
    assert (found.postcode, found.district_code) == ("NG20 8AA", "E07000033")
    assert "Crown copyright" in found.attribution
    assert server.agents[0].startswith("asset-map/")


def test_an_unknown_postcode_is_refused(postcodes_io: Geocoder) -> None:
    with pytest.raises(LocationNotFoundError, match="'NG208ZZ' is not known"):
        postcodes_io.locate("NG20 8ZZ")


def test_an_address_is_not_sent_to_a_service_that_knows_postcodes_alone(
    postcodes_io: Geocoder, server: FakeServer
) -> None:
    with pytest.raises(LocationNotFoundError, match="is not a postcode"):
        postcodes_io.locate(ADDRESS)
    assert server.asked == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"country": "Northern Ireland"}, "Northern Ireland, which is not supported"),
        ({"longitude": None, "latitude": None, "eastings": None}, "no place on the map"),
    ],
)
def test_postcodes_without_a_place_in_great_britain_are_refused(
    postcodes_io: Geocoder, server: FakeServer, changed: dict[str, object], why: str
) -> None:
    server.answers["/postcodes/BT11AA"] = _postcodes_io(**changed)
    with pytest.raises(LocationNotFoundError, match=why):
        postcodes_io.locate("BT1 1AA")


def test_nominatim_places_an_address(nominatim: Geocoder, server: FakeServer) -> None:
    server.answers[ADDRESS.upper()] = _nominatim()
    found = nominatim.locate(ADDRESS)
    assert found.point == Coordinates(lon=-1.2553, lat=52.7951)
    assert found.grid is None
    assert (found.method, found.accuracy_m) == (LocationMethod.ADDRESS_MATCH, 50)
    assert "OpenStreetMap" in found.attribution
    assert server.agents[0].startswith("asset-map/")


@pytest.mark.parametrize(
    ("changed", "method", "accuracy_m"),
    [
        ({"class": "place", "type": "house"}, LocationMethod.ADDRESS_MATCH, 50),
        ({"class": "place", "type": "postcode"}, LocationMethod.POSTCODE, 100),
        ({"class": "place", "type": "village"}, LocationMethod.SETTLEMENT, 1000),
        (
            {"class": "highway", "boundingbox": ["52.79", "52.80", "-1.26", "-1.26"]},
            LocationMethod.ADDRESS_MATCH,
            557,
        ),
        (
            {"class": "boundary", "boundingbox": ["52.6", "52.9", "-1.4", "-1.0"]},
            LocationMethod.SETTLEMENT,
            21_458,
        ),
    ],
)
def test_the_size_of_what_was_found_says_how_accurate_it_is(
    nominatim: Geocoder,
    server: FakeServer,
    changed: dict[str, object],
    method: LocationMethod,
    accuracy_m: float,
) -> None:
    server.answers["HATHERN"] = _nominatim(**changed)
    found = nominatim.locate("Hathern")
    assert found.method is method
    assert found.accuracy_m == pytest.approx(accuracy_m, abs=60)


def test_what_nominatim_does_not_know_is_refused(nominatim: Geocoder, server: FakeServer) -> None:
    server.answers[ADDRESS.upper()] = (200, [])
    with pytest.raises(LocationNotFoundError, match="No place was found for what was typed"):
        nominatim.locate(ADDRESS)


@pytest.mark.parametrize("name", ["postcodes.io", "nominatim"])
@pytest.mark.parametrize(
    "answer",
    [
        (500, {}),
        (429, {}),
        (200, b"<html>"),
        (200, b"\xff\xfe"),
        (200, {"result": {}}),
        (200, [{"lat": "x"}]),
        (200, None),
    ],
)
def test_no_usable_answer_is_said_without_what_was_typed(
    name: str, answer: tuple[int, object], server: FakeServer, tmp_path: Path, time: FakeTime
) -> None:
    geocoder = _geocoder(name, server, tmp_path, time)
    server.answers = {"/postcodes/NG208AA": answer, "NG20 8AA": answer}
    with pytest.raises(LocationNotFoundError) as caught:
        geocoder.locate("NG20 8AA")
    assert "place the pin by hand" in str(caught.value)
    assert "8AA" not in str(caught.value)


@pytest.mark.parametrize("name", ["postcodes.io", "nominatim"])
def test_a_service_that_is_not_there_is_said_to_give_no_answer(
    name: str, tmp_path: Path, time: FakeTime, server: FakeServer
) -> None:
    server.server_close()
    with pytest.raises(LocationNotFoundError, match="gave no usable answer"):
        _geocoder(name, server, tmp_path, time).locate("NG20 8AA")


def test_the_same_question_is_asked_once_and_answered_after_a_restart(
    server: FakeServer, tmp_path: Path, time: FakeTime
) -> None:
    server.answers["/postcodes/NG208AA"] = _postcodes_io()
    first = _geocoder("postcodes.io", server, tmp_path, time).locate("NG20 8AA")
    again = _geocoder("postcodes.io", server, tmp_path, time).locate("ng20  8aa")
    assert again == first
    assert len(server.asked) == 1


def test_questions_keep_the_agreed_distance(
    postcodes_io: Geocoder, server: FakeServer, time: FakeTime
) -> None:
    for postcode in ("NG208AA", "NG208AB", "NG208AD"):
        server.answers[f"/postcodes/{postcode}"] = _postcodes_io(postcode=postcode)
    postcodes_io.locate("NG208AA")
    postcodes_io.locate("NG208AB")
    time.now += 1.0
    postcodes_io.locate("NG208AD")
    postcodes_io.locate("NG208AA")
    assert time.slept == [1.5, 0.5]


def test_what_was_typed_is_in_no_log_and_no_file(
    nominatim: Geocoder, server: FakeServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers[ADDRESS.upper()] = _nominatim()
    nominatim.locate(ADDRESS)
    with pytest.raises(LocationNotFoundError):
        nominatim.locate(f"{ADDRESS} 13")
    assert "canary" not in caplog.text.casefold()
    (file,) = tmp_path.iterdir()
    assert b"canary" not in file.read_bytes().lower()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    ("name", "url", "why"),
    [
        ("google", "https://example.org", "There is no geocoder 'google'; choose offline"),
        ("nominatim", "", "needs its web address"),
        ("postcodes.io", "api.postcodes.io", "needs its web address"),
        ("postcodes.io", "file:///etc/passwd", "needs its web address"),
    ],
)
def test_settings_that_name_no_geocoder_are_refused(
    name: str, url: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=why):
        online_geocoder(name, url=url, seconds_between=1, cache_dir=tmp_path)
