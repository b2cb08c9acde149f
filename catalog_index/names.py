"""What shelves and attributes are called in each language, as the products write them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from catalog_index.mixed import told
from catalog_index.paths import SEPARATOR, ancestors, leaf
from catalog_index.product import Detail, LocalText, Product
from catalog_index.text import LANGUAGES, stem, words


class Names:
    """The names of categories and details in each language, the most frequent one kept."""

    def __init__(self) -> None:
        self.paths: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.details: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.things: set[str] = set()
        """The paths whose own name begins a title there, as in French the thing does: "Tuyau d'arrosage 25 m"."""
        self._seen: set[tuple[str, str, str]] = set()

    def add_path(self, product: Product) -> None:
        if product.language == "fr" and product.product_type not in self.things:
            first, named = words(product.title)[:1], words(leaf(product.product_type))[:1]
            if first and named and stem(first[0], "fr") == stem(named[0], "fr"):
                self.things.add(product.product_type)
        for language in LANGUAGES:
            local = product.texts.get(language)
            written = product.product_type if language == product.language else local.product_type if local else ""
            key = (product.product_type, language, written)
            if not written or key in self._seen:
                continue
            self._seen.add(key)
            pieces, own = written.split(SEPARATOR), ancestors(product.product_type)
            if len(pieces) == len(own):
                for path, piece in zip(own, pieces, strict=True):
                    self.paths[path][language][piece] += 1

    def add_part(self, product: Product, path: str) -> None:
        """`path`: that of the part of its shelf that the product is."""
        self.things.add(path)
        for language in LANGUAGES:
            local = product.texts.get(language)
            written = product.product_type if language == product.language else local.product_type if local else ""
            if name := leaf(told(product, written)) if written else "":
                self.paths[path][language][name] += 1

    def add_detail(self, own: Detail, other: Detail, texts: Mapping[str, LocalText]) -> None:
        for language in texts:
            self.details[own.name, ""][language].add(other.name)
            self.details[own.name, own.value][language].add(other.value)

    def of(self, path: str) -> dict[str, str]:
        return {language: names.most_common(1)[0][0] for language, names in self.paths[path].items()}
