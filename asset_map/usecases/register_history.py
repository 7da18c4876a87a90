"""Who changed what of the register itself: details, boundaries, residents, committees, accounts."""

from datetime import datetime

from asset_map.model.register_event import RegisterEvent
from asset_map.model.role import Action, Actor, require
from asset_map.register import accounts, register_events
from asset_map.register.engine import Connection
from asset_map.usecases.house import House

__all__ = ["changes_of_register", "tell"]


def tell(connection: Connection, did: str, said: str = "", *, actor: Actor, now: datetime) -> None:
    """Write a change down, in the transaction that makes it."""
    event = RegisterEvent(at=now, actor_name=actor.name, did=did, said=said)
    register_events.tell(connection, event)


def changes_of_register(house: House, *, actor: Actor, limit: int = 200) -> list[RegisterEvent]:
    """Return what was changed of the register and of its accounts, the last first."""
    require(actor, Action.KEEP_ACCOUNTS)
    with house.register.reading() as connection:
        changed = register_events.latest(connection, limit=limit)
        names = {one.id: one.name for one in accounts.every_account(connection)}
        for event in accounts.latest_events(connection, limit=limit):
            said = ": ".join(filter(None, (names[event.account_id], event.said)))
            changed.append(
                RegisterEvent(
                    at=event.at, actor_name=event.actor_name, did=f"account {event.did}", said=said
                )
            )
    return sorted(changed, key=lambda one: one.at, reverse=True)[:limit]
