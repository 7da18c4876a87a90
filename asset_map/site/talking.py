"""A conversation written down on a phone: for partners and officers, in under a minute."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel

from asset_map.model.connection import OfferAudience
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, Problem
from asset_map.model.role import Action, Actor
from asset_map.site.form_scripts import script_names
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward
from asset_map.site.shown import today
from asset_map.usecases.form_proof import check_form_proof, form_proof
from asset_map.usecases.hold_talks import NOTE_MAX, Said, groups_spoken_to, record_talk
from asset_map.usecases.house import House, random_id
from asset_map.usecases.sessions import note_use, who_comes

__all__ = ["talking_routes"]


class _Told(BaseModel):
    """What the form sends."""

    request: str = ""
    proof: str = ""
    held_on: str = ""
    for_group: str = ""
    with_whom: str = ""
    note: str = ""
    offers: str = ""
    asks: str = ""
    places: str = ""
    skills: str = ""
    audience: str = OfferAudience.PARTNERS
    has_agreed: str = ""

    def said(self) -> Said:
        """Return the conversation; a day that is none is refused."""
        try:
            held_on = date.fromisoformat(self.held_on)
        except ValueError as error:
            problem = Problem(
                field="held_on",
                fault="That is not a day.",
                remedy="Write it like 2026-11-21.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,)) from error
        is_public = self.audience == OfferAudience.PUBLIC
        return Said(
            id=self.request,
            held_on=held_on,
            for_group=self.for_group,
            with_whom=self.with_whom,
            note=self.note,
            offers=self.offers,
            asks=self.asks,
            places=self.places,
            skills=self.skills,
            audience=OfferAudience.PUBLIC if is_public else OfferAudience.PARTNERS,
            has_agreed=bool(self.has_agreed),
        )


def talking_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the form of a conversation."""
    routes = APIRouter(prefix="/talk")

    def drawn(who: Actor, told: _Told, *, error: InvalidSubmissionError | None = None) -> Response:
        return draw_private(
            "talk/form.html",
            parts,
            error=error,
            status=400 if error else 200,
            told=told,
            proof=form_proof(house, who),
            groups=[one.name for one in groups_spoken_to(house, actor=who, today=today(parts))],
            script=script_names()["talk"],
            most=NOTE_MAX,
        )

    @routes.get("")
    def begin(request: Request, group: str = "") -> Response:
        """Show an empty form, dated today."""
        who = _partner(parts, house, request)
        day = today(parts).isoformat()
        return drawn(who, _Told(request=random_id(), held_on=day, for_group=group[:120]))

    @routes.post("")
    def sent(request: Request, told: Annotated[_Told, Form()]) -> Response:
        """Keep the conversation, and go on to say so."""
        who = _partner(parts, house, request)
        check_form_proof(house, who, told.proof)
        try:
            record_talk(house, told.said(), actor=who, now=parts.now())
        except InvalidSubmissionError as error:
            return drawn(who, told, error=error)
        return onward("/talk/kept")

    @routes.get("/kept")
    def kept(request: Request) -> Response:
        """Say that it is kept."""
        _partner(parts, house, request)
        return draw_private("talk/kept.html", parts)

    return routes


def _partner(parts: SiteParts, house: House, request: Request) -> Actor:
    note_use(house, request.cookies, now=parts.now())
    who = who_comes(house, request.cookies, clock=parts.now)
    if not who.may(Action.RUN_ROADSHOW):
        message = "This page is for partners and officers. Sign in, or come in to the workroom."
        raise NotAllowedError(message)
    return who
