"""Reads messages against the live catalogue and the advice: made anew only when the catalogue is swapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from bot.advice.advice import AdviceBook
from bot.shopper.reading.message import AnswerWords, Knowledge, OnScreen, Reading, context_of, on_screen, read
from bot.shopper.reading.scene import scene
from bot.shopper.reading.titles import names_something
from bot.shopper.session import Session
from catalog_index.query import Query
from catalog_index.text import fold_aligned

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex


LOOKED_AT = 20
"""Hits among which a name must tell its product from the others."""


class Live(Protocol):
    """The catalogue in force; a new version replaces `current` whole."""

    @property
    def current(self) -> CatalogueIndex: ...


class Reader:
    """bot.dialogue.answering.Reader over one shop."""

    def __init__(self, live: Live, book: AdviceBook) -> None:
        self._live = live
        self._answers = tuple(answer_words(book))
        self._known: tuple[str, Knowledge] | None = None

    def read(self, text: str, session: Session) -> Reading:
        """One message of a shopper, in the light of the conversation so far."""
        catalogue = self._live.current
        context = context_of(session, catalogue.product, self._knowledge(catalogue))
        return read(text, replace(context, called=called(text, session.language, catalogue)))

    def scene(self, session: Session) -> dict[str, Any]:
        """What the pages a visitor came by tell of the needs, as a guess."""
        return scene(session, self._knowledge(self._live.current))

    def _knowledge(self, catalogue: CatalogueIndex) -> Knowledge:
        if self._known is None or self._known[0] != catalogue.version:
            self._known = (catalogue.version, Knowledge(catalogue.vocabulary, self._answers))
        return self._known[1]


def called(text: str, language: str, catalogue: CatalogueIndex) -> tuple[OnScreen, ...]:
    """The products, one of each model, that `text` may call by their names; () where nothing is said of one."""
    if not names_something(fold_aligned(text)):
        return ()
    hits = catalogue.search(Query(text, language, limit=LOOKED_AT)).hits
    models = {hit.product.group: hit.product for hit in reversed(hits)}
    return tuple(on_screen(product, language) for product in models.values())


def answer_words(book: AdviceBook) -> Iterator[AnswerWords]:
    """How shoppers word every answer of the advice: its words, and the quick reply's title."""
    for page in book.pages:
        places = tuple(filter(None, page.applies_to))
        for question in page.questions:
            for answer in question.answers:
                languages = {*answer.words, *answer.title}
                words = {
                    language: (*answer.words.get(language, ()), *filter(None, [answer.title.get(language)]))
                    for language in languages
                }
                yield AnswerWords(question.ask, answer.id, words, places)
