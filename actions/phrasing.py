"""From the advice's phrases and the shopper's needs to words in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.advice.advisor import Advisor
from bot.advice.phrase import Phrase, label
from bot.advice.suitability import said_only
from bot.dialogue.formats import decimal_text, in_sentence, joined, money_text
from bot.dialogue.words import Words
from bot.shopper.needs import Needs
from catalog_index.product import Product

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex


class Phrasing:
    """Speaks one language, from the words of data/responses/labels.yml and of the merchant."""

    def __init__(
        self,
        words: Words,
        advisor: Advisor,
        catalogue: CatalogueIndex,
        language: str,
        search: Callable[[], str] = lambda: "",
    ) -> None:
        """`search`: the words looked for now, where no shelf says what."""
        self._words = words
        self._advisor = advisor
        self._catalogue = catalogue
        self._language = language
        self._search = search

    def phrase(self, phrase: Phrase) -> str:
        """The phrase in words. Amounts beside a `currency` become money, other decimals one figure after the point."""
        if phrase.text is not None:
            return self.local(phrase.text)
        currency = phrase.params.get("currency")
        params = {name: self._param(value, currency) for name, value in phrase.params.items()}
        return self._words.label(phrase.label, self._language, **params)

    def phrases(self, phrases: Sequence[Phrase]) -> str:
        """ "a, b and c"."""
        return self.listed([self.reason(p) for p in phrases])

    def reason(self, phrase: Phrase) -> str:
        """The phrase as part of a sentence or a list: without a capital of its own."""
        return in_sentence(self.phrase(phrase))

    def listed(self, parts: Sequence[str], last: str = "and") -> str:
        return joined(parts, self._words.label(last, self._language, first="{first}", last="{last}"))

    def local(self, text: Mapping[str, str]) -> str:
        return text.get(self._language) or next(iter(text.values()), "")

    def money(self, amount: Decimal, currency: str) -> str:
        return money_text(amount, currency, self._language)

    def price(self, product: Product) -> str:
        return self.money(product.current_price.amount, product.price.currency)

    def rated(self, product: Product) -> str:
        """« 4,7 sur 5 (295 avis) »."""
        return self.phrase(label("rating_value", rating=product.average_rating, count=product.review_count or 0))

    def _param(self, value: Any, currency: Any) -> Any:
        if isinstance(value, Decimal) and currency:
            return self.money(value, str(currency))
        if isinstance(value, Decimal | float):
            return decimal_text(float(value), self._language)
        return self.local(value) if isinstance(value, Mapping) else value

    # --- what was understood, in a sentence ---------------------------------------------------------------------------

    def summary(self, needs: Needs) -> str:
        """« votre recherche (chaussures de trail, pour débuter, moins de 100 €) »."""
        parts = list(dict.fromkeys(self.parts(needs)))
        if not parts:
            return self._words.label("summary_nothing", self._language)
        return self._words.label("summary", self._language, criteria=", ".join(parts))

    def criteria(self, needs: Needs) -> str:
        """« chaussures de trail, pour débuter, moins de 100 € »."""
        return ", ".join(dict.fromkeys(self.parts(needs))) or self._words.label("criteria_nothing", self._language)

    def parts(self, needs: Needs) -> Iterable[str]:
        """Each need that was said, in words, the category first."""
        needs = said_only(needs)
        if needs.category:
            yield in_sentence(self._advisor.category_name(needs.category, self._language, self._catalogue))
        elif search := self._search():
            yield search
        if needs.usage:
            yield in_sentence(self._advisor.usage_name(needs.usage, self._language, needs.category))
        for name in ("level", "gender"):
            if value := getattr(needs, name):
                yield self._label(f"part_{name}_{value}")
        yield from self._budget(needs)
        yield from (self._label("part_size", size=size) for size in needs.sizes)
        yield from (self.color(color) for color in needs.colors)
        yield from needs.brands
        yield from (self.feature(feature, needs.category) for feature in needs.features)
        yield from (self._label("part_exclude", thing=self.color(thing)) for thing in needs.exclude)

    def feature(self, feature: str, category: str | None) -> str:
        """A quality in the shopper's language, as in a sentence."""
        return in_sentence(self._advisor.feature_name(feature, self._language, category, self._catalogue))

    def color(self, color: str) -> str:
        """An English base name in the shopper's language; any other word as it is."""
        name = f"color_{color}"
        return self._label(name) if self._words.has_label(name) else color

    def _budget(self, needs: Needs) -> Iterable[str]:
        low, high = needs.budget_min, needs.budget_max
        money = {"currency": self._catalogue.currency, "low": low, "high": high}
        if low is not None and high is not None:
            yield self.phrase(Phrase(label="part_budget_between", params=money))
        elif high is not None:
            yield self.phrase(Phrase(label="part_budget_max", params=money))
        elif low is not None:
            yield self.phrase(Phrase(label="part_budget_min", params=money))

    def _label(self, name: str, **params: Any) -> str:
        return self._words.label(name, self._language, **params)
