"""Adding and changing, as a plain form: five screens and a receipt."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from asset_map.model.typed import as_one_line
from asset_map.site.form_answers import Answers
from asset_map.site.form_check import Form
from asset_map.site.form_desk import Desk, Handed
from asset_map.site.form_queue import FormQueue
from asset_map.site.form_screens import SCREENS, read_answers
from asset_map.site.form_scripts import script_routes
from asset_map.site.parts import SiteParts
from asset_map.site.pin import pin_routes
from asset_map.site.shown import READ
from asset_map.site.whence import address_of
from asset_map.usecases.house import House
from asset_map.usecases.submit_asset import (
    receipt_of,
)

__all__ = ["adding_routes"]

_MOST_FIELDS = 400
_UNREADABLE = 400


async def _typed(request: Request) -> Answers:
    """Return what a form sent, with the button that was pressed as ``to``."""
    body = await request.body()
    try:
        fields = parse_qsl(body.decode("latin-1"), max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(_UNREADABLE) from error
    return {**read_answers(fields), "to": as_one_line(dict(fields).get("to", "next"))}


def adding_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the form."""
    routes = APIRouter()
    desk = Desk(parts, house)
    queue = FormQueue(desk.begin, desk.finish)

    async def go_on(request: Request) -> Response:
        """Take a screen's answers, and show the next one, or send them all."""
        screen = request.url.path.rpartition("/")[2]
        typed = await _typed(request)
        address = address_of(request)
        return await queue.answer(Handed(screen=screen, typed=typed, address=address))

    # First, and without FastAPI's reading of parameters: here many come at once.
    for screen in SCREENS:
        routes.add_route(f"/add/{screen}", go_on, methods=["POST"])
    routes.include_router(script_routes())
    routes.include_router(pin_routes(house))

    @routes.api_route("/add", methods=READ)
    def begin() -> Response:
        """Ask what it is."""
        return desk.draw(Form(answers=desk.fresh()), "what")

    @routes.get("/add/sent")
    def sent(request: Request, receipt: str = "") -> Response:
        """Show the receipt, for a quarter of an hour."""
        address = parts.settings.public_url or str(request.base_url)
        return desk.receipt(receipt_of(house, receipt, now=parts.now()), address=address)

    @routes.get("/add/{screen}")
    def again(screen: str) -> Response:
        """Begin anew where a browser asks for a screen without its answers."""
        if screen not in SCREENS:
            raise HTTPException(404)
        return RedirectResponse("/add", status_code=303)

    _changing_routes(routes, desk)
    return routes


def _changing_routes(routes: APIRouter, desk: Desk) -> None:
    @routes.api_route("/change/{asset_id}", methods=READ)
    def change(asset_id: str, claim: str = "") -> Response:
        """Show what is public of an entry, each answer to be changed."""
        return desk.reopen({"asset_id": asset_id, "claim": "1" if claim else ""})

    @routes.get("/status/{token}/change")
    def change_own(token: str) -> Response:
        """Show what one sent oneself, each answer to be changed while it waits."""
        return desk.reopen({"token": token})
