"""How well intents are understood: a trained model, run in Rasa's own process, on held-out sentences."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.errors import ComptoirError
from bot.evaluation.nlu_table import table as table
from bot.evaluation.typing_errors import SEED, cost, mistyped
from bot.rasa_server.launch import base_environment, rasa_python
from bot.rasa_server.sentences import packaged
from bot.rasa_server.spelling import spelling_of
from bot.rasa_server.training import train
from bot.wiring.models import SHIPPED_MODELS

PROJECT = Path(__file__).resolve().parents[2]
HELD_OUT = "data/evaluation/nlu_*.yml"
TWO_INTENTS = "data/evaluation/two_intents.yml"
TRAINED_ON = ("config.yml", "data/nlu")
ORIGIN = {
    "first": "written by the people who wrote the examples; its confusions have guided what was added since: flatters",
    "second": "written by the same people later; clues and weights were chosen on it, kinds of examples since",
    "third": "written last, as plain shoppers speak; one weight was chosen on it, kinds of examples since",
    "fourth": "written before the last examples, in another manner; clues were chosen on it, no example was",
    "fifth": "thirty imagined shoppers, written before most examples; nothing was chosen by it, and it was seen since",
    "sixth": "turns as people write to a shop's chat, written before the last examples; seen since",
    "seventh": "teenagers, old people, company buyers, dictation, six countries; seen since",
    "eighth": "new trades, night workers, hard spellers, learners, irony; written before its round; seen since",
    "ninth": "glasses, bicycles, wine, fabrics, furniture, games, tools; written before its round; seen since",
    "tenth": "some ten a wish, in very different voices; written before its round; seen since",
    "eleventh": "plain talk of families; written after the last examples, before any model was asked",
    "twelfth": "many doubts, objections to a price and what looks like them; written by rules alone; seen since",
    "thirteenth": "the same in other voices, written before its round, read once towards its end; seen since",
}
"""Where each part of the held-out set comes from, and how far to believe it."""
LANGUAGES = ("fr", "en")
SAME_ANSWER = (
    frozenset({"search_product", "inform_need", "change_mind", "ask_recommendation"}),
    frozenset({"ask_alternative", "reject_product"}),
    frozenset({"ask_human", "complain"}),
)
"""Intents that lead to the same answer: the questions and the products that follow from what was read; another product;
a person."""
COURTESY = frozenset({"greet", "goodbye", "thank", "affirm", "deny"})
TIMEOUT_SECONDS = 600
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)

Pair = dict[str, str]
"""{"text", "intent", "language", "part"}"""


class EvaluationFailed(ComptoirError):
    status, slug, title = 500, "evaluation-failed", "The model could not be evaluated"


def run() -> dict[str, Any]:
    """The project's own data, trained if that was not done yet, then evaluated."""
    return evaluate(asyncio.run(train(PROJECT, SHIPPED_MODELS, print)))


def evaluate(model_path: Path, project: Path = PROJECT) -> dict[str, Any]:
    """Scores per part and language, per intent, and the confusions. Raises EvaluationFailed with Rasa's last lines."""
    pairs, doubles = held_out(project), two_intents(project)
    answer = _read(model_path, [*pairs, *doubles], project)
    readings, of_two = answer["readings"][: len(pairs)], answer["readings"][len(pairs) :]
    parts = sorted({pair["part"] for pair in pairs})
    return {
        "what": "nlu",
        "data_sha": data_sha(project),
        "sentences": len(pairs),
        "origin": {part: ORIGIN[part] for part in parts},
        "milliseconds_per_message": answer["milliseconds_per_message"],
        "thresholds": thresholds(pairs, readings),
        "two_intents": heard_both(doubles, of_two),
        "typing_errors": _typing_errors(model_path, pairs, readings, project),
        "parts": {part: _by_language(pairs, readings, part) for part in parts},
    }


def _typing_errors(
    model_path: Path, pairs: Sequence[Pair], readings: Sequence[Mapping[str, Any]], project: Path
) -> dict[str, Any]:
    """What one in each sentence costs, and what `bot.rasa_server.spelling` wins back."""
    chance = random.Random(SEED)
    typed = [{**pair, "text": mistyped(pair["text"], chance)} for pair in pairs]
    unmended, mended = (_read(model_path, typed, project, mend)["readings"] for mend in (False, True))
    return cost(pairs, {"as_written": readings, "mistyped": unmended, "mistyped_and_mended": mended})


def two_intents(project: Path = PROJECT) -> list[Pair]:
    """Every held-out turn that holds two intents: `intent` is the one to answer first, `also` the other."""
    if not (project / TWO_INTENTS).exists():
        return []
    turns = YAML(typ="safe").load((project / TWO_INTENTS).read_text(encoding="utf-8"))
    return [
        {"text": text, "intent": first, "also": other, "language": language}
        for language, lines in turns.items()
        for text, first, other in lines
    ]


def heard_both(doubles: Sequence[Pair], readings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many turns of two intents had the right one first, one of the two first, and (where both ask) both."""
    both = [{pair["intent"], pair["also"]} for pair in doubles]
    asking = [not pair_set & COURTESY for pair_set in both]
    heard = [{str(one["intent"]), *one.get("also", ())} for one in readings]
    return {
        "turns": len(doubles),
        "right_first": sum(pair["intent"] == one["intent"] for pair, one in zip(doubles, readings, strict=True)),
        "one_of_them_first": sum(one["intent"] in pair for pair, one in zip(both, readings, strict=True)),
        "both_ask": sum(asking),
        "both_heard": sum(asks and pair <= got for asks, pair, got in zip(asking, both, heard, strict=True)),
    }


def thresholds(pairs: Sequence[Pair], readings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What refusing below each confidence would do: share answered, precision of those, share right of the refused,
    share of the refused where "A or B?" names the right one, share of sentences in scope refused, and recall of those
    out of scope (said so, or refused)."""
    rows = [
        (pair["intent"], one["guess"], one["second"], float(one["guess_confidence"]))
        for pair, one in zip(pairs, readings, strict=True)
    ]
    return [_at(rows, threshold) for threshold in THRESHOLDS]


def _at(rows: Sequence[tuple[str, str, str, float]], threshold: float) -> dict[str, Any]:
    answered = [was == guess for was, guess, _, sure in rows if sure >= threshold]
    refused = [was == guess for was, guess, _, sure in rows if sure < threshold]
    offered = [was in (guess, second) for was, guess, second, sure in rows if sure < threshold]
    inside = [sure < threshold for was, _, _, sure in rows if was != "out_of_scope"]
    outside = [sure < threshold or guess == was for was, guess, _, sure in rows if was == "out_of_scope"]
    return {
        "threshold": threshold,
        "answered": _share(len(answered), len(rows)),
        "precision": _share(sum(answered), len(answered)),
        "refused_though_right": _share(sum(refused), len(refused)),
        "right_among_two": _share(sum(offered), len(offered)),
        "in_scope_refused": _share(sum(inside), len(inside)),
        "out_of_scope_recall": _share(sum(outside), len(outside)),
    }


def held_out(project: Path = PROJECT) -> list[Pair]:
    """Every held-out sentence; a file's name says its part and language (nlu_first.fr.yml)."""
    pairs: list[Pair] = []
    for path in sorted(project.glob(HELD_OUT)):
        part, language = path.stem.removeprefix("nlu_").split(".")
        for intent, text in examples(path):
            pairs.append({"text": text, "intent": intent, "language": language, "part": part})
    return pairs


def examples(path: Path) -> Iterable[tuple[str, str]]:
    """(intent, sentence) of one NLU file in Rasa's format; lookup tables are left out."""
    for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            if "intent" in block and line.strip():
                yield block["intent"], line.strip().removeprefix("- ")


def data_sha(project: Path = PROJECT) -> str:
    """Twelve hex digits of what the intents are learnt from."""
    digest = hashlib.sha256()
    for name in TRAINED_ON:
        root = project / name
        for path in [root] if root.is_file() else sorted(root.rglob("*.yml")):
            digest.update(path.relative_to(project).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def score(truth: Sequence[str], guess: Sequence[str]) -> dict[str, Any]:
    """Accuracy, the share that gets the right answer (see SAME_ANSWER), macro-F1 over the true intents, precision,
    recall and F1 of each, confusions as (true, read, times)."""
    intents = {name: _intent(name, truth, guess) for name in sorted(set(truth))}
    wrong = Counter((was, read) for was, read in zip(truth, guess, strict=True) if was != read)
    return {
        "sentences": len(truth),
        "accuracy": _share(len(truth) - wrong.total(), len(truth)),
        "same_answer": _share(sum(map(_answered_alike, truth, guess)), len(truth)),
        "macro_f1": round(sum(one["f1"] for one in intents.values()) / max(1, len(intents)), 3),
        "intents": intents,
        "matrix": {was: dict(Counter(r for w, r in zip(truth, guess, strict=True) if w == was)) for was in intents},
        "confusions": [[was, read, times] for (was, read), times in wrong.most_common()],
    }


def _by_language(pairs: Sequence[Pair], readings: Sequence[Mapping[str, Any]], part: str) -> dict[str, Any]:
    def of(languages: tuple[str, ...]) -> dict[str, Any]:
        chosen = [
            (pair["intent"], str(reading["intent"]))
            for pair, reading in zip(pairs, readings, strict=True)
            if pair["part"] == part and pair["language"] in languages
        ]
        refused = sum(read == "nlu_fallback" for _, read in chosen)
        scored = score([was for was, _ in chosen], [read for _, read in chosen])
        return {**scored, "refused": _share(refused, len(chosen))}

    return {"both": of(LANGUAGES), **{language: of((language,)) for language in LANGUAGES}}


def _answered_alike(was: str, read: str) -> bool:
    return was == read or any({was, read} <= alike for alike in SAME_ANSWER)


def _intent(name: str, truth: Sequence[str], guess: Sequence[str]) -> dict[str, Any]:
    right = sum(was == read == name for was, read in zip(truth, guess, strict=True))
    n, read_so = truth.count(name), list(guess).count(name)
    f1 = round(2 * right / (n + read_so), 3) if n + read_so else 0.0
    return {"n": n, "precision": _share(right, read_so), "recall": _share(right, n), "f1": f1}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _read(model_path: Path, pairs: Sequence[Pair], project: Path, mend: bool = True) -> dict[str, Any]:
    """As in service; without `mend`, typing errors and all."""
    command = [str(rasa_python(project)), "-m", "bot.nlu.evaluate_intents", str(model_path.resolve())]
    vectors, spelling = packaged(PROJECT), spelling_of(project)
    said = [{**pair, "text": spelling.of(pair["text"], pair["language"])} for pair in pairs] if mend else pairs
    asked = [{**pair, "sentence": vectors.of(pair["text"], pair["language"])} for pair in said]
    done = subprocess.run(
        command,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        cwd=project,
        env=base_environment(project),
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode != 0 or not done.stdout.strip():
        raise EvaluationFailed(done.stderr.strip()[-2000:] or f"the reading process ended with {done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer
