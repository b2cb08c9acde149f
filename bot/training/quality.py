"""How well a model understands sentences whose intent is known: each intent's figures, and what is taken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from bot.training.comparison import Case, Guess

REFUSED = "nlu_fallback"
"""What a model says of a sentence that it does not understand."""
ONE_IN = 20
"""A difference between two models that chance gives less often than once in this many is told as more than chance."""


@dataclass(frozen=True, slots=True)
class IntentScore:
    """`meant`: sentences that mean this intent; `heard`: sentences taken for it; `right`: both."""

    name: str
    meant: int
    heard: int
    right: int

    @property
    def recall(self) -> float | None:
        """Share of what means this that was heard as such; None where nothing means it."""
        return self.right / self.meant if self.meant else None

    @property
    def precision(self) -> float | None:
        """Share of what was taken for this that means it; None where nothing was."""
        return self.right / self.heard if self.heard else None

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, 0 where either is missing (van Rijsbergen, 1979)."""
        return 2 * self.right / (self.meant + self.heard) if self.meant + self.heard else 0.0


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence and what the model made of it."""

    case: Case
    guess: Guess


@dataclass(frozen=True, slots=True)
class Confusion:
    """Sentences that mean `was` and were taken for `heard`, the surest mistakes first."""

    was: str
    heard: str
    sentences: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """`intents` by name; `confusions`, the most frequent first; `cells[was, heard]` counts sentences, right ones too"""

    total: int
    right: int
    refused: int
    intents: tuple[IntentScore, ...]
    confusions: tuple[Confusion, ...]
    cells: dict[tuple[str, str], int]

    @property
    def macro_f1(self) -> float:
        """The mean F1 over the intents that some sentence means."""
        scores = [one.f1 for one in self.intents if one.meant]
        return sum(scores) / len(scores) if scores else 0.0

    def of(self, name: str) -> IntentScore:
        return next((one for one in self.intents if one.name == name), IntentScore(name, 0, 0, 0))

    def taken(self, was: str, heard: str) -> int:
        return self.cells.get((was, heard), 0)


@dataclass(frozen=True, slots=True)
class Duel:
    """`better`: sentences newly right with the second model; `worse`: newly wrong."""

    total: int
    right_before: int
    right_after: int
    better: int
    worse: int

    @property
    def verdict(self) -> str:
        """better | worse, beyond chance; perhaps_better | perhaps_worse, where chance would do it; same."""
        if self.better == self.worse:
            return "same"
        side = "better" if self.better > self.worse else "worse"
        return side if more_than_chance(self.better, self.worse) else f"perhaps_{side}"


def quality(cases: Sequence[Case], guesses: Sequence[Guess]) -> Quality:
    """The figures of a model; `guesses[i]` is what it made of `cases[i]`."""
    cells = Counter((case.intent, guess.intent) for case, guess in zip(cases, guesses, strict=True))
    names = sorted({name for pair in cells for name in pair if name != REFUSED})
    return Quality(
        total=len(cases),
        right=sum(times for (was, heard), times in cells.items() if was == heard),
        refused=sum(times for (_, heard), times in cells.items() if heard == REFUSED),
        intents=tuple(_score(name, cells) for name in names),
        confusions=_confusions(cases, guesses),
        cells=dict(cells),
    )


def duel(cases: Sequence[Case], before: Sequence[Guess], after: Sequence[Guess]) -> Duel:
    """Two models over the same sentences."""
    rows = [
        (old.intent == case.intent, new.intent == case.intent)
        for case, old, new in zip(cases, before, after, strict=True)
    ]
    return Duel(
        total=len(rows),
        right_before=sum(old for old, _ in rows),
        right_after=sum(new for _, new in rows),
        better=sum(new and not old for old, new in rows),
        worse=sum(old and not new for old, new in rows),
    )


def more_than_chance(better: int, worse: int) -> bool:
    """Whether two models differ beyond chance, of `better` sentences newly right and `worse` newly wrong: the exact
    two-sided sign test on the sentences where they differ (McNemar, 1947)."""
    changed = better + worse
    tail = sum(comb(changed, k) for k in range(min(better, worse) + 1))
    rarer: bool = 2 * tail * ONE_IN < 2**changed  # whole numbers: a float ends at 2 to the 1,024
    return rarer


def _score(name: str, cells: Counter[tuple[str, str]]) -> IntentScore:
    meant = sum(times for (was, _), times in cells.items() if was == name)
    heard = sum(times for (_, read), times in cells.items() if read == name)
    return IntentScore(name, meant, heard, cells[name, name])


def _confusions(cases: Sequence[Case], guesses: Sequence[Guess]) -> tuple[Confusion, ...]:
    found: defaultdict[tuple[str, str], list[Read]] = defaultdict(list)
    for case, guess in zip(cases, guesses, strict=True):
        if case.intent != guess.intent:
            found[case.intent, guess.intent].append(Read(case, guess))
    confusions = (Confusion(*pair, tuple(sorted(reads, key=_surest))) for pair, reads in found.items())
    return tuple(sorted(confusions, key=lambda one: (-len(one.sentences), one.was, one.heard)))


def _surest(read: Read) -> tuple[float, str]:
    return -read.guess.confidence, read.case.text
