"""What a session left on the laptop comes back: people, cards, actions, stalls and stories."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from asset_map.model.agreement import AgreedAction, StoryState
from asset_map.model.card import Card
from asset_map.model.market import Stall
from asset_map.model.roadshow import Invitation, Participant, Roadshow
from asset_map.register import agreements, cards, links, market, roadshows
from asset_map.usecases.agree_actions import checked_action
from asset_map.usecases.coming_home import (
    Homecoming,
    by_id,
    digest_of,
    disputed_words,
    settled,
    three_way,
)
from asset_map.usecases.hold_market import checked_stall
from asset_map.usecases.set_up_roadshow import checked_roadshow
from asset_map.usecases.write_cards import checked_card

__all__ = ["bring_actions", "bring_cards", "bring_market", "bring_people", "bring_roadshow"]

T = TypeVar("T", Card, AgreedAction, Stall)


def bring_people(home: Homecoming) -> None:
    """Keep who took part; whoever left, on either side, has left."""
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    home.require_known("the roadshow", [one.roadshow_id for one in holding.participants], {ours})
    home.require_known(
        "the record", [one.asset_id for one in holding.participants], home.known_assets
    )
    here = by_id(roadshows.participants_of(home.connection, ours))
    for one in holding.participants:
        standing = here.get(one.id)
        if standing is None:
            roadshows.join(home.connection, one)
            home.counts["people"] += 1
            home.remember(one, one)
        else:
            _bring_person(home, one, standing)


def _bring_person(home: Homecoming, one: Participant, standing: Participant) -> None:
    kept, _ = settled(home, None, one, standing)
    if standing.left_at is None and one.left_at is not None:
        kept = one
    if standing.left_at is None and kept is not None:
        standing = roadshows.put_participant(home.connection, kept)
        home.counts["changed"] += 1
    home.remember(one, standing)


def bring_cards(home: Homecoming) -> None:
    """Keep conversations and cards; what was taken back, on either side, stays so."""
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    _check_cards(home)
    for talk in holding.talks:
        home.counts["conversations"] += cards.add_talk(home.connection, talk)
    here = by_id(cards.of_roadshow(home.connection, ours))
    for talk in holding.talks:
        here |= by_id(cards.of_talk(home.connection, talk.id))
    # A card goes in after the one it was merged into.
    coming = sorted(holding.cards, key=lambda card: card.merged_into is not None)
    for card in coming:
        if not card.taken_back_at:
            checked_card(card)
    fresh = [card for card in coming if card.id not in here]
    cards.add_new(home.connection, fresh)
    home.counts["cards"] += len(fresh)
    for card in fresh:
        home.remember(card, card)
    for card in coming:
        if card.id in here:
            _bring_card(home, card, here[card.id])
    _untangle(home, by_id(cards.of_roadshow(home.connection, ours)))


def _untangle(home: Homecoming, here: Mapping[str, Card]) -> None:
    """Let each card that was made one with another point to the one that stands."""
    for card in here.values():
        way = [card.id]
        while (onward := here[way[-1]].merged_into) and onward in here and onward not in way:
            way.append(onward)
        # Made one from both sides, they point at each other: then the first of them stands.
        ring = way[way.index(onward) :] if onward in way else way[-1:]
        stands = min(ring)
        target = None if stands == card.id else stands
        if card.merged_into != target:
            cards.put(home.connection, replace(card, merged_into=target))


def _check_cards(home: Homecoming) -> None:
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    home.require_known("the record", [one.asset_id for one in holding.talks], home.known_assets)
    coming = holding.cards
    people = by_id(roadshows.participants_of(home.connection, ours))
    here = by_id(cards.of_roadshow(home.connection, ours)) | by_id(coming)
    offers = by_id(links.every_offer(home.connection))
    for kind, named, known in (
        ("the roadshow", [one.roadshow_id for one in coming], {ours}),
        ("the conversation", [one.talk_id for one in coming], by_id(holding.talks)),
        ("the person", [one.participant_id for one in coming], people),
        ("the record", [one.asset_id for one in coming], home.known_assets),
        ("the offer", [one.offer_id for one in coming], offers),
        ("the card", [one.merged_into for one in coming], here),
    ):
        home.require_known(kind, named, known)
    homeless = [one.id for one in coming if not (one.roadshow_id or one.talk_id)]
    home.require_known("the card", homeless, ())


def _bring_card(home: Homecoming, card: Card, standing: Card) -> None:
    kept, disputed = settled(home, None, card, standing)
    if card.taken_back_at and not standing.taken_back_at:
        kept, disputed = card, ()
    if standing.taken_back_at:
        kept, disputed = None, ()
    _dispute(home, card, standing, disputed, what=standing.text, asset_id=standing.asset_id)
    home.counts["changed"] += kept is not None
    home.remember(card, cards.put(home.connection, kept) if kept else standing)


def bring_actions(home: Homecoming) -> None:
    """Keep what was agreed, how it fares, and the stories; a story is shown by the office."""
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    coming = [checked_action(one) for one in holding.actions]
    home.require_known("the roadshow", [one.roadshow_id for one in coming], {ours})
    named = [id_ for one in coming for id_ in (*one.asset_ids, one.owner_asset_id)]
    home.require_known("the record", named, home.known_assets)
    home.require_known(
        "the card",
        [one.card_id for one in coming],
        by_id(cards.of_roadshow(home.connection, ours)),
    )
    here = by_id(agreements.every(home.connection))
    before = by_id(home.before.actions)
    for one in coming:
        _bring_action(home, one, before.get(one.id), here.get(one.id))
    every = agreements.every(home.connection)
    known = {one.id for one in every if one.roadshow_id in {ours, None}}
    home.require_known("the action", [one.action_id for one in holding.check_ins], known)
    for said in holding.check_ins:
        agreements.add_check_in(home.connection, said)
    _bring_stories(home, known)


def _bring_action(
    home: Homecoming, one: AgreedAction, before: AgreedAction | None, standing: AgreedAction | None
) -> None:
    if standing is None:
        home.remember(one, agreements.add(home.connection, one))
        home.counts["actions"] += 1
        return
    kept, disputed = settled(home, before, one, standing)
    about = next(iter(standing.asset_ids), None)
    _dispute(home, one, standing, disputed, what=standing.title, asset_id=about)
    if kept is not None:
        kept = replace(kept, version=standing.version)
        standing = agreements.update(home.connection, kept)
        home.counts["changed"] += 1
    home.remember(one, standing)


def _bring_stories(home: Homecoming, actions: Collection[str]) -> None:
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    here = by_id(agreements.every_story(home.connection))
    for one in holding.stories:
        home.require_known("the roadshow", [one.roadshow_id], {ours})
        home.require_known("the action", [one.action_id], actions)
        home.require_known("the record", one.asset_ids, home.known_assets)
        if one.id not in here:
            agreements.put_story(home.connection, replace(one, state=StoryState.DRAFT))
            home.counts["stories"] += 1


def bring_market(home: Homecoming) -> None:
    """Keep stalls and who signed up; a new stall gets a number that is free."""
    holding, ours = home.file.holding, home.file.pack.roadshow_id
    home.require_known("the roadshow", [one.roadshow_id for one in holding.stalls], {ours})
    home.require_known("the record", [one.asset_id for one in holding.stalls], home.known_assets)
    here = by_id(market.of_roadshow(home.connection, ours))
    before = by_id(home.before.stalls)
    for one in map(checked_stall, holding.stalls):
        standing = here.get(one.id)
        kept, disputed = settled(home, before.get(one.id), one, standing)
        if standing is not None:
            _dispute(home, one, standing, disputed, what=standing.name, asset_id=standing.asset_id)
        if kept is not None:
            taken = {other.number for other in here.values() if other.id != one.id}
            free = next(n for n in range(1, len(taken) + 2) if n not in taken)
            kept = replace(kept, number=free if kept.number in taken else kept.number)
            here[one.id] = market.put(home.connection, kept)
            home.counts["changed" if standing else "stalls"] += 1
        home.remember(one, here[one.id])
    home.require_known("the stall", [one.stall_id for one in holding.sign_ups], here)
    known = sum(market.counts_of(home.connection, ours).values())
    for visitor in holding.sign_ups:
        market.add_sign_up(home.connection, visitor)
    home.counts["sign-ups"] += sum(market.counts_of(home.connection, ours).values()) - known
    _remove_stalls(home, here)


def _remove_stalls(home: Homecoming, here: dict[str, Stall]) -> None:
    counts = market.counts_of(home.connection, home.file.pack.roadshow_id)
    for stall_id in home.file.removed:
        if stall_id in here and not counts.get(stall_id):
            market.remove(home.connection, stall_id)


def bring_roadshow(home: Homecoming) -> None:
    """Keep how the session went; what was set up anew here meanwhile stays."""
    standing = roadshows.get(home.connection, home.file.pack.roadshow_id)
    after, before = checked_roadshow(home.file.holding.roadshow), home.before.roadshow
    came, stood = home.memory.records.get(f"Roadshow {standing.id}", ("", ""))
    guests = _invitations(before, after, standing)
    # The code and who made it belong to the office; guests are matched by name.
    same = {
        name: getattr(standing, name)
        for name in ("id", "code", "made_at", "made_by", "version", "invitations")
    }
    after, before = replace(after, **same), replace(before, **same)
    base = standing if stood and stood == _without_guests(standing) else before
    merged, disputed = three_way(base, after, standing)
    if came == _without_guests(after):
        merged, disputed = standing, ()
    if disputed:
        words = f"'{standing.title}' was changed on both sides. "
        home.dispute(standing, words + disputed_words(after, standing, disputed))
    merged = replace(merged, invitations=guests, version=standing.version)
    if merged != standing:
        merged = roadshows.update(home.connection, merged)
    home.memory.records[f"Roadshow {standing.id}"] = (
        _without_guests(after),
        _without_guests(merged),
    )


def _without_guests(roadshow: Roadshow) -> str:
    return digest_of(replace(roadshow, invitations=()))


def _invitations(before: Roadshow, after: Roadshow, standing: Roadshow) -> tuple[Invitation, ...]:
    """Return the guests of both sides, each with the reply that was heard last."""
    was = {one.name: one for one in before.invitations}
    heard = {one.name: one for one in after.invitations}
    here = {one.name for one in standing.invitations}
    return (
        *(
            replace(one, reply=said.reply, note=said.note or one.note)
            if (said := heard.get(one.name)) and said.reply is not _reply(was.get(one.name))
            else one
            for one in standing.invitations
        ),
        *(one for one in after.invitations if one.name not in here and one.name not in was),
    )


def _reply(one: Invitation | None) -> object:
    return one.reply if one else None


def _dispute(
    home: Homecoming,
    came: T,
    standing: T,
    disputed: Sequence[str],
    *,
    what: str,
    asset_id: str | None,
) -> None:
    if disputed:
        words = f"“{what}” was changed on both sides. "
        words += disputed_words(came, standing, disputed)
        home.dispute(came, words, asset_id=asset_id)
