"""Make a demo shop's catalogue.jsonl from its tables: `python data/shop/make/catalogue.py foulee`.

The same tables make the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from tables import Parent, applies, chance, colours, details, english, french, lexicon, parents, slug, typeset

SHOPS = Path(__file__).parents[1]
CENT = Decimal("0.01")

SIZES: Mapping[str, Mapping[str, list[str]]] = {
    "shoes": {
        "men": ["40", "41", "42", "43", "44", "45", "46"],
        "women": ["36", "37", "38", "39", "40", "41"],
        "unisex": ["37", "38", "39", "40", "41", "42", "43", "44", "45"],
        "kids": ["28", "30", "32", "34"],
    },
    "clothes": {
        "men": ["S", "M", "L", "XL", "XXL"],
        "women": ["XS", "S", "M", "L", "XL"],
        "unisex": ["XS", "S", "M", "L", "XL"],
        "kids": ["116", "128", "140", "152"],
    },
    "socks": {"unisex": ["35-38", "39-42", "43-46"], "kids": ["27-30", "31-34"]},
    "gloves": {"unisex": ["S", "M", "L"]},
    "vests": {"unisex": ["S", "M", "L"], "women": ["XS", "S", "M"]},
    "belts": {"unisex": ["S", "M", "L"]},
    "poles": {"unisex": ["110", "115", "120", "125", "130"]},
    "slides": {"unisex": ["37", "39", "41", "43", "45"]},
}
SOLD_OUT, SCARCE = 0.11, 0.27
"""Shares of variants with nothing left, and (up to the second figure) with one to three."""


def items(shop: str) -> list[dict[str, Any]]:
    return [item for parent in parents(shop) for item in variants(parent, shop)]


def variants(parent: Parent, shop: str) -> list[dict[str, Any]]:
    """One item per colour and size; the first colour comes in every size, the others too."""
    common = _common(parent, shop)
    return [
        _variant(common, parent, colour, size)
        for colour in parent.colours
        for size in _sizes(parent)
        if not _skipped(parent, colour, size)
    ]


def _sizes(parent: Parent) -> list[str]:
    if parent.sizes == "poles" and parent.cells.get("Adjustable") == "Yes":
        return [""]
    sizes = SIZES.get(parent.sizes, {}).get(parent.who, [""])
    bigger = parent.sizes == "shoes" and parent.who == "men" and parent.cells.get("Width") == "Wide"
    return [*sizes, "47"] if bigger else sizes


def _skipped(parent: Parent, colour: str, size: str) -> bool:
    """A second colour is not made in the rarest sizes."""
    sizes = _sizes(parent)
    return colour != parent.colours[0] and len(sizes) > 4 and size in (sizes[0], sizes[-1])


def _common(parent: Parent, shop: str) -> dict[str, Any]:
    price, sale = _prices(parent)
    facts = details(parent, shop)
    english, local = (_texts(parent, shop, facts, language) for language in ("en", "fr"))
    return {
        "id": parent.id,
        **english,
        "price": f"{price} EUR",
        **({"sale_price": f"{sale} EUR"} if sale else {}),
        "brand": parent.cells["brand"],
        "google_product_category": parent.table["google"],
        "gender": parent.who,
        "age_group": "kids" if parent.who == "kids" else "adult",
        "cost_of_goods_sold": f"{_cost(parent, sale or price)} EUR",
        **_opinions(parent),
        "texts": {"fr": local},
    }


def _variant(common: Mapping[str, Any], parent: Parent, colour: str, size: str) -> dict[str, Any]:
    english, local, _ = colours()[colour]
    single = len(parent.colours) == 1 and len(_sizes(parent)) == 1
    identity = parent.id if single else "-".join(filter(None, (parent.id, colour, slug(size))))
    quantity = _quantity(parent, identity, size)
    return {
        **common,
        "id": identity,
        **({} if single else {"item_group_id": parent.id}),
        "link": f"/product/{identity}",
        "image_link": f"/demo/images/{parent.id}-{colour}.svg",
        "availability": "in_stock" if quantity else "out_of_stock",
        "quantity": quantity,
        **({"size": size} if size else {}),
        **({"color": english} if parent.table.get("coloured", True) else {}),
        "texts": {"fr": {**common["texts"]["fr"], **({"color": local} if parent.table.get("coloured", True) else {})}},
    }


# --- words ----------------------------------------------------------------------------------------------------------


def _texts(parent: Parent, shop: str, facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    sections, attributes = lexicon(shop)["sections"], lexicon(shop)["attributes"]
    values = {name: said[language][1] for name, said in facts.items()}
    tidy = french if language == "fr" else english
    material = _material(parent, shop, language)
    texts = {
        "title": _title(parent, language),
        "description": tidy(_description(parent, values, language)),
        "product_type": parent.table["category"][language],
        **({"material": material} if material else {}),
        "product_highlight": [tidy(line) for line in _highlights(parent, values, language)],
        "product_detail": [
            {
                "section": sections[attributes[name]["section"]][language],
                "name": said[language][0],
                "value": said[language][1],
            }
            for name, said in facts.items()
        ],
    }
    return dict(typeset(texts))


def _title(parent: Parent, language: str) -> str:
    noun = parent.own.get("noun") or parent.kind or {}
    words = noun.get(language) or parent.table["noun"][language][parent.who]
    name = f"{parent.cells['brand']} {parent.model}"
    return f"{words} {name}" if language == "fr" else f"{name} {words}"


def _material(parent: Parent, shop: str, language: str) -> str:
    written = parent.cells.get("Material")
    if written:
        return written if language == "en" else str(lexicon(shop)["materials"][written])
    return str(parent.table.get("material", {}).get(language, ""))


def _description(parent: Parent, values: Mapping[str, str], language: str) -> str:
    """The model's own point, then two sentences that hold for it: not the same two for men and women."""
    fitting = [s for s in parent.table["material_sentences"] if applies(s.get("when"), parent.cells)]
    start = int(chance(parent.model, "start") * len(fitting)) + 2 * parent.turn
    chosen = [fitting[(start + i) % len(fitting)] for i in range(min(2, len(fitting)))]
    said = [_one_of(s[language], parent, i) for i, s in enumerate(chosen)]
    return " ".join([parent.own[language], *(s.format_map(values) for s in said)])


def _one_of(options: list[str], parent: Parent, place: int) -> str:
    turn = int(chance(parent.model, place) * len(options)) + parent.turn
    return options[turn % len(options)]


def _highlights(parent: Parent, values: Mapping[str, str], language: str) -> list[str]:
    fitting = [line for line in parent.table["highlights"] if applies(line.get("when"), parent.cells)]
    telling = sorted(fitting, key=lambda line: "when" not in line)[:4]
    return [line[language].format_map(values) for line in telling]


# --- numbers --------------------------------------------------------------------------------------------------------


def _prices(parent: Parent) -> tuple[Decimal, Decimal | None]:
    price, _, sale = parent.cells["price"].partition(">")
    return Decimal(price), Decimal(sale) if sale else None


def _cost(parent: Parent, sold_at: Decimal) -> Decimal:
    """45 to 70 % of the price, never more than 85 % of what is asked today."""
    price, _ = _prices(parent)
    share = Decimal(str(round(0.45 + 0.25 * chance(parent.model, "cost"), 3)))
    return min(price * share, sold_at * Decimal("0.85")).quantize(CENT, ROUND_HALF_UP)


def _opinions(parent: Parent) -> dict[str, Any]:
    """Most are liked, a few are not, some are too new to tell."""
    draw = chance(parent.id, "count")
    count = 0 if draw < 0.05 else int(3 + 16 * draw * 4) if draw < 0.22 else int(20 + 780 * (draw - 0.22) ** 2.2)
    if not count:
        return {"review_count": 0}
    swing = (chance(parent.id, "a") + chance(parent.id, "b")) / 2
    return {"average_rating": round(3.4 + 1.5 * swing**0.6, 1), "review_count": count}


def _quantity(parent: Parent, identity: str, size: str) -> int:
    draw = chance(identity, "stock")
    if parent.own.get("sold_out"):
        return 0
    if draw < SOLD_OUT and not _always_held(parent, size):
        return 0
    if draw < SCARCE:
        return 1 + int(chance(identity, "few") * 3)
    return 4 + int(chance(identity, "many") * 36)


def _always_held(parent: Parent, size: str) -> bool:
    """Beginners' first pairs in the commonest sizes never run out: they are what most people come for."""
    return parent.cells.get("Level") == "Beginner" and size in ("39", "42", "M", "")


def main(shop: str) -> None:
    rows = items(shop)
    path = SHOPS / shop / "catalogue.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(f"{shop}: {len({r.get('item_group_id') or r['id'] for r in rows})} products, {len(rows)} variants")


if __name__ == "__main__":
    main(*sys.argv[1:])
