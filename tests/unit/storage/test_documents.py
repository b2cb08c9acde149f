"""What a person may write as YAML: read with its lines, and refused early when reading it would cost too much."""

from __future__ import annotations

import time

import pytest

from bot.errors import InvalidInput
from bot.storage.documents import MOST_DEPTH, parse

PATIENCE = 1.0
"""CPU seconds; ten thousand brackets, read to their end, take twenty."""


@pytest.mark.parametrize(
    "text",
    ["\nholdout: " + "[" * 5000 + "]" * 5000, "\nholdout: " + "{a: " * 5000, "\n" + "? " * 5000, "\n" + "- " * 5000],
)
def test_brackets_within_brackets_are_refused_at_once_with_their_line(text: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidInput) as refused:
        parse(text)
    assert refused.value.extra["line"] == 2
    assert time.process_time() - began < PATIENCE


def test_a_document_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    assert parse("[" * MOST_DEPTH + "]" * MOST_DEPTH)[0] is not None
    with pytest.raises(InvalidInput):
        parse("[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1))


def test_lists_beside_each_other_are_not_within_each_other() -> None:
    data, lines = parse("".join(f"a{number}: [1]\n" for number in range(3 * MOST_DEPTH)))
    assert len(data) == 3 * MOST_DEPTH
    assert lines[f"a{MOST_DEPTH}.0"] == MOST_DEPTH + 1
