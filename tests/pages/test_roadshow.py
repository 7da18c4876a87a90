from datetime import UTC, date, datetime

import pytest

from asset_map.model.roadshow import Reply, Roadshow, RoadshowState
from asset_map.model.role import Role
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import Planned, roadshow_of, set_up
from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import PARTNER


@pytest.fixture
def made(house: House) -> Roadshow:
    planned = Planned(title="Net Loft roadshow", held_on=date(2026, 11, 28))
    return set_up(house, planned, actor=PARTNER, now=datetime.now(UTC))


def standing(house: House, made: Roadshow) -> Roadshow:
    return roadshow_of(house, made.id, actor=PARTNER)


def test_when_and_where_are_changed_and_it_begins(
    open_page: Open, house: House, made: Roadshow
) -> None:
    app = open_page("roadshow", Role.PARTNER, id=made.id)
    key = f"about-{made.id}-{made.version}"
    app.text_input(f"{key}-place").set_value("The Net Loft")
    app.text_area(f"{key}-partners").set_value("Library\nHarbour office")

    press(app, "Save")
    press(app, "Begin")

    now = standing(house, made)
    assert (now.place, now.partners) == ("The Net Loft", ("Library", "Harbour office"))
    assert now.state is RoadshowState.OPEN


def test_a_line_of_the_plan_is_left_out_and_one_added(
    open_page: Open, house: House, made: Roadshow
) -> None:
    app = open_page("roadshow", Role.PARTNER, id=made.id)
    key = f"plan-{made.id}-{made.version}"
    app.checkbox(f"{key}-1-on").uncheck()
    app.text_input(f"{key}-more").set_value("A song")

    press(app, "Save the plan")

    plan = standing(house, made).agenda
    assert [line.title for line in plan if line.is_left_out] == ["Who we are and what we can do"]
    assert plan[-1].title == "A song"


def test_a_group_is_asked_and_its_answer_noted(
    open_page: Open, house: House, made: Roadshow
) -> None:
    app = open_page("roadshow", Role.PARTNER, id=made.id)
    app.text_input(f"ask-{made.id}-find").set_value("knit").run()
    next(one for one in app.button if one.key == "ask-knitters").click().run()
    (reply,) = [one for one in app.selectbox if (one.key or "").startswith("reply-")]
    reply.set_value(Reply.COMING).run()

    (one,) = standing(house, made).invitations
    assert (one.name, one.asset_id, one.reply) == ("Tuesday Knitters", "knitters", Reply.COMING)
    assert "1 group asked, 1 coming." in words(app)


def test_the_place_is_found_in_the_register(open_page: Open, house: House, made: Roadshow) -> None:
    app = open_page("roadshow", Role.PARTNER, id=made.id)
    app.text_input(f"venue-{made.id}").set_value("loft hall").run()
    press(app, "It is at Net Loft Hall")
    now = standing(house, made)
    assert (now.place, now.venue_id) == ("Net Loft Hall", "hall")


def test_a_roadshow_that_is_not_there_is_said_to_be_missing(open_page: Open) -> None:
    assert "There is no roadshow 'none'" in words(open_page("roadshow", Role.PARTNER, id="none"))
