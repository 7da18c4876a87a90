"""
Where a person can be found in the register: every column of text, and what it holds.

A test holds this against the tables: whoever adds a column of text says here what it is.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import sqlalchemy as sa

from asset_map.model.words import WordEnum
from asset_map.register.schema import metadata

__all__ = ["HISTORY", "HOLDS", "Holds", "PersonalColumn", "personal_columns", "text_columns"]


class Holds(WordEnum):
    """What a column of text holds, and so what an erasure does with it."""

    # A person's own name, address or words about themselves: emptied.
    ABOUT = "about"
    # Words that may speak of anybody: whoever is erased is taken out of them.
    SAID = "said"
    # A whole record as JSON: each text in it as words that may speak of anybody.
    RECORD = "record"
    # Who acted for the council or a partner: found, and kept as long as the history.
    OFFICE = "office"
    # What was given out, or is about to be: found, to be recalled, and not altered.
    GIVEN_OUT = "given_out"
    # Written anew from another table whenever that changes.
    COPY = "copy"


def _columns(held: str, holds: Holds) -> dict[str, Holds]:
    return dict.fromkeys(held.split(), holds)


_A, _S, _R, _O = Holds.ABOUT, Holds.SAID, Holds.RECORD, Holds.OFFICE
_LISTING = MappingProxyType(_columns("name sort_name summary tags verified_role", Holds.COPY))
_PLACE = MappingProxyType(_columns("place_name postcode when", Holds.COPY))
_WORDS = MappingProxyType(_columns("name also tags does place", Holds.COPY))

# Any column that is not named here holds codes, ids, hashes, words of an enum, or what is the
# council's and nobody's: areas, vocabulary, licences.
HOLDS: Final[Mapping[str, Mapping[str, Holds]]] = MappingProxyType(
    {
        "assets": {"body": _R, "source": _S},
        "revisions": {"before": _R, "after": _R, "reason": _S, "actor_name": _O},
        "public_bodies": {"body": Holds.COPY},
        **{f"{audience}_assets": _LISTING for audience in ("public", "partner", "officer")},
        **{f"{audience}_places": _PLACE for audience in ("public", "partner", "officer")},
        **{f"{audience}_words": _WORDS for audience in ("public", "partner", "officer")},
        "submissions": {"body": _R},
        "review_events": {"text": _S, "actor_name": _O},
        "messages": {"subject": _S, "body": _S, "to_email": _A, "fault": _S},
        "import_batches": {"source": _S, "file_name": _S, "made_by": _O},
        "source_rows": {"source": _S, "row_key": _S},
        "idempotency": {"result": _S},
        "marks": {"value": _S},
        "connections": {"note": _S, "source": _S},
        "connection_events": {"text": _S, "actor_name": _O},
        "offers": {"text": _S, "availability": _S, "area": _S},
        "offer_events": {"before": _R, "after": _R, "actor_name": _O},
        "suggestions": {"reason": _S, "dismissed_words": _S, "decided_by": _O},
        "merges": {"by": _O, "undone_by": _O},
        "roadshows": {"body": _R},
        "participants": {"first_name": _A, "role_words": _A, "for_group": _A, "email": _A},
        "talks": {"by": _O, "for_group": _S, "with_whom": _S, "note": _S},
        "cards": {"text": _S, "made_by": _O, "for_group": _S, "availability": _S},
        "actions": {
            "owner_contact": _A,
            **_columns("title owner helpers first_step barrier_words", _S),
        },
        "check_ins": {"by": _S, "note": _S},
        "stories": {"title": _S, "text": _S, "made_by": _O, "told_by": _S, "consent_words": _S},
        "stalls": {"name": _S, "wants_to_meet": _S, "shows": _S, "spot": _S},
        "sign_ups": {"name": _A, "contact": _A, "consent_words": _S},
        "packs_out": {"made_by": _O},
        "ward_mappings": {"by": _O, "note": _S},
        "looked_for": {"by": _O, "note": _S},
        "gap_runs": {"made_by": _O, "body": Holds.GIVEN_OUT},
        "committee_packs": {"body": Holds.GIVEN_OUT},
        "pack_templates": {"put_in_by": _O},
        "sets_in_use": {"by": _O},
        "committee_members": {"officer": _O},
        "accounts": {"name": _O, "email": _O, "oidc_subject": _O},
        "account_events": {"actor_name": _O, "said": _O},
        "register_events": {"actor_name": _O, "said": _O},
        "people": {"display_name": _A, "contact": _A, "gifts": _A, "made_by": _O},
        "consents": {"captured_by": _O},
        "subject_requests": {"identifiers": _A, "outcome": _S, "kept_by": _O, "done_by": _O},
        "exports_made": {"actor_name": _O},
        "looks": {"actor_name": _O, "reason": _S},
    }
)

# Only ever added to: an erasure goes in by a door of its own, and leaves a hash.
HISTORY: Final = frozenset(
    {"revisions", "review_events", "connection_events", "offer_events", "looks"}
)


class PersonalColumn(NamedTuple):
    """One column where a person may be found."""

    table: sa.Table
    column: sa.Column[object]
    holds: Holds


def personal_columns(*kinds: Holds) -> Iterator[PersonalColumn]:
    """Give every column that holds something of these kinds."""
    for name, held in HOLDS.items():
        table = metadata.tables[name]
        for column, holds in held.items():
            if holds in kinds:
                yield PersonalColumn(table, table.c[column], holds)


def text_columns() -> set[tuple[str, str]]:
    """Return every column of the register in which a text fits."""
    return {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, sa.Text | sa.String | sa.JSON | sa.LargeBinary)
    }
