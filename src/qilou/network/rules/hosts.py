"""Hosts as scans and devices list them: nmap's XML, ARP tables, DHCP leases, a device's CSV. Pure; no table, no file.

XML is read without entities and without anything from elsewhere; what is not readable raises Unreadable with its line.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from xml.parsers import expat

MOST_BYTES = 32 * 1024 * 1024
MOST_HOSTS = 200_000
MAC = re.compile(r"\b([0-9A-Fa-f]{1,2}(?:[:-][0-9A-Fa-f]{1,2}){5}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})\b")
LEASE = re.compile(r"^\s*lease6?\s+([0-9A-Fa-f.:]+)\s*\{(.*?)^\s*\}", re.DOTALL | re.MULTILINE)
HEADS = {
    "address": ("address", "ip", "ip address", "ip_address", "ipaddr", "ipv4", "地址", "ip地址"),
    "mac": ("mac", "mac address", "mac_address", "hwaddr", "hwaddress", "mac地址"),
    "hostname": ("hostname", "host", "name", "主机名", "名称"),
}


class Unreadable(ValueError):
    """What was handed in is not of the kind that was said; `line` is where, 0 for the whole."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Seen:
    """A host that was seen: its address, and its MAC and name where the source tells them."""

    address: str
    mac: str = ""
    hostname: str = ""


def plain_mac(text: str) -> str:
    """A MAC as `aa:bb:cc:00:11:22` out of the ways in which devices write it; blank for none."""
    found = MAC.search(text)
    if found is None:
        return ""
    said = found.group(1)
    if "." in said:
        digits = said.replace(".", "")
        return ":".join(digits[n : n + 2] for n in range(0, 12, 2)).lower()
    return ":".join(part.zfill(2) for part in re.split("[:-]", said)).lower()


def _address(text: str) -> str:
    return str(ip_address(text.strip()))


def from_nmap(text: str) -> list[Seen]:
    """The hosts that nmap's XML says are up. Raises Unreadable, also for a document that declares entities."""
    parser = expat.ParserCreate()
    hosts: list[Seen] = []
    host: dict[str, str] = {}

    def refuse(*told: object) -> int:
        raise Unreadable(parser.CurrentLineNumber)

    def begin(name: str, said: dict[str, str]) -> None:
        if name == "host":
            host.clear()
        elif name == "status":
            host["state"] = said.get("state", "")
        elif name == "address":
            host.setdefault("mac" if said.get("addrtype") == "mac" else "address", said.get("addr", ""))
        elif name == "hostname":
            host.setdefault("hostname", said.get("name", ""))

    def end(name: str) -> None:
        if name == "host" and host.get("state", "up") == "up" and host.get("address"):
            hosts.append(
                Seen(_address(host["address"]), plain_mac(host.get("mac", "")), host.get("hostname", "")[:100])
            )

    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable(parser.CurrentLineNumber) from error
    if not hosts and "<nmaprun" not in text:
        raise Unreadable
    return hosts


def from_arp(text: str) -> list[Seen]:
    """The lines of an ARP table that name an address and a MAC: `arp -a`, `ip neigh`, switches and routers."""
    hosts = []
    for line in text.splitlines():
        mac = plain_mac(line)
        address = next(filter(None, map(_if_address, re.split(r"[\s()]+", line))), "")
        if mac and address and mac not in ("ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"):
            hosts.append(Seen(address, mac))
    if not hosts and text.strip():
        raise Unreadable(1)
    return hosts


def _if_address(word: str) -> str:
    try:
        return _address(word)
    except ValueError:
        return ""


def from_dhcp(text: str) -> list[Seen]:
    """The leases of dhcpd's file that are active, the last of each address; or Kea's CSV."""
    if text.lstrip().lower().startswith("address,"):
        return from_device(text)
    hosts: dict[str, Seen] = {}
    for found in LEASE.finditer(text):
        body = found.group(2)
        state = re.search(r"^\s*binding state (\w+);", body, re.MULTILINE)
        name = re.search(r'client-hostname "([^"]*)"', body)
        address = _if_address(found.group(1))
        if not address:
            raise Unreadable(text.count("\n", 0, found.start()) + 1)
        if state is None or state.group(1) == "active":
            hosts[address] = Seen(address, plain_mac(body), name.group(1)[:100] if name else "")
        else:
            hosts.pop(address, None)
    if not hosts and "lease" not in text:
        raise Unreadable
    return list(hosts.values())


def from_device(text: str) -> list[Seen]:
    """A device's CSV with a header that names the address, and the MAC and host name where there are such columns."""
    rows: Iterator[list[str]] = csv.reader(io.StringIO(text, newline=""))
    header = [one.strip().lower().lstrip("\ufeff") for one in next(rows, [])]
    places = {name: next((header.index(one) for one in heads if one in header), None) for name, heads in HEADS.items()}
    if places["address"] is None:
        raise Unreadable(1)
    hosts = []
    for line, row in enumerate(rows, start=2):
        cells = {name: row[place] if place is not None and place < len(row) else "" for name, place in places.items()}
        if not any(row):
            continue
        try:
            hosts.append(Seen(_address(cells["address"]), plain_mac(cells["mac"]), cells["hostname"].strip()[:100]))
        except ValueError as error:
            raise Unreadable(line) from error
    return hosts


READERS: dict[str, Callable[[str], list[Seen]]] = {
    "nmap": from_nmap,
    "arp": from_arp,
    "dhcp": from_dhcp,
    "device": from_device,
}
