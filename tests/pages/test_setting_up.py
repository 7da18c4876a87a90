"""The first start: from nothing, or from the demonstration, to a register of one's own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.role import Role
from asset_map.settings import ROOT, load_settings
from asset_map.usecases.fill_register import is_empty
from asset_map.usecases.house import House, shared_house
from asset_map.usecases.sign_in import OFFICER_COOKIE, issue_officer_link, redeem_officer_link
from tests.pages.conftest import Open, press, words

BOUNDARIES = ROOT / "data" / "boundaries"
BROUGHT_IN = (
    "Your council's details",
    "Your wards",
    "Where people live",
    "Your area committees",
)
# One of the wards in that file.
WARD = "E05999101"
AsOfficer = Callable[[str], AppTest]


@pytest.fixture
def own(sqlite_url: str, postcode_cache: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An empty register that is nobody's yet."""
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", str(postcode_cache))
    return shared_house(load_settings())


@pytest.fixture
def as_officer(own: House, monkeypatch: pytest.MonkeyPatch) -> AsOfficer:
    """Open a page as whoever came in by the officer's link."""
    folder, now = Path(own.settings.cache_dir), datetime.now(UTC)
    cookie = redeem_officer_link(folder, issue_officer_link(folder, now=now), now=now)
    # A page run without a browser has no cookies.
    monkeypatch.setattr("asset_map.web.state._cookies", lambda: {OFFICER_COOKIE: cookie.value})

    def opened(address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        app.switch_page(str(ROOT / "pages" / f"{address}.py"))
        app.run()
        assert not app.exception
        return app

    return opened


def given(app: AppTest, key: str, name: str) -> None:
    content = (BOUNDARIES / name).read_bytes()
    app.file_uploader(key).set_value((name, content, "application/octet-stream"))


def test_an_empty_register_offers_two_ways_to_begin(as_officer: AsOfficer) -> None:
    home = as_officer("home")

    assert [one.value for one in home.subheader] == ["Set up ours", "Try the demonstration"]
    assert words(as_officer("setting_up")).count("**: not yet") == 6


def test_a_visitor_of_an_empty_register_reads_how_to_come_in(own: House) -> None:
    assert is_empty(own)
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60).run()

    assert "come in by the officer's link" in words(app)
    assert "Try the demonstration" not in words(app)


def test_everything_that_is_brought_in_once_is_brought_in_on_its_page(
    as_officer: AsOfficer, own: House
) -> None:
    details = as_officer("council")
    details.text_input("detail-council_name").set_value("Anytown Council")
    press(details, "Save these details")
    areas = as_officer("boundaries")
    areas.text_input("areas-name").set_value("Wards 2026")
    given(areas, "areas-file", "wards_2026.geojson")
    press(areas, "Bring these areas in")
    residents = as_officer("residents")
    given(residents, "residents-file", "demand_points.csv")
    press(residents, "Bring these residents in")
    committees = as_officer("committees")
    rows = f"ward code,committee\n{WARD},North\n".encode()
    committees.file_uploader("committee-file").set_value(("c.csv", rows, "text/csv"))
    press(committees, "Bring these committees in")

    assert "30 wards from wards_2026.geojson" in words(areas)
    assert "residents live" in words(residents)
    assert own.settings.council_name == "Anytown Council"
    told = words(as_officer("setting_up"))
    for number, step in enumerate(BROUGHT_IN, start=1):
        assert f"{number}. {step}**: done ✓" in told
    assert "5. Who may come in**: not yet" in told


def test_whoever_has_the_officers_link_makes_the_first_account(as_officer: AsOfficer) -> None:
    app = as_officer("setting_up")
    app.text_input("first-name").set_value("Ada Brook")
    app.text_input("first-email").set_value("ada@council.example")
    press(app, "Make my account")

    assert "**[Choose your password](http" in words(app)
    assert any("/welcome/" in one.value for one in app.code)


def test_the_demonstration_leaves_before_ones_own_register_begins(
    open_page: Open, house: House
) -> None:
    app = open_page("setting_up", Role.OFFICER)
    assert next(one for one in app.button if one.label == "Begin our own register").disabled
    app.checkbox[0].check().run()
    press(app, "Begin our own register")

    assert is_empty(house)
    assert not house.is_demonstration()
    assert "Come in, and set up ours" in words(app)
    assert "/officer/" in words(app)


def test_a_partner_does_not_begin_anything(open_page: Open) -> None:
    assert "This page is for: " in open_page("setting_up", Role.PARTNER).warning[0].value
