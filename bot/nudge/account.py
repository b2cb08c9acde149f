"""A trial in words, for the command line (words: data/explanations/trial.yml and decisions.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.nudge.explanation import Words
from bot.nudge.guards import Guard
from bot.nudge.situation import KINDS
from bot.nudge.telling import Told
from bot.nudge.trial import Change, Saying, Trial

Row = tuple[str, str, str]
"""(name, under the policy of the time, under the tried one)."""


@dataclass(frozen=True, slots=True)
class Account:
    """Says a trial in one language. `words` holds the templates of both files."""

    words: Words
    language: str
    currency: str

    def rows(self, trial: Trial) -> tuple[Row, ...]:
        """The table, its head first: what was said and why not, percents, money."""
        was, would = trial.was, trial.would
        head = ("", self._say("column_was"), self._say("column_would"))
        return (head, *self._counts(was, would), *self._money(was, would))

    def changes(self, trial: Trial) -> tuple[str, ...]:
        if not trial.changes:
            return (self._say("no_change"),)
        return (self._say("changes"), *(self._change(change) for change in trial.changes))

    def guards(self, trial: Trial) -> tuple[str, ...]:
        return (self._say("guards"), *(self._guard(guard) for guard in trial.guards))

    def head(self, trial: Trial, days: int, day: str = "") -> tuple[str, ...]:
        """What was looked at. `day`: the one day tried, else the last `days`."""
        if not trial.decisions and not trial.unread:
            return (self._say("nothing"),)
        counts = {"decisions": trial.decisions, "changed": trial.changed, "version": trial.version}
        first = self._say("head_day" if day else "head", days=days, day=day, **counts)
        unread = (self._say("unread", count=trial.unread),) if trial.unread else ()
        return (first, *unread, self._say("unknowable"))

    def _counts(self, was: Told, would: Told) -> Iterator[Row]:
        for kind in KINDS:
            if was.said[kind] or would.said[kind]:
                yield self._say(f"kind_{kind}"), str(was.said[kind]), str(would.said[kind])
        for rung in sorted({*was.rungs, *would.rungs}):
            yield self._say("offer", percent=rung), str(was.rungs[rung]), str(would.rungs[rung])
        for gate in sorted({*was.silent, *would.silent}):
            yield f"{self._say('silence')} ({self._gate(gate)})", str(was.silent[gate]), str(would.silent[gate])

    def _money(self, was: Told, would: Told) -> Iterator[Row]:
        columns = {name: (getattr(was, name), getattr(would, name)) for name in ("given", "expected", "kept", "full")}
        for name, (before, after) in columns.items():
            yield self._say(name, currency=self.currency), self._amount(before), self._amount(after)
        yield self._say("must_win"), self._share(was.must_win), self._share(would.must_win)

    def _change(self, change: Change) -> str:
        name = "change_why" if change.why else "change"
        was, would = self._saying(change.was), self._saying(change.would)
        why = self._reason(change.why) if change.why else ""
        return self._say(name, was=was, would=would, count=change.count, why=why)

    def _saying(self, saying: Saying) -> str:
        if saying.kind == "none":
            return self._say("silence")
        return self._say("offer", percent=saying.rung) if saying.rung else self._say(f"kind_{saying.kind}")

    def _guard(self, guard: Guard) -> str:
        numbers = {"was": self._number(guard.was), "would": self._number(guard.would)}
        name, state = self._say(f"guard_{guard.name}"), self._say(f"state_{guard.state}")
        if guard.limit is None:
            return self._say("guard", name=name, state=state, **numbers)
        return self._say("guard_limit", name=name, state=state, limit=self._number(guard.limit), **numbers)

    def _gate(self, gate: str) -> str:
        """Why nothing at all was said, where that is put otherwise than why one kind was not."""
        return self._say(f"gate_{gate}") if f"gate_{gate}" in self.words else self._reason(gate)

    def _reason(self, why: str) -> str:
        return self._say(f"why_{why}")

    def _say(self, name: str, /, **values: object) -> str:
        template: Mapping[str, str] = self.words.get(name, {})
        return template.get(self.language, name).format(**values)

    def _amount(self, amount: Decimal | None) -> str:
        return self._say("unknown") if amount is None else self._local(f"{amount:.2f}")

    def _share(self, share: float | None) -> str:
        return self._say("unknown") if share is None else self._local(f"{share:.2f}")

    def _number(self, value: float | None) -> str:
        return self._say("unknown") if value is None else self._local(f"{value:.3f}".rstrip("0").rstrip("."))

    def _local(self, number: str) -> str:
        return number.replace(".", ",") if self.language == "fr" else number
