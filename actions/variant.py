"""Another size or colour of what was chosen or is pointed at: « finalement en rouge », "make it an L"."""

from __future__ import annotations

from collections.abc import Callable

from actions.decision import accept, in_size
from actions.desk import Desk
from actions.products import tell_colors, tell_stock
from bot.dialogue.reply import Meaning
from bot.shopper.needs import UNSAID
from bot.shopper.reading.openers import SEEKING
from bot.shopper.shelves import hangs_on
from catalog_index.colors import families
from catalog_index.product import Product
from catalog_index.text import fold_aligned

Step = Callable[[Desk], None]

ASKING = frozenset({"ask_product_info", "ask_availability", "ask_price", "compare", "why_this", "reject_product"})
"""Intents of a question, which is answered as one (see products), and of a no."""

ANOTHER = ("other_color", "other_brand", "cheaper", "dearer", "better", "lighter")
"""Words that ask for another product, whatever colour is named beside."""


def another_of_it(desk: Desk) -> Step | None:
    """How to answer a message that changes no more than the size or the colour of one product; None for any other."""
    told = {*desk.turn.reading.change} - {*UNSAID}
    asks = "?" in desk.turn.text or desk.heard_intent in ASKING
    if not told or told - {"sizes", "colors"} or desk.turn.meaning or asks:
        return None
    product = desk.pointed[0] if len(desk.pointed) == 1 else None if desk.pointed else _chosen(desk)
    if product is None or any(map(desk.hears, ANOTHER)) or SEEKING.search(fold_aligned(desk.turn.text)):
        return None
    return lambda desk: give(desk, product)


def _chosen(desk: Desk) -> Product | None:
    """What was chosen and is still what the talk is about."""
    before = desk.turn.before
    product = desk.catalogue.product(before.accepted or "")
    about = desk.catalogue.product(before.focus or "")
    if product is None or about is None or about.group != product.group:
        return None
    shelf = desk.turn.session.needs.category
    return product if shelf is None or hangs_on(product.product_type, shelf) else None


def give(desk: Desk, product: Product) -> None:
    """The variant asked for; where there is none, what there is. Chosen before, it is now that one which is chosen."""
    change = desk.turn.reading.change
    wanted = {str(color) for color in change.get("colors") or ()}
    colored = _in_color(desk, product, wanted) if wanted else product
    if colored is None:
        tell_colors(desk, product)
        return desk.turn.take_back(("colors",))  # it does not come in it: no wish to be looked for on
    desk.turn.take_back(("colors",))
    if _chosen(desk) is not None or desk.intent == "accept_product":
        desk.turn.meaning = Meaning("accept_product", refers=((in_size(desk, colored) or colored).id,))
        return accept(desk)
    return tell_stock(desk, in_size(desk, colored) or colored) if change.get("sizes") else tell_colors(desk, product)


def _in_color(desk: Desk, product: Product, wanted: set[str]) -> Product | None:
    """A variant of that colour that can be bought, in the product's own size where there is one."""
    variants = [v for v in desk.catalogue.variants(product.group) if v.buyable and wanted & {*families(v.color)}]
    return next(iter(sorted(variants, key=lambda v: v.size != product.size)), None)
