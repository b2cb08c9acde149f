"""The catalogue doctor on a small home: what shoppers could not find, what is proposed, and what publishing does."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.advice.advice import AdviceBook, parse_advice
from bot.advice.coverage import missing_attributes
from bot.errors import Conflict, InvalidInput, NotFound
from bot.settings import Settings
from bot.shopper.entry import Conversation, Draft, Kind
from bot.storage.synonyms import add_synonyms, read_synonyms
from bot.web.doctor import report
from bot.web.doctor.report import as_json, as_page
from bot.wiring import diagnose, import_rows, name_of, open_catalogue, publish_synonym, read_knowledge
from bot.wiring.stores import stores_of
from catalog_index.doctor.failing import Saying, failing
from catalog_index.doctor.gaps import gaps
from catalog_index.doctor.proof import Bench
from catalog_index.doctor.regression import cases
from catalog_index.encoder import HASHING, HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import LocalText, Money, Product

SHIPPED = Path(report.__file__).with_name("words")
KINDS = (
    ("Rain jacket", "Veste de pluie", "Jackets"),
    ("Mug", "Tasse", "Mugs"),
    ("Wool scarf", "Écharpe en laine", "Scarves"),
)
COLORS = (("Blue", "Bleu"), ("Red", "Rouge"), ("Green", "Vert"), ("Black", "Noir"))


def shelf() -> list[Product]:
    """Twelve products of three categories in four colours, in both languages."""
    return [
        Product(
            id=f"{path}-{english}",
            title=f"{kind} {english}",
            price=Money(Decimal(20), "EUR"),
            product_type=path,
            color=english,
            brand="Northgrain",
            texts={"fr": LocalText(title=f"{sort} {french}", color=french, product_type=sort)},
        )
        for kind, sort, path in KINDS
        for english, french in COLORS
    ]


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    return CatalogueIndex.build(shelf(), HashingEncoder())


def said(*texts: str, language: str = "fr", searched: bool = True) -> list[Saying]:
    return [Saying(text, language, str(n), searched) for n, text in enumerate(texts)]


def test_words_that_found_nothing_are_counted_by_conversation_the_most_said_first(index: CatalogueIndex) -> None:
    sayings = [
        *said("un zorglub rouge", "zorglub", "parapluvieux", "veste de pluie bleue"),
        Saying("zorglub", "fr", "0"),
    ]
    found = [(f.word, f.said_by) for f in failing(index, sayings)]
    assert found == [("zorglub", 2), ("parapluvieux", 1)]


def test_two_words_said_alone_that_find_nothing_are_one_wish(index: CatalogueIndex) -> None:
    said = [Saying("zorblat quimper", "en", "a"), Saying("zorblat quimper", "en", "b"), Saying("zorblat", "en", "c")]
    assert [(w.word, w.said_by) for w in failing(index, said)] == [("zorblat quimper", 2), ("zorblat", 1)]
    of_a_sentence = [Saying("zorblat and quimper for my wall", "en", "a"), Saying("zorblat mug", "en", "b")]
    assert {(w.word, w.said_by) for w in failing(index, of_a_sentence)} == {("zorblat", 2), ("quimper", 1)}


def test_two_words_that_find_something_together_have_found_it(index: CatalogueIndex) -> None:
    taught = index.with_synonyms({}, [["zorblat quimper", "Mugs"]])
    assert failing(taught, said("zorblat quimper", "zorblat d’quimper")) == []
    assert [f.word for f in failing(taught, said("quimper"))] == ["quimper"]


def test_a_word_is_shown_as_most_shoppers_write_it(index: CatalogueIndex) -> None:
    (found,) = failing(index, said("Zôrbé", "zôrbé", "zorbe"))
    assert (found.word, found.written, found.said_by) == ("zorbe", "zôrbé", 3)


def test_everyday_words_count_in_the_search_box_alone(index: CatalogueIndex) -> None:
    assert failing(index, said("bonjour, le magasin est ouvert demain", searched=False)) == []


def test_every_case_of_the_regression_is_answered_by_the_catalogue_itself(index: CatalogueIndex) -> None:
    found = cases(index)
    assert {case.language for case in found} == {"fr", "en"}
    assert all(case.right <= {p.group for p in index.products} for case in found)
    assert next(c for c in found if c.query == "Mugs Northgrain").right == {f"Mugs-{english}" for english, _ in COLORS}
    assert found == cases(CatalogueIndex.build(reversed(shelf()), HashingEncoder()))


def test_a_word_that_products_say_after_a_correction_or_a_join_has_found_something(index: CatalogueIndex) -> None:
    found = failing(index, said("jacqet", "scarff", "north grain", "zorglub grain", language="en"))
    assert {f.word for f in found} == {"zorglub grain"}


def test_a_synonym_that_takes_away_what_its_word_found_is_worse(index: CatalogueIndex) -> None:
    bench = Bench(index, (), {}, ())
    taken = bench.proof(("wool", "mugs"), "en", ())
    given = bench.proof(("zorglub", "mugs"), "en", ())
    assert not taken.harmless
    assert "wool" in taken.change.worst
    assert given.harmless


def test_a_word_written_another_way_is_proposed_with_its_proof(index: CatalogueIndex) -> None:
    words = failing(index, said("kway"))
    (proposal,) = Bench(index, cases(index), {}, ()).proposals(words)
    assert (proposal.group, proposal.candidate.how) == (("kway", "k-way"), "spelling")
    assert proposal.proof.now_found == ("kway",)
    assert {title.split()[0] for title in proposal.proof.shows} == {"Veste"}
    assert (proposal.proof.change.worse, proposal.proof.harmless) == (0, True)


def test_a_synonym_that_spoils_searches_is_seen_to(index: CatalogueIndex) -> None:
    """« tasse » is what mugs are called; made a name of jackets it takes their searches away."""
    proof = Bench(index, cases(index), {}, ()).proof(("northgrain", "Jackets"), "fr", [])
    assert proof.change.worse > 0
    assert not proof.harmless
    assert proof.change.mean_after < proof.change.mean_before


def test_what_products_leave_out_is_counted_with_examples() -> None:
    one, two, *rest = shelf()
    sized = [replace(p, size="M") for p in rest if p.product_type == "Jackets"]
    products = [replace(one, cost_of_goods_sold=Money(Decimal(5), "EUR"), quantity=3), replace(two, texts={}), *sized]
    found = {gap.kind: (gap.missing, gap.total, gap.examples) for gap in gaps(products)}
    assert found["cost_of_goods_sold"] == (3, 4, ("Jackets-Red", "Jackets-Green", "Jackets-Black"))
    assert found["title_fr"] == (1, 4, ("Jackets-Red",))
    assert found["size"] == (2, 4, ("Jackets-Blue", "Jackets-Red"))
    assert "title_en" not in found


def test_attributes_that_the_advisers_questions_need_are_named() -> None:
    bears = [
        {"attribute": "Waterproofing", "is": ["High"], "force": "must"},
        {"attribute": "color", "is": ["red"], "force": "avoid"},
    ]
    texts = {"fr": "Sous quelle pluie ?", "en": "What rain?"}
    question = {"ask": "usage", "text": texts, "answers": [{"id": "storm", "title": texts, "bears": bears}]}
    book = AdviceBook([parse_advice({"applies_to": ["Jackets"], "questions": [question]})])
    (found,) = missing_attributes(book, shelf())
    assert (found.category, found.attribute, found.asks, found.values) == (
        "Jackets",
        "Waterproofing",
        ("usage",),
        ("high",),
    )
    assert (found.missing, found.total) == (4, 4)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where four shoppers said things, one of them to the assistant."""
    folder = tmp_path_factory.mktemp("doctored")
    settings = Settings(home=folder, encoder=HASHING)
    import_rows(settings, shelf(), True)
    with stores_of(settings) as stores:

        def visit(name: str, *drafts: tuple[Kind, dict[str, Any]]) -> None:
            stores.conversations.add(Conversation(name, name * 8, "fr", datetime.now(timezone.utc)))
            stores.log.append(name, [Draft(kind, data) for kind, data in drafts])

        visit("a", ("page_event", {"name": "search", "query": "kway"}))
        visit("b", ("page_event", {"name": "search", "query": "zorglub"}))
        visit("c", ("understanding", {"language": "fr", "source": "words", "search": "kway jaune"}))
        visit("d", ("page_event", {"name": "search", "query": "veste de pluie"}))
    return folder


@pytest.fixture
def home(stocked: Path, tmp_path: Path) -> Settings:
    shutil.copytree(stocked, tmp_path / "home")
    return Settings(home=tmp_path / "home", encoder=HASHING)


def test_a_published_proposal_is_live_at_once_and_is_not_proposed_again(home: Settings) -> None:
    catalogue = open_catalogue(home, read_knowledge(home))
    assert catalogue.current.find("kway", "fr")[1].total == 0
    before = diagnose(home)
    assert [(f.word, f.said_by) for f in before.failing] == [("kway", 2), ("zorglub", 1)]
    assert [word.word for word in before.unanswered] == ["zorglub"]
    publish_synonym(home, name_of(before.proposals[0]))
    assert catalogue.refresh()
    assert catalogue.current.find("kway", "fr")[1].total == 4
    assert not catalogue.refresh()
    after = diagnose(home)
    assert ([f.word for f in after.failing], after.proposals) == (["zorglub"], ())


def test_a_synonym_of_ones_own_is_proven_first(home: Settings) -> None:
    with pytest.raises(Conflict, match="would get worse"):
        publish_synonym(home, "northgrain=Jackets")
    with pytest.raises(Conflict, match="would find nothing"):
        publish_synonym(home, "zorglub=blurp")
    with pytest.raises(Conflict, match="finds the same"):
        publish_synonym(home, "mug=jackets")  # each is a name of its own: neither would bring the other
    assert read_synonyms(home.home / "synonyms.yml") == ()
    publish_synonym(home, "northgrain=Jackets", force=True)
    assert read_synonyms(home.home / "synonyms.yml") == (("northgrain", "Jackets"),)
    with pytest.raises(Conflict, match="already"):
        publish_synonym(home, "northgrain=Jackets", force=True)


@pytest.mark.parametrize(("proposal", "error"), [("abcdef", NotFound), ("=x", InvalidInput), ("Mug=mug", InvalidInput)])
def test_what_is_no_proposal_is_refused(home: Settings, proposal: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        publish_synonym(home, proposal)


def test_synonyms_that_cannot_be_read_leave_those_in_force(home: Settings) -> None:
    file = home.home / "synonyms.yml"
    add_synonyms(file, ("zorglub", "Mugs"))
    catalogue = open_catalogue(home, read_knowledge(home))
    file.write_text("- [zorglub, Scarves\n")
    assert not catalogue.refresh()
    assert catalogue.current.find("zorglub", "fr")[1].hits[0].product.product_type == "Mugs"


def test_adding_keeps_comments_and_order(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.yml"
    file.write_text("# ours\n- [b, a] # why\n\n- [d, c]", encoding="utf-8")
    assert add_synonyms(file, ("été", "l'an: neuf"))
    assert file.read_text(encoding="utf-8") == '# ours\n- [b, a] # why\n\n- [d, c]\n- ["été", "l\'an: neuf"]\n'
    assert read_synonyms(file) == (("b", "a"), ("d", "c"), ("été", "l'an: neuf"))
    assert not add_synonyms(file, ("b", "a"))


@pytest.mark.parametrize("text", ["[[a, b]]\n", "- foo\n", "x: y\n", "- [a\n", "- [a, {b: c}]\n"])
def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "synonyms.yml"
    file.write_text(text)
    with pytest.raises(InvalidInput):
        add_synonyms(file, ("k", "l"))
    assert file.read_text() == text


def test_the_page_stands_alone_in_both_languages_and_shows_no_markup_of_a_shopper(home: Settings) -> None:
    found = diagnose(home)
    hostile = replace(found.failing[0], written="<script>alert(1)</script>")
    page = as_page(
        replace(found, failing=(hostile,), proposals=()), "Foulée", "fr", datetime(2026, 6, 1, tzinfo=timezone.utc)
    )
    assert "<script" not in page
    assert page.count('lang="fr"') == page.count('lang="en"') + 1
    assert "http" not in page
    assert json.loads(json.dumps(as_json(found)))["proposals"][0]["name"] == name_of(found.proposals[0])


@pytest.mark.parametrize(
    ("count", "forms"),
    [(0, {"fr": "one", "en": "other"}), (1, {"fr": "one", "en": "one"}), (2, {"fr": "other", "en": "other"})],
)
def test_the_page_counts_as_each_language_does(home: Settings, count: int, forms: dict[str, str]) -> None:
    found = diagnose(home)
    page = as_page(
        replace(found, failing=found.failing[:1] * count), "Foulée", "fr", datetime(2026, 6, 1, tzinfo=timezone.utc)
    )
    for language, form in forms.items():
        texts = yaml.safe_load((SHIPPED / f"{language}.yml").read_text(encoding="utf-8"))["tiles"]["failing"]
        assert f'<b>{count}</b><span lang="fr">' in page
        assert f'<span lang="{language}">{texts[form]}</span>' in page


def test_a_commands_option_is_not_broken_in_two(home: Settings) -> None:
    page = as_page(diagnose(home), "Foulée", "fr", datetime(2026, 6, 1, tzinfo=timezone.utc))
    assert page.count('<span class="option">--force</span>') == page.count("--force") == 2


def test_of_a_shop_that_nobody_has_searched_nothing_is_praised(home: Settings) -> None:
    found = diagnose(home)
    now, words = datetime(2026, 6, 1, tzinfo=timezone.utc), SHIPPED / "en.yml"
    all_found = yaml.safe_load(words.read_text(encoding="utf-8"))["failing"]["none"]
    searched = replace(found, failing=(), proposals=())
    assert all_found in as_page(searched, "Foulée", "en", now)
    assert all_found not in as_page(replace(searched, sayings=0), "Foulée", "en", now)
