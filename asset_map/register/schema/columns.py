"""What the columns of every table are made of."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Integer, Text

__all__ = ["Instant", "Key", "flag", "instant", "key", "metadata", "number", "text"]

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A text that is compared and sorted by its code points on both databases.
Key = Text().with_variant(Text(collation="C"), "postgresql")


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment: aware on both sides, kept in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a moment without a time zone; SQLite would keep it as it came."""
        del dialect
        if value is not None and value.tzinfo is None:
            message = f"The moment {value} has no time zone; give it one."
            raise ValueError(message)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Say that it is UTC: SQLite keeps no time zones."""
        del dialect
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


def key(name: str, *references: ForeignKey, nullable: bool = False) -> Column[str]:
    """Return a column of ids, codes or words of an enum."""
    return Column(name, Key, *references, nullable=nullable)


def text(name: str) -> Column[str]:
    """Return a column of text, empty where nothing is said."""
    return Column(name, Text, nullable=False)


def flag(name: str) -> Column[bool]:
    """Return a column of yes or no."""
    return Column(name, Boolean, nullable=False)


def number(name: str) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, Integer, nullable=False)


def instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    """Return a column of moments."""
    return Column(name, Instant, nullable=nullable)
