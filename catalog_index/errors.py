"""The catalogue's own errors; nothing above is known here, so the doors translate them."""

from __future__ import annotations


class CatalogueError(Exception):
    """A file or a store that can't be used. `str(error)` is one clear line for a person; nothing was changed."""


class UnreadableFile(CatalogueError):
    """The file is not what its format says: no header, broken XML, no row, unknown format."""


class NothingUsable(CatalogueError):
    """Every row was refused, so the catalogue stays as it is. `rejections` say why, row by row."""

    def __init__(self, message: str, rejections: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.rejections = rejections
