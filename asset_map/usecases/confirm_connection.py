"""Both sides of a connection say that it is so, each by a link of its own."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.tokens import derived_token, token_hash
from asset_map.model.connection import Connection, ConnectionState, ConnectionStep
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.private_link import LinkPurpose, PrivateLink
from asset_map.model.role import Action, Actor, Role, require
from asset_map.model.typed import as_lines
from asset_map.register import assets, link_events, links, private_links
from asset_map.register.engine import Connection as Database
from asset_map.usecases.connect_assets import said_of, step_of
from asset_map.usecases.conversing import link_text
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_assets
from asset_map.usecases.sign_in import signing_key

__all__ = ["Asked", "agree", "asked_about", "disagree", "link_for"]

LINK_LASTS = timedelta(days=60)
NOTE_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one side is asked: is this so? ``has_agreed`` when that side said yes before."""

    link: Connection
    side: str
    giver: str
    taker: str
    has_agreed: bool

    @property
    def sentence(self) -> str:
        """What is said of the two."""
        return f"{self.giver} {said_of(self.link.kind)} {self.taker}."


def link_for(house: House, link_id: str, side_id: str, *, actor: Actor, now: datetime) -> str:
    """
    Return the link by which one side can say that a connection is so.

    Raises
    ------
    InvalidSubmissionError
        When the asset is not one of the two.
    """
    require(actor, Action.CONNECT)
    token = _token(house, link_id, side_id)
    with house.register.writing() as connection:
        link = links.get(connection, link_id)
        if side_id not in {link.from_id, link.to_id}:
            message = f"Asset {side_id} is neither side of connection {link_id}."
            raise InvalidSubmissionError(message)
        require_area_of_assets(connection, actor, link.from_id, link.to_id)
        private_links.add(
            connection,
            PrivateLink(
                token_hash=token_hash(token),
                purpose=LinkPurpose.AGREE,
                made_at=now,
                asset_id=side_id,
                subject_id=link_id,
                until=now + LINK_LASTS,
            ),
        )
    return link_text(house, f"/agree/{token}")


def asked_about(house: House, token: str, *, now: datetime) -> Asked:
    """
    Return what the one who holds a link is asked.

    Raises
    ------
    NotFoundError
        When the link is not known, or has run out.
    """
    with house.register.reading() as connection:
        return _asked(connection, token, now=now)


def agree(house: House, token: str, *, now: datetime) -> Asked:
    """Keep that one side says that it is so; once both have, it counts as agreed."""
    with house.register.writing() as connection:
        asked = _asked(connection, token, now=now)
        if asked.has_agreed:
            return asked
        side = _side(connection, token, now=now)
        agreed = _agreed_sides(connection, asked.link) | {side}
        both = agreed >= {asked.link.from_id, asked.link.to_id}
        link = links.update(connection, replace(asked.link, both_agreed=both))
        step = step_of(
            link,
            ConnectionStep.CONFIRMED,
            actor=_actor(asked),
            now=now,
            before=link.state,
            side_id=side,
        )
        link_events.add(connection, [step])
        return replace(asked, link=link, has_agreed=True)


def disagree(house: House, token: str, words: str, *, now: datetime) -> Asked:
    """
    Keep that one side says it is not so, and what is right instead; an officer reads it.

    Raises
    ------
    InvalidSubmissionError
        When nothing is written, or more than fits.
    """
    said = as_lines(words).strip()
    if not 0 < len(said) <= NOTE_MAX:
        problem = Problem(
            field="words",
            fault="Nothing is written." if not said else f"That has {len(said):,} letters.",
            remedy=f"Say in a sentence or two what is right (up to {NOTE_MAX} letters).",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    with house.register.writing() as connection:
        asked = _asked(connection, token, now=now)
        link = links.update(connection, replace(asked.link, both_agreed=False))
        step = step_of(
            link,
            ConnectionStep.DISPUTED,
            actor=_actor(asked),
            now=now,
            before=link.state,
            side_id=_side(connection, token, now=now),
            text=said,
        )
        link_events.add(connection, [step])
        return replace(asked, link=link, has_agreed=False)


def _token(house: House, link_id: str, side_id: str) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, LinkPurpose.AGREE, link_id, side_id)


def _actor(asked: Asked) -> Actor:
    return Actor(name=f"{asked.side}, by the link", role=Role.PUBLIC)


def _opened(connection: Database, token: str, *, now: datetime) -> PrivateLink:
    return private_links.opened_by(
        connection, token_hash(token), purpose=LinkPurpose.AGREE, now=now
    )


def _side(connection: Database, token: str, *, now: datetime) -> str:
    return _opened(connection, token, now=now).asset_id or ""


def _asked(connection: Database, token: str, *, now: datetime) -> Asked:
    opened = _opened(connection, token, now=now)
    link = links.get(connection, opened.subject_id or "")
    side = opened.asset_id or ""
    if link.state is ConnectionState.ENDED or side not in {link.from_id, link.to_id}:
        message = "This connection has ended meanwhile; there is nothing to agree to any more."
        raise NotFoundError(message)
    return Asked(
        link=link,
        side=assets.get(connection, side).name,
        giver=assets.get(connection, link.from_id).name,
        taker=assets.get(connection, link.to_id).name,
        has_agreed=side in _agreed_sides(connection, link),
    )


def _agreed_sides(connection: Database, link: Connection) -> set[str]:
    """Return which sides said yes to what is said now: a change or a no begins anew."""
    agreed: set[str] = set()
    for step in link_events.of_connection(connection, link.id):
        match step.action:
            case ConnectionStep.CONFIRMED if step.side_id:
                agreed.add(step.side_id)
            case ConnectionStep.DISPUTED:
                agreed.discard(step.side_id or "")
            case ConnectionStep.CHANGED if not link.both_agreed:
                agreed.clear()
            case _:
                pass
    return agreed
