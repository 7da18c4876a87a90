"""Telling of a record: it has closed, something is wrong, or we are the group."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import field_validator

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.submission import SubmissionKind
from asset_map.model.typed import as_lines
from asset_map.site.form_screens import TRAP
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private
from asset_map.site.short_form import ShortForm, fresh, handed_in
from asset_map.site.shown import RESIDENT, today
from asset_map.site.whence import address_of
from asset_map.usecases.house import House
from asset_map.usecases.report_problem import NOTE_MAX, SHORT_MAX, Report, report_problem
from asset_map.usecases.view_asset import view_asset

__all__ = ["reporting_routes"]

# What an address asks for, and what is sent then.
_KINDS = {
    "closed": SubmissionKind.CLOSE,
    "wrong": SubmissionKind.REPORT,
    "claim": SubmissionKind.CLAIM,
}


class _Told(ShortForm):
    """What a form sends; which fields it has depends on ``what``."""

    what: str = ""
    note: str = ""
    since: str = ""
    reach: str = ""
    email: str = ""

    @field_validator("*")
    @classmethod
    def _tidy(cls, typed: str) -> str:
        return as_lines(typed)

    def report_of(self, asset_id: str, address: str) -> Report:
        """Return what is told of a record."""
        return Report(
            asset_id=asset_id,
            kind=_KINDS[self.what],
            note=self.note,
            since=self.since,
            reach=self.reach,
            email=self.email,
            arrival=self.arrival(address, self.note),
        )


def reporting_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the three short forms of each record, and the page that leads to them."""
    routes = APIRouter(prefix="/report/{asset_id}")

    @routes.get("")
    def form(asset_id: str, what: str = "") -> Response:
        """Show one form; without a known ``what``, the choice between them."""
        told = _Told(what=what).model_copy(update=fresh(house, now=parts.now()))
        return _drawn(parts, house, asset_id, told)

    @routes.post("")
    def sent(request: Request, asset_id: str, told: Annotated[_Told, Form()]) -> Response:
        """Send word to the officers, and go on to the receipt."""
        told.what = told.what if told.what in _KINDS else "wrong"
        report = told.report_of(asset_id, address_of(request))
        now, key = parts.now(), told.request
        return handed_in(
            house,
            lambda: report_problem(house, report, actor=RESIDENT, now=now, request_key=key),
            lambda error: _drawn(parts, house, asset_id, told, error=error),
        )

    return routes


def _drawn(
    parts: SiteParts,
    house: House,
    asset_id: str,
    told: _Told,
    *,
    error: InvalidSubmissionError | None = None,
) -> Response:
    view = view_asset(house, asset_id, actor=RESIDENT, today=today(parts))
    return draw_private(
        "follow/report.html" if told.what in _KINDS else "follow/what.html",
        parts,
        error=error,
        asset=view.asset,
        typed=told,
        most={"note": NOTE_MAX, "short": SHORT_MAX},
        trap=TRAP,
    )
