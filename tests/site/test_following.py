"""What becomes of what was sent: private pages, short forms, and the link in a reminder."""

import re
from dataclasses import replace
from datetime import date

import pytest

from asset_map.model.asset import Contact, Verification
from asset_map.model.location import PublishLocation
from asset_map.model.message import MessageKind
from asset_map.model.role import Audience, Role
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import assets, messages, submissions
from asset_map.usecases.conversing import open_status_link
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import WAITING, Decision, approve, ask, queue, reject
from asset_map.usecases.still_right import reminder_path, write_reminders
from tests.site.conftest import NOW, Browser
from tests.usecases.conftest import OFFICER, group, kept

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"


@pytest.fixture
def knitters(house: House) -> House:
    kept(house, group(), NOW)
    return house


def waiting(house: House) -> list[Submission]:
    with house.register.reading() as connection:
        return submissions.queue(connection, states=WAITING)[0]


def form_of(plain: Browser, what: str) -> dict[str, str]:
    page = plain.get(f"/report/knitters?what={what}")
    assert page.status_code == 200
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def reported(plain: Browser, what: str = "wrong", **typed: str) -> str:
    """Send a report as its form does; return the path of its private page."""
    answer = plain.post("/report/knitters", {**form_of(plain, what), **typed})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removesuffix("/sent")


def decided(house: House, reason: str = "") -> Decision:
    sent = waiting(house)[0]
    return Decision(
        submission_id=sent.id, version=sent.version, actor=OFFICER, now=NOW, reason=reason
    )


@pytest.mark.parametrize(
    ("what", "kind", "typed"),
    [
        ("closed", SubmissionKind.CLOSE, {"since": "Easter"}),
        ("wrong", SubmissionKind.REPORT, {}),
        ("claim", SubmissionKind.CLAIM, {"reach": "01632 960001"}),
    ],
)
def test_a_report_waits_for_an_officer_and_the_record_stays_as_it_is(
    plain: Browser, knitters: House, what: str, kind: SubmissionKind, typed: dict[str, str]
) -> None:
    with knitters.register.reading() as connection:
        before = assets.get(connection, "knitters")

    path = reported(plain, what, note="I went there.", **typed)

    sent = waiting(knitters)[0]
    assert (sent.kind, sent.asset_id, sent.state) == (kind, "knitters", RecordState.SUBMITTED)
    assert all(words in sent.note for words in ("I went there.", *typed.values()))
    with knitters.register.reading() as connection:
        assert assets.get(connection, "knitters") == before
    receipt = plain.get(f"{path}/sent").text
    assert sent.reference in receipt
    assert f"http://127.0.0.1:8501{path}" in receipt
    assert "An officer has not looked yet" in plain.get(path).text


def test_a_form_sent_twice_is_kept_once_and_a_changed_one_again(
    plain: Browser, knitters: House
) -> None:
    hidden = form_of(plain, "wrong")
    first, second, changed = (
        plain.post("/report/knitters", {**hidden, "note": note}).headers["location"]
        for note in ("It moved.", "It moved.", "It moved to the hall.")
    )
    assert first == second != changed
    assert len(waiting(knitters)) == 2


def test_every_fault_of_a_form_is_told_once_at_the_top_and_what_was_typed_stays(
    plain: Browser, knitters: House
) -> None:
    typed = {**form_of(plain, "claim"), "note": " ", "reach": f"{HOSTILE}@"}

    page = plain.post("/report/knitters", typed)

    summary = page.text.partition('class="problems"')[2].partition("</div>")[0]
    assert re.findall(r'href="#(\w+)"', summary) == ["note", "reach"]
    assert 'id="note"' in page.text
    assert 'id="reach"' in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script" not in page.text
    assert waiting(knitters) == []


@pytest.mark.parametrize(
    "path", ["/report/knitters", "/report/nobody", "/report/nobody?what=claim"]
)
def test_what_the_public_cannot_see_cannot_be_reported(
    plain: Browser, house: House, path: str
) -> None:
    kept(house, replace(group(), visible_to=Audience.OFFICER), NOW)
    assert plain.get(path).status_code == 404
    assert plain.post(path.partition("?")[0], {"what": "wrong", "note": "x"}).status_code == 404


@pytest.mark.usefixtures("knitters")
def test_without_a_known_form_the_page_offers_the_choice(plain: Browser) -> None:
    page = plain.get("/report/knitters?what=rubbish").text
    forms = re.findall(r'href="/report/knitters\?what=(\w+)"', page)
    assert forms == ["wrong", "closed", "claim"]


def test_a_question_is_read_and_answered_by_the_private_link(
    plain: Browser, knitters: House
) -> None:
    path = reported(plain, note="It moved.")
    ask(knitters, decided(knitters, "Where to? <b>"))

    page = plain.get(path).text
    assert "An officer asks you something" in page
    assert "Where to? &lt;b&gt;" in page
    answer = plain.post(f"{path}/answer", {"answer": HOSTILE})
    assert (answer.status_code, answer.headers["location"]) == (303, path)

    page = plain.get(path).text
    assert "An officer will read your answer" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    approve(knitters, decided(knitters))
    page = plain.get(path).text
    assert "An officer has dealt with it" in page
    assert 'href="/asset/knitters"' in page


def test_an_empty_answer_is_refused_beside_its_field(plain: Browser, knitters: House) -> None:
    path = reported(plain, note="It moved.")
    ask(knitters, decided(knitters, "Where to?"))
    page = plain.post(f"{path}/answer", {"answer": "  "})
    assert '<a href="#answer">' in page.text
    assert 'id="answer"' in page.text


def test_taking_back_is_asked_first_and_then_done(plain: Browser, knitters: House) -> None:
    path = reported(plain, note="It moved.")
    assert "Take it back?" in plain.get(f"{path}/take-back").text
    assert len(waiting(knitters)) == 1, "looking takes nothing back"

    assert plain.post(f"{path}/take-back", {}).status_code == 303

    assert waiting(knitters) == []
    page = plain.get(path).text
    assert "You took it back" in page
    assert "take-back" not in page


def test_a_refusal_is_read_with_its_reason(plain: Browser, knitters: House) -> None:
    path = reported(plain, note="They are rude.")
    reject(knitters, decided(knitters, "That is no fault of the record."))
    page = plain.get(path).text
    assert "An officer did not take it in" in page
    assert "That is no fault of the record." in page
    late = plain.post(f"{path}/take-back", {})
    assert "An officer has decided" in late.text


@pytest.mark.usefixtures("knitters")
def test_a_private_page_is_kept_by_nobody_and_listed_nowhere(plain: Browser) -> None:
    path = reported(plain, note="It moved.")
    for page in (plain.get(path), plain.get(f"{path}/sent"), plain.get("/status/unknown")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-robots-tag"] == "noindex"
        assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/status/unknown"),
        ("GET", "/status/unknown/sent"),
        ("POST", "/status/unknown/answer"),
        ("POST", "/status/unknown/take-back"),
        ("GET", "/still-right/unknown"),
        ("POST", "/still-right/unknown/yes"),
        ("POST", "/still-right/unknown/closed"),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do(plain: Browser, method: str, path: str) -> None:
    page = plain.get(path) if method == "GET" else plain.post(path, {"answer": "x"})
    assert page.status_code == 404
    assert "This link opens nothing" in page.text
    assert "copy all of it" in page.text


@pytest.fixture
def reminder(house: House) -> str:
    """The path of a reminder about a group that was checked ten months ago."""
    old = replace(
        group(),
        verification=Verification(verified_on=date(2026, 1, 21), role="ward officer"),
        contact=Contact(email="knitters@doggerby.example"),
    )
    hidden = replace(
        old.locations[0], id="hidden", publish=PublishLocation.WITHHELD, place_name="Secret refuge"
    )
    kept(house, replace(old, locations=(*old.locations, hidden)), NOW)
    assert write_reminders(house, actor=OFFICER, now=NOW) == 1
    with house.register.reading() as connection:
        written = messages.every(connection, kinds=[MessageKind.REMINDER])[0]
    return reminder_path(house, written)


def verified_on(house: House) -> date:
    with house.register.reading() as connection:
        verification = assets.get(connection, "knitters").verification
    assert verification
    return verification.verified_on


def test_following_a_reminder_shows_what_is_public_and_changes_nothing(
    plain: Browser, house: House, reminder: str
) -> None:
    page = plain.get(reminder)
    assert "The Net Loft" in page.text
    assert "Secret refuge" not in page.text
    assert "knitters@doggerby.example" not in page.text, "the contact is for officers alone"
    assert verified_on(house) == date(2026, 1, 21)


def test_yes_is_kept_once_and_uses_the_link_up(plain: Browser, house: House, reminder: str) -> None:
    first, again = (plain.post(f"{reminder}/yes", {}) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert "checked today" in plain.get(first.headers["location"]).text
    with house.register.reading() as connection:
        asset = assets.get(connection, "knitters")
    assert asset.verification == Verification(
        verified_on=date(2026, 11, 22), role="its own contact", how="by the link we sent"
    )
    assert asset.version == 2
    assert plain.get(reminder).status_code == 404


def test_closed_is_told_to_the_officers_and_the_record_stays(
    plain: Browser, house: House, reminder: str
) -> None:
    first, again = (plain.post(f"{reminder}/closed", {}) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert [one.kind for one in waiting(house)] == [SubmissionKind.CLOSE]
    assert verified_on(house) == date(2026, 1, 21)
    assert waiting(house)[0].reference in plain.get(first.headers["location"]).text


def test_what_was_sent_is_read_back_in_the_words_of_the_form(plain: Browser, house: House) -> None:
    new = Submission(
        id="new", reference="K7M-4QX-B2D", kind=SubmissionKind.NEW, state=RecordState.SUBMITTED,
        made_at=NOW, made_by="A resident", made_as=Role.PUBLIC,
        proposed=replace(group(name=HOSTILE), contact=Contact(phone="01632 960001")),
    )  # fmt: skip
    with house.register.writing() as connection:
        submissions.add(connection, new)
        path = open_status_link(house, connection, new.id, now=NOW)

    page = plain.get(path).text

    told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert ("Where", "The Net Loft") in told
    assert ("Telephone", "01632 960001") in told
    assert ("What the public sees of the place", "where it is") in told
    assert "<script" not in page
    assert f'href="{path}/change"' in page


@pytest.mark.usefixtures("knitters")
def test_a_script_that_sends_without_end_gets_receipts_and_does_not_fill_the_queue(
    plain: Browser, house: House
) -> None:
    form = form_of(plain, "wrong")
    pages = [plain.post("/report/knitters", {**form, "note": f"{n}."}) for n in range(8)]
    assert {page.status_code for page in pages} == {303}
    assert "Thank you" in plain.get(pages[7].headers["location"]).text
    assert queue(house, actor=OFFICER)[1] == 5
