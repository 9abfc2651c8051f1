"""What browsers are asked of passkeys: the challenge waits in the session and is taken once."""

import ipaddress

from django.http import HttpRequest

from qilou.identity.actions.passkeys import Asked, Site

CHALLENGE = "challenge"


def site_of(request: HttpRequest) -> Site | None:
    """The site under the name by which the browser asks; None under a bare address, where no passkey works."""
    host = request.get_host()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return Site(name, f"{request.scheme}://{host}")
    return None


def put(request: HttpRequest, asked: Asked) -> str:
    """Keep the challenge until the answer comes; gives what the page asks."""
    request.session[CHALLENGE] = asked.challenge
    return asked.options


def taken(request: HttpRequest) -> str:
    """The challenge that was put, which is then gone; "" without one, to which no answer fits."""
    return str(request.session.pop(CHALLENGE, ""))
