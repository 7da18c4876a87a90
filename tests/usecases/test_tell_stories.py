"""A story is read by anybody only while those it is about agree."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.agreement import AgreedAction, Story
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.person import Purpose
from asset_map.model.role import Audience
from asset_map.register import agreements
from asset_map.usecases.consents import withdraw_consent
from asset_map.usecases.house import House
from asset_map.usecases.people import PersonSaid, add_person
from asset_map.usecases.tell_stories import (
    keep_story,
    show_story,
    stories_told,
    story_of_action,
    withdraw_story,
)
from tests.usecases.conftest import OFFICER, PARTNER, WEST, group, kept


@pytest.fixture
def begun(house: House, now: datetime) -> Story:
    """A story of something done by a group that anybody sees and one that partners see."""
    kept(house, group(), now)
    kept(house, replace(group("refuge", "The Safe House"), visible_to=Audience.PARTNER), now)
    done = AgreedAction(
        id="repair", title="A repair morning", made_at=now, asset_ids=("knitters", "refuge")
    )
    with house.register.writing() as connection:
        agreements.add(connection, done)
    return story_of_action(house, done.id, actor=PARTNER, now=now, story_id="lamps")


def test_without_the_day_of_consent_it_is_never_shown(house: House, begun: Story) -> None:
    keep_story(house, replace(begun, text="Twelve lamps."), actor=PARTNER)
    with pytest.raises(InvalidSubmissionError, match="Nobody noted"):
        show_story(house, "lamps", actor=OFFICER)
    assert stories_told(house) == []


def test_a_shown_story_names_what_anybody_may_see_and_goes_at_once(
    house: House, begun: Story, now: datetime
) -> None:
    told = replace(begun, text="Twelve lamps.", told_by="Ada", consent_on=date(2026, 12, 1))
    keep_story(house, told, actor=PARTNER)
    with pytest.raises(NotAllowedError):
        show_story(house, "lamps", actor=PARTNER)
    show_story(house, "lamps", actor=OFFICER)
    (shown,) = stories_told(house, ward_code=WEST)
    assert (shown.title, shown.about) == ("A repair morning", (("knitters", "Tuesday Knitters"),))
    assert stories_told(house, ward_code="E05999002") == []
    withdraw_story(house, "lamps", actor=PARTNER, now=now)
    assert stories_told(house) == []
    with pytest.raises(InvalidSubmissionError):
        show_story(house, "lamps", actor=OFFICER)


def test_what_is_changed_is_looked_at_again_before_it_is_shown(house: House, begun: Story) -> None:
    told = replace(begun, text="Twelve lamps.", consent_on=date(2026, 12, 1))
    keep_story(house, told, actor=PARTNER)
    show_story(house, "lamps", actor=OFFICER)
    keep_story(house, replace(told, text="Thirteen lamps."), actor=PARTNER)
    assert stories_told(house) == []


def of_ada(house: House, begun: Story, now: datetime) -> str:
    """Ada's own story, shown; she is one of the people who can help."""
    agreed = (Purpose.STORY, Purpose.PUBLISH_NAME, Purpose.REGISTER)
    said = PersonSaid(gifts=("mends",), agreed=agreed, is_adult=True, display_name="Ada")
    ada = add_person(house, said, actor=OFFICER, now=now).id
    told = replace(begun, text="Twelve.", told_by="Ada", consent_on=now.date(), person_id=ada)
    keep_story(house, told, actor=OFFICER)
    show_story(house, "lamps", actor=OFFICER)
    assert [one.told_by for one in stories_told(house)] == ["Ada"]
    return ada


@pytest.mark.parametrize(("text", "left"), [("Twelve.", [""]), ("Ada mended them.", [])])
def test_whoever_takes_back_their_name_is_named_no_more(
    house: House, begun: Story, now: datetime, text: str, left: list[str]
) -> None:
    ada = of_ada(house, begun, now)
    with house.register.writing() as connection:
        shown = agreements.get_story(connection, "lamps")
        agreements.put_story(connection, replace(shown, text=text))
    withdraw_consent(house, ada, [Purpose.PUBLISH_NAME], actor=OFFICER, now=now)
    assert [one.told_by for one in stories_told(house)] == left


def test_whoever_takes_back_their_story_has_it_told_no_more(
    house: House, begun: Story, now: datetime
) -> None:
    ada = of_ada(house, begun, now)
    withdraw_consent(house, ada, [Purpose.STORY], actor=OFFICER, now=now)
    assert stories_told(house) == []
    with house.register.reading() as connection:
        gone = agreements.get_story(connection, "lamps")
    keep_story(house, replace(gone, consent_on=now.date()), actor=OFFICER)
    with pytest.raises(InvalidSubmissionError, match="They do not agree to this"):
        show_story(house, "lamps", actor=OFFICER)
