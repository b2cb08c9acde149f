"""The product that a pronoun stands for: "is it waterproof?", « elle pèse combien ? », "can I swim with it?"."""

from __future__ import annotations

import re

from bot.shopper.reading.references import Pointing
from bot.shopper.reading.taking import WANTS_IT

_IMPERSONAL = (
    r"(?! (?:possible|true|ok|okay|normal|rain\w*|snow\w*|cold|hot|dark|late|too late|early|time|matter|make sense|"
    r"safe to|better to|worth|free to|free delivery|free shipping|a gift|my|your|because|that|how|what|you|"
    r"(?:usually |normally )?(?:take|cost)s?(?: \w+){0,3} (?:to|for)|take)(?!\w))"
)
_ENGLISH = (
    rf"(?:does|is|has|can|will|would|did|was|could|should) (?P<subject>it)(?!\w){_IMPERSONAL}|"
    r"(?:with|in|of|about|wear|wash|use|charge|carry|take|buy|have|get|want|like|love|try) "
    r"(?P<object>it)(?! easy)(?!\w)|"
    r"(?P<thing>it) (?:weighs?|fits?|lasts?|holds?|comes?|looks?|feels?|keeps?|resists?|dries)(?!\w)"
)
_OF_THINGS = (
    r"(?:pese|tient|resiste|dure|taille|seche|supporte|protege|respire|fonctionne|existe|s'ouvre|"
    r"se (?:lave|plie|regle))"
)
_OF_ANYBODY = r"(?:est|a(?! (?:besoin|commence|deja))|va|convient|coute|vaut|fait(?= (?:combien|quel)))"
_FRENCH = (
    rf"(?P<il>il|elle) (?:ne |n')?(?:{_OF_THINGS}|(?P<somebody>{_OF_ANYBODY}))(?!\w)|"
    rf"(?:{_OF_THINGS}|(?P<anybody>est|a|va|convient|coute|vaut|peut))-(?:t-)?(?P<elle>il|elle)(?!\w)|"
    r"(?:peut|peux|puis-je|pourrais|pourra|pourrait)[^.?!;]{1,30} (?P<avec>avec|dedans|dessus)"
    r"(?= ?(?:$|[?.,!]|(?:sous|dans|en|quand|pendant|si|la nuit|l'hiver)(?!\w)))|"
    r"^\W*(?:et )?(?P<ce>c'est) (?!possible|quoi|combien|tout|bon|ok|cher|gratuit|vrai|fini|qui|livre)\w+ ?\?|"
    r"je (?P<la>la|le)(?= (?:prends|veux|prendrais|voudrais|trouve|garde|commande)(?!\w))"
)
_IT = re.compile(rf"(?<![\w-])(?:{_ENGLISH}|{_FRENCH})")
_PLACES = ("subject", "object", "thing", "il", "elle", "avec", "ce", "la")

_ASKS = re.compile(
    r"\?|^\W*(?:(?:and|but|so|ok|et|mais|du coup|alors)\W+)*(?:how|what|which|when|where|why|can|could|do|does|did|is|"
    r"has|will|would|combien|est-ce|quel\w*|comment|quand|ou|pourquoi|"
    r"(?:il|elle) (?:pese|tient|est|a|taille|resiste))(?!\w)"
)
"""Only what is asked, or taken, is said of the one advised: "I want it in blue" may be a wish for any."""


def it_of(folded: str, item_id: str | None, for_another: bool) -> Pointing:
    """`item_id` where a pronoun of `folded` stands for a thing; nothing where there is none, or where it may be the one
    whom the thing is for (`for_another`: « elle est grande »)."""
    said = item_id and (_ASKS.search(folded) or WANTS_IT.search(folded))
    match = _IT.search(folded) if said else None
    if match is None or item_id is None or (for_another and (match["somebody"] or match["anybody"])):
        return Pointing()
    place = next(match.span(name) for name in _PLACES if match[name])
    return Pointing((item_id,), (place,), pronoun=True)
