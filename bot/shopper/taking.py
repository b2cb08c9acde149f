"""Words that take something: « je la prends », « va pour la deuxième », "ok, the first". Folded, both languages."""

from __future__ import annotations

import re

TAKES = re.compile(
    r"(?<!\w)(?:je (?:(?:la|le|les) )?(?:prends?|prendrais?|vais (?:(?:la|le|les) )?prendre)|"
    r"on (?:(?:la|le|les) )?prend|prenons|j'achete|va pour|ce sera|on part sur|partons sur|ajoute[rz]?|mettez|"
    r"i(?:'ll| will)? (?:take|have|buy|get)|(?:i'll |i will |let's |i'd )?go (?:for|with)|add|^\W*take)(?!\w)"
)
"""Something is taken, whatever was asked."""

WANTS_IT = re.compile(
    r"(?<!\w)(?:je (?:la|le|les) (?:prends?|veux|voudrais|prendrais)|i(?:'ll| will|'d)? (?:take|have|buy|like) "
    r"(?:it|them|that|this|those))(?!\w)"
)
"""Taken or wanted by a pronoun: what was talked about last."""

_AGREED = (
    r"(?:ok(?:ay)?|d'accord|allez|va pour|parfait|super|tres bien|adjuge\w*|entendu|deal|fine|great|perfect|all ?right|"
    r"take|go (?:for|with)|ce sera)"
)
SETTLES = re.compile(
    r"^\W*(?:(?:bon|alors|well|so|oui|yes|hmm?|euh|ah|oh)\W+)*"
    rf"(?:{_AGREED}(?: (?:pour|for|with|avec|sur))?(?!\w)\W*)+"
)
"""Before a product pointed at: it is agreed on, and not only asked to be seen."""

WANTS = re.compile(r"(?<!\w)je veux(?!\w)")
"""An answer to "which one?", and no more than a wish anywhere else."""
