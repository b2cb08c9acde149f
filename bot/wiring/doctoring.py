"""The catalogue's doctor at this home: what shoppers said, what the catalogue lacks, and synonyms put in force."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.advice.coverage import MissingAttribute, missing_attributes
from bot.errors import Conflict, InvalidInput, NotFound
from bot.ports import EventLog
from bot.settings import Settings
from bot.shopper.entry import Entry
from bot.storage.synonyms import add_synonyms
from bot.wiring.catalogue import has_catalogue, open_catalogue
from bot.wiring.knowledge import Knowledge, read_knowledge, synonyms_file
from bot.wiring.stores import stores_of
from catalog_index.doctor.candidates import Candidate
from catalog_index.doctor.failing import FailingWord, Saying, failing
from catalog_index.doctor.gaps import Gap, gaps
from catalog_index.doctor.proof import Bench, Proposal
from catalog_index.doctor.regression import cases
from catalog_index.index import CatalogueIndex
from catalog_index.language import detect
from catalog_index.text import fold

RECENT = 50_000
"""Entries of the log that are read back: some thousand conversations, and a second of reading."""
_CHUNK = 2_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`unanswered` are the failing words that no proposal helps. `queries` make the regression, `quality` its mean."""

    version: str
    products: int
    sayings: int
    failing: tuple[FailingWord, ...]
    proposals: tuple[Proposal, ...]
    gaps: tuple[Gap, ...]
    attributes: tuple[MissingAttribute, ...]
    queries: int
    quality: float

    @property
    def unanswered(self) -> list[FailingWord]:
        helped = {proposal.failing for proposal in self.proposals}
        return [word for word in self.failing if word not in helped]


def diagnose(settings: Settings, progress: Progress | None = None) -> Diagnosis:
    """Raises NotFound when nothing was ever imported."""
    known = read_knowledge(settings)
    index = _index(settings, known)
    said = _sayings(settings)
    words = failing(index, said)
    bench = _bench(index, known)
    return Diagnosis(
        version=index.version,
        products=len({product.group for product in index.products}),
        sayings=len(said),
        failing=tuple(words),
        proposals=tuple(bench.proposals(words, progress)),
        gaps=tuple(gaps(index.products)),
        attributes=tuple(missing_attributes(known.book, index.products)),
        queries=len(bench.cases),
        quality=round(sum(bench.before) / max(len(bench.cases), 1), 4),
    )


def publish_synonym(settings: Settings, proposal: str, force: bool = False) -> Proposal:
    """Prove a proposal on the catalogue of now and put it in force. `proposal` is one's name in the report, or a pair
    of one's own, "kicks=sneakers". Raises NotFound, InvalidInput, or Conflict when a search would get worse or nothing
    would be found.
    """
    known = read_knowledge(settings)
    index = _index(settings, known)
    words, bench = failing(index, _sayings(settings)), _bench(index, known)
    word, name, language = _pair(proposal) if "=" in proposal else _proposed(bench, words, proposal)
    target = next((f for f in words if f.word == word), FailingWord(word, language, 0, False, word))
    if (word, name) in known.synonyms:
        raise Conflict(f"“{word}” and “{name}” are synonyms already")
    proof = bench.proof((word, name), target.language, [*words, target])
    if not force and word not in proof.now_found:
        raise Conflict(f"“{word}” would find nothing as “{name}” either; --force publishes it all the same")
    if not force and not proof.moves:
        raise Conflict(f"“{word}” finds the same with “{name}” as without; --force publishes it all the same")
    if not force and not proof.harmless:
        worst = ", ".join(f"“{query}”" for query in proof.change.worst)
        searches = "search" if proof.change.worse == 1 else "searches"
        raise Conflict(f"{proof.change.worse} {searches} would get worse ({worst}); --force publishes it all the same")
    if not add_synonyms(synonyms_file(settings), (word, name)):
        raise Conflict(f"“{word}” and “{name}” are synonyms already")
    return Proposal(target, Candidate(name, "spelling"), proof)


def name_of(proposal: Proposal) -> str:
    """What a report calls it and `publish` takes: the same for the same pair."""
    return hashlib.blake2b("\0".join(proposal.group).encode(), digest_size=3).hexdigest()


def _pair(written: str) -> tuple[str, str, str]:
    word, _, name = (part.strip() for part in written.partition("="))
    if not word or not name or fold(word) == fold(name):
        raise InvalidInput("a synonym of one's own is written word=name, for example kicks=sneakers")
    return fold(word), name, detect(word)[0]


def _proposed(bench: Bench, words: list[FailingWord], name: str) -> tuple[str, str, str]:
    found = next((p for p in bench.proposals(words) if name_of(p) == name), None)
    if found is None:
        raise NotFound(f"there is no proposal {name} now; `comptoir catalogue doctor` lists them")
    return found.failing.word, found.candidate.name, found.failing.language


def _index(settings: Settings, known: Knowledge) -> CatalogueIndex:
    if not has_catalogue(settings):
        raise NotFound("there is no catalogue yet; import one first")
    return open_catalogue(settings, known).current


def _bench(index: CatalogueIndex, known: Knowledge) -> Bench:
    return Bench(index, cases(index), known.book.words(), known.synonyms)


def _sayings(settings: Settings) -> list[Saying]:
    with stores_of(settings) as stores:

        @lru_cache(maxsize=RECENT)
        def spoken(conversation_id: str) -> str:
            conversation = stores.conversations.get(conversation_id)
            return conversation.language if conversation else "en"

        return list(sayings(_recent(stores.log), spoken))


def _recent(log: EventLog) -> Iterator[Entry]:
    after = max(0, log.last_id() - RECENT)
    while chunk := log.tail(after, _CHUNK):
        yield from chunk
        after = chunk[-1].id


def sayings(entries: Iterable[Entry], spoken: Callable[[str], str]) -> Iterator[Saying]:
    """What shoppers looked for: in the shop's search box, and in words that no need took up. `spoken` tells the
    language of a conversation: one or two words alone do not.
    """
    texts: dict[int, str] = {}
    for entry in entries:
        data = entry.data
        if entry.kind == "page_event" and data.get("query"):
            text = str(data["query"])
            yield Saying(text, spoken(entry.conversation_id), entry.conversation_id, searched=True)
        elif entry.kind == "message" and data.get("role") == "shopper":
            texts[entry.id] = str(data.get("text") or "")
        elif entry.kind == "understanding" and data.get("source", "words") == "words":
            text = str(data.get("search") or "")
            if data.get("not_understood"):
                text = text or texts.get(int(data.get("message_id") or 0), "")
            if text:
                yield Saying(text, str(data.get("language") or "en"), entry.conversation_id)
