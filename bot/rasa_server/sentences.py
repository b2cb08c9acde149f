"""What the intent classifier is given beside the words: the vector of an English sentence, from the app's own encoder.

Rasa's process has no sentence model. The packaged one knows English alone; for French the words decide, as they do
wherever there is no vector (docs/decisions/0006-intent-classifier.md, docs/reference/quality.md).
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.training import examples
from catalog_index.encoder import PACKAGED, Encoder, QuantisedEncoder, encoder_named
from catalog_index.errors import CatalogueError

logger = logging.getLogger(__name__)

LANGUAGE = "en"
FILE = "sentences.npz"
SHIPPED = Path("build") / "models" / ".cache" / FILE
"""Under the project: the vectors of the shipped examples, which a shop's own training begins from."""
ENCODERS = Path("build") / "encoders"

Vectors = NDArray[np.float32]


class SentenceVectors:
    """The vector of a message, as its metadata carry it: the packaged model's, as the trained model knows no other."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder if encoder.name == QuantisedEncoder.name else None

    def of(self, text: str, language: Any) -> dict[str, str] | None:
        """None where there is none to be had: another language, another encoder, no model. 3 ms of processor."""
        if self._encoder is None or language != LANGUAGE or not text.strip():
            return None
        try:
            vector = self._encoder.encode_query(text)
        except CatalogueError:
            logger.exception("no sentence model: intents are told by words alone")
            self._encoder = None
            return None
        numbers = base64.b64encode(vector.astype("<f2").tobytes()).decode("ascii")
        return {"encoder": QuantisedEncoder.name, "numbers": numbers}


def packaged(project: Path) -> SentenceVectors:
    """With the packaged model as the project keeps it, loaded at its first use."""
    return SentenceVectors(encoder_named(PACKAGED, project / ENCODERS))


def english_examples(roots: Iterable[Path]) -> list[str]:
    """Every English sentence (files named `*.en.yml`) under `roots`, each once, sorted."""
    files = (path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.yml"))))
    english = (path for path in files if path.name.endswith(f".{LANGUAGE}.yml"))
    return sorted({one.text for path in english for one in examples.read(path.read_text(encoding="utf-8"), LANGUAGE)})


def taught_vectors(project: Path, cache: Path, extra: Sequence[Path], say: Callable[[str], None]) -> Path | None:
    """The file with the vectors of all English examples, under `cache`; only new sentences are computed (2 ms of
    processor each). None when there are no English examples, or no model: then a training uses words alone.
    """
    texts = english_examples((project / "data" / "nlu", *extra))
    if not texts:
        return None
    known = {**_read(project / SHIPPED), **_read(cache / FILE)}
    if new := [text for text in texts if text not in known]:
        say(f"computing the vectors of {len(new)} sentences")
        try:
            made = encoder_named(PACKAGED, project / ENCODERS).encode(new)
        except CatalogueError as error:
            say(f"no sentence model ({error}): training on words alone")
            return None
        known.update(zip(new, made.astype(np.float16), strict=True))
    return _written(cache / FILE, texts, np.stack([known[text] for text in texts]))


def _read(path: Path) -> dict[str, Any]:
    """Text -> vector of a file made before; nothing when it is missing, broken, or another encoder's."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if str(kept["encoder"]) != QuantisedEncoder.name:
                return {}
            return dict(zip(json.loads(kept["texts"].tobytes()), kept["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def _written(path: Path, texts: Sequence[str], vectors: NDArray[Any]) -> Path:
    """Whole or not at all: another training may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new.npz")
    told = np.frombuffer(json.dumps(list(texts), ensure_ascii=False).encode(), dtype=np.uint8)
    np.savez(fresh, encoder=np.array(QuantisedEncoder.name), texts=told, vectors=vectors.astype(np.float16))
    fresh.replace(path)
    return path
