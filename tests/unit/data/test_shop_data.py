"""The demo shops and the written advice hold together: what is asked exists, in both languages, with its picture."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from bot.advice.advice import AdviceBook, below, parse_advice
from bot.advice.attributes import value_of
from bot.connectors.registry import read
from bot.nudge.document import parse as parse_policy
from catalog_index.product import Product

DATA = Path(__file__).parents[3] / "data"
SHOPS = ("foulee", "ecoute")
LANGUAGES = ("fr", "en")
ADVICE = sorted((DATA / "advice").glob("*.yml"))
FACTS = {
    "delivery_time",
    "delivery_cost",
    "free_shipping_from",
    "returns",
    "warranty",
    "payment",
    "authenticity",
    "contact",
}
BAD_FRENCH = (" ;", " !", " ?", " :", "« ", " »")
"""Ordinary spaces where French wants one that does not break."""


@cache
def products(shop: str) -> tuple[Product, ...]:
    rows = tuple(read(DATA / "shop" / shop / "catalogue.jsonl"))
    refused = [row for row in rows if not isinstance(row, Product)]
    assert refused == []
    return tuple(row for row in rows if isinstance(row, Product))


@cache
def parents(shop: str) -> tuple[Product, ...]:
    return tuple({product.group: product for product in products(shop)}.values())


@cache
def document(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


@cache
def advice() -> AdviceBook:
    return AdviceBook.parse({path.name: document(path) for path in ADVICE})


@pytest.mark.parametrize(("shop", "fewest", "most"), [("foulee", 240, 300), ("ecoute", 35, 60)])
def test_a_shop_has_the_products_it_promises_each_identifier_once(shop: str, fewest: int, most: int) -> None:
    identifiers = [product.id for product in products(shop)]
    assert fewest <= len(parents(shop)) <= most
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("shop", SHOPS)
def test_prices_costs_ratings_and_stock_are_plausible(shop: str) -> None:
    for product in products(shop):
        price, today, cost = product.price.amount, product.current_price.amount, product.cost_of_goods_sold
        assert cost is not None
        assert Decimal(15) <= today <= price <= Decimal(450), product.id
        assert Decimal("0.44") * price <= cost.amount <= Decimal("0.70") * price, product.id
        assert cost.amount < today, product.id
        assert product.average_rating is None or 3.4 <= product.average_rating <= 4.9, product.id
        assert 0 <= (product.review_count or 0) <= 800, product.id
        assert (product.average_rating is None) == (product.review_count == 0), product.id
        assert product.buyable == bool(product.quantity), product.id


@pytest.mark.parametrize("shop", SHOPS)
def test_every_word_about_a_product_is_there_in_both_languages(shop: str) -> None:
    for product in parents(shop):
        french = product.texts["fr"]
        assert french.title
        assert french.title != product.title
        assert len(french.description) > 60
        assert len(product.description) > 50
        assert bool(french.color) == bool(product.color)
        assert bool(french.material) == bool(product.material)
        assert french.product_type.count(" > ") == product.product_type.count(" > ")
        assert len(french.product_highlight) == len(product.product_highlight) > 0


@pytest.mark.parametrize("shop", SHOPS)
def test_details_run_in_parallel_number_for_number(shop: str) -> None:
    for product in parents(shop):
        french = product.texts["fr"].product_detail
        assert len(french) == len(product.product_detail) > 0
        for one, other in zip(product.product_detail, french, strict=True):
            assert one.section
            assert other.section
            assert other.name
            assert digits(one.value) == digits(other.value), (product.id, one.name)


def digits(text: str) -> str:
    return "".join(c for c in text.replace(",", ".") if c.isdigit() or c == ".").strip(".")


@pytest.mark.parametrize("shop", SHOPS)
def test_no_two_products_are_described_in_the_same_words(shop: str) -> None:
    for language in LANGUAGES:
        told: dict[str, str] = {}
        for product in parents(shop):
            description = product.text(language).description
            assert description not in told, (product.id, told.get(description))
            told[description] = product.id


@pytest.mark.parametrize("shop", SHOPS)
def test_french_is_spaced_as_french_is(shop: str) -> None:
    for product in parents(shop):
        french = product.texts["fr"]
        for text in (french.title, french.description, *french.product_highlight):
            assert not any(bad in text for bad in BAD_FRENCH), text
    for fact in document(DATA / "shop" / shop / "facts.yml"):
        assert not any(bad in fact["text"]["fr"] for bad in BAD_FRENCH), fact["key"]


def test_products_of_one_shelf_state_the_same_attributes() -> None:
    shelves: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for product in parents("foulee"):
        shelves[product.product_type].add(tuple(detail.name for detail in product.product_detail))
    assert {shelf for shelf, named in shelves.items() if len(named) > 1} == set()


def test_a_woman_who_begins_trail_running_in_39_under_100_euros_has_a_choice_that_is_not_pink() -> None:
    found = {
        product.group
        for product in products("foulee")
        if product.product_type == "Shoes > Trail"
        and product.gender == "women"
        and product.size == "39"
        and product.buyable
        and product.current_price.amount < 100
        and "pink" not in product.color.lower()
        and value_of(product, "Level") == "Beginner"
    }
    assert len(found) >= 4


def test_some_sizes_are_sold_out_some_are_scarce_and_some_products_are_reduced() -> None:
    stock = [product.quantity or 0 for product in products("foulee")]
    assert 0.05 < stock.count(0) / len(stock) < 0.15
    assert 0.08 < sum(1 <= left <= 3 for left in stock) / len(stock) < 0.25
    reduced = sum(product.sale_price is not None for product in parents("foulee")) / len(parents("foulee"))
    assert 0.08 < reduced < 0.18


@pytest.mark.parametrize("shop", SHOPS)
def test_every_product_has_its_drawing_small_and_harmless(shop: str) -> None:
    folder = DATA / "shop" / shop / "images"
    shown = {product.image_link for product in products(shop)}
    assert {f"/demo/images/{path.name}" for path in folder.iterdir()} == shown
    for path in folder.iterdir():
        assert path.stat().st_size <= 6_000, path.name
        kinds = {element.tag.rpartition("}")[2] for element in ElementTree.parse(path).iter()}
        assert kinds <= {"svg", "defs", "clipPath", "g", "path", "rect", "circle", "ellipse"}, path.name


@pytest.mark.parametrize("shop", SHOPS)
def test_every_fact_has_a_source_and_both_languages(shop: str) -> None:
    facts = document(DATA / "shop" / shop / "facts.yml")
    assert {fact["key"] for fact in facts} == FACTS
    for fact in facts:
        assert fact["source"].strip()
        assert all(fact["text"][language].strip() for language in LANGUAGES)


@pytest.mark.parametrize("shop", SHOPS)
def test_the_policy_is_valid_and_claims_only_facts_that_exist(shop: str) -> None:
    policy = parse_policy(document(DATA / "shop" / shop / "policy.yml"))
    facts = {fact["key"]: fact for fact in document(DATA / "shop" / shop / "facts.yml")}
    assert set(policy.facts) <= set(facts)
    assert policy.free_shipping_from == Decimal(facts["free_shipping_from"]["value"])


@pytest.mark.parametrize("shop", SHOPS)
def test_the_home_page_names_categories_that_hold_products(shop: str) -> None:
    profile = document(DATA / "shop" / shop / "shop.yml")
    assert {product.price.currency for product in products(shop)} == {profile["currency"]}
    for category in profile["categories"]:
        assert any(below(product.product_type, category["path"]) for product in parents(shop)), category["path"]
        assert set(category["name"]) == set(LANGUAGES)


@pytest.mark.parametrize("shop", SHOPS)
def test_the_catalogue_is_what_its_tables_make(shop: str) -> None:
    code = "import catalogue, json; [print(json.dumps(row, ensure_ascii=False)) for row in catalogue.items(SHOP)]"
    made = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code.replace("SHOP", repr(shop))],
        cwd=DATA / "shop" / "make",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert made.stdout == (DATA / "shop" / shop / "catalogue.jsonl").read_text("utf-8")


# --- the advice -----------------------------------------------------------------------------------------------------


def shelf_of(page: Any) -> list[Product]:
    return [p for p in parents("foulee") if any(below(p.product_type, prefix) for prefix in page["applies_to"])]


def conditions(page: Any) -> Iterator[Any]:
    for question in page["questions"]:
        for answer in question.get("answers", ()):
            yield from answer.get("bears", ())
    yield from page["drawbacks"]


@pytest.mark.parametrize("path", ADVICE, ids=lambda path: path.stem)
def test_advice_speaks_only_of_attributes_and_values_that_the_catalogue_holds(path: Path) -> None:
    page = document(path)
    shelf = shelf_of(page)
    assert shelf
    for condition in conditions(page):
        stated = {value_of(product, condition["attribute"]) for product in shelf}
        if path.stem == "_any" and stated == {None}:
            continue  # what the sheets of other shops call it
        assert stated != {None}, condition
        wanted = {("Yes" if v else "No") if isinstance(v, bool) else str(v) for v in condition.get("is", ())}
        assert wanted <= stated, (condition, wanted - stated)
    for prefix in page["goes_with"]:
        assert any(below(product.product_type, prefix) for product in parents("foulee")), prefix


@pytest.mark.parametrize("path", ADVICE, ids=lambda path: path.stem)
def test_every_answer_leaves_some_product_to_suggest(path: Path) -> None:
    parsed = parse_advice(document(path), path.name)
    shelf = shelf_of(document(path))
    for question in parsed.questions:
        for answer in question.answers:
            musts = [bear.condition for bear in answer.bears if bear.force == "must"]
            kept = [product for product in shelf if all(must.holds(product) for must in musts)]
            assert kept, (question.ask, answer.id)


@pytest.mark.parametrize("path", ADVICE, ids=lambda path: path.stem)
def test_advice_is_written_in_both_languages_and_french_is_spaced_as_french_is(path: Path) -> None:
    page = document(path)
    texts = [page["name"], page["words"]]
    for question in page["questions"]:
        texts += [question["text"], question["why"]]
        for answer in question.get("answers", ()):
            texts += [answer["title"], answer["words"]]
            for bear in answer.get("bears", ()):
                texts += [bear[kind] for kind in ("reason", "lacks") if kind in bear]
    texts += [drawback["text"] for drawback in page["drawbacks"]]
    for text in texts:
        assert set(text) == set(LANGUAGES), text
        for said in [text["fr"]] if isinstance(text["fr"], str) else text["fr"]:
            assert not any(bad in said for bad in BAD_FRENCH), said


@pytest.mark.parametrize("path", ADVICE, ids=lambda path: path.stem)
def test_levels_have_the_contracts_names_and_features_are_told_apart_by_their_answers(path: Path) -> None:
    questions = document(path)["questions"]
    levels = {a["id"] for q in questions if q["ask"] == "level" for a in q["answers"]}
    assert levels in (set(), {"beginner", "intermediate", "expert"})
    features = [a["id"] for q in questions if q["ask"].startswith("feature:") for a in q["answers"]]
    assert len(set(features)) == len(features)
    asked = [q["ask"] for q in questions]
    assert len(set(asked)) == len(asked)


def test_every_product_has_an_honest_drawback_to_tell() -> None:
    book = advice()
    silent = [
        product.id
        for product in parents("foulee")
        if not any(rule.condition.holds(product) for rule in book.about(product.product_type).drawbacks)
    ]
    assert silent == []


def test_every_shelf_of_the_running_shop_has_its_own_advice() -> None:
    book = advice()
    shelves = {product.product_type for product in parents("foulee")}
    assert {
        shelf for shelf in shelves if not book.about(shelf).question("usage") and shelf != "Recovery > Rollers"
    } == set()
    assert not book.about("Headphones > Over-ear").specific
