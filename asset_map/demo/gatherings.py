"""The demonstration's roadshows: what is planned, and what a room once said and agreed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from asset_map.demo.district import demo_id
from asset_map.demo.written import Table, asset_id
from asset_map.model.agreement import ActionState, AgreedAction, BarrierKind
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import ExchangeTerms, Offer, OfferAudience, Side, Urgency
from asset_map.model.roadshow import Invitation, Reply, Roadshow, RoadshowState
from asset_map.model.suggestion import DismissReason
from asset_map.model.words import LONDON
from asset_map.usecases.set_up_roadshow import PRIVACY_WORDS

__all__ = ["Decided", "Gathering", "gathering_from"]

_ASSET_CARDS = {"group": AssetKind.GROUP, "place": AssetKind.SPACE}
_SIDES = {CardKind.OFFER: Side.OFFER, CardKind.NEED: Side.NEED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A suggestion, and what the room made of it: ``because`` is why it was put aside."""

    offer_id: str
    need_id: str
    at: datetime
    because: DismissReason | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One roadshow with everything that came of it; ``offers`` are its offers and asks."""

    roadshow: Roadshow
    cards: tuple[Card, ...] = ()
    offers: tuple[Offer, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    decided: tuple[Decided, ...] = ()


def gathering_from(
    table: Table, *, today: date, assets: Mapping[str, Asset], ward_codes: Mapping[str, str]
) -> Gathering:
    """Return the roadshow that a table of the content describes, as it stands on a day."""
    held_on = today + timedelta(table["days"])
    is_over = table["days"] < 0
    began = datetime.combine(held_on, table["starts"], tzinfo=LONDON).astimezone(UTC)
    roadshow = Roadshow(
        id=demo_id("roadshow", table["code"]),
        title=table["title"],
        held_on=held_on,
        code=table["code"],
        place=table["place"],
        venue_id=asset_id(table["venue"]),
        starts=table["starts"],
        ends=table["ends"],
        ward_codes=tuple(ward_codes[name] for name in table["wards"]),
        partners=tuple(table["partners"]),
        facilitator=table["facilitator"],
        invitations=tuple(_invitations(table, assets)),
        privacy_words=PRIVACY_WORDS,
        state=RoadshowState.CLOSED if is_over else RoadshowState.PLANNED,
        head_count=table.get("heads", 0),
        missing_voices=table.get("missing", ""),
        feedback=table.get("feedback", ""),
        made_at=began - timedelta(days=60),
        made_by=table["facilitator"],
        opened_at=began if is_over else None,
        closed_at=_at(held_on, table["ends"]) if is_over else None,
    )
    cards = _cards(table.get("cards", ()), roadshow, began, assets)
    actions = (
        _action(one, roadshow, began + timedelta(minutes=100 + number))
        for number, one in enumerate(table.get("actions", ()))
    )
    return Gathering(
        roadshow=roadshow,
        cards=tuple(cards),
        offers=tuple(_offer(card) for card in cards if card.offer_id),
        actions=tuple(actions),
        decided=tuple(_decided(table, cards, began + timedelta(minutes=78))),
    )


def _offer(card: Card) -> Offer:
    """Return what a card offers or asks for, as the session kept it for its group."""
    return Offer(
        id=card.offer_id or "",
        asset_id=card.asset_id or "",
        side=_SIDES[card.kind],
        text=card.text,
        tags=card.tags,
        terms=card.terms,
        availability=card.availability,
        audience=card.audience,
        urgency=card.urgency,
        made_on=card.made_at.astimezone(LONDON).date(),
        roadshow_id=card.roadshow_id,
    )


def _decided(table: Table, cards: Sequence[Card], at: datetime) -> Iterator[Decided]:
    kept = {card.text: card.offer_id or "" for card in cards}
    for one in (*table.get("taken_up", ()), *table.get("put_aside", ())):
        yield Decided(
            offer_id=kept[one["offer"]],
            need_id=kept[one["need"]],
            at=at,
            because=DismissReason(one["because"]) if "because" in one else None,
            words=one.get("words", ""),
        )


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=LONDON).astimezone(UTC)


def _invitations(table: Table, assets: Mapping[str, Asset]) -> list[Invitation]:
    replies = {
        "came": Reply.CAME,
        "coming": Reply.COMING,
        "asked": Reply.INVITED,
        "not_coming": Reply.NOT_COMING,
    }
    return [
        Invitation(name=assets[key].name, asset_id=asset_id(key), reply=reply)
        for field, reply in replies.items()
        for key in table.get(field, ())
    ]


def _cards(
    said: Sequence[Table], roadshow: Roadshow, began: datetime, assets: Mapping[str, Asset]
) -> list[Card]:
    ids = {one["text"]: demo_id("card", roadshow.code, one["text"]) for one in said}
    return [
        Card(
            id=ids[one["text"]],
            kind=CardKind.ASSET if one["kind"] in _ASSET_CARDS else CardKind(one["kind"]),
            text=one["text"],
            made_at=began + timedelta(minutes=20, seconds=25 * number),
            made_by=roadshow.facilitator,
            source=CardSource.TYPED,
            roadshow_id=roadshow.id,
            asset_kind=_ASSET_CARDS.get(one["kind"]),
            for_group=assets[one["of"]].name if one["kind"] in _SIDES else "",
            asset_id=asset_id(one["of"]) if "of" in one else None,
            offer_id=demo_id("said", roadshow.code, one["text"]) if one["kind"] in _SIDES else None,
            tags=tuple(one.get("tags", ())),
            terms=ExchangeTerms(one.get("terms", "gift")),
            availability=one.get("when", ""),
            urgency=Urgency(one["urgency"]) if "urgency" in one else None,
            audience=OfferAudience.PARTNERS if "of" in one else OfferAudience.THIS_ROOM,
            merged_into=ids[one["same_as"]] if "same_as" in one else None,
        )
        for number, one in enumerate(said)
    ]


def _action(table: Table, roadshow: Roadshow, made_at: datetime) -> AgreedAction:
    return AgreedAction(
        id=demo_id("action", roadshow.code, table["title"]),
        title=table["title"],
        made_at=made_at,
        roadshow_id=roadshow.id,
        asset_ids=tuple(asset_id(key) for key in table["of"]),
        owner=table["owner"],
        helpers=tuple(table.get("helpers", ())),
        first_step=table["first_step"],
        due=roadshow.held_on + timedelta(table["due"]),
        state=ActionState(table.get("state", "planned")),
        barrier=BarrierKind(table["barrier"]) if "barrier" in table else None,
    )
