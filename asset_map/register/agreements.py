"""What was agreed, how it fares, and the stories of what came of it."""

from dataclasses import replace

import sqlalchemy as sa

from asset_map.model.agreement import AgreedAction, CheckIn, Story, StoryState
from asset_map.model.errors import ConflictError
from asset_map.model.person import Purpose
from asset_map.register import flat
from asset_map.register.people import agreeing
from asset_map.register.schema import actions, check_ins, stories

__all__ = [
    "add",
    "add_check_in",
    "every",
    "every_check_in",
    "every_story",
    "get",
    "get_story",
    "of_roadshow",
    "put_story",
    "shown_stories",
    "update",
]


def add(connection: sa.Connection, action: AgreedAction) -> AgreedAction:
    """Keep a new action; one whose id is known stays as it is."""
    flat.add_new(connection, actions, [replace(action, version=1)])
    return get(connection, action.id)


def update(connection: sa.Connection, action: AgreedAction) -> AgreedAction:
    """
    Keep an action, made from its own version; return it with its new one.

    Raises
    ------
    ConflictError
        When somebody else changed it meanwhile.
    """
    standing = get(connection, action.id)
    if standing.version != action.version:
        message = f"Somebody else changed '{standing.title}' meanwhile. Look at it again."
        raise ConflictError(message, version=standing.version)
    return flat.put(connection, actions, replace(action, version=action.version + 1))


def get(connection: sa.Connection, action_id: str) -> AgreedAction:
    """Return an action."""
    return flat.get(connection, actions, AgreedAction, action_id)


def of_roadshow(connection: sa.Connection, roadshow_id: str) -> list[AgreedAction]:
    """Return what was agreed at a roadshow, in that order."""
    return flat.select(
        connection,
        actions,
        AgreedAction,
        actions.c.roadshow_id == roadshow_id,
        order=(actions.c.made_at,),
    )


def every(connection: sa.Connection) -> list[AgreedAction]:
    """Return everything that was agreed anywhere, the earliest first."""
    return flat.select(connection, actions, AgreedAction, sa.true(), order=(actions.c.made_at,))


def add_check_in(connection: sa.Connection, said: CheckIn) -> None:
    """Keep what was said of an action; the same again does nothing."""
    flat.add_new(connection, check_ins, [said])


def every_check_in(connection: sa.Connection) -> list[CheckIn]:
    """Return what was said of every action, the first first."""
    return flat.select(connection, check_ins, CheckIn, sa.true(), order=(check_ins.c.at,))


def put_story(connection: sa.Connection, story: Story) -> Story:
    """Keep a story as it now is."""
    return flat.put(connection, stories, story)


def get_story(connection: sa.Connection, story_id: str) -> Story:
    """Return a story."""
    return flat.get(connection, stories, Story, story_id)


def every_story(connection: sa.Connection) -> list[Story]:
    """Return every story, the latest first."""
    return flat.select(connection, stories, Story, sa.true(), order=(stories.c.made_at.desc(),))


def shown_stories(connection: sa.Connection) -> list[Story]:
    """Return the stories that may be told to anybody, the latest first."""
    return flat.select(
        connection,
        stories,
        Story,
        stories.c.state == StoryState.SHOWN.value,
        stories.c.consent_on.is_not(None),
        stories.c.person_id.is_(None) | stories.c.person_id.in_(agreeing(Purpose.STORY)),
        order=(stories.c.made_at.desc(),),
    )
