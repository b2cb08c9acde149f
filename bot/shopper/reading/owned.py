"""What somebody has already: a thing named so is no wish. Folded text, both languages."""

from __future__ import annotations

import re

_ALREADY = frozenset(["deja", "already"])
_HAS = """
    j ai as a avons avez ont possede possedes possedons possedent have has had ve got own owns owned bought achete
    achetee recu recue eu en
"""
_HAVING = frozenset(_HAS.split())
_OWNING = frozenset(["owns", "possede", "possedes", "possedons", "possedent"])
"""Said of what is there already without saying so."""

_BETWEEN = """
    un une des de du d la le les l deux trois plusieurs assez beaucoup plein sa son ses ma mon mes leur leurs an some
    two three several enough plenty lots lot of his her their my the good nice decent bonne bon bonnes bons belle beau
    grande grand petite petit old vieille vieux et and
"""
_OF_IT = frozenset(_BETWEEN.split())
_OWNER = frozenset(["il", "elle", "on", "nous", "ils", "elles", "i", "we", "he", "she", "they"])
_ASKED = frozenset(["vous", "tu", "you"])
"""Whoever asks what the shop has does not tell what is at home."""

_WORD = re.compile(r"[a-z]+")
_CLAUSE = re.compile(r"[,.;:!?…]")
_REPLACED = re.compile(
    r"(?<!\w)(?:remplac\w*|chang\w+|use(?:e|s|es)?|abime\w*|casse\w*|autres?|nouve\w+|deuxieme|second\w*|de plus|"
    r"replac\w+|worn|another|new|spare|broke\w*|old ones?)(?!\w)"
)
"""Said beside it, another one is looked for all the same."""


def owned_from(before: str, after: str = "") -> int | None:
    """Where the words begin that make the thing named between `before` and `after` one that somebody has (« elle a déjà
    une … », "he's got … already"); None where none do."""
    clause = next((match.end() for match in reversed(list(_CLAUSE.finditer(before)))), 0)
    said = set(_WORD.findall(after)[:1]) & _ALREADY if after.startswith(" ") else set()
    start = len(before)
    for match in reversed(list(_WORD.finditer(before, clause))):
        if match[0] not in _HAVING | _ALREADY | _OF_IT:
            if match[0] in _ASKED:
                return None
            start = match.start() if match[0] in _OWNER else start
            break
        said.add(match[0])
        start = match.start()
    return start if said & _OWNING or (said & _ALREADY and said & _HAVING) else None


def wants_another(folded: str) -> bool:
    """Whether what somebody has is to be replaced, or to get company."""
    return _REPLACED.search(folded) is not None
