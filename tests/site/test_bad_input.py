"""What clumsy, hurried and hostile people send: nothing breaks, nothing typed is lost."""

from dataclasses import replace

import pytest

from asset_map.usecases.follow_up import follow_up
from asset_map.usecases.going_links import going_link
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from tests.site.conftest import NOW, Browser
from tests.site.test_adding import KNITTERS, SEND, faults, hidden, sent_to
from tests.usecases.conftest import PARTNER, group, kept
from tests.usecases.test_send_round import hall, over

__all__ = ["hall", "over"]

UNSEEN = "\u202eTuesday\u200b \r\nKnitters\0\u202c"


@pytest.mark.parametrize(
    "path",
    [
        "/asset/a%00b",
        "/asset/a%00b.ics",
        "/change/%00",
        "/report/a%00",
        "/offer/a%00",
        "/api/wards/%00",
    ],
)
def test_an_address_with_a_nul_leads_nowhere(plain: Browser, path: str) -> None:
    assert plain.get(path).status_code in {404, 307}


def test_what_nobody_can_see_is_left_out_of_what_is_typed(plain: Browser, house: House) -> None:
    assert plain.post("/add/check", {**SEND, "name": UNSEEN}).status_code == 303

    proposed = sent_to(house)[0].proposed
    assert proposed is not None
    assert proposed.name == "Tuesday  Knitters"


def test_a_name_that_shows_nothing_is_no_name(plain: Browser) -> None:
    assert faults(plain.post("/add/check", {**SEND, "name": "\u200d\u200e"})) == ["name"]


@pytest.mark.parametrize(
    ("tampered", "wrong"),
    [
        ({"kind": "skill"}, ["kind"]),
        ({"kind": "story"}, ["kind"]),
        ({"often_0": "fortnightly", "first_0": "9999-12-28"}, ["first_0"]),
        ({"often_0": "fortnightly", "first_0": "0001-01-02"}, ["first_0"]),
        ({"lon": "-6.26", "lat": "53.35", "postcode": ""}, ["postcode"]),
        ({"role": "Ann, 07700 900123"}, ["role"]),
        ({"address": "ring 07700 900123"}, ["address"]),
        ({"languages": "ann@example.org"}, ["languages"]),
    ],
)
def test_what_no_screen_offers_is_refused_beside_its_field(
    plain: Browser, house: House, tampered: dict[str, str], wrong: list[str]
) -> None:
    page = plain.post("/add/check", {**SEND, **tampered})

    assert (page.status_code, faults(page)) == (200, wrong)
    assert "Tuesday Knitters" in page.text
    assert sent_to(house) == []


@pytest.mark.parametrize("pressed", ["drop-²", f"drop-{'9' * 5000}", "next"])
def test_numbers_that_are_none_do_no_harm(plain: Browser, pressed: str) -> None:
    typed = {**KNITTERS, "kept_0": "²", "to": pressed}

    assert plain.post("/add/when", typed).status_code == 200


def test_a_claim_needs_something_to_claim(plain: Browser, house: House) -> None:
    plain.post("/add/check", {**SEND, "claim": "1", "note": "I run it."})

    assert [one.kind.value for one in sent_to(house)] == ["new"]


@pytest.mark.parametrize("pressed", ["send", "next", "instead-nothing"])
def test_what_was_typed_of_an_entry_that_has_gone_stays(plain: Browser, pressed: str) -> None:
    typed = {**KNITTERS, "asset_id": "gone", "base_version": "1", "to": pressed}

    page = plain.post("/add/check", typed)

    assert page.status_code == 200
    assert "is not public any more" in page.text
    assert hidden(page)["name"] == "Tuesday Knitters"
    assert "asset_id" not in hidden(page)


def test_what_was_decided_meanwhile_leads_to_its_private_page(plain: Browser) -> None:
    where = plain.post("/add/check", SEND).headers["location"]
    link = plain.get(where).text.partition('href="/status/')[2].partition('"')[0]
    plain.post(f"/status/{link}/take-back", {})

    late = plain.post("/add/check", {**SEND, "token": link})

    assert late.status_code == 409
    assert f'href="/status/{link}"' in late.text
    assert plain.get(f"/status/{link}/change").status_code == 409


def test_somebody_under_18_who_says_so_last_is_not_kept_either(plain: Browser) -> None:
    page = plain.post("/add/check", {**SEND, "adult": "no"})

    assert faults(page) == ["adult"]
    assert "960123" not in page.text


def test_a_report_of_no_known_sort_is_one_that_something_is_wrong(
    plain: Browser, house: House
) -> None:
    kept(house, group("knitters"), NOW)

    page = plain.post("/report/knitters", {"what": "?", "note": "\0\u200b", "since": "Easter"})

    assert page.status_code == 200
    assert "Nothing is written." in page.text


def test_faults_do_not_count_as_sent(plain: Browser, house: House) -> None:
    kept(house, group("knitters"), NOW)
    for _ in range(house.settings.submissions_per_hour + 1):
        plain.post("/report/knitters", {"what": "wrong", "note": ""})

    assert plain.post("/report/knitters", {"what": "wrong", "note": "x"}).status_code == 303


@pytest.mark.parametrize(
    "path", ["/add/what", "/report/knitters", "/offer/knitters", "/status/x/answer"]
)
def test_more_than_a_form_holds_is_refused_before_it_is_read(plain: Browser, path: str) -> None:
    page = plain.post(path, {"note": "x" * 100_001})

    assert page.status_code == 413
    assert "That is more than fits." in page.text


def test_what_cannot_be_read_is_not_repeated(plain: Browser) -> None:
    page = plain.post("/add/near", {"postcode": "x" * 30})

    assert page.status_code == 400
    assert "<h1>" in page.text
    assert "xxx" not in page.text


def test_whoever_changes_an_entry_of_several_places_is_told_which_one(
    plain: Browser, house: House
) -> None:
    one = group("knitters")
    second = replace(one.locations[0], id="second")
    kept(house, replace(one, locations=(*one.locations, second)), NOW)
    form = hidden(plain.get("/change/knitters"))

    page = plain.post("/add/check", {**form, "to": "where"})

    assert "This entry has one more place." in page.text


@pytest.mark.parametrize("code", ["\0", "\0WAVE9"])
def test_a_code_that_no_database_can_look_up_is_no_code(
    plain: Browser, over: tuple[House, str], code: str
) -> None:
    del over
    assert plain.post("/join", {"code": code}).status_code == 404
    assert plain.get("/stalls/WA%00V-E7").status_code == 200


@pytest.mark.parametrize("seq", ["-1", "9" * 400, "2147483648"])
def test_a_screen_that_claims_to_be_ahead_of_the_room_is_told_everything(
    plain: Browser, over: tuple[House, str], seq: str
) -> None:
    house, token = over
    begin(house, "hall", actor=PARTNER, now=NOW)

    told = plain.get(f"/room/{token}/said/{seq}")

    assert (told.status_code, len(told.json()["cards"])) == (200, 7)


def test_ids_and_keys_that_no_form_sends_take_nothing_back_and_break_nothing(
    plain: Browser, over: tuple[House, str]
) -> None:
    house, token = over
    path = going_link(house, "repair", actor=PARTNER, now=NOW)

    back = plain.post(f"/room/{token}/take-back", {"card": "wool\0"})
    told = [plain.post(path, {"state": "doing", "request": "\0"}) for _ in range(2)]

    assert back.headers["location"] == f"/room/{token}"
    assert {one.headers["location"] for one in told} == {f"{path}/thanks"}
    assert len(follow_up(house, actor=PARTNER, today=NOW.date()).coming[0].check_ins) == 1
