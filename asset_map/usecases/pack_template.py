"""A council puts in its own Word template, and every pack to edit is written into it."""

from dataclasses import replace
from datetime import datetime

from asset_map.exports.committee_pack.docx_template import has_mark, opened, standing_headings
from asset_map.model.errors import UnreadableFileError
from asset_map.model.pack_template import PackTemplate
from asset_map.model.role import Action, Actor, require
from asset_map.register import pack_templates
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.reading_files import read_within_limits

__all__ = ["described", "leave_template", "put_template", "template_in_use"]

_LONGEST_NAME = 120


def put_template(
    house: House,
    content: bytes,
    file_name: str,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> PackTemplate:
    """
    Use a template from now on.

    Raises
    ------
    UnreadableFileError
        When it is no DOCX, is too large, or holds what runs or fetches.
    """
    require(actor, Action.BUILD_PACK)
    name = " ".join(file_name.replace("\\", "/").rpartition("/")[2].split())[-_LONGEST_NAME:]
    if not name.lower().endswith(".docx"):
        message = f"'{name}' is no Word document; save the template as .docx and put it in again."
        raise UnreadableFileError(message)
    template = PackTemplate(
        id=new_id(), file_name=name, put_in_at=now, put_in_by=actor.name, content=content
    )
    template = read_within_limits(house, described, template)
    with house.register.writing() as connection:
        pack_templates.add_template(connection, template)
    return template


def leave_template(house: House, *, actor: Actor, now: datetime, new_id: NewId = random_id) -> None:
    """Go back to packs in this program's own layout; the templates before stay kept."""
    require(actor, Action.BUILD_PACK)
    none = PackTemplate(id=new_id(), file_name="", put_in_at=now, put_in_by=actor.name, content=b"")
    with house.register.writing() as connection:
        pack_templates.add_template(connection, none)


def template_in_use(house: House, *, actor: Actor) -> PackTemplate | None:
    """Return the template that packs are written into; None where they have our own layout."""
    require(actor, Action.BUILD_PACK)
    with house.register.reading() as connection:
        found = pack_templates.last_template(connection)
    # It was opened before it was kept.
    return described(found) if found and found.content else None


def described(template: PackTemplate) -> PackTemplate:
    """Open a template, and say what an officer should know of it."""
    document = opened(template.content)
    return replace(template, standing=standing_headings(document), has_mark=has_mark(document))
