"""What is in the register already and may be the same, from what everybody may know."""

from datetime import date
from functools import partial

from asset_map.model.asset import Asset
from asset_map.model.query import Listing
from asset_map.model.role import Audience
from asset_map.register import public_view
from asset_map.usecases.find_duplicates import alike_to
from asset_map.usecases.house import House

__all__ = ["MOST_SHOWN", "alike_in_public"]

MOST_SHOWN = 5


def alike_in_public(house: House, asset: Asset, *, today: date) -> list[Listing]:
    """
    Return the public records that may be the same as one that somebody types, best first.

    Of what is not public nothing is compared: a hint would tell that it is there.
    """
    with house.register.reading() as connection:
        read = partial(public_view.visible_assets, connection, audience=Audience.PUBLIC)
        alike = alike_to(connection, asset, audience=Audience.PUBLIC, read=read)
        best = [other.id for _, other in alike]
        found = public_view.listings_of(
            connection, best[:MOST_SHOWN], audience=Audience.PUBLIC, today=today
        )
    lines = {line.asset_id: line for line in found}
    return [lines[asset_id] for asset_id in best[:MOST_SHOWN]]
