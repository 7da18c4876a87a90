"""What the demonstration's facilitator made of suggestions, in the break of a past roadshow."""

from collections.abc import Iterable
from functools import partial

from asset_map.demo.district import demo_id
from asset_map.demo.gatherings import Decided, Gathering
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Actor
from asset_map.model.words import LONDON
from asset_map.usecases.house import House
from asset_map.usecases.suggest_matches import accept, dismiss, suggested

__all__ = ["decide_in_breaks"]


def decide_in_breaks(house: House, gatherings: Iterable[Gathering], *, actor: Actor) -> None:
    """Take up and put aside what the content says, by the same way as a person does."""
    for gathering in gatherings:
        for decided in gathering.decided:
            _decide(house, gathering.roadshow.id, decided, actor=actor)


def _decide(house: House, roadshow_id: str, decided: Decided, *, actor: Actor) -> None:
    day = decided.at.astimezone(LONDON).date()
    wanted = decided.offer_id, decided.need_id
    for one in suggested(house, actor=actor, today=day, roadshow_id=roadshow_id):
        if (one.idea.offer_id, one.idea.need_id) == wanted:
            break
    else:
        message = f"The demonstration decides on {wanted}, which nothing suggests; see its content."
        raise NotFoundError(message)
    if decided.because is None:
        new_id = partial(demo_id, "connection", one.id)
        accept(house, one, actor=actor, now=decided.at, roadshow_id=roadshow_id, new_id=new_id)
    else:
        dismiss(
            house, one, decided.because, actor=actor, now=decided.at, words=decided.words,
            roadshow_id=roadshow_id,
        )  # fmt: skip
