"""Two models over the same sentences: what the new one got right that the old one did not, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.training.sentences import folded


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence whose intent is known. `kind`: held_out | protected | taught.

    A protected one may never be lost: a shopper who asks for a person and is not heard is not served.
    """

    text: str
    intent: str
    language: str
    kind: str = "held_out"


@dataclass(frozen=True, slots=True)
class Guess:
    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence on which the two models differ."""

    text: str
    language: str
    intent: str
    before: str
    after: str
    confidence: float
    kind: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The before/after sheet: `total` sentences, of which so many right before and after; publishing is `blocked` by a
    protected sentence that was right and no longer is."""

    total: int
    right_before: int
    right_after: int
    newly_right: tuple[Change, ...]
    newly_wrong: tuple[Change, ...]
    taught: tuple[Change, ...] = ()

    @property
    def blocked_by(self) -> tuple[Change, ...]:
        return tuple(change for change in self.newly_wrong if change.kind == "protected")

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "blocked_by": [asdict(change) for change in self.blocked_by]}


def compare(cases: Sequence[Case], before: Sequence[Guess], after: Sequence[Guess]) -> Comparison:
    """The sheet of `cases`; `before[i]` and `after[i]` are what each model made of `cases[i]`.

    Taught sentences are told apart: the new model has seen them, so they prove nothing about the others.
    """
    rows = list(zip(cases, before, after, strict=True))
    held = [row for row in rows if row[0].kind != "taught"]
    changed = [_change(*row) for row in held if row[1].intent != row[2].intent]
    return Comparison(
        total=len(held),
        right_before=sum(old.intent == case.intent for case, old, _ in held),
        right_after=sum(new.intent == case.intent for case, _, new in held),
        newly_right=tuple(change for change in changed if change.after == change.intent),
        newly_wrong=tuple(change for change in changed if change.before == change.intent),
        taught=tuple(_change(*row) for row in rows if row[0].kind == "taught"),
    )


def cases_of(protected: Sequence[Case], held_out: Sequence[Case], taught: Sequence[Case]) -> list[Case]:
    """All of them, each sentence once: what is taught counts as taught, what is protected as protected."""
    first: Mapping[str, Case] = {folded(case.text): case for case in (*held_out, *protected, *taught)}
    return list(first.values())


def _change(case: Case, old: Guess, new: Guess) -> Change:
    return Change(case.text, case.language, case.intent, old.intent, new.intent, new.confidence, case.kind)
