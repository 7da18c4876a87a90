"""Offers and connections come back, with what people made of suggestions."""

from collections.abc import Collection
from dataclasses import replace

from asset_map.model.connection import Connection as Link
from asset_map.model.connection import ConnectionState, Offer
from asset_map.model.suggestion import Suggestion, SuggestionState
from asset_map.register import link_events, links, suggestions
from asset_map.usecases.coming_home import Homecoming, by_id, disputed_words, settled
from asset_map.usecases.keep_offers import keep_new_offer, keep_offer

__all__ = ["bring_connections", "bring_offers", "bring_suggestions"]


def bring_offers(home: Homecoming) -> None:
    """Keep new offers and asks, and what was changed of the others."""
    holding, before = home.file.holding, by_id(home.before.offers)
    home.require_known("the record", [one.asset_id for one in holding.offers], home.known_assets)
    here = {one.id: one for one in links.every_offer(home.connection)}
    for one in holding.offers:
        _require_ours(home, one, before)
        standing = here.get(one.id)
        kept, disputed = settled(home, before.get(one.id), one, standing)
        if standing is None:
            keep_new_offer(home.connection, one, actor=home.actor, now=home.now)
            home.counts["offers"] += 1
        elif kept is not None:
            kept = keep_offer(home.connection, kept, actor=home.actor, now=home.now)
            home.counts["changed"] += 1
        if disputed and standing:
            words = f"“{standing.text or one.text}” was changed on both sides. "
            words += disputed_words(one, standing, disputed)
            home.dispute(one, words, asset_id=standing.asset_id)
        home.remember(one, kept or standing or one)


def bring_connections(home: Homecoming) -> None:
    """Keep new connections with their steps, and what was changed of the others."""
    holding, before = home.file.holding, by_id(home.before.connections)
    ends = [end for one in holding.connections for end in (one.from_id, one.to_id)]
    home.require_known("the record", ends, home.known_assets)
    here = {one.id: one for one in links.every(home.connection)}
    moved: set[str] = set()
    for one in holding.connections:
        _require_ours(home, one, before)
        if _bring_link(home, one, before.get(one.id), here):
            moved.add(one.id)
    _bring_steps(home, moved)


def _bring_link(home: Homecoming, one: Link, before: Link | None, here: dict[str, Link]) -> bool:
    """Keep one connection; whether what was done with it belongs to it here too."""
    standing = here.get(one.id)
    twin = _twin(one, here)
    if twin is not None:
        home.same_links[one.id] = twin.id
        if twin.state is not one.state:
            words = "The same connection was made on both sides. "
            home.dispute(one, words + disputed_words(one, twin, ["state"]), asset_id=one.from_id)
        return False
    if before is not None and standing is not None and standing.amount_gbp is not None:
        # Agreeing shows the sum of money, which a laptop may not know of: it is told, not taken.
        if one.both_agreed and not standing.both_agreed:
            home.dispute(one, "Both sides agreed to a grant there.", asset_id=standing.from_id)
        one = replace(one, both_agreed=before.both_agreed, amount_gbp=before.amount_gbp)
    kept, disputed = settled(home, before, one, standing)
    if standing is None:
        here[one.id] = links.add(home.connection, one)
        home.counts["connections"] += 1
    elif kept is not None:
        here[one.id] = links.update(home.connection, kept)
        home.counts["changed"] += 1
    if disputed and standing:
        words = "A connection was changed on both sides. "
        words += disputed_words(one, standing, disputed)
        home.dispute(one, words, asset_id=standing.from_id)
    home.remember(one, here[one.id])
    return "state" not in disputed


def _twin(one: Link, here: dict[str, Link]) -> Link | None:
    """Return another live connection that says the same."""
    if one.state is ConnectionState.ENDED:
        return None
    said = (one.from_id, one.to_id, one.kind)
    return next(
        (
            other
            for other in here.values()
            if other.id != one.id
            and other.state is not ConnectionState.ENDED
            and (other.from_id, other.to_id, other.kind) == said
        ),
        None,
    )


def _bring_steps(home: Homecoming, moved: set[str]) -> None:
    coming = [one for one in home.file.holding.events if one.connection_id in moved]
    known = {
        (one.connection_id, one.at, one.action, one.to_state)
        for link_id in moved
        for one in link_events.of_connection(home.connection, link_id)
    }
    fresh = [
        one for one in coming if (one.connection_id, one.at, one.action, one.to_state) not in known
    ]
    link_events.add(home.connection, fresh)


def bring_suggestions(home: Homecoming) -> None:
    """Keep what was accepted or dismissed; what the office decided first stands."""
    holding, before = home.file.holding, by_id(home.before.suggestions)
    here = {one.id: one for one in suggestions.every(home.connection)}
    offers = {one.id for one in links.every_offer(home.connection)}
    linked = {one.id for one in links.every(home.connection)}
    for one in holding.suggestions:
        _require_ours(home, one, before)
        home.require_known("the record", [one.giver_id, one.taker_id], home.known_assets)
        home.require_known("the offer", [one.offer_id, one.need_id], offers)
        link_id = home.same_links.get(one.connection_id or "", one.connection_id)
        home.require_known("the connection", [link_id], linked)
        came = replace(one, connection_id=link_id)
        standing = here.get(one.id)
        is_decided = standing is not None and standing.state is not SuggestionState.PROPOSED
        kept, _ = settled(home, before.get(one.id), came, standing)
        if kept is not None and not is_decided:
            suggestions.put(home.connection, kept)
        home.remember(came, kept or standing or came)


def _require_ours(
    home: Homecoming, one: Offer | Link | Suggestion, before: Collection[str]
) -> None:
    """Go on only with what belongs to this roadshow, to none, or went out as it is."""
    if one.id not in before:
        ours = {home.file.pack.roadshow_id}
        home.require_known("the roadshow", [one.roadshow_id], ours)
