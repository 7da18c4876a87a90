"""Where can I help? What groups ask of everybody and offer to everybody, nearest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from asset_map.geography.crs import grid_of
from asset_map.model.connection import Offer, Side
from asset_map.model.vocabulary import VOCABULARY, Term, Vocabulary
from asset_map.model.words import MILE_M
from asset_map.register.public_offers import PublicOffer, public_offers
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House
from asset_map.usecases.keep_vocabulary import vocabulary_of
from asset_map.usecases.locating import Found
from asset_map.usecases.network_members import next_wards

__all__ = ["Help", "Helps", "help_in_ward", "help_of_asset", "where_to_help"]

# What may not be measured stands where its ward says: behind what is a mile off, or three.
_SAME_WARD_M, _NEXT_WARD_M = MILE_M, 3 * MILE_M
_FURTHEST = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """
    One public offer or need with whose it is.

    ``distance_m`` is None where there is nothing to measure from, or the place may not be
    measured to; then ``is_same_ward`` and ``is_next_ward`` say what may be said.
    """

    offer: Offer
    name: str
    kind: str
    ward_code: str | None
    ward_name: str
    about: tuple[str, ...]
    distance_m: float | None = None
    is_same_ward: bool = False
    is_next_ward: bool = False

    @property
    def stands_at_m(self) -> float:
        """Where it stands in a list, in metres; a place that is not shown by its ward alone."""
        if self.distance_m is not None:
            return self.distance_m
        if self.is_same_ward:
            return _SAME_WARD_M
        return _NEXT_WARD_M if self.is_next_ward else _FURTHEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Helps:
    """What was found on one side, and which words can be chosen there, with the other's count."""

    found: tuple[Help, ...]
    choices: tuple[Term, ...]
    others: int


def where_to_help(
    house: House, *, today: date, side: Side, tag: str = "", start: Found | None = None
) -> Helps:
    """Return what is asked for, or offered, in public; with a start the nearest first."""
    with house.register.reading() as connection:
        words = vocabulary_of(connection)
        every = public_offers(connection, today=today)
        touching = next_wards(house, connection) if start else frozenset()
    here = [one for one in every if one.offer.side is side]
    wider = {one.offer.id: _wider(one.offer, words) for one in here}
    chosen = [one for one in here if not tag or tag in wider[one.offer.id]]
    found = _told(house, chosen, words)
    if start is not None:
        found = sorted(_seen_from(start, chosen, found, touching), key=lambda one: one.stands_at_m)
    known = set[str]().union(*wider.values())
    return Helps(
        found=tuple(found),
        choices=tuple(term for term in words.terms if term.id in known),
        others=len(every) - len(here),
    )


def help_of_asset(house: House, asset_id: str, *, today: date) -> tuple[Help, ...]:
    """Return what an asset asks of everybody and offers to everybody, what it asks first."""
    return _of(house, today=today, asset_id=asset_id)


def help_in_ward(house: House, ward_code: str, *, today: date) -> tuple[Help, ...]:
    """Return what a ward's assets ask of everybody and offer to everybody, what they ask first."""
    return _of(house, today=today, ward_code=ward_code)


def _of(
    house: House, *, today: date, asset_id: str | None = None, ward_code: str | None = None
) -> tuple[Help, ...]:
    with house.register.reading() as connection:
        found = public_offers(connection, today=today, asset_id=asset_id, ward_code=ward_code)
        words = vocabulary_of(connection) if found else VOCABULARY
    needs_first = sorted(found, key=lambda one: one.offer.side is not Side.NEED)
    return tuple(_told(house, needs_first, words))


def _told(house: House, said: Sequence[PublicOffer], words: Vocabulary) -> list[Help]:
    wards = {ward.code: ward.name for ward in ward_names(house)}
    return [
        Help(
            offer=one.offer,
            name=one.name,
            kind=one.kind,
            ward_code=one.ward_code,
            ward_name=wards.get(one.ward_code or "", ""),
            about=tuple(_label(tag, words) for tag in one.offer.tags),
        )
        for one in said
    ]


def _label(tag: str, words: Vocabulary) -> str:
    term = words.find(tag)
    return term.label if term else tag


def _wider(offer: Offer, words: Vocabulary) -> set[str]:
    """Return the widest terms that it is about: what people choose from."""
    return {words.parent(tag) or words.tag(tag) for tag in offer.tags}


def _seen_from(
    start: Found,
    said: Sequence[PublicOffer],
    found: Sequence[Help],
    touching: frozenset[frozenset[str]],
) -> list[Help]:
    """Return them with how far away each is, as far as that may be said."""
    nowhere = float("nan")
    eastings, northings = grid_of(
        [nowhere if one.lon is None else one.lon for one in said],
        [nowhere if one.lat is None else one.lat for one in said],
    )
    away = np.hypot(eastings - start.grid.easting, northings - start.grid.northing)
    return [
        replace(
            one,
            distance_m=None if np.isnan(metres) else float(metres),
            is_same_ward=bool(start.ward_code) and one.ward_code == start.ward_code,
            is_next_ward=frozenset({one.ward_code or "", start.ward_code or ""}) in touching,
        )
        for one, metres in zip(found, away, strict=True)
    ]
