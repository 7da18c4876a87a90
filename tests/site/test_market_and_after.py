"""The plain pages of the market place, of what was agreed, of stories and conversations."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asset_map.credentials.cookies import ROLE_COOKIE, signed_role
from asset_map.model.agreement import Story
from asset_map.model.market import Stall
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Role
from asset_map.register import agreements, market, roadshows
from asset_map.usecases.going_links import going_link
from asset_map.usecases.hold_market import market_of
from asset_map.usecases.hold_talks import groups_spoken_to
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import OFFICER_LASTS, signing_key
from asset_map.usecases.sign_up import list_link
from asset_map.usecases.tell_stories import keep_story, show_story, withdraw_story
from tests.site.conftest import NOW, Browser
from tests.site.test_adding import hidden
from tests.usecases.conftest import OFFICER, PARTNER, WEST, group, kept
from tests.usecases.test_send_round import REPAIR, hall, over

__all__ = ["hall", "over"]

ROADSHOW = Roadshow(id="hall", title="Net Loft roadshow", held_on=NOW.date(), code="WAVE7")
VISITOR = {"name": "Cy", "contact": "cy@x.example", "agreed": "yes", "request": "r1"}


@pytest.fixture
def stall(house: House) -> House:
    """A market place with one stall, by whose name a browser could be tricked."""
    with house.register.writing() as connection:
        roadshows.add(connection, ROADSHOW)
        named = Stall(id="s", roadshow_id="hall", number=1, name="<b>Knitters</b>", shows="Wool")
        market.put(connection, named)
    return house


def sign_ups(house: House) -> int:
    return market_of(house, "hall", actor=PARTNER).signed_up


def test_a_visitor_signs_up_in_the_words_of_the_stall(plain: Browser, stall: House) -> None:
    listed = plain.get("/stalls/wave7").text
    assert "&lt;b&gt;Knitters&lt;/b&gt;" in listed
    page = plain.get("/stalls/WAVE7/1")
    assert "&lt;b&gt;Knitters&lt;/b&gt; may have my name" in page.text
    assert page.headers["cache-control"] == "no-store"
    for _ in range(2):
        sent = plain.post("/stalls/WAVE7/1", VISITOR)
        assert (sent.status_code, sent.headers["location"]) == (303, "/stalls/WAVE7/1/thanks")
    assert "nobody else does" in plain.get("/stalls/WAVE7/1/thanks").text
    assert sign_ups(stall) == 1
    assert not plain.cookies


def test_all_that_is_wrong_stands_at_the_top_and_what_was_typed_stays(
    plain: Browser, stall: House
) -> None:
    refused = plain.post("/stalls/WAVE7/1", {"name": "Cy", "contact": "home", "request": "r"})
    assert refused.status_code == 400
    assert re.findall(r'<a href="#(\w+)">', refused.text) == ["contact", "agreed"]
    assert 'value="home"' in refused.text
    assert sign_ups(stall) == 0


def test_the_group_takes_its_list_once(plain: Browser, stall: House) -> None:
    plain.post("/stalls/WAVE7/1", VISITOR)
    path = list_link(stall, "s", actor=PARTNER, now=NOW)
    assert "1 person signed up" in plain.get(path).text
    assert "cy@x.example" not in plain.get(path).text
    assert plain.post(path, {}).headers["location"] == path
    assert "cy@x.example" in plain.get(path).text
    assert "Names are taken on the day" in plain.get("/stalls/WAVE7/1").text
    assert plain.get("/stall/nobody").status_code == 404


def test_a_stall_that_is_not_there_is_said_to_be_missing(plain: Browser, stall: House) -> None:
    del stall
    assert [plain.get(path).status_code for path in ("/stalls/NONE9", "/stalls/WAVE7/9")] == [
        404,
        404,
    ]


def test_an_owner_says_how_it_goes(plain: Browser, house: House) -> None:
    with house.register.writing() as connection:
        agreements.add(connection, replace(REPAIR, roadshow_id=None, made_at=NOW))
    path = going_link(house, "repair", actor=PARTNER, now=NOW)
    page = plain.get(path).text
    assert "A repair morning" in page
    assert "01632" not in page
    nothing = plain.post(path, {"request": "r"})
    assert (nothing.status_code, 'href="#state"' in nothing.text) == (400, True)
    stuck = plain.post(path, {"state": "stuck", "request": "r"})
    assert (stuck.status_code, 'href="#barrier"' in stuck.text) == (400, True)
    sent = plain.post(path, {"state": "stuck", "barrier": "insurance", "request": "r"})
    assert sent.headers["location"] == f"{path}/thanks"
    assert "somebody who can help" in plain.get(f"{path}/thanks").text
    assert plain.get("/going/nobody").status_code == 404


def test_a_story_is_read_on_its_ward_while_it_is_shown(plain: Browser, house: House) -> None:
    kept(house, group(), NOW)
    told = Story(
        id="lamps",
        title="Lamps <i>again</i>",
        text="Twelve were mended.",
        made_at=NOW,
        made_by="Partner",
        asset_ids=("knitters",),
        ward_codes=(WEST,),
        consent_words="Yes",
        consent_on=date(2026, 11, 20),
    )
    keep_story(house, told, actor=PARTNER)
    pages = f"/ward/{WEST}", "/stories"
    assert [("Twelve" in plain.get(page).text) for page in pages] == [False, False]
    show_story(house, "lamps", actor=OFFICER)
    for page in pages:
        assert "Lamps &lt;i&gt;again&lt;/i&gt;" in plain.get(page).text
        assert '<a href="/asset/knitters">Tuesday Knitters</a>' in plain.get(page).text
    withdraw_story(house, "lamps", actor=PARTNER, now=NOW)
    assert [("Twelve" in plain.get(page).text) for page in pages] == [False, False]


@pytest.fixture
def as_role(plain: Browser, house: House) -> Callable[[Role], None]:
    """Give the browser the cookie of a role."""

    def come_in(role: Role) -> None:
        key = signing_key(Path(house.settings.cache_dir))
        cookie = signed_role(role, until=NOW + OFFICER_LASTS, key=key)
        plain.cookies.set(ROLE_COOKIE, cookie)

    return come_in


def test_a_partner_writes_down_a_conversation_and_nobody_else_can(
    plain: Browser, house: House, as_role: Callable[[Role], None]
) -> None:
    said = {
        "request": "t1",
        "held_on": "2026-11-21",
        "for_group": "Quay Choir",
        "offers": "Songs",
        "has_agreed": "yes",
    }
    assert plain.get("/talk").status_code == 403
    assert plain.post("/talk", said).status_code == 403
    as_role(Role.PARTNER)
    assert 'value="2026-11-22"' in plain.get("/talk").text
    assert plain.post("/talk", {**said, "proof": "x"}).status_code == 403
    assert groups_spoken_to(house, actor=PARTNER, today=NOW.date(), is_everybody=True) == []
    said["proof"] = hidden(plain.get("/talk"))["proof"]
    wrong = plain.post("/talk", {**said, "held_on": "soon", "offers": "<script>"})
    assert (wrong.status_code, 'href="#held_on"' in wrong.text) == (400, True)
    assert "&lt;script&gt;" in wrong.text
    for _ in range(2):
        assert plain.post("/talk", said).headers["location"] == "/talk/kept"
    assert plain.get("/talk/kept").status_code == 200
    (choir,) = groups_spoken_to(house, actor=PARTNER, today=NOW.date(), is_everybody=True)
    assert (choir.name, len(choir.talks)) == ("Quay Choir", 1)
    assert '<option value="Quay Choir">' in plain.get("/talk").text


def test_somebody_who_was_there_reads_what_came_of_it(
    plain: Browser, over: tuple[House, str]
) -> None:
    _, ada = over
    page = plain.get(f"/room/{ada}/round")
    assert page.headers["cache-control"] == "no-store"
    assert "You and Net Loft Hall both said yes to: A repair morning." in page.text
    assert "The &lt;b&gt;bell&lt;/b&gt; ringers" in page.text
    for kept_back in ("01632", "x.example", "locks", "Money", "Safe House"):
        assert kept_back not in page.text
    assert f"/room/{ada}/round" in plain.get(f"/room/{ada}").text
    calendar = plain.get(f"/room/{ada}/dates.ics")
    assert "A repair morning" in calendar.text
    assert plain.get("/room/nobody/round").status_code == 404


def test_what_no_database_keeps_is_left_out_or_leads_nowhere(
    plain: Browser, stall: House, as_role: Callable[[Role], None]
) -> None:
    for path in ("/stalls/a%00b", "/stalls/WAVE7/99999999999999999999", "/stall/%00", "/going/%00"):
        assert plain.get(path).status_code == 404
    sent = plain.post("/stalls/WAVE7/1", {**VISITOR, "name": "C\0y\u202e", "request": "\0"})
    assert sent.status_code == 303
    with stall.register.reading() as connection:
        assert [one.name for one in market.sign_ups_of(connection, "s")] == ["Cy"]
    as_role(Role.PARTNER)
    said = {"request": "\0t", "held_on": "2026-11-21", "for_group": "Ch\0oir", "note": "\0"}
    said["proof"] = hidden(plain.get("/talk"))["proof"]
    assert plain.post("/talk", said).headers["location"] == "/talk/kept"
