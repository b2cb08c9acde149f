"""What a text that the app reads whole means as an intent: an answer, a need, a choice. All else is left to Rasa."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.shopper.needs import UNSAID
from bot.shopper.reading import lexicon
from bot.shopper.reading.answers import answered
from bot.shopper.reading.counted import counts, how_many
from bot.shopper.reading.heard import Heard
from bot.shopper.reading.openers import SEEKING
from bot.shopper.reading.pointing import Pointing
from bot.shopper.reading.references import THIS_ONE
from bot.shopper.reading.superlatives import ON_THE_SHELVES
from bot.shopper.reading.taking import ENDS_TAKING, SETTLES, SO_MANY, SUPPOSES, TAKES, THIS_ONCE, WANTS_IT
from catalog_index.text import words

if TYPE_CHECKING:
    from bot.shopper.reading.context import Context

WHOLLY = 0.99
"""Share understood that leaves no word over (but for rounding)."""

MOSTLY = 0.5
"""Share understood from which an answer to the question asked counts as one: people add a word or two."""

A_FEW = 4
"""Words up to which a text that points and counts says no more than that: "first one x6"."""

_WANTS_MORE = re.compile(
    r"(?<!\w)(?:avez[- ]vous|vous avez|auriez[- ]vous|existe|livr\w+|retours?|combien|pourquoi|"
    r"compar\w+|differences?|difference|conseill\w+|recommand\w+|"
    r"recue?s?|arrivee?s?|expediee?s?|retournee?s?|renvoyee?s?|received|arrived?|ordered|shipped|returned|sent back|"
    r"do you have|have you got|deliver\w*|shipping|how much|why|recommend\w*|suggest\w*|which|"
    r"lequel|laquelle|cher|chere|cheaper|expensive|autres?|others?|"
    r"another|human|humain|conseiller|conseillere|montre[zr]?[- ]moi|show me)(?!\w)"
)
"""Words of another intent: Rasa decides then."""


_JUDGES = re.compile(
    r"\W*(?:(?:oh|ah|mais|but|bon|well|wow|non|no|franchement|honestly)\W+)*"
    r"(?:c'est|ce n'est|ca n'est|(?:elle|il)s? (?:est|sont|n'est|ne sont)|"
    r"(?:it|that|this|they|these|those)(?:'s| is|'re| are|n't| isn't| aren't))(?! (?:pour|quoi|for))(?!\w)"
)
"""« C'est pas cher », "that's cheap": said of what is looked at, and no wish."""


def hint_of(
    heard: Heard, context: Context, change: Mapping[str, Any], pointing: Pointing, covered: float
) -> tuple[str | None, float]:
    """The intent of a text that is wholly an answer or a need, (None, 0) leaves it to Rasa: inform_need; search_product
    when it names a category; change_mind when it takes back what was said."""
    replied = answered(heard, context.asking) or context.asking in heard.opened
    told_many = len(pointing.item_ids) == 1 or counts(heard.folded)
    so_many = SO_MANY.match(heard.folded) or (
        how_many(heard.folded) > 1 and (len(words(heard.text)) <= A_FEW or TAKES.search(heard.folded) is not None)
    )
    if not pointing.item_ids and (_PUT_OFF.search(heard.folded) or (not change and _takes_leave(heard))):
        return "goodbye", 0.95
    if told_many and pointing.item_ids and so_many and not change and "?" not in heard.text:
        return "accept_product", 0.9  # « ok 6 du premier », « deux de la première et une de la dernière »
    if _is_so_many_of_it(heard, context, pointing) and not change:
        return "accept_product", 0.9  # « en deux exemplaires », after one was taken
    if _takes_and_asks(heard, pointing):
        return "accept_product", 0.9  # « ok celle-là. livrée avant vendredi ? »
    if context.shown and _DEARER.match(heard.folded):
        return "ask_alternative", 0.9
    if not change and _is_an_order(heard.folded, context):
        return "order_status", 0.9
    if THIS_ONCE.match(heard.folded) and (context.shown or context.focus):
        pleads = (context.last_intent or "").startswith("ask_discount")
        return ("ask_discount" if pleads else "accept_product"), 0.9
    if context.asking == "choice" and pointing.item_ids and covered >= WHOLLY:
        return "inform_need", 0.95
    if pointing.advised and "?" not in heard.text and not change:
        return "accept_product", 0.9  # « je prends celle que vous conseillez »
    if not change and _supposes(heard, pointing):
        return "ask_product_info", 0.95
    if _takes_it(heard, context, change):
        return "accept_product", 0.9
    if _only_points(heard, context, pointing, change):  # "the second one": show it; "ok, the second": it is taken
        again = context.last_intent == "accept_product"  # « finalement juste la première »: instead of what was taken
        return ("accept_product" if again or SETTLES.match(heard.folded) else "ask_product_info"), 0.95
    settled = len(pointing.item_ids) == 1 and SETTLES.match(heard.folded)
    if settled and not change and covered >= WHOLLY and not (_asks(heard) or _WANTS_MORE.search(heard.folded)):
        return "accept_product", 0.9  # « ok la 2e mais en 42 », of who takes a 42 anyway
    if _side_by_side(heard, context, pointing, change):
        return "compare", 0.95  # « et la 1 avec la 3 ? »
    if pointing.earlier and pointing.item_ids and not change:
        beside = lexicon.blank(heard.folded, pointing.places)  # "show me again the one you suggested first"
        takes = TAKES.search(beside) or SETTLES.match(beside)
        return ("accept_product" if takes else "ask_product_info"), 0.95
    if heard.injury and SEEKING.search(heard.folded) and not (pointing.item_ids or context.needs.category):
        return "search_product", 0.9  # "anything for a sore back?"
    if pointing.item_ids or (_asks(heard) and not replied):
        return None, 0.0
    if replied and covered >= MOSTLY and not _WANTS_MORE.search(heard.folded):
        return "inform_need", 1.0 if covered >= WHOLLY else 0.9
    return _wishes(heard, context, change, covered)


def _wishes(heard: Heard, context: Context, change: Mapping[str, Any], covered: float) -> tuple[str | None, float]:
    """The intent of a text that says what is wanted and answers no question."""
    if heard.exclude and "exclude" in change and covered >= MOSTLY and not _WANTS_MORE.search(heard.folded):
        return "inform_need", 0.9  # "no Ventelle, I was let down": a wish with its reason, no complaint
    if heard.sort != "relevance" and ON_THE_SHELVES.search(heard.folded) and not change:
        return "search_product", 0.9  # "the cheapest you have": of all that fits
    if heard.sort != "relevance" and covered >= WHOLLY and not (context.shown or change or _JUDGES.match(heard.folded)):
        return "inform_need", 0.9  # "cheap please", with nothing on screen: an order is a wish
    if heard.category and covered >= WHOLLY and not change:
        return "search_product", 0.9  # « la lampe »: what is looked for, once more
    if covered < WHOLLY or not (change or heard.opened) or _WANTS_MORE.search(heard.folded):
        return None, 0.0
    if heard.corrects and any(getattr(context.needs, key) for key in change if key not in UNSAID):
        return "change_mind", 0.9
    return ("search_product" if "category" in change else "inform_need"), 0.9


_DEARER = re.compile(
    r"^\W*(?:(?:et|and|ok|non|no|en fait|plutot|do you have|have you got|vous avez|avez-vous|montrez[- ]moi|show me|"
    r"i'd like|i want|je veux|je voudrais|j'aimerais)\W+)*"
    r"(?:(?:quelque chose|un modele|une version|something|anything|one|ones|some|a model|d'autres?)\W+)?"
    r"(?:(?:de|d'un|un|a|encore|bien|peu|bit|even|little|much|cran)\W+)*"
    r"(?:plus (?:cher|chere|chers|cheres|haut de gamme|luxueu\w+|premium)|haut de gamme|more (?:expensive|upmarket|"
    r"upscale|luxurious|premium)|pricier|dearer|upmarket|upscale|high(?:er)?[- ]end)"
    r"(?: (?:one|ones|models?|s'il vous plait|svp|stp|please|alors|then|maybe|peut-etre))*"
    r"\W*(?:$|[,;] ?(?:mais|but) )"
)
"""Nothing but a wish for what costs more: no complaint that it does."""

_THANKS = re.compile(r"(?<!\w)(?:merci\w*|remercie\w*|thanks?|thank you|thx|cheers)(?!\w)")
_LEAVE = re.compile(
    r"(?<!\w)(?:au revoir|bonne (?:soiree|journee|nuit|fin de \w+|continuation|apres-midi)|a bientot|a plus(?: tard)?|"
    r"a la prochaine|ciao|good ?bye|bye(?: bye)?|see you(?: \w+)?|have a (?:nice|good|lovely|great) \w+|good night|"
    r"take care)(?!\w)|(?<!\w)a\+"
)
_PUT_OFF = re.compile(
    r"^\W*(?:(?:actually|well|ok|no|bon|non|finalement|en fait)\W+)*"
    r"(?:(?:forget it|never ?mind|leave it|laissez(?: tomber)?|tant pis|oubliez(?: ca)?)\W+)?"
    r"(?:i'll|i will|i might|je|on|nous) (?:(?:be|come|pop) back|repass\w+|revien\w+)"
    r"(?: (?:later|tomorrow|another time|some other time|plus tard|demain|une autre fois|bientot|soon))?\W*$"
)
"""« Laissez, je repasserai »: leave is taken, and nothing more looked for."""
FAREWELL = 14
"""Words up to which thanks and a farewell are all that is said."""


def _takes_leave(heard: Heard) -> bool:
    """Thanks that end in a farewell are a farewell: « merci infiniment, bonne soirée »."""
    short = len(words(heard.text)) <= FAREWELL and "?" not in heard.text
    thanks, leave = _THANKS.search(heard.folded), _LEAVE.search(heard.folded)
    return bool(short and thanks and leave and thanks.start() < leave.start())


_NUMBERED = r"(?:n°|no\.?|nr\.?|num(?:ero|ber)?|ref(?:erence)?|:|#|est|is|c'est|it's|le|la|de|du|of|the|was|etait)"
_CODE = r"#?(?:[a-z]{1,4}[- ]?)?\d{4,}(?:[- ]?[a-z0-9]+)?"
_ORDER = re.compile(
    rf"(?<!\w)(?:commande|order|colis|parcel|suivi|tracking|facture|invoice)(?: ?{_NUMBERED})* ?{_CODE}"
    r"(?![\w€$£%]| ?(?:€|euros?|eur|km|g|ml)(?!\w))"
)
"""« la commande c'est 99120 », "order no. AB-4471"."""
_BARE_ORDER = re.compile(rf"^\W*(?:(?:it's|c'est|le|la|the) )?(?:{_NUMBERED} ?)*{_CODE}\W*$")
_OF_ORDERS = ("order_status", "complain", "ask_human", "ask_returns")
ABOUT_AN_ORDER = 8
"""Words up to which a text with an order's number tells no more than that."""


def _is_an_order(folded: str, context: Context) -> bool:
    """Whether the number of an order is told, with its name or after one was spoken of."""
    if context.asking not in (None, "choice") or "?" in folded:
        return False
    after_one = (context.last_intent or "").partition("/")[0] in _OF_ORDERS
    short = len(words(folded)) <= ABOUT_AN_ORDER
    return bool((short and _ORDER.search(folded)) or (after_one and _BARE_ORDER.match(folded)))


_OF_IT = re.compile(
    r"^\W*(?:(?:and|but|ok|so|et|mais|du coup)\W+)?(?:(?:does|do|is|are|has|have|can|will|would|did) "
    r"(?:it|they|this|that|these|those|she|he|both|the (?:first|second|third|last|one|other))|"
    r"est-ce qu(?:'(?:il|elle)s?|e (?:ca|cela|celle|celui|ceux|l[ae]|les|cette|ce) ?))(?!\w)"
)
"""How a question about a thing on screen begins; many type it without its mark."""


def _asks(heard: Heard) -> bool:
    return "?" in heard.text or bool(_OF_IT.search(heard.folded))


_CLOSING = frozenset(["then", "donc", "merci", "thanks"])
"""Words after what is agreed on: "ok, the second one then"."""


_AGAINST = frozenset(["avec", "with", "contre", "against", "vs", "versus"])
_BETWEEN = frozenset(
    ["et", "and", "ou", "or", "puis", "then", "face", "a", "to", "alors", "so", "ok", "now", "maintenant"]
)


def _side_by_side(heard: Heard, context: Context, pointing: Pointing, change: Mapping[str, Any]) -> bool:
    """Whether the whole text sets products on screen against each other, or names several after a comparison."""
    if len(pointing.item_ids) < 2 or change:
        return False
    named = {word for start, end in pointing.places for word in words(heard.text[start:end])}
    others = {word for word in words(heard.text) if word not in named | lexicon.SHOWING | _BETWEEN}
    return others <= _AGAINST and (bool(others) or context.last_intent == "compare")


_THINKING = frozenset(["think", "that", "would", "which", "i", "je", "crois", "pense", "que", "bien", "after", "all"])
"""Words of who comes to prefer one."""

_INSTEAD = frozenset(
    ["juste", "just", "only", "seulement", "en", "fait", "uniquement", "sorry", "pardon", "wait", "attendez"]
)
"""Words beside what is taken instead of what was taken before."""


def _only_points(heard: Heard, context: Context, pointing: Pointing, change: Mapping[str, Any]) -> bool:
    """Whether the whole text names one product on screen and says nothing of it but that it is agreed on."""
    if len(pointing.item_ids) != 1 or change or "?" in heard.text:
        return False
    named = {word for start, end in pointing.places for word in words(heard.text[start:end])}
    settled = SETTLES.match(heard.folded)
    said = words(heard.text[settled.end() :]) if settled else words(heard.text)
    idle = lexicon.SHOWING | _CLOSING if settled else lexicon.SHOWING
    idle |= _THINKING
    idle |= _INSTEAD if context.last_intent == "accept_product" else frozenset()
    return all(word in named or word in idle for word in said)


def _takes_it(heard: Heard, context: Context, change: Mapping[str, Any]) -> bool:
    """« je la prends en 42 », « non laissez, je la prends »."""
    if "?" in heard.text or not (context.focus or context.shown) or not WANTS_IT.search(heard.folded):
        return False
    if not change:
        return bool(heard.sizes) or ENDS_TAKING.search(heard.folded) is not None
    return "sizes" in change and not {*change} - {"sizes", *UNSAID}


def _supposes(heard: Heard, pointing: Pointing) -> bool:
    """Whether something is asked of a product that is taken in thought only; how much so many are is a sum."""
    asked = len(pointing.item_ids) == 1 and not pointing.pronoun and "?" in heard.text
    return asked and SUPPOSES.search(heard.folded) is not None and how_many(heard.folded) <= 1


def _is_so_many_of_it(heard: Heard, context: Context, pointing: Pointing) -> bool:
    """Whether the text only says how many are taken of what was just taken."""
    if context.last_intent != "accept_product" or pointing.item_ids or "?" in heard.text:
        return False
    return how_many(heard.folded) > 1 and len(words(heard.text)) <= A_FEW


_CLAUSE = re.compile(r"[.!;,?]+(?:\s|$)|\s(?=(?:et|and|mais|but)\s)")


_TAKEN = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|bon|alors|parfait|super|d'accord|tres bien|allez|great|perfect|fine|well|so)\W+)*"
    r"(?:je (?:la |le |les )?(?:prends|vais (?:la |le |les )prendre)|on (?:la|le|les) prend|"
    r"i(?:'ll| will) (?:take|have) (?:it|that|this|them)(?: one)?)(?: donc| alors| then)?[.!;,]"
)
"""« Je vais la prendre. »: taken, whatever is asked next."""


def _takes_and_asks(heard: Heard, pointing: Pointing) -> bool:
    """Whether the first part of a text agrees on one product, whichever, and the rest asks something."""
    if taken := _TAKEN.match(heard.folded):
        return "?" in heard.folded[taken.end() :]
    settled, this = SETTLES.match(heard.folded), THIS_ONE.search(heard.folded)
    places = sorted(pointing.places or ([this.span()] if this else []))
    if not settled or not places or len(pointing.item_ids) > 1:
        return False
    cut = _CLAUSE.search(heard.folded, places[0][1])
    if cut is None or "?" not in heard.folded or not heard.folded[cut.end() :].strip(" ?!."):
        return False
    named = {word for start, end in places for word in words(heard.text[start:end])}
    said = words(heard.folded[settled.end() : cut.start()])
    return all(word in named | lexicon.SHOWING | _CLOSING for word in said)
