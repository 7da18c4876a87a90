"""What a council changed of the words for offers and needs, and what it hides."""

import sqlalchemy as sa

from asset_map.model.vocabulary import Term
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import vocabulary_terms

__all__ = ["changed_terms", "hidden_terms", "put_term"]


def changed_terms(connection: sa.Connection) -> list[Term]:
    """Return the terms that a council changed or added, by id."""
    columns = [column for column in vocabulary_terms.c if column.name != "is_hidden"]
    rows = connection.execute(sa.select(*columns).order_by(vocabulary_terms.c.id)).mappings()
    return [record_from(Term, row) for row in rows]


def hidden_terms(connection: sa.Connection) -> set[str]:
    """Return the ids of the terms that nobody shall choose any more."""
    hidden = sa.select(vocabulary_terms.c.id).where(vocabulary_terms.c.is_hidden)
    return set(connection.scalars(hidden))


def put_term(connection: sa.Connection, term: Term, *, is_hidden: bool = False) -> Term:
    """Keep a term as the council wants it."""
    connection.execute(vocabulary_terms.delete().where(vocabulary_terms.c.id == term.id))
    connection.execute(vocabulary_terms.insert(), row_of(term) | {"is_hidden": is_hidden})
    return term
