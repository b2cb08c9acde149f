"""What a product is to be measured against that this shop does not have: "better than a Garmin?"."""

from __future__ import annotations

import re

from bot.shopper.reading import lexicon
from catalog_index.spelling import everyday
from catalog_index.text import fold_aligned, words
from catalog_index.vocabulary import Vocabulary

LONGEST = 4
"""Words of a rival's name: "the Forerunner 255"; more is a sentence."""

SHORTEST = 3
"""Letters of a word that may be a name."""

_ONE = r"(?:(?:un|une|le|la|les|des|mon|ma|mes|l'|d'|a|an|the|my|any|those|these)(?: |(?<=')))?"
_AGAINST = re.compile(
    r"(?<!\w)(?:"
    r"(?:(?:better|worse|cheaper|lighter|nicer|stronger|quieter|faster|more \w+|less \w+) than|as \w+ as|"
    r"compare[sd]?(?: \w+){0,2} (?:to|with)|(?:different|difference) (?:from|to|with)|versus|vs\.?|instead of|why not|"
    r"up against|par rapport (?:a|aux?)|compare\w*(?: \w+){0,2} (?:a|aux?|avec)|"
    r"(?:difference|differe\w*)(?: \w+){0,2} (?:avec|d'avec)|face (?:a|aux?)|pourquoi pas|a la place de) |"
    r"(?:mieux|meilleure?s?|pires?|aussi \w+|plus \w+|moins \w+) (?:que |qu'))"
    rf"{_ONE}(?P<rival>[a-z0-9][^?!.,;:]*)"
)
_ASKED = re.compile(r"\?|(?<!\w)(?:why not|pourquoi pas|versus|vs)(?!\w)")
"""A comparison is asked for; « plus chaude que la mienne » only says how warm."""

_END = re.compile(r" (?:que|qui|et|ou|alors|and|or|then|though|here|for|pour|a ce prix|at that price)(?!\w)")


_COMPARED = re.compile(
    r"(?<!\w)(?:mieux|meilleure?s?|pires?|vaut|valent|equivalente?s?|ressembl\w+|compar\w+|similaires?|pareille?s?|entre|"
    r"hesite\w*|niveau|prefer\w+|plus|moins|celles?|celui|better|worse|beats?|similar|like|par|torn|between|over|rather|"
    r"match\w*|equivalent|lighter|cheaper|or (?:this|these|yours)|doesn't|differ\w*)(?!\w)"
)
"""Somewhere in a question that sets two things against each other."""

_NAME = re.compile(r"(?<![\w'’-])[A-Z][\w-]{2,}(?: [A-Z0-9][\w-]*)*")

_MAY = frozenset(["could", "would", "should", "might", "may", "can", "shall", "pourriez", "pouvez"])
"""Words that begin a question with a capital, and are nobody's name."""

_OF_ELSE = re.compile(
    r"(?<!\w)(?<!comparable )(?<!similaire )(?<!similar )(?<!close )(?<!rapport )"
    r"(?:à|au|en|pour|chez|vers|in|at|to|for|from|near|suis|am|i'm|m'appelle|madame|monsieur|bonjour|hello) $"
)
"""Before a name: a place, a season, a person. As written: « à », unlike the English "a", is no article."""


def rival_of(text: str, vocabulary: Vocabulary) -> str:
    """The name, as written, of what is compared with and is not known here; "" where nothing of the kind is said."""
    folded = fold_aligned(text)
    if not _ASKED.search(folded):
        return ""
    for match in _AGAINST.finditer(folded):
        start, end = match.span("rival")
        if cut := _END.search(folded, start, end):
            end = cut.start()
        named = words(text[start:end])
        if 0 < len(named) <= LONGEST and any(_strange(word, vocabulary) for word in named):
            return text[start:end].strip()
    return _named_beside(text, folded, vocabulary)


def _named_beside(text: str, folded: str, vocabulary: Vocabulary) -> str:
    """A name written with its capital, unknown here, in a question that compares: "Garmin or this one?"."""
    if "?" not in text or not _COMPARED.search(folded):
        return ""
    named = (match[0] for match in _NAME.finditer(text) if not _OF_ELSE.search(text[: match.start()].lower()))
    return next((name for name in named if all(_strange(word, vocabulary) for word in words(name)[:1])), "")


def _strange(word: str, vocabulary: Vocabulary) -> bool:
    """Whether neither this shop nor everyday speech knows the word, not even mistyped: then it is a name."""
    if len(word) < SHORTEST or not word.isalpha() or word in lexicon.FILLER | _MAY or word in everyday():
        return False
    return word not in vocabulary.known and not vocabulary.speller.correct(word)
