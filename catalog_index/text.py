"""Words: folding accents, French elisions, tokens with their place in the sentence, stems and stop words of both
languages.
"""

# ruff: noqa: E501, SIM905 (a list of words reads better as one text)

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LANGUAGES = ("fr", "en")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l"})
_ELISION = r"(?:(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd)['’ʼ`](?=[^\W_]))"
_ENGLISH_TAIL = r"(?:(?<=[^\W_])['’ʼ](?:s|m|re|ve|ll|d|t)(?![^\W_]))"
_WORD = re.compile(rf"{_ELISION}|{_ENGLISH_TAIL}|(?P<word>\d+(?:[.,]\d+)*|[^\W\d_]+)", re.IGNORECASE)

_PLAIN_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_HYPHENED = re.compile(r"([a-z]+)-(?=[a-z])")
_APOSTROPHE = re.compile("['’ʼ`]")

STOP_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        """a à ai aie ainsi alors apres as assez au aucun aucune aurait auriez aussi autre autres aux avec avez avoir
        avons
    beaucoup bien bonjour bonsoir c ca car ce ceci cela celle celles celui ces cet cette ceux chez chose comme
    comment d dans de des deux donc du elle elles en encore entre es est et etait ete etes etre eu eux fait faire
    faut il ils j jai je jen l la laquelle le lequel les leur leurs lui ma mais me meme mes mettre moi moins mon
    montrer montrez n ne ni nos notre nous on ont ou par pas peu peut peux plus plutot pour pourrais pourriez pouvez
    pouvoir pourquoi prendre qu quand que quel quelle quelles quels quelque quelques qui quoi recherche recherchons
    cherche cherchons chercher s sa salut sans se selon sera ses si sinon soit sommes son sont souhaite souhaiterais
    sous suis sur svp stp merci t ta te tel telle tes toi ton tous tout toute toutes trop trouver tres tu un une va
    vais veux voir voudrais vos votre vous voulez vouloir vraiment y besoin envie aimerais aimerait avais contre acheter
    achat article articles produit produits modele modeles genre type sorte propose proposez conseillez conseiller
    conseil conseils recommandez besoins surtout uniquement seulement vraiment petit petite quelconque cadeau
    cadeaux offrir disponible disponibles stock aime aimes aimons adore veut veulent marque marques sauf hormis
    excepte""".split()
    ),
    "en": frozenset(
        """a about against all also am an and any are as at be because been best but by can could d did do does doing dont down each few
        find for from get give good got had has have having he hello her here hey hi him his how i id if im in into
    is it its ive just kind know let like ll look looking m may me might more most my need needs no nor not of off
    on one ones only or other our out over own pair please product products item items recommend re s same search
    searching see sell she should show so some something sort stuff such suggest t than thanks thank that the their
    them then there these they thing things this those through to too u under up us use used using ve very want
    wanna was we were what whats when where which while who why will with would wish you your yours buy purchase
    really only gift gifts present doesn isn won didn least available stock don anything without except excluding
    brand brands hello prefer""".split()
    ),
}
"""Words that say nothing about a product. Negations and comparatives are read before they are dropped
(understand.py).
"""


TELLING: dict[str, frozenset[str]] = {
    "fr": frozenset({"sous"}),
    "en": frozenset({"all", "can", "down", "off", "only", "out", "over", "own", "under", "up"}),
}
"""Stop words that tell products apart by their titles: an under-cabinet light, a trash can, a down jacket. They lift what
says them and bring nothing up. Of the development half of Home Depot's tuning queries recall@100 rose from .794 to .799 by
them, of the other half from .806 to .808.
"""


def straight(text: str) -> str:
    """With the apostrophe of a keyboard where print has its own: "men’s" -> "men's"."""
    return _APOSTROPHE.sub("'", text)


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, ligatures opened: « Cœur d’Été » -> "coeur d'ete"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", straight(text).translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def fold_aligned(text: str) -> str:
    """As `fold`, but character i of the result stands for character i of `text`: for patterns whose spans matter."""
    return text.translate(_BASES)


class _Bases(dict[int, str]):
    """What each character is folded to, by its code point: found once."""

    def __missing__(self, code: int) -> str:
        self[code] = _base(chr(code))
        return self[code]


_BASES = _Bases()


def _base(character: str) -> str:
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return {"’": "'", "ʼ": "'", "‘": "'", "–": "-", "—": "-", "−": "-"}.get(base, base if len(base) == 1 else character)


_OWN_CAPITAL = re.compile(r"\w(?:$|[-.&\d])|\w[^\W\d_](?<=[A-ZÀ-Þ])|I(?:[ ']|$)")
"""A letter that is capital wherever it stands: "C", "T-shirt", "A.M.", "R&D", "V8", "GPS", and the English "I"."""


def uncapitalised(text: str) -> str:
    """A name or a phrase within a sentence: "À l’eau" -> "à l’eau"; "GPS", "V8", "T-shirt" and "I run" as they are."""
    return text if _OWN_CAPITAL.match(straight(text[:3])) else text[:1].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is folded; `raw` is as written; text[start:end] of the sentence."""

    text: str
    start: int
    end: int
    raw: str


def tokens(text: str) -> list[Token]:
    """The words of `text` in order, elided articles and English contractions dropped ("d'eau" -> "eau", "men's"
    -> "men").
    """
    return [
        Token(_folded(m["word"]), m.start("word"), m.end("word"), m["word"]) for m in _WORD.finditer(text) if m["word"]
    ]


_folded = lru_cache(maxsize=50_000)(fold)
"""Of words, which come again; whole texts do not."""


def words(text: str) -> list[str]:
    """The folded words of `text`, without their places: faster, for documents."""
    folded = fold(text)
    if not _APOSTROPHE.search(folded):
        return _PLAIN_WORD.findall(folded)
    return [word for word in (m["word"] for m in _WORD.finditer(folded)) if word]


_local = threading.local()


def _stemmer(language: str) -> Any:
    """One stemmer per thread: they keep a cache that is not safe to share."""
    name = f"stemmer_{language}"
    if not hasattr(_local, name):
        import Stemmer

        setattr(_local, name, Stemmer.Stemmer("french" if language == "fr" else "english", 20000))
    return getattr(_local, name)


def stem(word: str, language: str) -> str:
    """The stem of a folded word."""
    return _french(word) if language == "fr" else _english(word)


_IN_F = {
    f"{one}ves": f"{one}f{e}"
    for e, ones in (("e", "kni li wi"), ("", "shel hal cal scar loa lea thie wol hoo el sel"))
    for one in ones.split()
}
"""English plurals that change their f, of which Snowball knows none: "knives" is "knife"."""
_IRREGULAR = _IN_F | {"mice": "mouse", "feet": "foot", "teeth": "tooth", "geese": "goose"}


def singular(word: str) -> str:
    """An English plural that ends in no "s" of its own as its singular; any other word as it is."""
    return _IRREGULAR.get(word, word)


@lru_cache(maxsize=100_000)
def _english(word: str) -> str:
    stemmed = str(_stemmer("en").stemWord(singular(word)))
    # Snowball keeps the plural of short words: "bras", "ties".
    return stemmed[:-1] if stemmed == word and len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" else stemmed


_MASCULINE = {"eus": "eu", "iv": "if", "ell": "el", "enn": "en", "onn": "on", "ett": "et", "ongu": "ong"}
"""How a French adjective ends before its feminine « e », and how without it, its « x » cut: « silencieuse »."""
_FEMININE = re.compile(rf"(?:{'|'.join(_MASCULINE)})es?$")


def masculine(word: str) -> str:
    """A folded French feminine as its masculine, without marks of number."""
    return _FEMININE.sub(lambda ending: _MASCULINE[ending[0].rstrip("s").removesuffix("e")], word)


_IN_AL = re.compile(r"^(\w{2,}[^\Wey])aux$")
"""« Animaux » is of « animal », « rideaux » and « tuyaux » are of none."""


@lru_cache(maxsize=100_000)
def _french(word: str) -> str:
    """French plurals in -s and -x are cut first: Snowball expects the accents that folding took."""
    word = _IN_AL.sub(r"\1al", masculine(word))
    if len(word) > 3 and word[-1] in "sx" and word[-2] not in "si":
        word = word[:-1]
    stemmed = str(_stemmer("fr").stemWord(word))
    # Folded feminines: "legere" and "leger", "verte" and "vert", "blanche" and "blanc" meet here.
    if len(word) > 4 and word.endswith("ere"):
        return str(_stemmer("fr").stemWord(word[:-1]))
    return stemmed


def stems(text: str, language: str, keep_stop_words: bool = False) -> list[str]:
    """The stems of `text`'s words without the stop words."""
    stop: Iterable[str] = () if keep_stop_words else STOP_WORDS[language]
    return [stem(word, language) for word in words(text) if word not in stop]


_INFLECTED = re.compile(r"(?:es|(?<!s)s|(?<=u)x|e)$")


def bare(word: str) -> str:
    """A folded word without the marks of number and gender: "legeres" is "leger" and "silencieuse" what "silencieux" is,
    and "resistance" is not "resistant", though they share a stem.
    """
    word = masculine(word)
    plain = _INFLECTED.sub("", word) if len(word) > 3 else word
    return f"{plain[:-1]}i" if plain.endswith("y") else plain


KEPT_IN_PHRASES = frozenset({"sans", "without", "no", "not", "pas", "non", "sous"})
"""Stop words for a search by words, but part of a phrase: "sans fil" is not "fil", "sous-vêtement" not "vêtement"."""


COMPOUNDING = frozenset({"in", "on", "over", "off", "out", "up", "under", "all", "sous", "non", "no", "tout"})
"""Stop words that make a word of their own with a hyphen: "over-ear" is not "ear"."""


@lru_cache(maxsize=50_000)
def phrase(text: str, language: str) -> tuple[str, ...]:
    """How a phrase is looked up: its stems without stop words, or with them when nothing else is left."""
    found = words(text)
    keep = KEPT_IN_PHRASES | (COMPOUNDING & set(_HYPHENED.findall(fold(text)))) if "-" in text else KEPT_IN_PHRASES
    kept = [word for word in found if word not in STOP_WORDS[language] or word in keep]
    return tuple(stem(word, language) for word in kept or found)
