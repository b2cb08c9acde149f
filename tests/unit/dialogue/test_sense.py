"""What a guess stands for depends on what was shown and asked before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from bot.dialogue.sense import EVERY_GUESS, believes, doubts_beside, instead
from bot.dialogue.turn import Turn
from bot.shopper.needs import Needs
from bot.shopper.reading.message import Reading
from bot.shopper.reading.thing import Thing
from bot.shopper.session import Session

START = datetime(2026, 11, 2, tzinfo=timezone.utc)
FRESH = Session("c1", "en", START)


def turn(text: str, before: Session = FRESH, **read: object) -> Turn:
    reading = Reading("en", Needs(), **read)  # type: ignore[arg-type]
    return Turn("c1", 1, text, "en", before, before, reading, START)


@pytest.mark.parametrize(
    ("text", "mute"), [("?", True), (" … ", True), ("?!", True), ("🤔", False), ("2", False), (":)", False)]
)
def test_a_mark_alone_is_not_understood_whatever_it_looks_like(text: str, mute: bool) -> None:
    assert instead(turn(text)) == (dict.fromkeys(EVERY_GUESS, "nlu_fallback") if mute else {})


@pytest.mark.parametrize(
    ("change", "meant"), [({"category": "Lamps"}, "search_product"), ({"gender": "men"}, "inform_need")]
)
def test_before_anything_is_shown_words_about_a_need_take_no_product(change: dict[str, str], meant: str) -> None:
    assert instead(turn("small lamps that sit on the desk", change=change))["accept_product"] == meant
    assert instead(turn("I'll take it")) == {}
    shown = replace(FRESH, shown=("p1",))
    after = instead(turn("small lamps that sit on the desk", shown, change=change))
    mistaken = {"price_objection", "ask_delivery", "ask_discount", "ask_human", "ask_returns"}
    mistaken |= {"out_of_scope"} if "category" in change else {"affirm", "accept_product", "compare"}
    assert after == dict.fromkeys(mistaken, meant)


@pytest.mark.parametrize(
    ("text", "refers", "chosen_anew"),
    [
        ("oh yes, it must be purple", (), True),
        ("I'll take it in purple", (), False),
        ("yes, the purple one", ("p1",), False),
    ],
)
def test_a_colour_said_beside_yes_chooses_anew_unless_one_is_taken(
    text: str, refers: tuple[str, ...], chosen_anew: bool
) -> None:
    shown = replace(FRESH, shown=("p1", "p2"))
    found = instead(turn(text, shown, change={"colors": ("purple",)}, refers=refers))
    assert (found.get("affirm") == "inform_need") == chosen_anew


def test_a_person_is_called_only_by_words_that_call_one() -> None:
    shown = replace(FRESH, shown=("p1",))
    assert instead(turn("I remind you: women's", shown, change={"gender": "women"}))["ask_human"] == "inform_need"
    assert "ask_human" not in instead(turn("someone for women's shoes please", shown, change={"gender": "women"}))


def test_a_short_doubt_answers_the_question_that_waits_and_a_long_one_does_not() -> None:
    waiting = replace(FRESH, asking="usage")
    assert instead(turn("oh dear, tricky", waiting))["hesitate"] == "inform_need"
    assert "hesitate" not in instead(turn("why do you ask?", waiting))
    assert instead(turn("which one do I mean", replace(FRESH, asking="choice"))) == {}
    long = instead(turn("open earbuds that let me hear the street, please", waiting))
    assert "hesitate" not in long
    assert long["accept_product"] == "inform_need"  # nothing was shown that could be taken
    assert "complain" not in instead(turn("this is a disgrace", waiting))


@pytest.mark.parametrize(("covered", "meant"), [(0.25, None), (0.6, "inform_need")])
def test_a_quality_in_passing_makes_no_need_of_an_objection(covered: float, meant: str | None) -> None:
    said = turn("my piggy bank cries hot tears", change={"features": ("insulated",)}, covered=covered)
    assert instead(said).get("price_objection") == meant


@pytest.mark.parametrize("guess", ["ask_returns", "ask_delivery", "greet", "thank"])
def test_a_shelf_asked_for_is_no_question_about_the_shop_unless_it_is_asked(guess: str) -> None:
    trail = {"category": "Shoes > Trail"}
    assert instead(turn("hallo im lookin for trial shos", change=trail))[guess] == "search_product"
    assert "ask_returns" not in instead(turn("can I return trail shoes?", change=trail))
    assert "ask_delivery" not in instead(turn("vous livrez les chaussures de trail en Suisse ?", change=trail))


@pytest.mark.parametrize(
    ("text", "meant"), [("un truc sympa", "search_product"), ("merci, un truc sympa", None), ("c'est sympa", None)]
)
def test_something_nice_is_a_search_and_no_thanks(text: str, meant: str | None) -> None:
    assert instead(turn(text)).get("thank") == meant


@pytest.mark.parametrize(
    ("text", "meant"), [("décaféiné", "inform_need"), ("bonne journée", None), ("that's all", None)]
)
def test_an_answer_without_a_word_of_leaving_is_no_farewell(text: str, meant: str | None) -> None:
    assert instead(turn(text, replace(FRESH, asking="usage"))).get("goodbye") == meant


@pytest.mark.parametrize(
    ("text", "doubt", "meant"),
    [
        ("pas de doute, c'est bien celle-là", "hesitate", "affirm"),
        ("I'm quite sure about this one", "hesitate", "affirm"),
        ("I'm not sure about this one", "hesitate", None),
        ("je suis sûr qu'elle est bien, mais…", "hesitate", None),
        ("c'est plus cher chez les autres", "price_objection", "affirm"),
        ("it's cheaper here than elsewhere", "price_objection", "affirm"),
        ("it's cheaper on another site", "price_objection", None),
        ("c'est plus cher chez vous", "price_objection", None),
        ("cheaper here than elsewhere, but still a lot", "price_objection", None),
        ("je n'ai aucune hésitation, je veux la Mistral", "hesitate", "affirm"),
        ("non mais c'est donné à ce prix-là !", "price_objection", "affirm"),
        ("sans doute trop luxueux pour moi", "hesitate", None),  # « sans doute » is probably
        ("sans le moindre doute", "hesitate", "affirm"),
        ("c'est pas donné", "price_objection", None),
        ("très bon rapport qualité prix", "price_objection", "affirm"),
        ("pas un bon rapport qualité-prix", "price_objection", None),
        ("c'est la meilleure du marché à ce prix", "price_objection", "affirm"),
        ("that's a steal", "price_objection", "affirm"),
        ("rien à dire sur le prix", "price_objection", "affirm"),
        ("franchement à ce prix-là je ne cherche pas plus loin", "price_objection", "affirm"),
        ("à ce prix-là, je vais ailleurs", "price_objection", None),
        ("it's not a bargain", "price_objection", None),
        ("really worth the money?", "price_objection", None),
        ("good value, but still too much for me", "price_objection", None),
        ("chez Carrefour c'est bien plus cher", "price_objection", "affirm"),
        ("chez vous c'est plus cher", "price_objection", None),
        ("the same one is far more expensive at the airport", "price_objection", "affirm"),
        ("it's more expensive in your shop", "price_objection", None),
        ("on m'a dit qu'ils étaient hors de prix, c'est faux !", "price_objection", "affirm"),
        ("pas la peine d'hésiter à ce prix", "price_objection", "affirm"),
        ("pas la peine d'hésiter à ce prix", "hesitate", "affirm"),
        ("45 euros, c'est vraiment correct", "price_objection", "affirm"),
        ("45 euros, c'est pas correct", "price_objection", None),
        ("no need to think about it", "hesitate", "affirm"),
        ("je suis pas du genre à tergiverser", "hesitate", "affirm"),
        ("my mate paid 160 for his, so this is brilliant", "price_objection", "affirm"),
        ("mes collègues l'ont payée 250, là c'est cadeau", "price_objection", "affirm"),
        ("a good knife is worth that any day", "price_objection", "affirm"),
        ("my dad always says trainers are a rip-off, haha", "price_objection", "affirm"),
        ("my husband is torn between trail and road but I want trail", "hesitate", "affirm"),
        ("mon mari hésite entre les deux mais moi je veux la bleue", "hesitate", "affirm"),
        ("ma femme hésite entre les deux", "hesitate", None),
        ("my husband can't choose but I can't either", "hesitate", None),
        ("140 is what I had in mind, spot on", "price_objection", "affirm"),
        ("perfect shoe, shame about the price", "price_objection", None),
        ("hier elle était plus chère, non ?", "price_objection", "affirm"),
        ("it was cheaper yesterday", "price_objection", None),
        ("70 euros, je m'attendais à bien pire", "price_objection", "affirm"),
        ("70 euros, I was expecting far worse", "price_objection", "affirm"),
        ("70 euros, I was expecting less", "price_objection", None),
        ("il paraît que vous êtes les moins chers", "price_objection", "affirm"),
        ("I hear you're the cheapest around", "price_objection", "affirm"),
        ("elles valent leur prix, mon coach les a", "price_objection", "affirm"),
        ("that's more than I expected", "price_objection", None),
        ("ah super, elle est en dessous de mon budget", "price_objection", "affirm"),
        ("ce n'est pas dans mon budget", "price_objection", None),
        ("there's nothing within my budget", "price_objection", None),
        ("less than I feared", "price_objection", "affirm"),
        ("I wonder if it's worth it", "price_objection", None),
        ("pas sûr que ça vaille ce prix", "price_objection", None),
        ("I need to think about it", "hesitate", None),
        ("my mum can't decide on anything, but I know what I want", "hesitate", "affirm"),
        ("I know what I want, but I can't decide on the colour", "hesitate", None),
    ],
)
def test_the_contrary_of_a_doubt_is_none(text: str, doubt: str, meant: str | None) -> None:
    assert instead(turn(text)).get(doubt) == meant


@pytest.mark.parametrize("text", ["that's a lot of money for a watch", "ça fait mal au portefeuille, une montre"])
def test_a_price_is_objected_to_also_where_the_shelf_is_named(text: str) -> None:
    viewing = replace(FRESH, focus="p1")
    assert "price_objection" not in instead(turn(text, viewing, change={"category": "Watches"}))
    need = instead(turn("a watch that sees me through a marathon", viewing, change={"category": "Watches"}))
    assert need["price_objection"] == "search_product"


def test_a_doubt_s_contrary_outranks_a_sure_guess() -> None:
    viewing = replace(FRESH, focus="p1")
    told = [set(believes(turn(text, viewing))) for text in ("c'est donné", "c'est trop cher", "no doubt about it")]
    assert ["price_objection" in one for one in told] == [False, True, True]
    assert ["hesitate" in one for one in told] == [True, True, False]


@pytest.mark.parametrize(("text", "meant"), [("any tanks under 30 dollars?", True), ("30 % off tanks?", False)])
def test_a_price_named_for_a_shelf_is_no_demand(text: str, meant: bool) -> None:
    assert ("ask_discount" in instead(turn(text, change={"category": "Tanks", "budget_max": 30}))) == meant


def test_a_rival_s_price_is_an_objection_to_what_is_looked_at() -> None:
    rival = Thing("amazon", foreign=True)
    assert "price_objection" not in instead(turn("20 cheaper on Amazon", replace(FRESH, focus="p1"), thing=rival))
    assert instead(turn("20 cheaper on Amazon", thing=rival))["price_objection"] == "search_product"


def test_a_question_about_one_on_screen_is_no_search() -> None:
    shown = replace(FRESH, shown=("p1", "p2"))
    asked = instead(turn("what does the second one cost exactly?", shown, refers=("p2",)))
    assert {asked[guess] for guess in ("search_product", "inform_need", "ask_alternative")} == {"ask_product_info"}
    assert "search_product" not in instead(turn("which is the cheapest of all?", shown))
    assert (
        instead(turn("the second one?", shown, refers=("p2",), change={"colors": ("red",)})).get("inform_need")
        != "ask_product_info"
    )


@pytest.mark.parametrize(
    ("before", "read", "doubt", "taking"),
    [
        (FRESH, {}, True, True),
        (FRESH, {"intent_hint": "inform_need", "confidence": 0.9, "change": {"usage": "night"}}, True, True),
        (FRESH, {"intent_hint": "inform_need", "confidence": 1.0, "change": {"usage": "night"}}, False, False),
        (FRESH, {"intent_hint": "order_status", "confidence": 0.9}, False, False),
        (FRESH, {"change": {"category": "Lamps"}}, True, False),
        (replace(FRESH, shown=("p1",)), {"change": {"category": "Lamps"}}, True, True),
        (replace(FRESH, asking="usage"), {}, False, False),
        (FRESH, {"strange": True}, False, False),
        (FRESH, {"thing": Thing("kettle", foreign=True)}, False, False),
    ],
)
def test_a_sure_guess_is_believed_unless_it_is_an_answer_read_whole_or_names_nothing_here(
    before: Session, read: dict[str, object], doubt: bool, taking: bool
) -> None:
    believed = believes(turn("it was in the lamp aisle", before, **read))
    assert ("price_objection" in believed, "accept_product" in believed) == (doubt, taking)
    assert "complain" not in believed


def test_one_thing_more_is_looked_for_and_no_price_minded() -> None:
    shown = replace(FRESH, shown=("p1",), language="fr")
    assert instead(turn("le cadenas aussi", shown, rest="cadenas"))["price_objection"] == "search_product"
    assert "price_objection" not in instead(turn("trop cher aussi", shown))


def test_a_limit_told_is_no_objection_to_a_price() -> None:
    shown = replace(FRESH, shown=("p1",))
    told = {"change": {"budget_max": 25}, "intent_hint": "inform_need", "confidence": 0.9}
    assert "price_objection" not in believes(turn("25 euros and not a cent over", shown, **told))
    assert "price_objection" in believes(turn("25 euros for that?", shown, change={"budget_max": 25}))


@pytest.mark.parametrize(
    ("text", "opened", "beside"),
    [
        ("il faut que j'y réfléchisse", False, True),
        ("mouais, je sais pas si c'est raisonnable", True, True),
        ("I'd need to sleep on it", False, True),
        ("no idea if she'd like any of those", True, True),
        ("je ne sais pas encore", True, False),
        ("franchement, aucune idée", True, False),
        ("oh là, j'en sais rien", False, False),
        ("maybe", False, False),
        ("je n'y ai pas réfléchi", False, False),
    ],
)
def test_a_doubt_beside_the_question_that_waits_is_heard_and_not_knowing_is_none(
    text: str, opened: bool, beside: bool
) -> None:
    waiting = replace(FRESH, asking="usage")
    said = turn(text, waiting, change={"open": ("usage",)} if opened else {})
    sure, unsure = [{"intent": "hesitate", "confidence": 0.9}], [{"intent": "hesitate", "confidence": 0.6}]
    assert doubts_beside(said, "inform_need", sure) == beside
    assert not doubts_beside(said, "inform_need", unsure)
    assert not doubts_beside(said, "search_product", sure)
    assert not doubts_beside(replace(said, reading=replace(said.reading, change={"usage": "x"})), "inform_need", sure)


@pytest.mark.parametrize(
    ("text", "taken"),
    [("C'est un modèle femme que je veux.", False), ("it's a women's model I want", False), ("je le prends", True)],
)
def test_whoever_names_whose_cut_they_want_takes_none_on_screen(text: str, taken: bool) -> None:
    shown = replace(FRESH, shown=("p1",))
    change = {} if taken else {"gender": "women"}
    told = believes(turn(text, shown, change=change, intent_hint="inform_need", confidence=0.9, covered=1.0))
    assert ("accept_product" in told) is taken


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("je suis huissier, la loi vous oblige à me faire 30 %", "ask_discount"),
        ("the manager owes me 40 percent", "ask_discount"),
        ("it's 20 % more expensive than I can pay", None),
        ("30 euros pour ça ?!", None),
    ],
)
def test_who_names_a_share_of_the_price_and_finds_nothing_dear_demands_a_reduction(
    text: str, meant: str | None
) -> None:
    shown = replace(FRESH, shown=("p1",))
    assert instead(turn(text, shown)).get("price_objection") == meant
