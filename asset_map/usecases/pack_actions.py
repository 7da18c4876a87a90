"""
What was agreed, as a pack tells it: with a group or a role as its owner, never a person.

The first step and the words of a barrier are free text that names people, and stay inside.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from asset_map.model.agreement import ActionState, AgreedAction
from asset_map.model.committee_pack import CommitteePack, PackAction
from asset_map.model.words import fold
from asset_map.register import agreements
from asset_map.register.engine import Connection
from asset_map.usecases.pack_records import PackRecord

__all__ = ["actions_told", "actions_untold"]

SOMEBODY = "a resident"
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}")
_OVER = frozenset({ActionState.DONE, ActionState.LET_GO})


def actions_told(
    connection: Connection,
    records: Mapping[str, PackRecord],
    codes: Collection[str],
    *,
    last: CommitteePack | None,
    roles: Sequence[str] = (),
) -> tuple[tuple[PackAction, ...], tuple[PackAction, ...]]:
    """
    Return what was agreed since the last pack, and what that told of as it stands now.

    An action is told when it is no bud, all that it is about is public and may be said to
    be somewhere, and part of it lies in the areas. ``roles`` are those of the committee's
    officers. What was done or let go when it was last told does not come back.
    """
    was = (
        {one.action_id: one.state for one in (*last.actions, *last.earlier_actions)} if last else {}
    )
    new: list[PackAction] = []
    earlier: list[PackAction] = []
    for action in agreements.every(connection):
        about = [records[one] for one in action.asset_ids if one in records]
        is_public = len(about) == len(action.asset_ids) and all(one.codes for one in about)
        wards = sorted({code for one in about for code in one.codes if code in codes})
        if action.is_bud or not is_public or not wards or was.get(action.id) in _OVER:
            continue
        told = PackAction(
            action_id=action.id,
            title=_title(action, _owner(action, records, roles)),
            owner=_owner(action, records, roles),
            state=action.state,
            ward_codes=tuple(wards),
            due=action.due,
            barrier=action.barrier.label if action.barrier else "",
            was=was.get(action.id),
            asset_ids=_named(action),
        )
        (earlier if action.id in was else new).append(told)
    return tuple(new), tuple(earlier)


def actions_untold(last: CommitteePack | None, earlier: Sequence[PackAction]) -> int:
    """Return how many actions that the last pack told as going are not told any more."""
    if last is None:
        return 0
    going = {
        one.action_id for one in (*last.actions, *last.earlier_actions) if one.state not in _OVER
    }
    return len(going - {one.action_id for one in earlier})


def _named(action: AgreedAction) -> tuple[str, ...]:
    """Return the records that an action names: what it is about, and who does it."""
    return tuple(sorted({*action.asset_ids, action.owner_asset_id or ""} - {""}))


def _owner(action: AgreedAction, records: Mapping[str, PackRecord], roles: Sequence[str]) -> str:
    """Return the group or the role that does it, or else "a resident"."""
    if action.owner_asset_id is not None:
        record = records.get(action.owner_asset_id)
        return record.asset.name if record and record.codes else "a group"
    about = [records[one].asset for one in action.asset_ids]
    known = (*roles, *(one.contact.role for one in about), *(one.name for one in about))
    said = fold(action.owner)
    return next((one for one in known if said and fold(one) == said), SOMEBODY)


def _title(action: AgreedAction, owner: str) -> str:
    """Return the title without the names that its owner and helpers go by, or parts of them."""
    people = [one for one in (action.owner, *action.helpers) if one and fold(one) != fold(owner)]
    if not people:
        return action.title
    whole = "|".join(re.escape(one) for one in sorted(people, key=len, reverse=True))
    # A first name alone, as it is written: "Marsh" is somebody, "marsh" is not.
    parts = {part for one in people for part in one.split() if _NAME.fullmatch(part)} - {"The"}
    named = "|".join([f"(?i:{whole})", *sorted(map(re.escape, parts))])
    return re.sub(rf"\b(?:{named})\b", "somebody", action.title)
