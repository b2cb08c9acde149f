"""Facts about one product: details, price, stock of a size, colours. Always the catalogue's, never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.asked import SHORTEST, asked_details, own_fact, spoken_of, telling
from actions.counting import counts_something
from actions.decision import ask_which, sizes_left
from actions.desk import Desk
from actions.parts import Parts, answered_in_parts, names_in_parts
from actions.quoting import first_words, quoted
from actions.recommendation import recommend
from actions.shop_facts import tell, topics
from bot.advice.asking import ASKING
from bot.advice.attributes import LocalDetail, local_details, local_names, local_values
from bot.advice.phrase import label
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.dialogue.words import plain
from bot.shopper.needs import NEEDS_INTENTS, UNSAID, asking_of
from bot.shopper.reading.lexicon import FILLER
from bot.shopper.shelves import hangs_on
from catalog_index.colors import families
from catalog_index.product import Product
from catalog_index.query import Query
from catalog_index.text import fold, fold_aligned, stems
from catalog_index.values import WEIGHT_NAMES

_IT = re.compile(
    r"^\W*(?:(?:et|and|mais|but|ok|alors|so|est-ce qu'|combien|how much|how long|how many)\W*)*"
    r"(?:il|elle|ils|elles|it|they|c'est|is (?:this|that)|(?:does|is|can|has|will|do|are|have) (?:it|they)|"
    r"(?:sont|est|peut|peuvent|a)-(?:t-)?(?:il|elle|ils|elles))(?!\w)"
)
"""A question about what is on screen, by its pronoun."""

_OF_A_SIZE = re.compile(
    r"^\W*(?:et|and|what about|how about)\W+(?:(?:le|la|du|en|the|in|a|size|taille|pointure) )*\d\d(?:[.,]5)?\W*$"
)

_OF_ONE = re.compile(r"(?<!\w)(?:il|elle|it|celle|celui|this|that)(?!\w)")
"""One is meant, not all of those compared."""

IN_BRIEF = 3
"""Words of a question that may be nothing but what is asked."""

TOLD_OF_EACH = 2
"""Details told of each of several products at once: more is a table."""

DETAILS = 5
"""Details told at once; the page has the rest."""

NAMED = 0.6
"""Share of a title's words that must be in the message for it to be that product."""

LETTERS = frozenset({"XXS", "XS", "XL", "XXL", "XXXL"})
"""Letter sizes that are no word of a sentence (S and M could be)."""

_THAT_ONE = (
    r"(?:it|they|this|that|these|those|the (?:first|second|third|fourth|last|other|cheapest)(?: one)?|"
    r"il|elle|ils|elles|c'|ca|l[ea] (?:premi|deuxi|second|troisi|derni)\w+)"
)
YES_OR_NO = re.compile(
    r"^\W*(?:[^,?]{1,40}, ?)?(?:(?:and|but|ok|so|et|mais)\W+)?"
    rf"(?:(?:is|are|does|do|has|have|can|will|would) {_THAT_ONE}|how (?!much|many|about|come|do)\w+ (?:is|are)|"
    r"(?:est|sont|a|ont|peut|va|fait)[- ](?:t-)?(?:il|elle|ils|elles|ce)|"
    r"(?:how (?:do|does|can|should|to)|comment)(?= )|"
    rf"{_THAT_ONE} ?(?:est|sont|va|convien\w+|marche|tient|resiste))(?!\w)[^?]*(?:\?|$)"
)
"""Asked for a yes, a no or a degree: where no sheet gives one, its main details are no answer."""

ASKED_OF = ("category", "colors", "brands", "features", "exclude", "usage", "gender", "age", "for_whom", "level")
"""Needs that words about a product leave as they were: "is it available in blue?" is no wish for blue.
A size is kept if none was known: it is most likely the shopper's own."""


def product_info(desk: Desk) -> None:
    """Answer about the product meant; ask which one when that is open."""
    if desk.turn.reading.superlative and desk.pointed and not desk.turn.meaning:
        weighed = desk.turn.reading.superlative in ("lightest", "heaviest")
        beside = [d for d in asked_details(desk, desk.pointed[0]) if not (weighed and fold(d.name) in WEIGHT_NAMES)]
        if beside:
            return tell_detail(desk, desk.pointed[0], beside[0])  # "the battery life of the cheapest?"
        return tell_superlative(desk, desk.pointed[0])
    product = None if _new_search(desk) else (named_product(desk) if not desk.pointed else None) or desk.target
    if (names := _of_all(desk, product)) and not desk.turn.meaning:
        several = names_in_parts(desk, desk.shown)[:TOLD_OF_EACH]
        return tell_each(desk, desk.shown, *(several if len(several) > 1 else names[:1]))
    if product is None:
        return _without_product(desk)
    if not desk.turn.meaning:
        desk.turn.take_back((*ASKED_OF, "sizes") if desk.turn.before.needs.sizes else ASKED_OF)
    told = {*desk.turn.reading.change} - {*UNSAID}
    if (told == {"sizes"} or _OF_A_SIZE.match(fold_aligned(desk.turn.text))) and product.size and not _is_price(desk):
        return tell_stock(desk, product)  # « et en 36 ? »
    if (parts := answered_in_parts(desk, product)) is not None:
        return tell_parts(desk, product, parts)
    if (asked := asked_details(desk, product)) and not _is_price(desk):
        return tell_detail(desk, product, asked[0])
    priced = desk.intent == "ask_price" or (desk.hears("price") and desk.intent != "ask_availability")
    if priced and not counts_something(desk):
        return tell_price(desk, product)
    if desk.hears("color") or desk.turn.reading.change.get("colors"):
        return tell_colors(desk, product)
    if desk.intent == "ask_availability" or desk.hears("stock"):
        return tell_stock(desk, product)
    return tell_details(desk, product)


def tell_superlative(desk: Desk, product: Product) -> None:
    """ "Which is the lightest?": that product with its figure, and the others' beside it."""
    desk.turn.take_back((*ASKED_OF, "sizes", "budget_min", "budget_max"))
    others = [(p, value) for p in desk.shown if p.id != product.id and (value := _measured(desk, p, brief=True))]
    spoken = [desk.label("title_with", title=desk.title(p), value=value) for p, value in others]
    params = {"title": desk.title(product), "value": _measured(desk, product), "others": desk.phrasing.listed(spoken)}
    return desk.say("utter_superlative", params, replies=replies(desk, product))


def _measured(desk: Desk, product: Product, brief: bool = False) -> str:
    """The figure asked for, as the catalogue states it; "" where it does not. A rating without its reviews in brief."""
    asked = desk.turn.reading.superlative
    if asked in ("cheapest", "dearest"):
        return desk.phrasing.price(product)
    if asked in ("lightest", "heaviest"):
        weights = (d for d in local_details(product, desk.language) if fold(d.name) in WEIGHT_NAMES)
        return next((in_sentence(weight.local_value) for weight in weights), "")
    if not product.average_rating:
        return ""
    name = "rating_brief" if brief else "rating_value"
    return desk.phrasing.phrase(label(name, rating=product.average_rating, count=product.review_count or 0))


def _new_search(desk: Desk) -> bool:
    """ "Do you have trail shoes?" asks about the shelves, not about a product: a category was named that is not on
    screen."""
    named = desk.turn.reading.change.get("category")
    return (
        bool(named)
        and not about_it(desk)
        and not desk.pointed
        and not any(hangs_on(p.product_type, str(named)) for p in desk.shown)
    )


def about_it(desk: Desk) -> bool:
    """Whether the message asks something of "it" or "them", with products on screen: no words of it are a search."""
    return bool(desk.shown) and not desk.turn.meaning and bool(_IT.search(fold_aligned(desk.turn.text)))


def _of_all(desk: Desk, product: Product | None) -> list[str]:
    """The details asked of all on screen: of none in particular (« combien de roues ? »), or of those just compared."""
    several = len({p.group for p in desk.shown}) > 1 and not desk.pointed and not _is_price(desk)
    compared = desk.turn.before.shown == desk.turn.before.compared and not _OF_ONE.search(fold_aligned(desk.turn.text))
    if (
        not several
        or desk.looks_elsewhere
        or not (product is None or compared)
        or desk.heard_intent != "ask_product_info"
    ):
        return []
    return list(dict.fromkeys(d.name for each in desk.shown for d in asked_details(desk, each)))


def _without_product(desk: Desk) -> None:
    if about_it(desk):
        desk.turn.take_back(tuple(desk.turn.reading.change))
        return ask_which(desk, "utter_which_product", desk.intent)
    if any(asking_of(key) != "open" for key in desk.turn.reading.change) and desk.heard_intent not in NEEDS_INTENTS:
        return recommend(desk)
    if desk.shown:
        return ask_which(desk, "utter_which_product", desk.intent)
    if facts := topics(desk):
        return tell(desk, facts)  # « quels sont vos horaires ? »
    return desk.say("utter_which_product_none")


def tell_each(desk: Desk, products: Sequence[Product], *names: str) -> None:
    """What each states of the details `names`, where that makes no order."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    parts = []
    for product in products:
        if told := [value_told(desk, product, name) for name in names if local_values(product, name)]:
            parts.append(desk.label("title_with", title=desk.title(product), value=", ".join(told)))
    labels = [in_sentence(_called(desk, products, name)) for name in names]
    params = {"label": desk.phrasing.listed(labels), "values": desk.phrasing.listed(parts)}
    return desk.say("utter_values_beside", params)


def _called(desk: Desk, products: Sequence[Product], name: str) -> str:
    """The detail's name as the first product that states it has it."""
    holder = next((product for product in products if local_values(product, name)), products[0])
    return desk.phrasing.local(local_names(holder, name))


def value_told(desk: Desk, product: Product, name: str) -> str:
    return in_sentence(desk.phrasing.local(local_values(product, name)))


def named_product(desk: Desk) -> Product | None:
    """The product whose title the shopper wrote, nearly whole."""
    words = set(plain(desk.turn.text).split())
    hits = desk.catalogue.search(Query(text=desk.turn.text, language=desk.language, limit=3)).hits
    for hit in hits:
        title = set(plain(hit.product.text(desk.language).title).split())
        if title and len(title & words) >= NAMED * len(title):
            return hit.product
    return None


def tell_price(desk: Desk, product: Product) -> None:
    params = {"title": desk.title(product), "price": desk.phrasing.price(product)}
    choice = desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue)
    if product.sale_price is None:
        return desk.say("utter_price", params, choices=[choice], replies=replies(desk, product))
    params["list_price"] = desk.phrasing.money(product.price.amount, product.price.currency)
    return desk.say("utter_price_sale", params, choices=[choice], replies=replies(desk, product))


def tell_stock(desk: Desk, product: Product) -> None:
    """Whether it is there, in the size asked for if one was."""
    left = sizes_left(desk, product)
    wanted = desk.turn.reading.change.get("sizes") or _size_said(desk) or desk.needs.sizes
    title, spoken = desk.title(product), desk.phrasing.listed(list(left))
    size = next((size for size in wanted if left), None)
    if size is not None:
        fitting = next((s for s in left if s.casefold() == size.casefold()), None)
        if fitting is None:
            params = {"title": title, "size": size, "sizes": spoken}
            return desk.say("utter_unavailable_size", params, replies=replies(desk, product))
        choice = desk.advisor.choice(left[fitting], desk.shown, desk.needs, desk.catalogue)
        params = {"title": title, "size": fitting}
        return desk.say("utter_available_size", params, choices=[choice], replies=replies(desk, left[fitting]))
    if not product.buyable and not left:
        return desk.say("utter_unavailable", {"title": title}, replies=replies(desk, product)[1:])
    sizes = desk.label("sizes_left", sizes=spoken) if left else ""
    return desk.say("utter_available", {"title": title, "sizes": sizes}, replies=replies(desk, product))


def _size_said(desk: Desk) -> tuple[str, ...]:
    """A size in the words that no shelf has ("en 48 ?"): the question was about it all the same."""
    said = [w.upper() for w in plain(desk.turn.text).split() if w.upper() in LETTERS or (w.isdigit() and int(w) >= 10)]
    return tuple(said[:1]) if not desk.turn.meaning else ()


def tell_colors(desk: Desk, product: Product) -> None:
    """The colours that can be bought, and whether the one asked for is among them."""
    variants = [v for v in desk.catalogue.variants(product.group) if v.buyable and v.color]
    names = list(dict.fromkeys(v.text(desk.language).color.lower() for v in variants))
    asked = desk.turn.reading.change.get("colors") or ()
    if not names:
        return desk.say("utter_info_unknown", {"title": desk.title(product)}, replies=[desk.person])
    there = [v for v in variants if set(asked) & set(families(v.color))]
    params = {"title": desk.title(product), "colors": desk.phrasing.listed(names)}
    if asked and not there:
        color = desk.phrasing.color(str(asked[0]))
        return desk.say("utter_unavailable_color", {**params, "color": color}, replies=replies(desk, product))
    shown = {v.color: v for v in (there or variants)}
    choices = [desk.advisor.choice(v, (), desk.needs, desk.catalogue) for v in list(shown.values())[:3]]
    if asked:
        params["colors"] = desk.phrasing.listed(list(dict.fromkeys(v.text(desk.language).color.lower() for v in there)))
    return desk.say("utter_available_color", params, choices=choices, replies=replies(desk, product))


def tell_details(desk: Desk, product: Product) -> None:
    """The detail asked for, else the main ones. What the sheet does not say is not made up."""
    title = desk.title(product)
    choice = desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue)
    own = own_fact(desk, product)
    if own is not None:
        return desk.say("utter_product_detail", {"title": title, **own}, replies=replies(desk, product))
    if _asks_unknown(desk):
        return desk.say("utter_info_unknown", {"title": title}, replies=[desk.person, *replies(desk, product)[:1]])
    asked = set() if desk.hears("see") else telling(desk, product)
    spoken = spoken_of(desk, product, asked)
    if spoken is not None:
        return tell_detail(desk, product, spoken)
    quote = quoted(product, asked, desk.language) if asked else None
    if quote is not None:
        return desk.say("utter_product_says", {"title": title, "quote": quote}, replies=replies(desk, product))
    loosely = _asked_in_brief(desk)
    quote = quoted(product, loosely, desk.language) if loosely else None
    if quote is not None:
        return desk.say("utter_product_says", {"title": title, "quote": quote}, replies=replies(desk, product))
    params = {"title": title, "details": main_details(desk, product)}
    if asked or loosely or (not desk.turn.meaning and YES_OR_NO.search(fold_aligned(desk.turn.text))):
        ways = [desk.person, *replies(desk, product)[:1]]
        return desk.say("utter_product_unsure", params, choices=[choice], replies=ways)
    return desk.say("utter_product_info", params, choices=[choice], replies=replies(desk, product))


def main_details(desk: Desk, product: Product) -> str:
    """The first details of the sheet; where it has none, its highlights or its first words."""
    stated = [
        f"{in_sentence(d.local_name)} {in_sentence(d.local_value)}" for d in local_details(product, desk.language)
    ]
    parts = stated[:DETAILS]
    if not parts:
        parts = list(product.text(desk.language).product_highlight[:3]) or [first_words(product, desk.language)]
    return desk.phrasing.listed(parts)


def _asked_in_brief(desk: Desk) -> set[str]:
    """The stems of a question that is nothing but what is asked: "water resistant?"."""
    said = set(plain(desk.turn.text).split()) - FILLER - ASKING
    brief = not desk.turn.meaning and desk.turn.text.strip().endswith("?") and 0 < len(said) <= IN_BRIEF
    exact = len(plain(desk.turn.text).split()) <= IN_BRIEF
    return (
        set(stems(" ".join(word for word in said if len(word) >= SHORTEST), desk.language))
        if brief and exact
        else set()
    )


def tell_detail(desk: Desk, product: Product, detail: LocalDetail) -> None:
    params = {
        "title": desk.title(product),
        "label": in_sentence(detail.local_name),
        "value": in_sentence(detail.local_value),
    }
    desk.say("utter_product_detail", params, replies=replies(desk, product))


def tell_parts(desk: Desk, product: Product, parts: Parts) -> None:
    """Each thing asked in its turn; of what the page leaves out, that it does."""
    params = {"title": desk.title(product), "details": desk.phrasing.listed(parts.told)}
    ways = replies(desk, product)
    if parts.silent:
        return desk.say("utter_product_parts_silent", params, replies=[desk.person, *ways[:1]])
    return desk.say("utter_product_parts", params, replies=ways)


def asks_of_one(desk: Desk) -> bool:
    """Whether something precise is asked of the one product pointed at: "what colour is the second?"."""
    told = any(desk.hears(name) for name in ("color", "stock", "rating", "material", "money"))
    return told or bool(asked_details(desk, desk.pointed[0]))


def _is_price(desk: Desk) -> bool:
    """Whether money is asked for in so many words: "how much does it weigh" is not."""
    return desk.hears("money")


def _asks_unknown(desk: Desk) -> bool:
    """Something precise was asked (reviews, material) that the sheet does not hold."""
    return not desk.turn.meaning and (desk.hears("rating") or desk.hears("material"))


def replies(desk: Desk, product: Product) -> list[QuickReply]:
    here = (product.id,)
    sizes = [desk.reply("reply_sizes", Meaning("ask_availability", refers=here))] if product.size else []
    return [
        desk.reply("reply_take", Meaning("accept_product", refers=here), title=desk.title(product)),
        *sizes,
        desk.reply("reply_similar", Meaning("ask_alternative", refers=here, value="different")),
    ]
