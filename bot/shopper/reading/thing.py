"""The thing a message asks for, where the catalogue has no such word: "machines à café", "the Zorblax 3000"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.shopper.reading import lexicon
from bot.shopper.reading.heard import Heard
from bot.shopper.reading.purposes import takes_up
from bot.shopper.reading.reasons import WHY
from catalog_index.spelling import everyday
from catalog_index.text import fold, phrase, words
from catalog_index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Thing:
    """`name` as the shopper wrote it; `foreign`: it is a known sort of thing, or a word nobody knows, that the
    catalogue's own words do not hold. `search`: what to look for by words, the words of asking left out."""

    name: str = ""
    foreign: bool = False
    search: str = ""


NOTHING = Thing()
_GENERAL = frozenset(
    ["article", "articles", "rayon", "rayons", "produit", "produits", "product", "products", "section", "department"]
)
_WORDS_OF_NO_THING = """
    magasin magasins boutique boutiques store stores shop shops site telephone number recommendation recommendations
    suggestion suggestions recommandation recommandations idea ideas idee idees advice conseil conseils option options
    choice choices choix proposition propositions preference preferences
"""
_NO_THING = frozenset(_WORDS_OF_NO_THING.split())
_WRITTEN = re.compile(r"[\w.'’°%-]*\w")
_QUESTION = frozenset(
    [
        "which",
        "what",
        "who",
        "whose",
        "how",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "lequel",
        "laquelle",
        "qui",
        "comment",
    ]
)
LONGEST = 5
"""Words of a thing's name: more is a description of a need."""

_ARTICLE = (
    r"(?:(?:un|une|des|du|de la|de l'|d'|de|le|la|les|l'|vos|ce|cet|cette|a|an|any|some|the|your|this)(?: |(?<=')))?"
)
_END = (
    r"(?= ?(?:[?!.,;:]|$)| (?:pour|for|a moins|under|with|avec|en stock|in stock|qui|that|which|chez|dans|en taille|"
    r"svp|stp|please|s'il|au rayon|here|ici|by any chance|par hasard|et|and|ou|or|mais|but|then|alors|donc|"
    r"too|aussi|instead|plutot|"
    r"sauf|hormis|excepte|except|pas|not)(?!\w))"
)
_ASKED = [
    re.compile(
        r"(?<!\w)(?:(?:avez|auriez|vendez|faites|proposez|tenez|prenez)[- ]vous|"
        r"vous (?:avez|auriez|vendez|faites|proposez)|"
        r"il y a|y a[- ]t[- ]il|tu as|t'as|vous n'avez pas|je (?:cherche|veux|voudrais|recherche)|(?:besoin d'|"
        r"pour |veux |voudrais )acheter|(?:me |nous )trouver|en quete de|il me faut|"
        r"il me faudrait|"
        r"j'ai besoin|montrez[- ]moi|est-ce que vous (?:avez|vendez|faites)|"
        r"do you (?:sell|have|stock|carry|do|make|offer)|have you got|you have|you sell|got any|is there|are there|"
        r"i(?:'m| am) (?:looking for|after)|looking for|i (?:need|want)|i'd like|show me|(?:me )?to buy|"
        r"could do with|find me|to get|help(?: me)?(?: \w+)? (?:find|finding|choose|choosing|pick|picking|buy|buying)|"
        r"aide\w*(?: \w+)? a (?:trouver|choisir))"
        rf"(?: (?:encore|aussi|also|still|bien|besoin))? {_ARTICLE}(?P<thing>[^?!.,;:]+?){_END}"
    ),
    re.compile(
        rf"^\W*(?:est-ce que )?{_ARTICLE}(?P<thing>[^?!.,;:]+?)(?:,)? (?:est|sont|c'est|existe)[- ]?(?:il|elle|"
        rf"ils|elles)?"
        r" ?(?:encore |toujours )?(?:en stock|dispo\w*|a combien|la)\b"
    ),
    re.compile(
        rf"(?<!\w)(?:is|are) {_ARTICLE}(?P<thing>[^?!.,;:]+?) (?:still )?(?:available|in stock|on sale)\b"
        rf"|(?<!\w)(?:combien coute(?:nt)?|prix d(?:u|e la|es|e)|how much (?:is|are|does|do)|price of) {_ARTICLE}"
        rf"(?P<priced>[^?!.,;:]+?)(?: cost)?{_END}"
    ),
]
_GAVE_OUT = re.compile(
    r"(?<!\w)(?:my|our|mon|ma|mes|notre|nos) (?P<thing>[^?!.,;:]+?) (?:(?:has|have|just|finally|vient de|a|ont) )*"
    r"(?:died|dead|broke(?: down)?|packed (?:up|in)|g[ai]ven? up(?: the ghost)?|conked out|is (?:dead|broken|kaput)|"
    r"(?:est|sont) (?:morte?s?|cassee?s?|hs|fichue?s?|en panne|tombee?s? en panne)|lache|lacher|rendu l'ame|"
    r"ne marche(?:nt)? plus|marche(?:nt)? plus)(?!\w)"
)
"""What one has gave out: another is looked for."""

_POINTING_WORDS = "celui celle ceux celles ca cela this that these those it them one ones chose choses truc trucs quoi"
_POINTING = frozenset(_POINTING_WORDS.split())


def thing_of(heard: Heard, vocabulary: Vocabulary) -> Thing:
    """What `heard` asks for by a name that nothing in the catalogue answered to; NOTHING where all was understood."""
    rest = set(words(heard.rest))
    for pattern in _ASKED:
        match = pattern.search(heard.folded)
        if match is None or takes_up(match[0]):
            continue  # "I'd like to get back into running" asks for no thing called "back"
        group = "thing" if match.groupdict().get("thing") else "priced"
        found = _judged(heard, match.span(group), rest, vocabulary)
        if found is not NOTHING:
            before, after = heard.text[: match.start()], heard.text[match.start(group) : _told_why(heard.folded)]
            found = replace(found, search=_kept(before, after, found.name, rest, vocabulary))
            return _with_lacking(found, heard, vocabulary)
    gave_out = _GAVE_OUT.search(heard.folded)
    lost = _judged(heard, gave_out.span("thing"), rest, vocabulary) if gave_out else NOTHING
    if lost.foreign:
        return lost
    sort = _sort_of_thing(heard, rest, vocabulary) or _sort_among(heard, rest, vocabulary)
    return _with_lacking(sort, heard, vocabulary) if sort else NOTHING


def _told_why(folded: str) -> int:
    """Where a reason begins: it says why, and not what."""
    match = WHY.search(folded)
    return match.start() if match else len(folded)


def _with_lacking(thing: Thing, heard: Heard, vocabulary: Vocabulary) -> Thing:
    """Looked for without what it is to be without, where that has a name of its own: « un casque sans fil »."""
    said = (match[0] for match in _LACKING.finditer(heard.folded))
    named = (one for one in said if vocabulary.lexicon.named(phrase(one, heard.language), heard.language))
    return replace(thing, search=" ".join([thing.search, *(one for one in named if one not in fold(thing.search))]))


def is_strange(heard: Heard, vocabulary: Vocabulary) -> bool:
    """Whether no word of the text is known here or said every day, not even mistyped: a cat on the keyboard."""
    said = [word for word in words(heard.text) if word.isalpha()]
    known = (vocabulary.known, everyday(), lexicon.FILLER)
    return bool(said) and not any(
        len(word) < 3 or any(word in some for some in known) or vocabulary.speller.correct(word) for word in said
    )


def _judged(heard: Heard, place: tuple[int, int], rest: set[str], vocabulary: Vocabulary) -> Thing:
    named = [word for word in words(heard.text[slice(*place)]) if word not in lexicon.FILLER]
    named = [word for word in named if word not in _GENERAL]
    if not named or len(named) > LONGEST or not rest & set(named) or (_POINTING | _NO_THING) & set(named):
        return NOTHING
    foreign = _concept(" ".join(named), heard.language, vocabulary) or _unknown_head(named, heard.language, vocabulary)
    return Thing(heard.text[slice(*place)].strip(), foreign)


def _unknown_head(named: list[str], language: str, vocabulary: Vocabulary) -> bool:
    """Whether the word that says what it is (the first in French, the last in English; figures aside) is of no use
    here, and no mistyped one either."""
    telling = [word for word in named if word.isalpha()]
    if not telling or not _speaks(vocabulary, language):
        return False  # a French word that English sheets don't hold may be here all the same
    head = telling[0 if language == "fr" else -1]
    known = [word for word in telling if word in vocabulary.known or vocabulary.speller.correct(word)]
    return not known and head not in everyday() and head not in lexicon.FILLER and len(head) > 2


def _speaks(vocabulary: Vocabulary, language: str) -> bool:
    """Whether the shop's shelves are called something in `language`; one without shelves speaks any."""
    shelves = vocabulary.categories.values()
    return not shelves or any(language in shelf.names for shelf in shelves)


def _concept(name: str, language: str, vocabulary: Vocabulary) -> bool:
    """Whether `name` as a whole is a sort of thing that shops sell."""
    named = vocabulary.lexicon.named(phrase(name, language), language)
    return any(concept.kind == "products" for concept in named)


_ASKED_FOR = re.compile(
    r"(?:^|[:,;.!?] ?|(?<!\w)(?:un|une|des|du|de|d'|a|an|any|some|acheter|trouver|cherche|recherche|veux|voudrais|"
    r"need|want|buy|get|find|for) ?)(?:(?:bonne?s?|petite?s?|grande?s?|nouve(?:au|lle)s?|good|small|big|new|cheap) )?$"
)
"""Before the name of a thing that is wanted; "pour mon vélo" names what one has."""


_OWNED = re.compile(r"(?<!\w)(?:for|with|on|pour|avec|sur) (?:my|our|his|her|their|mon|ma|mes|notre|sa|son|leur) $")
"""Before the name of what somebody has: "something for my bike" asks for no bike."""


_HELD = re.compile(
    r"(?<!\w)(?:(?:i|we|he|she|they)(?:'ve)? (?:already |also )?(?:have|has|owns?|got|drives?|wears?)|use|using|with|"
    r"by|j'utilise|j'ai(?: deja)?|(?:il|elle|on) (?:a|possede)(?: deja)?|(?:ils|elles) ont(?: deja)?|"
    r"nous avons(?: deja)?|je possede|avec|chez)(?: (?:un|une|des|a|an|my|mon|ma|the|le|la))? $"
)
"""Before the name of what one has or uses: a screen reader is no screen."""


_IS = re.compile(r"(?<!\w)(?:je suis|elle est|il est|i am|i'm|she is|she's|he is|he's) (?:tres |very )?$")
"""Before what somebody is: « je suis enceinte » asks for no loudspeaker."""


_ENDS = re.compile(r" ?(?:$|[,.;:!?]| (?:for|with|under|to|that|pour|avec|a moins|sous|qui)(?!\w))")
"""After an everyday word that is the name of a thing all the same: "printer for home"."""

_TAIL = frozenset(["too", "also", "as", "well", "then", "please", "aussi", "egalement", "alors", "donc", "avec", "svp"])
"""What follows the name of one more thing: "ink too"."""

_LACKING = re.compile(r"(?<!\w)(?:sans|without) \w+")

_TO_DO = re.compile(
    r"(?<!\w)(?:(?:pour|de quoi) (?!acheter|avoir|trouver|offrir|choisir|remplacer|commander)\w+(?:er|ir|re)|"
    r"to (?:make|build|sew|knit|bake|cook|paint|draw|keep|store|hang|clean|wash|grow|repair|fix|carry)|"
    r"for (?:mak|build|sew|knitt|bak|cook|paint|draw|keep|stor|hang|clean|wash|grow|repair|fix|carry)ing)(?!\w)"
    r"[^,.;!?]*$"
)
"""Before what is to be done or made with the thing: « pour faire des coussins » asks for no cushion."""


def _sort_among(heard: Heard, rest: set[str], vocabulary: Vocabulary) -> Thing | None:
    """The name of a sort of thing asked for among other words ("appareil photo, sauf GoPro"); the longest."""
    said = list(_WRITTEN.finditer(heard.folded))
    for length in range(LONGEST, 0, -1):
        for first, last in zip(said, said[length - 1 :], strict=False):
            name = heard.folded[first.start() : last.end()]
            if not set(words(name)) <= rest or not _ASKED_FOR.search(heard.folded[: first.start()]):
                continue
            said_daily = length == 1 and name in everyday() and not _ENDS.match(heard.folded, last.end())
            if said_daily or _TO_DO.search(heard.folded[: first.start()]):
                continue  # "makes no odds" asks for no make-up
            if not _concept(name, heard.language, vocabulary) or _HELD.search(heard.folded[: first.start()]):
                continue
            if not set(words(name)) <= lexicon.FILLER:
                return Thing(heard.text[first.start() : last.end()], True, name)
    return None


def _sort_of_thing(heard: Heard, rest: set[str], vocabulary: Vocabulary) -> Thing | None:
    """A message of a few words that is nothing but the name of a sort of thing: "machine à café ?"."""
    last = heard.text.rpartition(":")[2]
    said = [word for word in words(last) if word not in lexicon.FILLER and word not in _TAIL]
    if not said or len(said) > LONGEST or not rest & set(said) or _QUESTION & set(said):
        return None
    if not _concept(" ".join(said), heard.language, vocabulary):
        return None
    before = heard.folded[: heard.folded.rfind(said[0])]
    if any(pattern.search(before) for pattern in (_OWNED, _IS, _TO_DO)):
        return None
    name = " ".join(word for word in _WRITTEN.findall(last) if set(words(word)) & set(said))
    return Thing(name, True, name)


def _kept(before: str, after: str, name: str, rest: set[str], vocabulary: Vocabulary) -> str:
    """The words that were not understood otherwise, as they were written: those of the thing's name, and beside it
    those that say more than everyday words do."""
    strange = rest - everyday() - lexicon.FILLER
    telling = strange | (rest & vocabulary.lexicon.words - lexicon.FILLER) | (rest & set(words(name)))
    kept = [word for word in _WRITTEN.findall(before) if set(words(word)) & strange]
    return " ".join([*kept, *(word for word in _WRITTEN.findall(after) if set(words(word)) & telling)])
