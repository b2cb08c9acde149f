"""How shoppers say what the catalogue can't know: level, for whom, no preference, a change of mind. Folded, both
languages.

Every pattern is matched against `catalog_index.text.fold_aligned` text: lower case, no accents, straight apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(patterns) + r")(?![\w-])")


LEVELS: Mapping[str, re.Pattern[str]] = {
    "beginner": _any(
        r"(?:grande? )?debutante?s?",
        (
            r"je (?:me remets|m'y (?:re)?mets|debute|commence|demarre|me lance|reprends)(?: (?:tout "
            r"juste|a peine|juste|le \w+|la \w+))*"
        ),
        r"on (?:debute|commence|se lance)",
        r"(?:il|elle) (?:debute|commence|se lance|reprend)",
        r"novices?|neophytes?",
        r"(?:(?:je n'ai|j'ai|j'en ai|n'ai|n'a|pas) )?jamais (?:de ma vie )?(?:fait|couru|pratique|essaye|utilise|skie|"
        r"marche|campe|porte|touche|cousu|tricote|peint|joue|plonge|monte|eu (?:de|d'))",
        r"(?:c'est|ce sera|pour) (?:ma|la|une) (?:toute )?premiere (?:paire|fois|course)",
        r"ma premiere paire",
        r"(?:pour )?debuter",
        r"(?:je (?:n'y |ne )?|j'y )connais (?:vraiment |absolument )?(?:rien|pas grand[- ]chose|que dalle)",
        r"beginners?",
        r"newbies?",
        r"noobs?",
        r"new to (?:this|it|running|the sport|\w+ing)",
        r"(?:just |only )?(?:starting out|getting started|getting into(?: \w+)?|started \w+ing|starting \w+ing)",
        r"just starting",
        r"(?:i )?(?:have |'?ve )?never (?:really )?(?:ran|run|tried|done|used|owned|raced|hiked|worn)",
        r"(?:it's |for )?(?:my|the|a) (?:very )?first (?:pair|time|race|one ever)",
        r"first[- ]time(?:rs?)?",
        r"couch to 5k",
    ),
    "intermediate": _any(
        r"intermediaires?",
        r"(?:coureu(?:r|se)s? |pratique )regulie?re?s?",
        r"je (?:cours|marche|pratique|roule|grimpe|sors)(?: assez)? regulierement",
        r"(?:un |de )?niveau moyen",
        (
            r"(?:une a |1 a |deux a |2 a |une ou |deux ou )?(?:une|deux|trois|1|2|3|quelques) "
            r"(?:fois|sorties|seances) (?:par|la) semaine"
        ),
        r"(?:j'ai|avec) (?:un peu|deja un peu|une certaine|de l')d?'?experience",
        r"amat(?:eur|rice)s? (?:regulie?re?|eclairee?)",
        r"intermediate",
        r"regular(?:ly)? (?:runner|hiker|user)",
        r"(?:run|hike|walk|ride|train) (?:quite |fairly )?regularly",
        r"average level",
        r"(?:some|a bit of|a little) experience",
        (
            r"(?:once|twice|a few times|two times|three times|2 times|3 times|2-3 times|two or three "
            r"times) (?:a|per|each|every) week"
        ),
        r"(?:not (?:really )?(?:a )?beginner|pas (?:vraiment )?debutante?)",
    ),
    "expert": _any(
        r"experte?s?",
        r"confirmee?s?",
        r"(?:tres )?experimentee?s?",
        r"chevronnee?s?",
        r"aguerrie?s?",
        r"(?:niveau |plutot )?avancee?s?",
        r"(?:niveau |de niveau |je suis )(?:un |une )?pro(?:fessionnel(?:le)?)?",
        r"haut niveau",
        r"competit(?:ion|eur|rice)s?",
        r"(?:des |les |mes |de l'|d'|de l'|l')ultras?(?:[- ]trails?)?",
        r"ultra[- ]?trail(?:eu)?(?:r|se)?s?",
        r"(?:plusieurs|beaucoup de|deja (?:des|\d)|des|mes|deux|trois|quatre|cinq|quelques) (?:semi-?)?marathons",
        r"marathonien(?:ne)?s?",
        r"je cours tous les jours",
        r"experienced",
        r"advanced",
        r"seasoned",
        r"(?:i'm |i am )(?:a |an )?pro",
        r"professional(?:ly)?",
        r"competitive(?:ly)?",
        r"elite",
        r"(?:i |we )race(?: \w+)?",
        r"ultras",
        r"ultra ?marathons?",
        r"ultra ?runner",
        r"(?:several|many|multiple|dozens of|a (?:couple|few)(?: of)?|two|three|four|five|\d+) (?:half[- ])?marathons",
        r"(?:i )?(?:run|train) every ?day",
        r"running for (?:many|ten|\d\d) years",
        r"(?:depuis|(?:ca|cela) fait) (?:des annees|longtemps|(?:\d\d|dix|quinze|vingt|trente) ans)",
    ),
}
"""What is said of one's own practice. The longest match wins, so "not a beginner" is intermediate."""

LEVELS_WHEN_ASKED: Mapping[str, re.Pattern[str]] = {
    "beginner": _any(
        r"faible|bas|zero|petit|starting|low|none",
        r"occasionnel(?:le)?(?:ment)?",
        r"de temps en temps",
        r"casual(?:ly)?",
        r"now and then",
    ),
    "intermediate": _any(
        r"moyen(?:ne)?",
        r"regulie?re?(?:s|ment)?",
        r"regular(?:ly)?",
        r"correct|normal|average|medium|middle|ok|decent",
    ),
    "expert": _any(
        r"pro",
        r"fort",
        r"bon niveau",
        r"tous les jours",
        r"eleve",
        r"every ?day",
        r"daily",
        r"high",
        r"pretty good",
        r"very good",
    ),
}
"""Words that say a level only when it was asked for: elsewhere "regular" or "low" is about something else."""

NEGATED = re.compile(r"(?:\bpas|\bplus|\bnot|\bno longer|n't)(?: \w+){0,2} $")
"""Before a match: the text denies it."""

UNSURE = _any(
    r"(?:je |(?:j'|je n')(?:en )?)?(?:ne |n')?sai[st] (?:pas|plus|rien)(?: (?:trop|du tout|encore|bien|vraiment))?",
    r"chais pas",
    r"jsp",
    r"(?:je n'ai |j'ai |j'en ai )?(?:aucune|pas d'|pas la moindre) ?idee",
    r"pas (?:tres |trop |vraiment )?sure?",
    r"(?:je n'ai |j'ai )?(?:aucun |pas d'|sans )avis",
    r"(?:je |j')?(?:ne |n')?(?:saurais|pourrais|peux) (?:pas|guere) (?:vous |te )?(?:(?:le )?dire|repondre|choisir)",
    r"(?:difficile|dur) (?:a|de) dire",
    r"(?:i )?(?:couldn't|could not|can't|cannot|cant) (?:really )?(?:tell|say)(?: you)?",
    r"hard to (?:say|tell)",
    r"(?:i )?(?:don't|do not|dont|dunno|didn't) ?(?:really )?(?:know|mind|care)(?: (?:yet|really|either))?",
    r"dunno",
    r"idk",
    r"no (?:idea|clue|preference|particular preference|real preference|opinion)",
    r"not (?:really )?(?:sure|certain)(?: (?:yet|really))?",
)
"""Not knowing: an answer to any question, and never the name of a product."""

NO_MATTER = _any(
    r"(?:(?:ca|cela) )?m'est (?:bien |completement |parfaitement |tout a fait |vraiment )?egal",
    r"peu importe",
    r"peut?[- ]importe",
    r"(?:je m'en |on s'en )(?:fiche|moque|fous|fout)",
    r"n'importe (?:laquelle|lequel|quoi|quelle?s?|quel)?",
    r"n'importe",
    r"(?:je n'ai |j'ai )?(?:sans|aucune|pas de) preferences?(?: particulieres?)?",
    r"(?:pas|rien) (?:specialement|vraiment|particulierement|forcement|de special|de particulier|de precis)",
    r"comme (?:vous voulez|tu veux|vous preferez|il vous plaira)",
    r"(?:tout|tous|toutes) (?:me|m')(?: )?(?:va|vont|convient|conviennent)",
    r"(?:a vous de (?:voir|choisir|me dire))",
    r"(?:je |on )?verra(?:i)?(?: bien)?",
    r"les deux(?: me vont)?(?! (?:premi|derni|modele|paire|produit|article))",
    r"indifferente?",
    r"not (?:really|particularly|especially)",
    r"whatever(?: (?:you (?:think|like|want)|works|is fine))?",
    r"(?:it )?(?:does not|doesn't|doesnt) (?:really )?matter(?: to me)?",
    r"no matter",
    r"(?:any|anything|either|both)(?: (?:one|of them|is fine|works|will do|goes|would do))?",
    r"(?:it's )?up to you",
    r"(?:you )?(?:choose|decide|pick) for me",
    r"(?:i'm |i am )?(?:easy|open|flexible)",
    r"nothing (?:special|particular|in particular|specific)",
    r"all the same to me",
)
"""Not minding: leaves open what was asked; said unasked, it is about something else."""

REFUSAL = re.compile(
    r"^\W*(?:(?:euh|bah|ben|well|hmm)\W+)?(?:non|no|nope|nan|aucune?|none|pas du tout|not at "
    r"all)(?:[ ,]+(?:merci|thanks|thank you|pas vraiment|not really))?\W*$"
)
"""A bare no: to a question about a preference, it means none."""

ATTRIBUTE_NAMES: Mapping[str, str] = {
    "budget": r"budget|prix|tarif|price|cost|money|argent",
    "brand": r"marques?|brands?",
    "color": r"couleurs?|coloris|teintes?|colou?rs?",
    "size": r"tailles?|pointures?|sizes?",
    "level": r"niveaux?|levels?",
    "usage": r"usages?|utilisation|terrains?|use|surface",
    "gender": r"genres?|sexes?|genders?",
}

_LET_GO = (
    r"oubli(?:e|ez|ons)|laiss(?:e|ez|ons) tomber|enlev(?:e|ez)|retir(?:e|ez)|supprim(?:e|ez)|"
    r"ignor(?:e|ez)|peu importe|peut importe|qu'importe|"
    r"n'importe quel(?:le)?s?|tant pis pour|sans (?:limite|contrainte|preference|critere)(?: "
    r"particuliere?)?(?: de| d'| sur)?|pas de (?:limite|preference|contrainte)(?: de| sur| pour| "
    r"d')?|"
    r"plus de (?:limite|contrainte)(?: de| sur)?|aucune (?:limite|preference|contrainte)(?: de| "
    r"sur| pour)?|toutes?|tous|importe peu|"
    r"forget(?: about)?|drop|remove|ignore|never mind|nevermind|regardless of|no matter|whatever|"
    r"any|no (?:limit|preference|particular)(?: on| for| about)?|"
    r"(?:don't|do not|dont) (?:care|mind)(?: about)?|doesn't matter(?: what| which)?|not fussy about|all"
)
_NO_ODDS = (
    r"(?:ca |cela )?m'(?:est|etait) (?:bien |un peu |completement )?egale?s?|"
    r"(?:m')?importe peu|(?:n'a|a) (?:pas|aucune?) "
    r"?(?:d')?importance|(?:n'est|est) pas (?:important|un probleme|un critere)e?|"
    r"indifferente?s?|"
    r"illimitee?|on s'en (?:fiche|moque)|je m'en (?:fiche|moque|fous)|ne compte pas|libre|ouverte?|"
    r"(?:doesn't|does not|doesnt|don't|won't) (?:really )?matter|(?:is|are) (?:not|n't) "
    r"(?:important|an issue|a problem)|isn't (?:important|an issue|a problem)|is no object|no "
    r"object|is unlimited|is open|is flexible|"
    r"(?:i )?don't (?:care|mind)"
)
_ARTICLE = (
    r"(?:le |la |les |l'|de |des |du |d'|ma |mon |mes |sa |son |ses |leur |ce |cette |quelle? |the |my |his |her |"
    r"their |that |a |which |what |about |on )*"
)
_UNKNOWN = r"(?:connais|sais|connait|sait) (?:pas|plus)(?: trop)?|(?:don't|dont|do not) (?:really )?know|no idea|unsure"
_UNKNOWABLE = ("size", "level", "color")
"""Needs that one may not know of whoever it is for. What is not known of a brand is another matter."""

RELAXATIONS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(
        rf"(?<![\w-])(?:(?:{_LET_GO}) {_ARTICLE}(?:limite de |limit of )?(?:{noun})(?: limits?| maximum| max)?"
        rf"{rf'|(?:{_UNKNOWN}) {_ARTICLE}(?:{noun})' if name in _UNKNOWABLE else ''}"
        rf"|{_ARTICLE}(?:{noun}),? (?:(?:ca|it|that|ce) )?(?:{_NO_ODDS})|(?:{noun}) (?:au choix|any))(?![\w-])"
    )
    for name, noun in ATTRIBUTE_NAMES.items()
}
LET_GO = re.compile(rf"(?<![\w-])(?:{_LET_GO}) {_ARTICLE}(?P<what>[a-z]+(?: [a-z]+)?)")
"""Something let go, whatever it is: its name follows."""

FORGOTTEN = re.compile(
    r"(?<![\w-])(?:forget|never mind|nevermind|drop|oubli(?:e|ez|ons)|laiss(?:e|ez|ons) tomber)(?: about)?"
    r"(?: (?:the|those|these|les|la|le|ces|des))* [\w-]+(?= ?[,;.:!]+ ?\w)"
)
"""A thing let go before another is asked for: "forget shoes, what watch would you take?" looks for no shoes."""

NO_BUDGET = _any(
    r"(?:(?:je n'ai |j'ai )?pas (?:de|vraiment de)|sans|no|without a|(?:i )?don't have a) (?:real |fixed |set )?budget"
    r"(?: (?:precis|fixe|particulier|defini|max|en tete|in mind))*",
)
"""A need let go by name: "oubliez le budget", "any colour", "the brand doesn't matter"."""

CORRECTION = _any(
    r"finalement",
    r"en fait",
    r"a la reflexion",
    r"reflexion faite",
    r"tout compte fait",
    r"(?:je me suis|j'ai fait erreur|pardon,?|je m'etais) ?(?:trompee?)?",
    r"je (?:voulais dire|prefere(?:rais)?|change d'avis|change)",
    r"j'ai change d'avis",
    r"au lieu de",
    r"plutot",
    r"actually",
    r"instead",
    r"on second thoughts?",
    r"(?:i )?(?:changed|change) my mind",
    r"(?:i )?(?:meant|mean)",
    r"rather",
    r"scratch that",
    r"sorry",
)

ADDITION = re.compile(r"(?<!\w)(?:aussi|egalement|et aussi|ou alors|en plus|also|as well|too|or maybe)(?!\w)")
"""What is named comes on top of what was said before."""


_PEOPLE: Mapping[str, tuple[str | None, str]] = {
    "women": (
        "women",
        "mere|maman|femme|epouse|compagne|copine|petite amie|s(?:oe|œ)ur|grand-mere|grand mere|mamie|"
        "tante|cousine|niece|belle-mere|belle mere|"
        "belle-s(?:oe|œ)ur|voisine|fille|collegue femme|fiancee|marraine|amie|"
        "(?:mother|sister|daughter)[- ]in[- ]law|"
        "meuf|nana|blonde|bonne femme|matante|maraine|"
        "mother|mom|mum|mam|mummy|mommy|wife|missus|girlfriend|sister|sis|grandmother|grandma|gran|granny|nan|nanna|"
        "aunt|auntie|aunty|niece|daughter|fiancee|lady|goddaughter|stepmother|stepdaughter",
    ),
    "men": (
        "men",
        "pere|papa|mari|epoux|compagnon|copain|petit ami|frere|grand-pere|grand pere|papi|papy|"
        "oncle|cousin|neveu|beau-pere|beau pere|"
        "beau-frere|voisin|fils|fiance|parrain|mec|homme|"
        "(?:father|brother|son)[- ]in[- ]law|"
        "chum|gars|mononcle|jules|"
        "father|dad|daddy|pop|husband|hubby|boyfriend|brother|bro|grandfather|grandpa|grandad|granddad|uncle|nephew|son|"
        "fiance|godson|stepfather|stepson|fella",
    ),
    "kids": (
        "kids",
        "enfants?|gamins?|gosses?|garcon|fillette|bebe|petite[- ]fille|petit[- ](?:garcon|fils)|ado|"
        "kids?|child|children|baby|toddler|little (?:girl|boy|one)|grandson|granddaughter|teenager|"
        r"\d{1,2}[ -]years?[ -]olds?|petite?(?! \w)",
    ),
    "": (
        None,
        (
            "ami|amis|amies|pote|potes|collegue|collegues|proche|conjointe?|partenaire|couple|parents|moitie|friend|"
            "friends|mate|buddy|pal|bestie|colleague|coworker|co-worker|boss|partner|"
            "other half|better half|parents|someone(?: else)?|quelqu'un(?: d'autre)?"
        ),
    ),
}
_OWNER = r"(?:ma|mon|mes|sa|son|leur|notre|un|une|my|our|his|her|a|an|the)"
_FOR = r"(?:pour|offrir a|cadeau (?:a|de)|c'est|for|gift to|gift for|present for|as a gift for|it's)"

WHOM: Mapping[str, re.Pattern[str]] = {
    key: re.compile(
        rf"(?<![\w-])(?:{_FOR} )?{_OWNER} (?:\d{{1,2}}[ -]year[ -]old )?(?:(?:petite?|grande?|jeune|"
        rf"vieille?|meilleure?|little|"
        rf"old|young|older|younger|best|big|teenage) )?(?P<who>{names})(?![\w-])"
    )
    for key, (_, names) in _PEOPLE.items()
}
WHOM_BARE: Mapping[str, re.Pattern[str]] = {
    key: re.compile(rf"^\W*(?:{_FOR} )?(?:{_OWNER} )?(?P<who>{names})\W*$") for key, (_, names) in _PEOPLE.items()
}
"""When it was asked for whom: the noun alone answers."""

_OF_PEOPLE = """
    runner chausse chausser chaussant chaussez chausses wear wears wearing worn wore porte portes portent portais
"""
NOT_PRODUCTS = frozenset(_OF_PEOPLE.split())
"""Words that sound like a category and speak of the person: "an experienced runner", « je chausse du 38 »."""

SOMEONE = re.compile(
    r"(?<![\w-])(?:pour|for) (?P<who>quelqu'un(?: d'autre)?|someone(?: else)?|somebody(?: else)?|"
    r"un cadeau|a gift|a present|offrir)(?![\w-])(?! (?:who|like|qui|comme)(?!\w))"
)
GIFT = _any(
    r"(?<!carte )(?<!cheque )(?<!bon )(?<!papier )(?<!paquet )(?<!emballage )(?:un |en |idee )?cadeau",
    r"(?:a |as a )?(?:gift|present)(?! (?:cards?|vouchers?|wrap\w*|box\w*))",
    r"(?:(?:a|pour) )?offrir",
    r"pour noel",
    r"(?<!mon )(?:(?:c'est |pour )?(?:l'|un |son |leur ))?anniversaire|(?<!my )birthday",
)
MYSELF = _any(r"(?:c'est )?pour (?:moi(?:[- ]meme)?|mon usage)", r"(?:it's )?for (?:me|myself)(?! to)", r"moi[- ]meme")
MYSELF_BARE = re.compile(r"^\W*(?:c'est |it's )?(?:pour |for )?(?:moi|me|myself|moi[- ]meme)\W*$")
FOR_THEM = _any(r"(?:pour|for) (?:elle|lui|eux|her|him|them)")
AGE = re.compile(
    r"(?<!\w)(?:de |d'|ag(?:e|ee) de |a |aged? |who is |qui a )?(?P<age>\d{1,2}) ?(?:ans|an|"
    r"years?(?: |-)old|yo|y/o)(?!\w)"
)
CHILD_UNTIL = 13
"""Ages up to this wear children's sizes; above, adults'."""

GENDERS: Mapping[str, re.Pattern[str]] = {
    "women": _any(r"femmes?", r"feminine?s?", r"dames?", r"women'?s?", r"woman'?s?", r"ladies", r"female", r"girls?"),
    "men": _any(r"hommes?", r"masculine?s?", r"men'?s?", r"man'?s?", r"male", r"mecs?", r"boys?"),
    "kids": _any(r"enfants?", r"juniors?", r"kids?'?s?", r"child(?:ren)?'?s?"),
    "unisex": _any(r"unisexe?", r"mixte"),
}

_FILLER = """
    je j tu il elle on nous vous ils moi me m te se ce c ca cela cet cette ces un une des du de d le la les l au aux
    a en et ou y ne n pour par dans sur avec sans est suis sont ai as avez avons ont serait sera etre avoir fais
    fait faire cherche cherchais recherche voudrais veux voudrait aimerais souhaite souhaiterais besoin faut
    faudrait il prefere prends mets mon ma mes mon plutot environ alors donc oui ok d'accord bonjour bonsoir salut
    merci svp stp s'il plait euh bah ben hein voila bien tres plus moins surtout pas aussi qui que quelque chose
    truc peu mais non finalement fait peux peut pouvez achete acheter paire paires modele modeles article produit
    envie disons vers taille pointure couleur budget prix max maximum niveau marque usage terrain i i'm im i'd i'll
    me my mine we you he she it its it's a an the some any one ones of for to in on at with without and or but so is
    am are be was would like want wanted need looking look search find get buy having have has do does did please
    thanks thank hi hello hey yes yeah ok okay sure well hmm maybe about around actually rather instead just really
    very more less not no nothing something thing things pair pairs model product item there here that this be'd
    prefer let's say size colour color price level brand use sorry sauf except excepte tout tous toutes anything
    vont voulais dire maintenant now complet definitely absolutely surely ideally ideal idealement preferably
    preference absolument si possible cours courir run running surtout compris comprise bit love fancy adorerais
    quete aurais aurait aurions enfin
    rester stay wants wanted veut importe
"""
FILLER = frozenset(_FILLER.split())
"""Words that carry no need of their own when a text is judged as wholly understood."""

_SHOWING = """
    le la les l un une et euh hmm ok oui svp stp alors c est montrez montre moi voir sur dites parlez de du d en savoir
    plus celui celle ci the and yes please it s show me see about tell more on that this one non plutot finalement no
    rather actually prefere prefererais i d prefer j aime mieux instead what how encore again m un
    peu bit little
"""
SHOWING = frozenset(_SHOWING.split())
"""Words beside a pointing ("the second one, please") that ask no more than to see the product."""


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where `pattern` matches in `text`, as (start, end)."""
    return [match.span() for match in pattern.finditer(text)]


def blank(text: str, places: Iterable[tuple[int, int]]) -> str:
    """`text` with the given places overwritten by spaces, so that the rest keeps its own."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
