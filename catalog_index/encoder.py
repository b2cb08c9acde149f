"""Texts to unit vectors. The only home of sentence_transformers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

Progress = Callable[[int, int], None]
"""Called with (done, total) while long work goes on."""


class Encoder(Protocol):
    @property
    def name(self) -> str:
        """Identifies the model: vectors of another name can't be reused."""

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Any:
        """float32 array (len(texts), dimension), rows of length 1 (or 0 for an empty text)."""

    def encode_query(self, text: str) -> Any:
        """float32 array (dimension,), cached."""


class HashingEncoder:
    """Deterministic, instant, no model: words and character trigrams hashed to `dimension` buckets. For tests and first starts."""

    def __init__(self, dimension: int = 256) -> None:
        raise NotImplementedError


class SentenceEncoder:
    """A sentence-transformers model on the CPU. `model`: None for the packaged all-MiniLM-L6-v2, else any name or folder."""

    def __init__(self, model: str | None = None, threads: int = 1, cache_size: int = 2048) -> None:
        raise NotImplementedError
