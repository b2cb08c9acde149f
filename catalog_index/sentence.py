"""A shopper's sentence cut up for reading: words in their places, what was already read, and how far each negation reaches."""

# ruff: noqa: E501
# The tables of words and patterns below keep one kind per line.

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog_index.lexicon import Lexicon
from catalog_index.measures import find_measures
from catalog_index.text import COMPOUNDING, STOP_WORDS, TELLING, Token, fold_aligned, stem, tokens

_DOING = {
    "fr": r"[mst][' ]|me |se |te |nous |vous |avoir |etre |faire |devoir |trop (?!de |d')",
    "en": r"(?:getting|being|having|breaking|spending|losing|going|looking|feeling|paying|needing|making|worrying)\b",
}
"""Without *doing* something leaves no thing out: "sans me ruiner", "without breaking the bank"."""
_NEGATIONS = {
    "fr": rf"sans(?! (?:{_DOING['fr']}))|pas(?! (?:cher|mal|grave|sur))|ni|jamais|aucune?|sauf|hormis|excepte|hors|plus jamais"
    r"|(?:d')?autres?(?: \w+)? que|deteste|ev+i+t+e+[rz]*|a part|tout sauf|n'importe quoi sauf|au lieu d[e']",
    "en": rf"without(?! (?:{_DOING['en']}))|not|no(?! (?:more|less|problem|idea|worries|preference|matter))|never|nor|except|excluding|a+v+o+i+d+|hate|dislike"
    r"|\w+n't|dont|cannot|other than|(?:another|different)(?: \w+)? than|anything but|apart from|instead of|rather than|free (?:of|from)",
}
_NEGATION = {language: re.compile(rf"(?<![\w'])(?:{said})(?![\w])") for language, said in _NEGATIONS.items()}
_NOUN_NEGATIONS = frozenset(
    {"sans", "without", "no", "aucun", "aucune", "ni", "nor", "sauf", "except", "excluding", "avoid", "hormis", "free"}
)
"""After these an unknown word is something to leave out; after "pas" or "not" alone it is rather a quality ("not heavy")."""
_OR = frozenset({"ou", "or", "ni", "nor"})
_AND = frozenset({"et", "and"})
"""These carry a negation on only between things of one kind: "no pink and purple", but not "no pink and waterproof"."""
_BREAK = re.compile(
    r"[.;!?:()\n]|,|\bmais\b|\bbut\b|\bplutot\b|\brather\b|\bavec\b|\bwith\b|\bpour\b|\bfor\b|\bparce\b|\bbecause\b"
)


_GIVEN_FREE = re.compile(r"[- ](?:shipping|delivery|returns?|gifts?|samples?|trials?|of|from|range|\w+ing)\b")
"""What stands behind "free" where it takes nothing before it away: "free standing", "free delivery"."""
Unit = tuple[int, int, str]


@dataclass(slots=True)
class Sentence:
    """`read` marks the words that were understood; `found` keeps from which pieces of text; `idle`: whether each word
    is a stop word.
    """

    text: str
    language: str
    folded: str = ""
    tokens: list[Token] = field(default_factory=list)
    idle: list[bool] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)
    negations: list[tuple[int, int, str]] = field(default_factory=list)
    lifting: list[str] = field(default_factory=list)
    """By what other names the shelves were called."""

    @classmethod
    def of(cls, text: str, language: str) -> Sentence:
        folded = fold_aligned(text)
        negations = [(m.start(), m.end(), m[0]) for m in _NEGATION[language].finditer(folded)]
        said, stop_words = tokens(text), STOP_WORDS[language]
        idle = [t.text in stop_words and not (t.text in COMPOUNDING and folded[t.end : t.end + 1] == "-") for t in said]
        return cls(text, language, folded, said, idle, negations=negations)

    def stop(self, i: int) -> bool:
        return self.idle[i]

    def content(self) -> list[int]:
        """The words that are no stop words."""
        return [i for i, idle in enumerate(self.idle) if not idle]

    def mark(self, start: int, end: int, key: str | None = None, keep: bool = False) -> None:
        """Everything of text[start:end] is understood, as the Filters field `key`; `keep`: and still worth searching by."""
        covered = [i for i, t in enumerate(self.tokens) if t.start < end and t.end > start]
        self.read.update(covered)
        if keep:
            self.kept.update(covered)
        if key:
            self.found.setdefault(key, []).append(self.text[start:end].strip())

    def is_read(self, start: int, end: int) -> bool:
        return any(t.start < end and t.end > start for i, t in enumerate(self.tokens) if i in self.read)

    def between(self, left: int, right: int) -> str:
        """The folded text between two words."""
        return self.folded[self.tokens[left].end : self.tokens[right].start]

    def spare(self, lexicon: Lexicon) -> None:
        """Forget the negations that are of a word: « sans fil » is wireless, and leaves no thread out."""
        self.negations = [negation for negation in self.negations if not self._of_a_word(negation, lexicon)]

    def _of_a_word(self, negation: tuple[int, int, str], lexicon: Lexicon) -> bool:
        """Whether the lexicon has names for the negated thing that do not name the thing: not "gluten-free"."""
        _, end, word = negation
        negated = next((t.text for t in self.tokens if t.start >= end), None)
        if negated is None or " " in word:
            return False
        concepts = lexicon.named((stem(word, self.language), stem(negated, self.language)), self.language)
        names = [concept.names.get("en", ()) for concept in concepts]
        return any(own and not any(negated in name or name.startswith("without") for name in own) for own in names)

    def mark_negations(self) -> None:
        """The negating words themselves are understood; done last, since "sans fil" is a phrase before "sans" negates."""
        for start, end, _ in self.negations:
            self.mark(start, end)
        for i in self.content():
            if i - 1 in self.read and self._freed(i - 1, []):
                self.mark(self.tokens[i].start, self.tokens[i].end)

    def rest(self) -> str:
        """What remains to search by: the words not understood, measures among them as they were written ('1/2"')."""
        pieces = self._remaining()
        return " ".join(pieces[i] for i in sorted(pieces))

    def spoken_rest(self) -> str:
        """`rest` with the small words between its words, as it was said: "a tool for packing down dirt" is one for it."""
        pieces = self._remaining()
        if not pieces:
            return ""
        measured = [(m.start, m.end) for m in find_measures(self.folded)]
        small = {
            i: self.tokens[i].raw
            for i in range(*self._told(min(pieces), max(pieces)))
            if i not in self.read and self.stop(i)
            if not any(start <= self.tokens[i].start < end for start, end in measured)
        }
        said = small | pieces
        return " ".join(said[i] for i in sorted(said))

    def _told(self, first: int, last: int) -> tuple[int, int]:
        """From where to where the words say what is searched: a small word that tells at either end is of it."""
        telling = TELLING[self.language]
        while first and self.tokens[first - 1].text in telling and not self.between(first - 1, first).strip(" -"):
            first -= 1
        while last + 1 < len(self.tokens) and self.tokens[last + 1].text in telling:
            last += 1
        return first, last + 1

    def _remaining(self) -> dict[int, str]:
        """Word number -> what stands there, for the words left over; a measure stands at its first one."""
        left = {i for i in range(len(self.tokens)) if i not in self.read or i in self.kept}
        pieces: dict[int, str] = {}
        for measure in find_measures(self.folded):
            inside = [i for i, t in enumerate(self.tokens) if t.start >= measure.start and t.end <= measure.end]
            if inside and left.issuperset(inside):
                left.difference_update(inside)
                pieces[inside[0]] = self.text[measure.start : measure.end]
        pieces.update({i: self.tokens[i].raw for i in left if not self.stop(i)})
        return pieces

    def share_read(self) -> float:
        content = self.content()
        return sum(i in self.read for i in content) / len(content) if content else float(bool(self.read))

    def negator(self, i: int, units: Sequence[Unit]) -> str | None:
        """The negation whose scope word `i` stands in, or None.

        It reaches the first unit after it (stop words between do not count), and on over "or", "nor", "and".
        `units` are the first and last words of what was recognised as one piece, and what kind of thing it names.
        """
        if self._freed(i, units):
            return "without"
        for _, end, word in reversed(self.negations):
            if end <= self.tokens[i].start and self._reaches(end, i, units):
                return word
        return None

    def _freed(self, i: int, units: Sequence[Unit]) -> bool:
        """Whether the word after it takes it away, "caffeine free"; not within a name: "gluten-free" as a shop states it,
        "free arm".
        """
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        joint = self.between(i, i + 1) if following is not None else ""
        if following is None or following.text != "free" or joint not in ("-", " "):
            return False
        if any(first <= i + 1 <= last for first, last, _ in units):
            return False
        return joint == "-" or not (self.idle[i] or _GIVEN_FREE.match(self.folded, following.end))

    def excludes_unknown(self, negator: str) -> bool:
        return negator.split()[0] in _NOUN_NEGATIONS or " " in negator

    def _reaches(self, position: int, target: int, units: Sequence[Unit]) -> bool:
        gap = self.folded[position : self.tokens[target].start]
        breaks = [m[0] for m in _BREAK.finditer(gap)]
        if any(mark != "," for mark in breaks):
            return False
        inside = [i for i in self.content() if self.tokens[i].start >= position and i < target]
        if not inside:
            return not breaks
        # One unit may stand between, when a conjunction carries the negation on to this one: "pas de rose ni de violet".
        last = inside[-1]
        unit = next((u for u in units if u[0] <= last <= u[1]), (last, last, ""))
        kind = next((u[2] for u in units if u[0] <= target <= u[1]), "")
        link = set(self.folded[self.tokens[last].end : self.tokens[target].start].replace(",", " ").split())
        carried = link & _OR or (link & _AND and kind == unit[2])
        return bool(carried) and self._reaches(position, unit[0], units)
