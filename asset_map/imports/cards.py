"""Paper cards that were keyed into a spreadsheet: one row a card, in whatever words were used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from asset_map.imports import readers as read
from asset_map.imports.fields import Field
from asset_map.imports.readers import Fault
from asset_map.imports.row_keys import numbered
from asset_map.imports.rows import ReadCells, RowReader
from asset_map.imports.small_tables import guessed_mapping, known_words
from asset_map.imports.table import RowProblem, Table
from asset_map.model.asset import AssetKind
from asset_map.model.card import CardKind
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.roadshow import TREE_LABELS, TreePart

__all__ = ["CardReading", "ReadCard", "card_fields", "card_mapping", "read_cards"]

TEXT_MAX, SHORT_MAX, MOST_TAGS = 280, 120, 8
# A full hall writes some hundred; more is another file that was chosen by mistake.
MOST_CARDS = 2_000

_CARDS = "Paper cards"
_TREE_HEADINGS = ("part of the tree", "tree", "where on the tree")
_CONSENT_HEADINGS = (
    *("leaves the room", "may leave the room", "may leave room", "consent tick", "tick"),
    *("who may read it", "audience", "share"),
)


_Kind = tuple[CardKind, AssetKind | None]
_KINDS: Mapping[str, _Kind] = {
    **{kind.label: (kind, None) for kind in CardKind},
    **{
        kind.label: (CardKind.ASSET, kind)
        for kind in AssetKind
        if kind not in {AssetKind.SKILL, AssetKind.STORY}
    },
    **dict.fromkeys(("place", "room", "hall", "building"), (CardKind.ASSET, AssetKind.SPACE)),
    **dict.fromkeys(("club", "society", "association"), (CardKind.ASSET, AssetKind.GROUP)),
    **dict.fromkeys(("what we have", "something we have"), (CardKind.ASSET, None)),
    **dict.fromkeys(("ask", "want", "we need", "looking for"), (CardKind.NEED, None)),
    **dict.fromkeys(("give", "we can give", "can lend"), (CardKind.OFFER, None)),
    **dict.fromkeys(("gift", "can do", "what i can do"), (CardKind.SKILL, None)),
    **dict.fromkeys(("dream", "wish", "bud"), (CardKind.IDEA, None)),
    **dict.fromkeys(("who is missing", "missing"), (CardKind.MISSING_VOICE, None)),
}
_TERMS = {
    **{terms.label: terms for terms in ExchangeTerms},
    **dict.fromkeys(("free", "for free", "no charge"), ExchangeTerms.GIFT),
    **dict.fromkeys(("borrow", "lend", "on loan"), ExchangeTerms.LOAN),
    **dict.fromkeys(("exchange", "barter"), ExchangeTerms.SWAP),
    **dict.fromkeys(("to be agreed", "we can talk"), ExchangeTerms.NEGOTIABLE),
    **dict.fromkeys(("for money", "hire", "pay"), ExchangeTerms.PAID),
}
_URGENCY = {
    **{urgency.label: urgency for urgency in Urgency},
    **dict.fromkeys(("urgent", "at once", "today", "this week"), Urgency.NOW),
    **dict.fromkeys(("this month", "next month"), Urgency.SOON),
    **dict.fromkeys(("one day", "some day", "no hurry", "later"), Urgency.SOMEDAY),
}
_AUDIENCES = {
    **{audience.label: audience for audience in OfferAudience},
    **dict.fromkeys(("partner", "council and partners"), OfferAudience.PARTNERS),
    **dict.fromkeys(("everybody", "everyone", "anybody", "anyone"), OfferAudience.PUBLIC),
    **dict.fromkeys(("room", "only this room", "stays here"), OfferAudience.THIS_ROOM),
}


def _consent(cell: str) -> OfferAudience | Fault:
    """Read who may know it: a tick lets it leave the room, and partners read it."""
    ticked = read.yes_no(cell)
    if isinstance(ticked, bool):
        return OfferAudience.PARTNERS if ticked else OfferAudience.THIS_ROOM
    named = known_words(_AUDIENCES)(cell)
    if isinstance(named, OfferAudience):
        return named
    return Fault(
        "This does not say whether the card may leave the room.",
        "Write yes, no or public; left empty it stays in the room.",
    )


def _tags(cell: str) -> object:
    found = read.items(SHORT_MAX)(cell)
    if isinstance(found, tuple) and len(found) > MOST_TAGS:
        return Fault(f"These are {len(found)} tags.", f"Keep the {MOST_TAGS} that say most.")
    return found


def card_fields(tree_labels: Mapping[TreePart, str] | None = None) -> tuple[Field, ...]:
    """Return the columns of a file of cards; the tree's parts go by their labels here too."""
    parts = {part.label: part for part in TreePart}
    parts |= {label: part for part, label in {**TREE_LABELS, **(tree_labels or {})}.items()}
    short, text = read.text(SHORT_MAX), read.text(TEXT_MAX)
    return (
        Field("card", _CARDS, "What the card says. Every row needs it.", "A shed with a workbench",
              text, ("text", "words", "what it says", "what", "saying"), is_text=True),
        Field("kind", _CARDS, "What it is; a card that does not say is something we have.",
              "offer", known_words(_KINDS), ("type", "kind of card")),
        Field("for", _CARDS, "The group that offers or asks.", "Repair Café", short,
              ("for group", "group", "who", "whose", "on behalf of"), is_text=True),
        Field("tags", _CARDS, "Words for it, parted by semicolons.", "meeting room; kitchen",
              _tags, ("tag", "key words", "keywords")),
        Field("terms", _CARDS, "On what terms.", "loan", known_words(_TERMS), ("on what terms",)),
        Field("when", _CARDS, "When it can be had or is wanted.", "Tuesday evenings", short,
              ("availability", "available", "days", "times"), is_text=True),
        Field("urgency", _CARDS, "How soon an ask wants an answer.", "soon", known_words(_URGENCY),
              ("how soon", "urgent")),
        Field("consent", _CARDS, "Whether it may leave the room: yes, no or public.", "yes",
              _consent, _CONSENT_HEADINGS),
        Field("tree_part", _CARDS, "Where it hangs on the tree.", "roots", known_words(parts),
              _TREE_HEADINGS),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCard:
    """
    One card as its row says it; ``row_key`` says the same of the same words again.

    Two rows that say the same are two cards, the first and the second of their kind.
    """

    row: int
    text: str
    kind: CardKind
    asset_kind: AssetKind | None
    for_group: str
    tags: tuple[str, ...]
    terms: ExchangeTerms
    availability: str
    urgency: Urgency | None
    audience: OfferAudience
    tree_part: TreePart | None
    row_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReading:
    """Every card that could be read, and what is wrong with the other rows."""

    cards: tuple[ReadCard, ...]
    refused: tuple[RowProblem, ...]


def card_mapping(headings: Sequence[str]) -> dict[str, str | None]:
    """Return for each heading the column that it most likely means, or None."""
    return guessed_mapping(headings, card_fields())


def read_cards(table: Table, *, tree_labels: Mapping[TreePart, str] | None = None) -> CardReading:
    """
    Return the cards of a table, and all faults of the rows that are none.

    Raises
    ------
    InvalidSubmissionError
        When no column holds the cards' words, or there are more than any roadshow has.
    """
    if len(table.rows) > MOST_CARDS:
        problem = Problem(
            field="card",
            fault=f"The file has {len(table.rows):,} rows; a roadshow has {MOST_CARDS:,} at most.",
            remedy="Look whether it is the file of cards, or bring it in in parts.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    mapping = card_mapping(table.headings)
    if "card" not in mapping.values():
        problem = Problem(
            field="card",
            fault=f"None of the headings ({', '.join(table.headings[:8])}) is 'Card'.",
            remedy="Write 'Card' above the column that holds what the cards say.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    reader = RowReader(table, mapping, fields=card_fields(tree_labels), needed="card")
    cards: list[ReadCard] = []
    refused: list[RowProblem] = []
    for number, cells in table.numbered():
        row = reader.read(number, cells)
        if "card" not in row.typed:
            reader.blame(row, "card", Fault("The card is empty.", "Write what it says."))
        if row.problems:
            refused += row.problems
        else:
            cards.append(_card(row))
    return CardReading(cards=_keyed(cards), refused=tuple(refused))


def _card(row: ReadCells) -> ReadCard:
    values: dict[str, Any] = row.values
    kind, asset_kind = values.get("kind", (CardKind.ASSET, None))
    return ReadCard(
        row=row.number,
        text=" ".join(values["card"].split()),
        kind=kind,
        asset_kind=asset_kind,
        for_group=" ".join(values.get("for", "").split()),
        tags=values.get("tags", ()),
        terms=values.get("terms", ExchangeTerms.GIFT),
        availability=values.get("when", ""),
        urgency=values.get("urgency"),
        audience=values.get("consent", OfferAudience.THIS_ROOM),
        tree_part=values.get("tree_part"),
    )


def _keyed(cards: Sequence[ReadCard]) -> tuple[ReadCard, ...]:
    """Return the cards with the key of each: what it says, and which of its like it is."""
    seen: dict[str, int] = {}
    keyed = []
    for card in cards:
        says = repr(replace(card, row=0))
        seen[says] = seen.get(says, 0) + 1
        keyed.append(replace(card, row_key=numbered(says, seen[says])))
    return tuple(keyed)
