"""A partner who is limited to areas changes nothing elsewhere; everything may be read."""

from asset_map.model.agreement import AgreedAction, Story
from asset_map.model.errors import NotAllowedError
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Actor, require_area
from asset_map.register import cards, placements, roadshows
from asset_map.register.engine import Connection

__all__ = [
    "is_own_outcome",
    "require_area_of_assets",
    "require_area_of_cards",
    "require_area_of_outcome",
    "require_area_of_roadshow",
    "wards_to_begin_with",
]


def require_area_of_assets(connection: Connection, actor: Actor, *asset_ids: str) -> None:
    """
    Go on only when one of these assets has a place in the actor's wards.

    Raises
    ------
    NotAllowedError
        When all of them lie elsewhere, or nowhere.
    """
    if actor.by_now().ward_codes is not None:
        of_each = (placements.placements_of(connection, one).values() for one in asset_ids)
        require_area(actor, {placement.code for places in of_each for placement in places})


def require_area_of_roadshow(
    connection: Connection, actor: Actor, roadshow: Roadshow | str | None
) -> None:
    """
    Go on only when a roadshow, by itself or by its id, is for one of the actor's wards.

    Raises
    ------
    NotAllowedError
        When it is for others, or for none.
    """
    if roadshow is not None and actor.by_now().ward_codes is not None:
        one = roadshows.get(connection, roadshow) if isinstance(roadshow, str) else roadshow
        require_area(actor, one.ward_codes)


def require_area_of_cards(connection: Connection, actor: Actor, *card_ids: str) -> None:
    """
    Go on only when these cards were written at roadshows of the actor's wards.

    Raises
    ------
    NotAllowedError
        When one was written elsewhere.
    """
    if actor.by_now().ward_codes is not None:
        for card in [cards.get(connection, one) for one in card_ids]:
            if card.roadshow_id is not None:
                require_area_of_roadshow(connection, actor, card.roadshow_id)
            elif card.asset_id is not None:
                require_area_of_assets(connection, actor, card.asset_id)


def require_area_of_outcome(
    connection: Connection, actor: Actor, one: AgreedAction | Story
) -> None:
    """
    Go on only when what was agreed, or is told, belongs to the actor's wards.

    It belongs to its roadshow; without one, to the wards that a story names, or else to the
    places that it is about.

    Raises
    ------
    NotAllowedError
        When it is of other wards, or of none.
    """
    if actor.by_now().ward_codes is None:
        return
    if one.roadshow_id:
        require_area_of_roadshow(connection, actor, one.roadshow_id)
    elif isinstance(one, Story) and one.ward_codes:
        require_area(actor, one.ward_codes)
    else:
        require_area_of_assets(connection, actor, *one.asset_ids)


def is_own_outcome(connection: Connection, actor: Actor, one: AgreedAction | Story) -> bool:
    """Whether what was agreed, or is told, is this actor's to look after."""
    try:
        require_area_of_outcome(connection, actor, one)
    except NotAllowedError:
        return False
    return True


def wards_to_begin_with(actor: Actor, standing: tuple[str, ...]) -> tuple[str, ...]:
    """Return the wards of a roadshow that is set up: those of the last, or the actor's own."""
    return standing or tuple(sorted(actor.by_now().ward_codes or ()))
