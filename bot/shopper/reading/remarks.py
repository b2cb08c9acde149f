"""Remarks that are understood by their own words, whatever the classifier makes of them. Folded, both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.shopper.reading.confidences import confidence

BASKET = r"(?:panier|basket|cart|caddie|trolley|bag)"
UNBASKET = re.compile(
    rf"\b(?:enlev\w+|retir\w+|supprim\w+|otez|ote|sortez|sors|virez|vire|remove|delete|drop|take)\b[^.?!]{{0,40}}"
    rf"\b(?:du|de mon|de mes|from|out of|off)(?: (?:the|my|mon|le))? {BASKET}\b"
    rf"|\bvid(?:e|ez|er) (?:le|mon) {BASKET}\b|\bempty (?:the|my) {BASKET}\b"
    r"|^\W*(?:(?:bon|ok|non|no|finalement|actually|alors|then|please|et|and|oh|sorry|pardon|en fait)\W+)*"
    r"(?:(?:enlev|retir|supprim)\w+|otez|remove|delete|take(?= \w+ (?:out|off|away)))"
    r"(?:[- ](?:le|la|les|it|that|them|this|one|celle-?la|celui-?la|celle-?ci|celui-?ci))?(?: one)?"
    r"(?: (?:out|off|away))?(?:[ ,]+(?:svp|stp|please|merci|thanks|finalement|then|alors|s'il vous plait))*\W*$"
)
"""To take something out of the basket: only the page can."""

IN_BASKET = re.compile(
    rf"\b(?:qu'est-ce qu(?:e j'ai|'il y a)|qu'y a-t-il|il y a quoi|j'ai quoi|que contient|contenu|voir|"
    rf"montrez?(?:[- ]moi)?|what(?:'s| is)|"
    rf"what do i have|show(?: me)?|see)\b[^.?!]{{0,20}}\b(?:dans |de |in )?(?:mon|le|my|the) {BASKET}\b"
    rf"|\b(?:is it|are they|c'est|elle est|il est) (?:bien |now |already |deja )*(?:dans|in) (?:mon|le|my|the) "
    rf"{BASKET}\b|\b(?:did|have) you (?:add(?:ed)?|put) (?:it|them|that)\b"
    rf"|\b(?:has|have|was|were|is) (?:it|that|this|they) (?:\w+ )?(?:been )?(?:added|put)\b"
    rf"|\b(?:a-t-(?:il|elle)|ca a|c'a|(?:il|elle) a) (?:bien )?ete (?:ajoutee?|mise?)\b"
    rf"|\b(?:c'est|(?:il|elle) est) (?:bien )?(?:ajoutee?|mise?) (?:dans (?:le|mon)|au) {BASKET}\b"
    r"|\b(?:vous l'avez|tu l'as|l'avez[- ]vous) (?:bien )?(?:ajoute|mis)"
)
"""What is in the basket?"""

IDENTITY = re.compile(
    r"(?<!\w)(?:(?:(?:vous|vs) (?:etes?|et)|tu es|etes[- ]vous|es[- ]tu|t'es|c(?:'est)?|je parle a|je discute avec|"
    r"(?:are|r) (?:you|u)|"
    r"am i (?:talking|speaking|chatting) (?:to|with)|is this|you(?:'re| are))"
    r"(?: (?:bien|vraiment|juste|un|une|a|an|just|really|some|the|quelqu'un de))* "
    r"(?:robots?|bots?|chatbots?|ia|i\.a\.|intelligence artificielle|ai|a\.i\.|machine|ordinateur|humaine?|"
    r"vraie? (?:personne|humaine?)|programme|human|real (?:person|human)|computer|actual person)|"
    r"(?:c'est qui|qui est) (?:derriere|la|en face)(?= ?(?:$|\?))|a qui (?:je parle|ai-je affaire)|"
    r"who(?:'s| is) (?:behind (?:this|that|it)|this|there)(?= ?(?:$|\?))|"
    r"who am i (?:talking|speaking|chatting) (?:to|with)|"
    r"(?:qui|who) (?:es[- ]tu|etes[- ]vous|are you)|what(?:'s| is) your name|do you have a name|"
    r"(?:quel est|c'est quoi) (?:votre|ton) (?:pre)?nom|comment (?:tu t'appelles|t'appelles[- ]tu|vous appelez[- ]vous|"
    r"vous vous appelez))(?!\w)"
)
"""Who is speaking? A program, and it says so."""

_TONGUE = r"(?:francais|anglais|french|english)"
_SPEAKING = (
    r"(?:parle[zrs]?|parlons|discuter|continue[zr]?|repond(?:s|ez|re)|passe[zr]|passons|"
    r"speak|talk|chat|reply|answer|switch|change|write)"
)
LANGUAGES = re.compile(
    rf"(?:(?<!\w)(?:vous|vs|tu|on|nous|you|u|we)(?: \w+){{0,2}} |^\W*(?:(?:ok|and|et|please|alors|sorry|pardon)\W+)*)"
    rf"{_SPEAKING}(?:[- ](?:vous|tu|on|nous))?(?: (?:en|in|to|a|me|moi|with me|avec moi))* {_TONGUE}(?!\w)"
    rf"|(?<!\w)(?:parlez|parles|parle|parlons|repondez)-(?:vous|tu|on|nous|moi)(?: en)? {_TONGUE}(?!\w)"
    rf"|^\W*(?:(?:ok|et|and|please|svp)\W+)*(?:en|in) {_TONGUE}"
    r"(?:[ ,]+(?:svp|stp|please|s'il vous plait|merci|thanks))*\W*$"
)
"""Another of the two languages is asked for; both are spoken here."""

SHOW = re.compile(
    r"^\W*(?:(?:bon|ok|alors|allez|oui|et|well|so|yes|just)\W+)*"
    r"(?:montrez?(?:[- ]moi)?|faites(?:[- ]moi)? voir|voyons|show me|let me see|let's see)"
    r"(?: (?:ce que vous avez|ce que vous proposez|un peu|ca|cela|les|alors|what you(?:'ve)?(?: have| got)+|"
    r"them|it|now))*"
    r"(?:,? (?:svp|stp|please|s'il vous plait))?\W*$"
)
"""Enough questions: show something."""

_EARNED = (
    r"(?:margins?|mark-?ups?|profits?|marges?|benefices?|cost price|purchase price|prix (?:d'achat|de revient|coutant))"
)
MARGIN = re.compile(
    r"(?<!\w)(?:(?:what|which|how (?:much|big|high)|quelle?s?|combien|c'est quoi|tell me|give me|(?:dites|donnez)[- ]"
    rf"moi)\b[^.?!;]{{0,30}}?\b{_EARNED}|how much (?:do|does) (?:you|it|this|the shop) (?:make|earn)|"
    r"how much (?:does|did) (?:it|this) cost you|combien (?:ca|cela|elle|il) vous (?:coute|rapporte))"
    r"(?!\w)(?![^.?!]*(?:parce|because|recommend|conseill|recommand))"
)
"""What the shop earns on a thing: its own affair, and no figure of it is told."""

GIVE_UP = re.compile(
    r"^\W*(?:(?:bon|bah|oh|ok|non|no|well|oh well)\W+)*(?:laiss(?:ez|e) tomber|tant pis|oubliez(?: ca)?|oublie|"
    r"stop|arretez?(?:[- ](?:la|vous|toi))?|on arrete|ca suffit|basta|enough|that's enough|"
    r"never ?mind|forget it|leave it|drop it)(?:[ ,]+(?:merci|alors|va|thanks|then))*\W*$"
)
"""The shopper lets it go."""

_LET_GO = (
    r"^\W*(?:(?:bon|bah|oh|ok|non|no|well|actually|finalement)\W+)*"
    r"(?:laiss(?:ez|e) tomber|oubliez|oublie|tant pis pour|forget(?: about)?|never ?mind|drop|skip|"
    r"enlev(?:ez|e|er)|retir(?:ez|e|er)|supprim(?:ez|e|er)|remove|take away|delete)"
    r"(?: (?:le|la|les|l'|ces|the|those|these))+ ?(?P<what>[\w' -]+?)"
    r"(?:[ ,]+(?:merci|alors|va|thanks|then|finalement|actually))*"
)
_SHELF_LET_GO = re.compile(_LET_GO + r"\W*$")
_SHELF_LET_GO_FIRST = re.compile(_LET_GO + r"(?: ?[,.;:!]+ | ?- |,? (?:et|mais|and|but) )(?=[\w'-]+ \w)")


def let_go(folded: str) -> str:
    """What the whole message lets go (« laissez tomber les chaussettes »), "" where it says something else."""
    match = _SHELF_LET_GO.match(folded)
    return match["what"] if match else ""


def let_go_first(folded: str) -> tuple[str, int]:
    """What a message lets go before it says something else, and where that begins; ("", 0) where it lets go nothing:
    "forget the socks, do you have caps?"."""
    match = _SHELF_LET_GO_FIRST.match(folded)
    return (match["what"], match.end()) if match else ("", 0)


NOT_THOSE = re.compile(
    r"^\W*(?:(?:non|no|nope|euh|bof)\W+)*(?:surtout )?(?:pas (?:celles?|celui|ceux)(?:[- ](?:la|ci))?|"
    r"not (?:those|these|that one|this one|them)|none of (?:them|those|these)|aucune? (?:des (?:deux|trois)|"
    r"de ceux[- ]la|de celles[- ]la))\W*$"
)
"""What is on screen is refused."""

ELLIPSIS = re.compile(
    r"^\W*(?:et pour|and for|same for|pareil pour|idem pour|what about|how about|et|and|ou|or|puis)\b"
)
"""A question that leaves its verb to the one before: « et la deuxième ? », "what about the other?"."""


BROKEN = re.compile(
    r"\b(?:my|mes|mon|ma|the|la|le|les|it|they|elle|il|one|commande|order)\b[^.?!]{0,60}?\b(?:broke(?! in)|"
    r"broken(?! in)|came apart|come apart|tore|torn|ripped|fell apart|falling apart|snapped|stopped working|"
    r"(?:doesn't|don't|won't|does not|do not) (?:work|turn on|charge|close)|defective|faulty|damaged|"
    r"casse[es]*|dechire[es]*|decousue?s?|"
    r"defectueu\w+|(?:ne )?(?:marche|fonctionne|charge|ferme|s'allume)(?:nt)? (?:plus|pas)|en panne|abimee?s?)\b"
)
"""Something bought has failed: a person should see to it."""

_WANTING = re.compile(
    r"\b(?:need|want|looking|new|replace\w*|cherche|voudrais|veux|il me faut|besoin|nouve(?:au|lle)s?|remplac\w+|if|si|"
    r"old|vieux|vieilles?|anciens?|anciennes?|usee?s?|worn|when|quand|brand|marque|can|could|would|will|peut|peuvent|risque\w*)\b"
)
"""Said beside it, what failed is only the reason for a search, or has not failed at all."""


UNFIT = re.compile(
    r"(?=.*\b(?:i (?:bought|ordered|got)|j'ai (?:achete|commande|recu|pris)|ma commande|my order)\b)"
    r".*\b(?:too (?:small|big|large|tight|short|long|loose|wide|narrow)|trop (?:petit|grand|serre|court|long|large|"
    r"etroit)\w*|(?:doesn't|don't|does not|do not|didn't) fit|(?:ne )?(?:me |lui )?(?:va|vont) pas|wrong size|"
    r"mauvaise taille)\b"
)
"""Something bought does not fit: it can go back."""


_OFTEN = (
    r"(?:heures?|jours?|journees?|repas|kilometres?|km|semaines?|mois|nuits?|sorties?|courses?|prises?|hours?|days?|"
    r"meals?|miles?|weeks?|months?|nights?|runs?|races?|rides?)"
)
MEASURE_OF_USE = re.compile(
    rf"(?<!\w)(?:(?:combien|how (?:many|much|often))\b[^.?!]{{0,40}}?\b(?:par|per|an?|each|every|chaque|toutes? les) "
    rf"(?P<unit>{_OFTEN})(?!\w)"
    r"|(?:how (?:many|much)(?: of (?:it|them|these|those|that))?|how often) (?:should|do|can|must|would) "
    r"(?:i|we|he|she|it|they|you|one|my \w+) (?:take|eat|drink|give|feed|use|swallow|apply)"
    r"|combien (?:(?:de \w+ )?(?:dois[- ]je|faut[- ]il|puis[- ]je|il faut|on|je|j')(?: ?(?:en|lui|leur))* ?"
    r"(?:prend\w*|donn\w+|mange\w*|boi\w+|utilis\w+|met\w*)|en (?:prendre|donner|manger|boire|mettre))"
    r"|(?:quelle|what|which) (?:dose|quantite|ration|portion|dosage)(?! \w*(?:prix|price))"
    r"|a quelle frequence|how often)(?!\w)"
)
"""How much of it to use: the sheet says so or nobody here knows."""

_MONEY = re.compile(
    r"\b(?:coute\w*|prix|cost\w*|price\w*|livr\w*|deliver\w*|ship\w*|euros?|payer|pay|mensualite\w*)\b|[€$£]"
)


def remark(folded: str) -> str:
    """margin, unbasket, in_basket, identity, languages, show, give_up, not_those, broken, unfit, dosage, distress,
    payment, or "" for anything else. What is confided comes first: it is no search, whatever else it names."""
    if (confided := confidence(folded)) in ("distress", "payment"):
        return confided
    named = (
        ("margin", MARGIN), ("unbasket", UNBASKET), ("in_basket", IN_BASKET), ("identity", IDENTITY),
        ("languages", LANGUAGES), ("show", SHOW), ("give_up", GIVE_UP), ("not_those", NOT_THOSE),
    )  # fmt: skip
    found = next((name for name, pattern in named if pattern.search(folded)), "")
    if not found and UNFIT.search(folded):
        return "unfit"
    if not found and MEASURE_OF_USE.search(folded) and not _MONEY.search(folded):
        return "dosage"
    if found or not BROKEN.search(folded) or _WANTING.search(folded):
        return found
    return "broken"


INTENT_OF: Mapping[str, str] = {
    "rival": "compare",
    "dosage": "ask_product_info",
    "distress": "out_of_scope",
    "payment": "out_of_scope",
    "margin": "out_of_scope",
    "contact": "out_of_scope",
    "foreign": "out_of_scope",
    "unbasket": "reject_product",
    "in_basket": "ask_product_info",
    "identity": "out_of_scope",
    "languages": "out_of_scope",
    "show": "ask_recommendation",
    "give_up": "deny",
    "no_offers": "deny",
    "not_those": "reject_product",
    "repair": "nlu_fallback",
    "broken": "complain",
    "unfit": "ask_returns",
}
"""The intent of each remark; the action hears the remark itself."""
