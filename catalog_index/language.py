"""Is it French or English, or neither? Marker words for short texts, py3langid for the rest."""

# ruff: noqa: SIM905 (a list of words reads better as one text)

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Container
from functools import lru_cache
from typing import Any

from catalog_index.spelling import everyday
from catalog_index.text import words

_MARKERS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        """bonjour bonsoir salut merci oui non je tu il elle nous vous ils elles le la les un une des du au aux de ce
        cette ces
    mon ma mes votre vos et ou mais donc avec sans pour dans sur chez est sont suis avez avoir ai ca cela quel
    quelle quels quelles quoi combien comment pourquoi quand moins plus tres trop cher chere pas peu cherche
    voudrais veux faut besoin peux pouvez homme femme enfant taille pointure chaussure chaussures livraison retour
    prix couleur rouge bleu noir noire blanc vert jaune montre sac veste pantalon environ bof ouais svp stp
    celle celui deuxieme troisieme premier dernier autre jsp jamais debutant debutante confirme peur livrez livre
    reductions reduction fois revoir cadeau""".split()
    ),
    "en": frozenset(
        """hello hi hey thanks thank yes yeah yep nope i you he she we they the a an of and or but with without for
        in is are
    am was do does did have has my your our this that these those what which how why when where who much less more
    very too expensive not looking want need would could can show me men women kids size shoes shoe delivery
    shipping return returns price colour color red blue black white green yellow watch bag jacket pants under below
    around about dollars bucks please second first last other another cheaper it to from at any something maybe sure
    bye goodbye cheap beginner never gift""".split()
    ),
}
# Ambiguous in the two languages: they count for neither.
_BOTH = frozenset({"a", "on", "non", "pour", "sale", "do", "or", "me", "main", "an", "sur", "plus"})
_MARKER_ODDS = 1.5
"""Log-odds one marker word brings; three of them make 0.99. Measured on the shared utterances: no error above 0.95."""
_MODEL_ODDS = 4.0
"""The model is overconfident on short texts: its log-odds are capped here, and scaled by length up to
_FULL_LENGTH characters.
"""
_FULL_LENGTH = 40
SURE = 0.8
"""Below it not even one marker word speaks for the language: "faucet", "valves except pvc"."""


_NEIGHBOURS = ("es", "de", "it", "pt", "nl")
"""Languages of the neighbours: what is neither French nor English is most often one of them."""
_FOREIGN_ODDS = 0.15
"""Probability of French and English together below which a text is neither. Of our 26,475 examples and held-out turns,
slang and typing errors included, one is taken for foreign, together with _KNOWN_WORDS."""
_KNOWN_WORDS = 0.4
"""Share of French or English words up to which a text may be foreign: neighbours share some ("no", "me", "de")."""
_SHORTEST_FOREIGN = 4
"""Words; three prove little: "no particular brand" looks Spanish."""


def is_foreign(text: str, known: Container[str] = ()) -> bool:
    """Whether `text` is surely neither French nor English. `known` are further words that prove nothing (a shop's
    own, folded)."""
    said = [word for word in words(text) if word.isalpha()]
    if len(said) < _SHORTEST_FOREIGN:
        return False
    ours = [w for w in said if w in known or w in everyday() or any(w in marked for marked in _MARKERS.values())]
    if len(ours) > _KNOWN_WORDS * len(said):
        return False
    ranked = _ranked(text)
    return ranked["en"] + ranked["fr"] < _FOREIGN_ODDS


def detect(text: str) -> tuple[str, float]:
    """("fr"|"en", probability in [0.5, 1]) of `text`; short texts without a marker word come near 0.5."""
    found = words(text)
    if not found:
        return "en", 0.5
    odds = _MARKER_ODDS * (_markers(found, "fr") - _markers(found, "en")) + _accents(text) + _model(text)
    probability = 1.0 / (1.0 + math.exp(-max(min(odds, 30.0), -30.0)))
    return ("fr", probability) if probability >= 0.5 else ("en", 1.0 - probability)


def spoken(text: str, languages: Collection[str], named: str | None = None) -> str:
    """The language of a search among products written in `languages`: in doubt that of the things `named` in it, else
    the only one they are written in."""
    language, probability = detect(text)
    if probability >= SURE or _accents(text):
        return language
    return named or (next(iter(languages)) if len(languages) == 1 else language)


def _markers(found: list[str], language: str) -> int:
    return sum(1 for word in found if word in _MARKERS[language] and word not in _BOTH)


def _accents(text: str) -> float:
    return 2.0 if any(c in "éèêàçùâîôûëïœ" for c in text.lower()) else 0.0


def _model(text: str) -> float:
    ranked = _ranked(text)
    odds = math.log(max(ranked["fr"], 1e-9) / max(ranked["en"], 1e-9))
    return max(min(odds, _MODEL_ODDS), -_MODEL_ODDS) * min(len(text) / _FULL_LENGTH, 1.0)


_lock = threading.Lock()


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", "fr", *_NEIGHBOURS])
    return identifier


@lru_cache(maxsize=2048)
def _ranked(text: str) -> dict[str, float]:
    """Language -> probability, of those the model is asked about."""
    with _lock:
        return {str(language): float(probability) for language, probability in _identifier().rank(text)}
