"""A person may be called as a place is: Rose Park is found in the park's name too."""

from collections.abc import Collection

from asset_map.model.identifier import Identifier, those_of
from asset_map.model.role import Action, Actor, require
from asset_map.register import assets
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House

__all__ = ["called_so"]


def called_so(house: House, identifiers: Collection[Identifier], *, actor: Actor) -> list[str]:
    """
    Return the names of records, places and wards in which somebody's name stands.

    Whoever erases them by their name takes it out of these too, and out of all that is brought
    in from then on.
    """
    require(actor, Action.ANSWER_REQUESTS)
    blotter = those_of(identifiers)
    names = {ward.name for ward in ward_names(house)}
    with house.register.reading() as connection:
        for asset in assets.every(connection):
            names |= {asset.name, *asset.also_known_as}
            names |= {place.place_name for place in asset.locations}
    return sorted(name for name in names if blotter.found(name))
