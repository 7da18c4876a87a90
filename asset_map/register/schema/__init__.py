"""
The tables: one schema, the same on SQLite and on PostgreSQL.

``assets`` holds each asset whole, as JSON; all that is asked of many assets at once
lies beside it in the listings, one set of three tables for each audience. Public
readers know the ``public_`` tables, the areas and nothing else. ``number`` is an
asset's place in the register and is never shown.
"""

from asset_map.register.schema.area_tables import (
    areas,
    boundary_sets,
    committee_members,
    committees,
    demand_placements,
    demand_points,
    placements,
    sets_in_use,
)
from asset_map.register.schema.asset_tables import assets, changes, places, revisions
from asset_map.register.schema.columns import metadata
from asset_map.register.schema.exchange_tables import messages, private_links, review_events
from asset_map.register.schema.intake_tables import (
    idempotency,
    import_batches,
    marks,
    source_rows,
    submissions,
)
from asset_map.register.schema.link_tables import connections, merges, not_same, offers
from asset_map.register.schema.listing_tables import (
    LISTINGS,
    ListingTables,
    public_bodies,
    public_skills,
)

__all__ = [
    "LISTINGS",
    "ListingTables",
    "areas",
    "assets",
    "boundary_sets",
    "changes",
    "committee_members",
    "committees",
    "connections",
    "demand_placements",
    "demand_points",
    "idempotency",
    "import_batches",
    "marks",
    "merges",
    "messages",
    "metadata",
    "not_same",
    "offers",
    "placements",
    "places",
    "private_links",
    "public_bodies",
    "public_skills",
    "review_events",
    "revisions",
    "sets_in_use",
    "source_rows",
    "submissions",
]
