"""A shelf's word that names no wish: what the thing is for, what somebody does, what somebody has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.shopper.reading import lexicon
from bot.shopper.reading.heard import Heard, Place
from bot.shopper.reading.owned import owned_from, wants_another
from catalog_index.paths import at_or_below
from catalog_index.query import Understood
from catalog_index.text import fold_aligned
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

_PURPOSE = re.compile(
    r"(?<!\w)(?:pour|for|en|a|au|in|on|on the|when)(?: (?:faire|courir|aller|going|doing|running))?"
    r"(?: (?:du|de la|le|la|les|l'|en|my|the|mon|mes))? ?$"
)
"""Before a shelf's name: what the thing is for. Not "des chaussures", which are the thing."""

_PRACTISED = re.compile(
    r"(?<!\w)(?:(?:re)?start(?:s|ed|ing)?|beg(?:an|ins?|inning)|(?:i|we|they|he|she|who)(?: \w+)? (?:do|does)|doing|"
    r"t(?:akes?|aking|ook) up|(?:is|i'm|am|gets?|got) into|practi[sc]\w+|"
    r"(?:re)?commence\w*|debut(?:e|es|ent|er|ait)|pratiqu\w+|fai(?:s|t|re)|font|(?:mets?|mise?|mettre)(?= (?:a|en)))"
    r"(?: (?:some|a bit of|un peu|le|la|du|de|au|a la|en|dans))*(?: l'| a l'| de l')? ?$"
)
"""Before a shelf's name: what somebody does or takes up. "A watch for my wife, she's starting trail running"."""


_TAKEN_UP = re.compile(
    r"(?<!\w)(?:(?:re)?mettre (?:a|au|aux)|(?:je )?(?:me |m'y )(?:re)?(?:mets|lance)|(?:j')?(?:ai )?(?:re)?commenc\w+|"
    r"repren(?:ds|dre)|debut(?:e|er)|m'initier|premiere?s? (?:course|sortie|marathon|semi|competition|fois|"
    r"10 ?km?|5 ?km?)|(?:get|getting|got) (?:back )?into|tak(?:e|ing) up|start(?:ing)?(?! at)|"
    r"(?:my|his|her) first (?:race|marathon|half|time|run|ride|\d+ ?km?)|new to)(?!\w)"
)
"""Somebody begins: with a pastime, or for the first time."""


def takes_up(folded: str) -> bool:
    """Whether the text tells of beginning something: « j'aimerais me remettre à courir », "my first 10k"."""
    return _TAKEN_UP.search(folded) is not None


def is_purpose(heard: Heard, named: Iterable[str]) -> bool:
    """Whether each shelf is only named as what the thing is for: a headlamp "pour le trail de nuit"."""
    return all(_PURPOSE.search(heard.folded[:at]) for piece in named if (at := heard.folded.find(piece)) >= 0)


def is_practised(before: str) -> bool:
    """Whether `before`, the folded text up to a shelf's name, makes that name a pastime."""
    return _PRACTISED.search(before) is not None


def wished(heard: Heard, found: Understood, vocabulary: Vocabulary) -> Understood:
    """What is understood of the text without what somebody has already (noted in `heard.owned`), and without what
    somebody does where another thing is named beside it."""
    has = () if wants_another(heard.folded) else tuple(_owned(heard, found, vocabulary))
    if has:
        heard.take(*has)
        found = _read(heard, (), vocabulary)
    does = [place for place in _named(heard, found) if is_practised(heard.folded[: place[0]])]
    beside = _read(heard, does, vocabulary) if does else found
    if any(not _is_of_one_kind(path, found.filters.categories) for path in beside.filters.categories):
        heard.take(*does)
        return beside
    return found


def _owned(heard: Heard, found: Understood, vocabulary: Vocabulary) -> Iterable[Place]:
    """The places of what is there already, from its first word to the thing's last; each is blanked for the next, so
    that "trail shoes and poles" are one list."""
    before = heard.folded
    for start, end in _named(heard, found):
        begin = owned_from(before[:start], before[end:])
        if begin is None:
            continue
        paths = understand(heard.text[start:end], heard.language, vocabulary).filters.categories
        heard.owned = tuple(dict.fromkeys((*heard.owned, *paths)))
        before = lexicon.blank(before, [(start, end)])
        yield begin, end


def _named(heard: Heard, found: Understood) -> list[Place]:
    """Where the shelves' words stand in the text."""
    pieces = [fold_aligned(piece) for piece in found.found.get("categories", ())]
    return sorted((at, at + len(piece)) for piece in pieces if (at := heard.folded.find(piece)) >= 0)


def _read(heard: Heard, without: Iterable[Place], vocabulary: Vocabulary) -> Understood:
    text = lexicon.blank(heard.text, (*heard.places, *without))
    return understand(text, heard.language, vocabulary)


def _is_of_one_kind(path: str, paths: Iterable[str]) -> bool:
    return any(at_or_below(path, other) or at_or_below(other, path) for other in paths)
