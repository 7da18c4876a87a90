"""The link by which the owner of something agreed says how it goes, without an account."""

from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.tokens import derived_token, token_hash
from asset_map.model.agreement import CHECK_IN_WEEKS, AgreedAction
from asset_map.model.private_link import LinkPurpose, PrivateLink
from asset_map.model.role import Action, Actor, require
from asset_map.register import agreements, private_links
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_outcome
from asset_map.usecases.sign_in import signing_key

__all__ = ["going_link", "going_path", "open_going_link", "opened_by_owner"]


def going_link(house: House, action_id: str, *, actor: Actor, now: datetime) -> str:
    """Let the owner of something say by a link how it goes; return the link's path."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        action = agreements.get(connection, action_id)
        require_area_of_outcome(connection, actor, action)
        open_going_link(house, connection, action, now=now)
    return going_path(house, action_id)


def open_going_link(
    house: House, connection: Connection, action: AgreedAction, *, now: datetime
) -> None:
    """Let the owner's link open, until two weeks after the last check-in."""
    private_links.add(
        connection,
        PrivateLink(
            token_hash=token_hash(_token(house, action.id)),
            purpose=LinkPurpose.CHECK_IN,
            made_at=now,
            subject_id=action.id,
            until=action.made_at + timedelta(weeks=CHECK_IN_WEEKS[-1] + 2),
        ),
    )


def going_path(house: House, action_id: str) -> str:
    """Return the private page of something that was agreed, from the first slash on."""
    return f"/going/{_token(house, action_id)}"


def _token(house: House, action_id: str) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, LinkPurpose.CHECK_IN, action_id)


def opened_by_owner(connection: Connection, token: str, now: datetime) -> AgreedAction:
    """
    Return what an owner's link opens.

    Raises
    ------
    NotFoundError
        When the link is not known or has run out.
    """
    link = private_links.opened_by(
        connection, token_hash(token), purpose=LinkPurpose.CHECK_IN, now=now
    )
    return agreements.get(connection, link.subject_id or "")
