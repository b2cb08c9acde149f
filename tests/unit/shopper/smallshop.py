"""A catalogue of a dozen products in two languages, and what its seller asks: enough to read against."""

from __future__ import annotations

from decimal import Decimal

from bot.shopper.reading.heard import AnswerWords
from bot.shopper.reading.message import Knowledge
from bot.shopper.reading.references import OnScreen
from catalog_index.product import Detail, LocalText, Money, Product
from catalog_index.vocabulary import Vocabulary

TRAIL, ROAD = "Shoes > Trail", "Shoes > Road"
PATHS = {
    TRAIL: ("Chaussures > Trail", "trail shoes", "chaussures de trail"),
    "Shoes > Road": ("Chaussures > Route", "road running shoes", "chaussures de route"),
    "Clothing > Jackets": ("Vêtements > Vestes", "jacket", "veste"),
    "Clothing > Socks": ("Vêtements > Chaussettes", "socks", "chaussettes"),
    "Watches > GPS watches": ("Montres > Montres GPS", "GPS watch", "montre GPS"),
}
COLORS = {"Blue": "Bleu", "Pink": "Rose", "Red": "Rouge", "Black": "Noir", "Green": "Vert"}


def _product(number: int, path: str, brand: str, color: str, size: str, gender: str, price: int) -> Product:
    french, title, titre = PATHS[path]
    rain = "Yes" if number % 2 else "No"
    oui = "Oui" if number % 2 else "Non"
    local = LocalText(
        title=f"{brand} {titre}", product_type=french, color=COLORS[color],
        product_detail=(Detail("Imperméable", oui), Detail("Largeur", "Large" if number % 3 else "Étroit")),
    )  # fmt: skip
    screen = (Detail("Screen", "AMOLED"),) if path.startswith("Watches") else ()
    return Product(
        id=f"p{number}", title=f"{brand} {title}", price=Money(Decimal(price), "EUR"), brand=brand, product_type=path,
        color=color, size=size, gender=gender, texts={"fr": local},
        product_detail=(Detail("Waterproof", rain), Detail("Width", "Wide" if number % 3 else "Narrow"), *screen),
    )  # fmt: skip


PRODUCTS = [
    _product(n, *row)
    for n, row in enumerate(
        [
            ("Shoes > Trail", "Ventelle", "Blue", "39", "women", 89),
            ("Shoes > Trail", "Ventelle", "Pink", "39", "women", 95),
            ("Shoes > Trail", "Kelvane", "Red", "40", "women", 99),
            ("Shoes > Trail", "Kelvane", "Black", "42", "men", 120),
            ("Shoes > Road", "Valbrune", "Green", "42", "men", 79),
            ("Shoes > Road", "Valbrune", "Black", "44", "men", 140),
            ("Shoes > Road", "Ventelle", "Blue", "38", "women", 110),
            ("Clothing > Jackets", "Kelvane", "Red", "M", "men", 149),
            ("Clothing > Jackets", "Kelvane", "Black", "S", "women", 149),
            ("Clothing > Socks", "Valbrune", "Black", "L", "unisex", 15),
            ("Watches > GPS watches", "Kelvane", "Black", "", "unisex", 249),
        ]
    )
]
ANSWERS = (
    AnswerWords("usage", "muddy", {"fr": ("Boue", "terrain gras"), "en": ("Mud", "muddy")}, (TRAIL,)),
    AnswerWords("usage", "rocky", {"fr": ("Cailloux", "en montagne", "rochers"), "en": ("Rocks", "rocky")}, (TRAIL,)),
    AnswerWords("usage", "marathon", {"fr": ("Marathon",), "en": ("Marathon", "long runs")}, (ROAD,)),
    AnswerWords("level", "beginner", {"fr": ("premiers pas",), "en": ("first steps",)}),
    AnswerWords("feature:Width", "wide fit", {"fr": ("pied large", "large"), "en": ("wide feet", "wide")}, ("Shoes",)),
)  # fmt: skip
SHOWN = (
    OnScreen("a", "Ventelle Sentier femme", "Ventelle", Decimal("89.90"), ("blue",), 4.2),
    OnScreen("b", "Kelvane Brume GTX femme", "Kelvane", Decimal("99.00"), ("red",), 4.7),
    OnScreen("c", "Valbrune Crête 2 femme", "Valbrune", Decimal("79.00"), ("green", "black"), 4.5),
)


def knowledge() -> Knowledge:
    names = {path: {"fr": [titre], "en": [title]} for path, (_, title, titre) in PATHS.items()}
    return Knowledge(Vocabulary.build(PRODUCTS, names), ANSWERS)
