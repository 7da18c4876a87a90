"""What tells a form of this site from one that another site made somebody's browser send."""

from pathlib import Path

from asset_map.credentials.tokens import derived_token, is_token, token_hash
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Actor
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import signing_key

__all__ = ["check_form_proof", "form_proof"]


def form_proof(house: House, who: Actor) -> str:
    """
    Return what each form of somebody who is signed in carries, and no other site can know.

    It is the person's and not the session's: a form that waited on a phone without a network
    still does when they have signed in anew.
    """
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, "form", who.account_id or f"{who.role} {who.name}")


def check_form_proof(house: House, who: Actor, proof: str) -> None:
    """
    Go on only with a form that this site gave to this person.

    Raises
    ------
    NotAllowedError
        When another site made it, or somebody else has signed in since.
    """
    if not is_token(proof, token_hash(form_proof(house, who))):
        message = (
            "This form was not opened here, or somebody else has signed in since. "
            "Open the page and try again."
        )
        raise NotAllowedError(message)
