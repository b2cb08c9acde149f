"""Reads one message against the catalogue's words and the conversation so far: needs, references, open answers.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.shopper.measures import enough_as_least
from bot.shopper.needs import ANY, UNSAID, Needs, asking_of
from bot.shopper.offered import declines
from bot.shopper.reading import lexicon, sizing
from bot.shopper.reading.answers import value_asked
from bot.shopper.reading.aversions import disliked
from bot.shopper.reading.clauses import corrected, parts
from bot.shopper.reading.coins import coins_spelt, pounds_told
from bot.shopper.reading.confidences import confidence as confided
from bot.shopper.reading.context import Context, Knowledge, context_of, on_screen
from bot.shopper.reading.earlier import meant_among, shown_before
from bot.shopper.reading.exclaimed import is_exclaimed
from bot.shopper.reading.heard import AnswerWords, Heard, Place, says_something
from bot.shopper.reading.hearing import hear
from bot.shopper.reading.hints import WHOLLY, hint_of
from bot.shopper.reading.merging import SELF, merge
from bot.shopper.reading.moving import left_behind, one_of_each, qualities_kept
from bot.shopper.reading.openers import SEEKING, asked_politely, asking_spelt, unheeded, unwanted_use
from bot.shopper.reading.pointing import OnScreen, Pointing
from bot.shopper.reading.pronouns import it_of
from bot.shopper.reading.purse import is_bare_price
from bot.shopper.reading.references import resolve
from bot.shopper.reading.refused import refused_shelf
from bot.shopper.reading.remarks import ELLIPSIS, INTENT_OF, let_go, let_go_first, remark
from bot.shopper.reading.repairs import repaired
from bot.shopper.reading.rivals import rival_of
from bot.shopper.reading.shoe_sizes import Conversion, converted, is_shoe_shelf
from bot.shopper.reading.shorthand import written_out
from bot.shopper.reading.spelt_ages import ages_in_figures
from bot.shopper.reading.superlatives import superlative
from bot.shopper.reading.thing import NOTHING, Thing, is_strange, thing_of
from bot.shopper.reading.titles import by_title
from bot.shopper.shelves import is_shelf, is_this_shelf, trade_of
from catalog_index.language import detect, is_foreign
from catalog_index.query import Sort
from catalog_index.text import bare, fold, fold_aligned, words
from catalog_index.vocabulary import Vocabulary

__all__ = ["AnswerWords", "Context", "Knowledge", "OnScreen", "Reading", "context_of", "on_screen", "read"]

SURE_LANGUAGE = 0.9
"""Certainty from which the conversation changes its language: a wrong switch annoys more than a late one."""

SHORT = 2
"""Words up to which a text keeps the conversation's language: "trail running" is said in French as well."""

FOR_WHOM = (None, "category", "gender", "level")
"""The questions asked before a shelf is known: a size that answers none of them tells the trade."""


FIGURED = ("budget", "size", "category", "choice")
"""Questions that a bare figure answers, or that come before anybody would name a price."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says.

    `change` goes to `Needs.changed` (it holds `open` when that changes); `needs` is the result. `open` names what was
    left open just now. `refers` are item ids pointed at, in the order said. `intent_hint` is an intent only when the
    whole text is an answer or a need (inform_need, search_product, change_mind), with `confidence` in [0, 1]; else
    None. `entities` are Rasa's. `sort` is a superlative ("the cheapest"). `rest` is what was not understood, `corrects`
    whether the text takes something back ("finalement", "forget the budget"). `covered` in [0, 1]: share of the words
    understood. `superlative`: what was asked of those on screen (see superlatives); `refers` is then the answer.
    `thing`: what was asked for that the catalogue has no word for. `remark`: see remarks. `vain`: pointed at nothing
    on screen. `ellipsis`: the question before, asked of another product ("and the second?"). `strange`: no word of it
    is known to anybody. `repairs`: a misunderstanding is taken up (see repairs). `injury`: something hurts.
    `converted`: a shoe size told in another country's figures. `foreign_coin`: the currency of a budget told in
    another than the shop's. `begins`: where what is read begins, behind a shelf that was let go.
    """

    language: str
    needs: Needs
    change: Mapping[str, Any] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    intent_hint: str | None = None
    confidence: float = 0.0
    entities: tuple[Mapping[str, str], ...] = ()
    sort: Sort = "relevance"
    rest: str = ""
    corrects: bool = False
    covered: float = 0.0
    superlative: str = ""
    thing: Thing = NOTHING
    remark: str = ""
    vain: bool = False
    ellipsis: bool = False
    strange: bool = False
    repairs: bool = False
    injury: bool = False
    converted: Conversion | None = None
    foreign_coin: str = ""
    begins: int = 0


def read(text: str, context: Context) -> Reading:
    """Read one message of a shopper. Never raises for any text."""
    what, rest = let_go_first(fold_aligned(text))
    needs, vocabulary = context.needs, context.knowledge.vocabulary
    if is_shelf(what, needs.category, vocabulary):
        return _after_letting_go(what, text, rest, context)
    if refused := refused_shelf(fold_aligned(text), needs.category, vocabulary):
        return _after_refusing(*refused, text, context)
    told, conversion = converted(text, needs.gender, needs.category, vocabulary)
    language = context.language if _only_an_answer(text, context) else language_of(text, context.language)
    reading = _read(told, language, context)
    if conversion is None:
        return reading
    if conversion.size not in reading.needs.sizes or not is_shoe_shelf(reading.needs.category, vocabulary):
        return _read(text, language, context)  # "a jacket, size 10" is no shoe
    change = {**reading.change, "inferred": tuple(dict.fromkeys((*reading.needs.inferred, "sizes")))}
    return replace(reading, change=change, needs=needs.changed(change), converted=conversion)


def _after_letting_go(shelf: str, text: str, begins: int, context: Context) -> Reading:
    """`text`, read from where `shelf` was let go: looked for until then, it is no longer."""
    needs, vocabulary = context.needs, context.knowledge.vocabulary
    here = needs.category is not None and is_this_shelf(shelf, needs.category, vocabulary)
    gone = left_behind(needs, None) if here else {}
    gone["later"] = tuple(path for path in needs.later if not is_this_shelf(shelf, path, vocabulary))
    asking = None if here else context.asking  # what was asked was about it
    reading = read(text[begins:], replace(context, needs=needs.changed(gone), asking=asking))
    change = {key: value for key, value in {**gone, **reading.change}.items() if value != getattr(needs, key)}
    return replace(reading, change=change, needs=needs.changed(change), begins=begins + reading.begins)


def _after_refusing(shelf: str, place: Place, text: str, context: Context) -> Reading:
    """`text` without the words that refuse the shelf looked at, which stays out of what is shown next."""
    needs = context.needs
    gone = left_behind(needs, None) | {"owned": tuple(dict.fromkeys((*needs.owned, shelf)))}
    left = replace(context, needs=needs.changed(gone), asking=None, shown=(), focus=None, pick=None)
    reading = read(lexicon.blank(text, [place]), left)
    change = {key: value for key, value in {**gone, **reading.change}.items() if value != getattr(needs, key)}
    hint = reading.intent_hint or "inform_need"
    return replace(reading, change=change, needs=needs.changed(change), intent_hint=hint, confidence=0.95)


def _read(text: str, language: str, context: Context) -> Reading:
    text, repairs = repaired(written_out(asking_spelt(text, context.knowledge.vocabulary.known), language))
    text = pounds_told(coins_spelt(sizing.in_figures(ages_in_figures(text, language))), context.asking)
    text = disliked(unwanted_use(enough_as_least(unheeded(asked_politely(text)), language), language), language)
    text = _last_pointing(text, context)
    folded = fold_aligned(text)
    asked, pointing = superlative(folded, meant_among(folded, context))
    most_there = context.elsewhere and (asked or _THE_MOST.search(folded))
    if most_there:
        asked, pointing = "", Pointing()  # « les moins lourds », of poles, while lamps are still on screen
    elif not asked:
        pointing = _pointing(folded, context)
    heard, change = _heard(text, language, context, pointing)
    if asked and "category" in change:  # "which jacket is the lightest?" looks for jackets
        asked, pointing = "", resolve(folded, context.shown, context.focus)
        heard, change = _heard(text, language, context, pointing)
    said = _remark(folded, text, change, context, len(pointing.item_ids))
    rest, covered = _left_over(heard)
    if repairs and not (said or change or rest or heard.opened or pointing.item_ids or says_something(heard)):
        said = "repair"  # nothing is set right in the same breath
    change = {} if said else change  # a basket is no shoe here
    hint, confidence = hint_of(heard, context, change, pointing, covered)
    elliptic = _is_elliptic(heard, change, pointing)
    if asked or said:
        hint, confidence = "ask_product_info" if asked else INTENT_OF[said], 0.95
    elif pointing.pronoun and change and not {*change} - OF_A_THING:
        hint, confidence, change = "ask_product_info", 0.9, {}  # "can I swim with it?" wishes for nothing
    elif elliptic or (pointing.vain and covered >= WHOLLY):
        hint, confidence = _last_question(context), 0.9
    elif hint is None and most_there and "?" not in text:
        hint, confidence = "inform_need", 0.9
    elif hint is None and context.needs.category and _TOLD_OF_ONESELF.match(folded):
        hint, confidence = "inform_need", 0.9  # « je suis enceinte »: pages may warn of it
    elif repairs and not pointing.item_ids:
        hint, confidence = ("search_product" if "category" in change else "inform_need"), 0.95  # "I said under 100!"
    needs = context.needs.changed(change)
    return Reading(
        language=language,
        needs=needs,
        change=change,
        open=tuple(heard.opened),
        refers=() if said == "broken" else pointing.item_ids,
        intent_hint=hint,
        confidence=confidence,
        entities=_entities(needs, change, heard, pointing),
        sort=heard.sort,
        rest=rest,
        corrects=heard.corrects or any(asking_of(key) in heard.opened for key in change),
        covered=covered,
        superlative=asked,
        thing=_thing(heard, said, pointing, change, context.knowledge.vocabulary, context.needs.category),
        remark=said,
        vain=pointing.vain,
        ellipsis=elliptic,
        repairs=repairs,
        injury=heard.injury,
        foreign_coin=heard.coin,
        strange=not pointing.item_ids and not change and is_strange(heard, context.knowledge.vocabulary),
    )


def _pointing(folded: str, context: Context) -> Pointing:
    """What is pointed at, or called by its name; where nothing is, what a pronoun stands for: the one talked about,
    else the one advised."""
    if (before := shown_before(folded, context)).item_ids or before.vain:
        return before
    pointed = resolve(folded, meant_among(folded, context), context.focus, context.pick)
    if pointed.item_ids or pointed.vain:
        return pointed
    if (named := by_title(folded, context.called, context.knowledge.vocabulary)).item_ids:
        return named
    return it_of(folded, context.focus or context.pick, context.needs.for_whom not in (None, *SELF))


def _last_pointing(text: str, context: Context) -> str:
    """The last part of a text that points at one product and then at another instead: "the second, no, the first"."""
    said = parts(text) if context.shown else [text]
    pointed = [part for part in said if resolve(fold_aligned(part), context.shown, context.focus).item_ids]
    return pointed[-1].strip() if len(pointed) > 1 and pointed[-1] == said[-1] else text


def _thing(
    heard: Heard, said: str, pointing: Pointing, change: Mapping[str, Any], vocabulary: Vocabulary, shelf: str | None
) -> Thing:
    if said == "rival":
        return Thing(rival_of(heard.text, vocabulary), foreign=True)
    found = NOTHING if pointing.item_ids or "category" in change else thing_of(heard, vocabulary)
    return NOTHING if found.foreign and shelf and _is_value(found.name, shelf, vocabulary) else found


def _is_value(name: str, shelf: str, vocabulary: Vocabulary) -> bool:
    """Whether the sheets of the shelf looked at have it: "light", of red wines, asks for no lamp."""
    said = bare(fold(name))
    held = ((detail, value) for detail, values in vocabulary.facets.items() for value in values)
    return any(bare(fold(value)) == said and vocabulary.occurs(detail, value, (shelf,)) for detail, value in held)


def _remark(folded: str, text: str, change: Mapping[str, Any], context: Context, pointed: int) -> str:
    """See remarks; no_offers (see offered), rival (see rivals), contact (nothing but how to be reached), foreign
    (neither French nor English). `pointed`: how many on screen are; two are compared with each other."""
    found = remark(folded)
    shelf = found == "show" and "category" in change  # « montre », of a watchmaker's
    if found and not shelf and not (found == "languages" and change):  # "in English", of a bookseller's
        return found
    if is_shelf(let_go(folded), context.needs.category, context.knowledge.vocabulary):
        return "give_up"
    if not change and declines(folded):
        return "no_offers"
    if not {*change} - {*UNSAID, "for_whom"} and confided(folded) == "contact":
        return "contact"
    if (context.shown or not change) and pointed < 2 and rival_of(text, context.knowledge.vocabulary):
        return "rival"
    return "foreign" if is_foreign(text, context.knowledge.vocabulary.known) else ""


OF_A_THING = frozenset({"category", "usage", "level", "gender", "features", "exclude", *UNSAID})
"""Needs that words of a question about a product only seem to name. A size or a colour of it may be asked for."""

_THE_MOST = re.compile(r"(?<!\w)(?:l[ea]s?|the) (?:plus|moins|mieux|meilleur\w*|most|least|\w+est)(?!\w)")

_OF_A_PRODUCT = ("ask_product_info", "ask_price", "ask_availability", "why_this")
"""Questions that may be asked of another product without being repeated."""


_TOLD_OF_ONESELF = re.compile(
    r"^\W*(?:mais |but )?(?:je suis|i am|i'm|elle est|il est|she is|she's|he is|he's) \w+\W*$"
)


def _is_elliptic(heard: Heard, change: Mapping[str, Any], pointing: Pointing) -> bool:
    """Whether the text only points at one product, as the end of a question asked before."""
    if len(pointing.item_ids) != 1 or change or not ELLIPSIS.search(heard.folded):
        return False
    named = {word for start, end in pointing.places for word in words(heard.text[start:end])}
    return all(word in named or word in lexicon.SHOWING for word in words(ELLIPSIS.sub("", heard.folded)))


def _last_question(context: Context) -> str:
    asked = (context.last_intent or "").partition("/")[0]
    return asked if asked in _OF_A_PRODUCT else "ask_product_info"


def _heard(text: str, language: str, context: Context, pointing: Pointing) -> tuple[Heard, dict[str, Any]]:
    known, category = context.knowledge, context.needs.category

    def heard_as(part: str, asking: str | None) -> Heard:
        return hear(part, language, asking, category, pointing, known.vocabulary, known.answers)

    mended = None if pointing.item_ids else corrected(text, context.asking, heard_as)
    heard = mended or heard_as(text, context.asking)
    if context.asking != "budget" and is_exclaimed(heard.folded):
        heard.budget = None  # « 430 euros… aïe »: what it costs, and no limit
    change = merge(context.needs, heard)
    looking = context.needs.category and context.asking not in FIGURED and not pointing.item_ids
    looking = looking and not is_exclaimed(heard.folded)
    if looking and not change and not heard.opened and is_bare_price(heard.folded):
        heard = heard_as(text, "budget")
        change = merge(context.needs, heard)
    if not pointing.item_ids and (trade := _trade(heard, context)):
        heard = hear(text, language, context.asking, trade, pointing, known.vocabulary, known.answers)
        change = merge(context.needs, heard)
        change = {"category": trade, **change, "inferred": (*context.needs.inferred, "category")}
    if heard.corrects and "features" in change:
        change["features"] = one_of_each(context.needs.features, change["features"], known.vocabulary)
    if kept := qualities_kept(context.needs, change, known.vocabulary):
        change["features"] = tuple(dict.fromkeys((*kept, *change.get("features", ()))))
    return heard, change


def _trade(heard: Heard, context: Context) -> str | None:
    """The trade that a size alone tells of, where nothing else says what is looked for: 39 is a shoe's."""
    if context.needs.category or heard.category or context.asking not in FOR_WHOM:
        return None
    if heard.rest and SEEKING.search(heard.folded):
        return None  # « de quoi masser mes jambes, en taille 37 » says what is looked for
    figures = tuple(size for size in heard.sizes if size[:1].isdigit())
    whole = tuple(size.partition(".")[0] for size in figures)  # who wears 38.5 wears shoes, in halves or not
    vocabulary = context.knowledge.vocabulary
    return trade_of(figures, vocabulary) or trade_of(whole, vocabulary) if figures else None


def _only_an_answer(text: str, context: Context) -> bool:
    """Whether the text is nothing but what the question offered: of English sheets a French shopper says "Gym"."""
    heard = Heard(text, fold_aligned(text), context.language, context.asking)
    return value_asked(heard, context.knowledge.vocabulary) is not None


def language_of(text: str, current: str) -> str:
    """The language of `text`; the conversation's own for a word or two, and below 90 % certainty."""
    if len(words(text)) <= SHORT:
        return current
    language, probability = detect(text)
    return language if probability >= SURE_LANGUAGE else current


def _left_over(heard: Heard) -> tuple[str, float]:
    """The words not understood, and the share in [0, 1] of those that were, of the words that carry a need."""
    read_here = {word for start, end in heard.places for word in words(heard.text[start:end])}
    telling = [word for word in words(heard.text) if word not in lexicon.FILLER]
    left = [word for word in words(heard.rest) if word not in read_here and word not in lexicon.FILLER]
    if not telling:
        return "", 1.0
    return " ".join(left), max(0.0, 1.0 - len(left) / len(telling))


def _entities(
    needs: Needs, change: Mapping[str, Any], heard: Heard, pointing: Pointing
) -> tuple[Mapping[str, str], ...]:
    """What Rasa's slots are filled from: one value per need just said, "any" for what was left open."""
    found: dict[str, str] = {}
    said = {
        "category": heard.category and needs.category,
        "usage": heard.usage,
        "level": heard.level,
        "budget": _range(needs) if heard.budget else None,
        "brand": ", ".join(heard.brands),
        "color": ", ".join(heard.colors),
        "size": ", ".join(needs.sizes if heard.sizes else ()),
        "gender": heard.gender,
        "for_whom": heard.for_whom,
        "feature": ", ".join(heard.features),
        "choice": ", ".join(pointing.item_ids),
    }
    found.update({name: str(value) for name, value in said.items() if value})
    found.update({name.partition(":")[0]: ANY for name in heard.opened})
    asking = (heard.asking or "").partition(":")[0]
    if asking in ("brand", "color") and heard.exclude and asking not in found:
        found[asking] = ANY  # "surtout pas rose" answers which colour: any other
    return tuple({"entity": name, "value": value} for name, value in found.items())


def _range(needs: Needs) -> str:
    return f"{needs.budget_min or ''}-{needs.budget_max or ''}"
