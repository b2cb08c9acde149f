"""Words that take something: « je la prends », « va pour la deuxième », "ok, the first". Folded, both languages."""

from __future__ import annotations

import re

TAKES = re.compile(
    r"(?<!\w)(?:je (?:(?:la|le|les) )?(?:prends?|prendrais?|vais (?:(?:la|le|les) )?prendre)|"
    r"on (?:(?:la|le|les|en) )?prend(?:rait|ra)?|prenons|prendrons|prendrions|j'achete|va pour|ce sera|on part sur|"
    r"partons sur|ajoute[rz]?|mettez|we(?:'ll|'d| will| would) (?:take|have|buy|get|order)|"
    r"i(?:'ll| will)? (?:take|have|buy|get)|(?:i'll |i will |let's |i'd )?go (?:for|with)|add|^\W*take)(?!\w)"
)
"""Something is taken, whatever was asked."""

WANTS_IT = re.compile(
    r"(?<!\w)(?:je (?:la|le|les) (?:prends?|veux|voudrais|prendrais)|i(?:'ll| will|'d)? (?:take|have|buy|like) "
    r"(?:it|them|that|this|those)|(?:ok(?:ay)?|let's|i'll|i will|fine|alright)(?: then)?,? (?:i'll )?go (?:with|for)|"
    r"va pour (?:le|la|du|un|une|en)|on part sur)(?!\w)"
)
"""Taken or wanted by a pronoun: what was talked about last."""

SUPPOSES = re.compile(
    r"(?<!\w)(?:si (?:je|on) (?:(?:la|le|les|en) )?(?:prend[se]?|prenais|choisis|achete)|si j'en prends|"
    r"(?:if|say|suppose|supposing) (?:i|we) (?:take|took|buy|bought|get|got|choose|chose|go for|went for))(?!\w)"
)
"""Before a product that is taken in thought only: "if I take the second, is it washable?"."""

ENDS_TAKING = re.compile(
    r"(?:^|[,.;:!]) ?(?:(?:ok|bon|alors|allez|donc|so|then|well|and|et|fine|non|no|oui|yes) )*"
    rf"{WANTS_IT.pattern}(?: (?:alors|donc|quand meme|finalement|then|anyway|please|svp|stp|merci|thanks))*\W*$"
)
"""A message that ends by taking it, whatever came before: "no, leave it. I'll take it"."""

_AGREED = (
    r"(?:ok(?:ay)?|d'accord|allez|va pour|parfait|super|tres bien|adjuge\w*|entendu|deal|fine|great|perfect|all ?right|"
    r"take|go (?:for|with)|ce sera)"
)
SETTLES = re.compile(
    r"^\W*(?:(?:bon|alors|well|so|oui|yes|hmm?|euh|ah|oh|please|donc|then)\W+)*"
    rf"(?:{_AGREED}(?: (?:pour|for|with|avec|sur))?(?!\w)\W*)+"
)
"""Before a product pointed at: it is agreed on, and not only asked to be seen."""

SO_MANY = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|bon|alors|oui|yes|well|so|and|et|just|juste|i want|i'd like|give me|je veux|j'en veux)\W+)*"
    r"(?:\d{1,2}|un|une|one|deux|two|trois|three|quatre|four|cinq|five|six|dix|ten|a pair|une paire|a couple)"
    r"(?: ?x| fois| exemplaires?| pairs?| paires?)?(?: (?:of|de|du|des)|(?= les? ))(?!\w)"
    r"(?! (?:the )?(?:them|those|these))"
)
"""Before a product pointed at: so many of it are taken, « ok 6 du premier »."""

WANTS = re.compile(r"(?<!\w)je veux(?!\w)")
"""An answer to "which one?", and no more than a wish anywhere else."""

THIS_ONCE = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|bon|allez|alors|oui|yes|well|oh|go on|all ?right|fine|d'accord|va)\W+)*"
    r"(?:(?:juste|rien que|seulement|just|only)(?: pour)? |va pour |pour )"
    r"(?:cette fois|une fois|ce coup|this once|this time|for once|once)(?:[- ]?ci)?(?: (?:alors|then))?\W*$"
)
"""« Allez, juste cette fois »: consent of somebody who had hesitated; after a discount was asked for, a plea for it."""
