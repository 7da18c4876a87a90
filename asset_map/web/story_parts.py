"""The parts of the page Stories: writing one down, showing it, taking it off every page."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from asset_map.model.agreement import Story, StoryState
from asset_map.model.person import Purpose, standing
from asset_map.model.role import Action
from asset_map.model.words import long_date
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House, random_id
from asset_map.usecases.own_areas import wards_to_begin_with
from asset_map.usecases.people import list_people
from asset_map.usecases.tell_stories import (
    CONSENT_WORDS,
    keep_story,
    show_story,
    story_of_action,
    withdraw_story,
)
from asset_map.web.choice_words import ward_labels
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["one_story", "story_form", "story_of"]

_STATES = {
    StoryState.DRAFT: "Not shown yet",
    StoryState.SHOWN: "Shown to everybody",
    StoryState.WITHDRAWN: "Taken back",
}


def story_of(house: House, action_id: str) -> Story:
    """Return the beginning of a story: of something that was done, or by hand."""
    if action_id:
        return story_of_action(house, action_id, actor=actor(), now=now(), story_id=random_id())
    return Story(
        id=random_id(),
        title="",
        text="",
        made_at=now(),
        made_by=actor().name,
        ward_codes=wards_to_begin_with(actor(), ()),
        consent_words=CONSENT_WORDS,
    )


def story_form(house: House, story: Story, *, key: str) -> None:
    """Take a story's words, its wards, and who agreed when."""
    wards = ward_labels(ward_names(house))
    with st.form(key, border=False):
        st.text_input("Title", story.title, key=f"{key}-title", max_chars=120)
        st.text_area(
            "What came of it",
            story.text,
            key=f"{key}-text",
            max_chars=2_000,
            height=160,
            help="Leave out full names of private people, telephone numbers and addresses.",
        )
        st.text_input(
            "Told by",
            story.told_by,
            key=f"{key}-told_by",
            max_chars=80,
            help="A first name or a group, as they wish to be named.",
        )
        _whose(house, story, key=key)
        st.multiselect(
            "On the page of which wards?",
            list(wards),
            [code for code in story.ward_codes if code in wards],
            format_func=wards.__getitem__,
            key=f"{key}-wards",
        )
        st.text_area(
            "What they agreed to", story.consent_words, key=f"{key}-consent_words", height=80
        )
        st.date_input(
            "They agreed on",
            story.consent_on,
            key=f"{key}-consent_on",
            max_value=today(),
            format="DD/MM/YYYY",
            help="Leave it empty until they have agreed: without a day it is never shown.",
        )
        st.form_submit_button("Keep this story", on_click=partial(_keep, house, story, key))


def _whose(house: House, story: Story, *, key: str) -> None:
    """Ask whose story it is, where they are kept among the people who can help."""
    if not actor().may(Action.KEEP_PEOPLE):
        return
    names = {
        seen.person.id: f"{seen.person.display_name or 'Somebody'}: {'; '.join(seen.person.gifts)}"
        for seen in list_people(house, actor=actor())
        if standing(seen.consents, Purpose.STORY) or seen.person.id == story.person_id
    }
    if not names:
        return
    st.selectbox(
        "Whose story it is",
        list(names),
        list(names).index(story.person_id) if story.person_id in names else None,
        format_func=lambda one: plain(names[one])[:80],
        key=f"{key}-person",
        placeholder="Nobody on People who can help",
        help="It is shown only while they agree to it on People who can help.",
    )


def _keep(house: House, story: Story, key: str) -> None:
    typed: dict[str, Any] = {
        name: st.session_state[f"{key}-{name}"]
        for name in ("title", "text", "told_by", "wards", "consent_words", "consent_on")
    }
    typed["person"] = st.session_state.get(f"{key}-person", story.person_id)

    def kept() -> str:
        ready = replace(
            story,
            title=typed["title"],
            text=typed["text"],
            told_by=typed["told_by"],
            person_id=typed["person"],
            ward_codes=tuple(typed["wards"]),
            consent_words=typed["consent_words"],
            consent_on=typed["consent_on"],
        )
        saved = keep_story(house, ready, actor=actor())
        return f"Kept: {plain(saved.title)}. It is shown when an officer lets it."

    attempt(kept, typed=typed["text"])


def one_story(house: House, story: Story) -> None:
    """Show a story with its state, and what can be done with it."""
    with st.expander(
        f"{plain(story.title)}: {_STATES[story.state].lower()}", key=f"fold-{story.id}"
    ):
        st.write(plain(story.text))
        agreed = f"They agreed on {long_date(story.consent_on)}" if story.consent_on else ""
        st.caption(f"{agreed or 'Nobody noted yet that it may be told'}.")
        with st.container(horizontal=True):
            if story.state is not StoryState.SHOWN and story.consent_on:
                _show(house, story)
            if story.state is StoryState.SHOWN:
                st.button(
                    "Take it off every page",
                    key=f"withdraw-{story.id}",
                    on_click=partial(_withdraw, house, story),
                )
        story_form(house, story, key=f"story-{story.id}")


def _show(house: House, story: Story) -> None:
    if not actor().may(Action.REVIEW):
        st.caption("An officer shows it to everybody.")
        return

    def shown() -> str:
        show_story(house, story.id, actor=actor())
        return f"Everybody can read it now: {plain(story.title)}."

    st.button(
        "Show it to everybody",
        key=f"show-{story.id}",
        type="primary",
        on_click=partial(attempt, shown),
    )


def _withdraw(house: House, story: Story) -> None:
    def gone() -> str:
        withdraw_story(house, story.id, actor=actor(), now=now())
        return f"{plain(story.title)} is on no page any more."

    attempt(gone)
