"""What one catalogue version holds besides its vectors, made once and kept beside its products.

What is computed from all of them (columns, vocabulary, words) is stored
with the fingerprint of the code and the words it was computed with, and computed again when that changed. What is
stored is numbers and JSON: reading it runs nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index import glossary, ledger, serial
from catalog_index.documents import lexical_terms, sentence
from catalog_index.filters import Columns
from catalog_index.inventory import Inventory
from catalog_index.keys import Groups
from catalog_index.ledger import NEW, NOTHING, Ledger, Rows
from catalog_index.lexical import Lexical
from catalog_index.lexicon import lexicon
from catalog_index.product import Product
from catalog_index.store import Reader, Writer
from catalog_index.stored import StoredProducts
from catalog_index.vocabulary import ExtraWords, Synonyms, Vocabulary

LEXICAL, COMPUTED = "lexical", "computed"
_log = logging.getLogger(__name__)


Computed = tuple[Columns, Groups, Vocabulary, Inventory, Ledger]


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows are products, in the catalogue's order; numbers are their parents, in order of first appearance."""

    products: Sequence[Product]
    columns: Columns
    groups: Groups
    vocabulary: Vocabulary
    inventory: Inventory
    ledger: Ledger
    lexical: Lexical

    @classmethod
    def build(
        cls,
        products: Iterable[Product],
        extra_words: ExtraWords | None = None,
        synonyms: Synonyms = (),
        previous: Contents | None = None,
    ) -> Contents:
        """What is computed of a parent alone is taken from `previous` where nothing of it has changed."""
        kept = products if isinstance(products, StoredProducts) else tuple(products)
        groups = Groups.named_by(product.group for product in kept)
        lines = kept.lines() if isinstance(kept, StoredProducts) else serial.lines(kept)
        digests = ledger.of_lines(lines)
        known = previous.ledger if previous else NOTHING
        rows = ledger.places(digests, known.rows)
        before = ledger.parents(rows, groups, previous.groups) if previous else np.full(len(groups), NEW)
        lexical = Lexical.build(_documents(kept, groups, before, previous))
        vocabulary = Vocabulary.build(kept, extra_words, synonyms)
        columns = Columns.of(kept, vocabulary.lexicon, previous.columns if previous else None, rows)
        said = Ledger(digests, ledger.of_sentences(kept, groups, before, known))
        return cls(kept, columns, groups, vocabulary, Inventory.of(kept), said, lexical)

    def with_synonyms(self, extra_words: ExtraWords | None, synonyms: Synonyms) -> Contents:
        """The same products and texts, read with other synonyms."""
        vocabulary = Vocabulary.build(self.products, extra_words, synonyms)
        return replace(self, columns=self.columns.reading(vocabulary.lexicon), vocabulary=vocabulary)

    def sentences(self, parents: NDArray[np.int64]) -> list[str]:
        """What the encoder reads of each of the parents."""
        return [sentence(self.products[int(row)]) for row in self.groups.first[parents]]

    def save(self, folder: Path, extra_words: ExtraWords | None, synonyms: Synonyms) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        products = self.products
        stored = products if isinstance(products, StoredProducts) else StoredProducts.packed(serial.lines(products))
        stored.save(folder)
        self.lexical.save(folder / LEXICAL)
        self._keep(folder, _fingerprint(extra_words, synonyms))

    def _keep(self, folder: Path, made_with: str) -> None:
        """Written beside and renamed, so that nobody reads a half; those of other code or words are cleared away."""
        part = Path(tempfile.mkdtemp(prefix=f".{COMPUTED}-", dir=folder))
        writer = Writer(part)
        self.columns.save(writer)
        self.groups.save(writer)
        writer.value("vocabulary", glossary.to_json(self.vocabulary))
        writer.value("inventory", self.inventory.to_json())
        self.ledger.save(writer)
        writer.close()
        for old in folder.glob(f"{COMPUTED}-*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        part.chmod(0o755)
        part.replace(folder / f"{COMPUTED}-{made_with}")

    @classmethod
    def load(cls, folder: Path, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()) -> Contents:
        """Raises OSError, ValueError, KeyError or TypeError when the folder holds no readable products."""
        products = StoredProducts.opened(folder)
        made_with = _fingerprint(extra_words, synonyms)
        kept = _kept(folder / f"{COMPUTED}-{made_with}", synonyms)
        if kept is not None:
            return cls(products, *kept, Lexical.load(folder / LEXICAL))
        _log.info("making the index of %s anew: it was stored by other code or with other words", folder.name)
        contents = cls.build(products, extra_words, synonyms)
        with suppress(OSError):  # a folder that can only be read costs this time again at the next start
            contents.lexical.save(folder / LEXICAL)
            contents._keep(folder, made_with)
        return contents


def _documents(
    products: Sequence[Product], groups: Groups, before: Rows, previous: Contents | None
) -> Iterator[list[str]]:
    for number, earlier in enumerate(before.tolist()):
        if previous is not None and earlier != NEW:
            yield previous.lexical.document(earlier)
        else:
            yield lexical_terms([products[row] for row in groups.rows(number)])


def _kept(folder: Path, synonyms: Synonyms) -> Computed | None:
    """What `_keep` left; None when it was computed by other code or with other words, or can't be read."""
    if not folder.is_dir():
        return None
    try:
        source = Reader(folder)
        vocabulary = glossary.from_json(source.value("vocabulary"), lexicon(synonyms))
        inventory = Inventory.from_json(source.value("inventory"))
        columns = Columns.load(source, vocabulary.lexicon)
        return columns, Groups.load(source), vocabulary, inventory, Ledger.load(source)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError):  # damaged: it is computed again
        return None


def _fingerprint(extra_words: ExtraWords | None, synonyms: Synonyms) -> str:
    said = [
        {path: {lang: list(names) for lang, names in by.items()} for path, by in (extra_words or {}).items()},
        [list(group) for group in synonyms],
    ]
    return hashlib.sha256(f"{_code()}{json.dumps(said, sort_keys=True)}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _code() -> str:
    """The fingerprint of this package's files: other code may compute something else."""
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".yml", ".txt"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
