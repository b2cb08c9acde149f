"""What a merchant has written of a good seller's knowledge (data/advice), parsed and ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from bot.advice.attributes import number_of, value_of
from bot.advice.phrase import Text
from bot.errors import InvalidInput
from bot.shopper.needs import Needs
from catalog_index.paths import at_or_below
from catalog_index.product import Product
from catalog_index.values import parts

Force = Literal["must", "prefer", "avoid"]
FORCES = ("must", "prefer", "avoid")


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on one attribute: one of `among`, and/or a leading number within [low, high]."""

    attribute: str
    among: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def holds(self, product: Product) -> bool | None:
        """None when the catalogue does not state the attribute: then nothing may be claimed either way."""
        value = value_of(product, self.attribute)
        if value is None:
            return None
        if self.among and not any(part.casefold() in self.among for part in (value, *parts(value))):
            return False
        if self.low is None and self.high is None:
            return True
        number = number_of(product, self.attribute)
        if number is None:
            return None
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True)
class Bear:
    """How an answer bears on a product: `reason` may be said when it holds, `lacks` when it does not."""

    condition: Condition
    force: Force
    reason: Text | None = None
    lacks: Text | None = None


@dataclass(frozen=True, slots=True)
class AnswerAdvice:
    id: str
    title: Text
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    bears: tuple[Bear, ...] = ()
    need: Text = field(default_factory=dict)

    def named(self, language: str) -> str:
        """The answer as a need, in a sentence or on a chip: "waterproof" where the reply says "Yes, keep me dry"."""
        return self.need.get(language) or self.title.get(language) or self.id


@dataclass(frozen=True, slots=True)
class QuestionAdvice:
    """`ask` is one of the contract's `asking` names; `text` holds variants by language."""

    ask: str
    text: Mapping[str, tuple[str, ...]]
    why: Text | None = None
    answers: tuple[AnswerAdvice, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawbackRule:
    """An honest drawback, said when the condition holds; `text` may use {value}."""

    condition: Condition
    text: Text


@dataclass(frozen=True, slots=True)
class Advice:
    """One file of data/advice, or several that apply at once."""

    applies_to: tuple[str, ...] = ("",)
    name: Text = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    questions: tuple[QuestionAdvice, ...] = ()
    drawbacks: tuple[DrawbackRule, ...] = ()
    goes_with: tuple[str, ...] = ()
    specific: bool = False

    def reach(self, path: str) -> int:
        """How closely this fits a product_type path: the length of the longest prefix that holds, -1 for none."""
        return max((len(p) for p in self.applies_to if below(path, p)), default=-1)

    def question(self, ask: str) -> QuestionAdvice | None:
        return next((q for q in self.questions if q.ask == ask), None)

    def answer(self, ask: str, answer_id: str) -> AnswerAdvice | None:
        question = self.question(ask)
        return next((a for a in question.answers if a.id == answer_id), None) if question else None

    def answered(self, needs: Needs) -> list[AnswerAdvice]:
        """The answers that these needs amount to: usage, level, gender, and every feature."""
        pairs = [(ask, value) for ask in ("usage", "level", "gender") if (value := getattr(needs, ask))]
        asks = [q.ask for q in self.questions if q.ask.startswith("feature")]
        pairs += [(ask, value) for ask in asks for value in needs.features]
        found = [self.answer(ask, value) for ask, value in pairs]
        return [answer for answer in found if answer is not None]


class AdviceBook:
    """All files of data/advice of one shop."""

    def __init__(self, pages: Iterable[Advice] = ()) -> None:
        self.pages = tuple(pages)

    @classmethod
    def parse(cls, documents: Mapping[str, Mapping[str, Any]]) -> AdviceBook:
        """From file name -> parsed YAML. Raises InvalidInput that names the file and the place."""
        return cls(parse_advice(document, name) for name, document in sorted(documents.items()))

    def about(self, path: str | None) -> Advice:
        """What applies to a product_type path, the closest file first; to any product when the path is None."""
        ranked = sorted(
            ((page.reach(path or ""), page) for page in self.pages if page.reach(path or "") >= 0),
            key=lambda pair: -pair[0],
        )
        return _joined([page for _, page in ranked], specific=any(reach > 0 for reach, _ in ranked))

    def words(self) -> dict[str, dict[str, list[str]]]:
        """product_type prefix -> language -> names of it, for the catalogue's vocabulary (ExtraWords)."""
        found: dict[str, dict[str, list[str]]] = {}
        for page in self.pages:
            for prefix in filter(None, page.applies_to):
                for language, words in page.words.items():
                    found.setdefault(prefix, {}).setdefault(language, []).extend(words)
        return found


def below(path: str, prefix: str) -> bool:
    """Whether a product_type path is `prefix` or lies below it; every path lies below ""."""
    return prefix == "" or at_or_below(path, prefix)


def parse_advice(raw: Mapping[str, Any], name: str = "") -> Advice:
    """One parsed YAML document. Raises InvalidInput naming the file and what is wrong."""
    try:
        return Advice(
            applies_to=tuple(raw.get("applies_to") or ("",)),
            name=raw.get("name") or {},
            words=raw.get("words") or {},
            questions=tuple(_question(q) for q in raw.get("questions") or ()),
            drawbacks=tuple(DrawbackRule(_condition(d), d["text"]) for d in raw.get("drawbacks") or ()),
            goes_with=tuple(raw.get("goes_with") or ()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(f"advice {name}: {error!r} is missing or malformed") from error


def _question(raw: Mapping[str, Any]) -> QuestionAdvice:
    text = {lang: (t,) if isinstance(t, str) else tuple(t) for lang, t in raw["text"].items()}
    return QuestionAdvice(str(raw["ask"]), text, raw.get("why"), tuple(_answer(a) for a in raw.get("answers") or ()))


def _answer(raw: Mapping[str, Any]) -> AnswerAdvice:
    bears = tuple(_bear(b) for b in raw.get("bears") or ())
    return AnswerAdvice(str(raw["id"]), raw["title"], raw.get("words") or {}, bears, raw.get("need") or {})


def _bear(raw: Mapping[str, Any]) -> Bear:
    if raw["force"] not in FORCES:
        raise ValueError(f"force {raw['force']!r} is none of {FORCES}")
    return Bear(_condition(raw), cast(Force, raw["force"]), raw.get("reason"), raw.get("lacks"))


def _condition(raw: Mapping[str, Any]) -> Condition:
    among = raw.get("is") or ()
    values = (among,) if isinstance(among, str | int | float | bool) else tuple(among)
    low, high = (None if raw.get(k) is None else float(raw[k]) for k in ("min", "max"))
    return Condition(str(raw["attribute"]), tuple(_plain(v).casefold() for v in values), low, high)


def _plain(value: Any) -> str:
    """YAML reads an unquoted Yes or No as a boolean; the catalogue writes the word."""
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value)


def _joined(pages: Sequence[Advice], specific: bool) -> Advice:
    """Several files as one: the first to ask a question has it."""
    questions: dict[str, QuestionAdvice] = {}
    for page in pages:
        for question in page.questions:
            questions.setdefault(question.ask, question)
    return Advice(
        applies_to=tuple(p for page in pages for p in page.applies_to),
        name=pages[0].name if specific and pages else {},
        questions=tuple(questions.values()),
        drawbacks=tuple(rule for page in pages for rule in page.drawbacks),
        goes_with=tuple(p for page in pages for p in page.goes_with),
        specific=specific,
    )
