"""What a shopper points at that stood on an earlier screen: "the one you showed me first", « celle d'avant », « la
troisième » after two of three were compared.
"""

from __future__ import annotations

import re

from bot.shopper.reading.context import Context
from bot.shopper.reading.pointing import OnScreen, Pointing
from bot.shopper.reading.references import reach

_SHOWED = r"(?:montre\w*|presente\w*|propose\w*|cite\w*|conseille\w*|recommande\w*|parle\w*|mentionne\w*|fait voir)"
_SHEWED = r"(?:show(?:ed|n)|mention(?:ed)?|suggest(?:ed)?|recommend(?:ed)?|propos(?:ed)?|present(?:ed)?|had|told)"
_ONE = r"(?:celle|celui|ce|l[ae] (?:modele|paire|premiere?|toute premiere|tout premier)|l'article|le produit)"
_THE = r"(?:the|that) (?:very )?(?:first )?(?:one|pair|model|product|item)?"
_YOU_SHOWED = (
    rf"(?:{_ONE}(?: dont| que| qu')? ?(?:vous|tu) (?:m'|me |nous )?(?:avez|aviez|as|avais) (?:d'abord )?{_SHOWED}"
    rf"|{_THE} ?(?:that |which )?you(?:'ve| have)? (?:first )?(?:just )?{_SHEWED}(?: (?:to )?(?:me|us|about))?)"
)
_AT_FIRST = (
    r"(?:en premiere?|en tout premier|au (?:tout )?debut|d'abord|tout d'abord|pour commencer|first(?: of all)?|"
    r"at first|at the (?:very )?(?:start|beginning)|initially|originally|to begin with)"
)
_SHOWN = re.compile(rf"(?<!\w){_YOU_SHOWED}(?: {_AT_FIRST})?(?!\w)")
_FROM_THE_START = re.compile(
    r"(?<!\w)(?:celle|celui|le modele|la paire|the one|the (?:model|pair)) "
    r"(?:du (?:tout )?debut|from the (?:very )?(?:start|beginning))(?!\w)"
)
_FIRST = re.compile(rf"(?<!\w)(?:{_AT_FIRST}|premiere?)(?!\w)")
"""Without it, what "you showed me" is any of what was shown."""

_NO_NOUN = (
    r"(?! (?:fois|commande|paire que|achat|annee|saison|version|order|purchase|time|year|season|pair i|evening|day))"
)
_EARLIER = r"(?:avant|tout a l'heure|plus tot|auparavant|before|earlier|previously)"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:celle|celui) d'(?:avant|tout a l'heure)|(?:la|le) precedente?(?!\w){_NO_NOUN}|"
    rf"{_YOU_SHOWED} {_EARLIER}|the previous(?: one| pair| model)?(?!\w){_NO_NOUN})(?!\w)"
    r"|(?<!\w)the (?:one|pair|model) (?:(?:from |just )?before|(?:that |which )?(?:we|you|i) (?:\w+ ){1,3}before|"
    r"earlier)"
    r"(?= ?(?:$|[?.,!]|please|then|again|and|was|is|had|has))"
)
_OF_TWO = re.compile(
    r"(?<!\w)(?:des|entre(?: les| ces)?|of (?:the|those|these)|between (?:the|those|these)) (?:deux|2|two)(?!\w)"
)
PAIR = 2
_COMPARES = re.compile(r"(?<!\w)(?:compar\w*|differences?|difference|entre|between)(?!\w)")
"""Two at least are meant, on whichever screen they are."""


def shown_before(folded: str, context: Context) -> Pointing:
    """What was shown first of all, or talked about before; vain where there was nothing before."""
    shown = _SHOWN.search(folded)
    match = _FROM_THE_START.search(folded) or (shown if shown and _FIRST.search(shown[0]) else None)
    if match and context.first:
        return Pointing((context.first,), (match.span(),), earlier=True)
    match = _BEFORE.search(folded)
    if match is None or not (context.shown or context.talked):
        return Pointing()
    last = context.talked[:1] or tuple(item.item_id for screen in context.screens[:1] for item in screen[:1])
    return Pointing(last, (match.span(),), vain=not last, earlier=True)


def meant_among(folded: str, context: Context) -> tuple[OnScreen, ...]:
    """The products that `folded` points among: those on screen; of more than two the two talked about last, where it
    speaks of two; those of the screen before, where it reaches further than this one."""
    if len(context.shown) > PAIR and _OF_TWO.search(folded):
        return _talked_about(context) or context.shown
    needed = PAIR if _COMPARES.search(folded) else reach(folded)
    if needed <= len(context.shown):
        return context.shown
    return next((screen for screen in context.screens if len(screen) >= needed), context.shown)


def _talked_about(context: Context) -> tuple[OnScreen, ...]:
    """The two of those on screen that were talked about last, in their order there."""
    told = dict.fromkeys(filter(None, (context.focus, *context.talked)))
    last = [item for item in told if any(shown.item_id == item for shown in context.shown)][:PAIR]
    return tuple(shown for shown in context.shown if shown.item_id in last) if len(last) == PAIR else ()
