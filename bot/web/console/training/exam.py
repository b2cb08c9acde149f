"""What models made of the test sentences, cut and counted for the merchant's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.training.comparison import Case, Comparison, Guess, compare
from bot.training.quality import REFUSED, Confusion, Duel, IntentScore, Quality, Read, duel, quality
from bot.web.console.desk import LANGUAGES

SHADES = (0.02, 0.06, 0.12, 0.25)
"""Shares of an intent's sentences from which a cell of the table is one shade darker: a slip, a habit, a hole."""


@dataclass(frozen=True, slots=True)
class Row:
    """One intent. `recalls`: by language, the share heard; `examples`: what teaches it; `lately`: met by shoppers."""

    before: IntentScore
    after: IntentScore | None
    recalls: dict[str, float | None]
    examples: int
    lately: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the table; `shade` from 0 to 4, `right` on the diagonal."""

    heard: str
    times: int
    shade: int
    right: bool


@dataclass(frozen=True, slots=True)
class Exam:
    """The cases, what the model in service made of each, and a candidate; `after` is None without one."""

    cases: list[Case]
    before: list[Guess]
    after: list[Guess] | None

    def of(self, language: str) -> Exam:
        """The part in one language; all of it for ""."""
        kept = [at for at, case in enumerate(self.cases) if language in ("", case.language)]
        after = None if self.after is None else [self.after[at] for at in kept]
        return Exam([self.cases[at] for at in kept], [self.before[at] for at in kept], after)

    def duels(self) -> dict[str, Duel]:
        """Both models by language, all together first; without a candidate the model stands beside itself."""
        parts = {language: self.of(language) for language in ("", *LANGUAGES)}
        return {name: duel(one.cases, one.before, one.after or one.before) for name, one in parts.items()}

    def qualities(self) -> tuple[Quality, Quality | None]:
        return quality(self.cases, self.before), None if self.after is None else quality(self.cases, self.after)

    def comparison(self) -> Comparison | None:
        return None if self.after is None else compare(self.cases, self.before, self.after)

    def rows(self, examples: dict[str, int], lately: dict[str, int]) -> list[Row]:
        """Every intent, the least well understood first."""
        now, then = self.qualities()
        parts = {language: quality((one := self.of(language)).cases, one.before) for language in LANGUAGES}
        found = [
            Row(
                score,
                then.of(score.name) if then else None,
                {language: part.of(score.name).recall for language, part in parts.items()},
                examples.get(score.name, 0),
                lately.get(score.name, 0),
            )
            for score in now.intents
        ]
        return sorted(found, key=lambda row: (row.before.f1, row.before.name))

    def later(self) -> dict[str, str]:
        """What the candidate makes of each sentence."""
        return {case.text: guess.intent for case, guess in zip(self.cases, self.after or (), strict=False)}


def table(found: Quality, order: Sequence[str]) -> tuple[list[str], list[tuple[IntentScore, list[Cell]]]]:
    """The confusion matrix: a row per intent that is meant, a column per intent that is heard, both as in `order`, so
    that kin stand side by side; what was not understood comes last."""
    place = {name: at for at, name in enumerate(order)}
    scores = sorted(found.intents, key=lambda one: (place.get(one.name, len(place)), one.name))
    columns = [one.name for one in scores]
    columns += [REFUSED] if any(heard == REFUSED for _, heard in found.cells) else []
    rows = [one for one in scores if one.meant]
    return columns, [(one, [_cell(found, one, heard) for heard in columns]) for one in rows]


def sentences(found: Quality, exam: Exam, was: str, heard: str) -> Confusion | None:
    """What stands behind one place of the table, right or wrong; None where nothing does."""
    reads = [
        Read(case, guess)
        for case, guess in zip(exam.cases, exam.before, strict=True)
        if (case.intent, guess.intent) == (was, heard)
    ]
    return Confusion(was, heard, tuple(reads)) if found.taken(was, heard) else None


def _cell(found: Quality, row: IntentScore, heard: str) -> Cell:
    times = found.taken(row.name, heard)
    shade = sum(times / row.meant >= least for least in SHADES) if times else 0
    return Cell(heard, times, shade, row.name == heard)
