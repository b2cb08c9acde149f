"""What a trained model makes of sentences with known intents: run in Rasa's environment, JSON in, JSON out.

`python -m bot.nlu.evaluate_intents MODEL < pairs.json`: pairs is a list of {"text", "sentence"?, …}; the answer is
{"readings": [{"intent", "confidence", "runner_up", "guess", "guess_confidence", "second", "also"}],
"milliseconds_per_message"} in the same order, on the last line. An intent too doubtful to act on is refused. `guess` is
the likeliest intent even where the fallback took its place, `second` the one after it (an "A or B?" offers both);
`also` what the turn holds beside.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from typing import Any

from bot.nlu.clauses import is_doubted
from bot.nlu.serve import quieten


def main() -> int:
    """Read pairs on standard input, write readings on standard output; 2 when the arguments are wrong."""
    if len(sys.argv) != 2:
        print("usage: python -m bot.nlu.evaluate_intents MODEL < pairs.json", file=sys.stderr)
        return 2
    _hush()
    pairs = json.load(sys.stdin)
    readings, seconds = asyncio.run(_read_all(sys.argv[1], pairs))
    per_message = round(1000 * seconds / max(1, len(pairs)), 2)
    print(json.dumps({"readings": readings, "milliseconds_per_message": per_message}, ensure_ascii=False))
    return 0


def _hush() -> None:
    """Outside its own command line Rasa prints users' texts at DEBUG: keep them, and noise, out of the output."""
    quieten()
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)


async def _read_all(model_path: str, pairs: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], float]:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    from bot.nlu import shortcuts

    shortcuts.install()
    agent = Agent.load(model_path)
    started = time.perf_counter()
    parsed = []
    for pair in pairs:
        metadata = {"sentence": pair["sentence"]} if pair.get("sentence") else None
        parsed.append(await agent.processor.parse_message(UserMessage(pair["text"], metadata=metadata)))
    return [_reading(one) for one in parsed], time.perf_counter() - started


def _reading(parsed: dict[str, Any]) -> dict[str, Any]:
    first = parsed["intent"]
    known = [one for one in parsed.get("intent_ranking", []) if one["name"] != "nlu_fallback"]
    guess, second = [*known, first, first][:2]
    others = [one["name"] for one in parsed.get("intent_ranking", []) if one["name"] != first["name"]]
    return {
        "intent": "nlu_fallback" if is_doubted(first) else first["name"],
        "confidence": round(float(first["confidence"]), 4),
        "runner_up": others[0] if others else None,
        "guess": guess["name"],
        "guess_confidence": round(float(guess["confidence"]), 4),
        "second": second["name"],
        "also": [one["name"] for one in parsed.get("also") or ()],
    }


if __name__ == "__main__":
    raise SystemExit(main())
