"""Sentences in a product's text that give orders to an assistant instead of describing the product.

Comptoir obeys no text: it reads products, it does not run them. But what is shown to a shopper, or handed to another
program by the API, must not carry such orders either, so they are taken out like markup.
"""

# ruff: noqa: E501
# The patterns below keep one kind of order per line.

from __future__ import annotations

import re
import unicodedata

from catalog_index.text import fold

_EARLIER = r"(?:all |any |every |the |your |my |these |those |of |toutes? |tous |les |tes |vos |ces |des )*"
_RULES = r"(?:instructions?|prompts?|rules?|directives?|guidelines?|consignes?|regles?|ordres?)"
_BEFORE = (
    r"(?:previous|prior|above|earlier|preceding|former|precedente?s?|anterieure?s?|ci-dessus|d'avant|system|recues?)"
)
_DROP = r"(?:ignor\w*|disregard|forget|override|bypass|oubli\w*|neglig\w*|outrepass\w*|ne (?:tiens|tenez|tenir) pas compte(?: de)?)"
_SHOPPER = r"(?:customers?|shoppers?|buyers?|users?|visitors?|everyone|clients?|clientes?|acheteurs?|visiteurs?|utilisateurs?|tout le monde)"
_GIVE = r"(?:give|offer|grant|apply|donne[zr]?|offre[zr]?|accorde[zr]?|applique[zr]?|consen[st](?:ez|ir)?)"
_OFF = r"(?=.*\b\d{1,3} ?(?:%|percent|pour ?cent))(?=.*\b(?:off|discounts?|remises?|rabais|reductions?)\b)"
_AI = r"(?:ai|ia|llm|chatbot|(?:ai |shopping )?assistant|language model|modele de langage)"
_SECRET = r"(?:system|hidden|secret|cost prices?|margins?|api keys?|passwords?|instructions|prix d'achat|marges?|mots? de passe|consignes)"
_ORDERS = re.compile(
    "|".join(
        (
            rf"\b{_DROP} {_EARLIER}(?:{_BEFORE} {_RULES}|{_RULES} {_BEFORE})",
            rf"\b{_DROP} (?:all |your |everything |toutes? |tous |tes |vos )+{_RULES}",
            r"\b(?:system|developer|hidden|initial) (?:prompt|message|instruction)s?\b",
            r"\b(?:prompt|message|invite|consigne)s? (?:systeme|cachee?s?)\b",
            r"\byou are (?:now|no longer) (?:an?|the|in|my)\b",
            r"\b(?:tu es|vous etes) (?:maintenant|desormais|dorenavant) (?:une?|le|la|en|mon)\b",
            rf"\b(?:as |pretend to be |act as |en tant qu(?:e |')|agis comme |fais semblant d'etre )(?:an? |the |une? |l')?{_AI}\b",
            rf"\b(?:note|message|instructions?|attention|to|pour|a l'attention) (?:to |for |of |de |pour |a |the |l')*{_AI}s?\b ?[:,]",
            rf"^{_OFF}(?:.*[:,] )?(?:please |now |always |then |toujours )?{_GIVE}\b",
            rf"{_OFF}.*\b{_GIVE}\b.{{0,60}}\b{_SHOPPER}\b",
            rf"\b(?:reveal|print|repeat|leak|revele[zr]?|affiche[zr]?|repete[zr]?) (?:me )?(?:the |your |all |tes |vos |les |ton |votre )*{_SECRET}",
            r"<\|?(?:im_start|im_end|system|endoftext)\|?>?|\[/?inst\]|<</?sys>>|^#+ ?(?:system|instruction)s?\b",
            rf"\b(?:tell|dis|dites) (?:the |every |all |au |aux |a tous les |a chaque )?{_SHOPPER} (?:that|que|qu'|to|de|d')",
        )
    )
)  # fmt: skip
_MARKS = (
    *(
        "ignor",
        "disregard",
        "forget",
        "overrid",
        "bypass",
        "oubli",
        "neglig",
        "outrepass",
        "pas compte",
        "prompt",
        "system",
    ),
    *(
        "you are",
        "tu es",
        "vous etes",
        " ia",
        " ai",
        "llm",
        "assistant",
        "chatbot",
        "langage",
        "language",
        "message",
        "inst]",
    ),
    *(
        "instruct",
        "consigne",
        "give",
        "offer",
        "grant",
        "appl",
        "donne",
        "offre",
        "accord",
        "consen",
        "reveal",
        "print",
    ),
    *("repeat", "leak", "revele", "affiche", "repete", "im_", "<</", "<<s", "endoftext", "tell", " dis ", "dites"),
)
"""What every order holds one of: a text without any needs no closer look."""
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u3000"), " ")
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n")


def gives_orders(text: str) -> bool:
    """Whether some sentence of `text` addresses an assistant, in either language, however its letters are dressed."""
    plain = _undressed(text)
    spaced = " " + plain.replace("\n", " ")
    return any(mark in spaced for mark in _MARKS) and any(
        _ORDERS.search(sentence.strip()) for sentence in _SENTENCE.split(plain)
    )


def without_orders(text: str) -> str:
    """`text` without its sentences that give orders; the others as they are."""
    if not gives_orders(text):
        return text
    lines = (" ".join(s for s in _SENTENCE.split(line) if not gives_orders(s)) for line in text.split("\n"))
    left = "\n".join(line for line in lines if line)
    return "" if gives_orders(left) else left


def _undressed(text: str) -> str:
    """Folded, with letters from other ranges (bold, full-width) as the plain ones, spaces and apostrophes alike."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("’", "'").translate(_SPACES)
    return fold(plain)
