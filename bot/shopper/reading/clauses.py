"""A correction inside one sentence ("size 6… no, 39"): what stands after it replaces what it takes back. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

from bot.shopper.reading.heard import Heard
from catalog_index.paths import at_or_below
from catalog_index.text import fold_aligned

_GAP = r"[\s,;.…:!–—-]*"
_SORRY = r"pardon|desolee?|oups|excusez[- ]moi|sorry|oops|whoops|my (?:bad|mistake)"
_INSTEAD = (
    r"(?:ou |ou bien |euh |or )?(?:finalement|en fait|disons|mettons|actually)(?! (?:que|qu'|than|pas|not))|"
    r"(?:(?:ou |ou bien |euh |or )|(?<=[\d,;.…:!–—-])|(?<=[\d,;.…:!–—-] ))(?:plutot|rather|better)"
    r"(?! (?:que|qu'|than|pas|not))|"
    r"je (?:veux|voulais) dire|je me (?:suis )?trompee?|je rectifie|rectification|correction|i mean(?:t)?|"
    r"make (?:that|it)|(?:scratch|strike|forget) that|oubliez (?:ca|cela)|hang on|hold on|attendez|attends|"
    r"wait(?: a (?:moment|minute|sec(?:ond)?))?"
)
_NO = r"(?:ah |euh |oh |er |erm |uh |um )?(?:non|no|nope|nan)"
_MARKER = re.compile(
    rf"(?<![\w'-])(?:enfin{_GAP})?(?:"
    rf"(?:{_NO}{_GAP})?(?:(?:{_SORRY}|{_INSTEAD})(?![\w'-]){_GAP}(?:{_NO}(?![\w'-]){_GAP})?)+"
    rf"|enfin{_GAP}(?:{_NO}(?![\w'-]))?"
    rf"|(?:(?<=[,;.…!–—-])|(?<=[,;.…!–—-] )){_NO}(?={_GAP}\d|[,;.…!–—-])"
    rf"|(?<=\d ){_NO}(?={_GAP}\d)"
    rf"){_GAP}"
)
"""What takes back what was just said. A bare "no" only after a pause and before one or a figure: "no pink" excludes."""

HESITATING = re.compile(
    rf"(?<![\w'-])(?:(?:{_NO}{_GAP})(?:{_SORRY}|wait|hang on|hold on|attendez|attends|actually|rather|plutot)|"
    rf"enfin{_GAP}{_NO}|(?:scratch|strike) that|{_NO}{_GAP}(?:i mean(?:t)?|je (?:veux|voulais) dire))(?![\w'-])"
)
"""Words that only take back: nothing is excluded by "no wait"."""

REPLACED = ("sizes", "brands", "colors", "category", "budget", "gender", "usage", "level")
"""What a correction may replace."""


def parts(text: str) -> list[str]:
    """`text` cut where it takes something back: parts as long as `text`, the rest of each blank; one if nowhere."""
    cuts = [match.span() for match in _MARKER.finditer(fold_aligned(text))]
    cuts = [(start, end) for start, end in cuts if text[:start].strip() and text[end:].strip()]
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    places = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return [" " * start + text[start:end] + " " * (len(text) - end) for start, end in places]


def corrected(text: str, asking: str | None, hear: Callable[[str, str | None], Heard]) -> Heard | None:
    """`text` heard with its corrections; None when it takes nothing back. `hear`: a part, and what it may answer."""
    first, *later = parts(text)
    if not later:
        return None
    before, replaces = hear(first, asking), False
    for part in later:
        kind = _figure(before)
        after = _same_side(before, hear(part, kind or asking), part)
        replaces = replaces or _takes_back(before, after)
        before = _joined(before, after)
    return replace(before, text=text, folded=fold_aligned(text), asking=asking) if replaces else None


def _figure(heard: Heard) -> str | None:
    """What a bare figure would be after this: a size or a price, whichever was said last."""
    said = {
        "size": max((heard.folded.rfind(size.lower()) for size in heard.sizes), default=-1),
        "budget": max((heard.folded.rfind(f"{limit:f}") for limit in heard.budget or () if limit), default=-1),
    }
    last = max(said, key=lambda kind: said[kind])
    return last if said[last] >= 0 else None


_SIDED = re.compile(r"[^\d\s]*\D*(?:moins|plus|under|over|least|most|up to|max|min|jusqu|entre|between|a partir)")


def _same_side(before: Heard, after: Heard, part: str) -> Heard:
    """A bare figure after "at least 50" is the least as well: "au moins 50, non, 60"."""
    if not before.budget or not after.budget or _SIDED.search(fold_aligned(part)):
        return after
    low, high = before.budget
    said: Decimal | None = after.budget[1] if after.budget[0] is None else None
    return replace(after, budget=(said, None)) if said is not None and high is None and low is not None else after


def _takes_back(before: Heard, after: Heard) -> bool:
    """Whether the later part says something else of what the earlier one said."""
    if before.category and after.category and before.category != after.category:
        return not (at_or_below(before.category, after.category) or at_or_below(after.category, before.category))
    pairs = [(getattr(before, name), getattr(after, name)) for name in REPLACED if name != "category"]
    return any(old and new and old != new for old, new in pairs)


def _joined(before: Heard, after: Heard) -> Heard:
    """Both parts as one: what the later one says of a need stands."""
    told = {name: getattr(after, name) for name in REPLACED if getattr(after, name)}
    both = {
        field.name: (*getattr(before, field.name), *getattr(after, field.name))
        for field in fields(Heard)
        if field.name in ("features", "exclude", "own_sizes", "later", "owned")
    }
    folded = "".join(old if new == " " else new for old, new in zip(before.folded, after.folded, strict=True))
    return replace(
        before,
        **{**both, **told},
        folded=folded,
        for_whom=after.for_whom or before.for_whom,
        in_all=after.in_all if after.budget else before.in_all,
        opened=[*before.opened, *after.opened],
        places=[*before.places, *after.places],
        sort=after.sort if after.sort != "relevance" else before.sort,
        rest=" ".join(filter(None, [before.rest, after.rest])),
    )
