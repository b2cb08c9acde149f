"""The questions of the consultation: which one next (the form's validation), and how it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.desk import Desk
from actions.mentions import keep_mentioned
from actions.relief import relieving
from bot.advice.attributes import local_names, value_of
from bot.advice.bearing import bearers
from bot.advice.grounds import rarely_said
from bot.advice.leads import Leads, among
from bot.advice.mentions import mentions
from bot.advice.naming import names_of, so_called
from bot.advice.questions import Question, category_question
from bot.advice.sizes import is_sized
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.dialogue.words import plain
from bot.shopper.filters import filters_for
from bot.shopper.needs import ANY, NEEDS_INTENTS
from bot.shopper.reading.merging import SELF
from bot.shopper.reading.openers import SEEKING
from bot.shopper.shelves import hangs_on
from catalog_index.product import Product
from catalog_index.spelling import everyday
from catalog_index.text import LANGUAGES, STOP_WORDS, fold_aligned, stems

PATIENCE = 2
"""Messages of a shopper up to which the part of the shop may be asked for again."""

PASSED_OVER = 2
"""Messages in a row, before this one, that asked something else: then the question has waited long enough."""

TAKES_LEAVE = frozenset({"thank", "goodbye"})

REQUESTED = "requested_slot"
SLOTS = ("category", "usage", "level", "budget", "brand", "color", "size", "gender", "for_whom", "feature", "choice")


def validate_needs(desk: Desk) -> list[dict[str, Any]]:
    """Which slot the form asks for next; None ends it. A digression just answered brings the waiting question back."""
    if desk.heard_intent not in NEEDS_INTENTS:
        return hold(desk)
    desk.turn.question = next_question(desk)
    return [_slot("informed", True), _slot(REQUESTED, slot_of(desk.turn.question))]


def hold(desk: Desk) -> list[dict[str, Any]]:
    """The question that waited waits on; where none does, the form ends."""
    desk.turn.question = waiting(desk)
    return [_slot("informed", True), _slot(REQUESTED, slot_of(desk.turn.question))]


def ask(desk: Desk) -> None:
    """Say the question that `validate_needs` chose, with its answers as quick replies."""
    if tired(desk):
        return
    question = desk.turn.question or next_question(desk)
    if question is not None:
        say_question(desk, question, again=bool(desk.turn.done))


def next_question(desk: Desk) -> Question | None:
    """The advisor's choice, unless the shopper would rather see something now or has products on screen already."""
    keep_mentioned(desk)
    session, before = desk.turn.session, desk.turn.before
    if _is_owned(desk):
        return category_question(desk.shelf())
    if hangs_elsewhere(desk):
        shelves = {product.product_type for product in _found_elsewhere(desk)}
        desk.leave_shelf(shelves.pop() if len(shelves) == 1 else None)
        return None
    if chosen(desk) or desk.turn.reading.sort != "relevance":
        return None
    asks = desk.intent == "ask_recommendation" or (desk.hears("see") and not desk.turn.reading.change)
    wants_to_see = asks and bool(before.asked) and not _only_a_shelf_guessed(desk)
    if wants_to_see or _on_screen(desk):
        return None
    if session.needs.category is None and _still_led(desk):
        return _advised(desk)
    if session.needs.category is None and _rarely_said(desk):
        return None
    if session.needs.category is None and _named_in_words(desk) and not _only_a_pastime(desk):
        return None
    if before.asking == "category" and before.turns > PATIENCE and session.needs.category is None:
        return None  # whoever cannot say which part of the shop would rather see something
    question = _advised(desk)
    if desk.turn.meaning or not desk.turn.reading.rest:
        return question
    if "category" in session.needs.inferred:
        return _led_elsewhere(desk) or question
    anew = bool(desk.turn.reading.begins) or before.asking == "category"
    of_the_shelf = anew or question is None or question.ask == "category"
    if session.needs.category or not of_the_shelf:
        return question
    led = _led(desk)
    return led if led or desk.needs.category else question  # a shelf was found: what was asked before is settled


def _is_owned(desk: Desk) -> bool:
    """Whether what was looked for has just turned out to be there already: nothing is looked for now."""
    left = desk.turn.before.needs.category is not None and desk.needs.category is None
    return left and "owned" in desk.turn.reading.change


def hangs_elsewhere(desk: Desk) -> bool:
    """Whether what is asked for by its name is here, but not on the shelf looked at so far."""
    thing, shelf = desk.turn.reading.thing, desk.needs.category
    answers = desk.turn.before.asking is not None and desk.turn.reading.confidence >= 1.0  # word for word: "water"
    if desk.turn.meaning or shelf is None or not thing.foreign or desk.pointed or answers:
        return False
    found = _found_elsewhere(desk)
    return bool(found) and not any(hangs_on(product.product_type, shelf) for product in found)


def _found_elsewhere(desk: Desk) -> list[Product]:
    named = bearers(desk.turn.reading.thing.name, desk.language, desk.catalogue)
    return [product for product in named if _titled(desk, product)]


def _titled(desk: Desk, product: Product) -> bool:
    """Whether the title or the shelf says what is asked for, or it is that sort of thing: a word of a description
    leaves no shelf."""
    if names_of(desk.turn.reading.thing.name, desk.language, desk.catalogue.vocabulary.lexicon):
        return True
    text = product.text(desk.language)
    said = stems(f"{product.title} {text.title} {product.product_type} {text.product_type}", desk.language)
    return bool(set(stems(desk.turn.reading.thing.name, desk.language)) & {*said})


def _only_a_shelf_guessed(desk: Desk) -> bool:
    """Whether nothing is known but the shelf that the pages looked at tell, or not even that."""
    known = {*desk.needs.said()}
    return not known or (known <= {*desk.needs.inferred} and known <= {"category", "gender"})


def _only_a_pastime(desk: Desk) -> bool:
    """Whether a present is looked for, and its words name no sort of thing: hiking shoes need a size nobody knows."""
    unsure = _for_another(desk) and not desk.needs.sizes and not desk.turn.reading.thing.name
    return unsure and not desk.advisor.names(desk.wish(), desk.catalogue)


def _advised(desk: Desk) -> Question | None:
    session = desk.turn.session
    return desk.advisor.question(session.needs, session.asked, desk.look(), desk.catalogue, len(desk.turn.questions))


def _led(desk: Desk) -> Question | None:
    """Instead of "which part of the shop?": the shelves that the words lead to. A clear lead is taken, and what is
    asked next, if anything, is about it."""
    if desk.turn.reading.injury:
        return _relief(desk)
    if "level" in desk.turn.reading.change and not _tells(desk):
        return None  # what is said of oneself leads to no shelf
    if "owned" in desk.turn.reading.change:
        return None  # nor does what is there already
    found = desk.advisor.leads(desk.turn.text[desk.turn.reading.begins :], desk.needs, desk.language, desk.catalogue)
    described = SEEKING.search(fold_aligned(desk.turn.text)) is not None
    sized = found.clear and is_sized(found.shelves[0], desk.catalogue.vocabulary)
    if sized and not described and _only_a_pastime(desk):
        return None  # a present that nobody knows the size of
    if found.clear and desk.turn.reading.thing.foreign and not described:
        return None  # "do you sell bikes?" of a shop that has none, but computers for them
    if found.clear or (found.shelves and desk.turn.before.asking == "category"):  # asked once: the likeliest, then
        desk.follow(found)
        return _advised(desk)
    shelves = _to_give(desk, found.shelves)
    return among(shelves, lambda path: _shelf_names(desk, path)) if len(shelves) > 1 else None


def _relief(desk: Desk) -> Question | None:
    """Where it hurts, the shelves whose pages speak of easing it; no shelf that only has the word."""
    shelves = _to_give(desk, relieving(desk))
    if len(shelves) == 1:
        desk.follow(Leads(tuple(shelves), True))
        return _advised(desk)
    return among(shelves, lambda path: _shelf_names(desk, path)) if shelves else None


def _to_give(desk: Desk, shelves: Sequence[str]) -> Sequence[str]:
    """For somebody whose size nobody knows, the shelves that come in none, where there is a choice of them."""
    if not _for_another(desk) or desk.needs.sizes:
        return shelves
    unsized = [path for path in shelves if not is_sized(path, desk.catalogue.vocabulary)]
    return unsized if len(unsized) > 1 else shelves


def _still_led(desk: Desk) -> bool:
    """Whether what was described a moment ago led to shelves, and the question which of them is passed over for another
    wish ("80 at most"): the likeliest, then."""
    told = desk.turn.reading.change and not desk.turn.meaning and not desk.turn.reading.thing.name
    if desk.turn.before.asking != "category" or not told or desk.turn.reading.rest:
        return False
    found = desk.advisor.leads(desk.turn.previous, desk.needs, desk.language, desk.catalogue)
    if found.shelves:
        desk.follow(found)
    return bool(found.shelves)


def _rarely_said(desk: Desk) -> bool:
    """Whether a word of what is looked for stands on a page or two of the whole shop: then it is one of these."""
    turn, names = desk.turn, desk.advisor.names(desk.wish(), desk.catalogue)
    described = desk.heard_intent == "search_product" or SEEKING.search(fold_aligned(turn.text)) is not None
    known = bool(names) and bool(so_called(desk.look().hits, names))
    if turn.meaning or turn.refers or known or not turn.reading.rest or turn.reading.thing.foreign:
        return False
    if desk.advisor.leads(turn.text, desk.needs, desk.language, desk.catalogue).clear:
        return False
    within = filters_for(desk.needs, desk.catalogue.vocabulary)
    word = rarely_said(turn.text, desk.language, desk.catalogue, within, titled=not described)
    if word:
        turn.session = replace(turn.session, needs=desk.needs.changed({"features": (*desk.needs.features, word)}))
        turn.search = word
        desk.look_again()
    return bool(word)


def _tells(desk: Desk) -> bool:
    """Whether a word that was not understood otherwise is more than an everyday one."""
    return any(word not in everyday() and not word.isdigit() for word in plain(desk.turn.reading.rest).split())


def _led_elsewhere(desk: Desk) -> Question | None:
    """Words that clearly lead to another shelf than the one that was only guessed; what answers the question asked
    leads nowhere ("seasoned", of who was asked their level)."""
    asked = desk.turn.before.asking
    if asked not in (None, "category", "choice") and desk.turn.session.asked.get(str(asked)) == "answered":
        return None
    found = desk.advisor.leads(desk.turn.text[desk.turn.reading.begins :], desk.needs, desk.language, desk.catalogue)
    if not found.clear or hangs_on(found.shelves[0], desk.needs.category or ""):
        return None
    desk.follow(found)
    return _advised(desk)


def _shelf_names(desk: Desk, path: str) -> dict[str, str]:
    named = {language: desk.advisor.category_name(path, language, desk.catalogue) for language in LANGUAGES}
    return {language: name[:1].upper() + name[1:] for language, name in named.items()}


def chosen(desk: Desk) -> bool:
    """Whether what is looked for was chosen already: a choice on another shelf settles nothing here."""
    product = desk.catalogue.product(desk.turn.session.accepted or "")
    return product is not None and (desk.needs.category is None or hangs_on(product.product_type, desk.needs.category))


def _on_screen(desk: Desk) -> bool:
    """Products of the category wanted are on screen: what is said now narrows them, no more questions."""
    wanted = desk.needs.category
    if wanted is None and desk.turn.reading.begins:
        return False  # the shelf on screen was let go
    return bool(desk.shown) and (wanted is None or any(hangs_on(p.product_type, wanted) for p in desk.shown))


def _named_in_words(desk: Desk) -> bool:
    """No category was recognised, yet the words found something."""
    return bool(desk.wish().text) and bool(found_by_words(desk))


def found_by_words(desk: Desk) -> list[str]:
    """Item ids of hits that are what was typed, or share a real word with it, in title or category."""
    words = {w for w in plain(desk.turn.search or desk.turn.text).split() if len(w) >= 4}
    names = desk.advisor.names(desk.wish(), desk.catalogue)
    found = [hit.product.id for hit in so_called(desk.look().hits, names)]
    if found:
        return found
    idle = everyday() | STOP_WORDS[desk.language]
    telling = [word for word in plain(desk.turn.search).split() if len(word) >= 4 and word not in idle]
    if len(telling) > 1:
        found = [hit.product.id for hit in desk.look().hits if all(mentions(hit.product, word) for word in telling)]
    for hit in desk.look().hits[: 0 if found else 10]:
        local = hit.product.text(desk.language)
        if words & set(plain(f"{local.title} {local.product_type}").split()):
            found.append(hit.product.id)
    return found


def waiting(desk: Desk) -> Question | None:
    """The question asked before the digression, if it still stands."""
    session = desk.turn.before
    if session.asking is None or session.asking == "choice":
        return None
    question = desk.advisor.again(session.asking, desk.needs, session.asked, desk.look(), desk.catalogue)
    chosen_from = session.asking.partition(":")[0] in ("gender", "brand", "color", "level")
    return None if question is None or (chosen_from and len(question.options) < 2) else question  # nothing to choose


def resume(desk: Desk) -> None:
    """Bring back the question that waited before this message, where its answer led nowhere else."""
    question = waiting(desk)
    if question is not None and not tired(desk):
        say_question(desk, question, again=True)


def tired(desk: Desk) -> bool:
    """Whether the question that waited is better left: products were just shown, the shopper takes leave, a person was
    called or is needed, or it was passed over again and again."""
    turn, before = desk.turn, desk.turn.before
    if turn.reading.remark in ("distress", "give_up", "no_offers"):
        return True  # nothing is sold in that breath, nor to who has had enough
    if turn.meaning or desk.heard_intent in NEEDS_INTENTS:
        return False
    if desk.heard_intent in TAKES_LEAVE:
        return True  # a rule of Rasa's has answered it
    passed = [said.intent.partition("/")[0] not in NEEDS_INTENTS for said in before.said[-PASSED_OVER:]]
    return turn.spoke and (turn.showed or "handed_over" in before.flags or (len(passed) == PASSED_OVER and all(passed)))


def say_question(desk: Desk, question: Question, again: bool = False) -> None:
    """The question in the merchant's words where there are some, else ours."""
    text = question_text(desk, question)
    params = {"question": in_sentence(text) if again else text}
    desk.say(
        "utter_ask_again" if again else "utter_ask_question",
        params,
        replies=options(desk, question),
        asking=question.ask,
    )


def question_text(desk: Desk, question: Question) -> str:
    turn, words = desk.turn, desk.shop.words
    kind = question.ask.partition(":")[0]
    if _for_another(desk) and f"utter_ask_{kind}_gift" in words.names:
        params = {key: desk.phrasing.local(value) for key, value in _named(desk, question).items()}
        return words.say(f"utter_ask_{kind}_gift", desk.language, params, seed=turn.seed, recent=turn.recent)
    variants: Sequence[str] = (question.text or {}).get(desk.language, ())
    if variants:
        fresh = [text for text in variants if not any(text in said for said in turn.recent)] or variants
        return fresh[(turn.message_id or 0) % len(fresh)]
    if "among" in question.params:
        shelves = [in_sentence(desk.phrasing.phrase(option.title)) for option in question.options]
        params = {"shelves": desk.phrasing.listed(shelves, "or")}
        return words.say("utter_ask_category_among", desk.language, params, seed=turn.seed, recent=turn.recent)
    name = "utter_ask_category_below" if kind == "category" and question.params else f"utter_ask_{kind}"
    params = {key: desk.phrasing.local(value) for key, value in question.params.items()}
    return words.say(name, desk.language, params, seed=turn.seed, recent=turn.recent)


def _for_another(desk: Desk) -> bool:
    """Whether it is bought for somebody else: "do you run often?" would ask the wrong person."""
    return bool(desk.needs.for_whom) and desk.needs.for_whom not in SELF


def _named(desk: Desk, question: Question) -> Mapping[str, Any]:
    """The name of the detail asked about, in both languages, where a product of the shelf states it."""
    name = question.ask.partition(":")[2]
    holder = next((h.product for h in desk.look().hits if name and value_of(h.product, name)), None)
    return {"feature": local_names(holder, name)} if holder else question.params


def options(desk: Desk, question: Question) -> list[QuickReply]:
    """The answers offered; "no preference" is always one of them."""
    offered = [
        QuickReply(
            desk.phrasing.phrase(o.title),
            Meaning("inform_need", needs=o.change, answers=question.ask, value=o.value),
        )
        for o in question.options
    ]
    if question.ask == "category" and not desk.needs.category:
        return offered
    return [*offered, desk.reply("reply_any", Meaning("inform_need", answers=question.ask, value=ANY))]


def slot_of(question: Question | None) -> str | None:
    """The form's slot for a question: feature:NAME shares one."""
    return question.ask.partition(":")[0] if question else None


def _slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}
