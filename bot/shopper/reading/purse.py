"""Whether a budget is for everything together or for one thing, whether a bare figure is one, and who has little to
spend. Folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.shopper.reading.heard import Place
from catalog_index.text import fold_aligned

_IN_ALL = re.compile(
    r"(?<![\w-])(?:en tout|au total|en total|pour le tout|pour l'ensemble|pour tout|tout compris|(?:budget|enveloppe) "
    r"(?:total|globale?)|pour les (?:deux|trois|2|3)|a (?:depenser )?nous deux|in (?:all|total)|all in(?:clusive)?|"
    r"all together|altogether|overall|total budget|(?:a|my) total of|"
    r"for (?:everything|the lot|both|all of it|all three))"
    r"(?![\w-])"
)


def for_all(folded: str, budget: tuple[Decimal | None, Decimal | None] | None, things: Iterable[str]) -> bool:
    """Whether `budget`, read in `folded`, is for all that is bought: said so, or said before or after all of the
    several `things` named (the words for them, as written)."""
    if budget is None:
        return False
    if _IN_ALL.search(folded):
        return True
    named = sorted(at for thing in things if (at := folded.find(fold_aligned(thing))) >= 0)
    figures = [at for limit in budget if limit is not None and (at := folded.find(f"{limit:f}")) >= 0]
    return len(named) > 1 and bool(figures) and not named[0] < figures[0] < named[-1]


_BARE_PRICE = re.compile(
    r"\W*(?:(?:ok|bon|alors|allez|disons|mettons|plutot|enfin|non|finalement|en fait|max|jusqu'a|environ|vers|well|say|"
    r"or|maybe|actually|make (?:it|that)|no|rather|up to|about|around)\W+)*[1-9]\d{1,4}(?![\w.,:/%-]*\d)(?!\w)"
)


def is_bare_price(folded: str) -> bool:
    """Whether a message begins with a figure of two to five digits: said of what is looked for, it is what that may
    cost, where it is neither a size nor a place on screen."""
    return _BARE_PRICE.match(folded) is not None


_SPENT_ON = re.compile(
    r"(?:[€$£]|euros?|eur|dollars?|pounds?|balles)(?: (?:en tout|au total|maxi?(?:mum)?|in total|in all|altogether))? "
    r"(?P<for>pour|for|on) (?=(?:de|des|un|une|les|mes|a|an|some|the|my) )"
)


def spent_on(folded: str) -> list[Place]:
    """The word between an amount and what it is spent on: "150 euros for shoes" are no shoes for something."""
    return [match.span("for") for match in _SPENT_ON.finditer(folded)]


THRIFTY = re.compile(
    r"(?<![\w-])(?:(?:avec |j'ai |(?:on|nous) (?:a|avons) |ai |a )?"
    r"(?:un |mon |notre |le )?(?:tout )?(?:petit |maigre )?"
    r"budget"
    r"(?: (?:est|reste))?(?: (?:tres|plutot|assez|bien|un peu|hyper|super|vraiment))? "
    r"(?:serre|limite|restreint|modeste|etroit|contraint|riquiqui|etudiant|d'etudiante?)"
    r"(?![ :]*(?:a |de )?\d)|"
    r"(?:avec )?(?:un |mon |notre |j'ai un )?(?:tout )?(?:petit|maigre) budget|"
    r"(?:sans|ne pas|pas)(?: trop)? (?:me |nous |se )?ruiner|"
    r"(?:on |with |have |got |i'm on |we're on |i am on |working with )*(?:an? |my |our )?"
    r"(?:(?:very|really|rather|pretty|quite|fairly) )?"
    r"(?:tight|small|limited|modest|tiny|low|student|shoestring) budget|"
    r"(?:my|our|the) budget(?: is|'s)(?: (?:very|really|rather|pretty|quite|fairly|a bit))? "
    r"(?:tight|small|limited|modest|tiny|low)|"
    r"on a budget|without breaking the bank|strapped for cash|short of money)(?![\w-])"
)
"""Little is to be spent, and no figure told: « budget serré », "on a tight budget"."""
