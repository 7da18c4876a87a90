from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.asset import AssetKind, Function
from asset_map.model.freshness import Freshness
from asset_map.model.location import Coordinates
from asset_map.model.state import OperatingStatus
from asset_map.register.engine import Register, open_register
from asset_map.register.found_words import words_of
from tests.register.drawn import (
    WEST,
    asset,
    place,
    save,
    save_all,
    use_wards,
)
from tests.register.searching import CHECKED, found, named, names


@pytest.fixture
def village(register: Register) -> Register:
    with register.writing() as connection:
        save_all(
            connection,
            asset("knit", name="Shirebrook Knitting Circle", tags=("wool",)),
            asset("marys", name="St. Mary's Church Hall", kind=AssetKind.SPACE),
            asset("cafe", name="Café Ølgod", also_known_as=("The Danish place",)),
            asset(
                "men",
                name="Men's Shed",
                summary="Mending, making and tea",
                functions=(Function.OLDER_PEOPLE,),
                locations=(place(place_name="The old depot", postcode="NG20 8AA"),),
            ),
            asset("art", name="Art for all", tags=("painting",)),
            asset("artisans", name="Artisan bakers"),
        )
    return register


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st marys", "St. Mary's Church Hall"),
        ("ST. MARY\u2019S", "St. Mary's Church Hall"),
        ("st mary", "St. Mary's Church Hall"),
        ("cafe olgod", "Café Ølgod"),
        ("CAFÉ", "Café Ølgod"),
        ("danish", "Café Ølgod"),
        ("wo", "Shirebrook Knitting Circle"),
        ("knit shire", "Shirebrook Knitting Circle"),
        ("circle of knitting", "Shirebrook Knitting Circle"),
        ("mens shed", "Men's Shed"),
        ("men's", "Men's Shed"),
        ("mending tea", "Men's Shed"),
        ("older people", "Men's Shed"),
        ("depot", "Men's Shed"),
        ("NG20 8AA", "Men's Shed"),
        ("ng208aa", "Men's Shed"),
        ("ng20 8", "Men's Shed"),
        ("paint", "Art for all"),
    ],
)
def test_words_are_found_however_they_are_typed(
    village: Register, text: str, expected: str
) -> None:
    with village.reading() as connection:
        answer = found(connection, text)
    assert [line.name for line in answer.listings] == [expected]
    assert (answer.total, answer.corrected) == (1, "")


@pytest.mark.parametrize(
    ("text", "meant", "expected"),
    [
        ("Shirebrok knittng", "shirebrook knitting", "Shirebrook Knitting Circle"),
        ("shierbrook", "shirebrook", "Shirebrook Knitting Circle"),
        ("chruch", "church", "St. Mary's Church Hall"),
        ("kniting circle", "knitting circle", "Shirebrook Knitting Circle"),
    ],
)
def test_small_misspellings_are_read_as_they_were_meant(
    village: Register, text: str, meant: str, expected: str
) -> None:
    with village.reading() as connection:
        answer = found(connection, text)
    assert [line.name for line in answer.listings] == [expected]
    assert answer.corrected == meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("wellbeing", "Well-being Walkers"), ("wellbeing walk", "Well-being Walkers")),
        *(("well-being", "Well-being Walkers"), ("co-op", "Coop"), ("coop", "Coop")),
        *(("food bank", "Foodbank"), ("foodbank", "Foodbank"), ("food-bank", "Foodbank")),
    ],
)
def test_words_are_found_with_a_hyphen_and_without(
    register: Register, text: str, name: str
) -> None:
    with register.writing() as connection:
        save_all(connection, *named("Well-being Walkers", "Coop", "Foodbank", "Being", "Well club"))
    with register.reading() as connection:
        assert names(connection, text) == [name]


@pytest.mark.parametrize(
    "asked",
    [{"age": 10**12}, {"seats": 10**30}, {"offset": 10**12}, {"limit": -1}, {"offset": -1}],
)
def test_numbers_beyond_reason_are_answered_all_the_same(
    village: Register, asked: dict[str, int]
) -> None:
    with village.reading() as connection:
        assert found(connection, "chess", **asked).total >= 0


@pytest.mark.parametrize("text", ["xylophone", "NG20 8AB", "teh", "8ab"])
def test_what_is_not_there_is_not_invented(village: Register, text: str) -> None:
    with village.reading() as connection:
        answer = found(connection, text)
    assert (answer.listings, answer.total, answer.corrected) == ((), 0, "")


@pytest.mark.parametrize("text", ["", "a", " k ", "?!", "é", "'"])
def test_fewer_than_two_letters_ask_nothing(village: Register, text: str) -> None:
    with village.reading() as connection:
        assert found(connection, text).total == 6


def test_words_are_kept_apart_from_what_searches(village: Register) -> None:
    hostile = [
        '"',
        "'; DROP TABLE assets; --",
        "knit* OR",
        "NEAR(a b)",
        "name:knit",
        "% _",
        "\\",
        "a\x00b",
    ]
    with village.reading() as connection:
        for text in hostile:
            found(connection, text)
        assert names(connection, "name knit") == []


def test_whole_words_stand_before_beginnings(village: Register) -> None:
    with village.reading() as connection:
        assert names(connection, "art") == ["Art for all", "Artisan bakers"]


def test_a_line_says_what_a_list_shows(register: Register) -> None:
    drawn = asset(
        summary="Knit and natter",
        tags=("wool", "tea"),
        anchor=AnchorCase(status=AnchorStatus.CANDIDATE),
        verification=CHECKED,
        locations=(place(place_name="Village hall", postcode="NG20 8AA"),),
    )
    with register.writing() as connection:
        use_wards(connection)
        save(connection, drawn, wards={"hall": WEST})
        (line,) = found(connection).listings
    assert (line.asset_id, line.kind, line.name) == (
        "knitters",
        AssetKind.GROUP,
        "Tuesday Knitters",
    )
    assert (line.summary, line.tags) == ("Knit and natter", ("wool", "tea"))
    assert (line.place_name, line.postcode) == ("Village hall", "NG20 8AA")
    assert (line.ward_code, line.ward_name) == (WEST, "West")
    assert line.point == Coordinates(lon=1.2, lat=54.5)
    assert (line.anchor_status, line.freshness) == (AnchorStatus.CANDIDATE, Freshness.FRESH)
    assert (line.verified_on, line.verified_role) == (date(2026, 9, 1), "officer")
    assert (line.distance_m, line.operating_status) == (None, OperatingStatus.ACTIVE)


def test_a_change_of_the_words_is_found_at_once(register: Register) -> None:
    with register.writing() as connection:
        saved = save(connection, asset(name="Chess club"))
    with register.reading() as connection:
        assert found(connection, "chesss clubb").corrected == "chess club"
    with register.writing() as connection:
        save(connection, replace(saved, name="Draughts club"))
    with register.reading() as connection:
        assert names(connection, "chess") == []
        assert found(connection, "drauhgts").corrected == "draughts"


def test_very_long_and_strange_words_are_found(register: Register) -> None:
    long_word = "Llanfairpwllgwyngyll" * 200
    with register.writing() as connection:
        save_all(
            connection,
            asset("long", name=long_word),
            asset("polish", name="Zażółć gęślą jaźń"),
            asset("greek", name="Λέσχη Ανάγνωσης"),
            asset("number", name="1e5 steps"),
            asset("emoji", name="🧶🧶"),
            asset("punjabi", name="ਪੰਜਾਬੀ ਸਭਾ"),
        )
        assert [x.asset_id for x in found(connection, long_word).listings] == ["long"]
        assert [x.asset_id for x in found(connection, "zazolc").listings] == ["polish"]
        assert [x.asset_id for x in found(connection, "λεσχη").listings] == ["greek"]
        assert [x.asset_id for x in found(connection, "1e5").listings] == ["number"]
        assert [x.asset_id for x in found(connection, "ਪੰਜਾਬੀ").listings] == ["punjabi"]
        assert found(connection, "🧶🧶").total == 6


@given(name=st.text(min_size=2, max_size=30), part=st.integers(2, 30))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
def test_whatever_a_thing_is_called_it_is_found_by_its_name(
    register: Register, name: str, part: int
) -> None:
    if "\x00" in name or not words_of(name):
        return
    with register.writing() as connection:
        number = register.change_count(connection)
        save(connection, asset(f"asset-{number}", name=name))
        ids = [line.asset_id for line in found(connection, name, limit=1000).listings]
        assert f"asset-{number}" in ids
        if len(words_of(name[:part])) == 1:
            beginning = found(connection, name[:part], limit=1000)
            assert beginning.total >= 1


WORDS = ("art", "artisan", "cart", "robin", "café", "Ängsö", "hall", "Hall's", "club", "of", "42nd")


@pytest.mark.postgresql
def test_both_databases_answer_alike(sqlite_url: str, postgresql_url: str) -> None:
    answers = []
    for url in (sqlite_url, postgresql_url):
        with open_register(url) as register, register.writing() as connection:
            drawn = [
                asset(
                    f"{n:03}",
                    name=f"{WORDS[n % 11]} {WORDS[n * 7 % 11]}",
                    tags=(WORDS[n * 5 % 11],),
                    description=WORDS[n * 3 % 11],
                )
                for n in range(60)
            ]
            save_all(connection, *drawn)
            asked = (*WORDS, "ro ha", "carft", "clubs")
            answers.append([found(connection, text, limit=100) for text in asked])
    assert answers[0] == answers[1]
    assert all(answer.total for answer in answers[0])
