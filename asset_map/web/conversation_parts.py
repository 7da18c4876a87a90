"""What was said about a proposal, step by step."""

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.submission import ReviewAction, ReviewEvent, Submission
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.house import House
from asset_map.usecases.look_back import steps_of
from asset_map.web.text import plain

__all__ = ["conversation", "step_words"]

_DID = {
    ReviewAction.SENT: "sent it",
    ReviewAction.ASKED: "asked",
    ReviewAction.ANSWERED: "answered",
    ReviewAction.CHANGED: "changed what they sent",
    ReviewAction.WITHDREW: "took it back",
    ReviewAction.APPROVED: "approved it",
    ReviewAction.REJECTED: "rejected it",
    ReviewAction.TOOK_BACK: "took the decision back",
    ReviewAction.ERASED: "erased what was sent, as its time was over",
}


def step_words(step: ReviewEvent) -> str:
    """Return a step as a sentence, in Markdown."""
    at = step.at.astimezone(LONDON)
    said = f": “{plain(step.text)}”" if step.text else "."
    did = f"{plain(step.actor_name)} {_DID[step.action]}{said}"
    return f"**{long_date(at)}, {at:%H:%M}:** {did}"


def conversation(house: House, sent: Submission, *, who: Actor) -> None:
    """Show the sender's last answer, and under it everything that was said before."""
    steps = steps_of(house, sent.id, actor=who)
    answers = [one for one in steps if one.action is ReviewAction.ANSWERED]
    if sent.question:
        st.info(f"Already asked: {plain(sent.question)}")
    if answers:
        st.success(f"They answered: {plain(answers[-1].text)}")
    told = [one for one in steps if one.action is not ReviewAction.SENT]
    if told:
        with st.expander("What was said and done so far"):
            st.markdown("\n".join(f"- {step_words(one)}" for one in steps))
