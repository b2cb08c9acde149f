"""Going from one shelf to another: what a shopper takes along, and what was said of the first one only. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.shopper.filters import YES, attribute_of
from bot.shopper.needs import Needs
from bot.shopper.shelves import impersonal
from catalog_index.paths import at_or_below
from catalog_index.text import fold
from catalog_index.vocabulary import Vocabulary


def left_behind(needs: Needs, to: str | None, corrects: bool = False, adds: bool = False) -> dict[str, Any]:
    """The change to `needs` of going to the shelf `to` (None: to none in particular).

    Usage and features stay behind always; size, colour and brand across trades; a budget that was said of the shelf
    unless it is only exchanged ("rather a watch", `corrects`) or for one beside it. A least amount goes with nothing
    but an exchange. What is wanted on top (`adds`) has a price of its own.
    """
    change: dict[str, Any] = {"category": to, "usage": None, "features": ()}
    dropped = {"usage", "feature"}
    if needs.category is None or to is None or to.split(" > ")[0] != needs.category.split(" > ")[0]:
        change.update(sizes=(), colors=(), brands=())
        dropped |= {"size", "color", "brand"}
    change.update(_budget(needs, to, corrects, adds))
    change["open"] = tuple(name for name in needs.open if name.partition(":")[0] not in dropped)
    return change


def qualities_kept(needs: Needs, change: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The qualities, there or not there, that go along to another shelf of the trade where they mean something as well:
    who eats vegan gels eats vegan bars."""
    old, new = needs.category, change.get("category")
    if not old or not new or not needs.features or new.split(" > ")[0] != old.split(" > ")[0]:
        return ()
    if new.startswith(f"{old} > "):
        return ()  # nothing was left behind
    stated = {feature: attribute_of(feature, vocabulary) for feature in needs.features}
    return tuple(
        feature
        for feature, known in stated.items()
        if known and fold(known[1][0]) in YES and vocabulary.occurs(known[0], known[1][0], (new,))
    )


def one_of_each(before: Iterable[str], now: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The features after a correction ("anything dry instead?"): of a detail that has another value now, not the old
    one."""
    added = [feature for feature in now if feature not in set(before)]
    names = {known[0] for feature in added if (known := attribute_of(feature, vocabulary))}
    kept = (
        feature for feature in now if feature in added or (attribute_of(feature, vocabulary) or ("",))[0] not in names
    )
    return tuple(kept)


def _budget(needs: Needs, to: str | None, corrects: bool, adds: bool) -> dict[str, Any]:
    shelf = needs.budget_of
    if shelf is None or (to is not None and (at_or_below(to, shelf) or at_or_below(shelf, to))):
        return {}
    if to is None or not (corrects or (_beside(to, shelf) and not adds)):
        return {"budget_min": None, "budget_max": None, "budget_of": None}
    return {"budget_of": to} if corrects else {"budget_of": to, "budget_min": None}


def _beside(path: str, other: str) -> bool:
    """Whether the shelves hang under one that holds both: road shoes and trail shoes."""
    one, two = (impersonal(each).rpartition(" > ")[0] for each in (path, other))
    return bool(one) and one == two
