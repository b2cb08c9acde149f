"""What says the contrary of a doubt: a mind made up, a price spoken well of. The classifier hears a doubt's words
in them all the same ("I was expecting far worse"). Both languages, folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog_index.text import fold_aligned

_CONTRARY: Mapping[str, re.Pattern[str]] = {
    "hesitate": re.compile(
        r"(?<!\w)(?!sans doute)(?:(?:pas|aucune?|sans|nulle?) (?:de |d'|le moindre |l'ombre d'un )?(?:doute|hesit\w*)|"
        r"(?:no|zero|without(?: a| any)?) (?:doubts?|hesitat\w*|second thoughts)|n'hesite (?:pas|plus)|"
        r"(?:je suis|j'en suis|i'm|i am|im) (?:(?:tout a fait|vraiment|bien|absolument|completement|quite|very|"
        r"absolutely|completely|really|definitely|pretty) )*(?:sure?s?|certaine?|decidee?|decided|certain)"
        r"(?! de rien)|"
        r"(?:pas (?:la peine|besoin)|inutile|aucune? (?:raison|besoin)|no (?:need|reason|point|use)) "
        r"(?:de |d'|to |in )?(?:hesit|reflech|tergivers|think|dither|wait)\w*|"
        r"(?:pas (?:du genre|de ceux qui|homme|femme)|not (?:one|the (?:type|sort|kind))) (?:a |to |for )?"
        r"(?:hesit|tergivers|dither|umm|overthink)\w*)(?!\w)"
    ),
    "price_objection": re.compile(
        r"(?<!\w)(?:(?:plus|trop) chere?s? (?:chez (?!vous(?!\w))\w+|ailleurs|partout|qu'ici|que (?:chez vous|ici))|"
        r"chez (?!vous(?!\w))\w+,? (?:[\w']+ ){0,3}(?:plus|trop) chere?s?|"
        r"moins chere?s? (?:ici|chez vous|qu'ailleurs|que (?:chez|sur|partout))|"
        r"cheaper (?:here|than)|(?:dearer|pricier|more expensive|costs? more) "
        r"(?:elsewhere|anywhere|everywhere|in other|with others|than (?:here|yours)|"
        r"(?:at|in|on) (?!your|this|here)\w+)|c'est faux|i disagree|"
        r"(?:dit|repete|trouve) toujours|always (?:says|thinks|moans)|"
        r"(?:etai(?:t|ent)|was|were|wasn't it|weren't they) (?:bien |much |even |encore )?"
        r"(?:plus chere?s?|dearer|pricier|more expensive)|"
        r"(?:moins (?:chere?s? )?que (?:ce que )?(?:je )?(?:le |ne )?(?:pensais|craignais|prevu|imagin\w+)|"
        r"(?:less|cheaper) than (?:i|we) (?:had )?(?:thought|expected|feared|imagined))|"
        r"(?:vous etes|c'est) les moins chere?s?|(?:you're|you are|they're) (?:by far )?the cheapest|"
        r"(?:that's|it's|that is|it is) (?:not|un)[ -]?true)(?!\w)"
    ),
}
"""What says the contrary of a doubt: « pas de doute », "I'm sure", "cheaper here than elsewhere"."""

_WELL_PRICED = re.compile(
    r"(?<!\w)(?<!pas )(?<!pas une )(?<!pas un )(?<!pas le )(?<!not )(?<!n't )(?<!not a )(?<!n't a )(?<!not the )"
    r"(?<!hardly a )(?:(?:bon|super|excellent|meilleur|sacre) (?:rapport )?(?:qualite[-/ ]+)?prix|"
    r"(?:rapport qualite[-/ ]+)?prix (?:est )?(?:(?:tres|tout a fait|plutot|vraiment) )?"
    r"(?:bon|correct|raisonnable|honnete|imbattable|doux|excellent|parfait|top)|"
    r"(?:vaut|valent) (?:(?:largement|bien|vraiment) )?(?:son|leur|le) prix|"
    r"worth (?:every (?:penny|cent)|the (?:price|money))|"
    r"(?:good|great|excellent|amazing|decent|fair|reasonable|best) (?:value|price|deal)|"
    r"(?:well|reasonably|fairly) priced|(?:bargain|steal)|"
    r"c'est (?:(?:vraiment|carrement|presque|quasi|quasiment) )?donnee?s?|"
    r"(?:c'est|that's|it's|that is|it is) (?:(?:vraiment|tout a fait|tres|plutot|franchement|really|very|quite|totally|"
    r"perfectly) )*(?:correct|raisonnable|honnete|abordable|pas cher|reasonable|affordable|cheap)|"
    r"(?:pas (?:la peine|besoin) d'|aucune raison d'|inutile d'|no (?:need|reason|point)(?: in| to)? )hesit\w+"
    r"[^.?!]{0,12} (?:prix|tarif|price)|(?:la |ici )?c'est (?:un )?cadeau|"
    r"(?:so |la |ici )(?:this is|that's|it's|c'est) (?:brilliant|great|perfect|excellent|parfait|nickel|top|genial)|"
    r"(?:is|are|'s|well|easily|certainly|definitely|totally) worth (?:it|that)|"
    r"(?:les|le|ca les|ca le|bien|largement) vaut (?:bien|largement)|vaut (?:bien|largement) (?:ca|ce prix)|"
    r"une (?:(?:vraie|bonne|sacree|super|tres bonne) )?affaire|"
    r"rien a (?:re)?dire (?:sur|du|quant au) (?:le )?(?:prix|tarif)|a ce (?:prix|tarif)(?:[- ]la)?,? "
    r"(?:je |j')(?:la |les? |n'|ne )?(?:prends?|fonce|hesite pas|cherche (?:pas|plus))|"
    r"(?:impeccable|parfaite?|nickel|perfect|spot on|brilliant|excellent|ca me (?:va|convient)|"
    r"works for me|fine by me|suits me)(?=\W*$)|"
    r"(?<!rien )(?<!nothing )(?<!quite )(?:en dessous de|dans|under|within|below) (?:mon|notre|my|our) (?:budget|prix)|"
    r"(?:best|meilleure?s?|mieux|imbattables?)(?: [\w']+){0,4} (?:at|for|a|pour) (?:this|that|the|ce) (?:price|prix))"
    r"(?!\w)"
)
"""A price that is praised: « très bon rapport qualité-prix », « c'est donné », "a steal"."""

_DEAR = (
    r"(?:worse|more|higher|dearer|pricier|dear|expensive|costl\w+|extortionate|fortune|arm and a leg|the earth|a bomb|"
    r"double|twice|triple|ruin\w*|pire|plus|davantage|chere?s?|hors de prix|le double|une blinde|un bras|"
    r"exorbitant\w*|vendre un \w+|sell (?:a|my) \w+|remortgage\w*|"
    r"les yeux de la tete|inabordable|out of (?:my )?(?:reach|league)|way over)"
)
_NO_LESS = r"(?:(?!(?:less|cheaper|lower|only|not|n't|never|moins|pas|que [cd]e la)(?!\w))[^.?!;]){0,45}?"
_EXPECTED = (
    r"(?:(?:i|we|me|and there was me|there i was)(?:'d| had| was| were| would have)? (?:\w+ly |just |half )?"
    r"(?:thought|thinking (?:it|they|that)|expected|expecting|feared|fearing|dreading|dreaded|assumed|assuming|figured|"
    r"guessed|imagined|reckoned|braced|bracing)|"
    r"(?:je|j|on|nous|moi)(?:'| qui | )(?:(?:m'|me |nous )?attendai\w+|craign(?:ais|ait|ions)|redoutai\w+|croyais|"
    r"croyait|pensais|pensait|imaginai\w+|m'imaginais|aurais (?:cru|dit|pense|parie)|aurait (?:cru|dit|pense)|"
    r"avais peur)(?= ))"
)
_RELIEVED = re.compile(
    rf"(?<!\w)(?:(?:prevu|mis de cote|budgete|set aside|put aside|budgeted|planned|allowed|saved(?: up)?)(?: for)?"
    rf"{_NO_LESS}\b(?:plus|davantage|more|double)(?! (?:que|than|for|pour|de|of|choice|choix|quality|comfort)(?!\w))|"
    rf"pour une fois|for once|"
    r"(?:moins(?: chere?s?)?|less|cheaper) (?:que|than) (?:mes|mon|ma|my|our|nos|the|les|la) (?:\w+ )?(?:derni\w+|"
    r"ancien\w+|preceden\w+|last|old|previous)|"
    r"(?<!not )(?<!n't )(?<!pas )(?<!hors )(?:within|dans|a) (?:my|our|mes|nos|ma|notre) (?:means|moyens|cordes|portee|"
    r"reach)|"
    rf"{_EXPECTED}\b{_NO_LESS}\b{_DEAR}(?! (?:for|from|of|pour|de|en|comfort\w*|quality|choice|than this|"
    r"stars?|help|like|along|afford\w*|reasonable|abordables?|raisonnables?|accessibles?|cheaply)(?!\w))|"
    r"(?:daft|silly|mad|crazy|foolish|stupid|a fool|an idiot|rude|insane) (?:not to|to (?:say no|pass|miss|refuse))|"
    r"(?:j'aurais|on aurait|aurions) (?:bien )?tort de (?:m'en|s'en|nous en|me|se|ne|pas)|"
    r"(?:bete|dommage|fou|folle|idiote?|stupide|bien bete) de (?:s'en|m'en|me|se|ne pas|passer|laisser|louper|rater)|"
    r"(?:paid|pays|coughed up|shelled out|forked out|splashed out|payee?s?|debourse\w*|l'a (?:eue?|"
    rf"achetee?)|depense\w*|spent)\b{_NO_LESS}\b(?:double|twice|triple|more|extra|(?:deux|trois) fois(?! moins)|"
    rf"plus(?: chere?)?)"
    r"(?! (?:than|pour|que)(?!\w))|"
    r"(?:i'd|i would|we'd|i would've) (?:have |happily |gladly )*(?:paid|pay|given|give) (?:\w+ )?(?:more|double|"
    r"twice)|"
    r"(?:price|cost|money)(?: tag)?,? (?:(?:really|honestly|itself) )?(?:doesn't|does not|isn't|is not|won't|is no|"
    r"is never) ?(?:(?:really|at all) )?(?:(?:bother|worry|scare|frighten|stop|put)\w*|(?:an? |the )?(?:problem|issue|"
    r"obstacle|concern))|"
    r"(?:prix|tarif|somme|montant|argent) (?:lui |en soi )?(?:ne |n')?(?:me |nous |m')?(?:(?:derange|gene|effraie|"
    r"arrete|"
    r"choque|rebute) (?:\w+ )?pas|fait pas peur|(?:est|pose) pas (?:un |le |de )?(?:probleme|souci|frein|obstacle))|"
    r"(?:right|juste|doux|mini|petit|sweet|super|great|friendly) (?:price|prix)(?! (?:class|range|serait|would|is|"
    r"est)(?!\w))|"
    r"prix (?:juste|sympa|d'ami|mini|canon|cadeau|derisoire|sans concurrence)|"
    r"(?:prix|tarif|price) (?:\w+ )?(?:me (?:va|convient|plait)|suits me|is right(?! (?:at|on|up))|works for (?:me|"
    r"us))|"
    r"(?<!be )(?<!not )(?<!n't )(?<!hardly )(?<!never )worth (?:it|that|every \w+)(?=\W*$|[,.;!]| to me| for me)|"
    r"(?:ca|elle|il|cela) (?:les?|la) va(?:ut|lent)(?! pas)|"
    r"(?:une|belle|vraie|sacree) aubaine|occasion en or|bonne pioche|(?:c'est|that's|it's|is)(?: \w+){0,2} "
    r"(?:trois fois rien|une bouchee de pain|une misere|des clopinettes|peanuts|pocket (?:change|money)|next to "
    r"nothing|"
    r"(?:for )?a song|a giveaway|a snip|a no[- ]brainer|dirt cheap)|"
    r"(?:pas mal|not bad)(?: at all| du tout)? (?:for|pour|comme) (?:the |le |ce |that |un tel )?(?:price|prix|tarif)|"
    r"(?<!serait )(?<!etait )(?<!soit )(?:pas|n'est pas) (?:si|tellement|aussi|vraiment) chere?s?|not (?:that|so|"
    r"really|even) (?:expensive|pricey|dear)|"
    r"(?:isn't|wasn't) (?:that |so |even )(?:expensive|dear|pricey)|(?:pas excessif|pas exagere|pas abuse)|"
    r"happy (?:to pay|with (?:the|that) price)|(?:pret|prete|ok|d'accord) (?:a |pour )(?:payer|mettre) "
    r"(?:ce prix|ca|cette somme)|can live with (?:that|the) price)(?!\w)"
)
"""Relief about a price, in the frames it comes in: what was expected, what others paid, what it would be foolish to
miss, what does not matter."""

_PLEASED = re.compile(
    r"[,.;!] ?(?:and |et )?(?:tout va bien|ca (?:me |nous )?va(?: bien)?|chouette|super|"
    r"top|"
    r"cool|tant mieux|pas de (?:souci|probleme)|parfait|nickel|genial|all good|(?:that's |i'm )?fine(?: by me)?|lovely|"
    r"great|nice|no worries|sweet|happy days|brilliant|sorted|good stuff|happy with that)\W*$"
)
"""A word of content at the end."""

_CONCEDED = re.compile(
    r"(?<!\w)(?:cheap|donnee?s?|cher\w*|pricey|dear|expensive|a bit|somme|budget|price|prix|cost|investissement)\b"
    r"[^?]{0,30}(?:but|mais|yet|still)(?!\w)[^?]*(?<!\w)(?:sold|deal|count me in|go(?:ing)? for it|"
    r"(?:i'll|i will|i'm|we'll) (?:take|have|buy|get|tak|hav|buy)\w*|"
    r"(?:je|j'|on)(?: ?(?:la|le|les|l'))? ?(?:prends?|prend|achete|craque|fonce|signe)|vendue?|adjugee?)(?!\w)"
)
"""The price owned to be high, and taken all the same."""

_NON_MAIS = re.compile(r"^\W*(?:non|nan|ah|oh|nah|no) (?:mais|but)(?!\w)")
"""What begins an exclamation, and takes nothing back: « non mais c'est donné ! »."""

_YET = re.compile(
    r"(?<!\w)(?:mais|but|though|however|pourtant|toutefois|still|quand meme|encore|sinon|otherwise|is it|est-ce)(?!\w)"
)
"""What takes it back: "I'm sure it's good, but"."""

_WONDERS = re.compile(
    r"(?<!\w)(?:if|whether|wonder|not sure|n't sure|unsure|pas (?:\w+ )?sure?|demande|doute|doubt|convinced|"
    r"convaincue?)(?!\w)"
)
"""Beside praise: "I wonder if it's worth it" is none."""

_DECIDED = re.compile(
    r"(?<!\w)(?:je sais (?:(?:tres bien|exactement|parfaitement|deja) )?ce que je (?:veux|prends)|mon choix est fait|"
    r"i (?:(?:already|do|definitely) )?know (?:exactly )?(?:what|which(?: one)?) i (?:want|like|'m)|"
    r"my mind(?:'s| is) made up|(?:hesit|dither|torn|tergivers|reflech|umm|faff)\w*[^.?!]{0,30}(?:(?:pas |mais )?moi,? "
    r"(?:jamais|non|pas)|pas moi|(?:but )?i never do|not me|i don't)(?=\W*$)|"
    r"(?:mon|ma|mes|notre|my|our) \w+ (?:hesit|ne sa|ne se decid|n'arriv|is torn|is unsure|can't|cannot|can never|"
    r"doesn't)[^.?!]{0,60}? (?:mais|but),? (?:moi,? ?)?(?:je|i|i'd|i'll)"
    r"(?! (?:hesit|doute|can't|cannot|don't|doubt)))(?!\w)"
)
"""Whose mind is made up, whatever somebody else's is: « ma mère ne se décide jamais, mais je sais ce que je veux »."""


def settled(text: str) -> tuple[str, ...]:
    """The intents, "hesitate" or "price_objection", whose contrary `text` says and does not take back."""
    said = _NON_MAIS.sub("", fold_aligned(text))
    decided = _DECIDED.search(said)
    if decided and not _YET.search(said, decided.end()):
        return ("hesitate",)
    if _CONCEDED.search(said):
        return ("hesitate", "price_objection")
    if _YET.search(said):
        return ()
    found = {doubt for doubt, contrary in _CONTRARY.items() if contrary.search(said)}
    praised = any(praise.search(said) for praise in (_WELL_PRICED, _RELIEVED, _PLEASED))
    if praised and "?" not in said and not _WONDERS.search(said):
        found.add("price_objection")
    return tuple(sorted(found))
