"""Whether an article can be bought, from whatever words a shop says it with, in either language."""

# ruff: noqa: E501
# The patterns below keep one kind per line.

from __future__ import annotations

import re

from catalog_index.product import Availability
from catalog_index.text import fold

_CODES: dict[str, Availability] = {
    **dict.fromkeys(("1", "true", "yes", "oui", "vrai", "y"), "in_stock"),
    **dict.fromkeys(("0", "false", "no", "non", "faux", "n"), "out_of_stock"),
}
_PATTERNS: tuple[tuple[Availability, str], ...] = (
    (
        "preorder",
        r"pre ?orders?|pre ?commandes?|pre ?sales?|pre ?ventes?|coming soon|bientot disponible|a paraitre",
    ),
    (
        "out_of_stock",
        r"(?:not|no longer|pas|plus|non)\b ?(?:de |en |in |currently |actuellement )?(?:stock|available|disponible)"
        r"|(?:out|no) (?:of )?stock|outofstock|sold ?out|unavailable|indisponible|ruptures?|rupturedestock|epuisee?s?|discontinued"
        r"|arrete|retire|back soon|bientot de retour|de retour bientot|hors stock",
    ),
    (
        "backorder",
        r"(?:on |special )?back ?orders?|onbackorder|(?:sur|special) ?(?:commande|order)s?|available for order|disponible sur commande"
        r"|made to order|(?:en )?(?:cours de )?reapprovisionnement|re ?appro",
    ),
    (
        "in_stock",
        r"in ?stock|en ?stock|available|disponibles?|limited ?(?:availability|stock)|stock limite|low stock|dernieres pieces|online ?only|plus que \d+",
    ),
)
"""The first that is found decides: « disponible sur commande » is to be ordered, "not in stock" is no stock."""


_WORDS = tuple((found, re.compile(rf"\b(?:{pattern})\b")) for found, pattern in _PATTERNS)


def availability_of(written: str) -> Availability | None:
    """None for words nobody knows; "http://schema.org/InStock" is said by its last part."""
    said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", written.strip().rsplit("/", 1)[-1])
    plain = re.sub(r"[^a-z0-9]+", " ", fold(said)).strip()
    if plain in _CODES:
        return _CODES[plain]
    return next((found for found, words in _WORDS if words.search(plain)), None)
