"""How undecided is this shopper, and why: a sum of pieces of evidence, each with its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.shopper.signals import QUESTIONS, Evidence

WEIGHTS: Mapping[str, int] = {
    "price_objection": 20,
    "undecided_words": 20,
    "similar_views": 12,
    "compare_stuck": 12,
    "basket_back_and_forth": 12,
    "delivery_q": 10,
    "returns_q": 10,
    "revisit": 7,
    "pause": 6,
    "exit_intent": 6,
    "price_filter": 7,
    "reviews_read": 6,
    "delivery_read": 6,
}
"""In tenths. Words that say it decide alone; three similar pages, a second comparison or a basket to-and-fro do as
well; a question about delivery, a return to a page, a pause or a move to leave are ordinary, and count only together.
The ratios of price, question, views, revisit, pause and exit are those of the measured yardstick policy (2 : 1 : .7 :
.7 : .6 : .6), with views raised to the threshold because they are counted from the third similar page here, not from
the first. What was read instead of asked (filters of price, reviews, terms of delivery) is as ordinary as a pause."""

THRESHOLD = 12
"""Tenths from which the shopper counts as hesitating."""

AGAIN = 20
"""Tenths needed for a second suggestion in a visit, and one of them must name the doubt: a first suggestion is worth a
guess, a second guess is pestering. On the simulated shops the two save a tenth of all suggestions and cost nothing."""

NAMED: frozenset[str] = frozenset({"price_objection", "undecided_words", "delivery_q", "returns_q", "compare_stuck"})
"""Evidence that says which doubt it is. What clicks suggest is a guess, and a doubt put into words ends the guessing:
whoever finds it too dear is not helped by reviews."""

SHORTLIST: frozenset[str] = frozenset({"similar_views"})
"""Clicks that as good as name the doubt: three alike, and none taken. A pause on the way there says nothing more, so
where no words were said these speak alone; on the simulated shops that is worth a point of the share."""

UNMOVED: frozenset[str] = frozenset({"price_objection", "exit_intent"})
"""What shows that an offer did not do: too dear still, or about to leave. Whoever pauses may be thinking it over, and
is not given more for waiting (docs/decisions/0017-who-is-offered-more.md)."""

BROWSED: frozenset[str] = frozenset({"similar_views", "revisit"})
"""What shows it as well, once the offer has stood for `CONSIDERED`: the choice goes on among others
(docs/decisions/0019-looking-on-after-an-offer.md)."""

CONSIDERED = timedelta(minutes=1)
"""How long an offer stands before looking at others means that it did not do: a glance beside it comes sooner."""

REPEATS = 2
"""How often one code counts: a third pause tells nothing that the second didn't."""


@dataclass(frozen=True, slots=True)
class Hesitation:
    """`score` in tenths; `counts`: code -> how often; `evidence` oldest first."""

    score: int
    counts: Mapping[str, int]
    evidence: tuple[Evidence, ...] = ()

    @property
    def hesitating(self) -> bool:
        return self.score >= THRESHOLD

    @property
    def telling(self) -> Mapping[str, int]:
        """The counts that say what would help: those of the doubts put into words, else of a shortlist, else all."""
        return self._of(NAMED) or self._of(SHORTLIST) or self.counts

    @property
    def guessed(self) -> bool:
        """Whether nothing says which doubt it is."""
        return not (NAMED | SHORTLIST) & self.counts.keys()

    @property
    def asked_last(self) -> bool:
        """Whether a question is the newest sign, with no objection beside it. It was answered just now: whoever asks
        when it comes is not outbid on the price.
        """
        newest = max((piece.at for piece in self.evidence), default=None)
        codes = {piece.code for piece in self.evidence if piece.at == newest}
        return bool(codes & QUESTIONS) and "price_objection" not in codes

    @property
    def at_the_basket(self) -> bool:
        """Whether the newest sign is a pause or a move to leave before one's basket: what is bought is chosen, and the
        order is not ended."""
        newest = max(self.evidence, key=lambda piece: piece.at, default=None)
        return newest is not None and newest.detail.get("place") == "basket"

    @property
    def compared(self) -> bool:
        """Whether a comparison was asked for, and so shown, since products were last gone through one by one: who
        cannot decide before the table is not helped by the table.
        """
        asked = [piece.at for piece in self.evidence if "comparisons" in piece.detail]
        gone_through = [piece.at for piece in self.evidence if "items" in piece.detail]
        return bool(asked) and max(asked) >= max(gone_through, default=max(asked))

    @property
    def demanded_only(self) -> bool:
        """Whether reductions were asked for, and nothing was said or done that shows a doubt: who only insists has no
        more reason to be given one than who asks once."""
        return all(piece.demanded or piece.code in QUESTIONS for piece in self.evidence)

    def _of(self, codes: frozenset[str]) -> Mapping[str, int]:
        return {code: count for code, count in self.counts.items() if code in codes}

    def since(self, then: datetime | None) -> bool:
        """Whether any evidence is newer than `then`; True when there was no then."""
        return then is None or any(piece.at > then for piece in self.evidence)

    @property
    def objections(self) -> int:
        """How often the price was found too high in words; demands are none."""
        return sum(piece.code == "price_objection" and not piece.demanded for piece in self.evidence)

    def unmoved(self, then: datetime | None) -> bool:
        """Whether the shopper showed since `then` (at any time, when there was no then) that what they have is not
        enough.
        """
        return any(_did_not_do(piece, then) for piece in self.evidence)

    def to_json(self) -> dict[str, Any]:
        """The contract's `hesitation`, with the numbers behind it under `parts`."""
        parts = [
            {"code": code, "count": count, "points": WEIGHTS[code] * min(count, REPEATS) / 10}
            for code, count in sorted(self.counts.items())
        ]
        return {
            "hesitating": self.hesitating,
            "score": self.score / 10,
            "threshold": THRESHOLD / 10,
            "evidence": sorted(self.counts),
            "parts": parts,
            "sources": [
                {"code": e.code, "at": e.at.isoformat(), "source": e.source, "detail": dict(e.detail)}
                for e in self.evidence
            ],
        }


def _did_not_do(piece: Evidence, offered: datetime | None) -> bool:
    """Whether `piece` shows that what was offered is not enough. A return to a page counts when another was looked at
    in between: the first page opened is the offer's own, as like as not.
    """
    if piece.code in UNMOVED:
        return not piece.demanded and (offered is None or piece.at > offered)
    if piece.code not in BROWSED:
        return False
    away = timedelta(seconds=piece.detail.get("away", 0))
    return offered is None or (piece.at - offered >= CONSIDERED and piece.at - away > offered)


def hesitation(evidence: Iterable[Evidence]) -> Hesitation:
    """Add the evidence up; each code counts at most `REPEATS` times."""
    pieces = tuple(evidence)
    counts: Counter[str] = Counter(piece.code for piece in pieces)
    score = sum(WEIGHTS[code] * min(count, REPEATS) for code, count in counts.items())
    return Hesitation(score=score, counts=dict(counts), evidence=pieces)
