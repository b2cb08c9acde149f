"""A field of the product's own may stand among its details instead; a detail of levels is asked in everyone's words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.advice.attributes import are_levels, local_values, value_of
from catalog_index.product import Detail, LocalText, Money, Product

NEEDLES = Product(
    id="n1", title="Needles", price=Money(Decimal(5), "EUR"), product_detail=(Detail("Material", "Bamboo"),),
    texts={"fr": LocalText(title="Aiguilles", product_detail=(Detail("Matière", "Bambou"),))},
)  # fmt: skip


def test_a_material_among_the_details_is_the_material() -> None:
    assert value_of(NEEDLES, "material") == "Bamboo"
    assert local_values(NEEDLES, "Material") == {"fr": "Bambou", "en": "Bamboo"}


@pytest.mark.parametrize(
    ("values", "levels"),
    [(("Beginner", "Expert"), True), (("Débutant", "Intermédiaire"), True), (("Beginner", "Wool"), False)],
)
def test_levels_are_told_from_other_values(values: tuple[str, ...], levels: bool) -> None:
    assert are_levels(values) == levels
