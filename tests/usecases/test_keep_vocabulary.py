"""A council keeps its own words, and nothing that was said with them breaks."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.connection import Offer, Side
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.vocabulary import VOCABULARY, Term, TermKind
from asset_map.register import links
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import (
    hide_term,
    hints_of,
    keep_term,
    tag_choices,
    vocabulary_lines,
)
from asset_map.usecases.suggest_matches import suggested
from tests.usecases.conftest import OFFICER, PARTNER, group, kept

ROOM = VOCABULARY.find("meeting room") or Term(id="", label="", kind=TermKind.RESOURCE, phrase="")
BOAT = Term(
    id="", label=" Rowing  boat", kind=TermKind.RESOURCE, phrase="a rowing boat",
    parent="things to borrow", synonyms=("coble", "dinghy"),
)  # fmt: skip


def chosen(house: House) -> set[str]:
    return {term.id for terms in tag_choices(house).values() for term in terms}


def test_a_new_word_can_be_chosen_and_is_hinted_at(house: House) -> None:
    made = keep_term(house, BOAT, actor=OFFICER)
    assert (made.id, made.label) == ("rowing boat", "Rowing boat")
    assert "rowing boat" in chosen(house)
    assert [hint.term.id for hint in hints_of(house, "We have two cobles")] == ["rowing boat"]
    (line,) = [line for line in vocabulary_lines(house, actor=OFFICER) if line.is_own]
    assert (line.term, line.uses) == (made, 0)


def test_a_new_name_keeps_the_old_one_as_another_word(house: House) -> None:
    kept_ = keep_term(house, replace(ROOM, label="room to meet"), actor=OFFICER)
    assert kept_.id == "meeting room"
    hints = [hint.term.label for hint in hints_of(house, "a meeting room")]
    assert hints == ["room to meet"]


def test_what_was_said_with_a_hidden_or_renamed_word_still_meets(
    house: House, now: datetime
) -> None:
    for asset_id, side in (("library", Side.OFFER), ("cafe", Side.NEED)):
        kept(house, group(asset_id, asset_id.title()), now)
        with house.register.writing() as connection:
            said = Offer(
                id=asset_id, asset_id=asset_id, side=side, text="x", tags=("meeting room",)
            )
            links.add_offer(connection, said)
    keep_term(house, replace(ROOM, label="hall", synonyms=()), actor=OFFICER)
    hide_term(house, "meeting room", actor=OFFICER)
    assert "meeting room" not in chosen(house)
    assert len(suggested(house, actor=PARTNER, today=date(2026, 11, 22))) == 1
    hide_term(house, "meeting room", actor=OFFICER, is_hidden=False)
    assert "meeting room" in chosen(house)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": "Storage"}, "label"),
        ({"label": " "}, "label"),
        ({"synonyms": ("van",)}, "synonyms"),
        ({"parent": "storage"}, "parent"),
        ({"parent": "food & growing"}, "parent"),
        ({"term_uri": "javascript:alert(1)"}, "term_uri"),
    ],
)
def test_a_word_that_does_not_fit_is_refused(
    house: House, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidSubmissionError) as refused:
        keep_term(house, replace(BOAT, **wrong), actor=OFFICER)  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == [field]


def test_only_those_who_look_after_the_register_keep_the_words(house: House) -> None:
    with pytest.raises(NotAllowedError):
        keep_term(house, BOAT, actor=PARTNER)
