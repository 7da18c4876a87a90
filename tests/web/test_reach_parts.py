"""Whether phones reach the laptop: what a partner sees before people arrive."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.roadshow import Roadshow
from asset_map.usecases.house import House
from asset_map.usecases.reach_phones import say_hello
from tests.usecases.conftest import house

__all__ = ["house"]

ROADSHOW = Roadshow(id="hall", title="Net Loft", held_on=date(2026, 11, 22), code="WAVE7")


def looked_at(house: House) -> AppTest:
    """Draw the part alone."""

    # It runs in a file of its own, which knows no names of this one.
    def page(house: "House", roadshow: "Roadshow") -> None:
        from asset_map.web.reach_parts import reach_check  # noqa: PLC0415 - a script of its own

        reach_check(house, roadshow)

    drawn = AppTest.from_function(page, args=(house, ROADSHOW)).run()
    assert not drawn.exception
    return drawn


def listening(house: House, **settings: str) -> House:
    return replace(house, settings=replace(house.settings, **settings))  # type: ignore[arg-type]


def test_a_laptop_that_hears_only_itself_says_how_to_open_it_up(house: House) -> None:
    drawn = looked_at(listening(house, host="127.0.0.1"))
    assert "asset-map serve --host 0.0.0.0" in drawn.warning[0].value
    assert "Use paper" in drawn.markdown[-1].value


@pytest.mark.parametrize(
    "settings", [{"host": "192.168.1.9"}, {"public_url": "https://map.example"}]
)
def test_it_turns_when_a_phone_has_come_through(house: House, settings: dict[str, str]) -> None:
    there = listening(house, **settings)
    before = looked_at(there)
    assert not before.success
    assert "No phone has come through yet" in before.markdown[0].value
    say_hello(there, "WAVE7", address="192.168.1.30", now=datetime(2026, 11, 22, 9, 41, tzinfo=UTC))
    after = looked_at(there)
    assert after.success[0].value == "A phone has reached this laptop at 9:41."
