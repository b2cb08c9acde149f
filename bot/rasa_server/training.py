"""From the training data to a model file, once per content: the same words are never trained twice."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import ComptoirError
from bot.rasa_server.launch import base_environment, rasa_python
from bot.rasa_server.sentences import taught_vectors

Progress = Callable[[str], None]

SOURCES = (
    *("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "data/responses"),
    *("bot/nlu", "bot/rasa_server/gloss.py", "catalog_index/lexicon.yml", "requirements/rasa.txt"),
)
"""What a model is made of, under the project: bot/nlu holds the graph's own components; the gloss and the lexicon say
French in English for the examples' vectors."""
SERVING = frozenset(
    {
        "action_call.py",
        "channel.py",
        "evaluate_intents.py",
        "memory.py",
        "parent.py",
        "predict.py",
        "serve.py",
        "shortcuts.py",
        "train.py",
    }
)
"""What of bot/nlu has no part in a model."""
CACHE = ".cache"
"""Beside the models: the parts Rasa keeps of earlier trainings, by content."""
DATA = ("data/nlu", "data/rules", "data/stories")
SUFFIXES = (".yml", ".yaml", ".py")
LENGTH = 12
"""Hex digits of the fingerprint in a model's name."""
NICE = 10
"""A training beside a running shop gives way to it."""
LINE_BYTES = 1_000_000
TAIL = 15
"""Lines of the output that a failed training shows."""


class TrainingFailed(ComptoirError):
    status, slug, title = 422, "training-failed", "The training data could not be trained"


def fingerprint(project: Path, extra: Iterable[Path] = ()) -> str:
    """The content that a model is made of, as LENGTH hex digits: the same content anywhere gives the same digits.

    `extra` are folders or files of further examples (from the console).
    """
    digest = hashlib.sha256()
    for name in SOURCES:
        for path in _files(project / name):
            _add(digest, path.relative_to(project).as_posix(), path)
    for root in sorted(extra):
        for path in _files(root):
            _add(digest, f"extra/{path.relative_to(root if root.is_dir() else root.parent).as_posix()}", path)
    return digest.hexdigest()[:LENGTH]


def model_path(out_dir: Path, print_: str) -> Path:
    """Where the model of a fingerprint lives."""
    return out_dir.absolute() / f"comptoir-{print_}.tar.gz"


async def train(
    project: Path, out_dir: Path, progress: Progress | None = None, extra: Sequence[Path] = (), force: bool = False
) -> Path:
    """The model of the project's training data and `extra`: made in a process of its own, unless it is there already.

    `progress` hears one short line per step. Cancelling ends the process. Raises TrainingFailed with Rasa's last lines.
    """
    say = progress or (lambda what: None)
    model = model_path(out_dir, fingerprint(project, extra))
    if model.exists() and not force:
        say(f"{model.name} is already trained")
        return model
    with _workbench(model) as made:
        cache = model.parent / CACHE
        sentences = await _vectors(project, cache, extra, say)
        told = {"COMPTOIR_SENTENCES": str(sentences.resolve())} if sentences else {}
        await _run(_command(project, made, extra), project, {"RASA_CACHE_DIRECTORY": str(cache), **told}, say)
        made.replace(model)  # whole or not at all: nobody loads half a model
    return model


async def _vectors(project: Path, cache: Path, extra: Sequence[Path], say: Progress) -> Path | None:
    """Computed in a thread, which a cancelled training does not leave at work."""
    wanted = threading.Event()
    wanted.set()
    try:
        return await asyncio.to_thread(taught_vectors, project, cache, extra, say, wanted.is_set)
    finally:
        wanted.clear()


@contextmanager
def _workbench(model: Path) -> Iterator[Path]:
    """Where to write `model` before it is done, on the same disk; nothing is left of it."""
    model.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".training-", dir=model.parent) as folder:
        yield Path(folder) / model.name


def _command(project: Path, made: Path, extra: Sequence[Path]) -> list[str]:
    folders = [path.resolve() for path in (*(project / name for name in DATA), *extra) if path.exists()]
    where = ["--config", str(project / "config.yml"), "--domain", str(project / "domain.yml")]
    out = ["--out", str(made.parent.resolve()), "--name", made.name]
    return [str(rasa_python(project)), "-m", "bot.nlu.train", *where, *out, "--data", *map(str, folders)]


async def _run(command: list[str], project: Path, told: Mapping[str, str], say: Progress) -> None:
    process = await asyncio.create_subprocess_exec(
        "nice",
        "-n",
        str(NICE),
        *command,
        env={**base_environment(project), **told},
        cwd=project,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=LINE_BYTES,
        start_new_session=True,
    )
    try:
        rest = [line async for line in _other_lines(process, say)]
        if await process.wait() != 0:
            raise TrainingFailed("\n".join(rest[-TAIL:]) or "the training ended without a word")
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _other_lines(process: asyncio.subprocess.Process, say: Progress) -> AsyncIterator[str]:
    """What the process prints beside its steps, which go to `say`."""
    assert process.stdout is not None
    async for raw in process.stdout:
        line = raw.decode("utf-8", "replace").rstrip()
        if line.startswith("@ "):
            say(line[2:])
        elif line:
            yield line


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    found = (path for path in root.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    return sorted(path for path in found if not (root.name == "nlu" and path.name in SERVING))


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    content = path.read_bytes()
    digest.update(f"{name}\0{len(content)}\0".encode())
    digest.update(content)
