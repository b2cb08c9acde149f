"""What the words themselves ask for, whatever action the rules chose: what we don't carry, a basket, brands, advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from actions.asked import asked_details
from actions.basket import holds, unbasket
from actions.beyond import dosage, for_another, rival
from actions.comparison import compare, to_compare
from actions.complaints import falls_short
from actions.complement import companion, goes_with
from actions.consultation import hold, resume, waiting
from actions.decision import ask_which
from actions.desk import Desk
from actions.expertise import brands, criteria
from actions.figures import all_of_them, most, total
from actions.hesitation import reassure, reassuring
from actions.products import asks_of_one, product_info
from actions.recommendation import alternative
from actions.repair import repair
from actions.shop_facts import shop_fact, tell, topics
from actions.unstated import asks_the_shop
from actions.variant import another_of_it
from bot.advice.bearing import bearers
from bot.advice.questions import category_question
from bot.advice.suitability import said_only
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.needs import NEEDS_INTENTS, UNSAID
from bot.shopper.reading.openers import SEEKING
from catalog_index.text import fold_aligned

Step = Callable[[Desk], None]

DIVERTED = frozenset(
    {
        "action_recommend", "action_compare", "action_alternative", "action_product_info", "action_clarify",
        "action_out_of_scope", "action_accept", "action_why", "action_greet", "action_hesitation", "action_shop_fact",
    }
)  # fmt: skip
"""Actions whose place a diversion takes. The form's questions ask for it themselves (see consultation)."""

LISTENING = frozenset({"action_compare", "action_alternative", "action_clarify", "action_hesitation", "action_accept"})
"""Those after which the form stays silent (data/rules): the question that waited is brought back here."""

ABOUT_ONE = frozenset({"ask_product_info", "ask_price", "compare"})

SELLING = re.compile(
    r"(?<!\w)(?:avez[- ]vous|vous (?:avez|vendez|faites)|vendez[- ]vous|do you|have you|you (?:sell|have))(?!\w)"
)
"""A question what is sold."""

_WHERE = re.compile(
    r"^\W*(?:(?:plutot|surtout|souvent|parfois|mostly|mainly|often|sometimes|et|and|ou|or)\W+)*"
    r"(?:dans|sur|sous|chez|a travers|au bord|au milieu|in|on|at|through|near|by|around|along|across|under)(?!\w)"
)
"""A message that begins so tells a place."""

_WHICH_OF = re.compile(
    r"(?<!\w)(?:which|lequel|laquelle)(?: one)? (?:of|between|des|entre)(?: \w+){1,4}[ ,]*(?:would you|do you|"
    r"should i|vous|tu|prendr|choisir|conseill|recommand|prefer)"
)
"""The seller's own choice of several is asked for: "which of the first two would you take?"."""

CATEGORIES = 4

CARDS = 3

ABOUT_LOOKS = frozenset(
    {"ask_product_info", "ask_availability", "ask_recommendation", "ask_alternative", "inform_need"}
)
"""What « vous avez une photo ? » is taken for."""

DOUBTING = frozenset(
    {
        "hesitate",
        "ask_product_info",
        "why_this",
        "ask_availability",
        "out_of_scope",
        "nlu_fallback",
        "ask_recommendation",
    }
)
"""What « d'où viennent vos produits ? » is taken for."""

OF_THE_SHOP = frozenset({"ask_delivery", "ask_returns", "privacy", "order_status"})
"""What these ask for by a name is no article: "do you do team discounts?"."""


def diverted(desk: Desk, name: str) -> Step | None:
    """What to do instead of the action `name`, if the words of this message call for it."""
    if name not in DIVERTED or desk.turn.meaning or desk.turn.done:
        return None
    if name == "action_shop_fact":
        return total(desk)  # "how much in total with delivery?"
    other = diversion(desk)
    return _and_resume(other) if other and desk.in_form and name in LISTENING else other


def holding(desk: Desk) -> Callable[[Desk], list[dict[str, Any]]] | None:
    """The form's validation when a message under a needs intent is diverted: the question that waited waits on."""
    if desk.heard_intent not in NEEDS_INTENTS or desk.turn.meaning or desk.turn.done or diversion(desk) is None:
        return None
    return hold


def diverted_question(desk: Desk) -> Step | None:
    """Before the question that waited is asked again: the answer the words called for."""
    if desk.turn.meaning or desk.turn.done or waiting(desk) is None:
        return None
    other = diversion(desk)
    return _and_resume(other) if other else None


def diversion(desk: Desk) -> Step | None:
    reading = desk.turn.reading
    if reading.remark in REMARKS:
        return REMARKS[reading.remark]
    if asks_the_shop(desk) and reading.intent_hint != "accept_product":
        return shop_fact  # of who takes something, the question was answered beside
    if (variant := another_of_it(desk)) is not None:
        return variant
    if _asks_of_one(desk):
        return product_info
    if desk.heard_intent == "price_objection" and desk.hears("lighter") and not desk.hears("money"):
        return alternative  # "that's a bit heavy", in the hand and not in the purse
    if (told := total(desk) or most(desk) or all_of_them(desk) or falls_short(desk)) is not None:
        return told
    if desk.hears("elsewhere"):
        return shop_fact if topics(desk) else elsewhere
    if desk.hears("interest"):
        return interest
    if desk.heard_intent == "compare" and len({p.group for p in desk.pointed}) == 1 and _is_of_one(desk):
        return product_info
    if absent(desk) or for_another(desk):
        return not_carried
    picks = desk.hears("pick") or _WHICH_OF.search(fold_aligned(desk.turn.text))
    if picks and len(to_compare(desk)) > 1 and len(desk.pointed) != 1:
        return compare
    if desk.hears("goes with") and companion(desk) is not None and "category" not in reading.change:
        return goes_with  # « un drap qui va avec » is looked for on its own shelf
    if reading.vain and desk.shown:
        return point_again
    if (plain := _plain_question(desk)) is not None:
        return plain
    if not desk.pointed and desk.hears("brands"):
        return brands
    if not desk.pointed and desk.hears("criteria"):
        return criteria
    return None


def _is_of_one(desk: Desk) -> bool:
    """Whether something is asked of the one pointed at, or it is preferred: "I'd rather have the lighter one"."""
    return asks_of_one(desk) or desk.hears("prefers")


def _asks_of_one(desk: Desk) -> bool:
    """Whether a question that points at one product was taken for a need, though it names none, or for its
    price though a detail is doubted."""
    told = {*desk.turn.reading.change} - {*UNSAID}
    if len(desk.pointed) != 1 or told or "?" not in desk.turn.text:
        return False
    if desk.heard_intent == "price_objection":
        return not desk.hears("money") and bool(asked_details(desk, desk.pointed[0]))
    return desk.heard_intent in NEEDS_INTENTS


def _plain_question(desk: Desk) -> Step | None:
    """How one orders, what it looks like, whether it is genuine: answered whatever the sentence was taken for."""
    if desk.hears("how to order"):
        return how_to_order
    if desk.hears("how to pay") and desk.fact("payment"):
        return lambda desk: tell(desk, topics(desk))
    if desk.hears("photo") and desk.intent in ABOUT_LOOKS and (desk.pointed or desk.shown):
        return photo
    if desk.hears("authenticity") and desk.fact("authenticity") and desk.heard_intent in DOUBTING:
        return lambda desk: tell(desk, topics(desk))
    return None


def how_to_order(desk: Desk) -> None:
    """The way to the basket: nobody here orders for the shopper."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    ways = [desk.reply("reply_delivery", Meaning("ask_delivery"))]
    if not desk.shown:
        ways.insert(0, desk.reply("reply_advise", Meaning("ask_recommendation")))
    desk.say("utter_how_to_order", replies=ways)


def photo(desk: Desk) -> None:
    """The cards of what is meant: each has its photo."""
    meant = desk.pointed or ([desk.target] if desk.target else desk.shown)
    choices = [desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue) for product in meant]
    desk.say("utter_photo", choices=choices[:CARDS])


def _and_resume(step: Step) -> Step:
    def both(desk: Desk) -> None:
        step(desk)
        resume(desk)

    return both


def absent(desk: Desk) -> bool:
    """Whether something was asked for by a name that no product, shelf or brand here bears."""
    thing = desk.turn.reading.thing
    if not thing.foreign or desk.pointed or desk.heard_intent in OF_THE_SHOP or desk.hears("discount"):
        return False
    if _WHERE.match(fold_aligned(desk.turn.text)):
        return False  # « dans la forêt » tells where, not what
    if SEEKING.search(fold_aligned(desk.turn.text)):
        return False  # « quelque chose contre les ampoules » describes what it has no name for
    told = {*desk.turn.reading.change} - {*UNSAID, "category"}
    of_it = desk.heard_intent in ABOUT_ONE and (desk.shown or desk.target)
    if (told or of_it) and not SELLING.search(fold_aligned(desk.turn.text)):
        return False  # a need was said beside it, or it is asked of what is on screen: « et elle est imperméable ? »
    return not bearers(thing.name, desk.language, desk.catalogue)


def not_carried(desk: Desk) -> None:
    """An honest no, and the ways on: what was looked for before, or the shelves there are."""
    params = {"thing": for_another(desk) or desk.turn.reading.thing.name}
    desk.turn.take_back(tuple(desk.turn.reading.change))
    if said_only(desk.needs).said() and desk.shown:
        params["criteria"] = desk.phrasing.criteria(desk.needs)
        return desk.say(
            "utter_not_carried_back", params, replies=[desk.reply("reply_show", Meaning("ask_recommendation"))]
        )
    return desk.say("utter_not_carried", params, replies=_shelves(desk))


def _shelves(desk: Desk) -> list[QuickReply]:
    question = category_question(desk.shelf())
    if question is None or desk.turn.before.asking:
        return []
    return [
        QuickReply(
            desk.phrasing.phrase(o.title), Meaning("inform_need", needs=o.change, answers="category", value=o.value)
        )
        for o in question.options[:CATEGORIES]
    ]


def elsewhere(desk: Desk) -> None:
    """Another shop's price or goods: nothing is known of them here, which is said; and what can be done."""
    replies = [desk.reply("reply_on_sale", Meaning("ask_discount", value="on_sale"))]
    if desk.target is not None:
        replies.insert(0, desk.reply("reply_why", Meaning("why_this", refers=(desk.target.id,))))
    elif desk.needs.category is not None or desk.shown:
        replies.insert(0, desk.reply("reply_show", Meaning("ask_recommendation")))
    desk.say("utter_elsewhere", replies=replies)
    if reassuring(desk):
        reassure(desk, replies)


def interest(desk: Desk) -> None:
    """Whose interest the advice serves: by what rule things are chosen, the part that margin has in it included."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    shown = desk.target or next(iter(desk.shown), None)
    ways = [desk.reply("reply_why", Meaning("why_this", refers=(shown.id,)))] if shown else []
    desk.say("utter_interest", replies=[*ways, desk.person])


def point_again(desk: Desk) -> None:
    """What was pointed at is not on screen: those that are, to choose from."""
    told = desk.intent if desk.intent in ("accept_product", "ask_price", "ask_availability", "why_this") else None
    ask_which(desk, "utter_point_again", told or "ask_product_info")


def confided(desk: Desk) -> None:
    """Despair, payment data, an address, another language, the shop's margin: said kindly what this place can do, and a
    person offered."""
    desk.say(f"utter_{desk.turn.reading.remark}", replies=[desk.person])


def identity(desk: Desk) -> None:
    desk.say("utter_program", replies=[desk.person])


def languages(desk: Desk) -> None:
    """Another of the two languages is asked for: every message is answered in its own."""
    replies = [] if desk.in_form else [desk.reply("reply_show", Meaning("ask_recommendation"))]
    desk.say("utter_languages", replies=replies)


REMARKS: Mapping[str, Step] = {
    "unbasket": unbasket,
    "in_basket": holds,
    "identity": identity,
    "languages": languages,
    "repair": repair,
    "rival": rival,
    "dosage": dosage,
    "distress": confided,
    "payment": confided,
    "margin": confided,
    "contact": confided,
    "foreign": confided,
}
"""What answers each remark of bot.shopper.reading.remarks."""
