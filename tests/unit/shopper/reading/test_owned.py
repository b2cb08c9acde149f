"""What somebody has or does is no wish; what is looked for beside it is."""

from __future__ import annotations

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read

WATCHES, JACKETS, SOCKS, TRAIL = "Watches > GPS watches", "Clothing > Jackets", "Clothing > Socks", "Shoes > Trail"


@pytest.mark.parametrize(
    ("language", "text", "owned"),
    [
        ("fr", "il a déjà une montre GPS", (WATCHES,)),
        ("fr", "ma sœur possède une montre GPS", (WATCHES,)),
        ("fr", "nous avons déjà acheté plein de chaussettes", (SOCKS,)),
        ("en", "he's already got a GPS watch", (WATCHES,)),
        ("en", "she owns a nice jacket", (JACKETS,)),
        ("en", "he's got a GPS watch already", (WATCHES,)),
        ("en", "I already have trail shoes and socks", (TRAIL, SOCKS)),
    ],
)
def test_what_somebody_has_is_no_wish(known: Knowledge, language: str, text: str, owned: tuple[str, ...]) -> None:
    needs = read(text, Context(known, language)).needs
    assert needs.category is None
    assert set(needs.owned) == set(owned)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "avez-vous déjà des vestes ?"),
        ("en", "do you already have jackets?"),
        ("fr", "j'ai déjà une veste mais elle est usée"),
        ("en", "I already have a jacket, I want another"),
    ],
)
def test_a_question_to_the_shop_and_a_replacement_are_wishes(known: Knowledge, language: str, text: str) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.category, needs.owned) == (JACKETS, ())


def test_the_shelf_looked_at_is_left_when_one_is_had_and_taken_up_when_asked_for(known: Knowledge) -> None:
    gift = Needs(category=WATCHES, usage="marathon", for_whom="neveu")
    needs = read("il a déjà une montre GPS", Context(known, "fr", gift)).needs
    assert (needs.category, needs.usage, needs.owned, needs.for_whom) == (None, None, (WATCHES,), "neveu")
    again = read("en fait, montrez-moi une montre GPS", Context(known, "fr", needs)).needs
    assert (again.category, again.owned) == (WATCHES, ())


@pytest.mark.parametrize(
    ("language", "text", "category", "later"),
    [
        ("fr", "ma fille s'est mise au trail, je voudrais une montre GPS", WATCHES, ()),
        ("fr", "une montre GPS et des chaussettes, je commence le trail", WATCHES, (SOCKS,)),
        ("en", "my wife took up trail running, I'd like socks", SOCKS, ()),
        ("fr", "j'ai déjà des chaussures de trail, il me faut une veste", JACKETS, ()),
    ],
)
def test_the_thing_beside_a_pastime_is_the_wish(
    known: Knowledge, language: str, text: str, category: str, later: tuple[str, ...]
) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.category, needs.later) == (category, later)


def test_a_pastime_alone_leads_to_its_shelf(known: Knowledge) -> None:
    assert read("je commence le trail", Context(known, "fr")).needs.category == TRAIL
