"""The tree against RFC 9162 read word by word: its definitions are recursive, the product's ways are not."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilou.ledger.tree import (
    EMPTY_ROOT,
    Growing,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    peaks_of,
)

# Certificate transparency's own test data: leaves and the roots of the trees of their first n.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def mth(leaves):
    """2.1.1: the Merkle Tree Hash."""
    n = len(leaves)
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return leaves[0]
    k = largest_power_below(n)
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m, leaves):
    """2.1.3.1: PATH(m, D_n)."""
    n = len(leaves)
    if n == 1:
        return []
    k = largest_power_below(n)
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def proof(m, leaves):
    """2.1.4.1: PROOF(m, D_n)."""
    return subproof(m, leaves, True)


def subproof(m, leaves, whole):
    n = len(leaves)
    if m == n:
        return [] if whole else [mth(leaves)]
    k = largest_power_below(n)
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def largest_power_below(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def hashed(n):
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(n)]


def subtrees_of(leaves):
    return lambda start, end: mth(leaves[start:end])


def test_the_roots_are_those_of_certificate_transparency() -> None:
    tree = Growing()
    assert tree.root() == EMPTY_ROOT == sha256(b"").digest()
    for data, root in zip(LEAVES, ROOTS, strict=True):
        tree.add(leaf_hash(bytes.fromhex(data)))
        assert tree.root().hex() == root


@pytest.mark.parametrize("n", range(1, 40))
def test_every_proof_of_a_small_tree_is_the_rfcs_and_holds(n) -> None:
    leaves = hashed(n)
    root, subtree = mth(leaves), subtrees_of(leaves)
    for position in range(n):
        found = inclusion_proof(subtree, position, n)
        assert found == path(position, leaves)
        assert includes(leaves[position], position, n, found, root)
    for old in range(1, n + 1):
        found = consistency_proof(subtree, old, n)
        assert found == proof(old, leaves)
        assert extends(old, n, mth(leaves[:old]), root, found)


@given(n=st.integers(1, 700), data=st.data())
@settings(max_examples=60)
def test_a_proof_holds_for_its_own_leaf_place_size_and_root_alone(n, data) -> None:
    leaves = hashed(n)
    root, subtree = mth(leaves), subtrees_of(leaves)
    position = data.draw(st.integers(0, n - 1))
    found = inclusion_proof(subtree, position, n)
    assert found == path(position, leaves)
    assert includes(leaves[position], position, n, found, root)
    assert not includes(leaf_hash(b"other"), position, n, found, root)
    assert not includes(leaves[position], position, n, found, leaf_hash(b"other"))
    assert not includes(leaves[position], position, n, [*found, root], root)
    assert not includes(leaves[position], n, n, found, root)
    elsewhere = data.draw(st.integers(0, n - 1))
    assert includes(leaves[position], elsewhere, n, found, root) == (elsewhere == position)
    if found:
        place = data.draw(st.integers(0, len(found) - 1))
        changed = [*found[:place], node_hash(found[place], root), *found[place + 1 :]]
        assert not includes(leaves[position], position, n, changed, root)
        assert not includes(leaves[position], position, n, found[:-1], root)


@given(n=st.integers(1, 700), data=st.data())
@settings(max_examples=60)
def test_a_tree_whose_beginning_was_changed_is_no_extension(n, data) -> None:
    leaves = hashed(n)
    old = data.draw(st.integers(1, n))
    found = consistency_proof(subtrees_of(leaves), old, n)
    assert found == proof(old, leaves)
    assert extends(old, n, mth(leaves[:old]), mth(leaves), found)
    place = data.draw(st.integers(0, old - 1))
    forged = [*leaves[:place], leaf_hash(b"forged"), *leaves[place + 1 :]]
    assert not extends(old, n, mth(leaves[:old]), mth(forged), consistency_proof(subtrees_of(forged), old, n))
    assert not extends(old, n, mth(leaves[:old]), mth(leaves), [*found, mth(leaves)])
    assert not extends(n + 1, n, mth(leaves), mth(leaves), [])
    assert not extends(0, n, EMPTY_ROOT, mth(leaves), [])


@given(n=st.integers(0, 600))
@settings(max_examples=60)
def test_a_growing_tree_goes_on_from_its_peaks(n) -> None:
    leaves = hashed(n + 5)
    tree = Growing(n, [mth(leaves[start:end]) for start, end in peaks_of(n)])
    for more in range(6):
        assert tree.root() == mth(leaves[: n + more])
        if more < 5:
            tree.add(leaves[n + more])


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_place_outside_the_tree_has_no_proof(position, size) -> None:
    with pytest.raises(ValueError, match="tree"):
        inclusion_proof(subtrees_of(hashed(size)), position, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_a_larger_or_empty_tree_is_no_beginning(old, new) -> None:
    with pytest.raises(ValueError, match="tree"):
        consistency_proof(subtrees_of(hashed(new)), old, new)
