"""What one catalogue version holds besides its vectors, made once and kept beside its products.

Products are read one by one where they lie; what is computed from all of them (columns, vocabulary, words) is stored
with the fingerprint of the code and the words it was computed with, and computed again when that changed. What is
stored is numbers and JSON: reading it runs nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

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
from catalog_index.store import Reader, Writer, mapped
from catalog_index.vocabulary import ExtraWords, Synonyms, Vocabulary

PRODUCTS, OFFSETS, LEXICAL, COMPUTED = "products.jsonl", "offsets.npy", "lexical", "computed"
_log = logging.getLogger(__name__)
READ = 65_536
"""Products kept in memory once they were read: all of most catalogues, about 80 MB."""


class StoredProducts(Sequence[Product]):
    """The products of a file, each read when it is asked for. Safe among threads."""

    def __init__(self, folder: Path) -> None:
        with (folder / PRODUCTS).open("rb") as file:
            empty = os.fstat(file.fileno()).st_size == 0
            self._bytes: Any = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._offsets: NDArray[np.int64] = mapped(folder / OFFSETS)
        except FileNotFoundError:  # a version from before there were offsets
            self._offsets = serial.offsets(folder / PRODUCTS)
        self._read = lru_cache(maxsize=READ)(self._parse)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, row: int) -> Product: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Product, ...]: ...
    def __getitem__(self, row: int | slice) -> Product | tuple[Product, ...]:
        if isinstance(row, slice):
            return tuple(self._read(i) for i in range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return self._read(int(row) % len(self))

    def __iter__(self) -> Iterator[Product]:
        """All of them, those not yet read read without being kept."""
        return (self._parse(row) for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(own == others for own, others in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return id(self)

    def line(self, row: int) -> bytes:
        """What the file says of the product."""
        return bytes(self._bytes[int(self._offsets[row]) : int(self._offsets[row + 1])])

    def _parse(self, row: int) -> Product:
        return serial.from_json(json.loads(self.line(row)))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where products come from that a version before held, word for word: their rows there, NEW for the others."""

    products: StoredProducts
    rows: Rows

    def lines(self, products: Sequence[Product]) -> Iterator[bytes]:
        """Each product's line, of those that were there as it was written then."""
        for product, row in zip(products, self.rows.tolist(), strict=True):
            yield from serial.lines((product,)) if row == NEW else (self.products.line(row),)


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
    origin: Origin | None = None

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
        digests = ledger.of_products(kept)
        known = previous.ledger if previous else NOTHING
        rows = ledger.places(digests, known.rows)
        before = ledger.parents(rows, groups, previous.groups) if previous else np.full(len(groups), NEW)
        lexical = Lexical.build(_documents(kept, groups, before, previous))
        vocabulary = Vocabulary.build(kept, extra_words, synonyms)
        columns = Columns.of(kept, vocabulary.lexicon, previous.columns if previous else None, rows)
        said = Ledger(digests, ledger.of_sentences(kept, groups, before, known))
        stored = previous.products if previous else None
        origin = Origin(stored, rows) if isinstance(stored, StoredProducts) else None
        return cls(kept, columns, groups, vocabulary, Inventory.of(kept), said, lexical, origin)

    def with_synonyms(self, extra_words: ExtraWords | None, synonyms: Synonyms) -> Contents:
        """The same products and texts, read with other synonyms."""
        vocabulary = Vocabulary.build(self.products, extra_words, synonyms)
        return replace(self, columns=self.columns.reading(vocabulary.lexicon), vocabulary=vocabulary)

    def sentences(self, parents: NDArray[np.int64]) -> list[str]:
        """What the encoder reads of each of the parents."""
        return [sentence(self.products[int(row)]) for row in self.groups.first[parents]]

    def save(self, folder: Path, extra_words: ExtraWords | None, synonyms: Synonyms) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        lines = self.origin.lines(self.products) if self.origin else serial.lines(self.products)
        np.save(folder / OFFSETS, serial.write(folder / PRODUCTS, lines))
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
        products = StoredProducts(folder)
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
