"""A whole catalogue is not given up for an empty or half a one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog_index.errors import CatalogueError
from catalog_index.feed.row import Rejection
from catalog_index.product import Product

MOST_LOST = 0.30
"""Share of the products that may go at once: an end of season takes a tenth or two, an export cut short takes more."""


class TooFew(CatalogueError):
    """`before` and `after` are numbers of products (parents, not variants); `rejections` say what was refused."""

    def __init__(self, before: int, after: int, rejections: tuple[Rejection, ...] = ()) -> None:
        super().__init__(
            f"the file has {after} products where the catalogue has {before} ({1 - after / before:.0%} fewer): the "
            "catalogue stays as it is; if that is right, say --force"
        )
        self.before, self.after, self.rejections = before, after, rejections


def refuse_shrinking(rows: Iterable[Product | Rejection], before: int) -> Iterator[Product | Rejection]:
    """`rows`, streamed; raises TooFew after the last one when more than MOST_LOST of `before` products are gone.

    An import changes nothing before it has read all its rows, so it then changes nothing at all.
    """
    groups: set[str] = set()
    refused: list[Rejection] = []
    for row in rows:
        if isinstance(row, Product):
            groups.add(row.group)
        else:
            refused.append(row)
        yield row
    if groups and len(groups) < before * (1 - MOST_LOST):
        raise TooFew(before, len(groups), tuple(refused))
