"""What the intent classifier is given beside the words: the vector of the sentence, from the app's own encoder.

Rasa's process has no sentence model. The packaged one knows English alone: French is given to it as English words
(`bot.rasa_server.gloss`). Where there is no vector the words decide (docs/decisions/0006-intent-classifier.md).
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.rasa_server.gloss import FILE as GLOSS
from bot.rasa_server.gloss import Gloss
from bot.training import examples
from catalog_index.encoder import PACKAGED, Encoder, QuantisedEncoder, encoder_named
from catalog_index.errors import CatalogueError

logger = logging.getLogger(__name__)

ENGLISH, FRENCH = LANGUAGES = "en", "fr"
FILE = "sentences.npz"
SHIPPED = Path("build") / "models" / ".cache" / FILE
"""Under the project: the vectors of the shipped examples, which a shop's own training begins from."""
ENCODERS = Path("build") / "encoders"

Vectors = NDArray[np.float32]


class SentenceVectors:
    """The vector of a message, as its metadata carry it: the packaged model's, as the trained model knows no other."""

    def __init__(self, encoder: Encoder, gloss: Gloss | None = None) -> None:
        """`gloss` says French in English words; without it French has no vector."""
        self._encoder = encoder if encoder.name == QuantisedEncoder.name else None
        self._gloss = gloss

    def of(self, text: str, language: Any) -> dict[str, Any] | None:
        """None where there is none to be had: another language, another encoder, no model. 3 ms of processor."""
        english = in_english(text, language, self._gloss)
        if self._encoder is None or english is None or not english.strip():
            return None
        try:
            vector = self._encoder.encode_query(english)
        except CatalogueError:
            logger.exception("no sentence model: intents are told by words alone")
            self._encoder = None
            return None
        numbers = base64.b64encode(vector.astype("<f2").tobytes()).decode("ascii")
        return {"encoder": QuantisedEncoder.name, "numbers": numbers, "glossed": language == FRENCH}


def in_english(text: str, language: Any, gloss: Gloss | None) -> str | None:
    """What the model is given for `text`; None where it cannot be said in English."""
    if language == FRENCH and gloss is not None:
        return gloss.of(text)
    return text if language == ENGLISH else None


def packaged(project: Path) -> SentenceVectors:
    """With the packaged model and the gloss as the project keeps them, the model loaded at its first use."""
    return SentenceVectors(encoder_named(PACKAGED, project / ENCODERS), gloss_of(project))


def gloss_of(project: Path) -> Gloss | None:
    """The project's French in English words; None where it has no such file."""
    return Gloss.read(project / GLOSS) if (project / GLOSS).exists() else None


def sentences_taught(roots: Iterable[Path], gloss: Gloss | None) -> dict[str, str]:
    """Every example under `roots` (files named `*.en.yml`, `*.fr.yml`) -> the English that its vector is made of. What
    both languages say ("ok") is read as English."""
    files = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.yml")))]
    told = {
        one.text: english
        for language in (FRENCH, ENGLISH)
        for path in files
        if path.name.endswith(f".{language}.yml")
        for one in examples.read(path.read_text(encoding="utf-8"), language)
        if (english := in_english(one.text, language, gloss))
    }
    return dict(sorted(told.items()))


class NoLongerWanted(Exception):
    """Whoever wanted the vectors has left."""


def taught_vectors(
    project: Path,
    cache: Path,
    extra: Sequence[Path],
    say: Callable[[str], None],
    wanted: Callable[[], bool] = lambda: True,
) -> Path | None:
    """The file with the vectors of all examples, under `cache`; only new sentences are computed (2 ms of processor
    each). None when there are no examples, or no model: then a training uses words alone. Raises NoLongerWanted, a
    batch after `wanted` says so.
    """

    def next_batch(done: int, total: int) -> None:
        if not wanted():
            raise NoLongerWanted

    told = sentences_taught((project / "data" / "nlu", *extra), gloss_of(project))
    if not told:
        return None
    known = {**_read(project / SHIPPED), **_read(cache / FILE)}
    if new := sorted(set(told.values()) - known.keys()):
        say(f"computing the vectors of {len(new)} sentences")
        try:
            made = encoder_named(PACKAGED, project / ENCODERS).encode(new, next_batch)
        except CatalogueError as error:
            say(f"no sentence model ({error}): training on words alone")
            return None
        known.update(zip(new, made.astype(np.float16), strict=True))
    return _written(cache / FILE, told, np.stack([known[english] for english in told.values()]))


def _read(path: Path) -> dict[str, Any]:
    """English -> vector of a file made before; nothing when it is missing, broken, or another encoder's."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if str(kept["encoder"]) != QuantisedEncoder.name:
                return {}
            return dict(zip(json.loads(kept["english"].tobytes()), kept["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def _written(path: Path, told: Mapping[str, str], vectors: NDArray[Any]) -> Path:
    """`told` (text -> English) with a row of `vectors` each; whole or not at all: another training may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new.npz")
    texts, english, rows = _as_bytes(told), _as_bytes(told.values()), vectors.astype(np.float16)
    np.savez(fresh, encoder=np.array(QuantisedEncoder.name), texts=texts, english=english, vectors=rows)
    fresh.replace(path)
    return path


def _as_bytes(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(list(texts), ensure_ascii=False).encode(), dtype=np.uint8)
