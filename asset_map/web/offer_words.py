"""What is said of offers and needs, in the words people read."""

from asset_map.model.connection import Offer, OfferAudience, OfferState, Side
from asset_map.model.vocabulary import Vocabulary
from asset_map.model.words import counted, long_date
from asset_map.usecases.propose_offer import SIDE_WORDS, TERMS_WORDS, URGENCY_WORDS

__all__ = [
    "AUDIENCE_WORDS",
    "SIDE_WORDS",
    "STATE_WORDS",
    "TERMS_WORDS",
    "URGENCY_WORDS",
    "about",
    "facts",
]

AUDIENCE_WORDS = {
    OfferAudience.PARTNERS: "partners and officers",
    OfferAudience.PUBLIC: "everybody, on the public pages",
}
STATE_WORDS = {
    OfferState.OPEN: "open",
    OfferState.MATCHED: "put in touch",
    OfferState.FULFILLED: "came about",
    OfferState.WITHDRAWN: "taken back",
    OfferState.EXPIRED: "out of date",
}


def about(offer: Offer, words: Vocabulary) -> str:
    """Return what it is about, as the vocabulary has it."""
    terms = [(words.find(tag), tag) for tag in offer.tags]
    return ", ".join(term.label if term else tag for term, tag in terms)


def facts(offer: Offer, words: Vocabulary) -> str:
    """Return everything else that was said of it, in one line."""
    said = [
        about(offer, words),
        TERMS_WORDS[offer.terms] if offer.side is Side.OFFER else "",
        f"wanted {URGENCY_WORDS[offer.urgency]}" if offer.urgency else "",
        offer.availability,
        offer.area,
        "online is fine" if offer.is_online_ok else "",
        f"for up to {counted(offer.capacity, 'group')}" if offer.capacity > 1 else "",
        f"until {long_date(offer.valid_until)}" if offer.valid_until else "",
        f"said on {long_date(offer.made_on)}" if offer.made_on else "",
        "everybody may read it" if offer.audience is OfferAudience.PUBLIC else "",
        "" if offer.state is OfferState.OPEN else STATE_WORDS[offer.state],
    ]
    return " · ".join(filter(None, said))
