"""Showing products: what fits, or an honest no with the nearest; and something else instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.consultation import chosen, found_by_words, resume
from actions.decision import accept
from actions.desk import Desk
from actions.sizing import coloured_elsewhere, colourless, sized_otherwise
from bot.advice.alternatives import DIRECTIONS, Direction
from bot.advice.attributes import local_names, number_of
from bot.advice.choices import SHOWN, Choice
from bot.advice.mentions import unspoken
from bot.advice.sizes import sized, unlike
from bot.dialogue.formats import in_sentence, sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.filters import filters_for
from bot.shopper.measures import measure_wish
from bot.shopper.needs import NEEDS_INTENTS, Needs, from_json
from bot.shopper.reading.merging import SELF
from bot.shopper.shelves import hangs_on
from catalog_index.product import Product
from catalog_index.query import Extreme, Hit, Query, SearchResult, Sort
from catalog_index.text import fold
from catalog_index.values import ONE_SIZE
from catalog_index.vocabulary import Vocabulary

RELAXED_NEED: Mapping[str, Mapping[str, Any]] = {
    "price_max": {"budget_max": None},
    "price_min": {"budget_min": None},
    "sizes": {"sizes": []},
    "colors": {"colors": []},
    "not_colors": {"exclude": []},
    "brands": {"brands": []},
    "not_brands": {"exclude": []},
    "genders": {"gender": None},
    "categories": {"category": None},
    "attributes": {"features": []},
    "ranges": {"features": []},
    "exclude_terms": {"exclude": []},
}
"""Which need goes when a filter is dropped."""

GIVING_WAY = ("price_max", "colors", "brands", "sizes")
"""Filters whose wishes may be given up for something that suits."""

EXCLUDING = frozenset({"not_colors", "not_brands", "exclude_terms"})
"""Filters that each hold a part of what is excluded."""

RELAXATIONS = 3
REPLIES = 4

INSISTING = 2
"""Honest noes in a row after which a third would only repeat them: a person may know better."""

COURTESIES = frozenset({"thank", "goodbye"})
"""Answered by a rule's own words: thanks are no wish to be shown more."""


def recommend(desk: Desk) -> None:
    """What the consultation leads to."""
    beside = desk.turn.spoke and desk.heard_intent not in NEEDS_INTENTS and "category" not in desk.turn.reading.change
    if desk.heard_intent in COURTESIES or beside:
        return None  # a digression was answered and no question waits any more: what is on screen stands
    if chosen(desk) and desk.turn.before.asking == "size":
        return accept(desk)
    found = desk.look()
    if not found.hits:
        return nothing_fits(desk, found)
    hits = _hits(desk, found)
    choices = desk.advisor.recommend(desk.wish(), hits, desk.catalogue)
    show(desk, choices)
    return _own_up(desk, choices)


def _own_up(desk: Desk, choices: Sequence[Choice]) -> None:
    """What is excluded and no sheet of the shelf speaks of, told where it was excluded just now or a shelf is shown for
    the first time since: that they are silent is no promise."""
    before, change = desk.turn.before, desk.turn.reading.change
    anew = "category" in change or not any(hangs_on(p.product_type, desk.needs.category or "") for p in desk.shown)
    if "exclude" not in change and not anew:
        return
    known = () if anew else before.needs.exclude
    new = Needs(exclude=tuple(word for word in desk.needs.exclude if word not in known))
    silent = [term for term in filters_for(new, desk.catalogue.vocabulary).exclude_terms if _unheard_of(desk, term)]
    if silent:
        replies = [*follow_ups(desk, choices)[: REPLIES - 1], desk.person]
        desk.say("utter_unmentioned", {"things": desk.phrasing.listed(silent)}, replies=replies)


def _unheard_of(desk: Desk, term: str) -> bool:
    """Whether leaving out what has `term` leaves out nothing of the shelf, and `term` is no shelf itself."""
    shelves = desk.catalogue.vocabulary.categories.values()
    if any(fold(term) in fold(name) for shelf in shelves for name in shelf.names.values()):
        return False
    shelf = filters_for(Needs(category=desk.needs.category), desk.catalogue.vocabulary)
    whole, kept = (
        desk.catalogue.search(Query("", desk.language, filters, limit=1)).total
        for filters in (shelf, replace(shelf, exclude_terms=(term,)))
    )
    return whole == kept


def _hits(desk: Desk, found: SearchResult) -> Sequence[Hit]:
    """Where no category was recognised but the words were: only what the words name."""
    if desk.needs.category is not None:
        return found.hits
    if not desk.turn.search:
        return _without_sizes(desk, found.hits)
    named = set(found_by_words(desk))
    return [hit for hit in found.hits if hit.product.id in named] or found.hits


def _without_sizes(desk: Desk, hits: Sequence[Hit]) -> Sequence[Hit]:
    """For somebody whose size nobody knows, what comes in none, where there is enough of it."""
    if desk.needs.for_whom in (None, *SELF) or desk.needs.sizes:
        return hits
    unsized = [hit for hit in hits if not hit.product.size or hit.product.size.casefold() in ONE_SIZE]
    return unsized if len(unsized) >= SHOWN else hits


def show(desk: Desk, choices: Sequence[Choice]) -> None:
    first = choices[0]
    if all(choice.fit.missed and choice.fit.lacks for choice in choices):
        return _short(desk, choices)
    reason = desk.phrasing.reason(first.reasons[0]) if first.reasons else desk.label("because_reason")
    params = {
        "count": len(choices),
        "summary": desk.phrasing.summary(desk.needs),
        "criteria": desk.phrasing.criteria(desk.needs),
        "title": desk.title(first.product),
        "reason": reason,
        "reason_sentence": sentence(reason),
    }
    sort = desk.turn.reading.sort
    if sort != "relevance":
        params["order"] = _order(desk, sort, first.product)
    elif desk.needs.thrifty:
        params["order"] = desk.label("order_price_asc")
    if things := _unspoken(desk, choices):
        replies = [*follow_ups(desk, choices)[: REPLIES - 1], desk.person]
        return desk.say("utter_unmentioned", {"things": desk.phrasing.listed(things)}, choices=choices, replies=replies)
    return desk.say(_response(desk, choices), params, choices=choices, replies=follow_ups(desk, choices))


def _unspoken(desk: Desk, choices: Sequence[Choice]) -> list[str]:
    """What was wished for just now and no page speaks of: it must not look heard when all stays as it was."""
    before, now, reading = desk.turn.before, desk.turn.session, desk.turn.reading
    same = tuple(choice.product.id for choice in choices) == before.shown and before.needs == now.needs
    told = desk.heard_intent in ("inform_need", "change_mind") and not desk.turn.meaning
    return unspoken(reading.rest, desk.turn.text) if same and told and reading.rest else []


def _short(desk: Desk, choices: Sequence[Choice]) -> None:
    """None does what it is wanted for: said with what it lacks, and the wishes without which there are others."""
    first = choices[0]
    params = {
        "summary": desk.phrasing.summary(desk.needs),
        "title": desk.title(first.product),
        "lack": desk.phrasing.reason(first.fit.lacks[0]),
    }
    ways = [key for key in GIVING_WAY if _helps(desk, key, first)]
    replies = [desk.reply(f"reply_relax_{key}", Meaning("change_mind", needs=RELAXED_NEED[key])) for key in ways]
    replies = [*replies, *follow_ups(desk, choices)][:REPLIES]
    return desk.say("utter_recommend_short", params, choices=choices, replies=replies)


def _helps(desk: Desk, key: str, best: Choice) -> bool:
    """Whether something suits better than `best` without the wish behind a filter."""
    needs = desk.needs.changed(from_json(RELAXED_NEED[key]))
    if needs == desk.needs:
        return False
    wish = replace(desk.wish(), needs=needs)
    found = desk.advisor.recommend(wish, desk.advisor.look(wish, desk.catalogue).hits, desk.catalogue)
    return bool(found) and found[0].fit.missed < best.fit.missed


def _order(desk: Desk, sort: Sort, first: Product) -> str:
    """In which order they come, as it is said."""
    if not isinstance(sort, Extreme):
        return desk.label(f"order_{sort}")
    name = in_sentence(local_names(first, sort.name)[desk.language])
    return desk.label("order_most" if sort.most else "order_least", name=name)


def _response(desk: Desk, choices: Sequence[Choice]) -> str:
    before, now = desk.turn.before, desk.turn.session
    if desk.turn.reading.sort != "relevance":
        return "utter_recommend_sorted"
    if now.needs.thrifty and not before.shown:
        return "utter_recommend_sorted"
    same = tuple(c.product.id for c in choices) == before.shown
    if len(choices) == 1:  # "shall I compare them?" of one is nonsense
        return "utter_recommend_one"
    if same and before.needs == now.needs:
        return "utter_recommend_again"
    if not now.needs.said() and not desk.turn.search:
        return "utter_recommend_plain"
    if same:
        return "utter_recommend_same"
    return "utter_recommend_changed" if before.shown and before.needs != now.needs else "utter_recommend"


def follow_ups(desk: Desk, choices: Sequence[Choice]) -> list[QuickReply]:
    """The ways on from products on screen; the first is what a "yes" would mean."""
    items = tuple(c.product.id for c in choices)
    first = items[:1]
    compared = [desk.reply("reply_compare", Meaning("compare", refers=items))] if len(items) > 1 else []
    return [
        *compared,
        desk.reply("reply_cheaper", Meaning("ask_alternative", refers=first, value="cheaper")),
        desk.reply("reply_why", Meaning("why_this", refers=first)),
        desk.reply("reply_different", Meaning("ask_alternative", refers=first, value="different")),
    ]


def nothing_fits(desk: Desk, found: SearchResult) -> None:
    """An honest no; the nearest with what they miss, and the wishes that could be dropped."""
    if unlike(desk.needs.sizes, desk.needs.category or "", desk.catalogue.vocabulary):
        return sized_otherwise(desk)
    if desk.needs.colors and colourless(desk):
        return coloured_elsewhere(desk)
    useful = sorted((r for r in found.relaxations if r.count and r.key in RELAXED_NEED), key=lambda r: -r.count)
    changes = [(r.key, _dropping(r.key, desk.needs, desk.catalogue.vocabulary)) for r in useful[:RELAXATIONS]]
    replies = [desk.reply(f"reply_relax_{key}", Meaning("change_mind", needs=change)) for key, change in changes]
    params = {"summary": desk.phrasing.summary(desk.needs)}
    missing, nearest = desk.advisor.nearest(desk.wish(), found, desk.catalogue)
    if not nearest or "not_brands" in missing:  # a brand that was refused is not shown again
        replies = replies or [desk.person]
        return desk.say("utter_nothing_fits", params, replies=replies)
    choices = desk.advisor.recommend(desk.wish(), nearest, desk.catalogue)
    choices = [sized(choice) for choice in choices] if "sizes" in missing else choices
    params["missing"] = desk.phrasing.listed([_missing(desk, key, choices[0].product) for key in missing])
    return desk.say("utter_nearest", params, choices=choices, replies=replies or follow_ups(desk, choices))


def _missing(desk: Desk, key: str, product: Product) -> str:
    """What is missed; a quality wished for by its name."""
    if key != "attributes":
        return desk.label(f"miss_{key}")
    wishes = [each for each in desk.needs.features if not measure_wish(each) and _lacks(desk, product, each)]
    spoken = [desk.phrasing.feature(each, desk.needs.category) for each in wishes]
    return desk.label("miss_wishes", wishes=", ".join(spoken)) if spoken else desk.label("miss_attributes")


def _lacks(desk: Desk, product: Product, feature: str) -> bool:
    filters = filters_for(Needs(features=(feature,)), desk.catalogue.vocabulary)
    return "attributes" in desk.catalogue.fails(product.id, filters)


def _dropping(key: str, needs: Needs, vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Dropping the wish behind a filter; of what is excluded or of the features, only the part meant."""
    if key in ("attributes", "ranges"):
        kept = [each for each in needs.features if bool(measure_wish(each)) == (key == "attributes")]
        return {"features": kept, **({"age": None} if key == "attributes" else {})}
    if key not in EXCLUDING:
        return RELAXED_NEED[key]
    gone = {fold(word) for word in getattr(filters_for(needs, vocabulary), key)}
    return {"exclude": [word for word in needs.exclude if fold(word) not in gone]}


# --- something else ---------------------------------------------------------------------------------------------------


def alternative(desk: Desk) -> None:
    """Cheaper, better, another brand or colour, or just different. Of another shelf, what there is: « et une théière
    avec ? »."""
    if "category" in desk.turn.reading.change and not desk.pointed and not desk.turn.meaning:
        return recommend(desk)
    if isinstance(desk.turn.reading.sort, Extreme) and not desk.turn.meaning:
        return recommend(desk)  # "a quieter one": the quietest first
    way = direction(desk)
    product = _from_where(desk, way)
    if product is None:
        return _without_product(desk)
    if way in ("other_brand", "other_color"):
        desk.turn.take_back(("brands", "colors"))
    offer(desk, product, way)
    return None


def _from_where(desk: Desk, way: Direction) -> Product | None:
    """What to move away from: the product meant; of several on screen the cheapest, the dearest or the lightest, when
    it is to be cheaper, dearer or lighter still; else the first."""
    if desk.target or not desk.shown:
        return desk.target
    if way == "cheaper":
        return min(desk.shown, key=lambda p: p.current_price.amount)
    if way == "dearer":
        return max(desk.shown, key=lambda p: p.current_price.amount)
    weighed = [(weight, p) for p in desk.shown if (weight := number_of(p, "Weight")) is not None]
    if way == "lighter" and weighed:
        return min(weighed, key=lambda pair: pair[0])[1]
    return desk.shown[0]


def _without_product(desk: Desk) -> None:
    """Nothing to move away from: what was said may still be a search."""
    if desk.needs.said():
        return recommend(desk)
    desk.say("utter_alternative_which")
    return resume(desk)


def offer(desk: Desk, product: Product, way: Direction) -> None:
    """Show alternatives to `product`, or say that there are none."""
    choices = instead(desk, product, way)
    if not choices:
        return lowest(desk, product) if way == "cheaper" else _no_other(desk, product, way)
    name = desk.label(f"direction_{way}")
    return desk.say("utter_alternative", {"direction": name}, choices=choices, replies=follow_ups(desk, choices))


def instead(desk: Desk, product: Product, way: Direction) -> list[Choice]:
    """What there is in place of `product`. What all on screen lack was told with them: the next may lack it too."""
    seen = desk.turn.session.all_shown
    choices = desk.advisor.alternatives(product, way, desk.wish(), desk.catalogue, seen)
    lacking = lacked(desk, product)
    if choices or not lacking or not _told(desk):
        return choices
    wish = replace(desk.wish(), needs=_eased(desk, lacking))
    return desk.advisor.alternatives(product, way, wish, desk.catalogue, seen)


def _told(desk: Desk) -> bool:
    """Whether what is on screen was shown for the needs there are: what it lacks was said with it."""
    return bool(desk.shown) and desk.turn.before.needs == desk.needs


def lacked(desk: Desk, product: Product) -> list[str]:
    """The filters of the needs that neither `product` nor anything else on screen passes."""
    filters = filters_for(desk.needs, desk.catalogue.vocabulary)
    lacking = [set(desk.catalogue.fails(each.id, filters)) for each in (product, *desk.shown)]
    return sorted(set.intersection(*lacking) & RELAXED_NEED.keys())


def _eased(desk: Desk, lacking: Sequence[str]) -> Needs:
    """The needs without the wishes behind these filters."""
    needs = desk.needs
    for key in lacking:
        needs = needs.changed(from_json(_dropping(key, needs, desk.catalogue.vocabulary)))
    return needs


def _no_other(desk: Desk, product: Product, way: Direction) -> None:
    params = {"criteria": desk.phrasing.criteria(desk.needs), "summary": desk.phrasing.summary(desk.needs)}
    told = desk.shop.words.variants("utter_no_alternative", desk.language, params)
    if sum(text in desk.turn.recent for text in told) >= INSISTING:
        return desk.say("utter_no_alternative_more", replies=[desk.person])
    return desk.say("utter_no_alternative", params, replies=other_ways(desk, product, way))


def lowest(desk: Desk, product: Product) -> None:
    """Nothing cheaper suits: said as it is, with what is on sale as the way on. Of what is not itself what was asked
    for just now this would be no truth: then that is looked for."""
    lacking = lacked(desk, product)
    if lacking and not _told(desk):
        return recommend(desk)
    choice = desk.advisor.choice(product, (), desk.needs, desk.catalogue)
    reason = desk.phrasing.reason(choice.reasons[0]) if choice.reasons else desk.label("because_reason")
    params = {
        "summary": desk.phrasing.summary(_eased(desk, lacking)),
        "title": desk.title(product),
        "price": desk.phrasing.price(product),
        "reason_sentence": sentence(reason),
    }
    replies = [desk.reply("reply_on_sale", Meaning("ask_discount", value="on_sale"))]
    return desk.say("utter_price_lowest", params, choices=[choice], replies=replies)


def direction(desk: Desk) -> Direction:
    """Which way to go: as tapped, else by the words."""
    ways = {way: way for way in DIRECTIONS}
    if desk.value in ways:
        return ways[desk.value]
    if desk.turn.reading.sort == "price_asc":
        return "cheaper"
    if desk.turn.reading.sort == "weight_asc":
        return "lighter"
    barred = {"different", *(["dearer"] if desk.hears("no dearer") else [])}
    heard = (way for way in DIRECTIONS if way not in barred and desk.hears(way))
    return next(heard, "different")


def other_ways(desk: Desk, product: Product, way: Direction) -> list[QuickReply]:
    return [
        desk.reply(f"reply_{other}", Meaning("ask_alternative", refers=(product.id,), value=other))
        for other in ("cheaper", "better", "other_brand", "other_color")
        if other != way
    ][:3]
