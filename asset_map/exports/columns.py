"""
The one list of the columns that exports have, and who is shown which.

Those that an import reads have the importable field's name.
"""

from dataclasses import dataclass

from asset_map.model.role import Audience

__all__ = ["CONDITION_COLUMNS", "Column", "columns_for"]


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column: its heading, where its value is found, and from which audience on.

    ``path`` is read part by part; where a part is None, the cell is empty.
    """

    name: str
    path: str
    audience: Audience = Audience.PUBLIC


def _named_as(path: str, *names: str, audience: Audience = Audience.PUBLIC) -> tuple[Column, ...]:
    """Return columns that are headed like the fields they show."""
    return tuple(Column(name, f"{path}.{name}", audience) for name in names)


_OFFICER = Audience.OFFICER

_COLUMNS = (
    *_named_as("asset", "id", "name", "kind", "also_known_as", "summary", "description"),
    *_named_as("asset", "building_block", "sector", "tags", "functions", "identifiers"),
    *_named_as("asset", "operating_status", "opened_on", "closed_on"),
    Column("recognised_anchor", "row.is_recognised_anchor"),
    *_named_as("place", "place_name", "address", "postcode"),
    Column("lon", "place.point.lon"),
    Column("lat", "place.point.lat"),
    Column("easting", "place.grid.easting"),
    Column("northing", "place.grid.northing"),
    *_named_as("place", "uprn"),
    Column("location_kind", "place.kind"),
    Column("location_method", "place.method"),
    *_named_as("place", "accuracy_m"),
    Column("publish_location", "place.publish"),
    *_named_as("place", "is_home", audience=_OFFICER),
    Column("ward_code", "ward_code"),
    Column("ward_name", "ward_name"),
    *_named_as("conditions", "boundary_set"),
    *_named_as("row", "other_places"),
    *_named_as("times", "meets", "rrule", "starts_on", "starts_at", "ends_at"),
    *_named_as("times", "term_time_only", "meets_note"),
    *_named_as("asset.for_whom", "min_age", "max_age", "open_to_all", "interests"),
    *_named_as("asset", "languages", "access_notes", "cost_note"),
    *_named_as("asset.space", "capacity_people", "has_kitchen", "is_step_free"),
    *_named_as("asset.space", "has_hearing_loop", "has_parking", "has_accessible_toilet"),
    *_named_as("asset.space", "usual_price", "who_books", "tenure"),
    Column("contact_role", "asset.contact.role"),
    *_named_as("asset.contact", "email", "phone", "url"),
    *_named_as("asset.verification", "verified_on"),
    Column("verified_role", "asset.verification.role", _OFFICER),
    Column("verified_how", "asset.verification.how", _OFFICER),
    *_named_as("asset", "record_state", "visible_to", audience=_OFFICER),
    Column("anchor_status", "asset.anchor.status", _OFFICER),
    Column("anchor_decided_by", "asset.anchor.decided_by", _OFFICER),
    Column("anchor_decided_on", "asset.anchor.decided_on", _OFFICER),
    *_named_as("asset.provenance", "source_id", "source", "source_kind", audience=_OFFICER),
    *_named_as("asset.provenance", "recorded_on", audience=_OFFICER),
)  # fmt: skip

# For a file that has no other place to say so.
CONDITION_COLUMNS = (
    Column("exported_from", "conditions.council"),
    Column("exported_for", "conditions.audience"),
    *_named_as("conditions", "cut_off", "attribution"),
)


def columns_for(audience: Audience) -> tuple[Column, ...]:
    """Return the columns that an audience's export has."""
    order = tuple(Audience)
    return tuple(
        column for column in _COLUMNS if order.index(column.audience) <= order.index(audience)
    )
