"""The live catalogue, read with the merchant's synonyms as their file stands now."""

from __future__ import annotations

import logging
from pathlib import Path

from bot.errors import InvalidInput
from bot.storage.synonyms import read_synonyms
from catalog_index.encoder import Encoder
from catalog_index.snapshot import LiveCatalogue
from catalog_index.vocabulary import ExtraWords

logger = logging.getLogger(__name__)


class FollowingCatalogue(LiveCatalogue):
    """`refresh` also looks (one stat) whether the synonyms changed. Raises InvalidInput at the start for a file that
    can't be read; later such a file is logged and the words in force stay.
    """

    def __init__(self, directory: Path, encoder: Encoder, extra_words: ExtraWords, synonyms: Path) -> None:
        self._file, self._written = synonyms, _stamp(synonyms)
        super().__init__(directory, encoder, extra_words, read_synonyms(synonyms))

    def refresh(self) -> bool:
        return self._follow() | super().refresh()

    def _follow(self) -> bool:
        stamp = _stamp(self._file)
        if stamp == self._written:
            return False
        self._written = stamp
        try:
            self.use_synonyms(read_synonyms(self._file))
        except InvalidInput as error:
            logger.error("the synonyms stay as they were: %s", error.detail)
            return False
        return True


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_ino
