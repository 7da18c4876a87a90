"""What came of it: stories, shown only with the consent of those they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.model.agreement import Story, StoryState
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.person import WORDING_NOW, WORDINGS, Purpose, standing
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.typed import as_lines, as_words
from asset_map.model.words import fold
from asset_map.register import agreements, people, public_view
from asset_map.register.engine import Connection
from asset_map.usecases.consents import withdraw_within
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_outcome

__all__ = [
    "CONSENT_WORDS",
    "ToldStory",
    "every_story",
    "keep_story",
    "show_story",
    "stories_told",
    "story_of_action",
    "withdraw_story",
]

CONSENT_WORDS = (
    "I agree that this story, in these words, is told to everybody on the council's pages. "
    "I can take it back at any time."
)
_LONGEST = {"title": 120, "text": 2_000, "told_by": 80, "consent_words": 400}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as anybody reads it; ``about`` are records that anybody may see."""

    id: str
    title: str
    text: str
    told_by: str
    told_on: date | None
    about: tuple[tuple[str, str], ...]
    ward_codes: tuple[str, ...]


def every_story(house: House, *, actor: Actor) -> list[Story]:
    """Return every story in whatever state, the latest first."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        return agreements.every_story(connection)


def story_of_action(
    house: House, action_id: str, *, actor: Actor, now: datetime, story_id: str
) -> Story:
    """Return the beginning of a story of something that was done, yet to be told and agreed to."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        action = agreements.get(connection, action_id)
        wards = _public_wards(connection, action.asset_ids)
    return Story(
        id=story_id,
        title=action.title,
        text="",
        made_at=now,
        made_by=actor.name,
        asset_ids=action.asset_ids,
        ward_codes=wards,
        roadshow_id=action.roadshow_id,
        action_id=action.id,
        consent_words=CONSENT_WORDS,
    )


def keep_story(house: House, story: Story, *, actor: Actor) -> Story:
    """
    Keep a story as a draft; what was shown is shown no more until somebody looks at it again.

    Raises
    ------
    InvalidSubmissionError
        When it says nothing, or a text is too long.
    """
    require(actor, Action.RUN_ROADSHOW)
    ready = _checked(story)
    with house.register.writing() as connection:
        told = agreements.every_story(connection)
        for one in (ready, *(before for before in told if before.id == ready.id)):
            require_area_of_outcome(connection, actor, one)
        return agreements.put_story(connection, replace(ready, state=StoryState.DRAFT))


def show_story(house: House, story_id: str, *, actor: Actor) -> Story:
    """
    Show a story to everybody.

    Raises
    ------
    InvalidSubmissionError
        When nobody noted on which day those it is about agreed, and to which words; or when
        they took it back since, or never agreed to be named in it.
    """
    require(actor, Action.REVIEW)
    with house.register.writing() as connection:
        story = agreements.get_story(connection, story_id)
        _require_their_consent(connection, story)
        if story.consent_on is None or not story.consent_words.strip():
            problem = Problem(
                field="consent_on",
                fault=f"Nobody noted that '{story.title}' may be told.",
                remedy="Ask those it is about, and write down the day.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))
        return agreements.put_story(connection, replace(story, state=StoryState.SHOWN))


def withdraw_story(house: House, story_id: str, *, actor: Actor, now: datetime) -> Story:
    """
    Take a story off every page at once; it needs a new consent to be shown again.

    A backup that is put back does not show it again.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        story = agreements.get_story(connection, story_id)
        require_area_of_outcome(connection, actor, story)
        gone = replace(story, state=StoryState.WITHDRAWN, consent_on=None)
        withdraw_within(house, connection, [("stories", story.id)], now=now)
        return agreements.put_story(connection, gone)


def stories_told(house: House, *, ward_code: str = "") -> list[ToldStory]:
    """Return the stories that anybody may read, the latest first; of one ward where it is given."""
    with house.register.reading() as connection:
        shown = [
            story
            for story in agreements.shown_stories(connection)
            if not ward_code or ward_code in story.ward_codes
        ]
        ids = sorted({asset_id for story in shown for asset_id in story.asset_ids})
        public = public_view.visible_assets(connection, ids, audience=Audience.PUBLIC)
        unnamed = people.unnamed(connection)
    names = {asset.id: asset.name for asset in public}
    return [
        ToldStory(
            id=story.id,
            title=story.title,
            text=story.text,
            told_by="" if story.person_id in unnamed else story.told_by,
            told_on=story.consent_on,
            about=tuple((one, names[one]) for one in story.asset_ids if one in names),
            ward_codes=story.ward_codes,
        )
        for story in shown
        if not _names(story, unnamed.get(story.person_id or "", ""))
    ]


def _names(story: Story, name: str) -> bool:
    return bool(name) and fold(name) in fold(f"{story.title} {story.text}")


def _require_their_consent(connection: Connection, story: Story) -> None:
    if story.person_id is None:
        return
    agreed = people.consents_of(connection, [story.person_id])
    name = people.get(connection, story.person_id).display_name
    is_named = _names(story, name) or bool(story.told_by)
    wanted = (Purpose.STORY, Purpose.PUBLISH_NAME) if is_named else (Purpose.STORY,)
    for purpose in wanted:
        if not standing(agreed, purpose):
            problem = Problem(
                field="person_id",
                fault=f"They do not agree to this: “{WORDINGS[WORDING_NOW][purpose]}”",
                remedy="Ask them, and note it on People who can help; or leave it out.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))


def _public_wards(connection: Connection, asset_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the wards that anybody may know these are in."""
    wards = {
        code
        for asset_id in asset_ids
        for code, _ in public_view.wards_of(connection, asset_id, audience=Audience.PUBLIC).values()
    }
    return tuple(sorted(code for code in wards if code))


def _checked(story: Story) -> Story:
    ready = replace(
        story,
        title=as_words(story.title),
        text=as_lines(story.text).strip(),
        told_by=as_words(story.told_by),
    )
    problems = [
        Problem(field=name, fault=f"That has {length:,} letters.", remedy=f"Up to {most:,} fit.")
        for name, most in _LONGEST.items()
        if (length := len(getattr(ready, name))) > most
    ]
    problems += [
        Problem(field=name, fault=f"The story has no {name}.", remedy="Write it in a few words.")
        for name in ("title", "text")
        if not getattr(ready, name)
    ]
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return ready
