from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
import yaml
from moments import NOW, OPEN, SALT, at, logged

from bot.nudge.account import Account
from bot.nudge.guards import Guard, guards
from bot.nudge.situation import KINDS, Ledger, Why
from bot.nudge.telling import Told
from bot.nudge.trial import Change, Saying, Trial, tried

FOLDER = Path(__file__).parents[3] / "data" / "explanations"
WORDS = {
    name: texts
    for file in ("decisions.yml", "trial.yml")
    for name, texts in yaml.safe_load((FOLDER / file).read_text(encoding="utf-8")).items()
}


def everything() -> Trial:
    """A trial in which each kind, gate, reason, guard and state occurs."""
    was, would = Told(), Told()
    for kind in KINDS:
        was.said[kind] = 1
    would.rungs[10] = 3
    for gate in (*get_args(Why), "nothing_true_to_say"):
        would.silent[gate] = 2
    changes = [Change(Saying(kind), Saying("none"), why, 1, ()) for kind in KINDS for why in get_args(Why)]
    changes += [Change(Saying("promotion", 5), Saying("bundle"), "", 1, ())]
    found = guards(OPEN, OPEN, Told(), Told())
    states = [Guard(found[0].name, state, 1.5, None) for state in ("holds", "watch", "broken")]  # type: ignore[arg-type]
    return Trial("abc", 4, 1, was, would, tuple(changes), (*found, *states))


def lines(account: Account, trial: Trial) -> list[str]:
    rows = (cell for row in account.rows(trial) for cell in row)
    heads = (*account.head(trial, 7), *account.head(trial, 7, "2026-05-04"))
    return [*heads, *rows, *account.changes(trial), *account.guards(trial)]


class Strict(dict[str, dict[str, str]]):
    """Words of which one asked for must be there."""

    def get(self, name: str, default: object = None) -> dict[str, str]:  # type: ignore[override]
        return self[name]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_a_trial_can_say_has_its_words(language: str) -> None:
    told = lines(Account(Strict(WORDS), language, "EUR"), everything())
    assert [line for line in told if "_" in line or "{" in line] == []


def test_each_template_of_a_trial_is_in_both_languages() -> None:
    texts = yaml.safe_load((FOLDER / "trial.yml").read_text(encoding="utf-8"))
    assert {name: set(by) for name, by in texts.items() if set(by) != {"fr", "en"}} == {}


def test_numbers_are_set_as_the_language_sets_them() -> None:
    fr, en = (lines(Account(WORDS, language, "EUR"), everything()) for language in ("fr", "en"))
    assert any("1,5" in line for line in fr)
    assert not any("1.5" in line for line in fr)
    assert any("1.5" in line for line in en)


def test_a_log_without_decisions_says_so_alone() -> None:
    trial = tried([], {}, OPEN, OPEN, SALT)
    assert Account(WORDS, "en", "EUR").head(trial, 7) == (WORDS["nothing"]["en"],)


def test_a_trial_that_changes_nothing_says_so() -> None:
    entry = logged(1, at("undecided_words"), Ledger())
    trial = tried([entry], {OPEN.version: OPEN}, OPEN, OPEN, SALT)
    assert entry.at == NOW
    assert Account(WORDS, "fr", "EUR").changes(trial) == (WORDS["no_change"]["fr"],)


@pytest.mark.parametrize("gate", ["no_hesitation", "opted_out"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_silence_is_put_otherwise_than_a_kind_left_out(gate: str, language: str) -> None:
    would = Told()
    would.silent[gate] = 2
    rows = Account(WORDS, language, "EUR").rows(Trial("abc", 2, 0, Told(), would, (), ()))
    named = [name for name, _, count in rows if count == "2"]
    assert len(named) == 1
    assert WORDS[f"gate_{gate}"][language] in named[0]
    assert WORDS[f"why_{gate}"][language] not in named[0]
