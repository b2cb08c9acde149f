"""Another size or colour of what was chosen, or of what is pointed at: that product still, and the truth about it."""

from __future__ import annotations

import pytest
from small_shop import Shopper

from catalog_index.colors import families


async def chosen(shopper: Shopper) -> None:
    asked = "chaussures de trail femme, taille 39" if shopper.language == "fr" else "women's trail shoes, size 39"
    await shopper.say(asked, "search_product")
    for _ in range(3):
        if not shopper.cards:
            await shopper.say("peu importe" if shopper.language == "fr" else "no preference", "inform_need")
    await shopper.say("ok la première" if shopper.language == "fr" else "ok, the first one", "accept_product")
    assert len(shopper.cards) == 1


def taken(shopper: Shopper) -> tuple[str, str, str]:
    product = shopper.products()[0]
    return product.group, product.size, product.color


@pytest.mark.parametrize(("language", "said"), [("fr", "finalement en 40"), ("en", "make it a 40")])
async def test_another_size_of_what_was_taken_is_taken(
    french: Shopper, english: Shopper, language: str, said: str
) -> None:
    shopper = french if language == "fr" else english
    await chosen(shopper)
    group = taken(shopper)[0]
    await shopper.say(said, "inform_need")
    assert taken(shopper)[:2] == (group, "40")
    assert shopper.state["stage"] == "decide"
    assert shopper.state["needs"]["sizes"] == ["40"]


async def test_a_size_that_is_not_there_is_told_and_the_others_offered(french: Shopper) -> None:
    await chosen(french)
    answer = await french.say("finalement en 52", "inform_need")
    offered = [reply["title"] for message in answer.messages for reply in message["quick_replies"]]
    assert french.state["asking"] == "size"
    assert "39" in offered
    assert "52" not in offered


async def test_a_colour_of_what_was_taken_narrows_no_search(english: Shopper) -> None:
    await chosen(english)
    group, size, color = taken(english)
    others = {v.color for v in english.shop.catalogue.current.variants(group) if v.size == size and v.buyable}
    base = next(iter({base for each in others - {color} for base in families(each)} - {*families(color)}), "")
    said = f"in {base}" if base else "in pink"
    await english.say(said, "inform_need")
    assert "colors" not in english.state["needs"]
    if base:
        assert taken(english)[:2] == (group, size)
        assert base in families(taken(english)[2])


async def test_what_is_pointed_at_with_a_size_is_that_product(french: Shopper) -> None:
    await chosen(french)
    await french.say("montrez-moi autre chose", "ask_alternative")
    second = french.products()[1]
    await french.say("la 2e mais en 40", "price_objection")
    assert taken(french)[:2] == (second.group, "40")


@pytest.mark.parametrize(("language", "said"), [("fr", "en deux exemplaires"), ("en", "make it two")])
async def test_so_many_of_what_was_taken_are_counted(
    french: Shopper, english: Shopper, language: str, said: str
) -> None:
    shopper = french if language == "fr" else english
    await chosen(shopper)
    price = shopper.products()[0].current_price.amount * 2
    answer = await shopper.say(said, "ask_availability")
    figures = f"{price:.2f}".replace(".", "," if language == "fr" else ".")
    assert figures in " ".join(message["text"] for message in answer.messages)


async def test_of_two_of_a_name_each_is_offered_by_its_whole_title(english: Shopper) -> None:
    await english.say("trail shoes under 90 euros", "search_product")
    for _ in range(3):
        if len(english.cards) < 2:
            await english.say("no preference", "inform_need")
    answer = await english.say("I'll take it", "accept_product")
    offered = [reply["title"] for message in answer.messages for reply in message["quick_replies"]]
    assert len({*offered}) == len(offered)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "ok celle-là. livrée avant vendredi ?"), ("en", "ok, the second one. can you deliver before Friday?")],
)
async def test_taking_and_asking_in_one_breath_is_both_heard(
    french: Shopper, english: Shopper, language: str, said: str
) -> None:
    shopper = french if language == "fr" else english
    await chosen(shopper)
    await shopper.say("montrez-moi autre chose" if language == "fr" else "show me something else", "ask_alternative")
    shopper.twin.beside[said] = "ask_delivery"
    answer = await shopper.say(said, "ask_delivery")
    assert len(answer.messages) > 1
    if language == "fr":
        assert shopper.state["asking"] == "choice"  # which one is open, and asked
    else:
        assert len(answer.messages[-1]["products"]) == 1


async def test_a_brand_that_was_refused_is_not_shown_as_the_nearest(english: Shopper) -> None:
    await english.say("a GPS watch under 75 euros", "search_product")
    for _ in range(4):
        if not english.cards:
            await english.say("no preference", "inform_need")
    (brand,) = {product.brand for product in english.products()}
    answer = await english.say(f"not {brand}, I was let down once", "inform_need")
    assert english.state["needs"]["exclude"] == [brand]
    shown = [card["brand"] for message in answer.messages for card in message["products"]]
    assert brand not in shown
