"""A conversation's entries set on one axis: what belongs to a message stands with it, and time between is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.training.doubt import doubt

LONG_PAUSE = 60.0
"""Seconds of silence that the axis shows: a shopper who left the page for a while."""

LEFT = "left_to_person"
"""The log's mark on a message that a person answers: the message itself stands on the axis."""

Lookup = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry on the axis. `gap` is the silence before it in seconds, 0 when it was short."""

    entry: Mapping[str, Any]
    at: datetime
    gap: float
    doubt: str | None = None

    @property
    def kind(self) -> str:
        kind = str(self.entry["kind"])
        return str(self.entry.get("role")) if kind == "message" else kind


@dataclass(frozen=True, slots=True)
class Seen:
    """One code of evidence. `quotes`: what the shopper said, each once."""

    code: str
    times: int
    quotes: tuple[str, ...]


class Axis:
    """The stops in order; words in `language`, products' names from the catalogue of today."""

    def __init__(self, entries: Sequence[Mapping[str, Any]], language: str, lookup: Lookup) -> None:
        self._entries = entries
        self._language = language
        self._lookup = lookup

    @cached_property
    def stops(self) -> list[Stop]:
        found: list[Stop] = []
        for entry in self._entries:
            if entry.get("name") == LEFT:
                continue
            at = datetime.fromisoformat(str(entry["at"]))
            gap = (at - found[-1].at).total_seconds() if found else 0.0
            why = doubt(entry) if entry["kind"] == "understanding" else None
            found.append(Stop(entry, at, gap if gap >= LONG_PAUSE else 0.0, why))
        return found

    def title(self, item_id: str) -> str:
        product = self._lookup(item_id)
        return str(product.text(self._language).title) if product else item_id

    def sentence(self, decision: Mapping[str, Any]) -> str:
        """Why the assistant spoke or kept silent."""
        said = decision.get("sentence")
        return str(said.get(self._language) or "") if isinstance(said, Mapping) else str(said or "")

    def evidence(self, decision: Mapping[str, Any]) -> list[Seen]:
        """What was seen, each with how often and the shopper's own words."""
        hesitation = decision.get("hesitation") or {}
        sources = [one for one in hesitation.get("sources") or () if isinstance(one, Mapping)]
        codes = [str(one.get("code") if isinstance(one, Mapping) else one) for one in hesitation.get("evidence") or ()]
        return [_seen(code, [one for one in sources if one.get("code") == code]) for code in codes]

    def circumstances(self, decision: Mapping[str, Any]) -> Mapping[str, Any]:
        """The weak signals of the visit, by name."""
        found = (decision.get("explanation") or {}).get("circumstances")
        return found if isinstance(found, Mapping) else {}

    def money(self, decision: Mapping[str, Any]) -> dict[str, Any]:
        """Cost and margin, where the reader may see them."""
        return {key: value for key, value in decision.items() if key in ("cost", "margin", "costs", "margins")}


def _seen(code: str, pieces: Sequence[Mapping[str, Any]]) -> Seen:
    quotes = dict.fromkeys(str(piece["quote"]) for piece in pieces if piece.get("quote"))
    return Seen(code, max(len(pieces), 1), tuple(quotes))
