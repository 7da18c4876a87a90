"""The blocks of a pack in their order: what every format draws."""

from collections.abc import Iterator

from asset_map.exports.committee_pack.blocks import Block, Figure, Heading, PageStart
from asset_map.exports.committee_pack.changes import changes, links_and_actions
from asset_map.exports.committee_pack.cover import at_a_glance, cover
from asset_map.exports.committee_pack.drawing import map_in_words, map_svg
from asset_map.exports.committee_pack.map_sheet import is_wide, screen_sheet
from asset_map.exports.committee_pack.method import method
from asset_map.exports.committee_pack.ward_pages import ward_page, ward_table
from asset_map.exports.committee_pack.words import printable
from asset_map.model.committee_pack import CommitteePack

__all__ = ["blocks_of"]


def blocks_of(pack: CommitteePack, *, address: str = "") -> Iterator[Block]:
    """Give all blocks: cover, one page, map, table, wards, changes, actions, method."""
    for part in (cover(pack, address), at_a_glance(pack), _map_page(pack), ward_table(pack)):
        yield from map(printable, part)
    for ward in pack.wards:
        yield from map(printable, ward_page(ward, pack, address))
    for part in (changes(pack), links_and_actions(pack), method(pack)):
        yield from map(printable, part)


def _map_page(pack: CommitteePack) -> Iterator[Block]:
    if not pack.shapes:
        return
    yield PageStart(is_wide=is_wide(pack))
    yield Heading(text="Map")
    yield Figure(
        svg=map_svg(pack),
        on_screen=map_svg(pack, screen_sheet(pack)),
        alt=map_in_words(pack),
        caption="The numbers are those of the table that follows.",
        is_wide=is_wide(pack),
    )
