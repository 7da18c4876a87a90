"""What people ask of what is kept about them, and the files that were given out."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.person import SubjectRequest
from asset_map.model.role import Audience, Role
from asset_map.register import flat
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import exports_made, subject_requests

__all__ = ["ExportMade", "add_export", "every", "exports_given_out", "get", "put"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMade:
    """A file that left the register: who took it, when, what it was, and for whom."""

    at: datetime
    actor_name: str
    actor_role: Role
    what: str
    audience: Audience
    records: int
    sha256: str


def every(connection: sa.Connection) -> list[SubjectRequest]:
    """Return every request: those that wait before the others, the most urgent first."""
    is_done: sa.ColumnElement[object] = sa.case((subject_requests.c.done_at.is_(None), 0), else_=1)
    order = is_done, subject_requests.c.due_on
    return flat.select(connection, subject_requests, SubjectRequest, sa.true(), order=order)


def get(connection: sa.Connection, request_id: str) -> SubjectRequest:
    """Return a request."""
    return flat.get(connection, subject_requests, SubjectRequest, request_id)


def put(connection: sa.Connection, request: SubjectRequest) -> SubjectRequest:
    """Keep a request as it now is."""
    return flat.put(connection, subject_requests, request)


def add_export(connection: sa.Connection, export: ExportMade) -> None:
    """Keep that a file was given out."""
    last = connection.scalar(sa.select(sa.func.max(exports_made.c.number))) or 0
    connection.execute(exports_made.insert(), {"number": last + 1, **row_of(export)})


def exports_given_out(connection: sa.Connection, *, limit: int = 500) -> list[ExportMade]:
    """Return the files that were given out, the latest first."""
    columns = [column for column in exports_made.c if column.name != "number"]
    rows = connection.execute(
        sa.select(*columns).order_by(exports_made.c.number.desc()).limit(limit)
    )
    return [record_from(ExportMade, row) for row in rows.mappings()]
