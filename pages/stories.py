"""Stories: what came of it, told with the consent of those they are about."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.tell_stories import every_story
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house
from asset_map.web.story_parts import one_story, story_form, story_of

house = the_house()
who = admitted("Stories", Action.RUN_ROADSHOW)
st.write(
    "What came of it, for the public page of a ward. A story is shown only when those it is "
    "about agreed, on a day, and an officer let it. It goes at once when they change their mind."
)
st.markdown("[The public page of stories](/stories)")

with refusals():
    action_id = st.query_params.get("of", "")
    with st.expander("Write a story down", expanded=bool(action_id)):
        new = st.session_state.setdefault(f"new-story-{action_id}", story_of(house, action_id))
        story_form(house, new, key=f"new-{new.id}")
    told = every_story(house, actor=who)
    if any(one.id == new.id for one in told):
        # It stands below now; the next one begins empty.
        del st.session_state[f"new-story-{action_id}"]
    if not told:
        nothing_yet("No story is recorded here yet.", then="Write down what came of something.")
    offset = offset_of(len(told), key="stories")
    for one in told[offset : offset + PAGE]:
        one_story(house, one)
    turn_pages(len(told), key="stories")
