from datetime import UTC, date, datetime, timedelta

from asset_map.model.market import SignUp, Stall
from asset_map.model.roadshow import Roadshow
from asset_map.register import market, roadshows
from asset_map.settings import load_settings
from asset_map.usecases.house import open_house
from tests.cli.conftest import Run


def test_tidying_says_what_was_erased(run: Run) -> None:
    assert "Nothing had to be erased" in run("roadshow", "tidy").output
    house = open_house(load_settings())
    with house.register.writing() as connection:
        hall = Roadshow(id="hall", title="Hall", held_on=date(2026, 1, 2), code="WAVE7")
        roadshows.add(connection, hall)
        market.put(connection, Stall(id="s", roadshow_id="hall", number=1, name="Knitters"))
        old = datetime.now(UTC) - timedelta(days=31)
        market.add_sign_up(
            connection,
            SignUp(id="1", stall_id="s", made_at=old, name="Cy", contact="x", consent_words=""),
        )
    house.register.close()
    assert "Erased: 1 sign-ups." in run("roadshow", "tidy").output
