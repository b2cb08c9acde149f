"""What is wanted in words that no detail states: kept, ranked by the pages that hold it, and told as just that."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shipped import shipped_words
from small_shop import Live, Shopper, SmallShop

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

BOOKS = {
    "Cold Harbour": "A thriller set in a port in winter, by Ada Brook. 320 pages.",
    "Salt and Iron": "A thriller about a forger, by Ada Brook. 410 pages.",
    "The Long Table": "A romance between two cooks, by Noel Dane. 288 pages.",
    "First Snow": "Poems on mountains, by Mara Fell. 96 pages.",
    "Under Glass": "Essays on gardens, by Mara Fell. 150 pages.",
    "Night Ferry to Aldane and Back": "A horror story at sea, by Noel Dane. 350 pages.",
}
CREAMS = {
    "Cream Ida": "For dry skin. Not recommended for pregnant women.",
    "Cream Una": "For dry skin, with oats.",
    "Cream Vea": "For oily skin, with zinc.",
    "Cream Zoe": "For normal skin.",
}
STOVES = {"Spark": "A stove for hikers. Small enough for a pocket.", "Twin": "Two rings for families."}
LAMPS = {"Reading lamp Ona": "A lamp for the bedside.", "Desk lamp Ilo": "A lamp for the desk."}


def _shelf(path: str, sheets: dict[str, str]) -> list[Product]:
    return [
        Product(
            id=title,
            title=title,
            description=text,
            product_type=path,
            price=Money(Decimal(10 + number), "EUR"),
            language="en",
        )
        for number, (title, text) in enumerate(sheets.items())
    ]


@pytest.fixture(scope="module")
def shop() -> SmallShop:
    index = CatalogueIndex.build(
        [*_shelf("Books", BOOKS), *_shelf("Lamps", LAMPS), *_shelf("Creams", CREAMS), *_shelf("Stoves", STOVES)],
        HashingEncoder(),
    )
    return SmallShop(Live(index), Advisor(AdviceBook()), shipped_words(), {})


@pytest.fixture
async def reader(shop: SmallShop) -> Shopper:
    return await Shopper(shop, "en").enter()


@pytest.mark.parametrize(
    ("text", "kept", "first"),
    [
        ("I am looking for a romance book", ["romance"], {"The Long Table"}),
        ("a book by Ada Brook please", ["Ada Brook"], {"Cold Harbour", "Salt and Iron"}),
        ("a book, horror or poems", ["horror", "poems"], {"Night Ferry to Aldane and Back", "First Snow"}),
    ],
)
async def test_the_pages_that_hold_the_words_come_first(
    reader: Shopper, text: str, kept: list[str], first: set[str]
) -> None:
    await reader.say(text, "search_product")
    assert reader.state["needs"]["features"] == kept
    while not reader.cards:
        await reader.tap("inform_need", value="any")
    shown = [card["item_id"] for card in reader.cards]
    assert set(shown[: len(first)]) == first
    assert all(
        any(word in reason for reason in card["reasons"] for word in kept) for card in reader.cards[: len(first)]
    )


@pytest.mark.parametrize(
    "text",
    [
        "do you have anything less horror?",
        "I already own the poems",
        "I forgot my poems at work",
        "a book for next month",
    ],
)
async def test_what_is_told_or_refused_is_no_wish(reader: Shopper, text: str) -> None:
    await reader.say("a book", "search_product")
    await reader.say(text, "inform_need")
    assert "features" not in reader.state["needs"]


async def test_who_corrects_themselves_wants_the_new_words_only(reader: Shopper) -> None:
    await reader.say("a thriller book", "search_product")
    await reader.say("actually, rather poems", "change_mind")
    assert reader.state["needs"]["features"] == ["poems"]


async def test_what_is_counted_is_quoted_from_the_page(reader: Shopper) -> None:
    await reader.say("a book by Ada Brook", "search_product")
    answer = await reader.say("how many pages is Cold Harbour?", "ask_product_info")
    assert "320 pages" in answer.messages[0]["text"]


async def test_a_book_called_by_its_name_is_meant_on_screen_or_not(reader: Shopper) -> None:
    await reader.say("a romance book", "search_product")
    await reader.say("how much is Night Ferry?", "ask_price")
    assert [card["item_id"] for card in reader.cards] == ["Night Ferry to Aldane and Back"]


async def test_no_idea_asked_for_leaves_the_shelf(reader: Shopper) -> None:
    await reader.say("a book under 14 euros", "search_product")
    await reader.say("do you have any recommendations?", "search_product")
    assert reader.state["needs"]["category"] == "Books"
    assert reader.state["needs"]["budget_max"] == 14


async def test_only_what_the_pages_hold_is_called_a_match(reader: Shopper) -> None:
    await reader.say("a thriller book", "search_product")
    assert {card["item_id"] for card in reader.cards} == {"Cold Harbour", "Salt and Iron"}


async def test_what_no_page_speaks_of_is_said_not_to_be_known(reader: Shopper) -> None:
    await reader.say("a romance book", "search_product")
    answer = await reader.say("vampires", "inform_need")
    assert "vampires" in answer.messages[0]["text"]
    assert "features" not in reader.state["needs"] or "vampires" not in reader.state["needs"]["features"]
    assert reader.cards


async def test_what_a_page_warns_of_is_not_advised(reader: Shopper) -> None:
    await reader.say("a cream", "search_product")
    await reader.say("I'm pregnant", "inform_need")
    while not reader.cards:
        await reader.tap("inform_need", value="any")
    assert "Cream Ida" not in {card["item_id"] for card in reader.cards}
    await reader.say("the Cream Ida?", "ask_product_info")
    (card,) = reader.cards
    assert any("pregnant" in reason for reason in card["reasons"])


async def test_what_somebody_is_alone_is_no_wish(reader: Shopper) -> None:
    await reader.say("a book", "search_product")
    await reader.say("I am essays", "inform_need")
    assert "features" not in reader.state["needs"]


async def test_a_sort_of_thing_hangs_on_the_shelf_of_its_kind(shop: SmallShop) -> None:
    shopper = await Shopper(shop, "fr").enter()
    await shopper.say("une lampe", "search_product")
    await shopper.say("et un réchaud pour cuisiner ?", "search_product")
    assert {card["item_id"] for card in shopper.cards} == {"Spark", "Twin"}


async def test_a_question_of_two_words_is_answered_from_the_page(reader: Shopper) -> None:
    await reader.say("a stove", "search_product")
    await reader.say("tell me about the Spark", "ask_product_info")
    answer = await reader.say("very small?", "ask_product_info")
    assert "pocket" in answer.messages[0]["text"]


async def test_what_is_counted_is_no_price(reader: Shopper) -> None:
    await reader.say("a lamp", "search_product")
    answer = await reader.say("how many inches is the Desk lamp Ilo?", "ask_price")
    assert "€" not in answer.messages[0]["text"]


async def test_another_thing_on_top_is_no_wish_about_the_first(reader: Shopper) -> None:
    await reader.say("a book", "search_product")
    await reader.say("and a horror one", "inform_need")
    assert "features" not in reader.state["needs"]


async def test_who_asks_to_be_shown_the_best_is_told_of_no_missing_word(reader: Shopper) -> None:
    await reader.say("a romance book", "search_product")
    answer = await reader.say("let me see your finest discoveries", "ask_recommendation")
    assert "discoveries" not in answer.messages[0]["text"]
