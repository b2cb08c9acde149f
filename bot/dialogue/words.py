"""The sentences of data/responses, rendered on our side: the same files that Rasa reads, one renderer for every
message.

A response has variants; each may carry Rasa's condition on the slot `language`. The variant is chosen by a hash, so
a replay says the
same thing, and one whose words were said lately is passed over while another is left: nobody likes a parrot.
Labels (titles of quick replies, rows of a table, pieces of reasons) are short texts by language that Rasa never needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from bot.errors import ComptoirError

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_ELIDES = re.compile(r"(?<!\w)(?P<word>[Dd]|[Qq]u)e \{(?P<name>[a-z_]+)\}")
"""Before a value that begins with a vowel, French says d’ and qu’."""

VOWELS = "aàâeéèêëiîïoôöuùûüœ"
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
LANGUAGES = ("fr", "en")


class MissingWords(ComptoirError):
    """A response or label that no file in data/responses holds: a mistake of ours, seen by the tests."""

    slug, title = "missing-words", "These words are missing"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say a response. `language` None fits both."""

    text: str
    language: str | None = None


class Words:
    """All the assistant says, by response name and language."""

    def __init__(
        self,
        responses: Mapping[str, Sequence[Variant]],
        labels: Mapping[str, Mapping[str, str]] | None = None,
        heard: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._responses = responses
        self._labels = labels or {}
        self._heard = {name: tuple(f" {plain(word)} " for word in words) for name, words in (heard or {}).items()}
        self._written = {name: tuple(str(word) for word in words) for name, words in (heard or {}).items()}

    @classmethod
    def parse(cls, documents: Iterable[Mapping[str, Any]]) -> Words:
        """From the parsed YAML documents of data/responses; a later document replaces a response of the same name."""
        responses: dict[str, list[Variant]] = {}
        labels: dict[str, Mapping[str, str]] = {}
        heard: dict[str, Sequence[str]] = {}
        for document in documents:
            for name, variants in (document.get("responses") or {}).items():
                responses[name] = [_variant(each) for each in variants]
            labels.update(document.get("labels") or {})
            heard.update(document.get("heard") or {})
        return cls(responses, labels, heard)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._responses)

    @property
    def label_names(self) -> tuple[str, ...]:
        return tuple(self._labels)

    def say(
        self,
        name: str,
        language: str,
        params: Mapping[str, Any] | None = None,
        *,
        seed: str = "",
        recent: Collection[str] = (),
    ) -> str:
        """The response `name`, filled in. `recent` are texts said lately; one of them comes again only when nothing
        else is left."""
        texts = [fill(v.text, params or {}) for v in self._variants(name, language)]
        fresh = [text for text in texts if text not in recent]
        if not fresh:
            fresh = _longest_unsaid(texts, recent)
        return fresh[_pick(f"{seed}|{name}", len(fresh))]

    def variants(self, name: str, language: str, params: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """All the ways to say the response, filled in."""
        return tuple(fill(each.text, params or {}) for each in self._variants(name, language))

    def label(self, name: str, language: str, /, **params: Any) -> str:
        """A short text. Raises MissingWords when there is none in that language."""
        text = self._labels.get(name, {}).get(language)
        if text is None:
            raise MissingWords(f"no label {name!r} in {language!r}")
        return fill(text, params)

    def has_label(self, name: str) -> bool:
        return name in self._labels

    def hears(self, name: str, text: str) -> bool:
        """Whether one of the words listed under `heard: name` stands in `text`, whole; accents and case do not
        matter."""
        spoken = f" {plain(text)} "
        return any(word in spoken for word in self._heard.get(name, ()))

    def heard(self, name: str) -> tuple[str, ...]:
        """The words listed under `heard: name`, plain; () where there is no such list."""
        return tuple(word.strip() for word in self._heard.get(name, ()))

    def spoken(self, prefix: str, text: str) -> list[tuple[str, str]]:
        """(name, word as it is listed) for each list whose name begins with `prefix` of which a word stands in `text`:
        the longest one of each."""
        said = f" {plain(text)} "
        found = []
        for name in self._heard:
            hits = [
                written for written, word in zip(self._written[name], self._heard[name], strict=True) if word in said
            ]
            if name.startswith(prefix) and hits:
                found.append((name, max(hits, key=len)))
        return found

    def _variants(self, name: str, language: str) -> list[Variant]:
        fitting = [v for v in self._responses.get(name, ()) if v.language in (language, None)]
        if not fitting:
            raise MissingWords(f"no response {name!r} in {language!r}")
        return fitting


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, without accents, words parted by single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


def fill(text: str, params: Mapping[str, Any]) -> str:
    """`{name}` replaced by params["name"], once: a value's own braces stay as they are, and a missing one is a
    mistake."""

    def value(match: re.Match[str]) -> str:
        if match.group(1) not in params:
            raise MissingWords(f"{match.group(0)} has no value in {text!r}")
        return str(params[match.group(1)])

    def elided(match: re.Match[str]) -> str:
        begins = str(params.get(match["name"], ""))[:1].lower()
        return f"{match['word']}’{{{match['name']}}}" if begins and begins in VOWELS else match[0]

    return APOSTROPHE.sub("’", PLACEHOLDER.sub(value, _ELIDES.sub(elided, text)))


def _variant(raw: Mapping[str, Any]) -> Variant:
    conditions = raw.get("condition") or ()
    language = next((str(c["value"]) for c in conditions if c.get("name") == "language"), None)
    return Variant(str(raw.get("text", "")), language)


def _longest_unsaid(texts: Sequence[str], recent: Collection[str]) -> list[str]:
    """Everything was said already: the one said longest ago. `recent` is in the order of saying."""
    order = list(recent)
    last = {text: len(order) - 1 - order[::-1].index(text) for text in texts if text in order}
    return [min(last, key=last.__getitem__)]


def _pick(seed: str, count: int) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:4], "big") % count
