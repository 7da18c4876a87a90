"""Committee packs: a meeting chosen, its draft looked at, released, and put right."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.role import Role
from asset_map.register import areas
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import pack_file
from asset_map.usecases.pack_template import put_template
from asset_map.usecases.release_pack import list_packs
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.usecases.conftest import EAST, OFFICER, WEST

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def next_month(house: House) -> date:
    """The day on which a committee of both wards meets."""
    day = datetime.now(UTC).date() + timedelta(days=30)
    committee = AreaCommittee(
        id="harbour",
        name=f"Harbour {HOSTILE}",
        members=tuple(CommitteeMember(code=one, set_id="wards-2026") for one in (WEST, EAST)),
        meetings=(day, day - timedelta(days=90)),
    )
    with house.register.writing() as connection:
        areas.put_committee(connection, committee)
    return day


def test_a_pack_is_made_released_and_corrected(
    open_page: Open, house: House, next_month: date
) -> None:
    app = open_page("packs", Role.OFFICER)
    assert "No pack is made yet." in words(app)
    press(app, "Make the draft")
    (draft,) = list_packs(house, actor=OFFICER)
    assert (draft.meeting, app.query_params["pack"]) == (next_month, draft.id)
    assert all(sentence in words(app) for sentence in draft.sentences)
    assert "Not yet mapped: Net Loft and Quayside." in words(app)

    press(app, "Release this pack")
    assert f"Everybody can read it at /pack/{draft.id}" in words(app)
    assert pack_file(house, draft.id, "pack.pdf", actor=OFFICER).content.startswith(b"%PDF")

    press(app, "Make the corrected issue")
    assert "Nothing says what was corrected" in app.warning[0].value
    app.text_input("pack-corrected").set_value("The hall's name.")
    press(app, "Make the corrected issue")
    assert "Issue 2 is made, as a draft." in words(app)
    press(app, "Throw the draft away")
    assert "The draft is gone." in words(app)
    assert [one.issue for one in list_packs(house, actor=OFFICER)] == [1]


def test_a_councils_template_is_put_in_and_left_again(
    open_page: Open, house: House, next_month: date
) -> None:
    del next_month
    app = open_page("packs", Role.OFFICER)
    press(app, "Use this template")
    assert "choose a Word file" in app.warning[0].value
    paper = Document()
    paper.add_heading("Legal advice", 1)
    paper.add_heading("The pack", 1)
    paper.add_paragraph("{{pack}}")
    written = io.BytesIO()
    paper.save(written)
    put_template(house, written.getvalue(), "report *new*.docx", actor=OFFICER, now=NOW)
    app = open_page("packs", Role.OFFICER)
    assert "In use: report *new*.docx" in words(app)
    assert "Headings that wait for you in every pack: Legal advice." in words(app)
    press(app, "Make the draft")
    (draft,) = list_packs(house, actor=OFFICER)
    content = pack_file(house, draft.id, "pack.docx", actor=OFFICER).content
    told = [one.text for one in Document(io.BytesIO(content)).paragraphs]
    assert "Legal advice" in told
    assert draft.sentences[0] in told


def test_a_committees_name_is_shown_as_it_was_typed(open_page: Open, next_month: date) -> None:
    del next_month
    app = open_page("packs", Role.OFFICER)
    press(app, "Make the draft")
    assert f"Harbour {HOSTILE}" in words(app)
    assert "<script>" not in raw_words(app)


def test_partners_are_told_whom_the_page_is_for(open_page: Open) -> None:
    assert "This page is for" in open_page("packs", Role.PARTNER).warning[0].value
