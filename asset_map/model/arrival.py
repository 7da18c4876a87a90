"""How a post came in at the open door, where nobody signs in."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

__all__ = ["Arrival", "network_of"]

# A household, or a rented machine, has a whole /64 to send from.
_HOUSEHOLD = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """
    From where a post came, by which page, and whether a field was filled in that nobody sees.

    ``ticket`` is what the page gave along: it says when the page was opened. ``words`` is the
    longest text that was typed: what programs send again and again.
    """

    address: str
    ticket: str = ""
    has_filled_trap: bool = False
    words: str = ""


def network_of(address: str) -> str:
    """Return whom an address counts for: itself, or the /64 of an IPv6 address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, _HOUSEHOLD), strict=False))
    return str(found)
