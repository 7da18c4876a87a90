"""A council's Word templates for packs: the one put in last is used, the others are kept."""

import hashlib

import sqlalchemy as sa

from asset_map.model.pack_template import PackTemplate
from asset_map.register.schema import pack_templates

__all__ = ["add_template", "last_template"]


def add_template(connection: sa.Connection, template: PackTemplate) -> None:
    """Keep a template; from now on it is the one in use."""
    row = {
        "id": template.id,
        "file_name": template.file_name,
        "put_in_at": template.put_in_at,
        "put_in_by": template.put_in_by,
        "sha256": hashlib.sha256(template.content).hexdigest(),
        "content": template.content,
    }
    connection.execute(pack_templates.insert(), row)


def last_template(connection: sa.Connection) -> PackTemplate | None:
    """Return the template that was put in last; None before the first."""
    column = pack_templates.c
    latest = (column.put_in_at.desc(), column.id.desc())
    row = (
        connection.execute(sa.select(pack_templates).order_by(*latest).limit(1)).mappings().first()
    )
    if row is None:
        return None
    return PackTemplate(
        id=row["id"],
        file_name=row["file_name"],
        put_in_at=row["put_in_at"],
        put_in_by=row["put_in_by"],
        content=bytes(row["content"]),
    )
