"""Simulated shoppers at the counter: whole talks through the HTTP API, judged on the catalogue's own facts."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bot import wiring
from bot.advice.advice import AdviceBook, AnswerAdvice
from bot.advice.advisor import Advisor
from bot.advice.attributes import local_values
from bot.evaluation import goals
from bot.evaluation.challenge import challenge
from bot.evaluation.goals import Goal
from bot.evaluation.server import serving
from bot.evaluation.shopper import STYLES, Liking, Shopper, Templates, Utterance, people
from bot.evaluation.speed import percentiles
from bot.evaluation.talk import Talk
from bot.settings import PROJECT, Settings
from bot.storage import documents
from catalog_index.index import CatalogueIndex
from catalog_index.language import detect

SHOPPERS = PROJECT / "data" / "evaluation" / "shoppers.yml"
PATIENCE = 9
"""Messages after which a shopper leaves without what they came for."""

CHECKOUT = 3
"""Messages more that whoever buys has patience for: which one, which size."""

TOP = 3
"""Cards that count: nobody scrolls to the fourth."""

CERTAIN = 0.95
"""Certainty from which a text's language is held against the assistant; short texts are left out."""

LONG_ENOUGH = 6
DEAD_ENDS = ("utter_trouble", "utter_one_moment")
LOST = ("utter_rephrase", "utter_rephrase_person", "utter_clarify_two", "utter_repair_what", "utter_repair_start")
SHARED = ("catalogue", "training", "models", "synonyms.yml")
"""What of the merchant's home the evaluated shop looks at; its conversations are its own."""


@dataclass(slots=True)
class Played:
    """One talk. `found_at`: the shopper message that brought the first suitable card, None for never."""

    language: str
    style: str
    musts: dict[str, Any]
    success: bool = False
    found_at: int | None = None
    turns: int = 0
    violations: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    other_language: list[str] = field(default_factory=list)
    dead_ends: list[str] = field(default_factory=list)
    not_understood: int = 0
    milliseconds: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def flawless(self) -> bool:
        flaws = (self.violations, self.repeated, self.missed, self.other_language, self.dead_ends)
        return self.success and not any(flaws) and not self.not_understood


class Stage:
    """What every talk is played and judged with."""

    def __init__(self, url: str, catalogue: CatalogueIndex, book: AdviceBook, templates: Templates) -> None:
        self.url, self.catalogue, self.book, self.templates = url, catalogue, book, templates
        self._responses: dict[str, Any] = {}
        for document in documents.load_folder(PROJECT / "data" / "responses").values():
            self._responses.update(document.get("responses") or {})

    def says(self, text: str, names: Sequence[str]) -> bool:
        """Whether `text` is one of these responses."""
        texts = [variant["text"] for name in names for variant in self._responses.get(name, ())]
        return any(re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(t)), text, re.DOTALL) for t in texts)

    def taste(self, goal: Goal, asking: str, language: str) -> Liking | None:
        """The merchant's answer that speaks most for the target and rules nothing of it out; else the target's fact."""
        question = self.book.about(goal.musts.get("category")).question(asking)
        if question is None:
            value = local_values(goal.target, asking.partition(":")[2]).get(language) if ":" in asking else None
            return Liking(value) if value else None
        liked = [(score, a) for a in question.answers if (score := _speaks_for(a, goal)) is not None]
        if not liked:
            return None
        answer = max(liked, key=lambda pair: pair[0])[1]
        return Liking(answer.title[language], tuple(answer.words.get(language, ())))


def _speaks_for(answer: AnswerAdvice, goal: Goal) -> int | None:
    """Preferences the target meets, less what it should avoid; None when it fails a must."""
    score = 0
    for bear in answer.bears:
        held = bear.condition.holds(goal.target)
        if bear.force == "must" and not held:
            return None
        score += bool(held) if bear.force != "avoid" else -bool(held)
    return score


def run(
    settings: Settings, shoppers: int, seed: int, progress: Callable[[int, int], None], url: str | None = None
) -> dict[str, Any]:
    """Play `shoppers` talks at `url`, or at a shop started for it over this home's catalogue."""
    templates = documents.load(SHOPPERS)
    with _shop(settings, url) as (address, home):
        known = wiring.read_knowledge(settings)
        catalogue = wiring.open_catalogue(settings.model_copy(update={"home": home}), known).current
        stage = Stage(address, catalogue, known.book, templates)
        talks, advisor = [], Advisor(known.book)
        for number, (style, language, luck) in enumerate(people(seed, shoppers), 1):
            goal = goals.draw(catalogue.products, luck, style == "changes mind")
            name = catalogue.vocabulary.category_name(goal.musts.get("category", ""), language)
            shopper = Shopper(goal, style, language, templates, name, stage.taste, luck)
            if "category" in goal.musts:
                shopper.shelf = advisor.category_name(goal.musts["category"], language, catalogue)
            talks.append(play(stage, shopper))
            progress(number, shoppers)
    return {
        "what": "dialogue",
        "shop": settings.shop,
        "catalogue_version": catalogue.version,
        "seed": seed,
        "scores": scores(talks),
        "talks": [_record(talk) for talk in talks],
    }


def run_challenge(
    settings: Settings, sentences: int, seed: int, progress: Callable[[int, int], None], url: str | None = None
) -> dict[str, Any]:
    """Say what `sentences` shoppers open with in disguise; {"scores": {kind: [same, all]}, "talks": the finds}."""
    templates = documents.load(SHOPPERS)
    with _shop(settings, url) as (address, home):
        known = wiring.read_knowledge(settings)
        catalogue = wiring.open_catalogue(settings.model_copy(update={"home": home}), known).current
        said = []
        for _, language, luck in people(seed, sentences):
            goal = goals.draw(catalogue.products, luck, False)
            name = catalogue.vocabulary.category_name(goal.musts.get("category", ""), language)
            shopper = Shopper(goal, "at once", language, templates, name, lambda *_: None, luck)
            said.append((language, shopper.first().text))
            progress(len(said), sentences)
        scores, finds = challenge(said, lambda language: Talk.in_turn(address, language), seed)
    return {"what": "challenge", "shop": settings.shop, "seed": seed, "scores": scores, "talks": finds}


def challenge_table(result: Mapping[str, Any]) -> str:
    """How many disguises of each kind were understood like the plain sentence."""
    return "\n".join(f"{kind:<12}{same:>5} of {total}" for kind, (same, total) in result["scores"].items() if total)


@contextmanager
def _shop(settings: Settings, url: str | None) -> Iterator[tuple[str, Path]]:
    if url is not None:
        Talk.in_turn(url).close()  # who does not answer is told of before the catalogue is opened
        yield url, settings.home
        return
    with tempfile.TemporaryDirectory(prefix="comptoir-dialogue-") as folder:
        home = Path(folder)
        for name in SHARED:
            if (settings.home / name).exists():
                (home / name).symlink_to((settings.home / name).resolve())
        with serving(home, {"COMPTOIR_NEW_CONVERSATIONS_PER_MINUTE": "100000"}) as server:
            yield server.url, home


# --- one talk --------------------------------------------------------------------------------------------------------


def play(stage: Stage, shopper: Shopper) -> Played:
    """From the opening until something suitable is on screen and all is said, or patience ends."""
    played = Played(shopper.language, shopper.style, {k: str(v) for k, v in shopper.goal.musts.items()})
    talk = Talk.in_turn(stage.url, shopper.language)
    try:
        utterance = shopper.first()
        while True:
            messages = _said(talk, utterance, played)
            judge(stage, shopper, messages, played)
            asking = talk.state.get("asking")
            if asking in shopper.answered:
                played.repeated.append(str(asking))
            played.success = any(_suitable(stage, shopper.goal, card) for card in talk.cards()[:TOP])
            if played.success and shopper.content and shopper.buys:
                return buy(stage, shopper, talk, played)
            if (played.success and shopper.content) or played.turns >= PATIENCE:
                played.success = played.success and not played.missed
                return played
            utterance = shopper.next(asking, _offered(messages), [card["item_id"] for card in talk.cards()])
    finally:
        talk.close()


def buy(stage: Stage, shopper: Shopper, talk: Talk, played: Played) -> Played:
    """What suits is taken by its place, in a size: bought is what was pointed at, and the talk stands at the till."""
    cards = talk.cards()[:TOP]
    wanted = next(card["item_id"] for card in cards if _suitable(stage, shopper.goal, card))
    messages = _said(talk, shopper.take([card["item_id"] for card in cards], wanted), played)
    for _ in range(CHECKOUT):
        judge(stage, shopper, messages, played)
        if talk.state["asking"] != "size":
            break
        messages = _said(talk, shopper.size(_offered(messages)), played)
    other = _another_size(stage, talk)
    if other:
        judge(stage, shopper, _said(talk, shopper.resize(other), played), played, sized=False)
    product, taken = stage.catalogue.product(wanted), stage.catalogue.product(talk.cards()[0]["item_id"])
    same = product is not None and taken is not None and taken.group == product.group
    fits = taken is not None and other in ("", taken.size)
    played.success = same and fits and talk.state["stage"] == "decide" and not played.missed
    return played


def _another_size(stage: Stage, talk: Talk) -> str:
    """A size that what was taken comes in as well, "" where it comes in none or was not taken."""
    taken = stage.catalogue.product(talk.cards()[0]["item_id"])
    if taken is None or not taken.size or talk.state["stage"] != "decide":
        return ""
    variants = [v for v in stage.catalogue.variants(taken.group) if v.buyable and v.color == taken.color]
    return next((v.size for v in variants if v.size and v.size != taken.size), "")


def _offered(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    return [reply["title"] for reply in messages[-1]["quick_replies"]] if messages else []


def _said(talk: Talk, utterance: Utterance, played: Played) -> list[dict[str, Any]]:
    played.turns += 1
    played.lines.append(f"shopper: {utterance.text or f'[{utterance.tap}]'}")
    before, began = dict(talk.state), time.perf_counter()
    messages = talk.tap(utterance.tap) if utterance.tap else talk.say(utterance.text)
    played.milliseconds.append((time.perf_counter() - began) * 1000)
    for message in messages:
        cards = "; ".join(f"{c['title']} {(c['sale_price'] or c['price'])['amount']}" for c in message["products"])
        replies = " | ".join(reply["title"] for reply in message["quick_replies"])
        played.lines.append(f"assistant: {message['text']}" + (f" [{cards}]" if cards else "") + f" ({replies})")
    played.lines.append(f"  {talk.state['needs']} asking {talk.state['asking']}")
    if missed := utterance.expected.missed(before, talk.state, messages):
        played.missed.append(missed)
    return messages


def judge(
    stage: Stage, shopper: Shopper, messages: Sequence[Mapping[str, Any]], played: Played, sized: bool = True
) -> None:
    """What was wrong with the answer, and whether it first brought something suitable. Not `sized`: another size than
    the goal's was asked for."""
    if not messages or any(not message["text"] for message in messages):
        played.dead_ends.append("nothing said")
    for message in messages:
        text = str(message["text"])
        if stage.says(text, DEAD_ENDS):
            played.dead_ends.append(text)
        played.not_understood += stage.says(text, LOST)
        own = text.partition(":")[0] if len(message["products"]) == 1 else text  # a sheet speaks as it was written
        if message["language"] != shopper.language or _in_another_language(own, shopper.language):
            played.other_language.append(text)
        for card in message["products"]:
            broken = _violations(stage, shopper, card)
            played.violations += [each for each in broken if sized or ": size " not in each]
        top = message["products"][:TOP]
        if played.found_at is None and any(_suitable(stage, shopper.goal, card) for card in top):
            played.found_at = played.turns


def _violations(stage: Stage, shopper: Shopper, card: Mapping[str, Any]) -> list[str]:
    """The musts already said that a card breaks. What a thing is counts for success alone, where no shelf says it."""
    product = stage.catalogue.product(card["item_id"])
    if product is None:
        return [f"{card['item_id']}: unknown"]
    broken = goals.broken(product, {key: value for key, value in shopper.said.items() if key != "thing"})
    return [f"{product.id}: {key} {shopper.said[key]}" for key in broken]


def _suitable(stage: Stage, goal: Goal, card: Mapping[str, Any]) -> bool:
    """Whether the product of a card can be bought so that every must holds (in another size than shown, maybe)."""
    product = stage.catalogue.product(card["item_id"])
    if product is None:
        return False
    variants = stage.catalogue.variants(product.group)
    return any(v.buyable and v.color == product.color and goals.suits(v, goal.musts) for v in variants)


def _in_another_language(text: str, language: str) -> bool:
    if len(text.split()) < LONG_ENOUGH:
        return False
    found, probability = detect(text)
    return found != language and probability >= CERTAIN


# --- figures ---------------------------------------------------------------------------------------------------------


def scores(talks: Sequence[Played]) -> dict[str, dict[str, Any]]:
    """Figures for all talks, each language and each style."""
    groups: dict[str, list[Played]] = {"all": list(talks)}
    for language in ("fr", "en"):
        groups[language] = [talk for talk in talks if talk.language == language]
    for style in STYLES:
        groups[style] = [talk for talk in talks if talk.style == style]
    return {name: _figures(group) for name, group in groups.items() if group}


def _figures(talks: Sequence[Played]) -> dict[str, Any]:
    found = [talk.found_at for talk in talks if talk.found_at is not None]
    spent = [ms / 1000 for talk in talks for ms in talk.milliseconds]
    p50, p95 = percentiles(spent)
    return {
        "talks": len(talks),
        "success": round(sum(talk.success for talk in talks) / len(talks), 3),
        "violations": sum(len(talk.violations) for talk in talks),
        "turns": median(found) if found else None,
        "repeated": sum(len(talk.repeated) for talk in talks),
        "missed": sum(len(talk.missed) for talk in talks),
        "other_language": sum(len(talk.other_language) for talk in talks),
        "dead_ends": sum(len(talk.dead_ends) for talk in talks),
        "not_understood": sum(talk.not_understood for talk in talks),
        "ms_p50": round(p50),
        "ms_p95": round(p95),
    }


def _record(talk: Played) -> dict[str, Any]:
    """A talk for the result file; its lines only where something went wrong."""
    plain = {name: getattr(talk, name) for name in Played.__dataclass_fields__ if name not in ("lines", "milliseconds")}
    return plain if talk.flawless else {**plain, "lines": talk.lines}


COLUMNS = (
    ("talks", "talks"),
    ("success", "success"),
    ("violations", "broken musts"),
    ("turns", "turns"),
    ("repeated", "asked again"),
    ("missed", "missed"),
    ("other_language", "other language"),
    ("dead_ends", "dead ends"),
    ("not_understood", "not understood"),
    ("ms_p50", "ms p50"),
    ("ms_p95", "p95"),
)


def table(result: Mapping[str, Any]) -> str:
    """The figures as lines to read."""
    head = "".join(f"{title:>{len(title) + 3}}" for _, title in COLUMNS)
    lines = [f"shop {result['shop']}, seed {result['seed']}", f"{'':<14}{head}"]
    for name, row in result["scores"].items():
        cells = "".join(f"{_cell(row[key]):>{len(title) + 3}}" for key, title in COLUMNS)
        lines.append(f"{name:<14}{cells}")
    return "\n".join(lines)


def _cell(value: Any) -> str:
    return "-" if value is None else f"{value:g}"
