"""A synonym tried: what it lets be found, and what it does to the searches that worked, those of its own words too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalog_index.doctor.candidates import Candidate, Names
from catalog_index.doctor.failing import FailingWord, finds
from catalog_index.doctor.regression import DEPTH, Case, Change, compared, scores
from catalog_index.index import CatalogueIndex
from catalog_index.vocabulary import ExtraWords, Synonyms

SHOWN = 3
MOST = 12
"""Words proven: each costs a vocabulary and a run of the regression per candidate."""


@dataclass(frozen=True, slots=True)
class Proof:
    """`now_found`: of all failing words, those that find products now; `shows`: titles that the word then brings;
    `moves`: whether those are others than it brought before.
    """

    now_found: tuple[str, ...]
    change: Change
    shows: tuple[str, ...]
    moves: bool

    @property
    def harmless(self) -> bool:
        return self.change.worse == 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """`word` is to mean `candidate`."""

    failing: FailingWord
    candidate: Candidate
    proof: Proof

    @property
    def group(self) -> tuple[str, str]:
        return (self.failing.word, self.candidate.name)


class Bench:
    """One catalogue and its regression, ready to try synonyms on."""

    def __init__(
        self, index: CatalogueIndex, found: Sequence[Case], extra_words: ExtraWords, synonyms: Synonyms
    ) -> None:
        self.index, self.cases = index, found
        self._extra_words, self._synonyms = extra_words, tuple(tuple(group) for group in synonyms)
        self.before = scores(index, found)

    def proof(self, group: tuple[str, str], language: str, words: Iterable[FailingWord]) -> Proof:
        changed = self.index.with_synonyms(self._extra_words, (*self._synonyms, group))
        own = list(self._own(group, language))
        before = [*self.before, *scores(self.index, own)]
        then, now = (index.find(group[0], language, limit=DEPTH)[1].hits for index in (self.index, changed))
        return Proof(
            now_found=tuple(f.word for f in words if finds(changed, f.word, f.language)),
            change=compared([*self.cases, *own], before, scores(changed, [*self.cases, *own])),
            shows=tuple(hit.product.text(language).title for hit in now[:SHOWN]),
            moves=[hit.product.group for hit in then] != [hit.product.group for hit in now],
        )

    def _own(self, group: tuple[str, str], language: str) -> Iterator[Case]:
        """What the words themselves find today: who makes kettles of "coffee" loses what "coffee" found."""
        for word in group:
            if finds(self.index, word, language):
                hits = self.index.find(word, language, limit=DEPTH)[1].hits
                yield Case(word, language, frozenset(hit.product.group for hit in hits))

    def proposals(
        self, words: Sequence[FailingWord], progress: Callable[[int, int], None] | None = None
    ) -> Iterator[Proposal]:
        """For each word the first candidate that lets it be found and makes nothing worse, else the best there is."""
        names, looked_at = Names(self.index), words[:MOST]
        for done, failing in enumerate(looked_at, start=1):
            tried = []
            for candidate in names.candidates(failing.word, failing.language):
                proof = self.proof((failing.word, candidate.name), failing.language, words)
                if failing.word in proof.now_found:
                    tried.append(Proposal(failing, candidate, proof))
                if tried and tried[-1].proof.harmless:
                    break
            yield from sorted(tried, key=lambda p: p.proof.change.worse)[:1]
            if progress is not None:
                progress(done, len(looked_at))
