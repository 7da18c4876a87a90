"""The demonstration's roadshows: what is planned, and what a room once said and agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from asset_map.demo.district import demo_id
from asset_map.demo.written import Table, asset_id
from asset_map.model.agreement import ActionState, AgreedAction, BarrierKind
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.roadshow import Invitation, Reply, Roadshow, RoadshowState
from asset_map.model.words import LONDON
from asset_map.usecases.set_up_roadshow import PRIVACY_WORDS

__all__ = ["Gathering", "gathering_from"]

_ASSET_CARDS = {"group": AssetKind.GROUP, "place": AssetKind.SPACE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One roadshow with everything that came of it."""

    roadshow: Roadshow
    cards: tuple[Card, ...] = ()
    actions: tuple[AgreedAction, ...] = ()


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
    return Gathering(roadshow=roadshow, cards=tuple(cards), actions=tuple(actions))


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
            for_group=assets[one["of"]].name if one["kind"] in {"offer", "need"} else "",
            asset_id=asset_id(one["of"]) if "of" in one else None,
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
