"""
Geocoders across a network: postcodes.io and Nominatim, off unless a council sets one.

They are asked one question at a time, never the same one twice, and what was typed is
in no log and no message: it may be somebody's address.
"""

import logging
import math
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from geopy.adapters import URLLibAdapter
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

from asset_map.model.errors import LocationNotFoundError, SettingsError
from asset_map.model.geocoding import FoundPlace, Geocoder
from asset_map.model.location import Coordinates, GridPoint, LocationMethod
from asset_map.outside.answer_cache import AnswerCache
from asset_map.outside.throttle import Throttle

__all__ = ["NominatimGeocoder", "PostcodesIoGeocoder", "ThriftyGeocoder", "online_geocoder"]

_POSTCODES_IO, _NOMINATIM = "postcodes.io", "nominatim"
_TIMEOUT_S = 5.0
_USER_AGENT = f"asset-map/{version('asset-map')}"
_SHORTEST_POSTCODE, _LONGEST_POSTCODE = 5, 8
_M_PER_DEGREE = 111_320.0
_BY_HAND = "place the pin by hand."

# Both libraries log the addresses they fetch, and with them what was typed.
for _name in ("httpx", "httpcore", "geopy"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class PostcodesIoGeocoder:
    """Asks a postcodes.io server, which knows postcodes alone."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(
            base_url=url, timeout=_TIMEOUT_S, headers={"User-Agent": _USER_AGENT}
        )

    def locate(self, text: str) -> FoundPlace:
        """
        Return the centre of a postcode.

        Raises
        ------
        LocationNotFoundError
            When the text is no postcode, is unknown, or the server does not answer.
        """
        postcode = "".join(text.split()).upper()
        is_short = _SHORTEST_POSTCODE <= len(postcode) <= _LONGEST_POSTCODE
        if not (is_short and postcode.isascii() and postcode.isalnum()):
            message = (
                f"What was typed is not a postcode, and this geocoder knows no more; {_BY_HAND}"
            )
            raise LocationNotFoundError(message)
        try:
            response = self._client.get(f"/postcodes/{quote(postcode)}")
            if response.status_code == httpx.codes.NOT_FOUND:
                message = f"Postcode '{postcode}' is not known; check it, or {_BY_HAND}"
                raise LocationNotFoundError(message)
            result = response.raise_for_status().json()["result"]
            return _from_postcodes_io(result)
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise _no_answer(_POSTCODES_IO, error) from None


def _from_postcodes_io(result: Mapping[str, Any]) -> FoundPlace:
    postcode = str(result["postcode"])
    if result["country"] == "Northern Ireland":
        message = (
            f"Postcode '{postcode}' is in Northern Ireland, which is not supported yet. Leave the "
            "place out."
        )
        raise LocationNotFoundError(message)
    if result["longitude"] is None or result["eastings"] is None:
        message = f"Postcode '{postcode}' has no place on the map; {_BY_HAND}"
        raise LocationNotFoundError(message)
    return FoundPlace(
        point=Coordinates(lon=float(result["longitude"]), lat=float(result["latitude"])),
        grid=GridPoint(easting=float(result["eastings"]), northing=float(result["northings"])),
        method=LocationMethod.POSTCODE,
        accuracy_m=LocationMethod.POSTCODE.accuracy_m or 0.0,
        postcode=postcode,
        district_code=str(result.get("codes", {}).get("admin_district") or ""),
        attribution=(
            "postcodes.io. Contains OS data \u00a9 Crown copyright and database right, Royal Mail "
            "data \u00a9 Royal Mail copyright and database right, and National Statistics data."
        ),
    )


class NominatimGeocoder:
    """Asks a Nominatim server, which knows OpenStreetMap's addresses and places."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._nominatim = Nominatim(
            scheme=address.scheme,
            domain=f"{address.netloc}{address.path}".rstrip("/"),
            user_agent=_USER_AGENT,
            timeout=_TIMEOUT_S,
            adapter_factory=URLLibAdapter,
        )

    def locate(self, text: str) -> FoundPlace:
        """
        Return the best match in Great Britain; its size says how accurate it is.

        Raises
        ------
        LocationNotFoundError
            When there is none, or the server does not answer.
        """
        try:
            found = self._nominatim.geocode(text, country_codes="gb")
            if found is None:
                message = f"No place was found for what was typed; check it, or {_BY_HAND}"
                raise LocationNotFoundError(message)
            return _from_nominatim(found.raw)
        except (GeopyError, ValueError, KeyError, TypeError) as error:
            raise _no_answer(_NOMINATIM, error) from None


def _from_nominatim(raw: Mapping[str, Any]) -> FoundPlace:
    south, north, west, east = map(float, raw["boundingbox"])
    lat, lon = float(raw["lat"]), float(raw["lon"])
    half_m = (
        _M_PER_DEGREE / 2 * math.hypot(north - south, (east - west) * math.cos(math.radians(lat)))
    )
    method = _method_of(str(raw.get("class", "")), str(raw.get("type", "")))
    return FoundPlace(
        point=Coordinates(lon=lon, lat=lat),
        method=method,
        accuracy_m=max(method.accuracy_m or 0.0, round(half_m)),
        attribution=str(raw.get("licence", "\u00a9 OpenStreetMap contributors, ODbL 1.0")),
    )


def _method_of(found_class: str, found_type: str) -> LocationMethod:
    if found_type == "postcode":
        return LocationMethod.POSTCODE
    if found_class in {"place", "boundary"} and found_type != "house":
        return LocationMethod.SETTLEMENT
    return LocationMethod.ADDRESS_MATCH


def _no_answer(service: str, error: Exception) -> LocationNotFoundError:
    # Never the error's own words, nor the error itself in a log: they repeat the question.
    return LocationNotFoundError(
        f"The geocoder {service} gave no usable answer ({type(error).__name__}); try again "
        f"later, or {_BY_HAND}"
    )


class ThriftyGeocoder:
    """Asks another geocoder only what it was never asked, and not too often."""

    def __init__(self, asked: Geocoder, *, cache: AnswerCache, throttle: Throttle) -> None:
        self._asked = asked
        self._cache = cache
        self._throttle = throttle

    def locate(self, text: str) -> FoundPlace:
        """
        Return the place that the other geocoder finds, or once found.

        Raises
        ------
        LocationNotFoundError
            When it finds none.
        """
        typed = " ".join(text.split()).upper()
        kept = self._cache.get(typed)
        if kept is not None:
            return kept
        self._throttle.wait()
        found = self._asked.locate(typed)
        self._cache.keep(typed, found)
        return found


_GEOCODERS: dict[str, Callable[[str], Geocoder]] = {
    _POSTCODES_IO: PostcodesIoGeocoder,
    _NOMINATIM: NominatimGeocoder,
}


def online_geocoder(
    name: str,
    *,
    url: str,
    seconds_between: float,
    cache_dir: Path,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Geocoder:
    """
    Return the geocoder that the settings name, throttled and cached.

    Raises
    ------
    SettingsError
        When there is no such geocoder, or its address is no web address.
    """
    if name not in _GEOCODERS:
        message = f"There is no geocoder '{name}'; choose offline, {' or '.join(_GEOCODERS)}."
        raise SettingsError(message)
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.netloc:
        message = f"The geocoder '{name}' needs its web address in 'geocoder_url', not '{url}'."
        raise SettingsError(message)
    return ThriftyGeocoder(
        _GEOCODERS[name](url),
        cache=AnswerCache(cache_dir / f"geocoded-{name}.sqlite"),
        throttle=Throttle(seconds_between, clock=clock, sleep=sleep),
    )
