"""The nudge rules beside what could be earned at all with what they see (`bot.evaluation.attainable`), and beside
someone who knows each person and keeps the rules (`bot.evaluation.foresight`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any

import numpy as np

from bot.errors import InvalidInput
from bot.evaluation.attainable import Models, Planned, by_our_rules, greedy, learn, walked, worth
from bot.evaluation.foresight import OWN, best_plan, spread_worth
from bot.evaluation.shares import Scene
from bot.evaluation.strangers import POOL, POOL_SEED, Crowd, kinds, weighed
from bot.nudge.hesitation import THRESHOLD

Progress = Callable[[str], None]
LEARNT_AT, JUDGED_AT = 700, 800
"""First seeds of the shoppers learnt from and of those judged on: none of them is in both."""
CROWD = 4_000
"""Visits per draw; each draw is another shop."""
JUDGED = 2
"""Draws judged on."""
ANY_SIGN = 1
GATES = (("any sign", ANY_SIGN), ("hesitating", THRESHOLD))
"""From how many tenths of hesitation on something may be said."""
KNOWN = 1_500
"""Visitors for whom every plan is tried: two minutes of processor a world."""
ORACLE_LUCKS = 4
"""Draws of luck that the whole is averaged over: on one alone it is off by a tenth."""
Z = 1.96


def run(
    found: Sequence[Scene], own: Sequence[str], visits: int, progress: Progress = lambda done: None
) -> dict[str, Any]:
    """The worlds named in `own`, each under our rules and under rules learnt in it alone from `visits` visits: one that
    may speak on any sign, one only when the shopper counts as hesitating. With none named, every world, under our rules
    and one rule learnt from them all. Raises InvalidInput for a name that is no world.
    """
    named = {scene.name: scene for scene in found}
    if unknown := sorted(set(own) - named.keys()):
        raise InvalidInput(f"no such world: {', '.join(unknown)}")
    measured = {}
    pooled = {} if own else {"one for all": (learn(_crowds(found, visits), ANY_SIGN), ANY_SIGN)}
    for name in own or named:
        measured[name] = _judged(named[name], pooled or _own(named[name], visits))
        progress(name)
    return _named({"what": "nudges-attainable", "visits": visits, "judged": JUDGED * CROWD, "worlds": measured})


def foreseen(found: Sequence[Scene], visits: int = KNOWN, progress: Progress = lambda done: None) -> dict[str, Any]:
    """Every world under our rules, and under someone who keeps them and sees what is to come, from any sign on or only
    when the shopper counts as hesitating: who knows each person, and (in worlds of kinds) who knows the signs alone.
    Each as [with other luck or the true persons, with what the plans were chosen on], the truth between.
    """
    measured = {}
    for scene in found:
        measured[scene.name] = _foreseen(scene, visits)
        progress(scene.name)
    return _named({"what": "nudges-foreseen", "judged": visits, "worlds": measured})


def _foreseen(scene: Scene, visits: int) -> dict[str, Any]:
    people = scene.people(visits, JUDGED_AT)
    whole = _whole(scene, people)
    silence = [np.zeros(people.n, np.int64)] * len(people.sig)
    silent, silent_own = spread_worth(scene, people, silence), spread_worth(scene, people, silence, OWN)
    ruled = spread_worth(scene, people, walked(people, by_our_rules(people)))
    row: dict[str, Any] = {"attainable": round(1000 * whole, 1), "rules": _share(ruled - silent, whole)}
    for label, least in GATES:
        best = best_plan(scene, people, least)
        other = spread_worth(scene, people, best.plan)
        row[label] = [_share(other - silent, whole), _share(best.own - silent_own, whole)]
    return row if kinds(people) is None else row | {"signs": _signs(scene, people, silent, whole)}


def _whole(scene: Scene, people: Any) -> float:
    """What someone gains a visit who knows each person and keeps no ladder; over several lucks."""
    gains = []
    for luck in range(ORACLE_LUCKS):
        scene.relive(people, np.random.default_rng([200 + luck, 31]))
        alone = scene.play(people, None).profit
        gains.append(float((scene.attainable(people, JUDGED_AT).profit - alone).mean()))
    return fmean(gains)


def _signs(scene: Scene, people: Any, silent: Any, whole: float) -> dict[str, Any]:
    """By gate: the share, and (with its interval) how many times what our rules earn it is, at most."""
    found = weighed(scene, people, [least for _, least in GATES], Crowd.of(scene.people(POOL, POOL_SEED)))
    row = {}
    for label, least in GATES:
        best = found.best[least]
        more = best.earned - found.silent
        true = spread_worth(scene, people, best.plan) - silent
        row[label] = {
            "share": [_share(true, whole), _share(more, whole)],
            "times": _times(more, found.ruled - found.silent),
        }
    return row


def _times(more: Any, ruled: Any) -> list[float]:
    """[ratio of the means, low, high]: visitor by visitor both meet the same persons and luck."""
    ratio = float(more.mean() / ruled.mean())
    half = Z * float((more - ratio * ruled).std()) / (math.sqrt(len(more)) * abs(float(ruled.mean())))
    return [round(value, 3) for value in (ratio, ratio - half, ratio + half)]


def _share(more: Any, whole: float) -> float:
    return round(100 * float(more.mean()) / whole, 1)


def _named(result: dict[str, Any]) -> dict[str, Any]:
    sha = hashlib.sha256(repr(sorted(result["worlds"].items())).encode()).hexdigest()[:12]
    return result | {"data_sha": sha}


def _own(scene: Scene, visits: int) -> dict[str, tuple[Models, int]]:
    """Rules that know the world they are judged in."""
    return {label: (learn(_crowds([scene], visits), least), least) for label, least in GATES}


def _crowds(found: Sequence[Scene], visits: int) -> list[tuple[Scene, Any]]:
    """`visits` shoppers in all, evenly of the worlds, in several draws."""
    each = max(1, round(visits / len(found) / CROWD))
    size = round(visits / len(found) / each)
    return [(scene, scene.people(size, LEARNT_AT + draw)) for scene in found for draw in range(each)]


def _judged(scene: Scene, learnt: Mapping[str, tuple[Models, int]]) -> dict[str, Any]:
    rows: dict[str, list[dict[str, float]]] = {}
    best = []
    for seed in range(JUDGED_AT, JUDGED_AT + JUDGED):
        people = scene.people(CROWD, seed)
        alone = scene.play(people, None)
        knowing = scene.attainable(people, seed)
        best.append(_money(knowing, alone) | {"gain": 1000 * float((knowing.profit - alone.profit).mean())})
        plans = {"rules": walked(people, by_our_rules(people))}
        plans |= {label: walked(people, greedy(models), least) for label, (models, least) in learnt.items()}
        for label, plan in plans.items():
            outcome = scene.play(people, Planned(plan))
            rows.setdefault(label, []).append(_money(outcome, alone))
        for label, plan in plans.items():  # the luck is another from here on
            silent = worth(scene, people, [plan[0] * 0 for _ in plan])
            rows[label][-1]["gain"] = 1000 * float((worth(scene, people, plan) - silent).mean())
    whole = fmean(row["gain"] for row in best)
    summary = {label: _summary(told, whole) for label, told in rows.items()}
    return {"attainable": round(whole, 1), "who knows": _summary(best, whole), **summary}


def _money(outcome: Any, alone: Any) -> dict[str, float]:
    """Per 1,000 visits: given away, and given to who bought without; suggestions a visit."""
    given, wasted = float(outcome.given.mean()), float((outcome.given * alone.bought).mean())
    return {"given": 1000 * given, "wasted": 1000 * wasted, "nudges": float(outcome.shown.mean())}


def _summary(rows: Sequence[Mapping[str, float]], whole: float) -> dict[str, float]:
    mean = {key: fmean(row[key] for row in rows) for key in rows[0]}
    waste = 100 * mean["wasted"] / mean["given"] if mean["given"] else 0.0
    return {
        "share": round(100 * mean["gain"] / whole, 1),
        "gain": round(mean["gain"], 1),
        "given": round(mean["given"], 1),
        "waste": round(waste, 1),
        "nudges": round(mean["nudges"], 2),
    }


def foreseen_table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    lines = [
        f"{result['judged']} visits a world; share % of what is attainable at all",
        "",
        f"{'':<28}{'rules':>8}{'knows all, hesitating':>24}{'knows all, any sign':>24}",
    ]
    for name, row in result["worlds"].items():
        lowest, highest = (f"{row[gate][0]:.1f} to {row[gate][1]:.1f}" for gate in ("hesitating", "any sign"))
        lines.append(f"{name:<28}{row['rules']:>8.1f}{lowest:>24}{highest:>24}")
    lines += ["", "who knows the signs to come, not the person: times what the rules earn, at most"]
    for name, row in result["worlds"].items():
        if "signs" in row:
            told = (row["signs"][gate]["times"] for gate in ("hesitating", "any sign"))
            lines.append(
                f"{name:<36}" + "".join(f"{f'{r:.2f} ({low:.2f} to {high:.2f})':>24}" for r, low, high in told)
            )
    return "\n".join(lines)


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    lines = [f"learnt from {result['visits']} visits, judged on {result['judged']} others", ""]
    for name, world in result["worlds"].items():
        lines.append(f"{name}: {world['attainable']} to be had by someone who knows the person")
        for label, row in world.items():
            if isinstance(row, Mapping):
                told = f"share {row['share']:>6.1f}  waste {row['waste']:>5.1f}  nudges {row['nudges']:.2f}"
                lines.append(f"  {label:<14}{told}")
    return "\n".join(lines)
