"""
The index over each audience's words.

PostgreSQL keeps its own. SQLite's FTS5 is told, many rows at once: triggers would
make it write its pages out after every row, which takes twenty times as long.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from asset_map.model.role import Audience
from asset_map.register.chunks import chunks
from asset_map.register.schema import LISTINGS

__all__ = ["has_words", "index_words", "unindex_words", "with_words"]


def index_words(connection: sa.Connection, audience: Audience, numbers: Sequence[int]) -> None:
    """Take the words of these assets into the index."""
    if connection.dialect.name == "postgresql":
        return
    words, index = LISTINGS[audience].words, _index(audience)
    for part in chunks(numbers):
        rows = sa.select(words).where(words.c.number.in_(part)).order_by(words.c.number)
        connection.execute(index.insert().from_select(["rowid", *_fields(words)], rows))


def unindex_words(connection: sa.Connection, audience: Audience, numbers: Sequence[int]) -> None:
    """Take the words of these assets out of the index, before they are deleted themselves."""
    if connection.dialect.name == "postgresql":
        return
    words, index = LISTINGS[audience].words, _index(audience)
    for part in chunks(numbers):
        # FTS5 takes commands in the column that is called like the table.
        rows = sa.select(sa.literal("delete"), words).where(words.c.number.in_(part))
        columns = [index.name, "rowid", *_fields(words)]
        connection.execute(index.insert().from_select(columns, rows.order_by(words.c.number)))


def with_words(
    connection: sa.Connection, words: Sequence[str], audience: Audience
) -> sa.Select[tuple[int]]:
    """Return the numbers of the assets that have, for each word, one that begins with it."""
    if connection.dialect.name == "postgresql":
        table = LISTINGS[audience].words
        return sa.select(table.c.number).where(_has_lexemes(words, audience))
    index = _index(audience)
    asked = " AND ".join(f'"{word}"*' for word in words)
    return sa.select(index.c.rowid).where(
        index.c[index.name].op("MATCH", is_comparison=True)(asked)
    )


def has_words(
    connection: sa.Connection, words: Sequence[str], audience: Audience
) -> sa.ColumnElement[bool]:
    """Return the same as a condition on the table of words."""
    if connection.dialect.name == "postgresql":
        return _has_lexemes(words, audience)
    return LISTINGS[audience].words.c.number.in_(with_words(connection, words, audience))


def _has_lexemes(words: Sequence[str], audience: Audience) -> sa.ColumnElement[bool]:
    lexemes: sa.ColumnElement[str] = sa.literal_column(f"{audience}_words.lexemes")
    asked = " & ".join(f"'{word}':*" for word in words)
    return lexemes.op("@@", is_comparison=True)(sa.cast(asked, TSQUERY))


def _index(audience: Audience) -> sa.TableClause:
    name = f"{audience}_index"
    texts = [sa.column(field, sa.Text) for field in _fields(LISTINGS[audience].words)]
    return sa.table(name, sa.column(name, sa.Text), sa.column("rowid", sa.Integer), *texts)


def _fields(words: sa.Table) -> list[str]:
    return [column.name for column in words.c if not column.primary_key]
