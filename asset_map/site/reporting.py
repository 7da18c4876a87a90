"""Telling of a record: it has closed, something is wrong, or we are the group."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, field_validator

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.submission import SubmissionKind
from asset_map.model.typed import as_lines
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward
from asset_map.site.shown import RESIDENT, today
from asset_map.usecases.conversing import status_path
from asset_map.usecases.house import House, random_id
from asset_map.usecases.report_problem import NOTE_MAX, SHORT_MAX, Report, report_problem
from asset_map.usecases.view_asset import view_asset

__all__ = ["reporting_routes"]

# What an address asks for, and what is sent then.
_KINDS = {
    "closed": SubmissionKind.CLOSE,
    "wrong": SubmissionKind.REPORT,
    "claim": SubmissionKind.CLAIM,
}


class _Told(BaseModel):
    """What a form sends; which fields it has depends on ``what``."""

    what: str = ""
    request: str = ""
    note: str = ""
    since: str = ""
    reach: str = ""
    email: str = ""

    @field_validator("*")
    @classmethod
    def _tidy(cls, typed: str) -> str:
        return as_lines(typed)

    def report_of(self, asset_id: str) -> Report:
        """Return what is told of a record."""
        return Report(
            asset_id=asset_id,
            kind=_KINDS[self.what],
            note=self.note,
            since=self.since,
            reach=self.reach,
            email=self.email,
        )


def reporting_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the three short forms of each record, and the page that leads to them."""
    routes = APIRouter(prefix="/report/{asset_id}")
    limit = HourlyLimit(parts.settings.submissions_per_hour)

    @routes.get("")
    def form(asset_id: str, what: str = "") -> Response:
        """Show one form; without a known ``what``, the choice between them."""
        return _drawn(parts, house, asset_id, _Told(what=what, request=random_id()))

    @routes.post("")
    def sent(request: Request, asset_id: str, told: Annotated[_Told, Form()]) -> Response:
        """Send word to the officers, and go on to the receipt."""
        told.what = told.what if told.what in _KINDS else "wrong"
        now, key = parts.now(), told.request
        address = request.client.host if request.client else ""
        try:
            limit.count(address, now=now, field="note")
        except InvalidSubmissionError as error:
            return _drawn(parts, house, asset_id, told, error=error)
        try:
            report = told.report_of(asset_id)
            kept = report_problem(house, report, actor=RESIDENT, now=now, request_key=key)
        except InvalidSubmissionError as error:
            limit.take_back(address, now=now)
            return _drawn(parts, house, asset_id, told, error=error)
        return onward(f"{status_path(house, kept.id)}/sent")

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
    )
