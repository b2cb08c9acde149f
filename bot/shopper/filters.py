"""Needs as the search's hard filters, and features as the catalogue's attributes."""

from __future__ import annotations

from bot.shopper.ages import ages_for
from bot.shopper.measures import measure_wish
from bot.shopper.needs import Needs
from bot.shopper.shelves import rails, rails_akin
from catalog_index.colors import BASES
from catalog_index.counts import holds
from catalog_index.query import Filters
from catalog_index.text import fold
from catalog_index.vocabulary import Vocabulary

YES = frozenset({"yes", "oui", "true", "vrai", "included", "inclus"})
MATERIAL = "material"
"""The attribute's name in Filters.attributes for a product's own `material`."""

NO = frozenset({"no", "non", "false", "faux", "none", "aucun"})


def filters_for(needs: Needs, vocabulary: Vocabulary, exclude_ids: tuple[str, ...] = ()) -> Filters:
    """The filters that `needs` puts on a search. Usage, level and for_whom bear on suitability, not on the filter.

    What was inferred filters nothing, as it may be wrong, but for the shelf: one has to look somewhere. Features that
    the catalogue states become attributes; those it doesn't know are left to the ranking.
    """
    brands, tints, terms = _sorted_out(needs.exclude, vocabulary)
    return Filters(
        price_min=needs.budget_min,
        price_max=None if "budget_max" in needs.inferred else needs.budget_max,
        categories=_shelves(needs, vocabulary),
        brands=needs.brands,
        not_brands=brands,
        colors=needs.colors,
        not_colors=tints,
        sizes=needs.sizes,
        genders=() if needs.gender in (None, "unisex") or "gender" in needs.inferred else (needs.gender,),
        attributes={**_ages(needs, vocabulary), **attributes_for(needs.features, vocabulary)},
        ranges={wish.name: wish.wanted for feature in needs.features if (wish := measure_wish(feature))},
        exclude_terms=terms,
        exclude_ids=exclude_ids,
    )


def _shelves(needs: Needs, vocabulary: Vocabulary) -> tuple[str, ...]:
    if needs.category is None:
        return ()
    return (*rails(needs.category, vocabulary), *rails_akin(needs.category, needs.gender, vocabulary))


def _ages(needs: Needs, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """What is made for another age than that of whom it is for does not suit, and no one else's."""
    places = rails(needs.category, vocabulary) if needs.category else ()
    return {} if needs.age is None else ages_for(needs.age, vocabulary, places)


def attributes_for(features: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """product_detail name -> accepted values, for the features the catalogue states; several of one name are
    alternatives.
    """
    found: dict[str, tuple[str, ...]] = {}
    for feature in features:
        attribute = attribute_of(feature, vocabulary)
        if attribute:
            name, values = attribute
            found[name] = (*found.get(name, ()), *(v for v in values if v not in found.get(name, ())))
    return found


def feature_of(name: str, value: str, vocabulary: Vocabulary) -> str:
    """How Needs.features writes a detail: "waterproof" for Waterproof: Yes, the value alone where no other name has
    it.
    """
    if name == MATERIAL:
        return value
    if fold(value) in YES:
        return name.lower()
    holders = [other for other, values in vocabulary.facets.items() if value in values]
    made_of = any(fold(material) == fold(value) for material in vocabulary.materials)  # a handle of wood, a thing of it
    return value if holders == [name] and fold(value) not in NO and not made_of else f"{name}: {value}"


def attribute_of(feature: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """The detail (name, values) that a feature written by `feature_of` stands for; None when the catalogue has none,
    and for a measure."""
    if measure_wish(feature):
        return None
    name, colon, value = feature.partition(": ")
    wanted = fold(feature)
    if made_of := tuple(material for material in vocabulary.materials if fold(material) == wanted):
        return MATERIAL, made_of
    for known, values in vocabulary.facets.items():
        if colon and fold(known) == fold(name):
            meant = (value,) if value in values else tuple(each for each in values if holds(each, value))
            return (known, meant) if meant else None
        if fold(known) == wanted:
            yes = tuple(v for v in values if fold(v) in YES)
            return (known, yes) if yes else None
    holders = [(known, v) for known, values in vocabulary.facets.items() for v in values if fold(v) == wanted]
    return (holders[0][0], (holders[0][1],)) if len(holders) == 1 else None


def _sorted_out(
    exclude: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(brands, colours, other words) of what is excluded."""
    known = {_unmarked(brand): brand for brand in vocabulary.brands}
    brands = tuple(known[_unmarked(word)] for word in exclude if _unmarked(word) in known)
    tints = tuple(word for word in exclude if word in BASES)
    terms = tuple(word for word in exclude if _unmarked(word) not in known and word not in BASES)
    return brands, tints, terms


def _unmarked(brand: str) -> str:
    """Folded without the signs of a mark, which nobody types: "Init™" is "init"."""
    return fold(brand.translate(_MARKS))


_MARKS = str.maketrans("", "", "™®©℠")
