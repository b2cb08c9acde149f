"""What is still to be encoded of a catalogue, and what an earlier version encoded already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from catalog_index.encoder import Progress, Vectors
from catalog_index.ledger import NEW, Digests, Rows, places

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

AT_ONCE = 65_536
"""Vectors made, or copied, together: those of a million would else be in memory twice."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """`wanted`: the digest of each parent's sentence; `known`: the row of `vectors` that the same one has, or NEW."""

    wanted: Digests
    known: Rows
    vectors: Vectors | None = None

    @classmethod
    def of(cls, index: CatalogueIndex, previous: CatalogueIndex | None) -> Sentences:
        wanted = index.contents.ledger.sentences
        if previous is None or previous.vectors is None or previous.encoder.name != index.encoder.name:
            return cls(wanted, np.full(len(wanted), NEW, dtype=np.int64))
        held = np.flatnonzero(previous.vectors.any(axis=1))
        found = places(wanted, previous.contents.ledger.sentences[held])
        known = np.full(len(wanted), NEW, dtype=np.int64)
        known[found != NEW] = held[found[found != NEW]]
        return cls(wanted, known, previous.vectors)

    @property
    def missing(self) -> Rows:
        """The parents whose sentences must be encoded, each sentence once, in order."""
        new = np.flatnonzero(self.known == NEW)
        _, first = np.unique(self.wanted[new], return_index=True)
        return new[np.sort(first)]

    def so_far(self) -> Vectors | None:
        """float32 (len(wanted), dimension), zeros where nothing is known; None when nothing is."""
        held = np.flatnonzero(self.known != NEW)
        if self.vectors is None or not len(held):
            return None
        out = np.zeros((len(self.wanted), self.vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(held), AT_ONCE):
            part = held[start : start + AT_ONCE]
            out[part] = self.vectors[self.known[part]]
        return out

    def encode(self, index: CatalogueIndex, progress: Progress | None = None) -> Vectors:
        """float32 (len(wanted), dimension), the known ones copied, the others encoded from the texts of `index`."""
        if not len(self.wanted):  # an empty catalogue must not load a model to learn its dimension
            return np.zeros((0, 1), dtype=np.float32)
        out, missing = self.so_far(), self.missing
        for start in range(0, len(missing), AT_ONCE):
            part = missing[start : start + AT_ONCE]
            texts = index.contents.sentences(part)
            made = index.encoder.encode(texts, progress and _shifted(progress, start, len(missing)))
            out = np.zeros((len(self.wanted), made.shape[1]), dtype=np.float32) if out is None else out
            self._spread(made, self.wanted[part], out)
        assert out is not None  # what is not missing is known
        return out

    def _spread(self, made: Vectors, digests: Digests, out: Vectors) -> None:
        """Each vector to all the parents that say its sentence."""
        found = places(self.wanted, digests)
        said = np.flatnonzero((found != NEW) & (self.known == NEW))
        out[said] = made[found[said]]


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    """Tells `progress` of a part as of the whole."""
    return lambda done, _: progress(before + done, total)
