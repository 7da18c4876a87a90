from datetime import UTC, datetime

import pytest

from asset_map.model.arrival import Arrival
from asset_map.model.role import Role
from asset_map.model.submission import SubmissionKind
from asset_map.usecases.house import House
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.review_submission import queue
from asset_map.usecases.tray import unlikely_posts
from asset_map.web.paging import PAGE
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.usecases.conftest import OFFICER, RESIDENT


def arrive(house: House, *notes: str) -> None:
    """Send each note as a program does, that fills in every field."""
    for note in notes:
        report = Report(
            asset_id="knitters",
            kind=SubmissionKind.REPORT,
            note=note,
            arrival=Arrival(address="192.0.2.7", has_filled_trap=True),
        )
        report_problem(house, report, actor=RESIDENT, now=datetime.now(UTC))


def lying(house: House) -> int:
    return unlikely_posts(house, actor=OFFICER)[1]


def test_an_empty_tray_says_so(open_page: Open) -> None:
    assert "Nothing lies here." in words(open_page("tray", Role.OFFICER))


def test_an_officer_sees_why_it_lies_here_and_puts_it_into_review(
    open_page: Open, house: House
) -> None:
    arrive(house, HOSTILE)
    app = open_page("tray", Role.OFFICER)
    said = words(app)
    assert "1 unlikely post" in said
    assert "A field that nobody sees was filled in." in said
    assert HOSTILE in said
    assert HOSTILE not in raw_words(app)

    press(app, "Put it into Review")

    ((waiting,), _) = queue(house, actor=OFFICER)
    assert app.success[0].value == f"{waiting.reference} waits in Review now."
    assert (waiting.note, lying(house)) == (HOSTILE, 0)


@pytest.mark.parametrize(
    ("button", "left"),
    [(f"Clear away the {PAGE} on this page", 2), (f"Clear away all {PAGE + 2}", 0)],
)
def test_many_are_cleared_away_at_once_and_it_says_by_whom(
    open_page: Open, house: House, button: str, left: int
) -> None:
    arrive(house, *(f"Buy now {number}" for number in range(PAGE + 2)))

    app = press(open_page("tray", Role.OFFICER), button)

    assert app.success[0].value == f"{PAGE + 2 - left} posts cleared away."
    assert lying(house) == left
    assert "Last cleared on" in words(app)


def test_what_came_after_the_page_was_drawn_stays(open_page: Open, house: House) -> None:
    arrive(house, *(f"Buy now {number}" for number in range(PAGE + 1)))
    app = open_page("tray", Role.OFFICER)
    arrive(house, "They meet on Thursdays now.")

    press(app, f"Clear away all {PAGE + 1}")

    assert [one.note for one in unlikely_posts(house, actor=OFFICER)[0]] == [
        "They meet on Thursdays now."
    ]


def test_the_page_is_for_officers(open_page: Open) -> None:
    assert "This page is for" in words(open_page("tray", Role.PARTNER))
