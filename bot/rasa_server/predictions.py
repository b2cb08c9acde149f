"""What a model makes of sentences, asked in a process of its own, beside the shop that serves."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.errors import ComptoirError
from bot.rasa_server.launch import base_environment, rasa_python
from bot.rasa_server.sentences import SentenceVectors
from bot.rasa_server.spelling import Spelling
from catalog_index.language import detect

NICE = "10"
SECONDS = 300.0
TAIL = 10
"""Lines of a failed reading that are told."""


class PredictionFailed(ComptoirError):
    status, slug, title = 422, "prediction-failed", "The model could not read the sentences"


async def predictions(
    project: Path,
    model: Path,
    texts: Sequence[str],
    sentences: SentenceVectors | None = None,
    spelling: Spelling | None = None,
) -> list[dict[str, Any]]:
    """{"intent", "confidence", "runner_up"} per text, in order. Raises PredictionFailed with Rasa's last lines.

    `sentences` gives each text the vector it would have in service, `spelling` mends it as there.
    """
    questions = await asyncio.to_thread(_questions, texts, sentences, spelling)
    process = await asyncio.create_subprocess_exec(
        *("nice", "-n", NICE, str(rasa_python(project)), "-m", "bot.nlu.evaluate_intents", str(model)),
        env=base_environment(project),
        cwd=project,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        asked = json.dumps(questions).encode()
        out, errors = await asyncio.wait_for(process.communicate(asked), SECONDS)
    except TimeoutError:
        raise PredictionFailed(f"no answer after {SECONDS:.0f} s") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return _readings(process.returncode, out, errors, len(texts))


def _questions(
    texts: Sequence[str], sentences: SentenceVectors | None, spelling: Spelling | None
) -> list[dict[str, Any]]:
    spoken = [(text, detect(text)[0]) for text in texts]
    mended = [(spelling.of(text, language) if spelling else text, language) for text, language in spoken]
    return [
        {"text": text, "sentence": sentences.of(text, language) if sentences else None} for text, language in mended
    ]


def _readings(code: int | None, out: bytes, errors: bytes, count: int) -> list[dict[str, Any]]:
    lines = out.decode("utf-8", "replace").strip().splitlines()
    try:
        readings: list[dict[str, Any]] = json.loads(lines[-1])["readings"] if code == 0 else []
    except (IndexError, ValueError, KeyError):
        readings = []
    if len(readings) != count:
        said = errors.decode("utf-8", "replace").strip().splitlines()[-TAIL:]
        raise PredictionFailed("\n".join(said) or "the model said nothing")
    return readings
