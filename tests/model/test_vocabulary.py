import pytest

from asset_map.model.connection import ConnectionKind
from asset_map.model.vocabulary import VOCABULARY, Term, TermKind


def test_there_are_fourteen_resources_and_sixty_skills_in_twelve_families() -> None:
    resources = VOCABULARY.chips(TermKind.RESOURCE)
    skills = VOCABULARY.chips(TermKind.SKILL)
    assert sum(map(len, resources.values())) == 14
    assert (len(skills), sum(map(len, skills.values()))) == (12, 60)


def test_no_id_stands_twice_and_no_word_for_two_terms() -> None:
    ids = [term.id for term in VOCABULARY.terms]
    words = [word.casefold() for term in VOCABULARY.terms for word in (term.label, *term.synonyms)]
    assert len(set(ids)) == len(ids)
    assert sorted(set(words)) == sorted(words)
    assert {term.parent for term in VOCABULARY.terms} <= {*ids, ""}


@pytest.mark.parametrize("word", ["meeting room", "Meeting Room", "hall", " VENUE "])
def test_a_term_is_found_by_any_of_its_words(word: str) -> None:
    term = VOCABULARY.find(word)
    assert term is not None
    assert (term.id, term.parent, term.leads_to) == (
        "meeting room",
        "a place",
        ConnectionKind.HOSTS,
    )


def test_a_word_that_nobody_has_defined_stands_for_itself() -> None:
    assert VOCABULARY.find("trombone") is None
    assert VOCABULARY.tag(" Trombone ") == VOCABULARY.tag("trombone") == "trombone"
    assert (VOCABULARY.phrase("Trombone"), VOCABULARY.parent("trombone")) == ("Trombone", "")


def test_a_council_adds_terms_and_words_of_its_own() -> None:
    boat = Term(
        id="boat", label="Boat", kind=TermKind.RESOURCE, phrase="a boat", synonyms=("dinghy",)
    )
    own = VOCABULARY.with_terms([boat])
    assert (own.tag("Dinghy"), own.phrase("dinghy")) == ("boat", "a boat")
    assert VOCABULARY.find("dinghy") is None
