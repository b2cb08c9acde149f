"""Two small trades in one catalogue, English with French texts: shoes, clothes and nutrition beside headphones."""

# ruff: noqa: E501 (tables: one case per line)

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, LocalText, Money, Product

# group, title, titre, path, chemin, price, brand, colours, sizes, gender, material, details (name=value/nom=valeur), rating
TABLE = """
T1|Ridge trail shoes|Chaussures de trail Ridge|Shoes > Trail|Chaussures > Trail|89.90|Corvane|Navy,Rose|38,39,40|women|Mesh|Weight=260 g/Poids=260 g;Waterproof=No/Imperméable=Non;Terrain=Mud/Terrain=Boue|4.6
T2|Mudlark trail shoes|Chaussures de trail Mudlark|Shoes > Trail|Chaussures > Trail|119.90|Telmark|Black,Lime|41,42,43|men|Mesh|Weight=310 g/Poids=310 g;Waterproof=Yes/Imperméable=Oui;Terrain=Mud/Terrain=Boue|4.2
T3|Scree trail shoes|Chaussures de trail Scree|Shoes > Trail|Chaussures > Trail|59.90|Corvane|Grey|38,39,42|unisex|Mesh|Weight=285 g/Poids=285 g;Waterproof=No/Imperméable=Non;Terrain=Rock/Terrain=Rocher|3.9
R1|Tempo road shoes|Chaussures de route Tempo|Shoes > Road|Chaussures > Route|99.00|Telmark|White,Blue|39,40,42|women|Mesh|Weight=220 g/Poids=220 g;Waterproof=No/Imperméable=Non|4.8
R2|Long Run road shoes|Chaussures de route Long Run|Shoes > Road|Chaussures > Route|149.00|Corvane|Orange|41,42|men|Mesh|Weight=275 g/Poids=275 g;Waterproof=No/Imperméable=Non|4.4
J1|Squall jacket|Veste Squall|Clothing > Jackets|Vêtements > Vestes|129.00|Telmark|Bleu nuit,Red|S,M,L|men|Polyester|Waterproof=Yes/Imperméable=Oui;Hood=Yes/Capuche=Oui|4.5
J2|Breeze jacket|Veste Breeze|Clothing > Jackets|Vêtements > Vestes|69.00|Corvane|Yellow|XS,S,M|women|Polyamide|Waterproof=No/Imperméable=Non;Hood=No/Capuche=Non|4.1
S1|Merino socks|Chaussettes mérinos|Clothing > Socks|Vêtements > Chaussettes|18.00|Telmark|Grey|39-42,43-46|unisex|Merino wool|Season=Winter/Saison=Hiver|4.7
S2|Light socks|Chaussettes légères|Clothing > Socks|Vêtements > Chaussettes|15.00|Corvane|White,Pink|39-42|unisex|Polyamide|Season=Summer/Saison=Été|4.0
H1|Fleece hoodie|Sweat à capuche polaire|Clothing > Hoodies & Sweatshirts|Vêtements > Sweats à capuche|55.00|Corvane|Purple,Black|S,M,L,XL|unisex|Cotton|Season=Winter/Saison=Hiver|4.3
G1|Orange energy gels|Gels énergétiques orange|Nutrition > Gels|Nutrition > Gels|24.00|Ferrand|||||Caffeine=No/Caféine=Non|4.0
G2|Cola energy gels|Gels énergétiques cola|Nutrition > Gels|Nutrition > Gels|26.00|Ferrand|||||Caffeine=Yes/Caféine=Oui|3.8
W1|Meridian GPS watch|Montre GPS Meridian|Watches > GPS watches|Montres > Montres GPS|229.00|Ortolan|Black|One size|unisex||Battery=20 h/Autonomie=20 h|4.5
W2|Compass GPS watch|Montre GPS Compass|Watches > GPS watches|Montres > Montres GPS|99.00|Ortolan|White|One size|unisex||Battery=12 h/Autonomie=12 h|3.7
E1|Murmur earphones|Écouteurs Murmur|Earphones|Écouteurs|79.00|Sonnaille|Black,White||unisex||Connection=Wireless/Connexion=Sans fil;Noise cancelling=Yes/Réduction de bruit=Oui|4.4
E2|Thread earphones|Écouteurs Thread|Earphones|Écouteurs|29.00|Sonnaille|Red||unisex||Connection=Wired/Connexion=Filaire;Noise cancelling=No/Réduction de bruit=Non|4.0
E3|Nave headphones|Casque Nave|Headphones|Casques|199.00|Sonnaille|Black,Beige||unisex||Connection=Wireless/Connexion=Sans fil;Noise cancelling=Yes/Réduction de bruit=Oui|4.6
B1|Alloy Bottle Cage|Porte-bidon alliage|Accessories > Bottle cages|Accessoires > Porte-bidons|19.00|Ortolan|Silver||unisex|Aluminium||4.2
"""


def details(written: str) -> tuple[tuple[Detail, ...], tuple[Detail, ...]]:
    pairs = [pair.split("/") for pair in written.split(";") if pair]
    return tuple(Detail(*own.split("=")) for own, _ in pairs), tuple(Detail(*local.split("=")) for _, local in pairs)


def variants(line: str) -> Iterator[Product]:
    group, title, titre, path, chemin, price, brand, colors, sizes, gender, material, written, rating = line.split("|")
    own, local = details(written)
    french = LocalText(title=titre, product_type=chemin, product_detail=local)
    every = [(color, size) for color in colors.split(",") for size in sizes.split(",")]
    for n, (color, size) in enumerate(every):
        yield Product(
            id=f"{group}-{n}",
            item_group_id=group,
            title=title,
            price=Money(Decimal(price), "EUR"),
            product_type=path,
            brand=brand,
            color=color,
            size=size,
            gender=gender,
            material=material,
            product_detail=own,
            average_rating=float(rating),
            review_count=50,
            # The first variant of every shoe for men is sold out, its parent is not.
            availability="out_of_stock" if n == 0 and gender == "men" and len(every) > 1 else "in_stock",
            texts={"fr": french},
        )


def catalogue() -> list[Product]:
    return [product for line in TABLE.strip().splitlines() for product in variants(line)]


@pytest.fixture(scope="session")
def products() -> list[Product]:
    return catalogue()


@pytest.fixture(scope="session")
def index(products: list[Product]) -> CatalogueIndex:
    return CatalogueIndex.build(products, HashingEncoder())
