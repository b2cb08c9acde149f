"""PrestaShop's columns by what they mean: the back office's export, and the format its own import reads.

Source: PrestaShop's documentation of the CSV import (products, combinations), in English and in French.
"""

from __future__ import annotations

from bot.connectors.columns import Meanings

MEANINGS: Meanings = {
    "id": ("product id", "id", "id product", "id produit", "id du produit"),
    "active": (
        "active",
        "active 0 1",
        "enabled",
        "status",
        "actif",
        "actif 0 1",
        "active 0 non 1 oui",
        "etat",
        "statut",
    ),
    "name": ("name", "product name", "nom", "nom du produit"),
    "categories": ("categories", "category", "categorie", "default category", "categorie par defaut"),
    "price_with_tax": ("price tax included", "price tax incl", "prix ttc", "prix de vente ttc", "final price tax incl"),
    "price_without_tax": (
        "price tax excluded",
        "price tax excl",
        "prix ht",
        "prix de vente ht",
        "price tax excl or price tax excl",
        "price tax excluded or price tax included",
    ),
    "tax_rule": (
        "tax rules id",
        "id regle de taxes",
        "id regles de taxes",
        "id de la regle de taxes",
        "id tax rules group",
    ),
    "cost": ("wholesale price", "cost price", "prix d achat", "prix de gros", "prix d achat ht", "prix de revient"),
    "reduction": ("discount amount", "montant de la remise", "montant de la reduction", "valeur de la remise"),
    "reduction_percent": (
        "discount percent",
        "pourcentage de la remise",
        "pourcentage de remise",
        "pourcentage de reduction",
    ),
    "reduction_from": ("discount from", "remise a partir du", "reduction a partir du", "remise du", "reduction de"),
    "reduction_to": ("discount to", "remise jusqu au", "reduction jusqu au", "remise au", "reduction a"),
    "reference": ("reference", "reference n", "product reference", "reference produit"),
    "brand": ("manufacturer", "brand", "marque", "fabricant"),
    "gtin": ("ean13", "ean 13", "ean", "ean13 ou jan", "gtin", "upc", "code barres ean13"),
    "quantity": ("quantity", "quantite"),
    "order_without_stock": (
        "out of stock action",
        "action when out of stock",
        "when out of stock",
        "action en cas de rupture de stock",
        "en cas de rupture",
        "comportement en cas de rupture",
    ),
    "orderable": (
        "available for order",
        "disponible a la vente",
        "disponible a la commande",
        "disponible pour commande",
    ),
    "summary": ("summary", "short description", "resume", "recapitulatif", "description courte"),
    "description": ("description", "long description", "description longue"),
    "slug": ("url rewritten", "url simplifiee", "url reecrite", "friendly url", "rewritten url"),
    "images": ("image urls", "image url", "images url", "urls des images", "url des images", "url images", "image"),
    "features": ("feature", "features", "caracteristique", "caracteristiques"),
    "weight": ("weight", "package weight", "poids"),
    "group": ("attribute", "attributes", "attribut", "attributs"),
    "value": ("value", "valeur", "values", "valeurs"),
    "impact": ("impact on price", "impact sur le prix", "impact sur le prix ht", "impact prix"),
    "combination_reference": ("combination reference", "reference de la declinaison", "reference declinaison"),
}
PRODUCT = ("id", "name")
COMBINATION = ("id", "group", "value")

ATTRIBUTES = {
    "id": "reference",
    "title": "name",
    "price": "price_with_tax",
    "sale_price": "reduction",
    "cost_of_goods_sold": "cost",
    "quantity": "quantity",
    "image_link": "images",
    "gtin": "gtin",
}
