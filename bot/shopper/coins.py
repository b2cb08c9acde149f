"""The name of the coin after a figure, spelt right before it is read: "250 euuros", "80 dollers"."""

from __future__ import annotations

import re

from catalog_index.spelling import Speller

_AFTER_FIGURE = re.compile(r"(?<=\d) ?([edp][a-z]{3,8})(?![\w-])", re.IGNORECASE)
_COINS = Speller(("euro", "euros", "dollar", "dollars", "pound", "pounds"))


def coins_spelt(text: str) -> str:
    """`text` with misspelt coins after figures spelt right."""

    def spelt(match: re.Match[str]) -> str:
        right = _COINS.correct(match[1].lower())
        return f" {right}" if right else match[0]

    return _AFTER_FIGURE.sub(spelt, text)
