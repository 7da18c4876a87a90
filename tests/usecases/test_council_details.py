"""The council's details: kept in the register, laid under what the settings say."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.role import Actor, Role
from asset_map.settings import Settings
from asset_map.usecases.council_details import council_details, save_council_details
from asset_map.usecases.house import House, open_house

OFFICER = Actor(name="Olu", role=Role.OFFICER)
TYPED = {"council_name": " Anytown  Council ", "privacy_contact": "privacy@anytown.example"}


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=sqlite_url, cache_dir=str(tmp_path))


@pytest.fixture
def fresh(settings: Settings) -> House:
    return open_house(settings)


def test_what_is_saved_is_said_at_once_and_after_the_next_start(
    fresh: House, settings: Settings, now: datetime
) -> None:
    save_council_details(fresh, TYPED, actor=OFFICER, now=now)

    for house in (fresh, open_house(settings)):
        assert house.settings_now().council_name == "Anytown Council"
        assert house.settings_now().privacy_contact == "privacy@anytown.example"


def test_another_process_says_it_as_soon_as_it_looks_again(
    fresh: House, settings: Settings, now: datetime
) -> None:
    other = open_house(settings)
    save_council_details(fresh, TYPED, actor=OFFICER, now=now)
    assert other.settings_now().council_name == Settings().council_name

    other.details_stand_until = 0.0

    assert other.settings_now().council_name == "Anytown Council"


def test_what_the_settings_say_goes_before_what_a_page_said(
    fresh: House, settings: Settings, now: datetime
) -> None:
    save_council_details(fresh, TYPED, actor=OFFICER, now=now)

    stricter = open_house(replace(settings, council_name="Netherby Council"))

    assert stricter.settings.council_name == "Netherby Council"
    assert stricter.settings.privacy_contact == "privacy@anytown.example"
    told = {one.name: one for one in council_details(stricter, actor=OFFICER)}
    assert told["council_name"].is_in_settings
    assert not told["privacy_contact"].is_in_settings


def test_a_text_that_is_too_long_is_refused_and_nothing_is_kept(
    fresh: House, now: datetime
) -> None:
    with pytest.raises(InvalidSubmissionError) as refused:
        save_council_details(fresh, {**TYPED, "privacy_officer": "x" * 201}, actor=OFFICER, now=now)

    assert [one.field for one in refused.value.problems] == ["privacy_officer"]
    assert fresh.settings.council_name == Settings().council_name
