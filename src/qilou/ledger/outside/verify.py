#!/usr/bin/env python3
"""Verifies a Qilou ledger from outside: an export, a receipt, or the proof that one head continues another.

    python3 verify.py export ledger.jsonl [--key KEY]... [--head FILE]... [--signatures last]
    python3 verify.py receipt receipt.json [--key KEY]...
    python3 verify.py consistency proof.json [--key KEY]...

Nothing but Python's standard library is needed, and nothing of Qilou. The formats are described in
docs/ledger-formats.md, so that you can write a verifier of your own. KEY is the key as the city publishes it; take it
from somewhere else than the file that you verify. A FILE named by --head is a head that you kept earlier.
Ends with 0 if everything agrees, 1 if not, 2 if the file cannot be read as what it is said to be.
"""

import argparse
import base64
import binascii
import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NEAR = timedelta(hours=1)  # the record itself asks for ten minutes; a long transaction may take its time
LONGEST_TRANSACTION = timedelta(minutes=10)
INTRODUCING = "ledger.introduce_key"
MOST_TOLD = 100


class Unreadable(Exception):
    """The file is not what it is said to be."""


# Ed25519 (RFC 8032), verification only, in extended coordinates.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def ed25519_holds(public, message, signature):
    """Whether the signature is the key's over the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = _decompressed(public), _decompressed(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return _equal(_times(s, BASE), _added(r, _times(h, a)))


def _added(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(factor, point):
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _added(total, point)
        point = _added(point, point)
        factor >>= 1
    return total


def _equal(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def _decompressed(packed):
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = _decompressed((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
CHECKS = {b"\x01": ed25519_holds}  # a national algorithm would be entered here


# The tree (RFC 9162, 2.1).
def leaf_of(microseconds, body):
    return hashlib.sha256(b"\x00" + microseconds.to_bytes(8, "big", signed=True) + body).digest()


def node_of(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, leaf):
        place = self.size
        while place & 1:
            leaf = node_of(self.peaks.pop(), leaf)
            place >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        found = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            found = node_of(peak, found)
        return found


def includes(leaf, position, size, path, root):
    """Whether the path leads from the leaf at this position to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    here, last, found = position, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_of(sibling, found)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = node_of(found, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def extends(old, new, old_root, new_root, path):
    """Whether the path leads from one root to the other (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_of(sibling, before), node_of(sibling, after)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            after = node_of(after, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


# Keys and heads.
class Key:
    """A key as it is published: name+mark+base64(algorithm || public key)."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise Unreadable(f"no key: {text[:60]}")
        self.text, self.name, whole = text.strip(), parts[0], unbased(parts[2])
        self.mark = hashlib.sha256(self.name.encode() + b"\n" + whole).digest()[:4]
        if self.mark.hex() != parts[1]:
            raise Unreadable(f"the mark of this key is not that of its bytes: {text[:60]}")
        self.check, self.public = CHECKS.get(whole[:1]), whole[1:]
        if self.check is None:
            raise Unreadable("nothing here checks signatures of this key's algorithm")


class Head:
    """A signed head, whose four lines are written exactly as the format says."""

    def __init__(self, note):
        self.text, _, self.signatures = note.partition("\n\n")
        self.text += "\n"
        lines = self.text.split("\n")
        try:
            self.name, self.size, self.root = lines[0], int(lines[1]), unbased(lines[2])
            self.time = datetime.fromisoformat(lines[3].removeprefix("time "))
            root, time = base64.b64encode(self.root).decode(), self.time.astimezone(BEIJING)
        except (IndexError, ValueError) as error:
            raise Unreadable(f"no head: {error}") from error
        written = f"{self.name}\n{self.size}\n{root}\ntime {time.isoformat(timespec='microseconds')}\n"
        if written != self.text or len(self.root) != 32 or self.time.tzinfo is None:
            raise Unreadable("the head is not written as its format says")

    def signed_by(self, keys):
        """The key, of those given, that signed this head; None for none of them."""
        for line in self.signatures.splitlines():
            name, _, based = line.removeprefix("\u2014 ").rpartition(" ")
            whole = unbased(based)
            for key in keys:
                known = (name, whole[:4]) == (key.name, key.mark)
                if known and key.check(key.public, self.text.encode(), whole[4:]):
                    return key
        return None


def unbased(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(f"not base64: {text[:40]}") from error


# Events and what opens their commitments.
def _no_fraction(text):
    raise ValueError(f"a fraction: {text}")


PARSED = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)  # bodies hold no fractions
WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def is_canonical(body, text):
    """Whether the text is the body's canonical form; sorting by code points gives it where none is beyond U+FFFF."""
    plain = len(text.encode("utf-16-le")) == 2 * len(text)
    return (WRITTEN.encode if plain else canonical)(body) == text


def canonical(value):
    """RFC 8785 for the values that bodies hold: no fractions, members in the order of their UTF-16 units."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def at(body, pointer):
    """What stands at a place of the body (RFC 6901); None for nothing."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        try:
            body = body[int(step)] if isinstance(body, list) else body[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return body


def opens(opening, body):
    """Whether an opening's salt and value are what the body commits to at that place."""
    digest = hashlib.sha256(b"\x02" + bytes.fromhex(opening["salt"]) + opening["value"].encode()).hexdigest()
    return at(body, opening["path"]) == {"$commitment": digest}


def wrong_with(body, text, microseconds):
    """What is wrong with a body by itself; nothing if it is as the format says."""
    if not is_canonical(body, text):
        return "is not canonical"
    if body.get("v") != 1 or not {"id", "name", "case", "actor", "acted_at", "input", "effects"} <= body.keys():
        return "lacks members of the format"
    recorded = EPOCH + timedelta(microseconds=microseconds)
    near = abs(recorded - datetime.fromisoformat(body["acted_at"])) <= NEAR
    return "" if near or body.get("demo") or body.get("of_record") else "was recorded at another time than it was done"


class Verifier:
    """Says what does not agree, and counts."""

    def __init__(self, keys):
        self.pinned, self.doubts = [Key(text) for text in keys], 0

    def doubt(self, where, said):
        self.doubts += 1
        if self.doubts <= MOST_TOLD:
            print(f"{where}: {said}")

    def trusted(self, key):
        """Whether a key may be taken for the ledger's first; without --key there is nothing to compare it with."""
        if not self.pinned:
            print(f"note: compare this key with the one that the city publishes: {key.text}")
        return not self.pinned or key.text in {one.text for one in self.pinned}


class Export(Verifier):
    """Verifies an export line by line; memory does not grow with it, but for the ids of events."""

    def __init__(self, keys, heads, every_signature):
        super().__init__(keys)
        self.tree, self.keys, self.ids = Tree(), [], set()
        self.seen = {head.size: head for head in heads}
        self.every_signature, self.before, self.body, self.broken = every_signature, None, None, False

    def line(self, number, text):
        said = json.loads(text)
        if number == 1:
            if said.get("ledger") != "qilou export" or said.get("v") != 1:
                raise Unreadable("no export of a ledger that this verifier knows")
        elif "body" in said:
            self.event(said["t"], said["body"])
        elif "head" in said:
            self.head(Head(said["head"]))
        elif "opening" in said:
            opening = said["opening"]
            if self.body is None or not opens(opening, self.body):
                self.doubt(f"position {self.tree.size - 1} {opening['path']}", "is not what the event committed to")
        elif "key" in said:
            self.first_key(Key(said["key"]))
        else:
            raise Unreadable(f"line {number} is of no known kind")

    def first_key(self, key):
        if self.keys:
            self.doubt("key", "only one key comes first; later ones are introduced by events")
        if not self.trusted(key):
            self.doubt("key", f"{key.text} is not the key that you named")
        self.keys.append(key)

    def event(self, microseconds, text):
        here = f"position {self.tree.size}"
        self.tree.add(leaf_of(microseconds, text.encode()))
        self.body = body = PARSED.decode(text)
        if wrong := wrong_with(body, text, microseconds):
            self.doubt(here, f"the event {wrong}")
        if body["id"] in self.ids:
            self.doubt(here, f"event {body['id']} stands here again")
        self.ids.add(body["id"])
        recorded = EPOCH + timedelta(microseconds=microseconds)
        if self.before and recorded < self.before.time - LONGEST_TRANSACTION:
            self.doubt(here, f"claims a time before head {self.before.size}, which lacks it")
        if body["name"] == INTRODUCING:
            self.keys.append(Key(body["input"]["key"]))
        if seen := self.seen.pop(self.tree.size, None):
            if seen.root != self.tree.root():
                self.doubt(f"head {seen.size}", "split view: you kept another head of this size")
            elif not seen.signed_by(self.keys):
                self.doubt(f"head {seen.size}", "what you kept is not signed by a key of this ledger")

    def head(self, head):
        here = f"head {head.size}"
        if head.size != self.tree.size:
            self.doubt(here, f"stands after {self.tree.size} events")
        elif head.root != self.tree.root() and not self.broken:
            self.broken = True  # every later root differs too
            since = self.before.size if self.before else 0
            self.doubt(here, f"the events from position {since} on are not those that were signed")
        if self.before and (head.time < self.before.time or head.size <= self.before.size):
            self.doubt(here, f"does not come after head {self.before.size}")
        if self.every_signature:
            self.signature(head)
        self.before = head

    def signature(self, head):
        if not head.signed_by(self.keys):
            self.doubt(f"head {head.size}", "is not signed by a key of this ledger")

    def end(self):
        if self.before is None or self.before.size != self.tree.size:
            self.doubt(f"position {self.tree.size - 1}", "no signed head covers the end of the export")
        elif not self.every_signature:
            self.signature(self.before)
        for size in sorted(self.seen):
            self.doubt(f"head {size}", f"rolled back: you kept this head, yet the export ends at {self.tree.size}")
        return f"{self.tree.size} events" + (f", the last head of {self.before.time}" if self.before else "")


def verify_export(chosen):
    heads = []
    for name in chosen.head:
        with open(name, encoding="utf-8") as file:
            heads.append(Head(file.read()))
    export = Export(chosen.key, heads, chosen.signatures == "all")
    with open(chosen.file, encoding="utf-8") as file:
        number = 0
        for number, text in enumerate(file, 1):
            export.line(number, text)
        if not number:
            raise Unreadable("the file is empty")
    return export, export.end()


def verify_receipt(chosen):
    verifier, said = Verifier(chosen.key), _read(chosen.file, "receipt")
    head, key, body = Head(said["head"]), Key(said["key"]), PARSED.decode(said["body"])
    path = [bytes.fromhex(one) for one in said["path"]]
    if not verifier.trusted(key):
        verifier.doubt("key", f"{key.text} is not the key that you named")
    if not head.signed_by([key]):
        verifier.doubt("head", "is not signed by the receipt's key")
    if wrong := wrong_with(body, said["body"], said["t"]):
        verifier.doubt("event", wrong)
    if not includes(leaf_of(said["t"], said["body"].encode()), said["position"], head.size, path, head.root):
        verifier.doubt("event", "is not under the signed head")
    for opening in said["openings"]:
        if not opens(opening, body):
            verifier.doubt(opening["path"], "is not what the event committed to")
    who = body["actor"]["organisation"] or "a person"
    return verifier, f"{body['name']} of {body['acted_at']} by {who}, in case {body['case']}, sealed {head.time}"


def verify_consistency(chosen):
    verifier, said = Verifier(chosen.key), _read(chosen.file, "consistency")
    old, new, keys = Head(said["old"]), Head(said["new"]), [Key(text) for text in said["keys"]]
    if not keys or not verifier.trusted(keys[0]):
        verifier.doubt("key", "the first key is not the one that you named")
    for head in (old, new):
        if not head.signed_by(keys):
            verifier.doubt(f"head {head.size}", "is not signed by a key of the ledger")
    if not extends(old.size, new.size, old.root, new.root, [bytes.fromhex(one) for one in said["path"]]):
        verifier.doubt(f"head {new.size}", f"does not continue head {old.size}")
    return verifier, f"{old.size} to {new.size} events"


def _read(name, kind):
    with open(name, encoding="utf-8") as file:
        said = json.load(file)
    if said.get("ledger") != f"qilou {kind}" or said.get("v") != 1:
        raise Unreadable(f"no {kind} that this verifier knows")
    return said


def main(arguments=None):
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["export", "receipt", "consistency"])
    parser.add_argument("file")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--head", action="append", default=[])
    parser.add_argument("--signatures", choices=["all", "last"], default="all")
    chosen = parser.parse_args(arguments)
    verify = {"export": verify_export, "receipt": verify_receipt, "consistency": verify_consistency}[chosen.what]
    try:
        verifier, said = verify(chosen)
    except (OSError, Unreadable, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"cannot be read: {error!r}" if not isinstance(error, Unreadable) else f"cannot be read: {error}")
        return 2
    print(f"{said}: {'everything agrees' if not verifier.doubts else f'{verifier.doubts} doubts'}")
    return 1 if verifier.doubts else 0


if __name__ == "__main__":
    sys.exit(main())
