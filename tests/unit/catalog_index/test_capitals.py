"""A catalogue's name within a sentence."""

from __future__ import annotations

import pytest

from catalog_index.text import uncapitalised

WITHIN = [
    ("Weight", "weight"),
    ("Étanche", "étanche"),
    ("À l’eau", "à l’eau"),
    ("L’équilibre", "l’équilibre"),
    ("A pair", "a pair"),
    ("GPS", "GPS"),
    ("USB-C cable", "USB-C cable"),
    ("T-shirt", "T-shirt"),
    ("V8", "V8"),
    ("C", "C"),
    ("R&D", "R&D"),
    ("ÉTÉ", "ÉTÉ"),
    ("I run", "I run"),
    ("I’m", "I’m"),
    ("Indoor", "indoor"),
    ("240 g", "240 g"),
    ("déjà", "déjà"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "within"), WITHIN)
def test_a_name_loses_its_capital_unless_it_is_its_own(name: str, within: str) -> None:
    assert uncapitalised(name) == within
