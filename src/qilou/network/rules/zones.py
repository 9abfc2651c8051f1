"""Zone files out of allocations: names to addresses and, for a network, addresses to names (RFC 1035). Pure."""

import re
from collections.abc import Iterable
from ipaddress import ip_address

LABELS = re.compile(r"^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*$")
HEAD = """$TTL 3600
@ IN SOA {server} hostmaster.{domain}. {serial} 7200 900 1209600 3600
@ IN NS {server}
"""


def is_name(text: str) -> bool:
    """Whether a host name can stand in a zone: letters, digits and hyphens in labels of at most 63."""
    return LABELS.match(text.lower()) is not None


def forward_zone(domain: str, serial: int, hosts: Iterable[tuple[str, str]]) -> str:
    """The zone of a domain from names and addresses; what is no host name is left out."""
    lines = [
        f"{name.lower()} IN {'AAAA' if ':' in address else 'A'} {address}" for name, address in hosts if is_name(name)
    ]
    return _zone(domain, domain, serial, lines)


def reverse_zone(origin: str, domain: str, serial: int, hosts: Iterable[tuple[str, str]]) -> str:
    """The zone that leads from addresses back to names, with whole owner names so that it fits any origin."""
    lines = [
        f"{ip_address(address).reverse_pointer}. IN PTR {name.lower()}.{domain}."
        for name, address in hosts
        if is_name(name)
    ]
    return f"$ORIGIN {origin}.\n" + _zone(origin, domain, serial, lines)


def _zone(origin: str, domain: str, serial: int, lines: Iterable[str]) -> str:
    return HEAD.format(server=f"ns1.{domain}.", domain=domain, serial=serial) + "\n".join(lines) + "\n"


def reverse_origin(network_address: str, length: int) -> str:
    """The name of the reverse zone that holds a network: whole octets of IPv4, whole digits of IPv6."""
    step, most = (4, 128) if ":" in network_address else (8, 32)
    labels = ip_address(network_address).reverse_pointer.split(".")
    return ".".join(labels[(most - length // step * step) // step :])
