"""A kind that does harm is taken out of the policy by a version of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.storage.clock import SystemClock
from bot.storage.policies import PolicyDesk
from bot.storage.stores import open_stores

DEFAULT = """# ours
holdout: 0.3   # a large one
kinds: [reassurance, promotion]
facts: {}
"""


def test_a_stopped_kind_leaves_the_rest_of_the_policy_and_its_comments(tmp_path) -> None:
    stores = open_stores(f"sqlite:///{tmp_path}/shop.db", SystemClock())
    desk = PolicyDesk(stores.policies, DEFAULT)
    before = desk.current
    after = desk.stop("promotion", "harm stop")
    assert after.kinds == ("reassurance",)
    assert after.holdout == before.holdout
    assert "holdout: 0.3   # a large one" in desk.text()
    assert [version.author for version in stores.policies.history()] == ["harm stop"]
    assert set(desk.versions()) == {before.version, after.version}
    assert desk.stop("reassurance", "harm stop").kinds == ()
    assert [taken for _, taken in desk.steps()] == [("reassurance",), ("promotion",)]
    stores.database.engine.dispose()


def test_a_policy_put_in_force_holds_at_once_for_everyone_who_asks(tmp_path) -> None:
    stores = open_stores(f"sqlite:///{tmp_path}/shop.db", SystemClock())
    desk = PolicyDesk(stores.policies, DEFAULT)
    for budget in range(1, 25):
        assert desk.current is not None
        desk.put(f"monthly_budget: {budget}\n", "test")
        with ThreadPoolExecutor(8) as askers:
            told = [asked.result().monthly_budget for asked in [askers.submit(lambda: desk.current) for _ in range(8)]]
        assert told == [budget] * 8
    stores.database.engine.dispose()
