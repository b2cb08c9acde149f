"""A sheet that lists several values in one detail ("Gym, Yoga") has each of them."""

from __future__ import annotations

import pytest
from sheets import sheets

from bot.advice.advice import AdviceBook, Condition
from bot.advice.advisor import Advisor, Wish
from bot.advice.suitability import met_needs
from bot.shopper.needs import Needs
from catalog_index.index import CatalogueIndex

BAGS = """
Alma|Bags|30|Activity=School, Yoga;Strap=Single
Brio|Bags|40|Activity=Gym, School;Strap=Single
Cove|Bags|50|Activity=Gym;Strap=Double
Dune|Bags|60|Activity=Yoga, Gym;Strap=Double
Elba|Bags|70|Activity=School;Strap=Double
Faro|Bags|80|Activity=Gym, Yoga;Strap=Single
"""


@pytest.fixture(scope="module")
def bags() -> CatalogueIndex:
    return sheets(BAGS)


def test_each_value_is_offered_once(bags: CatalogueIndex) -> None:
    advisor, needs = Advisor(AdviceBook()), Needs(category="Bags", budget_max=None, open=("budget",))
    found = advisor.look(Wish(needs), bags)
    question = advisor.again("feature:Activity", needs, {}, found, bags)
    assert question is not None
    assert {option.value for option in question.options} == {"School", "Yoga", "Gym"}


def test_the_value_asked_for_is_the_reason(bags: CatalogueIndex) -> None:
    alma = bags.product("Alma")
    assert alma is not None
    (reason,) = met_needs(alma, Needs(features=("Yoga",)))
    assert reason.params["value"] == {"fr": "yoga", "en": "yoga"}
    assert Condition("Activity", ("yoga",)).holds(alma)
    assert not met_needs(alma, Needs(features=("Gym",)))


def test_a_yes_or_no_with_an_odd_value_among_them_is_asked_as_such() -> None:
    table = "\n".join(f"Bag {n}|Bags|{30 + n}|New={new}" for n, new in enumerate(["Yes", "No", "1", "No", "Yes", "No"]))
    advisor, needs = Advisor(AdviceBook()), Needs(category="Bags")
    shop = sheets(table)
    question = advisor.again("feature:New", needs, {}, advisor.look(Wish(needs), shop), shop)
    assert question is not None
    assert [option.value for option in question.options] == ["Yes"]
