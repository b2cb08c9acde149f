"""French as English words, one after the other: what the packaged sentence model, which knows English alone, is given.

No translation: the words stay in their French order, which the model hardly minds. `data/nlu/gloss.yml` holds the
meanings; what shops sell is looked up in the search's own lexicon, and a word nobody knows stays as it is written (a
brand, a place, a word both languages share). Measured in docs/decisions/0006-intent-classifier.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from catalog_index.lexicon import lexicon
from catalog_index.text import fold

FILE = Path("data") / "nlu" / "gloss.yml"
"""Under the project."""
UNSAID = "-"
"""The meaning of a word that English leaves out."""

_TOKEN = re.compile(
    r"aujourd'hui|quelqu'un|\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'|\d+(?:[.,]\d+)*|[^\W\d_]+|[?!.,;:…€$£]|[☀-➿\U0001f300-\U0001faff]"
)
_APOSTROPHE, _STRETCH = re.compile("[’ʼ`]"), re.compile(r"([^\W\d_])\1{2,}")
_BEFORE_SIGN = re.compile(r" (?=[?!.,;:…])")
_PLURALS = ("es", "e", "s", "x")
_VERB_ENDINGS = tuple(
    sorted(
        {
            *("er", "e", "es", "ons", "ez", "ent", "ee", "ees", "ais", "ait", "ions", "iez", "aient", "ant"),
            *("eons", "eais", "eait", "eant", "erai", "eras", "era", "erons", "erez", "eront", "erais", "erait"),
        },
        key=len,
        reverse=True,
    )
)
"""Of the first group, without accents; "eons" and its like of "manger"."""
SHORTEST_STEM = 3
"""Letters a verb keeps before its ending: shorter ones are other words ("as", "et")."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gloss:
    """`phrases`: French words -> English; `verbs`: the stem of a verb of the first group -> English."""

    phrases: Mapping[Phrase, str]
    verbs: Mapping[str, str]
    longest: int

    @classmethod
    def read(cls, path: Path) -> Gloss:
        """The meanings of `path`, before those of the search's lexicon."""
        return _parsed(path.read_text(encoding="utf-8"))

    def of(self, text: str) -> str:
        """The English words for `text`; a twentieth of a millisecond.

        >>> Gloss({("c'", "est"): "it is", ("cher",): "expensive", ("trop",): "too"}, {}, 2).of("C’est troooop chers !")
        'it is too expensive!'
        """
        words, said, at = _words(text), [], 0
        while at < len(words):
            english, length = self._longest_at(words, at)
            said.append(english)
            at += length
        return _BEFORE_SIGN.sub("", " ".join(one for one in said if one != UNSAID))

    def _longest_at(self, words: Phrase, at: int) -> tuple[str, int]:
        for length in range(min(self.longest, len(words) - at), 0, -1):
            found = self.phrases.get(words[at : at + length])
            if found is not None:
                return found, length
        return self._word(words[at]), 1

    def _word(self, word: str) -> str:
        """The meaning of a word that is no entry as it stands: without its ending, as a verb, or left alone."""
        for ending in _PLURALS:
            found = self.phrases.get((word[: -len(ending)],)) if word.endswith(ending) else None
            if found is not None:
                return found
        for ending in _VERB_ENDINGS:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= SHORTEST_STEM and stem in self.verbs:
                return self.verbs[stem]
        return word


@lru_cache(maxsize=2)
def _parsed(text: str) -> Gloss:
    """Kept: a shop's start needs it for the vectors and for the spelling, and the file holds 2,000 lines."""
    told = yaml.safe_load(text)["french"]
    phrases = {_words(name): concept.label for concept in lexicon().concepts for name in concept.names.get("fr", ())}
    for section in ("words", "phrases"):
        phrases |= {_words(french): english for english, french in entries(told.get(section) or "")}
    verbs = {stem: english for english, french in entries(told.get("verbs") or "") for stem in _stems(fold(french))}
    return Gloss(phrases, verbs, max(map(len, phrases), default=1))


def entries(section: str) -> Iterator[tuple[str, str]]:
    """(English, French) of the lines `English = French, French, …`; lines without a "=" or that begin with "#" are
    passed over."""
    for line in section.splitlines():
        english, sign, french = line.partition("=")
        if sign and not line.lstrip().startswith("#"):
            for one in french.split(","):
                if _words(one):
                    yield english.strip(), one.strip()


def _words(text: str) -> Phrase:
    """Lower case, no accents but that of "à", elided words apart, signs kept, stretched letters once."""
    plain = _APOSTROPHE.sub("'", unicodedata.normalize("NFC", text).lower()).replace("-", " ")
    return tuple(one if one == "à" else _STRETCH.sub(r"\1", fold(one)) for one in _TOKEN.findall(plain))


def _stems(infinitive: str) -> tuple[str, ...]:
    """ "payer" is "pay" and "pai"."""
    stem = infinitive.removesuffix("er")
    return (stem, f"{stem[:-1]}i") if stem.endswith("y") else (stem,)
