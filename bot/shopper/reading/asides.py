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
    r"|(?:the )?couch to (?:5|10) ?k"  # a training programme, no couch
    r"|(?<=pounds )tops(?= ?(?:$|[,.;!?]))"
    r"|(?:j'ai|j'avais) oublie de (?:vous |te )?(?:dire|preciser|mentionner)|je (?:vous|te) (?:le )?rappelle(?: que)?|"
    r"je precise(?: que)?|comme (?:je l'ai |je vous l'ai )?(?:deja )?dit|i forgot to (?:say|mention|tell you|add)|"
    r"as i (?:said|told you|mentioned)(?: before)?|i should (?:add|say|mention)(?: that)?|i meant to say"
    r"|vous etes|etes[- ]vous|(?:what|how) about|overall|all in all|en tout et pour tout"
    r"|(?:remises?|reductions?|rabais|tarifs?|prix|discounts?|deals?|rates?|prices?)(?: de groupe| special)?"
    r"(?: (?:pour|aux?|d'|de|for|to))? ?(?:les |des |nos |notre |l'|une? |the |our |a )?"
    r"(?:equipes?|clubs?|teams?|associations?|groupes?|groups?|ecoles?|schools?)"
    r"|(?:(?<=^)|(?<=^ok )|(?<=^ok, ))(?:fine|cool|great|perfect|nice|super|parfait|good|bien)"
    r"(?= ?[,.!]| (?:the|then|i|so|let's|je|la|le|les|on)(?!\w))"
    r"|(?:in|into|to|from|of|my|your|the|a) (?:shopping )?(?:basket|cart|trolley)(?! ?ball)"
    r"|(?:set|change|make|put|drop|lower|mets|mettez|change[rz]?|fixe[rz]?|passe[rz]?|baisse[rz]?) "
    r"(?:the|its|your|all|le|les|vos|son|ce) (?:prices?|prix|tarifs?)[^.?!;]{0,20}? (?:to|at|a) [€$£]?\d+(?:[.,]\d+)?"
    r"(?: ?(?:€|euros?|eur|dollars?|pounds?|cents?|centimes?))?"
    r"|(?:my|mes|mon|ma) (?:current|old|present|previous|last|existing|worn[- ]out|former|anciennes?|vieilles?|vieux|"
    r"dernieres?)(?: \w+){0,3} (?:are|is|were|was|sont|est|etaient|etait)(?: \w+){0,4}? "
    r"(?:ones?|pairs?|shoes|celles)(?= ?[,.;]|$)"
    r"|(?:ca|cela|il|elle) (?:lui|leur|me|nous|te|vous) (?:plais\w*|plair\w*|aille|aillent|convien\w*)"
    r"|no way|(?:fell|falling|falls|came|come) apart"
    r"|points? (?:de )?(?:relais|retrait|collecte|vente)|(?:pick[- ]?up|collection|drop[- ]?off|delivery) points?"
    r"|(?:page|ecran|screen)(?: \w+){0,2} (?:blanche?|white|blank|noire?|black)"
    r"|sans facon|(?:(?:au|a l'|on the) ?)?(?:\d+(?:e|er|eme|st|nd|rd|th)? ?(?:etage|floor)? ?)?(?:sans (?:ascenseur|"
    r"balcon|jardin)|(?:with )?no (?:lift|elevator|balcony|garden)|without an? (?:lift|elevator|balcony|garden))"
    r"|(?:(?:en |lui )?(?:parler|parle|demander|demande|discuter|discute|montrer|montre)(?: ca| cela)? (?:a|avec)|"
    r"voir (?:ca |cela )?avec|"
    r"(?:ask|tell|consult|talk (?:it over )?(?:to|with)|speak (?:to|with)|check with|discuss (?:it )?with|"
    r"run (?:it|this) (?:by|past)|show (?:it|this|that|them) to)) "
    r"(?:mon|ma|mes|notre|nos|my|our|the) (?:\w+)"
    r"|(?:idk|don't know|dunno|nah|naw|yeah|yep|nope|sorry|cool|nice|okay|come on|damn|sweet|cheers|thanks) "
    r"(?:man|boy|girl|dude|lads?|guys?)(?= ?(?:$|[,.!]))"
    r"|good ?night|bonne nuit|(?:on my|on their|on her|on his) feet (?:all|the whole) (?:day|night|shift)(?: long)?"
    r"|(?:debout|sur mes pieds|sur (?:mes|ses) jambes) toute la (?:nuit|journee)"
    r"|en (?:courant|marchant|roulant|pedalant|nageant)"
    r"|(?:haute?|milieu|moyenne?|bas(?:se)?|entree|debut|tete|fond) (?:de )?(?:la )?gamme"
    r"|half(?= (?:of )?(?:my|our|his|her|your|their|that|this|it|them|a (?:week|month|year)|"
    r"(?:the|as) (?:price|cost|money|much|expensive|dear|cheap)))"
    r")(?![\w-])"
)
"""No lady's shoe, nothing reflective, no open earphone, no model called Courant, no basket worn on a foot, no fell
that one runs on; no spike (« pointe ») where a parcel waits, no white page to buy, nothing left out by « sans façon »
nor by what a home has not;
nobody it is for in whom one asks first, nor in the "man" of an address; no budget in an order to change a price;
nothing wanted in what one has already; no lamp in a "good night"; no top (« haut ») in a « haut de gamme », no half
marathon in "half my rent"."""

_SOMEBODY = r"(?:i|he|she|we|they|je|j'|(?:my|his|her|our|mon|ma|son|sa|notre) (?!bag|bike|pack|sac)\w+)"
_TALL = (
    r"(?:\d{2,3}(?:[.,]\d)? ?(?:kg|kgs|kilos?|lbs?|pounds?|stone)|\d ?(?:m|ft|feet|foot|') ?\d{1,2}(?:\"|in|cm)?|"
    r"\d[.,]\d{1,2} ?m|1\d\d ?cm)"
)
BODY = re.compile(
    rf"(?<!\w){_SOMEBODY}(?: ?(?:am|'m|is|'s|are|'re|weighs?|mesure|pese|fais|fait|suis|est))+"
    rf"(?: (?:about|around|roughly|almost|environ|presque))? {_TALL}(?: tall| heavy)?"
    rf"(?:,? (?:and|et|pour|for) {_TALL})*(?!\w)"
)
"""How tall or heavy somebody is: no measure of what is looked for."""

SIGNED = re.compile(
    r"(?i:merci|cordialement|salutations|bien a vous|thanks|thank you|cheers|regards|yours|best)"
    r"[^.?!\n]{0,30}?[,.!\n] ?\n?(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)[ .!]*$",
)
"""Who signs a letter: Jane is no misspelt « jaune »."""

JUDGED = re.compile(
    r"(?:\b(?:bon|bonne|bien|parfait|parfaite|ok|cher|chere|chers|cheres|trop|va|convient|grand|petit|facile|"
    r"good|great|fine|perfect|okay|works?|enough|much|expensive|pricey|big|small|easy|hard|time|right)) $"
)
"""Before "for me": the words judge something ("too dear for me"), they do not say who will use it."""
