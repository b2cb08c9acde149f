"""A policy tried before it is published: what it would have said at the moments of the log, beside what was said. Pure,
and without any effect.

Both sides meet the same moments with the same luck (`luck_of`), so a policy tried on its own log changes nothing, and
every change is the document's doing. As long as the tried policy agrees with what was said to a visitor, it is given
the ledger of the log; from the first difference on it remembers its own suggestions. What shoppers would then have
done is not known, and not guessed: evidence, refusals and orders stay those of the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bot.nudge.guards import Guard, guards
from bot.nudge.policy import Policy, decide
from bot.nudge.replay import inputs_of
from bot.nudge.situation import Decision, Ledger, Shown, Situation, plain
from bot.nudge.telling import Told, Usage
from bot.shopper.entry import Entry

EXAMPLES = 5
"""Decisions named per sort of change: enough to open a few, too few to be read as a list of people."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What was said at a moment: `kind` "none" for silence, `rung` the percent of a promotion."""

    kind: str
    rung: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    conversation_id: str
    entry_id: int
    decision_id: str


@dataclass(frozen=True, slots=True)
class Change:
    """`count` moments at which `was` becomes `would`. `why`: the gate that now closes, or why what was said is now
    refused; "" where something else is said instead.
    """

    was: Saying
    would: Saying
    why: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """`decisions` of the log were decided again, `unread` could not be (their inputs or their policy are gone).

    `was` under the policy of the time, `would` under the tried one, `version`; `changes`, most frequent first, are of
    what a shopper would see: one silence for another reason is none.
    """

    version: str
    decisions: int
    unread: int
    was: Told
    would: Told
    changes: tuple[Change, ...]
    guards: tuple[Guard, ...]

    @property
    def changed(self) -> int:
        return sum(change.count for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """Money as text, shares as numbers; without product costs."""
        return {
            "version": self.version,
            "decisions": self.decisions,
            "changed": self.changed,
            "unread": self.unread,
            "was": self.was.to_json(),
            "would": self.would.to_json(),
            "changes": [plain(change) for change in self.changes],
            "guards": [plain(guard) for guard in self.guards],
        }


def tried(
    entries: Iterable[Entry],
    policies: Mapping[str, Policy],
    current: Policy,
    policy: Policy,
    salt: bytes,
    usage: Usage | None = None,
) -> Trial:
    """Try `policy` on the logged decisions `entries`, oldest first.

    `policies`: those of the time, by version; `current`: the one in force, which the guards compare with; `usage`: how
    often offers were used at this shop, for the expected cost. Raises InvalidInput for inputs that can't be read.
    """
    rehearsal = _Rehearsal(policy, salt, Told(usage or Usage()), Told(usage or Usage()))
    decisions = unread = 0
    for entry in entries:
        inputs = inputs_of(entry)
        known = policies.get(str(entry.data.get("policy_version")))
        if inputs is None or known is None:
            unread += 1
        else:
            decisions += 1
            rehearsal.play(entry, *inputs, known)
    found = guards(current, policy, rehearsal.was, rehearsal.would)
    return Trial(policy.version, decisions, unread, rehearsal.was, rehearsal.would, rehearsal.sorted(), found)


@dataclass(slots=True)
class _Visitor:
    """What the tried policy remembers of one. `rung`: reached before the first difference, then by its own offers."""

    apart: bool = False
    rung: int = 0
    said: dict[str, list[tuple[Decision, bool]]] = field(default_factory=dict)
    """Visit -> its suggestions, each with whether the same was said in truth."""
    began: dict[str, tuple[Shown, ...]] = field(default_factory=dict)
    """Visit -> what was shown before its first decision here: a trial may begin in the middle of a visit."""


@dataclass(slots=True)
class _Rehearsal:
    policy: Policy
    salt: bytes
    was: Told
    would: Told
    visitors: dict[str, _Visitor] = field(default_factory=dict)
    changes: dict[tuple[Saying, Saying, str], list[Example]] = field(default_factory=dict)
    counts: Counter[tuple[Saying, Saying, str]] = field(default_factory=Counter)

    def play(self, entry: Entry, situation: Situation, logged: Ledger, known: Policy) -> None:
        """One moment, on both sides."""
        was = decide(situation, logged, known, self.salt)
        visitor = self.visitors.setdefault(situation.subject, _Visitor())
        visitor.began.setdefault(situation.visit, logged.shown)
        ledger = replace(_ledger(visitor, logged, situation.visit), budget_left=self._budget(logged, known, situation))
        would = decide(_under(situation, self.policy, known), ledger, self.policy, self.salt, luck_of=known)
        self.was.add(was, situation)
        self.would.add(would, situation)
        if was.action != would.action:
            self._differs(entry, was, would)
            visitor.rung = visitor.rung if visitor.apart else logged.rung
            visitor.apart = True
        if would.speaks:
            visitor.said.setdefault(situation.visit, []).append((would, was.action == would.action))
            visitor.rung = max(visitor.rung, would.action.rung)

    def sorted(self) -> tuple[Change, ...]:
        """The changes, most frequent first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], str(item[0])))
        return tuple(Change(*key, count, tuple(self.changes[key])) for key, count in ordered)

    def _differs(self, entry: Entry, was: Decision, would: Decision) -> None:
        key = (_saying(was), _saying(would), _why(was, would))
        self.counts[key] += 1
        examples = self.changes.setdefault(key, [])
        if len(examples) < EXAMPLES:
            examples.append(Example(entry.conversation_id, entry.id, str(entry.data.get("decision_id"))))

    def _budget(self, logged: Ledger, known: Policy, situation: Situation) -> Decimal | None:
        """What the tried policy could still give this month: less what was really used and promised, where the policy
        of the time counted it, else less its own offers, as if all were used.
        """
        budget = self.policy.monthly_budget
        if budget == known.monthly_budget:
            return logged.budget_left
        if budget is None:
            return None
        if known.monthly_budget is not None and logged.budget_left is not None:
            return max(budget - (known.monthly_budget - logged.budget_left), Decimal(0))
        return max(budget - self.would.given_in(situation.at), Decimal(0))


def _under(situation: Situation, policy: Policy, known: Policy) -> Situation:
    """The situation with what the tried policy itself says of it: its threshold, and of the facts only those it allows.

    A fact that only the tried policy allows was not looked at then, and is not invented now.
    """
    if policy.free_shipping_from != known.free_shipping_from:
        situation = replace(situation, shipping_threshold=policy.free_shipping_from)
    if policy.facts == known.facts or not policy.facts:
        return situation
    return replace(situation, facts=tuple(fact for fact in situation.facts if fact.key in policy.facts))


def _ledger(visitor: _Visitor, logged: Ledger, visit: str) -> Ledger:
    """The log's ledger until the first difference, then with the tried policy's own suggestions and rung."""
    if not visitor.apart:
        return logged
    own = [_shown(decision, agreed, logged) for decision, agreed in visitor.said.get(visit, [])]
    shown = (*visitor.began[visit], *(one for one in own if one is not None))
    return replace(logged, shown=shown, rung=visitor.rung)


def _shown(decision: Decision, agreed: bool, logged: Ledger) -> Shown | None:
    """When a suggestion stood before the shopper: as logged, if the same was said; None if it never did."""
    if not agreed:
        return Shown(decision.action.kind, decision.at)
    return next((one for one in logged.shown if one.kind == decision.action.kind and one.at >= decision.at), None)


def _saying(decision: Decision) -> Saying:
    return Saying(decision.action.kind, decision.action.rung)


def _why(was: Decision, would: Decision) -> str:
    """Why what was said is said no more: the gate, or the refusal of its kind; "" where another thing outweighs it."""
    if would.gate is not None:
        return would.gate
    return next((refusal.why for refusal in would.refused if refusal.kind == was.action.kind), "")
