"""How well intents are understood: a trained model, run in Rasa's own process, on held-out sentences."""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.errors import ComptoirError
from bot.rasa_server.launch import base_environment, rasa_python
from bot.rasa_server.training import train
from bot.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
HELD_OUT = "data/evaluation/nlu_*.yml"
TRAINED_ON = ("config.yml", "data/nlu")
ORIGIN = {
    "first": "written by the people who wrote the examples; its confusions have guided what was added since: flatters",
    "second": "written by the same people later; its wrong sentences were never looked at, but known: a little kind",
    "third": "written last, as plain shoppers speak; scored more than once, one weight was chosen after: a little kind",
    "fourth": "written before the last season of examples, in another manner: long, halting, regional turns",
}
"""Where each part of the held-out set comes from, and how far to believe it."""
LANGUAGES = ("fr", "en")
TIMEOUT_SECONDS = 600
PAIRS_SHOWN = 20

Pair = dict[str, str]
"""{"text", "intent", "language", "part"}"""


class EvaluationFailed(ComptoirError):
    status, slug, title = 500, "evaluation-failed", "The model could not be evaluated"


def run(settings: Settings) -> dict[str, Any]:
    """The project's own data, trained if that was not done yet, then evaluated."""
    model = asyncio.run(train(PROJECT, settings.home / "models", print))
    return evaluate(model)


def evaluate(model_path: Path, project: Path = PROJECT) -> dict[str, Any]:
    """Scores per part and language, per intent, and the confusions. Raises EvaluationFailed with Rasa's last lines."""
    pairs = held_out(project)
    answer = _read(model_path, pairs, project)
    readings = answer["readings"]
    parts = sorted({pair["part"] for pair in pairs})
    return {
        "what": "nlu",
        "data_sha": data_sha(project),
        "sentences": len(pairs),
        "origin": {part: ORIGIN[part] for part in parts},
        "milliseconds_per_message": answer["milliseconds_per_message"],
        "parts": {part: _by_language(pairs, readings, part) for part in parts},
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
    """Accuracy, macro-F1 over the true intents, precision, recall and F1 of each, confusions as (true, read, times)."""
    intents = {name: _intent(name, truth, guess) for name in sorted(set(truth))}
    wrong = Counter((was, read) for was, read in zip(truth, guess, strict=True) if was != read)
    return {
        "sentences": len(truth),
        "accuracy": _share(len(truth) - wrong.total(), len(truth)),
        "macro_f1": round(sum(one["f1"] for one in intents.values()) / max(1, len(intents)), 3),
        "intents": intents,
        "confusions": [[was, read, times] for (was, read), times in wrong.most_common()],
    }


def table(result: Mapping[str, Any]) -> str:
    """The result as lines to read: one per part and language, then per intent, then the commonest confusions."""
    head = f"intents on {result['sentences']} held-out sentences, {result['milliseconds_per_message']} ms a message"
    lines = [head, "", f"{'part':8}{'language':10}{'n':>5}{'accuracy':>10}{'macro F1':>10}{'refused':>9}"]
    for part, languages in result["parts"].items():
        for language, one in languages.items():
            numbers = f"{one['sentences']:5}{one['accuracy']:10.3f}{one['macro_f1']:10.3f}{one['refused']:9.3f}"
            lines.append(f"{part:8}{language:10}{numbers}")
    last = list(result["parts"].values())[-1]["both"]
    lines += ["", f"{'intent':18}{'n':>5}{'precision':>11}{'recall':>8}{'F1':>7}   ({list(result['parts'])[-1]} part)"]
    for name, one in last["intents"].items():
        lines.append(f"{name:18}{one['n']:5}{one['precision']:11.2f}{one['recall']:8.2f}{one['f1']:7.2f}")
    confused = [f"  {was} read as {read}: {times}" for was, read, times in last["confusions"][:PAIRS_SHOWN]]
    return "\n".join([*lines, "", "commonest confusions", *confused])


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


def _intent(name: str, truth: Sequence[str], guess: Sequence[str]) -> dict[str, Any]:
    right = sum(was == read == name for was, read in zip(truth, guess, strict=True))
    n, read_so = truth.count(name), list(guess).count(name)
    f1 = round(2 * right / (n + read_so), 3) if n + read_so else 0.0
    return {"n": n, "precision": _share(right, read_so), "recall": _share(right, n), "f1": f1}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _read(model_path: Path, pairs: Sequence[Pair], project: Path) -> dict[str, Any]:
    command = [str(rasa_python(project)), "-m", "bot.nlu.evaluate_intents", str(model_path.resolve())]
    done = subprocess.run(
        command,
        input=json.dumps(list(pairs)),
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
