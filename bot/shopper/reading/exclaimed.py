"""A price repeated in dismay: « 430 euros… aïe », "120 quid, ouch". No budget is told by it. Folded, both languages."""

from __future__ import annotations

import re

_CRY = (
    r"(?:aie+|ouille+|outch|ouch|oof+|pf+|wo?w+|waouh?|oulala|houla|oula|(?:oh|ho|ou) ?la(?: ?la)*|la vache|"
    r"mazette|puree|punaise|mince|(?:eh |he )?ben dis donc|dis donc|rien que ca|serieux|serieusement|vraiment|"
    r"seriously|really|blimey|crikey|yikes|jeez|gosh|wh?oah?|damn|(?:tout de |quand )?meme|carrement|hein)"
)
_BESIDE = r"(?:ah|oh|eh|ben|bah|bon|oui|yes|ok|and|et|pour|for|ca|that|this|it|la|le)"
_AMOUNT = (
    r"(?:[€$£] ?)?\d+(?:[.,]\d+)?(?: ?(?:€|\$|£|euros?|eur|balles|boules|francs?|quid|bucks|dollars?|pounds?|livres?|"
    r"chf|cad|usd|gbp))?"
)
_BETWEEN = r"[\s,.;:!?…'-]*"
_EXCLAIMED = re.compile(
    rf"{_BETWEEN}(?:(?:{_BESIDE}|{_CRY})(?!\w){_BETWEEN})*{_AMOUNT}(?!\w){_BETWEEN}"
    rf"(?:(?:{_BESIDE}|{_CRY})(?!\w){_BETWEEN})*"
)
_CRIED = re.compile(rf"(?<!\w){_CRY}(?!\w)")


def is_exclaimed(folded: str) -> bool:
    """Whether the whole message is an amount and a cry.

    >>> is_exclaimed("430 euros… aie"), is_exclaimed("ouch, 120 quid!"), is_exclaimed("120 euros max")
    (True, True, False)
    """
    return _EXCLAIMED.fullmatch(folded) is not None and _CRIED.search(folded) is not None
