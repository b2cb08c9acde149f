"""The words of asking, spelt right before they are read: "je suis en quete de quelque chsoe", "im lokoing for"."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from catalog_index.spelling import Speller, everyday
from catalog_index.text import fold_aligned

_ASKING = """
    cherche cherchais recherche recherchais voudrais voudrait aimerais souhaite souhaiterais besoin quelque chose
    acheter trouver bonjour bonsoir faudrait auriez pourriez quete looking something anything would hello thanks please
    searching after could avoid without except evite evitez surtout aucun aucune preference importe whatever
"""
_SPELLER = Speller(_ASKING.split())
_WORD = re.compile(r"(?<![\w'’&/.-])[a-z]{4,}(?![\w'&/.-])")

SEEKING = re.compile(
    r"(?<!\w)(?:something|anything|stuff|smth|quelque chose|de quoi|trucs?|machins?|bidules?|qqch|thingy)(?!\w)"
)
"""Said of what one has no name for: the words beside it describe it."""


def asking_spelt(text: str, known: Container[str]) -> str:
    """`text` with misspelt words of asking spelt right; words of the catalogue (`known`, folded) stay as they are."""
    folded = fold_aligned(text)
    for match in reversed(list(_WORD.finditer(folded))):
        word = match[0]
        right = None if word in known or _is_everyday(word) else _SPELLER.correct(word)
        if right:
            text = text[: match.start()] + right + text[match.end() :]
    return text


def _is_everyday(word: str) -> bool:
    """Also compared: "quieter" is no misspelt « quête »."""
    return any(word.removesuffix(degree) in everyday() for degree in ("", "er", "est"))


_NO_QUALITY = (
    r"(?! (?:special|over|above|below|under|more|less|else|particular|specific|in|much|too|like|that|to|i|for|at|of|so|"
    r"very|but|beyond|yet|wrong|fancy|extra|crazy|complicated|expensive|serious|particulier|precis|plus|moins|trop|bien|"
    r"tres|tel|mieux|fou|specifique|complique|complexe|extraordinaire|extravagant|cher|chere|grave)(?!\w))"
)
"""After "nothing" and « rien de »: no quality of a thing follows."""
_UNWANTED = re.compile(
    r"(?<![\w'-])(?P<not>(?:surtout |plutot |definitely |really )?(?:(?:pas|not) (?:pour|for|en|in|on|sur|dans)|"
    rf"(?:pas|rien|not|nothing) (?:avec|with|contenant|containing)(?: any)?|(?:nothing|rien (?:de|en)){_NO_QUALITY}) "
    r"(?:(?:de la|la|le|les|l'|the|du|a) ?)?)"
    r"(?=[a-z])(?!(?:moi|me|nous|us|now|l'instant|le moment|the moment|sure|mon|ma|mes|my)(?!\w))"
)
_WITHOUT: Mapping[str, str] = {"fr": "sans", "en": "without"}


def unwanted_use(text: str, language: str) -> str:
    """`text` with « pas pour la boue » as « sans boue », of the same length: what it is not for is not wanted."""
    for match in reversed(list(_UNWANTED.finditer(fold_aligned(text)))):
        start, end = match.span("not")
        word = _WITHOUT[language] if len(_WITHOUT[language]) < end - start else "no"
        text = text[:start] + word.ljust(end - start) + text[end:]
    return text


_POLITELY = re.compile(
    r"(?<!\w)(?:(?:vous|tu) (?:n')?(?:auriez|aurais|avez|as|vendez|faites)|(?:n')?(?:auriez|avez)[- ]vous|"
    r"il y (?:aurait|a)|y (?:aurait|a)(?:urait)?) (?P<not>pas|plus)(?= (?:une?|des|de|d')(?!\w| ?(?:plus|moins) ))"
)
_ENGLISH_POLITELY = re.compile(
    r"(?<!\w)(?:(?P<not>don't|wouldn't|haven't) you (?:have|happen|sell|got)|you (?P<too>wouldn't) )"
)


def asked_politely(text: str) -> str:
    """`text` with a blank for the "no" of « vous n'auriez pas une veste ? »: it is asked for, and not left out."""
    folded = fold_aligned(text)
    for match in (*_POLITELY.finditer(folded), *_ENGLISH_POLITELY.finditer(folded)):
        start, end = next(match.span(name) for name in ("not", "too") if match.groupdict().get(name))
        text = text[:start] + " " * (end - start) + text[end:]
    return text


_UNHEEDED = re.compile(
    r"(?<![\w'-])(?:(?:(?:je|tu|il|elle|on|ils|elles) )?(?:m'en|s'en|me|se) (?:contre)?(?:fous|fout|foutent|fiche|"
    r"fichent|moque|moquent|balance|tape)|(?:(?:i|he|she|they|we) )?(?:don't|doesn't|do not|does not|couldn't) "
    r"(?:really )?care (?:about|for)|not (?:really |too )?bothered about)(?: (?:pas mal|completement|un peu))? ?"
    r"(?:(?:de la|du|des|de|d'|la|le|les|l'|the|any|an?|my|mon|ma|mes) ?)*[\w-]+"
)
"""« Il s'en fout de la musique »: neither wanted nor unwanted."""


def unheeded(text: str) -> str:
    """`text` with blanks for what somebody does not care about, of the same length."""
    for match in _UNHEEDED.finditer(fold_aligned(text)):
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text
