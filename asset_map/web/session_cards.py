"""Cards on the screen: newest first, likely duplicates to merge, each to change or set aside."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind, tree_part_of
from asset_map.model.look import KIND_LOOK
from asset_map.model.roadshow import TreePart
from asset_map.model.words import counted
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.usecases.likely_cards import likely_same
from asset_map.usecases.tidy_cards import change_card, hide, merge_cards, unmerge
from asset_map.web.session_entry import CHOICES, choice_of
from asset_map.web.session_frame import do, once
from asset_map.web.state import actor, now
from asset_map.web.symbols import symbol
from asset_map.web.text import plain

__all__ = ["card_line", "cards_list", "duplicates", "set_aside"]

_AT_ONCE = 12
_SHOWN_PAIRS = 3


def card_line(card: Card, sayings: Sequence[str] = ()) -> str:
    """Return a card as Markdown: the mark of its kind, its words, what else was said."""
    kind = CHOICES[choice_of(card)].asset_kind
    if card.kind is CardKind.SKILL:
        kind = AssetKind.SKILL
    mark = f"{symbol(KIND_LOOK[kind])} " if kind else ""
    also = "".join(f" :small[also “{plain(said)}”]" for said in sayings)
    return f"{mark}{plain(card.text)}{also}"


def cards_list(house: House, view: SessionView, cards: Sequence[Card]) -> None:
    """List cards, the newest first; older ones behind a press."""
    newest = list(reversed(cards))
    shown = newest[:_AT_ONCE]
    if len(newest) > _AT_ONCE and st.toggle(f"Show all {len(newest)} cards", key="all-cards"):
        shown = newest
    for card in shown:
        with st.container(key=f"card-{card.id}"):
            words, change = st.columns([0.78, 0.22], vertical_alignment="center")
            words.markdown(card_line(card, view.sayings.get(card.id, ())))
            with change.popover("Change", key=f"change-{card.id}"):
                _change(house, view, card)


def _change(house: House, view: SessionView, card: Card) -> None:
    key = f"{card.id}-{card.seq}"

    def keep(changed: Card) -> None:
        def kept() -> partial[Card]:
            change_card(house, changed, before=card, actor=actor(), now=now())
            return partial(change_card, house, card, before=changed, actor=actor(), now=now())

        do(view.roadshow.id, kept, words=f"changed {card.text}")

    def kind_chosen() -> None:
        choice = CHOICES[st.session_state[f"kind-{key}"]]
        keep(replace(card, kind=choice.kind, asset_kind=choice.asset_kind, tree_part=None))

    st.text_input(
        "Words",
        card.text,
        key=f"words-{key}",
        on_change=lambda: keep(replace(card, text=st.session_state[f"words-{key}"])),
    )
    st.radio(
        "It is a",
        list(CHOICES),
        list(CHOICES).index(choice_of(card)),
        format_func=lambda name: CHOICES[name].words,
        key=f"kind-{key}",
        on_change=kind_chosen,
        horizontal=True,
    )
    parts = list(TreePart)
    part = tree_part_of(card)
    st.selectbox(
        "On the tree",
        parts,
        parts.index(part) if part else None,
        format_func=view.roadshow.label,
        key=f"part-{key}",
        on_change=lambda: keep(replace(card, tree_part=st.session_state[f"part-{key}"])),
    )
    _same_as(house, view, card)
    st.button("Set this card aside", key=f"hide-{key}", on_click=_hide, args=(house, card))


def _same_as(house: House, view: SessionView, card: Card) -> None:
    others = {one.id: one.text for one in view.cards if one.id != card.id}
    chosen = st.selectbox(
        "The same as",
        list(others),
        None,
        format_func=others.__getitem__,
        placeholder="another card",
        key=f"same-{card.id}-{card.seq}",
    )
    if chosen:
        st.button(
            "Make them one",
            key=f"one-{card.id}",
            on_click=_merge,
            args=(house, view, card, chosen),
        )


def _hide(house: House, card: Card) -> None:
    def hidden() -> partial[Card]:
        hide(house, card.id, actor=actor(), now=now())
        return partial(hide, house, card.id, actor=actor(), now=now(), is_hidden=False)

    do(card.roadshow_id or "", hidden, words=f"set aside {card.text}")


def _merge(house: House, view: SessionView, card: Card, into: str) -> None:
    def merged() -> partial[Card]:
        merge_cards(house, card.id, into=into, actor=actor(), now=now())
        return partial(unmerge, house, card.id, actor=actor(), now=now())

    do(view.roadshow.id, merged, words=f"made {card.text} one with another")


def duplicates(house: House, view: SessionView) -> None:
    """Offer to make two cards one that may say the same; both sayings are kept."""
    apart = st.session_state.setdefault(f"apart-{view.roadshow.id}", set())
    pairs = [pair for pair in likely_same(view) if (pair[0].id, pair[1].id) not in apart]
    for first, second in pairs[:_SHOWN_PAIRS]:
        key = f"{first.id}-{second.id}"
        with st.container(border=True, key=f"pair-{key}"):
            st.markdown(f"Are **{plain(first.text)}** and **{plain(second.text)}** the same?")
            with st.container(horizontal=True):
                st.button(
                    "Yes, make them one",
                    key=f"yes-{key}",
                    on_click=_merge,
                    args=(house, view, second, first.id),
                )
                st.button(
                    "No, keep both",
                    key=f"no-{key}",
                    on_click=apart.add,
                    args=((first.id, second.id),),
                )
    if len(pairs) > _SHOWN_PAIRS:
        st.caption(f"{counted(len(pairs) - _SHOWN_PAIRS, 'more pair')} to look at.")


def set_aside(house: House, view: SessionView) -> None:
    """List what was set aside, to show it again."""
    if not view.set_aside:
        return
    with st.expander(f"Set aside: {counted(len(view.set_aside), 'card')}"):
        for card in view.set_aside:
            st.button(
                f"Show again: {plain(card.text[:80])}",
                key=f"again-{card.id}",
                on_click=once,
                args=(partial(hide, house, card.id, actor=actor(), now=now(), is_hidden=False),),
            )
