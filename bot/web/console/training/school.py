"""What this shop teaches: its own example files, set beside the shipped ones, and the turns that wait for a teacher."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import ComptoirError, InvalidInput
from bot.settings import PROJECT
from bot.storage import documents
from bot.training import doubt, examples
from bot.training.comparison import Case, cases_of
from bot.training.conflicts import Corpus
from bot.training.grouping import grouped
from bot.training.sentences import Sentence, cleaned, folded

SHIPPED = PROJECT / "data" / "nlu"
HELD_OUT = PROJECT / "data" / "evaluation"
PROTECTED = "protected"
"""data/evaluation/protected.LANGUAGE.yml: sentences that no new model may lose."""
LOOKED_AT = 3000
"""Understandings, newest first, that the inbox is read from."""
GROUPED = 200
"""Lines grouped by meaning: what a merchant may get through in a sitting, encoded in about a second."""


@dataclass(slots=True)
class Waiting:
    """Turns that say the same, one line of the inbox. `reason`: not_understood | unsure | torn | reported."""

    text: str
    language: str
    reason: str
    message_id: int
    conversation_id: str
    understood: str
    confidence: float
    at: Any
    times: int = 1
    guess: str = ""


@dataclass(frozen=True, slots=True)
class Taught:
    """An example just written: the line, in the file's text."""

    example: Any
    file: Path
    text: str
    new: bool


@dataclass(slots=True)
class School:
    """One per shop; `folder` holds the shop's own example files, which a training adds to the shipped ones."""

    shop: Any
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _read: tuple[Any, Corpus] | None = None
    _vectors: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return Path(self.shop.settings.home) / "training" / "nlu"

    # --- what is known ------------------------------------------------------------------------------------------------

    def corpus(self) -> Corpus:
        """Every example, read again when a file changed."""
        own = sorted(self.folder.glob("*.yml"))
        stamp = [(str(path), path.stat().st_mtime_ns) for path in (*sorted(SHIPPED.glob("*.yml")), *own)]
        if self._read is None or self._read[0] != stamp:
            shipped = (one for path in sorted(SHIPPED.glob("*.yml")) for one in _sentences(path))
            self._read = (stamp, Corpus([*shipped, *self.own()]))
        return self._read[1]

    def own(self) -> list[Sentence]:
        return [one for path in sorted(self.folder.glob("*.yml")) for one in _sentences(path, own=True)]

    def intents(self) -> list[str]:
        """The intents there are, as the shipped examples name them."""
        return sorted({one.intent for one in self.corpus().sentences if not one.own})

    def files(self) -> list[tuple[str, str]]:
        """(name, text) of the shop's own files."""
        return [(path.name, path.read_text(encoding="utf-8")) for path in sorted(self.folder.glob("*.yml"))]

    # --- teaching -----------------------------------------------------------------------------------------------------

    def teach(self, text: str, language: str, intent: str, author: str, message_id: int | None = None) -> Taught:
        """Write an example. Raises InvalidInput for a sentence without words or an intent that doesn't exist."""
        sentence = cleaned(text)
        if intent not in self.intents() or language not in ("fr", "en"):
            raise InvalidInput("There is no such intent", reason="no_intent")
        path = self.folder / examples.file_name(intent, language)
        with self._lock:
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            after = examples.added(before, intent, sentence)
            _checked(after)
            if after != before:
                self._write(path, after)
            example = self.shop.examples.add(sentence, language, intent, author, message_id)
        return Taught(example, path, after, after != before)

    def withdraw(self, example_id: int) -> None:
        """Take an example out of its file again; the next training forgets it."""
        example = next((one for one in self.shop.examples.list() if one.id == example_id), None)
        if example is None:
            return
        with self._lock:
            self._take_out(example.intent, example.language, example.text)
            self.shop.examples.set_state(example.id, "withdrawn")

    def forget_erased(self) -> None:
        """Take out what was learnt from a person who has since asked to be forgotten."""
        with self._lock:
            known = {str(one.id) for one in self.shop.examples.list()}
            ledger = self._ledger()
            gone = {key: where for key, where in ledger.items() if key not in known}
            for intent, language, text in gone.values():
                self._take_out(intent, language, text)
            rows = [one for one in self.shop.examples.list() if one.source_entry_id and one.state != "withdrawn"]
            now = {str(one.id): [one.intent, one.language, one.text] for one in rows}
            if now != ledger:
                self._ledger_file.parent.mkdir(parents=True, exist_ok=True)
                self._ledger_file.write_text(json.dumps(now, ensure_ascii=False), encoding="utf-8")

    @property
    def _ledger_file(self) -> Path:
        return self.folder.parent / "taught.json"

    def _ledger(self) -> dict[str, list[str]]:
        """Which line of which file came from whose message: by the id of the example."""
        if not self._ledger_file.exists():
            return {}
        ledger: dict[str, list[str]] = json.loads(self._ledger_file.read_text(encoding="utf-8"))
        return ledger

    def _take_out(self, intent: str, language: str, text: str) -> None:
        path = self.folder / examples.file_name(intent, language)
        if not path.exists():
            return
        left = examples.removed(path.read_text(encoding="utf-8"), intent, text)
        if left:
            self._write(path, left)
        else:
            path.unlink()

    def _write(self, path: Path, text: str) -> None:
        """Whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)

    # --- the inbox ----------------------------------------------------------------------------------------------------

    def inbox(self) -> list[Waiting]:
        """What waits for a teacher: the same words once, the most frequent first, then the newest."""
        settled = self.shop.utterances.settled(LOOKED_AT) | self.shop.examples.sources()
        taught = {folded(one.text) for one in self.own()}
        found: dict[str, Waiting] = {}
        for one, why in self._doubted():
            words = folded(str(one.message.data["text"]))
            if not words or one.message.id in settled or words in taught:
                continue
            if words in found:
                found[words].times += 1
            else:
                found[words] = _waiting(one, why)
        urgency = {name: place for place, name in enumerate(doubt.REASONS)}
        return sorted(found.values(), key=lambda w: (urgency[w.reason], -w.times, -w.message_id))

    def groups(self) -> list[list[Waiting]]:
        """The inbox by meaning: each group stands where its most urgent line does. Without an encoder, one by one."""
        waiting = self.inbox()
        near, rest = waiting[:GROUPED], [[one] for one in waiting[GROUPED:]]
        encoder = getattr(self.shop.catalogue.current, "encoder", None)
        if encoder is None or not near:
            return [[one] for one in waiting]
        vectors = self._encoded(encoder, [one.text for one in near])
        return [*([near[n] for n in group] for group in grouped(vectors, [one.guess for one in near])), *rest]

    def _encoded(self, encoder: Any, texts: list[str]) -> list[Any]:
        """Their vectors, in order; a sentence is encoded once for as long as it waits."""
        keys = [(encoder.name, text) for text in texts]
        new = [key for key in keys if key not in self._vectors]
        made = encoder.encode([text for _, text in new]) if new else []
        known = self._vectors | dict(zip(new, made, strict=True))
        self._vectors = {key: known[key] for key in keys}
        return [known[key] for key in keys]

    def _doubted(self) -> Iterator[tuple[Any, str]]:
        reported = set(self.shop.utterances.reported(LOOKED_AT))
        for message_id in sorted(reported, reverse=True):
            if (one := self.shop.utterances.get(message_id)) is not None:
                yield one, "reported"
        for one in self.shop.utterances.recent(LOOKED_AT):
            why = doubt.doubt(one.understanding.data)
            if why and one.message.id not in reported:
                yield one, why

    # --- before and after ---------------------------------------------------------------------------------------------

    def cases(self) -> list[Case]:
        """The sentences that two models are compared on."""
        held = [_case(one, "held_out") for path in sorted(HELD_OUT.glob("nlu_*.yml")) for one in _sentences(path)]
        kept = [_case(one, PROTECTED) for path in HELD_OUT.glob(f"{PROTECTED}.*.yml") for one in _sentences(path)]
        return cases_of(kept, held, [_case(one, "taught") for one in self.own()])


def _sentences(path: Path, own: bool = False) -> Iterable[Sentence]:
    """The examples of a file named …LANGUAGE.yml."""
    language = path.stem.rpartition(".")[2]
    return examples.read(path.read_text(encoding="utf-8"), language, own) if len(language) == 2 else ()


def _case(one: Sentence, kind: str) -> Case:
    return Case(one.text, one.intent, one.language, kind)


def _checked(text: str) -> None:
    """A YAML reader must find in the text what we meant to write; else nothing is written."""
    data, _ = documents.parse(text)
    if examples.from_yaml(data["nlu"]) != examples.as_blocks(text):
        raise ComptoirError("the example file would not be read back as it was written")


def _waiting(one: Any, reason: str) -> Waiting:
    data, known = one.message.data, one.understanding.data if one.understanding else {}
    return Waiting(
        text=str(data["text"]),
        language=str(known.get("language") or data.get("language") or "fr"),
        reason=reason,
        message_id=one.message.id,
        conversation_id=one.message.conversation_id,
        understood=str(known.get("intent") or ""),
        confidence=float(known.get("confidence") or 0.0),
        at=one.message.at,
        guess=next(iter(doubt.heard(known)), ""),
    )
