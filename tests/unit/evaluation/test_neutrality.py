from __future__ import annotations

from bot.evaluation import neutrality


def test_margin_chooses_among_equals_and_never_leads_to_less() -> None:
    found = neutrality.run(seed=3, situations=400)
    assert found["offers"] > 200
    assert 0 < found["margin_chose"] < found["with_choice"] < 1
    assert (found["less_suitable"], found["dearer"], found["help_changed"]) == (0, 0, 0)


def test_the_same_seed_draws_the_same_situations() -> None:
    assert neutrality.run(seed=4, situations=50) == neutrality.run(seed=4, situations=50)
    assert neutrality.run(seed=4, situations=50) != neutrality.run(seed=5, situations=50)
