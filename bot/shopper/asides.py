"""Words that name something on the shelves elsewhere and nothing here: courtesies, opening hours, judgements."""

from __future__ import annotations

import re

_GREETING = r"bonjour|bonsoir|salut|coucou|allo|merci(?: beaucoup| bien)?|oui|non|au revoir"
_GREETING_EN = r"hello|hi|hey|good (?:morning|evening|afternoon)|thanks|thank you|yes|no|goodbye"
_OPENED = (
    r"(?:vous etes|etes[- ]vous|magasin est|boutique est|c'est|sera|serez[- ]vous|are you|you are|you're|is it|"
    r"shop is|store is)(?: encore| deja| still| already)? (?:ouverte?s?|open)"
)
ASIDES = re.compile(
    r"(?<![\w-])(?:"
    rf"(?:{_GREETING}),? (?:madame|monsieur|mesdames|messieurs|mademoiselle)"
    rf"|(?:{_GREETING_EN}),? (?:madam|man|lady|ladies|gentlemen|girls?|boys?)"
    r"|(?:y )?reflechi(?:s|r|t|rai|ssons|ssez)?"
    rf"|{_OPENED}"
    r"|(?:what|how) about"
    r"|en (?:courant|marchant|roulant|pedalant|nageant)"
    r")(?![\w-])"
)
"""No lady's shoe, nothing reflective, no open earphone, no model called Courant."""

JUDGED = re.compile(
    r"(?:\b(?:bon|bonne|bien|parfait|parfaite|ok|cher|chere|chers|cheres|trop|va|convient|grand|petit|facile|"
    r"good|great|fine|perfect|okay|works?|enough|much|expensive|pricey|big|small|easy|hard|time|right)) $"
)
"""Before "for me": the words judge something ("too dear for me"), they do not say who will use it."""
