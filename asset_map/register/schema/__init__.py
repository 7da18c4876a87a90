"""
The tables: one schema, the same on SQLite and on PostgreSQL.

``assets`` holds each asset whole, as JSON; all that is asked of many assets at once
lies beside it in the listings, one set of three tables for each audience. Public
readers know the ``public_`` tables, the areas and nothing else. ``number`` is an
asset's place in the register and is never shown.
"""

from asset_map.register.schema.account_tables import (
    account_events,
    account_secrets,
    account_sessions,
    accounts,
    invitations,
    recovery_codes,
    sign_in_attempts,
)
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
from asset_map.register.schema.door_tables import door_counts
from asset_map.register.schema.exchange_tables import messages, private_links, review_events
from asset_map.register.schema.gap_tables import gap_runs, looked_for, ward_mappings
from asset_map.register.schema.intake_tables import (
    idempotency,
    import_batches,
    marks,
    source_rows,
    submissions,
)
from asset_map.register.schema.link_tables import (
    connection_events,
    connections,
    merges,
    not_same,
    offer_events,
    offers,
    suggestions,
    vocabulary_terms,
)
from asset_map.register.schema.listing_tables import (
    LISTINGS,
    ListingTables,
    public_bodies,
    public_skills,
)
from asset_map.register.schema.pack_tables import committee_packs, pack_templates
from asset_map.register.schema.person_tables import (
    consents,
    erased_rows,
    erased_steps,
    erased_subjects,
    exports_made,
    looks,
    people,
    subject_requests,
)
from asset_map.register.schema.roadshow_tables import (
    actions,
    cards,
    check_ins,
    packs_out,
    participants,
    roadshows,
    sign_ups,
    stalls,
    stories,
    talks,
)
from asset_map.register.schema.seal_tables import register_events, sealed_rows, seals

__all__ = [
    "LISTINGS",
    "ListingTables",
    "account_events",
    "account_secrets",
    "account_sessions",
    "accounts",
    "actions",
    "areas",
    "assets",
    "boundary_sets",
    "cards",
    "changes",
    "check_ins",
    "committee_members",
    "committee_packs",
    "committees",
    "connection_events",
    "connections",
    "consents",
    "demand_placements",
    "demand_points",
    "door_counts",
    "erased_rows",
    "erased_steps",
    "erased_subjects",
    "exports_made",
    "gap_runs",
    "idempotency",
    "import_batches",
    "invitations",
    "looked_for",
    "looks",
    "marks",
    "merges",
    "messages",
    "metadata",
    "not_same",
    "offer_events",
    "offers",
    "pack_templates",
    "packs_out",
    "participants",
    "people",
    "placements",
    "places",
    "private_links",
    "public_bodies",
    "public_skills",
    "recovery_codes",
    "register_events",
    "review_events",
    "revisions",
    "roadshows",
    "sealed_rows",
    "seals",
    "sets_in_use",
    "sign_in_attempts",
    "sign_ups",
    "source_rows",
    "stalls",
    "stories",
    "subject_requests",
    "submissions",
    "suggestions",
    "talks",
    "vocabulary_terms",
    "ward_mappings",
]
