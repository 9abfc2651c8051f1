"""Client certificates: believed from the configured proxy alone, linked by their owner, and off unless configured."""

import base64
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qilou.identity.models import Certificate, Session
from qilou.ledger.models import Event

from .conftest import City, is_signed_in, signing_in

PROXY = "127.0.0.1"


def certificate(name: str = "handler", *, days: int = 30) -> x509.Certificate:
    """A certificate of somebody, valid until so many days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    ends = timezone.now() + timedelta(days=days)
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number())
    return built.not_valid_before(ends - timedelta(days=60)).not_valid_after(ends).sign(key, SHA256())


def escaped(one: x509.Certificate) -> str:
    return quote(one.public_bytes(Encoding.PEM).decode())


def in_rfc_9440(one: x509.Certificate) -> str:
    return f":{base64.b64encode(one.public_bytes(Encoding.DER)).decode()}:"


@pytest.fixture
def proxied(city: City, settings: Any) -> x509.Certificate:
    """A certificate that the handler has linked, behind a proxy that passes certificates on."""
    settings.QILOU_CERTIFICATE_HEADER, settings.QILOU_CERTIFICATE_PROXIES = "Client-Cert", [f"{PROXY}/32"]
    one = certificate()
    signing_in("handler").post(reverse("link_certificate"), headers={"client-cert": escaped(one)})
    return one


def shown(given: str, peer: str = PROXY) -> tuple[Client, int]:
    browser = Client(headers={"client-cert": given}, REMOTE_ADDR=peer)
    return browser, browser.post(reverse("sign_in_certificate")).status_code


@pytest.mark.parametrize("form", [escaped, in_rfc_9440])
def test_a_linked_certificate_opens_its_owners_account(city: City, proxied: x509.Certificate, form: Any) -> None:
    browser, status = shown(form(proxied))
    assert status == 302
    assert is_signed_in(browser)
    session = Session.objects.filter(person=city.people["handler"], means="certificate")
    assert session.count() == 1
    assert Event.objects.filter(name="identity.link_certificate").count() == 1


def test_it_is_refused_from_a_peer_that_is_not_the_proxy(proxied: x509.Certificate, settings: Any) -> None:
    for peer in ("192.0.2.7", "127.0.0.2", "::1"):
        browser, status = shown(escaped(proxied), peer)
        assert status == 403
        assert not is_signed_in(browser)
    settings.QILOU_CERTIFICATE_PROXIES = []
    assert shown(escaped(proxied))[1] == 403


def test_a_proxy_on_a_socket_of_this_machine_is_named_as_such(proxied: x509.Certificate, settings: Any) -> None:
    assert shown(escaped(proxied), "")[1] == 403
    settings.QILOU_CERTIFICATE_PROXIES = ["unix"]
    assert shown(escaped(proxied), "")[1] == 302


def test_another_one_an_ended_one_and_what_is_none_open_nothing(proxied: x509.Certificate) -> None:
    wrong = (
        escaped(certificate()),
        escaped(certificate(days=-1)),
        "",
        ":no base64:",
        "%2D%2D%2D",
        ":bm90IGEgY2VydA==:",
    )
    for given in wrong:
        browser, status = shown(given)
        assert status == 422
        assert not is_signed_in(browser)


def test_no_one_else_links_it_and_unlinked_it_opens_nothing(city: City, proxied: x509.Certificate) -> None:
    other = signing_in("signer")
    answer = other.post(reverse("link_certificate"), headers={"client-cert": escaped(proxied)})
    assert answer.status_code == 409
    linked = Certificate.objects.get()
    assert other.post(reverse("unlink_certificate", args=[linked.pk])).status_code == 404
    signing_in("handler").post(reverse("unlink_certificate", args=[linked.pk]))
    assert shown(escaped(proxied))[1] == 422


def test_it_is_off_unless_configured(city: City) -> None:
    assert shown(escaped(certificate()))[1] == 404
    assert "certificate" not in Client().get(reverse("sign_in")).content.decode()
