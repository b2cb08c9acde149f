"""Sentence vectors, which the app computes: one beside a message, those of the examples in a file beside a training.

The app's packaged model knows English alone; it is given French as English words (`bot.rasa_server.gloss`).
Beside a message: `{"sentence": {"encoder": name, "numbers": base64 of float16, "glossed": bool}}` in its metadata. In
the file (`numpy.savez`): `encoder`, `texts` and `english` (JSON, as bytes), `vectors` (float16, a row per text).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
PLACE = "COMPTOIR_SENTENCES"
"""Where a training finds the file; unset: it learns from words alone."""
PLAIN, GLOSSED = "plain", "glossed"
"""The kinds of vectors: of the sentence as it was said, of English words that stand for it."""
KEY = "sentence"
"""In a message's metadata."""


def version() -> str:
    """Changes with this training's file and how it is read, so that no part of a model trained on another is kept."""
    path = os.environ.get(PLACE)
    return hashlib.sha256(Path(__file__).read_bytes() + (Path(path).read_bytes() if path else b"")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class TaughtSentences:
    """The vectors of the examples that have one; `vectors` (texts, dimension), some of them `glossed`."""

    encoder: str
    rows: Mapping[str, int]
    vectors: Vectors
    glossed: frozenset[str]

    @classmethod
    def of_this_training(cls) -> TaughtSentences | None:
        path = os.environ.get(PLACE)
        return cls.read(Path(path)) if path else None

    @classmethod
    def read(cls, path: Path) -> TaughtSentences:
        with np.load(path, allow_pickle=False) as kept:
            texts, english = (json.loads(kept[name].tobytes().decode("utf-8")) for name in ("texts", "english"))
            rows = {text: row for row, text in enumerate(texts)}
            glossed = frozenset(text for text, said in zip(texts, english, strict=True) if text != said)
            return cls(str(kept["encoder"]), rows, kept["vectors"].astype(np.float32), glossed)

    def of(self, texts: Sequence[str]) -> tuple[list[int], Vectors]:
        """(the numbers of those of `texts` that have a vector, their vectors)."""
        at = [number for number, text in enumerate(texts) if text in self.rows]
        return at, self.vectors[[self.rows[texts[number]] for number in at]]


@dataclass(frozen=True, slots=True)
class Directions:
    """The `axes` (width, dimension) along which the taught vectors differ most around their `middle`."""

    middle: Vectors
    axes: Vectors

    @classmethod
    def of(cls, vectors: Vectors, width: int) -> Directions:
        """Principal components of `vectors` (n, dimension)."""
        middle = vectors.mean(axis=0)
        spread = (vectors - middle).T @ (vectors - middle)
        _, axes = np.linalg.eigh(spread)  # ascending
        return cls(middle, np.ascontiguousarray(axes[:, ::-1][:, :width].T))

    def along(self, vectors: Vectors) -> Vectors:
        """(n, width), each row of length 1."""
        found = (vectors - self.middle) @ self.axes.T
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(length, length, 1.0), dtype=np.float32)


def told(metadata: Any, encoder: str, dimension: int) -> tuple[Vectors | None, str]:
    """(the vector beside a message, its kind); None unless it is of this encoder and whole."""
    sentence = metadata.get(KEY) if isinstance(metadata, Mapping) else None
    if not isinstance(sentence, Mapping) or sentence.get("encoder") != encoder:
        return None, PLAIN
    try:
        numbers = np.frombuffer(base64.b64decode(str(sentence.get("numbers")), validate=True), dtype="<f2")
    except (binascii.Error, ValueError):
        return None, PLAIN
    if len(numbers) != dimension or not np.isfinite(numbers).all():
        return None, PLAIN
    return numbers.astype(np.float32), GLOSSED if sentence.get("glossed") else PLAIN
