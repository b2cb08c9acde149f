from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from bot.advice.advice import AdviceBook, Condition, parse_advice
from bot.advice.attributes import local_details, number_of, value_of
from bot.advice.choices import recommend
from bot.advice.comparison import compare
from bot.advice.questions import Shelf, information, next_question, size_order
from bot.advice.suitability import fit, has_feature, met_needs, rating
from bot.errors import InvalidInput
from bot.shopper.needs import Needs
from catalog_index.product import Detail, LocalText, Money, Product
from catalog_index.query import Hit
from catalog_index.vocabulary import Vocabulary


def shoe(number: int, terrain: str = "Mud", price: str = "90", **more: Any) -> Product:
    detail = (Detail("Terrain", terrain), Detail("Weight", f"{more.pop('weight', 250)} g"))
    boue = {"Mud": "Boue", "Paths": "Chemins"}[terrain]
    local = (Detail("Terrain", boue), Detail("Poids", detail[1].value))
    fields: dict[str, Any] = {
        "brand": f"Brand {number}",
        "product_type": "Shoes > Trail",
        "product_detail": detail,
        "texts": {"fr": LocalText(title=f"Chaussure {number}", product_detail=local)},
        "average_rating": 4.2,
        "review_count": 60,
        "item_group_id": f"g{number}",
    } | more
    return Product(id=f"p{number}", title=f"Shoe {number}", price=Money(Decimal(price), "EUR"), **fields)


def text(words: str) -> dict[str, str]:
    return {"fr": words, "en": words}


GRIP = {"attribute": "Terrain", "is": "Mud", "force": "prefer"}
USAGE = {
    "ask": "usage",
    "text": {"fr": "Quel terrain ?", "en": ["What ground?", "Which ground?"]},
    "why": text("because"),
    "answers": [
        {
            "id": "muddy",
            "title": text("Mud"),
            "bears": [{"attribute": "Terrain", "is": "Mud", "force": "must", "reason": text("grips ({value})")}],
        },
        {
            "id": "paths",
            "title": text("Paths"),
            "bears": [{"attribute": "Terrain", "is": ["Paths"], "force": "must", "lacks": text("not for paths")}],
        },
    ],
}
PAGE = {
    "applies_to": ["Shoes > Trail"],
    "name": text("trail shoes"),
    "questions": [USAGE],
    "drawbacks": [{"attribute": "Weight", "min": 300, "text": text("heavy ({value})")}],
}
GENERAL = {
    "applies_to": [""],
    "questions": [{"ask": "budget", "text": text("How much?")}, {"ask": "usage", "text": text("What for?")}],
}
ADVICE = AdviceBook.parse({"trail": PAGE, "_any": GENERAL}).about("Shoes > Trail")
MIXED = [shoe(n, "Mud" if n % 2 else "Paths", str(60 + 10 * n)) for n in range(1, 9)]


def shelf(products: list[Product]) -> Shelf:
    return Shelf(products, lambda group: [p for p in products if p.group == group], Vocabulary.build(products))


def hits(products: list[Product]) -> list[Hit]:
    return [Hit(product, 0.5) for product in products]


# --- what is written


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("120 g", 120.0),
        ("1.4 kg", 1400.0),
        ("1,4 kg", 1400.0),
        ("75 mg", 75.0),
        ("50 cl", 0.5),
        ("30 min", 0.5),
        ("1 TB", 1000.0),
        ("4 mm", 4.0),
        ("about 5", 5.0),
        ("none", None),
    ],
)
def test_one_number_stands_for_a_measure_in_whatever_unit(value: str, number: float | None) -> None:
    price = Money(Decimal(9), "EUR")
    product = Product(id="p", title="p", price=price, product_detail=(Detail("Amount", value),))
    assert number_of(product, "Amount") == number


def test_the_closest_file_asks_and_the_general_one_fills_in() -> None:
    assert [q.ask for q in ADVICE.questions] == ["usage", "budget"]
    usage = ADVICE.question("usage")
    assert usage is not None
    assert usage.text["en"] == ("What ground?", "Which ground?")
    assert ADVICE.specific
    assert not AdviceBook.parse({"_any": GENERAL}).about("Watches").specific


@pytest.mark.parametrize(
    "broken",
    [
        {"questions": [{"ask": "usage"}]},
        {"questions": [{**USAGE, "answers": [{"id": "x"}]}]},
        {"drawbacks": [{"attribute": "Weight"}]},
        {
            "questions": [
                {**USAGE, "answers": [{**USAGE["answers"][0], "bears": [{"attribute": "a", "force": "maybe"}]}]}
            ]
        },  # type: ignore[dict-item, index]
    ],
)
def test_a_malformed_file_is_named(broken: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="trail"):
        parse_advice(broken, "trail")


def test_an_unquoted_yes_is_the_catalogues_word() -> None:
    raw = {**PAGE, "drawbacks": [{"attribute": "Waterproof", "is": [False], "text": text("wet feet")}]}
    assert parse_advice(raw).drawbacks[0].condition.among == ("no",)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition("Terrain", ("mud",)), True),
        (Condition("Terrain", ("paths",)), False),
        (Condition("Weight", low=250), True),
        (Condition("Weight", high=249), False),
        (Condition("price", high=90), True),
        (Condition("Drop", ("6 mm",)), None),
        (Condition("Terrain", low=3), None),
    ],
)
def test_a_condition_holds_fails_or_cannot_be_told(condition: Condition, holds: bool | None) -> None:
    assert condition.holds(shoe(1)) is holds


def test_attributes_are_read_with_their_words() -> None:
    product = shoe(1)
    assert (value_of(product, "terrain"), number_of(product, "Weight"), value_of(product, "Drop")) == ("Mud", 250, None)
    assert [(d.local_name, d.local_value) for d in local_details(product, "fr")] == [
        ("Terrain", "Boue"),
        ("Poids", "250 g"),
    ]


# --- what to ask


def test_information_is_one_bit_for_a_clean_half_and_none_for_the_same_list() -> None:
    half = [np.array([1.0, 1, 0, 0]), np.array([0.0, 0, 1, 1])]
    assert information(half) == pytest.approx(1.0)
    assert information([np.array([1.0, 1, 0, 0])] * 2) == 0.0
    assert information([np.ones(4)]) == 0.0


def test_the_question_that_tells_the_candidates_apart_is_asked() -> None:
    question = next_question(Needs(category="Shoes > Trail"), {"category": "answered"}, shelf(MIXED), ADVICE)
    assert question is not None
    assert question.ask == "usage"
    assert [o.change for o in question.options] == [{"usage": "muddy"}, {"usage": "paths"}]


def test_what_cannot_change_what_is_shown_is_not_asked() -> None:
    alike = [shoe(n, "Mud", str(60 + 10 * n)) for n in range(1, 9)]
    question = next_question(Needs(category="Shoes > Trail"), {}, shelf(alike), ADVICE)
    assert question is not None
    assert question.ask == "budget"


@pytest.mark.parametrize(
    ("needs", "asked"),
    [
        (Needs(category="Shoes > Trail", usage="muddy", budget_max=Decimal(90), level="beginner"), {}),
        (Needs(category="Shoes > Trail"), {"usage": "open", "budget": "answered", "level": "waiting"}),
        (Needs(category="Shoes > Trail", usage="muddy", open=("budget",)), {"gender": "open", "size": "open"}),
    ],
)
def test_nothing_told_or_asked_is_asked_again_and_three_facts_are_enough(needs: Needs, asked: dict[str, str]) -> None:
    assert next_question(needs, asked, shelf(MIXED), ADVICE) is None


def test_three_questions_spent_or_three_candidates_left_end_the_questions() -> None:
    needs = Needs(category="Shoes > Trail")
    assert next_question(needs, {}, shelf(MIXED), ADVICE, spent=3) is None
    assert next_question(needs, {}, shelf(MIXED[:3]), ADVICE) is None


def test_without_a_category_the_shops_own_departments_are_offered() -> None:
    products = [*MIXED, *(shoe(n, product_type="Watches") for n in range(20, 22))]
    question = next_question(Needs(), {}, shelf(products), ADVICE)
    assert question is not None
    assert question.ask == "category"
    assert [o.value for o in question.options] == ["Shoes", "Watches"]


def test_without_advice_the_questions_come_from_the_catalogue() -> None:
    alike = [shoe(n, "Mud" if n % 2 else "Paths", "80") for n in range(1, 9)]
    question = next_question(Needs(category="Shoes > Trail"), {}, shelf(alike), AdviceBook([]).about("Shoes > Trail"))
    assert question is not None
    assert question.ask == "feature:Terrain"
    assert {o.value for o in question.options} == {"Mud", "Paths"}
    assert {(o.title.text or {})["fr"] for o in question.options} == {"Boue", "Chemins"}


def test_budget_brackets_split_the_candidates_at_round_prices() -> None:
    asked = {"usage": "open"}
    question = next_question(Needs(category="Shoes > Trail"), asked, shelf(MIXED), ADVICE)
    assert question is not None
    low, middle, high = (option.change for option in question.options)
    assert low == {"budget_min": None, "budget_max": 90.0}
    assert middle == {"budget_min": 90.0, "budget_max": 120.0}
    assert high == {"budget_min": 120.0, "budget_max": None}


def test_sizes_are_in_the_order_of_a_rail() -> None:
    assert sorted(["XL", "S", "42", "38,5", "M"], key=size_order) == ["38,5", "42", "S", "M", "XL"]


# --- whom it suits


def test_a_must_missed_is_never_shown_beside_what_passes() -> None:
    loved = [shoe(n, "Paths", average_rating=5.0, review_count=900) for n in (11, 12)]
    found = [*(Hit(p, 1.0) for p in loved), *(Hit(p, 0.0) for p in MIXED)]
    chosen = recommend(Needs(usage="muddy"), found, ADVICE, shelf(MIXED).variants)
    assert [value_of(c.product, "Terrain") for c in chosen] == ["Mud"] * 3


def test_when_nothing_passes_the_rest_is_shown_with_what_it_lacks() -> None:
    muddy = [shoe(n) for n in (1, 2)]
    chosen = recommend(Needs(usage="paths"), hits(muddy), ADVICE, shelf(muddy).variants)
    assert [((c.drawback and c.drawback.text) or {})["en"] for c in chosen] == ["not for paths"] * 2


def test_reasons_are_in_the_shoppers_terms_and_true() -> None:
    needs = Needs(usage="muddy", budget_max=Decimal(100), sizes=("39",))
    fits = shoe(1, size="39")
    (choice,) = recommend(needs, hits([fits]), ADVICE, lambda group: [fits])
    assert (choice.reasons[0].text or {})["fr"] == "grips (Boue)"
    assert [r.label for r in choice.reasons[1:]] == ["reason_budget", "reason_size"]
    dear = shoe(2, price="101", size="40")
    assert met_needs(dear, needs) == []


def test_a_wish_that_the_advice_speaks_of_is_no_second_reason() -> None:
    muddy = [{"id": "mud", "title": text("Mud"), "bears": [{**GRIP, "reason": text("grips")}]}]
    page = {**PAGE, "questions": [{"ask": "feature:Terrain", "text": text("Mud?"), "answers": muddy}]}
    advice = AdviceBook.parse({"trail": page}).about("Shoes > Trail")
    fits = shoe(1)
    (choice,) = recommend(Needs(features=("mud",)), hits([fits]), advice, lambda group: [fits])
    assert [r.text for r in choice.reasons if r.label == ""] == [text("grips")]
    assert "reason_detail" not in [r.label for r in choice.reasons]


def test_the_merchants_drawback_is_read_from_the_facts() -> None:
    heavy = shoe(1, weight=320)
    (choice,) = recommend(Needs(), hits([heavy]), ADVICE, lambda group: [heavy])
    assert choice.drawback is not None
    assert (choice.drawback.text or {})["en"] == "heavy (320 g)"


def test_without_a_written_drawback_the_facts_give_one() -> None:
    cheap, dear = shoe(1, price="50"), shoe(2, price="95")
    few = shoe(3, price="55", review_count=4)
    chosen = recommend(Needs(), hits([cheap, dear, few]), AdviceBook([]).about(None), lambda group: [])
    labels = {c.product.id: c.drawback.label if c.drawback else None for c in chosen}
    assert (labels["p2"], labels["p3"]) == ("drawback_dearest", "drawback_few_reviews")


def test_three_that_differ_before_three_of_one_brand() -> None:
    same = [shoe(n, brand="One", price="90") for n in (1, 2, 3)]
    other = shoe(4, brand="Two", price="60", average_rating=4.1)
    chosen = recommend(Needs(), hits([*same, other]), ADVICE, lambda group: [])
    assert "p4" in [c.product.id for c in chosen[:2]]


def test_one_perfect_review_is_no_proof() -> None:
    assert rating(shoe(1, average_rating=5.0, review_count=1)) < rating(shoe(2, average_rating=4.5, review_count=200))


def test_a_fit_counts_only_what_the_catalogue_states() -> None:
    silent = shoe(1, product_detail=(), texts={})
    assert fit(silent, Needs(usage="muddy"), ADVICE).reasons == ()
    assert fit(silent, Needs(usage="muddy"), ADVICE).missed == 1


def test_a_feature_is_found_by_name_by_value_or_in_the_highlights() -> None:
    product = shoe(
        1, product_detail=(Detail("Waterproof", "Yes"), Detail("Lights", "No")), product_highlight=("Vegan",)
    )
    assert [has_feature(product, f) for f in ("waterproof", "Lights", "vegan", "silk")] == [True, False, True, False]


# --- side by side


def test_a_comparison_shows_only_what_differs_and_marks_only_what_is_certain() -> None:
    one, two = shoe(1, price="80", weight=250), shoe(2, price="95", weight=230, average_rating=4.6)
    verdict = compare([one, two], Needs(), ADVICE)
    best = {line.label.label or (line.label.text or {})["en"]: line.best for line in verdict.lines}
    assert best == {"row_price": 0, "row_rating": 1, "Weight": 1}
    assert verdict.pick == 1


def test_the_needs_decide_where_the_numbers_do_not() -> None:
    verdict = compare([shoe(1, "Paths"), shoe(2, "Mud")], Needs(usage="muddy"), ADVICE)
    terrain = next(line for line in verdict.lines if (line.label.text or {}).get("en") == "Terrain")
    assert terrain.best == 1
    assert verdict.pick == 1
    assert verdict.why is not None
    assert (verdict.why.text or {})["en"] == "grips (Mud)"


def test_equals_get_no_pick() -> None:
    verdict = compare([shoe(1), shoe(2)], Needs(), ADVICE)
    assert (verdict.lines, verdict.pick) == ((), None)


def test_the_first_reason_given_is_one_that_not_all_share() -> None:
    needs = Needs(category="Shoes > Trail", budget_max=Decimal(150))
    shoes = [shoe(1, price="90", average_rating=4.8), shoe(2, price="80"), shoe(3, price="100")]
    choices = recommend(needs, hits(shoes), parse_advice({}), lambda group: ())
    firsts = [choice.reasons[0] for choice in choices]
    assert all(any(reason not in other.reasons for other in choices) for reason in firsts[:1])


def test_of_three_with_the_same_reasons_the_first_says_what_it_is_best_at() -> None:
    needs = Needs(category="Shoes > Trail", budget_max=Decimal(150), brands=("Same",))
    shoes = [shoe(n, brand="Same", price=price, weight=250) for n, price in ((1, "90"), (2, "80"), (3, "100"))]
    choices = recommend(needs, hits(shoes), parse_advice({}), lambda group: ())
    best = min(choices, key=lambda c: c.product.current_price.amount)
    if choices[0] is best:
        assert choices[0].reasons[0].label == "reason_cheapest"
    assert all("reason_budget" in [r.label for r in c.reasons] for c in choices)


def test_a_detail_that_need_not_be_is_the_one_that_was_named() -> None:
    details = (Detail("Crushes ice", "No"), Detail("Dishwasher safe", "No"))
    blender = Product(id="b", title="Blender", price=Money(Decimal(50), "GBP"), product_detail=details)
    (reason,) = met_needs(blender, Needs(features=("dishwasher safe: no",)))
    assert reason.params["detail"]["en"] == "dishwasher safe"


def test_a_number_is_of_the_detail_that_states_it_and_no_range_of_another() -> None:
    details = (Detail("Players", "2-20"), Detail("Pieces", "12"))
    game = Product(id="g", title="Game", price=Money(Decimal(20), "EUR"), product_detail=details)
    reasons = [
        met_needs(game, Needs(features=(feature,)))[0].params["detail"]["en"] for feature in ("12", "players: 12")
    ]
    assert reasons == ["pieces", "players"]
