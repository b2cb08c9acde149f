"""Why somebody wants a thing, as they say it: "because my knee hurts". Kept to be answered by a page's own words."""

from __future__ import annotations

import re

from bot.shopper.reading.injuries import BODY_PART, INJURIES
from bot.shopper.reading.lexicon import FILLER
from catalog_index.lexicon import Lexicon
from catalog_index.text import words

WHY = re.compile(r"(?<!\w)(?:parce qu|puisqu|vu qu|because(?!\w)|car (?:je|j'|il|elle|on|nous|mon|ma|mes)(?!\w))")

_CLAUSE = re.compile(r"[^.;:!?]*")

SHORTEST = 4
"""Letters of a word that says of what a reason speaks; a part of the body does at any length."""

MOST = 3
"""Words kept of one reason."""


def reason_told(folded: str, known: Lexicon) -> tuple[str, ...]:
    """What the reason given speaks of: the part of the body that hurts, and the things of a because-clause that shops
    have words for ("it rains a lot")."""
    told: dict[str, None] = {}
    for pain in INJURIES.finditer(folded):
        told |= dict.fromkeys(part[0] for part in BODY_PART.finditer(pain[0]))
    for match in WHY.finditer(folded):
        clause = _CLAUSE.match(folded, match.end())
        said = words(clause[0]) if clause else []
        told |= dict.fromkeys(w for w in said if len(w) >= SHORTEST and w not in FILLER and w in known.words)
    return tuple(told)[:MOST]
