"""What models make of the test sentences, remembered: a model never changes, so that it is asked each sentence once."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.training.comparison import Case, Guess

FINGERPRINT = re.compile(r"comptoir-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Readings:
    """One file per model in `folder`; `shop` asks the models."""

    shop: Any
    folder: Path

    def known(self, model: Path, cases: Sequence[Case]) -> list[Guess] | None:
        """What the model made of every case, in order; None where it was not asked all of them."""
        known = self._of(model)
        if any(case.text not in known for case in cases):
            return None
        return [Guess(str(known[case.text][0]), float(known[case.text][1])) for case in cases]

    async def read(self, model: Path, cases: Sequence[Case]) -> list[Guess]:
        """The same; what the model was not asked yet, it is asked now. Raises PredictionFailed."""
        known = self._of(model)
        new = [case.text for case in cases if case.text not in known]
        if new:
            answers = await self.shop.predict(model, new)
            known |= {text: [one["intent"], one["confidence"]] for text, one in zip(new, answers, strict=True)}
            self._keep(model, known)
        return [Guess(str(known[case.text][0]), float(known[case.text][1])) for case in cases]

    def _of(self, model: Path) -> dict[str, Any]:
        file = self._file(model)
        known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        return known

    def _keep(self, model: Path, known: dict[str, Any]) -> None:
        """Whole or not at all: a page may read it at the same time."""
        file = self._file(model)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        fresh.replace(file)

    def _file(self, model: Path) -> Path:
        return self.folder / f"{fingerprint_of(model)}.json"


def fingerprint_of(model: Path) -> str:
    """The fingerprint in a model's file name, else the name itself."""
    found = FINGERPRINT.search(Path(model).name)
    return found[1] if found else Path(model).name
