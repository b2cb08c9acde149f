"""The rules of teaching: a sentence made safe, a file changed as text, conflicts seen, two models set side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.errors import InvalidInput
from bot.training import examples
from bot.training.comparison import Case, Guess, cases_of, compare
from bot.training.conflicts import NEAR, Corpus
from bot.training.doubt import doubt, heard
from bot.training.sentences import Sentence, cleaned, folded, likeness

FILE = """# Ours.
version: "3.1"

nlu:
  - intent: ask_delivery   # how it comes
    examples: |
      - is it posted?
      - when will it be here

  - intent: greet
    examples: |
      - hello
# The end.
"""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Ça arrive\n quand ? ", "Ça arrive quand ?"),
        ("/greet", "greet"),
        ("- - bonjour", "bonjour"),
        ("je veux [ça](prix) {x}", "je veux (ça)(prix) (x)"),
        ("une\u2028ligne\x00\x85deux", "une ligne deux"),
        ("c\\n", "c n"),
    ],
)
def test_a_sentence_becomes_one_line_that_means_nothing_to_rasa_but_its_words(said: str, kept: str) -> None:
    assert cleaned(said) == kept


@pytest.mark.parametrize(("said", "reason"), [("", "no_words"), ("?! …", "no_words"), ("a" * 301, "too_long")])
def test_what_teaches_nothing_is_refused(said: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cleaned(said)
    assert refused.value.extra["reason"] == reason


def test_accents_case_and_punctuation_do_not_make_another_sentence() -> None:
    assert folded("Ça ARRIVE… quand ?") == folded("ca arrive quand") == "ca arrive quand"
    assert likeness("Ça arrive quand ?", "ca arrive quand") == 1.0
    assert likeness("c'est quoi les délais", "c'est quoi vos délais") > NEAR
    assert likeness("c'est combien ?", "c'est combien la livraison ?") < NEAR


def test_an_example_is_added_at_the_end_of_its_intent_and_nothing_else_changes() -> None:
    after = examples.added(FILE, "ask_delivery", "how is it sent")
    assert after == FILE.replace("when will it be here\n", "when will it be here\n      - how is it sent\n")
    assert examples.added(after, "ask_delivery", "How is it SENT?") == after


def test_an_intent_without_a_block_gets_one_and_an_empty_file_a_header() -> None:
    after = examples.added(FILE, "thank", "cheers")
    assert after.startswith(FILE.rstrip("\n"))
    assert examples.as_blocks(after)["thank"] == ["cheers"]
    fresh = examples.added("", "thank", "cheers")
    assert YAML(typ="safe").load(fresh) == {"version": "3.1", "nlu": [{"intent": "thank", "examples": "- cheers\n"}]}


def test_an_example_taken_out_leaves_the_rest_and_the_last_one_leaves_no_file() -> None:
    added = examples.added(FILE, "greet", "hiya")
    assert examples.removed(added, "greet", "HIYA") == FILE
    assert examples.removed(FILE, "thank", "hello") == FILE
    only = examples.added("", "thank", "cheers")
    assert examples.removed(only, "thank", "cheers") == ""


def test_lookup_tables_and_synonyms_are_no_examples() -> None:
    text = FILE + "\n  - lookup: concepts\n    examples: |\n      - mud\n"
    assert [one.text for one in examples.read(text, "en")] == ["is it posted?", "when will it be here", "hello"]


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6))
def test_whatever_is_taught_a_yaml_reader_finds_it_as_it_was_written(said: list[str]) -> None:
    text, kept = "", []
    for one in said:
        try:
            sentence = cleaned(one)
        except InvalidInput:
            continue
        if folded(sentence) not in map(folded, kept):
            kept.append(sentence)
        text = examples.added(text, "thank", sentence)
    found = examples.from_yaml(YAML(typ="safe").load(text)["nlu"]) if text else {}
    assert found.get("thank", []) == kept


CORPUS = Corpus(
    [
        Sentence("when will it be here", "ask_delivery", "en"),
        Sentence("when will they be here?", "ask_availability", "en"),
        Sentence("hello", "greet", "en", own=True),
    ]
)


def test_the_same_or_nearly_the_same_sentence_under_another_intent_is_a_conflict() -> None:
    near = CORPUS.conflicts("When will it be here?", "order_status")
    assert [(one.sentence.intent, one.same) for one in near] == [("ask_delivery", True), ("ask_availability", False)]
    assert [one.sentence.intent for one in CORPUS.conflicts("when will it be here", "ask_delivery")] == [
        "ask_availability"
    ]
    assert CORPUS.conflicts("do you sell kites", "search_product") == []


def test_guesses_are_what_the_assistant_heard_then_the_neighbours() -> None:
    assert CORPUS.guesses("when will it be there", ["order_status"]) == [
        "order_status",
        "ask_delivery",
        "ask_availability",
    ]
    assert CORPUS.guesses("zorglub") == []
    assert CORPUS.known("HELLO!", "greet")
    assert not CORPUS.known("hello", "thank")


def words(intent: str, confidence: float, second: float = 0.0, **more: object) -> dict[str, object]:
    runner_up = {"intent": "greet", "confidence": second}
    return {"source": "words", "intent": intent, "confidence": confidence, "runner_up": runner_up, **more}


@pytest.mark.parametrize(
    ("understanding", "why"),
    [
        (words("nlu_fallback", 0.3), "not_understood"),
        (words("ask_price", 0.39), "unsure"),
        (words("ask_price", 0.55, 0.46), "torn"),
        (words("ask_price", 0.55, 0.44), None),
        (words("nlu_fallback", 0.3) | {"source": "quick_reply"}, None),
        ({"source": "words", "intent": "ask_price", "confidence": 1.0, "runner_up": None}, None),
    ],
)
def test_a_turn_is_doubted_when_it_was_not_understood_unsure_or_torn(
    understanding: dict[str, object], why: str | None
) -> None:
    assert doubt(understanding) == why


def test_what_was_heard_leaves_out_the_refusal_itself() -> None:
    assert heard(words("nlu_fallback", 0.3)) == ["greet"]
    assert heard(words("ask_price", 0.3)) == ["ask_price", "greet"]


def test_the_sheet_names_what_became_right_and_wrong_and_taught_sentences_apart() -> None:
    cases = [
        Case("a", "greet", "en"),
        Case("b", "thank", "en"),
        Case("c", "ask_human", "en", "protected"),
        Case("d", "deny", "en"),
        Case("e", "affirm", "en", "taught"),
    ]
    before = [Guess(one, 0.5) for one in ("thank", "thank", "ask_human", "greet", "greet")]
    after = [Guess(one, 0.7) for one in ("greet", "greet", "greet", "thank", "affirm")]
    sheet = compare(cases, before, after)
    assert (sheet.total, sheet.right_before, sheet.right_after) == (4, 2, 1)
    assert [one.text for one in sheet.newly_right] == ["a"]
    assert [one.text for one in sheet.newly_wrong] == ["b", "c"]
    assert [one.text for one in sheet.blocked_by] == ["c"]
    assert [(one.before, one.after) for one in sheet.taught] == [("greet", "affirm")]
    assert sheet.to_json()["blocked_by"][0]["kind"] == "protected"


def test_a_protected_sentence_that_was_wrong_before_blocks_nothing() -> None:
    case = [Case("c", "ask_human", "en", "protected")]
    assert compare(case, [Guess("greet", 1)], [Guess("thank", 1)]).blocked_by == ()


def test_a_sentence_counts_once_as_what_matters_most() -> None:
    held, kept, taught = (
        Case("Je la prends", "accept_product", "fr", kind) for kind in ("held_out", "protected", "taught")
    )
    assert [one.kind for one in cases_of([kept], [held], [])] == ["protected"]
    assert [one.kind for one in cases_of([kept], [held], [taught])] == ["taught"]
