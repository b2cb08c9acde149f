"""Questions that figures answer: which of these has the most of something, and what it comes to in all."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from actions.asked import asked_details
from actions.basket import holds, in_basket
from actions.decision import ask_which
from actions.desk import Desk
from actions.parts import names_in_parts
from actions.products import TOLD_OF_EACH, replies, tell_each, tell_price, value_told
from bot.advice.attributes import local_names
from bot.advice.ranking import Ranked, ranked
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning
from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs
from bot.shopper.reading.counted import how_many
from bot.shopper.reading.superlatives import ON_THE_SHELVES
from catalog_index.amounts import find_amounts
from catalog_index.product import Product
from catalog_index.text import fold_aligned

Step = Callable[[Desk], None]

_MOST = re.compile(
    r"(?<!\w)(?:(?:le|la|les|lequel|laquelle|celui|celle|which|lesquels|lesquelles|quel|quelle)\b[^.?!;]{0,50}\b"
    r"(?:plus|moins|mieux|meilleure?|davantage)|(?:the|which|what)\b[^.?!;]{0,50}\b(?:most|least|best|more|less|better|"
    r"longer|\w{3,}est|\w{3,}er)|most|longest|brightest|warmest)(?!\w)"
)
_LEAST = re.compile(
    r"(?<!\w)(?:moins|least|less|smallest|shortest|thinnest|quietest|lowest|fewest|"
    r"light(?:er|est)|plus leger\w*|plus (?:petite?|courte?|fine?|basse?|bas|silencieu\w+|compacte?))(?!\w)"
)
_THEY = re.compile(
    r"(?<!\w)(?:celles?[- ](?:ci|la)|ceux[- ](?:ci|la)|ces (?:modeles|deux|trois|articles|produits)|"
    r"elles sont|ils sont|sont[- ](?:elles|ils)|ont[- ](?:elles|ils)|these|those|are they|do they|they are)(?!\w)"
)
"""Several are meant, not one."""

_THE_FIGURE = re.compile(
    r"^\W*(?:(?:et|and|ok|alors|so)\W+)?(?:what(?:'s| is| are) the|quel(?:le)?s? (?:est|sont) (?:la|les?|leurs?|l')|"
    r"laquelle|lequel|which (?:one|of (?:them|these)))(?!\w)"
)
"""A figure is asked for, of none in particular: "what's the weight?"."""

OF_THEM = frozenset(
    {"ask_product_info", "inform_need", "compare", "ask_recommendation", "search_product", "change_mind"}
)
"""What "what's the weight of these?" is taken for."""

DETAIL = "detail "
"""Before a detail's name in data/responses (heard)."""


def most(desk: Desk) -> Step | None:
    """How to answer "which is the brightest of these?"; None where nothing of the kind is asked."""
    shown = _within(desk, _among(desk))
    said = fold_aligned(desk.turn.text)
    if len(shown) < 2 or desk.turn.reading.superlative or not _MOST.search(said) or ON_THE_SHELVES.search(said):
        return None
    several = names_in_parts(desk, shown)[:TOLD_OF_EACH]
    if len(several) > 1:
        return lambda desk: tell_each(desk, shown, *several)
    names = list(dict.fromkeys(detail.name for product in shown for detail in asked_details(desk, product)))
    found = (ranked(shown, name, bool(_LEAST.search(said))) for name in names)
    best = next((each for each in found if each is not None), None)
    if best is not None:
        return lambda desk: tell_most(desk, best)
    if names:
        return lambda desk: tell_each(desk, shown, names[0])
    unheard = _WHICH_OF_THEM.match(said) and not desk.turn.reading.change
    return tell_unknown if unheard or desk.shop.words.spoken(DETAIL, desk.turn.text) else None


_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:et|and|ok|mais|but|alors|so)\W+)*(?:laquelle|lequel|which(?: one| of (?:them|these|the \w+))?)"
    r" (?!(?:is|est|would|do|should|me|vous|tu)(?!\w))[\w' ]*(?:le mieux|le plus|le moins|best|most|least)(?!\w)"
)
"""Which does something best: « laquelle protège le mieux mes genoux ? »; which is best is a matter of advice."""


_TWO_MOST = re.compile(
    r"(?<!\w)(?:les (?:deux|2) (?:plus|moins|meilleur\w*|mieux)|the two (?:most|least|\w{3,}est))(?!\w)"
)
"""The two best of those on screen, and not the first two."""


def _among(desk: Desk) -> list[Product]:
    """Those pointed at, else those on screen; one for each model."""
    two_most = _TWO_MOST.search(fold_aligned(desk.turn.text))
    products = desk.pointed if len(desk.pointed) > 1 and not two_most else desk.shown
    if desk.looks_elsewhere:
        return []  # « les moins lourds », of poles, while lamps are still on screen
    return list({product.group: product for product in reversed(products)}.values())[::-1]


LIMITS = ("budget_min", "budget_max")
"""Wishes beside a superlative that leave fewer of those on screen: "the brightest one under 60"."""


def _within(desk: Desk, products: list[Product]) -> list[Product]:
    """Those within the limits said in the same breath."""
    limits = {name: value for name, value in desk.turn.reading.change.items() if name in LIMITS}
    filters = filters_for(Needs(**limits), desk.catalogue.vocabulary)
    return [each for each in products if not desk.catalogue.fails(each.id, filters)] if limits else products


def all_of_them(desk: Desk) -> Step | None:
    """How to answer "are these really wide?" of several on screen: what each states."""
    shown, said = _among(desk), fold_aligned(desk.turn.text)
    asks = _THEY.search(said) or _THE_FIGURE.search(said)
    if len(shown) < 2 or len(desk.pointed) == 1 or "?" not in said or not asks or desk.hears("pick"):
        return None
    if ON_THE_SHELVES.search(said) or desk.heard_intent not in OF_THEM:
        return None
    names = names_in_parts(desk, shown)[:TOLD_OF_EACH]
    names = names or list(dict.fromkeys(d.name for p in shown for d in asked_details(desk, p)))[:1]
    return (lambda desk: tell_each(desk, shown, *names)) if names else None


def tell_most(desk: Desk, found: Ranked) -> None:
    """The one with the most and its figure, the others' beside it; all of them where none stands out."""
    desk.turn.take_back(tuple(name for name in desk.turn.reading.change if name not in (*LIMITS, "budget_of")))
    if not found.clear:
        return tell_each(desk, found.order, found.name)
    first = found.order[0]
    value = _valued(desk, first, found.name)
    others = [
        desk.label("title_with", title=desk.title(p), value=value_told(desk, p, found.name)) for p in found.order[1:]
    ]
    others += [desk.label("title_without", title=desk.title(p)) for p in found.silent]
    params = {"title": desk.title(first), "value": value, "others": desk.phrasing.listed(others)}
    return desk.say("utter_superlative", params, replies=replies(desk, first))


def tell_unknown(desk: Desk) -> None:
    """No sheet gives a figure for it: said so, and no order made up."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    compared = desk.reply("reply_compare", Meaning("compare"))
    return desk.say("utter_superlative_unknown", replies=[compared, desk.person])


def _valued(desk: Desk, product: Product, name: str) -> str:
    """« luminosité 450 lumens »: the detail with its value."""
    return f"{in_sentence(desk.phrasing.local(local_names(product, name)))} {value_told(desk, product, name)}"


# --- the sum ----------------------------------------------------------------------------------------------------------


def total(desk: Desk) -> Step | None:
    """How to answer "how much in total?"; None where that is not asked."""
    budget = {"budget_min", "budget_max"} & set(desk.turn.reading.change)
    several = quantity(desk) > 1
    asked = desk.hears("total") or (several and desk.hears("price") and desk.heard_intent == "ask_price")
    asked = asked or (several and desk.target is not None and desk.hears("if i take"))
    haggles = desk.heard_intent == "ask_discount" and ("%" in desk.turn.text or desk.hears("discount"))
    if budget or haggles or desk.turn.meaning or not asked or not _asks_a_price(desk):
        return None
    return tell_total


def _asks_a_price(desk: Desk) -> bool:
    return desk.hears("price") or "?" in desk.turn.text or desk.heard_intent == "ask_price"


def tell_total(desk: Desk) -> None:
    """Of the basket; else of what is pointed at or was chosen; else of what, one has to ask."""
    if in_basket(desk) and len(desk.pointed) < 2:
        holds(desk)
        return _delivery(desk)
    if len(desk.pointed) > 1:
        return tell_sum(desk, desk.pointed)
    many = max(quantity(desk), _taken_before(desk))
    chosen = desk.pointed or desk.products(filter(None, [desk.turn.session.accepted]))
    product = chosen[0] if chosen else desk.target
    if product is not None:
        if many > 1:
            return tell_sum(desk, [product], many)
        tell_price(desk, product)
        return _delivery(desk)
    if desk.shown:
        return ask_which(desk, "utter_total_which", "ask_price")
    return desk.say("utter_basket_empty")


def _taken_before(desk: Desk) -> int:
    """How many were taken just before: « ok 6 du premier », then "how much in total?"."""
    just = desk.turn.before.said[-1:]
    return how_many(fold_aligned(desk.turn.previous)) if just and just[0].intent == "accept_product" else 1


_QUANTITY = re.compile(
    r"(?<![\w.,])(?P<n>[2-9]|[1-9]\d{1,2}) ?(?:x(?!\w)|×|fois|times|of (?:those|them|these|the|it)|"
    r"d(?:e|') ?(?:celles?|ceux|celui|ca|cela)|paires?|pairs?|exemplaires?|pieces?|unites?|units?|"
    r"boites?|box(?:es)?|packs?|paquets?|lots?)(?!\w)|"
    r"(?<!\w)(?:si j'en prends|j'en prends|j'en voudrais|il m'en faut|if i (?:take|buy|get)|i'd need|pour|for|x|par) ?"
    r"(?P<m>[2-9]|[1-9]\d{1,2})(?! ?(?:ans|an|years?|euros?|eur|€|\$|£|km|kg|g|cm|mm|h|min|%)|[.,]\d|\w)"
)


def quantity(desk: Desk) -> int:
    """How many of one thing are spoken of: "24 of those", "if I take two"; 1 where nothing says."""
    match = _QUANTITY.search(fold_aligned(desk.turn.text))
    if match:
        return int(match["n"] or match["m"])
    spelt = find_amounts(fold_aligned(desk.turn.text), desk.language) if desk.hears("if i take") else ()
    return next((int(amount.value) for amount in spelt if not amount.currency), 1)


def tell_sum(desk: Desk, products: list[Product], each: int = 1) -> None:
    """What `products` come to, `each` of them so many times."""
    prices = [product.current_price for product in products]
    whole = sum((price.amount * each for price in prices), start=Decimal(0))
    times = f"{each} × " if each > 1 else ""
    parts = [times + desk.label("title_with", title=desk.title(p), value=desk.phrasing.price(p)) for p in products]
    params = {"total": desk.phrasing.money(whole, prices[0].currency), "titles": desk.phrasing.listed(parts)}
    desk.say("utter_sum", params)
    return _delivery(desk)


def _delivery(desk: Desk) -> None:
    """What delivery adds, in the shop's words, where it has written that down and did not say it just now."""
    fact = desk.fact("delivery_cost")
    if fact is not None and not desk.told(fact):
        desk.say("utter_fact", {"fact": fact.text[desk.language]})
