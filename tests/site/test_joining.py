"""Phones at a roadshow: joining, adding, taking back, and what the page says when it ends."""

import html
import re
from dataclasses import replace
from datetime import date

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.model.card import Card, CardKind
from asset_map.model.connection import ExchangeTerms, OfferAudience
from asset_map.model.roadshow import Roadshow
from asset_map.register import roadshows
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases.hold_session import SessionView, begin, close, session_of
from asset_map.usecases.house import House
from asset_map.usecases.reach_phones import (
    can_be_reached,
    join_address,
    lan_addresses,
    reached_at,
)
from asset_map.usecases.tidy_cards import hide
from tests.site.conftest import NOW, Browser, site_parts
from tests.usecases.conftest import PARTNER

ROADSHOW = Roadshow(
    id="hall",
    title="Net Loft <roadshow>",
    held_on=date(2026, 11, 22),
    code="WAVE7",
    place="The Net Loft",
    partners=("Harbour & Co",),
)


@pytest.fixture
def hall(house: House) -> House:
    """A register with one open roadshow."""
    with house.register.writing() as connection:
        roadshows.add(connection, ROADSHOW)
    begin(house, ROADSHOW.id, actor=PARTNER, now=NOW)
    return house


def view(hall: House) -> SessionView:
    return session_of(hall, ROADSHOW.id, actor=PARTNER)


def card_of(hall: House, text: str) -> Card:
    """The one card that says so; all came at the same moment of a clock that stands."""
    (card,) = (card for card in view(hall).cards if card.text == text)
    return card


def texts(hall: House) -> list[str]:
    return sorted(card.text for card in view(hall).cards)


def hidden(page: httpx.Response) -> dict[str, str]:
    """What lies hidden in the first form of a page."""
    form = page.text.partition("<form")[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def joined(plain: Browser, **said: str) -> str:
    """Join as the page's form does; return the path of the phone's own page."""
    page = plain.get("/join/WAVE7")
    assert page.status_code == 200
    answer = plain.post("/join/WAVE7", {**hidden(page), **said})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def add(plain: Browser, room: str, text: str, **said: str) -> httpx.Response:
    """Add a card as the page does without scripts."""
    return plain.post(f"{room}/card", {**hidden(plain.get(room)), "text": text, **said})


@pytest.mark.usefixtures("hall")
def test_the_typed_code_leads_to_the_roadshow_and_a_wrong_one_says_so(plain: Browser) -> None:
    assert plain.post("/join", {"code": " wave 7"}).headers["location"] == "/join/WAVE7"
    wrong = plain.post("/join", {"code": "WAVE8"})
    assert wrong.status_code == 404
    assert "Nothing is open under the code &#39;WAVE8&#39;" in wrong.text
    page = plain.get("/join/wave7").text
    assert "Net Loft &lt;roadshow&gt;" in page
    assert "Harbour &amp; Co" in page
    assert not re.search(r'name="may_leave_room"[^>]*checked', page)


def test_one_tap_joins_and_sending_it_twice_lets_in_one(plain: Browser, hall: House) -> None:
    form = hidden(plain.get("/join/WAVE7"))
    paths = {plain.post("/join/WAVE7", form).headers["location"] for _ in range(2)}
    assert len(paths) == 1
    assert [one.may_leave_room for one in view(hall).people] == [False]
    assert not plain.cookies


def test_a_card_is_added_by_the_form_and_shown_escaped(plain: Browser, hall: House) -> None:
    room = joined(plain, for_group="Knitters")
    answer = add(plain, room, "<b>Tea</b>", kind="need", terms="loan", audience="public")
    assert answer.headers["location"].startswith(f"{room}?kind=need")
    page = plain.get(answer.headers["location"])
    assert "&lt;b&gt;Tea&lt;/b&gt;" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    (card,) = view(hall).cards
    assert (card.kind, card.terms, card.for_group) == (
        CardKind.NEED,
        ExchangeTerms.LOAN,
        "Knitters",
    )
    # A phone alone never makes anything public.
    assert card.audience is OfferAudience.THIS_ROOM


def test_a_form_sent_twice_adds_one_card_and_written_anew_another(
    plain: Browser, hall: House
) -> None:
    room = joined(plain)
    form = hidden(plain.get(room))
    for text in ("A shed", "A shed", "A van"):
        assert plain.post(f"{room}/card", {**form, "text": text}).status_code == 303
    assert texts(hall) == ["A shed", "A van"]


@pytest.mark.parametrize("text", ["", "x" * 281])
def test_a_card_that_does_not_do_is_said_at_the_top_and_kept_in_the_field(
    plain: Browser, hall: House, text: str
) -> None:
    page = add(plain, joined(plain), text, kind="idea")
    assert page.status_code == 400
    assert '<a href="#text">' in page.text
    assert re.search(r'value="idea" checked', page.text)
    assert text in page.text
    assert not view(hall).cards


def test_what_the_room_said_names_nobody_who_did_not_ask_for_it(
    plain: Browser, hall: House
) -> None:
    ada, bo = joined(plain, first_name="Ada"), joined(plain, first_name="Bo")
    add(plain, ada, "A shed")
    add(plain, bo, "A boat", is_attributed="yes")
    page = plain.get(f"{ada}/said").text
    assert "A shed" in page
    assert "Bo" in page
    assert "Ada" not in page
    seq = int(re.findall(r'data-said="(\d+)"', page)[0])
    assert plain.get(f"{ada}/said/{seq}").status_code == 204
    boat = card_of(hall, "A boat")
    hide(hall, boat.id, actor=PARTNER, now=NOW)
    assert plain.get(f"{ada}/said/{seq}").json()["gone"] == [boat.id]
    assert "A boat" not in plain.get(f"{ada}/said").text
    assert "A shed" in plain.get(f"{ada}/said").text


def test_one_card_or_everything_is_taken_back_and_others_stay(plain: Browser, hall: House) -> None:
    mine, other = joined(plain, first_name="Ada"), joined(plain)
    for room, text in ((mine, "A shed"), (mine, "A van"), (other, "A boat")):
        add(plain, room, text)
    shed = card_of(hall, "A shed")
    assert plain.post(f"{other}/take-back", {"card": shed.id}).headers["location"] == other
    assert len(view(hall).cards) == 3
    plain.post(f"{mine}/take-back", {"card": shed.id})
    assert texts(hall) == ["A boat", "A van"]
    assert "Your card goes" in plain.get(f"{mine}/leave").text
    plain.post(f"{mine}/leave", {})
    assert texts(hall) == ["A boat"]
    page = plain.get(mine).text
    assert "You took back everything" in page
    assert "A van" not in page
    assert add(plain, mine, "Again").headers["location"] == mine
    assert len(view(hall).cards) == 1


def test_who_lets_it_leave_the_room_can_call_it_back(plain: Browser, hall: House) -> None:
    room = joined(plain, may_leave_room="yes", first_name="Ada")
    assert 'value="partners" selected' in plain.get(room).text
    add(plain, room, "I can drive", kind="offer", audience="partners")
    assert view(hall).cards[0].audience is OfferAudience.PARTNERS
    wrong = plain.post(f"{room}/me", {"first_name": "Ada", "email": "ada at home"})
    assert (wrong.status_code, 'href="#email"' in wrong.text) == (400, True)
    plain.post(f"{room}/me", {"first_name": "Ada"})
    assert view(hall).cards[0].audience is OfferAudience.THIS_ROOM
    assert [one.may_leave_room for one in view(hall).people] == [False]


def test_when_it_is_over_own_cards_can_still_be_taken_back(plain: Browser, hall: House) -> None:
    room = joined(plain)
    add(plain, room, "A shed")
    form = {"id": "late", "text": "Too late"}
    close(hall, ROADSHOW.id, actor=PARTNER, now=NOW)
    page = plain.get(room).text
    assert "is over" in html.unescape(page)
    assert "A shed" in page
    assert "data-room" not in page
    assert plain.post(f"{room}/card", form).headers["location"] == room
    assert "Net Loft" not in plain.get("/join/WAVE7").text
    assert "A shed" not in plain.get(f"{room}/said").text
    plain.post(f"{room}/take-back", {"card": view(hall).cards[0].id})
    assert not view(hall).cards


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize("path", ["", "/said", "/me", "/leave"])
def test_an_unknown_link_says_how_to_join_again(plain: Browser, path: str) -> None:
    page = plain.get(f"/room/made-up{path}")
    assert page.status_code == 404
    assert 'href="/join"' in page.text


@pytest.mark.usefixtures("hall")
def test_a_whole_hall_behind_one_address_comes_in_but_a_flood_does_not(plain: Browser) -> None:
    rooms = {joined(plain) for _ in range(30)}
    assert len(rooms) == 30
    wrong = [plain.post("/join", {"code": f"NO{n}"}).status_code for n in range(310)]
    assert (wrong[0], wrong[-1]) == (404, 429)
    # Who has the right code is let in all the same.
    assert joined(plain) not in rooms
    room = rooms.pop()
    answers = [plain.post(f"{room}/card", {"id": "one", "text": "Tea"}) for _ in range(245)]
    assert (answers[0].status_code, answers[-1].status_code) == (303, 429)
    assert add(plain, rooms.pop(), "Tea").status_code == 303


def test_a_program_that_guesses_codes_is_let_in_by_none(
    monkeypatch: pytest.MonkeyPatch, hall: House
) -> None:
    monkeypatch.setattr("asset_map.site.joining._MOST_MISTYPED", 2)
    monkeypatch.setattr("asset_map.site.joining._MOST_GUESSED", 4)
    guessing, neighbour = (asking(hall, client=address) for address in ("192.0.2.7", "192.0.2.8"))
    answers = [guessing.get(f"/join/{code}").status_code for code in ["NO", "WAVE7"] * 3]

    assert answers == [404, 200, 404, 200, 429, 200]
    assert guessing.get("/join/NO").status_code == 429
    assert guessing.get("/join/WAVE7").status_code == 429
    assert neighbour.get("/join/WAVE7").status_code == 200


@pytest.mark.usefixtures("hall")
def test_a_body_too_large_is_not_read(plain: Browser) -> None:
    assert plain.post(f"{joined(plain)}/card", {"text": "x" * 9_000}).status_code == 413


def asking(house: House, *, client: str) -> Browser:
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = site_parts(house.settings)
    furnish(app, parts, workroom=PlainTextResponse(""), door=public_door(parts, house))
    return Browser(app, client=client)


def test_a_phone_that_reaches_the_laptop_is_noticed_and_the_laptop_itself_is_not(
    hall: House,
) -> None:
    assert "laptop itself" in asking(hall, client="127.0.0.1").get("/hello?code=WAVE7").text
    assert reached_at(hall, "WAVE7") is None
    phone = asking(hall, client="198.51.100.7").get("/hello?code=wave7")
    assert "This phone reaches the laptop" in phone.text
    assert reached_at(hall, "WAVE7") == NOW


def test_phones_are_told_the_address_on_which_the_server_listens(house: House) -> None:
    def at(**settings: object) -> tuple[str, bool]:
        there = replace(house, settings=replace(house.settings, **settings))  # type: ignore[arg-type]
        return join_address(there, "WAVE7"), can_be_reached(there)

    assert at(host="127.0.0.1", port=8501) == ("http://127.0.0.1:8501/join/WAVE7", False)
    assert at(public_url="https://map.example/") == ("https://map.example/join/WAVE7", True)
    assert at(host="192.168.1.9", port=80) == ("http://192.168.1.9:80/join/WAVE7", True)
    if addresses := lan_addresses():
        assert at(host="0.0.0.0", port=8501) == (  # noqa: S104 - asked, not listened on
            f"http://{addresses[0]}:8501/join/WAVE7",
            True,
        )
