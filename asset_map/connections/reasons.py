"""Why something is suggested: facts that people gave, in sentences."""

from datetime import date

from asset_map.connections.graph import Member
from asset_map.connections.offers import OffersAndNeeds, Pairing
from asset_map.connections.places import apart_in_words
from asset_map.connections.wording import sentence
from asset_map.model.connection import ConnectionKind, ExchangeTerms, Offer, Urgency
from asset_map.model.vocabulary import Vocabulary

__all__ = ["checked_in_words", "reasons"]

_TERMS = {
    ExchangeTerms.GIFT: "free",
    ExchangeTerms.LOAN: "on loan",
    ExchangeTerms.SWAP: "in exchange for something",
    ExchangeTerms.NEGOTIABLE: "on terms to agree",
    ExchangeTerms.PAID: "for a price",
}
_SEASONS = ("winter", "spring", "summer", "autumn")


def reasons(pairing: Pairing, asked: OffersAndNeeds) -> tuple[str, ...]:
    """Return the facts that speak for it, a sentence each."""
    offer, need = pairing.offer, pairing.need
    giver, taker = asked.by_id[offer.asset_id], asked.by_id[need.asset_id]
    given = _given(pairing, asked)
    facts = (
        f"{giver.name} offers {given}{_terms(pairing)}{_when(offer)}",
        _asked_for(pairing, taker, given, asked.vocabulary),
        _where(giver, taker, offer, asked),
        checked_in_words(giver, taker, today=asked.today),
    )
    return tuple(sentence(fact) for fact in facts if fact)


def _terms(pairing: Pairing) -> str:
    # That a grant is free goes without saying.
    is_plain = pairing.kind is ConnectionKind.FUNDS and pairing.offer.terms is ExchangeTerms.GIFT
    return "" if is_plain else f", {_TERMS[pairing.offer.terms]}"


def _given(pairing: Pairing, asked: OffersAndNeeds) -> str:
    """Return what the offer calls it: a need of a place may be met by a meeting room."""
    tags, vocabulary = asked.tags[pairing.offer.id], asked.vocabulary
    if pairing.tag in tags:
        return vocabulary.phrase(pairing.tag)
    wider = vocabulary.parent(pairing.tag)
    near = (tag for tag in tags if tag == wider or vocabulary.parent(tag) == pairing.tag)
    return vocabulary.phrase(next(near, pairing.tag))


def _asked_for(pairing: Pairing, taker: Member, given: str, vocabulary: Vocabulary) -> str:
    wanted = vocabulary.phrase(pairing.tag)
    if wanted == given:
        wanted = "one" if given.startswith(("a ", "an ")) else "some"
    if pairing.tag not in vocabulary.by_word and wanted == "some":
        wanted = "it"
    verb = "needs" if pairing.need.urgency is Urgency.NOW else "asked for"
    now = " now" if pairing.need.urgency is Urgency.NOW else ""
    return f"{taker.name} {verb} {wanted}{now}{_when(pairing.need)}"


def _when(said: Offer) -> str:
    """Return their own words for when, as a quotation."""
    words = said.availability.strip().rstrip(".")
    return f" (\u201c{words}\u201d)" if words else ""


def _where(giver: Member, taker: Member, offer: Offer, asked: OffersAndNeeds) -> str:
    if offer.is_online_ok:
        return "It can be done online"
    return apart_in_words(giver, taker, asked.next_wards)


def checked_in_words(first: Member, second: Member, *, today: date) -> str:
    """Return when the two were last checked: "Both checked this spring"."""
    when = [_season(one.checked_on, today) for one in (first, second)]
    if when[0] == when[1]:
        return f"Both checked {when[0]}" if when[0] else "Neither has been checked yet"
    words = [
        f"{one.name} checked {season}" if season else f"{one.name} not checked yet"
        for one, season in zip((first, second), when, strict=True)
    ]
    return ", ".join(words)


def _season(day: date | None, today: date) -> str:
    if day is None:
        return ""
    season, now = _count(min(day, today)), _count(today)
    name, year = _SEASONS[season % 4], season // 4
    if season == now:
        return f"this {name}"
    if now - season < len(_SEASONS):
        return f"last {name}"
    return f"in {name} {year}"


def _count(day: date) -> int:
    # Winter is counted with the year in which it ends.
    return day.year * 4 + (day.month % 12) // 3 + 4 * (day.month == 12)  # noqa: PLR2004
