"""What a version holds, row by row, as digests: what an import brings unchanged is told at once, not worked out again.

A row's digest is of all that its product says; a parent's is of the sentence that is encoded of it. Eight bytes each:
among a million, two share one with a probability of 3 in 10⁸.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

import numpy as np
from numpy.typing import NDArray

from catalog_index.documents import sentence
from catalog_index.keys import Groups
from catalog_index.product import Product
from catalog_index.store import Reader, Writer

Digests = NDArray[np.uint64]
Rows = NDArray[np.int64]
NEW = -1
"""Stands for a row, or a parent, that was not there before."""
_BYTES = 8


@dataclass(frozen=True, slots=True)
class Ledger:
    """`rows`: each product's digest; `sentences`: that of each parent's sentence, by the parents' numbers."""

    rows: Digests
    sentences: Digests

    def save(self, to: Writer) -> None:
        to.array("ledger-rows", self.rows)
        to.array("ledger-sentences", self.sentences)

    @classmethod
    def load(cls, source: Reader) -> Ledger:
        return cls(source.array("ledger-rows"), source.array("ledger-sentences"))


NOTHING = Ledger(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64))


def of_lines(lines: Iterable[bytes]) -> Digests:
    """Of products, by the lines they are written in."""
    return _of(line.removesuffix(b"\n") for line in lines)


def of_sentences(products: Sequence[Product], groups: Groups, before: Rows, known: Ledger) -> Digests:
    """Of each parent's sentence; `before`: its number in the version `known` is of, NEW where it is to be made."""
    out = np.empty(len(groups), dtype=np.uint64)
    there, new = np.flatnonzero(before != NEW), np.flatnonzero(before == NEW)
    out[there] = known.sentences[before[there]]
    out[new] = of_texts(sentence(products[int(row)]) for row in groups.first[new])
    return out


def version(rows: Digests, encoder: str) -> str:
    """The first 16 hex digits of SHA-256 over the encoder's name and every product's digest, in order."""
    return sha256(encoder.encode() + b"\n" + rows.tobytes()).hexdigest()[:16]


def of_texts(texts: Iterable[str]) -> Digests:
    return _of(text.encode("utf-8", "surrogatepass") for text in texts)


def _of(said: Iterable[bytes]) -> Digests:
    together = bytearray()
    for each in said:
        together += blake2b(each, digest_size=_BYTES).digest()
    return np.frombuffer(together, dtype=np.uint64)


def places(wanted: Digests, known: Digests) -> Rows:
    """Where in `known` each of `wanted` stands; NEW where it doesn't."""
    if not len(known):
        return np.full(len(wanted), NEW, dtype=np.int64)
    order = np.argsort(known, kind="stable")
    at = np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)
    found = order[at]
    return np.where(known[found] == wanted, found, NEW).astype(np.int64)


def parents(rows: Rows, groups: Groups, before: Groups) -> Rows:
    """Each parent's number before, where it had these very rows in this order; `rows`: each row's place before."""
    same = np.full(len(groups), NEW, dtype=np.int64)
    first = rows[groups.first]
    for number in np.flatnonzero(first != NEW).tolist():
        earlier = int(before.of[first[number]])
        if rows[groups.rows(number)].tolist() == before.rows(earlier):
            same[number] = earlier
    return same
