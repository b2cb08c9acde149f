"""What a guess of the classifier makes sense as at this point of the talk: it sees one sentence only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.approval import settled
from bot.dialogue.turn import Turn
from bot.shopper.needs import NEEDS_INTENTS, UNSAID
from bot.shopper.reading.lexicon import ADDITION, NO_MATTER, UNSURE, blank, spans
from bot.shopper.reading.openers import SEEKING
from bot.shopper.reading.taking import TAKES
from catalog_index.text import fold_aligned, words

OF_SOMETHING_SHOWN = ("accept_product", "reject_product", "ask_alternative", "price_objection", "out_of_scope")
"""Said of a product on screen. Before anything was shown, words that name a need are a search or a need."""

OF_A_SEARCH = (*NEEDS_INTENTS, "ask_alternative")
"""What "how much is the second one?" is none of."""

BESIDE_A_SEARCH = ("greet", "thank", "nlu_fallback", "out_of_scope", "accept_product")
"""Where something is asked for by its name, courtesies and doubts are beside the point: "good evening, a kettle"."""

ASKED_IN_WORDS: Mapping[str, re.Pattern[str]] = {
    "ask_returns": re.compile(
        r"retour|renv|rembours|echang|repren|essay|essai|return|refund|exchange|back|swap|try|trie"
    ),
    "price_objection": re.compile(
        r"cher|expens|pric|steep|much|dear|trop|cost|cout|afford|somme|ruin|budget|cheap|prix|money|\ba lot\b|argent|"
        r"beaucoup|fortune|raide|tarif|portefeuille|wallet|purse|non mais|ouch|aie|"
        r"arnaque|abus|\bvol\b|robber|rip.?off|scam|joke|laugh|dingue|delir|\bfou\b|\bmad\b|crazy"
    ),
    "ask_human": re.compile(
        r"humain|human|conseill|personne|person|quelqu|someone|somebody|anyone|parle|\bappel|speak|talk|\bcall|phone|"
        r"telephon|responsable|manager|agent|advis|staff|team|equipe|vendeu|assistan|real|numero|number|\btel\b|\be?-?mail|"
        r"contact|joindre|rappel|\bring\b"
    ),
    "ask_discount": re.compile(
        r"remis|reduc|rabais|ristourn|promo|sold|geste|code|coupon|voucher|discount|deal|offr|offer|off(?!\w)|%|percent|"
        r"pourcent|negoc|haggl|knock|cheap|cher|less|moins|lower|baiss|better|prix|price|tarif|gratuit|free|special|sale"
    ),
    "ask_delivery": re.compile(r"livr|envo|expedi|colis|recev|recoi|arriv|frais|deliver|ship|post|send|get here|free"),
}
"""What a question of that kind cannot do without: "lookin for trial shos" asks for no trial."""

CHOOSING = frozenset({"colors", "brands", "exclude", "budget_min", "budget_max", "gender"})
"""Needs that choose anew among the products: « ah oui, il me faut du violet » takes none of those on screen."""

COMPARES = re.compile(r"(?<!\w)compar\w*")

DOUBT = re.compile(
    r"hesit|doute|doubt|decid|chois|choos|choice|unsure|sure|torn|know|sai[st]|sait|perdu|lost|idee|idea|hmm|euh|bof"
)
"""What « je regarde pour un short » lacks for being a doubt."""

UNDECIDED = ("hesitate", "accept_product", "reject_product")
"""A short answer to a question that sounds so is the answer of somebody unsure: the question is left, not the shop."""

NONSENSE = 3
"""Words nobody knows from which a message means nothing; one or two may be slang that the classifier has learnt."""

EVERY_GUESS = (
    *OF_SOMETHING_SHOWN, *UNDECIDED, *BESIDE_A_SEARCH, "goodbye", "affirm", "deny", "search_product", "inform_need",
    "change_mind", "ask_recommendation", "compare", "ask_product_info", "ask_price", "ask_availability", "ask_delivery",
    "ask_returns", "ask_discount", "why_this", "order_status", "privacy",
)  # fmt: skip
"""Guesses that nonsense may look like; a person asked for, or a complaint, is believed all the same."""

SHORT_ANSWER = 7
"""Words up to which a message is taken for an answer to the question that waits."""


MOSTLY = 0.5
"""Share of a message that a quality must make up to be what it is about: "crying hot tears" asks for nothing warm."""


PLAINLY = 0.65
"""Confidence from which a hesitation is one whatever was asked: "it's complicated", of the question, lies below; of the
400 held-out hesitations read right nine in ten lie above."""

_HEDGES = re.compile(
    r"(?<!\w)(?:peut[- ]etre|maybe|perhaps|possibly|possible|euh+|heu+|h+m+|bof|mouais|ben|bah|oh la|oh|ah|franchement|"
    r"(?:je )?n'y ai (?:pas|jamais) (?:encore )?(?:pense|reflechi)|"
    r"(?:i )?(?:haven't|have not|had not|never) (?:really )?thought about it|"
    r"honnetement|honestly|really|vraiment|encore|yet|well|a priori)(?!\w)"
)
"""Said around an answer that is not one."""

_THANKS = re.compile(r"merci|thank|thx|cheers|bye|revoir|bient|bonne|good")
"""What « un truc sympa » lacks for being thanks, however friendly it sounds."""


_LEAVES = re.compile(
    r"bye|revoi|bient|t?ciao|adieu|salut|see y|later|plus tard|bonn|good|journe|soire|night|care|file|laisse|off|"
    r"c'est tout|that's (?:all|it)|go(?:tta|ing)|prochaine|next time|mer?ci|than|thx|cheers|ttyl|[a@]\+|^\W*$"
)
"""What an answer to the question that waits lacks for a farewell: « décaféiné » takes no leave."""


_STOPS = re.compile(r"[\s?!.,;…¿¡-]*")


BELIEVED = (
    "hesitate", "price_objection", "reject_product", "deny", "compare", "why_this", "ask_price", "ask_returns",
    "ask_recommendation", "ask_alternative", "accept_product", "change_mind", "privacy", "ask_human",
)  # fmt: skip
"""Guesses that say what they mean, whatever else their words may name: « la nuit porte conseil » asks for no headlamp,
"nearly bought it twice and bottled it" for no bottle. No complaint: « évitez cette marque, déçu » is a wish."""


OF_WHAT_IS_SEEN = frozenset(
    {"accept_product", "reject_product", "ask_alternative", "compare", "ask_price", "change_mind"}
)
"""Before anything was shown, and where a shelf is named, none of these: "I'll take a rain jacket" looks for one."""


def believes(turn: Turn) -> tuple[str, ...]:
    """The guesses that stand where the classifier is sure of them: neither an answer to the question that waits, nor a
    reading without a word left over, nor the name of something not carried, nor the doubt's contrary says otherwise."""
    reading = turn.reading
    whole = reading.intent_hint is not None and (reading.confidence >= 1.0 or reading.intent_hint not in NEEDS_INTENTS)
    if turn.before.asking is not None or whole or reading.repairs or reading.strange or reading.thing.foreign:
        return ()
    unseen = not turn.before.shown and turn.before.focus is None
    searched = unseen and "category" in reading.change
    limited = reading.intent_hint is not None and {"budget_min", "budget_max"} & {*reading.change}
    senseless = {*_settled(turn), *(OF_WHAT_IS_SEEN if searched else ())}
    if limited:
        senseless.add("price_objection")  # « 25 euros, pas un de plus »
    if reading.intent_hint is not None:  # « c'est un modèle femme que je veux » takes none of those on screen
        senseless |= {"accept_product", "compare"} & {*_mistaken(turn, _told(turn))}
    return tuple(guess for guess in BELIEVED if guess not in senseless)


def doubts_beside(turn: Turn, intent: str, guesses: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is taken for the answer to the question that waits tells of a doubt beside it, which no answer
    could hide: « il faut que je réfléchisse », "I keep changing my mind". Who only does not know leaves the question.
    `guesses`: {"intent", "confidence"}, of the classifier."""
    sure = any(g["intent"] == "hesitate" and float(g["confidence"]) >= PLAINLY for g in guesses)
    if intent != "inform_need" or not sure or {*turn.reading.change} - {"open", *UNSAID}:
        return False
    folded = fold_aligned(turn.text)
    left = blank(folded, [*spans(UNSURE, folded), *spans(NO_MATTER, folded), *spans(_HEDGES, folded)])
    return len(words(left)) > 1


def says_something(text: str) -> bool:
    """Whether it holds more than stops: « ? » alone is somebody lost, and « … » nothing at all."""
    return _STOPS.fullmatch(text) is None


def instead(turn: Turn) -> dict[str, str]:
    """Guess -> the intent it stands for here."""
    before, reading = turn.before, turn.reading
    if not says_something(turn.text):
        return dict.fromkeys(EVERY_GUESS, "nlu_fallback")
    found: dict[str, str] = {}
    told = _told(turn)
    if not before.shown and before.focus is None and _names_a_need(told, reading.covered):
        meant = "search_product" if "category" in told else "inform_need"
        found.update(dict.fromkeys(OF_SOMETHING_SHOWN, meant))
    if reading.thing.name and not before.shown and reading.intent_hint is None:
        found.update({guess: "search_product" for guess in BESIDE_A_SEARCH if guess not in found})
    if reading.thing.foreign and not before.shown and reading.intent_hint is None:
        found.update(dict.fromkeys(_unuttered(turn), "search_product"))
    if SEEKING.search(fold_aligned(turn.text)) and not _THANKS.search(fold_aligned(turn.text)):
        found.update({guess: "search_product" for guess in ("thank", "goodbye") if guess not in found})
    if reading.strange:  # no other trade is meant by what means nothing, nor anything else by much of it
        nonsense = len(set(turn.text.casefold().split())) >= NONSENSE
        found.update(dict.fromkeys(EVERY_GUESS if nonsense else ("out_of_scope",), "nlu_fallback"))
    if reading.thing.name and not before.shown:
        told.append("thing")
    found = {**_mistaken(turn, told), **_settled(turn), **found}
    if _A_SHARE.search(fold_aligned(turn.text)) and not _DEAR.search(fold_aligned(turn.text)):
        found["price_objection"] = "ask_discount"
    if ADDITION.search(fold_aligned(turn.text)) and reading.rest and not reading.refers:  # « le cadenas aussi »
        found.update({guess: "search_product" for guess in OF_SOMETHING_SHOWN if guess not in found})
    if len(reading.refers) == 1 and not told and "?" in turn.text:  # asked of what is pointed at: no search
        found.update({guess: "ask_product_info" for guess in OF_A_SEARCH if guess not in found})
    waits = before.asking is not None and before.asking != "choice"
    if waits and not before.shown and before.focus is None:
        found.update(dict.fromkeys(("accept_product", "reject_product"), found.get("accept_product", "inform_need")))
    if waits and not _LEAVES.search(fold_aligned(turn.text)):
        found.setdefault("goodbye", "inform_need")
    if waits and not reading.refers and "?" not in turn.text and len(turn.text.split()) <= SHORT_ANSWER:
        unsure = [guess for guess in UNDECIDED if guess != "accept_product" or not before.shown]
        found.update(dict.fromkeys(unsure, "inform_need"))
    return found


_A_SHARE = re.compile(r"\d ?(?:%|pour ?cents?(?!\w)|per ?cent(?!\w))")
_DEAR = re.compile(r"cher|dear|pric(?:e|y|ie)|prix|tarif|expens|trop|too much|afford|cout|cost")
"""What a share of the price lacks for an objection: « la loi vous oblige à me faire 30 % » demands a reduction."""


def _unuttered(turn: Turn) -> list[str]:
    """The doubts that a message naming something foreign cannot mean: all of them, but for what it says of the product
    looked at in words of that doubt ("saw it 20 cheaper on Amazon")."""
    text, uttered = fold_aligned(turn.text), {"hesitate": DOUBT, "price_objection": ASKED_IN_WORDS["price_objection"]}
    return [doubt for doubt, words in uttered.items() if turn.before.focus is None or not words.search(text)]


def _settled(turn: Turn) -> dict[str, str]:
    """The doubts whose contrary is said, and not taken back: agreement, whatever they sound like."""
    return dict.fromkeys(settled(turn.text), "affirm")


def _told(turn: Turn) -> list[str]:
    """The needs that the message names, whoever it is for."""
    return [key for key in turn.reading.change if key not in (*UNSAID, "for_whom")]


def _mistaken(turn: Turn, told: list[str]) -> dict[str, str]:
    """Guesses that a message which names a need cannot mean: questions without their words, and, for a shelf just
    named, another trade, courtesies, doubts that it does not utter."""
    if not _names_a_need(told, turn.reading.covered):
        return {}
    text, shelf = fold_aligned(turn.text), bool({"category", "thing"} & {*told})
    mistaken = [guess for guess, asked in ASKED_IN_WORDS.items() if not asked.search(text)]
    if shelf:
        mistaken += ["out_of_scope", *(() if turn.before.shown else BESIDE_A_SEARCH)]
    if CHOOSING & {*told} and not turn.reading.refers and not (TAKES.search(text) or COMPARES.search(text)):
        mistaken += ["affirm", "accept_product", "compare"]
    if shelf and not turn.before.shown and not DOUBT.search(text):
        mistaken.append("hesitate")
    return dict.fromkeys(mistaken, "search_product" if shelf else "inform_need")


def _names_a_need(told: list[str], covered: float) -> bool:
    return any(key != "features" for key in told) or (bool(told) and covered >= MOSTLY)
