"""What a shopper says who was misunderstood: « non, c'est pas ça », "you got me wrong", "I said under 100"."""

from __future__ import annotations

import re

from catalog_index.text import fold_aligned

_NO = r"(?:(?:ah |mais |oh |but |euh )?(?:non|no|nope|nan)[ ,.!]*)?"
_FRENCH = (
    rf"{_NO}(?:c'est|ce n'est|cest|c est|c'etait|ce n'etait) pas (?:du tout |vraiment )?"
    r"(?:(?:ca|cela|sa)(?! (?:que|qui|mal|fait|va|pese|coute)(?!\w))(?: du tout)?|ce que "
    r"(?:j'ai|je|j'avais) (?:dit|demande|voulais|veux|cherche|cherchais|demandais|recherche))|"
    r"^\W*(?:non|no|nan)[ ,.!]+(?:surtout )?pas (?:ca|cela|sa)(?: du tout)?(?=\W*$|[,.!])|"
    r"(?:vous|tu) (?:ne )?(?:m'|n')?(?:avez|as) (?:(?:pas|rien|tres|vraiment|du tout|mal) )+compris(?:e|es)?|"
    r"(?:vous|tu) (?:ne )?(?:me )?(?:comprenez|comprends|ecoute[zs]) (?:pas|rien|mal)|"
    r"(?:vous|tu) (?:ne )?(?:repondez|reponds) pas(?: a ma question)?|"
    r"(?:mais )?(?:puisque )?(?:je (?:vous |te )?(?:l')?(?:ai|avais) |j'ai |j'avais )(?:bien |deja |pourtant )*"
    r"(?:dit|demande|precise)(?! (?:a |au |aux |que (?:j|non|oui)|conseil))(?: que c'etait)?|"
    r"je viens de (?:vous |te )?(?:le )?dire"
)
_ENGLISH = (
    r"(?:you|u)(?:'ve| have)? (?:got|get|took) (?:me|it|that|this) (?:all |completely |quite )?wrong|"
    r"(?:you|u)(?:'ve| have)? (?:completely )?(?:misunderst\w+|misheard|misread)(?: me)?|"
    r"(?:you|u) (?:didn't|did not|didnt|don't|do not|dont) (?:understand|get (?:me|it|that)|"
    r"hear me|listen)(?: (?:me|to me))*|"
    r"(?:you're|you are|youre|ur|u r) not (?:answering|listening)(?: (?:to )?(?:my question|me))?|"
    r"(?:you|u) (?:didn't|did not|didnt) answer(?: my question| me)?|"
    rf"{_NO}(?:(?:that's|thats|that is|it's|its|it is|this is) not|"
    r"(?:this|that|it) (?:isn't|wasn't|is not|was not))(?: at all)? "
    r"(?:what i(?: (?:said|asked|meant|want(?:ed)?|am (?:asking|after|looking))|"
    r"'m (?:asking|after|looking))(?: for)?|it(?= ?(?:$|[,.!])))|"
    r"not what i (?:said|asked|meant|want(?:ed)?)(?: for)?|"
    r"i (?:already |clearly |just |did )?(?:said|told you|asked (?:you )?for|specified)"
    r"(?! (?:to|no|yes|that you)(?!\w))|"
    r"(?:no,? )?i meant"
)
_REPAIR = re.compile(rf"(?<![\w'])(?:{_FRENCH}|{_ENGLISH})(?![\w'])")

_OF_ORDERS = re.compile(
    r"(?<!\w)(?:commandee?s?|ordered|recue?s?|received|bought|achetee?s?|my order|ma commande|colis|parcel)(?!\w)"
)


def repaired(text: str) -> tuple[str, bool]:
    """`text` with blanks for the words that take up a misunderstanding, of the same length, and whether there are any.
    What came in a parcel was no misunderstanding of ours."""
    folded = fold_aligned(text)
    if _OF_ORDERS.search(folded):
        return text, False
    found = [match.span() for match in _REPAIR.finditer(folded)]
    for start, end in found:
        text = text[:start] + " " * (end - start) + text[end:]
    return text, bool(found)
