"""What a shopper points at: "celle du milieu", "the cheaper one", "la bleue", "that one". Resolved on what is on
screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from bot.shopper.reading.pointing import OnScreen, Pointing
from catalog_index import colors
from catalog_index.text import words

__all__ = ["THIS_ONE", "OnScreen", "Pointing", "reach", "resolve"]


_NOT_A_PLACE = (
    r"(?! ?(?:fois|prix|course|sortie|marathon|semi|utilisation|trail|competition|achat|cadeau|"
    r"times?\b|race|run|order|commande|day|jour|mois|"
    r"thing|step|aid|class|thoughts?|hand|main|ascent|hike|pair ever|week|semaine|point|secours))"
)
_HEAD = (
    r"(?:(?:produit|modele|article|choix|option|proposition|paire|numero|n°|no\.?|number|#|product|"
    r"model|item|pair|shoe|one) ?)"
)
_THE = rf"(?:(?:le|la|les|l'|the|du|au|celui|celle|de la|des) ?{_HEAD}?|{_HEAD})"
_ORDINALS: Sequence[tuple[str, int]] = (
    (r"premiere?s?|1ere?s?|1er|first|1st|1", 0),
    (r"deuxiemes?|2(?:e|eme|nde?)?|secondes?|second|2nd|two", 1),
    (r"troisiemes?|3(?:e|eme)?|third|3rd|three", 2),
    (r"quatriemes?|4(?:e|eme)?|fourth|4th|four", 3),
    (r"dernieres?|derniers?|last", -1),
)
_DIGIT = re.compile(r"\d$|^(?:two|three|four)$")
_ORDINAL = [
    (
        re.compile(
            rf"(?<![\w-]){_THE} ?(?P<n>{names})(?![\w,.]*\d)(?![\w-]){_NOT_A_PLACE}(?: (?:one|"
            rf"option|{_HEAD.strip('?')}))?"
        ),
        place,
    )
    for names, place in _ORDINALS
]
_ONE_OF_THEM = re.compile(r"(?:one|option|model|product|item|modele|produit|article|proposition|choix)s?$")
"""After an ordinal: one of those on screen is meant, were it there."""
_LISTED = re.compile(
    r" *(?:$|[,.?!;]|(?:et|and|ou|or|avec|with|vs|a|to|svp|stp|please|merci|elle|il|est|fait|pese|coute|va|is|has|does|"
    r"looks|comes|en|in)\b)"
)
_ARTICLE = re.compile(r"(?:le|la|l'|the|du|de la) ?$")
_BARE_NUMBER = re.compile(
    r"^\W*(?:(?:ok|okay|alright|bon|d'accord|va pour|plutot|rather|yes|oui|alors|then|so|maybe)[ ,]+)*"
    r"(?:(?:le|la|the|option|numero|number|n°|#) ?)?(?P<n>[1-4])\W*$"
)
_NUMBERED = r"(?:(?:le|la|the|option|numero|number|n°|no\.?|#) ?)?"
_BETWEEN = re.compile(
    rf"(?<!\w)(?:entre|between|compar\w+|differences?) {_NUMBERED}(?P<one>[1-4]) "
    rf"(?:et|and|avec|with|vs\.?|to|a) {_NUMBERED}"
    r"(?P<other>[1-4])(?![\w€$£%]|[.,]\d| ?(?:euros?|eur|km|kg|g|cm|mm|l|litres?|ans|years?)(?!\w))"
)
"""« La différence entre 1 et 2 »: places, where so many are on screen."""
_BARE_ORDINAL = re.compile(
    r"^\W*(?P<n>premiere?|deuxieme|seconde?|troisieme|derniere?|first|second|third|last)(?: "
    r"one)?(?:[ ,]+(?:svp|stp|please|merci))?\W*$"
    r"|(?:^\W*|(?<!\w)(?:take|want|have|get|add|of|like|prefer|ok|and) )"
    r"(?P<one>first|second|third|last) (?:one|pair)(?!\w)"
)
_GROUPS: Sequence[tuple[re.Pattern[str], Callable[[Sequence[OnScreen]], Sequence[OnScreen]]]] = (
    (
        re.compile(
            r"(?<!\w)(?:[ld]es (?:deux|2) premiere?r?s|[ld]es premiere?r?s (?:deux|2)|the first (?:two|2))(?!\w)"
        ),
        lambda s: s[:2],
    ),
    (re.compile(r"(?<!\w)(?:[ld]es (?:deux|2) derni(?:eres|ers)|the last (?:two|2))(?!\w)"), lambda s: s[-2:]),
    (
        re.compile(
            r"(?<!\w)(?:les (?:trois|3)|all (?:three|3)(?: of them)?|the three(?: of them)?|tous "
            r"les trois|toutes les trois)(?!\w)"
        ),
        lambda s: s[:3],
    ),
    (
        re.compile(
            r"(?<!\w)(?:(?:celle|celui|celui-la|the one|la|le) )?(?:du milieu|au milieu|au "
            r"centre|du centre|in the middle)(?!\w)|(?<!\w)the middle(?: one)?(?!\w)"
        ),
        lambda s: s[len(s) // 2 : len(s) // 2 + 1] if len(s) % 2 else (),
    ),
    (
        re.compile(r"(?<!\w)(?:celle|celui) de gauche(?!\w)|(?<!\w)the (?:left one|one on the left|leftmost)(?!\w)"),
        lambda s: s[:1],
    ),
    (
        re.compile(r"(?<!\w)(?:celle|celui) de droite(?!\w)|(?<!\w)the (?:right one|one on the right|rightmost)(?!\w)"),
        lambda s: s[-1:],
    ),
)
_PAIRS = _GROUPS[:2]
_BOTH = re.compile(
    r"(?<!\w)(?:les deux|l'un et l'autre|l'une et l'autre|ces deux|both(?: of them)?|the two(?: "
    r"of them)?|these two|those two)(?! (?:premier|dernier|first|last))(?!\w)"
)
_OTHER = re.compile(
    r"(?<!\w)(?:l'autre|the other(?: one)?)(?!\w)(?! (?:couleur|marque|taille|colou?r|brand|size|day|jour))"
)
THIS_ONE = re.compile(
    r"(?<!\w)(?:celle?-?(?:ci|la)|celui-?(?:ci|la)|celle? la|celui la|ce(?:t|tte)? (?:modele|"
    r"produit|paire|chaussure|article|montre|veste)(?:-la|-ci)?|"
    r"this (?:one|model|product|pair|shoe)|that (?:one|model|product|pair|shoe))(?!\w)"
)
_PRICE_END: Sequence[tuple[re.Pattern[str], int]] = (
    (
        re.compile(
            r"(?<!\w)(?:le|la|les|celle|celui)(?: qui est| modele| paire)? moins cheres?(?: des "
            r"(?:deux|trois|2|3))?(?!\w)"
        ),
        1,
    ),
    (
        re.compile(
            r"(?<!\w)(?:le|la|les|celle|celui)(?: qui est| modele| paire)? moins chers?(?: des "
            r"(?:deux|trois|2|3))?(?!\w)"
        ),
        1,
    ),
    (
        re.compile(
            r"(?<!\w)(?:the )(?:cheap(?:er|est)|least expensive|less expensive|lowest priced|"
            r"most affordable)(?: ones?| of (?:the|them|these)(?: \w+)?| pair| model| option)?(?!\w)"
        ),
        1,
    ),
    (re.compile(r"(?<!\w)(?:le|la|les|celle|celui)(?: modele| paire)? plus cheres?(?: des (?:deux|trois))?(?!\w)"), -1),
    (re.compile(r"(?<!\w)(?:le|la|les|celle|celui)(?: modele| paire)? plus chers?(?: des (?:deux|trois))?(?!\w)"), -1),
    (
        re.compile(
            r"(?<!\w)(?:the )(?:most expensive|more expensive|pric(?:ier|iest)|dear(?:er|"
            r"est))(?: ones?| of (?:the|them)(?: \w+)?)?(?!\w)"
        ),
        -1,
    ),
)
_ONE = r"(?:(?: ones?| of (?:the|them)(?: \w+)?| pair| model)(?!\w)|(?= ?(?:$|[,.!?;]|please|then|and)))"
"""After « the lightest »: nothing that it could be said of but what is on screen."""
_WEIGHT_END: Sequence[tuple[re.Pattern[str], int]] = (
    (
        re.compile(
            r"(?<!\w)(?:le|la|celle|celui)(?: qui est| modele| paire)? (?:plus leger(?:e)?|moins lourde?)"
            r"(?: des (?:deux|trois))?(?!\w)|(?<!\w)the light(?:er|est)"
            rf"{_ONE}"
        ),
        1,
    ),
    (
        re.compile(
            r"(?<!\w)(?:le|la|celle|celui)(?: qui est| modele| paire)? plus lourde?(?: des (?:deux|trois))?(?!\w)|"
            r"(?<!\w)the heav(?:ier|iest)"
            rf"{_ONE}"
        ),
        -1,
    ),
)
_BEST_RATED = re.compile(
    r"(?<!\w)(?:le|la|celle|celui|the)(?: (?:produit|modele))? (?:mieux notee?|best[- ]rated|"
    r"highest[- ]rated|top[- ]rated)(?: one| des (?:deux|trois))?(?!\w)"
)
_AT_PRICE = re.compile(
    r"(?<!\w)(?:celle|celui|la paire|le modele|the (?:one|pair|model)) (?:a|at|for|de|qui coute|qui est a|"
    r"that costs|that's|priced at) [€$£]?(?P<price>\d+(?:[.,]\d+)?)(?: ?(?:€|eur(?:os?)?|euros?))?"
    r"(?! ?(?:%|g\b|cm|km|ans))|(?<!\w)the [€$£](?P<before>\d+(?:[.,]\d+)?) one"
)
SAME_PRICE = Decimal("1")
"""People say 89 for 89.90."""
_THE_ONE = (
    r"(?<![\w-])(?:celle en|celui en|celle de chez|celui de chez|celle de|celui de|une? en|the one in|la|le|les|"
    r"celle|"
    r"celui|the|that|this|cette|ce)"
)
_UNWANTED = re.compile(
    r"(?:\bevite[rz]?|\bsauf|\bsans|\bsurtout pas|\bdeteste|\bavoid|\bexcept|\banything but|\bno|\bwithout|\bhate) $"
)
_ADVISED = re.compile(
    r"(?<!\w)(?:(?:with|take|taking|have|get|buy|for|on|trust|follow|prends?|prendre|prendrai|suis|pour|sur|avec|ok|fais)"
    r" (?:a )?(?:your|votre|ton) (?:own |first |top |best |premier |premiere )?(?:pick|choice|favou?rite|"
    r"recommendation|suggestion|advice|choix|preferee?|coup de coeur|conseil|recommandation|favorie?)|"
    r"(?:the one|whichever|whatever|what|the (?:pair|model)) (?:that )?you(?:'d| would|'ve| have|'re| are)? (?:just )?"
    r"(?:recommend\w*|suggest\w*|advis\w+|prefer\w*|picked|chose|choose|like best|pick|took|take)|"
    r"(?:celle|celui|(?<!est-)ce|le modele|la paire|l'article) que "
    r"(?:vous |tu )(?:me |m')?(?:avez |auriez |as |aviez )?"
    r"(?:conseill\w+|recommand\w+|prefer\w+|propos\w+|prendri\w+|choisi\w*))(?!\w)"
)
"""The one the assistant would take."""

_SEARCHING = re.compile(
    r"(?<!\w)(?:avez[- ]vous|vous avez|auriez[- ]vous|y a-t-il|il y a|montre[zr]?[- ]moi|cherche|"
    r"voudrais voir|do you have|have you got|show me|any|"
    r"looking for|is there|are there|search|you have(?! shown)|que vous ayez|en magasin|in the shop)(?!\w)"
)


def resolve(folded: str, shown: Sequence[OnScreen], focus: str | None, pick: str | None = None) -> Pointing:
    """What `folded` (fold_aligned text) points at among `shown`; () when it points at nothing there. `pick`: the one
    advised.

    Rules from the most to the least certain; the first that says anything decides.
    """
    if shown:
        for rule in (_prices, _groups, _ordinals, _named, _colored, _both, _other):
            found = rule(folded, shown, focus)
            if found.item_ids or found.vain:
                return found
    match = _ADVISED.search(folded) if pick else None
    if match and pick:
        return Pointing((pick,), (match.span(),), advised=True)
    return _this(folded, shown, focus)


def reach(folded: str) -> int:
    """How many must be on screen for what `folded` points at by its place: 3 for "the third", 2 for "the other one"."""
    places = [place for pattern, place in _ORDINAL for match in pattern.finditer(folded) if _is_position(match)]
    places += [number - 1 for number in _numbered(folded)]
    if _OTHER.search(folded) or _BOTH.search(folded) or any(pattern.search(folded) for pattern, _ in _PAIRS):
        places.append(1)
    return max(places, default=-1) + 1


def _numbered(folded: str) -> list[int]:
    pair, bare = _BETWEEN.search(folded), _BARE_NUMBER.match(folded)
    return [int(pair["one"]), int(pair["other"])] if pair else [int(bare["n"])] if bare else []


def _groups(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    for pattern, choose in _GROUPS:
        match = pattern.search(folded)
        if match and (chosen := choose(shown)):
            return _pointing(chosen, [match])
    return Pointing()


def _ordinals(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    pair = _BETWEEN.search(folded)
    if pair and max(int(pair["one"]), int(pair["other"])) <= len(shown):
        return _pointing([shown[int(pair[name]) - 1] for name in ("one", "other")], [pair])
    bare = _BARE_NUMBER.match(folded)
    if bare and int(bare["n"]) <= len(shown):
        return _pointing([shown[int(bare["n"]) - 1]], [bare])
    found: list[tuple[re.Match[str], OnScreen]] = []
    for pattern, place in _ORDINAL:
        for match in pattern.finditer(folded):
            if place < len(shown) and _is_position(match):
                found.append((match, shown[place]))
            elif place >= len(shown) and (_ONE_OF_THEM.search(match[0]) or _is_all(match)):
                return Pointing((), (match.span(),), vain=True)
    if not found and (alone := _BARE_ORDINAL.search(folded)):
        found = [
            (alone, shown[place])
            for names, place in _ORDINALS
            if re.fullmatch(names, alone["n"] or alone["one"]) and place < len(shown)
        ]
    found.sort(key=lambda pair: pair[0].start())
    return _pointing([item for _, item in found], [match for match, _ in found])


def _is_all(match: re.Match[str]) -> bool:
    """Whether nothing follows what is pointed at, as in « et la troisième ? »."""
    return _is_position(match) and not match.string[match.end() :].strip(" ?!.")


def _is_position(match: re.Match[str]) -> bool:
    """A figure or "two" counts only after a word that numbers ("option 2", "number two"): "the 2" may be a model."""
    if not _DIGIT.search(match["n"]):
        return True
    if _LISTED.match(match.string[match.end("n") :]) and _ARTICLE.match(match[0][: -len(match["n"])]):
        return True
    return bool(
        re.search(
            r"(?:produit|modele|article|choix|option|proposition|numero|n°|no\.?|number|#|product|item) ?$",
            match[0][: -len(match["n"])].rstrip() + " ",
        )
    )


def _prices(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    priced = [item for item in shown if item.price is not None]
    match = _AT_PRICE.search(folded)
    if match:
        wanted = Decimal((match["price"] or match["before"]).replace(",", "."))
        near = [p for p in priced if p.price is not None and abs(p.price - wanted) < SAME_PRICE]
        return _pointing(near[:1], [match]) if near else Pointing((), (match.span(),), vain=True)
    if _SEARCHING.search(folded) or len(shown) < 2:
        return Pointing()
    among, said = _among(folded, shown)
    priced = [item for item in priced if item in among]
    for pattern, sign in _PRICE_END:
        match = pattern.search(folded)
        if match and priced:
            return _pointing([min(priced, key=lambda p: sign * (p.price or 0))], [match, *said])
    for pattern, sign in _WEIGHT_END:
        match = pattern.search(folded)
        weighed = [item for item in among if item.weight is not None]
        if match and len(weighed) > 1:
            return _pointing([min(weighed, key=lambda p: sign * (p.weight or 0.0))], [match])
    match = _BEST_RATED.search(folded)
    rated = [item for item in among if item.rating is not None]
    return _pointing([max(rated, key=lambda p: p.rating or 0.0)], [match]) if match and rated else Pointing()


def _among(folded: str, shown: Sequence[OnScreen]) -> tuple[Sequence[OnScreen], list[re.Match[str]]]:
    """Those on screen that are compared ("the cheaper of the first two"), and the words that say so."""
    for pattern, choose in _GROUPS:
        match = pattern.search(folded)
        if match and (chosen := choose(shown)):
            return chosen, [match]
    return shown, []


def _named(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    """By brand or by words of the title no other product on screen has: after "la", "the", or two of them."""
    if _SEARCHING.search(folded):
        return Pointing()
    found: list[tuple[int, OnScreen, list[re.Match[str]]]] = []
    for item in shown:
        matches = _name_matches(folded, item, [other for other in shown if other is not item])
        if matches:
            found.append((matches[0].start(), item, matches))
    found.sort(key=lambda hit: hit[0])
    return _pointing([item for _, item, _ in found], [match for *_, hits in found for match in hits])


def _name_matches(folded: str, item: OnScreen, others: Sequence[OnScreen]) -> list[re.Match[str]]:
    taken = {word for other in others for word in (*words(other.title), *words(other.brand))}
    names = [w for w in dict.fromkeys((*words(item.brand), *words(item.title))) if w not in taken and _telling(w)]
    hits = [m for name in names if (m := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", folded))]
    beside = [match for match in hits if match[0] not in words(item.brand)]
    if len(hits) >= 2 and beside:  # a brand of two words is one name
        return hits
    pointed = [m for m in hits if re.search(rf"{_THE_ONE} (?:\w+ )?$", folded[: m.start()])]
    if pointed and words(pointed[0][0])[0] in {*words(item.brand), *_capitals(item.title)}:
        return pointed
    return []


def _telling(word: str) -> bool:
    return len(word) > 2 and not colors.spoken(word)


def _capitals(title: str) -> set[str]:
    """The folded words of a title written with a capital after its first: most likely a name."""
    return {word for written in title.split()[1:] if written[:1].isupper() for word in words(written)}


def _colored(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    """The first product on screen of each colour pointed at."""
    if _SEARCHING.search(folded):
        return Pointing()
    found = []
    for match in re.finditer(rf"{_THE_ONE} (?P<color>[a-z]+)(?: ones?| pair| paire)?(?![\w-])", folded):
        base = colors.spoken(match["color"])
        item = next((item for item in shown if base in item.colors), None) if base else None
        if _UNWANTED.search(folded[: match.start()]):
            continue  # "avoid the beige" leaves out a colour, not one product
        if item:
            found.append((item, match))
    return _pointing([item for item, _ in found], [match for _, match in found])


def _both(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    match = _BOTH.search(folded)
    return _pointing(shown[:2], [match]) if match and len(shown) >= 2 else Pointing()


def _other(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    """The one beside that talked about; where it could be either of two, they are what must be chosen from."""
    match = _OTHER.search(folded)
    if not match:
        return Pointing()
    others = [item for item in shown if item.item_id != focus]
    return _pointing(others, [match]) if len(others) == 1 else Pointing((), (match.span(),), vain=True)


def _this(folded: str, shown: Sequence[OnScreen], focus: str | None) -> Pointing:
    match = THIS_ONE.search(folded)
    if not match:
        return Pointing()
    target = focus or (shown[0].item_id if len(shown) == 1 else None)
    return Pointing((target,), (match.span(),)) if target else Pointing()


def _pointing(items: Iterable[OnScreen], matches: Iterable[re.Match[str]]) -> Pointing:
    ids = tuple(dict.fromkeys(item.item_id for item in items))
    return Pointing(ids, tuple(match.span() for match in matches) if ids else ())
