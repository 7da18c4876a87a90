"""One line and Enter: how a facilitator adds cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House, random_id
from asset_map.usecases.tidy_cards import hide
from asset_map.usecases.write_cards import TEXT_MAX, write_cards
from asset_map.web.session_frame import do
from asset_map.web.session_keys import hands_on_keyboard
from asset_map.web.state import actor, now

__all__ = ["CHOICES", "Choice", "choice_of", "entry", "put_card"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a card can be, in the words of the buttons."""

    words: str
    kind: CardKind
    asset_kind: AssetKind | None = None


CHOICES: Mapping[str, Choice] = {
    "group": Choice(words="Group", kind=CardKind.ASSET, asset_kind=AssetKind.GROUP),
    "place": Choice(words="Place", kind=CardKind.ASSET, asset_kind=AssetKind.SPACE),
    "skill": Choice(words="Somebody can …", kind=CardKind.SKILL),
    "story": Choice(words="Story", kind=CardKind.STORY),
    "idea": Choice(words="Idea", kind=CardKind.IDEA),
    "institution": Choice(
        words="Public service", kind=CardKind.ASSET, asset_kind=AssetKind.INSTITUTION
    ),
    "business": Choice(words="Business", kind=CardKind.ASSET, asset_kind=AssetKind.BUSINESS),
}


def choice_of(card: Card) -> str:
    """Return which of the choices a card is now."""
    kind = card.asset_kind or (AssetKind.GROUP if card.kind is CardKind.ASSET else None)
    for name, choice in CHOICES.items():
        if (choice.kind, choice.asset_kind) == (card.kind, kind):
            return name
    return "group"


def put_card(house: House, card: Card) -> None:
    """Keep a card that was typed; undo sets it aside."""

    def kept() -> partial[Card]:
        write_cards(house, [card], actor=actor(), now=now())
        return partial(hide, house, card.id, actor=actor(), now=now())

    do(card.roadshow_id or "", kept, words=card.text)


def entry(house: House, view: SessionView, *, screen: str) -> None:
    """Draw the kinds and the field; Enter adds a card and leaves the field ready for the next."""
    with st.container(key="kind-choices"):
        st.segmented_control(
            "It is a (Alt and a number chooses)",
            list(CHOICES),
            format_func=lambda name: CHOICES[name].words,
            default="group",
            required=True,
            key="typed-kind",
        )

    def add() -> None:
        choice = CHOICES[st.session_state.get("typed-kind") or "group"]
        if text := st.session_state[f"typed-{screen}"].strip():
            put_card(
                house,
                Card(
                    id=random_id(),
                    kind=choice.kind,
                    asset_kind=choice.asset_kind,
                    text=text,
                    made_at=now(),
                    made_by="",
                    source=CardSource.TYPED,
                    roadshow_id=view.roadshow.id,
                ),
            )

    with st.container(key="typed"), st.form(f"type-{screen}", clear_on_submit=True, border=False):
        field, button = st.columns([0.8, 0.2], vertical_alignment="bottom")
        field.text_input(
            "One thing, then Enter",
            key=f"typed-{screen}",
            max_chars=TEXT_MAX,
            autocomplete="off",
        )
        button.form_submit_button("Add", type="primary", on_click=add, width="stretch")
    hands_on_keyboard(box="typed", choices="kind-choices", shown=screen)
