"""What other programs may read: Open Referral UK 3.0, GeoJSON, figures kept for the public."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.query import Weekday
from asset_map.site.open_answers import OpenDesk, open_route
from asset_map.site.open_shapes import ABOUT, ASSETS, GAP_RUN, ZIP, listed_shape, object_shape
from asset_map.site.parts import SiteParts
from asset_map.site.shown import RESIDENT, today
from asset_map.usecases import open_data
from asset_map.usecases.house import House
from asset_map.usecases.open_data import LISTS, SERVICE_LISTS, Wanted

__all__ = ["open_data_routes"]

MOST_ON_A_PAGE = 500
_DESCRIPTION = "/api/openapi.json"
_DAYS = {word: day for day in Weekday for word in (day.value, day.code.lower())}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# Said in the description, and refused in our own words.
_DAY_WORDS = ["", *(day.value for day in Weekday), *(day.code for day in Weekday)]
_CLOCK_PATTERN = f"^({_CLOCK.pattern})?$"

_Number = Annotated[int, Query(ge=1, le=1_000_000)]
_Size = Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE)]
_Text = Annotated[str, Query(max_length=200)]
_Age = Annotated[float | None, Query(ge=0, le=150)]
_Day = Annotated[
    str,
    Query(
        max_length=20,
        description='Like "tuesday" or "TU".',
        json_schema_extra={"enum": _DAY_WORDS},
    ),
]
_Clock = Annotated[
    str,
    Query(
        max_length=5,
        description='Like "10:00".',
        json_schema_extra={"pattern": _CLOCK_PATTERN},
    ),
]
_Metres = Annotated[
    float | None, Query(gt=0, le=100_000, description="In metres from the postcode; else 5,000.")
]


def open_data_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the open routes, as ``/api/openapi.json`` describes them."""
    routes = APIRouter(tags=["Open data"])
    desk = _Desk(parts, house, OpenDesk(parts))
    routes.add_api_route("/open-referral", desk.about, include_in_schema=False)
    open_route(routes, "/open-referral/", desk.about, shape=ABOUT)
    open_route(routes, "/open-referral.zip", desk.everything, shape=ZIP)
    for name in LISTS:
        path = f"/open-referral/{name}"
        listing = desk.listing if name in SERVICE_LISTS else desk.terms
        open_route(
            routes, path, _named(listing, name), name=f"List {name}", shape=listed_shape(name)
        )
        open_route(
            routes,
            f"{path}/{{object_id}}",
            _named(desk.one, name),
            name=f"One of {name}",
            shape=object_shape(name),
        )
    open_route(routes, "/api/assets.geojson", desk.assets, shape=ASSETS)
    open_route(routes, "/api/gaps/{run_id}.json", desk.gaps, shape=GAP_RUN)
    return routes


def _named(endpoint: Callable[..., Response], name: str) -> Callable[..., Response]:
    """Return the endpoint for one list, described as it is."""
    bound = partial(endpoint, name)
    bound.__doc__ = endpoint.__doc__
    return bound


def _wanted(  # noqa: PLR0913 - the parameters that the format names
    *,
    search: _Text = "",
    page: _Number = 1,
    per_page: _Size = 50,
    taxonomy_term_id: _Text = "",
    taxonomy_id: _Text = "",
    minimum_age: _Age = None,
    maximum_age: _Age = None,
    start_time: _Clock = "",
    end_time: _Clock = "",
    day: _Day = "",
    postcode: _Text = "",
    proximity: _Metres = None,
) -> Wanted:
    """Return what is asked, read."""
    return Wanted(
        search=search,
        page=page,
        per_page=per_page,
        taxonomy_term_id=taxonomy_term_id,
        taxonomy_id=taxonomy_id,
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        start_time=_clock("start_time", start_time),
        end_time=_clock("end_time", end_time),
        day=_day(day),
        postcode=postcode,
        proximity=proximity,
    )


def _day(text: str) -> Weekday | None:
    if not text:
        return None
    if (day := _DAYS.get(text.strip().lower())) is None:
        _refuse("day", text, 'Write it like "tuesday" or "TU".')
    return day


def _clock(name: str, text: str) -> str:
    if text and not _CLOCK.fullmatch(text):
        _refuse(name, text, 'Write it like "10:00".')
    return text


def _refuse(name: str, text: str, remedy: str) -> None:
    fault = f"'{text}' cannot be read as the {name}."
    problem = Problem(field=name, value=text, fault=fault, remedy=remedy)
    raise InvalidSubmissionError(str(problem), problems=(problem,))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Knows what each route answers."""

    parts: SiteParts
    house: House
    desk: OpenDesk

    def about(self, request: Request) -> Response:
        """Say which format this is, in which version, and where it is described."""
        public_url = self.parts.settings.public_url.rstrip("/")
        base = public_url or str(request.base_url).rstrip("/")
        return self._answer(request, lambda: open_data.about(f"{base}{_DESCRIPTION}"))

    def everything(self, request: Request) -> Response:
        """Return the whole feed as static files in one zip."""
        ask = partial(open_data.open_referral_zip, self.house, actor=RESIDENT, now=self.parts.now())
        return self._answer(request, ask, kind="application/zip")

    def listing(
        self, name: str, request: Request, wanted: Annotated[Wanted, Depends(_wanted)]
    ) -> Response:
        """List the services, or the places where they are, page by page."""
        return self._list(request, name, wanted)

    def terms(
        self, name: str, request: Request, page: _Number = 1, per_page: _Size = 50
    ) -> Response:
        """List the taxonomies or their terms, page by page."""
        return self._list(request, name, Wanted(page=page, per_page=per_page))

    def one(self, name: str, request: Request, object_id: str) -> Response:
        """Return one object with everything that belongs to it."""
        ask = partial(open_data.open_referral_object, self.house, name, object_id, actor=RESIDENT)
        return self._answer(request, ask)

    def assets(self, request: Request) -> Response:
        """Return every public asset as GeoJSON (RFC 7946)."""
        ask = partial(open_data.assets_geojson, self.house, actor=RESIDENT, now=self.parts.now())
        return self._answer(request, ask, kind="application/geo+json")

    def gaps(self, request: Request, run_id: str) -> Response:
        """Return figures of wards that were kept for the public, by their id."""
        ask = partial(open_data.open_gap_run, self.house, run_id, actor=RESIDENT)
        return self._answer(request, ask)

    def _list(self, request: Request, name: str, wanted: Wanted) -> Response:
        ask = partial(
            open_data.list_open_referral,
            self.house,
            name,
            wanted,
            actor=RESIDENT,
            today=today(self.parts),
        )
        return self._answer(request, ask)

    def _answer(
        self,
        request: Request,
        ask: Callable[[], bytes | dict[str, Any]],
        *,
        kind: str = "application/json",
    ) -> Response:
        tag = open_data.entity_tag(self.house, f"{request.url.path}?{request.url.query}")
        return self.desk.answer(request, ask, tag=tag, kind=kind)
