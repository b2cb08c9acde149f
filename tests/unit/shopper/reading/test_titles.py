"""Products called by their names, and words that are no name."""

from __future__ import annotations

import pytest

from bot.shopper.reading.references import OnScreen
from bot.shopper.reading.titles import by_title, names_something
from catalog_index.text import fold_aligned
from catalog_index.vocabulary import Vocabulary

SOLD = (
    OnScreen("kestrel", "Kestrel Zip Hoodie"),
    OnScreen("marten", "Marten Zip Hoodie"),
    OnScreen("1907", "1907 by Ada Brook"),
    OnScreen("phone", "Orla Nine 6a - Phone - 128 GB"),
    OnScreen("shoes", "Running Shoes"),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("compare the Kestrel Zip Hoodie and the Marten Zip Hoodie", ("kestrel", "marten")),
        ("what is the price of 1907?", ("1907",)),
        ("how much does this Orla Nine cost?", ("phone",)),
        ("what about running shoes?", ()),
        ("compare zip hoodies", ()),
        ("anything by Ada Brook?", ("1907",)),
        ("under 907 euros", ()),
    ],
)
def test_a_name_tells_its_product_from_all_others(text: str, meant: tuple[str, ...]) -> None:
    assert by_title(fold_aligned(text), SOLD, Vocabulary()).item_ids == meant


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("how much is Night Ferry", True),
        ("je prends le Kestrel Zip Hoodie", True),
        ("do you have the Orla Nine?", False),
        ("I would like to buy the Orla Nine", False),
        ("a hoodie for running", False),
    ],
)
def test_who_looks_for_something_is_searched_for(text: str, does: bool) -> None:
    assert names_something(fold_aligned(text)) is does
