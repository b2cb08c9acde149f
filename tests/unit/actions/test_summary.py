"""The team's line of a conversation, with the needs worded as the shopper hears them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from small_shop import Shopper

from actions.summary import summariser
from bot.errors import NotFound


def summary_of(shopper: Shopper):  # type: ignore[no-untyped-def]
    shop = shopper.shop
    return summariser(
        SimpleNamespace(  # type: ignore[arg-type]
            counter=shopper.counter, words=shop.words, advisor=shop.advisor, catalogue=shop.catalogue
        )
    )


async def test_the_needs_and_the_ending_are_told_in_the_conversations_language(french: Shopper) -> None:
    await french.say("des chaussures de trail, moins de 120 €", "search_product")
    line = await summary_of(french)(french.id)
    label = french.shop.words.label
    assert line.startswith(label("line_looked", "fr", criteria="chaussures de trail"))
    assert "120" in line
    assert line.endswith(label("line_left", "fr"))


async def test_a_conversation_nobody_had_has_no_line(english: Shopper) -> None:
    with pytest.raises(NotFound):
        await summary_of(english)("c_unknown")
