"""Reads one message against the catalogue's words and the conversation so far: needs, references, open answers.
Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.shopper.needs import Needs
from bot.shopper.session import Session
from catalog_index.product import Product
from catalog_index.query import Sort

if TYPE_CHECKING:
    from catalog_index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """How shoppers word one answer of data/advice. `ask` is usage, level, feature:NAME…; `id` the answer's id there.

    `applies_to`: product_type prefixes; empty means everywhere. `words`: language -> words, the quick reply's title
    among them.
    """

    ask: str
    id: str
    words: Mapping[str, Sequence[str]]
    applies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the shop knows, the same for every conversation: made once per catalogue version."""

    vocabulary: Vocabulary
    answers: tuple[AnswerWords, ...] = ()


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A product on screen, as far as a shopper may point at it. `colors` are English base names."""

    item_id: str
    title: str = ""
    brand: str = ""
    price: Decimal | None = None
    colors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation adds to the words. `shown` in the order of the screen, `focus` the product talked about."""

    knowledge: Knowledge
    language: str = "fr"
    needs: Needs = field(default_factory=Needs)
    asking: str | None = None
    shown: tuple[OnScreen, ...] = ()
    focus: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says.

    `change` goes to `Needs.changed` (it holds `open` when that changes); `needs` is the result. `open` names what was
    left open just now. `refers` are item ids pointed at, in the order said. `intent_hint` is an intent only when the
    whole text is an answer or a need (inform_need), with `confidence` in [0, 1]; else None: Rasa decides. `entities`
    are Rasa's. `sort` is a superlative ("the cheapest"). `rest` is what was not understood, `corrects` whether the text
    takes something back ("finalement", "forget the budget"). `covered` in [0, 1]: share of the words understood.
    """

    language: str
    needs: Needs
    change: Mapping[str, Any] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    intent_hint: str | None = None
    confidence: float = 0.0
    entities: tuple[Mapping[str, str], ...] = ()
    sort: Sort = "relevance"
    rest: str = ""
    corrects: bool = False
    covered: float = 0.0


def context_of(session: Session, product: Callable[[str], Product | None], knowledge: Knowledge) -> Context:
    """The context of a session's next message; `product` looks an item id up in the live catalogue."""
    raise NotImplementedError


def read(text: str, context: Context) -> Reading:
    """Read one message of a shopper. Never raises for any text."""
    raise NotImplementedError
