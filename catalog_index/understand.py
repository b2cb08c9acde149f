"""From words to a structured query: category, brand, colour, size, gender, price… read against the catalogue's vocabulary."""

from __future__ import annotations

from catalog_index.query import Understood
from catalog_index.vocabulary import Vocabulary


def understand(text: str, language: str, vocabulary: Vocabulary) -> Understood:
    """Read `text` ("fr" or "en"). Never raises on any text; what is not understood stays in `rest`."""
    raise NotImplementedError
