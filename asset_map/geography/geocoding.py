"""Finding a place with no network: by the postcode in what was typed."""

import re

from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.errors import LocationNotFoundError
from asset_map.model.geocoding import FoundPlace
from asset_map.model.location import LocationMethod

__all__ = ["ATTRIBUTION", "OfflineGeocoder"]

ATTRIBUTION = (
    "Contains OS data \u00a9 Crown copyright and database right. Contains Royal Mail data "
    "\u00a9 Royal Mail copyright and database right. Source: Office for National Statistics "
    "licensed under the Open Government Licence v3.0."
)
_POSTCODE_IN_TEXT = re.compile(
    r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.ASCII | re.IGNORECASE
)
# A text as long as a postcode is taken for one, slips and all.
_POSTCODE_LENGTH = 9


class OfflineGeocoder:
    """Finds what the postcode directory knows: the centre of a postcode."""

    def __init__(self, directory: PostcodeDirectory) -> None:
        self._directory = directory

    def locate(self, text: str) -> FoundPlace:
        """
        Return the centre of the last postcode in the text.

        Raises
        ------
        LocationNotFoundError
            When the text holds no postcode, or one that is not found.
        """
        typed = text.strip()
        postcodes = _POSTCODE_IN_TEXT.findall(typed)
        if not postcodes and len(typed) > _POSTCODE_LENGTH:
            message = (
                "There is no postcode in what was typed, and without a network a place is "
                "found by its postcode alone; add it, or place the pin by hand."
            )
            raise LocationNotFoundError(message)
        found = self._directory.find(postcodes[-1] if postcodes else typed)
        method = LocationMethod.POSTCODE
        return FoundPlace(
            point=found.point,
            grid=found.grid,
            method=method,
            accuracy_m=method.accuracy_m or 0.0,
            postcode=found.postcode,
            district_code=found.district_code,
            attribution=ATTRIBUTION,
        )
