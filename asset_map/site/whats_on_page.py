"""What is on: a week to read, a sheet to print, and a calendar."""

from datetime import date, timedelta
from itertools import groupby

from fastapi import APIRouter, Request, Response

from asset_map.site.asset_page import CALENDAR_TYPE
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, show, today, ward_labels
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House
from asset_map.usecases.whats_on import WEEK, Happening, WhatsOn, calendar, monday_of, whats_on

__all__ = ["whats_on_routes"]

# Two years either way: nobody plans further, and a calendar has an end.
_FURTHEST = timedelta(days=731)
# How many lines an A4 sheet holds in large, in smaller and in small print.
_LARGE, _SMALLER = 34, 52


def whats_on_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the week, of its sheet and of its calendar."""
    routes = APIRouter()

    def a_week(ward: str, week: str) -> tuple[WhatsOn, bool]:
        day = today(parts)
        first = _first_day(week, day)
        shown = whats_on(
            house, first=first or monday_of(day), actor=RESIDENT, today=day, ward_code=ward
        )
        return shown, first is not None

    @routes.api_route("/whats-on.ics", methods=READ)
    def as_calendar(ward: str = "") -> Response:
        """Return everything regular as a calendar."""
        content = calendar(house, actor=RESIDENT, now=parts.now(), ward_code=ward)
        return Response(content, media_type=CALENDAR_TYPE, headers={"Cache-Control": "no-cache"})

    @routes.api_route("/whats-on/print", methods=READ)
    def sheet(request: Request, ward: str = "", week: str = "") -> Response:
        """Show a week as one page to print."""
        shown, _ = a_week(ward, week)
        lines = len(shown.happenings) + len(shown.by_arrangement)
        print_size = "large" if lines <= _LARGE else "smaller" if lines <= _SMALLER else "small"
        return show(
            "whats_on_print.html",
            parts,
            request,
            week=shown,
            days=_by_day(shown.happenings),
            print_size=print_size,
        )

    @routes.api_route("/whats-on", methods=READ)
    def week_page(request: Request, ward: str = "", week: str = "") -> Response:
        """Show a week, day by day."""
        shown, is_known = a_week(ward, week)
        return show(
            "whats_on.html",
            parts,
            request,
            here="whats-on",
            week=shown,
            typed=week.strip(),
            is_unknown=not is_known,
            days=_by_day(shown.happenings),
            wards=ward_labels(ward_names(house)),
            ward_code=ward,
            this_week=monday_of(today(parts)),
            today=today(parts),
            earlier=shown.first - WEEK,
            later=shown.first + WEEK,
        )

    return routes


def _first_day(text: str, day: date) -> date | None:
    """Return the first day of the week that is asked for; None where the text is no day."""
    if not text.strip():
        return monday_of(day)
    try:
        asked = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return asked if abs(asked - day) <= _FURTHEST else None


def _by_day(happenings: tuple[Happening, ...]) -> list[tuple[date, list[Happening]]]:
    return [(day, list(some)) for day, some in groupby(happenings, key=lambda one: one.day)]
