"""What the search door says it understood, and why it found nothing."""

from __future__ import annotations

from decimal import Decimal

from bot.web.catalogue.understanding import field_name, understood_view
from catalog_index.product import Detail, LocalText, Money, Product
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

VOCABULARY = Vocabulary.build(
    [
        Product(
            id="T1",
            title="Ridge trail shoes",
            price=Money(Decimal("89.90"), "EUR"),
            product_type="Shoes > Trail",
            brand="Corvane",
            color="Navy",
            gender="women",
            product_detail=(Detail("Waterproof", "Yes"), Detail("Weight", "280 g")),
            texts={
                "fr": LocalText(
                    product_type="Chaussures > Trail",
                    product_detail=(Detail("Imperméable", "Oui"), Detail("Poids", "280 g")),
                ),
            },
        )
    ]
)


def view(text: str, language: str) -> dict[str, object]:
    return understood_view(understand(text, language, VOCABULARY), VOCABULARY, language)


def test_each_thing_read_is_named_with_the_words_it_was_read_from() -> None:
    seen = view("chaussures femme bleues imperméables sous 80 €, moins de 300 g, légères, pas Corvane", "fr")
    assert seen == {
        "categories": ["Chaussures"],
        "brands": [],
        "not_brands": ["Corvane"],
        "colors": ["blue"],
        "not_colors": [],
        "sizes": [],
        "genders": ["women"],
        "price_min": None,
        "price_max": {"amount": "80", "currency": "EUR"},
        "attributes": {"Waterproof": ["Yes"]},
        "ranges": {"Weight": {"min": None, "max": 300.0, "unit": "g"}},
        "exclude": [],
        "sort": "relevance",
        "rest": "300 g légères",
        "said": {
            "categories": ["chaussures"],
            "genders": ["femme"],
            "colors": ["bleues"],
            "attributes": ["imperméables"],
            "price_max": ["sous 80 €"],
            "ranges": ["moins de 300 g"],
            "not_brands": ["Corvane"],
        },
    }


def test_the_shoppers_own_currency_is_the_one_shown() -> None:
    assert view("shoes under $50", "en")["price_max"] == {"amount": "50", "currency": "USD"}
    assert view("shoes under 50", "en")["price_max"] == {"amount": "50", "currency": "EUR"}


def test_what_is_left_out_goes_by_the_name_the_door_uses() -> None:
    assert view("shoes without wool", "en")["exclude"] == ["wool"]
    assert field_name("exclude_terms") == "exclude"
