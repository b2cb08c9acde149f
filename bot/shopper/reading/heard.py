"""What one text was heard to say, while it is being read, and how the seller's answers are worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from catalog_index.paths import at_or_below
from catalog_index.query import Sort

Place = tuple[int, int]
"""Start and end of a piece of the text."""


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

    def applies(self, category: str | None) -> bool:
        """Whether the answer means anything for `category` (None: not known yet)."""
        if not self.applies_to or "" in self.applies_to:
            return True
        return category is not None and any(at_or_below(category, prefix) for prefix in self.applies_to)


@dataclass(slots=True)
class Heard:
    """Filled piece by piece. `budget` is (min, max) once one was said, `in_all` for everything together, `coin` the
    currency it was told in, if not the shop's; `opened` the asking names left open; `later` the shelves named after
    `category` as further things; `places` the spans of the text that were understood here; `own_sizes` sizes the
    speaker calls their own; `owned` the shelves of what somebody has already; `age` in years of whom it is for, where
    they are not grown up; `injury`: something hurts; `because`: what a stated reason speaks of; `thrifty`: little is to
    be spent, with no figure.
    """

    text: str
    folded: str
    language: str
    asking: str | None = None
    category: str | None = None
    later: tuple[str, ...] = ()
    usage: str | None = None
    level: str | None = None
    budget: tuple[Decimal | None, Decimal | None] | None = None
    in_all: bool = False
    coin: str = ""
    brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    own_sizes: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    gender: str | None = None
    age: int | None = None
    features: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    for_whom: str | None = None
    opened: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sort: Sort = "relevance"
    corrects: bool = False
    injury: bool = False
    because: tuple[str, ...] = ()
    thrifty: bool = False
    adds: bool = False
    rest: str = ""
    context: str = ""

    def take(self, *places: Place) -> None:
        self.places += places


NEEDS = (
    "category",
    "usage",
    "level",
    "budget",
    "brands",
    "colors",
    "sizes",
    "gender",
    "features",
    "exclude",
    "for_whom",
)
"""The fields that hold a need."""


def says_something(heard: Heard) -> bool:
    """Whether a need was heard, be it one that was known before."""
    return any(getattr(heard, name) for name in NEEDS)
