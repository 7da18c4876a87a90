"""How phones in the hall reach the laptop that runs the register, and whether one has."""

import re
import socket
from contextlib import suppress
from datetime import datetime
from weakref import WeakKeyDictionary

from asset_map.exports.qr import qr_svg
from asset_map.model.typed import as_code
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import is_loopback

__all__ = [
    "EVERY_ADDRESS",
    "can_be_reached",
    "hello_addresses",
    "join_address",
    "lan_addresses",
    "reached_at",
    "say_hello",
    "scannable",
]

# Asked which of this machine's addresses leads there; nothing is sent. Routers at home and
# in halls, then the hotspots of laptops and phones, which may lead to nowhere else.
_LIKELY_NEIGHBOURS = (
    "192.0.2.1",
    "192.168.1.1",
    "192.168.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "10.42.0.2",
    "192.168.137.2",
    "192.168.2.2",
    "192.168.43.1",
    "172.20.10.1",
)
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, never listened on
_CODE = re.compile(r"[A-Z0-9]{0,12}")
_MOST_CODES = 200
# What this process has seen; the register never hears which phone it was.
_hellos: "WeakKeyDictionary[House, dict[str, datetime]]" = WeakKeyDictionary()


def lan_addresses() -> list[str]:
    """Return this machine's addresses on the networks round it, the likeliest first."""
    found = [_address_towards(neighbour) for neighbour in _LIKELY_NEIGHBOURS]
    if not any(found):
        # Asked last: without a network its own name may take seconds to look up.
        with suppress(OSError):
            found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [
        one
        for one in dict.fromkeys(found)
        if one and not is_loopback(one) and not one.startswith("169.254.")
    ]


def can_be_reached(house: House) -> bool:
    """Whether another machine could reach this server, as far as its settings say."""
    settings = house.settings
    if settings.public_url:
        return True
    return not is_loopback(settings.host) and bool(_hosts(house))


def join_address(house: House, code: str) -> str:
    """
    Return the address that phones open to join, for a QR code.

    The public address where there is one, else this machine's on the hall's network. Where
    the server listens to this machine alone it is an address that no phone can open:
    ``can_be_reached`` tells.
    """
    return f"{_roots(house)[0]}/join/{code}"


def hello_addresses(house: House, code: str) -> list[str]:
    """Return the addresses by which a phone may reach this server, the likeliest first."""
    return [f"{root}/hello?code={code}" for root in _roots(house)]


def scannable(address: str) -> str:
    """Return the QR code of an address, as SVG."""
    return qr_svg(address)


def say_hello(house: House, code: str, *, address: str, now: datetime) -> bool:
    """Note that a phone has come through; whether it was another machine than this one."""
    is_own = is_loopback(address) or address in lan_addresses()
    if is_own and not house.settings.public_url:
        return False
    seen = _hellos.setdefault(house, {})
    code = as_code(code)
    if _CODE.fullmatch(code):
        if code not in seen and len(seen) >= _MOST_CODES:
            # The oldest goes: made-up codes keep no roadshow from being noticed.
            seen.pop(next(iter(seen)))
        seen[code] = now
    return True


def reached_at(house: House, code: str) -> datetime | None:
    """Return when a phone last came through on its way to a roadshow; None for not yet."""
    return _hellos.get(house, {}).get(code.upper())


def _roots(house: House) -> list[str]:
    settings = house.settings
    if settings.public_url:
        return [settings.public_url.rstrip("/")]
    hosts = _hosts(house) or ["127.0.0.1"]
    return [f"http://{f'[{one}]' if ':' in one else one}:{settings.port}" for one in hosts]


def _hosts(house: House) -> list[str]:
    host = house.settings.host
    return lan_addresses() if host in EVERY_ADDRESS else [host]


def _address_towards(neighbour: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect((neighbour, 9))
        except OSError:  # no way leads there
            return ""
        return str(asking.getsockname()[0])
