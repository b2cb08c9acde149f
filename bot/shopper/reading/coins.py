"""The name of the coin after a figure, spelt right and told from a weight: "250 euuros", "80 pounds"."""

from __future__ import annotations

import re

from bot.shopper.reading.asides import BODY
from catalog_index.spelling import Speller
from catalog_index.text import fold_aligned

_AFTER_FIGURE = re.compile(r"(?<=\d) ?([edp][a-z]{3,8})(?![\w-])", re.IGNORECASE)
_COINS = Speller(("euro", "euros", "dollar", "dollars", "pound", "pounds"))

_POUNDS = re.compile(
    r"(?<![\w.,-])(?P<amount>\d+(?:[.,]\d+)?)(?P<unit> ?-?(?:pounds?|livres?)(?P<money> sterlings?)?)(?![\w-])"
)
_SPENT = re.compile(
    r"(?<!\w)(?:budget|spen[dt]\w*|pay\w*|afford|cost\w*|pric\w+|cheap\w*|money|maxi?(?:mum)?|tops|or less|under|below|"
    r"less than|(?:no|not) more than|up to|at most|around|about|within|over|between|depens\w+|prix|coute\w*|moins de|"
    r"pas plus de|jusqu'a|au plus|au maximum|environ|autour de|dans les|grand maximum|ou moins)(?!\w)"
)
_WEIGHED_BEFORE = re.compile(
    r"(?<!\w)(?:weigh\w*|lift\w*|carr\w+|holds?|holding|supports?|loads?|los[et]\w*|capacity|pes\w+|soulev\w+|porte[rz]?|"
    r"supporte\w*|perd\w*|poids|(?:dumb|kettle|bar)bells?|weights?|halteres?)(?: [\w']+){0,3} $"
)
_WEIGHED_AFTER = re.compile(r"(?: (?:in weight|heavy|of (?:weight|load)|de (?:charge|poids)))(?!\w)")


def coins_spelt(text: str) -> str:
    """`text` with misspelt coins after figures spelt right."""

    def spelt(match: re.Match[str]) -> str:
        right = _COINS.correct(match[1].lower())
        return f" {right}" if right else match[0]

    return _AFTER_FIGURE.sub(spelt, text)


def pounds_told(text: str, asking: str | None) -> str:
    """`text` with pounds that are spent as "£80" and those that are weighed as "80 lb"; « 80 livres » that nothing
    tells apart may be books and stay as they are."""
    folded = fold_aligned(text)
    spends = asking == "budget" or _SPENT.search(folded) is not None
    bodies = [body.span() for body in BODY.finditer(folded)]
    for match in reversed(list(_POUNDS.finditer(folded))):
        attributive = match["unit"].endswith("pound") and folded[match.end() :].startswith(" ")  # a 20 pound bag
        told_of = any(start <= match.start() < end for start, end in bodies)
        weighed = (
            told_of or _WEIGHED_BEFORE.search(folded[: match.start()]) or _WEIGHED_AFTER.match(folded[match.end() :])
        )
        told = ""
        if weighed or attributive:
            told = f"{match['amount']} lb"
        elif spends or match["money"]:
            told = f"£{match['amount']}"
        text = f"{text[: match.start()]}{told or text[slice(*match.span())]}{text[match.end() :]}"
    return text
