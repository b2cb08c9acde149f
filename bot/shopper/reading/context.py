"""What stands around one message: the shop's words, and what the conversation so far adds to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.shopper.needs import Needs
from bot.shopper.offered import advised
from bot.shopper.reading.heard import AnswerWords
from bot.shopper.reading.pointing import OnScreen
from bot.shopper.session import Session
from bot.shopper.shelves import hangs_on
from catalog_index import colors
from catalog_index.product import Product
from catalog_index.text import fold
from catalog_index.values import WEIGHT_NAMES, grams
from catalog_index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the shop knows, the same for every conversation: made once per catalogue version."""

    vocabulary: Vocabulary
    answers: tuple[AnswerWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation adds to the words. `shown` in the order of the screen, `focus` the product talked about,
    `pick` the one advised, `called` what the words may call by its name, of the whole shop. `screens`: those before,
    newest first; `first`: what was shown first of the shelf looked at; `talked`: what was talked about, newest first,
    the focus left out. `elsewhere`: another shelf is looked at than that of all on screen."""

    knowledge: Knowledge
    language: str = "fr"
    needs: Needs = field(default_factory=Needs)
    asking: str | None = None
    shown: tuple[OnScreen, ...] = ()
    focus: str | None = None
    last_intent: str | None = None
    pick: str | None = None
    called: tuple[OnScreen, ...] = ()
    screens: tuple[tuple[OnScreen, ...], ...] = ()
    first: str | None = None
    talked: tuple[str, ...] = ()
    elsewhere: bool = False


SCREENS = 2
"""Screens back to which anybody points: what was there before that is asked for by its name."""


def context_of(session: Session, product: Callable[[str], Product | None], knowledge: Knowledge) -> Context:
    """The context of a session's next message; `product` looks an item id up in the live catalogue."""

    def screen(items: Sequence[str]) -> tuple[OnScreen, ...]:
        return tuple(on_screen(found, session.language) for item in items if (found := product(item)))

    return Context(
        knowledge=knowledge,
        language=session.language,
        needs=session.needs,
        asking=session.asking,
        shown=screen(session.shown),
        focus=session.focus,
        last_intent=session.said[-1].intent if session.said else None,
        pick=advised(session),
        screens=tuple(screen(items) for items in reversed(session.screens[-SCREENS:])),
        first=_first(session, product),
        elsewhere=_looks_elsewhere(session, product),
        talked=tuple(item for item in reversed(session.talked) if item != session.focus and product(item)),
    )


def _looks_elsewhere(session: Session, product: Callable[[str], Product | None]) -> bool:
    shelf = session.needs.category
    shown = [found for item in session.shown if (found := product(item))]
    return shelf is not None and bool(shown) and not any(hangs_on(each.product_type, shelf) for each in shown)


def _first(session: Session, product: Callable[[str], Product | None]) -> str | None:
    """What was shown first of the shelf looked at now, of the trousers nobody asks who looks at watches; of all, where
    nothing of it was shown yet."""
    shelf = session.needs.category
    found = [each for item in session.all_shown if (each := product(item))]
    of_it = (each.id for each in found if shelf is None or hangs_on(each.product_type, shelf))
    return next(of_it, found[0].id if found else None)


def on_screen(product: Product, language: str) -> OnScreen:
    """`product` as the shopper sees it in `language`."""
    return OnScreen(
        item_id=product.id,
        title=product.text(language).title,
        brand=product.brand,
        price=product.current_price.amount,
        colors=colors.families(product.color),
        rating=product.average_rating,
        weight=next((grams(d.value) for d in product.product_detail if fold(d.name) in WEIGHT_NAMES), None),
    )
