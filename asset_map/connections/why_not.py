"""Why there is no suggestion for somebody, in a sentence."""

from asset_map.connections.matching import Suggestion
from asset_map.connections.offers import OffersAndNeeds, fitting_tags, pairing_of
from asset_map.connections.wording import listed
from asset_map.model.connection import Offer, Side
from asset_map.model.words import counted

__all__ = ["why_not"]


def why_not(asset_id: str, asked: OffersAndNeeds, found: tuple[Suggestion, ...]) -> str:
    """Return why nothing is suggested to one asset, or how much is."""
    own = sum(asset_id in (one.giver_id, one.taker_id) for one in found)
    name = asked.by_id[asset_id].name
    if own:
        is_or_are = "is" if own == 1 else "are"
        return f"There {is_or_are} {counted(own, 'suggestion')} for {name}."
    needs = [one for one in asked.of(Side.NEED) if one.asset_id == asset_id]
    offers = [one for one in asked.of(Side.OFFER) if one.asset_id == asset_id]
    if not needs and not offers:
        was = any(one.asset_id == asset_id for one in asked.offers)
        if was:
            return f"What {name} offered or asked for is settled or out of date by now."
        return f"{name} has not said yet what it could give or would like."
    words = [_of_need(need, asked) for need in needs] or [_of_offer(one, asked) for one in offers]
    return " ".join(dict.fromkeys(words))


def _of_need(need: Offer, asked: OffersAndNeeds) -> str:
    wanted = _tags(need, asked)
    if not wanted:
        return "What is asked for has no tag yet; choose one so that it can be found."
    fit = [one for one in asked.of(Side.OFFER) if _fits(one, need, asked)]
    if not fit:
        return f"Nobody else offers {wanted} yet."
    able = [one for one in fit if pairing_of(one, need, asked)]
    if not able:
        return f"{_who(fit, need, asked)}: you are linked already, or it was put aside before."
    return f"{_who(able, need, asked)}, but that is suggested to others who come first."


def _of_offer(offer: Offer, asked: OffersAndNeeds) -> str:
    given = _tags(offer, asked)
    if not given:
        return "What is offered has no tag yet; choose one so that it can be found."
    fit = [one for one in asked.of(Side.NEED) if _fits(offer, one, asked)]
    if not fit:
        return f"Nobody else has asked for {given} yet."
    if not any(pairing_of(offer, one, asked) for one in fit):
        return f"Whoever asked for {given} is linked with you already, or it was put aside before."
    return f"Whoever asked for {given} has suggestions enough for now."


def _fits(offer: Offer, need: Offer, asked: OffersAndNeeds) -> bool:
    return offer.asset_id != need.asset_id and any(fitting_tags(offer, need, asked))


def _tags(said: Offer, asked: OffersAndNeeds) -> str:
    phrases = [asked.vocabulary.phrase(tag) for tag in said.tags]
    return " or ".join(phrases)


def _who(offers: list[Offer], need: Offer, asked: OffersAndNeeds) -> str:
    names = list(dict.fromkeys(asked.by_id[one.asset_id].name for one in offers))
    tags = dict.fromkeys(tag for one in offers for tag in fitting_tags(one, need, asked))
    verb = "offers" if len(names) == 1 else "offer"
    return f"{listed(names)} {verb} {' or '.join(map(asked.vocabulary.phrase, tags))}"
