"""What is on: a week to read, a sheet to print, and a calendar."""

from datetime import date, timedelta
from itertools import groupby

from fastapi import APIRouter, Request, Response

from asset_map.site.asset_page import CALENDAR_TYPE
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, show, today, ward_labels
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.happenings import Happening
from asset_map.usecases.house import House
from asset_map.usecases.whats_on import WEEK, WhatsOn, calendar, monday_of, whats_on

__all__ = ["whats_on_routes"]

# Two years either way: nobody plans further, and a calendar has an end.
_FURTHEST = timedelta(days=731)
# A page stays light: a busy week of a whole district is looked at ward by ward.
_SHOWN = 250
# How many lines an A4 sheet holds in large, in smaller and in small print.
_LARGE, _SMALLER, _SMALL = 34, 52, 120


def whats_on_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the week, of its sheet and of its calendar."""
    routes = APIRouter()

    @routes.api_route("/whats-on.ics", methods=READ)
    def as_calendar(ward: str = "") -> Response:
        """Return everything regular as a calendar."""
        content = calendar(house, actor=RESIDENT, now=parts.now(), ward_code=ward)
        return Response(content, media_type=CALENDAR_TYPE, headers={"Cache-Control": "no-cache"})

    @routes.api_route("/whats-on/print", methods=READ)
    def sheet(request: Request, ward: str = "", week: str = "") -> Response:
        """Show a week as one page to print."""
        shown, _ = _a_week(parts, house, ward, week)
        return show(
            "whats_on_print.html", parts, request, here="whats-on", week=shown, **_on_a_sheet(shown)
        )

    @routes.api_route("/whats-on", methods=READ)
    def week_page(request: Request, ward: str = "", week: str = "") -> Response:
        """Show a week, day by day."""
        shown, is_known = _a_week(parts, house, ward, week)
        return show(
            "whats_on.html",
            parts,
            request,
            here="whats-on",
            week=shown,
            typed=week.strip(),
            is_unknown=not is_known,
            wards=ward_labels(ward_names(house)),
            ward_code=ward,
            today=today(parts),
            **_on_a_page(shown, today(parts)),
        )

    return routes


def _a_week(parts: SiteParts, house: House, ward: str, week: str) -> tuple[WhatsOn, bool]:
    """Return the week that is asked for, and whether that was a day at all; else this week."""
    day = today(parts)
    first = _first_day(week, day)
    shown = whats_on(
        house, first=first or monday_of(day), actor=RESIDENT, today=day, ward_code=ward
    )
    return shown, first is not None


def _on_a_page(week: WhatsOn, day: date) -> dict[str, object]:
    return {
        "days": _by_day(week.happenings[:_SHOWN]),
        "by_arrangement": week.by_arrangement[:_SHOWN],
        "open_doors": week.open_doors[:_SHOWN],
        "left_out": max(0, len(week.happenings) - _SHOWN),
        "this_week": monday_of(day),
        "earlier": week.first - WEEK,
        "later": week.first + WEEK,
    }


def _on_a_sheet(week: WhatsOn) -> dict[str, object]:
    """Return as many lines as an A4 sheet holds, and how large they can be printed."""
    happenings = week.happenings[:_SMALL]
    arranged = week.by_arrangement[: _SMALL - len(happenings)]
    lines = len(happenings) + len(arranged)
    return {
        "days": _by_day(happenings),
        "by_arrangement": arranged,
        "left_out": len(week.happenings) + len(week.by_arrangement) - lines,
        "print_size": "large" if lines <= _LARGE else "smaller" if lines <= _SMALLER else "small",
    }


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
