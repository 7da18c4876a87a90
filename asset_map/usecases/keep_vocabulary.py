"""The words for what is offered and needed, as the council keeps them."""

from collections import Counter
from dataclasses import dataclass, replace

from asset_map.connections.tags import Hint, tags_in
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_words, web_address
from asset_map.model.vocabulary import VOCABULARY, Term, TermKind, Vocabulary
from asset_map.model.words import fold
from asset_map.register import links, vocabulary
from asset_map.register.engine import Connection as Database
from asset_map.usecases.house import House

__all__ = [
    "LABEL_MAX",
    "TermLine",
    "hide_term",
    "hints_of",
    "keep_term",
    "tag_choices",
    "vocabulary_lines",
    "vocabulary_now",
    "vocabulary_of",
]

LABEL_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """One term as the council looks after it; ``uses`` counts the offers and needs with it."""

    term: Term
    is_hidden: bool
    is_own: bool
    uses: int


def vocabulary_of(connection: Database) -> Vocabulary:
    """Return the words for offers and needs as the council has them, hidden ones too."""
    return VOCABULARY.with_terms(vocabulary.changed_terms(connection))


def vocabulary_now(house: House) -> Vocabulary:
    """Return the words for offers and needs, to read what was said with them."""
    with house.register.reading() as connection:
        return vocabulary_of(connection)


def tag_choices(house: House) -> dict[Term, tuple[Term, ...]]:
    """Return each wider term with its own, as people choose from them; none that is hidden."""
    with house.register.reading() as connection:
        words, hidden = vocabulary_of(connection), vocabulary.hidden_terms(connection)
    return {
        wider: tuple(term for term in terms if term.id not in hidden)
        for kind in TermKind
        for wider, terms in words.chips(kind).items()
        if wider.id not in hidden
    }


def hints_of(house: House, text: str) -> tuple[Hint, ...]:
    """Return which tags a text may be about; a person decides whether it is."""
    with house.register.reading() as connection:
        words, hidden = vocabulary_of(connection), vocabulary.hidden_terms(connection)
    return tuple(hint for hint in tags_in(text, words) if hint.term.id not in hidden)


def vocabulary_lines(house: House, *, actor: Actor) -> list[TermLine]:
    """Return every term with how often it is used, for those who look after the words."""
    require(actor, Action.KEEP_VOCABULARY)
    with house.register.reading() as connection:
        words, hidden = vocabulary_of(connection), vocabulary.hidden_terms(connection)
        said = links.every_offer(connection)
    uses = Counter(tag for one in said for tag in {words.tag(tag) for tag in one.tags})
    shipped = {term.id for term in VOCABULARY.terms}
    return [
        TermLine(
            term=term,
            is_hidden=term.id in hidden,
            is_own=term.id not in shipped,
            uses=uses[term.id],
        )
        for term in words.terms
    ]


def keep_term(house: House, term: Term, *, actor: Actor) -> Term:
    """
    Add a term (its id is empty), or keep what is changed of one.

    Records keep a term's id, so that a new name breaks nothing; the name of before
    becomes another word for it.

    Raises
    ------
    InvalidSubmissionError
        When the name or a word is another term's, or the wider term does not fit.
    NotFoundError
        When there is no term of that id.
    """
    require(actor, Action.KEEP_VOCABULARY)
    with house.register.writing() as connection:
        words = vocabulary_of(connection)
        before = _term(words, term.id) if term.id else None
        label = as_words(term.label)
        tidy = replace(
            term,
            id=term.id or fold(label),
            label=label,
            phrase=as_words(term.phrase) or label,
            synonyms=_synonyms(term, before, label),
            term_uri=as_words(term.term_uri),
        )
        _check(tidy, words, before)
        hidden = tidy.id in vocabulary.hidden_terms(connection)
        return vocabulary.put_term(connection, tidy, is_hidden=hidden)


def hide_term(house: House, term_id: str, *, actor: Actor, is_hidden: bool = True) -> Term:
    """Offer a term no longer, or again; what was said with it keeps it either way."""
    require(actor, Action.KEEP_VOCABULARY)
    with house.register.writing() as connection:
        term = _term(vocabulary_of(connection), term_id)
        return vocabulary.put_term(connection, term, is_hidden=is_hidden)


def _term(words: Vocabulary, term_id: str) -> Term:
    found = next((term for term in words.terms if term.id == term_id), None)
    if found is None:
        message = f"There is no word '{term_id}' in the vocabulary; choose one from the list."
        raise NotFoundError(message)
    return found


def _synonyms(term: Term, before: Term | None, label: str) -> tuple[str, ...]:
    """Return the other words, each once, with the name of before among them."""
    words = [as_words(word) for word in term.synonyms]
    if before is not None:
        words.append(before.label)
    own = {fold(word): word for word in reversed(words) if fold(word) not in {"", fold(label)}}
    return tuple(reversed(own.values()))


def _check(term: Term, words: Vocabulary, before: Term | None) -> None:
    problems = [*_label_problems(term, words, before), *_parent_problems(term, words)]
    taken = [word for word in term.synonyms if _is_of_another(word, term, words)]
    if taken:
        problems.append(
            Problem(
                field="synonyms",
                fault=f"These words stand for something else already: {', '.join(taken)}.",
                remedy="Take them away here, or there first.",
            )
        )
    if term.term_uri and not web_address(term.term_uri):
        problems.append(
            Problem(
                field="term_uri",
                fault=f"'{term.term_uri}' is not an address.",
                remedy="Begin with https://, or leave it empty.",
            )
        )
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))


def _label_problems(term: Term, words: Vocabulary, before: Term | None) -> list[Problem]:
    if not fold(term.label) or len(term.label) > LABEL_MAX:
        remedy = f"Write up to {LABEL_MAX} letters."
        return [Problem(field="label", fault="It has no name that can be read.", remedy=remedy)]
    is_known = before is None and any(term.id == one.id for one in words.terms)
    if is_known or _is_of_another(term.label, term, words):
        remedy = "Choose another name, or change that one."
        fault = f"'{term.label}' is in the list already."
        return [Problem(field="label", fault=fault, remedy=remedy)]
    return []


def _parent_problems(term: Term, words: Vocabulary) -> list[Problem]:
    wider = next((one for one in words.terms if one.id == term.parent), None)
    if not term.parent or (
        wider and not wider.parent and wider.kind is term.kind and wider.id != term.id
    ):
        return []
    fault = f"'{term.parent}' is not a wider word of the same kind."
    return [Problem(field="parent", fault=fault, remedy="Choose one from the list.")]


def _is_of_another(word: str, term: Term, words: Vocabulary) -> bool:
    found = words.find(word)
    return found is not None and found.id != term.id
