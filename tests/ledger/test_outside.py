"""The verifier that strangers run: it needs a standard library alone, agrees with ours, and finds what was touched."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from qilou.law.measures import M164
from qilou.ledger import Personal, record
from qilou.ledger.actions import erase_opening, introduce_key
from qilou.ledger.canonical import canonical
from qilou.ledger.export import consistency, exported, head_of, receipt
from qilou.ledger.models import Event, Opening, SignedHead
from qilou.ledger.outside import verify
from qilou.ledger.sealing import seal

SCRIPT = Path(verify.__file__)
# RFC 8032, 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
        "5141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
        "0d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc0"
        "27beceea1ec40a",
    ),
]


def test_it_is_at_most_500_lines_and_imports_the_standard_library_alone() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 500
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name.partition(".")[0] for node in found for alias in node.names if isinstance(node, ast.Import)}
    names |= {node.module.partition(".")[0] for node in found if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_its_signatures_are_those_of_rfc_8032(public, message, signature) -> None:
    told = [bytes.fromhex(one) for one in (public, message, signature)]
    assert verify.ed25519_holds(*told)
    assert not verify.ed25519_holds(told[0], told[1] + b"x", told[2])


@given(secret=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200), place=st.integers(0, 63))
@settings(max_examples=25)
def test_its_signatures_agree_with_a_library(secret, message, place) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert verify.ed25519_holds(public, message, bytes(signature))
    signature[place] ^= 1
    assert not verify.ed25519_holds(public, message, bytes(signature))


def test_a_signature_that_another_number_would_make_too_is_refused() -> None:
    public, message, signature = (bytes.fromhex(one) for one in VECTORS[0])
    again = int.from_bytes(signature[32:], "little") + verify.Q
    assert not verify.ed25519_holds(public, message, signature[:32] + again.to_bytes(32, "little"))
    assert not verify.ed25519_holds(public[:31], message, signature)
    assert not verify.ed25519_holds(b"\xff" * 32, message, signature)


SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))


@given(
    st.recursive(
        SCALARS.filter(lambda one: not isinstance(one, str) or "\0" not in one),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("abc𝄞é", max_size=3), inner),
    )
)
def test_its_canonical_form_is_ours(value) -> None:
    text = canonical(value)
    assert verify.canonical(json.loads(text)) == text
    assert verify.is_canonical(verify.PARSED.decode(text), text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('{"a":1,"b":"é"}', True),
        ('{"b":1,"a":2}', False),
        ('{"a": 1}', False),
        ('{"a":"\\u00e9"}', False),
        ('{"a":"\\ud834\\udd1e"}', False),
        ('{"a":-0}', False),
        ('{"a":1,"a":1}', False),
        ('{"\U00010000":1,"\ufffd":2}', True),
        ('{"\ufffd":2,"\U00010000":1}', False),
    ],
)
def test_what_is_written_otherwise_is_not_canonical(text, holds) -> None:
    assert verify.is_canonical(verify.PARSED.decode(text), text) is holds


@pytest.mark.parametrize("number", ["1.0", "1e3", "NaN", "-Infinity"])
def test_a_fraction_is_no_part_of_a_body(number) -> None:
    with pytest.raises(ValueError, match="a fraction"):
        verify.PARSED.decode(f'{{"a":{number}}}')


@pytest.fixture
def sealed(committed_db, officer, citizen, present, file_signer):
    for number in (3, 1, 5):
        for turn in range(number):
            with transaction.atomic():
                record(
                    "test.act", actor=citizen if turn == 1 else officer, acted_at=present, input={"n": Personal("林")}
                )
        seal(file_signer)
    return file_signer


@pytest.fixture
def run(tmp_path, capsys):
    def verified(what, said, *more):
        path = tmp_path / what
        path.write_text(said, encoding="utf-8")
        ended = verify.main([what, str(path), *more])
        return ended, capsys.readouterr().out

    return verified


def export(**options):
    return "".join(line + "\n" for line in exported(**options))


@pytest.mark.parametrize("personal", [False, True])
def test_an_export_verifies_by_the_published_key(sealed, run, personal) -> None:
    ended, said = run("export", export(personal=personal), "--key", str(sealed.key))
    assert (ended, "9 events" in said, "everything agrees" in said) == (0, True, True)


def test_the_script_runs_without_the_products_packages(sealed, tmp_path) -> None:
    (tmp_path / "ledger.jsonl").write_text(export(), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), "export", "ledger.jsonl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "compare this key" in ran.stdout


def test_an_export_signed_by_another_key_than_the_named_one_is_refused(sealed, run, another_signer) -> None:
    ended, said = run("export", export(), "--key", str(another_signer.key))
    assert ended == 1
    assert "not the key that you named" in said


def changes(lines):
    """Ways to change an export, each with what is then said."""
    events = [place for place, line in enumerate(lines) if '"body"' in line]
    first, last = events[1], events[-1]
    yield "edited", [*lines[:first], lines[first].replace("test.act", "best.act"), *lines[first + 1 :]]
    yield "removed", [*lines[:first], *lines[first + 1 :]]
    yield "repeated", [*lines[:first], lines[first], *lines[first:]]
    yield "swapped", [*lines[:first], lines[first + 1], lines[first], *lines[first + 2 :]]
    yield "cut", lines[:last]
    yield "without its heads", [line for line in lines if '"head"' not in line]
    yield "without a key", [line for line in lines if not line.startswith('{"key"')]
    yield "with heads swapped", [*[line for line in lines if '"head"' not in line], *reversed(lines[-1:]), lines[5]]


@pytest.mark.parametrize("number", range(8))
def test_an_export_that_was_changed_gives_doubts(sealed, run, number) -> None:
    what, lines = list(changes(export().splitlines(keepends=True)))[number]
    ended, said = run("export", "".join(lines), "--key", str(sealed.key))
    assert ended == 1, what
    assert "doubts" in said


@pytest.mark.parametrize("said", ["", "{}", "[]\n", "nonsense", '{"ledger":"qilou export","v":2}\n'])
def test_what_is_no_export_is_said_to_be_none(run, said) -> None:
    ended, told = run("export", said)
    assert ended == 2
    assert "cannot be read" in told


def test_a_kept_head_tells_an_older_state_and_another_history(sealed, run, tmp_path, another_signer) -> None:
    whole = export()
    (tmp_path / "kept").write_text(head_of(None).note, encoding="utf-8")
    assert run("export", whole, "--head", str(tmp_path / "kept"))[0] == 0
    older = whole.splitlines(keepends=True)
    cut = next(place for place, line in enumerate(older) if '"head"' in line) + 1
    ended, said = run("export", "".join(older[:cut]), "--head", str(tmp_path / "kept"))
    assert (ended, "rolled back" in said) == (1, True)
    ours = verify.Head(SignedHead.objects.get(size=4).note)
    forged = ours.text.replace(ours.text.split("\n")[2], "A" * 43 + "=")
    (tmp_path / "kept").write_text(f"{forged}\n", encoding="utf-8")
    ended, said = run("export", whole, "--head", str(tmp_path / "kept"))
    assert (ended, "split view" in said) == (1, True)


def test_an_erased_opening_is_left_out_and_the_rest_still_verifies(sealed, run, officer, present) -> None:
    one = Opening.objects.order_by("event_id", "path")[0]
    with transaction.atomic():
        erase_opening(one.event_id, one.path, reason="法定", cites=(M164.art(33),), actor=officer, acted_at=present)
    seal(sealed)
    text = export(personal=True)
    assert text.count('"opening"') == Opening.objects.filter(salt__isnull=False).count()
    assert run("export", text, "--key", str(sealed.key))[0] == 0


def test_an_opening_that_was_changed_gives_a_doubt(sealed, run) -> None:
    ended, said = run("export", export(personal=True).replace('\\"林\\"', '\\"木\\"', 1))
    assert (ended, "is not what the event committed to" in said) == (1, True)


def test_a_later_key_is_trusted_because_the_earlier_one_sealed_it(
    sealed, run, another_signer, officer, present
) -> None:
    introduce_key(another_signer.key, actor=officer, acted_at=present)
    seal(sealed)
    with transaction.atomic():
        record("test.act", actor=officer, acted_at=present)
    seal(another_signer)
    assert run("export", export(), "--key", str(sealed.key))[0] == 0


@pytest.mark.parametrize("number", [0, 4, 8])
def test_a_receipt_verifies_and_a_changed_one_does_not(sealed, run, number) -> None:
    found = receipt(Event.objects.order_by("id")[number].event_id)
    assert found["openings"]
    ended, said = run("receipt", json.dumps(found), "--key", str(sealed.key))
    assert ended == 0
    assert "test.act" in said
    for change in (
        {"position": (number + 1) % 9},
        {"t": found["t"] + 1},
        {"body": found["body"].replace("test.act", "best.act")},
        {"path": found["path"][:-1]},
        {"head": found["head"].replace("\n9\n", "\n8\n")},
        {"openings": [{**found["openings"][0], "value": '"木"'}]},
    ):
        assert run("receipt", json.dumps({**found, **change}), "--key", str(sealed.key))[0] == 1, change
    assert run("receipt", json.dumps(found), "--key", "a+b+c")[0] == 2


def test_an_act_has_no_receipt_before_it_is_sealed(sealed, officer, present) -> None:
    with transaction.atomic():
        event = record("test.act", actor=officer, acted_at=present)
    assert receipt(event) is None
    seal(sealed)
    assert receipt(event) is not None


def test_heads_that_continue_each_other_verify(sealed, run) -> None:
    proof = consistency(head_of(3), head_of(9))
    assert run("consistency", json.dumps(proof), "--key", str(sealed.key))[0] == 0
    assert run("consistency", json.dumps({**proof, "path": proof["path"][1:]}))[0] == 1


def test_anybody_asks_for_head_and_proofs(sealed, run) -> None:
    client = Client()
    told = client.get("/api/v1/ledger/head").json()
    assert (told["size"], told["keys"]) == (9, [str(sealed.key)])
    assert client.get("/api/v1/ledger/head", {"size": 4}).json()["note"] == SignedHead.objects.get(size=4).note
    assert client.get("/api/v1/ledger/head", {"size": 5}).status_code == 404
    proof = client.get("/api/v1/ledger/consistency", {"old": 3}).json()
    assert run("consistency", json.dumps(proof), "--key", str(sealed.key))[0] == 0
    assert client.get("/api/v1/ledger/consistency", {"old": 9, "new": 3}).status_code == 404
    event = Event.objects.order_by("id")[4]
    found = client.get("/api/v1/ledger/inclusion", {"event": event.event_id}).json()
    head = verify.Head(found["head"])
    path = [bytes.fromhex(one) for one in found["path"]]
    assert found["leaf"] == bytes(event.leaf_hash).hex()
    assert verify.includes(bytes(event.leaf_hash), found["position"], head.size, path, head.root)
    assert client.get("/api/v1/ledger/inclusion", {"event": event.event_id, "size": 3}).status_code == 404
