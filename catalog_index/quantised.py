"""A sentence model in 8-bit integers, run by ONNX Runtime without torch. The only home of onnx and onnxruntime.

Made once from the model's own weights (tokens in, unit vector out, pooling included) and kept as a folder:
model.onnx, tokenizer.json, model.json.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.errors import CatalogueError

Vectors = NDArray[np.float32]
RECIPE = 1
"""Counted up when a model is made otherwise than before: then it is made again."""
_OPSET = 17
_TOKENS = 640
"""Tokens computed at once, padding included. 320 and 1,280 are as fast (216 and 218 titles a CPU second); small
batches show their progress and need little memory.
"""
_PART = 2_048
"""Texts cut into tokens at once: sorted by length among so many, hardly a batch is padded."""
_AHEAD = 4
"""Batches that wait for each worker, so that none is idle while the next texts are cut."""


class QuantisedModel:
    """What `make` left in `folder`. Safe among threads; each batch runs on one."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.dimension = int(meta["dimension"])
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(meta["longest"]))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str], workers: int = 1) -> Iterator[tuple[list[int], Vectors]]:
        """(numbers of texts, their float32 unit vectors) batch by batch, in no order, `workers` batches at a time."""
        waiting: deque[tuple[list[int], Future[Vectors]]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            for numbers, tokens in self._cut(texts):
                waiting.append((numbers, pool.submit(self._run, tokens)))
                if len(waiting) > workers * _AHEAD:
                    done, computed = waiting.popleft()
                    yield done, computed.result()
            for done, computed in waiting:
                yield done, computed.result()

    def _cut(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[list[int]]]]:
        """(numbers of texts, their tokens), batch by batch."""
        for start in range(0, len(texts), _PART):
            tokens = [found.ids for found in self._tokenizer.encode_batch(list(texts[start : start + _PART]))]
            for batch in _batches([len(ids) for ids in tokens]):
                yield [start + i for i in batch], [tokens[i] for i in batch]

    def encode_one(self, text: str) -> Vectors:
        """float32 (dimension,)."""
        vectors = self._run([self._tokenizer.encode(text).ids])
        return vectors.reshape(-1)

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        longest = max(map(len, tokens))
        ids = np.zeros((len(tokens), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, own in enumerate(tokens):
            ids[row, : len(own)] = own
            mask[row, : len(own)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of all texts, the shortest first: a batch costs what its longest text costs."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[number] > _TOKENS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def prepared(source: Path, cache: Path) -> Path:
    """The folder under `cache` with the quantised twin of the sentence-transformers model in `source`; made where it
    is missing, about 10 s of CPU. Raises CatalogueError when it can't be made.
    """
    folder = cache / f"{_fingerprint(source)}-int8"
    if (folder / "model.json").exists():
        return folder
    part: Path | None = None
    try:
        cache.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=cache))
        make(source, part)
        part.chmod(0o755)
        part.rename(folder)
    except Exception as error:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
        if (folder / "model.json").exists():  # another process was first
            return folder
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise CatalogueError(f"the sentence model can't be quantised into {cache}: {reason}") from error
    return folder


def _fingerprint(source: Path) -> str:
    """Of the model's files by name and size, and of how and with what it is made."""
    from importlib.metadata import version

    files = sorted((str(p.relative_to(source)), p.stat().st_size) for p in source.rglob("*") if p.is_file())
    made_with = [version(name) for name in ("torch", "onnx", "onnxruntime")]
    return hashlib.sha256(json.dumps([RECIPE, made_with, files]).encode()).hexdigest()[:12]


def make(source: Path, folder: Path) -> None:
    """Write the quantised twin of the sentence-transformers model in `source` into `folder`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = folder / "whole.onnx"
    meta = _export(source, whole, folder / "tokenizer.json")
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it recommends a preparation that was measured: the same vectors, 9 s more
    try:
        # Per channel, since a row of weights has a scale of its own; seven bits, since without VNNI eight overflow.
        quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    finally:
        root.setLevel(level)
    whole.unlink()
    (folder / "model.json").write_text(json.dumps(meta), encoding="utf-8")


def _export(source: Path, target: Path, tokenizer: Path) -> dict[str, int]:
    """The whole model as one ONNX graph, in floats, with its pooling and normalisation; its dimension and length."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch

    from catalog_index.encoder import load_model

    model = load_model(str(source), 1, attention="eager")
    model.tokenizer.backend_tokenizer.save(str(tokenizer))

    class Whole(torch.nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.model({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]

    whole = Whole().eval().requires_grad_(False)
    example = torch.ones(2, 8, dtype=torch.long)
    free = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            whole,
            (example, example),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": free, "attention_mask": free, "vectors": {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,  # the newer exporter needs two more libraries and a minute
        )
    return {"dimension": int(model.get_embedding_dimension()), "longest": int(model.max_seq_length)}
