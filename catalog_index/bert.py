"""The packaged sentence model, computed from its weights: BERT's encoder and the mean of its last layer.

sentence_transformers computes the same (a test holds the two together) and loads any model, but takes five seconds
and 200 MB to import: every command and every start of the shop would pay for that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn.functional import gelu, layer_norm, linear, scaled_dot_product_attention

Vectors = NDArray[np.float32]
_MASKED = -1e30
_BATCH = 8
"""Few texts of one length stay in the processor's cache: measured 20 % faster than 64."""
_FILES = ("model.safetensors", "tokenizer.json", "config.json", "sentence_bert_config.json")


class BertModel:
    """A BERT sentence model from its folder, on the CPU; vectors have length 1."""

    def __init__(self, folder: Path) -> None:
        config, limits = (json.loads((folder / name).read_text(encoding="utf-8")) for name in _FILES[2:])
        self._heads, self._layers = int(config["num_attention_heads"]), int(config["num_hidden_layers"])
        self._epsilon, self.dimension = float(config["layer_norm_eps"]), int(config["hidden_size"])
        self._weights: Mapping[str, Any] = load_file(folder / _FILES[0])
        self._tokenizer = Tokenizer.from_file(str(folder / _FILES[1]))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(limits["max_seq_length"]))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 (len(texts), dimension). Texts of one length go together: a batch costs what its longest costs."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            with torch.inference_mode():
                out[rows] = self._forward([tokens[i] for i in rows]).numpy()
        return out

    def _forward(self, tokens: Sequence[Sequence[int]]) -> Any:
        longest = max(map(len, tokens))
        ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in tokens])
        real = torch.arange(longest) < torch.tensor([[len(row)] for row in tokens])
        mask = None if bool(real.all()) else torch.where(real, 0.0, _MASKED)[:, None, None, :]
        state = self._embedded(ids)
        for number in range(self._layers):
            state = self._layer(state, mask, f"encoder.layer.{number}.")
        weight = real.to(state.dtype)[:, :, None]
        return torch.nn.functional.normalize((state * weight).sum(1) / weight.sum(1))

    def _embedded(self, ids: Any) -> Any:
        known = self._weights
        words = known["embeddings.word_embeddings.weight"][ids]
        places = known["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = known["embeddings.token_type_embeddings.weight"][0]
        return self._normal(words + places + kind, "embeddings.LayerNorm")

    def _layer(self, state: Any, mask: Any, name: str) -> Any:
        texts, longest, width = state.shape
        heads = (texts, longest, self._heads, width // self._heads)
        query, key, value = (
            self._linear(state, f"{name}attention.self.{part}").view(heads).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2).reshape(state.shape)
        state = self._joined(state, seen, f"{name}attention.output.")
        inner = gelu(self._linear(state, f"{name}intermediate.dense"))
        return self._joined(state, inner, f"{name}output.")

    def _joined(self, state: Any, found: Any, name: str) -> Any:
        return self._normal(self._linear(found, f"{name}dense") + state, f"{name}LayerNorm")

    def _linear(self, state: Any, name: str) -> Any:
        return linear(state, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normal(self, state: Any, name: str) -> Any:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return layer_norm(state, (state.shape[-1],), weight, bias, self._epsilon)
