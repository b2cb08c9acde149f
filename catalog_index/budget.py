"""Reading a price limit in a French or English sentence, by rule: what is a budget, and what only looks like one."""

# ruff: noqa: E501
# The tables of words and patterns below keep one kind per line.

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from catalog_index.amounts import Amount, find_amounts
from catalog_index.text import fold_aligned

ABOUT = Decimal("0.15")
"""« About N » means N ± 15 % (the public contract)."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`min` and `max` in the shopper's currency (None: open on that side). "About N" is N ± 15 %, with `approximate` set.

    `currency` is the ISO code the shopper wrote, if any; `span` the (start, end) of the words it was read from.
    """

    min: Decimal | None
    max: Decimal | None
    currency: str | None
    span: tuple[int, int]
    approximate: bool = False


# What stands before an amount. Order matters: the first that matches decides ("pas plus de" before "plus de").
_LEFT = {
    "max": r"""(?:pas|jamais|guere|rien) (?:a |au[- ]?|de )?(?:plus|dessus|davantage) (?:de|d'|que)|(?:no|not|never|n't|nothing) (?:any )?(?:more|higher|dearer) than
        |(?:not|n't|never|nothing) (?:go |be |cost )?(?:over|above|beyond|exceed)|(?:ne )?(?:pas )?(?:de|ex)pass(?:er|e|es|ez|ons|ant)(?: pas)?(?: les)?
        |(?:ne|n')? ?(?:excede|exceder)(?: pas)?|not exceed(?:ing)?|pas au[- ]dela (?:de|d')
        |moins (?:de|d'|que)|moins chere?s? (?:que|de|a)|(?:en |au[- ])?dessous (?:de|d')|sous(?: la barre des?| les| vos| mes| le seuil de)?
        |jusqu'?(?:a| a)(?: un| une)?|plafond(?:ne)?(?: a| de| est de)?|inferieure?s?(?: ou egale?s?)? a|(?:tout )?au plus|a concurrence de
        |(?:grand )?max(?:i|imum)?\.?(?: de| a| of| is| est(?: de)?)?|limite? (?:de|a|is|of|est(?: de)?)|tope a
        |under|below|beneath|less than|fewer than|lower than|cheaper than|at most|up to|within|capped at|cap of|<=?|≤|no pricier than""",
    "min": r"""(?:pas|jamais) moins (?:de|d'|que)|(?:not|no) less than|(?:not|n't) (?:under|below)
        |plus (?:de|d'|que)|au[- ]dessus (?:de|d')|au moins|min(?:i|imum)?\.?(?: de| of)?|a partir (?:de|d')|superieure?s?(?: ou egale?s?)? a
        |over|above|more than|at least|starting (?:at|from)|upwards of|north of|>=?|≥""",
    "about": r"""environ|autour (?:de|d')(?: la)?|dans les|vers(?: les)?|(?:aux |dans les )?(?:alentours|environs) (?:de|d'|des)|a peu pres
        |plus ou moins|grosso modo|pres (?:de|d')|de l'ordre (?:de|d')|approximativement|disons|circa|~|±|≈
        |around|about|approximately|approx\.?|roughly|nearly|almost|close to|(?:in|somewhere in) the region of|somewhere around""",
    "size": r"""(?:taille|tailles|pointure|pointures|size|sizes|sz|fais du|chausse du|chausse|wear a|wear|taille du|(?<![\w'])t|(?<![\w'])du|en|n°|no|numero
        |number|order|commande|ref|reference|eu|uk|us|iphone|galaxy|version|depuis|since|le|la|in)(?: (?:is|est|number|numero|:|n°|en|du|de))?\.?""",
    "budget": r"""budget(?:s|e)?\b[^.!?;\d]{0,30}?|(?:je |peux |pourrais |veux |voudrais |pouvoir |quitte a |can |could |might |to )(?:mettre|depenser|payer|spend|pay|afford|go (?:up )?to
        |(?:stretch|push)(?: it)?(?: up)? to|(?:aller|monter|pousser) a)
        (?: que| only| up to)?|(?:je )?dispose(?:r|ons)? (?:de|d')|j'ai(?: que| un budget de)?|i(?:'ve| have)(?: only)?(?: got)?(?: a)?|prix ?:?|price ?:?""",
}
_DETERMINER = (
    r"(?:(?:un|une|la|les|a|my|mon|des?|d'|the|is|est|que|only|a peine|prix de|price of|total de|c'est|[:=]) ?)*"
)
_BEFORE = {
    role: re.compile(rf"(?<![^\W_])(?:{pattern}) ?{'' if role == 'size' else _DETERMINER}$")
    for role, pattern in ((r, re.sub(r"\s*\n\s*", "", p)) for r, p in _LEFT.items())
}
# What stands after it.
_AFTER = {
    "max": re.compile(
        r",? ?(?:(?:au |grand |en )?max(?:i|imum)?\b|tops?\b|at (?:the )?(?:most|max)|or (?:less|under|below|cheaper)|ou moins|et moins|au plus"
        r"|a tout casser|ou en dessous|et en dessous|pas (?:plus|davantage)(?! (?:de|d'|que))|pas un (?:sou|centime|euro) de plus|not? more(?! than)"
        r"|not a (?:penny|cent) (?:more|over)|and under|and below|limit\b|plafond)"
    ),
    "min": re.compile(
        r" ?(?:ou plus|et plus|or more|and up|and above|min(?:i|imum)?\b|au moins|at least|or over|\+|et au[- ]dela)"
    ),
    "about": re.compile(
        r" ?(?:environ|or so|or thereabouts|a peu pres|grosso modo|give or take|approx|roughly|plus ou moins)"
    ),
    "budget": re.compile(
        r" ?(?:(?:de|en|as|for|is|c'est|comme|est)? ?(?:a |my |mon |the )?(?:budget|maximum)|to spend|a (?:depenser|mettre))"
    ),
    "too_much": re.compile(
        r",? ?(?:c'est|ca fait|cela fait|ca devient|is|it's|that's|would be|serait)(?: (?:deja|vraiment|un peu|bien|a bit|way|already))* (?:trop|too)"
    ),
}
# Prices that are talked about, not limits: a fee, a rebate, a comparison with elsewhere.
_NOT_A_LIMIT_BEFORE = re.compile(
    r"(?<![a-z])(?:livraisons?|frais|delivery|shipping|postage|reductions?|remise|rabais|bons? (?:de|d'achat)|code|voucher|coupon"
    r"|gift card|carte cadeau|economis\w+|save|saving|gagne[rz]?|coute|coutent|coutait|costs?|factures?|invoice|billvaut|worth|paye|paid|passe de|rembours\w+"
    r"|refund\w*|concurren\w+|amazon)(?![a-z])[^.!?;]{0,25}$"
)
_NOT_A_LIMIT_AFTER = re.compile(
    r" ?(?:moins chere?s?\b|plus chere?s?\b|de moins\b|de plus\b|cheaper|dearer|more expensive|less expensive|off\b|discount|de reduction|de remise"
    r"|de rabais|par mois|a month|per month|d'ecart|de difference|difference|ailleurs|elsewhere|voucher|chez [a-z]+|de livraison|de frais|of shipping|for (?:delivery|shipping))"
)
_STATED = re.compile(
    r"(?<!\w)(?:(?:real|true|actual|correct|right|proper|vrai|veritable|bon) (?:price|prix|tarif)|(?:prix|tarif) reel)(?!\w)[^.!?;]{0,20}$"
)
"""What something is said to cost, truly or not."""
_FOR_A = re.compile(r"(?<!\w)(?:for|on|with) (?:an?|my|his|her|our|their) $")
_DEAR = re.compile(r" (?!(?:budget|max\w*|limit|top|tops|tag|price|spend|gift|or|and|please|voucher)(?!\w))[a-z]{3,}")
"""Around a price that is part of a name: a lock "for a 1200 euro bike"."""
_NEGATION = re.compile(
    r"(?:\bne\b|\bn'|\bpas\b|n't\b|\bnot\b|\bcannot\b|\bjamais\b|\bnever\b|\bsans\b|\bwithout\b)[^,.!?;]{0,40}$"
)
_JOIN = re.compile(r" ?(?:a|et|and|to|-|/|ou|or|jusqu'a|up to|till|until)? ?(?:les |the )?")
_OPENER = re.compile(
    r"(?:^|[^\w])(?P<opener>entre|between|de|d'|from|fourchette de|range of|comprise? entre)(?: les)? ?$"
)
_ADULTS = re.compile(
    r"\b(?:men|women|people|hommes?|femmes?|personnes?|ladies|adults?|adultes?) (?:over|de plus de|above) $"
)
"""« femmes de plus de 50 » are of an age; "jackets for women under 50" cost at most 50."""
_CHILDREN = re.compile(
    r"\b(?:kids?|child(?:ren)?|boys?|girls?|toddlers?|bab(?:y|ies)|enfants?|garcons?|filles?|bebes?|ados?|teens?|teenagers?)"
    r" (?:over|under|below|above|de plus de|de moins de|moins de|plus de) $"
)
_GROWN_UP = 18
_YEARS = re.compile(r" ?(?:ans|years?|yrs?|y\.?o)\b")
_STRONG = ("max", "budget")
# Without a currency "about 8" is rarely money; from here on it usually is.
_LEAST_WITHOUT_CURRENCY = Decimal(10)


LEAST_ROUND, YEARS = 50, 1900
"""Sizes end below the one, years begin at the other."""


@dataclass(frozen=True, slots=True)
class _Reading:
    amount: Amount
    role: str
    start: int
    end: int


_SLASHED = re.compile(r"(?<=\d\d)/(?=\d{2,4} ?(?:[€$£]|euros?|eur|balles|dollars?|pounds?|quid)(?!\w))")
"""« 80/100 euros » is a range."""


def read_budget(text: str, language: str, bare_number_is_budget: bool = False) -> Budget | None:
    """The budget said in `text`, or None. `bare_number_is_budget`: it was just asked for, so "80" alone answers."""
    folded = _SLASHED.sub("-", fold_aligned(text))
    amounts = find_amounts(folded, language)
    if not amounts:
        return None
    ranged = _range(folded, amounts, bare_number_is_budget)
    if ranged:
        return ranged
    readings = [r for r in (_read(folded, amounts, i, bare_number_is_budget) for i in range(len(amounts))) if r]
    return _joined(readings)


def _range(folded: str, amounts: list[Amount], bare: bool) -> Budget | None:
    """ "entre 50 et 80 €", "$5 to $10", "60-80 euros": two amounts, one limit each."""
    for low, high in pairwise(amounts):
        between = folded[low.end : high.start]
        if (
            high.unit
            or (low.unit and not between.startswith(("-", "/")))
            or not _JOIN.fullmatch(between)
            or not between.strip()
        ):
            continue
        before = folded[: low.start]
        opener = _OPENER.search(before)
        pair = between.strip() not in ("et", "and") or (
            opener and opener["opener"] in ("entre", "between", "comprise entre")
        )
        money = low.currency or high.currency
        if not pair or _talked_about(before, folded[high.end :]) or (not low.currency and _before("size", before)):
            continue
        plausible = _plausible_range(opener, before, folded[high.end :]) or _in_round_figures(low, high, between)
        if not money and not bare and not plausible:
            continue
        start = opener.start("opener") if opener else low.start
        smallest, largest = sorted((low.value, high.value))
        return Budget(smallest, largest, money, (_budget_start(before, start), high.end))
    return None


def _in_round_figures(low: Amount, high: Amount, between: str) -> bool:
    """ "150-200" beside the name of a thing: no sizes and no years."""
    figures = (low.value, high.value)
    return (
        between.strip() == "-"
        and all(LEAST_ROUND <= f < YEARS and f % 5 == 0 for f in figures)
        and low.value < high.value
    )


def _plausible_range(opener: re.Match[str] | None, before: str, after: str) -> bool:
    if _before("budget", before) or _AFTER["budget"].match(after):
        return True
    head = before[: opener.start("opener")] if opener else before
    if _before("budget", head):
        return True
    return opener is not None and opener["opener"] in ("entre", "between") and not _before("size", head)


def _read(folded: str, amounts: list[Amount], i: int, bare: bool) -> _Reading | None:
    """What the amount at `i` says, by the words around it; None when it is no limit."""
    amount = amounts[i]
    left = amounts[i - 1].end if i else 0
    right = amounts[i + 1].start if i + 1 < len(amounts) else len(folded)
    before, after = folded[left : amount.start], folded[amount.end : right]
    if amount.unit or (not amount.currency and _is_age(amount, before, after)):
        return None
    if amount.currency and _FOR_A.search(before) and _DEAR.match(after):
        return None
    role, start, end = limit_role(before, after)
    if (role in (None, "about") and _talked_about(folded[: amount.start], after)) or _STATED.search(
        folded[: amount.start]
    ):
        return None
    if role in ("min", None) and _AFTER["too_much"].match(after):
        role = "max"
    if not amount.currency and not _limit_without_currency(amount, role, before, after, bare):
        return None
    if role in ("max", "min") and _is_fee(folded[: amount.start]):
        return None
    first = amount.start if start is None else left + start
    last = amount.end + (end or 0)
    approximate = amount.approximate and role in (None, "budget", "about")
    return _Reading(amount, "about" if approximate else role or "max", first, last)


def _is_age(amount: Amount, before: str, after: str) -> bool:
    if _YEARS.match(after) or _ADULTS.search(before):
        return True
    return amount.value <= _GROWN_UP and bool(_CHILDREN.search(before))


def limit_role(before: str, after: str) -> tuple[str | None, int | None, int | None]:
    """What the words around an amount make of it: (max, min, about, budget or None; start of the words before; length of
    the words after).
    """
    for role in ("max", "min", "about"):
        if found := _before(role, before):
            if role == "about" and (tail := _AFTER["max"].match(after)):
                return "max", found.start(), tail.end()  # « disons 200 euros, pas davantage »
            return _negated(role, before[: found.start()]), found.start(), None
    budget = _before("budget", before)
    for role in ("max", "min", "about"):
        if tail := _AFTER[role].match(after):
            return role, budget.start() if budget else None, tail.end()
    if budget:
        return "budget", budget.start(), None
    if tail := _AFTER["budget"].match(after):
        return "budget", None, tail.end()
    return None, None, None


def _negated(role: str, before: str) -> str:
    """ "je ne veux pas mettre plus de 75" is an upper limit, "pas moins de 50" a lower one."""
    if role == "min" and _NEGATION.search(before):
        return "max"
    return "min" if role == "max" and re.search(r"(?:\b(?:pas|jamais|not|no|never)|n't) (?:a )?$", before) else role


def _limit_without_currency(amount: Amount, role: str | None, before: str, after: str, bare: bool) -> bool:
    """Whether a number without a currency is money here."""
    if role is None:
        counted = amount.value < _LEAST_WITHOUT_CURRENCY and _counts(before, after)
        return not counted and (bare or (amount.approximate and not _before("size", before)))
    if role in _STRONG or bare:
        return bool(_AFTER["budget"].match(after)) or not (
            role == "budget" and re.search(r"(?:j'ai|have|'ve|got)(?: a| que| only)? ?$", before)
        )
    return amount.value >= _LEAST_WITHOUT_CURRENCY


def _counts(before: str, after: str) -> bool:
    """Whether a small number counts things: « les deux premières », "the two on the left"."""
    return bool(
        re.search(r"(?:\b(?:les|des|ces|the|these|those|both|first|last)) $", before) or re.match(r" ?[a-z]", after)
    )


def _joined(readings: list[_Reading]) -> Budget | None:
    """One budget from all the limits of the sentence: the last word on each side counts."""
    if not readings:
        return None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate = False
    for r in readings:
        if r.role == "about":
            spread = r.amount.value * ABOUT
            low, high, approximate = r.amount.value - spread, r.amount.value + spread, True
        elif r.role == "min":
            low = r.amount.value
        else:
            high = r.amount.value
    if low is not None and high is not None and low > high:
        low, high = high, low
    currency = next((r.amount.currency for r in reversed(readings) if r.amount.currency), None)
    return Budget(low, high, currency, (min(r.start for r in readings), max(r.end for r in readings)), approximate)


def _before(role: str, text: str) -> re.Match[str] | None:
    return _BEFORE[role].search(text)


def _budget_start(before: str, start: int) -> int:
    found = _before("budget", before[:start])
    return found.start() if found else start


def _talked_about(before: str, after: str) -> bool:
    return bool(_NOT_A_LIMIT_BEFORE.search(before) or _NOT_A_LIMIT_AFTER.match(after))


def _is_fee(before: str) -> bool:
    return bool(
        re.search(
            r"(?<![a-z])(?:livraison|delivery|shipping|frais de port|postage|returns?|retours?|gratuit\w*|offerte?s?)(?![a-z])[^.,!?;]{0,30}$",
            before,
        )
    )
