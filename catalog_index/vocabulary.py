"""The catalogue's own words in both languages: what a sentence can be read against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from catalog_index import phrases
from catalog_index.colors import COLOR_WORDS, families
from catalog_index.columns import kids_of
from catalog_index.counts import Count, counted
from catalog_index.formats import Formats, formats
from catalog_index.lexicon import Lexicon, lexicon
from catalog_index.mixed import part_of
from catalog_index.names import Names
from catalog_index.paths import SEPARATOR, ancestors, gender_of, leaf
from catalog_index.phrases import Meaning
from catalog_index.product import Product
from catalog_index.quantities import Quantity, measured
from catalog_index.spelling import Speller
from catalog_index.text import LANGUAGES, fold, phrase, words
from catalog_index.values import ONE_SIZE, parts, several, size_key

ExtraWords = Mapping[str, Mapping[str, Iterable[str]]]
"""product_type path prefix -> {"fr": [...], "en": [...]}: further names of a category (from data/advice)."""

Synonyms = Iterable[Iterable[str]]
"""Groups of words or phrases, of either language, that mean the same (the merchant's synonyms file)."""


MATERIAL = "material"
"""The name under which `found_in` keeps what products are made of."""


@dataclass(frozen=True, slots=True)
class Category:
    """A product_type path (canonical language) that holds products at or below it. `count` is parent products."""

    path: str
    names: Mapping[str, str]
    count: int

    @property
    def depth(self) -> int:
        return self.path.count(" > ") + 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the catalogue knows. Values are as the catalogue writes them (canonical language) unless said otherwise.

    `colors` are English base names; `genders` men|women|kids|unisex; `facets` maps a product_detail name to its values.
    `phrases` (language -> stems -> meanings), `forms` (language -> the bare forms of their words), `speller` (a typo ->
    a word of these phrases but facets'), `traits` (a slip -> a word of a facet or a colour), `known` (folded words the
    catalogue uses), `quantities` (the measured attributes) and `found_in` (("color"|facet name, value) -> the paths
    where it occurs) serve understand().
    """

    categories: Mapping[str, Category] = field(default_factory=dict)
    brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    currency: str = ""
    lexicon: Lexicon = field(default_factory=lexicon, repr=False, compare=False)
    phrases: Mapping[str, Mapping[tuple[str, ...], tuple[Meaning, ...]]] = field(default_factory=dict, repr=False)
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    speller: Speller = field(default_factory=lambda: Speller(()), repr=False, compare=False)
    traits: Speller = field(default_factory=lambda: Speller((), strict=True), repr=False, compare=False)
    known: frozenset[str] = field(default=frozenset(), repr=False)
    found_in: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    _named: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _opening: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _counts: list[tuple[Count, ...]] = field(default_factory=list, init=False, repr=False, compare=False)
    _formats: list[Formats] = field(default_factory=list, init=False, repr=False, compare=False)
    _size_formats: list[Formats] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def build(
        cls, products: Iterable[Product], extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> Vocabulary:
        census = _Census()
        for product in products:
            census.count(product)
        return census.vocabulary(extra_words or {}, lexicon(synonyms))

    def category_name(self, path: str, language: str) -> str:
        """The category's own name (its last part) in `language`; the path's last part when it is unknown."""
        category = self.categories.get(path)
        return (category.names.get(language) if category else None) or leaf(path)

    def paths_named(self, name: str) -> tuple[str, ...]:
        """The paths that `name` is, whole or from any part on, in any language and case: "Running > Shoes" and "shoes"
        of "Sport > Running > Shoes"; () for an unknown one.
        """
        if not self._named:
            self._named.update(self._by_name())
        return tuple(sorted(self._named.get(name.strip().casefold(), ())))

    def opens(self, stem: str, language: str) -> bool:
        """Whether one of the phrases begins with `stem`."""
        if language not in self._opening:
            self._opening[language] = frozenset(stems[0] for stems in self.phrases.get(language, ()) if stems)
        return stem in self._opening[language]

    @property
    def counts(self) -> tuple[Count, ...]:
        """The details that say how many a thing is for; found once."""
        if not self._counts:
            self._counts.append(counted(self.facets))
        return self._counts[0]

    @property
    def formats(self) -> Formats:
        """The details that state lengths by widths; found once."""
        if not self._formats:
            self._formats.append(formats(self.facets))
        return self._formats[0]

    @property
    def size_formats(self) -> Formats:
        """The sizes that are lengths by widths; found once."""
        if not self._size_formats:
            self._size_formats.append(formats({"size": self.sizes}))
        return self._size_formats[0]

    def _by_name(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path, category in self.categories.items():
            own = ancestors(path)
            ways = [path.split(SEPARATOR)]
            ways += [[self.category_name(above, language) for above in own] for language in category.names]
            for pieces in ways:
                for start in range(len(pieces)):
                    found[SEPARATOR.join(pieces[start:]).casefold()].add(path)
        return {name: frozenset(paths) for name, paths in found.items()}

    def below(self, path: str) -> tuple[str, ...]:
        """The categories directly below `path` ("": the top ones), most products first."""
        depth = path.count(" > ") + 2 if path else 1
        under = [c for p, c in self.categories.items() if c.depth == depth and (not path or p.startswith(f"{path} > "))]
        return tuple(c.path for c in sorted(under, key=lambda c: (-c.count, c.path)))

    def occurs(self, name: str, value: str, paths: Iterable[str]) -> bool:
        """Whether some product at or below one of `paths` (none: anywhere) has `value` for the facet `name`."""
        places = self.found_in.get((name, value), frozenset())
        wanted = tuple(paths)
        return bool(places) and (
            not wanted or any(place in ancestors(p) or p in ancestors(place) for p in wanted for place in places)
        )

    def made_of(self, material: str, paths: Iterable[str]) -> bool:
        """Whether some product at or below one of `paths` (none: anywhere) says it is of the lexicon's `material`."""
        wanted, concept = tuple(paths), self.lexicon.find(material)
        names = chain.from_iterable(self.lexicon.names_with_narrower(concept)) if concept else (material,)
        ways = {(lang, frozenset(phrase(name, lang))) for name in names for lang in LANGUAGES}
        made = (m for m in self.materials if any(way <= set(phrase(m, lang)) for lang, way in ways))
        return any(self.occurs(MATERIAL, each, wanted) for each in made)


A_WORD = 20
"""So many times as often in others' titles as on its own products a brand's name is a word. A maker of phones is named
by the makers of cases too, though hardly as often as that.
"""


class _Census:
    """Counts what the products hold, in one pass."""

    def __init__(self) -> None:
        self.groups: dict[str, set[str]] = defaultdict(set)
        self.names = Names()
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.facets: dict[str, Counter[str]] = defaultdict(Counter)
        self.found_in: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.known: set[str] = set()
        self.titles: Counter[str] = Counter()
        self.prices: list[Decimal] = []

    def count(self, product: Product) -> None:
        path = part_of(product)
        self.groups[path].add(product.group)
        self.names.add_path(product)
        if path != product.product_type:
            self.names.add_part(product, path)
        self.prices.append(product.current_price.amount)
        self.counts["currency"][product.price.currency] += 1
        self.counts["language"][product.language] += 1
        for name in ("brand", "material"):
            if value := getattr(product, name):
                self.counts[name][value] += 1
        if product.material:
            self.found_in[MATERIAL, product.material].add(path)
        for size in several(product.size) if product.size else ():
            self.counts["size"][size] += 1
            self.found_in["size", size_key(size)].add(path)
        self.counts["gender"][kids_of(product) or product.gender or gender_of(path)] += 1
        for family in families(product.color) if product.color else ():
            self.counts["color"][family] += 1
            self.found_in["color", family].add(path)
        self.titles.update(set(words(product.title)))
        self._details(product, path)
        for text in (product.title, product.description, *(d.value for d in product.product_detail)):
            self.known.update(words(text))
        for local in product.texts.values():
            self.known.update(words(f"{local.title} {local.description}"))

    def _details(self, product: Product, path: str) -> None:
        for detail in product.product_detail:
            for value in parts(detail.value):
                self.facets[detail.name][value] += 1
                self.found_in[detail.name, value].add(path)
        for local in product.texts.values():
            for own, other in zip(product.product_detail, local.product_detail, strict=False):
                self.names.add_detail(own, other, product.texts)

    def vocabulary(self, extra_words: ExtraWords, words_: Lexicon) -> Vocabulary:
        categories = self._categories()
        facets = {name: tuple(v for v, _ in values.most_common()) for name, values in self.facets.items()}
        brands, materials = self._most("brand"), self._most("material")
        table = phrases.build(
            categories,
            self.names,
            [b for b in brands if not self._word_of_others(b)],
            materials,
            facets,
            extra_words,
            words_,
            self.groups,
        )
        spelling = phrases.spelling(table.written)
        return Vocabulary(
            categories={
                path: Category(path, table.names.get(path, {}), len(groups)) for path, groups in categories.items()
            },
            brands=brands,
            colors=self._most("color"),
            sizes=tuple(s for s in self._most("size") if fold(s) not in ONE_SIZE),
            materials=materials,
            genders=tuple(g for g in self._most("gender") if g),
            facets=facets,
            price_min=min(self.prices, default=None),
            price_max=max(self.prices, default=None),
            currency=next(iter(self._most("currency")), ""),
            lexicon=words_,
            phrases=table.meanings,
            forms={language: frozenset(forms) for language, forms in table.forms.items()},
            speller=Speller(spelling),
            traits=Speller(self._traits(table.traits), strict=True),
            known=frozenset(self.known | set(spelling) | words_.words),
            found_in={key: frozenset(paths) for key, paths in self.found_in.items()},
            quantities=self._quantities(words_),
        )

    def _word_of_others(self, brand: str) -> bool:
        """Whether far more titles of other brands hold the word: who says "bluetooth" wants no brand of that name."""
        named = words(brand)
        count = self.counts["brand"][brand]
        return len(named) == 1 and self.titles[named[0]] - count > A_WORD * count

    def _quantities(self, words_: Lexicon) -> tuple[Quantity, ...]:
        stated = {(name, value): places for (name, value), places in self.found_in.items() if name in self.facets}
        local = {name: self.names.details.get((name, ""), {}) for name in self.facets}
        return measured(stated, local, words_, next(iter(self._most("language")), "en"))

    def _traits(self, written: set[str]) -> tuple[str, ...]:
        """What a slip in a quality is corrected to: the values' words and, where things have colours, the colours'."""
        return phrases.spelling(written | COLOR_WORDS if self.counts["color"] else written)

    def _categories(self) -> dict[str, set[str]]:
        categories: dict[str, set[str]] = defaultdict(set)
        for path, groups in self.groups.items():
            for prefix in ancestors(path):
                categories[prefix] |= groups
        return dict(categories)

    def _most(self, name: str) -> tuple[str, ...]:
        return tuple(value for value, _ in self.counts[name].most_common())


__all__ = ["LANGUAGES", "Category", "ExtraWords", "Synonyms", "Vocabulary"]
