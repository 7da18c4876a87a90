"""How does it go? What the link to the owner of something agreed opens."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel

from asset_map.model.agreement import ActionState, BarrierKind
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward, unknown_link
from asset_map.usecases.follow_up import NOTE_MAX, Saying, answer, asked_of
from asset_map.usecases.house import House, random_id

__all__ = ["going_routes"]

_STATES = (ActionState.DONE, ActionState.DOING, ActionState.STUCK, ActionState.LET_GO)


class _Told(BaseModel):
    """What the form sends."""

    state: str = ""
    barrier: str = ""
    note: str = ""
    request: str = ""

    def saying(self) -> Saying:
        """Return what is said; no choice at all is refused."""
        if self.state not in list(_STATES):
            problem = Problem(
                field="state", fault="Nothing is chosen yet.", remedy="Say how it goes."
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))
        barrier = BarrierKind(self.barrier) if self.barrier in list(BarrierKind) else None
        return Saying(state=ActionState(self.state), barrier=barrier, note=self.note)


def going_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the page of something that was agreed, and the answer of its owner."""
    routes = APIRouter(prefix="/going/{token}")

    @routes.get("")
    def question(token: str) -> Response:
        """Ask how it goes; looking changes nothing."""
        return _question(parts, house, token, _Told(request=random_id()))

    @routes.post("")
    def told_us(token: str, told: Annotated[_Told, Form()]) -> Response:
        """Keep the answer, and say thank you."""
        try:
            key = told.request or random_id()
            answer(house, token, told.saying(), request_key=key, now=parts.now())
        except InvalidSubmissionError as error:
            return _question(parts, house, token, told, error=error)
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"/going/{token}/thanks")

    @routes.get("/thanks")
    def thanks(token: str) -> Response:
        """Say thank you."""
        try:
            action = asked_of(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return draw_private("going/thanks.html", parts, action=action)

    return routes


def _question(
    parts: SiteParts,
    house: House,
    token: str,
    told: _Told,
    *,
    error: InvalidSubmissionError | None = None,
) -> Response:
    try:
        action = asked_of(house, token, now=parts.now())
    except NotFoundError:
        return unknown_link(parts)
    return draw_private(
        "going/ask.html",
        parts,
        error=error,
        status=400 if error else 200,
        action=action,
        told=told,
        token=token,
        barriers=list(BarrierKind),
        most=NOTE_MAX,
    )
