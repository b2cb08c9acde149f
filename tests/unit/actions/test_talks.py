import pytest
import yaml
from small_shop import ROOT, Shopper

from actions.executor import STEPS

ALL_IN_ONE = "chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose"
TRAIL = "Shoes > Trail"


async def shown_shoes(shopper: Shopper) -> None:
    """Three trail shoes on screen."""
    sentence = ALL_IN_ONE if shopper.language == "fr" else "women's trail shoes for a beginner under €100, size 39"
    await shopper.say(sentence)
    assert len(shopper.cards) == 3


# --- the consultation


async def test_one_sentence_is_understood_whole_and_answered_with_products(french: Shopper) -> None:
    await shown_shoes(french)
    needs = french.state["needs"]
    assert (needs["level"], needs["gender"], needs["budget_max"], needs["sizes"]) == ("beginner", "women", 100, ["39"])
    assert needs["exclude"] == ["pink"]
    assert french.state["stage"] == "advise"
    assert french.state["asking"] is None
    for product in french.products():
        assert product.current_price.amount <= 100
        assert product.size == "39"
        assert product.buyable
        assert product.product_type == TRAIL
    assert all(len(card["reasons"]) >= 2 for card in french.cards)


async def test_at_most_three_questions_come_first_and_each_is_new(french: Shopper) -> None:
    await french.say("je cherche des chaussures de trail", "search_product")
    asked = []
    while french.state["asking"]:
        asked.append(french.state["asking"])
        assert french.cards == []
        await french.tap("inform_need", value="any")
    assert asked[:2] == ["usage", "level"]
    assert len(asked) == len(set(asked)) == 3
    assert len(french.cards) == 3


async def test_an_answer_in_words_is_taken_and_not_asked_again(english: Shopper) -> None:
    await english.say("I need trail shoes", "search_product")
    assert english.state["asking"] == "usage"
    await english.say("mostly mud")
    assert english.state["needs"]["usage"]
    assert english.state["asking"] == "level"
    await english.say("I'm a beginner, under 120 euros", "inform_need")
    assert english.state["needs"]["budget_max"] == 120
    assert english.state["asking"] is None
    assert all(p.current_price.amount <= 120 for p in english.products())


async def test_a_digression_is_answered_and_the_question_comes_back(french: Shopper) -> None:
    await french.say("je cherche des chaussures de trail", "search_product")
    asked = french.state["asking"]
    answer = await french.say("vous livrez en combien de temps ?", "ask_delivery")
    assert len(answer.messages) == 2
    assert french.shop.facts["delivery_time"].text["fr"][:20] in answer.messages[0]["text"]
    assert french.state["asking"] == asked
    assert answer.messages[1]["quick_replies"]


async def test_once_products_are_shown_a_digression_does_not_show_them_again(english: Shopper) -> None:
    await english.say("I need a headlamp for trail running", "search_product")
    assert english.state["asking"]
    await english.say("do you have something cheaper?", "ask_alternative")
    assert english.cards
    answer = await english.say("what about returns?", "ask_returns")
    assert len(answer.messages) == 1
    assert english.cards == []


async def test_why_a_question_is_asked_is_told(french: Shopper) -> None:
    await french.say("je cherche des chaussures de trail", "search_product")
    answer = await french.say("pourquoi vous me demandez ça", "why_this")
    assert "terrain" in answer.messages[0]["text"]
    assert french.state["asking"] == "usage"


async def test_without_a_category_the_departments_are_offered(french: Shopper) -> None:
    await french.tap("ask_recommendation")
    assert french.state["asking"] == "category"
    await french.tap("inform_need", value="Headlamps")
    assert french.state["needs"]["category"]
    assert french.state["asking"] != "category"


async def test_a_superlative_is_answered_from_the_whole_shelf(english: Shopper) -> None:
    await english.say("the cheapest headlamp")
    lamps = [p for p in english.shop.catalogue.current.products if p.product_type == "Headlamps" and p.buyable]
    prices = [p.current_price.amount for p in english.products()]
    assert prices[0] == min(p.current_price.amount for p in lamps)
    assert prices == sorted(prices)


async def test_a_change_of_mind_changes_the_suggestions(french: Shopper) -> None:
    await shown_shoes(french)
    await french.say("finalement je veux plutôt une montre gps", "change_mind")
    assert {p.product_type.split(" > ")[0] for p in french.products()} == {"Watches"}
    assert french.state["needs"]["budget_max"] == 100


async def test_when_nothing_fits_it_says_so_and_shows_the_nearest(english: Shopper) -> None:
    answer = await english.say("trail shoes under 20 euros", "search_product")
    assert english.cards
    assert all(p.product_type == TRAIL for p in english.products())
    assert min(p.current_price.amount for p in english.products()) > 20
    assert any("budget" in m["text"] for m in answer.messages)
    await english.tap("change_mind", needs={"budget_max": None})
    assert "budget_max" not in english.state["needs"]


async def test_nobody_is_shown_childrens_shoes_unless_a_child_is_named(english: Shopper) -> None:
    await english.say("trail shoes for a beginner under 80 euros for rocky trails", "search_product")
    assert english.cards
    assert all(p.gender != "kids" for p in english.products())


# --- products on screen


async def test_two_are_compared_in_a_table_of_what_differs(french: Shopper) -> None:
    await shown_shoes(french)
    first, second = [card["item_id"] for card in french.cards[:2]]
    answer = await french.say("comparez les deux premiers", "compare")
    table = answer.messages[0]["comparison"]
    assert table["item_ids"] == [first, second]
    assert all(len(set(row["values"])) == 2 for row in table["rows"])


async def test_nothing_on_screen_is_nothing_to_compare(french: Shopper) -> None:
    answer = await french.say("comparez", "compare")
    assert answer.messages[0]["comparison"] is None


async def test_cheaper_is_cheaper_and_still_within_the_needs(english: Shopper) -> None:
    await shown_shoes(english)
    first = english.products()[0]
    await english.tap("ask_alternative", value="cheaper")
    assert english.cards
    for product in english.products():
        assert product.current_price.amount < first.current_price.amount
        assert product.product_type == TRAIL


async def test_another_brand_is_another_brand(english: Shopper) -> None:
    await shown_shoes(english)
    brand = english.products()[0].brand
    await english.say("the first one, but another brand", "ask_alternative")
    assert english.cards
    assert all(p.brand != brand for p in english.products())


async def test_another_colour_is_the_same_model(french: Shopper) -> None:
    await shown_shoes(french)
    first = french.products()[0]
    await french.say("la première dans une autre couleur", "ask_alternative")
    assert french.cards
    for product in french.products():
        assert product.group == first.group
        assert product.color != first.color


async def test_a_rejected_model_is_not_shown_again(french: Shopper) -> None:
    await shown_shoes(french)
    gone = french.products()[0].group
    await french.say("la première ne me plaît pas", "reject_product")
    assert gone not in [p.group for p in french.products()]
    await french.say("montrez-moi d'autres chaussures de trail", "ask_recommendation")
    assert gone not in [p.group for p in french.products()]


async def test_the_stock_of_a_size_is_the_catalogues(french: Shopper) -> None:
    await shown_shoes(french)
    first = french.products()[0]
    variants = [v for v in french.shop.catalogue.current.variants(first.group) if v.color == first.color]
    answer = await french.say("la première existe en 48 ?", "ask_availability")
    assert "48" in answer.messages[0]["text"]
    assert french.cards == []
    there = next(v.size for v in variants if v.buyable)
    await french.say(f"la première existe en {there} ?", "ask_availability")
    assert [p.size for p in french.products()] == [there]
    assert french.state["needs"]["sizes"] == ["39"]


async def test_a_price_asked_is_the_cards_price(english: Shopper) -> None:
    await shown_shoes(english)
    second = english.products()[1]
    answer = await english.say("how much is the second one?", "ask_price")
    assert [p.id for p in english.products()] == [second.id]
    whole = second.current_price.amount == second.current_price.amount.to_integral_value()
    figures = f"{second.current_price.amount:.0f}" if whole else f"{second.current_price.amount:.2f}"
    assert figures in answer.messages[0]["text"]


async def test_a_detail_asked_is_told_and_a_colour_question_is_no_need(french: Shopper) -> None:
    await shown_shoes(french)
    drop = next(d.value for d in french.products()[0].product_detail if d.name == "Drop")
    answer = await french.say("quel est le drop de la première ?", "ask_product_info")
    assert drop in answer.messages[0]["text"]
    await french.say("elle existe en bleu ?", "ask_availability")
    assert "colors" not in french.state["needs"]


async def test_a_question_about_no_product_asks_which(french: Shopper) -> None:
    await shown_shoes(french)
    await french.say("c'est quoi la matière ?", "ask_product_info")
    assert french.state["asking"] == "choice"
    second = french.offered[0]["quick_replies"][1]
    known = french.counter._register.now(french.id).reply(second["id"])
    assert known is not None
    await french.say("le deuxième")
    assert french.twin.calls[-1] == "ask_product_info"
    assert french.counter._register.now(french.id).session.focus == known.meaning["refers"][0]


async def test_stock_asked_of_a_category_is_a_search(english: Shopper) -> None:
    await shown_shoes(english)
    await english.say("do you have socks?", "ask_availability")
    assert {p.product_type for p in english.products()} == {"Clothing > Socks"}


async def test_why_this_one_is_answered_with_its_reasons(french: Shopper) -> None:
    await shown_shoes(french)
    reason = french.cards[1]["reasons"][0]
    answer = await french.say("pourquoi la deuxième ?", "why_this")
    assert reason.replace("'", "’") in answer.messages[0]["text"]


# --- deciding


async def test_a_choice_in_a_known_size_leads_to_the_basket_button_and_never_claims_more(french: Shopper) -> None:
    await shown_shoes(french)
    second = french.products()[1]
    await french.say("je prends la deuxième", "accept_product")
    assert [p.id for p in french.products()] == [second.id]
    assert french.state["stage"] == "decide"
    session = await french.counter.session(french.id)
    assert dict(session.basket) == {}


async def test_the_size_is_asked_before_the_basket_and_an_answer_in_words_is_enough(english: Shopper) -> None:
    await english.say("women's trail shoes for a beginner under €100 for mixed ground", "search_product")
    while english.state["asking"]:
        await english.tap("inform_need", value="any")
    group = english.products()[0].group
    await english.say("I'll take the first one", "accept_product")
    assert english.state["asking"] == "size"
    size = english.offered[0]["quick_replies"][0]["title"]
    await english.say(size)
    assert [(p.group, p.size) for p in english.products()] == [(group, size)]
    assert english.state["asking"] is None


async def test_a_choice_against_what_was_said_is_told_before_not_after(english: Shopper) -> None:
    await english.say("trail shoes under 20 euros", "search_product")
    text = (await english.say("I'll take the first one in 42", "accept_product")).messages[0]["text"]
    assert "budget" in text


async def test_yes_takes_up_what_was_offered_and_no_leaves_it(french: Shopper) -> None:
    await shown_shoes(french)
    answer = await french.say("oui", "affirm")
    assert answer.messages[0]["comparison"] is not None
    answer = await french.say("non", "deny")
    assert answer.messages[0]["products"] == []


async def test_the_basket_is_confirmed_only_after_the_page_said_so(french: Shopper) -> None:
    await shown_shoes(french)
    item = french.products()[0].id
    await french.say("je prends la première", "accept_product")
    before = len(await french.counter.messages(french.id))
    event = {"event_id": "e1", "name": "add_to_cart", "timestamp": None, "items": [{"item_id": item, "quantity": 1}]}
    await french.counter.record(french.id, [event])
    assert len(await french.counter.messages(french.id)) == before + 1


# --- doubts, facts, people


async def test_a_price_found_too_high_brings_something_cheaper(french: Shopper) -> None:
    await shown_shoes(french)
    first = french.products()[0]
    await french.say("la première est trop chère", "price_objection")
    cheaper = french.products()
    assert cheaper
    assert all(p.current_price.amount < first.current_price.amount for p in cheaper)


async def test_the_lowest_price_is_never_claimed_of_what_is_dearer_than_another_on_screen(french: Shopper) -> None:
    await french.say("des chaussures de trail roses, pour la boue, en 44", "search_product")
    near = french.products()  # nothing is pink: said so, and the nearest shown
    dearer = next(p for p in near if p.current_price.amount > min(o.current_price.amount for o in near))
    await french.say(
        "la première est trop chère" if dearer == near[0] else "la deuxième est trop chère", "price_objection"
    )
    assert french.products()
    assert all(p.current_price.amount < dearer.current_price.amount for p in french.products())


async def test_no_discount_is_ever_promised_but_real_sales_are_shown(english: Shopper) -> None:
    answer = await english.say("can I get a discount?", "ask_discount")
    assert english.cards == []
    assert "%" not in answer.messages[0]["text"]
    await english.tap("ask_discount", value="on_sale")
    assert english.cards
    assert all(p.sale_price is not None for p in english.products())


async def test_a_hesitation_in_words_is_helped_once_by_a_nudge(french: Shopper) -> None:
    await shown_shoes(french)
    answer = await french.say("j'hésite vraiment entre tout ça", "hesitate")
    assert [m["nudge"]["kind"] for m in answer.messages if m["nudge"]] == ["decision_help"]
    again = await french.say("je n'arrive toujours pas à choisir", "hesitate")
    assert [m["nudge"] for m in again.messages if m["nudge"]] == []
    assert again.messages[0]["text"] != answer.messages[0]["text"]


@pytest.mark.parametrize(
    ("text", "intent", "fact"),
    [
        ("c'est quoi les frais de port ?", "ask_delivery", "delivery_cost"),
        ("je peux renvoyer si ça ne va pas ?", "ask_returns", "returns"),
        ("et la garantie ?", "ask_returns", "warranty"),
        ("je peux payer en 3 fois ?", "out_of_scope", "payment"),
    ],
)
async def test_the_shop_states_its_own_facts(french: Shopper, text: str, intent: str, fact: str) -> None:
    answer = await french.say(text, intent)
    assert french.shop.facts[fact].text["fr"][:15] in answer.messages[0]["text"]


async def test_a_person_asked_for_is_flagged_and_promised_nothing_more(english: Shopper) -> None:
    answer = await english.say("I want to talk to a human", "ask_human")
    assert english.outcomes() == ["handed_over"]
    assert english.state["stage"] == "handed_over"
    assert "15" in answer.messages[0]["text"]
    await english.say("human please", "ask_human")
    assert english.outcomes() == ["handed_over"]


async def test_misunderstood_twice_a_person_takes_over_with_the_story_so_far(french: Shopper) -> None:
    await french.say("des chaussures de trail, moins de 120 €", "search_product")
    await french.say("zblorg", "nlu_fallback")
    assert french.outcomes() == []
    await french.say("zblorg zblorg", "nlu_fallback")
    handed = [e.data for e in french.log.read(french.id) if e.kind == "outcome"]
    assert [(data["name"], data["reason"]) for data in handed] == [("handed_over", "stuck")]
    assert "trail" in handed[0]["summary"]
    assert "zblorg zblorg" in handed[0]["summary"]
    assert french.state["stage"] == "handed_over"


async def test_words_of_a_title_are_a_search_whatever_the_classifier_says(french: Shopper) -> None:
    await french.say("les brume", "nlu_fallback")
    assert french.cards
    assert all("Brume" in card["title"] for card in french.cards)


async def test_the_same_question_twice_is_not_answered_in_the_same_words(english: Shopper) -> None:
    texts = [(await english.say(f"what is the capital of {c}?", "out_of_scope")).messages[0]["text"] for c in "AB"]
    assert texts[0] != texts[1]


@pytest.mark.parametrize(
    "intent", ["greet", "goodbye", "thank", "privacy", "order_status", "complain", "deny", "affirm"]
)
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_no_intent_is_a_dead_end(french: Shopper, english: Shopper, language: str, intent: str) -> None:
    shopper = french if language == "fr" else english
    answer = await shopper.say(f"({intent})", intent)
    assert answer.messages[-1]["text"]
    assert answer.messages[-1]["language"] == language


def test_every_action_of_the_domain_is_written() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {name for name in domain["actions"] if not name.startswith("utter_")} == set(STEPS)
