"""One pack in the workroom: looked at, released, taken away, corrected."""

from functools import partial

import streamlit as st

from asset_map.model.committee_pack import CommitteePack, PackState
from asset_map.model.role import Actor
from asset_map.model.words import long_date
from asset_map.usecases.build_pack import PackRequest, build_pack, throw_away_pack
from asset_map.usecases.correct_pack import Correction, correct_pack
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import OFFICE_FILES, pack_file
from asset_map.usecases.release_pack import is_held_back, release_pack
from asset_map.web.giving_out import noted
from asset_map.web.messages import attempt
from asset_map.web.pack_parts import state_words
from asset_map.web.state import actor, now
from asset_map.web.text import link, plain

__all__ = ["address", "heading", "preview", "take_away", "to_correct", "to_release"]

_CORRECTED = "pack-corrected"
_KEEPS = "pack-keeps-figures"
_PREVIEW_PX = 900
_TEXTS = {
    "asked_to": "What exactly the meeting is asked to do",
    "officer": "Officer: a role, not a name",
    "contact": "How to reach that office",
}
_FIGURES = {False: "As recorded today", True: "As they were: only the words are put right"}


def heading(pack: CommitteePack) -> None:
    """Say which pack it is, how far it has come, and its five sentences."""
    st.button("All packs", on_click=_back, type="tertiary")
    st.header(f"{plain(pack.committee)}, {long_date(pack.meeting)}", anchor=False)
    issue = f"Issue {pack.issue}. " if pack.issue > 1 else ""
    st.caption(f"{issue}{state_words(pack)}")
    if pack.corrected:
        st.write(f"What was put right: {plain(pack.corrected)}")
    for sentence in pack.sentences:
        st.markdown(f"- {plain(sentence)}")


def _back() -> None:
    st.query_params.pop("pack", None)


def to_release(house: House, pack: CommitteePack) -> None:
    """Offer to release a draft, to make it anew, or to throw it away."""
    st.write(
        "Read it below, above all what was agreed: titles stand as people typed them. Once it is "
        "released it never changes, and its address opens to everybody."
    )
    with st.container(horizontal=True):
        st.button(
            "Release this pack",
            type="primary",
            on_click=partial(attempt, partial(_release, house, pack)),
        )
        st.button(
            "Make it anew",
            help="From what is recorded now.",
            on_click=partial(attempt, partial(_make_anew, house, pack)),
        )
        st.button(
            "Throw the draft away",
            on_click=partial(attempt, partial(_throw_away, house, pack)),
        )


def _release(house: House, pack: CommitteePack) -> str:
    released = release_pack(house, pack.id, as_made_at=pack.made_at, actor=actor(), now=now())
    return f"Released. Everybody can read it at {plain(released.path)} from now on."


def _make_anew(house: House, pack: CommitteePack) -> str:
    request = PackRequest(
        committee=pack.committee_id,
        meeting=pack.meeting,
        purpose=pack.purpose,
        officer=pack.officer,
        contact=pack.contact,
        asked_to=pack.asked_to,
    )
    build_pack(house, request, actor=actor(), now=now())
    return "Made anew from what is recorded now."


def _throw_away(house: House, pack: CommitteePack) -> str:
    throw_away_pack(house, pack.id, actor=actor())
    _back()
    return "The draft is gone."


def address(house: House, pack: CommitteePack) -> None:
    """Give the address where everybody reads it."""
    if is_held_back(house, pack.id, actor=actor()):
        st.warning(
            "Nobody can read it just now: something in it may not be shown any more. Make the "
            "next issue below, with the figures of today."
        )
        return
    whole = f"{house.settings.public_url.rstrip('/')}{pack.path}"
    st.markdown(f"Everybody reads it at {link(whole, pack.path)}")


def take_away(house: House, pack: CommitteePack, *, who: Actor) -> None:
    """Offer every document, each written when somebody asks for it."""
    st.write("Take it away as:")
    with st.container(horizontal=True):
        for name, words in OFFICE_FILES.items():
            st.download_button(
                words,
                # Written on the press: nobody waits for what nobody wants.
                noted(
                    house,
                    f"a committee pack ({name})",
                    partial(_content, house, pack.id, name, who),
                    who=who,
                ),
                file_name=f"{pack.id}-{name}",
                key=f"take-{name}",
                on_click="ignore",
            )


def _content(house: House, pack_id: str, name: str, who: Actor) -> bytes:
    return pack_file(house, pack_id, name, actor=who).content


def to_correct(house: House, pack: CommitteePack) -> None:
    """Offer a next issue that says what was put right."""
    with st.expander("Something in it is wrong"):
        st.write(
            "Put a wrong record right first. Then say what was wrong: a new issue is made, and "
            "when you release that, the address of this one leads to it."
        )
        st.text_input("What was put right, for its readers", max_chars=300, key=_CORRECTED)
        for name, label in _TEXTS.items():
            key = f"pack-mended-{name}-{pack.id}"
            st.session_state.setdefault(key, getattr(pack, name))
            st.text_input(label, max_chars=300, key=key)
        st.radio("The figures", list(_FIGURES), format_func=_FIGURES.__getitem__, key=_KEEPS)
        st.button(
            "Make the corrected issue",
            on_click=partial(attempt, partial(_correct, house, pack)),
        )


def _correct(house: House, pack: CommitteePack) -> str:
    state = st.session_state
    correction = Correction(
        corrected=str(state[_CORRECTED]),
        keeps_figures=state[_KEEPS],
        **{name: str(state[f"pack-mended-{name}-{pack.id}"]) for name in _TEXTS},
    )
    draft = correct_pack(house, pack.id, correction, actor=actor(), now=now())
    st.query_params["pack"] = draft.id
    return f"Issue {draft.issue} is made, as a draft."


def preview(house: House, pack: CommitteePack, *, who: Actor) -> None:
    """Show the whole pack as its readers see it."""
    is_draft = pack.state is PackState.DRAFT
    st.subheader("The draft" if is_draft else "The pack", anchor=False)
    page = pack_file(house, pack.id, "pack.html", actor=who).content.decode()
    st.iframe(page, height=_PREVIEW_PX, alt="The pack as its readers see it")
