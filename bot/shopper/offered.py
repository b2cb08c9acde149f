"""What a message of the assistant offers: readings of its quick replies and of what they mean; and offers declined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.shopper.session import Session

_NO_MORE = (
    r"je (?:n'en |ne |n'|en )?(?:veux|voulais|souhaite|demande|ai (?:pas )?demande) (?:pas|plus|aucune?)|"
    r"je n'ai (?:pas|rien) demande|pas besoin|marre|arretez?|cessez?|assez|gardez (?:vos|votre)|garde (?:tes|ta)|"
    r"i (?:do not|don't|did not|didn't) (?:want|need|ask for)|no need|no more|stop|enough|keep your"
)
_OFFERED = r"remises?|promos?|promotions?|reductions?|rabais|offres?|discounts?|offers?|deals?|vouchers?|coupons?"
_BETWEEN = r"de|d'|des|avec|me|proposer|code|vos|autres|of|for|with|to|a|any|the|your|offering|sending|more"
_DECLINED = re.compile(rf"\b(?:{_NO_MORE})\b(?:[ ']*\b(?:{_BETWEEN})\b)*[ ']*\b(?:{_OFFERED})\b[^?]*$")
"""« Je ne veux pas de remise », "stop with your offers": to be told of none. A question is a wish for one."""


def first_offer(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the first quick reply means, with its title; None where none means anything. `proposed`: whether the message
    asks for a yes (it holds a question, or is a nudge), or only says where one can go from here; `nudge`: the decision
    that sent it, where it is one."""
    meanings = data.get("_meanings") or {}
    for reply in data.get("quick_replies") or ():
        meaning = meanings.get(reply.get("id"))
        if meaning:
            proposed = "?" in str(data.get("text") or "") or bool(data.get("nudge"))
            nudge = (data.get("nudge") or {}).get("decision_id")
            return {**meaning, "title": reply.get("title", ""), "proposed": proposed, "nudge": nudge}
    return None


def picked(data: Mapping[str, Any]) -> str | None:
    """The one that the seller would take of those compared: the only one offered to be taken."""
    meanings = (data.get("_meanings") or {}).values()
    offered = [meaning["refers"] for meaning in meanings if meaning.get("intent") == "accept_product"]
    return str(offered[0][0]) if len(offered) == 1 and len(offered[0]) == 1 else None


def advised(session: Session) -> str | None:
    """The one on screen that the seller would take: what was offered to be taken last, else what was shown first. A
    table sets its columns side by side, and advises none of them by their order."""
    offered = session.offered or {}
    taken = offered.get("refers") or () if offered.get("intent") == "accept_product" else ()
    first = () if session.shown == session.compared else session.shown[:1]
    return next(iter((*taken, *first)), None)


def declines(folded: str) -> bool:
    """Whether offers are declined, whichever; a question never is."""
    return _DECLINED.search(folded) is not None
