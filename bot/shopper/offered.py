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

_CEASE = (
    r"(?:arretez?|cessez?|stop|inutile|assez|marre|pas la peine|vous prie|quit|enough|please don't|don't|do not|"
    r"no need|ne (?:me|nous)(?= \w+ (?:plus|pas|rien))|(?:don't|do not|ne|n') (?:want|need|veux|ai) (?:pas|plus|any)?)"
)
_PRESSING = (
    r"(?:propos\w+|sugg\w+|offr\w+|offering|sollicit\w+|relanc\w+|derang\w+|embet\w+|harcel\w+|spam\w*|"
    r"push(?:ing)?|pester(?:ing)?|bother(?:ing)?|interrupt(?:ing)?|nudg\w+|nagg?(?:ing)?|hassl\w+|advertis\w+|ads|"
    r"adverts?|pubs?|publicites?|pop[- ]?ups?|bulles?|suggestions?)"
)
_OF_ANYTHING = (
    r"(?:[ ,']+(?:me|moi|us|nous|to|on|at|anything|things?|stuff|d|de|des|les?|trucs?|choses?|articles?|products?|"
    r"produits?|offers?|offres?|rien|plus|pas|more|tout|temps|all|the|time|sans|arret|constamment|now|autres?|ever|"
    r"again|always|toujours|avec|with|your|vos|please|svp|stp|merci|thanks|thank|you|s'il|vous|te|plait|if))*\W*$"
)
_QUIET = re.compile(
    rf"\b{_CEASE}(?:[ ']+(?:de|d|m|me|moi|nous|vous|vos|tes|les|des|avec|with|of|your|the|any|all|more|plus|pas|to|"
    rf"toutes?|tous|that|these|with))*[ ']+{_PRESSING}\b{_OF_ANYTHING}"
    rf"|\b(?:no (?:more )?|pas de |plus aucune? )(?:{_PRESSING})\b{_OF_ANYTHING}"
    r"|\b(?:leave me (?:alone|be|in peace)|get off my (?:back|case)|"
    r"(?:just )?let me (?:just )?(?:browse|look(?: around)?)(?: alone| in peace| by myself| on my own)|"
    r"laisse[zr]?[- ](?:moi|nous) (?:tranquilles?|en paix|regarder(?= ?(?:seule?|tranquil\w+)?\W*$))|"
    r"(?:fiche|fous|foute|lache)[zs]?[- ]moi(?: la paix| les baskets)?)\b[^?]*$"
)
"""« Arrêtez de me proposer des choses », "leave me alone": no nudge at all, whatever it would say."""


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
    """Whether offers, or suggestions at all, are declined, whichever; a question never is."""
    return _DECLINED.search(folded) is not None or _QUIET.search(folded) is not None
