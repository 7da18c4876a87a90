from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.asset import (
    Asset,
    AssetKind,
    ForWhom,
    Function,
    SpaceDetails,
    Verification,
)
from asset_map.model.freshness import Freshness, freshness
from asset_map.model.location import Coordinates, Location, LocationKind
from asset_map.model.query import Access, Query, Weekday
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.register import areas
from asset_map.register.engine import Connection, Register, open_register
from asset_map.register.found_words import words_of
from asset_map.register.listed import fresh_from
from asset_map.register.search import Found, find
from tests.register.drawn import (
    EAST,
    OLD_WARDS,
    WARDS,
    WEST,
    asset,
    place,
    save,
    save_all,
    use_wards,
)

TODAY = date(2026, 11, 22)
CHECKED = Verification(verified_on=date(2026, 9, 1), role="officer")


def found(connection: Connection, text: str = "", **asked: Any) -> Found:
    query = Query(text=text, **asked)
    return find(connection, query, audience=Audience.PUBLIC, today=TODAY)


def names(connection: Connection, text: str = "", **asked: Any) -> list[str]:
    return [line.name for line in found(connection, text, **asked).listings]


def named(*names: str) -> list[Asset]:
    return [asset(name.casefold(), name=name) for name in names]


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


def test_the_name_counts_more_than_what_else_is_said(register: Register) -> None:
    everywhere = [
        asset("5", name="Five", locations=(place(place_name="Robin Hood Hall"),)),
        asset("4", name="Four", description="We learn about robin redbreasts"),
        asset("3", name="Three", tags=("robin",)),
        asset("2", name="Two", also_known_as=("Robin group",)),
        asset("1", name="The Robin"),
    ]
    with register.writing() as connection:
        save_all(connection, *everywhere)
        assert names(connection, "robin") == ["The Robin", "Two", "Three", "Four", "Five"]


def test_a_name_that_is_all_of_the_text_comes_first(register: Register) -> None:
    with register.writing() as connection:
        save_all(connection, *named("The Repair Cafe", "Repair Cafe Langwith", "Repair Cafe"))
        assert names(connection, "repair cafe") == [
            "Repair Cafe",
            "Repair Cafe Langwith",
            "The Repair Cafe",
        ]


def test_what_nobody_checked_for_a_year_sinks_below_its_equals(register: Register) -> None:
    with register.writing() as connection:
        save_all(
            connection,
            asset(
                "a", name="Choir A", verification=replace(CHECKED, verified_on=date(2025, 11, 21))
            ),
            asset("b", name="Choir B"),
            asset(
                "c", name="Choir C", verification=replace(CHECKED, verified_on=date(2025, 11, 22))
            ),
            asset("d", name="Choir D", verification=CHECKED),
        )
        assert names(connection, "choir") == ["Choir C", "Choir D", "Choir A", "Choir B"]


@example(today=date(2028, 2, 29), days_ago=366)
@example(today=date(2028, 2, 29), days_ago=365)
@example(today=date(2029, 2, 28), days_ago=365)
@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days_ago=st.integers(0, 800))
def test_the_first_fresh_day_agrees_with_the_model(today: date, days_ago: int) -> None:
    checked = date.fromordinal(today.toordinal() - days_ago)
    is_stale = freshness(checked, today=today) is Freshness.STALE
    assert (checked < fresh_from(today)) == is_stale


def test_equals_stand_by_name_then_id(register: Register) -> None:
    twins = [asset("2", name="Éclair"), asset("1", name="Eclair"), asset("3", name="apple")]
    with register.writing() as connection:
        save_all(connection, *twins)
        lines = found(connection).listings
    assert [line.asset_id for line in lines] == ["3", "1", "2"]


def test_pages_hold_everything_once(register: Register) -> None:
    with register.writing() as connection:
        save_all(connection, *(asset(f"{n:03}", name=f"Group {n:03}") for n in range(25)))
        pages = [found(connection, "group", offset=start, limit=10) for start in (0, 10, 20, 30)]
    assert [page.total for page in pages] == [25, 25, 25, 25]
    ids = [line.asset_id for page in pages for line in page.listings]
    assert ids == [f"{n:03}" for n in range(25)]


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


@pytest.fixture
def town(register: Register) -> Register:
    """Two wards, a hall in each, a van that calls at both, and a group that meets online."""
    tuesday = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU")
    west_stop = place(
        "west-stop",
        kind=LocationKind.STOP,
        place_name="West Green",
        point=Coordinates(lon=1.21, lat=54.5),
        stop=Stop(service_name="Van", rrule="FREQ=MONTHLY;BYDAY=-1WE", valid_to=date(2027, 1, 31)),
    )
    east_stop = place(
        "east-stop",
        kind=LocationKind.STOP,
        place_name="East Quay",
        point=Coordinates(lon=1.31, lat=54.5),
        stop=Stop(service_name="Van", rrule="FREQ=WEEKLY;BYDAY=FR", state=StopState.SUSPENDED),
    )
    with register.writing() as connection:
        use_wards(connection)
        save_all(
            connection,
            asset(
                "west-hall",
                name="West hall",
                kind=AssetKind.SPACE,
                functions=(Function.MEETING_SPACE,),
                space=SpaceDetails(capacity_people=40, has_kitchen=True, is_step_free=True),
                anchor=AnchorCase(
                    status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=TODAY
                ),
                locations=(place("west", meetings=(tuesday,)),),
            ),
            asset(
                "east-hall",
                name="East hall",
                kind=AssetKind.SPACE,
                functions=(Function.MEETING_SPACE, Function.FOOD),
                space=SpaceDetails(capacity_people=20, has_kitchen=None, is_step_free=False),
                locations=(place("east", point=Coordinates(lon=1.3, lat=54.5)),),
            ),
            asset("van", name="Library van", locations=(west_stop, east_stop)),
            asset(
                "youth",
                name="Youth chat",
                for_whom=ForWhom(min_age=11, max_age=18),
                languages=("Polish", "British Sign Language"),
                locations=(Location.nowhere("online", LocationKind.ONLINE),),
            ),
            asset("gone", name="Old gang", operating_status=OperatingStatus.CLOSED),
            wards={"west": WEST, "east": EAST, "west-stop": WEST, "east-stop": EAST},
        )
    return register


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": (AssetKind.SPACE,)}, {"East hall", "West hall"}),
        (
            {"kinds": (AssetKind.SPACE, AssetKind.GROUP)},
            {"East hall", "Library van", "West hall", "Youth chat"},
        ),
        ({"ward_codes": (WEST,)}, {"West hall", "Library van"}),
        ({"ward_codes": (WEST, EAST)}, {"West hall", "East hall", "Library van"}),
        ({"functions": (Function.FOOD,)}, {"East hall"}),
        ({"functions": (Function.FOOD, Function.MEETING_SPACE)}, {"East hall", "West hall"}),
        ({"day": Weekday.TUESDAY}, {"West hall"}),
        ({"day": Weekday.WEDNESDAY}, {"Library van"}),
        ({"day": Weekday.FRIDAY}, set()),
        ({"day": Weekday.WEDNESDAY, "ward_codes": (EAST,)}, set()),
        ({"age": 12}, {"East hall", "Library van", "West hall", "Youth chat"}),
        ({"age": 19}, {"East hall", "Library van", "West hall"}),
        ({"language": "polish"}, {"Youth chat"}),
        ({"language": "british sign language"}, {"Youth chat"}),
        ({"language": "sign"}, set()),
        ({"access": (Access.KITCHEN,)}, {"West hall"}),
        ({"access": (Access.KITCHEN, Access.STEP_FREE)}, {"West hall"}),
        ({"access": (Access.PARKING,)}, set()),
        ({"seats": 20}, {"East hall", "West hall"}),
        ({"seats": 30, "access": (Access.KITCHEN,), "day": Weekday.TUESDAY}, {"West hall"}),
        ({"anchors_only": True}, {"West hall"}),
        ({"text": "hall", "ward_codes": (EAST,)}, {"East hall"}),
        ({"only_open": False, "text": "gang"}, {"Old gang"}),
        ({"text": "gang"}, set()),
        ({"record_states": (RecordState.DRAFT,), "anchors_only": True}, {"West hall"}),
    ],
)
def test_filters_keep_what_is_asked_for(
    town: Register, asked: dict[str, Any], expected: set[str]
) -> None:
    with town.reading() as connection:
        answer = found(connection, **asked)
    assert {line.name for line in answer.listings} == expected
    assert answer.total == len(expected)


def test_a_list_of_a_ward_shows_the_stop_in_that_ward(town: Register) -> None:
    with town.reading() as connection:
        lines = found(connection, "van", ward_codes=(EAST,)).listings
    assert [(line.place_name, line.ward_code) for line in lines] == [("East Quay", EAST)]


def test_near_a_point_the_nearest_place_counts_and_comes_first(town: Register) -> None:
    near = Coordinates(lon=1.309, lat=54.5)
    with town.reading() as connection:
        lines = found(connection, near=near, within_m=1000.0).listings
    assert [line.name for line in lines] == ["Library van", "East hall"]
    assert lines[0].place_name == "East Quay"
    # One hundredth of a degree of longitude at 54.5 N: 6,371,008.8 m x pi / 180 / 100 x cos 54.5.
    assert lines[0].distance_m == pytest.approx(64.6, abs=0.1)
    assert lines[1].distance_m == pytest.approx(581.1, abs=0.2)


def test_without_a_radius_what_cannot_be_measured_comes_last(town: Register) -> None:
    with town.reading() as connection:
        lines = found(connection, near=Coordinates(lon=1.2, lat=54.5)).listings
    assert [line.name for line in lines] == ["West hall", "Library van", "East hall", "Youth chat"]
    assert lines[-1].distance_m is None


def test_of_several_places_the_nearest_is_shown(town: Register) -> None:
    with town.reading() as connection:
        shown = [
            found(connection, "van", near=Coordinates(lon=lon, lat=54.5)).listings[0].place_name
            for lon in (1.22, 1.29)
        ]
    assert shown == ["West Green", "East Quay"]


def test_a_circle_ends_at_its_radius(town: Register) -> None:
    near = Coordinates(lon=1.31, lat=54.5)
    with town.reading() as connection:
        assert names(connection, near=near, within_m=645.0) == ["Library van"]
        assert names(connection, near=near, within_m=647.0) == ["Library van", "East hall"]
        assert names(connection, near=near, within_m=0.5) == ["Library van"]


def test_a_committee_is_its_wards_on_the_day(town: Register) -> None:
    members = (
        CommitteeMember(code=WEST, set_id=WARDS.id, to_day=date(2026, 11, 21)),
        CommitteeMember(code=EAST, set_id=WARDS.id, from_day=TODAY),
        CommitteeMember(code=WEST, set_id=OLD_WARDS.id),
    )
    with town.writing() as connection:
        areas.add_set(connection, OLD_WARDS, [])
        areas.put_committee(connection, AreaCommittee(id="quay", name="Quay", members=members))
        lines = names(connection, committee_id="quay")
        before = find(
            connection,
            Query(committee_id="quay"),
            audience=Audience.PUBLIC,
            today=date(2026, 11, 21),
        )
        assert names(connection, committee_id="nobody") == []
    assert set(lines) == {"East hall", "Library van"}
    assert {line.name for line in before.listings} == {"West hall", "Library van"}


def test_a_stop_that_ended_is_not_called_at(town: Register) -> None:
    query = Query(day=Weekday.WEDNESDAY)
    with town.reading() as connection:
        later = find(connection, query, audience=Audience.PUBLIC, today=date(2027, 2, 1))
    assert later.total == 0


def test_officers_choose_the_states_they_look_at(register: Register) -> None:
    with register.writing() as connection:
        save_all(
            connection,
            *(asset(state, name=state, record_state=state) for state in RecordState),
        )
        drafts = find(
            connection,
            Query(record_states=(RecordState.DRAFT, RecordState.SUBMITTED)),
            audience=Audience.OFFICER,
            today=TODAY,
        )
        all_of_them = find(connection, Query(), audience=Audience.OFFICER, today=TODAY)
    assert [line.name for line in drafts.listings] == ["draft", "submitted"]
    assert all_of_them.total == len(RecordState)


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
