"""The longest phrases of a sentence that the vocabulary knows, typos corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog_index.colors import MODIFIERS, spoken
from catalog_index.phrases import BROADER, WEAK, Meaning
from catalog_index.sentence import Sentence
from catalog_index.spelling import everyday
from catalog_index.text import COMPOUNDING, KEPT_IN_PHRASES, LANGUAGES, STOP_WORDS, bare, stem, words
from catalog_index.vocabulary import Vocabulary

LONGEST = 4
_ARTICLE = re.compile(r"(?:(?<!\w)(?:une?|des|cet|mon|le|les|an?|the|my) |(?<!\w)[ld]')$")
_PERSON = re.compile(r"iers?$")
_HAVING = frozenset({"avec", "with"})
"""No phrase goes on over these: what follows is something the thing has."""
_OPENING = KEPT_IN_PHRASES | COMPOUNDING
"""Stop words a phrase may begin with: "sans fil", "over ear"."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words first..last of the sentence, text[start:end], and what they may name."""

    first: int
    last: int
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()
    color: str | None = None

    @property
    def categories(self) -> tuple[Meaning, ...]:
        """The category meanings of the surest kind present."""
        found = [m for m in self.meanings if m.kind == "category"]
        surest = min((m.rank for m in found), default=0)
        return tuple(m for m in found if m.rank == surest)

    @property
    def brand(self) -> str | None:
        """The brand, unless the words name a category or a colour as well."""
        if self.categories or self.color:
            return None
        return next((m.value for m in self.meanings if m.kind == "brand"), None)

    @property
    def kind(self) -> str:
        """What kind of thing it names, to tell whether a conjunction joins two of one kind."""
        return "color" if self.color else self.meanings[0].kind if self.meanings else ""

    @property
    def material(self) -> str | None:
        return next((m.value for m in self.meanings if m.kind == "material"), None)

    @property
    def facets(self) -> tuple[tuple[str, str], ...]:
        return tuple((m.name, m.value) for m in self.meanings if m.kind == "facet")

    @property
    def vague(self) -> bool:
        """Whether only beside a shelf's name it says what it is: « ferme »."""
        return any(m.kind == "facet" and m.rank == WEAK for m in self.meanings)


def matches(sentence: Sentence, vocabulary: Vocabulary) -> list[Match]:
    """Non-overlapping matches in order, longest first at each word; what is already read is passed over."""
    spelled = _spelled(sentence, vocabulary)
    found: list[Match] = []
    start = 0
    while start < len(sentence.tokens):
        match = next(_at(sentence, vocabulary, spelled, start), None)
        if match:
            found.append(match)
        start = match.last + 1 if match else start + 1
    return found


def _at(sentence: Sentence, vocabulary: Vocabulary, spelled: list[str], start: int) -> Iterator[Match]:
    """The matches that begin at word `start`, longest first."""
    if start in sentence.read or (sentence.stop(start) and sentence.tokens[start].text not in _OPENING):
        return
    first = spelled[start]
    if not (
        spoken(first) or first in MODIFIERS or any(vocabulary.opens(stem(first, lang), lang) for lang in LANGUAGES)
    ):
        return
    runs = list(_runs(sentence, start))
    for run in reversed(runs):
        said = [spelled[i] for i in run]
        meanings = tuple(m for m in _meanings(vocabulary, sentence, said) if _whole(m, sentence, run[0]))
        alone = len(run) == 1 and sentence.tokens[run[0]].text
        if alone and (_by_stem_alone(vocabulary, said[0]) or _a_person(vocabulary, alone)):
            meanings = tuple(m for m in meanings if m.kind != "category")
        meanings = _as_written(vocabulary, said, meanings)
        if _broader(meanings) and _qualified(vocabulary, sentence, said):
            continue
        if _broader(meanings) and _is_quality(vocabulary, sentence, said) and not _determined(sentence, run[0]):
            meanings = tuple(m for m in meanings if m.kind != "category")
        color = None if _in_a_compound(sentence, vocabulary, run[-1]) else _color(said)
        if meanings or color:
            yield Match(run[0], run[-1], sentence.tokens[run[0]].start, sentence.tokens[run[-1]].end, meanings, color)


def _runs(sentence: Sentence, start: int) -> Iterator[list[int]]:
    """Word numbers from `start` on, one more each time, stop words passed over, no punctuation between."""
    run: list[int] = []
    previous = start
    for i in range(start, len(sentence.tokens)):
        if (
            i in sentence.read
            or len(run) == LONGEST
            or (i > start and set(sentence.between(previous, i)) & set(",.;:!?()\n/"))
        ):
            return
        if i > start and sentence.tokens[i].text in _HAVING:
            return
        previous = i
        if sentence.stop(i) and sentence.tokens[i].text not in (KEPT_IN_PHRASES if i > start else _OPENING):
            continue
        run.append(i)
        yield list(run)


def _meanings(vocabulary: Vocabulary, sentence: Sentence, run: list[str]) -> tuple[Meaning, ...]:
    """What the words name in the sentence's own language, else in the other (a loan word, a mixed sentence)."""
    own = sentence.language
    for language in (own, *(other for other in LANGUAGES if other != own)):
        if language != own and len(run) == 1 and (len(run[0]) < 4 or run[0] in STOP_WORDS[language]):
            continue
        stems = tuple(stem(word, language) for word in run)
        meanings = vocabulary.phrases.get(language, {}).get(stems, ())
        if meanings and not all(bare(word) in vocabulary.forms[language] for word in run):
            # By its stem alone « résistance » would be « résistant »: no quality, and in another language nothing.
            meanings = tuple(m for m in meanings if language == own and m.kind != "facet")
        if meanings:
            return meanings
    return ()


def _whole(meaning: Meaning, sentence: Sentence, first: int) -> bool:
    """Whether the single letters of a brand's name, which no phrase holds, are said with it: "audio" is not M-Audio."""
    letters = [word for word in words(meaning.value) if len(word) == 1] if meaning.kind == "brand" else []
    near = {token.text for token in sentence.tokens[max(0, first - len(letters)) : first + LONGEST]}
    return near.issuperset(letters)


def _by_stem_alone(vocabulary: Vocabulary, word: str) -> bool:
    """Whether an everyday word has but the stem of a category's name: legs are no leggings, « tenir » is no tennis."""
    return word in everyday() and word.rstrip("sx") not in vocabulary.speller.singulars


def _a_person(vocabulary: Vocabulary, word: str) -> bool:
    """Whether the word is for who does a thing: who cooks (« cuisinier ») is no stove (« cuisinière »)."""
    forms = (word, word.rstrip("s"), f"{word}s")
    return bool(_PERSON.search(word)) and not any(form in vocabulary.speller for form in forms)


def _as_written(vocabulary: Vocabulary, said: list[str], meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Of a category and a quality of one stem, the one written so: a "refillable" pen is none of the "Refills"."""
    if _broader(meanings) or not {m.kind for m in meanings} >= {"category", "facet"}:
        return meanings
    names = vocabulary.speller
    named = all(word in names or word.rstrip("sx") in names.singulars for word in said)
    return tuple(m for m in meanings if m.kind != ("facet" if named else "category"))


def _broader(meanings: tuple[Meaning, ...]) -> bool:
    """Whether the words name a category only as a kind of what it holds."""
    ranks = [m.rank for m in meanings if m.kind == "category"]
    return bool(ranks) and min(ranks) == BROADER


def _is_quality(vocabulary: Vocabulary, sentence: Sentence, said: list[str]) -> bool:
    stems = tuple(stem(word, sentence.language) for word in said)
    return any(concept.kind == "qualities" for concept in vocabulary.lexicon.named(stems, sentence.language))


def _says_how(vocabulary: Vocabulary, sentence: Sentence, said: list[str]) -> bool:
    stated = any(meaning.kind == "facet" for meaning in _meanings(vocabulary, sentence, said))
    return stated or _is_quality(vocabulary, sentence, said)


def _qualified(vocabulary: Vocabulary, sentence: Sentence, said: list[str]) -> bool:
    """Whether the words are a category's own name and a quality beside it: « veste imperméable » is read in two."""
    for cut in range(1, len(said)):
        for thing, quality in ((said[:cut], said[cut:]), (said[cut:], said[:cut])):
            named = [m.rank for m in _meanings(vocabulary, sentence, thing) if m.kind == "category"]
            if named and min(named) < BROADER and _says_how(vocabulary, sentence, quality):
                return True
    return False


def _determined(sentence: Sentence, first: int) -> bool:
    """Whether an article makes a thing of the word: « un imperméable » is a raincoat, « imperméable » a quality."""
    return bool(_ARTICLE.search(sentence.folded[: sentence.tokens[first].start]))


def _in_a_compound(sentence: Sentence, vocabulary: Vocabulary, last: int) -> bool:
    """Whether the shop writes the word and the next as one: a "white board" is no board in white."""
    following = sentence.tokens[last + 1 : last + 2]
    joined = "".join(token.text for token in (sentence.tokens[last], *following))
    return bool(following) and sentence.between(last, last + 1) in (" ", "-") and joined in vocabulary.known


def _color(words: list[str]) -> str | None:
    """The colour of a word, alone or with its shade ("bleu nuit", "light blue")."""
    named = [color for word in words if (color := spoken(word))]
    if len(words) > 2 or not named or len(set(named)) > 1:
        return None
    return named[0] if all(spoken(word) or word in MODIFIERS for word in words) else None


def _spelled(sentence: Sentence, vocabulary: Vocabulary) -> list[str]:
    """The sentence's words, those nobody knows corrected to a word of the vocabulary: a name, else a quality."""
    out = []
    for i, token in enumerate(sentence.tokens):
        said = token.text in vocabulary.known or token.text in vocabulary.traits  # as an attribute is named
        known = said or sentence.stop(i) or i in sentence.read or spoken(token.text)
        ways = () if known else (vocabulary.speller.correct, vocabulary.traits.correct)
        out.append(next((better for correct in ways if (better := correct(token.text))), token.text))
    return out
