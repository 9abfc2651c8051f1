"""The golden bytes. They were written once; a change that fails here needs a new format number, not new vectors."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
import rfc8785

from qilou.kernel.actor import PLATFORM, Actor
from qilou.law import AUTHORITY, SYSTEM, Breach, Finding, Text, say
from qilou.law.measures import M164
from qilou.ledger import Personal, canonical
from qilou.ledger.event import event_bytes, new_event_id

VECTORS = json.loads(Path(__file__).with_name("event_vectors.json").read_text())
OFFICER = Actor(7, "陈晓", 12, "汕头市工业和信息化局", "440500")
CITIZEN = Actor(31, "林晓", jurisdiction="440507")
ARTICLE = M164.art(16, 2)
FINDING = Finding(
    rule="projects.approval.budget_document_attached",
    edition="2015",
    cites=ARTICLE,
    title=Text("已附预算文件", "Budget document attached"),
    verdict=Breach(say("缺少%(n)s份文件。", "%(n)s documents are missing.", n=1), say("补交。", "Supply them.")),
    facts={"documents": 0, "due": date(2026, 3, 9)},
    parameters={"approval.documents": Decimal("1")},
)
EVENTS = {
    "an expiry by the platform": {
        "name": "projects.declaration.lapse",
        "actor": PLATFORM,
        "function": SYSTEM.code,
        "acted_at": datetime(2026, 3, 5, 16, 0, tzinfo=UTC),
        "case": "SB26-1034-9",
    },
    "an approval": {
        "name": "projects.approval.approve",
        "actor": OFFICER,
        "function": AUTHORITY.code,
        "acted_at": datetime(2026, 3, 5, 9, 12, 3, 250, tzinfo=UTC),
        "case": "LX26-77-3",
        "cites": (ARTICLE, M164.art(16)),
        "editions": ("projects.approval#2015",),
        "input": {"opinion": '同意立项。\n"一期"\t先行', "valid_until": date(2027, 3, 5), "conditions": ()},
        "effects": {"approved_total": Decimal("1280000.00"), "unit_price": Decimal("0.000001"), "version": 4},
    },
    "a citizen's act": {
        "name": "supervision.appeal.lodge",
        "actor": CITIZEN,
        "acted_at": datetime(2026, 12, 31, 16, 30, tzinfo=UTC),
        "input": {
            "applicant": {"phone/mobile": Personal("13800000000"), "名": Personal({"全": "林晓"}), "\U00020000": 1}
        },
        "effects": {"private": [None, Personal(None), False]},
    },
    "an entry of record by a deputy": {
        "name": "projects.approval.enter",
        "actor": OFFICER,
        "acted_at": datetime(2016, 8, 1, 1, 0, tzinfo=UTC),
        "of_record": "汕信息〔2016〕18号",
        "on_behalf_of": "王建国",
    },
    "an act in a demonstration": {
        "name": "identity.sign_in",
        "actor": OFFICER,
        "acted_at": datetime(1969, 12, 31, 16, 0, tzinfo=UTC),
        "demo": True,
    },
}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["what"])
def test_the_bytes_of_an_event_stay_what_they_were(vector, monkeypatch) -> None:
    numbers = count(1)
    monkeypatch.setattr(canonical, "token_bytes", lambda length: next(numbers).to_bytes(length, "big"))
    body, openings = event_bytes(UUID(vector["id"]), **EVENTS[vector["what"]])
    assert body.decode() == vector["body"]
    assert [[one.path, one.salt.hex(), one.value] for one in openings] == vector["openings"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["what"])
def test_a_stranger_verifies_an_event_with_the_standard_library(vector) -> None:
    body = vector["body"].encode()
    time = vector["recorded_at_microseconds"].to_bytes(8, "big", signed=True)
    assert hashlib.sha256(b"\0" + time + body).hexdigest() == vector["leaf_hash"]
    assert rfc8785.dumps(json.loads(body)) == body
    for path, salt, value in vector["openings"]:
        place = json.loads(body)
        for step in path.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            place = place[int(name) if isinstance(place, list) else name]
        committed = hashlib.sha256(b"\2" + bytes.fromhex(salt) + value.encode()).hexdigest()
        assert place == {"$commitment": committed}


def test_every_golden_event_is_checked() -> None:
    assert [vector["what"] for vector in VECTORS] == list(EVENTS)


@pytest.mark.req("A42.2", "X1")
def test_an_event_names_officer_office_function_time_basis_and_the_rules_that_were_read() -> None:
    body = json.loads(event_bytes(new_event_id(), **EVENTS["an approval"], findings=(FINDING,))[0])
    assert body["actor"] == {
        "function": "AUTHORITY",
        "id": 7,
        "jurisdiction": "440500",
        "name": "陈晓",
        "organisation": "汕头市工业和信息化局",
        "organisation_id": 12,
    }
    assert body["acted_at"] == "2026-03-05T17:12:03.000250+08:00"
    assert body["cites"] == ["m164:16.2", "m164:16"]
    assert body["editions"] == ["projects.approval#2015"]
    (finding,) = body["findings"]
    assert finding["facts"] == {"documents": 0, "due": "2026-03-09"}
    assert finding["reason"] == {"zh": "缺少1份文件。", "en": "1 documents are missing."}


def test_the_name_of_a_citizen_is_personal_data_and_that_of_an_officer_is_not() -> None:
    body, openings = event_bytes(new_event_id(), "supervision.appeal.lodge", actor=CITIZEN, acted_at=datetime.now(UTC))
    assert "林晓" not in body.decode()
    assert [(one.path, one.value) for one in openings] == [("/actor/name", '"林晓"')]
    body, openings = event_bytes(new_event_id(), "projects.approval.accept", actor=OFFICER, acted_at=datetime.now(UTC))
    assert "陈晓" in body.decode()
    assert openings == ()


def test_ids_of_events_are_unlike_and_of_version_seven() -> None:
    ids = {new_event_id() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert {(one.version, one.variant) for one in ids} == {(7, "specified in RFC 4122")}
