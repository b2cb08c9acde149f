"""What a shopper confides that a shop should not keep or cannot answer: despair, payment data, ways to be reached."""

from __future__ import annotations

import re

from catalog_index.text import fold_aligned

DISTRESS = re.compile(
    r"(?<!\w)(?:"
    r"(?:kill|hurt|harm|cutt?|hang|drown|overdos)(?:ing|e)? myself|end(?:ing)? (?:my|this) life|"
    r"end it all|suicid\w+|self[- ]harm\w*|"
    r"(?:want|wanna|going|ready|like) (?:to )?d(?:ie|ying)(?! (?:hard|of|for|on|in|at))|wish i (?:was|were) dead|"
    r"(?:don't|do not) want to (?:live|be alive)(?! (?:in|at|with|near))|better off (?:dead|without me)|"
    r"(?:no|any) (?:reason|point)(?: to| in)? (?:live|living|being alive)|(?:can't|cannot|can not) go on living|"
    r"life (?:isn't|is not|is no longer) worth|(?:wish|hope) i (?:wouldn't|don't|never|won't) wake up|"
    r"jump(?:ing)? (?:off (?:a|the) (?:bridge|building|roof)|out of (?:a|the) window|in front of a train)|"
    r"(?:nobody|no one) would (?:miss me|care if i died)|don't want to be here any ?more|disappear forever|"
    r"took all (?:the|my) pills|"
    r"me (?:suicider|scarifier|foutre en l'air|jeter sous un (?:train|metro))|"
    r"(?:veux|vais|voudrais|envie de|pense a) me (?:tuer|pendre)|envie de (?:mourir|crever)|envie d'en finir(?! \w)|"
    r"(?:en|d'en) finir (?:avec (?:la|ma|cette) vie|pour de bon)|mettre fin a (?:mes jours|ma vie)|"
    r"(?:plus|pas) (?:envie de|vouloir|la force de|le gout de) vivre|veux (?:plus|pas) vivre|me fai(?:re|s) du mal|"
    r"mieux (?:mort|morte|sans moi)|"
    r"me scarifie|m'ouvrir les veines|me jeter (?:par la fenetre|d'un pont|du haut)|a quoi bon vivre|"
    r"plus (?:me reveiller|etre (?:la|de ce monde))|vie ne vaut plus|idees noires|peux plus de vivre|si je mourais|"
    r"(?:veux|vais|voudrais|pense a) en finir(?! \w)"
    r")(?!\w)"
)
"""Somebody speaks of ending their life or of hurting themselves: nothing may be sold in that breath. Folded text."""

MASK = "••••"

_CARD = re.compile(r"(?<![\w.,-])(?:\d[ .-]?){12,18}\d(?![\w-])")
_IN_FOURS = re.compile(r"\d{4}(?:[ .-]\d{4}){3}")
"""As it stands on the card: a slip in a figure leaves it one."""

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)
_SECRET = re.compile(
    r"(?<!\w)(?:cvv|cvc|cryptogramme|code de securite|security code|mot de passe|password|pin)"
    r"(?: ?[:=]| is| est| c'est)? ?(?P<secret>\d{3,8})(?!\w)"
)

CONTACT = re.compile(
    r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?!\w)|(?<![\w+])(?:\+\d{1,3} ?|0)\d(?:[ .-]?\d\d){4}(?!\w)"
    r"|(?<![\w+])\+\d{1,3}(?:[ .-]?\d{2,4}){3,4}(?!\w)"
)
"""An e-mail address or a telephone number. Folded text."""


def masked(text: str) -> str:
    """`text` without the figures of payment: card numbers (by their check digit), account numbers, codes. They are not
    ours to keep, so they go before anything is written down."""
    text = _IBAN.sub(lambda found: MASK if _is_account(found[0]) else found[0], text)
    text = _CARD.sub(lambda found: MASK if _is_card(found[0]) else found[0], text)
    for found in reversed(list(_SECRET.finditer(fold_aligned(text)))):
        text = text[: found.start("secret")] + MASK + text[found.end("secret") :]
    return text


def confidence(folded: str) -> str:
    """distress, payment, contact, or "" for a text that confides nothing."""
    if DISTRESS.search(folded):
        return "distress"
    if MASK in folded:
        return "payment"
    return "contact" if CONTACT.search(folded) else ""


def _is_card(written: str) -> bool:
    """Written in fours, or by Luhn's check (ISO/IEC 7812-1): every second figure from the right doubled, the sum
    divisible by ten."""
    if _IN_FOURS.fullmatch(written):
        return True
    figures = [int(figure) for figure in written if figure.isdigit()]
    doubled = [sum(divmod(2 * figure, 10)) for figure in figures[-2::-2]]
    return (sum(figures[-1::-2]) + sum(doubled)) % 10 == 0 and len(set(figures)) > 1


def _is_account(written: str) -> bool:
    """ISO 13616: the first four characters moved to the end, letters as numbers, leave one on division by 97."""
    signs = written.replace(" ", "").upper()
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1
