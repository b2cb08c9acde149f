"""What was just heard, joined to the needs known before: what replaces, what adds, what no longer applies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.shopper.measures import concerns, joined, measure_wish
from bot.shopper.needs import FIELDS_OF, Needs, asking_of
from bot.shopper.reading import lexicon
from bot.shopper.reading.heard import Heard
from bot.shopper.reading.moving import left_behind
from bot.shopper.reading.recipients import YOUNG
from catalog_index.paths import at_or_below

GIFTS = ("cadeau", "gift")
SELF = ("moi", "me")
"""How `for_whom` says that the shopper buys for themselves."""


def merge(needs: Needs, heard: Heard) -> dict[str, Any]:
    """The change to `needs`: only what differs from it, for `Needs.changed`."""
    change: dict[str, Any] = {}
    _category(change, needs, heard)
    _recipient(change, needs, heard)
    for key in ("usage", "gender", "age"):
        if getattr(heard, key) is not None:
            change[key] = getattr(heard, key)
    if (level := _level(needs, heard)) is not None:
        change["level"] = level
    if heard.budget is not None:
        change["budget_min"], change["budget_max"] = _budget(needs, heard)
        change["budget_of"] = None if heard.in_all else change.get("category", needs.category)
    _purse(change, needs, heard)
    if heard.because:
        change["because"] = heard.because
    for key in ("brands", "colors", "sizes"):
        _replace(change, needs, heard, key)
    _features(change, needs, heard)
    _exclude(change, needs, heard)
    _open(change, needs, heard)
    _later(change, needs, heard)
    _owned(change, needs, heard)
    return {key: value for key, value in change.items() if value != getattr(needs, key)}


def _category(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """A new category leaves behind what does not carry over (see moving).

    A more general word for what is being looked for already ("shoes" while it is trail shoes) changes nothing.
    """
    new, old = heard.category, needs.category
    if _another_gift(heard):
        change.update(left_behind(needs, None), level=None)  # nothing said of the first thing holds for the second
    if not new and old and any(at_or_below(old, path) for path in heard.owned):
        change.update(left_behind(needs, None))  # "he already has a watch": no other one, then
    if new and new == old:
        change["category"] = new  # said now, if it was only guessed before
    if not new or new == old:
        return
    if old and old.startswith(new + " > ") and not heard.corrects:
        return
    change["category"] = new
    if old is not None and not new.startswith(old + " > "):
        change.update(
            left_behind(needs, new, heard.corrects, heard.adds or new in needs.later or is_one_more(heard.folded))
        )


_ONE_MORE = re.compile(
    r"^\W*(?:(?:ok|bon|d'accord|merci|thanks|alright)\W+)?(?:et|and|plus) (?:aussi )?(?:une?|des|an?|some|any)(?!\w)"
)
"""Another thing on top: « et une litière », "and a watch"; « et pour la route ? » is the same thing elsewhere."""


def is_one_more(folded: str) -> bool:
    """Whether a text asks for another thing on top."""
    return bool(_ONE_MORE.search(folded))


_ON_TOP = re.compile(r"(?<!\w)(?:aussi|egalement|en plus|sinon|autres?|also|too|as well|besides|another)(?!\w)")
_A_GIFT = re.compile(
    r"(?<!\w)(?:(?:un|autre|idees? de) (?:petit )?cadeau|"
    r"(?:an?|another|some) (?:small |little )?(?:gift|present)s?)(?!\w)"
)
_IT_IS_ONE = re.compile(r"(?:(?<!\w)(?:est|is|as|comme)|'s)(?: \w+){0,2} (?:cadeau|gift|present)(?!\w)")
"""« c'est aussi un cadeau », "as a gift": said of what is looked for already."""


_HOW_OFTEN = re.compile(
    r"(?<!\w)(?:(?:\d|une|deux|trois|quatre|quelques|two|three|four|few) (?:fois|sorties|seances|footings|times|runs|"
    r"outings|sessions)|once|twice|chaque|toutes les|every|each|regulierement|regularly|regularite)(?!\w)"
)


def _level(needs: Needs, heard: Heard) -> str | None:
    """The level said. How often somebody goes tells one only where none was said: a beginner goes twice a week too."""
    said = needs.level is not None and "level" not in needs.inferred and heard.asking != "level"
    often = lexicon.spans(_HOW_OFTEN, heard.folded)
    if not said or not often:
        return heard.level
    rest = lexicon.blank(heard.folded, often)
    return next((level for level, pattern in lexicon.LEVELS.items() if pattern.search(rest)), None)


def _another_gift(heard: Heard) -> bool:
    """A gift wished for on top, and nothing of what it should be."""
    folded = heard.folded
    on_top = not heard.category and _ON_TOP.search(folded) and _A_GIFT.search(folded)
    return bool(on_top) and not _IT_IS_ONE.search(folded)


def _recipient(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """Bought for someone else: the shopper's own size and gender say nothing, and the other way round."""
    if not heard.for_whom or heard.for_whom == needs.for_whom:
        return
    if heard.for_whom in GIFTS and needs.for_whom not in (None, *SELF):
        return  # whose gift it is has been said
    change["for_whom"] = heard.for_whom
    before_self = needs.for_whom in (None, *SELF)
    if before_self and heard.for_whom in SELF:
        return
    young = heard.gender == "kids" or YOUNG.fullmatch(heard.for_whom) is not None
    change.update(sizes=tuple(filter(_of_a_child, needs.sizes)) if young else (), gender=None, age=None)


def _of_a_child(size: str) -> bool:
    """Whether no adult wears it: heights in cm (EN 13402-3: 50 to 176), shoes below 35."""
    return size.isdigit() and (int(size) < 35 or 50 <= int(size) <= 176)


def _budget(needs: Needs, heard: Heard) -> tuple[Decimal | None, Decimal | None]:
    """A new limit replaces the old ones, except that "at least" and "at most", said in turn, make a range."""
    low, high = heard.budget or (None, None)
    if heard.corrects or (low is not None and high is not None):
        return low, high
    if low is None and high is not None and needs.budget_max is None and needs.budget_min is not None:
        return (needs.budget_min if needs.budget_min <= high else None), high
    if high is None and low is not None and needs.budget_min is None and needs.budget_max is not None:
        return low, (needs.budget_max if needs.budget_max >= low else None)
    return low, high


def _purse(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """Little to spend: a figure told before stands, and where there is none, none is asked for."""
    if heard.thrifty:
        change["thrifty"] = True
    elif "budget" in heard.opened or (heard.budget and heard.corrects):
        change["thrifty"] = False  # « oubliez le budget »


def _replace(change: dict[str, Any], needs: Needs, heard: Heard, key: str) -> None:
    said: tuple[str, ...] = getattr(heard, key)
    if key == "sizes":
        said = tuple(size for size in said if size not in heard.own_sizes)
    if said:
        before = getattr(needs, key) if heard.adds else ()
        change[key] = tuple(dict.fromkeys((*before, *said)))


def _features(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    if heard.features:
        features: tuple[str, ...] = change.get("features", needs.features)
        for added in heard.features:
            features = joined(features, added, heard.corrects) if measure_wish(added) else (*features, added)
        change["features"] = tuple(dict.fromkeys(features))


def _exclude(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """What is excluded is no longer wanted, and what is wanted no longer excluded."""
    wanted = {*heard.brands, *heard.colors, *heard.features}
    exclude = tuple(word for word in dict.fromkeys((*needs.exclude, *heard.exclude)) if word not in wanted)
    change["exclude"] = exclude
    for key in ("brands", "colors", "features"):
        before = change.get(key, getattr(needs, key))
        kept = tuple(value for value in before if value not in heard.exclude)
        if kept != before:
            change[key] = kept


def _open(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """Names left open lose their value; names given a value are open no longer."""
    for name in heard.opened:
        _release(change, needs, name.partition(":")[2])
        for key in FIELDS_OF.get(name.partition(":")[0], (name.partition(":")[0],)):
            if key != "features" and hasattr(needs, key) and key not in ("category", "open"):
                change[key] = () if isinstance(getattr(needs, key), tuple) else None
    given = {asking_of(key) for key, value in change.items() if key != "open" and value not in (None, ())}
    before = change.get("open", needs.open)
    kept = [name for name in before if name not in given and not _answers(name, change)]
    unasked = ("budget",) if heard.thrifty and needs.budget_max is None else ()
    change["open"] = tuple(dict.fromkeys((*kept, *heard.opened, *unasked)))
    change["inferred"] = tuple(name for name in needs.inferred if name not in change)


def _later(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """What comes after this: what was kept before and what was named now, without what is looked for now."""
    now, before = change.get("category", needs.category), needs.category
    named = [*needs.later, *heard.later]
    if now and before and any(_same_way(now, path) for path in needs.later):
        named.append(before)  # the second thing first: the first one waits now
    change["later"] = tuple(dict.fromkeys(path for path in named if not now or not _same_way(path, now)))


def _owned(change: dict[str, Any], needs: Needs, heard: Heard) -> None:
    """What is asked for is wanted, whoever has one already."""
    now = change.get("category", needs.category)
    change["owned"] = tuple(
        p for p in dict.fromkeys((*needs.owned, *heard.owned)) if not now or not at_or_below(now, p)
    )


def _same_way(path: str, other: str) -> bool:
    return at_or_below(path, other) or at_or_below(other, path)


def _release(change: dict[str, Any], needs: Needs, name: str) -> None:
    """Measures of a detail that was let go by its name."""
    features: tuple[str, ...] = change.get("features", needs.features)
    kept = tuple(feature for feature in features if not concerns(feature, name))
    if kept != features:
        change["features"] = kept


def _answers(name: str, change: Mapping[str, Any]) -> bool:
    return name.startswith("feature:") and bool(change.get("features"))
