"""The seller's skill over one shop's advice: looks on the shelves for a shopper's needs, asks, recommends, compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.advice.advice import Advice, AdviceBook
from bot.advice.alternatives import Direction, alternatives
from bot.advice.attributes import local_names, local_values, value_of
from bot.advice.choices import Choice, choose, recommend, telling_first
from bot.advice.comparison import Verdict, compare
from bot.advice.leads import Leads, leads
from bot.advice.mentions import holding, mentions
from bot.advice.naming import Name, is_called, names_of, qualities, so_called
from bot.advice.phrase import uncapitalised
from bot.advice.questions import Findings, Question, Shelf, next_question, the_question
from bot.advice.sizes import next_in_size
from bot.advice.step_up import with_better
from bot.advice.wording import local_feature
from bot.shopper.filters import MATERIAL, filters_for
from bot.shopper.measures import limits, measure_wish
from bot.shopper.needs import Needs
from bot.shopper.shelves import hangs_on, is_akin
from catalog_index.product import Product
from catalog_index.query import Filters, Hit, Query, SearchResult, Sort
from catalog_index.relaxation import without
from catalog_index.text import stems

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

POOL = 60
"""Candidates a decision is made over: enough for any question to be weighed, few enough to judge in a millisecond."""

WIDE = 300
"""Candidates where no shelf says what a thing is: many share its word (bags, cables and books for laptops)."""

SHELVES = 1000
"""Shelves of which the findings are kept, some kilobytes each: those that most shoppers stand before."""

CHILDREN = frozenset({"kids", "toddler", "infant", "newborn"})
"""Google's values of age_group below adult."""

HARDNESS = (
    "attributes",
    "ranges",
    "not_colors",
    "colors",
    "brands",
    "not_brands",
    "price_min",
    "price_max",
    "exclude_terms",
    "genders",
    "sizes",
    "categories",
)
"""Filters from the softest wish to the hardest: nobody wears a size that is not theirs, nor runs in a watch."""

AGREED = 0.7
"""Share of the best ten hits that must lie in one category before it is taken for the shopper's."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look for: the needs, and what only this message adds (words left over, a superlative, what was
    refused). `owned`: shelves of which one is had already, bought here or not; they are passed over unless asked for.
    """

    needs: Needs
    language: str = "en"
    text: str = ""
    sort: Sort = "relevance"
    rejected: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()


class Advisor:
    """Holds the advice; the catalogue comes with each call, since it is swapped whole while we speak."""

    def __init__(self, book: AdviceBook) -> None:
        self.book = book
        self._catalogue: CatalogueIndex | None = None
        self._shelves: dict[tuple[str | None, tuple[str, ...]], tuple[Findings, Advice]] = {}

    def look(self, wish: Wish, catalogue: CatalogueIndex) -> SearchResult:
        """The candidates, within the hard limits; without the products the shopper refused. A shelf that was only
        guessed is left where nothing on it fits."""
        found = self._within(wish, catalogue)
        if not found.hits and wish.needs.gender == "kids" and not self._cut_for_people(wish, catalogue):
            wish = replace(wish, needs=wish.needs.changed({"gender": None}))  # a lamp is a child's as well
            found = self._within(wish, catalogue)
        if found.hits or "category" not in wish.needs.inferred:
            return found
        return self._within(replace(wish, needs=wish.needs.changed({"category": None})), catalogue)

    def _cut_for_people(self, wish: Wish, catalogue: CatalogueIndex) -> bool:
        """Whether anything on the shelf says whom it is made for."""
        shelf = Filters(categories=filters_for(wish.needs, catalogue.vocabulary).categories, buyable_only=False)
        hits = catalogue.search(Query("", wish.language, shelf, limit=POOL)).hits
        return any(hit.product.gender in ("men", "women", "kids") or _for_children(hit.product) for hit in hits)

    def _within(self, wish: Wish, catalogue: CatalogueIndex) -> SearchResult:
        filters = filters_for(wish.needs, catalogue.vocabulary)
        text = _words(wish, self.about(wish.needs, ()))
        names = self.names(wish, catalogue)
        result = catalogue.search(Query(text, wish.language, filters, wish.sort, WIDE if names else POOL))
        gone = {p.group for item in wish.rejected if (p := catalogue.product(item)) is not None}
        kept = [hit for hit in result.hits if hit.product.group not in gone and not _is_owned(hit.product, wish)]
        kept = list(_of_kind(kept, wish.needs.category))
        hits = tuple(self._for_age(self._so_called(kept, names, wish, catalogue), wish, catalogue))
        hits = self._qualified(self._worded(hits, wish, catalogue), names, wish, catalogue)
        return replace(result, hits=hits[:POOL], total=result.total - (len(result.hits) - len(hits)))

    def _worded(self, hits: tuple[Hit, ...], wish: Wish, catalogue: CatalogueIndex) -> tuple[Hit, ...]:
        """What pages say by words, where the merchant's advice asks for no such thing."""
        known = {answer.id for question in self.about(wish.needs, ()).questions for answer in question.answers}
        needs = wish.needs.changed({"features": tuple(each for each in wish.needs.features if each not in known)})
        return tuple(holding(hits, needs, catalogue.vocabulary))

    def _qualified(
        self, hits: tuple[Hit, ...], names: Sequence[Name], wish: Wish, catalogue: CatalogueIndex
    ) -> tuple[Hit, ...]:
        """Of a thing looked for by its name those whose pages hold the words beside it ("wireless headphones"). None
        where such things fail a filter only; all where no page has the words."""
        called = {stem for _, stems_of in names for stem in stems_of}
        beside = qualities(wish.text, called, wish.language, catalogue.vocabulary.lexicon)
        if not names or not beside:
            return hits
        vocabulary = catalogue.vocabulary
        wishes = Needs(features=tuple(beside))
        if (held := tuple(holding(hits, wishes, vocabulary))) != hits:
            return held
        anywhere = so_called(catalogue.search(Query(wish.text, wish.language, limit=WIDE)).hits, names)
        some = any(all(mentions(hit.product, word, vocabulary.lexicon) for word in beside) for hit in anywhere)
        every = all(mentions(hit.product, word, vocabulary.lexicon) for hit in hits for word in beside)
        return () if some and not every else hits

    def leads(self, text: str, needs: Needs, language: str, catalogue: CatalogueIndex) -> Leads:
        """The shelves that words lead to which name none, wherever one would look otherwise."""
        open_needs = needs.changed({"features": (), "category": None})
        return leads(text, language, filters_for(open_needs, catalogue.vocabulary), catalogue)

    def names(self, wish: Wish, catalogue: CatalogueIndex) -> tuple[Name, ...]:
        """What the thing looked for is called, where no shelf says it; () where there is a shelf or no such name."""
        if wish.needs.category is not None or not wish.text:
            return ()
        return names_of(wish.text, wish.language, catalogue.vocabulary.lexicon)

    def _so_called(
        self, hits: Sequence[Hit], names: Sequence[Name], wish: Wish, catalogue: CatalogueIndex
    ) -> Sequence[Hit]:
        """Those that are the thing itself: a laptop, not its bag. None where such things fail a filter only; all where
        no title says so."""
        named = so_called(hits, names)
        if named or not names:
            return named or hits
        anywhere = catalogue.search(Query(wish.text, wish.language, limit=WIDE)).hits
        return () if so_called(anywhere, names) else hits

    def _for_age(self, hits: Sequence[Hit], wish: Wish, catalogue: CatalogueIndex) -> Sequence[Hit]:
        """A shopper who says nothing of it shops for an adult; children's things come when a child is named, or where
        the shelf holds nothing else."""
        if not hits or wish.needs.gender or wish.needs.for_whom:
            return hits
        adults = [hit for hit in hits if not _for_children(hit.product)]
        if adults:
            return adults
        shelf = Filters(categories=filters_for(wish.needs, catalogue.vocabulary).categories)
        whole = catalogue.search(Query("", wish.language, shelf, limit=POOL)).hits
        return [] if any(not _for_children(hit.product) for hit in whole) else hits

    def nearest(
        self, wish: Wish, found: SearchResult, catalogue: CatalogueIndex
    ) -> tuple[tuple[str, ...], tuple[Hit, ...]]:
        """What comes closest when nothing fits, and the names of the filters it fails: one if one is enough, else the
        softest ones together. ((), ()) when even that brings nothing. Where it is the size that nobody has, the next.
        """
        missing, hits = self._nearest(wish, found, catalogue)
        return missing, (next_in_size(hits, wish.needs.sizes, catalogue) if "sizes" in missing else hits)

    def _nearest(
        self, wish: Wish, found: SearchResult, catalogue: CatalogueIndex
    ) -> tuple[tuple[str, ...], tuple[Hit, ...]]:
        useful = [r for r in found.relaxations if r.count and r.nearest and r.key in HARDNESS[:-1]]
        useful = [] if self.names(wish, catalogue) else useful  # the search knows shelves, not what titles say
        if useful:
            best = min(useful, key=lambda r: (HARDNESS.index(r.key), -r.count))
            return (best.key,), best.nearest
        filters, empty = filters_for(wish.needs, catalogue.vocabulary), Filters()
        names = self.names(wish, catalogue)
        dropped: list[str] = []
        for key in HARDNESS:
            if getattr(filters, key) == getattr(empty, key):
                continue
            filters = without(filters, (key,))
            dropped.append(key)
            found_now = catalogue.search(
                Query(wish.text, wish.language, filters, wish.sort, WIDE if names else POOL)
            ).hits
            hits = tuple(self._for_age(so_called(found_now, names) if names else found_now, wish, catalogue))
            if hits:
                return self._fewest(wish, filters, tuple(dropped), hits, catalogue)
        return (), ()

    def _fewest(
        self, wish: Wish, filters: Filters, dropped: tuple[str, ...], hits: tuple[Hit, ...], catalogue: CatalogueIndex
    ) -> tuple[tuple[str, ...], tuple[Hit, ...]]:
        """Takes back each wish that was dropped for nothing."""
        asked, names = filters_for(wish.needs, catalogue.vocabulary), self.names(wish, catalogue)
        for key in dropped[:-1]:
            kept: dict[str, Any] = {key: getattr(asked, key)}
            stricter = replace(filters, **kept)
            found = catalogue.search(Query(wish.text, wish.language, stricter, wish.sort, WIDE)).hits
            found = tuple(so_called(found, names)) if names else found
            if found:
                filters, hits, dropped = stricter, found, tuple(k for k in dropped if k != key)
        return dropped, hits

    def about(self, needs: Needs, hits: Sequence[Hit]) -> Advice:
        """The advice for the category named, or for the one that the best hits agree on."""
        if needs.category:
            return self.book.about(needs.category)
        types = Counter(hit.product.product_type for hit in hits[:10])
        path, count = types.most_common(1)[0] if types else ("", 0)
        return self.book.about(path if count >= AGREED * min(10, len(hits)) else None)

    def question(
        self,
        needs: Needs,
        asked: Mapping[str, str],
        found: SearchResult,
        catalogue: CatalogueIndex,
        spent: int = 0,
    ) -> Question | None:
        """The next question, or None when it is time to show. `spent` counts those asked already."""
        shelf, advice = self._shelf(needs, found, catalogue)
        return next_question(needs, asked, shelf, advice, spent)

    def again(
        self, ask: str, needs: Needs, asked: Mapping[str, str], found: SearchResult, catalogue: CatalogueIndex
    ) -> Question | None:
        """The question that still waits for its answer, with its options."""
        shelf, advice = self._shelf(needs, found, catalogue)
        return the_question(ask, needs, asked, shelf, advice)

    def _shelf(self, needs: Needs, found: SearchResult, catalogue: CatalogueIndex) -> tuple[Shelf, Advice]:
        """What questions are asked about, and the advice on it. What was found out about the same products before is
        kept: weighing questions over them is most of what an answer costs, and most shoppers stand before the same.
        """
        if self._catalogue is not catalogue:
            self._shelves, self._catalogue = {}, catalogue
        key = (needs.category, tuple(hit.product.id for hit in found.hits))
        if key not in self._shelves:
            if len(self._shelves) >= SHELVES:
                self._shelves.pop(next(iter(self._shelves)))
            self._shelves[key] = (Findings(), self.about(needs, found.hits))
        findings, advice = self._shelves[key]
        products = [hit.product for hit in found.hits]
        return Shelf(products, cache(catalogue.variants), catalogue.vocabulary, findings), advice

    def recommend(self, wish: Wish, hits: Sequence[Hit], catalogue: CatalogueIndex) -> list[Choice]:
        """At most three of `hits`. A superlative ("the cheapest") keeps the order it asked for."""
        advice = self.about(wish.needs, hits)
        if wish.sort == "relevance":
            chosen = recommend(wish.needs, hits, advice, catalogue.variants)
            return with_better(chosen, hits, wish.needs, advice, catalogue.variants)
        top = [hit.product for hit in hits[:3]]
        return telling_first([choose(product, top, wish.needs, advice, catalogue.variants) for product in top])

    def choice(self, product: Product, others: Sequence[Product], needs: Needs, catalogue: CatalogueIndex) -> Choice:
        """One product with its reasons and its drawback, set against `others`."""
        return choose(product, others, needs, self.book.about(product.product_type), catalogue.variants)

    def alternatives(
        self,
        product: Product,
        direction: Direction,
        wish: Wish,
        catalogue: CatalogueIndex,
        seen: Collection[str] = (),
    ) -> list[Choice]:
        """At most three instead of `product`, going in `direction`."""
        advice = self.book.about(product.product_type)
        names = self.names(wish, catalogue)
        names = names if is_called(product, names) else ()
        search = "" if names or wish.needs.category else wish.text
        return alternatives(product, direction, wish.needs, catalogue, advice, seen, wish.rejected, names, search)

    def compare(self, products: Sequence[Product], needs: Needs) -> Verdict:
        """Two or three products side by side."""
        return compare(products, needs, self.book.about(products[0].product_type))

    def display(self, key: str, value: Any, language: str, catalogue: CatalogueIndex, category: str | None) -> Any:
        """A need's value as the shopper would say it (for bot.shopper.session.state); what is normalised stays so."""
        if key == "category":
            return self.category_name(str(value), language, catalogue)
        if key == "usage":
            return self.usage_name(str(value), language, category)
        if key == "features":
            return [self.feature_name(str(each), language, category, catalogue) for each in value]
        return value

    def category_name(self, path: str, language: str, catalogue: CatalogueIndex) -> str:
        """The merchant's word for a category ("chaussures de trail"), else the catalogue's own."""
        exact = next((page for page in self.book.pages if path in page.applies_to), None)
        named = exact.name.get(language) if exact and len(exact.applies_to) == 1 else None
        return named or catalogue.vocabulary.category_name(path, language)

    def _detail_name(self, name: str, language: str, category: str | None, catalogue: CatalogueIndex | None) -> str:
        """A detail's name in the shopper's language, lower case, as a product that states it has it."""
        if catalogue is not None:
            shelf = Filters(categories=(category,) if category else (), buyable_only=False)
            hits = catalogue.search(Query("", language, shelf, limit=POOL)).hits
            holder = next((hit.product for hit in hits if value_of(hit.product, name)), None)
            name = local_names(holder, name)[language] if holder else name
        return uncapitalised(name)

    def _material_name(self, value: str, language: str, category: str | None, catalogue: CatalogueIndex) -> str:
        shelf = Filters(categories=(category,) if category else (), attributes={MATERIAL: (value,)}, buyable_only=False)
        hits = catalogue.search(Query("", language, shelf, limit=1)).hits
        name = local_values(hits[0].product, "material").get(language, value) if hits else value
        known = catalogue.vocabulary.lexicon.find(name)  # sheets of one language: « cuir », of "Leather"
        spoken = known.names.get(language) if known and known.kind == "materials" else None
        return spoken[0] if spoken else name

    def usage_name(self, value: str, language: str, category: str | None) -> str:
        """The title of a usage's answer ("Mud and soft ground"), else the value itself."""
        answer = self.book.about(category).answer("usage", value)
        return answer.named(language) if answer else value

    def feature_name(
        self, value: str, language: str, category: str | None, catalogue: CatalogueIndex | None = None
    ) -> str:
        """A feature's title where the advice has it as an answer; a measure under the detail's own name; else the value
        itself."""
        wish = measure_wish(value)
        if wish is not None:
            return f"{self._detail_name(wish.name, language, category, catalogue)} {limits(wish, language)}"
        if catalogue is not None and value in catalogue.vocabulary.materials:
            return self._material_name(value, language, category, catalogue)
        advice = self.book.about(category)
        answers = [a for q in advice.questions if q.ask.startswith("feature") for a in q.answers if a.id == value]
        if answers:
            return answers[0].named(language)
        if catalogue is None:
            return value
        here = local_feature(value, language, category, catalogue)  # said of another shelf, it may be named there only
        return here or local_feature(value, language, None, catalogue) or value


def _is_owned(product: Product, wish: Wish) -> bool:
    """Whether somebody who looks elsewhere, or everywhere, has such a thing already (promise D1)."""
    wanted = wish.needs.category
    return any(
        hangs_on(product.product_type, shelf) and not (wanted and hangs_on(wanted, shelf)) for shelf in wish.owned
    )


def _of_kind(hits: Sequence[Hit], wanted: str | None) -> Sequence[Hit]:
    """Of a shelf that holds more than what is wanted (see shelves.is_akin) what is called so: tanks, no bras."""
    if wanted is None or not any(is_akin(hit.product.product_type, wanted) for hit in hits):
        return hits
    called = set(stems(wanted.rpartition(" > ")[2], "en"))
    mixed = [hit.product.id for hit in hits if is_akin(hit.product.product_type, wanted)]
    named = [hit for hit in hits if hit.product.id not in mixed or called <= set(stems(hit.product.title, "en"))]
    return named or hits


def _for_children(product: Product) -> bool:
    return product.gender == "kids" or product.age_group in CHILDREN


def _words(wish: Wish, advice: Advice) -> str:
    """What to search by words. Needs that the filters or the advice's bearings cover are not words again."""
    covered = {a.id for q in advice.questions for a in q.answers}
    loose = [feature for feature in wish.needs.features if feature not in covered and ": " not in feature]
    usage = wish.needs.usage if wish.needs.usage and wish.needs.usage not in covered else ""
    return " ".join(part for part in (wish.text, usage, *loose) if part)
