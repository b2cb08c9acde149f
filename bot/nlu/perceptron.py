"""A small network that tells intents by a sentence's vector alone. It errs on other sentences than the regressions, so
a share of its word beside theirs mends more than it breaks (docs/decisions/0006-intent-classifier.md).

Learnt by scikit-learn, run by numpy: 0.1 ms a sentence, 200 KB in a model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.neural_network import MLPClassifier

HIDDEN, EPOCHS = 128, 6
"""Twice the epochs make it surer and no better, at twice the time (results/nlu-comparison-*.json)."""
BATCH, STEP, DECAY = 128, 2e-3, 1e-3
SEED = 42
LEAST = 3
"""Intents; of two scikit-learn makes one column, and there is little to tell apart."""
FLAT = 1e-6
"""Added to each spread: two numbers of the packaged encoder never change."""
_PREFIX = "perceptron_"

Numbers = NDArray[np.float32]


def version() -> str:
    """Changes with how it learns, so that no model is kept that learnt otherwise."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Perceptron:
    """One hidden layer: `inner` (dimension, HIDDEN), `outer` (HIDDEN, intents), each with its offsets; a vector is
    first moved by `middle` and divided by `spread` (dimension,)."""

    middle: Numbers
    spread: Numbers
    inner: Numbers
    inner_offsets: Numbers
    outer: Numbers
    outer_offsets: Numbers

    @classmethod
    def learnt(cls, vectors: Numbers, intents: Sequence[str], names: Sequence[str]) -> Perceptron | None:
        """From `vectors` (n, dimension) and the intent of each; `names` are all intents in the order of the shares.
        None for fewer than LEAST."""
        if len(names) < LEAST:
            return None
        middle, spread = vectors.mean(axis=0), vectors.std(axis=0) + np.float32(FLAT)
        chance = np.random.RandomState(SEED)  # an instance: each epoch shuffles on from the last
        known = {"learning_rate_init": STEP, "alpha": DECAY, "batch_size": min(BATCH, len(intents))}
        network = MLPClassifier((HIDDEN,), random_state=chance, **known)
        for _ in range(EPOCHS):
            network.partial_fit((vectors - middle) / spread, intents, classes=list(names))
        (inner, outer), (inner_offsets, outer_offsets) = network.coefs_, network.intercepts_
        parts = (middle, spread, inner, inner_offsets, outer, outer_offsets - _head_start(intents, names))
        return cls(*(np.asarray(part, dtype=np.float32) for part in parts))

    def shares(self, vector: Numbers) -> Numbers:
        """(intents,), of `vector` (dimension,); they sum to 1."""
        heard = np.maximum((vector - self.middle) / self.spread @ self.inner + self.inner_offsets, 0.0)
        scores = heard @ self.outer + self.outer_offsets
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum())

    def state(self) -> dict[str, Numbers]:
        """For `numpy.savez`, beside others' arrays."""
        return {_PREFIX + name: numbers for name, numbers in asdict(self).items()}

    @classmethod
    def kept(cls, numbers: Mapping[str, Any]) -> Perceptron | None:
        """From what `state` gave; None where there was none."""
        if f"{_PREFIX}middle" not in numbers:
            return None
        return cls(**{name: numbers[_PREFIX + name] for name in cls.__slots__})


def _head_start(intents: Sequence[str], names: Sequence[str]) -> NDArray[np.float64]:
    """(names,): what the commoner intents gain by being common. The regressions' classes are balanced, too: what nobody
    has said before went to `hesitate`, which has the most examples. One without any keeps what it has."""
    counts = np.array([intents.count(name) for name in names], dtype=np.float64)
    return np.log(np.where(counts, counts, counts.mean()) / counts.mean())
