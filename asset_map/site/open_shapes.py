"""What the open routes answer with, as ``/api/openapi.json`` describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asset_map.model.gap import GapRun
from asset_map.usecases.open_data import ASSET_COLUMNS

__all__ = [
    "ABOUT",
    "ASSETS",
    "CALENDAR",
    "FAULTS",
    "GAP_RUN",
    "WARDS",
    "ZIP",
    "listed_shape",
    "object_shape",
]

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, which value, and what to do, in one sentence."""

    error: str


_WHOLE = {"type": "integer"}
_TRUTH = {"type": "boolean"}
_TEXT = {"type": "string"}
_SCHEMAS = "https://github.com/OpenReferralUK/uk-profile"

# Members that the format requires of each; many more may be there.
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "services": ("id", "name", "status"),
    "service_at_locations": ("id",),
    "taxonomies": ("id", "name", "description"),
    "taxonomy_terms": ("id", "name", "description"),
}
# The feature's own members say these.
_COLUMNS = [name for name in ASSET_COLUMNS if name not in {"id", "lon", "lat"}]
_TAG = {"ETag": {"description": "Send it back as If-None-Match.", "schema": _TEXT}}

FAULTS: Mapping[int | str, Shape] = {
    304: {"description": "Nothing has changed since the answer with this ETag; no body."},
    400: {"description": "Something that was asked cannot be read; it is named.", "model": Fault},
    404: {"description": "There is none, or none that everybody may see.", "model": Fault},
    429: {
        "description": "Too often in one hour.",
        "model": Fault,
        "headers": {"Retry-After": {"description": "Seconds to wait.", "schema": _WHOLE}},
    },
    "default": {"description": "Something went wrong on this side.", "model": Fault},
}


def _answer(description: str, schema: Shape, *, kind: str = "application/json") -> Shape:
    return {"description": description, "headers": _TAG, "content": {kind: {"schema": schema}}}


def _object(required: tuple[str, ...], **members: Shape) -> Shape:
    return {"type": "object", "required": list(required), "properties": members}


def _features(properties: Shape, *geometries: str) -> Shape:
    geometry = {
        "description": "In WGS 84; null where the place may not be shown.",
        "oneOf": [
            *(_object(("type", "coordinates"), type={"const": one}) for one in geometries),
            {"type": "null"},
        ],
    }
    feature = _object(
        ("type", "geometry", "properties"),
        type={"const": "Feature"},
        geometry=geometry,
        properties=properties,
    )
    return _object(
        ("type", "features"),
        type={"const": "FeatureCollection"},
        features={"type": "array", "items": feature},
    )


def object_shape(name: str) -> Shape:
    """Return the answer of one object of Open Referral UK."""
    return _answer(f"One of the {name}, with everything that belongs to it.", _referral(name))


def listed_shape(name: str) -> Shape:
    """Return the answer of a list of Open Referral UK: its envelope and a page of objects."""
    page = _object(
        ("total_items", "total_pages", "page_number", "size", "contents"),
        total_items=_WHOLE,
        total_pages=_WHOLE,
        page_number=_WHOLE,
        size=_WHOLE,
        first_page=_TRUTH,
        last_page=_TRUTH,
        empty=_TRUTH,
        contents={"type": "array", "items": _referral(name)},
    )
    return _answer(f"A page of the {name}.", page)


def _referral(name: str) -> Shape:
    required = _REQUIRED[name]
    said = f"As Open Referral UK 3.0 has it: {_SCHEMAS}"
    return {**_object(required, **dict.fromkeys(required, _TEXT)), "description": said}


ABOUT = _answer(
    "The format, its version and where it is described.",
    _object(("version", "profile"), version=_TEXT, profile=_TEXT, openapi_url=_TEXT),
)
ZIP = _answer(
    "The whole feed as static files in the layout of its routes.",
    {"type": "string", "contentMediaType": "application/zip"},
    kind="application/zip",
)
ASSETS = _answer(
    "Every asset that everybody may see, with the register it is from, of when, and its sources.",
    _features(_object(("name",), **{name: {} for name in _COLUMNS}), "Point", "MultiPoint"),
    kind="application/geo+json",
)
WARDS = _answer(
    "The areas of the set, simplified to be drawn: do not decide by them who lies where.",
    _features(_object(("code", "name"), code=_TEXT, name=_TEXT), "Polygon", "MultiPolygon"),
    kind="application/geo+json",
)
GAP_RUN: Shape = {
    "description": "Figures that were kept for the public, with all that they stand on.",
    "headers": _TAG,
    "model": GapRun,
}
CALENDAR = _answer(
    "An iCalendar (RFC 5545) that other calendars can subscribe to.", _TEXT, kind="text/calendar"
)
