"""What is still to be encoded of a catalogue, and what an earlier version encoded already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from catalog_index.encoder import Encoder, Progress, Vectors

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

AT_ONCE = 65_536
"""Sentences handed to the encoder together: the vectors of a million would else be in memory twice."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """`texts`: each parent's sentence; `known`: the row of `vectors` that an equal sentence has already."""

    texts: Sequence[str]
    known: dict[str, int]
    vectors: Vectors | None = None

    @classmethod
    def of(cls, index: CatalogueIndex, previous: CatalogueIndex | None) -> Sentences:
        texts = tuple(index.contents.sentences())
        if previous is None or previous.vectors is None or previous.encoder.name != index.encoder.name:
            return cls(texts, {})
        held = np.flatnonzero(previous.vectors.any(axis=1))
        known = tuple(previous.contents.sentences())
        return cls(texts, {known[row]: int(row) for row in held}, previous.vectors)

    @property
    def missing(self) -> list[str]:
        """What must be encoded, each sentence once."""
        return [text for text in dict.fromkeys(self.texts) if text not in self.known]

    def so_far(self) -> Vectors | None:
        """float32 (len(texts), dimension), zeros where nothing is known; None when nothing is."""
        if self.vectors is None or not any(text in self.known for text in self.texts):
            return None
        out = np.zeros((len(self.texts), self.vectors.shape[1]), dtype=np.float32)
        self._copy(self.vectors, self.known, out)
        return out

    def encode(self, encoder: Encoder, progress: Progress | None = None) -> Vectors:
        """float32 (len(texts), dimension), the known ones copied."""
        if not self.texts:  # an empty catalogue must not load a model to learn its dimension
            return np.zeros((0, 1), dtype=np.float32)
        out, missing = self.so_far(), self.missing
        for start in range(0, len(missing), AT_ONCE):
            part = missing[start : start + AT_ONCE]
            made = encoder.encode(part, progress and _shifted(progress, start, len(missing)))
            out = np.zeros((len(self.texts), made.shape[1]), dtype=np.float32) if out is None else out
            self._copy(made, {text: row for row, text in enumerate(part)}, out)
        assert out is not None  # what is not missing is known
        return out

    def _copy(self, vectors: Vectors, rows: Mapping[str, int], out: Vectors) -> None:
        for number, text in enumerate(self.texts):
            if (row := rows.get(text)) is not None:
                out[number] = vectors[row]


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    """Tells `progress` of a part as of the whole."""
    return lambda done, _: progress(before + done, total)
